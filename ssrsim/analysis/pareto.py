"""Several criteria: which plans no other plan beats, and for which weights each plan wins. Knows arrays only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

BLOCK = 64  # resampled draws that are looked at together


class Stretch(NamedTuple):
    """Between two criteria: the plan wins where the weight of the first is from `low` to `high`, the second the rest.

    `first` and `second` are columns of the values, `plan` is a row.
    """

    first: int
    second: int
    plan: int
    low: float
    high: float


class WeightRegions(NamedTuple):
    """For which weights which plan wins.

    `weights` is float64[points, m], each row adding up to 1; `winners` int64[points]; `shares` float64[k], the share of
    points that each plan wins; `stretches` the exact limits between each two criteria, the others having no weight.
    """

    weights: np.ndarray
    winners: np.ndarray
    shares: np.ndarray
    stretches: tuple[Stretch, ...]


class Shares(NamedTuple):
    """Shares of weights that plans win, with percentile intervals over draws of worlds. float64[k] each."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def front(values: np.ndarray) -> np.ndarray:
    """bool[k]: which plans are on the Pareto front of float64[k, m], larger being better on all criteria.

    A plan is on the front unless another is at least as good on all criteria and better on one. Equal plans do not
    beat each other.
    """
    values = _finite(values, 2)
    # ranks are whole numbers, so a plan that beats another has a larger sum, whatever is rounded
    ranks = np.column_stack([np.unique(column, return_inverse=True)[1] for column in values.T]).astype(np.int64)
    on_front = np.zeros(len(values), bool)
    left = np.argsort(-ranks.sum(axis=1), kind="stable")
    while len(left):
        first = ranks[left[0]]  # no plan that is left has a larger sum, so none beats it
        on_front[left[(ranks[left] == first).all(axis=1)]] = True
        left = left[(ranks[left] > first).any(axis=1)]
    return on_front


def front_shares(worlds: np.ndarray, n_draws: int, rng: np.random.Generator) -> np.ndarray:
    """float64[k]: the share of draws of worlds, with replacement, in which each plan is on the Pareto front.

    Args:
        worlds: float64[k, m, n], plans by criteria by worlds; world w is the same random world for all plans.
        n_draws: How often n worlds are drawn, the same for all plans and criteria.
        rng: Where the draws come from.
    """
    hits = np.zeros(len(worlds))
    for means in _drawn_means(worlds, n_draws, rng):
        for one in means:
            hits += front(one)
    return hits / n_draws


def weight_regions(values: np.ndarray, scale: np.ndarray, steps: int = 20) -> WeightRegions:
    """For which weights which plan wins, where a plan's score is the weighted sum of values / scale.

    Args:
        values: float64[k, m], plans by criteria, larger is better.
        scale: float64[m], how much of each criterion counts as one unit of the weights, above 0.
        steps: Weights go in steps of 1 / steps over all points of the simplex, corners included.

    Returns:
        The regions; where plans are equal the first wins.
    """
    scaled = _finite(values, 2) / _scale(scale, values.shape[1])
    weights = simplex(scaled.shape[1], steps)
    winners = _winners(scaled, weights)
    shares = np.bincount(winners, minlength=len(scaled)) / len(weights)
    pairs = combinations(range(scaled.shape[1]), 2)
    stretches = tuple(one for first, second in pairs for one in _stretches(scaled, first, second))
    return WeightRegions(weights, winners, shares, stretches)


def weight_shares_bootstrap(
    worlds: np.ndarray, scale: np.ndarray, steps: int, n_draws: int, rng: np.random.Generator, level: float = 0.95
) -> Shares:
    """The shares of weights that plans win, with percentile intervals over draws of worlds with replacement.

    Args:
        worlds: float64[k, m, n], plans by criteria by worlds, paired.
        scale: As in `weight_regions`.
        steps: As in `weight_regions`.
        n_draws: How many draws.
        rng: Where the draws come from.
        level: Of the intervals.
    """
    scale = _scale(scale, worlds.shape[1])
    weights = simplex(worlds.shape[1], steps)
    drawn = [
        np.bincount(_winners(one / scale, weights), minlength=len(worlds)) / len(weights)
        for means in _drawn_means(worlds, n_draws, rng)
        for one in means
    ]
    low, high = np.quantile(np.array(drawn), [(1 - level) / 2, (1 + level) / 2], axis=0)
    value = np.bincount(_winners(worlds.mean(axis=2) / scale, weights), minlength=len(worlds)) / len(weights)
    return Shares(value, low, high)


def simplex(criteria: int, steps: int) -> np.ndarray:
    """float64[points, criteria]: all weights that are multiples of 1 / steps and add up to 1."""
    if criteria < 1 or steps < 1:
        raise ValueError(f"{criteria} criteria and {steps} steps; at least one of each is needed")
    bars = np.array(list(combinations(range(steps + criteria - 1), criteria - 1)), dtype=np.int64)
    ends = np.full((len(bars), 1), -1), np.full((len(bars), 1), steps + criteria - 1)
    return (np.diff(np.hstack([ends[0], bars, ends[1]])) - 1) / steps


def _winners(scaled: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """int64[points]: the plan with the best score at each point; of plans that are equal on all criteria the first."""
    unique, first = np.unique(scaled, axis=0, return_index=True)
    order = np.argsort(first)  # ties between other plans go to the first as well
    return first[order][np.argmax(weights @ unique[order].T, axis=1)]


def _stretches(scaled: np.ndarray, first: int, second: int) -> list[Stretch]:
    """The upper envelope of the lines w * first + (1 - w) * second over w from 0 to 1."""
    at_0, slope = scaled[:, second], scaled[:, first] - scaled[:, second]
    found: list[Stretch] = []
    low = 0.0
    plan = int(np.lexsort((np.arange(len(scaled)), -slope, -at_0))[0])  # best at 0 and just after
    while True:
        steeper = np.flatnonzero(slope > slope[plan])
        crossing = (at_0[plan] - at_0[steeper]) / (slope[steeper] - slope[plan])
        reached = steeper[crossing < 1.0]
        if not len(reached):
            return [*found, Stretch(first, second, plan, low, 1.0)]
        crossing = crossing[crossing < 1.0]
        high = max(low, float(crossing.min()))
        found.append(Stretch(first, second, plan, low, high))
        nearest = reached[crossing <= high]
        plan = int(nearest[np.lexsort((nearest, -slope[nearest]))[0]])
        low = high


def _drawn_means(worlds: np.ndarray, n_draws: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """float64[block of draws, k, m]: means over n worlds drawn with replacement, the same for all plans."""
    plans, criteria, n = _finite(worlds, 3).shape
    # equal rows must have equal means to the last digit, which a product of matrices does not promise
    rows, back = np.unique(worlds.reshape(plans * criteria, n), axis=0, return_inverse=True)
    for first in range(0, n_draws, BLOCK):
        counts = rng.multinomial(n, np.full(n, 1 / n), size=min(BLOCK, n_draws - first))
        yield (rows @ counts.T / n)[back.reshape(-1)].T.reshape(-1, plans, criteria)


def _finite(values: np.ndarray, dimensions: int) -> np.ndarray:
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != dimensions or not values.size or not np.isfinite(values).all():
        raise ValueError(f"values have the shape {values.shape}; {dimensions} dimensions of finite values are needed")
    return values


def _scale(scale: np.ndarray, criteria: int) -> np.ndarray:
    scale = np.asarray(scale, dtype=np.float64)
    if scale.shape != (criteria,) or not (np.isfinite(scale) & (scale > 0)).all():
        raise ValueError(f"scale is {scale.tolist()}; {criteria} numbers above 0 are needed")
    return scale
