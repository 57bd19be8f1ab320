"""What the treasury gives and keeps, who pays for upkeep, what leaks to whom: directions in paired runs."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.ledger import REFORM_BUDGET, TREASURY
from ssrsim.world.world import LEAKED
from tests.behaviour.paired import run, total
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
    alone, _ = lived(40, "plan=do_nothing", "+plan.actions.course={reform: training, start: 1, months: 24, share: 1.0}",
                     *(f"donors.{donor}.priorities={{}}" for donor in DONORS))  # fmt: skip
    assert alone.reforms.upkept[row] == pytest.approx(alone.nation.own_will[0], abs=1e-3)
    assert alone.donors.upkeep_paid.sum() == 0
