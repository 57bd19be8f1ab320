"""Studies from the command line: run, go on, tell how far, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from ssrsim.analysis.precision import enough_runs
from ssrsim.compiled import is_cached
from ssrsim.lab.cluster import StudyStopped
from ssrsim.lab.ensemble import compile_model
from ssrsim.lab.studies import run_study, runs_there, set_right, study_of
from ssrsim.lab.study_code import RUN_HOOKS, check_code, hooks_of
from ssrsim.records.store import versions
from ssrsim.records.study_store import Store, create, open_store
from ssrsim.report.progress import progress
from ssrsim.report.study_summary import say, tell
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.study_file import Executor
from ssrsim.scenario.words.terms import counted

if TYPE_CHECKING:
    from ssrsim.config.study import StudyAsked

FOLDER = Path("studies")


def sweep(asked: StudyAsked, *, command: list[str], console: Console) -> int:
    """Runs a study, or what is missing of it; returns how many runs failed.

    Raises:
        NotAStudyError: The folder holds something else.
        AtWorkError: Another process runs it.
        OSError: The disk is full or at fault.
    """
    study = study_of(asked)
    folder = study_folder(asked.output or f"{study.name}-{study.id[:8]}")
    return go_on(create(folder, study, notes_now(command)), asked.executor, console, run_hooks=True)


def study_folder(output: str) -> Path:
    """The folder that a name or a path means.

    Raises:
        UsersMistakeError: A file stands in its way.
    """
    folder = Path(output) if len(Path(output).parts) > 1 else FOLDER / output
    blocked = next((place for place in (folder, *folder.parents) if place.exists() and not place.is_dir()), None)
    if blocked is not None:
        raise UsersMistakeError(f"output is {output}; {blocked} is a file, choose another name")
    return folder


def notes_now(command: list[str]) -> dict[str, Any]:
    """What is told of a study beside the question."""
    return {"command": command, "created_utc": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "versions": versions()}


def resume(folder: str, executor: Executor, console: Console, *, run_hooks: bool = False) -> int:
    """Runs what is missing of the study in a folder; returns how many runs failed.

    Raises:
        NotAStudyError: There is no study.
        UsersMistakeError: It was begun with another version of the model, or names hooks that may not run.
        OSError: The disk is full or at fault.
    """
    return go_on(open_store(Path(folder)), executor, console, run_hooks=run_hooks)


def go_on(store: Store, executor: Executor, console: Console, *, run_hooks: bool) -> int:
    """Runs what is missing, and tells what came of all; returns how many runs failed."""
    complete(store, executor, console, run_hooks=run_hooks)
    return tell(store, console)


def complete(store: Store, executor: Executor, console: Console, *, run_hooks: bool) -> None:
    """Runs what is missing of a study."""
    check_code(store, run_hooks=run_hooks)
    say(console, f"Study  {store.folder}")
    with progress(console, "Looking at what is there") as report:
        damaged = set_right(store, report)
    for fault in damaged:
        say(console, f"{fault}: computed again")
    try:
        _run(store, executor, console)
    except (KeyboardInterrupt, OSError, StudyStopped):
        there, expected = runs_there(store)
        agreed = f" {RUN_HOOKS}" if hooks_of(store) else ""
        say(console, f"{there:,} of {expected:,} runs are there; go on with: ssrsim resume {store.folder}{agreed}")
        raise


def _run(store: Store, executor: Executor, console: Console) -> None:
    if not is_cached():
        with progress(console, "Compiling the model, once on this machine") as report:
            compile_model(store.study.plain_scenario(0), report)
    with progress(console, f"Runs of {counted(store.study.base['run']['months'], 'month')}") as report:
        run_study(store, executor, report, partial(enough_runs, wanted=store.study.half_width or 0.0))
