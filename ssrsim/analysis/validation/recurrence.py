"""Recurrence as UCDP counts it (T1): episodes that ended, and 25 deaths in a year after a year below it.

A war ends when a calendar year stays below 25 reported deaths; the clock starts where its last active year ends, at the
settlement where none came after it. A war that never ends in the run is no episode that ended, and one that goes on for
more than a year after the settlement and fades later has not been ended by it: both are left out and told.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from ssrsim.analysis.intervals import Estimate, proportion_interval
from ssrsim.analysis.survival import SurvivalCurve, kaplan_meier
from ssrsim.analysis.validation.corruption import levels
from ssrsim.analysis.validation.found import Curve, Found, Frame, Tables, bootstrapped, line
from ssrsim.records.results import Results

YEAR = 12
CURVE_YEARS = 20
UNRESOLVED = "unresolved"
EARLY, LATE = (0, 60), (60, 240)  # months whose hazards are compared


def spell(run: Results) -> dict[str, float]:
    """The peace of one run: how long it lasted, whether its end was seen, whether there was one at all."""
    at_war = np.flatnonzero(run.series["war_continues"][0] > 0)
    never = bool(len(at_war)) and at_war[-1] == run.months
    # the last month coded as war lies in the quiet year that ended it, which began eleven months before
    began = max(0, int(at_war[-1]) + 1 - YEAR) if len(at_war) else 0
    returned = run.first_month("recurrence_25")[0]
    seen = bool(np.isfinite(returned)) and not never
    return {
        "war_never_ended": float(never),
        "peace_began": float(began),
        "peace_months": (returned if seen else run.months) - began,
        "recurred": float(seen),
    }


def ended(table: Frame) -> Frame:
    """The runs whose war ended, and by the settlement if there was one (`unresolved` names the arm without)."""
    by_itself = table["arm"] == UNRESOLVED
    return table[(table["war_never_ended"] == 0) & (by_itself | (table["peace_began"] <= YEAR))]


def curve_of(table: Frame) -> SurvivalCurve:
    """Kaplan-Meier over the runs whose war ended."""
    spells = ended(table)
    times, seen = spells["peace_months"].to_numpy(float), spells["recurred"].to_numpy() > 0
    return kaplan_meier(times, seen, int(times.max()) if len(times) else 0)


def failed_by(curve: SurvivalCurve, months: int) -> Estimate:
    """Share whose peace has ended within so many months, with its interval."""
    n = int(curve.at_risk[0])
    if n == 0 or curve.month[-1] < months:
        return Estimate(float("nan"), float("nan"), float("nan"), n)
    step = int(np.searchsorted(curve.month, months, side="right")) - 1
    if step >= len(curve.month) - 1 and len(curve.month) > 1 and curve.month[-1] > months:
        step -= 1
    value, low, high = (float(1 - at[step]) for at in (curve.survival, curve.high, curve.low))
    return Estimate(value, low, high, n)


def risk_curve(label: str, curve: SurvivalCurve) -> Curve:
    """The share that failed, by year, for a figure."""
    years = [year for year in range(CURVE_YEARS + 1) if YEAR * year <= curve.month[-1]]
    return line(label, np.array(years), [failed_by(curve, YEAR * year) for year in years])


def hazard(times: np.ndarray, seen: np.ndarray, months: tuple[int, int]) -> float:
    """Ends of peace per month at peace, between two months."""
    first, last = months
    exposure = np.clip(times - first, 0, last - first).sum()
    return float((seen & (times > first) & (times <= last)).sum() / exposure) if exposure else float("nan")


def flattening(table: Frame, rng: np.random.Generator) -> Estimate:
    """Hazard of years 6 to 20 over that of years 1 to 5; below 1 the curve flattens."""
    spells = ended(table)
    times, seen = spells["peace_months"].to_numpy(float), spells["recurred"].to_numpy() > 0

    def ratio(rows: np.ndarray) -> float:
        early = hazard(times[rows], seen[rows], EARLY)
        return hazard(times[rows], seen[rows], LATE) / early if early else float("nan")

    return bootstrapped(ratio, len(times), rng)


def after_agreements(tables: Tables, rng: np.random.Generator) -> Found:
    """P1: level and shape of recurrence after negotiated settlements."""
    table = tables["settlements"]
    curve = curve_of(table)
    estimates = {f"f{years}": failed_by(curve, YEAR * years) for years in (2, 5, 10, 20)}
    estimates["flattening"] = flattening(table, rng)
    estimates["not_ended"] = proportion_interval(len(table) - len(ended(table)), len(table))
    return Found(estimates, (risk_curve("agreement", curve),))


def by_settlement(tables: Tables, rng: np.random.Generator) -> Found:
    """P3: ten-year recurrence by how the war ended, and whether the order is that of the world."""
    other = tables["other_endings"]
    of = {"victory": other[other["arm"] == "victory"], "agreement": tables["settlements"],
          "ceasefire": other[other["arm"] == "ceasefire"],
          UNRESOLVED: other[other["arm"] == UNRESOLVED]}  # fmt: skip
    curves = {name: curve_of(table) for name, table in of.items()}
    estimates = {name: failed_by(curve, 10 * YEAR) for name, curve in curves.items()}
    drawn = {name: _drawn_f10(table, rng) for name, table in of.items()}
    names = list(of)
    for below, above in pairwise(names):
        low, high = np.quantile(drawn[above] - drawn[below], [0.025, 0.975])
        value = estimates[above].value - estimates[below].value
        estimates[f"{above}_above_{below}"] = Estimate(value, float(low), float(high), estimates[above].n)
    ordered = np.all([drawn[above] > drawn[below] for below, above in pairwise(names)], axis=0)
    estimates["order"] = proportion_interval(int(ordered.sum()), len(ordered))
    told = ", ".join(f"{name} {len(table) - len(ended(table))} of {len(table)}" for name, table in of.items())
    return Found(estimates, tuple(risk_curve(name, curve) for name, curve in curves.items()),
                 (f"Left out because the war went on: {told}.",))  # fmt: skip


def _drawn_f10(table: Frame, rng: np.random.Generator, draws: int = 400) -> np.ndarray:
    """Ten-year failure in so many draws of the runs; the product-limit estimate, without the band of each."""
    spells = ended(table)
    times, seen = spells["peace_months"].to_numpy(float), spells["recurred"].to_numpy() > 0
    n = len(times)
    return np.array([_failed(times[rows], seen[rows]) for rows in (rng.integers(0, n, n) for _ in range(draws))])


def _failed(times: np.ndarray, seen: np.ndarray) -> float:
    stops, ends = np.unique(times[seen & (times <= 10 * YEAR)], return_counts=True)
    at_risk = len(times) - np.searchsorted(np.sort(times), stops)
    return float(1.0 - np.prod(1.0 - ends / at_risk))


def measured(run: Results) -> dict[str, Any]:
    """What a run of a sampled settlement leaves."""
    return {**spell(run), "war_1000": float(np.isfinite(run.first_month("war_1000")[0])), **levels(run)}
