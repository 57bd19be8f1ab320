"""What a month is a list of: phases, each over the rows of one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

Phase = Callable[..., None]


class Step(NamedTuple):
    """One phase over one table."""

    table: str
    phase: Phase
    splits: bool  # may be split over rows
    number: int = 0  # which of the eleven parts of the month it belongs to; 0: the settlement
    part: str = "settlement"  # the name of that part

    @property
    def name(self) -> str:
        """The name of the phase, as timings, hooks and agents call it."""
        return self.phase.__name__


def each(table: str, *phases: Phase) -> tuple[Step, ...]:
    """Phases that write their own rows only."""
    return tuple(Step(table, phase, splits=True) for phase in phases)


def once(table: str, *phases: Phase) -> tuple[Step, ...]:
    """Phases that run whole, in a fixed order."""
    return tuple(Step(table, phase, splits=False) for phase in phases)


def in_order(steps: Iterable[tuple[Step, ...]]) -> tuple[Step, ...]:
    """All steps one after the other."""
    return tuple(step for some in steps for step in some)


def in_parts(parts: Mapping[str, Iterable[tuple[Step, ...]]]) -> tuple[Step, ...]:
    """All steps one after the other, each with the number and the name of its part."""
    return tuple(
        step._replace(number=number, part=part)
        for number, (part, steps) in enumerate(parts.items(), start=1)
        for step in in_order(steps)
    )
