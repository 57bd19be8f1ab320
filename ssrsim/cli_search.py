"""The command that looks for the best plan. Thin, as cli.py."""

from __future__ import annotations

import typer

from ssrsim.cli_plan import commands
from ssrsim.console import console
from ssrsim.endings import SOME_RUNS_FAILED

SEARCH_HELP = "reforms, budget, before, objective, search.*, confirm.*, output; changes to the scenario."
SEARCH_TEXT = """Find the best order of some reforms, or the best of many drawn plans, and say how sure that is.

All plans run in the same random worlds. A screening rules out those that are surely worse, a selection in new worlds
finds the best of the others, and estimates come from new worlds again. docs/searching.md tells how to read the claim.

\b
reforms=[A,B,...]        2 to 8 reforms: all their orders, 5,040 for seven
budget=300               USD m that a plan's actions may spend together
before='[A<B]'           what must begin before what
objective=NAME           peace_months, peace or trust_police_end
indifference=3           differences that do not matter
error=.05                probability allowed of a wrong claim
search.apart=6           months from start to start; also search.months, .shares
search.sample=1000       plans drawn with starts and shares, instead of all orders
search.finalists=30      and .worlds, .screening_worlds, .civilians, .candidates
confirm.worlds=200       for the estimates; also confirm.civilians
output=NAME              the folder, below outputs/
"""
SEARCH_EPILOG = """\b
Examples (copy and paste):
    ssrsim plan search 'reforms=[ddr,vetting,training,justice]' budget=300
    ssrsim plan search 'reforms=[ddr,audit,payroll]' 'before=[audit<payroll]' objective=trust_police_end
"""


@commands.command(
    context_settings={"ignore_unknown_options": True},
    short_help="Find the best order of some reforms; say how sure.",
    help=SEARCH_TEXT,
    epilog=SEARCH_EPILOG,
)
def search(overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=SEARCH_HELP)) -> None:
    """Find the best order of some reforms, or the best of many drawn plans, and say how sure that is."""
    from ssrsim.config.search import search_asked

    given = list(overrides or [])
    asked = search_asked(given)

    from ssrsim.report.search import run_search

    if run_search(asked, command=["ssrsim", "plan", "search", *given], console=console()):
        raise typer.Exit(SOME_RUNS_FAILED)
