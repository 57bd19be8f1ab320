"""`ssrsim validate`: experiments are run, patterns judged, and a folder written with report, figures and tables.

It is a mirror. Nothing here knows which way a pattern should fall out, and a pattern that fails is no error.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console

from ssrsim.analysis.validation.patterns import Judged, Pattern, judge, read_patterns
from ssrsim.records.results import FailedRun
from ssrsim.records.store import run_folder, write_csv
from ssrsim.report.progress import progress
from ssrsim.report.validation_page import ValidationOrigin, table_frame, write_page
from ssrsim.report.validation_words import SYMBOLS, interval_told, notes_told, passes_told, value_told

if TYPE_CHECKING:
    import pandas as pd

    from ssrsim.lab.experiments import Experiment
    from ssrsim.lab.sampling import Compose


class Wanted(NamedTuple):
    """What is to be validated: patterns, effort, folder of the results, definitions, and who composes scenarios."""

    patterns: tuple[str, ...]
    effort: str
    output: str | None
    definitions: Path
    compose: Compose


class Ran(NamedTuple):
    """The outcomes of the experiments by name, the runs that failed, and the experiments themselves."""

    tables: dict[str, pd.DataFrame]
    failed: dict[str, list[FailedRun]]
    experiments: dict[str, Experiment]


def run_validation(wanted: Wanted, command: list[str], console: Console) -> tuple[Judged, ...]:
    """Runs what the patterns need, judges them, prints the table and leaves a complete folder (or none at all).

    Args:
        wanted: What is to be validated.
        command: The command line as a list, for the manifest and the report.
        console: Where progress, the table and the paths go.

    Raises:
        OutputExistsError: The folder named by `output` is there already.
    """
    now = datetime.now(UTC)
    patterns = {name: one for name, one in read_patterns(wanted.definitions).items() if name in wanted.patterns}
    base = wanted.compose("settlement", []).model_copy(update={"name": f"validation_{wanted.effort}"})
    with run_folder(base, wanted.output, now) as (partial, final):
        compiled, ensemble = import_module("ssrsim.compiled"), import_module("ssrsim.lab.ensemble")
        if compiled.is_cached():
            ensemble.compile_model(base)
        else:
            with progress(console, "Compiling the model, once on this machine") as report:
                ensemble.compile_model(base, report)
        ran = run_experiments(patterns, wanted, console)
        judged = judge_all(patterns, ran.tables)
        write_tables(ran, judged, partial)
        write_page(judged, ran.failed, partial,
                   ValidationOrigin(final.name, command, compiled.source_hash(), now, wanted.effort))  # fmt: skip
    print_table(judged, wanted.effort, console)
    for what, path in (("Report", final / "report.html"), ("Folder", final)):
        _say(console, f"{what}  {path}")
    return judged


def run_experiments(patterns: dict[str, Pattern], wanted: Wanted, console: Console) -> Ran:
    """Every experiment that a pattern needs, once."""
    import pandas as pd

    from ssrsim.analysis.validation.registry import MEASURES
    from ssrsim.lab.experiment_runs import run_tasks
    from ssrsim.lab.experiments import read_experiment
    from ssrsim.lab.sampling import tasks_of, years_of

    names = list(dict.fromkeys(name for pattern in patterns.values() for name in pattern.experiments))
    experiments = {name: read_experiment(wanted.definitions, name) for name in names}
    total = sum(years_of(experiment, wanted.effort) for experiment in experiments.values())
    ran, done = Ran({}, {}, experiments), 0.0
    with progress(console, "Simulated years") as report:

        def told(years: float) -> None:
            nonlocal done
            done += years
            report(min(round(done), round(total)), round(total))

        for name, experiment in experiments.items():
            tasks = tasks_of(experiment, wanted.effort, wanted.compose)
            outcomes = run_tasks(tasks, MEASURES[name], experiment.interviews, told)
            ran.tables[name] = pd.DataFrame(outcomes.rows)
            ran.failed[name] = outcomes.failed
    return ran


def judge_all(patterns: dict[str, Pattern], tables: dict[str, pd.DataFrame]) -> tuple[Judged, ...]:
    """What the tables say of each pattern. The same tables give the same numbers, bootstrap included."""
    from ssrsim.analysis.validation.registry import ANALYSES
    from ssrsim.lab.random import generator

    return tuple(
        judge(name, pattern, ANALYSES[name](tables, generator(1, "validation", "bootstrap", name)))
        for name, pattern in patterns.items()
    )


def write_tables(ran: Ran, judged: Sequence[Judged], folder: Path) -> None:
    """The outcomes of each experiment as Parquet, so that every figure can be made again, and the table of patterns."""
    import pyarrow as pa

    from ssrsim.records import tables

    (folder / "experiments").mkdir()
    for name, table in ran.tables.items():
        tables.write(pa.Table.from_pandas(table, preserve_index=False), folder / "experiments" / f"{name}.parquet")
    write_csv(table_frame(judged), folder / "patterns.csv")


def print_table(judged: Sequence[Judged], effort: str, console: Console) -> None:
    """Prints each pattern with its parts: model, interval, what passes, what the world shows, verdict."""
    _say(console, f"\nThe model held against the world, {effort} effort; in brackets 95 % intervals")
    for one in judged:
        head = f"{one.id} {one.pattern.title}, {one.pattern.role}: {SYMBOLS[one.verdict]}"
        _say(console, f"\n{head}", style="bold")
        for part in one.parts:
            verdict = SYMBOLS[part.verdict] if part.given.judged else ""
            passes = f", passes {passes_told(part.given)}" if part.given.judged else ""
            number = f"{value_told(part.estimate.value):>8} {'(' + interval_told(part.estimate) + ')':<20}"
            _say(console, f"  {verdict:<9} {number} {part.given.label}{passes}")
        for said in (*notes_told(one), *one.found.notes):
            _say(console, f"  {said}", style="dim")
    counts = {verdict: sum(one.verdict == verdict for one in judged) for verdict in SYMBOLS}
    told = ", ".join(f"{count} {SYMBOLS[verdict]}" for verdict, count in counts.items() if count)
    _say(console, f"\n{told}. A pattern that fails is no error; it stays failed until a mechanism is found wrong.\n")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
