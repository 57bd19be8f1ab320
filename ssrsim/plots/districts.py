"""Tile maps: one square for each district, where the country file puts it; schematic, not to scale.

Each measure is one figure: left the settlement, right the end; one map for a rate where the run is no longer than the
months that it counts. Shade says the value, the number says it again, so that nothing is lost in black and white; the
interval stands below the number.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from ssrsim.analysis.districts import MEASURES, YEAR, Measure, district_frame
from ssrsim.plots.labels import POINTS, em_wide, room, short_names, shortened
from ssrsim.plots.style import INK, MUTED, WIDTH, Drawn, blank, styled
from ssrsim.records.results import Results
from ssrsim.scenario.words.terms import counted, month_name

SHADES = LinearSegmentedColormap.from_list("shades", ["#f3f7fb", "#bcd6ea", "#74b0d9", "#1c629b", "#05284a"])
CLASSES = 5
GAP, MARGIN, HEAD, FOOT = (
    0.5,
    0.05,
    0.36,
    0.85,
)  # inches: between maps, beside them, above for titles, below for the key
LARGEST_TILE, LOWEST_TILE, TALLEST_MAP, EDGE = 1.1, 0.48, 4.2, 0.02  # inches
LEADING = 1.18  # height of a line relative to its letters
SIDE_BY_SIDE = 6  # columns of tiles up to which two maps stand beside each other
SHARE_STEPS = (0.05, 0.1, 0.2, 0.25, 0.5, 1.0)  # widths of a class; less than the first is no difference to see
PLACES = {1: (2,), 2: (0, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}  # which of the five shades so many classes have
ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10)  # times a power of ten, ends of a key
SAID = {"start": "At first", "end": "at the end", "whole": "Over the run"}
ONE_MAP = "One map: the run is no longer than the 12 months that a rate counts. "
LONGEST = 20.0  # em of a name in a sentence
FARTHEST = 24  # rows or columns of tiles beyond which empty ones are dropped


class Layout(NamedTuple):
    """Where tiles lie: row and column of each district, number of both, size of a tile in inches, maps in a row."""

    rows: np.ndarray
    columns: np.ndarray
    n_rows: int
    n_columns: int
    width: float
    height: float
    across: int


class Look(NamedTuple):
    """What a map shows and the bounds of its shades."""

    measure: Measure
    bounds: np.ndarray


def district_figures(results: Results) -> tuple[Drawn, ...]:
    """One tile map for each measure that is not 0 everywhere; none where districts are not recorded."""
    if results.districts is None or not len(results.replicates):
        return ()
    frames = [(measure, district_frame(results, measure)) for measure in MEASURES]
    return tuple(_figure(results, measure, frame) for measure, frame in frames if any(frame["value"] != 0))


def tile_layout(tiles: list[tuple[int, int]]) -> Layout:
    """Places tiles without gaps at the edges. Where two share a place, or places are odd, order decides."""
    rows, columns = (np.array(axis) for axis in zip(*tiles, strict=True))
    rows, columns = _compact(rows), _compact(columns)
    if len(set(zip(rows.tolist(), columns.tolist(), strict=True))) < len(tiles):
        wide = int(np.ceil(len(tiles) ** 0.5))
        rows, columns = np.divmod(np.arange(len(tiles)), wide)
    n_rows, n_columns = int(rows.max()) + 1, int(columns.max()) + 1
    across = 2 if n_columns <= SIDE_BY_SIDE else 1
    width = min(LARGEST_TILE, ((WIDTH - 2 * MARGIN - GAP * (across - 1)) / across) / n_columns)
    height = min(width, max(TALLEST_MAP / n_rows, LOWEST_TILE))
    return Layout(rows, columns, n_rows, n_columns, width, height, across)


def _compact(places: np.ndarray) -> np.ndarray:
    """Places from 0 on; where they lie very far apart, empty rows or columns between them are dropped."""
    if places.max() - places.min() > FARTHEST:
        return np.unique(places, return_inverse=True)[1]
    return places - places.min()


def class_bounds(values: np.ndarray, *, is_share: bool, widths: np.ndarray | None = None) -> np.ndarray:
    """Round bounds of at most five equal classes that hold all values; the same for both maps of a figure.

    No class is narrower than the median of `widths`, the full widths of the values' intervals, and none of a share than
    0.05: shades would show luck as a pattern. Where five such classes have no room there are four, two or one.
    """
    low, high = float(values.min()), float(values.max())
    known = np.zeros(1) if widths is None else widths[np.isfinite(widths)]
    least = (float(np.median(known)) if len(known) else 0.0) * (1 - 1e-9)
    return _share_bounds(low, high, least) if is_share else _rate_bounds(high, least)


def _share_bounds(low: float, high: float, least: float) -> np.ndarray:
    for step in SHARE_STEPS:
        n = min(CLASSES, round(1 / step))
        bottom = min(np.floor(low / step + 1e-9), round(1 / step) - n)
        if step >= least and (bottom + n) * step >= high - 1e-9:
            return np.round(np.arange(bottom, bottom + n + 1) * step, 2)  # 0.3 and not 0.30000000000000004
    return np.array([0.0, 1.0])


def _rate_bounds(high: float, least: float) -> np.ndarray:
    step = 10.0 ** np.floor(np.log10(max(high, 1e-9)))
    tops = [m for m in ROUND if m * step >= high * (1 - 1e-9)][:2]  # the second where it makes rounder classes
    fitting = [(n, m) for n in (5, 4, 2) for m in tops if m * step / n >= least and 100 * m / n % 5 == 0]
    n, top = fitting[0] if fitting else (1, tops[0])
    return np.linspace(0.0, top * step, n + 1)


def _figure(results: Results, measure: Measure, frame: pd.DataFrame) -> Drawn:
    districts = results.scenario.country.districts
    place = tile_layout([district.tile for district in districts.values()])
    widths = (frame["high"] - frame["low"]).to_numpy()
    bounds = class_bounds(frame["value"].to_numpy(), is_share=not measure.is_rate, widths=widths)
    parts = [(moment, _of(frame, moment)) for moment in frame["moment"].unique()]
    map_height, map_width = place.n_rows * place.height, place.n_columns * place.width
    height = (HEAD + map_height) * (1 if place.across == 2 else len(parts)) + FOOT
    names = _names(list(parts[0][1]["title"]), place)
    with styled():
        figure, axes = blank(WIDTH, height)
        for index, (moment, part) in enumerate(parts):
            left = MARGIN + index * max(map_width + GAP, WIDTH / 2) if place.across == 2 else MARGIN
            top = HEAD + (index * (HEAD + map_height) if place.across == 1 else 0)
            axes.text(left, top - 0.12, _heading(results, measure, moment), fontsize=11, fontweight="bold")
            _draw_map(axes, place, (left, top), part, names, Look(measure, bounds))
        _draw_key(axes, height - FOOT + 0.16, bounds, measure)
        axes.text(WIDTH - MARGIN, height - 0.12, _footnote(max(frame["n"])), ha="right", va="center",
                  fontsize=9, color=MUTED)  # fmt: skip
    said = _in_words(measure, parts)
    title = f"{measure.title} by district (schematic, not to scale)"
    caption = ONE_MAP + said if len(parts) == 1 else said
    return Drawn(f"map_{measure.name}", title, caption, figure, frame, f"{measure.title} by district. {said}")


def _of(frame: pd.DataFrame, moment: str) -> Any:
    return frame[frame["moment"] == moment]


def _footnote(n: int) -> str:
    spread = "; \N{PLUS-MINUS SIGN} half the width of its 95 % interval" if n > 1 else "; too few runs for intervals"
    return f"schematic, not to scale; mean over {counted(n, 'run')}{spread}"


def _heading(results: Results, measure: Measure, moment: str) -> str:
    country, months = results.scenario.country, results.months
    end = month_name(country, months)
    if not measure.is_rate:
        return f"At the settlement, {month_name(country, 0)}" if moment == "start" else f"At the end, {end}"
    if moment == "whole":
        return f"The one month, {end}" if months == 1 else f"All {months} months, to {end}"
    return f"First {YEAR} months" if moment == "start" else f"Last {YEAR} months, to {end}"


def _sizes(place: Layout) -> tuple[float, float]:
    """Font sizes in points of names and of values, as far as tiles allow."""
    small = min(9.5, max(5.0, 9.9 * place.width), 14.5 * place.height)
    return small, min(12.0, 1.25 * small)


def _names(titles: list[str], place: Layout) -> list[str]:
    small, _ = _sizes(place)
    lines = 2 if place.height >= 0.6 else 1
    return short_names(titles, room(place.width - 0.06, small), lines)


def _draw_map(
    axes: Any, place: Layout, corner: tuple[float, float], part: pd.DataFrame, names: list[str], look: Look
) -> None:
    numbers = part[["value", "low", "high"]].to_numpy()
    for row, column, name, (value, low, high) in zip(place.rows, place.columns, names, numbers, strict=True):
        x, y = corner[0] + column * place.width, corner[1] + row * place.height
        shade = shade_of(value, look.bounds)
        axes.add_patch(Rectangle((x + EDGE, y + EDGE), place.width - 2 * EDGE, place.height - 2 * EDGE,
                                 facecolor=shade, edgecolor="#8b95a1", linewidth=0.6))  # fmt: skip
        half = "" if not np.isfinite(high - low) else f"\N{PLUS-MINUS SIGN}{_half((high - low) / 2, look.measure)}"
        lines = _cell_lines(place, name, _number(value, look.measure), half)
        top = y + (place.height - sum(size for _, size, _ in lines) * LEADING / POINTS) / 2
        for text, size, weight in lines:
            top += size * LEADING / POINTS
            axes.text(x + place.width / 2, top - size * (LEADING - 0.8) / POINTS, text, ha="center", va="baseline",
                      fontsize=size, fontweight=weight, color=writing_on(shade))  # fmt: skip


def _cell_lines(place: Layout, name: str, value: str, half: str) -> list[tuple[str, float, str]]:
    """What stands in a tile, line by line with its size and weight; the half width only where there is room for it."""
    small, large = _sizes(place)
    large = min(large, place.width * POINTS / (1.15 * em_wide(value)))
    lines = [*((line, small, "normal") for line in name.split("\n")), (value, large, "bold")]
    if half and sum(size for _, size, _ in lines) * LEADING + small <= place.height * POINTS - 2:
        lines.append((half, min(0.9 * small, place.width * POINTS / (1.15 * em_wide(half))), "normal"))
    return lines


def _number(value: float, measure: Measure) -> str:
    return (
        f"{value:,.2f}" if not measure.is_rate else f"{value:,.0f}" if value >= 9.95 or value == 0 else f"{value:.1f}"
    )


def _half(width: float, measure: Measure) -> str:
    """Half the width of an interval; a share below 0.01 gets a digit more rather than a false zero."""
    if measure.is_rate or width >= 0.01:
        return _number(width, measure)
    return "0" if width < 5e-5 else f"{width:.3f}" if width >= 5e-4 else f"{width:.4f}"


def shade_of(value: float, bounds: np.ndarray) -> tuple[float, ...]:
    """The shade of the class in which a value lies."""
    n = len(bounds) - 1
    return _shade(int(np.clip(np.searchsorted(bounds, value, side="right") - 1, 0, n - 1)), n)


def _shade(index: int, n: int) -> tuple[float, ...]:
    """The shade of one of n classes: always one of the five on which writing is known to stand out."""
    return SHADES(PLACES[n][index] / (CLASSES - 1))


def luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance after WCAG 2, 0 black to 1 white."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def writing_on(colour: tuple[float, ...]) -> str:
    """White or ink, whichever stands out more."""
    return "white" if luminance(colour) < 0.19 else INK


def _draw_key(axes: Any, top: float, bounds: np.ndarray, measure: Measure) -> None:
    """A box for each class, with the bounds."""
    wide, high, n = 0.72, 0.17, len(bounds) - 1
    for index in range(n):
        axes.add_patch(Rectangle((MARGIN + index * wide, top), wide, high, facecolor=_shade(index, n),
                                 edgecolor=MUTED, linewidth=0.5))  # fmt: skip
    for index, bound in enumerate(bounds):
        align = "left" if index == 0 else "right" if index == n else "center"
        axes.text(MARGIN + index * wide, top + high + 0.14, _bound(bound, measure), ha=align, va="center",
                  fontsize=9, color=MUTED)  # fmt: skip
    axes.text(MARGIN + n * wide + 0.15, top + high / 2, f"{measure.title}, {measure.unit}", va="center",
              fontsize=9.5, color=MUTED)  # fmt: skip


def _bound(value: float, measure: Measure) -> str:
    return f"{value:.2f}" if not measure.is_rate else f"{value:,.4g}" if value < 10_000 else f"{value:,.0f}"


def _in_words(measure: Measure, parts: list[tuple[str, pd.DataFrame]]) -> str:
    """In words: where the value is lowest and highest, then and at the end."""
    said = []
    for moment, part in parts:
        low, high = part.loc[part["value"].idxmin()], part.loc[part["value"].idxmax()]
        said.append(
            f"{SAID[moment]} from {_number(low['value'], measure)} in {shortened(low['title'], LONGEST)} "
            f"to {_number(high['value'], measure)} in {shortened(high['title'], LONGEST)}"
        )
    return f"{'; '.join(said)}."
