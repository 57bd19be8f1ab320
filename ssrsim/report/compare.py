"""`ssrsim compare`: the same random worlds under each plan, a verdict, and a folder with page, figures and tables."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ssrsim.records.results import Results
from ssrsim.records.store import Origin, run_folder
from ssrsim.report.progress import progress
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import counted

if TYPE_CHECKING:
    from ssrsim.analysis.compare import Comparison
    from ssrsim.lab.divergence import Parting

SLOW_IMPORTS = ("pandas", "pyarrow.parquet", "scipy.special", "jinja2", "ssrsim.report.compare_page",
                "matplotlib.backends.backend_svg")  # fmt: skip
IN_FULL = 3  # plans of which a terminal shows every pair in full


class Delivered(NamedTuple):
    """Where the comparison is, and how many of its runs failed."""

    folder: Path
    failed: int


def compare_plans(
    scenarios: Sequence[Scenario], *, command: list[str], output: str | None, console: Console
) -> Delivered:
    """Runs the scenario under each plan, prints verdict and tables and leaves a complete folder (or none at all).

    Args:
        scenarios: The same scenario under each plan; the others are held against the first.
        command: The command line as a list, for the manifest and the page.
        output: Name or path of the folder; None for a dated one under `outputs/`.
        console: Where progress, tables and paths go.

    Raises:
        OutputExistsError: The folder named by `output` is there already.
    """
    now = datetime.now(UTC)
    with run_folder(scenarios[0], output, now) as (partial, final):
        preload = threading.Thread(target=_preload)
        preload.start()
        hooks = import_module("ssrsim.hooks").load_hooks(scenarios[0].hooks) if scenarios[0].hooks else ()
        results, source_hash = _run(scenarios, console)
        preload.join()  # two threads importing one package can see it half made
        _refuse_nothing(results)
        page = import_module("ssrsim.report.compare_page")
        luck = import_module("ssrsim.lab.random").generator(scenarios[0].run.seed, "compare", "bootstrap")
        compared = import_module("ssrsim.analysis.compare").compare(results, luck)
        told = _partings(compared)
        ran = {hook.name: hook.sha256 for hook in hooks}
        page.write_comparison(compared, told, partial, Origin(final.name, command, source_hash, now, ran))
    print_comparison(compared, told, console)
    console.print(f"\nReport  {final / 'report.html'}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"Folder  {final}", markup=False, highlight=False, soft_wrap=True)
    return Delivered(final, sum(len(one.failed) for one in results))


def _run(scenarios: Sequence[Scenario], console: Console) -> tuple[list[Results], str]:
    """The runs under each plan, and the hash of the model's source."""
    ensemble = import_module("ssrsim.lab.ensemble")  # numba: not before the folder is known to be free
    compiled = import_module("ssrsim.compiled")
    if compiled.is_cached():
        ensemble.compile_model(scenarios[0])
    else:
        with progress(console, "Compiling the model, once on this machine") as report:
            ensemble.compile_model(scenarios[0], report)
    results: list[Results] = []
    total = sum(int(scenario.run.replicates) for scenario in scenarios)
    with progress(console, f"Runs of {counted(scenarios[0].run.months, 'month')}") as report:
        for scenario in scenarios:
            before = sum(one.tried for one in results)
            results.append(ensemble.run_ensemble(scenario, lambda done, _, before=before: report(before + done, total)))
    return results, compiled.source_hash()


def _refuse_nothing(results: Sequence[Results]) -> None:
    """There is nothing to tell where no random world ran under all plans."""
    if set.intersection(*(set(one.replicates.tolist()) for one in results)):
        return
    failed = [(one.scenario.plan.name, run) for one in results for run in one.failed]
    first = "; ".join(f"plan {name}, replicate {run.replicate}, month {run.month}: {run.message}"
                      for name, run in failed[:3])  # fmt: skip
    raise UsersMistakeError(f"no random world ran under all plans, so there is nothing to compare: {printable(first)}")


def _preload() -> None:
    """Imports what delivery needs while the kernels run without the interpreter lock."""
    for module in SLOW_IMPORTS:
        import_module(module)


def _partings(compared: Comparison) -> list[Parting]:
    """Where each plan parts from the first one, in the first random world that ran under all; none with hooks."""
    if any(one.scenario.hooks for one in compared.results):
        return []
    words, divergence = import_module("ssrsim.report.compare_words"), import_module("ssrsim.lab.divergence")
    shared = set.intersection(*(set(one.replicates.tolist()) for one in compared.results))
    told: list[Parting] = []
    for pair in compared.with_first:
        if pair.alike:
            continue
        changed, base = (compared.results[plan].scenario for plan in (pair.changed, pair.base))
        labels = compared.labels[pair.changed], compared.labels[pair.base]
        found = divergence.parting(changed, base, labels, min(shared))
        ends = words.world_ends(compared, pair, found.replicate)
        told.append(found._replace(lines=(*found.lines, ends)))
    return told


def print_comparison(compared: Comparison, partings: Sequence[Parting], console: Console) -> None:
    """Prints the numbers of each plan, the paired differences, where histories part and the verdict."""
    words = import_module("ssrsim.report.compare_words")
    scenario = compared.results[0].scenario
    _line(console, f"\n{scenario.title}: {counted(len(compared.results), 'plan')} compared", style="bold")
    n, months = compared.results[0].tried, compared.results[0].months
    _line(console, f"{counted(n, 'run')} of {counted(months, 'month')} under each, seed {scenario.run.seed}, paired")
    for line in words.added(compared):
        _line(console, line)
    console.print()
    console.print(_numbers(compared))
    few = compared.pairs if len(compared.results) <= IN_FULL else compared.with_first
    for pair in few:
        pairs = counted(len(pair.apart), "pair")
        heading = f"{compared.labels[pair.changed]} less {compared.labels[pair.base]}, {pairs} of runs"
        _line(console, f"\n{heading}", style="bold")
        console.print(_differences(pair))
        _line(console, words.apart(compared, pair))
    for parting in partings:
        _line(console, f"\nWhere {parting.heading} part in random world {parting.replicate}", style="bold")
        for line in parting.lines:
            _line(console, line)
    for heading, sentences in words.verdict(compared)[: len(few)]:
        _line(console, f"\n{heading}", style="bold")
        for sentence in sentences:
            _line(console, sentence)
    if len(few) < len(compared.pairs):
        _line(console, "\nThe other pairs (all outcomes in the report)", style="bold")
        for _, sentences in words.verdict(compared)[len(few) :]:
            _line(console, sentences[0])
    console.print()
    for sentence in (*words.failed_runs(compared), words.condition(compared)):
        _line(console, sentence)
    _line(console, words.rule(compared), style="dim")
    _line(console, words.LABEL, style="dim")


def _line(console: Console, text: str, **looks: Any) -> None:
    """Prints a line as it is; one that begins with a line break has an empty line before it."""
    start = "\n" if text.startswith("\n") else ""
    console.print(start + printable(text.lstrip("\n")), markup=False, highlight=False, soft_wrap=True, **looks)


def _numbers(compared: Comparison) -> Table:
    """What became of each plan: for each number one line a plan."""
    analysis = import_module("ssrsim.analysis.compare")
    summary = import_module("ssrsim.analysis.summary")
    table = _table("what", "value", "95 % interval", "unit")
    for rows in analysis.table_rows(compared):
        table.add_row(rows[0].label, "", "", rows[0].unit)
        for label, row in zip(compared.labels, rows, strict=True):
            table.add_row(
                Text(f"  {printable(label)}"), summary.shown(row.value, row.unit), summary.shown_interval(row), ""
            )
    return table


def _differences(pair: Any) -> Table:
    """The paired differences of one pair of plans."""
    words = import_module("ssrsim.report.compare_words")
    table = _table("difference", "value", "95 % interval", "varies less by")
    table.add_column("answer", no_wrap=True)
    for one, reduced in zip(pair.judged, pair.reductions, strict=True):
        value, interval = words.difference(one)
        table.add_row(one.outcome.label, value, interval, words.steadier(reduced), words.answered(pair, one))
    return table


def _table(*heads: str) -> Table:
    """A quiet table: the first column to the left, numbers to the right."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        table.add_column(head, no_wrap=True, justify="left" if number == 0 or head == "unit" else "right")
    return table
