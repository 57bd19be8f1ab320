"""The cache of machine code: used when nothing changed, never used when something did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ssrsim

SMALL_RUN = """
import numpy as np
from numba import types
from ssrsim import compiled
from ssrsim.equations.money import share_of

@compiled.phase
def count_up(table, month, first, last):
    for row in range(first, last):
        table[row] += share_of(np.int64(month), np.int64(4))

table = np.zeros(3, np.float32)
count_up.compile((types.float32[::1], types.int64, types.int64, types.int64))
share = share_of(np.int64(1), np.int64(4))
print(float(share), sum(count_up.stats.cache_hits.values()), sum(count_up.stats.cache_misses.values()))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package's own copy of the package."""
    package = Path(ssrsim.__file__).parent
    shutil.copytree(package, tmp_path / "ssrsim", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(folder: Path) -> tuple[float, int, int]:
    """A share, cache hits and cache misses of a small run in a new process that sees the copy."""
    script = folder / "small_run.py"
    script.write_text(SMALL_RUN)
    environment = os.environ | {"PYTHONPATH": str(folder), "SSRSIM_CACHE": str(folder / "cache")}
    environment.pop("SSRSIM_COMPILE", None)
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    share, hits, misses = done.stdout.split()
    return float(share), int(hits), int(misses)


@pytest.mark.slow
def test_cache_is_used_again_and_forgotten_when_an_equation_changes(copy: Path) -> None:
    """Numba alone would return yesterday's answer after an edit in another file: stale caches kill trust."""
    assert run(copy) == (0.25, 0, 1)
    folders = set((copy / "cache" / "ssrsim").iterdir())
    assert len(folders) == 1
    code = {path: path.stat().st_mtime_ns for path in next(iter(folders)).rglob("*.nbc")}
    assert code
    assert run(copy) == (0.25, 1, 0)
    assert {path: path.stat().st_mtime_ns for path in next(iter(folders)).rglob("*.nbc")} == code
    equation = copy / "ssrsim" / "equations" / "money.py"
    text = equation.read_text()
    edited = text.replace("return float32(part) / float32(whole)", "return 2.0 * float32(part) / float32(whole)")
    assert edited != text
    equation.write_text(edited)
    assert run(copy) == (0.5, 0, 1)
    assert len(set((copy / "cache" / "ssrsim").iterdir())) == 2
    equation.write_text(text)
    assert run(copy) == (0.25, 1, 0)


@pytest.mark.parametrize("name", ["equations/trust.py", "phases/month.py", "world/streams.py", "compiled.py"])
def test_any_model_source_changes_the_hash(copy: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Equations, phases, world and the door to the compiler all end up in the machine code."""
    from ssrsim import compiled

    monkeypatch.setattr(compiled, "PACKAGE", copy / "ssrsim")
    before = compiled.source_hash()
    assert compiled.source_hash() == before
    with open(copy / "ssrsim" / name, "a") as file:
        file.write("# one more line\n")
    assert compiled.source_hash() != before


def test_float_literals_of_an_equation_are_float32() -> None:
    """A float64 literal would round differently compiled and uncompiled."""
    import numpy as np

    from ssrsim.compiled import interpreted
    from ssrsim.equations import portable

    constants = interpreted(portable.exponential).__code__.co_consts
    assert not [constant for constant in constants if type(constant) is float]
    assert any(type(constant) is np.float32 for constant in constants)
