"""What came of a study, on screen and as summary.csv."""

from __future__ import annotations

import numpy as np
from rich.console import Console
from rich.table import Table

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.precision import HalfWidths
from ssrsim.analysis.studies import OUTCOMES, CellOutcome, by_cell, summary_frame
from ssrsim.analysis.summary import shown
from ssrsim.records.store import write_csv
from ssrsim.records.study_store import Store
from ssrsim.scenario.faults import printable
from ssrsim.scenario.study import Study
from ssrsim.scenario.words.terms import counted


def tell(store: Store, console: Console) -> int:
    """The summary, on screen and in the folder."""
    study = store.study
    cells = by_cell(store)
    write_csv(summary_frame(cells, study), store.folder / "summary.csv")
    of_one = [cell for cell in cells if cell.outcome == OUTCOMES[0]]
    failed = sum(cell.failed for cell in of_one)
    runs = sum(cell.estimate.n for cell in of_one) + failed
    console.print(f"\n{printable(study.title)}", markup=False, highlight=False, style="bold", soft_wrap=True)
    sizes = (counted(runs, "run"), counted(len(study.points), "point"), counted(len(study.plans), "plan"))
    say(console, f"{', '.join(sizes)}, seed {study.base['run']['seed']}")
    console.print(_table(cells, study))
    if study.half_width is not None:
        say(console, _reached(cells, study.half_width))
    if failed:
        say(console, f"{counted(failed, 'run')} failed; they are in none of these numbers (see ssrsim status).")
    say(console, f"Folder  {store.folder} (summary.csv has every point and plan)")
    return failed


def _table(cells: list[CellOutcome], study: Study) -> Table:
    """A line per plan and outcome: its interval or, where there are several points, how they spread."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    several = len(study.points) > 1
    for column in ("plan", "what", *(("median", "least", "most") if several else ("value", "95 % interval")), "unit"):
        table.add_column(column, no_wrap=True, justify="left" if column in ("plan", "what", "unit") else "right")
    for plan in study.plan_names:
        for outcome in OUTCOMES:
            estimates = [cell.estimate for cell in cells if cell.plan == plan and cell.outcome == outcome]
            numbers = _numbers(estimates, outcome.unit, several)
            table.add_row(plan if outcome == OUTCOMES[0] else "", outcome.label, *numbers, outcome.unit)
        table.add_section()
    return table


def _numbers(estimates: list[Estimate], unit: str, several: bool) -> list[str]:
    """The cells of a line."""
    if several:
        values = [estimate.value for estimate in estimates]
        return [shown(float(number), unit) for number in (np.nanmedian(values), np.nanmin(values), np.nanmax(values))]
    value, low, high, n = estimates[0]
    return [shown(value, unit), f"{shown(low, unit)} to {shown(high, unit)}" if n > 1 else "too few runs"]


def _reached(cells: list[CellOutcome], half_width: float) -> str:
    """How many runs the half-width took."""
    deciding = [cell.estimate for cell in cells if cell.outcome.name in HalfWidths._fields]
    widest = max((estimate.high - estimate.low) / 2 for estimate in deciding)
    n = [estimate.n for estimate in deciding]
    return (f"Runs by point and plan: {min(n):,} to {max(n):,}, for a half-width of {half_width:g}; "
            f"the widest is {widest:.3f}")  # fmt: skip


def say(console: Console, text: str) -> None:
    """Prints a line as it is, whatever letters a user's text holds."""
    console.print(printable(text), markup=False, highlight=False, soft_wrap=True)
