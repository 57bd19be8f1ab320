"""The plan as bars on the time axis: what money may flow to, when, which share it asks for, and whether it is let."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ssrsim.analysis.events import authorised_shares
from ssrsim.analysis.intervals import Estimate
from ssrsim.plots.labels import shortened
from ssrsim.plots.style import BLUE, INK, WIDTH, Drawn, styled, time_axis
from ssrsim.records.results import Results
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.reforms import REFORMS

TITLES = {reform.name: reform.title for reform in REFORMS}
LONGEST = 24.0  # em of a label
CAPTION = "Bars: months in which money may flow to a reform. Number: share of the monthly reform budget it asks for."
AUTHORISED = "Full: authorised in at least half of the runs. Hatched: in fewer. White: in none, so never paid for."


def plan_frame(plan: Plan, months: int, authorised: dict[str, Estimate] | None = None) -> pd.DataFrame:
    """One row per action of the plan, by start and name: money may flow in the months `start` to `end`, both included.

    `end` is cut at the horizon where the action begins before it. A share that is NaN was not recorded.
    """
    unknown = Estimate(float("nan"), float("nan"), float("nan"), 0)
    rows = []
    for name, action in sorted(plan.actions.items(), key=lambda item: (item[1].start, item[0])):
        let = (authorised or {}).get(name, unknown) if action.start <= months else unknown
        last = action.start + action.months - 1
        end = min(last, months) if action.start <= months else last
        rows.append(
            {"action": name, "reform": action.reform, "title": TITLES[action.reform], "start": action.start,
             "end": end, "months": action.months, "share": action.share,
             "intensity": action.intensity, "priority": action.priority, "authorised_share": let.value,
             "low": let.low, "high": let.high, "n": let.n}
        )  # fmt: skip
    columns = ["action", "reform", "title", "start", "end", "months", "share", "intensity", "priority",
               "authorised_share", "low", "high", "n"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def plan_figure(results: Results) -> Drawn | None:
    """The plan as a slim Gantt chart with its data; None where no action begins within the horizon."""
    data = plan_frame(results.scenario.plan, results.months, authorised_shares(results))
    actions: list[Any] = [action for action in data.to_dict("records") if action["start"] <= results.months]
    if not actions:
        return None
    with styled():
        figure = Figure(figsize=(WIDTH, 1.0 + 0.3 * len(actions)))
        axes = figure.subplots()
        for row, action in enumerate(actions):
            before = action["start"] - 1  # on the axis a month ends at its number, as the points of all series do
            axes.barh(row, action["end"] - before, left=before, height=0.56, **_look(action["authorised_share"]))
            axes.annotate(f"{action['share']:.2f}", (action["end"], row), xytext=(4, 0), textcoords="offset points",
                          va="center", color=INK, fontsize=9.5, annotation_clip=False)  # fmt: skip
        names = [shortened(_words(action["action"]), LONGEST) for action in actions]
        axes.set_yticks(range(len(actions)), names, fontsize=10, color=INK)
        axes.set_ylim(len(actions) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        time_axis(axes, results.months, results.scenario.country)
    caption = f"{CAPTION} {AUTHORISED}" if any(action["n"] for action in actions) else CAPTION
    return Drawn("plan", "When money may flow to each action", caption, figure, data, _alt(actions))


def _look(authorised: float) -> dict[str, Any]:
    """Full, hatched or white, by the share of runs that let the action through; full where that is not known."""
    if not authorised < 0.5:
        return {"color": BLUE}
    return {"facecolor": "white", "edgecolor": BLUE, "linewidth": 1.1, "hatch": "/////" if authorised > 0 else ""}


def _words(action: str) -> str:
    """The name of an action as words: two actions may share a reform, never a name."""
    return action.replace("_", " ").capitalize()


def _alt(actions: list[Any]) -> str:
    return "; ".join(f"{_words(a['action'])}, {_span(a['start'], a['end'])}" for a in actions) + "."


def _span(first: int, last: int) -> str:
    return f"months {first} to {last}" if last > first else f"month {first}"
