"""The table of an experiment: the same figures in the file and on the page, and a direction only where there is one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ssrsim.analysis.intervals import Estimate
from ssrsim.report.answer import COLUMNS, END, START, Finding, write_answer

NAN = float("nan")
FINDINGS = (
    Finding("a", "up", "share", Estimate(0.12345, 0.1, 0.2, 9)),
    Finding("a", "down", "share", Estimate(-0.00012345, -0.0002, -0.0001, 9)),
    Finding("a", "both", "a month", Estimate(12345.6, -1.0, 23456.7, 9)),
    Finding("b", "rounding", "share", Estimate(-3e-9, -4e-9, -2e-9, 9)),
    Finding("b", "single", "share", Estimate(0.5, NAN, NAN, 1)),
    Finding("b", "height", "share", Estimate(0.5, 0.4, 0.6, 9), level=True),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An experiment whose page holds an old answer."""
    (tmp_path / "README.md").write_text(f"# Title\n\n{START}\nold\n{END}\n\nThe end.\n", encoding="utf-8")
    return tmp_path


def rows(folder: Path) -> list[list[str]]:
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_directions_are_told_only_where_the_interval_leaves_out_zero(folder: Path) -> None:
    """Rounding errors of the world's arithmetic are no direction, nor is a single run, nor a level."""
    write_answer(folder, FINDINGS)
    header, *body = rows(folder)
    assert tuple(header) == COLUMNS
    told = {row[1]: row[-1] for row in body}
    assert told == {"up": "rises", "down": "falls", "both": "no difference seen", "rounding": "no difference seen",
                    "single": "no interval", "height": "level"}  # fmt: skip


def test_numbers_have_three_digits_and_no_exponent(folder: Path) -> None:
    """What is not known is empty, and minus zero is zero."""
    write_answer(folder, FINDINGS)
    shown = {row[1]: row[3:7] for row in rows(folder)[1:]}
    assert shown["up"] == ["0.123", "0.1", "0.2", "9"]
    assert shown["down"] == ["-0.000123", "-0.0002", "-0.0001", "9"]
    assert shown["both"] == ["12346", "-1", "23457", "9"]
    assert shown["rounding"] == ["0", "0", "0", "9"]
    assert shown["single"] == ["0.5", "", "", "1"]


def test_only_what_stands_between_the_marks_is_renewed(folder: Path) -> None:
    """The page keeps its words; a second run gives the same page."""
    table = write_answer(folder, FINDINGS)
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert page == f"# Title\n\n{START}\n\n{table}\n\n{END}\n\nThe end.\n"
    write_answer(folder, FINDINGS)
    assert (folder / "README.md").read_text(encoding="utf-8") == page


def test_a_page_without_marks_is_refused_and_nothing_is_written(folder: Path) -> None:
    """Better no answer than one that nobody sees."""
    (folder / "README.md").write_text("# Title\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no place for the answer; write the lines"):
        write_answer(folder, FINDINGS)
    assert not (folder / "results.csv").exists()
