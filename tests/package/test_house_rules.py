"""Rules of the house that a machine can read: what is long is hard to find one's way in."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("ssrsim", "tests", "benchmarks", "experiments", "docs", ".ci")
    for path in (ROOT / folder).rglob("*.py")
]
# functions that are longer for a reason: one loop over civilians (docs/decisions/0003), lists without a branch, the one
# way from a scenario to a folder
LONGER = {"_allocate", "_record_conflict", "sum_up_districts", "run_scenario"}


def test_files_have_less_than_300_lines() -> None:
    """A longer file has two themes; which room a line belongs to must be plain."""
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length >= 300} == {}


def test_functions_have_less_than_40_lines() -> None:
    """A function is read at one look; those that are not stand here by name and stay below fifty-one."""
    long = {}
    for path in (ROOT / "ssrsim").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 39:
                long[node.name] = (node.end_lineno or 0) - node.lineno + 1
    assert set(long) == LONGER
    assert max(long.values()) <= 50


def test_the_month_fits_one_screen() -> None:
    """Who opens `month.py` must see all of a month at once."""
    lines = (ROOT / "ssrsim" / "phases" / "month.py").read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("MONTH_BY_PART"))
    last = next(number for number, line in enumerate(lines) if number > first and line.startswith("}"))
    assert last - first <= 60
