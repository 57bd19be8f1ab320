"""The plan as bars on the time axis: what money may flow to, when, which share it asks for, and whether it is let.

The bar shows what happened over the runs, the outline the months that the plan gives; what never began has no bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ssrsim.analysis.events import Span, action_spans, authorised_shares
from ssrsim.analysis.intervals import NOTHING, Estimate
from ssrsim.plots.labels import shortened
from ssrsim.plots.style import BLUE, INK, WIDTH, Drawn, styled, time_axis
from ssrsim.records.results import Results
from ssrsim.scenario.plan import OPEN, Action, Plan
from ssrsim.scenario.reforms import REFORMS, Reform

LONGEST = 24.0  # em of a label
PLANNED = "Bars: months in which money may flow to a reform, as planned."
RAN = (
    "Bars: when it ran, from the median month in which it began to the median of its last, over the runs in which it "
    "began; thin line below: 5 to 95 % of the months in which it began. Outlines: the months that the plan gives."
)
SHARE = "Number: share of the monthly reform budget it asks for."
AUTHORISED = "Full: authorised in at least half of the runs. Hatched: in fewer. Outline alone: in none, so never paid."
NOWHERE = Span(*[float("nan")] * 4)
COLUMNS = ["action", "reform", "title", "start", "end", "months", "share", "intensity", "priority",
           "authorised_share", "low", "high", "n", "is_open", "start_low", "start_high",
           "ran_from", "ran_to"]  # fmt: skip


def plan_frame(
    plan: Plan,
    months: int,
    authorised: dict[str, Estimate] | None = None,
    spans: dict[str, Span] | None = None,
    reforms: Sequence[Reform] = REFORMS,
) -> pd.DataFrame:
    """One row per action of the plan, by start and name: money may flow in the months `start` to `end`, both included.

    `end` is cut at the horizon where the action begins before it. `ran_from` and `ran_to` are medians over the runs in
    which it began, `start_low` and `start_high` the 5 and 95 % quantiles of the month in which it did, NaN where it
    began in none. Where `is_open`, `start` and `end` are those medians. A share that is NaN was not recorded.
    """
    titles = {reform.name: reform.label for reform in reforms}
    rows = [
        {**_asked(name, action, titles[action.reform]), **_when(action, months, (spans or {}).get(name, NOWHERE)),
         **_let(action, months, (authorised or {}).get(name), (spans or {}).get(name, NOWHERE))}
        for name, action in plan.actions.items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values(["is_open", "start", "action"], ignore_index=True) if rows else frame


def plan_table(results: Results) -> pd.DataFrame:
    """The same with what came of it in these runs."""
    scenario = results.scenario
    return plan_frame(
        scenario.plan, results.months, authorised_shares(results), action_spans(results), scenario.reforms
    )


def _asked(name: str, action: Action, title: str) -> dict[str, Any]:
    return {"action": name, "reform": action.reform, "title": title, "months": action.longest,
            "share": action.share, "intensity": action.intensity, "priority": action.priority}  # fmt: skip


def _when(action: Action, months: int, span: Span) -> dict[str, Any]:
    """The months of a bar: as planned, and what came of it."""
    start = action.fixed_start
    ran = {"start_low": span.low, "start_high": span.high, "ran_from": span.median, "ran_to": span.end}
    if start is None:
        return {"start": span.median, "end": span.end, "is_open": True, **ran}
    last = start + action.longest - 1
    end = min(last, months) if start <= months else last
    return {"start": start, "end": end, "is_open": False, **ran}


def _let(action: Action, months: int, share: Estimate | None, span: Span) -> dict[str, Any]:
    """In which share of runs it was authorised, unknown for what is not due and was not called by a rule."""
    is_due = share is not None and ((action.fixed_start or 1) <= months or span.median <= months)
    let = share if share is not None and is_due else NOTHING
    return {"authorised_share": let.value, "low": let.low, "high": let.high, "n": let.n}


def plan_figure(results: Results) -> Drawn | None:
    """The plan as a slim Gantt chart with its data; None where no action begins within the horizon."""
    data = plan_table(results)
    actions: list[Any] = [a for a in data.to_dict("records") if a["is_open"] or a["n"] or a["start"] <= results.months]
    if not actions:
        return None
    with styled():
        figure = Figure(figsize=(WIDTH, 1.0 + 0.3 * len(actions)))
        axes = figure.subplots()
        for row, action in enumerate(actions):
            if action["start"] <= results.months or action["ran_from"] < OPEN:  # not NaN
                _draw(axes, row, action, results.months)
            else:
                axes.annotate(_span(action), (0, row), xytext=(4, 0), textcoords="offset points", va="center",
                              color=INK, fontsize=9.5)  # fmt: skip
        names = [shortened(_words(action["action"]), LONGEST) for action in actions]
        axes.set_yticks(range(len(actions)), names, fontsize=10, color=INK)
        axes.set_ylim(len(actions) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        time_axis(axes, results.months, results.scenario.country)
    known = any(a["n"] for a in actions)
    caption = " ".join((RAN, SHARE, AUTHORISED) if known else (PLANNED, SHARE))
    title = "When each action ran" if known else "When money may flow to each action"
    return Drawn("plan", title, caption, figure, data, _alt(actions))


def _draw(axes: Any, row: int, action: Any, months: int) -> None:
    """What was planned of one action as an outline, what came of it as a bar, its first months as a thin line."""
    ran = action["ran_from"] < OPEN  # not NaN
    planned = not action["is_open"] and action["start"] <= months  # else a rule began it, long before its month
    if planned:
        look = _look(0.0) if action["n"] else _look(float("nan"))
        _bar(axes, row, action["start"], action["end"], 0.74 if ran else 0.56, look)
    if ran:
        _bar(axes, row, action["ran_from"], action["ran_to"], 0.5, _look(action["authorised_share"]))
    if action["start_high"] > action["start_low"]:  # below the bar, so that it strikes out no number
        axes.plot([action["start_low"] - 1, action["start_high"] - 1], [row + 0.38] * 2, color=INK, linewidth=1.1)
    last = action["end"] if planned and not action["ran_to"] > action["end"] else action["ran_to"]
    axes.annotate(f"{action['share']:.2f}", (last, row), xytext=(4, 0), textcoords="offset points",
                  va="center", color=INK, fontsize=9.5, annotation_clip=False)  # fmt: skip


def _bar(axes: Any, row: int, first: float, last: float, height: float, look: dict[str, Any]) -> None:
    """From the beginning of a month to the end of another: on the axis a month ends at its number."""
    axes.barh(row, last - first + 1, left=first - 1, height=height, **look)


def _look(authorised: float) -> dict[str, Any]:
    """Full, hatched or white, by the share of runs that let the action through; full where that is not known."""
    if not authorised < 0.5:
        return {"color": BLUE}
    return {"facecolor": "white", "edgecolor": BLUE, "linewidth": 1.1, "hatch": "/////" if authorised > 0 else ""}


def _words(action: str) -> str:
    """The name of an action as words: two actions may share a reform, never a name."""
    return action.replace("_", " ").capitalize()


def _alt(actions: list[Any]) -> str:
    return "; ".join(f"{_words(a['action'])}, {_span(a)}" for a in actions) + "."


def _span(action: Any) -> str:
    """The months of a bar in words; where there is none, why."""
    planned, ran = (_months(action[first], action[last]) for first, last in (("start", "end"), ("ran_from", "ran_to")))
    if action["is_open"]:
        return ran or ("began in no run" if action["n"] else "start not recorded")
    if not action["n"]:
        return planned
    return f"planned for {planned}, ran {ran}" if ran else f"planned for {planned}, began in no run"


def _months(first: float, last: float) -> str:
    """A span of months, nothing where there is none."""
    if not first < OPEN:  # NaN
        return ""
    return f"months {first:.0f} to {last:.0f}" if last > first else f"month {first:.0f}"
