"""Pages for trainers against the program: every number of the demonstration, and what the session file holds."""

from __future__ import annotations

import csv

import pytest
from ten_minutes_page import FORK, FUTURES, NO_COURTS, RUNS, SESSION, TRAINERS, WAR, measured, rendered, session

PAGE = (TRAINERS / "ten_minutes.md").read_text("utf-8")
with FUTURES.open(encoding="utf-8", newline="") as file:
    MEASURED = {(row["branch"], row["what"], row["where"]): (int(row["hits"]), int(row["n"]))
                for row in csv.DictReader(file)}  # fmt: skip


def test_the_page_says_what_the_session_file_gives() -> None:
    """After a change of the model or of the template: python tests/docs/pages.py."""
    assert rendered() == PAGE


def test_the_session_file_is_of_this_version() -> None:
    """The page warns of a file of another version; that must not open a demonstration. python tests/docs/pages.py."""
    assert session().saved() == SESSION.read_text("utf-8")


def test_branches_part_where_the_page_says() -> None:
    """The session opens in the month of the decisions, and all decisions are of this month."""
    assert session().month == FORK
    assert {one.month for branch in session().branches for one in branch.decisions} == {FORK}
    assert [len(branch.decisions) for branch in session().branches] == [0, 8, 1]


def test_the_told_history_is_typical_of_its_own_futures() -> None:
    """A demonstration on a lucky pick would teach the wrong thing: each told ending is that of most futures."""
    for branch in session().branches:
        returns = bool(branch.timeline.record[WAR][-1])
        hits, n = MEASURED[branch.letter, WAR, "futures"]
        assert n == RUNS
        assert (hits > n / 2) == returns, branch.letter


def test_what_the_page_calls_different_is_so_in_most_futures() -> None:
    """The sentences of the steps lean on these: nine in ten at least, here and in other worlds."""
    for where in ("futures", "worlds"):
        for name in ("bribe_experience", "abuse_12", "money_leaked"):
            hits, n = MEASURED["B", name, where]
            assert hits >= 0.9 * n, (name, where)


def test_the_window_for_courts_closes_in_most_worlds() -> None:
    """The page explains B by it: courts that are held back never come, those of A mostly do."""
    (held_back, n), (in_time, _) = MEASURED["B", NO_COURTS, "worlds"], MEASURED["A", NO_COURTS, "worlds"]
    assert held_back > 0.9 * n
    assert in_time < 0.2 * n


@pytest.mark.slow
def test_the_futures_are_those_of_the_table() -> None:
    """After a change of the model: python tests/docs/ten_minutes_page.py, then read whether the prose still holds."""
    assert {(branch, what, where): (hits, n) for branch, what, where, hits, n in measured()} == MEASURED
