"""The time of a month as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from ssrsim.lab.timing import PhaseTime


def print_timing(phases: Sequence[PhaseTime], months: int, console: Console) -> None:
    """Prints the time of each phase and part of an average month, in microseconds on one core."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("part", "phase"):
        table.add_column(heading, no_wrap=True)
    for heading in ("rows", "microseconds", "share"):
        table.add_column(heading, justify="right", no_wrap=True)
    whole = max(sum(phase.microseconds for phase in phases), 1e-9)
    for (number, part), group in groupby(phases, key=lambda phase: (phase.number, phase.part)):
        listed = list(group)
        total = sum(phase.microseconds for phase in listed)
        table.add_row(f"{number} {part}", "", "", f"{total:,.1f}", f"{total / whole:.1%}", style="bold")
        for phase in listed:
            share = f"{phase.microseconds / whole:.1%}"
            table.add_row("", phase.phase, f"{phase.rows:,}", f"{phase.microseconds:,.1f}", share)
    heading = f"\nTime of a month: {whole:,.0f} microseconds on one core, mean of {months} months of one run"
    console.print(heading, style="bold", highlight=False)
    console.print(table)
