"""Functions that are compiled when they are first asked for, so that numba is imported only where it must compile."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm

from ssrsim.machine_code import Piece, foreign


class Compiled:
    """A function that numba is asked to compile when compiled code or Python first calls it.

    To compiled code it is numba's dispatcher without any door for Python, which would double its compile time.
    """

    def __init__(self, function: Callable[..., Any], folder: str, masked: bool = False, **options: Any) -> None:
        """What the decorators of `compiled.py` make of `function`; its machine code is kept in `folder`.

        `masked`: see `masked_phase`.
        """
        functools.update_wrapper(self, function)
        self.masked = masked
        self._folder = folder
        self.py_func = function
        self._options = options

    @functools.cached_property
    def dispatcher(self) -> Any:
        """What numba makes of it: machine code that no Python can call."""
        return _dispatcher(self.py_func, self._folder, no_cpython_wrapper=True, no_cfunc_wrapper=True, **self._options)

    @functools.cached_property
    def _for_python(self) -> Any:
        return _dispatcher(self.py_func, str(Path(self._folder) / "for_python"), **self._options)

    @property
    def _numba_type_(self) -> Any:
        """How numba sees it in compiled code."""
        return self.dispatcher._numba_type_

    def __call__(self, *arguments: Any) -> Any:
        """Run it from Python, compiled: for equations (a phase is called through `call`)."""
        return self._for_python(*arguments)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # nobody who only looks at it shall have numba imported
            raise AttributeError(name)
        return getattr(self.dispatcher, name)


def _dispatcher(function: Callable[..., Any], folder: str, **options: Any) -> Any:
    numba = import_module("numba")
    import_module("ssrsim.reference")
    config: Any = numba.config
    _use_widest_registers(config)
    previous = config.CACHE_DIR
    config.CACHE_DIR = folder
    try:  # numba picks the cache folder at decoration time; other users of numba in this process keep theirs
        # whoever calls holds the world, so nothing here counts references (`_nrt`), nor may it make an array
        return numba.njit(nogil=True, cache=True, error_model="numpy", _nrt=False, **options)(function)
    finally:
        config.CACHE_DIR = previous


def _use_widest_registers(config: Any) -> None:
    """Let loops use registers of 512 bits where the processor has them; LLVM prefers half of them on most.

    A third off `choose`, nothing lost elsewhere (docs/performance.md). Each float stays what it was.
    """
    features: Any = llvm.get_host_cpu_features()
    if config.CPU_FEATURES is None and features.get("avx512vl"):
        config.CPU_FEATURES = f"{features.flatten()},-prefer-256-bit"


class InCompiledCode:
    """A function of `reference.py`, which compiled code may call though numba was not there when it was named."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def _numba_type_(self) -> Any:
        registry = import_module("numba.core.registry")
        function = getattr(import_module("ssrsim.reference"), self._name)
        return registry.cpu_target.typing_context.resolve_value_type(function)


@contextmanager
def few_collections() -> Iterator[None]:
    """While compiling: numba makes millions of objects and drops few; to look for those takes a tenth of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def name_of(phase: Any) -> str:
    """The name of a phase in all the package, `module:phase`."""
    return f"{phase.__module__}:{phase.__name__}"


def type_of(world: Any) -> Any:
    """The type of what a phase is handed, the address of a world; finding it takes 10 ms, so it is found once."""
    return import_module("ssrsim.reference").Reference(import_module("numba").typeof(world))


def compile_phase(phase: Any, world_type: Any) -> Any:
    """Compile one phase for this type of world, or load it from numba's cache; returns what numba made."""
    int64 = import_module("numba").types.int64
    arguments = (world_type, int64, int64, int64)
    with _masks() if phase.masked else nullcontext():
        phase.dispatcher.compile(arguments)
    return phase.dispatcher.overloads[arguments]


@contextmanager
def _masks() -> Iterator[None]:
    """LLVM does the last rows of a loop at once, with a mask over those that there are not, and not one by one."""
    option = "-prefer-predicate-over-epilogue"
    llvm.set_option("", f"{option}=predicate-else-scalar-epilogue")
    try:
        yield
    finally:
        llvm.set_option("", f"{option}=scalar-epilogue")  # its default: numba's other users keep theirs


def piece_of(phase: Any, made: Any) -> Piece:
    """The machine code of a compiled phase as numba's cache holds it; what runs in memory cannot be copied."""
    cache = phase.dispatcher._cache
    place = cache._index_key(made.signature.args, made.library.codegen)
    (_, _, (code, bitcode)), described, *_ = cache._cache_file.load(place)
    return Piece(described.llvm_func_name, code, foreign(bitcode))
