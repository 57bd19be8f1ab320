"""A search from its plans to its folder: tell what will be run, run its stages, write what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from ssrsim.compiled import is_cached, source_hash
from ssrsim.lab.ensemble import compile_model
from ssrsim.lab.search import seconds_of_run, shared_runs
from ssrsim.records.store import run_folder
from ssrsim.report.progress import progress
from ssrsim.report.search_folder import SearchOrigin, next_command, write_folder
from ssrsim.report.search_stages import (
    CONFIRMED,
    Found,
    candidates_of,
    confirmed,
    confirming,
    screened,
    selected,
    small,
)
from ssrsim.report.search_tables import better_told, table_lines
from ssrsim.report.search_words import LABEL, claim, remarks, screening_told, selection_told, told_before
from ssrsim.report.study_summary import say
from ssrsim.scenario.planning.candidates import Candidate
from ssrsim.scenario.planning.searching import Search

if TYPE_CHECKING:
    from ssrsim.config.search import SearchAsked

MINUTE = 60


def run_search(asked: SearchAsked, *, command: list[str], console: Console) -> int:
    """Runs a search, prints its claim and leaves a complete folder (or none at all); returns how many runs failed.

    Raises:
        OutputExistsError: The folder named by `output` is there already.
    """
    search, now = asked.search, datetime.now(UTC)
    name = asked.output or f"search-{now:%Y%m%d-%H%M%S}-{search.scenario.name}"
    with run_folder(search.scenario, name, now) as (partial, final):
        _compile(search, console)
        candidates = candidates_of(search)
        for line in told_before(search, len(candidates), _minutes(search, candidates)):
            say(console, line)
        found = _run(search, candidates, console)
        write_folder(found, partial, SearchOrigin(final.name, command, source_hash(), now, asked.others))
    _tell(found, final, asked.others, console)
    return sum(len(stage.failed) for stage in (found.first, found.second, found.third))


def _compile(search: Search, console: Console) -> None:
    if is_cached():
        compile_model(search.scenario)
    else:
        with progress(console, "Compiling the model, once on this machine") as report:
            compile_model(search.scenario, report)


def _run(search: Search, candidates: Sequence[Candidate], console: Console) -> Found:
    """The three stages, each told when it ends; stopped, what is known so far."""
    known: list[str] = []
    with _told_if_stopped(known, console):
        with progress(console, "Screening") as report:
            first = screened(search, candidates, report)
        known.append(screening_told(search, first))
        say(console, known[-1])
        with progress(console, "Selection") as report:
            second = selected(search, [candidates[place] for place in first.finalists], report)
        known += [selection_told(second), claim(search, first, second)]
        say(console, known[1])
        with progress(console, "Confirmation") as report:
            third = confirmed(search, first, second, report)
    return Found(search, first, second, third)


@contextmanager
def _told_if_stopped(known: Sequence[str], console: Console) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        say(console, "Stopped; known so far, and in no folder:" if known else "Stopped before anything is known.")
        for line in known:
            say(console, line)
        raise


def _minutes(search: Search, candidates: Sequence[Candidate]) -> tuple[float, float]:
    """How long it will take about, and at most, from two runs on this machine."""
    keys = search.keys
    threads = search.scenario.run.threads or os.cpu_count() or 1
    one, large = (seconds_of_run(scenario, candidates[0]) / threads for scenario in (small(search), confirming(search)))
    screening = one * shared_runs(small(search), candidates) * search.screening_worlds
    selection = one * min(keys.search.finalists, len(candidates)) * keys.search.worlds
    confirmation = large * keys.confirm.worlds * CONFIRMED
    return (screening + selection / 3 + confirmation) / MINUTE, (screening + selection + confirmation) / MINUTE


def _tell(found: Found, folder: Path, others: Sequence[str], console: Console) -> None:
    """The claim, a short table, where everything is, what to type next."""
    say(console, "")
    console.print(claim(*found[:3]), style="bold", markup=False, highlight=False, soft_wrap=False)
    for remark in (*remarks(*found[:3]), *better_told(found)):
        say(console, remark)
    say(console, "")
    for line in table_lines(found):
        say(console, line)
    console.print(LABEL, markup=False, highlight=False, style="dim", soft_wrap=True)
    say(console, "")
    say(console, f"Report  {folder / 'report.html'}")
    say(console, f"Folder  {folder}")
    say(console, f"Next    {next_command(found, folder, others)}")
