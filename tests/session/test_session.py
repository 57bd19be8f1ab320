"""Sessions: branches, the cursor, and that nothing which somebody does shows anywhere else."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.session.saved import LETTERS, MOST_DECISIONS
from ssrsim.session.session import Session, parted
from ssrsim.session.start import RECORDED, Start
from tests.session.small import MONTHS, SIZE, TYPED, begun, differing, recorded, taken

MORE = taken("share", 5, action="camps", to=0.9)
REST = taken("pause", 9, action="camps", months=6)


def test_a_session_without_decisions_is_an_ordinary_run() -> None:
    """Numbers on the screen are the command line's: same scenario, same seed, one replicate, the same bits."""
    results = run_ensemble(load_scenario("orvanta", [*TYPED, *RECORDED, "run.seed=7", "run.replicates=1"]))
    mine = begun(seed=7).branch("A").timeline.results
    assert mine.series.tobytes() == results.series.tobytes()
    assert mine.events.tobytes() == results.events.tobytes()


def test_rewinding_and_replaying_come_to_the_same_state() -> None:
    """The fingerprint covers every column of the world, not only what is recorded; other sessions agree with it."""
    branch, again = begun().branch("A"), begun().branch("A")
    hashes = [branch.timeline.state_hash(month) for month in (20, 4, 20)]
    assert hashes[0] == hashes[2] != hashes[1]
    assert again.timeline.state_hash(20) == hashes[0]


def test_the_world_of_a_month_is_that_of_its_record() -> None:
    """Who clicks a district must see the number of the map, whatever month was looked at before."""
    timeline = begun().branch("A").timeline
    for month in (12, 13, 3, 24, 0):
        world = timeline.world_at(month)
        assert world.nation[0].trust_police == timeline.record["trust_police"][month]
        assert world.nation.tobytes() == timeline.table("nation")[month].tobytes()


def test_a_fork_is_equal_until_one_decision_parts_it_and_its_parent_never_changes() -> None:
    """Two futures side by side differ by what was decided, and by nothing else."""
    session = begun()
    parent = session.branch("A")
    before, state = [part.tobytes() for part in recorded(parent)], parent.timeline.state_hash(MONTHS)
    session.fork("A", "more for camps")
    assert differing(*session.branches) is None
    assert parted(*session.branches) is None
    session.decide("B", MORE)
    assert parted(*session.branches) == MORE.month
    assert (differing(*session.branches) or 0) > MORE.month
    assert session.branch("A") is parent
    assert [part.tobytes() for part in recorded(parent)] == before
    assert parent.timeline.state_hash(MONTHS) == state


def test_two_sessions_share_nothing_that_can_change() -> None:
    """What one visitor does to arrays that the engine hands out must never show in the room next door."""
    mine, theirs = begun(), begun()
    before = theirs.branch("A").timeline.state_hash(MONTHS)
    world = mine.branch("A").timeline.world_at(10)
    world.civilians.trust_police[:] = 0
    world.nation.patronage[:] = 0
    assert mine.branch("A").timeline.world_at(10).nation.patronage[0] > 0
    with pytest.raises(ValueError, match="read-only"):
        mine.branch("A").timeline.record["trust_police"][3] = 0
    with pytest.raises(ValueError, match="read-only"):
        mine.branch("A").timeline.table("nation")[3, 0]["patronage"] = 0
    mine.decide("A", MORE)
    assert theirs.branch("A").timeline.state_hash(MONTHS) == before
    assert np.all(theirs.branch("A").timeline.world_at(10).nation.patronage > 0)
    assert not theirs.branch("A").decisions


def test_a_decision_in_the_past_drops_the_later_ones_of_its_branch() -> None:
    """They were taken in a future that will not come; other branches keep theirs."""
    session = begun()
    session.decide("A", REST)
    session.fork("A")
    assert session.decide("A", MORE) == (REST,)
    assert session.branch("A").decisions == (MORE,)
    assert session.branch("B").decisions == (REST,)
    assert session.decide("A", REST) == ()


def test_undo_takes_back_the_last_decision_and_its_history() -> None:
    """The room may change its mind: the history is the one before to the bit."""
    session = begun()
    session.fork("A")
    session.decide("B", MORE)
    assert session.undo("B") == MORE
    assert differing(*session.branches) is None
    assert session.undo("B") is None


def test_the_cursor_stays_within_the_history() -> None:
    """A slider or a key held down runs against the ends, never beyond."""
    session = begun()
    assert [session.go(month) for month in (-5, 7, 10**9)] == [0, 7, MONTHS]


def test_branches_are_few_and_one_is_always_left() -> None:
    """Each costs a run and a place on the screen; a letter that was freed is given again."""
    session = begun()
    made = [session.fork("A").letter for _ in LETTERS[1:]]
    assert made == list(LETTERS[1:])
    with pytest.raises(UsersMistakeError, match="close one first"):
        session.fork("A")
    session.close("B")
    assert session.fork("A").letter == "B"
    for letter in LETTERS[1:]:
        session.close(letter)
    with pytest.raises(UsersMistakeError, match="the only branch"):
        session.close("A")
    with pytest.raises(UsersMistakeError, match="there is no branch B; there are: A"):
        session.decide("B", MORE)


@pytest.mark.parametrize("title", ["x" * 61, "${oc.env:HOME}", "a\nb", "\u202eabc"])
def test_titles_that_could_not_be_kept_are_refused(title: str) -> None:
    """A title goes into files and onto screens."""
    session = begun()
    with pytest.raises(UsersMistakeError, match="title"):
        session.fork("A", title)
    assert [branch.letter for branch in session.branches] == ["A"]
    session.rename("A", "Côte <b>")
    assert session.branch("A").title == "Côte <b>"


def test_a_branch_holds_many_decisions_but_not_any_number() -> None:
    """Each is a line of a file and a mark on an axis; the limit is told before anything is run."""
    session = begun()
    many = tuple(taken("share", 3, action="camps", to=0.5) for _ in range(MOST_DECISIONS))
    with pytest.raises(UsersMistakeError, match="undo one first"):
        session._told((*many, MORE))


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"scenario_file": "/etc/passwd"}, "scenario_file cannot be set in a session"),
        ({"hooks": "os:system"}, "hooks cannot be set"),
        ({"extension.reforms.x": 1}, "extension.reforms.x cannot be set"),
        ({"run.threads": 1000}, "run.threads cannot be set"),
        ({"run.civilians": 10**7}, "run.civilians is 10000000; it must be a whole number, 20,000 at most"),
        ({"run.months": 600}, "run.months is 600; it must be a whole number, 240 at most"),
        ({"run.months": True}, "run.months is true"),
        ({"country.patronage": "${oc.env:HOME}"}, "country.patronage is"),
        ({"country.patronage": [1, 2]}, "country.patronage is"),
        ({"country/../x": 1}, "cannot be set"),
        ({"country.title": "a\x1b[31m"}, "country.title is"),
    ],
)
def test_a_start_takes_values_only(overrides: dict[str, object], said: str) -> None:
    """A session file comes from strangers: no file, no code, no size that would stop the room."""
    from ssrsim.session.start import start_from

    with pytest.raises(UsersMistakeError) as refused:
        start_from({"overrides": overrides})
    assert said in str(refused.value)


def test_a_start_tells_faults_of_names_and_ranges() -> None:
    """What the scenario itself refuses is told as the command line tells it, all at once."""
    with pytest.raises(UsersMistakeError) as refused:
        Session(Start(plan="no_such_plan", overrides={**SIZE, "country.patronage": 7.5, "country.colour": 1}))
    for said in ("plan is no_such_plan", "country.patronage is 7.5", "country.colour is not a key"):
        assert said in str(refused.value)
