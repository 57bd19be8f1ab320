"""Trust in the police by group of people over time: who gains and who is left behind, which one mean cannot show."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ssrsim.analysis.groups import values_by_group
from ssrsim.analysis.intervals import quantile_bands
from ssrsim.analysis.summary import shown
from ssrsim.plots.labels import room, short_names
from ssrsim.plots.style import BLUE, MUTED, WIDTH, Drawn, styled, time_axis
from ssrsim.plots.trajectories import BANDS, Panel, band_frame, value_axis
from ssrsim.records.results import Results
from ssrsim.scenario.faults import printable

INDICATOR = "trust_police"
PANEL = Panel("Trust in the police by group", ((INDICATOR, ""),))
COUNTRY = "whole country"
CAPTION = (
    f"{BANDS} Number: its last value. Dashed: the whole country. True trust, mean over people of the group; those who "
    "fought count with their group."
)
HEIGHT, TITLE_LETTER, TITLE_LINES = 2.6, 10.5, 3  # inches of a row, points, lines


class Line(NamedTuple):
    """One group: its name and title, its values and the bands over runs."""

    name: str
    title: str
    values: np.ndarray
    bands: np.ndarray


def groups_figure(results: Results) -> Drawn | None:
    """One small plot for each group, with the country in it to compare; none where groups were not recorded."""
    if results.groups is None or not len(results.groups):
        return None
    country, *lines = _lines(results)
    columns = 2 if len(lines) in (2, 4) else min(len(lines), 3)
    rows = -(-len(lines) // columns)
    titles = short_names([line.title for line in lines], room(WIDTH / columns - 0.6, TITLE_LETTER), TITLE_LINES)
    highest = max(float(np.nanmax(line.bands)) for line in lines)
    with styled():
        figure = Figure(figsize=(WIDTH, HEIGHT * rows))
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
        for axes, line, title in zip(grid, lines, titles, strict=False):
            axes.set_title(title, fontsize=TITLE_LETTER)
            _draw(axes, line, country)
            time_axis(axes, results.months, results.scenario.country)
            value_axis(axes, PANEL, highest)
        _name_the_country(grid[0], lines[0], country)
        _share_time_axes(grid, len(lines), columns)
    frames = [_frame(line) for line in (*lines, country)]
    return Drawn("groups", PANEL.title, CAPTION, figure, pd.concat(frames, ignore_index=True), _alt([*lines, country]))


def _lines(results: Results) -> list[Line]:
    """The country, then each group that has people in any run."""
    by_group, of_country = values_by_group(results, INDICATOR), results.values(INDICATOR)
    groups = [("", COUNTRY, of_country)] + [
        (name, printable(group.title), by_group[:, :, row])
        for row, (name, group) in enumerate(results.scenario.country.groups.items())
    ]
    return [Line(*group, quantile_bands(group[2])) for group in groups if np.isfinite(group[2]).any()]


def _draw(axes: Axes, line: Line, country: Line) -> None:
    """Bands and median of a group with its last value beside it, and the country's median."""
    months = np.arange(line.bands.shape[1])
    axes.fill_between(months, line.bands[0], line.bands[-1], color=BLUE, alpha=0.16, linewidth=0)
    axes.fill_between(months, line.bands[1], line.bands[-2], color=BLUE, alpha=0.30, linewidth=0)
    axes.plot(months, country.bands[2], color=MUTED, linestyle=(0, (4, 2)), linewidth=1.4)
    axes.plot(months, line.bands[2], color=BLUE, linewidth=2.4)
    last = _known(line)[-1]
    axes.annotate(shown(last, "share"), (1, last), xycoords=("axes fraction", "data"), xytext=(4, 0),
                  textcoords="offset points", color=BLUE, va="center", fontweight="bold", fontsize=12,
                  annotation_clip=False)  # fmt: skip


def _name_the_country(axes: Axes, line: Line, country: Line) -> None:
    """Writes what the dashed line is beside it, on the side where the group's own line is not."""
    middle = line.bands.shape[1] // 2
    above = not country.bands[2][middle] < line.bands[2][middle]
    axes.annotate(COUNTRY, (middle, country.bands[2][middle]), xytext=(0, 6 if above else -6),
                  textcoords="offset points", color=MUTED, ha="center", va="bottom" if above else "top")  # fmt: skip


def _share_time_axes(grid: np.ndarray, n: int, columns: int) -> None:
    """Words and years under the lowest plot of each column, which need not be in the last row."""
    for place, axes in enumerate(grid):
        axes.set_visible(place < n)
        axes.tick_params(labelbottom=place + columns >= n)
        if place + columns < n:
            axes.set_xlabel("")


def _known(line: Line) -> np.ndarray:
    """The median in the months in which the group has people in a run."""
    return line.bands[2][np.isfinite(line.bands[2])]


def _frame(line: Line) -> pd.DataFrame:
    frame = band_frame(INDICATOR, PANEL, line.values, line.bands)
    frame.insert(0, "group", line.name)
    frame.insert(1, "title", line.title)
    return frame


def _alt(lines: list[Line]) -> str:
    """In words: from where to where the median of each group goes."""
    said = [f"{line.title}: from {shown(_known(line)[0], 'share')} to {shown(_known(line)[-1], 'share')}"
            for line in lines]  # fmt: skip
    return f"Medians over runs. {'; '.join(said)}."
