"""The plan as bars on the time axis: what money may flow to, when, and which share of the budget it asks for."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ssrsim.plots.style import BLUE, INK, WIDTH, Drawn, styled, time_axis
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.reforms import REFORMS

TITLES = {reform.name: reform.title for reform in REFORMS}
CAPTION = "Bars: months in which money may flow to a reform. Number: share of the monthly reform budget it asks for."


def plan_frame(plan: Plan, months: int) -> pd.DataFrame:
    """One row per action of the plan, by start and name; `end` is cut at the horizon."""
    rows = [
        {"action": name, "reform": action.reform, "title": TITLES[action.reform], "start": action.start,
         "end": min(action.start + action.months, months), "months": action.months, "share": action.share,
         "intensity": action.intensity, "priority": action.priority}
        for name, action in sorted(plan.actions.items(), key=lambda item: (item[1].start, item[0]))
    ]  # fmt: skip
    columns = ["action", "reform", "title", "start", "end", "months", "share", "intensity", "priority"]
    return pd.DataFrame(rows, columns=columns)


def plan_figure(plan: Plan, months: int) -> Drawn:
    """The plan as a slim Gantt chart with its data."""
    data = plan_frame(plan, months)
    drawn = data[data["start"] <= months]
    with styled():
        figure = Figure(figsize=(WIDTH, 0.9 + 0.27 * max(len(drawn), 1)))
        axes = figure.subplots()
        for row, (start, end, portion) in enumerate(zip(drawn["start"], drawn["end"], drawn["share"], strict=True)):
            axes.barh(row, max(end - start, 0.5), left=start, height=0.55, color=BLUE, alpha=0.75)
            axes.annotate(f"{portion:.2f}", (end, row), xytext=(4, 0), textcoords="offset points",
                          va="center", color=INK, fontsize=8.5, annotation_clip=False)  # fmt: skip
        axes.set_yticks(range(len(drawn)), list(drawn["title"]), fontsize=9, color=INK)
        axes.set_ylim(max(len(drawn), 1) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        time_axis(axes, months)
    return Drawn("plan", "The plan", CAPTION, figure, data)
