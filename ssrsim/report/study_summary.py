"""What came of a study, on screen and as summary.csv."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from textwrap import wrap

import numpy as np
from rich.console import Console

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.precision import HalfWidths
from ssrsim.analysis.studies import OUTCOMES, CellOutcome, by_cell, summary_frame
from ssrsim.analysis.summary import shown
from ssrsim.records.durable import write_whole
from ssrsim.records.store import as_csv
from ssrsim.records.study_store import Store
from ssrsim.scenario.faults import printable
from ssrsim.scenario.run import MOST_RUNS
from ssrsim.scenario.study import Study
from ssrsim.scenario.words.terms import counted

HEAD = 9  # columns of the words before what `entry` says


def tell(store: Store, console: Console) -> int:
    """The summary, on screen and in the folder; returns how many runs failed."""
    study = store.study
    cells = by_cell(store)
    write_whole(store.folder / "summary.csv", as_csv(summary_frame(cells, study)).encode())
    of_one = [cell for cell in cells if cell.outcome == OUTCOMES[0]]
    failed = sum(cell.failed for cell in of_one)
    runs = sum(cell.estimate.n for cell in of_one) + failed
    console.print(f"\n{printable(study.title)}", markup=False, highlight=False, style="bold", soft_wrap=True)
    sizes = (counted(runs, "run"), counted(len(study.points), "point"), counted(len(study.plans), "plan"))
    say(console, f"{', '.join(sizes)}, seed {study.base['run']['seed']}")
    entry(console, "", _explained(len(study.points)))
    for line in ("", *summary_lines(cells, study), ""):
        say(console, line)
    if study.half_width is not None:
        entry(console, "", _reached(cells, study.half_width))
    if failed:
        entry(console, "", f"{counted(failed, 'run')} failed; they are in none of these numbers. Look at them with:")
        say(console, f"ssrsim status {store.folder}")
    say(console, f"Folder  {store.folder} (summary.csv has every point and plan)")
    return failed


def summary_lines(cells: Sequence[CellOutcome], study: Study) -> list[str]:
    """A block for each plan, a line for each outcome: its interval or, where there are several points, their spread."""
    several = len(study.points) > 1
    heads = ("median", "least", "most") if several else ("value", "95 % interval")
    rows: list[tuple[str, ...]] = []
    plans: list[str] = []
    for plan in study.plan_names:
        of_plan = [cell for cell in cells if cell.plan == plan]
        plans.append(_plan_line(plan, [cell for cell in of_plan if cell.outcome == OUTCOMES[0]]))
        for outcome in OUTCOMES:
            estimates = [cell.estimate for cell in of_plan if cell.outcome == outcome]
            rows.append((outcome.label, *_numbers(estimates, outcome.unit, several), outcome.unit))
    widths = [max(len(row[place]) for row in [("", *heads, ""), *rows]) for place in range(len(heads) + 1)]
    lines = [_line(("", *heads, "unit"), widths)]
    for place, plan in enumerate(plans):
        lines += [plan, *(_line(row, widths) for row in rows[place * len(OUTCOMES) : (place + 1) * len(OUTCOMES)])]
    return lines


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    label, *numbers, unit = cells
    aligned = [f"{text:>{width}}" for text, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join([f"  {label:<{widths[0]}}", *aligned, unit]).rstrip()


def _explained(points: int) -> str:
    """What the numbers are."""
    when = "end is the last month, mean the mean of all months."
    if points == 1:
        return f"Shares of runs and means over runs with 95 % intervals; {when}"
    what = "Each point has a share of runs or a mean over runs (intervals: summary.csv)"
    return f"{what}; here are the median, the least and the most of {points:,} points; {when}"


def _plan_line(plan: str, cells: Sequence[CellOutcome]) -> str:
    """A plan with its runs, and what is missing of them."""
    failed = sum(cell.failed for cell in cells)
    empty = sum(cell.estimate.n == 0 for cell in cells)
    text = f"{plan} ({counted(sum(cell.estimate.n for cell in cells) + failed, 'run')}"
    text += f", {failed:,} failed" if failed else ""
    return text + (f", {counted(empty, 'point')} without a sound run" if empty else "") + ")"


def _numbers(estimates: Sequence[Estimate], unit: str, several: bool) -> list[str]:
    """The numbers of a line; n/a where no run came to its end."""
    if several:
        values = [estimate.value for estimate in estimates if isfinite(estimate.value)]
        spread = (np.median(values), min(values), max(values)) if values else (np.nan,) * 3
        return [shown(float(number), unit) for number in spread]
    value, low, high, n = estimates[0] if estimates else Estimate(np.nan, np.nan, np.nan, 0)
    return [shown(value, unit), f"{shown(low, unit)} to {shown(high, unit)}" if n > 1 else "too few runs"]


def _reached(cells: Sequence[CellOutcome], half_width: float) -> str:
    """How many runs the half-width took, and where it was not reached."""
    deciding = [cell for cell in cells if cell.outcome.name in HalfWidths._fields]
    if not deciding:
        return "No run is there yet."
    halves = [(cell.estimate.high - cell.estimate.low) / 2 for cell in deciding]
    short = {(cell.point, cell.plan) for cell, half in zip(deciding, halves, strict=True) if not half <= half_width}
    n = [cell.estimate.n for cell in deciding]
    many = f"{max(n):,} runs" if min(n) == max(n) else f"{min(n):,} to {max(n):,} runs"
    said = (f"{many} of each point under each plan, for 95 % intervals of recurrence and of trust in the "
            f"police of at most {half_width:g} either side")  # fmt: skip
    if not short:
        return f"{said}: the widest is {max(halves):.3f}."
    return f"{said}; {len(short):,} of {len(deciding) // 2:,} did not reach it in {MOST_RUNS:,} runs."


def say(console: Console, text: str) -> None:
    """Prints a line as it is, whatever letters a user's text holds."""
    console.print(printable(text), markup=False, highlight=False, soft_wrap=True)


def entry(console: Console, head: str, text: str) -> None:
    """Prints a text in as many lines as it takes, with a word before the first and nothing before the others."""
    start = f"{head:<{HEAD}}" if head else ""
    for line in wrap(printable(text), console.width, initial_indent=start, subsequent_indent=" " * len(start),
                     break_long_words=False, break_on_hyphens=False) or [start.rstrip()]:  # fmt: skip
        say(console, line)
