"""`ssrsim plan show`: a plan as bars, bills, words and money, on screen and as a page. Runs nothing of the model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from rich.console import Console

from ssrsim.records.store import run_folder
from ssrsim.report.describe import show_section
from ssrsim.report.plan_shown import NOTHING_RUN, Shown, money_cells, shown_of
from ssrsim.report.study_summary import entry, say
from ssrsim.scenario.planning.money import YearOfMoney
from ssrsim.scenario.planning.schedule import gantt_lines, plan_as_file
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import counted

MONEY_HEAD = ("year", "months", "asked", "can come in", "can be spent well", "asked too much")


def show_plan(scenario: Scenario, *, output: str | None, command: list[str], console: Console) -> Path:
    """Prints a plan and leaves a folder with its page, figures and canonical file.

    Raises:
        OutputExistsError: The folder named by `output` is there already.
    """
    shown = shown_of(scenario)
    _say_plan(shown, console)
    now = datetime.now(UTC)
    name = output or f"plan-{now:%Y%m%d-%H%M%S}_{scenario.plan.name}_{scenario.digest()[:8]}"
    with run_folder(scenario, name, now) as (partial, final):
        _write(shown, command, partial)
    say(console, "")
    say(console, f"Page    {final / 'plan.html'}")
    say(console, f"Folder  {final} (plan.yaml is the plan with every default; figures/ as SVG and CSV)")
    return final


def _say_plan(shown: Shown, console: Console) -> None:
    scenario = shown.scenario
    say(console, f"{scenario.plan.title} ({scenario.plan.name}) in {scenario.title}, "
        f"{counted(scenario.run.months, 'month')}")  # fmt: skip
    entry(console, "", NOTHING_RUN)
    say(console, "")
    for line in gantt_lines(shown.bars, scenario.run.months, console.width):
        say(console, line.rstrip())
    for section in (shown.bills, shown.actions):
        show_section(section, console, 0)
    say(console, "")
    say(console, "Money by year, USD m")
    for line in money_lines(shown.years):
        say(console, f"  {line}")
    faults = sum(found.is_fault for found in shown.findings)
    doubts = len(shown.findings) - faults
    if shown.findings:
        said = f"{counted(faults, 'fault')} and {counted(doubts, 'doubt')}" if faults else counted(doubts, "doubt")
        say(console, "")
        say(console, f"{said} in this plan: ssrsim plan check tells them")


def money_lines(years: Sequence[YearOfMoney]) -> list[str]:
    """The money of each year as a table."""
    rows = [MONEY_HEAD, *(money_cells(year, place) for place, year in enumerate(years, start=1))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(MONEY_HEAD))]
    right = {0, 2, 4, 5}
    return ["  ".join(f"{cell:>{width}}" if column in right else f"{cell:<{width}}"
                      for column, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
            for row in rows]  # fmt: skip


def _write(shown: Shown, command: list[str], folder: Path) -> None:
    plots, style = import_module("ssrsim.plots.plan_show"), import_module("ssrsim.plots.style")
    from ssrsim.records.store import as_csv
    from ssrsim.report.plan_page import plan_page

    drawn = (plots.gantt_figure(shown.scenario, shown.bars), plots.money_figure(shown.years))
    figures = [one for one in drawn if one is not None]
    (folder / "figures").mkdir()
    for figure in figures:
        (folder / "figures" / f"{figure.name}.svg").write_text(style.to_svg(figure), encoding="utf-8")
        (folder / "figures" / f"{figure.name}.csv").write_text(as_csv(figure.data), encoding="utf-8")
    (folder / "plan.yaml").write_text(plan_as_file(shown.scenario.plan), encoding="utf-8")
    (folder / "plan.html").write_text(plan_page(shown, figures, command), encoding="utf-8")
