"""Findings on what actions wait for: gates that never open, open too late, or hardly at all."""

from __future__ import annotations

from collections.abc import Iterator

from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.plain import Path
from ssrsim.scenario.plan import Action, Start
from ssrsim.scenario.planning.finding import Finding
from ssrsim.scenario.planning.reach import Reach, needs_months, reported
from ssrsim.scenario.planning.seen import BLOCKED, FORMAL, NEVER, SPENT
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import counted

BY_REFORM = (FORMAL, BLOCKED, SPENT)
LAST_MONTHS = 3  # a bill that comes as late as this cannot become anything


def gate_findings(scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    """What is wrong with the beginning of each action."""
    blamed: set[str] = set()
    deeds = [deed for rule in scenario.plan.rules.values() for deed in rule.do]
    for name, action in scenario.plan.actions.items():
        path = ("plan", "actions", name)
        if name not in reach.seen.speeds:
            yield Finding("never-runs", path, "has no money, no pace or no place; give it a share, or leave it out")
        elif action.share == 0 and not any(deed.share == name and deed.to for deed in deeds):
            yield Finding("never-runs", path, "has no money, and no rule gives it a weight above 0; give it one")
        elif reach.first[name] == NEVER:
            found = list(_never(scenario, reach, name, action))
            blamed |= {name} if found else set()
            yield from found
        else:
            yield from _late(scenario, reach, name, action)
        yield from _level_findings(scenario, reach, name, action)
    yield from _circles(scenario, reach, blamed)


def _never(scenario: Scenario, reach: Reach, name: str, action: Action) -> Iterator[Finding]:
    """Why an action can never begin, as far as the reason is its own."""
    path = ("plan", "actions", name)
    plan = scenario.plan
    for place, month in needs_months(action, reach.seen).items():
        need = action.needs[place]
        if month == NEVER and not reach.seen.can_ever(reported(need.reform, need.formal)):
            most = reach.seen.limit(f"{FORMAL}.{need.reform}")
            yield Finding(
                "gate-never-opens",
                (*path, "needs", str(place), "formal"),
                f"is {need.formal:g}, and the plan can bring {need.reform} to {most:.2f} at most; lower it, "
                f"or give {need.reform} more months",
            )
    start = action.start
    if not isinstance(start, Start):
        return
    if start.after is not None and reach.first[start.after] == NEVER and start.after not in reach.seen.speeds:
        yield Finding(
            "after-never", (*path, "start", "after"), f"is {start.after}, which never begins; mend that first"
        )
    condition, at = (start.when, "when") if start.trigger is None else (plan.triggers[start.trigger], "trigger")
    if condition is not None and not reach.seen.can_ever(condition):
        yield Finding("gate-never-opens", (*path, "start", at), f"waits for {never_told(reach, condition)}")


def never_told(reach: Reach, condition: Condition) -> str:
    """A condition that can never hold, and why."""
    asked = f"{condition.indicator} {condition.op} {condition.value:g}"
    return f"{asked}, which never holds: {_limit(reach, condition.indicator)}"


def _limit(reach: Reach, indicator: str) -> str:
    """What an indicator can be at all, and what to do."""
    family, _, reform = indicator.rpartition(".")
    most = reach.seen.limit(indicator)
    if family in BY_REFORM and not reach.seen.pursuing(reform):
        return f"no action of the plan pursues {reform}, so it stays 0; add one, or write another condition"
    if family == FORMAL:
        return f"the plan can bring it to {most:.2f} at most; write a value below that"
    return (
        f"it lies in 0..{most:g}; write a value in between" if most < NEVER else "it is 0 or more; write a value above"
    )


def _late(scenario: Scenario, reach: Reach, name: str, action: Action) -> Iterator[Finding]:
    """What begins after the run, or later than the plan says."""
    path, end, first = ("plan", "actions", name), scenario.run.months, reach.first[name]
    begin = (*path, "start")
    if first > end:
        told = f"is {action.start}" if isinstance(action.start, int) else f"opens in month {first:.0f} at the earliest"
        yield Finding("after-the-end", begin, f"{told}, after the last month of the run ({end}); it never begins here")
        return
    for place, month in needs_months(action, reach.seen).items():
        due = action.fixed_start
        if due is not None and month > due:
            need = action.needs[place]
            yield Finding(
                "gate-after-start",
                (*path, "needs", str(place), "formal"),
                f"is {need.formal:g} of {need.reform}, which can be reported in month {month - 1:.0f} at the "
                f"earliest; the action is due in month {due:.0f} and waits {counted(month - due, 'month')} or "
                "more",
            )
    if scenario.reform(action.reform).needs_law and first > end - LAST_MONTHS:
        yield Finding(
            "bill-too-late",
            begin,
            f"brings its bill in month {first:.0f} of {end}; a law as late changes "
            f"nothing; start by month {max(1, end - 12)}",
        )


def _level_findings(scenario: Scenario, reach: Reach, name: str, action: Action) -> Iterator[Finding]:
    """Levels that what is paid for does not reach."""
    path: Path = ("plan", "actions", name)
    asked: list[tuple[Path, Condition]] = [
        ((*path, "needs", str(place), "formal"), reported(need.reform, need.formal))
        for place, need in enumerate(action.needs)
    ]
    if isinstance(action.start, Start) and action.start.when is not None:
        asked.append(((*path, "start", "when", "value"), action.start.when))
    asked += [((*path, "stop", "value"), action.stop)] if action.stop is not None else []
    for place, condition in asked:
        yield from hardly_reached(reach, place, condition)
    for place, need in enumerate(action.needs):
        if not need.hard and need.formal > 0 and not reach.seen.pursuing(need.reform):
            yield Finding(
                "half-pace",
                (*path, "needs", str(place), "reform"),
                f"is {need.reform}, and no action of the plan pursues it; {name} goes at half pace all the time",
            )


def hardly_reached(reach: Reach, path: Path, condition: Condition) -> Iterator[Finding]:
    """The doubt about a level that only reports that inflate could show."""
    family, _, reform = condition.indicator.rpartition(".")
    if family == FORMAL and condition.op in (">", ">=") and reach.seen.pursuing(reform):
        most = reach.seen.paid_level(reform)
        if most < condition.value and reach.seen.first_month(condition) < NEVER:
            yield Finding(
                "hardly-reached",
                path,
                f"is {condition.value:g}, and the plan pays {reform} up to {most:.2f}; "
                f"lower it, or give {reform} more months",
            )


def _circles(scenario: Scenario, reach: Reach, blamed: set[str]) -> Iterator[Finding]:
    """Actions that never begin because they wait for each other; who waits for a circle, or for one blamed, is told."""
    actions = scenario.plan.actions
    stuck = {name for name in reach.seen.speeds if reach.first[name] == NEVER}
    told: set[str] = set(blamed)
    for name in sorted(stuck - blamed):
        chain: list[str] = []
        here: str | None = name
        while here is not None and here not in chain and here not in told:
            chain.append(here)
            here = min(_waited_for(scenario, reach, actions[here]) & stuck, default=None)
        path = ("plan", "actions", name, "start")
        if here is None:
            yield Finding(
                "after-the-end", path, "opens in no month that can be given; it never begins; start it earlier"
            )
        elif here in chain:
            circle = chain[chain.index(here) :]
            said = f"leads back to itself: {' -> '.join([*circle[:10], circle[0]])}; give one of them a month"
            yield Finding("circle", ("plan", "actions", circle[0], "start"), said)
        elif here in blamed:
            yield Finding("after-never", path, f"waits for {here}, which never begins; mend that first")
        told |= set(chain)


def _waited_for(scenario: Scenario, reach: Reach, action: Action) -> set[str]:
    """The actions whose progress an action waits for, by its start and by its hard needs."""
    found: set[str] = set()
    start = action.start
    if isinstance(start, Start):
        found |= {start.after} if start.after is not None else set()
        condition = start.when if start.trigger is None else scenario.plan.triggers[start.trigger]
        if condition is not None and reach.seen.first_month(condition) == NEVER:
            reform = condition.indicator.rpartition(".")[2]
            found |= {name for name, _ in reach.seen.pursuing(reform)} or set(reach.seen.speeds)
    for need in action.needs:
        found |= {name for name, _ in reach.seen.pursuing(need.reform)} if need.hard and need.formal > 0 else set()
    return found
