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
