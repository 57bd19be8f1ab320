"""What a measurement leaves: rows with a figure, its spread, and what was promised."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from benchmarks.timing import Spread


class Target(NamedTuple):
    """A promise: the figure is to be at least, or at most, so much."""

    at_least: bool
    value: float


def at_least(value: float) -> Target:
    """The figure is to be this or more."""
    return Target(True, value)


def at_most(value: float) -> Target:
    """The figure is to be this or less."""
    return Target(False, value)


@dataclass(frozen=True)
class Row:
    """One figure of a line."""

    what: str
    unit: str
    figure: Spread | None  # None where nothing could be measured; the note says why then
    target: Target | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the promise is kept, by the median alone."""
        if self.figure is None:
            return "not measured"
        if self.target is None:
            return ""
        over = self.figure.median - self.target.value
        return "met" if (over >= 0 if self.target.at_least else over <= 0) else "missed"


def to_json(row: Row) -> dict[str, Any]:
    """The row as plain data."""
    plain = asdict(row) | {"verdict": row.verdict}
    plain["figure"] = row.figure and row.figure._asdict()
    plain["target"] = row.target and row.target._asdict()
    return plain


def from_json(plain: dict[str, Any]) -> Row:
    """The row that `to_json` made this of."""
    figure, target = plain["figure"], plain["target"]
    return Row(plain["what"], plain["unit"], figure and Spread(**figure), target and Target(**target), plain["note"])
