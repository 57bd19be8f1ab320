"""docs/selection.md against what was measured, and what was measured against what is promised."""

from __future__ import annotations

import csv

from pages import DOCS
from selection_page import ERRORS, errors_table, intervals_table

from tests.unit.selection_table import CLOSE, COLUMNS, NORMAL, PEACE, ROWS, TRAPS

PAGE = (DOCS / "selection.md").read_text("utf-8")
with ERRORS.open(encoding="utf-8", newline="") as file:
    MEASURED = list(csv.DictReader(file))


def below(problems: tuple, column: str) -> list[str]:
    """Problems of which fewer than 95 of 100 searches went well."""
    names = {problem.name for problem in problems}
    return [row["problem"] for row in MEASURED
            if row["problem"] in names and int(row[column]) < 0.95 * int(row["repetitions"])]  # fmt: skip


def test_tables_are_made_from_what_was_measured() -> None:
    """After `python -m tests.unit.selection_table`: python tests/docs/pages.py."""
    assert errors_table() in PAGE
    assert intervals_table() in PAGE
    assert tuple(MEASURED[0]) == COLUMNS
    told = [(row.problem.name, str(len(row.problem.means)), str(row.batch)) for row in ROWS]
    assert [(row["problem"], row["plans"], row["batch"]) for row in MEASURED] == told


def test_what_the_page_promises_was_measured() -> None:
    """At least .95 everywhere but in the traps, of which the page says that they are none of the guarantee."""
    assert below((*NORMAL, *PEACE), "correct") == []
    assert below(CLOSE, "good") == []
    assert len(below(TRAPS, "correct")) == 2
