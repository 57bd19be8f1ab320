"""Who has which session: one for each address, none for who guesses, and all of them after a kill."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import pytest

from ssrsim.dashboard import visits as module
from ssrsim.dashboard.visits import TooManyVisitsError, Visit, Visits, Ways


class Note:
    """A session that is one word."""

    def __init__(self, word: str = "new") -> None:
        """Begins with a word."""
        self.word = word


WAYS: Any = Ways(Note, lambda note: cast("Note", note).word, Note)


def visits(folder: Path) -> Visits:
    return Visits(folder, WAYS)


def opened(all_visits: Visits, key: str) -> Visit:
    found = all_visits.find(key)
    assert found is not None
    return found


def test_each_visitor_gets_an_address_of_own_that_nobody_guesses(tmp_path: Path) -> None:
    """128 bits at least, and a session that shares nothing with another."""
    here = visits(tmp_path / "sessions")
    keys = [here.promise() for _ in range(200)]
    assert len(set(keys)) == 200
    assert all(len(key) * 4 >= 128 and re.fullmatch("[0-9a-f]+", key) for key in keys)
    first, second = opened(here, keys[0]), opened(here, keys[1])
    assert first.session is not second.session
    assert opened(here, keys[0]) is first


@pytest.mark.parametrize("key", ["", "0" * 40, "../" * 13 + "x", "A" * 40, "0" * 39 + "\n", "0" * 39 + "/", "outside"])
def test_an_address_that_was_never_given_out_is_nobodys(tmp_path: Path, key: str) -> None:
    """Else a stranger could choose the address that a victim will use, or read a file elsewhere."""
    (tmp_path / "outside.json").write_text("secret")
    here = visits(tmp_path / "sessions")
    assert here.find(key) is None
    assert list((tmp_path / "sessions").iterdir()) == []


def test_what_was_saved_is_there_after_the_program_was_killed(tmp_path: Path) -> None:
    """Each change replaces the last; a session that was only opened resumes too. Nothing of it is for other users."""
    before = visits(tmp_path / "sessions")
    changed, untouched = before.promise(), before.promise()
    visit = opened(before, changed)
    for number in range(50):
        visit.replace(Note(f"number {number}"))
    opened(before, untouched)
    before.close()
    after = visits(tmp_path / "sessions")
    assert opened(after, changed).session.word == "number 49"
    assert opened(after, untouched).session.word == "new"
    assert sorted(path.name for path in (tmp_path / "sessions").iterdir()) == sorted(
        [f"{changed}.json", f"{untouched}.json"]
    )
    assert (tmp_path / "sessions").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "sessions").iterdir())


def test_a_second_tab_can_see_that_something_changed(tmp_path: Path) -> None:
    """Two tabs on one address are one session."""
    here = visits(tmp_path)
    key = here.promise()
    one, other = opened(here, key), opened(here, key)
    drawn = other.version
    one.save()
    assert other.version > drawn


def test_the_idle_longest_leaves_memory_and_comes_back_from_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is looked at stays; who is not loses nothing but the time to read a file."""
    monkeypatch.setattr(module, "MOST_IN_MEMORY", 3)
    here = visits(tmp_path)
    keys = [here.promise() for _ in range(5)]
    looked_at = opened(here, keys[0])
    looked_at.tabs = 1
    idle = opened(here, keys[1])
    idle.replace(Note("idle"))
    for key in keys[2:]:
        opened(here, key)
    assert opened(here, keys[0]) is looked_at
    again = opened(here, keys[1])
    assert again is not idle
    assert again.session.word == "idle"


def test_where_all_are_looked_at_one_more_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory has an end, and nobody's session is taken from under them."""
    monkeypatch.setattr(module, "MOST_IN_MEMORY", 2)
    here = visits(tmp_path)
    for _ in range(2):
        opened(here, here.promise()).tabs = 1
    late = here.promise()
    with pytest.raises(TooManyVisitsError):
        here.find(late)


def test_addresses_that_nobody_opens_cost_nothing_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page elsewhere could ask for the first page again and again."""
    monkeypatch.setattr(module, "MOST_PROMISED", 10)
    here = visits(tmp_path)
    keys = [here.promise() for _ in range(30)]
    assert [here.find(key) is not None for key in (keys[0], keys[-1])] == [False, True]


def test_a_full_disk_is_told_and_the_session_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor must know that nothing is kept; once there is room again it is."""

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    here = visits(tmp_path)
    visit = opened(here, here.promise())
    here.flush()
    with monkeypatch.context() as patched:
        patched.setattr(module, "write_whole", full)
        visit.save()
        here.flush()
        assert "could not be saved" in visit.trouble
    visit.save()
    here.flush()
    assert visit.trouble == ""
