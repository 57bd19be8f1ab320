"""Screening: which of many plans can be ruled out after the same few random worlds. Knows arrays of numbers only.

The rule is that of Nelson, Swann, Goldsman and Song (2001), Operations Research 49(6): 950-963, in its form for common
random numbers. Plan i stays unless some plan j beats it by more than chance and the indifference zone explain:

    mean_j - mean_i > max(0, W_ij - indifference),   W_ij = t(1 - error / (k - 1), n - 1) * S_ij / sqrt(n)

with S_ij the standard deviation of the paired differences over n worlds. For normal differences the best plan stays
with probability 1 - error or more whenever it is better than every other by the indifference zone. With an
indifference zone of 0 it stays with that probability wherever the others are.

Outcomes here are not normal: two plans that share their luck are often alike to the last digit in world after world,
and then part in one. S_ij = 0 after n worlds is therefore no certainty, and S_ij is never taken to be less than what n
worlds can exclude. That none of n worlds parted two plans excludes, with the error that each comparison is allowed,
that more than the share p = 1 - (error / (k - 1)) ** (1 / n) of worlds parts them. In a world that parts them they are
as in two unrelated worlds, where their difference has the sum of both variances. So

    S_ij^2 >= p (V_i + V_j)

with V_i the variance of plan i over worlds. A plan that was the same in all worlds has shown no variance: V_i is then
half of the square of the span, the largest difference that there can be between two outcomes, because in a world that
was not seen it may be anywhere. Where no span is given it is the range of all values, or the indifference zone where
that is more. So give it: where peace holds in all worlds under all plans that range is 0 and says nothing. All this
makes decisions later, never earlier, so what is proven for normal differences still holds.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

BLOCK = 512  # plans compared with all others at once; 512 x 5,040 numbers are 20 MB
ROUNDING = 1e-12  # of the largest value: sums in another order differ by so much


def screen(values: np.ndarray, indifference: float, error: float, *, span: float = 0.0) -> np.ndarray:
    """Which plans stay after screening.

    Args:
        values: float64[k, n], plans by worlds; column w is one random world, the same for all. Larger is better.
        indifference: Differences below it do not matter to the reader; 0 or more, in the unit of the values.
        error: Probability of losing the best plan that is allowed, above 0 and below 1.
        span: The largest difference there can be between two outcomes: months of the horizon, 1 for a share. Less than
            the range of the values means that range.

    Returns:
        bool[k], true for plans that stay; never all false. With one plan or one world all stay.

    Raises:
        ValueError: Values that are not finite or not two-dimensional, a negative indifference, an error outside 0..1.
    """
    values = checked(values, error)
    if not indifference >= 0:
        raise ValueError(f"indifference is {indifference}; it must be 0 or more")
    plans, worlds = values.shape
    if plans < 2 or worlds < 2:
        return np.ones(plans, bool)
    from scipy.special import stdtrit  # scipy.stats would cost a second of import for the same number

    factor = float(stdtrit(worlds - 1, 1 - error / (plans - 1))) / worlds**0.5
    means, least = values.mean(axis=1), ROUNDING * np.abs(values).max()
    stays = np.empty(plans, bool)
    for rows, variances in _blocks(values, max(indifference, span), error / (plans - 1)):
        margin = np.maximum(0.0, factor * np.sqrt(variances) - indifference)
        beaten = means[None, :] - means[rows, None] > margin + least
        stays[rows] = ~beaten.any(axis=1)
    return stays


def paired_variances(values: np.ndarray, span: float, tail: float) -> np.ndarray:
    """float64[k, k], variances of the differences of each two plans over worlds, never less than n worlds can exclude.

    Args:
        values: float64[k, n], plans by worlds.
        span: The largest difference there can be between two outcomes; the range of the values where that is more.
        tail: Error that one comparison is allowed.
    """
    return np.concatenate([variances for _, variances in _blocks(values, span, tail)])


def unseen_share(worlds: int, tail: float) -> float:
    """The largest share of worlds that may part two plans although none of so many worlds did, but for the error."""
    return 1.0 - tail ** (1.0 / worlds)


def own_variances(values: np.ndarray, span: float) -> np.ndarray:
    """float64[k], variance of each plan over worlds; half of the squared span where a plan showed none."""
    widest = max(float(np.ptp(values)), span)
    return np.where(np.ptp(values, axis=1) == 0, widest**2 / 2, values.var(axis=1, ddof=1))


def _blocks(values: np.ndarray, span: float, tail: float) -> Iterator[tuple[slice, np.ndarray]]:
    """The rows of `paired_variances`, block by block, so that thousands of plans need little memory."""
    plans, worlds = values.shape
    least = unseen_share(worlds, tail) * own_variances(values, span)
    apart = values - values.mean(axis=0)  # what all plans share cancels in differences; without it less is rounded
    apart -= apart.mean(axis=1, keepdims=True)
    squares = (apart**2).sum(axis=1)
    for first in range(0, plans, BLOCK):
        rows = slice(first, min(first + BLOCK, plans))
        sums = squares[rows, None] + squares[None, :] - 2.0 * (apart[rows] @ apart.T)
        yield rows, np.maximum(sums / (worlds - 1), least[rows, None] + least[None, :])


def checked(values: np.ndarray, error: float) -> np.ndarray:
    """The values as float64[k, n], or a plain complaint."""
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2 or not values.size:
        raise ValueError(f"values have the shape {values.shape}; they must be plans by worlds")
    if not np.isfinite(values).all():
        raise ValueError("some values are not finite; leave out worlds in which a run failed, for all plans alike")
    if not 0 < error < 1:
        raise ValueError(f"error is {error}; it must be above 0 and below 1")
    return values
