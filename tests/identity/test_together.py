"""Threads that share one run: they change the time it takes, nothing else."""

from __future__ import annotations

import pytest

from ssrsim.phases import engine
from ssrsim.phases.engine import BrokenInvariant, advance
from ssrsim.world.fingerprint import fingerprint
from ssrsim.world.world import World


@pytest.fixture
def few_are_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Split phases over small tables too, or a test would need a large country."""
    monkeypatch.setattr(engine, "SHARED_ROWS", 5)


@pytest.mark.parametrize("threads", [2, 3])
@pytest.mark.parametrize("context", ["calm", "violent"])
def test_a_run_shared_by_threads_is_the_same_run(
    few_are_shared: None, starts: dict[str, World], ends: dict[str, World], context: str, threads: int
) -> None:
    """Who sees another result with two cores than with one can trust neither."""
    world = starts[context].copied()
    advance(world, 1, len(world.record) - 1, threads)
    assert fingerprint(world) == fingerprint(ends[context])


def test_every_thread_stops_at_a_broken_invariant(few_are_shared: None, starts: dict[str, World]) -> None:
    """A thread that went on alone would wait for the others for ever."""
    world = starts["calm"].copied()
    world.strata.people[0] += 1
    with pytest.raises(BrokenInvariant, match="month 1: people were lost or made"):
        advance(world, 1, len(world.record) - 1, threads=2)
    assert world.record.police_strength[2] == 0


def test_few_people_are_left_to_one_thread(starts: dict[str, World], monkeypatch: pytest.MonkeyPatch) -> None:
    """Meeting takes longer than the work on a small table."""
    monkeypatch.setattr(engine.Driver, "run_together", lambda *_: pytest.fail("shared"))
    advance(starts["calm"].copied(), 1, 1, threads=2)
