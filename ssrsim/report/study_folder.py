"""What can be done with the folder of a study: tell how far it is, prove it, repeat one of its runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
from rich.console import Console

from ssrsim.compiled import source_hash
from ssrsim.lab.random import generator
from ssrsim.lab.shards import tables_of
from ssrsim.lab.studies import process_at_work, runs_there
from ssrsim.lab.study_code import RUN_HOOKS, check_code, hooks_of
from ssrsim.records.content import difference
from ssrsim.records.durable import DamagedFileError
from ssrsim.records.study_store import Receipt, Store, notes_of, open_store
from ssrsim.report.progress import progress
from ssrsim.report.study_summary import HEAD, entry, say
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.plain import shown_list
from ssrsim.scenario.study import Shard, Study
from ssrsim.scenario.words.terms import counted

MOST_TOLD = 10


def tell_status(folder: str, console: Console) -> None:
    """How far a study is, what failed, who is running it.

    Raises:
        NotAStudyError, DamagedFileError: There is no study, or it is damaged.
    """
    store = open_store(Path(folder))
    study = store.study
    there, expected = runs_there(store)
    receipts = store.receipts()
    failed = sorted(run for receipt in receipts for run in receipt.failed)
    process = process_at_work(store)
    varied = shown_list([factor.path for factor in study.factors]) if study.factors else "nothing"
    many = "as many as needed" if study.half_width is not None else f"{study.replicates:,}"
    size = sum(bytes_ for receipt in receipts for _, bytes_ in receipt.files.values())
    entry(console, "Study", f"{study.title} ({folder})")
    entry(console, "Asked", f"{counted(len(study.points), 'point')} ({study.design['kind']}) over {varied}; "
                            f"{'plan' if len(study.plans) == 1 else 'plans'} {shown_list(study.plan_names)}; "
                            f"replicates {many}")  # fmt: skip
    entry(console, "There", f"{there:,} of {expected:,} runs, {len(failed):,} of them failed; {size / 1e6:,.1f} MB")
    entry(console, "Running", f"by process {process}" if process else "no")
    hooks = hooks_of(store)
    agreed = f" {RUN_HOOKS}" if hooks else ""
    if hooks:
        entry(console, "Hooks", f"{shown_list(hooks)}: Python code, which runs only for who says{agreed}")
    if not hooks and study.source_hash != source_hash():
        made = f"{notes_of(store.folder)['versions']['ssrsim']}, source {study.source_hash[:8]}"
        entry(console, "Version", f"{made}: another version of the model, which alone can go on with it")
    elif there < expected and not process:
        say(console, f"{'Next':<{HEAD}}ssrsim resume {folder}{agreed}")
    for row in _failures(store, receipts):
        month = f", month {row['failed_month']}" if row["failed_month"] >= 0 else ""
        where = f"point {row['point']}, plan {row['plan']}, replicate {row['replicate']}{month}"
        entry(console, "FAILED", f"run {row['run']} ({where}): {row['failed_message']}. Repeat it with:")
        say(console, f"{'':<{HEAD}}ssrsim reproduce {folder} {row['run']}{agreed}")
    if len(failed) > MOST_TOLD:
        more = f"{len(failed) - MOST_TOLD:,} more failed: rows of runs/ in which failed is true"
        entry(console, "", f"{'':<{HEAD}}and {more}")


def _failures(store: Store, receipts: list[Receipt]) -> list[dict[str, Any]]:
    """The first failed runs, as rows of the table `runs`."""
    rows: list[dict[str, Any]] = []
    columns = ("run", "point", "plan", "replicate", "failed", "failed_month", "failed_message")
    for receipt in receipts:
        if receipt.failed and len(rows) < MOST_TOLD:
            runs = store.table(receipt, "runs", columns)
            rows += runs.filter(runs.column("failed")).to_pylist()
    return rows[:MOST_TOLD]


def verify(folder: str, share: float, seed: int, console: Console, *, run_hooks: bool = False) -> None:
    """Looks at every file, and runs a random share of the shards again and compares them.

    Raises:
        DamagedFileError: A file is not what was written, or a number is not what comes out now.
        UsersMistakeError: There is nothing to compare, another version computed it, or hooks may not run.
    """
    store = open_store(Path(folder))
    check_code(store, run_hooks=run_hooks)
    receipts = store.receipts()
    if not receipts:
        raise UsersMistakeError(f"{folder} holds no run yet; go on with: ssrsim resume {folder}")
    faults = [f"{store.receipt_path(shard)} is not what was written" for shard in store.damaged_receipts()]
    with progress(console, "Looking at files") as report:
        for done, receipt in enumerate(receipts, start=1):
            faults += store.faults(receipt)
            report(done, len(receipts))
    if faults:
        raise DamagedFileError("; ".join(faults[:MOST_TOLD]) + f"; compute them again with: ssrsim resume {folder}")
    n = max(1, round(share * len(receipts)))
    chosen = sorted(generator(seed, "verify").choice(len(receipts), n, replace=False).tolist())
    runs = 0
    with progress(console, "Running again") as report:
        for done, place in enumerate(chosen, start=1):
            _compare(store, receipts[place])
            runs += receipts[place].shard.n
            report(done, n)
    whole = f"Every file of {counted(len(receipts), 'shard')} is what was written"
    say(console, f"{whole}; {counted(runs, 'run')} in {n} of them, chosen with --seed {seed}, came out the same to the "
                 "last bit")  # fmt: skip


def _compare(store: Store, receipt: Receipt) -> None:
    for name, again in tables_of(store.study, receipt.shard)[0].items():
        told = difference(name, store.table(receipt, name), again)
        if told:
            raise DamagedFileError(f"{store.folder}: {told}")


def reproduce(folder: str, run: int, console: Console, *, run_hooks: bool = False) -> bool:
    """Runs one run of a study again in this process and compares it with the stored one; returns whether it failed.

    Raises:
        UsersMistakeError: There is no such run, another version computed it, or hooks may not run.
        DamagedFileError: It comes out otherwise than it is stored.
    """
    store = open_store(Path(folder))
    study = store.study
    if not 0 <= run < study.n_runs:
        raise UsersMistakeError(f"run is {run}; the study has runs 0 to {study.n_runs - 1:,}")
    check_code(store, run_hooks=run_hooks)
    cell, replicate = divmod(run, study.replicates)
    point, plan = study.place(cell)
    say(console, f"Run {run}: point {point}, plan {plan}, replicate {replicate}, seed {study.base['run']['seed']}")
    for factor, value in zip(study.factors, study.points[point], strict=True):
        say(console, f"  {factor.path} = {value}")
    tables, failed = tables_of(study, Shard(run, 1))
    if failed:
        say(console, f"It failed: {tables['runs'].column('failed_message')[0]}")
        return True
    say(console, _compared(store, run, tables))
    return False


def _compared(store: Store, run: int, tables: dict[str, pa.Table]) -> str:
    """What a comparison of a run with the stored one says."""
    receipt = next((one for one in store.receipts() if one.shard.first <= run < one.shard.first + one.shard.n), None)
    if receipt is None:
        return "It came to its end; it is not in the store yet"
    if run in receipt.failed:
        return "It came to its end; in the store it has failed"
    for name, again in tables.items():
        told = difference(name, _rows_of(store.table(receipt, name), run, store.study), again)
        if told:
            raise DamagedFileError(f"{store.folder}: {told}")
    return "It came out as it is stored, to the last bit"


def _rows_of(table: pa.Table, run: int, study: Study) -> pa.Table:
    """The rows of one run."""
    cell, replicate = divmod(run, study.replicates)
    point, plan = study.place(cell)
    named = table.column("plan").cast(pa.string()).to_numpy() == plan
    return table.filter(
        pa.array(
            named & (table.column("point").to_numpy() == point) & (table.column("replicate").to_numpy() == replicate)
        )
    )
