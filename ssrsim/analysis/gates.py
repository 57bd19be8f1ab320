"""The five gates of non-triviality: what a line of their table is, and the outcomes of a study as arrays.

A gate asks something of the model that a trivial model cannot give: that no plan is best everywhere, that choosing by
the average costs something somewhere, that nothing sticks at an end of its range, that instruments help here and hurt
there, that the size of the sample moves nothing. A gate that is missed is told; it is never a target of calibration.

Sees the store and nothing that ran. Failed runs are in no estimate and in every count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from ssrsim.records.study_store import Store
from ssrsim.scenario.study import Study

Frame = Any  # a pandas DataFrame; its stubs take what comes of one for anything else
HORIZONS = (60, 120)  # months: five and ten years
ZONE = 3.0  # peace-months that nobody would choose a plan for
LEVEL = 0.05  # of all tests of a table together
# outcomes that were named before anything was looked at: instruments and money are judged on them
NAMED = ("peace_months", "trust_police_end", "grievance_end", "abuse_mean", "state_control_end")
BETTER = {"peace_months": 1, "trust_police_end": 1, "grievance_end": -1, "abuse_mean": -1, "state_control_end": 1}
LABELS = {"peace_months": "peace-months", "trust_police_end": "trust in the police", "grievance_end": "grievance",
          "abuse_mean": "abuse", "state_control_end": "state control"}  # fmt: skip
ALSO = ("recurrence", "war_1000", "war_continues_end", "battle_deaths_mean")
FATE = ("point", "plan", "replicate", "failed", "months_to_recurrence", "recurrence_observed", "war_observed",
        "war_continues_end")  # fmt: skip
AT_WAR, PATRON = "no settlement", "fragile with patron"


class Line(NamedTuple):
    """A line of the table: what is asked, what was found, and whether that is enough (None: told, not judged)."""

    gate: int
    criterion: str
    wanted: str
    found: str
    value: float
    low: float
    high: float
    passed: bool | None
    would: bool | None = None  # of what is told: whether it would pass

    @property
    def verdict(self) -> str:
        """The last column."""
        if self.passed is None:
            return "told" if self.would is None else "would pass" if self.would else "would fail"
        return "pass" if self.passed else "FAIL"


def line(
    gate: int,
    criterion: str,
    wanted: str,
    found: str,
    passed: bool | None,
    *numbers: float,
    would: bool | None = None,
) -> Line:
    """A line with up to three numbers: value, low and high; what is not given is NaN."""
    value, low, high = (*numbers, *[float("nan")] * (3 - len(numbers)))
    return Line(gate, criterion, wanted, found, float(value), float(low), float(high), passed, would)


def verdicts(lines: Sequence[Line]) -> dict[int, bool]:
    """Whether each gate is passed: all of its lines that are judged."""
    judged = [one for one in lines if one.gate and one.passed is not None]
    gates = sorted({one.gate for one in judged})
    return {gate: all(bool(one.passed) for one in judged if one.gate == gate) for gate in gates}


def by_chance(lines: Sequence[Line]) -> list[int]:
    """Gates that are passed although something told of them would fail."""
    passed = verdicts(lines)
    return sorted({one.gate for one in lines if one.would is False and passed.get(one.gate)})


@dataclass(frozen=True)
class Outcomes:
    """Outcomes of a study: for each name float64[contexts, plans, replicates], NaN where a run failed or is missing."""

    contexts: tuple[str, ...]
    kinds: tuple[str, ...]
    plans: tuple[str, ...]
    values: dict[str, np.ndarray]
    failed: int

    def peace(self, horizon: int = 120) -> np.ndarray:
        """Peace-months within a horizon."""
        return np.minimum(self.values["peace_months"], horizon)

    def of(self, name: str, plan: str) -> np.ndarray:
        """float64[contexts, replicates] of an outcome under one plan."""
        return self.values[name][:, self.plans.index(plan)]

    def static(self) -> np.ndarray:
        """Places of the plans that follow the calendar: of those that react there is one, which is not ranked."""
        return np.array([place for place, plan in enumerate(self.plans) if plan != "adaptive"])


def outcomes_of(store: Store, names: Sequence[str] = NAMED) -> Outcomes:
    """The outcomes of every run that is there.

    Peace-months are the months before recurrence, all of them where peace held, and none where the war of before the
    settlement had not ended by the last month.
    """
    study = store.study
    columns = list(dict.fromkeys([*FATE, *(name for name in (*names, *ALSO) if name.endswith(("_end", "_mean")))]))
    runs = pa.concat_tables(list(store.tables("runs", columns)))
    plan_of = {name: place for place, name in enumerate(study.plan_names)}
    plans = np.array([plan_of[name] for name in runs.column("plan").to_pylist()])
    where = runs.column("point").to_numpy(), plans, runs.column("replicate").to_numpy()
    failed = runs.column("failed").to_numpy(zero_copy_only=False)
    shape = len(study.points), len(study.plans), study.replicates
    values: dict[str, np.ndarray] = {}
    for name, column in _columns(runs, [*names, *ALSO]).items():
        values[name] = np.full(shape, np.nan)
        values[name][where] = np.where(failed, np.nan, column)
    kinds = tuple(kind_of(study, point) for point in range(len(study.points)))
    contexts = tuple(f"{place + 1} {kind}" for place, kind in enumerate(kinds))
    return Outcomes(contexts, kinds, study.plan_names, values, int(failed.sum()))


def _columns(runs: pa.Table, names: Sequence[str]) -> dict[str, np.ndarray]:
    def column(name: str) -> np.ndarray:
        return runs.column(name).to_numpy().astype(np.float64)

    made = {
        "peace_months": np.where(column("war_continues_end") > 0, 0.0, column("months_to_recurrence")),
        "recurrence": column("recurrence_observed"),
        "war_1000": column("war_observed"),
    }
    return {name: made[name] if name in made else column(name) for name in dict.fromkeys(names)}


def kind_of(study: Study, point: int) -> str:
    """The kind of settlement of a context."""
    at = {factor.path: value for factor, value in zip(study.factors, study.points[point], strict=True)}
    settlement = at.get("country.settlement", "agreement")
    if at.get("country.factions.hill_movement.kind") == "patron_backed":
        return PATRON
    return {"none": AT_WAR, "government_victory": "victory"}.get(str(settlement), str(settlement))


def halves(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Random worlds that choose (even numbers) and random worlds that say what the choice is worth (odd ones)."""
    return values[..., ::2], values[..., 1::2]


def means(values: np.ndarray) -> np.ndarray:
    """Means over the last axis without what failed; NaN where nothing is left."""
    known = np.isfinite(values)
    count = known.sum(axis=-1)
    total = np.where(known, values, 0.0).sum(axis=-1)
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)


def holm(p: np.ndarray, level: float = LEVEL) -> np.ndarray:
    """Which tests stand when all of them together may err with this probability (Holm 1979); NaN never does."""
    flat = np.where(np.isfinite(p), p, 1.0).ravel()
    order = np.argsort(flat, kind="stable")
    stands = np.zeros(len(flat), bool)
    for place, test in enumerate(order):
        if flat[test] > level / (len(flat) - place):
            break
        stands[test] = True
    return stands.reshape(p.shape)


def paired_test(differences: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, standard error and two-sided p of Student's t over the last axis; p is 1 where nothing differs at all."""
    from scipy.special import stdtr

    n = np.isfinite(differences).sum(axis=-1)
    mean = means(differences)
    spread = means((differences - mean[..., None]) ** 2)
    error = np.sqrt(np.divide(spread, n - 1, out=np.full(n.shape, np.nan), where=n > 1))
    t = np.divide(np.abs(mean), error, out=np.where(mean == 0, 0.0, np.inf), where=error > 0)
    p = np.where(n > 1, 2 * stdtr(np.maximum(n - 1, 1), -t), 1.0)
    return mean, error, np.where(np.isfinite(p), p, 1.0)


def table_of(lines: Sequence[Line]) -> pd.DataFrame:
    """The table of the gates."""
    rows = [{**line._asdict(), "verdict": line.verdict} for line in lines]
    return pd.DataFrame(rows, columns=[*Line._fields, "verdict"]).drop(columns=["passed", "would"])
