"""Compiles a C file beside this one, for this machine, at the moment it is needed."""

from __future__ import annotations

import ctypes
import functools
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
# as fast as this processor goes while every number stays what plain arithmetic says
FLAGS = ("-O3", "-march=native", "-fopenmp-simd", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math")


class NoCompilerError(RuntimeError):
    """There is no gcc, or it refused."""


@functools.cache
def compiled(source: str, *options: str) -> Any:
    """The library that gcc makes of a file of this folder.

    Raises:
        NoCompilerError: There is no gcc on the PATH, or it refused.
    """
    library = Path(tempfile.mkdtemp(prefix="ssrsim-benchmarks-")) / "library.so"
    command = ["gcc", *FLAGS, *options, "-shared", "-fPIC", str(HERE / source), "-o", str(library), "-lm"]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as failed:
        raise NoCompilerError(f"gcc did not compile {source}: {getattr(failed, 'stderr', failed)}") from None
    return ctypes.CDLL(str(library))


def address(array: np.ndarray) -> ctypes.c_void_p:
    """Where the values of a contiguous array begin."""
    assert array.flags.c_contiguous
    return ctypes.c_void_p(array.ctypes.data)


def gcc_version() -> str:
    """The compiler in words."""
    try:
        told = subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return told.stdout.strip()
