"""Intervals that hold for many plans at once, on worlds in which none of the plans was chosen. Knows arrays only.

All are Student t intervals of paired differences whose error is divided by the number of comparisons (Bonferroni), so
nothing is assumed about how the plans go together. Variances are those of `screening.paired_variances`: plans that were
alike in all worlds that were seen get an interval, not a certainty.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import LEVEL
from ssrsim.analysis.screening import checked, paired_variances


class Together(NamedTuple):
    """Estimates for all plans with intervals that hold together: float64[k] each, over n worlds."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    n: int


def against(values: np.ndarray, chosen: int, level: float = LEVEL, *, span: float = 0.0) -> Together:
    """Each plan less the chosen one, with two-sided intervals that hold for all plans together.

    Args:
        values: float64[k, n], plans by worlds, paired; worlds that had no part in the choice.
        chosen: Row of the chosen plan; its own difference is 0 to 0.
        level: Of all intervals together.
        span: The largest difference there can be between two outcomes, as in `screening.screen`.

    Returns:
        The differences; limits are NaN where there is one world.
    """
    values = checked(values, 1 - level)
    differences = values.mean(axis=1) - values[chosen].mean()
    half = _half_widths(values, (1 - level) / 2, span)[:, chosen]
    return Together(differences, differences - half, differences + half, values.shape[1])


def with_the_best(values: np.ndarray, level: float = LEVEL, *, span: float = 0.0) -> Together:
    """Each plan less the best of the others, with intervals that hold for all plans together.

    These are the multiple comparisons with the best of Hsu (1984), Annals of Statistics 12(3): 1136-1144, by pairwise
    one-sided comparisons (Edwards and Hsu 1983). A plan whose high end is 0 is not the best; one whose low end is 0 is;
    one whose low end is -2 loses at most 2 against whatever plan is the best. No zone of indifference is assumed.

    Args:
        values: float64[k, n], plans by worlds, paired; worlds that had no part in any choice.
        level: Of all intervals together.
        span: The largest difference there can be between two outcomes, as in `screening.screen`.

    Returns:
        The comparisons, cut to what can be said (low <= 0 <= high); limits are NaN where there is one world.
    """
    values = checked(values, 1 - level)
    plans, n = values.shape
    means = values.mean(axis=1)
    if plans == 1:
        return Together(np.zeros(1), np.zeros(1), np.zeros(1), n)
    margin = _half_widths(values, 1 - level, span)
    apart = means[:, None] - means[None, :]
    np.fill_diagonal(apart, np.inf)
    high = np.maximum(0.0, (apart + margin).min(axis=1))
    rivals = ~(high <= 0.0)  # plans that may be the best; NaN where nothing is known
    low = np.minimum(0.0, np.where(rivals[None, :], apart - margin, np.inf).min(axis=1))
    return Together(apart.min(axis=1), low, high, n)


def _half_widths(values: np.ndarray, error: float, span: float) -> np.ndarray:
    """float64[k, k], Student's t times the standard error of each difference; k - 1 comparisons share the error."""
    from scipy.special import stdtrit  # scipy.stats would cost a second of import for the same number

    plans, n = values.shape
    tail = error / max(plans - 1, 1)
    if n < 2:
        half = np.full((plans, plans), np.nan)
    else:
        half = float(stdtrit(n - 1, 1 - tail)) * np.sqrt(paired_variances(values, span, tail) / n)
    np.fill_diagonal(half, 0.0)
    return half
