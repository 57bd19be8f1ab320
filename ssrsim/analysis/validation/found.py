"""What was found of a pattern: estimates by name, curves for its figure, and what must be said with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ssrsim.analysis.intervals import LEVEL, NOTHING, Estimate

Frame = Any  # a pandas DataFrame, imported only by who makes one; its stubs do not know what a column is
Tables = Mapping[str, Frame]  # by experiment: a row for each run, or each person asked

DRAWS = 500  # of a bootstrap


class Curve(NamedTuple):
    """A line with its band; one point alone is drawn as such."""

    label: str
    x: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def line(label: str, x: np.ndarray, estimates: Sequence[Estimate]) -> Curve:
    """A curve of one estimate for each x."""
    value, low, high = (np.array([estimate[place] for estimate in estimates], float) for place in range(3))
    return Curve(label, np.asarray(x, float), value, low, high)


class FoundTable(NamedTuple):
    """More numbers than parts of a pattern: a table of its own, in the report and as CSV."""

    name: str
    title: str
    frame: Frame


class Found(NamedTuple):
    """Estimates by the name of the part of a pattern they belong to, in any order."""

    estimates: dict[str, Estimate]
    curves: tuple[Curve, ...] = ()
    notes: tuple[str, ...] = ()
    tables: tuple[FoundTable, ...] = ()


def bootstrapped(
    statistic: Callable[[np.ndarray], float], n: int, rng: np.random.Generator, draws: int = DRAWS
) -> Estimate:
    """A statistic of rows with its percentile interval.

    Args:
        statistic: Given the numbers of rows (with repetition), the value; NaN where these rows give none.
        n: How many rows there are; pairs and worlds are rows, so that what shares its luck is drawn together.
        rng: Where the draws come from.
        draws: How many.
    """
    if n == 0:
        return NOTHING
    value = statistic(np.arange(n))
    if n == 1:
        return Estimate(value, float("nan"), float("nan"), 1)
    drawn = np.array([statistic(rng.integers(0, n, n)) for _ in range(draws)])
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn):
        return Estimate(value, float("nan"), float("nan"), n)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high), n)
