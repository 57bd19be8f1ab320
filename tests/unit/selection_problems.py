"""Made-up plans whose best is known, and the search's procedure on them: how often does it choose wrongly?

Screening with half of the error on the first worlds; then, on new worlds, selection with the other half.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.screening import screen
from ssrsim.analysis.selection import KimNelson

INDIFFERENCE, ERROR, SPREAD, HORIZON = 3.0, 0.05, 6.0, 120.0
CAP = 100_000  # worlds; none of the problems comes near
Draw = Callable[[np.random.Generator, int], np.ndarray]


class Problem(NamedTuple):
    """Plans with known means; `draw(rng, n)` gives float64[k, n], n new worlds."""

    name: str
    means: np.ndarray
    draw: Draw


class Trial(NamedTuple):
    """What one search chose, and the worlds it took for each plan that began, on average."""

    chosen: int
    worlds: float


def slippage(plans: int) -> np.ndarray:
    """All others exactly the indifference zone below the best, which is the first."""
    return np.r_[0.0, np.full(plans - 1, -INDIFFERENCE)]


def ladder(plans: int, step: float = INDIFFERENCE) -> np.ndarray:
    """Each plan one step below the one before."""
    return -step * np.arange(plans)


def normal(name: str, means: np.ndarray, spread: np.ndarray | float = SPREAD, shared: float = 0.0) -> Problem:
    """Normal outcomes; `shared` is the correlation of two plans, -1 for as negative as so many plans can be."""
    plans = len(means)

    def draw(rng: np.random.Generator, n: int) -> np.ndarray:
        own = rng.standard_normal((plans, n))
        if shared < 0:
            luck = (own - own.mean(axis=0)) * (plans / (plans - 1)) ** 0.5
        else:
            luck = shared**0.5 * rng.standard_normal(n) + (1 - shared) ** 0.5 * own
        return means[:, None] + np.reshape(spread, (-1, 1)) * luck

    return Problem(name, means, draw)


def peace_months(name: str, below: np.ndarray, parted: float) -> Problem:
    """Peace that holds to the horizon or breaks early: what comes out is 120, or a month from 1 to 60.

    Plans share their luck but in a share `parted` of worlds, each in its own. `below` is how much less than half of
    the worlds keep peace under each plan, told by the mean that is lost.
    """
    early = 30.5  # mean of 1 to 60
    holds = 0.5 + below / (HORIZON - early)

    def draw(rng: np.random.Generator, n: int) -> np.ndarray:
        own = rng.random((len(below), n)) < parted
        luck = np.where(own, rng.random((len(below), n)), rng.random(n))
        month = np.where(own, rng.integers(1, 61, (len(below), n)), rng.integers(1, 61, n))
        return np.where(luck < holds[:, None], HORIZON, month).astype(float)

    return Problem(name, holds * HORIZON + (1 - holds) * early, draw)


def trap(name: str, rare: float = 0.05) -> Problem:
    """The second plan is two months better in nearly all worlds, and ruin in a few, which the first worlds hide.

    The ruin is such that it is worse by the indifference zone on average. All else both share to the last digit.
    """
    ruin = (INDIFFERENCE + 2.0 * (1 - rare)) / rare

    def draw(rng: np.random.Generator, n: int) -> np.ndarray:
        first = HORIZON + 40.0 * rng.standard_normal(n)
        return np.array([first, first + np.where(rng.random(n) < rare, -ruin, 2.0)])

    return Problem(name, np.array([0.0, -INDIFFERENCE]), draw)


def search(  # the whole of it, as a reader of the formulas would write it
    problem: Problem,
    rng: np.random.Generator,
    *,
    batch: int = 10,
    first: int = 20,
    screening: int | None = 20,
    selection: Callable[[np.ndarray, float, float], KimNelson] = KimNelson,
    again: bool = False,
) -> Trial:
    """Screening on so many worlds (None: without), then selection on new ones (`again`: on those of the screening)."""
    plans, share = len(problem.means), ERROR if screening is None else ERROR / 2
    left, used, seen = np.arange(plans), 0, np.empty((plans, 0))
    if screening is not None:
        seen = problem.draw(rng, screening)
        left, used = np.flatnonzero(screen(seen, INDIFFERENCE, share)), plans * screening
    begun = seen[left] if again else problem.draw(rng, first)[left]
    race = selection(begun, INDIFFERENCE, share)
    ahead = problem.draw(rng, 50)
    while not race.finished and race.n < CAP:
        if ahead.shape[1] < batch:
            ahead = np.hstack([ahead, problem.draw(rng, max(batch, race.n))])
        race.add(ahead[left[race.active], :batch])
        ahead = ahead[:, batch:]
    return Trial(int(left[race.best]), (used + int(race.worlds.sum())) / plans)


def trials(problem: Problem, repetitions: int, seed: int, **how) -> tuple[int, int, float]:
    """How often the best was chosen, how often one within the indifference zone of it, and mean worlds for a plan."""
    rng = np.random.default_rng(seed)
    done = [search(problem, rng, **how) for _ in range(repetitions)]
    lost = problem.means.max() - problem.means[[one.chosen for one in done]]
    good = int((lost < INDIFFERENCE - 1e-9).sum())
    return int((lost <= 1e-9).sum()), good, float(np.mean([one.worlds for one in done]))
