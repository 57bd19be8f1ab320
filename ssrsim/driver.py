"""Runs a list of phases month after month: on one core, with a clock after each phase, or on several cores.

The phases are passed by address, so the loop is compiled once in a second and each phase stays its own piece of machine
code (one compiled function calling all phases by name takes numba as long again as all phases together).
"""

from __future__ import annotations

import ctypes
import functools
import os
import threading
import time
from collections.abc import Sequence
from typing import Any

import numba
import numpy as np
from numba import types

from ssrsim.compiled import COMPILED, compile_function, prepare, type_of
from ssrsim.reference import add_one, by_reference, call_at, give_way, seen

LOOKS = 2_000  # how often a thread looks whether the others have come before it lets others use its core


class Driver:
    """A list of phases, compiled, that runs as a whole."""

    def __init__(self, phases: Sequence[Any], world: Any) -> None:
        self._phases: Any = tuple(phases)
        if COMPILED:
            prepare(phases, world)
            arguments = (type_of(world), types.int64, types.int64, types.int64)
            self._compiled = [dispatcher.overloads[arguments] for dispatcher in phases]  # keeps the machine code alive
            self._phases = np.array([_address(one) for one in self._compiled], np.int64)

    def run(self, world: Any, rows: np.ndarray, first_month: int, last_month: int, fault: np.ndarray) -> int:
        """Months `first_month .. last_month - 1`.

        Phase k gets rows 0 .. rows[k]. Stops after a month that leaves `fault[0]` other than 0. Returns the first month
        not run.
        """
        with np.errstate(over="ignore"):  # uncompiled, random numbers wrap around by design
            return int(_drive(self._phases, world, rows, first_month, last_month, fault))

    def run_together(
        self,
        world: Any,
        rows: np.ndarray,
        shared: np.ndarray,
        first_month: int,
        last_month: int,
        fault: np.ndarray,
        threads: int,
    ) -> None:
        """As `run`, by several threads: those phases k that are `shared[k]` are split over rows, the others run whole.

        At least one must be shared; uncompiled, one thread does everything.
        """
        if not COMPILED:
            self.run(world, rows, first_month, last_month, fault)
            return
        arrived = np.zeros(1, np.int64)
        given = (self._phases, world, rows, shared, first_month, last_month, fault, arrived, threads)
        others = [threading.Thread(target=_drive_together, args=(*given, thread)) for thread in range(1, threads)]
        for other in others:
            other.start()
        _drive_together(*given, 0)
        for other in others:
            other.join()

    def run_timed(
        self, world: Any, rows: np.ndarray, first_month: int, last_month: int, fault: np.ndarray
    ) -> np.ndarray:
        """As `run`; returns float64[phases], the seconds of processor time that each phase took in all these months."""
        spent = np.zeros(len(self._phases), np.float64)
        with np.errstate(over="ignore"):
            _timed_drive()(self._phases, world, rows, first_month, last_month, fault, spent)
        return spent

    def call(self, world: Any, month: int, first: int, last: int) -> None:
        """The first phase of the list over rows first .. last - 1."""
        _call_one(self._phases[0], world, month, first, last)


_handed_over: Any = by_reference if COMPILED else lambda world: world


def _address(compiled: Any) -> int:
    """Where the machine code of a compiled phase begins, for callers in C's way."""
    return int(compiled.library.get_pointer_to_function(compiled.fndesc.llvm_cfunc_wrapper_name))


def _call_plainly(one_phase: Any, world: Any, month: int, first: int, last: int) -> None:
    one_phase(world, month, first, last)


_call_phase: Any = call_at if COMPILED else _call_plainly


def _call_loop(one_phase: Any, world: Any, month: int, first: int, last: int) -> None:
    _call_phase(one_phase, _handed_over(world), month, first, last)


def _drive_loop(phases: Any, world: Any, rows: Any, first_month: int, last_month: int, fault: Any) -> int:
    handed_over = _handed_over(world)
    for month in range(first_month, last_month):
        for position in range(len(rows)):
            _call_phase(phases[position], handed_over, month, 0, rows[position])
        if fault[0] != 0:
            return month + 1
    return last_month


def _together_loop(
    phases: Any,
    world: Any,
    rows: Any,
    shared: Any,
    first_month: int,
    last_month: int,
    fault: Any,
    arrived: Any,
    threads: int,
    thread: int,
) -> None:
    """What one of several threads does: its rows of shared phases; the first thread runs the others alone.

    All meet before and after each shared phase, and at the end of each month, so that all see the same fault.
    """
    handed_over = _handed_over(world)
    meetings = 0
    for month in range(first_month, last_month):
        for position in range(len(rows)):
            if shared[position] or (position > 0 and shared[position - 1]):
                meetings += 1
                _meet(arrived, threads * meetings)
            if shared[position]:
                begin, end = rows[position] * thread // threads, rows[position] * (thread + 1) // threads
                _call_phase(phases[position], handed_over, month, begin, end)
            elif thread == 0:
                _call_phase(phases[position], handed_over, month, 0, rows[position])
        meetings += 1
        _meet(arrived, threads * meetings)
        if fault[0] != 0:  # nobody can set it again before all have met in the next month
            return


def _meet_loop(arrived: Any, wanted: int) -> None:
    """Tell the others that this thread has come, and wait for them."""
    add_one(arrived)
    looks = 0
    while seen(arrived) < wanted:
        looks += 1
        if looks > LOOKS:
            give_way()


@functools.cache
def _timed_drive() -> Any:
    """The loop of `Driver.run` with a look at the processor's clock after each phase."""
    if not COMPILED:
        return functools.partial(_timed_loop, clock=time.process_time)
    library = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
    tick = library.clock  # C's, in millionths of a second where POSIX holds; Python's clock cannot be read here
    tick.restype, tick.argtypes = ctypes.c_long, ()
    per_second = 1e6 if os.name == "posix" else 1e3

    def clock() -> float:
        return tick() / per_second

    # not cached: the address of C's clock is another one in every process
    return functools.partial(numba.njit(nogil=True)(_timed_loop), clock=numba.njit(clock))


def _timed_loop(
    phases: Any, world: Any, rows: Any, first_month: int, last_month: int, fault: Any, spent: Any, clock: Any
) -> None:
    handed_over = _handed_over(world)
    before = clock()
    for month in range(first_month, last_month):
        for position in range(len(rows)):
            _call_phase(phases[position], handed_over, month, 0, rows[position])
            now = clock()
            spent[position] += now - before
            before = now
        if fault[0] != 0:
            return


def _of_numba(loop: Any) -> Any:
    return compile_function(loop) if COMPILED else loop


_drive = _of_numba(_drive_loop)
_meet = _of_numba(_meet_loop)
_drive_together = _of_numba(_together_loop)
_call_one = _of_numba(_call_loop)

_callers: dict[Any, Driver] = {}


def call(one_phase: Any, world: Any, month: int, first: int, last: int) -> None:
    """One phase over rows first .. last - 1, from Python: what Mesa agents, hooks and timings use."""
    if not COMPILED:
        with np.errstate(over="ignore"):  # as in Driver.run
            one_phase(world, month, first, last)
        return
    if one_phase not in _callers:
        _callers[one_phase] = Driver([one_phase], world)
    _callers[one_phase].call(world, month, first, last)
