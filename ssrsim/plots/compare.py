"""Who is better at what: a forest plot of headline differences, and the survival curves of all plans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ssrsim.analysis.compare import Comparison, Pair
from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.outcomes import shown_difference, sized
from ssrsim.analysis.survival import kaplan_meier, times_and_events
from ssrsim.analysis.verdict import Judged
from ssrsim.plots.labels import shortened
from ssrsim.plots.style import GRID, INK, MUTED, PURPLE, WIDTH, WORDS, Drawn, styled, time_axis
from ssrsim.plots.trajectories import LOOKS
from ssrsim.scenario.words.terms import counted

# what a row of the forest says: what it is about, and how more and less of it are said shortly
ROWS = {
    "peace_months": ("How long peace lasts", "{by} months longer", "{by} months shorter"),
    "recurrence_25": ("Violence returns", "in {by} more of runs", "in {by} fewer of runs"),
    "trust_police_end": ("Trust in the police", "{by} higher", "{by} lower"),
    "abuse_rate_end": ("Abuse by the forces", "{by} more of 100,000", "{by} fewer of 100,000"),
    "bribe_incidence_end": ("Bribes", "{by} more of contacts", "{by} fewer of contacts"),
    "ghost_share_end": ("Ghosts on the payroll", "{by} more of names", "{by} fewer of names"),
    "money_leaked": ("Money leaked", "USD {by} million more", "USD {by} million less"),
}
ROW_HEIGHT = 0.62
FARTHEST = 300.0  # times a difference that matters: what is farther stands at the edge
PLANS = (*LOOKS, (PURPLE, (0, (4, 1.2, 1, 1.2, 1, 1.2))))
DARK_PURPLE = "#8f3f6c"  # contrast 4.5 and up
NAME_EM = 19.0  # room for the name of a plan, in sizes of the letter


def look_of(plan: int) -> tuple[str, Any]:
    """Colour and dashes of a plan, the same in every figure; beyond the fifth plan names alone tell lines apart."""
    return PLANS[plan] if plan < len(PLANS) else (INK, "-")


def word_colour(colour: str) -> str:
    """The colour in which a plan's name is written: dark enough to read."""
    return DARK_PURPLE if colour == PURPLE else WORDS.get(colour, colour)


FOREST = (
    "Each line is the difference of one outcome, with the range that holds for all of them together with 95 %. To the "
    "right {changed} is better, to the left {base}. The scale counts differences that matter: 1 is {zones}. In the "
    "grey band differences are too small to matter. Full dot: the direction is sure. Square: the same for practical "
    "purposes. Hollow dot: cannot be told apart with so many runs."
)


def forest_figures(compared: Comparison) -> tuple[Drawn, ...]:
    """One forest plot for each plan that is held against the first."""
    return tuple(_forest(compared, pair) for pair in compared.with_first)


def _forest(compared: Comparison, pair: Pair) -> Drawn:
    if pair.alike:  # no range is needed to say that nothing differs
        pair = pair._replace(judged=tuple(_identical(one) for one in pair.judged))
    names = [shortened(compared.labels[plan], NAME_EM) for plan in (pair.base, pair.changed)]
    edge = _edge(pair.judged)
    with styled():
        figure = Figure(figsize=(WIDTH, 1.5 + ROW_HEIGHT * len(pair.judged)))
        axes = figure.subplots()
        axes.axvspan(-1, 1, color=GRID, linewidth=0)
        axes.axvline(0, color=INK, linewidth=1.2)
        for row, judged in enumerate(pair.judged):
            _row(axes, row, judged, edge, pair)
        _frame_forest(axes, pair, names, edge)
    plan = compared.results[pair.changed].scenario.plan.name
    zones = ", ".join(
        f"{sized(one.zone, one.outcome.unit)} ({ROWS[one.outcome.name][0].lower()})" for one in pair.judged
    )
    changed, base = compared.labels[pair.changed], compared.labels[pair.base]
    return Drawn(f"forest_{plan}", f"Who is better at what: {changed} or {base}?",
                 FOREST.format(changed=changed, base=base, zones=zones), figure, _forest_frame(compared, pair),
                 f"{changed} less {base}. " + "; ".join(f"{ROWS[one.outcome.name][0]}: {_said(one)}"
                                                        for one in pair.judged) + ".")  # fmt: skip


def _identical(judged: Judged) -> Judged:
    """The same outcome where every month of every world is identical."""
    return judged._replace(answer="same", runs=None, together=Estimate(0.0, 0.0, 0.0, judged.together.n))


def _edge(judged: Sequence[Judged]) -> float:
    """How far the scale goes to either side, in differences that matter."""
    ends = [abs(end) / one.zone for one in judged for end in (one.together.low, one.together.high) if np.isfinite(end)]
    return float(np.clip(1.15 * max(ends, default=1.0), 4.0, FARTHEST))


def _row(axes: Axes, row: int, judged: Judged, edge: float, pair: Pair) -> None:
    """The line and the mark of one outcome, and the words beside them."""
    value, *ends = (
        float(np.clip(np.nan_to_num(judged.outcome.better * number / judged.zone, nan=0.0), -edge, edge))
        for number in judged.together[:3]
    )
    colour = _colour(judged, pair)
    axes.plot(ends, [row, row], color=colour, linewidth=3.0, solid_capstyle="butt")
    mark = {"same": "s", "open": "o"}.get(judged.answer, "o")
    hollow = judged.answer == "open"
    axes.plot([value], [row], mark, color=colour, markersize=11, markeredgewidth=2.5,
              markerfacecolor="white" if hollow else colour, clip_on=False)  # fmt: skip
    sure = judged.answer in ("more", "less")
    axes.annotate(_said(judged), (1, row), xycoords=("axes fraction", "data"), xytext=(10, 6),
                  textcoords="offset points", va="center", fontsize=12.5, fontweight="bold" if sure else "normal",
                  color=word_colour(colour) if sure else INK, annotation_clip=False)  # fmt: skip
    low, high = (shown_difference(end, judged.outcome.unit) for end in judged.together[1:3])
    reach = f"{low} to {high}" if np.isfinite(judged.together.low) else "no range is known"
    axes.annotate(reach + (f"; {judged.runs:,} runs may tell" if judged.runs else ""), (1, row),
                  xycoords=("axes fraction", "data"), xytext=(10, -9), textcoords="offset points", va="center",
                  fontsize=10, color=MUTED, annotation_clip=False)  # fmt: skip


def _colour(judged: Judged, pair: Pair) -> str:
    """The colour of the plan that is surely better; grey where neither is."""
    if judged.answer not in ("more", "less"):
        return MUTED
    better = pair.changed if (judged.answer == "more") == (judged.outcome.better > 0) else pair.base
    return look_of(better)[0]


def _said(judged: Judged) -> str:
    """The answer in a few words."""
    _, more, less = ROWS[judged.outcome.name]
    by = shown_difference(abs(judged.together.value), judged.outcome.unit)
    if judged.answer == "same":
        return "the same"
    if judged.answer == "open":
        return "cannot tell"
    return (more if judged.answer == "more" else less).format(by=by)


def _frame_forest(axes: Axes, pair: Pair, names: Sequence[str], edge: float) -> None:
    """Scale, names of outcomes, and who is better on which side."""
    axes.set_xscale("symlog", linthresh=1.0, linscale=0.9)
    axes.set_xlim(-edge, edge)
    steps = [step for step in (1, 3, 10, 30, 100, 300) if step <= edge]
    ticks = [*(-step for step in reversed(steps)), 0, *steps]
    axes.set_xticks(ticks, [str(abs(tick)) for tick in ticks], fontsize=11)
    axes.set_xticks([], minor=True)
    axes.set_xlabel(f"times a difference that matters ({counted(len(pair.apart), 'pair')} of runs)", fontsize=11)
    axes.set_yticks(range(len(pair.judged)), [ROWS[one.outcome.name][0] for one in pair.judged], fontsize=13, color=INK)
    axes.set_ylim(len(pair.judged) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    sides = ((0.46, "right", f"\N{LEFTWARDS ARROW} {names[0]} is better", pair.base),
             (0.54, "left", f"{names[1]} is better \N{RIGHTWARDS ARROW}", pair.changed))  # fmt: skip
    for place, side, text, plan in sides:
        colour = look_of(plan)[0]
        axes.annotate(text, (place, 1), xycoords="axes fraction", xytext=(0, 10), textcoords="offset points",
                      ha=side, fontsize=13, fontweight="bold", color=word_colour(colour),
                      annotation_clip=False)  # fmt: skip


def _forest_frame(compared: Comparison, pair: Pair) -> pd.DataFrame:
    return pd.DataFrame([
        {"plan": compared.results[pair.changed].scenario.plan.name,
         "less_plan": compared.results[pair.base].scenario.plan.name, "outcome": one.outcome.name,
         "unit": one.outcome.unit, **one.together._asdict(), "zone": one.zone, "better": one.outcome.better,
         "answer": one.answer}
        for one in pair.judged
    ])  # fmt: skip


SURVIVAL = (
    "Share of runs without recurrence (25 reported battle deaths in a year after a year below it), by plan. "
    "Kaplan-Meier estimates; bands: pointwise 95 % intervals. Written in: the difference of peace-months, the mean "
    "months of peace within {months}, of pairs of runs in the same random world, with its 95 % interval."
)


def survival_figure(compared: Comparison) -> Drawn:
    """How long the peace lasts under each plan, and how many months lie between them."""
    frames, months = [], compared.results[0].months
    with styled():
        figure = Figure(figsize=(WIDTH, 4.6))
        axes = figure.subplots()
        ends: list[tuple[float, str, str]] = []
        for plan, results in enumerate(compared.results):
            colour, dashes = look_of(plan)
            curve = kaplan_meier(*times_and_events(results.end_of_peace(), months), months)
            axes.fill_between(curve.month, curve.low, curve.high, step="post", color=colour, alpha=0.14, linewidth=0)
            axes.step(curve.month, curve.survival, where="post", color=colour, linestyle=dashes, linewidth=3.0)
            ends.append((float(curve.survival[-1]), shortened(compared.labels[plan], NAME_EM), colour))
            frames.append(pd.DataFrame({"plan": results.scenario.plan.name, **curve._asdict(),
                                        "n": len(results.replicates)}))  # fmt: skip
        axes.set_ylim(0, 1.02)
        time_axis(axes, months, compared.results[0].scenario.country)
        axes.tick_params(labelsize=11)
        axes.set_title("Share of runs still at peace", fontsize=14)
        name_ends(axes, ends)
        _write_differences(axes, compared)
    said = "; ".join(f"{word} {share:.2f}" for share, word, _ in ends)
    return Drawn("survival", "How long the peace lasts", SURVIVAL.format(months=counted(months, "month")), figure,
                 pd.concat(frames, ignore_index=True), f"Share still at peace at the end: {said}.")  # fmt: skip


def name_ends(axes: Axes, ends: Sequence[tuple[float, str, str]], size: float = 12.0, *, numbers: bool = True) -> None:
    """Each line's name at its end, pushed apart where lines end close together."""
    low, high = axes.get_ylim()
    least, places = 0.075 * (high - low) * (size / 12.0 if numbers else 1.4), []
    for value, _, _ in sorted(ends):
        places.append(max(value, places[-1] + least) if places else value)
    over = max(places[-1] - high, 0.0) if places else 0.0
    for place, (value, word, colour) in zip(places, sorted(ends), strict=True):
        text = f"{word}  {value:.2f}" if numbers else word
        axes.annotate(text, (1, place - over), xycoords=("axes fraction", "data"), xytext=(7, 0),
                      textcoords="offset points", va="center", color=word_colour(colour), fontsize=size,
                      fontweight="bold", annotation_clip=False)  # fmt: skip


def _write_differences(axes: Axes, compared: Comparison) -> None:
    """The difference of peace-months of each plan and the first, in words, where no curve is in the way."""
    lines = [f"Peace, against {shortened(compared.labels[0], NAME_EM)}:"]
    for pair in compared.with_first:
        value, low, high, n = pair.judged[0].ordinary
        by = f"{abs(value):.1f} months {'longer' if value >= 0 else 'shorter'}" if abs(value) >= 0.05 else "as long"
        which = shortened(compared.labels[pair.changed], NAME_EM)
        reach = f"{low:.1f} to {high:.1f}" if np.isfinite(low) else "too few runs"
        lines.append(f"{which} {by} ({reach}; {counted(n, 'pair')})".replace("-", "\N{MINUS SIGN}"))
    axes.text(0.02, 0.04, "\n".join(lines), transform=axes.transAxes, fontsize=11.5, color=INK, va="bottom",
              linespacing=1.5, bbox={"facecolor": "white", "alpha": 0.85, "edgecolor": "none"})  # fmt: skip
