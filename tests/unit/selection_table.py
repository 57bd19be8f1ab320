"""How often the search chooses wrongly where the answer is known, and its intervals miss: tables of docs/selection.md.

`python -m tests.unit.selection_table` writes docs/selection_errors.csv and docs/selection_intervals.csv anew (some
minutes), and `python tests/docs/pages.py` puts them into the page.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.selection import KimNelson
from ssrsim.analysis.simultaneous import Together, against, with_the_best
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

DOCS = Path(__file__).parents[2] / "docs"
REPETITIONS, SEED, BATCH = 2_000, 2026, 10
COLUMNS = ("problem", "plans", "batch", "repetitions", "correct", "good", "worlds", "published_correct")
INTERVAL_COLUMNS = ("problem", "plans", "worlds", "repetitions", "best_held", "chosen_held")
FRESH = (50, 200)  # worlds
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


def intervals_measured(problem: Problem, worlds: int, repetitions: int, seed: int) -> tuple[int, int]:
    """How often all intervals hold together: against the best of the others, and against the first plan."""
    rng, means = np.random.default_rng(seed), problem.means
    to_the_best = np.array([one - np.delete(means, place).max() for place, one in enumerate(means)])
    held = [0, 0]
    for _ in range(repetitions):
        values = problem.draw(rng, worlds)
        held[0] += _hold(with_the_best(values), to_the_best)
        held[1] += _hold(against(values, 0), means - means[0])
    return held[0], held[1]


def _hold(together: Together, truth: np.ndarray) -> bool:
    return bool(((together.low <= truth + 1e-9) & (truth - 1e-9 <= together.high)).all())


def main() -> None:
    """Measure all lines and write them."""
    intervals = [
        (problem.name, len(problem.means), worlds, REPETITIONS, *intervals_measured(problem, worlds, REPETITIONS, SEED))
        for problem in (NORMAL[1], *PEACE, *TRAPS)
        for worlds in FRESH
    ]
    _write("selection_intervals.csv", INTERVAL_COLUMNS, intervals)
    _write("selection_errors.csv", COLUMNS, [measured(row) for row in ROWS])


def _write(name: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with (DOCS / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
