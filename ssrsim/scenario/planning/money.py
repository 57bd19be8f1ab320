"""The money of a plan year by year before anything runs: asked, pledged or given by the state, and absorbed.

Simple arithmetic on what is given: consent at once, no luck, no leaks, no suspension. It is no forecast.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ssrsim.scenario.planning.reach import Reach
from ssrsim.scenario.planning.seen import NEVER, speeds_of
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.costs import full_cost

YEAR = 12
WILLING = 0.5  # part of what pay and running costs leave that a fully willing minister gives to reforms


class Income(NamedTuple):
    """What can come in over some months, USD m: what donors pledge, and what the state can give at most."""

    donors: float
    state: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.donors + self.state


class YearOfMoney(NamedTuple):
    """One year of a plan in USD m: asked by actions that can run, there, and what of that can be spent well."""

    first: int  # months
    last: int
    asked: float
    donors: float
    state: float
    absorbed: float

    @property
    def is_short(self) -> bool:
        """Whether more is asked than can be spent well."""
        return self.asked > self.absorbed


def income_of(scenario: Scenario, month: int) -> Income:
    """What can come in within one month."""
    fades = scenario.mechanisms.donor_fatigue
    donors = sum(
        donor.pledge_usd_m / YEAR * (0.5 ** ((month - 1) / donor.fatigue_half_life) if fades else 1.0)
        for donor in scenario.donors.values()
        if month <= donor.horizon
    )
    country = scenario.country
    free = scenario.parameters.free_budget_share if scenario.mechanisms.running_costs else 1.0
    return Income(donors, country.revenue_usd_m * country.security_share * free * WILLING / YEAR)


def coming_in(scenario: Scenario, first: int = 1, last: int | None = None) -> Income:
    """What can come in from one month to another, the whole run where none is named."""
    months = range(first, (scenario.run.months if last is None else last) + 1)
    found = [income_of(scenario, month) for month in months]
    return Income(sum(one.donors for one in found), sum(one.state for one in found))


def price_of_plan(scenario: Scenario) -> float:
    """What all actions together can use within the run, USD m: no reform is paid for more than once."""
    most: dict[str, float] = {}
    for speed in speeds_of(scenario).values():
        most[speed.reform] = most.get(speed.reform, 0.0) + speed.after(scenario.run.months)
    return sum(min(1.0, part) * full_cost(scenario.country, scenario.reform(name)).usd_m for name, part in most.items())


def years_of(scenario: Scenario, reach: Reach) -> Iterator[YearOfMoney]:
    """The money of each year of the run, actions whose start is open at their earliest."""
    absorbed = absorbed_at_start(scenario)
    asked = asked_by_month(scenario, reach)
    for first in range(1, scenario.run.months + 1, YEAR):
        last = min(first + YEAR - 1, scenario.run.months)
        there = coming_in(scenario, first, last)
        wanted = sum(sum(months[first : last + 1]) for months in asked.values())
        yield YearOfMoney(first, last, wanted, there.donors, there.state, absorbed * there.total)


def asked_by_month(scenario: Scenario, reach: Reach) -> dict[str, list[float]]:
    """USD m that each action could use in each month from 0 to the end, as soon as it can run."""
    speeds = speeds_of(scenario)
    prices = {one.reform: full_cost(scenario.country, scenario.reform(one.reform)).usd_m for one in speeds.values()}
    found = {name: [0.0] for name in speeds}
    paid = dict.fromkeys(prices, 0.0)
    for month in range(1, scenario.run.months + 1):
        for name, speed in speeds.items():
            first = reach.first[name]
            step = 0.0 if first == NEVER else speed.after(month - first + 1) - speed.after(month - first)
            step = min(step, 1.0 - paid[speed.reform])  # what is paid for in full asks for no more
            paid[speed.reform] += step
            found[name].append(step * prices[speed.reform])
    return found


def absorbed_at_start(scenario: Scenario) -> float:
    """The part of the money at hand that can be spent well, judged by the settlement.

    As `equations/programmes.absorbed_share` with the state control and a rough capability of the settlement: posts that
    are filled, skill and equipment. Later it grows or shrinks with them.
    """
    if not scenario.mechanisms.absorption:
        return 1.0
    country, floor = scenario.country, scenario.parameters.absorption_floor
    wanted = country.police_target_per_1000 + country.army_target_per_1000
    there = country.police_per_1000 + country.army_per_1000
    skill = (country.police_skill * country.police_per_1000 + country.army_skill * country.army_per_1000) / there
    filled = min(1.0, there / wanted)
    capability = (filled * (0.2 + 0.8 * skill) * (0.2 + 0.8 * country.equipment)) ** 0.5
    return floor + (1 - floor) * 0.45 * (capability + country.state_control)
