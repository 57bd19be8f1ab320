"""The commands for a plan by itself: look at it before anything runs, and look for a better one. Thin, as cli.py."""

from __future__ import annotations

import typer

commands = typer.Typer(name="plan", help="Check, show, import or search plans.", no_args_is_help=True)
