"""Differences between plans month by month, as small multiples, and what each plan does to trust by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ssrsim.analysis.compare import ABUSE_RATE, Comparison, Course, Pair, course, pair_course
from ssrsim.analysis.groups import values_by_group
from ssrsim.plots.compare import NAME_EM, PLANS, look_of, name_ends
from ssrsim.plots.labels import shortened
from ssrsim.plots.style import INK, MUTED, WIDTH, Drawn, styled, time_axis
from ssrsim.records.results import Results
from ssrsim.scenario.indicators import BY_NAME
from ssrsim.scenario.words.terms import counted

PANEL_HEIGHT = 2.9
SHORT_EM = 11.0  # room for a name beside a small panel
TITLE_EM = 26.0  # room for a name above it
MOST_LINES = len(PLANS) - 1
POINTWISE = (
    "Mean difference of pairs of runs in the same random world; above 0 there is more of it under the plan that is "
    "named, below 0 more under {first}. Band: pointwise 95 % interval, that of each month alone; of many months some "
    "leave 0 out by luck, so look for long stretches."
)


class Sheet(NamedTuple):
    """One figure of several panels, each of one indicator."""

    name: str
    title: str
    indicators: tuple[str, ...]
    note: str = ""


SHEETS = (
    Sheet("people", "Trust and safety: what the plan changes", ("trust_police", "trust_army", "feel_safe", "fear")),
    Sheet("conduct", "Abuse and three channels of corruption: what the plan changes",
          (ABUSE_RATE, "bribe_incidence", "ghost_share", "leakage_share"),
          "Abuse is the rate of the last 12 months; leakage has no value where nothing was spent in them."),
    Sheet("money", "Money: what the plan changes", ("money_received", "money_spent", "money_leaked", "money_unspent"),
          "In millions of US dollars since the settlement; unspent is what lies there in that month."),
    Sheet("politics", "Will and oversight: what the plan changes",
          ("will", "interference", "oversight_effective", "reform_effective")),
)  # fmt: skip


def course_figures(compared: Comparison) -> tuple[Drawn, ...]:
    """Every sheet of differences over time, each plan held against the first."""
    return tuple(_sheet_figure(compared, sheet) for sheet in SHEETS)


def _sheet_figure(compared: Comparison, sheet: Sheet) -> Drawn:
    pairs = compared.with_first[:MOST_LINES]
    data: list[pd.DataFrame] = []
    with styled():
        rows = -(-len(sheet.indicators) // 2)
        figure = Figure(figsize=(WIDTH, PANEL_HEIGHT * rows))
        grid = figure.subplots(rows, 2, sharex=True, squeeze=False).ravel()
        for axes, indicator in zip(grid, sheet.indicators, strict=True):
            data += _panel(axes, compared, pairs, indicator)
        for axes in grid[:-2]:
            axes.set_xlabel("")
    left_out = len(compared.with_first) - len(pairs)
    more = f" Left out here: {counted(left_out, 'plan')}, in differences.parquet." if left_out else ""
    caption = " ".join(part for part in (POINTWISE.format(first=compared.labels[0]), sheet.note) if part) + more
    frame = pd.concat(data, ignore_index=True)
    return Drawn(f"difference_{sheet.name}", sheet.title, caption, figure, frame, _alt(frame, compared))


def _panel(axes: Axes, compared: Comparison, pairs: Sequence[Pair], indicator: str) -> list[pd.DataFrame]:
    """The lines of one indicator; returns their data."""
    label, unit = _label(indicator)
    axes.set_title(label if unit == "share" else f"{label}, {unit}", fontsize=12)
    axes.axhline(0, color=INK, linewidth=1.2)
    frames, ends = [], []
    for pair in pairs:
        colour, dashes = look_of(pair.changed)
        found = pair_course(compared, pair, indicator)
        months = np.arange(len(found.value))
        axes.fill_between(months, found.low, found.high, color=colour, alpha=0.22, linewidth=0)
        axes.plot(months, found.value, color=colour, linestyle=dashes if len(pairs) > 1 else "-", linewidth=2.6)
        known = np.flatnonzero(np.isfinite(found.value))
        if len(known):
            ends.append((float(found.value[known[-1]]), shortened(compared.labels[pair.changed], SHORT_EM), colour))
        frames.append(_frame(compared, pair, indicator, unit, found))
    results = compared.results[0]
    time_axis(axes, results.months, results.scenario.country)
    _value_axis(axes, frames)
    if len(pairs) > 1:
        name_ends(axes, ends, 10.5, numbers=False)
    else:
        _name_sides(axes, [shortened(compared.labels[plan], NAME_EM) for plan in (pairs[0].changed, pairs[0].base)])
    return frames


def _label(indicator: str) -> tuple[str, str]:
    """Label and unit as people read them."""
    if indicator == ABUSE_RATE:
        return "Abuse", "per 100,000 a year"
    it = BY_NAME[indicator]
    return it.label, "USD m" if it.is_money else it.unit


def _value_axis(axes: Axes, frames: Sequence[pd.DataFrame]) -> None:
    """0 always inside, with room for words above and below."""
    ends = pd.concat(frames)[["value", "low", "high"]].to_numpy()
    ends = ends[np.isfinite(ends)]
    high, low = max(float(ends.max(initial=0.0)), 0.0), min(float(ends.min(initial=0.0)), 0.0)
    room = 0.22 * max(high - low, 1e-3)
    axes.set_ylim(low - room, high + room)
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(_signed))
    if not len(ends) or not ends.any():
        axes.text(0.5, 0.6, "no difference", transform=axes.transAxes, ha="center", color=MUTED, fontsize=11)


def _signed(value: float, _: int | None) -> str:
    """A difference on an axis; 0 has no sign."""
    return f"{value:+,.4g}".replace("-", "\N{MINUS SIGN}") if value else "0"


def _name_sides(axes: Axes, names: Sequence[str]) -> None:
    """Which side of 0 is whose."""
    for place, side, name in ((0.97, "top", names[0]), (0.03, "bottom", names[1])):
        axes.text(0.02, place, f"more under {name}", transform=axes.transAxes, va=side, fontsize=10, color=MUTED)


def _frame(compared: Comparison, pair: Pair, indicator: str, unit: str, found: Course) -> pd.DataFrame:
    return pd.DataFrame({
        "plan": compared.results[pair.changed].scenario.plan.name,
        "less_plan": compared.results[pair.base].scenario.plan.name, "indicator": indicator, "unit": unit,
        "month": np.arange(len(found.value)), **found._asdict(),
    })  # fmt: skip


def _alt(frame: pd.DataFrame, compared: Comparison) -> str:
    """In words: the last known difference of each line."""
    labels = {one.scenario.plan.name: label for one, label in zip(compared.results, compared.labels, strict=True)}
    said = []
    for key, part in frame.dropna(subset=["value"]).groupby(["plan", "indicator"], sort=False):
        plan, indicator = (str(word) for word in cast("tuple[object, ...]", key))
        last = part.iloc[-1]
        reach = f"{last['low']:+.3g} to {last['high']:+.3g}" if np.isfinite(last["low"]) else "too few runs"
        said.append(f"{_label(indicator)[0]}, {labels[plan]}: {last['value']:+.3g} at the end ({reach})")
    return f"Differences from {compared.labels[0]}. {'; '.join(said)}."


GROUPS = "Mean trust over runs by plan. Band: pointwise 95 % interval of the mean, that of each month alone."


def groups_figure(compared: Comparison) -> Drawn:
    """Trust in the police by group of people, a line for each plan."""
    panels = [list(_groups(results)) for results in compared.results]
    data: list[pd.DataFrame] = []
    with styled():
        rows = -(-len(panels[0]) // 2)
        figure = Figure(figsize=(WIDTH, 3.4 * rows))
        grid = figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).ravel()
        for number, (axes, (title, _)) in enumerate(zip(grid, panels[0], strict=False)):
            axes.set_title(shortened(title, TITLE_EM), fontsize=12)
            ends = []
            for plan, results in list(enumerate(compared.results))[: len(PLANS)]:
                found = course(panels[plan][number][1], np.zeros(1))
                colour, dashes = look_of(plan)
                months = np.arange(len(found.value))
                axes.fill_between(months, found.low, found.high, color=colour, alpha=0.2, linewidth=0)
                axes.plot(months, found.value, color=colour, linestyle=dashes, linewidth=2.6)
                ends.append((float(found.value[-1]), shortened(compared.labels[plan], SHORT_EM), colour))
                data.append(pd.DataFrame({"plan": results.scenario.plan.name, "group": title, "month": months,
                                          **found._asdict()}))  # fmt: skip
            time_axis(axes, compared.results[0].months, compared.results[0].scenario.country)
            highest = pd.concat(data)["high"].to_numpy(np.float64)
            axes.set_ylim(0, max(0.6, float(np.nanmax(highest, initial=0.0))))
            name_ends(axes, ends, 10.5, numbers=False)
    return Drawn("trust_by_group", "Who comes to trust the police", GROUPS, figure, pd.concat(data, ignore_index=True))


def _groups(results: Results) -> Iterator[tuple[str, np.ndarray]]:
    """Title and float64[n, months + 1] of trust for all people and each group; the most excluded where none is kept."""
    yield "All people", results.values("trust_police")
    if results.groups is None:
        yield "Groups with the highest exclusion", results.values("trust_police_excluded")
        return
    trust = values_by_group(results, "trust_police")
    for row, group in enumerate(results.scenario.country.groups.values()):
        if np.isfinite(trust[:, 0, row]).any():  # a group of nobody trusts nobody
            yield group.title, trust[:, :, row]
