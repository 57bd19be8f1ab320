"""The tables of a search. Those of screening and selection hold figures by which plans were chosen, no estimates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ssrsim.analysis.intervals import SHARE, Estimate, mean_interval, proportion_interval
from ssrsim.analysis.simultaneous import against
from ssrsim.analysis.summary import shown
from ssrsim.lab.search import KEPT
from ssrsim.report.search_stages import Confirmed, Found, Screened, Selected
from ssrsim.report.search_words import BY_NAME, MEASURES, Measure
from ssrsim.scenario.planning.candidates import order_in_words


def candidates_frame(first: Screened) -> pd.DataFrame:
    """Every plan that was tried: what it is, what became of it, and its means in the screening."""
    finalists = set(first.finalists.tolist())
    rows: list[dict[str, Any]] = []
    for place, one in enumerate(first.candidates):
        row: dict[str, Any] = {"plan": one.name, "order": order_in_words(one.order)}
        row["same_history_as"] = "" if first.different[place] else first.candidates[first.twin[place]].name
        row |= {"ruled_out": not first.stays[place], "finalist": place in finalists, "screening_worlds": first.worlds}
        row |= {f"screening_mean_{name}": value for name, value in zip(KEPT, first.means[place], strict=True)}
        by_name = sorted(one.parts)
        row |= {f"start_{part.reform}": part.start for part in by_name}
        row |= {f"share_{part.reform}": part.share for part in by_name}
        rows.append(row)
    return pd.DataFrame(rows)


def finalists_frame(first: Screened, second: Selected, objective: str) -> pd.DataFrame:
    """The plans that went on: their means in screening and selection, and who is left."""
    means = first.means[first.finalists, KEPT.index(objective)]
    names = [first.candidates[place] for place in first.finalists]
    left = set(second.left.tolist())
    return pd.DataFrame({
        "plan": [one.name for one in names],
        "order": [order_in_words(one.order) for one in names],
        "objective": objective,
        "screening_mean": means,
        "selection_mean": second.means,
        "selection_worlds": second.worlds,
        "left": [row in left for row in range(len(names))],
    })  # fmt: skip


def confirmed_frame(third: Confirmed) -> pd.DataFrame:
    """Every measure of every confirmed plan with its 95 % interval, and its difference from the first of them.

    The intervals of differences hold for all plans together, measure by measure.
    """
    rows: list[dict[str, Any]] = []
    for column, measure in enumerate(MEASURES):
        values = third.values[:, :, column]
        known = np.isfinite(values).all(axis=0)
        apart = against(values[:, known], 0, span=_span(measure, third)) if known.any() else None
        for plan, name in enumerate(third.names):
            row: dict[str, Any] = {"plan": name, "role": third.roles[plan], "measure": measure.name,
                                   "label": measure.label, "unit": measure.unit}  # fmt: skip
            row |= estimate_of(third, plan, measure)._asdict()
            if apart is not None:
                row |= {"against": third.names[0], "difference": apart.value[plan], "difference_low": apart.low[plan],
                        "difference_high": apart.high[plan], "pairs": apart.n}  # fmt: skip
            rows.append(row)
    return pd.DataFrame(rows)


def estimate_of(third: Confirmed, plan: int, measure: Measure) -> Estimate:
    """The estimate of a measure of a plan over runs; no interval says more months than a run has."""
    values = third.of(measure.name)[plan]
    if measure.within is None:
        return proportion_interval(int(values.sum()), len(values))
    low, high = measure.within
    return mean_interval(values, within=(low, _span(measure, third) or high))


def table_lines(found: Found) -> list[str]:
    """The confirmed plans, narrow enough for a terminal: objective and difference from the first, in new worlds."""
    third, measure = found.third, BY_NAME[found.search.keys.objective]
    apart, n = together(third, measure.name), third.values.shape[1]
    rows = [("", measure.label, "less the first")]
    for plan, name in enumerate(third.names):
        rows.append(
            (name, estimate_told(third, plan, measure), "" if plan == 0 else interval_told(apart[plan], measure))
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [
        *lines,
        f"{measure.unit}; means over {n:,} new worlds with 95 % intervals, those of differences for all together.",
    ]


def better_told(found: Found) -> list[str]:
    """Plans that surely do better than the first in new worlds, those to hold against among them."""
    third, measure = found.third, BY_NAME[found.search.keys.objective]
    apart = together(third, measure.name)
    return [f"{name} does better in new worlds than {third.names[0]}: {measure.label} +{interval_told(one, measure)}."
            for name, one in zip(third.names, apart, strict=True) if one.low > 0]  # fmt: skip


def estimate_told(third: Confirmed, plan: int, measure: Measure) -> str:
    """Such as "96.4 (91.2 to 101.6)"."""
    return interval_told(estimate_of(third, plan, measure), measure)


def interval_told(estimate: Estimate, measure: Measure) -> str:
    """The same of any estimate."""
    value, low, high = (shown(number, measure.unit) for number in estimate[:3])
    return f"{value} ({low} to {high})"


def together(third: Confirmed, measure: str) -> list[Estimate]:
    """Each plan less the first, world by world, with intervals that hold for all plans together."""
    apart = against(third.of(measure), 0, span=_span(BY_NAME[measure], third))
    return [Estimate(float(value), float(low), float(high), apart.n)
            for value, low, high in zip(apart.value, apart.low, apart.high, strict=True)]  # fmt: skip


def _span(measure: Measure, third: Confirmed) -> float:
    """The largest difference that there can be between two runs; 0 where nobody knows."""
    if measure.name == "peace_months":
        return float(third.scenarios[0].run.months)
    return 1.0 if measure.within in (None, SHARE) else 0.0
