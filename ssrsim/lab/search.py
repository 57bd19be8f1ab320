"""The runs of a search: many plans in the same random worlds, and what is kept of each run."""

from __future__ import annotations

import hashlib
import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ssrsim.lab.ensemble import run_ensemble
from ssrsim.lab.forks import LEAN, Forks, Walker
from ssrsim.phases.engine import BrokenInvariant
from ssrsim.records.results import CENTS_PER_USD_M, mean_of_months
from ssrsim.scenario.planning.candidates import Candidate
from ssrsim.scenario.run import MAX_SEED
from ssrsim.scenario.scenario import Scenario

Report = Callable[[int, int], None]
# what is kept of each run, in this order
KEPT = ("peace_months", "peace", "recurrence", "trust_police_end", "trust_police_mean", "abuse_per_1000",
        "bribe_incidence_mean", "money_leaked", "money_spent")  # fmt: skip
PER_PEOPLE = 1_000
BETWEEN_REPORTS = 0.5  # seconds


class Broken(NamedTuple):
    """A run that broke an invariant."""

    plan: str
    replicate: int
    sentence: str


class Sample(NamedTuple):
    """Runs of some plans in some random worlds.

    Attributes:
        values: float64[plans, worlds, kept]; NaN where a run failed.
        traces: uint64[plans, worlds]: a hash of everything that was recorded.
        failed: Runs that broke an invariant, in order of plan and replicate.
    """

    values: np.ndarray
    traces: np.ndarray
    failed: tuple[Broken, ...]


def seed_of(scenario: Scenario, stage: int) -> int:
    """The seed of a stage: no stage sees a world of another."""
    return (scenario.run.seed + stage) % (MAX_SEED + 1)


def sized(scenario: Scenario, civilians: int, officers: int) -> Scenario:
    """The scenario with other numbers of rows, and nothing recorded but the national series."""
    run = scenario.run.model_copy(update={"civilians": civilians, "officers": officers})
    return scenario.model_copy(update={"run": run, "records": LEAN})


def shared_runs(scenario: Scenario, candidates: Sequence[Candidate]) -> float:
    """As how many whole runs all plans count in one random world, where what they share is run once."""
    return Forks(scenario, candidates).shared_months / scenario.run.months


def seconds_of_run(scenario: Scenario, candidate: Candidate) -> float:
    """How long one run takes here, the quicker of two, to tell people how long they will wait."""
    walker, times = Forks(scenario, [candidate]).walker(), [time.perf_counter()]
    for replicate in range(2):
        walker.walk(scenario.run.seed, replicate, lambda plan, left: None)
        times.append(time.perf_counter())
    return min(end - begin for begin, end in pairwise(times))


def run_candidates(
    scenario: Scenario, candidates: Sequence[Candidate], seed: int, worlds: range, report: Report
) -> Sample:
    """Run plans in random worlds, each thread taking whole worlds; their number changes nothing but the time.

    Args:
        scenario: Everything but the plan.
        candidates: Plans with equally many actions.
        seed: As run.seed.
        worlds: Replicates.
        report: Called with runs done and runs wanted.
    """
    forks = Forks(scenario, candidates)
    threads = max(1, min(scenario.run.threads or os.cpu_count() or 1, len(worlds)))
    free: queue.SimpleQueue[Walker] = queue.SimpleQueue()
    for _ in range(threads):
        free.put(forks.walker())
    work = _Work(scenario, [one.name for one in candidates], seed, worlds, free)
    pool = ThreadPoolExecutor(max_workers=threads)
    try:
        going = {pool.submit(work.of_one_world, column) for column in range(len(worlds))}
        while going:
            ended, going = wait(going, timeout=BETWEEN_REPORTS)
            for future in ended:
                future.result()
            report(int(work.done.sum()), work.done.size)
    finally:
        work.stopped.set()
        pool.shutdown(wait=True, cancel_futures=True)
    return Sample(work.values, work.traces, tuple(sorted(work.failed)))


class _Work:
    """What the threads share: each writes the column of its own world."""

    def __init__(
        self, scenario: Scenario, names: Sequence[str], seed: int, worlds: range, free: queue.SimpleQueue[Walker]
    ) -> None:
        self.values = np.full((len(names), len(worlds), len(KEPT)), np.nan)
        self.traces = np.zeros((len(names), len(worlds)), np.uint64)
        self.failed: list[Broken] = []
        self.done = np.zeros((len(names), len(worlds)), np.bool_)
        self.stopped = threading.Event()
        self._names, self._seed, self._worlds, self._free = names, seed, worlds, free
        self._population = scenario.country.population

    def of_one_world(self, column: int) -> None:
        """All plans in one world."""
        walker, replicate = self._free.get(), self._worlds[column]

        def leave(plan: int, left: np.ndarray | BrokenInvariant) -> None:
            if self.stopped.is_set():
                raise KeyboardInterrupt
            self.done[plan, column] = True
            if isinstance(left, BrokenInvariant):
                self.failed.append(Broken(self._names[plan], replicate, str(left)))
            else:
                self.values[plan, column] = kept_of(left, self._population)
                self.traces[plan, column] = trace_of(left)

        try:
            walker.walk(self._seed, replicate, leave)
        finally:
            self._free.put(walker)  # who waits for it would wait for ever


def run_plan(scenario: Scenario, seed: int, worlds: int, report: Report) -> Sample:
    """Run the scenario with its own plan, whatever that waits for or reacts to."""
    run = scenario.run.model_copy(update={"seed": seed, "replicates": worlds})
    results = run_ensemble(scenario.model_copy(update={"run": run, "records": LEAN}), report)
    values, traces = np.full((1, worlds, len(KEPT)), np.nan), np.zeros((1, worlds), np.uint64)
    for replicate, record in zip(results.replicates, results.series, strict=True):
        values[0, replicate] = kept_of(record, scenario.country.population)
        traces[0, replicate] = trace_of(record)
    broken = (Broken(scenario.plan.name, one.replicate, one.message) for one in results.failed)
    return Sample(values, traces, tuple(broken))


def kept_of(record: np.ndarray, population: int) -> tuple[float, ...]:
    """What is kept of one run, as `KEPT`: peace-months are 0 where the war never ended."""
    months = len(record) - 1
    recurred = record["recurrence_25"] > 0
    until = int(recurred.argmax()) if recurred.any() else months
    goes_on = record["war_continues"][-1] > 0  # the war that should have ended
    trust = record["trust_police"][1:].astype(np.float64)
    bribes = record["bribe_incidence"][1:].astype(np.float64)
    return (
        0.0 if goes_on else float(until),
        float(not recurred.any() and not goes_on),
        float(recurred.any()),
        float(record["trust_police"][-1]),
        float(trust.mean()),
        float(record["abuse"][1:].astype(np.float64).sum()) * PER_PEOPLE / max(population, 1),
        float(mean_of_months(bribes[None])[0]),
        float(record["money_leaked"][-1]) / CENTS_PER_USD_M,
        float(record["money_spent"][-1]) / CENTS_PER_USD_M,
    )


def trace_of(record: np.ndarray) -> int:
    """A hash of everything that was recorded of one run."""
    return int.from_bytes(hashlib.blake2b(record.tobytes(), digest_size=8).digest(), "little")
