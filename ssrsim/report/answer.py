"""The answer of an experiment as a small table: results.csv, and the same figures between two marks of a README.md.

A page whose figures are written by hand goes stale with the first change of the model; these are renewed by the run.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import Estimate

COLUMNS = ("runs", "measure", "unit", "estimate", "low", "high", "n", "reads")
START, END = "<!-- answer: made by experiment.py -->", "<!-- end of answer -->"
SMALLEST = 6  # decimals; what is smaller is rounding of the float32 in which the world is computed


class Finding(NamedTuple):
    """One row of an answer: in which runs, what, in which unit, how much; `level` marks what is no difference."""

    runs: str
    measure: str
    unit: str
    estimate: Estimate
    level: bool = False


def write_answer(folder: Path, findings: Sequence[Finding]) -> str:
    """Write results.csv into a folder and renew the table between the marks of its README.md.

    Args:
        folder: The folder of the experiment.
        findings: The rows, in the order in which they shall be read.

    Returns:
        The table in Markdown, as it now stands in the README.

    Raises:
        ValueError: README.md has no pair of marks; nothing is written.
    """
    page = folder / "README.md"
    text = page.read_text(encoding="utf-8")
    marks = re.compile(f"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)
    if not marks.search(text):
        raise ValueError(f"{page} has no place for the answer; write the lines {START} and {END} into it")
    rows = [_row(finding) for finding in findings]
    with (folder / "results.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    table = "\n".join(f"| {' | '.join(row)} |" for row in [COLUMNS, ("---",) * len(COLUMNS), *rows])
    page.write_text(marks.sub(lambda _: f"{START}\n\n{table}\n\n{END}", text), encoding="utf-8")
    return table


def _row(finding: Finding) -> tuple[str, ...]:
    value, low, high, n = finding.estimate
    reads = "level" if finding.level else _direction(low, high)
    return finding.runs, finding.measure, finding.unit, _number(value), _number(low), _number(high), str(n), reads


def _direction(low: float, high: float) -> str:
    """A direction only where the interval leaves out zero."""
    if np.isnan(low):
        return "no interval"
    shown_low, shown_high = round(low, SMALLEST), round(high, SMALLEST)
    return "rises" if shown_low > 0 else "falls" if shown_high < 0 else "no difference seen"


def _number(value: float) -> str:
    """Three significant digits, never an exponent; empty where nothing is known."""
    if np.isnan(value):
        return ""
    rounded = round(value, SMALLEST) + 0.0  # no minus zero
    if abs(rounded) >= 1000:
        return f"{rounded:.0f}"
    return np.format_float_positional(rounded, precision=3, fractional=False, trim="-")
