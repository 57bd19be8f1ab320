"""What docs/plan_files.md shows must work, and its tables are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from findings_table import made_findings, renewed_plan_files

from ssrsim.config.plan_asked import checked_plan
from ssrsim.config.plan_sheet import import_plan
from ssrsim.scenario.planning.sheet_cells import ALIASES, COLUMNS, column_of

PAGE = (Path(__file__).parents[2] / "docs" / "plan_files.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_every_finding_is_told_as_the_code_has_it() -> None:
    """Who meets a code looks it up here: python tests/docs/pages.py."""
    assert made_findings() in PAGE
    assert renewed_plan_files(PAGE) == PAGE


def test_the_plan_of_the_page_has_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be copied is accepted as it stands."""
    monkeypatch.chdir(tmp_path)
    Path("my_plan.yaml").write_text(block("yaml"), encoding="utf-8")
    checked = checked_plan("my_plan.yaml", [])
    assert checked.faults == ()
    assert checked.scenario is not None


def test_the_sheet_of_the_page_becomes_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for the spreadsheet."""
    monkeypatch.chdir(tmp_path)
    Path("my_sheet.csv").write_text(block("csv"), encoding="utf-8")
    checked = checked_plan(str(import_plan("my_sheet.csv").path), [])
    assert (checked.faults, checked.scenario.plan.title if checked.scenario else "") == ((), "Weapons first")


def test_columns_are_told_with_words_that_are_read() -> None:
    """Each column once, and every word of the other languages means it."""
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (\S+) \|", PAGE, re.MULTILINE)
    assert [name for name, _, _ in rows] == list(COLUMNS) == list(ALIASES)
    assert all(column_of(word) == name for name, *words in rows for word in words)


def test_lines_are_short() -> None:
    """Prose can be read and compared in any editor; rows of tables are as long as they are."""
    prose = [line for line in PAGE.splitlines() if not line.startswith("|")]
    assert [line for line in prose if len(line) > 125] == []
