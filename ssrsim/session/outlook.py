"""What may come next: fans of many futures of one branch, and how often one branch does better than another."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import Estimate, proportion_interval
from ssrsim.lab.timelines import Forecast, forecast
from ssrsim.session.session import Branch
from ssrsim.session.shown import FORESEEN, VIOLENCE, YEAR, in_a_year, series

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


class Fan(NamedTuple):
    """Bands of futures, month by month from the one in which they begin: 50 % and 90 % of them, and the median."""

    month: int  # of the first value: what is known
    n: int  # futures
    low90: np.ndarray
    low50: np.ndarray
    median: np.ndarray
    high50: np.ndarray
    high90: np.ndarray


def foreseen(
    branch: Branch,
    month: int,
    runs: int = 100,
    *,
    threads: int = 1,
    stop: Callable[[], bool] = lambda: False,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Forecast | None:
    """Futures of a branch from a month on, with all that cards and charts need; None where `stop` said so."""
    return forecast(branch.timeline, month, FORESEEN, runs, threads=threads, stop=stop, report=report)


def fan(branch: Branch, futures: Forecast, name: str) -> Fan | None:
    """The bands of one indicator of `FORESEEN`, or of its sum over 12 months; None where no future was delivered."""
    if not futures.n:
        return None
    low90, low50, median, high50, high90 = np.quantile(_futures(branch, futures, name), QUANTILES, axis=0)
    return Fan(futures.month, futures.n, low90, low50, median, high50, high90)


def better(
    branch: Branch, futures: Forecast, other: Branch, others: Forecast, name: str, month: int, direction: int
) -> Estimate:
    """The share of futures in which a branch does better than another one in a month, with its 95 % interval.

    Future r has the same luck in both; ties count as not better.

    Args:
        branch: whose futures these are.
        futures: of the branch.
        other: the other branch.
        others: of the other branch, as many, from the same month on.
        name: the indicator.
        month: when they are compared.
        direction: +1 where more is better, -1 where less is.
    """
    if (futures.month, futures.asked, futures.failed, others.failed) != (others.month, others.asked, 0, 0):
        raise ValueError("futures are compared one by one: as many in both, from the same month on, none failed")
    mine = _futures(branch, futures, name)[:, month - futures.month]
    theirs = _futures(other, others, name)[:, month - futures.month]
    return proportion_interval(int((direction * (mine - theirs) > 0).sum()), futures.n)


def violence(futures: Forecast, month: int) -> Estimate:
    """The share of futures in which violence has returned by a month, or never ended, with its 95 % interval."""
    flags = [futures.quantities[name][:, month - futures.month] > 0 for name in VIOLENCE]
    return proportion_interval(int(np.logical_or(*flags).sum()), futures.n)


def _futures(branch: Branch, futures: Forecast, name: str) -> np.ndarray:
    """float[runs, months]; sums over 12 months reach back into what has happened."""
    values = futures.quantities[name.removesuffix(YEAR)]
    if not name.endswith(YEAR):
        return values
    before = series(branch, name.removesuffix(YEAR), futures.month)[:-1]
    whole = np.concatenate([np.broadcast_to(before, (len(values), len(before))), values], axis=1)
    return in_a_year(whole)[:, len(before) :]
