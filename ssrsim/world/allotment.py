"""Whole numbers dealt out by shares: people over districts, rows over strata, seats over blocs.

Exact, by largest remainder.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def deal_out(total: int, shares: Sequence[float]) -> list[int]:
    """`total` whole units split in proportion to `shares` (>= 0, not all 0); ties go to the earlier one.

    Sums to total.
    """
    ratios = [float(share).as_integer_ratio() for share in shares]  # exact; every denominator is a power of two
    unit = max((below for _, below in ratios), default=1)
    exact = [above * (unit // below) for above, below in ratios]
    whole = sum(exact)
    if whole <= 0:
        raise ValueError(f"shares sum to {whole / unit}; they must sum to more than 0")
    divided = [divmod(total * share, whole) for share in exact]
    dealt = [units for units, _ in divided]
    by_remainder = sorted(range(len(dealt)), key=lambda i: (-divided[i][1], i))
    for index in by_remainder[: total - sum(dealt)]:
        dealt[index] += 1
    return dealt


def deal_out_with_floor(total: int, weights: Sequence[float], floors: Sequence[int]) -> list[int]:
    """At least `floors[i]` each, the rest in proportion to `weights`. Sums to max(total, sum of floors)."""
    spare = total - sum(floors)
    if spare <= 0 or sum(weights) <= 0:
        return list(floors)
    return [floor + extra for floor, extra in zip(floors, deal_out(spare, weights), strict=True)]


def starts_of(counts: np.ndarray) -> np.ndarray:
    """int64: first place of each of consecutive runs of these lengths."""
    return np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64)
