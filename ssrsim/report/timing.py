"""The time of a month as a table for the terminal."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from ssrsim.lab.timing import PhaseTime
from ssrsim.scenario.faults import printable
from ssrsim.scenario.words.terms import counted

if TYPE_CHECKING:
    from ssrsim.lab.hooked import HookTimes

LOOKS, TRIES = 1_000, 5


def print_timing(phases: Sequence[PhaseTime], months: int, console: Console) -> None:
    """Prints the time of each phase and part of an average month, in microseconds on one core and as shares 0..1."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("part", "phase"):
        table.add_column(heading, no_wrap=True)
    for heading in ("rows", "microseconds", "share"):
        table.add_column(heading, justify="right", no_wrap=True)
    whole = max(sum(phase.microseconds for phase in phases), 1e-9)
    for (number, part), group in groupby(phases, key=lambda phase: (phase.number, phase.part)):
        listed = list(group)
        total = sum(phase.microseconds for phase in listed)
        table.add_row(f"{number} {part}", "", "", f"{total:,.1f}", f"{total / whole:.3f}", style="bold")
        for phase in listed:
            share = f"{phase.microseconds / whole:.3f}"
            table.add_row("", phase.phase, f"{phase.rows:,}", f"{phase.microseconds:,.1f}", share)
    heading = (
        f"\nTime of a month: {whole:,.0f} microseconds on one core, mean of {counted(months, 'month')} of one run; "
        f"each phase holds about {clock_microseconds():.1f} microseconds for looking at the clock"
    )
    console.print(heading, style="bold", highlight=False, soft_wrap=True)
    console.print(table)


def print_hook_times(times: HookTimes, console: Console) -> None:
    """Prints what hooks cost: a month without and with them, and each of them."""
    ratio = times.whole / max(times.without, 1e-9)
    console.print(
        f"\nA month with hooks: {times.whole:,.0f} microseconds, {ratio:.1f} times one at full speed "
        f"({times.without:,.0f}); what is neither is stopping for them",
        style="bold", highlight=False, soft_wrap=True,
    )  # fmt: skip
    for hook in times.hooks:
        text = printable(f"  {hook.name}  {hook.microseconds:,.1f} microseconds")
        console.print(text, markup=False, highlight=False, soft_wrap=True)


def clock_microseconds() -> float:
    """What one look at the processor's clock costs on this machine, in microseconds: the best of a few tries.

    Python's `time.process_time` asks the system the same question as C's `clock`, which times the phases.
    """
    best = float("inf")
    for _ in range(TRIES):
        start = time.perf_counter()
        for _ in range(LOOKS):
            time.process_time()
        best = min(best, time.perf_counter() - start)
    return best / LOOKS * 1e6
