"""Runs the month: compiled in one go, or step by step where somebody wants to watch, time, split or shuffle it.

Both ways execute the same list (`month.MONTH`) and give the same bits.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise

import numpy as np

from ssrsim.compiled import keep_compiled, prepare
from ssrsim.driver import Driver, call, prepare_loops
from ssrsim.phases.books import FAULTS
from ssrsim.phases.month import MONTH
from ssrsim.phases.month_zero import SETTLEMENT
from ssrsim.phases.step import Step
from ssrsim.world.table import rows_of
from ssrsim.world.world import World

Runner = Callable[[Step, World, int], None]
SHARED_ROWS = 50_000  # of a table whose phases threads share; with fewer a month takes a millisecond


class BrokenInvariant(RuntimeError):
    """People or money were lost, or a share left 0..1: a fault of the model, never of the user."""

    def __init__(self, month: int, sentence: str) -> None:
        super().__init__(f"month {month}: {sentence}")
        self.month = month


_drivers: dict[tuple[Step, ...], Driver] = {}
_drivers_lock = threading.Lock()


def _driver(steps: tuple[Step, ...], world: World) -> Driver:
    """One driver per list of steps; every world has the same types, so one serves all."""
    with _drivers_lock:
        if steps not in _drivers:
            _drivers[steps] = Driver([step.phase for step in steps], world)
        return _drivers[steps]


def compile_steps(world: World, report: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Compile every phase (or load it from the cache), calling `report(done, total)` as it goes."""
    phases = list(dict.fromkeys(step.phase for step in SETTLEMENT + MONTH))
    prepare(phases, world, report)
    prepare_loops(world)
    keep_compiled()


def settle(template: World, seed: int, replicate: int) -> World:
    """A copy of the template in the random world (seed, replicate), at month 0."""
    return settle_in_place(template.begun(), seed, replicate)


def settle_in_place(world: World, seed: int, replicate: int) -> World:
    """The template itself, settled: for those who need it only once, so that no second world takes memory."""
    world.key[:] = (seed, replicate)
    _driver(SETTLEMENT, world).run(world, _rows(SETTLEMENT, world), 0, 1)
    raise_faults(world)
    return world


def advance(world: World, first_month: int, last_month: int, threads: int = 1) -> None:
    """Run months first_month .. last_month (both included) at full speed, releasing the interpreter lock.

    Args:
        world: Changed in place.
        first_month: The month after the one that the world is in.
        last_month: The last one to run.
        threads: How many may share the phases over many people; changes the time it takes, nothing else.

    Raises:
        BrokenInvariant: at the first month in which people or money were not conserved.
        ValueError: if the world was not built for that many months.
    """
    _check_room(world, last_month)
    driver, rows = _driver(MONTH, world), _rows(MONTH, world)
    shared = np.array([step.splits and count >= SHARED_ROWS for step, count in zip(MONTH, rows, strict=True)])
    if threads > 1 and shared.any():
        driver.run_together(world, rows, shared, first_month, last_month + 1, threads)
    else:
        driver.run(world, rows, first_month, last_month + 1)
    raise_faults(world)


def advance_timed(world: World, first_month: int, last_month: int) -> np.ndarray:
    """As `advance`; returns float64[len(MONTH)], the seconds that each step took in all these months, on one core."""
    _check_room(world, last_month)
    spent = _driver(MONTH, world).run_timed(world, _rows(MONTH, world), first_month, last_month + 1)
    raise_faults(world)
    return spent


def advance_by_steps(world: World, month: int, run: Runner | None = None, steps: Iterable[Step] = MONTH) -> None:
    """Run one month step by step, each step through `run(step, world, month)` (whole tables if None)."""
    _check_room(world, month)
    with np.errstate(over="ignore"):  # unsigned arithmetic of the random numbers wraps around by design
        for step in steps:
            (run or run_whole)(step, world, month)
    raise_faults(world)


def advance_in_pieces(world: World, month: int, pauses: Collection[str], pause: Callable[[str], None]) -> None:
    """Run one month at full speed, calling `pause(name)` after each phase whose name is among `pauses`."""
    _check_room(world, month)
    for steps, tables, of_step in _pieces(frozenset(pauses)):
        rows = _counted(world, tables, of_step)
        _driver(steps, world).run(world, rows, month, month + 1)
        if steps[-1].name in pauses:
            pause(steps[-1].name)
    raise_faults(world)


@functools.cache
def _pieces(pauses: frozenset[str]) -> tuple[tuple[tuple[Step, ...], tuple[str, ...], np.ndarray], ...]:
    """The month cut after these phases, each piece with its tables as `_counted` takes them."""
    cuts = [row for row, step in enumerate(MONTH, start=1) if step.name in pauses]
    pieces = (MONTH[first:last] for first, last in pairwise((0, *cuts, len(MONTH))))
    return tuple((piece, *_tables_of(piece)) for piece in pieces if piece)


def _check_room(world: World, month: int) -> None:
    """Compiled code does not check bounds: a month beyond the record would be written into foreign memory."""
    months = len(world.record) - 1
    if month > months:
        raise ValueError(f"month is {month}; this world was built for {months} months, raise run.months to go further")


def run_whole(step: Step, world: World, month: int) -> None:
    """One step over all rows of its table."""
    call(step.phase, world, month, 0, rows_of(getattr(world, step.table)))


def raise_faults(world: World) -> None:
    """Raise BrokenInvariant if a check of the month failed."""
    code, month, row, value = (int(x) for x in world.fault)
    if code:
        raise BrokenInvariant(month, FAULTS[code].format(row=row, value=value))


def _tables_of(steps: tuple[Step, ...]) -> tuple[tuple[str, ...], np.ndarray]:
    """The tables of these steps, each once, and which of them is that of each step."""
    tables = tuple(dict.fromkeys(step.table for step in steps))
    return tables, np.array([tables.index(step.table) for step in steps])


def _counted(world: World, tables: tuple[str, ...], of_step: np.ndarray) -> np.ndarray:
    return np.array([rows_of(getattr(world, table)) for table in tables], np.int64)[of_step]


def _rows(steps: tuple[Step, ...], world: World) -> np.ndarray:
    """int64[steps]: rows of the table of each step."""
    return _counted(world, *_tables_of(steps))
