"""Kaplan-Meier and restricted mean against hand-worked cases."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.survival import kaplan_meier, restricted_mean, times_and_events

# Six runs: events at 3, 5, 5; lost at 4; at peace at the horizon of 10 twice.
TIMES = np.array([3.0, 5.0, 5.0, 4.0, 10.0, 10.0])
SEEN = np.array([True, True, True, False, False, False])


def test_kaplan_meier_equals_the_hand_worked_curve():
    """5/6 after month 3; four at risk at month 5, two fall: 5/6 x 2/4 = 5/12."""
    curve = kaplan_meier(TIMES, SEEN, 10)
    assert curve.month.tolist() == [0, 3, 5, 10]
    assert curve.survival == pytest.approx([1, 5 / 6, 5 / 12, 5 / 12])
    assert curve.at_risk.tolist() == [6, 6, 4, 2]
    assert curve.events.tolist() == [0, 1, 2, 0]


def test_kaplan_meier_band_equals_log_log_by_hand():
    """After month 3: Greenwood sum 1/(6 x 5), theta = 1.96 sqrt(1/30) / ln(5/6), limits S^exp(+-theta)."""
    curve = kaplan_meier(TIMES, SEEN, 10)
    theta = 1.959964 * (1 / 30) ** 0.5 / np.log(5 / 6)
    assert curve.low[1] == pytest.approx((5 / 6) ** np.exp(-theta), abs=1e-6)
    assert curve.high[1] == pytest.approx((5 / 6) ** np.exp(theta), abs=1e-6)
    assert ((curve.low <= curve.survival) & (curve.survival <= curve.high)).all()


def test_kaplan_meier_without_an_event_is_one():
    """A plan under which nobody relapses must give a flat curve, not an error."""
    curve = kaplan_meier(np.full(5, 120.0), np.zeros(5, dtype=bool), 120)
    assert curve.month.tolist() == [0, 120]
    assert curve.survival.tolist() == [1, 1]
    assert curve.at_risk.tolist() == [5, 5]


def test_kaplan_meier_where_all_relapse_ends_at_zero():
    """When nobody is left the log-log band is undefined: it stays a band, without NaN and without a warning."""
    curve = kaplan_meier(np.array([2.0, 4.0]), np.ones(2, dtype=bool), 10)
    assert curve.survival.tolist() == [1, 0.5, 0, 0]
    assert np.isfinite(curve.low).all()
    assert np.isfinite(curve.high).all()


def test_restricted_mean_equals_the_hand_worked_area():
    """3 x 1 + 2 x 5/6 + 5 x 5/12 = 6.75 months."""
    assert restricted_mean(TIMES, SEEN, 10).value == pytest.approx(6.75)


def test_restricted_mean_variance_equals_greenwood_by_hand():
    """Areas after the events: 45/12 and 25/12; sum of area^2 d / (n (n - d)), times 6/5, Student with 5 degrees."""
    estimate = restricted_mean(TIMES, SEEN, 10)
    variance = ((45 / 12) ** 2 * 1 / (6 * 5) + (25 / 12) ** 2 * 2 / (4 * 2)) * 6 / 5
    assert estimate.value - estimate.low == pytest.approx(2.570582 * variance**0.5, abs=1e-5)


def test_restricted_mean_equals_the_plain_mean_where_all_are_followed():
    """Our runs are all followed to the horizon: peace-months are the mean of min(time, horizon), interval too."""
    times, seen = times_and_events(np.tile([3.0, np.nan, 7.0, np.nan, 1.0, 9.0], 5), 10)
    expected = mean_interval(times)
    assert restricted_mean(times, seen, 10)[:3] == pytest.approx(expected[:3])


@pytest.mark.parametrize(("time", "expected"), [(10.0, (10.0, 10 * 0.722467, 10.0)), (0.0, (0.0, 0.0, 10 * 0.277533))])
def test_restricted_mean_claims_no_certainty_where_all_runs_end_alike(time, expected):
    """Ten quiet runs of ten do not prove that no eleventh relapses: Wilson's limit at 0 of 10 is 3.8415 / 13.8415."""
    estimate = restricted_mean(np.full(10, time), np.full(10, time == 0), 10)
    assert estimate[:3] == pytest.approx(expected, abs=1e-4)


def test_restricted_mean_claims_no_certainty_where_all_relapse_together():
    """Four relapses in month 30 of 60: Wilson lets 0.4899 of runs end otherwise, at once or not before the horizon."""
    estimate = restricted_mean(np.full(4, 30.0), np.ones(4, dtype=bool), 60)
    share = 3.841459 / (4 + 3.841459)
    assert estimate[:3] == pytest.approx((30.0, 30 - share * 30, 30 + share * 30), abs=1e-4)
    early = restricted_mean(np.full(4, 6.0), np.ones(4, dtype=bool), 60)
    assert early[:3] == pytest.approx((6.0, 6 - share * 6, 6 + share * 54), abs=1e-4)


def test_restricted_mean_grows_certain_with_runs_that_end_alike():
    """A thousand runs that all relapse in one month say more than four."""
    few, many = (restricted_mean(np.full(n, 30.0), np.ones(n, dtype=bool), 60) for n in (4, 1000))
    assert 0 < many.high - many.low < 0.5 < few.high - few.low


def test_kaplan_meier_band_before_the_first_event_is_wilsons():
    """A band of no width before the first relapse would claim what ten runs cannot know."""
    curve = kaplan_meier(np.array([5.0] + [10.0] * 9), np.array([True] + [False] * 9), 10)
    assert curve.low[0] == pytest.approx(0.722467, abs=1e-4)
    assert curve.high[0] == 1


def test_restricted_mean_stays_within_the_horizon():
    """Nobody can have more peace-months than there are months."""
    estimate = restricted_mean(np.array([1.0, 10.0, 10.0]), np.array([True, False, False]), 10)
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 10


def test_times_and_events_censor_at_the_horizon():
    """NaN means never seen, which is not month zero."""
    times, seen = times_and_events(np.array([5.0, np.nan]), 120)
    assert times.tolist() == [5, 120]
    assert seen.tolist() == [True, False]


@pytest.mark.parametrize("lost", [0.0, 0.3, 0.9])
def test_curve_and_band_are_scipys_to_the_last_bit(lost: float) -> None:
    """Ours stands in for scipy's to save its import; whoever knows that one must find the same numbers here."""
    from scipy.stats import CensoredData, ecdf

    chance = np.random.default_rng(7)
    for runs in (1, 2, 3, 20, 400):
        times, seen = chance.integers(0, 12, runs).astype(np.float64), chance.random(runs) >= lost
        seen[0] = True
        curve = kaplan_meier(times, seen, 12)
        known = ecdf(CensoredData(times[seen], right=times[~seen])).sf
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # undefined where nobody is left
            band = known.confidence_interval(0.95, method="log-log")
        stops = curve.month[1:-1]
        low, high = band.low.evaluate(stops), band.high.evaluate(stops)
        defined = np.isfinite(low)
        assert (curve.survival[1:-1] == known.evaluate(stops)).all()
        assert (curve.low[1:-1][defined] == low[defined]).all()
        assert (curve.high[1:-1][defined] == high[defined]).all()
