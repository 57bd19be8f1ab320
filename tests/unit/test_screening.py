"""Screening: by hand, against the formula pair by pair, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.analysis import screening
from ssrsim.analysis.screening import paired_variances, screen, unseen_share

BASE = np.array([10.0, 20.0, 30.0, 40.0])  # four worlds that differ much, for all plans alike


def plans_of(*differences: list[float]) -> np.ndarray:
    """Plans that differ from the first by these numbers, world by world."""
    return np.vstack([BASE, *(BASE + np.array(one) for one in differences)])


def pair_by_pair(values: np.ndarray, indifference: float, error: float) -> np.ndarray:
    """The rule as it stands in the page, one pair after the other."""
    from scipy.stats import t

    plans, n = values.shape
    tail = error / (plans - 1)
    least = 1 - tail ** (1 / n)
    stays = np.ones(plans, bool)
    for i in range(plans):
        for j in range(plans):
            own = sum(np.var(values[one], ddof=1) or np.ptp(values) ** 2 / 2 for one in (i, j))
            spread = max(np.var(values[j] - values[i], ddof=1), least * own) ** 0.5
            margin = max(0.0, t.ppf(1 - tail, n - 1) * spread / n**0.5 - indifference)
            stays[i] &= np.mean(values[j] - values[i]) <= margin + 1e-9
    return stays


def made_up(plans: int, n: int, seed: int = 3) -> np.ndarray:
    """Plans of rising means that share most of their luck."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(plans, n)) * 4 + rng.normal(size=n) * 8 + np.linspace(0, 12, plans)[:, None]


def test_margin_worked_out_by_hand() -> None:
    """Differences 5, 6, 7, 8: mean 6.5, variance 5/3; but 4 worlds exclude a share of 1 - 0.1^(1/4) = .438 only.

    Both plans vary by 500/3 and nearly so, so the floor of the variance (about 160) is far above 5/3.
    t(.9, 3) = 1.6377; margin about 1.6377 x 12.6 / 2 = 10.3, less the zone.
    """
    values = plans_of([5.0, 6.0, 7.0, 8.0])
    own = np.var(values, axis=1, ddof=1).sum()
    variance = paired_variances(values, 1.0, 0.1)[0, 1]
    assert variance == pytest.approx((1 - 0.1**0.25) * own)
    margin = 1.637744 * variance**0.5 / 2
    assert screen(values, margin - 6.5 + 0.01, 0.1).tolist() == [False, True]
    assert screen(values, margin - 6.5 - 0.01, 0.1).all()


def test_variance_of_differences_that_vary_more_than_the_floor_is_the_textbook_s() -> None:
    """Plans without shared luck: the paired variance is that of the differences, to the last digits."""
    values = np.array([[1.0, 9.0, 2.0, 8.0], [9.0, 2.0, 7.0, 1.0], [3.0, 4.0, 9.0, 0.0]])
    found = paired_variances(values, 0.0, 0.4)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        expected = np.var(values[i] - values[j], ddof=1)
        assert expected > unseen_share(4, 0.4) * (values[i].var(ddof=1) + values[j].var(ddof=1))
        assert found[i, j] == pytest.approx(expected)


@pytest.mark.parametrize(("plans", "n", "zone"), [(2, 2, 0.0), (7, 10, 1.0), (40, 20, 3.0), (40, 12, 0.0)])
def test_blocks_equal_the_rule_pair_by_pair(plans: int, n: int, zone: float, monkeypatch) -> None:
    """All at once and in blocks is the same as one pair after the other."""
    monkeypatch.setattr(screening, "BLOCK", 16)
    values = made_up(plans, n)
    found = screen(values, zone, 0.05)
    assert found.tolist() == pair_by_pair(values, zone, 0.05).tolist()
    assert plans < 10 or 0 < found.sum() < len(values)


def test_order_shift_and_scale_do_not_matter() -> None:
    """Names of plans, what all worlds have in common, and the unit say nothing about which plan is better."""
    values = made_up(30, 20)
    found = screen(values, 1.0, 0.05)
    order = np.random.default_rng(1).permutation(30)
    assert screen(values[order], 1.0, 0.05).tolist() == found[order].tolist()
    assert screen(values + 1e6, 1.0, 0.05).tolist() == found.tolist()
    assert screen(values * 1024, 1024.0, 0.05).tolist() == found.tolist()
    assert screen(values[:, ::-1], 1.0, 0.05).tolist() == found.tolist()


def test_plans_that_are_the_same_stay_together() -> None:
    """Whatever is rounded, a plan is not ruled out by its own copy, even where the margin is 0."""
    rng = np.random.default_rng(2)
    values = np.repeat(rng.random((5, 7)) * 0.1 + 1 / 3, 4, axis=0)
    stays = screen(values, 10.0, 0.05)  # the zone is larger than all margins: what is left is which mean is larger
    assert stays.reshape(5, 4).sum(axis=1).tolist().count(4) == 1
    assert stays.sum() == 4


def test_what_never_differed_is_no_certainty() -> None:
    """Two months better in each of six worlds is not proof: a seventh may part the two. In six hundred it is."""
    rng = np.random.default_rng(4)
    for n, both in ((6, True), (600, False)):
        base = 60 + 30 * rng.standard_normal(n)
        assert screen(np.vstack([base, base + 2.0]), 0.0, 0.05).all() == both


def test_plans_without_any_variance_are_judged_by_the_range() -> None:
    """Always 120 against always 12: three worlds may be chance, forty are not."""
    assert screen(np.array([[120.0] * 3, [12.0] * 3]), 3.0, 0.025).all()
    assert screen(np.array([[120.0] * 40, [12.0] * 40]), 3.0, 0.025).tolist() == [True, False]


def test_the_span_speaks_where_no_plan_was_seen_to_vary() -> None:
    """Peace held to the horizon in ten worlds under both plans, but for a month: a range of 1 says little, 120 much."""
    values = np.array([[120.0] * 10, [119.0] * 10])
    assert screen(values, 0.0, 0.05).tolist() == [True, False]
    assert screen(values, 0.0, 0.05, span=120.0).all()


def test_one_plan_or_one_world_rules_nothing_out() -> None:
    """Without spread nothing can be said."""
    assert screen(np.ones((1, 5)), 1.0, 0.05).tolist() == [True]
    assert screen(np.array([[1.0], [100.0]]), 1.0, 0.05).all()


@pytest.mark.parametrize("values", [np.ones(3), np.ones((0, 3)), np.array([[1.0, np.nan]])])
def test_values_that_cannot_be_compared_are_refused(values: np.ndarray) -> None:
    """A failed run among the values would rule out everything or nothing, unseen."""
    with pytest.raises(ValueError, match="values"):
        screen(values, 1.0, 0.05)


@pytest.mark.parametrize(("zone", "error"), [(-1.0, 0.05), (1.0, 0.0), (1.0, 1.0), (float("nan"), 0.05)])
def test_settings_out_of_range_are_refused(zone: float, error: float) -> None:
    """They would be answered with a number otherwise."""
    with pytest.raises(ValueError, match="must be"):
        screen(np.ones((2, 3)), zone, error)
