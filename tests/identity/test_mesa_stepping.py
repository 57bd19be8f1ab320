"""One rule, many ways to run it: months by table, by shuffled agents, in chunks, or in one call give the same bits."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.driver import call
from ssrsim.model import SSRModel
from ssrsim.phases.engine import advance, advance_by_steps, run_whole, settle
from ssrsim.phases.step import Step
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.table import rows_of
from ssrsim.world.world import World, arrays

MONTHS = 6
SEED = 11


@pytest.fixture(scope="module")
def spec() -> Scenario:
    """Liberia with few rows and few months: enough for every rule, quick to run."""
    return load_scenario("liberia_2003", ["run.civilians=1000", "run.officers=300", f"run.months={MONTHS}"])


@pytest.fixture(scope="module")
def stepped(spec: Scenario) -> World:
    """The world after six months of `model.step()`."""
    with SSRModel(spec, rng=SEED) as model:
        model.run_model()
        return model.world


def assert_same(world: World, expected: World) -> None:
    """Every byte of every array."""
    different = [
        name
        for (name, ours), (_, theirs) in zip(arrays(world), arrays(expected), strict=True)
        if np.asarray(ours).tobytes() != np.asarray(theirs).tobytes()
    ]
    assert different == []


def in_chunks(step: Step, world: World, month: int) -> None:
    """A step split into three uneven ranges, the last one first."""
    rows = rows_of(getattr(world, step.table))
    if not step.splits:
        run_whole(step, world, month)
        return
    bounds = [0, rows // 5, rows // 2, rows]
    for first, last in reversed(list(pairwise(bounds))):
        call(step.phase, world, month, first, last)


@pytest.mark.parametrize("shuffle", [True, False])
def test_agents_one_by_one_give_the_bits_of_whole_tables(spec: Scenario, stepped: World, shuffle: bool) -> None:
    """Teaching with agents and running at full speed must be the same model."""
    with SSRModel(spec, rng=SEED) as model:
        for _ in range(MONTHS):
            model.step_by_agents(shuffle=shuffle)
        assert (model.month, model.steps, model.running) == (MONTHS, MONTHS, False)
        assert_same(model.world, stepped)


def test_ways_of_stepping_can_be_mixed(spec: Scenario, stepped: World) -> None:
    """A class may run years at full speed, watch one month by agents, and go on."""
    with SSRModel(spec, rng=SEED) as model:
        model.step()
        model.step_by_agents()
        while model.running:
            model.step()
        assert_same(model.world, stepped)


def test_chunks_give_the_bits_of_whole_tables(spec: Scenario, stepped: World) -> None:
    """Splitting rows, in any order, must not matter: threads rely on it."""
    world = settle(build(spec), SEED, 0)
    for month in range(1, MONTHS + 1):
        advance_by_steps(world, month, in_chunks)
    assert_same(world, stepped)


def test_all_months_in_one_call_give_the_bits_of_single_steps(spec: Scenario, stepped: World) -> None:
    """The fast path of ensembles must be the model that notebooks show."""
    world = settle(build(spec), SEED, 0)
    advance(world, 1, MONTHS)
    assert_same(world, stepped)
