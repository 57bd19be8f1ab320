"""What of a plan works after five years (P14), and what the order of reforms matters (E8)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ssrsim.analysis.intervals import Estimate, mean_interval
from ssrsim.analysis.validation.found import Found, FoundTable, Frame, Tables, bootstrapped, line
from ssrsim.records.results import Results

# Effective level from which on a reform is coded as functioning. Half would say that nothing functions after five years
# of any plan here; the figure shows every other threshold.
WORKS = 0.3
THRESHOLDS = np.arange(0.05, 0.96, 0.05)
ACCOUNTABILITY = ("parliament_oversight", "complaints", "audit")
REFORMS = ("training", "justice", *ACCOUNTABILITY, "recruitment")
KINDS = ("training", "prosecution", "accountability", "gender")


def of_reforms(run: Results) -> dict[str, float]:
    """Effective and reported levels of reforms in the last month; how far women came towards the share aimed at."""
    assert run.reforms is not None
    names = [reform.name for reform in run.scenario.reforms]
    found: dict[str, float] = {}
    for name in REFORMS:
        for level in ("effective", "reported"):
            found[f"{name}_{level}"] = float(run.reforms[level][0, -1, names.index(name)])
    women = run.values("women_share")[0]
    to_go = run.scenario.parameters.women_recruits - women[0]
    found["women_way"] = float((women[-1] - women[0]) / to_go) if to_go > 0 else float("nan")
    return found


def functioning(table: Frame, threshold: float, level: str = "effective") -> dict[str, np.ndarray]:
    """float64[runs] by kind of reform: 1 where it functions; of accountability the share of three bodies that do."""
    works = {name: (table[f"{name}_{level}"].to_numpy(float) >= threshold).astype(float) for name in REFORMS}
    return {
        "training": works["training"],
        "prosecution": works["justice"],
        "accountability": np.mean([works[name] for name in ACCOUNTABILITY], axis=0),
        "gender": (table["women_way"].to_numpy(float) >= threshold).astype(float),
    }


def implementation(tables: Tables, rng: np.random.Generator) -> Found:
    """P14: the share of settlements in which each kind of reform functions in month 60, and the order of kinds."""
    table = tables["implementation"]
    works, reported = functioning(table, WORKS), functioning(table, WORKS, "reported")
    estimates = {kind: mean_interval(works[kind], within=(0.0, 1.0)) for kind in KINDS}
    for first, second in pairwise(KINDS):
        estimates[f"{first}_less_{second}"] = mean_interval(works[first] - works[second])
    estimates["reported_less"] = mean_interval(reported["prosecution"] - reported["accountability"])
    by_threshold: dict[str, list[Estimate]] = {kind: [] for kind in KINDS}
    for threshold in THRESHOLDS:
        for kind, values in functioning(table, float(threshold)).items():
            by_threshold[kind].append(mean_interval(values, within=(0.0, 1.0)))
    return Found(estimates, tuple(line(kind, THRESHOLDS, at) for kind, at in by_threshold.items()))


def of_order(run: Results) -> dict[str, float]:
    """Months of peace within ten years, and how things stand at the end."""
    failed = run.end_of_peace()[0]
    return {
        "peace_months": float(failed) if np.isfinite(failed) else float(run.months),
        "trust_police": float(run.values("trust_police")[0, -1]),
        "oversight": float(run.values("oversight_effective")[0, -1]),
    }


def orders(tables: Tables, rng: np.random.Generator) -> Found:
    """E8: how far orders of the same six reforms lie apart in what they leave, beyond luck."""
    table = tables["orders"]
    estimates: dict[str, Estimate] = {}
    for column in ("peace_months", "trust_police", "oversight"):
        wide = table.pivot(index="replicate", columns="arm", values=column).dropna().to_numpy(float)
        estimates[f"{column}_range"] = bootstrapped(lambda rows, w=wide: _range(w[rows]), len(wide), rng)
        estimates[f"{column}_beyond_luck"] = bootstrapped(lambda rows, w=wide: _beyond_luck(w[rows]), len(wide), rng)
    wide = table.pivot(index="replicate", columns="arm", values="peace_months").dropna()
    best, worst = wide.mean().idxmax(), wide.mean().idxmin()
    estimates["best_less_worst"] = _split(wide.to_numpy(float))
    means = table.groupby("arm", sort=False)[["peace_months", "trust_police", "oversight"]].mean()
    means = means.sort_values("peace_months", ascending=False).reset_index(names="order")
    return Found(estimates, (), (f"Longest peace: {best}. Shortest: {worst}. {wide.shape[1]} orders.",),
                 (FoundTable("orders", "Means by order", means),))  # fmt: skip


def _range(values: np.ndarray) -> float:
    means = values.mean(axis=0)
    return float(means.max() - means.min())


def _beyond_luck(values: np.ndarray) -> float:
    """Standard deviation between orders that luck does not explain: worlds are shared, so their level is taken out."""
    runs, arms = values.shape
    if runs < 2 or arms < 2:
        return float("nan")
    rest = values - values.mean(axis=1, keepdims=True)
    between = rest.mean(axis=0).var(ddof=1)
    within = rest.var(axis=0, ddof=1).mean() / runs
    return float(max(between - within, 0.0) ** 0.5)


def _split(values: np.ndarray) -> Estimate:
    """Best less worst order, chosen in one half of the worlds and measured in the other: no winner's curse."""
    half = len(values) // 2
    if half < 2:
        return Estimate(float("nan"), float("nan"), float("nan"), half)
    means = values[:half].mean(axis=0)
    return mean_interval(values[half:, means.argmax()] - values[half:, means.argmin()])
