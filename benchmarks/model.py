"""The real model as tasks that can be timed."""

from __future__ import annotations

import functools

from benchmarks.timing import Timing, timed
from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, compile_steps, settle
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.world import World

COUNTRY, SEED = "liberia_2003", 1


@functools.cache
def country(civilians: int, months: int = 120, officers: int = 1_500, replicates: int = 1) -> Scenario:
    """The country that is measured, at this size."""
    size = {"civilians": civilians, "months": months, "officers": officers, "replicates": replicates, "seed": SEED}
    return load_scenario(COUNTRY, [f"run.{key}={value}" for key, value in size.items()])


@functools.lru_cache(maxsize=2)
def template(civilians: int, months: int = 120, officers: int = 1_500) -> World:
    """A world of that size before any draw, of a compiled model."""
    world = build(country(civilians, months, officers))
    compile_steps(world)
    return world


class Months:
    """A task: the next months of one run, which begins anew, untimed, when it is at its end."""

    def __init__(self, civilians: int, months: int, officers: int = 1_500, of: int = 120, threads: int = 1) -> None:
        """`months` at a turn of a run of `of` months, by so many threads."""
        self._threads = threads
        self._template = template(civilians, of, officers)
        self.months, self._of, self._at = months, of, of
        self._begin()

    def _begin(self) -> None:
        self.world, self._at = settle(self._template, SEED, 0), 0

    def __call__(self) -> Timing:
        """Run on; what is timed is the compiled months alone."""
        if self._at + self.months > self._of:
            self._begin()
        first, self._at = self._at + 1, self._at + self.months
        return timed(lambda: advance(self.world, first, self._at, self._threads))
