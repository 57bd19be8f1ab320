"""The charts as option dicts of ECharts, made of plain numbers and words.

A chart always has the same series in the same order, so that a new month changes data only. Nothing in it needs a
mouse: what matters is written beside the line that it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil, floor
from typing import Any

from ssrsim.dashboard.course import Course, Frame, Mark
from ssrsim.plots.style import BLUE, GREEN, GRID, INK, MUTED, PURPLE, VERMILLION, WORDS

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
COLOURS = {"A": BLUE, "B": VERMILLION, "C": GREEN, "D": PURPLE}
WRITTEN = {"A": "#0067a3", "B": WORDS[VERMILLION], "C": WORDS[GREEN], "D": "#7d3a64"}  # contrast 4.5 and up
DASHES: dict[str, str | list[int]] = {"A": "solid", "B": [7, 3], "C": [2, 3], "D": [9, 3, 2, 3]}
NOW = "#8b93a0"
YEAR = 12
MONTH_OF_MS, YEAR_OF_MS = 28 * 86_400_000, 365 * 86_400_000
MOST_ROWS = 2  # rows of words above a chart
LETTER, BOLD = 0.54, 1.12  # width of a letter in em, about; how much wider bold ones are
SPARE = 2.5  # rem beside a chart into which words may reach
Placed = tuple[Mark, int, bool]  # a mark, its row (-1: no room for its words), whether its words stand left of it


def bounds(courses: Sequence[Course], *, percent: bool) -> list[float]:
    """The ticks of a range that holds what all branches show."""
    values = [value for course in courses for value in _values(course) if value == value]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if percent:
        low, high = 100 * low, 100 * high
        bottom, top = 20 * floor(low / 20 + 1e-9), 20 * ceil(high / 20 - 1e-9)
        top = min(100, max(top, bottom + 40))
        bottom = max(0, min(bottom, top - 40))
        return [float(tick) for tick in range(bottom, top + 1, 10 if top - bottom <= 40 else 20)]
    top = _round_up(max(high, 4.0))
    return [top * part / 4 for part in range(5)]


def _values(course: Course) -> list[float]:
    found = [value for point in course.points for value in (point.low, point.high)]
    found += [*(course.truth or ()), *(course.line or ())]
    if course.fan is not None:
        found += [*course.fan.low90, *course.fan.high90]
    return found


def _round_up(value: float) -> float:
    size = 10.0 ** floor(len(str(int(value))) - 1)
    return next(size * times for times in (1, 2, 4, 6, 8, 10) if size * times >= value)


def options(course: Course, frame: Frame) -> dict[str, Any]:
    """The whole chart of one branch."""
    marks = _placed(course, frame)[1]
    em = frame.scale
    return {
        "animation": False,
        "useUTC": True,
        "aria": {"enabled": True, "label": {"description": frame.said}},
        "textStyle": {"fontFamily": FONT, "fontSize": 0.86 * em, "color": MUTED},
        "grid": {"left": 3.4 * em, "right": 3.1 * em, "top": (0.8 + 1.15 * frame.rows) * em, "bottom": 1.9 * em},
        "xAxis": _across(frame),
        "yAxis": {
            "type": "value", "min": frame.ticks[0][0], "max": frame.ticks[-1][0], "axisLabel": {"show": False},
            "axisLine": {"show": False}, "axisTick": {"show": False}, "splitLine": {"show": False},
        },
        "series": [
            _ticks(frame), *_bands(course, frame), _middle(course, frame), _truth(course, frame),
            _errors(course, frame), _counted(course, frame), _measured(course, frame), _signs(course, frame, marks),
        ],
    }  # fmt: skip


def _at(month: float, frame: Frame) -> int:
    """Where a month lies on the axis of time: milliseconds, as ECharts has it."""
    years, months = divmod(frame.month - 1 + int(month), YEAR)
    return int(datetime(frame.year + years, months + 1, 1, tzinfo=UTC).timestamp() * 1000)


def _high(value: float, frame: Frame) -> float:
    return round(100 * value if frame.percent else value, 3)


def _across(frame: Frame) -> dict[str, Any]:
    is_short = frame.months < 2 * YEAR
    return {
        "type": "time", "min": _at(0, frame), "max": _at(frame.months, frame),
        "minInterval": 2 * MONTH_OF_MS if is_short else YEAR_OF_MS * (1 if frame.width > 35 else 2),
        "splitNumber": max(int(frame.width / 5), 3), "splitLine": {"show": False},
        "axisLine": {"lineStyle": {"color": MUTED}, "onZero": False}, "axisTick": {"lineStyle": {"color": MUTED}},
        "axisLabel": {
            "formatter": "{MM}/{yyyy}" if is_short else "{yyyy}", "fontSize": 0.86 * frame.scale, "color": MUTED,
            "hideOverlap": True,
            "margin": 0.75 * frame.scale,
        },
    }  # fmt: skip


def _ticks(frame: Frame) -> dict[str, Any]:
    """Lines across with their numbers, written as the language has them."""
    lines = [
        {"yAxis": value, "label": {"formatter": words, "position": "start", "color": MUTED,
                                   "distance": 0.4 * frame.scale, "fontSize": 0.86 * frame.scale}}
        for value, words in frame.ticks
    ]  # fmt: skip
    look = {
        "symbol": "none",
        "silent": True,
        "animation": False,
        "z": 0,
        "lineStyle": {"color": GRID, "type": "solid", "width": 1},
    }
    return _line("ticks", [], markLine={**look, "data": lines}, z=0)


def _line(name: str, data: list[Any], **more: Any) -> dict[str, Any]:
    return {"type": "line", "name": name, "data": data, "symbol": "none", "silent": True, **more}


def _bands(course: Course, frame: Frame) -> list[dict[str, Any]]:
    """Four lines: under each band an unseen one, on which the band is stacked."""
    fan, colour = course.fan, COLOURS[course.letter]
    pairs = [(fan.low90, fan.high90, 0.16), (fan.low50, fan.high50, 0.3)] if fan else [((), (), 0.0)] * 2
    made = []
    for index, (low, high, shade) in enumerate(pairs):
        first = fan.first if fan else 0
        under = [[_at(first + i, frame), _high(value, frame)] for i, value in enumerate(low)]
        thick = [[_at(first + i, frame), _high(b - a, frame)] for i, (a, b) in enumerate(zip(low, high, strict=True))]
        unseen = {"lineStyle": {"opacity": 0}, "stack": f"band{index}", "stackStrategy": "all"}
        made.append(_line(f"under{index}", under, **unseen))
        made.append(_line(f"band{index}", thick, **unseen, areaStyle={"color": colour, "opacity": shade}))
    return made


def _middle(course: Course, frame: Frame) -> dict[str, Any]:
    fan = course.fan
    data = [[_at(fan.first + i, frame), _high(v, frame)] for i, v in enumerate(fan.middle)] if fan else []
    style = {"color": COLOURS[course.letter], "width": 1.6, "type": DASHES[course.letter]}
    return _line("middle", data, lineStyle=style, endLabel={"show": False})


def _label(words: str, colour: str, frame: Frame, **more: Any) -> dict[str, Any]:
    return {"show": bool(words), "formatter": words, "color": colour, "fontSize": 0.9 * frame.scale,
            "textBorderColor": "#fff", "textBorderWidth": 3, "textBorderType": "solid", **more}  # fmt: skip


def _truth(course: Course, frame: Frame) -> dict[str, Any]:
    data = [[_at(month, frame), _high(value, frame)] for month, value in enumerate(course.truth or ())]
    end = _label(frame.true if data else "", INK, frame, fontWeight="bold", offset=[0, _lift(course, frame, 1)])
    style = {"color": INK, "width": 1.8, "type": "solid"}
    return _line("truth", data, lineStyle=style, endLabel=end)


def _lift(course: Course, frame: Frame, which: int) -> float:
    """How many pixels the words at the end of a counted (0) or a true (1) line stand lower, so as not to meet."""
    ends = [_high(line[-1], frame) if line else None for line in (course.line, course.truth)]
    mine, other = ends[which], ends[1 - which]
    if mine is None:
        return 0.0
    low, near = frame.ticks[0][0], 0.16 * (frame.ticks[-1][0] - frame.ticks[0][0])
    if other is None or abs(mine - other) > near:
        is_upper = other is not None and mine > other
        return (-0.7 if mine < low + near or is_upper else 0.9 if which else 0.0) * frame.scale
    foot = -1.4 if min(mine, other) < low + near else 0.0
    is_upper = mine > other or (mine == other and which == 0)
    return (foot + (-0.65 if is_upper else 0.65)) * frame.scale


def _errors(course: Course, frame: Frame) -> dict[str, Any]:
    """Upright bars from the lowest to the highest of each interval."""
    bars = [
        {"coords": [[_at(point.month, frame), _high(edge, frame)] for edge in (point.low, point.high)]}
        for point in course.points
        if point.high > point.low
    ]
    style = {"color": COLOURS[course.letter], "width": 1.4, "opacity": 0.75}
    return {"type": "lines", "name": "errors", "coordinateSystem": "cartesian2d", "data": bars, "lineStyle": style,
            "silent": True}  # fmt: skip


def _counted(course: Course, frame: Frame) -> dict[str, Any]:
    """What is counted every month, as a line with its last value in words."""
    data = [[_at(month, frame), _high(value, frame)] for month, value in enumerate(course.line or ())]
    look = {"fontWeight": "bold", "offset": [0, _lift(course, frame, 0)]}
    end = _label(frame.measured if data else "", WRITTEN[course.letter], frame, **look)
    style = {"color": COLOURS[course.letter], "width": 2.2, "type": DASHES[course.letter]}
    return _line("counted", data, lineStyle=style, endLabel=end)


def _measured(course: Course, frame: Frame) -> dict[str, Any]:
    """Points, one for each survey; the sentence below the chart says what they are."""
    data = [[_at(point.month, frame), _high(point.value, frame)] for point in course.points]
    return {"type": "scatter", "name": "measured", "data": data, "symbolSize": 0.42 * frame.scale, "silent": True,
            "itemStyle": {"color": COLOURS[course.letter], "opacity": 1}, "z": 4,
            "symbol": "circle" if course.letter in "AC" else "rect"}  # fmt: skip


def _signs(course: Course, frame: Frame, marks: list[Placed]) -> dict[str, Any]:
    """The month on the screen, and what was decided or struck: thin lines with words above the chart."""
    signs: list[dict[str, Any]] = [
        {
            "xAxis": _at(course.month, frame),
            "label": {"show": False},
            "lineStyle": {"color": NOW, "width": 1.2, "type": "solid"},
        }
    ]
    for mark, row, is_left in marks:
        label = _label(
            mark.words if row >= 0 else "", MUTED if mark.is_shock else WRITTEN[course.letter], frame,
            position="end", align="right" if is_left else "left",
            fontSize=0.82 * frame.scale, distance=[0, (0.1 + 1.15 * max(row, 0)) * frame.scale],
            fontWeight="normal" if mark.is_shock else "bold",
        )  # fmt: skip
        style = {"color": MUTED if mark.is_shock else WRITTEN[course.letter], "width": 1.1,
                 "type": "solid" if mark.is_shock else [4, 3]}  # fmt: skip
        signs.append({"xAxis": _at(mark.month, frame), "label": label, "lineStyle": style})
    return _line("signs", [], markLine={"symbol": "none", "silent": True, "animation": False, "data": signs})


def rows_of(course: Course, frame: Frame) -> int:
    """How many rows of words a chart needs above it."""
    return _placed(course, frame)[0]


def _placed(course: Course, frame: Frame) -> tuple[int, list[Placed]]:
    """Rows of words above the chart, and the place of each mark."""
    room = max(frame.width - 7.6, 10.0)  # rem of the plot
    ends: list[list[tuple[float, float]]] = [[] for _ in range(MOST_ROWS)]
    placed = []
    for mark in sorted(course.marks, key=lambda mark: mark.is_shock):  # decisions first: they are what is compared
        letter = 0.82 * LETTER * (1.0 if mark.is_shock else BOLD)
        start = room * mark.month / max(frame.months, 1)
        is_left = start + letter * len(mark.words) > room + SPARE and start > room / 2
        most = int(((start if is_left else room - start) + SPARE) / letter)
        words = mark.words if len(mark.words) <= most else mark.words[: most - 1].rstrip() + "\u2026"
        long = letter * len(words) + 0.6
        span = (start - long, start) if is_left else (start, start + long)
        row = next((i for i, row in enumerate(ends) if all(span[1] <= a or b <= span[0] for a, b in row)), -1)
        if row >= 0:
            ends[row].append(span)
        placed.append((mark._replace(words=words), row, is_left))
    return sum(bool(row) for row in ends), placed
