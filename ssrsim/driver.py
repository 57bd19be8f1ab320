"""Runs a list of phases month after month: on one core, with a clock after each phase, or on several cores.

The phases are passed by address, so the loop is compiled once in a second and each phase stays its own piece of machine
code (one compiled function calling all phases by name takes numba as long again as all phases together).
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ssrsim.compiled import COMPILED, address_of, part, phase, prepare
from ssrsim.machine_code import LaidOut, enter
from ssrsim.on_demand import InCompiledCode

LOOKS = 2_000  # how often a thread looks whether the others have come before it lets others use its core


class _Task(NamedTuple):
    phases: Any  # int64: where the machine code of each begins; uncompiled the functions themselves
    rows: np.ndarray  # int64: phase k gets rows 0 .. rows[k]
    shared: np.ndarray  # bool: whether threads split the rows of phase k
    threads: np.ndarray  # int64[1]: how many there are
    arrived: np.ndarray  # int64[1]: how often any of them came to where all meet
    reached: np.ndarray  # int64[1]: the first month not run
    ticks: np.ndarray  # int64: what each phase took
    helper: np.ndarray  # int64[1]: where the function of the operating system is that the loop calls
    world: Any


class Task(_Task, LaidOut):
    """What the loop over months is handed, by one address as phases are."""


def _task(phases: Any, world: Any, rows: Any = (), helper: int = 0, shared: Any = (), threads: int = 1) -> Task:
    """A task of these phases; where none is given, one that only says of which types tasks are."""
    where = np.array(phases, np.int64) if COMPILED else phases
    whole, split = np.array(rows, np.int64), np.array(shared, np.bool_)
    zero, ticks = np.zeros(1, np.int64), np.zeros(len(whole), np.int64)
    return Task(where, whole, split, zero + threads, zero.copy(), zero, ticks, zero + helper, world)


class Driver:
    """A list of phases, compiled, that runs as a whole."""

    def __init__(self, phases: Sequence[Any], world: Any) -> None:
        self._kind = world.kind
        prepare(phases, world)
        prepare_loops(world)
        self._phases = [address_of(phase, self._kind) for phase in phases] if COMPILED else tuple(phases)

    def run(self, world: Any, rows: np.ndarray, first_month: int, last_month: int) -> int:
        """Months `first_month .. last_month - 1`.

        Phase k gets rows 0 .. rows[k]. Stops after a month that leaves `world.fault[0]` other than 0. Returns the first
        month not run.
        """
        task = _task(self._phases, world, rows)
        self._go(_drive, task, first_month, last_month)
        return int(task.reached[0])

    def run_together(
        self, world: Any, rows: np.ndarray, shared: np.ndarray, first_month: int, last_month: int, threads: int
    ) -> None:
        """As `run`, by several threads: those phases k that are `shared[k]` are split over rows, the others run whole.

        At least one must be shared; uncompiled, one thread does everything.
        """
        if not COMPILED:
            self.run(world, rows, first_month, last_month)
            return
        library: Any = ctypes.CDLL(None) if os.name == "posix" else ctypes.windll.kernel32  # pyright: ignore
        yields = library.sched_yield if os.name == "posix" else library.SwitchToThread
        task = _task(self._phases, world, rows, _place_of(yields), shared, threads)
        given = [(_drive_together, task, first_month, last_month, thread) for thread in range(threads)]
        others = [threading.Thread(target=self._go, args=one) for one in given[1:]]
        for other in others:
            other.start()
        self._go(*given[0])
        for other in others:
            other.join()

    def run_timed(self, world: Any, rows: np.ndarray, first_month: int, last_month: int) -> np.ndarray:
        """As `run`; returns float64[phases], the seconds of processor time that each phase took in all these months."""
        library = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
        task = _task(self._phases, world, rows, _place_of(library.clock))  # Python's clock cannot be read there
        self._go(_timed_drive, task, first_month, last_month)
        return task.ticks / (1e6 if os.name == "posix" else 1e3)

    def _go(self, loop: Any, task: Task, first_month: int, last_month: int, thread: int = 0) -> None:
        if not COMPILED:
            with np.errstate(over="ignore"):  # random numbers wrap around by design
                loop(task, thread, first_month, last_month)
            return
        if task.world.kind != self._kind:
            raise TypeError("the world is of another kind than that for which its phases were compiled")
        enter(address_of(loop, task.kind), task, thread, first_month, last_month)


def _place_of(function: Any) -> int:
    """Where a function of C begins."""
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def prepare_loops(world: Any) -> None:
    """Make the loops over months ready for this kind of world."""
    prepare(LOOPS, _task((), world))


def _call_plainly(one_phase: Any, world: Any, month: int, first: int, last: int) -> None:
    one_phase(world, month, first, last)


def _ticks_plainly(clock: Any) -> int:
    return time.process_time_ns() // (1_000 if os.name == "posix" else 1_000_000)


_call_phase: Any = InCompiledCode("call_at") if COMPILED else _call_plainly
_ticks: Any = InCompiledCode("ticks_at") if COMPILED else _ticks_plainly
_add_one: Any = InCompiledCode("add_one")
_seen: Any = InCompiledCode("seen")
_give_way: Any = InCompiledCode("ticks_at")


@phase
def _drive(task: Any, thread: int, first_month: int, last_month: int) -> None:
    """The loop over months, with the signature of a phase."""
    task.reached[0] = last_month
    for month in range(first_month, last_month):
        for position in range(len(task.rows)):
            _call_phase(task.phases[position], task.world, month, 0, task.rows[position])
        if task.world.fault[0] != 0:
            task.reached[0] = month + 1
            return


@phase
def _drive_together(task: Any, thread: int, first_month: int, last_month: int) -> None:
    """What one of several threads does: its rows of shared phases; the first thread runs the others alone.

    All meet before and after each shared phase, and at the end of each month, so that all see the same fault.
    """
    threads = task.threads[0]
    meetings = 0
    for month in range(first_month, last_month):
        for position in range(len(task.rows)):
            shared, rows = task.shared[position], task.rows[position]
            if shared or (position > 0 and task.shared[position - 1]):
                meetings += 1
                _meet(task, threads * meetings)
            if shared:
                begin, end = rows * thread // threads, rows * (thread + 1) // threads
                _call_phase(task.phases[position], task.world, month, begin, end)
            elif thread == 0:
                _call_phase(task.phases[position], task.world, month, 0, rows)
        meetings += 1
        _meet(task, threads * meetings)
        if task.world.fault[0] != 0:  # nobody can set it again before all have met in the next month
            return


@part
def _meet(task: Any, wanted: int) -> None:
    """Tell the others that this thread has come, and wait for them."""
    _add_one(task.arrived)
    looks = 0
    while _seen(task.arrived) < wanted:
        looks += 1
        if looks > LOOKS:
            _give_way(task.helper[0])


@phase
def _timed_drive(task: Any, thread: int, first_month: int, last_month: int) -> None:
    """As `_drive`, with a look at the processor's clock after each phase."""
    before = _ticks(task.helper[0])
    for month in range(first_month, last_month):
        for position in range(len(task.rows)):
            _call_phase(task.phases[position], task.world, month, 0, task.rows[position])
            now = _ticks(task.helper[0])
            task.ticks[position] += now - before
            before = now
        if task.world.fault[0] != 0:
            return


LOOPS = (_drive, _drive_together, _timed_drive)


def call(one_phase: Any, world: Any, month: int, first: int, last: int) -> None:
    """One phase over rows first .. last - 1, from Python: what Mesa agents, hooks and timings use."""
    if not COMPILED:
        with np.errstate(over="ignore"):  # as in Driver
            one_phase(world, month, first, last)
        return
    if address_of(one_phase, world.kind) is None:
        prepare([one_phase], world)
    enter(address_of(one_phase, world.kind), world, month, first, last)
