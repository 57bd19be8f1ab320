"""What gate 5 runs by itself: the same world with rows stored in another order, and with one thread and with two."""

from __future__ import annotations

import numpy as np

from ssrsim.lab.ensemble import run_ensemble
from ssrsim.lab.random import generator
from ssrsim.phases.engine import advance, compile_steps, settle
from ssrsim.scenario.run import Run
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.fingerprint import fingerprint, reordered

MONTHS, WORLDS = 36, 4


def same_bits(scenario: Scenario) -> dict[str, bool]:
    """By words what was done twice, whether it came out the same to the last bit."""
    return {
        f"rows of people stored in another order, {MONTHS} months": _same_in_other_order(scenario),
        f"one thread or two, {WORLDS} random worlds": _same_with_threads(scenario),
    }


def _sized(scenario: Scenario, threads: int) -> Scenario:
    run = Run(months=MONTHS, civilians=1_000, officers=300, replicates=WORLDS, seed=scenario.run.seed, threads=threads)
    return scenario.model_copy(update={"run": run})


def _same_in_other_order(scenario: Scenario) -> bool:
    template = build(_sized(scenario, 1))
    compile_steps(template)
    world = settle(template, scenario.run.seed, 0)
    luck = generator(scenario.run.seed, "gates", "order")
    orders = (luck.permutation(len(rows.id)) for rows in (world.civilians, world.officers))
    other = reordered(world, *orders)
    for one in (world, other):
        advance(one, 1, MONTHS)
    return fingerprint(world) == fingerprint(other)


def _same_with_threads(scenario: Scenario) -> bool:
    one, two = (run_ensemble(_sized(scenario, threads)) for threads in (1, 2))
    return bool(np.array_equal(one.series.view(np.uint8), two.series.view(np.uint8))) and len(one.replicates) == WORLDS
