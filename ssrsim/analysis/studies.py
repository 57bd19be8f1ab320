"""A study in numbers: each outcome by point and plan, with its interval, and how the points differ.

Sees the store and nothing that ran. Failed runs are in no estimate and in every count.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from ssrsim.analysis.intervals import AMOUNT, SHARE, Estimate, Range, mean_interval, proportion_interval
from ssrsim.records.study_store import Store
from ssrsim.scenario.indicators import BY_NAME
from ssrsim.scenario.study import Study


class Outcome(NamedTuple):
    """What a run came to: a column of `runs`."""

    name: str
    label: str
    unit: str
    column: str
    within: Range | None  # None: a flag, counted as a share of runs


def _mean(name: str, how: str, within: Range = SHARE) -> Outcome:
    indicator = BY_NAME[name]
    return Outcome(f"{name}_{how}", f"{indicator.label}, {how}", indicator.unit, f"{name}_{how}", within)


OUTCOMES = (
    Outcome("recurrence_25", "Recurrence", "share of runs", "recurrence_observed", None),
    Outcome("war_1000", "Return to war", "share of runs", "war_observed", None),
    Outcome("coup", "Coup", "share of runs", "coup_observed", None),
    _mean("trust_police", "end"),
    _mean("trust_army", "end"),
    _mean("state_control", "end"),
    _mean("bribe_incidence", "mean"),
    _mean("ghost_share", "end"),
    _mean("abuse", "mean", AMOUNT),
    _mean("battle_deaths", "mean", AMOUNT),
)


class CellOutcome(NamedTuple):
    """An outcome under a plan at a point, over the runs that did not fail."""

    point: int
    plan: str
    outcome: Outcome
    estimate: Estimate
    failed: int


def by_cell(store: Store) -> list[CellOutcome]:
    """Every outcome of every cell of which a run is there, in the order of points and plans."""
    columns = ["point", "plan", "failed", *(outcome.column for outcome in OUTCOMES)]
    tables = list(store.tables("runs", columns))
    if not tables:
        return []
    runs = pa.concat_tables(tables)
    names = store.study.plan_names
    places = np.array([names.index(plan) for plan in runs.column("plan").to_pylist()])
    cells = runs.column("point").to_numpy() * len(names) + places
    begins = np.flatnonzero(np.diff(cells, prepend=-1))  # runs come in the order of their cells
    ends = [*begins[1:], len(cells)]
    return [one for first, end in zip(begins, ends, strict=True)
            for one in _of_cell(runs.slice(first, end - first), int(cells[first]), store.study)]  # fmt: skip


def _of_cell(runs: pa.Table, cell: int, study: Study) -> list[CellOutcome]:
    point, plan = study.place(cell)
    failed = runs.column("failed").to_numpy()
    return [
        CellOutcome(point, plan, outcome, _estimate(outcome, runs.column(outcome.column).to_numpy()[~failed]),
                    int(failed.sum()))
        for outcome in OUTCOMES
    ]  # fmt: skip


def _estimate(outcome: Outcome, values: np.ndarray) -> Estimate:
    if outcome.within is None:
        return proportion_interval(int(values.astype(bool).sum()), len(values))
    return mean_interval(values.astype(np.float64), within=outcome.within)


def summary_frame(cells: list[CellOutcome], study: Study) -> pd.DataFrame:
    """The outcomes as a table: point, plan, factors, outcome, label, value, low, high, n, failed, unit."""
    paths = [factor.path for factor in study.factors]
    columns = ["point", "plan", *paths, "outcome", "label", *Estimate._fields, "failed", "unit"]
    rows = [
        {"point": cell.point, "plan": cell.plan,
         **dict(zip(paths, study.points[cell.point], strict=True)),
         "outcome": cell.outcome.name, "label": cell.outcome.label, **cell.estimate._asdict(), "failed": cell.failed,
         "unit": cell.outcome.unit}
        for cell in cells
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
