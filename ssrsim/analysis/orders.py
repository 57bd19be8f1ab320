"""What good orders of reforms have in common: which reform stands where in the best and in the worst of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

LEVEL = 0.95


class Places(NamedTuple):
    """How often each reform stands at each place of an order, float64[reforms, places], with percentile intervals.

    `n` is the number of orders that were looked at, the best or the worst of all.
    """

    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    n: int


def places(
    orders: np.ndarray, values: np.ndarray, share: float, n_draws: int, rng: np.random.Generator
) -> tuple[Places, Places]:
    """The places of reforms in the best and in the worst share of orders, by their means over worlds.

    Which orders are the best is uncertain itself: the intervals are over draws of worlds with replacement, the same for
    all orders. Chance makes the best look better than they are, so this describes and proves nothing.

    Args:
        orders: int64[k, places], the number of the reform at each place, -1 for none.
        values: float64[k, n], outcome of each order in each world; larger is better.
        share: How many of the orders count as best and as worst, above 0 and up to a half; one order at least.
        n_draws: How often n worlds are drawn.
        rng: Where the draws come from.
    """
    plans, n = values.shape
    if len(orders) != plans or not 0 < share <= 0.5 or not np.isfinite(values).all():
        raise ValueError(f"{len(orders)} orders, {plans} rows of values, share {share}: as many rows as orders, finite "
                         "values and a share above 0 and up to 0.5 are needed")  # fmt: skip
    many = max(1, round(share * plans))
    drawn = [
        _both_ends(orders, values @ rng.multinomial(n, np.full(n, 1 / n)) / n, many) for _ in range(max(n_draws, 1))
    ]
    found = _both_ends(orders, values.mean(axis=1), many)
    limits = np.quantile(np.array(drawn), [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    best, worst = (Places(found[end], limits[0, end], limits[1, end], many) for end in (0, 1))
    return best, worst


def _both_ends(orders: np.ndarray, means: np.ndarray, many: int) -> np.ndarray:
    """float64[2, reforms, places]: shares in the best and in the worst so many orders; of equal orders the first."""
    ranked = np.argsort(-means, kind="stable")
    reforms = np.arange(orders.max() + 1)[:, None, None]
    return np.array([(orders[end] == reforms).mean(axis=1) for end in (ranked[:many], ranked[-many:])])
