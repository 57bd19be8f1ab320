"""The command for trainers: one page in the browser. Thin, as cli.py."""

from __future__ import annotations

from pathlib import Path

import typer

from ssrsim.console import console

commands = typer.Typer()
TEXT = """Show the country on a page in your browser: play, decide, rewind, compare.

Choose a country and a plan, play the months, move sliders, set off a shock, go
back to any month, fork the timeline and watch both futures side by side. The
page works without the internet. Each visitor has a session of its own; it is
saved after each change, and its address goes on after a restart.

Only this machine sees the page, unless --listen names the address by which
others reach it. They then need the address with the token that is printed, or
the token that you put into SSRSIM_DASHBOARD_TOKEN. The traffic is not encrypted.
"""
EPILOG = """\b
Examples (copy and paste):
    ssrsim dashboard
    ssrsim dashboard --listen 192.168.1.20 --no-browser
"""


@commands.command(short_help="Show the country on a page in your browser.", help=TEXT, epilog=EPILOG)
def dashboard(
    port: int = typer.Option(8050, "--port", metavar="NUMBER", help="0 takes a free one."),
    listen: str = typer.Option("", "--listen", metavar="ADDRESS", help="Let other machines in, with a token."),
    sessions: Path = typer.Option("outputs/sessions", "--sessions", metavar="FOLDER", help="Where sessions are kept."),
    no_browser: bool = typer.Option(False, "--no-browser", help="Only tell the address."),
) -> None:
    """Show the country on a page in your browser."""
    from ssrsim.dashboard.server import serve

    serve(port, listen, sessions, not no_browser, console())
