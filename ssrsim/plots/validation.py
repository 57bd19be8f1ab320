"""A pattern at one look: what the world shows, what passes, and what the model does."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FormatStrFormatter, LogLocator, NullLocator

from ssrsim.analysis.validation.patterns import Judged, Part
from ssrsim.plots.style import BLUE, GREEN, INK, MUTED, ORANGE, PURPLE, VERMILLION, WIDTH, WORDS, Drawn, styled

COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, MUTED)
OF_VERDICT = {"pass": GREEN, "fail": VERMILLION, "undecided": ORANGE, "not judged": BLUE, "not run": MUTED}
MARKS = {"pass": "passes", "fail": "fails", "undecided": "undecided", "not judged": "", "not run": "not run"}
STRIP, CURVES = 0.62, 3.4  # inches
SMALLEST = 0.005  # room on a scale on which nothing differs
ONE_COLUMN = 9  # strips; more stand in two columns
CAPTION = (
    "Dot and line: the model with its 95 % interval; diamond and grey line: the world, where it was measured; "
    "shaded: what passes. "
)
QUICK = "Quick effort: small ensembles, wide intervals. "


def pattern_figure(judged: Judged, effort: str) -> Drawn:
    """The parts of a pattern as strips, those of one unit on one scale, and its curves above them where it has any."""
    parts = [part for part in judged.parts if math.isfinite(part.estimate.value)]
    curves = judged.found.curves
    columns = 1 if len(parts) <= ONE_COLUMN else 2
    lines = max(-(-len(parts) // columns), 1)
    with styled():
        figure = Figure(figsize=(WIDTH, (CURVES if curves else 0.0) + STRIP * lines + 0.3))
        heights = [CURVES] * bool(curves) + [STRIP] * lines
        grid = figure.add_gridspec(len(heights), columns, height_ratios=heights)
        if curves:
            _draw_curves(figure.add_subplot(grid[0, :]), judged)
        for place, part in enumerate(parts):  # down the first column, then down the second
            axes = figure.add_subplot(grid[place % lines + bool(curves), place // lines])
            alike = [one for one in parts if (one.given.unit, one.given.log) == (part.given.unit, part.given.log)]
            axes.set_xlim(*_reach(alike))
            _draw_strip(axes, part, columns == 1)
        if not parts and not curves:
            figure.add_subplot(grid[0]).axis("off")
    caption = CAPTION + (QUICK if effort == "quick" else "") + judged.pattern.criterion[0].upper()
    name = f"{judged.id.lower()}"
    return Drawn(name, f"{judged.id} {judged.pattern.title}", f"{caption}{judged.pattern.criterion[1:]}.", figure,
                 figure_frame(judged), _said(judged))  # fmt: skip


def _draw_curves(axes: Axes, judged: Judged) -> None:
    curves = judged.found.curves
    for place, (colour, curve) in enumerate(zip(COLOURS, curves, strict=False)):
        line = WORDS.get(colour, colour)
        axes.fill_between(curve.x, curve.low, curve.high, color=colour, alpha=0.16, linewidth=0)
        axes.plot(curve.x, curve.value, color=line, label=curve.label)
        aside = 0.006 * (place - (len(curves) - 1) / 2) * float(np.ptp(curve.x))  # facts at one place stand apart
        for point in judged.pattern.points:
            if point.curve == curve.label:
                _draw_fact(axes, point.x + aside, point.value, point.low, point.high, line)
    axes.margins(x=0.03)
    axes.set_xlabel(judged.pattern.x)
    facts = ", diamonds: the world" if judged.pattern.points else ""
    axes.set_title(f"{judged.pattern.y[:1].upper()}{judged.pattern.y[1:]} (line: model{facts})")
    if len(judged.found.curves) > 1:
        axes.legend(frameon=False, loc="best")


def _draw_fact(axes: Axes, x: float, value: float, low: float | None, high: float | None, colour: str) -> None:
    if low is not None and high is not None:
        axes.plot([x, x], [low, high], color=colour, linewidth=1.2)
    axes.plot([x], [value], marker="D", markersize=6.5, markerfacecolor="white", markeredgecolor=colour, linestyle="")


def _draw_strip(axes: Axes, part: Part, roomy: bool) -> None:
    given, colour = part.given, OF_VERDICT[part.verdict]
    low, high = axes.get_xlim()
    if given.log:
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axes.xaxis.set_major_formatter(FormatStrFormatter("%g"))
        axes.xaxis.set_minor_locator(NullLocator())
    axes.set(xlim=(low, high), ylim=(-1, 1), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False, axis="y")
    if given.judged:
        left = low if given.low is None else given.low
        right = high if given.high is None else given.high
        axes.axvspan(left, right, color=GREEN, alpha=0.14, linewidth=0)
    if given.fact is not None:
        if given.fact_low is not None and given.fact_high is not None:
            axes.plot([given.fact_low, given.fact_high], [-0.5, -0.5], color=MUTED, linewidth=1.2)
        axes.plot([given.fact], [-0.5], marker="D", markersize=6.5, markerfacecolor="white", markeredgecolor=MUTED)
    if math.isfinite(part.estimate.low):
        axes.plot([part.estimate.low, part.estimate.high], [0.35, 0.35], color=colour, linewidth=2.4)
    axes.plot([part.estimate.value], [0.35], marker="o", markersize=7, color=colour)
    size, unit = (9.5, f" ({given.unit})") if roomy else (7.8, "")
    axes.set_title(f"{given.label}{unit}", fontsize=size, fontweight="normal", pad=3)
    axes.set_title(MARKS[part.verdict], loc="right", fontsize=size, color=WORDS.get(colour, INK), pad=3)
    axes.tick_params(labelsize=size - 1)


def _reach(parts: Sequence[Part]) -> tuple[float, float]:
    """The scale of strips that share a unit: everything that is drawn in them, and what means no difference."""
    log = parts[0].given.log
    drawn = [1.0 if log else 0.0]
    for part in parts:
        given = part.given
        drawn += [
            one for one in (given.low, given.high, given.fact, given.fact_low, given.fact_high) if one is not None
        ]
        drawn += [one for one in part.estimate[:3] if math.isfinite(one) and (one > 0 or not log)]
    known = np.log(drawn) if log else np.array(drawn, float)
    room = max(0.08 * float(np.ptp(known)), SMALLEST)
    low, high = float(known.min()) - room, float(known.max()) + room
    return (math.exp(low), math.exp(high)) if log else (low, high)


def figure_frame(judged: Judged) -> pd.DataFrame:
    """All that a figure shows: model, world and what passes, part by part, and its curves point by point."""
    columns = ["what", "label", "x", "value", "low", "high", "n", "unit", "verdict"]
    return pd.DataFrame([*_part_rows(judged), *_curve_rows(judged)], columns=columns)


def _part_rows(judged: Judged) -> Iterator[dict[str, Any]]:
    for part in judged.parts:
        given, here = part.given, {"label": part.given.label, "unit": part.given.unit}
        yield {"what": "model", **here, **part.estimate._asdict(), "verdict": part.verdict}
        if given.judged:
            yield {"what": "passes", **here, "low": given.low, "high": given.high}
        if given.fact is not None:
            yield {"what": "world", **here, "value": given.fact, "low": given.fact_low, "high": given.fact_high}


def _curve_rows(judged: Judged) -> Iterator[dict[str, Any]]:
    for curve in judged.found.curves:
        for x, value, low, high in zip(curve.x, curve.value, curve.low, curve.high, strict=True):
            yield {"what": "curve of the model", "label": curve.label, "x": x, "value": value, "low": low, "high": high}
    for point in judged.pattern.points:
        yield {"what": "curve of the world", "label": point.curve, "x": point.x, "value": point.value,
               "low": point.low, "high": point.high}  # fmt: skip


def _said(judged: Judged) -> str:
    told = [f"{part.given.label} {part.estimate.value:.3g} ({MARKS[part.verdict] or 'not judged'})"
            for part in judged.parts if math.isfinite(part.estimate.value)]  # fmt: skip
    return f"{judged.pattern.title}: {'; '.join(told) or 'nothing was run'}."
