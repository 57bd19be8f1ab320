"""The survival curve of the peace: Kaplan-Meier with its band and the number of runs still at risk."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ssrsim.analysis.survival import SurvivalCurve, kaplan_meier, times_and_events
from ssrsim.plots.style import BLUE, INK, MUTED, WIDTH, Drawn, styled, time_axis
from ssrsim.records.results import Results
from ssrsim.scenario.words.terms import counted

LOW = -62  # points below the axis at which the numbers at risk stand: under the years and their label
CAPTION = (
    "Share of runs without recurrence (25 reported battle deaths in a year after a year below it). "
    "Kaplan-Meier estimate; band: pointwise 95 % interval, Wilson's until the first recurrence; below: runs at peace."
)
NEVER_ENDED = " A run whose war never ended counts as over at month 0."


def survival_figure(results: Results) -> Drawn:
    """The survival curve of the peace with its data (one row per step)."""
    times, seen = times_and_events(results.end_of_peace(), results.months)
    curve = kaplan_meier(times, seen, results.months)
    with styled():
        figure = Figure(figsize=(WIDTH, 3.5))
        axes = figure.subplots()
        axes.fill_between(curve.month, curve.low, curve.high, step="post", color=BLUE, alpha=0.18, linewidth=0)
        axes.step(curve.month, curve.survival, where="post", color=BLUE)
        axes.set_ylim(0, 1.02)
        time_axis(axes, results.months, results.scenario.country)
        axes.set_title("Share of runs still at peace")
        end = float(curve.survival[-1])
        axes.annotate(f"{end:.2f}", (1, end), xycoords=("axes fraction", "data"), xytext=(5, 0),
                      textcoords="offset points", va="center", color=BLUE, fontweight="bold",
                      annotation_clip=False)  # fmt: skip
        below = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "ha": "center"}
        for tick in axes.get_xticks():
            at_peace = str(_at_peace(times, seen, tick))
            axes.annotate(at_peace, (tick, 0), xytext=(0, LOW), color=INK, fontsize=9.5, **below)
        axes.annotate("runs still at peace", (0, 0), xycoords="axes fraction", xytext=(-14, LOW),
                      textcoords="offset points", ha="right", color=MUTED, fontsize=9.5)  # fmt: skip
    said = (
        f"After {counted(results.months, 'month')} a share of {end:.2f} of {counted(len(times), 'run')} is still at "
        f"peace, 95 % interval {float(curve.low[-1]):.2f} to {float(curve.high[-1]):.2f}."
    )
    caption = CAPTION + (NEVER_ENDED if (times[seen] == 0).any() else "")
    return Drawn("survival", "How long the peace lasts", caption, figure, _frame(curve), said)


def _at_peace(times: np.ndarray, seen: np.ndarray, month: float) -> int:
    """Runs whose peace has lasted to the end of this month, as the curve counts them."""
    return int(((times > month) | ((times == month) & ~seen)).sum())


def _frame(curve: SurvivalCurve) -> pd.DataFrame:
    return pd.DataFrame({**curve._asdict(), "n": int(curve.at_risk[0])})
