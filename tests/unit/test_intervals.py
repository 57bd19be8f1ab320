"""Intervals against numbers worked out by hand or taken from tables."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.analysis.intervals import SHARE, mean_interval, proportion_interval, quantile_bands


def test_mean_interval_equals_the_textbook():
    """1, 2, 3, 4 has mean 2.5, standard error 0.6455 and t(3) = 3.1824: what people check first must be right."""
    estimate = mean_interval(np.array([1.0, 2.0, 3.0, 4.0]))
    assert estimate.value == 2.5
    assert estimate.low == pytest.approx(2.5 - 3.182446 * 0.6454972, abs=1e-5)
    assert estimate.high == pytest.approx(2.5 + 3.182446 * 0.6454972, abs=1e-5)
    assert estimate.n == 4


def test_mean_interval_of_one_run_has_no_interval():
    """One run says nothing about spread: a false certainty would mislead."""
    estimate = mean_interval(np.array([0.3]))
    assert (estimate.value, estimate.n) == (0.3, 1)
    assert np.isnan(estimate.low)
    assert np.isnan(estimate.high)


def test_mean_interval_leaves_missing_values_out_of_n():
    """A run in which nothing was measured is not a run with value zero."""
    assert mean_interval(np.array([1.0, np.nan, 3.0]))[::3] == (2.0, 2)
    assert mean_interval(np.array([np.nan])).n == 0


def test_proportion_interval_equals_wilson():
    """Wilson for 8 of 10 is 0.4902 to 0.9433 (Newcombe 1998's formula): it must not leave 0..1 as Wald's does."""
    estimate = proportion_interval(8, 10)
    assert estimate.value == 0.8
    assert estimate.low == pytest.approx(0.49016, abs=1e-5)
    assert estimate.high == pytest.approx(0.94332, abs=1e-5)


@pytest.mark.parametrize(("hits", "low", "high"), [(0, 0.0, 0.27753), (10, 0.72247, 1.0)])
def test_proportion_interval_is_honest_at_the_edges(hits, low, high):
    """Never seen in ten runs is not impossible."""
    estimate = proportion_interval(hits, 10)
    assert estimate.low == pytest.approx(low, abs=1e-5)
    assert estimate.high == pytest.approx(high, abs=1e-5)


def test_quantile_bands_skip_missing_months_without_a_warning():
    """The first year of a 12-month rate has no value; the rest must not be lost with it."""
    values = np.array([[np.nan, 1.0, np.nan], [np.nan, 3.0, 5.0]])
    bands = quantile_bands(values, (0.0, 0.5, 1.0))
    assert np.isnan(bands[:, 0]).all()
    assert bands[:, 1].tolist() == [1.0, 2.0, 3.0]
    assert bands[:, 2].tolist() == [5.0, 5.0, 5.0]


def test_mean_interval_stays_where_the_quantity_can_be():
    """A share below 0 or money below nothing would make a reader doubt the whole table."""
    few = np.array([0.0, 0.0, 0.12])
    assert mean_interval(few).low < 0
    cut = mean_interval(few, within=SHARE)
    assert (cut.low, cut.high) == (0.0, mean_interval(few).high)
    assert mean_interval(1 - few, within=SHARE).high == 1.0
