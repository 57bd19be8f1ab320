"""What a chart is made of: what was measured, what is true, what may come, and what was decided; plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Point(NamedTuple):
    """A measured value with its interval; `low` and `high` are the value where the instrument knows no error."""

    month: int
    value: float
    low: float
    high: float


class Fan(NamedTuple):
    """What may come: quantiles by month, from the month that is on the screen to the end."""

    first: int
    low90: Sequence[float]
    low50: Sequence[float]
    middle: Sequence[float]
    high50: Sequence[float]
    high90: Sequence[float]
    n: int


class Mark(NamedTuple):
    """Something that was decided or struck."""

    month: int
    words: str
    is_shock: bool


class Course(NamedTuple):
    """What a chart shows of one branch up to a month."""

    letter: str
    month: int
    points: Sequence[Point]
    line: Sequence[float] | None  # what was measured by month from 0, where no sample is behind it
    truth: Sequence[float] | None  # by month from 0; None where it is not shown
    fan: Fan | None
    marks: Sequence[Mark]


class Frame(NamedTuple):
    """What the charts of all branches share: the axes and the words."""

    months: int
    year: int  # calendar time of month 0
    month: int
    percent: bool
    ticks: Sequence[tuple[float, str]]  # of the upright axis, from the lowest to the highest, with their words
    measured: str
    true: str
    said: str = ""  # what is seen, for those who cannot see it
    scale: float = 14.0  # pixels in a rem
    width: float = 50.0  # of a chart, in rem
    rows: int = 0  # of words above the charts
