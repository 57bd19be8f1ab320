"""How often the search chooses wrongly where the answer is known: the table of docs/selection.md.

`python -m tests.unit.selection_table` writes docs/selection_errors.csv anew (some minutes), and `python
tests/docs/pages.py` puts it into the page.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.selection import KimNelson
from tests.unit.selection_problems import (
    INDIFFERENCE,
    SPREAD,
    Problem,
    ladder,
    normal,
    peace_months,
    slippage,
    trap,
    trials,
)

TABLE = Path(__file__).parents[2] / "docs" / "selection_errors.csv"
REPETITIONS, SEED, BATCH = 2_000, 2026, 10
COLUMNS = ("problem", "plans", "batch", "repetitions", "correct", "good", "worlds", "published_correct")
QUIET, NOISY = SPREAD / 2, SPREAD * 2

# in all of them the best is the first plan; those below by the indifference zone, if nothing else is said
NORMAL = (
    normal("independent", slippage(2)),
    normal("independent", slippage(10)),
    normal("independent", slippage(50)),
    normal("correlation .5", slippage(10), shared=0.5),
    normal("correlation .5", slippage(50), shared=0.5),
    normal("correlation .9", slippage(10), shared=0.9),
    normal("correlation as negative as can be", slippage(2), shared=-1.0),
    normal("correlation as negative as can be", slippage(10), shared=-1.0),
    normal("the best plan has four times the variance", slippage(10), np.r_[NOISY, np.full(9, SPREAD)]),
    normal("the best plan has a quarter of the variance", slippage(10), np.r_[QUIET, np.full(9, SPREAD)]),
    normal("each one zone below the one before", ladder(10)),
)
CLOSE = (
    normal("all equal", np.zeros(10)),
    normal("each half a zone below the one before", ladder(30, INDIFFERENCE / 2)),
    normal("each a third of a zone below the one before", ladder(10, INDIFFERENCE / 3)),
)
PEACE = (
    peace_months("peace-months, parted in half of the worlds", slippage(10), 0.5),
    peace_months("peace-months, parted in a tenth of the worlds", slippage(2), 0.1),
    peace_months("peace-months, parted in a tenth of the worlds", slippage(10), 0.1),
    peace_months("peace-months, parted in one of fifty worlds", slippage(2), 0.02),
)
TRAPS = (
    trap("a trap: two months better, but ruin in one of twenty worlds"),
    trap("a trap: two months better, but ruin in one of fifty worlds", 0.02),
)


class AsPublished(KimNelson):
    """Kim and Nelson's procedure as they published it, with the variances of the first worlds only."""

    def _ends(self) -> np.ndarray:
        return self._h2 * self._first / self._indifference**2


class Row(NamedTuple):
    """One line of the table."""

    problem: Problem
    batch: int = BATCH


ROWS = (
    *(Row(problem) for problem in NORMAL),
    Row(NORMAL[3], 1),
    Row(NORMAL[3], 50),
    *(Row(problem) for problem in (*CLOSE, *PEACE)),
    Row(PEACE[2], 50),
    *(Row(problem) for problem in TRAPS),
)


def measured(row: Row) -> tuple[object, ...]:
    """The numbers of one line, in the order of `COLUMNS`."""
    correct, good, worlds = trials(row.problem, REPETITIONS, SEED, batch=row.batch)
    published, _, _ = trials(row.problem, REPETITIONS, SEED, batch=row.batch, selection=AsPublished)
    plans = len(row.problem.means)
    return row.problem.name, plans, row.batch, REPETITIONS, correct, good, f"{worlds:.0f}", published


def main() -> None:
    """Measure all lines and write them."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in ROWS:
            writer.writerow(measured(row))
            file.flush()


if __name__ == "__main__":
    main()
