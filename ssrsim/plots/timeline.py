"""The timeline of key events: a row for each, with the months in which it happens and the share of runs that see it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ssrsim.analysis.events import FLAGS, EventRow, event_rows
from ssrsim.analysis.intervals import QUANTILES
from ssrsim.plots.labels import shortened
from ssrsim.plots.style import BLUE, INK, MUTED, ORANGE, WIDTH, Drawn, styled, time_axis
from ssrsim.records.results import Results
from ssrsim.scenario.words.terms import counted

ROW, HEAD, FOOT = 0.27, 0.42, 0.72  # inches
LEFT, RIGHT = 3.55, 1.75  # inches for words at the left and shares at the right
LONGEST = 22.5  # em of a label
CAPTION = (
    "Diamond: happens at a month set by the scenario (with a bar while it lasts). Dot: middle of the runs that see the "
    "event, counting its first month; thick bar: their middle half; thin bar: nine in ten of them. At the right: share "
    "of runs that see it within the horizon, with its 95 % interval."
)


def timeline_figure(results: Results) -> Drawn | None:
    """The timeline with its data; None where no event log was kept."""
    every = event_rows(results)
    if not every:
        return None
    rows = tuple(row for row in every if row.hits or row.kind in FLAGS)  # what never happened is named in the caption
    themes = list(dict.fromkeys(row.theme for row in rows))
    lines = len(rows) + len(themes)
    height = HEAD + ROW * lines + FOOT
    with styled():
        figure = Figure(figsize=(WIDTH, height))
        figure.set_layout_engine("none")
        axes = figure.add_axes((LEFT / WIDTH, FOOT / height, 1 - (LEFT + RIGHT) / WIDTH, ROW * lines / height))
        axes.set_ylim(lines - 0.5, -0.5)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        time_axis(axes, results.months, results.scenario.country)
        _write(axes, -0.95, "", "share of runs (95 %)", colour=MUTED)
        line = 0
        for theme in themes:
            _write(axes, line, theme, "", weight="bold")
            for row in (row for row in rows if row.theme == theme):
                line += 1
                axes.axhline(line, color="#eceef1", linewidth=0.8, zorder=0)
                _draw_row(axes, line, row, results.months)
            line += 1
    n = len(results.replicates)
    caption = CAPTION + _never(every, rows)
    return Drawn("timeline", "When key events happen", caption, figure, _frame(every, n), _alt(every, n))


def _never(every: tuple[EventRow, ...], drawn: tuple[EventRow, ...]) -> str:
    """What the log knows and no run has seen, so that nobody has to ask."""
    labels = [row.label[0].lower() + row.label[1:] for row in every if row not in drawn]
    return f" In no run: {', '.join(labels)}." if labels else ""


def _draw_row(axes: Any, line: int, row: EventRow, months: int) -> None:
    is_certain = bool(row.months) and row.hits == row.share.n
    said = "every run" if is_certain else _share_text(row)
    _write(axes, line, shortened(row.label, LONGEST), said, colour=INK if row.hits else MUTED, indent=0.14)
    if row.months:
        if row.until is not None:
            # on the axis a month ends at its number, here as in the chart of the plan
            begins = row.months[0] - 1 if row.kind == "shock" else row.months[0]
            axes.plot([begins, row.until], [line, line], color=ORANGE, linewidth=4.5, alpha=0.75,
                      solid_capstyle="butt")  # fmt: skip
        axes.plot(row.months, [line] * len(row.months), "D", color=INK, markersize=5.5, clip_on=False)
    elif row.hits:
        low, lower, middle, upper, high = row.quantiles
        axes.plot([low, high], [line, line], color=BLUE, linewidth=1.4, solid_capstyle="butt")
        axes.plot([lower, upper], [line, line], color=BLUE, linewidth=5.5, solid_capstyle="butt", alpha=0.75)
        axes.plot([middle], [line], "o", color=BLUE, markersize=7.5, markeredgecolor="white", markeredgewidth=1.2,
                  clip_on=False)  # fmt: skip
    else:
        axes.text(months / 2, line, "in no run", ha="center", va="center", fontsize=9, color=MUTED, style="italic",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip


def _write(
    axes: Any, line: float, left: str, right: str, *, colour: str = INK, weight: str = "normal", indent: float = 0.0
) -> None:
    """Words in the left margin and a share in the right one, in line with a row."""
    place = axes.get_yaxis_transform()  # x in parts of the axes, y in rows
    width = WIDTH - LEFT - RIGHT
    size = 10 if weight == "normal" else 10.5
    axes.text((0.1 + indent - LEFT) / width, line, left, transform=place, va="center", fontsize=size, color=colour,
              fontweight=weight)  # fmt: skip
    axes.text(1 + 0.18 / width, line, right, transform=place, va="center", fontsize=10, color=colour)


def _share_text(row: EventRow) -> str:
    share = row.share
    return f"{share.value:.2f}  ({share.low:.2f} to {share.high:.2f})"


def _frame(rows: tuple[EventRow, ...], n: int) -> pd.DataFrame:
    names = [f"q{round(100 * q):02d}" for q in QUANTILES]
    lines = []
    for row in rows:
        quantiles = row.quantiles or (float("nan"),) * len(QUANTILES)
        lines.append(
            {"theme": row.theme, "kind": row.kind, "label": row.label, "scheduled": bool(row.months),
             "months": " ".join(map(str, row.months)), "until": float("nan") if row.until is None else row.until,
             "n": n, "runs_with_event": row.hits, "share": row.share.value, "low": row.share.low,
             "high": row.share.high, **dict(zip(names, quantiles, strict=True))}
        )  # fmt: skip
    return pd.DataFrame(lines)


def _alt(rows: tuple[EventRow, ...], n: int) -> str:
    """In words: each event with its share of runs and its middle month."""
    said = []
    for row in rows:
        if row.months:
            said.append(f"{row.label}: month {', '.join(map(str, row.months))}")
        elif row.hits:
            said.append(f"{row.label}: {row.hits} of {counted(n, 'run')}, middle month {np.floor(row.median):.0f}")
        else:
            said.append(f"{row.label}: in no run")
    return "; ".join(said) + "."
