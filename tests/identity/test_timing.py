"""Looking at the clock must not change what happens."""

from __future__ import annotations

from typing import Any

import worlds

from ssrsim.lab.timing import time_phases
from ssrsim.phases.engine import advance, advance_timed
from ssrsim.phases.month import MONTH
from ssrsim.world.fingerprint import fingerprint


def test_a_timed_run_is_the_same_run(starts: dict[str, Any]) -> None:
    """Months run with a clock after each phase end with the same bits as months run without."""
    timed, plain = starts["violent"].copied(), starts["violent"].copied()
    spent = advance_timed(timed, 1, 12)
    advance(plain, 1, 12)
    assert fingerprint(timed) == fingerprint(plain)
    assert (spent.shape, bool((spent >= 0).all()), bool(spent.sum() > 0)) == ((len(MONTH),), True, True)


def test_work_grows_with_rows_and_shows_in_the_right_phase() -> None:
    """Sixteen times the civilians cost several times as much where civilians are, in the same run's proportions."""
    small, large = (
        {phase.phase: phase for phase in time_phases(worlds.scenario_of("calm", [f"run.civilians={rows}"]))}
        for rows in (1_000, 16_000)
    )
    assert next((phase.number, phase.phase, phase.table) for phase in large.values()) == (
        MONTH[0].number, MONTH[0].name, MONTH[0].table)  # fmt: skip
    assert large["learn"].rows == 16 * small["learn"].rows
    assert large["learn"].microseconds > 4 * small["learn"].microseconds
