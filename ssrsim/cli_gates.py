"""The command for the gates: does the order of reforms matter in this model? Thin, as cli.py."""

from __future__ import annotations

import typer

from ssrsim.console import console
from ssrsim.endings import SOME_RUNS_FAILED

commands = typer.Typer()
GATES_HELP = "effort=quick|full, output=NAME, executor.*; changes to the model."
GATES_TEXT = """Ask five things of the model that a trivial model could not give.

The winner must depend on the context, choosing by the average must cost
something, nothing may saturate, instruments must help here and hurt there, and
sample, order and threads must move nothing. Runs three studies (30 contexts,
52 plans, split random worlds), or what is missing of them, and leaves a table
and a page. A gate that is not passed is told, and is no error.

\b
effort=full    40 random worlds of each; a quarter of an hour on two idle cores
effort=quick   8, a first look
output=NAME    the folder, below studies/
"""
GATES_EPILOG = """\b
Examples (copy and paste):
    ssrsim gates effort=quick
    ssrsim gates mechanisms.bargaining=false output=without_bargaining
"""


@commands.command(
    context_settings={"ignore_unknown_options": True},
    short_help="Ask whether the order of reforms matters in this model.",
    help=GATES_TEXT,
    epilog=GATES_EPILOG,
)
def gates(overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=GATES_HELP)) -> None:
    """Ask five things of the model that a trivial model could not give."""
    from ssrsim.config.gates import gates_asked

    given = list(overrides or [])
    asked = gates_asked(given)

    from ssrsim.report.gates import gates as run_gates

    if run_gates(asked, command=["ssrsim", "gates", *given], console=console()):
        raise typer.Exit(SOME_RUNS_FAILED)
