"""Intervals for means, proportions and quantiles over runs. Knows arrays of numbers, nothing of the world.

Every estimate carries n, because a number without its n cannot be judged. With fewer than two runs there is no
interval: `low` and `high` are NaN, and readers are told so instead of being shown a false certainty.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

LEVEL = 0.95
Range = tuple[float, float]
SHARE: Range = (0.0, 1.0)
AMOUNT: Range = (0.0, float("inf"))
ANYWHERE: Range = (-float("inf"), float("inf"))
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


class Estimate(NamedTuple):
    """A number with its interval and the number of runs behind it."""

    value: float
    low: float
    high: float
    n: int


NOTHING = Estimate(float("nan"), float("nan"), float("nan"), 0)  # nothing was measured


def normal_quantile(level: float = LEVEL) -> float:
    """The two-sided standard normal quantile, 1.96 at 0.95."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def t_quantile(n: int, level: float = LEVEL) -> float:
    """The two-sided Student quantile with n - 1 degrees of freedom; NaN below two runs."""
    from scipy.special import stdtrit  # scipy.stats would cost a second of import for the same number

    return float(stdtrit(n - 1, 0.5 + level / 2)) if n > 1 else float("nan")


def mean_interval(values: np.ndarray, level: float = LEVEL, *, within: Range = ANYWHERE) -> Estimate:
    """The mean with its Student t interval; NaN values (nothing measured in that run) are left out of n.

    The interval is cut to the range `within` which the quantity can lie at all, e.g. `SHARE`; that costs no coverage.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[np.isfinite(known)]
    n = len(known)
    if n == 0:
        return NOTHING
    value = float(known.mean())
    if n == 1:
        return Estimate(value, float("nan"), float("nan"), 1)
    half = t_quantile(n, level) * float(known.std(ddof=1)) / n**0.5
    return Estimate(value, max(value - half, within[0]), min(value + half, within[1]), n)


def proportion_interval(hits: int, n: int, level: float = LEVEL) -> Estimate:
    """The share hits / n with its Wilson score interval, which stays in 0..1 and is honest at 0 and at n hits."""
    if n == 0:
        return NOTHING
    z = normal_quantile(level)
    p = hits / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    low = 0.0 if hits == 0 else centre - half
    high = 1.0 if hits == n else centre + half
    return Estimate(p, low, high, n)


def quantile_bands(values: np.ndarray, quantiles: tuple[float, ...] = QUANTILES) -> np.ndarray:
    """float64[len(quantiles), months] over runs (axis 0); NaN in months in which no run has a value."""
    values = np.asarray(values, dtype=np.float64)
    bands = np.full((len(quantiles), values.shape[1]), np.nan)
    known = np.isfinite(values)
    complete = known.all(axis=0) & (len(values) > 0)
    if complete.any():
        bands[:, complete] = np.quantile(values[:, complete], quantiles, axis=0)
    for month in np.flatnonzero(known.any(axis=0) & ~complete):
        bands[:, month] = np.quantile(values[known[:, month], month], quantiles)
    return bands
