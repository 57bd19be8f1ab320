"""The tables of reforms and donors in the report: the same money as in the records, with its interval."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.analysis.parts import part_tables
from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble

SMALL = ["run.replicates=4", "run.months=24", "run.civilians=1000", "run.officers=300", "plan=oversight_first"]


@pytest.fixture(scope="module")
def results():
    return run_ensemble(load_scenario("liberia_2003", SMALL))


def test_money_by_reform_sums_to_the_nation(results):
    """A reader who adds up the column must find the country's spending."""
    reforms, donors = part_tables(results)
    spent = [estimates[[head for head, _ in reforms.heads].index("Spent")].value for _, estimates in reforms.lines]
    assert sum(spent) == pytest.approx(results.values("money_spent")[:, -1].mean())
    disbursed = [heads for heads, _ in donors.heads].index("Disbursed")
    paid = sum(estimates[disbursed].value for _, estimates in donors.lines)
    assert paid == pytest.approx(results.values("money_received")[:, -1].mean())


def test_every_reform_of_the_plan_has_a_line_and_an_interval(results):
    """What the plan names is shown even if nothing came of it; a mean without n and interval is no number."""
    reforms, _ = part_tables(results)
    assert len(reforms.lines) == len({action.reform for action in results.scenario.plan.actions.values()})
    for _, estimates in reforms.lines:
        for estimate in estimates:
            assert estimate.n == 4
            assert estimate.low <= estimate.value <= estimate.high
            assert np.isfinite(estimate.low)


def test_nothing_is_shown_that_was_not_recorded():
    """records.reforms=false and records.donors=false leave no empty tables behind."""
    off = run_ensemble(load_scenario("liberia_2003", [*SMALL, "records.reforms=false", "records.donors=false"]))
    assert part_tables(off) == ()
