"""What planners can be told in a month: the highest value that a published number can have by then.

Bounds, never guesses: what is outside of them cannot happen in any run. Every signal can be 0 in every month, so that
only the highest value matters. What implementers report can pass what was paid for, because they inflate and err.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from math import inf
from typing import NamedTuple

from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.plan import Action, Plan
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.signals import BY_NAME, MONEY
from ssrsim.scenario.words.costs import full_cost, scope_of

NEVER = inf
QUARTER = 3  # months between reports of implementers
FARTHEST = 3 * 601  # months that are looked at: a start as late as may be given, twice the longest time
FORMAL, BLOCKED, SPENT = "admin.formal", "admin.bill_blocked_months", "finance.spent_usd_m"
MOST_MINUTES = 1_440.0  # a response takes a day at most
ROUNDING = 0.01  # levels; places have whole posts and rows, and so a little more or less than their share of the price
LARGEST_ERROR = 5.5  # standard deviations; the generator gives none beyond
ZERO_AT_START = ("admin.complaints", "admin.sanctions")


def fastest_pace(plan: Plan, name: str) -> float:
    """The highest pace that an action can get: its own, or one that a rule gives it."""
    paces = [deed.to or 0.0 for rule in plan.rules.values() for deed in rule.do if deed.pace == name]
    return max([plan.actions[name].intensity, *paces])


class Speed(NamedTuple):
    """How fast an action can raise the formal level of its reform, and how far with its months, places and cap."""

    reform: str
    a_month: float
    longest: int
    most: float

    def after(self, months: float) -> float:
        """The highest level that it can have paid for in so many months."""
        return min(self.a_month * max(0.0, min(months, self.longest)), self.most)


def speeds_of(scenario: Scenario) -> dict[str, Speed]:
    """The speed of every action that does something."""
    plan = scenario.plan
    return {name: _speed(scenario, name, one) for name, one in plan.actions.items() if not plan.does_nothing(name)}


def _speed(scenario: Scenario, name: str, action: Action) -> Speed:
    reform = scenario.reform(action.reform)
    scope = scope_of(scenario.country, action, reform)
    most = 1.0 if scope is None else scope
    a_month = most * fastest_pace(scenario.plan, name) / reform.min_months
    price = full_cost(scenario.country, reform).usd_m
    if action.cap_usd_m is not None and price > 0:
        most = min(most, action.cap_usd_m / price)
    return Speed(action.reform, a_month, action.longest, most)


class Seen:
    """What signals can say, given the first month in which each action can run."""

    def __init__(self, scenario: Scenario, first: Mapping[str, float], speeds: Mapping[str, Speed]) -> None:
        self.scenario = scenario
        self.first = first
        self.speeds = speeds
        self._levels: dict[str, list[float]] = {}

    @cached_property
    def begins(self) -> float:
        """The first month in which any action can run."""
        return min(self.first.values(), default=NEVER)

    @cached_property
    def pledged(self) -> float:
        """All that donors promise until they leave, USD m."""
        return sum(donor.pledge_usd_m / 12 * donor.horizon for donor in self.scenario.donors.values())

    def pursuing(self, reform: str) -> list[tuple[str, Speed]]:
        """The actions of a reform that do something."""
        return [(name, speed) for name, speed in self.speeds.items() if speed.reform == reform]

    def paid_level(self, reform: str) -> float:
        """The highest formal level of a reform that all its actions together can pay for."""
        return min(1.0, sum(speed.after(speed.longest) for _, speed in self.pursuing(reform)))

    def highest(self, name: str, month: float) -> float:
        """The highest value that a signal can have in a month."""
        family, _, reform = name.rpartition(".")
        if family == FORMAL:
            return self._reported(reform)[int(min(month, FARTHEST) // QUARTER)]
        if family in (BLOCKED, SPENT):
            first = min((self.first[name] for name, _ in self.pursuing(reform)), default=NEVER)
            return 0.0 if month < first else month - first + 1 if family == BLOCKED else inf
        if name == FORMAL:
            reforms = {action.reform for action in self.scenario.plan.actions.values()}
            return max((self.highest(f"{FORMAL}.{one}", month) for one in reforms), default=0.0)
        if name in ("admin.leakage_share", SPENT) and month < self.begins:
            return 0.0
        return self._of_the_country(name, month)

    def _of_the_country(self, name: str, month: float) -> float:
        """The highest value of what is not about the plan."""
        signal = BY_NAME.get(name)
        unit = signal.unit if signal is not None else ""
        if unit == MONEY and month < 1:
            return 0.0
        if name in ("finance.received_usd_m", "finance.aid_month_usd_m"):
            return self.pledged
        if name in ZERO_AT_START and month < 1:
            return 0.0
        return {"share": 1.0, "minutes": MOST_MINUTES}.get(unit, inf)

    def limit(self, name: str) -> float:
        """The highest value that a signal can ever have, were every action that does something to begin."""
        family, _, reform = name.rpartition(".")
        if family == FORMAL:
            return self._as_reported(self.paid_level(reform))
        if family in (BLOCKED, SPENT):
            return inf if self.pursuing(reform) else 0.0
        return 1.0 if name == FORMAL else self._of_the_country(name, FARTHEST)

    def can_ever(self, condition: Condition) -> bool:
        """Whether a condition could hold at all, were every action that does something to begin."""
        value, limit, op = self.limit(condition.indicator), condition.value, condition.op
        if op in ("<", "<="):
            return limit > 0 or (op == "<=" and limit == 0)
        return value > limit or (op == ">=" and value == limit)

    def _reported(self, reform: str) -> list[float]:
        """The highest level that can be reported of a reform, quarter after quarter."""
        if reform not in self._levels:
            known = [(self.first[name], speed) for name, speed in self.pursuing(reform)]
            self._levels[reform] = [
                self._as_reported(min(1.0, sum(speed.after(month - first + 1) for first, speed in known)))
                for month in range(0, FARTHEST + 1, QUARTER)
            ]
        return self._levels[reform]

    def _as_reported(self, level: float) -> float:
        p = self.scenario.parameters
        level = min(1.0, level + ROUNDING) if level > 0 else 0.0
        error = LARGEST_ERROR * p.report_spread * 4 * level * (1 - level)
        return min(1.0, level * (1 + p.report_inflation) + error)

    def first_month(self, condition: Condition) -> float:
        """The first month in which a condition can hold, the months in a row counted; never where it cannot."""
        if not self.can_ever(condition) or condition.op in ("<", "<="):
            return condition.months - 1 if self.can_ever(condition) else NEVER
        above = bisect_left(range(FARTHEST + 1), True, key=lambda month: self._passes(condition, month))
        return above + condition.months - 1 if above <= FARTHEST else NEVER

    def _passes(self, condition: Condition, month: int) -> bool:
        value = self.highest(condition.indicator, month)
        return value > condition.value or (condition.op == ">=" and value == condition.value)

    def always(self, condition: Condition, until: int) -> bool:
        """Whether a condition is true in every month until this one, whatever happens."""
        limit, op = condition.value, condition.op
        if op in (">", ">="):
            return limit < 0 or (op == ">=" and limit == 0)
        value = max(self.highest(condition.indicator, month) for month in (0, until))
        return value < limit or (op == "<=" and value == limit)

    def known_at_start(self, condition: Condition) -> bool:
        """Whether a condition is surely true at the settlement, because its signal begins at 0."""
        limit, op = condition.value, condition.op
        begins_at_0 = self.highest(condition.indicator, 0) == 0
        return begins_at_0 and {"<": limit > 0, "<=": limit >= 0, ">": limit < 0, ">=": limit <= 0}[op]
