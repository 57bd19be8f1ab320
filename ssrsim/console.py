"""The terminal as the program sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

NARROWEST = 40  # columns; below that words fall apart


def console() -> Console:
    """The terminal, never narrower than words need."""
    from rich.console import Console

    here = Console()
    return here if here.width >= NARROWEST else Console(width=NARROWEST)
