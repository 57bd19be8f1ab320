"""A study from its question to its last run: what is missing is run, what is there is never run again."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from pydantic import ValidationError

from ssrsim.lab.cluster import Queue, run_shards
from ssrsim.lab.designs import design_rows
from ssrsim.lab.shards import why_unsound
from ssrsim.lab.study_code import code_hash
from ssrsim.records.durable import clear_partial
from ssrsim.records.study_store import Store
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.run import AUTO, BATCH, MOST_RUNS, Run
from ssrsim.scenario.study import Shard, Study, shard_size
from ssrsim.scenario.study_file import Executor

if TYPE_CHECKING:
    from ssrsim.config.study import StudyAsked

Report = Callable[[int, int], None]
Enough = Callable[[pa.Table], bool]
ONE_RUN = {
    "replicates": 1,
    "threads": 1,
    "half_width": Run().half_width,
}  # of each scenario of a study; the study says how many


LOCK = ".lock"
MOST_AT_ONCE = 20  # points that are looked at before anything runs


def study_of(asked: StudyAsked) -> Study:
    """The study that is asked for: its scenarios, one for each plan and alike in all else, at every point.

    Raises:
        UsersMistakeError: The design cannot be made, or one of its first points contradicts itself.
    """
    first, design = asked.scenarios[0], asked.design
    given, run = first.model_dump(mode="json"), first.run
    told = {"points": design.points, "levels": design.levels, "seed": design.seed}
    study = Study(
        name=asked.name,
        title=asked.title,
        base={key: value for key, value in given.items() if key != "plan"} | {"run": given["run"] | ONE_RUN},
        plans={scenario.plan.name: scenario.model_dump(mode="json")["plan"] for scenario in asked.scenarios},
        factors=asked.factors,
        points=tuple(design_rows(design.kind, asked.factors, **told, rows=asked.rows)),
        design={"kind": design.kind, **told},
        replicates=MOST_RUNS if run.replicates == AUTO else run.replicates,
        half_width=run.half_width if run.replicates == AUTO else None,
        batch=BATCH,
        runs_per_shard=shard_size(run.months, run.civilians + run.officers),
        source_hash=code_hash(first.hooks),
    )
    for cell in range(min(study.n_cells, MOST_AT_ONCE)):
        _check(study, cell)
    return study


def _check(study: Study, cell: int) -> None:
    try:
        study.scenario(cell)
    except ValidationError as error:
        point, plan = study.place(cell)
        said = f"point {point} under plan {plan} is no sound scenario: {why_unsound(error)}"
        raise UsersMistakeError(said) from None


class AtWorkError(UsersMistakeError):
    """Somebody else is running this study."""


def set_right(store: Store, report: Report) -> list[str]:
    """Look at every stored file, and forget the shards of those that are not what was written: what was wrong.

    Raises:
        AtWorkError: Another process runs the study.
        OSError: A file cannot be read.
    """
    with _alone(store):
        faults: list[str] = []
        for shard in store.damaged_receipts():
            faults.append(f"{store.receipt_path(shard)} is not what was written")
            store.forget(shard)
        receipts = store.receipts()
        for done, receipt in enumerate(receipts, start=1):
            wrong = store.faults(receipt)
            if wrong:
                faults += wrong
                store.forget(receipt.shard)
            report(done, len(receipts))
        return faults


def run_study(store: Store, executor: Executor, report: Report, enough: Enough) -> None:
    """Run what is missing of a study.

    Args:
        store: its folder.
        executor: who runs it.
        report: is told how many runs are there and how many there will be at least.
        enough: whether the runs of a cell give the half-width that the study asks for.

    Raises:
        AtWorkError: Another process runs it.
        OSError: The disk is full or at fault. What is stored stays.
        StudyStopped: Run after run kills its process.
    """
    with _alone(store):
        clear_partial(store.folder)
        agenda = Agenda(store, enough, report)
        try:
            run_shards(store, Queue(agenda.missing()), executor, agenda.done)
        finally:
            clear_partial(store.folder)


class Agenda:
    """What of a study is there, and what is to be run next."""

    def __init__(self, store: Store, enough: Enough, report: Report) -> None:
        self.store = store
        self.enough = enough
        self.report = report
        self.there = np.zeros(store.study.n_cells, np.int64)  # runs by cell
        self.single: set[int] = set()  # runs that are there alone, of a shard that is not
        self.shards: set[Shard] = set()
        for receipt in store.receipts():
            self.shards.add(receipt.shard)
            self._count(receipt.shard)
        self.single = {shard.first for shard in self.shards if shard.n == 1}
        self.told = int(self.there.sum())
        self.expected = self._expected()

    def missing(self) -> Iterator[Shard]:
        """What is to be run, as far as it can be told before it is run."""
        study = self.store.study
        if study.half_width is None:
            for shard in study.first_shards():
                yield from self._left_of(shard)
        else:
            for cell in range(study.n_cells):
                begun = int(self.there[cell]) // study.batch * study.batch
                if self.there[cell] > begun:  # a batch of which some runs are there alone
                    yield from self._left_of(study.batch_of(cell, begun))
                elif (more := self._next_batch(cell)) is not None:
                    yield more

    def done(self, shard: Shard) -> Shard | None:
        """A shard is there; what its cell needs more, if anything."""
        study = self.store.study
        self._count(shard)
        self.told += shard.n
        cell = shard.first // study.replicates
        more = self._next_batch(cell) if study.half_width is not None else None
        self.expected += more.n if more else 0
        self.report(self.told, self.expected)
        return more

    def _count(self, shard: Shard) -> None:
        for part in self.store.study.parts(shard):
            self.there[part.cell] += part.n

    def _expected(self) -> int:
        study = self.store.study
        if study.half_width is None:
            return study.n_runs
        return int(np.maximum(self.there, min(study.batch, study.replicates)).sum())

    def _left_of(self, shard: Shard) -> Iterator[Shard]:
        """A planned shard, or what is missing of it where some of its runs are there alone."""
        if shard in self.shards:
            return
        runs = range(shard.first, shard.first + shard.n)
        alone = [run for run in runs if run in self.single]
        if alone:
            yield from (Shard(run, 1) for run in runs if run not in self.single)
        else:
            yield shard

    def _next_batch(self, cell: int) -> Shard | None:
        """The next batch of a cell, where one is needed."""
        study = self.store.study
        n = int(self.there[cell])
        if n >= study.replicates or n % study.batch:
            return None
        if n and self.enough(runs_of(self.store, cell, n)):
            return None
        return study.batch_of(cell, n)


def runs_of(store: Store, cell: int, n: int) -> pa.Table:
    """The table `runs` of the first n replicates of a cell."""
    study = store.study
    tables: list[pa.Table] = []
    for done in range(0, n, study.batch):
        shard = study.batch_of(cell, done)
        whole = store.receipt(shard)
        singles = (store.receipt(Shard(run, 1)) for run in range(shard.first, shard.first + shard.n))
        receipts = [whole] if whole else [single for single in singles if single]
        tables += [store.table(receipt, "runs") for receipt in receipts]
    return pa.concat_tables(tables).unify_dictionaries()


def runs_there(store: Store) -> tuple[int, int]:
    """How many runs are there, and how many there will be at least."""
    agenda = Agenda(store, lambda _: True, lambda done, total: None)
    return agenda.told, agenda.expected


def process_at_work(store: Store) -> int | None:
    """The process that runs the study now, if there is one."""
    if not (store.folder / LOCK).exists():  # nothing was ever run, or it is a copy; look and touch nothing
        return None
    with (store.folder / LOCK).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(lock.read() or 0)
    return None


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Nobody else works on the study meanwhile."""
    with (store.folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AtWorkError(f"{store.folder} is being run by another process; wait for it, or stop it") from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield
