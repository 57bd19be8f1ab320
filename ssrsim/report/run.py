"""The main job: one plan in one scenario, from compilation to a folder with report, figures, tables and manifest."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.table import Table

from ssrsim.analysis.precision import enough, half_widths_told, precision_in_words
from ssrsim.analysis.summary import SummaryRow, shown, shown_interval, summarise
from ssrsim.records.results import Results
from ssrsim.records.store import Origin, run_folder, write_csv, write_manifest, write_results
from ssrsim.report.painter import Painter
from ssrsim.report.progress import progress
from ssrsim.scenario.as_file import as_file
from ssrsim.scenario.faults import printable
from ssrsim.scenario.run import AUTO
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.scenario import added_in_words
from ssrsim.scenario.words.terms import counted

if TYPE_CHECKING:
    import numpy as np

SLOW_IMPORTS = ("pandas", "pyarrow.parquet", "scipy.special", "jinja2", "ssrsim.report.report",
                "ssrsim.plots.figures", "matplotlib.backends.backend_svg")  # fmt: skip

LABEL = "Not validated: what one country does in time only illustrates; see docs/model_card.md."


class Delivered(NamedTuple):
    """Where the run is, and how many of its replicates failed."""

    folder: Path
    failed: int


def run_scenario(
    scenario: Scenario,
    *,
    command: list[str],
    output: str | None,
    console: Console,
    profile: bool = False,
    painter: Painter | None = None,
) -> Delivered:
    """Runs the ensemble of a scenario, prints its summary and leaves a complete run folder (or none at all).

    Args:
        scenario: what to run.
        command: the command line as a list, for the manifest and the report.
        output: name or path of the run folder; None for a dated one under `outputs/`.
        console: where progress, the summary table and the paths go.
        profile: whether to time each phase of the month, in the first sound run done once more, and print that too.
        painter: who draws half of the figures, under way already; None to start one.

    Raises:
        OutputExistsError: the folder named by `output` is there already.
    """
    now = datetime.now(UTC)
    hired = nullcontext(painter) if painter else Painter()
    with run_folder(scenario, output, now) as (partial, final), hired as painter:
        ensemble = import_module("ssrsim.lab.ensemble")  # numba: not before the folder is known to be free
        hooks = import_module("ssrsim.hooks").load_hooks(scenario.hooks) if scenario.hooks else ()
        compiled = import_module("ssrsim.compiled")
        source_hash = compiled.source_hash()
        if compiled.is_cached():
            ensemble.compile_model(scenario)
        else:
            with progress(console, "Compiling the model, once on this machine") as report:
                ensemble.compile_model(scenario, report)
        preload = threading.Thread(target=_preload)
        preload.start()
        with progress(console, f"Runs of {counted(scenario.run.months, 'month')}") as report:
            results = ensemble.run_ensemble(scenario, report, _rule(scenario, preload))
        painter.begin(results)
        preload.join()  # two threads importing one package can see it half made
        ran = {hook.name: hook.sha256 for hook in hooks}
        rows = deliver(results, partial, Origin(final.name, command, source_hash, now, ran), painter)
    print_summary(results, rows, console)
    console.print(f"\nReport  {final / 'report.html'}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"Folder  {final}", markup=False, highlight=False, soft_wrap=True)
    if profile and len(results.replicates):
        _print_profile(results, console)
    return Delivered(final, len(results.failed))


def _print_profile(results: Results, console: Console) -> None:
    """The first sound run done once more, each phase and hook of the month timed."""
    scenario, replicate = results.scenario, int(results.replicates[0])
    timing = import_module("ssrsim.report.timing")
    timing.print_timing(import_module("ssrsim.lab.timing").time_phases(scenario, replicate), results.months, console)
    if scenario.hooks:
        hooked = import_module("ssrsim.lab.hooked").time_hooks(scenario, replicate)
        timing.print_hook_times(hooked, console)


def _rule(scenario: Scenario, preload: threading.Thread) -> Callable[[Sequence[np.ndarray]], bool] | None:
    """When there are enough runs, for auto; it imports what `preload` may be importing, so it waits."""
    if scenario.run.replicates != AUTO:
        return None

    def rule(series: Sequence[np.ndarray]) -> bool:
        preload.join()
        return enough(series, scenario.run.half_width)

    return rule


def _preload() -> None:
    """Imports what delivery needs while the kernels run without the interpreter lock: saves about two seconds."""
    for module in SLOW_IMPORTS:
        import_module(module)


def deliver(results: Results, folder: Path, origin: Origin, painter: Painter | None = None) -> tuple[SummaryRow, ...]:
    """Writes everything that leaves a run into a folder: Parquet, summary, figures, report and last the manifest."""
    import pandas as pd

    from ssrsim.analysis.story import story_frame, story_of
    from ssrsim.report.report import render_report

    rows = summarise(results)
    write_results(results, folder)
    write_csv(pd.DataFrame([vars(row) for row in rows]), folder / "summary.csv")
    pictures = (painter or Painter()).pictures(results)
    (folder / "figures").mkdir()
    for figure, svg in pictures:
        (folder / "figures" / f"{figure.name}.svg").write_text(svg, encoding="utf-8")
        write_csv(figure.data, folder / "figures" / f"{figure.name}.csv")
    story = story_of(results)
    if story is not None:
        write_csv(story_frame(story), folder / "story.csv")
    figures, svgs = tuple(figure for figure, _ in pictures), {figure.name: svg for figure, svg in pictures}
    html = render_report(results, rows, figures, origin, svgs=svgs, story=story)
    (folder / "report.html").write_text(html, encoding="utf-8")
    (folder / "scenario.yaml").write_text(as_file(results.scenario), encoding="utf-8")
    write_manifest(results, folder, origin, half_widths_told(results))
    return rows


def print_summary(results: Results, rows: tuple[SummaryRow, ...], console: Console) -> None:
    """Prints the summary as a table: what, value, 95 % interval, unit."""
    scenario = results.scenario
    heading = printable(f"{scenario.title}: {scenario.plan.title}")
    console.print(f"\n{heading}", markup=False, highlight=False, style="bold", soft_wrap=True)
    size = f"{counted(len(results.replicates), 'run')} of {counted(results.months, 'month')}"
    console.print(f"{size}, seed {scenario.run.seed}, {results.seconds:.1f} s", markup=False, highlight=False)
    reached = precision_in_words(results)
    if reached:
        console.print(reached, markup=False, highlight=False, soft_wrap=True)
    for section in added_in_words(scenario):
        names = printable(", ".join(text if name.startswith("hook ") else name for name, text in section.rows))
        console.print(f"{section.title}: {names}", markup=False, highlight=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("what", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("95 % interval", justify="right", no_wrap=True)
    table.add_column("unit")
    for before, row in zip((None, *rows), rows, strict=False):
        if before is not None and before.theme != row.theme:
            table.add_section()
            table.add_row()
        table.add_row(row.label, shown(row.value, row.unit), shown_interval(row), row.unit)
    console.print(table)
    console.print(LABEL, markup=False, highlight=False, style="dim", soft_wrap=True)
    for run in results.failed[:5]:
        fault = printable(f"FAILED replicate {run.replicate}, month {run.month}: {run.message}")
        console.print(fault, markup=False, highlight=False)
    if results.failed:
        console.print(f"{len(results.failed)} of {results.tried} runs failed; they are in none of these numbers.")
