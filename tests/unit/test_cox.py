"""Hazard ratios of made-up data with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.analysis.cox import cox


def test_the_partial_likelihood_of_a_small_case_is_at_its_maximum() -> None:
    """Four cases by hand: l(b) = b - log(2e^b + 2) - log(e^b + 2) + b - log(e^b + 1)."""
    times = np.array([1.0, 2.0, 3.0, 4.0])
    seen = np.array([True, True, True, True])
    x = np.array([[1.0], [0.0], [1.0], [0.0]])
    grid = np.linspace(-3, 3, 60_001)
    e = np.exp(grid)
    by_hand = 2 * grid - np.log(2 * e + 2) - np.log(e + 2) - np.log(e + 1)
    assert cox(times, seen, x)[0] == pytest.approx(grid[by_hand.argmax()], abs=2e-4)


@pytest.mark.parametrize("ratio", [0.4, 1.0, 2.5])
def test_a_known_hazard_ratio_is_found(ratio: float) -> None:
    """Exponential times, a third censored, a second covariate beside it."""
    rng = np.random.default_rng(3)
    n = 4000
    x = np.c_[rng.random(n) < 0.5, rng.normal(size=n)].astype(float)
    times = rng.exponential(1.0 / (ratio ** x[:, 0] * np.exp(0.5 * x[:, 1])))
    censored = rng.exponential(2.0, n)
    beta = cox(np.minimum(times, censored), times <= censored, x)
    assert beta[0] == pytest.approx(np.log(ratio), abs=0.12)
    assert beta[1] == pytest.approx(0.5, abs=0.06)


def test_order_and_scale_of_time_do_not_matter() -> None:
    """Only the order of events counts; months in ties are whole."""
    rng = np.random.default_rng(4)
    times, seen, x = np.ceil(rng.exponential(20, 200)), rng.random(200) < 0.7, rng.normal(size=(200, 2))
    order = rng.permutation(200)
    found = cox(times, seen, x)
    np.testing.assert_allclose(cox(times[order], seen[order], x[order]), found, atol=1e-6)
    np.testing.assert_allclose(cox(times**2, seen, x), found, atol=1e-6)


def test_where_there_is_no_answer_none_is_given() -> None:
    """No event at all, or all events on one side."""
    times, x = np.arange(1.0, 11.0), np.r_[np.ones(5), np.zeros(5)][:, None]
    assert np.isnan(cox(times, np.zeros(10, bool), x)).all()
    assert np.isnan(cox(times, x[:, 0] > 0, x)).all()
