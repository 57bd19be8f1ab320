"""Findings on what runs at once: shares that may pass the whole, one reform twice, what comes in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ssrsim.scenario.plan import Action, Plan
from ssrsim.scenario.plan_rules import TOLERANCE
from ssrsim.scenario.planning.finding import Finding
from ssrsim.scenario.planning.money import coming_in, price_of_plan
from ssrsim.scenario.planning.reach import Reach, chain_of, waits_for_end
from ssrsim.scenario.planning.seen import NEVER
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import listed, usd_m

Busy = tuple[float, list[str]]  # a sum of shares, and whose they are


def overlap_findings(scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    """What runs at once and should not, and what comes before what it leans on."""
    yield from _share_findings(scenario, reach)
    yield from _twice_findings(scenario, reach)
    yield from _order_findings(scenario, reach)
    yield from _money_findings(scenario)


def _share_findings(scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    """Told once, for the first of the months with the largest sum."""
    month, (most, names) = busiest(scenario.plan, reach, scenario.run.months)
    if most > 1 + TOLERANCE and any(scenario.plan.actions[name].fixed_start is None for name in names):
        shown = listed(f"{name} {scenario.plan.actions[name].share:g}" for name in names[:8])
        more = f" and {len(names) - 8} more" if len(names) > 8 else ""
        yield Finding(
            "shares-may-pass-1",
            ("plan", "actions", "*", "share"),
            f"may sum to {most:.6g} in month {month} ({shown}{more}), if all begin as early as they can; lower "
            "one, or let one wait for the end of another",
        )


def busiest(plan: Plan, reach: Reach, end: int) -> tuple[int, Busy]:
    """The first month with the largest sum of shares that can be asked at once, the sum, and whose shares they are."""
    months = sorted({int(first) for first in reach.first.values() if first <= end})
    found = [(month, at_once(plan, reach, month)) for month in months]
    nothing: tuple[int, Busy] = (1, (0.0, []))
    return max(found, key=lambda one: (round(one[1][0], 9), -one[0]), default=nothing)


def at_once(plan: Plan, reach: Reach, month: int) -> Busy:
    """The largest sum of shares in a month: what waits for the end of another never runs beside it."""
    then: dict[str | None, list[str]] = {}
    for name, action in plan.actions.items():
        before = waits_for_end(action)
        then.setdefault(before if reach.first[name] < NEVER else name, []).append(name)

    def heaviest(parent: str | None) -> Busy:
        found = [alone(name) for name in then.get(parent, ()) if name != parent]
        return sum(total for total, _ in found), [name for _, names in found for name in names]

    def alone(name: str) -> Busy:
        after = heaviest(name)
        own = plan.actions[name].share if reach.runs_in(name, month) else 0.0
        return (own, [name]) if own > after[0] else after

    return heaviest(None)


def _twice_findings(scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    """Actions of one reform that can run at once where both work."""
    plan = scenario.plan
    for (name, one), (other, two) in combinations(sorted(plan.actions.items()), 2):
        if one.reform != two.reform or not _meet(one, two):
            continue
        first = max(reach.first[name], reach.first[other])
        last = min(reach.last[name], reach.last[other], scenario.run.months)
        if first <= last and name not in chain_of(plan, other) and other not in chain_of(plan, name):
            yield Finding(
                "twice-at-once",
                ("plan", "actions", other),
                f"and {name} both pursue {one.reform} in the same "
                f"places from month {first:.0f} to {last:.0f}; let one go on after the other, or part "
                "districts or service",
            )


def _meet(one: Action, two: Action) -> bool:
    """Whether two actions of a reform work in the same places."""
    apart = one.districts is not None and two.districts is not None and not set(one.districts) & set(two.districts)
    return not apart and ("both" in (one.service, two.service) or one.service == two.service)


def _order_findings(scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    """What leans on reforms that the plan has, and surely starts later."""
    for name, action in scenario.plan.actions.items():
        later = dict(later_prerequisites(scenario, reach, name))
        if later:
            told = listed(f"{other} (month {month:.0f})" for other, month in later.items())
            yield Finding(
                "prerequisite-later",
                ("plan", "actions", name, "start"),
                f"is {action.start}, and {action.reform} leans on {told}; until then its money does less; "
                f"start {min(later, key=lambda other: later[other])} first",
            )


def later_prerequisites(scenario: Scenario, reach: Reach, name: str) -> Iterator[tuple[str, float]]:
    """The reforms that an action leans on and that the plan surely starts after it, with the month of that."""
    action = scenario.plan.actions[name]
    start = action.fixed_start
    for other in scenario.reform(action.reform).prerequisites:
        begins = min((reach.first[one] for one, _ in reach.seen.pursuing(other)), default=NEVER)
        if start is not None and start < begins < NEVER:
            yield other, begins


def _money_findings(scenario: Scenario) -> Iterator[Finding]:
    """The price of all that the plan can pay for within the run against what can come in."""
    price, there = price_of_plan(scenario), coming_in(scenario)
    if price > there.total:
        yield Finding(
            "money-short",
            ("plan", "actions"),
            f"cost {usd_m(price)} within the run if all goes as written, and "
            f"donors pledge {usd_m(there.donors)} in that time, the state can add {usd_m(there.state)} at most; "
            "leave something out, or find more money",
        )
