"""Gate 5: that results do not depend on how many people are sampled, in which order they are stored, or on threads."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ssrsim.analysis.gates import Frame, Line, Outcomes, halves, line, outcomes_of
from ssrsim.records.study_store import Store
from ssrsim.scenario.study import Study

SAMPLE, OFFICERS = "run.civilians", "run.officers"
ROW_OUTCOMES = ("peace_months", "trust_police_mean", "trust_army_mean", "grievance_mean", "will_mean", "abuse_mean",
                "corruption_norm_mean", "oversight_effective_mean", "state_control_mean", "fighters_mean",
                "crime_mean")  # fmt: skip
BEYOND = 0.0027  # chance of a normal number to lie more than 3 standard errors away
NEVER = 1e-6  # nor may any lie so far out
SURE = 0.99


def size_frame(outcomes: Outcomes, study: Study) -> pd.DataFrame:
    """Each outcome at each sample size against the largest one, in other random worlds: even numbers against odd ones.

    p is of Welch's test, which knows how few random worlds there are.
    """
    from scipy.special import stdtr

    places = [factor.path for factor in study.factors]
    sizes = np.array([int(point[places.index(SAMPLE)]) for point in study.points])
    rows: list[tuple[object, ...]] = []
    for place, size in enumerate(sizes):
        largest = _largest_like(study, place)
        if largest == place:
            continue
        for i, plan in enumerate(outcomes.plans):
            for name in ROW_OUTCOMES:
                few, many = halves(outcomes.values[name][place, i])[0], halves(outcomes.values[name][largest, i])[1]
                difference, error, freedom = _welch(few, many)
                t = abs(difference) / error if error > 0 else 0.0 if difference == 0 else np.inf
                rows.append((outcomes.contexts[place], plan, name, int(size), int(sizes[largest]), difference, error,
                             float(2 * stdtr(freedom, -t))))  # fmt: skip
    return pd.DataFrame(
        rows, columns=["context", "plan", "outcome", "civilians", "against", "difference", "error", "p"]
    )


def _largest_like(study: Study, place: int) -> int:
    """The point with the largest sample among those that are alike in all else."""
    places = [factor.path for factor in study.factors]
    rows = [dict(zip(places, point, strict=True)) for point in study.points]

    def rest(row: Mapping[str, object]) -> dict[str, object]:
        return {key: value for key, value in row.items() if key not in (SAMPLE, OFFICERS)}

    alike = [other for other, row in enumerate(rows) if rest(row) == rest(rows[place])]
    return max(alike, key=lambda other: int(rows[other][SAMPLE]))


def _welch(a: np.ndarray, b: np.ndarray) -> tuple[float, float, float]:
    """Difference of means, its standard error and the degrees of freedom of two independent samples."""
    a, b = a[np.isfinite(a)], b[np.isfinite(b)]
    if len(a) < 2 or len(b) < 2:
        return float("nan"), float("nan"), 1.0
    parts = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    total = sum(parts)
    below = parts[0] ** 2 / (len(a) - 1) + parts[1] ** 2 / (len(b) - 1)
    return float(a.mean() - b.mean()), float(total**0.5), float(total**2 / below) if below > 0 else 1.0


def gate_rows(sizes: Frame, outcomes: Outcomes, same: dict[str, bool]) -> list[Line]:
    """Gate 5, of `size_frame` and of what was run twice to the same bits: by words, whether it was the same."""
    from scipy.stats import binom

    known = sizes[np.isfinite(sizes["p"])]
    beyond, allowed = int((known["p"] < BEYOND).sum()), int(binom.ppf(SURE, max(len(known), 1), BEYOND))
    worst = known.loc[known["p"].idxmin()] if len(known) else None
    found = f"{beyond} of {len(known)} differ by more than 3 standard errors, chance allows {allowed}"
    if worst is not None:
        found += f"; farthest: {worst['outcome']} at {worst['civilians']:,} civilians (p = {worst['p']:.2g})"
    passed = len(known) > 0 and beyond <= allowed and bool((known["p"] > NEVER).all())
    worlds = outcomes.values["peace_months"].shape[-1] // 2
    said = f"samples of 1,000, 3,000 and 10,000 against 30,000 civilians ({worlds} random worlds a side)"
    lines = [line(5, said, "within 3 standard errors", found, passed, beyond)]
    return [*lines, *(line(5, words, "the same bits", "the same" if ok else "not the same", ok)
                      for words, ok in same.items())]  # fmt: skip


def sizes_of(store: Store) -> tuple[Outcomes, pd.DataFrame]:
    """The outcomes of the study of sizes, and `size_frame` of them."""
    outcomes = outcomes_of(store, ROW_OUTCOMES)
    return outcomes, size_frame(outcomes, store.study)
