"""Whatever is interrupted, killed or blamed: every run is delivered once, and only runs that kill are set aside.

No process is started here: the engine's hands are a script of accidents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssrsim.endings import SOME_RUNS_FAILED, ending
from ssrsim.lab import cluster
from ssrsim.lab.cluster import IN_A_ROW, Queue, StudyStopped
from ssrsim.lab.shards import TRIES
from ssrsim.lab.studies import Agenda
from ssrsim.records.study_store import Receipt
from ssrsim.scenario.study import Shard, Study


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


@dataclass
class Shelf:
    """A store in memory."""

    study: Study
    there: dict[Shard, Receipt] = field(default_factory=dict)
    aside: list[int] = field(default_factory=list)
    folder: str = "studies/shelf"

    def commit(self, shard: Shard) -> None:
        """Says that a shard is there."""
        self.there[shard] = Receipt(shard, (), {})

    def receipt(self, shard: Shard) -> Receipt | None:
        """What there is of a shard."""
        return self.there.get(shard)

    def receipts(self) -> list[Receipt]:
        """All that is there."""
        return [self.there[shard] for shard in sorted(self.there)]

    def table(self, receipt: Receipt, name: str) -> pa.Table:
        """Only the numbers of its runs."""
        return pa.table({"run": list(range(receipt.shard.first, receipt.shard.first + receipt.shard.n))})

    def runs(self) -> list[int]:
        """The runs that are there, twice where they are there twice."""
        return sorted(run for first, n in self.there for run in range(first, first + n))


@dataclass
class Accidents:
    """Hands for `_work`: what ends next, and how, is drawn; killer runs kill their process each time."""

    store: Shelf
    killers: frozenset[int]
    draw: Callable[[int], int]  # a number below the one given
    interruptions: int
    room: int = 4
    out: list[tuple[Shard, int]] = field(default_factory=list)

    def give(self, shard: Shard, number: int) -> None:
        """Have a shard run."""
        self.out.append((shard, number))

    def take(self) -> tuple[Shard, bool]:
        """What ended, and whether it is there."""
        shard, number = self.out.pop(self.draw(len(self.out)))
        kills = any(run in self.killers for run in range(shard.first, shard.first + shard.n))
        by_chance = number <= TRIES and self.draw(4) == 0  # of a run alone the first try only: three are no chance
        if self.interruptions and self.draw(12) == 0:
            self.interruptions -= 1
            raise Interrupted
        if not kills and (not by_chance or self.draw(2)):  # a process may also die when all is stored
            self.store.commit(shard)
        return shard, not kills and not by_chance


def study_of(cells: int, replicates: int, per_shard: int, batch: int | None = None) -> Study:
    """A study that nobody can run, of one plan."""
    return Study(
        name="s", title="s", base={}, plans={"p": {}}, factors=(), points=((),) * cells, design={},
        replicates=replicates, half_width=None if batch is None else 0.1, batch=batch or 1, runs_per_shard=per_shard,
        source_hash="",
    )  # fmt: skip


def finish(shelf: Shelf, hands: Callable[[], Accidents], enough: Callable[[pa.Table], bool]) -> list[tuple[int, int]]:
    """Go on with a study until it is not interrupted any more; what was reported last."""
    told: list[tuple[int, int]] = []
    while True:
        agenda = Agenda(shelf, enough, lambda done, total: told.append((done, total)))
        queue = Queue(agenda.missing())
        try:
            now = hands()
            while not queue.empty:
                cluster._work(now, queue, agenda.done)
                cluster._run_suspects(now, queue, agenda.done)
        except Interrupted:
            continue
        return told


@pytest.fixture(scope="module", autouse=True)
def _noted():
    """Runs that are set aside are noted and not written."""
    with pytest.MonkeyPatch.context() as patch:

        def set_aside(store: Shelf, run: int, why: str) -> None:
            assert f"{TRIES} times" in why
            store.aside.append(run)
            store.commit(Shard(run, 1))

        patch.setattr(cluster, "set_aside", set_aside)
        yield


CASES = {"cells": st.integers(1, 4), "replicates": st.integers(1, 7), "per_shard": st.integers(1, 9), "data": st.data()}


@settings(max_examples=150)
@given(**CASES)
def test_every_run_comes_once_and_only_killers_are_set_aside(cells, replicates, per_shard, data):
    shelf = Shelf(study_of(cells, replicates, per_shard))
    killers = frozenset(data.draw(st.sets(st.integers(0, cells * replicates - 1), max_size=IN_A_ROW - 1)))
    left = [data.draw(st.integers(0, 6))]
    random = data.draw(st.randoms(use_true_random=False))

    def hands() -> Accidents:
        left[0] -= 1
        return Accidents(shelf, killers, random.randrange, int(left[0] > 0))

    finish(shelf, hands, lambda _: True)
    assert shelf.runs() == list(range(cells * replicates))
    assert sorted(shelf.aside) == sorted(killers)


@settings(max_examples=150)
@given(batch=st.integers(1, 4), targets=st.lists(st.integers(1, 9), min_size=4, max_size=4), **CASES)
def test_as_many_runs_as_needed_are_the_same_however_interrupted(cells, replicates, per_shard, batch, targets, data):
    study = study_of(cells, replicates, per_shard, batch)
    shelf = Shelf(study)
    killers = frozenset(data.draw(st.sets(st.integers(0, cells * replicates - 1), max_size=IN_A_ROW - 1)))
    left = [data.draw(st.integers(0, 6))]
    random = data.draw(st.randoms(use_true_random=False))

    def hands() -> Accidents:
        left[0] -= 1
        return Accidents(shelf, killers, random.randrange, int(left[0] > 0))

    def enough(runs: pa.Table) -> bool:
        numbers = runs.column("run").to_pylist()
        cell = numbers[0] // replicates
        assert numbers == list(range(cell * replicates, cell * replicates + len(numbers)))
        return len(numbers) >= targets[cell]

    finish(shelf, hands, enough)
    expected = []
    for cell in range(cells):
        n = min(replicates, -(-targets[cell] // batch) * batch)
        expected += range(cell * replicates, cell * replicates + n)
    assert shelf.runs() == expected
    assert sorted(shelf.aside) == sorted(killers & set(expected))


@settings(max_examples=50)
@given(there=st.sets(st.integers(0, 11)), whole=st.sets(st.integers(0, 3)), per_shard=st.sampled_from((1, 2, 3)))
def test_only_what_is_missing_is_asked_for(there, whole, per_shard):
    shelf = Shelf(study_of(2, 6, per_shard))
    shards = list(shelf.study.first_shards())
    for place in whole:
        shelf.commit(shards[place])
    for run in there - set(shelf.runs()):
        shelf.commit(Shard(run, 1))
    before = shelf.runs()
    agenda = Agenda(shelf, lambda _: True, lambda done, total: None)
    asked = [run for first, n in agenda.missing() for run in range(first, first + n)]
    assert sorted(before + asked) == list(range(12))


def test_the_progress_ends_with_all_runs():
    shelf = Shelf(study_of(3, 5, 4))
    told = finish(shelf, lambda: Accidents(shelf, frozenset({3}), lambda n: n - 1, 0), lambda _: True)
    assert told[-1] == (15, 15)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_study_whose_runs_all_crash_is_stopped_before_long():
    shelf = Shelf(study_of(100, 100, 10))
    given: list[Shard] = []

    class Counting(Accidents):
        def give(self, shard: Shard, number: int) -> None:
            given.append(shard)
            super().give(shard, number)

    everything = frozenset(range(10_000))
    with pytest.raises(StudyStopped, match="ssrsim reproduce studies/shelf"):
        finish(shelf, lambda: Counting(shelf, everything, lambda n: n - 1, 0), lambda _: True)
    assert len(shelf.aside) == IN_A_ROW
    assert len(given) <= 3 * TRIES * IN_A_ROW


def test_a_study_that_is_stopped_ends_with_a_sentence(capsys):
    def stopped() -> None:
        raise StudyStopped("10 runs in a row killed their process")

    assert ending(stopped) == SOME_RUNS_FAILED
    assert capsys.readouterr().err == "10 runs in a row killed their process\n"
