"""4d: a small deterministic corner of the model against a table of twelve months that was worked out by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from toy import changed, data, off, settled

from ssrsim.phases.engine import advance
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.ledger import TREASURY

TABLE = Path(__file__).parent / "hand_computed.csv"
OFFICERS = 660 + 2_880  # of 600,000 people, 1.1 policemen and 4.8 soldiers per 1,000
SHOCKS = {
    "slump": {"title": "Slump", "kind": "economic", "start": 7, "months": 3, "size": 0.5},
    "tape": {"title": "Tape", "kind": "scandal", "start": 3, "months": 1, "size": 0.4},
}


def test_twelve_months_are_those_worked_out_by_hand() -> None:
    """43: treasury, pay, arrears, news and wear, month by month, from formulas that a spreadsheet can hold.

    economy = 1 / (1 + e^(-2 (.12 / 12 x month - .4 slump))), slump .5 in the months 7 to 9; income = 2 economy x
    100,000; due = 3,540 officers x 20 (1 + min(1, arrears before)); coverage = min(1, (treasury before + income) /
    due); treasury = treasury before + income - coverage x due, after month 12 at most 2 due; arrears = arrears before
    + 1 - (1 + min(1, arrears before)) coverage, 1.2 at the start; news = .944 news before + .4 in month 3; equipment =
    .05 + .05 x .994^month, half of it maintained; law = 2^(-month / 120); weariness = 1.5 x 37 / 120 x 2^(-month / 18).
    """
    quiet = off("random_shocks", "scandals", "desertion", "dismissals", "coups", "elections", "upkeep",
                "running_costs")  # fmt: skip
    tree = data("parameters.attrition=0", *quiet, months=12)
    tree = changed(tree, country__ghost_share=0.0, country__pay_usd_month=20.0, country__pay_arrears_months=1.2,
                   country__revenue_usd_m=1.2, country__security_share=1.0, country__growth=0.12,
                   country__police_target_per_1000=1.1, country__army_target_per_1000=4.8, shocks=SHOCKS)  # fmt: skip
    world = settled(tree)
    law = REFORM_NAMES.index("audit")
    world.reforms.formal[law] = world.local[0, law] = 1.0
    world.units.equipment[:] = 2 * world.units.equipment_at_start
    assert world.units.strength.sum() == OFFICERS
    with TABLE.open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert [int(line["month"]) for line in lines] == list(range(1, 13))
    for month, line in enumerate(lines, start=1):
        advance(world, month, month)
        nation = world.nation[0]
        income = 0.01 * float(world.accounts.received[TREASURY])
        ours = {
            "economy": nation.economy,
            "income_usd": income,
            "due_usd": 0.01 * world.units.pay_due.sum(),
            "coverage": nation.pay_coverage,
            "arrears_months": world.units.pay_arrears.mean(),
            "treasury_usd": 0.01 * world.accounts.balance[TREASURY],
            "news": nation.scandal,
            "equipment": world.units.equipment.mean(),
            "law": world.reforms.formal[law],
            "weariness": nation.war_weariness,
        }
        for name, value in ours.items():
            # shares of money are cut at one part in 2^20, those of .01 at one in 10,000
            assert float(value) == pytest.approx(float(line[name]), rel=3e-4, abs=60 if "usd" in name else 3e-4), name
