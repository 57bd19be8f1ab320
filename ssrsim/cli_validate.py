"""The command that holds the model against the world. Thin, as cli.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from ssrsim.console import console

if TYPE_CHECKING:
    from ssrsim.scenario.scenario import Scenario

commands = typer.Typer()
TEXT = """Hold the model against what is known of the world: in-silico experiments, measured as studies measure.

Prints and writes a table of patterns: what is known and from where, what the model does with its 95 % interval, pass,
fail or undecided, and whether the defaults were set on it or it was held out. It is a mirror: patterns that fail are
told and are no error.

\b
patterns=[P1,P5]     some of them; all without it
effort=full|quick    quick: small ensembles in a few minutes, wide intervals
output=NAME          the folder, below outputs/
parameters.NAME=...  another model: parameters.*, mechanisms.*, conflict.*
"""
EPILOG = """\b
Examples (copy and paste):
    ssrsim validate effort=quick
    ssrsim validate patterns=[P1,P3] output=recurrence
    ssrsim validate patterns=[P1] parameters.weariness_half_life=60
"""


@commands.command(
    context_settings={"ignore_unknown_options": True},
    short_help="Hold the model against known patterns; report.",
    help=TEXT,
    epilog=EPILOG,
)
def validate(
    overrides: list[str] = typer.Argument(
        None, metavar="KEY=VALUE", help="patterns, effort, output; changes to the model."
    ),
) -> None:
    """Hold the model against known patterns."""
    from ssrsim.analysis.validation.patterns import read_patterns
    from ssrsim.config.compose import load_scenario
    from ssrsim.config.shipped import VALIDATION, config_folder
    from ssrsim.config.validation import validation_asked

    given = list(overrides or [])
    folder = config_folder() / VALIDATION
    asked = validation_asked(given, list(read_patterns(folder)))

    from ssrsim.report.validation import Wanted, run_validation

    def changed(scenario: str, overrides: Sequence[str]) -> Scenario:
        return load_scenario(scenario, [*asked.changes, *overrides])  # what an experiment sets, it sets

    wanted = Wanted(asked.patterns, asked.effort, asked.output, folder, changed)
    run_validation(wanted, ["ssrsim", "validate", *given], console())
