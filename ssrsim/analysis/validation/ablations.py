"""What is left of the results with one mechanism switched off (E12): which findings hang on which mechanism."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ssrsim.analysis.intervals import NOTHING, Estimate, mean_interval, proportion_interval
from ssrsim.analysis.validation.found import Found, FoundTable, Frame, Tables
from ssrsim.analysis.validation.pairs import change
from ssrsim.records.results import Results

OUTCOMES = {"recurred": "recurrence in 10 years", "trust": "mean trust in the police", "corruption": "corruption index"}
WITH_ALL = "all"
PREFIX = "without_"
LINK = ("trust_in_recruitment", "trust_in_cooperation")  # trust -> recurrence
MOST_TOLD = 8


def of_outcomes(run: Results) -> dict[str, float]:
    """Whether peace failed in ten years, mean trust, the corruption index at the end."""
    return {
        "recurred": float(np.isfinite(run.end_of_peace()[0])),
        "trust": float(run.values("trust_police")[0].mean()),
        "corruption": float(run.values("expert_corruption")[0, -1]),
    }


def differences(table: Frame) -> dict[str, dict[str, Estimate]]:
    """By switch and outcome: without the mechanism less with it, world by world."""
    arms = [arm for arm in dict.fromkeys(table["arm"]) if arm != WITH_ALL]
    return {
        arm.removeprefix(PREFIX): {name: mean_interval(change(table, arm, WITH_ALL, name)) for name in OUTCOMES}
        for arm in arms
    }


def ablations(tables: Tables, rng: np.random.Generator) -> Found:
    """E12: the links between trust and recurrence by name; of all others the count that matter, and the largest."""
    table = tables["switches"]
    by_switch = differences(table)
    estimates = {f"{name}_{outcome}": by_switch.get(name, {}).get(outcome, NOTHING)
                 for name in LINK for outcome in ("recurred", "trust")}  # fmt: skip
    notes = []
    for outcome, words in OUTCOMES.items():
        moved = {name: found[outcome] for name, found in by_switch.items() if matters(found[outcome])}
        estimates[f"{outcome}_matter"] = proportion_interval(len(moved), len(by_switch))
        largest = sorted(moved, key=lambda name: -abs(moved[name].value))[:MOST_TOLD]
        told = ", ".join(f"{name} {moved[name].value:+.3f} ({moved[name].low:+.3f} to {moved[name].high:+.3f})"
                         for name in largest)  # fmt: skip
        notes.append(f"Moved most in {words} by switching off: {told or 'none'}.")
    return Found(estimates, (), tuple(notes), (_table(by_switch),))


def _table(by_switch: dict[str, dict[str, Estimate]]) -> FoundTable:
    """Every switch with what it moves, the largest movers of recurrence and trust first."""
    rows = [
        {"switched off": name, **{f"{outcome}{end}": getattr(found[outcome], field) for outcome in OUTCOMES
                                  for end, field in (("", "value"), (" low", "low"), (" high", "high"))},
         "moves": ", ".join(words for outcome, words in OUTCOMES.items() if matters(found[outcome]))}
        for name, found in by_switch.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (-abs(row["recurred"]), -abs(row["trust"])))
    return FoundTable("switches", "Each mechanism switched off: without it less with it", pd.DataFrame(rows))


def matters(estimate: Estimate) -> bool:
    """Whether the interval of a difference leaves out zero."""
    return bool(estimate.low > 0 or estimate.high < 0)
