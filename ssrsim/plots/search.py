"""Figures of a search for plans: what screening ruled out, how finalists compare, which plans no other plan beats.

They are made to be read from afar: large letters, one message each, names beside what they name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ssrsim.analysis.gates import Frame
from ssrsim.analysis.pareto import front
from ssrsim.plots.labels import room, shortened
from ssrsim.plots.style import BLUE, GREEN, INK, MUTED, ORANGE, VERMILLION, WIDTH, WORDS, Drawn, styled

LETTERS = 13.0  # points
LARGE: Any = {"font.size": LETTERS, "axes.titlesize": 16.0, "axes.titlepad": 14.0, "xtick.labelsize": LETTERS}
NAME = 2.6  # inches for the name of a plan
ROW = 0.42  # inches
PALE = "#b9c0c9"
MINUS = "\N{MINUS SIGN}"
MOST_POINTS = 300  # of a curve: more make the drawing large, not finer
NAMED = 6  # plans of a front that are named
APART = (0.45, 0.07)  # of the span of points across and up: closer names would cover each other
FINALIST, KEPT, RULED_OUT = "finalist", "kept", "ruled out"


@contextmanager
def large() -> Iterator[None]:
    """Our style in letters that can be read from the back of a room."""
    with styled():
        mpl.rcParams.update(LARGE)
        yield


def ranking_figure(frame: Frame, indifference: float, measure: str = "peace-months") -> Drawn:
    """Finalists against the chosen plan on fresh worlds, the best on top.

    Args:
        frame: A row per plan: plan, value, low, high (difference to the chosen plan, intervals that hold together),
            n, chosen (bool).
        indifference: Differences below it do not matter.
        measure: What the difference is counted in.
    """
    frame = frame.sort_values("value", ascending=False, kind="stable", ignore_index=True)
    with large():
        figure = Figure(figsize=(WIDTH, 1.9 + ROW * len(frame)))
        axes = figure.subplots()
        axes.axvspan(-indifference, indifference, color="#eef3f8", zorder=0)
        axes.axvline(0, color=INK, linewidth=1.2)
        for place, row in enumerate(frame.itertuples(index=False)):
            _compared(axes, place, row)
        most = room(NAME, LETTERS)
        axes.set_yticks(range(len(frame)), [shortened(str(name), most) for name in frame["plan"]], color=INK)
        axes.set_ylim(len(frame) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        axes.margins(x=0.08)
        axes.set_xlabel(f"{measure} less (left) or more (right) than the chosen plan")
        figure.suptitle(_ranking_said(frame, indifference, measure), x=0.02, ha="left", size=16, weight="bold")
    said = (
        f"Each plan against the chosen plan in {_worlds(frame)} fresh random worlds, the same for all. Dot: mean "
        "difference; line: 95 % interval, and all intervals hold together. Red: surely less. Green: surely more. "
        f"Blue: nobody can tell. Shaded: differences of less than {indifference:g} {measure}, which do not matter."
    )
    return Drawn("search-ranking", "How the plans compare", said, figure, frame)


def _compared(axes: Axes, place: int, row: Any) -> None:
    if row.chosen:
        axes.plot([0], [place], "D", color=INK, markersize=9)
        axes.annotate("chosen", (0, place), (12, 0), textcoords="offset points", va="center", weight="bold")
        return
    color = VERMILLION if row.high < 0 else GREEN if row.low > 0 else BLUE
    told = f"{row.value:+.1f}".replace("-", MINUS)
    axes.text(1.02, place, told, transform=axes.get_yaxis_transform(), va="center", color=MUTED)
    axes.plot([row.low, row.high], [place, place], color=color, linewidth=3.0)
    axes.plot([row.value], [place], "o", color=color, markersize=9)


def _ranking_said(frame: Frame, indifference: float, measure: str) -> str:
    others = frame[~frame["chosen"].astype(bool)]
    if others.empty:
        return "One plan was left"
    surely = int((others["low"] > 0).sum())
    if surely:
        return f"{surely} of {len(others)} other plans {'has' if surely == 1 else 'have'} surely more {measure}"
    if (others["high"] < indifference).all():
        return f"No other plan is better by {indifference:g} {measure} or more"
    if len(others) == 1:
        return f"The other plan may be better by {indifference:g} {measure} or more"
    better = int((others["high"] >= indifference).sum())
    return f"{better} of {len(others)} other plans may be better by {indifference:g} {measure} or more"


def percent(share: float) -> str:
    """A share as readers write it; one digit more where it is nearly none or nearly all."""
    digits = 0 if share in (0, 1) or 0.01 <= share <= 0.99 else 1
    return f"{100 * share:.{digits}f} %"


def _worlds(frame: Frame) -> str:
    least, most = int(frame["n"].min()), int(frame["n"].max())
    return f"{most:,}" if least == most else f"{least:,} to {most:,}"


def screening_figure(frame: Frame, measure: str = "peace-months") -> Drawn:
    """All plans by their mean in the worlds of the screening, the best on the left.

    Args:
        frame: A row per plan: plan, mean, low, high, n, state ("ruled out", "kept" or "finalist").
        measure: What the mean is.
    """
    frame = frame.sort_values("mean", ascending=False, kind="stable", ignore_index=True)
    rank = np.arange(1, len(frame) + 1)
    few = _thinned(len(frame))
    with large():
        figure = Figure(figsize=(WIDTH, 4.6))
        axes = figure.subplots()
        axes.fill_between(rank[few], frame["low"].iloc[few], frame["high"].iloc[few], color="#eceff2", linewidth=0)
        axes.plot(rank[few], frame["mean"].iloc[few], color=PALE, linewidth=4.0)
        for place, (state, color, size) in enumerate(
            ((RULED_OUT, MUTED, 0.0), (KEPT, ORANGE, 5.0), (FINALIST, BLUE, 9.0))
        ):
            of = np.flatnonzero((frame["state"] == state).to_numpy())
            shown = of[_thinned(len(of))] if size else of[:0]
            axes.plot(rank[shown], frame["mean"].iloc[shown], "o", color=color, markersize=size or 1.0)
            words = "finalists" if state == FINALIST and len(of) != 1 else state
            axes.text(0.98, 0.94 - 0.1 * (2 - place), f"{len(of):,} {words}", transform=axes.transAxes, ha="right",
                      va="top", color=WORDS.get(color, color), weight="bold", size=15)  # fmt: skip
        axes.set_xlim(0.5 - 0.02 * len(frame), len(frame) + 0.5)
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.set_xlabel(f"{len(frame):,} plans, the best mean on the left")
        axes.set_ylabel(measure)
        axes.set_title(f"Screening: {percent((frame['state'] == RULED_OUT).mean())} of the plans ruled out")
    said = (
        f"Mean of each plan in {_worlds(frame)} random worlds, the same for all plans; grey band: 95 % interval of "
        "each mean by itself. Orange: kept by screening. Blue: finalists. Plans are compared world by world, so "
        "intervals that overlap do not mean that nobody can tell. The best of many means is lucky, too: finalists "
        "begin anew."
    )
    return Drawn("search-screening", "What screening ruled out", said, figure, frame)


def _thinned(many: int) -> np.ndarray:
    """At most so many places of a list, evenly, its ends always among them."""
    return np.unique(np.linspace(0, many - 1, min(many, MOST_POINTS)).round().astype(int)) if many else np.arange(0)


def front_figure(frame: Frame, across: str, up: str, name: str = "search-front") -> Drawn:
    """Two criteria at once, both better when larger: plans that no other plan beats are joined and named.

    Args:
        frame: A row per plan: plan, x, x_low, x_high, y, y_low, y_high, n, share (of draws of worlds in which the plan
            is on the front), chosen (bool).
        across: Label of x.
        up: Label of y.
        name: Name of the figure; several can share a page.
    """
    frame = frame.assign(on_front=front(frame[["x", "y"]].to_numpy(float))).sort_values("x", ignore_index=True)
    best = frame[frame["on_front"]]
    with large():
        figure = Figure(figsize=(WIDTH, 5.6))
        axes = figure.subplots()
        for rows, color in ((frame[~frame["on_front"]], PALE), (best, BLUE)):
            axes.hlines(rows["y"], rows["x_low"], rows["x_high"], color=color, linewidth=1.2, alpha=0.6)
            axes.vlines(rows["x"], rows["y_low"], rows["y_high"], color=color, linewidth=1.2, alpha=0.6)
            axes.plot(rows["x"], rows["y"], "o", color=color, markersize=9)
        axes.plot(best["x"], best["y"], color=BLUE, linewidth=2.5)
        chosen = frame[frame["chosen"].astype(bool)]
        axes.plot(chosen["x"], chosen["y"], "D", color=INK, markersize=12, zorder=4)
        _name_the_front(axes, best)
        axes.margins(0.1)
        axes.set_xlabel(f"{across} (more is better)")
        axes.set_ylabel(f"{up} (more is better)")
        axes.set_title(f"{len(best)} of {len(frame)} plans are beaten by no other")
    said = (
        f"Each plan in {_worlds(frame)} random worlds: mean, with 95 % intervals of each by itself. Blue and joined: "
        "no other plan is at least as good on both and better on one. In brackets: in how many of a hundred draws of "
        "worlds that is so. Diamond: the chosen plan."
    )
    return Drawn(name, f"{up} against {across}", said, figure, frame)


def _name_the_front(axes: Axes, best: Frame) -> None:
    """Names beside the points, above and to the right, where on a falling front nothing else is.

    The chosen plan first, then those that are most surely on the front; none where it would cover another.
    """
    spans = [max(float(np.ptp(axes.dataLim.get_points()[:, side])), 1e-12) for side in (0, 1)]
    named: list[tuple[float, float]] = []
    for row in best.sort_values(["chosen", "share"], ascending=False, kind="stable").itertuples(index=False):
        place = (row.x / spans[0], row.y / spans[1])
        if len(named) < NAMED and all(abs(place[0] - x) > APART[0] or abs(place[1] - y) > APART[1] for x, y in named):
            named.append(place)
            words = f"{shortened(str(row.plan), 16.0)} ({100 * row.share:.0f})"
            axes.annotate(words, (row.x, row.y), (8, 8), textcoords="offset points", color=INK, annotation_clip=False)
