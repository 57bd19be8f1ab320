"""When each action can begin at the earliest and run at the latest, and when each rule can fire at the earliest.

The earliest months hold in every run: consent at once, money at once, the luckiest reports. The latest months are those
of the plan itself, if every action is let through at once: refusals shift them, and no plan knows by how much.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.plan import Action, FromMonth, FromTrigger, Plan, Rule, Start
from ssrsim.scenario.planning.seen import FORMAL, NEVER, Seen, speeds_of
from ssrsim.scenario.scenario import Scenario


class Reach(NamedTuple):
    """What can happen when: months after the settlement, NEVER where it cannot."""

    first: Mapping[str, float]  # action -> first month in which it can run
    last: Mapping[str, float]  # action -> last month in which it can run, NEVER where that is open
    fires: Mapping[str, float]  # rule -> first month in which it can fire: it acts a month later
    seen: Seen

    def runs_in(self, name: str, month: float) -> bool:
        """Whether an action can run in this month."""
        return self.first[name] <= month <= self.last[name]


def reach_of(scenario: Scenario) -> Reach:
    """When everything in a plan can happen: worked out from what can happen first to what waits for it."""
    plan = scenario.plan
    speeds = speeds_of(scenario)
    first: dict[str, float] = dict.fromkeys(plan.actions, NEVER)
    while True:
        seen = Seen(scenario, first, speeds)
        fires = {name: _fires(plan, rule, seen) for name, rule in plan.rules.items()}
        found = {name: _first_month(plan, name, first, fires, seen) for name in plan.actions}
        if found == first:
            return Reach(first, _last_months(plan, first), fires, seen)
        first = found


def condition_of(plan: Plan, rule: Rule) -> Condition | None:
    """What a rule waits for, by its trigger or by itself; None where the calendar says when."""
    if isinstance(rule.when, FromMonth):
        return None
    return plan.triggers[rule.when.trigger] if isinstance(rule.when, FromTrigger) else rule.when


def _fires(plan: Plan, rule: Rule, seen: Seen) -> float:
    """The month before a rule can act first: that in which its condition can hold, or the one before its own."""
    if isinstance(rule.when, FromMonth):
        return rule.when.month - 1
    return seen.first_month(plan.triggers[rule.when.trigger] if isinstance(rule.when, FromTrigger) else rule.when)


def told_to(plan: Plan, verb: str, name: str) -> list[str]:
    """The rules that tell an action to do this."""
    return [rule for rule, one in plan.rules.items() if any(getattr(deed, verb) == name for deed in one.do)]


def _first_month(plan: Plan, name: str, first: Mapping[str, float], fires: Mapping[str, float], seen: Seen) -> float:
    """The first month in which an action can run, as far as it is known when the others can."""
    if name not in seen.speeds:
        return NEVER
    called = min((fires[rule] + 1 for rule in told_to(plan, "start", name)), default=NEVER)
    due = min(gate_month(plan, plan.actions[name], first, fires, seen), called)
    return max([due, *needs_months(plan.actions[name], seen).values(), _weighed(plan, name, fires), 1])


def _weighed(plan: Plan, name: str, fires: Mapping[str, float]) -> float:
    """The first month in which an action can have a weight: at once, or once a rule gives it one."""
    if plan.actions[name].share > 0:
        return 1
    given = (fires[rule] + 1 for rule, one in plan.rules.items() for deed in one.do if deed.share == name and deed.to)
    return min(given, default=NEVER)


def gate_month(plan: Plan, action: Action, first: Mapping[str, float], fires: Mapping[str, float], seen: Seen) -> float:
    """The first month in which the start of an action can be there, its needs aside."""
    start = action.start
    if isinstance(start, int):
        return start
    if start.trigger is not None:
        return seen.first_month(plan.triggers[start.trigger]) + 1 + start.lag
    holds = seen.first_month(start.when) if start.when is not None else 0.0
    if start.after is None:
        return holds + 1 + start.lag
    if start.when is not None:
        return max(first[start.after], holds) + 1 + start.lag
    return first[start.after] + _shortest(plan, start.after, first, fires) + start.lag


def _shortest(plan: Plan, name: str, first: Mapping[str, float], fires: Mapping[str, float]) -> float:
    """How many months an action runs at the least."""
    action = plan.actions[name]
    if first[name] == NEVER:
        return action.longest
    stopped = min((max(fires[rule] + 1 - first[name], 1) for rule in told_to(plan, "stop", name)), default=NEVER)
    least = action.longest if action.stop is None else action.shortest
    return min(stopped, 1 if action.cap_usd_m is not None else least)


def needs_months(action: Action, seen: Seen) -> dict[int, float]:
    """For each hard need, by its place, the first month in which it can be met."""
    asked = {place: need for place, need in enumerate(action.needs) if need.hard and need.formal > 0}
    return {place: seen.first_month(reported(need.reform, need.formal)) + 1 for place, need in asked.items()}


def reported(reform: str, level: float) -> Condition:
    """The condition that a level is reported of a reform."""
    return Condition(indicator=f"{FORMAL}.{reform}", op=">=", value=level)


def waits_for_end(action: Action) -> str | None:
    """The action whose end this one waits for, so that the two never run together."""
    start = action.start
    return start.after if isinstance(start, Start) and start.when is None else None


def chain_of(plan: Plan, name: str) -> list[str]:
    """An action, the one whose end it waits for, and so on to the one that waits for no end; or round a circle once."""
    chain: list[str] = []
    here: str | None = name
    while here is not None and here not in chain:
        chain.append(here)
        here = waits_for_end(plan.actions[here])
    return chain


def _last_months(plan: Plan, first: Mapping[str, float]) -> dict[str, float]:
    """The last month in which each action can run, if nobody refuses it."""
    return {name: _last_month(plan, chain_of(plan, name), first) for name in plan.actions}


def _last_month(plan: Plan, chain: list[str], first: Mapping[str, float]) -> float:
    month: float = NEVER if waits_for_end(plan.actions[chain[-1]]) is not None else 0  # round a circle: open
    for name in reversed(chain):
        action = plan.actions[name]
        open_need = any(need.hard and need.formal > 0 for need in action.needs)
        is_open = action.fixed_start is None and waits_for_end(action) is None
        if first[name] == NEVER or open_need or is_open or told_to(plan, "pause", name):
            return NEVER
        start = action.fixed_start or month + 1 + (action.start.lag if isinstance(action.start, Start) else 0)
        month = start + action.longest - 1
    return month
