"""Findings on what undoes what: rules, starts and stops of one action on one indicator, without a gap between them.

A condition on an indicator is true on one side of its threshold. Two orders that undo each other are sound where a gap
lies between their sides (hysteresis): else noise alone makes the plan swing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.plain import Path
from ssrsim.scenario.plan import FromMonth, Plan, Start
from ssrsim.scenario.planning.finding import Finding
from ssrsim.scenario.planning.reach import Reach, condition_of
from ssrsim.scenario.planning.reactions import verb_of
from ssrsim.scenario.scenario import Scenario

OPPOSITES = {"admin.insecurity": "survey.feel_safe"}  # the one is about 1 less the other
SHARE_GAP = 0.05  # about what surveys and reports err by
PART_OF_VALUE = 0.1  # gap between thresholds that are no shares, relative to them
REST = 6  # months between firings that no longer swing with noise
FEW = 4  # swings that nobody minds
LEAST = {"pace": "slower pace", "share": "smaller weight"}  # which of two orders of one kind counts


class Order(NamedTuple):
    """What one rule tells one action, and on which side of which threshold."""

    rule: str
    verb: str
    action: str
    to: float  # of a pace or a weight
    condition: Condition | None  # None where the calendar says when
    month: int  # of the calendar, 0 where a condition says when
    path: Path
    rests: bool  # its cooldown or its few firings keep it from swinging


def pair_findings(scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    """Every two orders that undo each other, and every start that is undone at once."""
    plan = scenario.plan
    orders = [order for order in _orders(plan) if reach.fires[order.rule] <= scenario.run.months]
    for one, other in combinations(orders, 2):
        if one.rule != other.rule and one.action == other.action and _contrary(one, other):
            yield from _pair_findings(one, other)
    for name, action in plan.actions.items():
        begins = action.start if isinstance(action.start, Start) else Start()
        opens = begins.when if begins.trigger is None else plan.triggers[begins.trigger]
        starts = [(("plan", "actions", name, "start"), opens)] if opens is not None else []
        conditional = [(order, order.condition) for order in orders if order.condition is not None]
        starts += [(one.path, when) for one, when in conditional if one.verb == "start" and one.action == name]
        ends = [("its stop", action.stop)] if action.stop is not None else []
        ends += [
            (f"rule {one.rule}", when)
            for one, when in conditional
            if one.verb in ("stop", "pause") and one.action == name
        ]
        for path, start in starts:
            for what, end in ends:
                if _within(start, end) and path[1:3] != ("rules", what.removeprefix("rule ")):
                    yield Finding(
                        "stops-at-once",
                        path,
                        f"begins {name} on {_text(start)}, and {what} ends or pauses it "
                        f"on {_text(end)}, which is true by then; move the thresholds apart",
                    )


def _orders(plan: Plan) -> Iterator[Order]:
    for name, rule in plan.rules.items():
        for place, deed in enumerate(rule.do):
            verb, action = verb_of(deed)
            path = ("plan", "rules", name, "do", str(place), verb)
            rests = rule.cooldown >= REST or rule.max_fires <= FEW
            month = rule.when.month if isinstance(rule.when, FromMonth) else 0
            yield Order(name, verb, action, deed.to or 0.0, condition_of(plan, rule), month, path, rests)


def _contrary(one: Order, other: Order) -> bool:
    """Whether two orders to one action undo each other."""
    verbs = {one.verb, other.verb}
    of_one_kind = len(verbs) == 1 and one.verb in LEAST
    return verbs in ({"pause", "start"}, {"stop", "start"}) or (of_one_kind and one.to != other.to)


def _pair_findings(one: Order, other: Order) -> Iterator[Finding]:
    """That both can hold at once, or that too little lies between them."""
    if one.condition is None or other.condition is None:
        if one.month == other.month:
            both = f"{_said(one)} in month {one.month}, and rule {other.rule} {_said(other)} in the same month"
            yield Finding("contrary-rules", one.path, f"{both}: {_wins(one, other)}; leave one of them out")
        return
    gap = _gap(one.condition, other.condition)
    if gap is None:
        return
    wanted = _wanted(one.condition)
    both = f"{_said(one)} on {_text(one.condition)}, and rule {other.rule} {_said(other)} on {_text(other.condition)}"
    if gap < 0:
        yield Finding(
            "contrary-rules",
            one.path,
            f"{both}: both can hold in one month, and then {_wins(one, other)}; move "
            f"the thresholds {wanted:g} or more apart",
        )
    elif gap < wanted and not (one.rests and other.rests) and "stop" not in (one.verb, other.verb):
        yield Finding(
            "no-gap",
            one.path,
            f"{both}: {gap:.3g} lies between them, and noise alone makes them swing; leave "
            f"{wanted:g} or more, or give both `cooldown: {REST}`",
        )


def _wins(one: Order, other: Order) -> str:
    verbs = {one.verb, other.verb}
    return f"the {LEAST[one.verb]} counts" if len(verbs) == 1 else f"the {min(verbs - {'start'})} counts"


def _said(order: Order) -> str:
    if order.verb in LEAST:
        return f"sets the {order.verb} of {order.action} to {order.to:g}"
    return f"{order.verb}s {order.action}"


def _text(condition: Condition) -> str:
    return f"{condition.indicator} {condition.op} {condition.value:g}"


def _wanted(condition: Condition) -> float:
    """The gap that keeps noise from making two rules swing."""
    is_share = abs(condition.value) <= 1 and not condition.indicator.startswith("finance.")
    return SHARE_GAP if is_share else round(PART_OF_VALUE * abs(condition.value), 6)


def _sided(condition: Condition) -> tuple[str, bool, float]:
    """Indicator, whether it is true above, and the threshold; of opposite indicators as if they were one."""
    above, value = condition.op in (">", ">="), condition.value
    if condition.indicator in OPPOSITES:
        return OPPOSITES[condition.indicator], not above, round(1 - value, 9)
    return condition.indicator, above, value


def _gap(one: Condition, other: Condition) -> float | None:
    """What lies between two conditions: below 0 where both can hold, None where they have nothing to do."""
    (name, above, value), (second, also_above, limit) = _sided(one), _sided(other)
    if name != second:
        return None
    if above == also_above:
        return -1.0
    gap = value - limit if above else limit - value
    touches = gap == 0 and "=" in one.op and "=" in other.op
    return -1.0 if touches else round(gap, 9)


def _within(one: Condition, other: Condition) -> bool:
    """Whether the second surely holds where the first does."""
    (name, above, value), (second, also_above, limit) = _sided(one), _sided(other)
    if name != second or above != also_above or other.months > one.months:
        return False
    inside = value > limit if above else value < limit
    return inside or (value == limit and ("=" in other.op or "=" not in one.op))
