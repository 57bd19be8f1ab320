"""What good orders have in common: by hand, and what must not matter."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from ssrsim.analysis.orders import places

ORDERS = np.array(list(permutations(range(4))))  # 24 orders of four reforms
FIRST_IS_2 = np.where(ORDERS[:, 0] == 2, 10.0, 0.0) - np.where(ORDERS[:, 3] == 1, 10.0, 0.0)


def found(values: np.ndarray, share: float = 1 / 12, draws: int = 50):
    """Best and worst two of the 24 orders."""
    return places(ORDERS, values, share, draws, np.random.default_rng(1))


def test_places_by_hand() -> None:
    """Reform 2 in front is good, reform 1 at the end is bad: the four best begin with 2, the four worst end with 1."""
    best, worst = found(np.repeat(FIRST_IS_2[:, None], 5, axis=1), 1 / 6)
    assert best.n == worst.n == 4
    assert best.share[2].tolist() == [1.0, 0.0, 0.0, 0.0]
    assert best.share[1, 3] == 0.0
    assert worst.share[1].tolist() == [0.0, 0.0, 0.0, 1.0]
    assert best.share.sum(axis=0).tolist() == [1.0] * 4  # somebody stands at every place
    assert best.share.sum(axis=1).tolist() == [1.0] * 4  # and everybody somewhere


def test_where_worlds_agree_there_is_nothing_to_be_uncertain_about() -> None:
    """The same in every world is the same in every draw; where worlds differ the interval opens."""
    calm, _ = found(FIRST_IS_2[:, None] + np.arange(8.0) * 100 + np.arange(24)[:, None] * 1e-3)
    assert (calm.low == calm.share).all()
    assert (calm.high == calm.share).all()
    wild, _ = found(FIRST_IS_2[:, None] + 30 * np.random.default_rng(2).standard_normal((24, 8)), draws=200)
    assert (wild.high - wild.low).max() > 0.4


def test_a_place_without_a_reform_counts_for_none() -> None:
    """Short orders end in -1."""
    best, _ = places(np.array([[0, 1], [1, -1]]), np.array([[0.0, 0.0], [5.0, 5.0]]), 0.5, 5, np.random.default_rng(3))
    assert best.share.tolist() == [[0.0, 0.0], [1.0, 0.0]]


@pytest.mark.parametrize(("values", "share"), [(np.ones((23, 4)), 0.1), (np.ones((24, 4)), 0.6),
                                               (np.full((24, 4), np.nan), 0.1)])  # fmt: skip
def test_what_cannot_be_ranked_is_refused(values: np.ndarray, share: float) -> None:
    """Rows of others, more than half at each end, or values that are none."""
    with pytest.raises(ValueError, match="needed"):
        found(values, share)
