"""The program as a process, for the tests of the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import ssrsim

CHECKOUT = Path(ssrsim.__file__).resolve().parent.parent
KEPT = ("HOME", "SSRSIM_CACHE", "SSRSIM_COMPILE", "XDG_CACHE_HOME")  # so that the model is compiled once for all tests
QUICK = ("run.replicates=2", "run.months=12", "run.civilians=500", "run.officers=100")


def environment() -> dict[str, str]:
    """The environment of the program: plain, the cache of compiled code apart."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "COLUMNS": "100", **kept}


def command(*arguments: str) -> list[str]:
    """The command line of `ssrsim` with these arguments, warnings being errors."""
    return [sys.executable, "-W", "error", "-m", "ssrsim", *arguments]


def ssrsim_program(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What `ssrsim` does in a folder."""
    return subprocess.run(
        command(*arguments), cwd=folder, env=environment(), capture_output=True, text=True, timeout=300, check=False
    )


def said(folder: Path, *arguments: str) -> str:
    """What the program prints when all goes well."""
    result = ssrsim_program(folder, *arguments)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout
