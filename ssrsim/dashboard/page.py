"""What a visitor sees."""

from __future__ import annotations

from nicegui import ui

from ssrsim.dashboard.visits import Visit


async def build(visit: Visit) -> None:
    """Draw the page of this visit."""
    ui.label("ssrsim").props('role="heading" aria-level="1"')
