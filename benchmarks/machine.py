"""What a figure was measured on: processor, memory, versions, and how busy the machine was."""

from __future__ import annotations

import os
import platform
import subprocess
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


def load() -> float:
    """Processes that wanted a core in the last minute, those of the measurement included; -1 where nobody counts."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else -1.0


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


def _commit() -> str:
    """The version of ssrsim and, in a checkout, its commit."""
    told = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return f"{metadata.version('ssrsim')} {told.stdout.strip()}".strip()
