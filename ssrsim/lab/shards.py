"""A shard of a study, run and stored in one process: what every worker does.

A run that breaks an invariant has failed and is stored as such. One that fails otherwise is tried three times, because
memory may be short for a moment; then it is set aside with its error, and the others of its shard are delivered. A disk
at fault ends the study and marks no run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
from pydantic import ValidationError

from ssrsim.lab.ensemble import Record, gather, runner
from ssrsim.phases.engine import BrokenInvariant
from ssrsim.records.results import FailedRun, Results
from ssrsim.records.study_store import Store, open_store
from ssrsim.records.study_tables import study_tables
from ssrsim.scenario.faults import type_faults
from ssrsim.scenario.study import Part, Shard, Study

TRIES = 3
NOT_KNOWN = -1  # month in which a run failed that did not tell


def run_shard(folder: str, shard: Shard) -> None:
    """Run what a shard holds and store it, unless it is there already.

    Raises:
        OSError: The disk is full or at fault; then the shard is not there.
    """
    store = _opened(folder)
    if store.receipt(shard) is None:
        store.commit(shard, *tables_of(store.study, shard))


def tables_of(study: Study, shard: Shard) -> tuple[dict[str, pa.Table], list[int]]:
    """Run what a shard holds: its tables, and the numbers of the runs that failed."""
    pieces: dict[str, list[pa.Table]] = {}
    failed: list[int] = []
    for part in study.parts(shard):
        results = _run(study, part)
        failed += [part.cell * study.replicates + run.replicate for run in results.failed]
        for name, table in study_tables(results, study, part.cell).items():
            pieces.setdefault(name, []).append(table)
    return {name: pa.concat_tables(tables).unify_dictionaries() for name, tables in pieces.items()}, failed


def set_aside(store: Store, run: int, why: str) -> None:
    """Store a run that never came to its end as a failed one."""
    cell, replicate = divmod(run, store.study.replicates)
    results = gather(store.study.plain_scenario(cell), {}, [FailedRun(replicate, NOT_KNOWN, why)], 0.0)
    store.commit(Shard(run, 1), study_tables(results, store.study, cell), [run])


def _run(study: Study, part: Part) -> Results:
    """The replicates of one cell, each delivered or failed."""
    replicates = range(part.first, part.first + part.n)
    try:
        scenario = study.scenario(part.cell)
    except ValidationError as error:
        why = why_unsound(error)
        failed = [FailedRun(replicate, NOT_KNOWN, why) for replicate in replicates]
        return gather(study.plain_scenario(part.cell), {}, failed, 0.0)
    run = runner(scenario)
    kept: dict[int, Record] = {}
    failed = []
    for replicate in replicates:
        try:
            kept[replicate] = _tried(run, replicate)
        except BrokenInvariant as broken:
            failed.append(FailedRun(replicate, broken.month, str(broken)))
        except OSError:
            raise
        except Exception as error:
            failed.append(FailedRun(replicate, NOT_KNOWN, f"{type(error).__name__}: {error}"))
    return gather(scenario, kept, failed, 0.0)


def why_unsound(error: ValidationError) -> str:
    """What is wrong with the scenario of a point."""
    return "; ".join(fault.sentence for fault in type_faults(error)) or str(error.errors()[0]["msg"])


def _tried(run: Callable[[int], Record], replicate: int) -> Record:
    """The run, tried three times."""
    for _ in range(TRIES - 1):
        try:
            return run(replicate)
        except (BrokenInvariant, OSError):  # it would break it again; a disk at fault is no fault of the run
            raise
        except Exception:  # tried again; what the last try raises is kept as the error of the run
            continue
    return run(replicate)


@lru_cache(maxsize=1)
def _opened(folder: str) -> Store:
    return open_store(Path(folder))
