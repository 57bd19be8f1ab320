"""Survival of the peace: Kaplan-Meier curve and restricted mean (peace-months). Knows times and flags only.

A run whose peace holds to the horizon is *censored* there: we know that peace lasted at least that long, no more.
An event in month m ends the peace at m: the run had m months of peace.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import LEVEL, NOTHING, Estimate, normal_quantile, proportion_interval, t_quantile


class SurvivalCurve(NamedTuple):
    """A step function: from `month[i]` on, the share `survival[i]` is still at peace. All arrays have one length.

    `at_risk` counts the runs still at peace just before the month, `events` the runs whose peace ends in it.
    """

    month: np.ndarray
    survival: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray


def times_and_events(first_month: np.ndarray, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Months of peace and whether its end was seen, from first months with NaN for never (censored at the horizon)."""
    seen = np.isfinite(first_month)
    return np.where(seen, first_month, horizon).astype(np.float64), seen


def kaplan_meier(times: np.ndarray, seen: np.ndarray, horizon: int, level: float = LEVEL) -> SurvivalCurve:
    """The Kaplan-Meier curve with a pointwise log-log band, as steps from month 0 to the horizon.

    Until the first event the band is Wilson's interval of all runs; one run alone has the band 0..1.
    """
    stops, events = np.unique(times[seen], return_counts=True)
    at_risk = np.array([(times >= stop).sum() for stop in stops], dtype=np.int64)
    survival, low, high = _curve_and_band(events, at_risk, len(times), bool(seen.all()), level)
    # Greenwood's variance is 0 until the first event, as if all were certain; there Wilson's interval speaks
    lowest = proportion_interval(len(times), len(times), level).low if len(times) > 1 else 0.0
    return SurvivalCurve(
        month=np.r_[0.0, stops, float(horizon)],
        survival=np.r_[1.0, survival, survival[-1] if len(stops) else 1.0],
        low=np.r_[lowest, low, low[-1] if len(stops) else lowest],
        high=np.r_[1.0, high, high[-1] if len(stops) else 1.0],
        at_risk=np.r_[len(times), at_risk, ((times >= horizon) & ~seen).sum()],
        events=np.r_[0, events, 0],
    )


def _curve_and_band(
    events: np.ndarray, at_risk: np.ndarray, runs: int, all_seen: bool, level: float
) -> tuple[np.ndarray, ...]:
    """Survival and log-log band just after each stop, as scipy.stats.ecdf, whose import takes longer than a run."""
    if not len(events):
        return np.empty(0), np.empty(0), np.empty(0)
    # the product says the same where all ends were seen, but rounds more often
    survival = 1 - np.cumsum(events) / runs if all_seen else np.cumprod((at_risk - events) / at_risk)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # undefined where nobody is left: settled below
        variance = 1 / np.log(survival) ** 2 * np.cumsum(events / (at_risk * (at_risk - events)))
        middle, half = np.log(-np.log(survival)), normal_quantile(level) * np.sqrt(variance)
        low, high = (np.clip(np.exp(-np.exp(end)), 0, 1) for end in (middle + half, middle - half))
    none_left = ~np.isfinite(low)
    before = high[~none_left][-1] if (~none_left).any() else 1.0
    return survival, np.where(none_left, 0.0, low), np.where(none_left, before, high)


def restricted_mean(times: np.ndarray, seen: np.ndarray, horizon: int, level: float = LEVEL) -> Estimate:
    """Peace-months: mean months of peace within the horizon, the area under the Kaplan-Meier curve, with its interval.

    Greenwood's variance with the factor n / (n - 1) and Student's t: where every run is followed to the horizon this is
    exactly the t interval of the mean of min(time, horizon). Where all runs end alike that variance is 0 and would
    claim certainty. But that none of n runs ended otherwise is no proof that none would: Wilson's interval allows a
    share of z^2 / (n + z^2) to do so. Nothing says when those would end, so the limits take the worst case on each
    side: below, that share loses its peace at once; above, it keeps it to the horizon. It shrinks as 1 / n.
    """
    n = len(times)
    if n == 0:
        return NOTHING
    clipped, happened = np.minimum(times, horizon), seen & (times <= horizon)
    stops, events = np.unique(clipped[happened], return_counts=True)
    at_risk = np.array([(clipped >= stop).sum() for stop in stops], dtype=np.float64)
    survival = np.cumprod(1.0 - events / at_risk) if len(stops) else np.empty(0)
    pieces = np.r_[1.0, survival] * np.diff(np.r_[0.0, stops, float(horizon)])
    value = float(pieces.sum())
    if n == 1:
        return Estimate(value, float("nan"), float("nan"), 1)
    area_after = pieces[::-1].cumsum()[::-1][1:]
    left = at_risk - events
    terms = np.divide(area_after**2 * events, at_risk * left, out=np.zeros_like(area_after), where=left > 0)
    variance = float(terms.sum())
    if variance == 0:  # all runs end alike
        share = proportion_interval(0, n, level).high
        return Estimate(value, value - share * value, value + share * (horizon - value), n)
    half = t_quantile(n, level) * (variance * n / (n - 1)) ** 0.5
    return Estimate(value, max(0.0, value - half), min(float(horizon), value + half), n)
