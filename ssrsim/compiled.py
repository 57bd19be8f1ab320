"""The door to numba: `@equation`, `@phase` and the cache of machine code.

How the world is handed over stands in `reference.py`; `driver.py` runs what is compiled here.

Everything else in the package is plain Python that may run compiled (the default) or not (`SSRSIM_COMPILE=0`, for
pdb and for the identity tests); both give the same bits, because

* a float literal inside an equation or phase *is* a float32 (numba would make it a float64, NumPy would not),
* nothing is contracted, reordered or taken from the platform's math library.

numba does not notice that an equation in another file was edited and would return yesterday's answer, so the cache
folder carries a hash of every source that can end up in the machine code.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import llvmlite.binding as llvm
import numba
import numpy as np
from numba import types
from numba.core import config

from ssrsim.reference import BLOCK, Reference, words_on_stack
from ssrsim.second_process import SecondProcess

F = TypeVar("F", bound=Callable[..., Any])

# What equations take and return, for readers and type checkers; numba takes no notice of annotations.
Float = np.float32 | float  # a float32 always: what is written as a float literal becomes one in the decorators below
Int = np.integer[Any] | int  # a whole number: people, cents, months, or the index of a kind
Flag = np.bool | np.integer[Any] | bool  # true or false

numba_config: Any = config  # its settings are made at import; a type checker cannot know them
COMPILED = os.environ.get("SSRSIM_COMPILE", "1") != "0" and not numba_config.DISABLE_JIT
PACKAGE = Path(__file__).parent
SOURCES = ("compiled.py", "driver.py", "reference.py", "equations/*.py", "world/*.py", "phases/*.py", "scenario/*.py")


def _use_widest_registers() -> None:
    """Let loops use registers of 512 bits where the processor has them; LLVM prefers half of them on most.

    A third off `choose`, nothing lost elsewhere (docs/performance.md). Each float stays what it was.
    """
    features = llvm.get_host_cpu_features().flatten() if numba_config.CPU_FEATURES is None else ""
    if "+avx512vl" in features:
        numba_config.CPU_FEATURES = f"{features},-prefer-256-bit"


_use_widest_registers()


def source_hash() -> str:
    """The hash of every source file whose text can change the machine code, and of the tools that make it."""
    digest = hashlib.sha256(f"numba {numba.__version__} numpy {np.__version__}".encode())
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


def _with_float32_literals(function: Callable[..., Any]) -> Callable[..., Any]:
    code = function.__code__
    constants = tuple(np.float32(c) if type(c) is float else c for c in code.co_consts)
    function.__code__ = code.replace(co_consts=constants)
    return function


def compile_function(function: Callable[..., Any], **options: Any) -> Any:
    """What numba makes of a function by the rules of this project, kept in the cache."""
    previous = numba_config.CACHE_DIR
    numba_config.CACHE_DIR = CACHE_FOLDER
    try:  # numba picks the cache folder at decoration time; other users of numba in this process keep theirs
        # whoever calls holds the world, so nothing here counts references (`_nrt`), nor may it make an array
        settings = {"nogil": True, "cache": True, "error_model": "numpy", "_nrt": False, **options}
        return numba.njit(**settings)(function)
    finally:
        numba_config.CACHE_DIR = previous


def equation(function: F) -> F:
    """A scalar function of scalars: float32 in, float32 out, no side effects."""
    _with_float32_literals(function)
    return compile_function(function) if COMPILED else function


def inlined(function: F) -> F:
    """An equation that numba itself pastes into its callers: for the few where a call costs more than the work."""
    _with_float32_literals(function)
    return compile_function(function, inline="always") if COMPILED else function


def phase(function: F) -> F:
    """A function `phase(world, month, first, last)` over a range of rows of one table, returning nothing.

    Python reaches the compiled form through `call` or a `Driver`: a wrapper of its own would double its compile time.
    """
    _with_float32_literals(function)
    return compile_function(function, no_cpython_wrapper=True) if COMPILED else function


def part(function: F) -> F:
    """A piece of a phase that several rows or phases share: reads the world and returns a value."""
    _with_float32_literals(function)
    return compile_function(function, no_cpython_wrapper=True, no_cfunc_wrapper=True) if COMPILED else function


def _new_words() -> np.ndarray:
    return np.zeros(BLOCK, np.uint32)


# room for what one loop over a block leaves to the next: uint32[BLOCK] that lives as long as the phase that asked runs
words_of_block: Any = words_on_stack if COMPILED else _new_words


def interpreted(function: Callable[..., Any]) -> Callable[..., Any]:
    """The plain Python behind a phase or equation."""
    return getattr(function, "py_func", function)


def prepare(phases: Sequence[Any], world: Any, report: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Compile every phase for this kind of world (or load it from the cache), calling `report(done, total)` as it goes.

    Compiling takes one core; where the cache is empty a second process works from the other end of the list.
    """
    if not COMPILED:
        return
    names = [f"{phase.__module__}:{phase.__name__}" for phase in phases]
    is_cold = len(phases) > 8 and (os.cpu_count() or 1) > 1 and not is_cached()
    world_type = type_of(world)
    with SecondProcess(names if is_cold else []) as helper:
        for done, dispatcher in enumerate(phases):
            helper.wait_for(done)
            report(done, len(phases))
            compile_phase(dispatcher, world_type)
    report(len(phases), len(phases))


def note_all_compiled() -> None:
    """Note that the cache holds every phase, so that no second process is started for nothing."""
    if COMPILED:
        _all_compiled().touch()


def type_of(world: Any) -> Any:
    """The type of what a phase is handed, the address of a world; finding it takes 10 ms, so it is found once."""
    return Reference(numba.typeof(world))


def compile_phase(dispatcher: Any, world_type: Any) -> None:
    """Compile one phase for this type of world, or load it from the cache."""
    arguments = (world_type, types.int64, types.int64, types.int64)
    if arguments not in dispatcher.overloads:
        dispatcher.compile(arguments)


def is_cached() -> bool:
    """Whether the cache holds every phase, so that loading takes a second or so."""
    return COMPILED and _all_compiled().exists()


def _all_compiled() -> Path:
    """The file that says that the cache holds every phase for this Python and this processor."""
    interpreter = sys.implementation.cache_tag  # numba names its files so too: interpreters share the folder, not files
    return Path(CACHE_FOLDER) / f"complete-{interpreter}-{os.environ.get('NUMBA_CPU_NAME', 'host')}"
