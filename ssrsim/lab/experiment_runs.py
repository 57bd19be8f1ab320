"""Runs the tasks of an experiment, several at a time, and keeps of each run only what was asked for.

Thousands of runs leave one row each, not their months: what a row holds is the business of who measures.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any, NamedTuple

import numpy as np

from ssrsim.lab.ensemble import gather, record_of
from ssrsim.lab.interviews import answers_of
from ssrsim.lab.sampling import Task
from ssrsim.phases.engine import BrokenInvariant, advance, settle
from ssrsim.records.results import FailedRun, Results
from ssrsim.world.build import build
from ssrsim.world.world import World

Row = dict[str, Any]
Measure = Callable[[Results], Row]
SPREAD = "trust_spread"  # column: standard deviation of trust in the police over people in the last month


class Outcomes(NamedTuple):
    """A row for each run (or each person asked), in the order of arms, points and replicates, and what failed."""

    rows: list[Row]
    failed: list[FailedRun]


def run_tasks(
    tasks: Sequence[Task], measure: Measure, interviews: int, report: Callable[[float], None], threads: int = 0
) -> Outcomes:
    """Run all tasks; `report(years)` is told of the simulated years of each that ended.

    The model must have been compiled before (`ensemble.compile_model`).
    """
    kept: dict[int, Outcomes] = {}
    pool = ThreadPoolExecutor(max_workers=threads or os.cpu_count() or 1)
    try:
        futures = {pool.submit(_run, task, measure, interviews): place for place, task in enumerate(tasks)}
        for future in as_completed(futures):
            kept[futures[future]] = future.result()
            report(tasks[futures[future]].years)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    in_order = [kept[place] for place in sorted(kept)]
    return Outcomes([row for one in in_order for row in one.rows], [run for one in in_order for run in one.failed])


def _run(task: Task, measure: Measure, interviews: int) -> Outcomes:
    scenario = task.scenario()
    template = build(scenario)
    outcomes = Outcomes([], [])
    for replicate in task.replicates:
        head: Row = {"arm": task.arm, "point": task.point, "replicate": replicate, **task.drawn}
        try:
            world = settle(template, scenario.run.seed, replicate)
            advance(world, 1, scenario.run.months)
        except BrokenInvariant as broken:
            outcomes.failed.append(FailedRun(replicate, broken.month, str(broken)))
            continue
        if interviews:
            outcomes.rows.extend({**head, **answer} for answer in answers_of(world, interviews, replicate))
        else:
            results = gather(scenario, {replicate: record_of(world, scenario)}, [], 0.0)
            outcomes.rows.append({**head, SPREAD: spread_of_trust(world), **measure(results)})
    return outcomes


def spread_of_trust(world: World) -> float:
    """Standard deviation of trust in the police over people."""
    people = world.civilians
    return float(np.sqrt(np.cov(people.trust_police, aweights=people.weight)))
