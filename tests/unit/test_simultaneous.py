"""Intervals for many plans at once: by hand, and as often true as they say, together."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.analysis.simultaneous import against, with_the_best

TOLD, REPETITIONS = 0.95, 400
LEAST = int(0.915 * REPETITIONS)  # .95 of 400 is 380; below 366 by chance once in a thousand times


def made_up(rng: np.random.Generator, means: np.ndarray, n: int = 20) -> np.ndarray:
    """Normal plans that share half of their luck, the first being the noisiest."""
    spread = np.r_[8.0, np.full(len(means) - 1, 4.0)][:, None]
    return means[:, None] + spread * rng.normal(size=(len(means), n)) + 6.0 * rng.normal(size=n)


def test_two_plans_have_the_interval_of_the_textbook() -> None:
    """Differences 1, 3, 5, 7: mean 4, s = 2.582, t(.975, 3) = 3.1824; 4 +/- 4.108."""
    base = np.array([5.0, -5.0, 5.0, -5.0])
    values = np.vstack([np.zeros(4), [1.0, 3.0, 5.0, 7.0]])
    together = against(values, 0)
    assert (together.value[1], together.n) == (4.0, 4)
    assert together.low[1] <= 4 - 3.182446 * 2.581989 / 2 + 1e-5  # the plan without variance widens it
    swapped = against(np.vstack([base, base[::-1] * 2]), 0)
    difference = base[::-1] * 2 - base
    half = 3.182446 * difference.std(ddof=1) / 2
    assert swapped.high[1] == pytest.approx(difference.mean() + half, abs=1e-4)
    assert swapped.low[1] == pytest.approx(difference.mean() - half, abs=1e-4)


def test_the_chosen_plan_is_its_own_measure() -> None:
    """Against itself nothing differs, and there is nothing to be uncertain about."""
    together = against(made_up(np.random.default_rng(1), np.zeros(4)), 2)
    assert (together.value[2], together.low[2], together.high[2]) == (0.0, 0.0, 0.0)
    assert (together.low[[0, 1, 3]] < together.high[[0, 1, 3]]).all()


def test_one_world_says_nothing_about_spread() -> None:
    """Differences are told, limits are not."""
    together = against(np.array([[1.0], [3.0]]), 0)
    assert together.value.tolist() == [0.0, 2.0]
    assert np.isnan([together.low[1], together.high[1]]).all()
    assert np.isnan(with_the_best(np.array([[1.0], [3.0]])).low).all()


def test_all_differences_lie_in_their_intervals_together() -> None:
    """Nine intervals at once, of noisy and of quiet plans."""
    rng, means = np.random.default_rng(2), np.arange(10.0)
    held = 0
    for _ in range(REPETITIONS):
        together = against(made_up(rng, means), 0)
        held += bool(((together.low <= means - means[0]) & (means - means[0] <= together.high)).all())
    assert held >= LEAST


@pytest.mark.parametrize("means", [np.zeros(6), np.r_[3.0, np.zeros(5)], 2.0 * np.arange(6.0)])
def test_comparisons_with_the_best_hold_together(means: np.ndarray) -> None:
    """However far the others are: all equal, one better, one after the other."""
    rng = np.random.default_rng(3)
    truth = np.array([one - np.delete(means, place).max() for place, one in enumerate(means)])
    held = 0
    for _ in range(REPETITIONS):
        together = with_the_best(made_up(rng, means))
        held += bool(((together.low <= truth) & (truth <= together.high)).all())
    assert held >= LEAST


def test_a_plan_far_ahead_is_the_best_and_the_others_are_not() -> None:
    """Then its low end is 0 and all other high ends are 0."""
    together = with_the_best(made_up(np.random.default_rng(4), np.array([0.0, 40.0, 1.0])))
    assert together.low[1] == 0.0
    assert together.high[[0, 2]].tolist() == [0.0, 0.0]
    assert (together.low[[0, 2]] < -25.0).all()


def test_one_plan_alone_is_the_best() -> None:
    """There is no other to lose against."""
    assert with_the_best(np.ones((1, 9)))[:3] == (0.0, 0.0, 0.0)
