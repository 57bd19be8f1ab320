"""A scenario in words before anything runs: what is given and what is expected of it, never what will come of it.

Text only; laying it out for a terminal or a page is the business of `ssrsim/report/`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ssrsim.scenario.base import NOT_VALIDATED
from ssrsim.scenario.changes import LEVER_TEXTS
from ssrsim.scenario.donors import Donor, Mission
from ssrsim.scenario.extension import Extension
from ssrsim.scenario.run import AUTO, BATCH, MOST_RUNS, Run
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import Shock
from ssrsim.scenario.words.country import country_in_words
from ssrsim.scenario.words.plan import plan_in_words
from ssrsim.scenario.words.terms import Section, calendar_text, counted, degree, listed, per_1000, usd_m

SHOCKS = {
    "economic": "a fall of incomes",
    "aid_cut": "a cut of aid",
    "scandal": "a national scandal",
    "spoiler_attack": "a windfall for those who want to fight",
    "patron_intervention": "support by a neighbouring state",
    "commodity_boom": "a boom of what can be looted and sold",
    "disaster": "a disaster",
    "new_threat": "a threat that forces were not made for",
    "massacre": "a massacre of civilians",
    "early_election": "an election out of turn",
    "mission_exit": "missions are told to leave, whatever their date or benchmark",
}
ONCE = ("early_election", "mission_exit")  # happen in their first month; how strong or long they are means nothing
SENT = {
    "as_given": "all of it is sent",
    "follows_difficulty": "between half of it and all is sent, as the case is hard",
    "randomised": "all of it or nobody is sent, by the toss of a coin",
}
RECURRENCE = {
    "calendar": "25 reported battle deaths in a calendar year after a year below 25",
    "rolling12": "25 reported battle deaths in any twelve months after twelve months below 25",
}

UNTIL = "the 95 % intervals of recurrence and of trust in the police at the end are at most {:g} either side"


def scenario_in_words(scenario: Scenario) -> tuple[Section, ...]:
    """The whole description in the order in which a newcomer asks: where, who pays, what strikes, what is planned."""
    return (
        country_in_words(scenario),
        _donors(scenario),
        _missions(scenario),
        _shocks(scenario),
        *_changes(scenario),
        plan_in_words(scenario),
        _departures(scenario),
        *added_in_words(scenario),
        _run(scenario),
    )


def _donors(scenario: Scenario) -> Section:
    if not scenario.donors:
        return Section("Donors", ("Nobody: reforms live from what the treasury puts into its reform budget.",))
    first_year = sum(donor.pledge_usd_m for donor in scenario.donors.values())
    months = scenario.run.months
    at_most = sum(d.pledge_usd_m / 12 * min(d.horizon, months) for d in scenario.donors.values())
    text = (
        f"{counted(len(scenario.donors), 'donor')} together {'pledge' if len(scenario.donors) > 1 else 'pledges'} "
        f"{usd_m(first_year)} in the first year. Up to month {months} that is {usd_m(at_most)} at most; attention that "
        "fades, suspensions, money that lies idle and yearly luck take from it, and it comes some months late."
    )
    return Section("Donors", (text,), tuple((d.title, _donor(scenario, d)) for d in scenario.donors.values()))


def _donor(scenario: Scenario, donor: Donor) -> str:
    weights = sorted(donor.priorities.items(), key=lambda item: (-item[1], item[0]))
    wanted = listed(f"{reform.replace('_', ' ')} ({weight:g})" for reform, weight in weights if weight > 0)
    stays = "beyond this run" if donor.horizon > scenario.run.months else "within this run: an aid cliff"
    return (
        f"{donor.kind.replace('_', ' ')}; {usd_m(donor.pledge_usd_m)} a year until "
        f"{calendar_text(scenario.country, donor.horizon)}, {stays}; attention halves in "
        f"{counted(donor.fatigue_half_life, 'month')}; strictness {degree(donor.strictness)}, plans with the others "
        f"{degree(donor.coordination)}, taste for the visible {degree(donor.visibility_preference)}; extra "
        f"weight on {wanted}"
    )


def _missions(scenario: Scenario) -> Section:
    if not scenario.missions:
        return Section("Peace missions", ("None: nobody from outside guarantees what was signed.",))
    rows = tuple((mission.title, _mission(scenario, mission)) for mission in scenario.missions.values())
    return Section("Peace missions", rows=rows)


def _mission(scenario: Scenario, mission: Mission) -> str:
    country = scenario.country
    people = mission.troops + mission.police
    wait = mission.exit_when
    benchmark = f" and {wait.indicator} {wait.op} {wait.value:g}" if wait is not None else ""
    gone = "gone in" if wait is None else "if that was the first month, gone in"
    return (
        f"{mission.troops:,} troops and {mission.police:,} police, {per_1000(people, country)}; at full strength from "
        f"{calendar_text(country, mission.start)}, drawn down from {calendar_text(country, mission.drawdown)}"
        f"{benchmark} on, {gone} {calendar_text(country, mission.exit)}; mandate {degree(mission.mandate)}; "
        f"{SENT[mission.deployment]}"
    )


def _shocks(scenario: Scenario) -> Section:
    noise = "on" if scenario.mechanisms.random_shocks else "off"
    text = (
        "Random economic noise, interventions by neighbours, disasters and new threats (the last two not validated) "
        f"are switched {noise}."
    )
    in_order = sorted(scenario.shocks.items(), key=lambda item: (item[1].start, item[0]))
    rows: list[tuple[str, str]] = []
    for _, shock in in_order:
        whom = _by_or_for(scenario, shock)
        whom += f" ({shock.threat.replace('_', ' ')})" if shock.kind == "new_threat" else ""
        whom += f" in {scenario.country.districts[shock.district].title}" if shock.district is not None else ""
        late = "; after the end of this run" if shock.start > scenario.run.months else ""
        what = kind_text(scenario.extension, shock.kind)
        lasts = f", size {degree(shock.size)}, for {counted(shock.months, 'month')}"
        if shock.kind in ONCE:
            lasts = "" if shock.size > 0 else "; of size 0, so that nothing happens"
        rows.append((
            calendar_text(scenario.country, shock.start),
            f"{shock.label}: {what}{whom}{lasts}{late}",
        ))  # fmt: skip
    return Section("Scheduled shocks", (text,) if rows else ("None is scheduled. " + text,), tuple(rows))


def _by_or_for(scenario: Scenario, shock: Shock) -> str:
    """Who does it, who gains by it, or who goes."""
    if shock.mission is not None:
        return f": {scenario.missions[shock.mission].title} alone"
    killer = "massacre" in scenario.extension.parts_of(shock.kind)
    if shock.faction is not None:
        return f" {'by' if killer else 'for'} {scenario.country.factions[shock.faction].title}"
    if killer:
        return f" by the {shock.service}"
    return f" of the {shock.service}" if shock.kind == "scandal" else ""


def _changes(scenario: Scenario) -> Iterator[Section]:
    """What the context is like from some month on; nothing where nothing changes."""
    rows = [
        (
            calendar_text(scenario.country, change.month),
            f"{change.title}: {LEVER_TEXTS[change.lever]} ({change.lever}) is {degree(change.value)} from then on"
            + ("; after the end of this run" if change.month > scenario.run.months else ""),
        )
        for _, change in sorted(scenario.changes.items(), key=lambda item: (item[1].month, item[0]))
    ]
    if rows:
        yield Section("Changes of context", ("A change stays until another one of the same kind.",), tuple(rows))


def _departures(scenario: Scenario) -> Section:
    rows = (*_switched_off(scenario), *_changed(scenario))
    text = (
        "The behavioural parameters are the same for all countries; none is calibrated yet, so trust directions more "
        "than sizes."
    )
    if not rows:
        text = "No switch is off and no parameter differs from its default. " + text
    return Section("Switches and parameters", (text,), rows)


def kind_text(extension: Extension, kind: str) -> str:
    """What a shock of this kind is."""
    if kind not in extension.shocks:
        return SHOCKS[kind]
    parts = [f"{SHOCKS[part]} ({weight:g})" for part, weight in extension.parts_of(kind).items()]
    return f"{extension.shocks[kind].title} ({NOT_VALIDATED}), made of {listed(parts)}"


def added_in_words(scenario: Scenario) -> Iterator[Section]:
    """What users added, with the warning that belongs to it; nothing where nothing was added."""
    given = scenario.extension
    own = [one for one in scenario.indicators if one.name in given.indicators]
    rows = (
        *((f"reform {name}", f"{one.title} ({NOT_VALIDATED}); {one.source}") for name, one in given.reforms.items()),
        *((f"shock {name}", f"{kind_text(given, name)}; {one.source}") for name, one in given.shocks.items()),
        *((f"indicator {one.name}", f"{one.label}, {one.unit}: {one.text}") for one in own),
        *((f"hook {number}", f"{hook} ({NOT_VALIDATED})") for number, hook in enumerate(scenario.hooks, start=1)),
    )
    if rows:
        text = "None of this ships with the model and none of it is validated. Whoever publishes results must say so."
        yield Section("Added to the model", (text,), rows)


def _switched_off(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for name, field in type(scenario.mechanisms).model_fields.items():
        if not getattr(scenario.mechanisms, name):
            yield f"mechanisms.{name}", f"off. When on: {field.description}"


def _changed(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for name, field in type(scenario.parameters).model_fields.items():
        value = getattr(scenario.parameters, name)
        if value != field.default:
            yield f"parameters.{name}", f"{value:g} instead of {field.default:g}: {field.description}"


def _run(scenario: Scenario) -> Section:
    run = scenario.run
    extras = (["events"] if scenario.records.events else []) + [
        f"series by {part}"
        for part in ("district", "reform", "donor", "group")
        if getattr(scenario.records, f"{part}s")
    ]
    return Section("The run", rows=(
        ("Size", f"{_runs(run)} of {counted(run.months, 'month')}, to "
                 f"{calendar_text(scenario.country, run.months)}; seed {run.seed}"),
        *([("Until", UNTIL.format(run.half_width))] if run.replicates == AUTO else []),
        ("Rows", f"{run.civilians:,} civilians and {run.officers:,} officers stand for all, by weight"),
        ("Recurrence", RECURRENCE[scenario.conflict.window]),
        ("Records", "monthly national series" + (f", {listed(extras)}" if extras else "")),
    ))  # fmt: skip


def _runs(run: Run) -> str:
    """How many runs; with auto what is known of that before."""
    return f"{BATCH} to {MOST_RUNS:,} runs" if run.replicates == AUTO else counted(run.replicates, "run")
