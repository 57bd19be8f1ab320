"""Plans that run along one tree leave the very bits that each leaves alone."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import compose_scenario
from ssrsim.lab.forks import Forks, Row, grown, with_plan
from ssrsim.lab.random import generator
from ssrsim.phases.engine import BrokenInvariant, advance, settle
from ssrsim.scenario.planning.candidates import Candidate, Ingredients, drawn, ordered
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build

MONTHS = 30
REFORMS = ("ddr", "vetting", "training")
SMALL = ("run.civilians=500", "run.officers=100", f"run.months={MONTHS}")


def context(*overrides: str) -> Scenario:
    """A small world of Liberia."""
    return compose_scenario([*SMALL, *overrides])


def ingredients(before: tuple[tuple[str, str], ...] = (), budget: float | None = None, months: int = 24) -> Ingredients:
    """Three reforms with unequal shares."""
    return Ingredients(REFORMS, before, months, {"ddr": 0.5, "vetting": 0.2, "training": 0.3}, budget)


def along_the_tree(scenario: Scenario, candidates: list[Candidate], seed: int, replicate: int) -> dict[int, bytes]:
    """The record of each plan."""
    found: dict[int, bytes] = {}

    def leave(plan: int, left: np.ndarray | BrokenInvariant) -> None:
        assert not isinstance(left, BrokenInvariant)
        assert plan not in found
        found[plan] = left.tobytes()

    walker = Forks(scenario, candidates).walker()
    walker.walk(seed, replicate + 1, lambda plan, left: None)  # what another world left in memory must not show
    walker.walk(seed, replicate, leave)
    return found


def alone(scenario: Scenario, candidate: Candidate, seed: int, replicate: int) -> bytes:
    """The record of a plan that runs by itself."""
    world = settle(build(with_plan(scenario, candidate)), seed, replicate)
    advance(world, 1, MONTHS)
    return world.record.tobytes()


CASES = {
    "orders": list(ordered(ingredients(), 6)),
    "orders with precedence": list(ordered(ingredients((("ddr", "training"),)), 6)),
    "orders with caps that are used up": list(ordered(ingredients(budget=20.0), 6)),
    "orders whose last action begins after the end": list(ordered(ingredients(), 20)),
    "orders a month apart that end early": list(ordered(ingredients(months=5), 1)),
    "drawn starts and shares": drawn(ingredients(budget=60.0), 12, 27, generator(3, "test")),
    "drawn where many begin together": drawn(ingredients(), 12, 3, generator(4, "test")),
}


@pytest.mark.parametrize("case", CASES)
def test_along_the_tree_is_as_alone(case: str) -> None:
    """Sharing beginnings saves time and changes nothing: every bit of every indicator of every month."""
    scenario, candidates = context(), CASES[case]
    found = along_the_tree(scenario, candidates, 7, 3)
    assert sorted(found) == list(range(len(candidates)))
    for place, candidate in enumerate(candidates):
        assert found[place] == alone(scenario, candidate, 7, 3), candidate


@pytest.mark.parametrize("overrides", [
    ("scenario=orvanta",), ("scenario=no_settlement",), ("donors.us.coordination=0",), ("mechanisms.bargaining=false",),
])  # fmt: skip
def test_in_other_contexts_too(overrides: tuple[str, ...]) -> None:
    """Donors that plan alone look at the shares of all actions that are due: those that are not must be invisible."""
    scenario, candidates = context(*overrides), CASES["orders"]
    found = along_the_tree(scenario, candidates, 2, 0)
    assert [found[place] for place in range(len(candidates))] == [alone(scenario, one, 2, 0) for one in candidates]


def test_plans_differ() -> None:
    """What is the same for all plans would pass every test above."""
    assert len(set(along_the_tree(context(), CASES["orders"], 7, 3).values())) == len(CASES["orders"])


@pytest.mark.parametrize("budget", [5.0, 20.0])
def test_actions_spend_no_more_than_the_budget(budget: float) -> None:
    """Caps divide the budget by share: together they keep it, in whatever order, and a small one is used up."""
    scenario = context("donors.us.coordination=0")
    for candidate in ordered(ingredients(budget=budget), 3):
        world = settle(build(with_plan(scenario, candidate)), 1, 0)
        advance(world, 1, MONTHS)
        assert 0.5 * budget < world.actions.spent.sum() / 100_000_000 <= budget


def test_what_is_shared_is_run_once() -> None:
    """Six orders of three actions six months apart: six months for each first action, the rest for each order."""
    forks = Forks(context(), CASES["orders"])
    assert forks.shared_months == 3 * 6 + 6 * (MONTHS - 6)


def test_a_tree_parts_before_the_earlier_of_two_starts() -> None:
    """A plan whose next action begins in month 9 parts from one whose begins in month 5 after month 4."""
    rows = {start: Row(start, 1, b"x%d" % start, b"") for start in (5, 9)}
    first = Row(1, 0, b"a", b"")
    tree = grown([[first, rows[5]], [first, rows[9]], [first]], months=20)
    assert (tree.until, len(tree.branches)) == (0, 1)
    _, parting = tree.branches[0]
    assert parting.until == 4
    assert sorted(plan for _, below in parting.branches for plan in below.plans) == [0, 1, 2]


def test_what_breaks_before_plans_part_breaks_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that breaks an invariant is told for every plan that shares it, and is the end of no other."""
    forks = Forks(context(), CASES["orders"])
    real = advance

    def breaks(world: object, first: int, last: int) -> None:
        if first == 1:
            raise BrokenInvariant(1, "people were lost")
        real(world, first, last)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr("ssrsim.lab.forks.advance", breaks)
    found: list[int] = []
    forks.walker().walk(1, 0, lambda plan, left: found.append(plan) if isinstance(left, BrokenInvariant) else None)
    assert sorted(found) == list(range(len(CASES["orders"])))
