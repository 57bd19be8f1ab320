"""What a figure was measured on: processor, memory, versions, and how busy the machine was."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.c_code import gcc_version

PACKAGES = ("mesa", "numba", "llvmlite", "numpy", "pyarrow", "distributed")
PROC = Path("/proc")


def described() -> dict[str, Any]:
    """The machine and the versions that every figure of this run belongs to."""
    return {
        "processor": _first_value("cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(int(_first_value("meminfo", "MemTotal").split()[0] or 0) / 2**20, 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "gcc": gcc_version(),
        "ssrsim": _commit(),
        **{name: metadata.version(name) for name in PACKAGES},
    }


class Others:
    """How many cores other processes used since this was made."""

    def __init__(self) -> None:
        self._began, self._busy, self._own = time.perf_counter(), _busy_seconds(), _own_seconds()

    def cores(self) -> float:
        """Their processor time by the clock; processes of our own count once they have ended."""
        theirs = (_busy_seconds() - self._busy) - (_own_seconds() - self._own)
        return max(0.0, round(theirs / (time.perf_counter() - self._began), 2))


def _busy_seconds() -> float:
    """Processor time of everybody since the machine started: user, nice and system."""
    words = _first_line("stat").split()[1:4]
    return sum(map(int, words)) / os.sysconf("SC_CLK_TCK")


def _own_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def resident_bytes() -> int:
    """Memory of this process now, in bytes."""
    pages = int((PROC / "self" / "statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def peak_bytes() -> int:
    """The most memory that this process ever had, in bytes."""
    return int(_first_value("self/status", "VmHWM").split()[0]) * 1024


def _first_value(file: str, key: str) -> str:
    """What stands behind the first such key in a file of /proc; "0" where there is none."""
    path = PROC / file
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "0")


def _first_line(file: str) -> str:
    path = PROC / file
    return path.read_text("utf-8").partition("\n")[0] if path.exists() else "cpu 0 0 0"


def _commit() -> str:
    """The version of ssrsim and, in a checkout, its commit."""
    command, here = ["git", "describe", "--always", "--dirty"], Path(__file__).parent
    try:
        told = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:  # there is no git
        told = ""
    return f"{metadata.version('ssrsim')} {told}".strip()
