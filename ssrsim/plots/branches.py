"""Figures of a session: one indicator in its branches, in letters that can be read from the back of a room.

A branch is told apart by colour, by the dashes of its line and by its letter at the end of the line. Words come from
the session in its own language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ssrsim.plots.labels import room, shortened
from ssrsim.plots.search import large
from ssrsim.plots.style import MUTED, WIDTH, WORDS, Drawn
from ssrsim.plots.trajectories import LOOKS
from ssrsim.scenario.country import Country

HEIGHT, MONTHS_A_YEAR = 4.6, 12
LETTERS = 15.0  # points, of the letter of a branch
MOST_TICKS = 7
APART = 0.09  # of the height between the letters of two branches
STEP = 0.055  # of the height between the triangles of two branches
LEAST_TOP = {"share": 0.1}  # of the value axis; 10 for what is counted


class Course(NamedTuple):
    """One branch: its letter and title, what was measured, and the months of its decisions."""

    letter: str
    title: str
    values: np.ndarray
    low: np.ndarray  # NaN where there is no sampling error
    high: np.ndarray
    truth: np.ndarray
    decisions: tuple[int, ...]


class Texts(NamedTuple):
    """What a figure says: its name, title and caption, and what it shows for those who cannot see it."""

    name: str
    title: str
    caption: str
    alt: str
    mark: str  # warning that goes with the figure wherever it is copied


def branches_figure(texts: Texts, courses: Sequence[Course], unit: str, country: Country) -> Drawn:
    """The courses of one indicator as measured, with intervals, decisions as triangles, and the data of it all.

    Args:
        texts: its words.
        courses: of at most four branches, month by month from the settlement on.
        unit: "share" is written in percent.
        country: gives the calendar.
    """
    with large():
        figure = Figure(figsize=(WIDTH, HEIGHT))
        axes = figure.subplots()
        axes.set_title(shortened(texts.title, room(WIDTH - 1.2, 16.0)))
        top = _top(courses, unit)
        axes.set_ylim(0, top)
        _time_axis(axes, len(courses[0].values) - 1, country)
        axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _number(value, unit)))
        for place, (course, look) in enumerate(zip(courses, LOOKS, strict=False)):
            _draw(axes, course, look, top * (0.025 + STEP * place))
        _label(axes, courses, top)
        _name(axes, courses)
    return Drawn(texts.name, texts.title, texts.caption, figure, _frame(courses), texts.alt, texts.mark)


def _draw(axes: Axes, course: Course, look: tuple[str, Any], floor: float) -> None:
    """Line, interval, and triangles at a height of its own, so that none covers that of another branch."""
    colour, dashes = look
    months = np.arange(len(course.values))
    axes.fill_between(months, course.low, course.high, color=colour, alpha=0.16, linewidth=0)
    axes.plot(months, course.values, color=colour, linestyle=dashes, linewidth=2.6)
    axes.plot(course.decisions, [floor] * len(course.decisions), "^", color=colour, markersize=9, clip_on=False)


def _label(axes: Axes, courses: Sequence[Course], top: float) -> None:
    """The letter of each branch at the end of its line, pushed apart where lines end close together."""
    ends = sorted(
        (float(course.values[-1]), course.letter, look[0]) for course, look in zip(courses, LOOKS, strict=False)
    )
    places: list[float] = []
    for value, _, _ in ends:
        places.append(max(value, places[-1] + APART * top) if places else value)
    shift = sum(end[0] - place for end, place in zip(ends, places, strict=True)) / len(ends)
    shift = max(shift, 0.02 * top - places[0])  # none below the axis
    for place, (_, letter, colour) in zip(places, ends, strict=True):
        axes.annotate(letter, (1, place + shift), xycoords=("axes fraction", "data"), xytext=(7, 0), va="center",
                      textcoords="offset points", color=WORDS.get(colour, colour), fontweight="bold",
                      fontsize=LETTERS, annotation_clip=False)  # fmt: skip


def _name(axes: Axes, courses: Sequence[Course]) -> None:
    """Letter and title of each branch below the axis, side by side."""
    wide = room(WIDTH - 1.2, 12.0) / len(courses)
    for place, (course, look) in enumerate(zip(courses, LOOKS, strict=False)):
        said = f"{course.letter}  {shortened(course.title, wide - 4)}" if course.title else course.letter
        axes.annotate(said, (place / len(courses), 0), xycoords="axes fraction", xytext=(0, -38), va="top",
                      textcoords="offset points", color=WORDS.get(look[0], look[0]), fontsize=12,
                      fontweight="bold", annotation_clip=False)  # fmt: skip


def _time_axis(axes: Axes, months: int, country: Country) -> None:
    """Calendar years, or months of the calendar where there are few: no word that would need a language."""
    axes.set_xlim(0, max(months, 1))
    first = country.settlement_month - 1
    januaries = [month for month in range(months + 1) if (first + month) % MONTHS_A_YEAR == 0]
    if len(januaries) > 2:
        shown = januaries[:: -(-len(januaries) // MOST_TICKS)]
        axes.set_xticks(shown, [str(country.settlement_year + (first + month) // MONTHS_A_YEAR) for month in shown])
        return
    shown = list(range(0, months + 1, max(1, -(-(months + 1) // MOST_TICKS))))
    dates = [divmod(first + month, MONTHS_A_YEAR) for month in shown]
    axes.set_xticks(shown, [f"{country.settlement_year + year}-{month + 1:02d}" for year, month in dates])
    axes.tick_params(axis="x", colors=MUTED)


def _top(courses: Sequence[Course], unit: str) -> float:
    """The end of the value axis, which begins at 0 always, so that no change looks larger than it is."""
    highest = max(float(np.nanmax(np.concatenate([one.values, one.high]))) for one in courses)
    top = 1.08 * max(highest, LEAST_TOP.get(unit, 10.0))
    return min(top, 1.0) if unit == "share" else top


def _number(value: float, unit: str) -> str:
    return f"{100 * value:.3g} %" if unit == "share" else f"{value:,.6g}"


def _frame(courses: Sequence[Course]) -> pd.DataFrame:
    """Month by month and branch by branch what was measured, its interval, and what was true."""
    return pd.concat([
        pd.DataFrame({"branch": one.letter, "month": np.arange(len(one.values)), "value": one.values, "low": one.low,
                      "high": one.high, "truth": one.truth})
        for one in courses
    ], ignore_index=True)  # fmt: skip
