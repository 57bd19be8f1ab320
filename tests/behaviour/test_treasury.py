"""What the treasury gives and keeps, who pays for upkeep, what leaks to whom: directions in paired runs."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.build import build
from ssrsim.world.ledger import REFORM_BUDGET, RUNNING_COSTS, TREASURY
from ssrsim.world.world import LEAKED
from tests.behaviour.paired import end, only, run, total
from tests.behaviour.test_money import COUPS, DONORS, all_donors, lived


def test_the_finance_minister_stands_in_while_donors_suspend() -> None:
    """What donors hold back is made up for in part: the treasury gives a larger share of what it has."""
    context = (*all_donors("strictness", 1), *COUPS, "country.security_share=0.6")
    on, off = run(*context), run(*context, "mechanisms.conditionality=false")
    assert total(on, "suspension") > 0
    assert on.values("money_domestic")[:, 18].mean() > off.values("money_domestic")[:, 18].mean()


def test_the_treasury_keeps_no_hoard() -> None:
    """At the end of a year what exceeds two months of pay lapses; during it at most a year of surplus is there."""
    world, _ = lived(24, "plan=do_nothing")
    assert world.accounts.balance[TREASURY] <= 2 * world.units.pay_due.sum() + 1
    assert world.accounts.balance[REFORM_BUDGET] == 0  # nothing asks for money


def test_procured_goods_leak_more_and_years_differ() -> None:
    """Equipment leaks more than training in the same country; luck holds for a year and goes with its switch."""
    quiet, _ = lived(3, "mechanisms.funding_noise=false")
    assert (
        quiet.reforms.leakage[REFORM_NAMES.index("equipment")] > quiet.reforms.leakage[REFORM_NAMES.index("training")]
    )
    before, last, new = (lived(months)[0].reforms.leakage for months in (11, 12, 13))
    assert before == pytest.approx(last, rel=0.05)
    assert (np.abs(new / last - 1) > 1e-3).all()


def test_rents_are_booked_by_channel() -> None:
    """Half of what leaks from programmes reaches politicians; pay of ghosts is another channel."""
    world, _ = lived(20)
    leaked = int(world.recent[LEAKED, 20 % 12])
    assert leaked > 0
    assert world.nation[0].programme_rents == pytest.approx(0.5 * leaked, rel=1e-3)


def test_upkeep_is_paid_by_the_willing_and_by_those_who_care() -> None:
    """The state pays its will of it, donors with a priority the rest, and others nothing."""
    world, scenario = lived(40, "plan=do_nothing", "+plan.actions.course={reform: training, start: 1, months: 24, "
                            "share: 1.0}")  # fmt: skip
    row = REFORM_NAMES.index("training")
    assert world.reforms.upkeep_due[row] > 0
    assert world.reforms.upkept[row] > 0.9
    cares = np.array([donor.priorities.get("training", 0) > 0 for donor in scenario.donors.values()])
    assert (world.donors.upkeep_paid[cares] > 0).all()
    assert (world.donors.upkeep_paid[~cares] == 0).all()
    # a treasury whose budget is not spoken for can pay all that it is willing to
    alone, _ = lived(40, "plan=do_nothing", "+plan.actions.course={reform: training, start: 1, months: 24, share: 1.0}",
                     "mechanisms.running_costs=false",
                     *(f"donors.{donor}.priorities={{}}" for donor in DONORS))  # fmt: skip
    assert alone.reforms.upkept[row] == pytest.approx(alone.nation.own_will[0], abs=1e-3)
    assert alone.donors.upkeep_paid.sum() == 0


def test_the_budget_of_the_day_is_spoken_for() -> None:
    """At the settlement pay and running costs take all but the free share, and none are left where pay takes it all."""
    for name in ("south_africa_1994", "liberia_2003"):
        scenario = load_scenario(name)
        world = build(scenario)
        nation, units = world.nation[0], world.units
        pay = int((units.strength + units.ghosts).sum() * nation.pay_at_start)
        free = scenario.parameters.free_budget_share
        assert nation.running_costs_at_start > 0
        assert pay + int(nation.running_costs_at_start) == pytest.approx((1 - free) * nation.revenue_month, rel=1e-6)
    overstretched = build(load_scenario("liberia_2003", ["country.pay_usd_month=100.0"])).nation[0]
    assert overstretched.running_costs_at_start == 0


def test_running_costs_come_after_pay_and_follow_income() -> None:
    """A crisis lowers both sides; forces that are owed pay are paid before anything runs."""
    crisis = "+shocks.slump={title: Slump, kind: economic, start: 2, months: 60, size: 1.0}"
    quiet, _ = lived(12, "country.pay_arrears_months=0", "mechanisms.random_shocks=false")
    slump, _ = lived(12, "country.pay_arrears_months=0", "mechanisms.random_shocks=false", crisis)
    assert 0 < slump.accounts.received[RUNNING_COSTS] < quiet.accounts.received[RUNNING_COSTS]
    assert slump.units.pay_arrears.max() < 0.01
    broke, _ = lived(12, "country.security_share=0.05")
    assert broke.accounts.balance[RUNNING_COSTS] == 0
    assert broke.units.pay_arrears.max() > 0


def test_what_is_saved_on_pay_is_free_for_reforms() -> None:
    """Ghosts closed, or an army that shrinks, leave the treasury more to give: running costs do not grow into it."""
    rich = (*only("audit", 60, 0.5), "country.security_share=0.6", "parameters.free_budget_share=0.05")
    fewer = ("country.army_target_per_1000=1.0",
             "+plan.actions.rightsizing={reform: rightsizing, start: 1, months: 60, share: 0.5}")  # fmt: skip
    kept, saved = run(*rich), run(*rich, *fewer)
    assert end(saved, "army_strength") < 0.8 * end(kept, "army_strength")
    assert end(saved, "money_domestic") > end(kept, "money_domestic")
    assert end(saved, "money_running_costs") == pytest.approx(end(kept, "money_running_costs"), rel=0.02)
