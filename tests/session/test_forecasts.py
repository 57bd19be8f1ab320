"""Futures: they begin where history stands, differ by luck alone, and a branch meets the luck of its neighbour."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.session import outlook
from ssrsim.session.shown import FORESEEN, series
from tests.session.small import MONTHS, begun, taken

RUNS, MONTH = 6, 8


def two_branches():
    """A session whose second branch has decided something at the month in question."""
    session = begun()
    session.fork("A")
    session.decide("B", taken("share", MONTH, action="camps", to=1.0))
    return session.branches


def test_futures_begin_in_the_state_that_is_shown() -> None:
    """The fan must grow out of the end of the line, to the bit."""
    branch = begun().branch("A")
    for month in (0, MONTH, MONTHS):
        futures = outlook.foreseen(branch, month, RUNS)
        assert futures is not None
        for name in FORESEEN:
            values = futures.quantities[name]
            assert values.shape == (RUNS, MONTHS - month + 1)
            assert np.all(values[:, 0] == np.float32(series(branch, name, month)[-1]))


def test_the_same_futures_come_again_whatever_the_threads() -> None:
    """A forecast is part of what a room has seen: it must come back after a crash, on another machine."""
    one = outlook.foreseen(begun().branch("A"), MONTH, RUNS)
    two = outlook.foreseen(begun().branch("A"), MONTH, RUNS, threads=2)
    assert one is not None
    assert two is not None
    for name in FORESEEN:
        assert one.quantities[name].tobytes() == two.quantities[name].tobytes()


def test_all_futures_differ_and_none_is_the_history() -> None:
    """A future that repeats another one, or what will happen on the screen, would make fans too narrow."""
    branch = begun().branch("A")
    futures = outlook.foreseen(branch, MONTH, RUNS)
    assert futures is not None
    courses = {course.tobytes() for course in futures.quantities["trust_police"]}
    assert len(courses) == RUNS
    assert np.float32(series(branch, "trust_police", MONTHS)[MONTH:]).tobytes() not in courses


def test_a_decision_of_this_month_is_in_the_futures() -> None:
    """What was decided a moment ago acts from the next month: the fan shows its consequences at once."""
    one, other = two_branches()
    mine, theirs = (outlook.foreseen(branch, MONTH, RUNS) for branch in (one, other))
    assert mine is not None
    assert theirs is not None
    assert np.any(mine.quantities["reform_effective"] != theirs.quantities["reform_effective"])


def test_branches_meet_the_same_luck() -> None:
    """Future r of one branch is paired with that of the other: pairs vary less than strangers."""
    one, other = two_branches()
    mine, theirs = (outlook.foreseen(branch, MONTH, 12) for branch in (one, other))
    assert mine is not None
    assert theirs is not None
    a, b = (futures.quantities["trust_police"][:, -1] for futures in (mine, theirs))
    assert np.var(b - a) < 0.5 * np.var(np.roll(b, 1) - a)


def test_who_does_better_has_an_interval_and_needs_pairs() -> None:
    """The share of futures in which B does better than A says how sure it is; ties are not better."""
    one, other = two_branches()
    mine, theirs = (outlook.foreseen(branch, MONTH, RUNS) for branch in (one, other))
    fewer = outlook.foreseen(other, MONTH, RUNS - 1)
    assert mine is not None
    assert theirs is not None
    assert fewer is not None
    found = outlook.better(other, theirs, one, mine, "reform_effective", MONTHS, +1)
    back = outlook.better(one, mine, other, theirs, "reform_effective", MONTHS, +1)
    assert found.n == RUNS
    assert found.low <= found.value <= found.high
    assert found.value + back.value <= 1
    assert outlook.better(one, mine, one, mine, "reform_effective", MONTHS, +1).value == 0
    with pytest.raises(ValueError, match="one by one"):
        outlook.better(other, fewer, one, mine, "reform_effective", MONTHS, +1)


def test_futures_stop_when_nobody_waits_for_them() -> None:
    """A decision makes those under way worthless; they must give way to the new ones within one run."""
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 3

    assert outlook.foreseen(begun().branch("A"), MONTH, 50, stop=stop) is None
    assert len(asked) < 10


def test_progress_is_reported() -> None:
    """The page tells how far they are."""
    seen: list[tuple[int, int]] = []
    outlook.foreseen(begun().branch("A"), MONTH, RUNS, report=lambda done, total: seen.append((done, total)))
    assert seen == [(done, RUNS) for done in range(1, RUNS + 1)]


def test_fans_hold_what_they_say() -> None:
    """Bands in order, from the known value on; a sum over a year reaches back into what has happened."""
    branch = begun().branch("A")
    futures = outlook.foreseen(branch, MONTH, RUNS)
    assert futures is not None
    for name in ("trust_police", "battle_deaths_12", "coder_deaths_12"):
        found = outlook.fan(branch, futures, name)
        assert found is not None
        assert found.n == RUNS
        bands = np.stack([found.low90, found.low50, found.median, found.high50, found.high90])
        assert np.all(np.diff(bands, axis=0) >= 0)
        assert np.all(bands[:, 0] == np.float32(series(branch, name, MONTH)[-1]))


def test_the_share_of_violent_futures_is_a_count_of_them() -> None:
    """It starts with what is known, and counts a war that never ended as well as one that came back."""
    branch = begun(country__settlement="none").branch("A")
    futures = outlook.foreseen(branch, MONTH, RUNS)
    assert futures is not None
    shares = [outlook.violence(futures, month) for month in range(MONTH, MONTHS + 1)]
    known = branch.timeline.record[MONTH]
    assert shares[0].value == float(known["recurrence_25"] or known["war_continues"])
    assert {share.n for share in shares} == {RUNS}
    flags = futures.quantities["recurrence_25"][:, -1] + futures.quantities["war_continues"][:, -1]
    assert shares[-1].value == (flags > 0).mean()
