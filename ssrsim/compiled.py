"""The only door to numba: `@equation`, `@phase`, the compiled driver of a month and the cache of machine code.

How the world is handed over stands in `reference.py`; how machine code is kept and called
in `machine_code.py`. numba is imported when something must be compiled, and not before.

Everything else in the package is plain Python that may run compiled (the default) or not (`SSRSIM_COMPILE=0`, for
pdb and for the identity tests); both give the same bits, because

* a float literal inside an equation or phase *is* a float32 (numba would make it a float64, NumPy would not),
* nothing is contracted, reordered or taken from the platform's math library.

numba does not notice that an equation in another file was edited and would return yesterday's answer, so the cache
folder carries a hash of every source that can end up in the machine code.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ssrsim.machine_code import BLOCK as BLOCK  # for phases, which see only this door
from ssrsim.machine_code import keep, new_words, processor, read
from ssrsim.on_demand import (
    Compiled,
    InCompiledCode,
    compile_phase,
    few_collections,
    name_of,
    piece_of,
    type_of,
)
from ssrsim.second_process import SecondProcess

F = TypeVar("F", bound=Callable[..., Any])

# What equations take and return, for readers and type checkers; numba takes no notice of annotations.
Float = np.float32 | float  # a float32 always: what is written as a float literal becomes one in the decorators below
Int = np.integer[Any] | int  # a whole number: people, cents, months, or the index of a kind
Flag = np.bool | np.integer[Any] | bool  # true or false

COMPILED = os.environ.get("SSRSIM_COMPILE", "1") != "0" and os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"
PACKAGE = Path(__file__).parent
SOURCES = ("compiled.py", "driver.py", "machine_code.py", "on_demand.py", "reference.py",
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


def masked_phase(function: F) -> F:
    """A phase whose blocks are often short: the rows left over by its wide loops are done with a mask, not one by one.

    Loops of many steps gain by it, others lose; docs/decisions/0007-blocks.md has the figures.
    """
    return _compiled(function, masked=True)


def part(function: F) -> F:
    """A piece of a phase that several rows or phases share: reads the world and returns a value."""
    return _compiled(function)


def _compiled(function: Any, **options: Any) -> Any:
    code = function.__code__
    constants = tuple(np.float32(c) if type(c) is float else c for c in code.co_consts)
    function.__code__ = code.replace(co_consts=constants)
    return Compiled(function, CACHE_FOLDER, **options) if COMPILED else function


# room for what one loop over a block leaves to the next: uint32[BLOCK] that lives as long as the phase that asked runs
words_of_block: Any = InCompiledCode("words_on_stack") if COMPILED else new_words


def interpreted(function: Callable[..., Any]) -> Callable[..., Any]:
    """The plain Python behind a phase or equation."""
    return getattr(function, "py_func", function)


_ready: dict[tuple[Any, str], int] = {}  # where the machine code of a phase for a kind of world begins
_made: dict[tuple[Any, str], Any] = {}  # of what was compiled here: what numba made, which keeps its code in memory
_making_ready = threading.RLock()
_stored: set[tuple[Any, str]] = set()  # of what was made, what `keep_compiled` has seen


def prepare(phases: Sequence[Any], world: Any, report: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Make every phase ready for this kind of world: load it, or compile it and call `report(done, total)` on the way.

    Compiling takes one core; where the cache is empty a second process works from the other end of the list.
    """
    if not COMPILED:
        return
    kind = world.kind
    with _making_ready:
        wanted = [phase for phase in phases if (phase, kind) not in _ready]
        if wanted and not _load(wanted, kind):
            _compile_all(wanted, world, report)


def address_of(phase: Any, kind: str) -> int | None:
    """Where the machine code of a phase for this kind of world begins; None where it is not ready."""
    return _ready.get((phase, kind))


def _load(phases: Sequence[Any], kind: str) -> bool:
    """Whether all these phases for this kind of world stand in the file; they are ready then."""
    kept = _kept()
    places = [kept.get((name_of(phase), kind), 0) for phase in phases]
    if all(places):
        _ready.update(zip([(phase, kind) for phase in phases], places, strict=True))
    return all(places)


@functools.cache
def _kept() -> dict[tuple[str, str], int]:
    return read(_file_of_all())


def _compile_all(phases: Sequence[Any], world: Any, report: Callable[[int, int], None]) -> None:
    kind, world_type = world.kind, type_of(world)
    is_cold = len(phases) > 8 and (os.cpu_count() or 1) > 1 and not is_cached()
    names = [name_of(phase) for phase in phases]
    with few_collections(), SecondProcess(names if is_cold else []) as helper:
        for done, phase in enumerate(phases):
            helper.wait_for(done)
            report(done, len(phases))
            made = compile_phase(phase, world_type)
            _made[phase, kind] = made
            _ready[phase, kind] = made.library.get_pointer_to_function(made.fndesc.llvm_func_name)
    report(len(phases), len(phases))


def keep_compiled() -> None:
    """Keep all that was compiled here in one file, for the processes to come: called when that is the whole model."""
    if _made.keys() > _stored and not _kept():  # what was read is whole: what was made beside it is for odd worlds
        _stored.update(_made)
        with suppress(OSError):  # a full disk: the next process asks numba again
            made = {(name_of(phase), kind): piece_of(phase, one) for (phase, kind), one in _made.items()}
            keep(_file_of_all(), made)


def is_cached() -> bool:
    """Whether the cache holds every phase, so that loading takes no time to speak of."""
    return COMPILED and _file_of_all().exists()


def _file_of_all() -> Path:
    """The file of machine code of every phase for this Python and this processor."""
    made_by = f"{sys.implementation.cache_tag} {processor()}"  # interpreters and machines share the folder, not files
    return Path(CACHE_FOLDER) / f"model-{hashlib.sha256(made_by.encode()).hexdigest()[:16]}.code"
