"""The command that compares plans in the same random worlds. Thin, as cli.py."""

from __future__ import annotations

import typer

from ssrsim.console import console
from ssrsim.endings import SOME_RUNS_FAILED

commands = typer.Typer()
HELP = "plans=[A,B], plans_files=[FILE,FILE], output=NAME; changes to the scenario, as for run."
TEXT = """Compare two or more plans in the same random worlds.

The first plan named is the one that the others are held against. Under one seed all plans share their luck, so that
what differs comes from the plans. Tells which differences are sure, which are too small to matter and which cannot be
told apart with so many runs; leaves a page, figures and tables.

\b
plans=[A,B,C]            plans that ship (ssrsim list plan)
plans_files=[FILE,FILE]  your own (ssrsim new plan NAME)
run.replicates=100       random worlds; more make intervals narrower
output=NAME              the folder, below outputs/
"""
EPILOG = """\b
Examples (copy and paste):
    ssrsim compare plans=[ddr_first,oversight_first]
    ssrsim compare plans=[liberia_2003_historical,staged,do_nothing] run.replicates=100 output=three_plans
"""


@commands.command(
    context_settings={"ignore_unknown_options": True},
    short_help="Compare plans in the same random worlds; report.",
    help=TEXT,
    epilog=EPILOG,
)
def compare(overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=HELP)) -> None:
    """Compare two or more plans in the same random worlds."""
    from ssrsim.config.compare import compare_asked

    given = list(overrides or [])
    asked = compare_asked(given)

    from ssrsim.report.compare import compare_plans

    command = ["ssrsim", "compare", *given]
    if compare_plans(asked.scenarios, command=command, output=asked.output, console=console()).failed:
        raise typer.Exit(SOME_RUNS_FAILED)
