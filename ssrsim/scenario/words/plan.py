"""A plan in words: when each action is tried, what it asks, needs and leans on, what it sets and should do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ssrsim.scenario.base import NOT_VALIDATED
from ssrsim.scenario.plan import OPEN, Action, Plan
from ssrsim.scenario.reforms import EFFECT_TEXTS, Reform
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.costs import cost_text, full_cost
from ssrsim.scenario.words.reactions import months_text, reaction_rows, reactions_in_words, start_text
from ssrsim.scenario.words.terms import Section, calendar_text, counted, listed, sentence, usd_m

LEVER_SWITCHES = {"disarmament": "ddr", "skill": "training", "vetting": "vetting"}
CHANNELS = (("threat_bribes", "bribes"), ("threat_ghosts", "ghost pay"), ("threat_leakage", "leakage"))
YEAR = 12


def plan_in_words(scenario: Scenario) -> Section:
    """The plan as a timeline: one part for each action in order of start, those with an open start last.

    Then what the plan reacts to, and the money asked year by year.
    """
    plan = scenario.plan
    title = f"The plan: {plan.title}"
    if not plan.actions:
        return Section(title, ("No reform at all. Money that is pledged stays unspent.",))
    timeline = in_time(plan)
    return Section(
        title,
        (_overview(scenario), _rules()),
        parts=(
            *(action_in_words(scenario, name, action) for name, action in timeline),
            _unmet_in_words(timeline, scenario),
            *((reactions_in_words(plan, scenario.country),) if _reacts(plan) else ()),
            Section("Money asked, year by year", (_asked_text(plan),), tuple(_asked(plan, scenario.run.months))),
        ),
    )


def in_time(plan: Plan) -> list[tuple[str, Action]]:
    """The actions in order of start, those with an open start last."""
    return sorted(plan.actions.items(), key=lambda item: (item[1].fixed_start or OPEN, item[1].priority, item[0]))


def _overview(scenario: Scenario) -> str:
    plan, country = scenario.plan, scenario.country
    reforms = sorted({action.reform for action in plan.actions.values()})
    price = sum(full_cost(country, scenario.reform(name)).usd_m for name in reforms)
    doubtful = [reform.name for reform in scenario.reforms if not reform.validated]
    unproven = sum(name in doubtful for name in reforms)
    proven = len(scenario.reforms) - len(doubtful)
    missing = proven - (len(reforms) - unproven)
    busiest = max(range(1, _last_month(plan) + 1), key=lambda month: (monthly_share(plan, month), -month))
    n_open = sum(action.fixed_start is None for action in plan.actions.values())
    beside = f" by those whose month is given; {counted(n_open, 'action')} wait for something" if n_open else ""
    left_out = f"; {missing} {'is' if missing == 1 else 'are'} left out" if missing else ""
    beyond = f" and {len(doubtful)} that are {NOT_VALIDATED}, of which it has {unproven}" if unproven else ""
    return (
        f"{counted(len(plan.actions), 'action')} for {counted(len(reforms), 'reform')} of {proven}{beyond}"
        f"{left_out}. In full all of them would cost {usd_m(price)} here. "
        f"At most {monthly_share(plan, busiest):.2f} of the monthly reform budget is asked for, first in "
        f"{calendar_text(country, busiest)}{beside}."
    )


def _last_month(plan: Plan) -> int:
    """The last month of the last action whose start is given; 1 where none is."""
    known = [(start, action) for action in plan.actions.values() if (start := action.fixed_start) is not None]
    return max((start + action.longest - 1 for start, action in known), default=1)


def _reacts(plan: Plan) -> bool:
    """Whether there is anything in a plan besides its actions."""
    limits = plan.capacity.reforms_at_once is not None or plan.budget.reserve > 0 or not plan.budget.carry_over
    return bool(plan.triggers or plan.rules or plan.benchmarks) or limits


def _rules() -> str:
    return (
        "An action is tried each month from its start until head of government and minister consent, and parliament "
        "where it needs a law; then it runs for its months. Its share is a weight among the actions that run or wait "
        "for consent; one that can use no money gets none. Donors that plan alone deal their money out by planned "
        "share, own priorities and taste for the visible: what a favourite cannot use partly goes on to joint "
        "planning, is partly wasted on it all the same, and partly stays in their account. What is planned jointly, "
        "and the state's own money, goes by share to what is still short, then by priority (1 yields last). A missing "
        "prerequisite makes money do less, it locks nothing."
    )


def action_in_words(scenario: Scenario, name: str, action: Action) -> Section:
    """One action: when, what it asks, needs, costs and leans on, what it sets and should do."""
    reform = scenario.reform(action.reform)
    start = action.fixed_start
    late = ", after the end of this run" if start is not None and start > scenario.run.months else ""
    when = start_text(action, scenario.country)
    return Section(
        f"{when[0].upper()}{when[1:]}{late}: {reform.label}",
        rows=(
            ("action", f"{name} ({action.reform})"),
            ("asks", parameters_text(action)),
            *reaction_rows(name, scenario),
            ("needs", needs_text(reform)),
            ("costs", cost_text(scenario, name)),
            ("leans on", prerequisites_text(scenario.plan, action, reform)),
            ("sets", sets_text(reform)),
            ("should do", effect_text(scenario, reform)),
        ),
    )


def parameters_text(action: Action) -> str:
    """What an action asks for: share of the money, months, pace, priority."""
    pace = "at full pace" if action.intensity == 1 else f"at {action.intensity:g} of full pace"
    return (
        f"{action.share:g} of the monthly reform budget for {months_text(action)}, {pace} (intensity "
        f"{action.intensity:g}), priority {action.priority}"
    )


def needs_text(reform: Reform) -> str:
    """Who must agree, and whose rents are at stake."""
    law = "a law and the" if reform.needs_law else "no law, but the"
    threats = [f"{word} ({getattr(reform, field):g})" for field, word in CHANNELS if getattr(reform, field) > 0]
    resist = f"; those who live from {listed(threats)} may resist" if threats else "; it threatens nobody's rents"
    return f"{law} consent of the head of government and the minister of {reform.minister}{resist}"


def prerequisites_text(plan: Plan, action: Action, reform: Reform) -> str:
    """Each reform that this one leans on, and whether the plan has started it by then."""
    if not reform.prerequisites:
        return "no other reform"
    return "; ".join(
        f"{other.replace('_', ' ')} (weight {weight:g}), {_whether_there(plan, other, action.fixed_start)}"
        for other, weight in reform.prerequisites.items()
    )


def _unmet_in_words(timeline: Iterable[tuple[str, Action]], scenario: Scenario) -> Section:
    rows = tuple(_unmet(timeline, scenario))
    text = "Not forbidden, but money does less there until what it leans on works." if rows else "Nothing does."
    return Section("What leans on reforms that come later or never", (text,), rows)


def _unmet(timeline: Iterable[tuple[str, Action]], scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Each action with those of its prerequisites that the plan starts after it, or not at all."""
    plan = scenario.plan
    for name, action in timeline:
        late = [
            f"{other.replace('_', ' ')}, {_whether_there(plan, other, action.fixed_start)}"
            for other in scenario.reform(action.reform).prerequisites
            if _comes_too_late(plan, other, action.fixed_start)
        ]
        if late:
            yield name, "; ".join(late)


def _comes_too_late(plan: Plan, other: str, start: int | None) -> bool:
    """Whether every action of another reform surely starts after this month; what is open is not held against it."""
    starts = [action.fixed_start for action in plan.actions.values() if action.reform == other]
    return all(start is not None and later is not None and later > start for later in starts)


def _whether_there(plan: Plan, other: str, start: int | None) -> str:
    starts = [action.fixed_start for action in plan.actions.values() if action.reform == other]
    if not starts:
        return "which is not in this plan"
    known = [month for month in starts if month is not None]
    if start is None or not known:
        return "and which of them starts first is open"
    ahead = start - min(known)
    if ahead == 0:
        return "which starts in the same month"
    return f"which starts {counted(abs(ahead), 'month')} {'earlier' if ahead > 0 else 'later'}"


def sets_text(reform: Reform) -> str:
    """The levers that the reform's level pushes, with their weights where these differ from 1."""
    texts: list[str] = []
    for lever, weight in reform.effects.items():
        texts.append(EFFECT_TEXTS[lever].sets + (f" (weight {weight:g})" if weight != 1 else ""))
    return "; ".join(texts)


def effect_text(scenario: Scenario, reform: Reform) -> str:
    """What those levers should do: the mechanism and its price, or that a switch has taken it away."""
    texts: list[str] = []
    for lever in reform.effects:
        switch = LEVER_SWITCHES.get(lever)
        off = switch is not None and not getattr(scenario.mechanisms, switch)
        texts.append(f"nothing: mechanisms.{switch} is off" if off else EFFECT_TEXTS[lever].should)
    return " ".join(sentence(text) for text in texts)


def _asked_text(plan: Plan) -> str:
    is_open = any(action.fixed_start is None for action in plan.actions.values())
    return (
        "Largest sum of shares in a month of each year, if every action is let through at once. Delays shift it. "
        "Shares are weights: where they sum to less than 1, those that run get more than they say, as far as they "
        "can use it." + (" Actions whose start is open come on top." if is_open else "")
    )


def _asked(plan: Plan, horizon: int) -> Iterator[tuple[str, str]]:
    """The busiest month of each year until the last action or the run ends."""
    last = min(horizon, _last_month(plan))
    sums = [monthly_share(plan, month) for month in range(1, last + 1)]
    for first in range(0, last, YEAR):
        year = sums[first : first + YEAR]
        most = max(year)
        yield f"months {first + 1} to {first + len(year)}", f"{most:.2f}, first in month {first + 1 + year.index(most)}"


def monthly_share(plan: Plan, month: int) -> float:
    """Sum of the shares asked in a month by actions whose start is given, if nothing is delayed.

    Rounded, so that equal sums compare equal.
    """
    known = [(start, a) for a in plan.actions.values() if (start := a.fixed_start) is not None]
    running = (a.share for start, a in known if start <= month < start + a.longest)
    return round(sum(running), 9)
