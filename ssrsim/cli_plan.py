"""The commands for a plan by itself: look at it before anything runs, and look for a better one. Thin, as cli.py."""

from __future__ import annotations

import typer

from ssrsim.console import console
from ssrsim.endings import USERS_MISTAKE

commands = typer.Typer(name="plan", help="Check, show, import or search plans.", no_args_is_help=True)
TAKES_OVERRIDES = {"ignore_unknown_options": True}
PLAN_HELP = "A plan file, or the name of a plan that ships (see ssrsim list plan)."
WHERE_HELP = "The scenario that it is looked at in, e.g. scenario=settlement run.months=60."
CHECK_TEXT = """Look for mistakes in a plan before anything runs, all of them at once.

Each comes with file, line, what to do, and a code in brackets that
docs/plan_files.md explains. A fault cannot go as written; a doubt runs, but
surely not as meant. Exit code 2 for faults, with --strict for doubts too.

\b
--trial 20   runs the plan 20 times in a small world and tells what never
             fired or began, what was refused, and what swung
"""
CHECK_EPILOG = """\b
Examples (copy and paste):
    ssrsim plan check adaptive
    ssrsim plan check my_plan.yaml scenario=settlement run.months=60 --strict
"""


@commands.command(
    context_settings=TAKES_OVERRIDES, short_help="Look for mistakes in a plan.", help=CHECK_TEXT, epilog=CHECK_EPILOG
)
def check(
    plan: str = typer.Argument(metavar="FILE|NAME", help=PLAN_HELP),
    overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=WHERE_HELP),
    strict: bool = typer.Option(False, "--strict", help="End with exit code 2 for doubts, too."),
    trial: int = typer.Option(0, "--trial", min=0, max=1_000, metavar="N", help="Run it N times as well, e.g. 20."),
) -> None:
    """Look for mistakes in a plan before anything runs, all of them at once."""
    from ssrsim.config.plan_asked import checked_plan

    checked = checked_plan(plan, list(overrides or []), trial)

    from ssrsim.report.plan_check import check_plan

    if not check_plan(checked, trial=trial, strict=strict, console=console()):
        raise typer.Exit(USERS_MISTAKE)


IMPORT_TEXT = """Make a plan file of a spreadsheet with one row for each action.

Columns in any order, named in English, French or Spanish: name, reform, start
(12, after ACTION, trigger NAME), months (24 or 12-42), share (0.3 or 30%),
intensity, priority, after, lag, cap_usd_m, districts (a; b), service, needs
(vetting >= 0.6 hard). Parted by , ; or tabs, decimals with point or comma. All
faults are told at once, by row and column. See docs/plan_files.md.
"""


@commands.command(name="import", short_help="Make a plan file of a spreadsheet.", help=IMPORT_TEXT)
def import_(
    file: str = typer.Argument(metavar="FILE.csv|FILE.xlsx", help="The spreadsheet."),
    name: str = typer.Option("", "--name", metavar="NAME", help="Name of the plan; else as the sheet is called."),
) -> None:
    """Make a plan file of a spreadsheet with one row for each action."""
    from ssrsim.config.plan_sheet import import_plan

    path, triggers = import_plan(file, name)
    if triggers:
        typer.echo(f"Wrote {path}. First write into it what these triggers wait for: {', '.join(triggers)}")
    typer.echo(f"{'Then' if triggers else f'Wrote {path}. Next'}: ssrsim plan check {path}")


@commands.command(context_settings=TAKES_OVERRIDES, short_help="Write a plan as a spreadsheet.")
def export(
    plan: str = typer.Argument(metavar="FILE|NAME", help=PLAN_HELP),
    overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=WHERE_HELP),
    csv: bool = typer.Option(True, "--csv", show_default=False, help="As CSV, the one format that there is."),
) -> None:
    """Write a plan as NAME.csv, which ssrsim plan import reads back; what a sheet cannot hold is refused by name."""
    from ssrsim.config.plan_sheet import export_plan

    path = export_plan(plan, list(overrides or []))
    typer.echo(f"Wrote {path}. Back again: ssrsim plan import {path}")


SHOW_TEXT = """Show a plan as it is written: when, by whose consent, at what price.

Bars by month, the bills in order, what each action needs, costs, leans on and
should do, and the money of each year against what can come in and be spent
well. Runs nothing. Leaves a page, figures and plan.yaml in a folder.

\b
output=NAME    the folder, below outputs/
"""


@commands.command(context_settings=TAKES_OVERRIDES, short_help="Show a plan before anything runs.", help=SHOW_TEXT)
def show(
    plan: str = typer.Argument(metavar="FILE|NAME", help=PLAN_HELP),
    overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=WHERE_HELP),
) -> None:
    """Show a plan as it is written: bars, bills, words and money; run nothing."""
    from ssrsim.config.plan_asked import plan_asked

    given = list(overrides or [])
    asked = plan_asked(plan, given)

    from ssrsim.report.plan_show import show_plan

    command = ["ssrsim", "plan", "show", plan, *given]
    show_plan(asked.scenario, output=asked.output, command=command, console=console())
