"""The money flow: what comes in goes out or stays, to the cent, in data and in drawing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.patches import PathPatch
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.money import leakage_share, money_parts
from ssrsim.analysis.summary import shown, summarise
from ssrsim.config import load_scenario
from ssrsim.model import SSRModel
from ssrsim.plots.labels import pushed_apart
from ssrsim.plots.money_flow import FLOWS, money_flow_figure
from ssrsim.records.results import CENTS_PER_USD_M, Results


def gone(parts):
    """What became of money for reforms."""
    return parts.delivered + parts.duplicated + parts.leaked + parts.payroll + parts.returned + parts.unspent


def test_parts_sum_to_the_whole_in_every_run():
    """A flow that does not close would show money from nowhere."""
    parts = money_parts(made_up_results())
    whole = parts.donors + parts.treasury
    assert gone(parts) == pytest.approx(whole, abs=1e-6)
    assert min(values.min() for values in parts) >= 0


def test_leaks_are_those_of_reforms_and_of_the_payroll():
    """A quarter of spending leaked from reforms; the rest of all that leaked never was money for reforms."""
    results = made_up_results()
    parts = money_parts(results)
    assert parts.leaked == pytest.approx(0.25 * results.values("money_spent")[:, -1], rel=1e-6)
    for_votes = results.values("money_side_payments")[:, -1]
    assert parts.leaked + parts.ghosts + for_votes == pytest.approx(results.values("money_leaked")[:, -1])


def test_leaks_from_recorded_shares_are_those_of_the_ledger():
    """In a real run the leaks that shares add up to are the cents that the ledger moved, to the record's rounding."""
    scenario = load_scenario(overrides=["run.months=26", "run.civilians=500", "run.officers=100"])
    model = SSRModel(scenario)
    for _ in range(26):
        model.step()
    record = np.asarray(model.world.record)[None, :]
    parts = money_parts(Results(scenario, np.array([0]), record, None, np.zeros(0), (), 0.0))
    assert parts.leaked[0] > 0
    assert parts.leaked[0] == pytest.approx(model.world.reforms.leaked.sum() / CENTS_PER_USD_M, rel=1e-6)
    assert gone(parts) == pytest.approx(parts.donors + parts.treasury, abs=1e-9)


@pytest.mark.parametrize("months", [1, 7, 12, 25])
def test_leaks_are_summed_over_years_that_do_not_overlap(months):
    """Shares of the last 12 months add up over windows that touch: here 0.1 leaks early and 0.5 in the last year."""
    results = made_up_results(made_up_scenario(replicates=3, months=months))
    spent = np.arange(months + 1) * 100_000_000
    last = np.arange(months + 1) > months - 12
    results.series["money_spent"] = spent
    results.series["leakage_share"] = np.where(last, 0.5, 0.1)
    results.series["money_leaked"] = 10 * spent
    early = max(months - 12, 0)
    assert money_parts(results).leaked == pytest.approx([0.1 * early + 0.5 * (months - early)] * 3, rel=1e-6)


def test_drawn_bands_sum_to_the_whole():
    """What is seen must close too: heights of the bands in equal heights of the bands out."""
    drawn = money_flow_figure(made_up_results())
    bands = [patch for patch in drawn.figure.axes[0].patches if isinstance(patch, PathPatch)]
    assert len(bands) == len(FLOWS)
    heights = {True: 0.0, False: 0.0}
    for flow, band in zip(FLOWS, bands, strict=True):
        corners = np.asarray(band.get_path().vertices)
        heights[flow.enters] += corners[7, 1] - corners[0, 1]
    assert heights[True] == pytest.approx(heights[False], rel=1e-9)


def test_labels_of_thin_bands_stay_apart_and_in_their_place():
    """Where nearly all money reached reforms, the words for leaks and rest must not pile up or slide off."""
    places = pushed_apart([1.0, 2.9, 3.0, 3.0], least=0.5, last=3.1)
    assert np.diff(places).min() >= 0.5 - 1e-12
    assert max(places) <= 3.1
    assert pushed_apart([1.0, 2.0], least=0.5, last=3.0) == [1.0, 2.0]


def test_data_of_the_flow_close_and_carry_intervals():
    """The CSV beside the figure holds each part with n and interval, and closes like the figure."""
    data = money_flow_figure(made_up_results()).data
    into, out = (data[data[end] == "Money for reforms"] for end in ("to", "from"))
    assert into["value"].sum() == pytest.approx(out["value"].sum())
    assert into["share_of_all"].sum() == pytest.approx(1.0)
    assert (data["n"] == 40).all()
    assert ((data["low"] <= data["value"]) & (data["value"] <= data["high"])).all()


def test_no_flow_where_no_money_moved():
    """A country without donors has no flow to draw, and no division by zero."""
    results = made_up_results()
    for name in ("money_received", "money_domestic", "money_spent", "money_leaked", "money_unspent",
                 "money_payroll", "money_returned", "money_duplicated", "money_side_payments"):  # fmt: skip
        results.series[name] = 0
    assert money_flow_figure(results) is None


def test_flow_of_one_run_says_that_it_has_no_interval():
    """One run has no spread, and the figure must not look as if it had none to fear."""
    texts = [
        text.get_text()
        for text in money_flow_figure(made_up_results(made_up_scenario(replicates=1))).figure.axes[0].texts
    ]
    assert texts.count("too few runs for an interval") == len(FLOWS) + 1


def test_nothing_spent_leaks_no_share() -> None:
    """0 of 0 is no leakage of 0: a plan that spends nothing must not win with full certainty."""
    results = made_up_results()
    series = results.series.copy()
    series["money_spent"][:, 30:] = series["money_spent"][:, 30:31]  # nothing is spent after month 30
    share = leakage_share(replace(results, series=series))
    assert np.isfinite(share[:, 1:42]).all()
    assert np.isnan(share[:, 42:]).all()
    (row,) = (row for row in summarise(replace(results, series=series)) if row.name == "leakage_share_end")
    assert (row.n, row.has_interval, shown(row.value, row.unit)) == (0, False, "n/a")
