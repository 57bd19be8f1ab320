"""One whole history with all that can be looked at on its way, and many futures that begin in one of its months.

A history is a function of scenario and seed, so a month of it is found again by running again; what a screen shows of
every month is kept: the records, and a copy of the small tables. A future is the world of one month with other luck
from there on; future r has the same luck in every history, so two histories are compared future by future.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from ssrsim.lab.ensemble import gather, make_ready, record_of
from ssrsim.phases.engine import BrokenInvariant, advance, settle
from ssrsim.phases.monitoring import ANSWERED, MET
from ssrsim.records.results import CENTS_PER_USD_M, Results
from ssrsim.scenario.indicators import BY_NAME
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.fingerprint import fingerprint
from ssrsim.world.world import World

FUTURES = 2**31  # of the second word of a random world's key: replicates are far below
REPLICATE = 0  # the random world of a history: the first that `ssrsim run` makes
Course = dict[str, np.ndarray] | None  # of one future, by indicator; None where it broke an invariant
SMALL = ("nation", "actions", "donors", "reforms", "answers")  # tables of which every month is kept


class Timeline:
    """The whole history of a scenario in the first random world of its seed. Never changes; threads may share it."""

    def __init__(self, scenario: Scenario) -> None:
        """Run it.

        Args:
            scenario: what to run; how many replicates it asks for does not matter.

        Raises:
            BrokenInvariant: people or money were lost: a fault of the model.
        """
        make_ready()
        self.scenario = scenario
        self.months = scenario.run.months
        self._template = build(scenario)
        world = self._begun()
        kept = [_kept(world)]
        for month in range(1, self.months + 1):
            advance(world, month, month)
            kept.append(_kept(world))
        self._kept = {name: np.frombuffer(b"".join(month[place] for month in kept), np.uint8)
                      for place, name in enumerate(SMALL)}  # fmt: skip
        self.results: Results = gather(scenario, {REPLICATE: record_of(world, scenario)}, [], 0.0)
        for values in _arrays_of(self.results):
            values.flags.writeable = False
        self._near: tuple[int, World] | None = None  # a world on its way, for those who go on from it
        self._lock = threading.Lock()

    @property
    def record(self) -> np.ndarray:
        """The monthly national series: structured[months + 1]."""
        return self.results.series[0]

    def table(self, name: str) -> np.ndarray:
        """A small table in every month: structured[months + 1, rows], or int64[months + 1, sums] of answers."""
        table = getattr(self._template, name)
        return np.ndarray((self.months + 1, *table.shape), table.dtype.base, self._kept[name])

    def world_at(self, month: int) -> World:
        """The world after this month, in memory of its own."""
        if not 0 <= month <= self.months:
            raise ValueError(f"month is {month}; this history has the months 0 to {self.months}")
        with self._lock:
            reached, world = self._near if self._near is not None and self._near[0] <= month else (0, self._begun())
            if month > reached:
                advance(world, reached + 1, month)
            self._near = (month, world)
            return world.copied()

    def state_hash(self, month: int) -> str:
        """The fingerprint of the world after this month, run anew from the settlement."""
        world = self._begun()
        if month:
            advance(world, 1, month)
        return fingerprint(world)

    def interviews(self, month: int) -> tuple[int, int]:
        """Of the survey last in the field: how many people answered, and how many of them had met the police."""
        return int(self.table("answers")[month, ANSWERED]), int(self.table("answers")[month, MET])

    def _begun(self) -> World:
        return settle(self._template, self.scenario.run.seed, REPLICATE)


class Forecast(NamedTuple):
    """What may come next: so many futures of a history from one month on."""

    month: int  # in which they begin
    asked: int  # how many were asked for
    failed: int  # how many of them broke an invariant
    quantities: dict[str, np.ndarray]  # float32[runs, months from there on + 1] by indicator, in units of readers

    @property
    def n(self) -> int:
        """How many futures there are."""
        return self.asked - self.failed


def forecast(
    timeline: Timeline,
    month: int,
    names: Sequence[str],
    runs: int = 100,
    *,
    threads: int = 1,
    stop: Callable[[], bool] = lambda: False,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Forecast | None:
    """Futures of a history from the state after `month` on; None where `stop` said so before all were done.

    Args:
        timeline: the history.
        month: the last month that has happened.
        names: recorded indicators that are wanted.
        runs: how many futures.
        threads: how many at once; they release the interpreter lock.
        stop: asked before each future.
        report: called with futures done and futures wanted.
    """
    world = timeline.world_at(month)
    halted = threading.Event()

    def one(number: int) -> Course:
        if halted.is_set() or stop():
            halted.set()
            raise Stopped
        return _future(world, month, timeline.months, names, number)

    try:
        done = list(_in_order(one, runs, threads, report))
    except Stopped:
        return None
    lived = [course for course in done if course is not None]
    room = np.empty((0, timeline.months - month + 1), np.float32)
    quantities = {name: np.stack([course[name] for course in lived]) if lived else room for name in names}
    return Forecast(month, runs, runs - len(lived), quantities)


def _in_order(
    one: Callable[[int], Course], runs: int, threads: int, report: Callable[[int, int], None]
) -> Iterator[Course]:
    """What comes of each number, several at a time, in the order of the numbers."""
    with ThreadPoolExecutor(max_workers=threads) as pool:
        futures = [pool.submit(one, number) for number in range(runs)]
        try:
            for done, future in enumerate(futures, start=1):
                yield future.result()
                report(done, runs)
        finally:
            for future in futures:
                future.cancel()


class Stopped(Exception):
    """Nobody waits for these futures any longer."""


def _future(world: World, month: int, last: int, names: Sequence[str], number: int) -> Course:
    """One future of a world: the same state with other luck; None where it breaks an invariant."""
    future = world.copied()
    future.key[1] = FUTURES + number
    try:
        if month < last:
            advance(future, month + 1, last)
    except BrokenInvariant:
        return None
    return {name: _in_units_of_readers(future.record[name][month:], name) for name in names}


def _in_units_of_readers(values: np.ndarray, name: str) -> np.ndarray:
    per_unit = CENTS_PER_USD_M if BY_NAME[name].is_money else 1
    return (values / per_unit).astype(np.float32)


def _kept(world: World) -> tuple[bytes, ...]:
    return tuple(getattr(world, name).tobytes() for name in SMALL)


def _arrays_of(results: Results) -> list[np.ndarray]:
    parts: list[Any] = [results.series, results.districts, results.reforms, results.donors, results.groups]
    return [part for part in (*parts, results.events) if part is not None]
