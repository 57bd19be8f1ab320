"""Many replicates of one scenario in one process: threads, because the compiled months release the interpreter lock.

A replicate is named by (seed, replicate) alone, so results do not depend on the number of threads or of replicates.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache, partial
from importlib import import_module
from typing import NamedTuple

import numpy as np

from ssrsim.phases.engine import BrokenInvariant, advance, compile_steps, settle, settle_in_place
from ssrsim.records.results import FailedRun, Results
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.events import EVENT_DTYPE
from ssrsim.scenario.run import AUTO, BATCH, MOST_RUNS
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build, empty_world
from ssrsim.world.world import (
    DISTRICT_RECORD_DTYPE,
    DONOR_RECORD_DTYPE,
    GROUP_RECORD_DTYPE,
    RECORD_DTYPE,
    REFORM_RECORD_DTYPE,
    World,
)

Report = Callable[[int, int], None]
Enough = Callable[[Sequence[np.ndarray]], bool]  # given the series of all runs so far: are there enough of them?


def _silent(done: int, total: int) -> None:
    """No progress wanted."""


def compile_model(scenario: Scenario, report: Report = _silent) -> None:
    """Compile the model once for this machine, or load it from the cache; `report(done, total)` as it goes."""
    compile_steps(build(scenario), report)


def run_ensemble(scenario: Scenario, report: Report = _silent, enough: Enough | None = None) -> Results:
    """Run `scenario.run.replicates` replicates; where that is auto, whole batches until there are enough.

    A replicate that breaks an invariant is listed as failed, never dropped. With hooks one
    replicate runs after the other, each month in pieces.

    Args:
        scenario: What to run.
        report: Called with runs done and runs known to be wanted; with auto the latter grows batch by batch.
        enough: For auto: the rule that stops, e.g. of `ssrsim.analysis.precision`. Called after each batch.

    Raises:
        UsersMistakeError: A hook is not there, or it failed; or replicates are auto and there is no rule.
    """
    if scenario.run.replicates == AUTO and enough is None:
        raise UsersMistakeError(
            "run.replicates is auto and nothing says when it is enough; give a number, or the rule of "
            "ssrsim.analysis.precision"
        )
    if scenario.hooks:
        return import_module("ssrsim.lab.hooked").run_with_hooks(scenario, report, enough)
    template = build(scenario)
    compile_steps(template)
    started = time.perf_counter()
    kept: dict[int, Record] = {}
    failed = _run(template, scenario, kept, report, enough)
    return gather(scenario, kept, failed, time.perf_counter() - started)


def _run(
    template: World, scenario: Scenario, kept: dict[int, Record], report: Report, enough: Enough | None
) -> list[FailedRun]:
    """Put the records of all replicates into `kept`, several at a time; returns those that failed."""
    failed: list[FailedRun] = []
    threads = scenario.run.threads or os.cpu_count() or 1
    at_once = min(threads, len(first_batch(scenario)))
    each = _only if scenario.run.replicates == 1 else _one
    one = partial(each, template, scenario, threads=threads // at_once)  # fewer runs than cores share them
    pool = ThreadPoolExecutor(max_workers=at_once)
    try:
        for batch in batches(scenario, kept, enough):
            futures = {pool.submit(one, replicate): replicate for replicate in batch}
            for future in as_completed(futures):
                replicate = futures[future]
                try:
                    kept[replicate] = future.result()
                except BrokenInvariant as broken:
                    failed.append(FailedRun(replicate, broken.month, str(broken)))
                report(len(kept) + len(failed), batch.stop)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return failed


class Record(NamedTuple):
    """What one replicate leaves behind."""

    series: np.ndarray
    districts: np.ndarray
    reforms: np.ndarray
    donors: np.ndarray
    groups: np.ndarray
    events: np.ndarray


def runner(scenario: Scenario) -> Callable[[int], Record]:
    """What runs a replicate of this scenario, given its number, one after the other.

    It raises BrokenInvariant for a run that breaks one, and UsersMistakeError for hooks that fail.
    """
    if scenario.hooks:
        return import_module("ssrsim.lab.hooked").runner(scenario)
    make_ready()
    template = build(scenario)
    return lambda replicate: _one(template, scenario, replicate)


@cache
def make_ready() -> None:
    """Load or compile the model, once in a process: every world has the same types."""
    compile_steps(empty_world())


def first_batch(scenario: Scenario) -> range:
    """The replicates that are run before anything is decided: all of a number, the first batch of auto."""
    return range(BATCH if scenario.run.replicates == AUTO else scenario.run.replicates)


def batches(scenario: Scenario, kept: Mapping[int, Record], enough: Enough | None) -> Iterator[range]:
    """The replicates to run, batch by batch; what is kept of all before decides whether another batch follows.

    Whole batches in order: how many runs there are depends on the scenario alone, not on threads or on luck in timing.
    """
    batch = first_batch(scenario)
    yield batch
    while enough is not None and scenario.run.replicates == AUTO and batch.stop < MOST_RUNS:
        if enough([kept[replicate].series for replicate in sorted(kept)]):
            return
        batch = range(batch.stop, batch.stop + BATCH)
        yield batch


def _one(template: World, scenario: Scenario, replicate: int, threads: int = 1) -> Record:
    return _lived(settle(template, scenario.run.seed, replicate), scenario, threads)


def _only(template: World, scenario: Scenario, replicate: int, threads: int = 1) -> Record:
    """The same where nobody else needs the template: then it need not be in memory beside its copy."""
    return _lived(settle_in_place(template, scenario.run.seed, replicate), scenario, threads)


def _lived(world: World, scenario: Scenario, threads: int) -> Record:
    advance(world, 1, scenario.run.months, threads)
    return record_of(world, scenario)


def record_of(world: World, scenario: Scenario) -> Record:
    """What is kept of a world that has run."""
    logged = min(int(world.nation.n_events[0]), len(world.events)) if scenario.records.events else 0
    return Record(
        series=np.asarray(world.record),
        districts=np.asarray(world.district_record),
        reforms=np.asarray(world.reform_record),
        donors=np.asarray(world.donor_record),
        groups=np.asarray(world.group_record),
        events=np.asarray(world.events[:logged]).copy(),
    )


def gather(scenario: Scenario, kept: dict[int, Record], failed: list[FailedRun], seconds: float) -> Results:
    """What all replicates left, side by side."""
    replicates = sorted(kept)
    months = scenario.run.months + 1
    wanted = scenario.records
    return Results(
        scenario=scenario,
        replicates=np.array(replicates, np.int64),
        series=_stacked([kept[r].series for r in replicates], (months,), RECORD_DTYPE),
        districts=_stacked([kept[r].districts for r in replicates], (months, len(scenario.country.districts)),
                           DISTRICT_RECORD_DTYPE) if wanted.districts else None,
        reforms=_stacked([kept[r].reforms for r in replicates], (months, len(scenario.reforms)),
                         REFORM_RECORD_DTYPE) if wanted.reforms else None,
        donors=_stacked([kept[r].donors for r in replicates], (months, len(scenario.donors)),
                        DONOR_RECORD_DTYPE) if wanted.donors else None,
        groups=_stacked([kept[r].groups for r in replicates], (months, len(scenario.country.groups)),
                        GROUP_RECORD_DTYPE) if wanted.groups else None,
        events=_events(replicates, kept),
        failed=tuple(sorted(failed, key=lambda run: run.replicate)),
        seconds=seconds,
    )  # fmt: skip


def _stacked(parts: list[np.ndarray], shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """The records of all replicates as one array, also where every replicate failed."""
    stacked = np.empty((len(parts), *shape), dtype)
    for place, part in enumerate(parts):
        stacked[place] = part
    return stacked


def _events(replicates: list[int], kept: dict[int, Record]) -> np.ndarray:
    dtype = np.dtype([("replicate", np.int64), *EVENT_DTYPE.descr])
    events = np.empty(sum(len(kept[r].events) for r in replicates), dtype)
    start = 0
    for replicate in replicates:
        lines = kept[replicate].events
        part = events[start : start + len(lines)]
        part["replicate"] = replicate
        for name in EVENT_DTYPE.names or ():
            part[name] = lines[name]
        start += len(lines)
    return events
