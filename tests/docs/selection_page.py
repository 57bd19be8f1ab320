"""The tables of docs/selection.md from what tests/unit/selection_table.py measured and wrote beside it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from ssrsim.analysis.intervals import proportion_interval

DOCS = Path(__file__).parents[2] / "docs"
ERRORS, INTERVALS = DOCS / "selection_errors.csv", DOCS / "selection_intervals.csv"
START, END = "<!-- errors: made by tests/docs/pages.py -->", "<!-- end of errors -->"
INTERVALS_START, INTERVALS_END = "<!-- intervals: made by tests/docs/pages.py -->", "<!-- end of intervals -->"


def errors_table() -> str:
    """Each problem with how often the best was chosen, how often one as good as the zone, and what it took."""
    lines = [
        "| problem | plans | batch | searches | best chosen | less than a zone below the best | worlds for a plan "
        "| best chosen, as published |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    with ERRORS.open(encoding="utf-8", newline="") as file:
        lines += [_line(row) for row in csv.DictReader(file)]
    return "\n".join([START, *lines, END])


def _line(row: dict[str, str]) -> str:
    n = int(row["repetitions"])
    correct, good, published = (_told(int(row[name]), n) for name in ("correct", "good", "published_correct"))
    cells = row["problem"], row["plans"], row["batch"], f"{n:,}", correct, good, row["worlds"], published
    return f"| {' | '.join(cells)} |"


def _told(hits: int, n: int) -> str:
    estimate = proportion_interval(hits, n)
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


def intervals_table() -> str:
    """Each problem with how often all intervals held together."""
    lines = ["| problem | plans | fresh worlds | repetitions | with the best | against the chosen |",
             "| --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    with INTERVALS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            n = int(row["repetitions"])
            held = (_told(int(row[name]), n) for name in ("best_held", "chosen_held"))
            lines.append(f"| {' | '.join((row['problem'], row['plans'], row['worlds'], f'{n:,}', *held))} |")
    return "\n".join([INTERVALS_START, *lines, INTERVALS_END])


def renewed_selection(page: str) -> str:
    """The page with its tables made anew."""
    for start, end, made in ((START, END, errors_table), (INTERVALS_START, INTERVALS_END, intervals_table)):
        page = re.sub(f"{re.escape(start)}.*?{re.escape(end)}", lambda _, made=made: made(), page, flags=re.DOTALL)
    return page
