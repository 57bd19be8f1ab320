"""The only door to numba: `@equation`, `@phase`, the compiled driver of a month and the cache of machine code.

How the world is handed over stands in `reference.py`, which only this file uses; how machine code is kept and called
in `machine_code.py`. numba is imported when something must be compiled, and not before.

Everything else in the package is plain Python that may run compiled (the default) or not (`SSRSIM_COMPILE=0`, for
pdb and for the identity tests); both give the same bits, because

* a float literal inside an equation or phase *is* a float32 (numba would make it a float64, NumPy would not),
* nothing is contracted, reordered or taken from the platform's math library.

numba does not notice that an equation in another file was edited and would return yesterday's answer, so the cache
folder carries a hash of every source that can end up in the machine code.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from ssrsim.machine_code import BLOCK, Kept, enter, keep, kind_of, processor, read
from ssrsim.on_demand import Compiled, InCompiledCode, compile_phase, few_collections, name_of, piece_of, type_of
from ssrsim.second_process import SecondProcess

F = TypeVar("F", bound=Callable[..., Any])

# What equations take and return, for readers and type checkers; numba takes no notice of annotations.
Float = np.float32 | float  # a float32 always: what is written as a float literal becomes one in the decorators below
Int = np.integer[Any] | int  # a whole number: people, cents, months, or the index of a kind
Flag = np.bool | np.integer[Any] | bool  # true or false

COMPILED = os.environ.get("SSRSIM_COMPILE", "1") != "0" and os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"
PACKAGE = Path(__file__).parent
SOURCES = ("compiled.py", "machine_code.py", "on_demand.py", "reference.py",
           "equations/*.py", "world/*.py", "phases/*.py", "scenario/*.py")  # fmt: skip
TOOLS = ("numba", "llvmlite", "numpy")


def source_hash() -> str:
    """The hash of every source file whose text can change the machine code, and of the tools that make it."""
    digest = hashlib.sha256(" ".join(f"{tool} {metadata.version(tool)}" for tool in TOOLS).encode())
    for pattern in SOURCES:
        for path in sorted(PACKAGE.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_folder() -> str:
    root = os.environ.get("SSRSIM_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(root) / "ssrsim" / source_hash()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:  # a read-only home must not stop a run: compile into a private folder that dies with the machine
        return tempfile.mkdtemp(prefix="ssrsim-")
    return str(folder)


CACHE_FOLDER = _cache_folder() if COMPILED else ""


def equation(function: F) -> F:
    """A scalar function of scalars: float32 in, float32 out, no side effects."""
    return _compiled(function)


def inlined(function: F) -> F:
    """An equation that numba itself pastes into its callers: for the few where a call costs more than the work."""
    return _compiled(function, inline="always")


def phase(function: F) -> F:
    """A function `phase(world, month, first, last)` over a range of rows of one table, returning nothing.

    Python reaches the compiled form through `call` or a `Driver`.
    """
    return _compiled(function)


def part(function: F) -> F:
    """A piece of a phase that several rows or phases share: reads the world and returns a value."""
    return _compiled(function)


def _compiled(function: Any, **options: Any) -> Any:
    code = function.__code__
    constants = tuple(np.float32(c) if type(c) is float else c for c in code.co_consts)
    function.__code__ = code.replace(co_consts=constants)
    return Compiled(function, CACHE_FOLDER, **options) if COMPILED else function


def _new_words() -> np.ndarray:
    return np.zeros(BLOCK, np.uint32)


# room for what one loop over a block leaves to the next: uint32[BLOCK] that lives as long as the phase that asked runs
words_of_block: Any = InCompiledCode("words_on_stack") if COMPILED else _new_words


def interpreted(function: Callable[..., Any]) -> Callable[..., Any]:
    """The plain Python behind a phase or equation."""
    return getattr(function, "py_func", function)


_ready: dict[tuple[Any, Any], int] = {}  # where the machine code of a phase for a kind of world begins
_made: dict[tuple[Any, Any], Any] = {}  # of what was compiled here: numba's library, which keeps its code in memory
_making_ready = threading.RLock()


def prepare(phases: Sequence[Any], world: Any, report: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Make every phase ready for this kind of world: load it, or compile it and call `report(done, total)` on the way.

    Compiling takes one core; where the cache is empty a second process works from the other end of the list.
    """
    if not COMPILED:
        return
    kind = kind_of(world)
    with _making_ready:
        wanted = [phase for phase in phases if (phase, kind) not in _ready]
        if wanted and not _load(wanted, kind):
            _compile_all(wanted, world, report)


def _load(phases: Sequence[Any], kind: Any) -> bool:
    """Whether these phases stand in the file for this kind of world; they are ready then."""
    kept = _kept()
    if kept is None or kept.kind != repr(kind) or any(name_of(phase) not in kept.addresses for phase in phases):
        return False
    _ready.update({(phase, kind): kept.addresses[name_of(phase)] for phase in phases})
    return True


@functools.cache
def _kept() -> Kept | None:
    return read(_file_of_all())


def _compile_all(phases: Sequence[Any], world: Any, report: Callable[[int, int], None]) -> None:
    kind, world_type = kind_of(world), type_of(world)
    is_cold = len(phases) > 8 and (os.cpu_count() or 1) > 1 and not is_cached()
    names = [name_of(phase) for phase in phases if phase not in LOOPS]
    with few_collections(), SecondProcess(names if is_cold else []) as helper:
        for done, phase in enumerate(phases):
            if phase not in LOOPS:
                helper.wait_for(done)
            report(done, len(phases))
            made = compile_phase(phase, type_of(_task((), world)) if phase in LOOPS else world_type)
            _made[phase, kind] = made
            _ready[phase, kind] = made.library.get_pointer_to_function(made.fndesc.llvm_func_name)
    report(len(phases), len(phases))


def keep_compiled(phases: Sequence[Any], world: Any) -> None:
    """Keep what `prepare` made of all these phases in one file, for the processes to come."""
    if not COMPILED:
        return
    kind = kind_of(world)
    wanted = (*phases, *LOOPS)
    prepare(LOOPS, world)
    if any((phase, kind) not in _made for phase in wanted):  # as it was loaded from there
        return
    with suppress(OSError):  # a full disk: the next process asks numba again
        keep(_file_of_all(), kind, {name_of(phase): piece_of(phase, _made[phase, kind]) for phase in wanted})


def is_cached() -> bool:
    """Whether the cache holds every phase, so that loading takes no time to speak of."""
    return COMPILED and _file_of_all().exists()


def _file_of_all() -> Path:
    """The file of machine code of every phase for this Python and this processor."""
    made_by = f"{sys.implementation.cache_tag} {processor()}"  # interpreters and machines share the folder, not files
    return Path(CACHE_FOLDER) / f"model-{hashlib.sha256(made_by.encode()).hexdigest()[:16]}.code"


class Task(NamedTuple):
    """What the loop over months is handed, by one address as phases are."""

    phases: Any  # int64: where the machine code of each begins; uncompiled the functions themselves
    rows: np.ndarray  # int64: phase k gets rows 0 .. rows[k]
    reached: np.ndarray  # int64[1]: the first month not run
    ticks: np.ndarray  # int64: what each phase took
    clock: np.ndarray  # int64[1]: where C's clock is
    world: Any


def _task(phases: Any, world: Any, rows: Any = (), clock: int = 0) -> Task:
    """A task of these phases; where none is given, one that only says of which types tasks are."""
    where = np.array(phases, np.int64) if COMPILED else phases
    whole = np.array(rows, np.int64)
    return Task(where, whole, np.zeros(1, np.int64), np.zeros(len(whole), np.int64), np.array([clock], np.int64), world)


class Driver:
    """Runs a list of phases month after month without returning to Python in between.

    The phases are passed by address, so the loop is compiled once in a second and each phase stays its own piece of
    machine code (one compiled function calling all phases by name takes numba as long again as all phases together).
    """

    def __init__(self, phases: Sequence[Any], world: Any) -> None:
        self._kind = kind_of(world)
        prepare([*phases, *LOOPS], world)
        self._phases = [_ready[phase, self._kind] for phase in phases] if COMPILED else tuple(phases)

    def run(self, world: Any, rows: np.ndarray, first_month: int, last_month: int) -> int:
        """Months `first_month .. last_month - 1`.

        Phase k gets rows 0 .. rows[k]. Stops after a month that leaves `world.fault[0]` other than 0. Returns the first
        month not run.
        """
        task = _task(self._phases, world, rows)
        self._go(_drive, task, first_month, last_month)
        return int(task.reached[0])

    def run_timed(self, world: Any, rows: np.ndarray, first_month: int, last_month: int) -> np.ndarray:
        """As `run`; returns float64[phases], the seconds of processor time that each phase took in all these months."""
        library = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
        clock = ctypes.cast(library.clock, ctypes.c_void_p).value or 0  # Python's clock cannot be read there
        task = _task(self._phases, world, rows, clock)
        self._go(_timed_drive, task, first_month, last_month)
        return task.ticks / (1e6 if os.name == "posix" else 1e3)

    def _go(self, loop: Any, task: Task, first_month: int, last_month: int) -> None:
        if not COMPILED:
            with np.errstate(over="ignore"):  # random numbers wrap around by design
                loop(task, 0, first_month, last_month)
            return
        if kind_of(task.world) != self._kind:
            raise TypeError("the world is of another kind than that for which its phases were compiled")
        enter(_ready[loop, self._kind], task, 0, first_month, last_month)


def _call_plainly(one_phase: Any, world: Any, month: int, first: int, last: int) -> None:
    one_phase(world, month, first, last)


def _ticks_plainly(clock: Any) -> int:
    return time.process_time_ns() // (1_000 if os.name == "posix" else 1_000_000)


_call_phase: Any = InCompiledCode("call_at") if COMPILED else _call_plainly
_ticks: Any = InCompiledCode("ticks_at") if COMPILED else _ticks_plainly


@phase
def _drive(task: Any, month: int, first_month: int, last_month: int) -> None:
    """The loop over months, with the signature of a phase."""
    task.reached[0] = last_month
    for month in range(first_month, last_month):
        for position in range(len(task.rows)):
            _call_phase(task.phases[position], task.world, month, 0, task.rows[position])
        if task.world.fault[0] != 0:
            task.reached[0] = month + 1
            return


@phase
def _timed_drive(task: Any, month: int, first_month: int, last_month: int) -> None:
    """As `_drive`, with a look at the processor's clock after each phase."""
    before = _ticks(task.clock[0])
    for month in range(first_month, last_month):
        for position in range(len(task.rows)):
            _call_phase(task.phases[position], task.world, month, 0, task.rows[position])
            now = _ticks(task.clock[0])
            task.ticks[position] += now - before
            before = now
        if task.world.fault[0] != 0:
            return


LOOPS = (_drive, _timed_drive)


def call(one_phase: Any, world: Any, month: int, first: int, last: int) -> None:
    """One phase over rows first .. last - 1, from Python: what Mesa agents, hooks and timings use."""
    if not COMPILED:
        with np.errstate(over="ignore"):  # as in Driver
            one_phase(world, month, first, last)
        return
    place = (one_phase, kind_of(world))
    if place not in _ready:
        prepare([one_phase], world)
    enter(_ready[place], world, month, first, last)
