"""Selection world by world: by hand, against the formulas plan by plan, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.analysis.selection import KimNelson


def made_up(plans: int, n: int, seed: int = 3, spread: float = 6.0) -> np.ndarray:
    """Plans of rising means that share half of their luck."""
    rng = np.random.default_rng(seed)
    return spread * (rng.normal(size=(plans, n)) + rng.normal(size=n)) + np.linspace(0, 9, plans)[:, None]


def run(values: np.ndarray, first: int, batch: int, zone: float = 3.0, error: float = 0.05) -> KimNelson:
    """The selection on worlds that are given, as far as they reach."""
    race = KimNelson(values[:, :first], zone, error)
    for begin in range(first, values.shape[1], batch):
        if race.finished:
            break
        race.add(values[race.active, begin : begin + batch])
    return race


def plan_by_plan(values: np.ndarray, first: int, batch: int, zone: float = 3.0, error: float = 0.05) -> list[int]:
    """Who is left, by the formulas as they stand in the page."""
    tail = error / (len(values) - 1)
    h2 = ((2 * tail) ** (-2 / (first - 1)) - 1) * (first - 1)
    left = list(range(len(values)))
    for r in range(first, values.shape[1] + 1, batch):
        least = 1 - tail ** (1 / r)
        ends = {}
        for i in left:
            for j in left:
                own = sum(np.var(values[one, :first], ddof=1) for one in (i, j))
                seen = [np.var(values[i, :n] - values[j, :n], ddof=1) for n in (first, r)]
                ends[i, j] = h2 * max(*seen, least * own) / zone**2 if i != j else 0.0
        sums = values[:, :r].sum(axis=1)
        left = [i for i in left if all(sums[j] - sums[i] <= max(0, zone / 2 * (ends[i, j] - r)) + 1e-9 for j in left)]
        if len(left) == 1 or r > max(ends[i, j] for i in left for j in left):
            break
    return left


def test_constants_are_those_of_the_paper() -> None:
    """Two plans, error .05, n0 = 11: eta = (.1^(-1/5) - 1) / 2 = .29245, h2 = 2 x .29245 x 10 = 5.8489.

    Differences of variance 36 and a zone of 3: N = floor(5.8489 x 4) = 23, so it ends with world 24.
    """
    difference = np.array([-1.0, 1.0] * 5 + [0.0]) * 6.0
    luck = np.r_[np.zeros(10), 0.1]  # hardly any variance of their own: the floor stays below
    race = KimNelson(np.vstack([luck - difference / 2, luck + difference / 2]), 3.0, 0.05)
    assert race.most == int(5.8489 * 36 / 9) + 1
    assert not race.finished


@pytest.mark.parametrize("batch", [1, 7, 50])
@pytest.mark.parametrize(("plans", "first", "seed"), [(2, 5, 1), (2, 12, 2), (6, 10, 3), (12, 20, 4), (12, 8, 5)])
def test_it_eliminates_as_the_formulas_say(plans: int, first: int, seed: int, batch: int) -> None:
    """All at once is the same as one plan after the other, to the end."""
    values = made_up(plans, 700, seed)
    assert run(values, first, batch).active.tolist() == plan_by_plan(values, first, batch)


def test_order_shift_and_scale_do_not_matter() -> None:
    """Names of plans, luck that all share, and the unit say nothing about which plan is better."""
    values = made_up(12, 400)
    race = run(values, 20, 10)
    assert race.finished
    order = np.random.default_rng(1).permutation(12)
    other = run(values[order], 20, 10)
    assert (order[other.best], other.n) == (race.best, race.n)
    for same in (run(values + 1e5, 20, 10), run(values * 8, 20, 10, zone=24.0)):
        assert (same.best, same.n, same.worlds.tolist()) == (race.best, race.n, race.worlds.tolist())


def test_more_variance_never_ends_it_earlier() -> None:
    """What guards against differences that are not normal may only cost worlds."""
    values = made_up(2, 2_000, spread=4.0)
    values[1] -= 9.0  # no difference between the two
    calm = run(values, 10, 1)
    wild = values.copy()
    wild[0, 10 : calm.n : 2] += 40.0  # after the first worlds, and on average nothing
    wild[0, 11 : calm.n : 2] -= 40.0
    assert calm.finished
    assert run(wild, 10, 1).n > calm.n


def test_one_plan_is_chosen_at_once() -> None:
    """There is nothing to compare, and one world is enough."""
    race = KimNelson(np.array([[4.0]]), 3.0, 0.05)
    assert (race.finished, race.best, race.n, race.most) == (True, 0, 1, 1)


def test_plans_that_are_the_same_end_as_equals() -> None:
    """None is eliminated by its copies; when enough worlds were seen it ends, with the first of them."""
    one = made_up(1, 3_000)[0]
    race = run(np.vstack([one, one, one, one - 8.0]), 10, 25)
    assert race.finished
    assert race.active.tolist() == [0, 1, 2]
    assert race.best == 0


def test_what_never_differed_in_the_first_worlds_is_no_certainty() -> None:
    """Two months better in each of the first worlds: variance 0 would end it at once, with a plan that ruins later."""
    base = 60 + 30 * np.random.default_rng(5).standard_normal(2_000)
    trap = base + 2.0
    trap[30::20] -= 100.0
    assert run(np.vstack([base, trap]), 20, 1).best == 0


def test_where_nothing_ever_happened_it_asks_for_enough_worlds_to_know() -> None:
    """Peace held to the horizon in the first worlds under both plans. Under one it breaks in one world of thirty.

    That is four months less on average. Whoever takes the range of what was seen, 0, ends at once and takes either.
    """
    held = np.full(900, 120.0)
    breaks = np.where(np.arange(900) % 30 == 29, 0.0, 120.0)
    values = np.vstack([breaks, held])
    assert KimNelson(values[:, :20], 3.0, 0.05).finished
    race = KimNelson(values[:, :20], 3.0, 0.05, span=120.0)
    while not race.finished:
        race.add(values[race.active, race.n : race.n + 20])
    assert race.best == 1
    assert 60 < race.n < 900


def test_plans_that_never_fail_are_equal_after_as_many_worlds_as_the_page_says() -> None:
    """Twenty-four plans under which peace always held: docs/selection.md names the number."""
    always = np.full((24, 20), 120.0)
    race = KimNelson(always, 3.0, 0.025, span=120.0)
    while not race.finished:
        race.add(always)
    assert (race.n, len(race.active)) == (440, 24)


def test_means_and_worlds_are_those_of_each_plan() -> None:
    """A plan that went out has the mean of the worlds that it saw."""
    values = made_up(8, 600)
    race = run(values, 10, 10)
    for plan in range(8):
        assert race.means[plan] == pytest.approx(values[plan, : race.worlds[plan]].mean())
    assert race.worlds.max() == race.n
    assert race.worlds.min() < race.n


def test_nothing_added_changes_nothing() -> None:
    """An empty batch is no look."""
    race = KimNelson(made_up(4, 10), 3.0, 0.05)
    before = race.active.tolist(), race.n, race.most
    race.add(np.empty((len(race.active), 0)))
    assert (race.active.tolist(), race.n, race.most) == before


def test_a_batch_of_other_plans_is_refused() -> None:
    """Rows must be those of `active`, or plans would be given the luck of others."""
    race = KimNelson(made_up(4, 10, spread=50.0), 3.0, 0.05)
    with pytest.raises(ValueError, match="4 plans"):
        race.add(np.ones((3, 5)))


@pytest.mark.parametrize(
    ("first", "zone", "error"),
    [((3, 1), 3.0, 0.05), ((2, 9), 0.0, 0.05), ((2, 9), 3.0, 0.5), ((2, 9), 3.0, 0.0), ((2, 9), -1.0, 0.05)],
)
def test_settings_without_an_answer_are_refused(first: tuple[int, int], zone: float, error: float) -> None:
    """They would be answered with a number otherwise."""
    with pytest.raises(ValueError, match=r"must be|needed"):
        KimNelson(np.ones(first), zone, error)
