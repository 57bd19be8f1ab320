"""The table of docs/selection.md from docs/selection_errors.csv, which tests/unit/selection_table.py writes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from ssrsim.analysis.intervals import proportion_interval

ERRORS = Path(__file__).parents[2] / "docs" / "selection_errors.csv"
START, END = "<!-- errors: made by tests/docs/pages.py -->", "<!-- end of errors -->"


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


def renewed_selection(page: str) -> str:
    """The page with its table made anew."""
    return re.sub(f"{re.escape(START)}.*?{re.escape(END)}", lambda _: errors_table(), page, flags=re.DOTALL)
