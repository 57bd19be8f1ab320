"""A guard of speed: how many turns of a fixed loop our work takes, side by side in one run. Seconds are never tested.

The loop below must not change: it is the yardstick. Limits are half as much again as what was measured where they were
set; a loop that the compiler no longer takes many rows at a time costs three to five times as much.
"""

from __future__ import annotations

import numba
import numpy as np
import pytest

from benchmarks.model import Months
from benchmarks.people import CivilianMonths
from benchmarks.timing import Timing, interleaved, processors, ratio, timed

CIVILIANS, MONTHS = 10_000, 10
ROWS, TURNS = 10_000, 40


@numba.njit(nogil=True, error_model="numpy")
def _yardstick(words: np.ndarray, shares: np.ndarray, turns: int) -> None:
    """Twelve rounds of whole numbers and eight of fractions for each row, done 8 or 16 at a time; nothing of ours."""
    for _ in range(turns):
        for row in range(words.size):
            word, share = words[row], shares[row]
            for _ in range(12):
                word = np.uint32((word ^ (word >> np.uint32(15))) * np.uint32(0x2C1B3C6D))
            for _ in range(8):
                share = share * np.float32(0.75) + np.float32(0.125) / (np.float32(1.0) + share)
            words[row], shares[row] = word, share


class Yardstick:
    """A task: the fixed loop over as many rows."""

    def __init__(self) -> None:
        """Rows that stay in the nearer caches."""
        self._words, self._shares = np.arange(ROWS, dtype=np.uint32), np.full(ROWS, 0.5, np.float32)

    def __call__(self) -> Timing:
        """Forty passes."""
        return timed(lambda: _yardstick(self._words, self._shares, TURNS))


@pytest.fixture(scope="module")
def taken() -> dict[str, list[float]]:
    """Seconds of processor time of each task, taken in turns."""
    tasks = {
        "yardstick": Yardstick(),
        "civilians": CivilianMonths(CIVILIANS, MONTHS),
        "small country": Months(500, 40, officers=150),
    }
    return {name: processors(timings) for name, timings in interleaved(tasks, repeats=7).items()}


def rows_of_yardstick(taken: dict[str, list[float]], name: str, work: int) -> float:
    """What one piece of the work costs, in rows of the fixed loop."""
    return ratio(taken[name], taken["yardstick"]).median * ROWS * TURNS / work


def test_civilians_are_done_many_rows_at_a_time(taken: dict[str, list[float]]) -> None:
    """A branch or a lookup that creeps into a loop over civilians stops the compiler from taking 8 or 16 at once."""
    assert rows_of_yardstick(taken, "civilians", CIVILIANS * MONTHS) < 25


def test_a_month_of_institutions_stays_small(taken: dict[str, list[float]]) -> None:
    """Searches run thousands of small countries: what a month costs besides people is most of that."""
    assert rows_of_yardstick(taken, "small country", 40) < 100_000
