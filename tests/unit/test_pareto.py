"""Fronts and weights: by hand, against brute force, and what must not matter."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from ssrsim.analysis.pareto import front, front_shares, simplex, weight_regions, weight_shares_bootstrap

CORNERS = np.array([[4.0, 0.0], [3.0, 3.0], [0.0, 4.0], [1.0, 1.0]])  # the last is beaten by the second


def beaten_by_nobody(values: np.ndarray) -> list[bool]:
    """The definition, plan by plan."""
    return [not any((other >= one).all() and (other > one).any() for other in values) for one in values]


@pytest.mark.parametrize(("plans", "criteria"), list(product((1, 2, 40, 200), (1, 2, 3, 5))))
def test_front_equals_brute_force(plans: int, criteria: int) -> None:
    """Whole numbers, so that many plans are equal on some criteria and some on all."""
    values = np.random.default_rng(plans + criteria).integers(0, 6, (plans, criteria)).astype(float)
    assert front(values).tolist() == beaten_by_nobody(values)


def test_front_by_hand() -> None:
    """Whoever is best on one criterion is on it, and so is his copy; who is beaten on both is not."""
    assert front(CORNERS).tolist() == [True, True, True, False]
    assert front(np.vstack([CORNERS, CORNERS[1]])).tolist() == [True, True, True, False, True]
    assert front(np.array([[1.0, 2.0], [1.0, 1.0]])).tolist() == [True, False]  # as good on one, better on the other


def test_order_and_unit_do_not_matter_to_the_front() -> None:
    """A front is about more and less only; of values that differ by little as well."""
    values = 1e9 + np.random.default_rng(1).random((60, 3)) * 1e-3
    found = front(values)
    assert 0 < found.sum() < 60
    order = np.random.default_rng(2).permutation(60)
    assert front(values[order]).tolist() == found[order].tolist()
    assert front(np.exp(values - 1e9) * [1.0, 60.0, 0.001]).tolist() == front(values - 1e9).tolist()


def test_shares_of_the_front_are_certain_where_worlds_agree() -> None:
    """Plans that are on the front in every world alike are on it in every draw; copies are on it together."""
    luck = np.random.default_rng(3).random(12)
    worlds = CORNERS[[0, 1, 2, 3, 1]][:, :, None] + luck
    assert front_shares(worlds, 50, np.random.default_rng(4)).tolist() == [1.0, 1.0, 1.0, 0.0, 1.0]


def test_shares_of_the_front_worked_out_by_hand() -> None:
    """One criterion, two worlds that contradict each other: of the draws a quarter each 0 and 2 times the first.

    Plan 0 wins with (1, 1), plan 1 with (2, 2), and in half of the draws they are equal: both are on the front.
    """
    worlds = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    shares = front_shares(worlds, 20_000, np.random.default_rng(5))
    assert shares == pytest.approx([0.75, 0.75], abs=0.02)
    assert shares.sum() == pytest.approx(1.5, abs=0.02)


def test_copies_have_the_same_share_to_the_last_digit() -> None:
    """Sums in another order differ in the last digit, which would put one of two equal plans off the front."""
    one = np.random.default_rng(6).random((1, 3, 37)) / 3
    shares = front_shares(np.repeat(one, 9, axis=0), 200, np.random.default_rng(7))
    assert shares.tolist() == [1.0] * 9


def test_weights_cover_the_simplex_once() -> None:
    """Steps of a quarter on three criteria: 15 points, each adding up to 1, corners included."""
    weights = simplex(3, 4)
    assert weights.shape == (15, 3)
    assert len({tuple(one) for one in weights}) == 15
    assert weights.sum(axis=1) == pytest.approx(np.ones(15))
    assert weights.min() == 0.0
    assert {tuple(one) for one in np.eye(3)} <= {tuple(one) for one in weights}
    assert simplex(1, 5).tolist() == [[1.0]]


def test_limits_of_the_weights_by_hand() -> None:
    """Weight w on the first: 4 w, 3, 4 - 4 w. The second wins between w = 1/4 and w = 3/4; what is beaten, nowhere."""
    regions = weight_regions(CORNERS, np.ones(2), 8)
    assert [(one.plan, one.low, one.high) for one in regions.stretches] == [(2, 0, 0.25), (1, 0.25, 0.75), (0, 0.75, 1)]
    assert regions.winners[np.argsort(regions.weights[:, 0])].tolist()[0] == 2
    assert regions.shares[3] == 0.0
    assert regions.shares.sum() == pytest.approx(1.0)


def test_the_scale_says_what_one_unit_is() -> None:
    """A criterion of which ten count as one weighs as a tenth of it does."""
    stretched = weight_regions(CORNERS * [10.0, 1.0], np.array([10.0, 1.0]), 8)
    assert stretched.stretches == weight_regions(CORNERS, np.ones(2), 8).stretches


@pytest.mark.parametrize("seed", range(5))
def test_weights_equal_brute_force(seed: int) -> None:
    """At every point, and between each two criteria, the plan that is named has the best score; with ties too."""
    values = np.random.default_rng(seed).integers(0, 7, (25, 3)).astype(float)
    regions = weight_regions(values, np.ones(3), 10)
    scores = regions.weights @ values.T
    assert scores[np.arange(len(scores)), regions.winners] == pytest.approx(scores.max(axis=1))
    assert regions.shares == pytest.approx(np.bincount(regions.winners, minlength=25) / len(scores))
    for first, second in ((0, 1), (0, 2), (1, 2)):
        parts = [one for one in regions.stretches if (one.first, one.second) == (first, second)]
        assert (parts[0].low, parts[-1].high) == (0.0, 1.0)
        assert all(one.high == following.low for one, following in pairwise(parts))
        assert len({one.plan for one in parts}) == len(parts)
        for one in parts:
            assert one.low < one.high
            middle = (one.low + one.high) / 2
            line = middle * values[:, first] + (1 - middle) * values[:, second]
            assert line[one.plan] == pytest.approx(line.max())


def test_intervals_of_shares_hold_the_share_and_shrink() -> None:
    """Where plans are close the share is uncertain; with more worlds it is less so."""
    widths = []
    for n in (10, 1_000):
        rng = np.random.default_rng(8)
        worlds = CORNERS[:3, :, None] + 3.0 * rng.standard_normal((3, 2, n))
        shares = weight_shares_bootstrap(worlds, np.ones(2), 20, 200, np.random.default_rng(9))
        assert (shares.low <= shares.value).all()
        assert (shares.value <= shares.high).all()
        assert shares.value.sum() == pytest.approx(1.0)
        widths.append((shares.high - shares.low).max())
    assert widths[1] < widths[0] / 2


@pytest.mark.parametrize("scale", [[1.0], [1.0, 0.0], [1.0, float("nan")], [1.0, -1.0]])
def test_a_scale_that_says_nothing_is_refused(scale: list[float]) -> None:
    """Division by it would give a winner nevertheless."""
    with pytest.raises(ValueError, match="above 0"):
        weight_regions(CORNERS, np.array(scale), 4)


def test_values_that_are_not_finite_are_refused() -> None:
    """A mean of nothing beats nobody and is beaten by nobody: it would be on every front."""
    with pytest.raises(ValueError, match="finite"):
        front(np.array([[1.0, np.nan], [0.0, 0.0]]))
