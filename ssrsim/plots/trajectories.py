"""Trajectories over time: median, 50 % and 90 % bands over runs, as small multiples, with their data.

A panel with one series shows both bands. A panel with two or more shows medians with the 90 % band, told apart by line
style and a label at the line's end as well as by colour, so that it survives a bad projector and a grey printer.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

from ssrsim.analysis.intervals import QUANTILES, quantile_bands
from ssrsim.analysis.money import leakage_share
from ssrsim.analysis.summary import shown
from ssrsim.plots.style import BLUE, GREEN, MUTED, ORANGE, VERMILLION, WIDTH, WORDS, Drawn, styled, time_axis
from ssrsim.records.results import Results
from ssrsim.scenario.indicators import BY_NAME

YEAR = 12
LOOKS = ((BLUE, "-"), (VERMILLION, (0, (5, 2))), (GREEN, (0, (1, 1.4))), (ORANGE, (0, (6, 1.5, 1, 1.5))))
PANEL_HEIGHT = 2.7
OWN = "own_indicators"


class Panel(NamedTuple):
    """One small plot: its title, and the series in it as (indicator, word at the end of its line)."""

    title: str
    lines: tuple[tuple[str, str], ...]
    unit: str = "share"


class Sheet(NamedTuple):
    """One figure of several panels on a grid."""

    name: str
    title: str
    caption: str
    panels: tuple[Panel, ...]
    columns: int
    same_scale: bool = False  # shares side by side that are to be compared


def _panel_of(indicator: str) -> Panel:
    """A panel of one indicator under its own label."""
    it = BY_NAME[indicator]
    return Panel(it.label, ((indicator, ""),), it.unit)


BANDS = "Line: median over runs. Dark band: the middle half of the runs. Light band: nine runs in ten."
LINES = "Lines: medians over runs. Bands: nine runs in ten."
SHEETS = (
    Sheet("trust", "Trust, true and as surveys see it",
          f"{LINES} The dashed line is what the published survey shows: delayed, and a little wrong.",
          (Panel("Trust in the police", (("trust_police", "true"), ("survey_trust_police", "survey"))),
           Panel("Trust in the army", (("trust_army", "true"), ("survey_trust_army", "survey")))), 2, same_scale=True),
    Sheet("conduct", "Abuse and three channels of corruption",
          f"{BANDS} Abuse is the rate of the last 12 months; leakage has no value where nothing was spent in them.",
          (Panel("Abuse", (("abuse_rate", ""),), "per 100,000 a year"),
           _panel_of("bribe_incidence"),
           _panel_of("ghost_share"),
           _panel_of("leakage_share")), 2),
    Sheet("politics", "Politics and oversight: form is not function",
          f"{LINES} Formal is what exists on paper. Oversight counts as effective as far as bodies work and are "
          "independent; justice is the same for courts, less the drag of their backlog. A reform counts from its first "
          "action on, at 0 then, so the mean falls where one begins.",
          (Panel("Political will and interference", (("will", "will"), ("interference", "interference"))),
           Panel("Oversight", (("oversight_formal", "formal"), ("oversight_effective", "effective"))),
           Panel("Reforms of the plan", (("reform_formal", "formal"), ("reform_effective", "effective"))),
           _panel_of("justice")), 2),
    Sheet("conflict", "Fighters, battle deaths, control and crime",
          f"{BANDS} Battle deaths are those of the last 12 months.",
          (_panel_of("fighters"),
           Panel("Battle deaths", (("battle_deaths_year", ""),), "people in 12 months"),
           _panel_of("state_control"),
           _panel_of("crime")), 2),
    Sheet("money", "Money since the settlement",
          f"{LINES} Unspent is what lies on donors' accounts in the country and in the state's reform budget.",
          (Panel("Money received and spent", (("money_received", "received"), ("money_spent", "spent")), "USD m"),
           Panel("Money leaked and unspent", (("money_leaked", "leaked"), ("money_unspent", "unspent")), "USD m")), 2),
)  # fmt: skip


def trajectory_figures(results: Results, which: slice = slice(None)) -> tuple[Drawn, ...]:
    """All sheets of trajectories, or some by number; none where no run was delivered."""
    if not len(results.replicates):
        return ()
    return tuple(sheet_figure(results, sheet) for sheet in (*SHEETS, *_own_sheets(results))[which])


def _own_sheets(results: Results) -> tuple[Sheet, ...]:
    """One more sheet where the scenario has indicators of its own."""
    own = [one for one in results.scenario.indicators if one.name in results.scenario.extension.indicators]
    panels = tuple(Panel(one.label, ((one.name, ""),), one.unit) for one in own)
    caption = f"{BANDS} Computed after the run from what is recorded."
    return (Sheet(OWN, "Indicators of the extension", caption, panels, min(2, len(own))),) if own else ()


def sheet_figure(results: Results, sheet: Sheet) -> Drawn:
    """One figure of small multiples with the data behind it."""
    rows = -(-len(sheet.panels) // sheet.columns)
    data = []
    with styled():
        figure = Figure(figsize=(WIDTH, PANEL_HEIGHT * rows))
        grid = figure.subplots(rows, sheet.columns, sharex=True, squeeze=False).ravel()
        drawn = []
        for axes, panel in zip(grid, sheet.panels, strict=False):
            frames, ends = _draw_panel(axes, results, panel)
            data += frames
            drawn.append((axes, panel, ends, max(_highest(frame) for frame in frames)))
        for axes, panel, ends, highest in drawn:
            value_axis(axes, panel, max(d[3] for d in drawn) if sheet.same_scale else highest)
            if sheet.name == OWN and (lowest := _lowest(data, panel)) < 0:
                axes.set_ylim(bottom=1.05 * lowest)
            _label_ends(axes, ends)
        for axes in grid[: -sheet.columns]:
            axes.set_xlabel("")
    return Drawn(sheet.name, sheet.title, sheet.caption, figure, pd.concat(data, ignore_index=True), _alt(sheet, data))


def _alt(sheet: Sheet, data: list[pd.DataFrame]) -> str:
    """In words: from where to where the median of each line goes."""
    said = []
    for panel in sheet.panels:
        for indicator, word in panel.lines:
            frame = next(frame for frame in data if frame["indicator"].iloc[0] == indicator)
            known = frame["q50"].dropna()
            if len(known):
                name = f"{panel.title}, {word}" if word else panel.title
                first, last = (shown(value, panel.unit) for value in (known.iloc[0], known.iloc[-1]))
                said.append(f"{name}: from {first} to {last}")
    return f"Medians over runs. {'; '.join(said)}."


def _draw_panel(axes: Axes, results: Results, panel: Panel) -> tuple[list[pd.DataFrame], list[list]]:
    """Draws bands and lines; returns their data and what is to stand at the ends of lines (value, word, colour)."""
    axes.set_title(panel.title if panel.unit == "share" else f"{panel.title}, {panel.unit}")
    frames, ends = [], []
    for (indicator, word), (colour, dashes) in zip(panel.lines, LOOKS, strict=False):
        values = _values(results, indicator)
        bands = quantile_bands(values)
        months = np.arange(values.shape[1])
        axes.fill_between(months, bands[0], bands[-1], color=colour, alpha=0.16, linewidth=0)
        if len(panel.lines) == 1:
            axes.fill_between(months, bands[1], bands[-2], color=colour, alpha=0.30, linewidth=0)
        known = np.flatnonzero(np.isfinite(bands[2]))
        alone = len(known) == 1  # the 12 months of a yearly sum end in the last month: a point, no line
        axes.plot(months, bands[2], color=colour, linestyle=dashes, marker="o" if alone else "", clip_on=not alone)
        if not len(known):
            missing = f"needs {YEAR} months" if results.months < YEAR else "nothing to measure"
            axes.text(0.5, 0.5, missing, transform=axes.transAxes, ha="center", color=MUTED)
        if word and len(known):
            ends.append([bands[2][known[-1]], word, colour])
        frames.append(band_frame(indicator, panel, values, bands))
    time_axis(axes, results.months, results.scenario.country)
    return frames, ends


def _highest(frame: pd.DataFrame) -> float:
    return max(frame["q95"].dropna(), default=0.0)


def _lowest(data: list[pd.DataFrame], panel: Panel) -> float:
    """The lowest value of a panel: what a formula subtracts may lie below 0."""
    shown_here = [frame for frame in data if frame["indicator"].iloc[0] in dict(panel.lines)]
    return min((value for frame in shown_here for value in frame["q05"].dropna()), default=0.0)


def value_axis(axes: Axes, panel: Panel, highest: float) -> None:
    """From 0 always, so that no change looks larger than it is; shares to a round number, 1 at most."""
    if panel.unit == "share" and highest <= 1:
        top = next((top for top in (0.2, 0.4, 0.6, 0.8) if highest <= 0.95 * top), 1.0)
        axes.set_ylim(0, top)
        axes.yaxis.set_major_locator(MultipleLocator({0.2: 0.05, 0.4: 0.1}.get(top, 0.2)))
    else:
        axes.set_ylim(0, highest * 1.05 if highest > 0 else 1.0)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.6g}"))
        axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))


def _label_ends(axes: Axes, ends: list[list]) -> None:
    """Writes each series' word at the end of its line, pushed apart where lines end close together."""
    low, high = axes.get_ylim()
    least = 0.10 * (high - low)
    ends.sort(key=lambda end: end[0])
    places: list[float] = []
    for value, _, _ in ends:
        places.append(max(value, places[-1] + least) if places else value)
    shift = (sum(end[0] for end in ends) - sum(places)) / len(ends) if ends else 0.0
    for place, (_, word, colour) in zip(places, ends, strict=True):
        axes.annotate(word, (1, place + shift), xycoords=("axes fraction", "data"), xytext=(5, 0),
                      textcoords="offset points", color=WORDS.get(colour, colour), va="center", fontweight="bold",
                      fontsize=10, annotation_clip=False)  # fmt: skip


def _values(results: Results, name: str) -> np.ndarray:
    if name == "abuse_rate":
        population = max(results.scenario.country.population, 1)
        return _last_year_sum(results.values("abuse")) * 100_000 / population
    if name == "battle_deaths_year":
        return _last_year_sum(results.values("battle_deaths"))
    if name == "leakage_share":
        return leakage_share(results)
    return results.values(name)


def _last_year_sum(values: np.ndarray) -> np.ndarray:
    """Sum over the last 12 months, NaN in the first year, in which there are not 12 months yet."""
    total = np.full(values.shape, np.nan)
    cumulated = np.cumsum(values, axis=1)
    total[:, YEAR:] = cumulated[:, YEAR:] - cumulated[:, :-YEAR]
    return total


def band_frame(indicator: str, panel: Panel, values: np.ndarray, bands: np.ndarray) -> pd.DataFrame:
    """The data of one line: month by month the runs with a value and its quantiles."""
    columns = {f"q{round(100 * q):02d}": band for q, band in zip(QUANTILES, bands, strict=True)}
    return pd.DataFrame({
        "indicator": indicator, "unit": panel.unit, "month": np.arange(values.shape[1]),
        "n": np.isfinite(values).sum(axis=0), **columns,
    })  # fmt: skip
