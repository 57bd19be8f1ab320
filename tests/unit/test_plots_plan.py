"""The plan as bars: each from the beginning of its first month to the end of its last, as the description dates it."""

from __future__ import annotations

import pytest
from matplotlib.patches import Rectangle
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.plots.plan import plan_figure, plan_frame
from ssrsim.scenario.plan import Action, Plan
from ssrsim.scenario.words.plan import monthly_share


def _plan(start: int, months: int) -> Plan:
    return Plan(name="p", title="P", actions={"one": Action(reform="ddr", start=start, months=months, share=0.1)})


@pytest.mark.parametrize(("start", "months", "horizon", "last"), [
    (4, 24, 120, 27), (1, 1, 120, 1), (100, 24, 120, 120), (120, 5, 120, 120), (97, 24, 120, 120), (1, 1, 1, 1),
])  # fmt: skip
def test_bars_end_with_the_last_month_in_which_money_flows(start, months, horizon, last):
    """Start 4 for 24 months is months 4 to 27; data, words and bar must agree with the money that is asked."""
    plan = _plan(start, months)
    assert plan_frame(plan, horizon)["end"].tolist() == [last]
    assert [month for month in range(1, horizon + 1) if monthly_share(plan, month)] == list(range(start, last + 1))
    scenario = made_up_scenario(replicates=2, months=horizon).model_copy(update={"plan": plan})
    drawn = plan_figure(made_up_results(scenario))
    assert drawn is not None
    span = f"months {start} to {last}" if last > start else f"month {start}"
    assert drawn.alt == f"One, {span}."
    (bar,) = (patch for patch in drawn.figure.axes[0].patches if isinstance(patch, Rectangle))
    assert (bar.get_x(), bar.get_x() + bar.get_width()) == (start - 1, last)


def test_actions_after_the_run_keep_their_months_in_the_data():
    """What begins after the end of the run is not cut to an end before its start."""
    data = plan_frame(_plan(130, 10), 120)
    assert data[["start", "end"]].to_numpy().tolist() == [[130, 139]]
