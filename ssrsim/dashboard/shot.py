"""All that a page shows of one month, taken in one go from a session; plain values, drawn by the parts of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ssrsim.dashboard.course import Course, Frame
from ssrsim.session.board import ReformLine
from ssrsim.session.feed import FeedLine
from ssrsim.session.sheets import Choice, Sheet
from ssrsim.session.shown import CARD, Tile

INDICATORS = tuple(CARD)


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
    asks: Mapping[str, tuple[str, ...]]  # fields of the form by kind of shock
    placed: frozenset[str]  # kinds that must name a district
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
    tiles: tuple[Tile, ...]
    events: tuple[FeedLine, ...]
    reforms: tuple[ReformLine, ...]
    sheet: Sheet | None


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
    note: str  # where its numbers come from, and what is wrong with them
    odds: str  # what the futures say in a sentence; "" where they are not known
    classes: Sequence[float]  # bounds of the shades of the map
    unit: str
    who: Sequence[Choice]  # whom to choose from to inspect
