"""What a search says: what will be run, what may be claimed and of which plans, what is known when it is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import AMOUNT, SHARE, Range
from ssrsim.lab.search import seed_of
from ssrsim.report.inputs import changed_parameters, mechanisms_off
from ssrsim.report.search_stages import CONFIRMED, Screened, Selected
from ssrsim.scenario.planning.candidates import STEP, UNITS, order_in_words, reform_in_words
from ssrsim.scenario.planning.searching import Search
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import counted, listed, usd_m

LABEL = "Not validated: what is best in this model need not be best in the world; see docs/model_card.md."


class Measure(NamedTuple):
    """Something that is kept of each run, in words. `within` is None for what holds or not in a run."""

    name: str
    label: str
    unit: str
    within: Range | None
    short: str = ""  # as the axis of a figure says it, in numbers so many times as large
    times: int = 1


MEASURES = (
    Measure("peace_months", "Peace-months", "months", AMOUNT, "peace-months", 1),
    Measure("peace", "Peace held to the end", "share of runs", None, "runs in peace, of a hundred", 100),
    Measure("recurrence", "Recurrence", "share of runs", None),
    Measure("trust_police_end", "Trust in the police, end", "0 to 1", SHARE, "points of trust, of a hundred", 100),
    Measure("trust_police_mean", "Trust in the police, mean", "0 to 1", SHARE),
    Measure("abuse_per_1000", "Abuse", "incidents per 1,000 people", AMOUNT),
    Measure("bribe_incidence_mean", "Bribe incidence per contact, mean", "share", SHARE),
    Measure("money_leaked", "Money leaked", "USD m", AMOUNT),
    Measure("money_spent", "Money spent on reforms", "USD m", AMOUNT),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
ZONES = {  # how a difference in the objective is said, and how that something lies within it
    "peace_months": ("{:.1f} peace-months", "{:.1f} peace-months of it"),
    "peace": ("{:g} in the share of runs in peace", "{:g} of it in the share of runs in peace"),
    "trust_police_end": ("{:g} in trust in the police at the end", "{:g} of it in trust in the police at the end"),
}


def zone(search: Search) -> str:
    """The difference that does not matter, in words."""
    return ZONES[search.keys.objective][0].format(search.indifference)


def near_it(search: Search) -> str:
    """The same as a distance from the best."""
    return ZONES[search.keys.objective][1].format(search.indifference)


def claim(search: Search, first: Screened, second: Selected) -> str:
    """What may be said of the best plan, exactly as far as the procedure went."""
    percent = f"{100 * (1 - search.keys.error):.4g} %"
    among = len(first.finalists) if first.not_looked_at else int(first.different.sum())
    these = f"these {among:,} {'finalists' if first.not_looked_at else 'plans'}"
    given = (f"given this model with {_parameters(search.scenario)} and this context "
             f"({search.scenario.name})")  # fmt: skip
    left = [first.candidates[int(first.finalists[row])].name for row in second.left]
    if second.finished:
        said = f"With at least {percent} probability {left[0]} is the best of {these}, or within {near_it(search)}"
    else:
        said = (f"These {len(left):,} plans were not told apart within {second.n:,} worlds; with at least {percent} "
                f"probability the best of {these}, or one within {near_it(search)}, is among them")  # fmt: skip
    more = ""
    if first.not_looked_at:
        others = counted(first.not_looked_at, "more plan")
        verb = "was" if first.not_looked_at == 1 else "were"
        more = (
            f" {others} {verb} not ruled out by the screening, and not looked at further: the claim is not about them."
        )
    return f"{said}, {given}.{more}"


def _parameters(scenario: Scenario) -> str:
    changed = [*changed_parameters(scenario), *mechanisms_off(scenario)]
    return (
        "its default parameters"
        if not changed
        else f"{counted(len(changed), 'change')} of its parameters and mechanisms"
    )


def remarks(search: Search, first: Screened, second: Selected) -> Iterator[str]:
    """What must be known beside the claim."""
    if second.finished:
        best = first.candidates[int(first.finalists[second.left[0]])]
        starts = ", then ".join(order_in_words(best.order).split(", "))
        yield f"{best.name}: {starts}."
    twins = int((~first.different).sum())
    if twins:
        yield (f"{counted(twins, 'plan')} of {len(first.candidates):,} left the same history as another in all "
               f"{first.worlds:,} worlds of the screening, and stand as one with it.")  # fmt: skip
    known = np.isfinite(second.means)
    equal = int((second.means[known] == second.means[second.left[0]]).sum()) if known.any() else 1
    if equal > 1:
        named = ", and the one that is named is the first of them" if second.finished else ""
        yield (f"{equal:,} finalists have the very same mean: none is better than another by this measure{named}. "
               "Another objective may tell them apart.")  # fmt: skip
    broken = len(first.failed) + len(second.failed)
    if broken:
        yield f"{counted(broken, 'run')} failed; their worlds were left out for all plans alike."


def told_before(search: Search, candidates: int, minutes: tuple[float, float]) -> list[str]:
    """What will be run, before it is: how many plans, runs, and minutes on this machine."""
    keys = search.keys
    finalists = min(keys.search.finalists, candidates)
    months = search.scenario.run.months
    return [
        f"{counted(candidates, 'plan')}: {made(search)}.",
        f"Screening     {candidates * search.screening_worlds:>9,} runs of {counted(months, 'month')}: each plan in "
        f"{counted(search.screening_worlds, 'world')}",
        f"Selection     {finalists * keys.search.worlds:>9,} runs at most: {finalists} plans in up to "
        f"{counted(keys.search.worlds, 'new world')}",
        f"Confirmation  about {CONFIRMED * keys.confirm.worlds:,} runs with {keys.confirm.civilians:,} civilians, "
        f"in {counted(keys.confirm.worlds, 'new world')}",
        f"About {_minutes(minutes[0])}, {_minutes(minutes[1])} at most.",
    ]


def made(search: Search) -> str:
    """Which plans there are, in words."""
    keys, parts = search.keys, search.ingredients
    reforms = listed(map(reform_in_words, parts.reforms))
    pairs = listed(f"{reform_in_words(first)} before {reform_in_words(later)}" for first, later in parts.before)
    kept = f", {pairs}" if parts.before else ""
    if keys.search.sample is not None:
        how = (f"{reforms} with priorities, starts (whole steps of {STEP} months, up to month "
               f"{1 + keys.search.window}) and shares (steps of {1 / UNITS:g}) drawn with search.seed="
               f"{keys.search.seed}{kept}")  # fmt: skip
    else:
        how = (f"all orders of {reforms}{kept}, starts {counted(keys.search.apart, 'month')} apart")  # fmt: skip
    money = f", {usd_m(parts.budget)} at most" if parts.budget is not None else ", no cap on the money"
    return f"{how}{money}"


def _minutes(minutes: float) -> str:
    return "a minute" if minutes < 1.5 else f"{minutes:.0f} minutes"


def screening_told(search: Search, first: Screened) -> str:
    """What the screening came to."""
    different, staying = int(first.different.sum()), int((first.stays & first.different).sum())
    said = f"Screening: {different - staying:,} of {different:,} plans are ruled out after {first.worlds:,} worlds"
    best = first.candidates[first.finalists[0]]
    some = (
        f", {len(first.finalists):,} of the {staying:,} others go on" if first.not_looked_at else f", {staying:,} go on"
    )
    return f"{said}{some}; the highest mean so far has {best.name} ({order_in_words(best.order)})."


def selection_told(second: Selected) -> str:
    """What the selection came to."""
    if not second.n:
        return "Selection: one plan was left, so that there was nothing to select."
    ended = "one plan is selected" if second.finished else f"{counted(len(second.left), 'plan')} are not told apart"
    return f"Selection: {ended} after {second.n:,} new worlds."


def stages(search: Search) -> list[tuple[str, int, int]]:
    """Each stage with its seed and its sampled civilians."""
    sizes = (search.keys.search.civilians, search.keys.search.civilians, search.keys.confirm.civilians)
    names = ("screening", "selection", "confirmation")
    return [
        (name, seed_of(search.scenario, place), size)
        for place, (name, size) in enumerate(zip(names, sizes, strict=True))
    ]
