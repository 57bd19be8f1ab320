"""All that a page shows of one month, taken in one go from a session; plain values, drawn by the parts of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ssrsim.dashboard.charts import Course, Frame

INDICATORS = ("trust", "safety", "bribes", "deaths", "leakage", "reforms")


class ShownCard(NamedTuple):
    """One indicator of one branch."""

    title: str
    value: float | None
    low: float | None
    high: float | None
    truth: float | None  # None in the room's view
    unit: str
    when: str
    note: str


class ShownTile(NamedTuple):
    """One district of one branch: row of the table, title, and where it lies."""

    row: int
    title: str
    line: int
    column: int
    value: float | None
    unit: str


class ShownEvent(NamedTuple):
    """Something that happened."""

    month: int
    when: str
    words: str
    cause: str
    is_weighty: bool


class ShownReform(NamedTuple):
    """A line of the reform board."""

    title: str
    state: str
    formal: float | None
    effective: float | None
    money: str


class ShownLine(NamedTuple):
    """A line of a sheet."""

    title: str
    meaning: str
    value: str


class ShownSheet(NamedTuple):
    """One district, politician or civilian."""

    title: str
    lines: tuple[ShownLine, ...]


class ShownLever(NamedTuple):
    """A slider."""

    key: str
    title: str
    value: float
    state: str


class ShownLevers(NamedTuple):
    """All that can be decided."""

    shares: tuple[ShownLever, ...]
    context: tuple[ShownLever, ...]
    reforms: Mapping[str, str]
    shocks: Mapping[str, str]
    asks: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, Mapping[str, str]]


class ShownBranch(NamedTuple):
    """A branch in the list of branches."""

    letter: str
    title: str


class ShownHalf(NamedTuple):
    """All of a branch that stands beside another one."""

    letter: str
    title: str
    cards: tuple[ShownCard, ...]
    course: Course
    frame: Frame
    tiles: tuple[ShownTile, ...]
    events: tuple[ShownEvent, ...]
    reforms: tuple[ShownReform, ...]
    sheet: ShownSheet | None


class Shot(NamedTuple):
    """One month of the page."""

    country: str
    plan: str
    month: int
    months: int
    date: str
    branches: tuple[ShownBranch, ...]
    can_undo: bool
    halves: tuple[ShownHalf, ...]
    levers: ShownLevers
    chart_title: str
    classes: Sequence[float]  # bounds of the shades of the map
    unit: str
    who: Sequence[tuple[int, str]]  # whom to choose from to inspect
