"""Two or more plans in the same random worlds: every pair judged, its luck measured, its months laid side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ssrsim.analysis.intervals import LEVEL, Estimate, t_quantile
from ssrsim.analysis.money import leakage_share
from ssrsim.analysis.outcomes import HEADLINES, PER_PEOPLE, YEAR, outcomes_of
from ssrsim.analysis.paired import pair_rows
from ssrsim.analysis.summary import SummaryRow, summarise
from ssrsim.analysis.verdict import Judged, first_months_apart, identical, judge
from ssrsim.records.results import Results
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

RESAMPLES = 1_000
LONGEST_TITLE = 40  # of a plan that sentences call by its title
ABUSE_RATE = "abuse_rate"  # abuse of the last 12 months per 100,000 people: no indicator of its own
TABLE = ("peace_months", "recurrence_25", "trust_police_end", "abuse_rate_end", "bribe_incidence_end",
         "ghost_share_end", "leakage_share_end", "money_spent", "money_unspent", "money_leaked")  # fmt: skip


class Pair(NamedTuple):
    """Plan `changed` held against plan `base` (places in the list of plans).

    Attributes:
        judged: Each headline outcome.
        reductions: How many times less the difference of a pair varies than that of two strangers, by outcome.
        alike: Whether no month of any world differs.
        apart: float64[n], the first month that differs in each world, NaN for none.
    """

    changed: int
    base: int
    judged: tuple[Judged, ...]
    reductions: tuple[Estimate, ...]
    alike: bool
    apart: np.ndarray


class Comparison(NamedTuple):
    """The plans by the name that people read, what they left, and every pair; those with the first plan come first."""

    labels: tuple[str, ...]
    results: tuple[Results, ...]
    pairs: tuple[Pair, ...]

    @property
    def with_first(self) -> tuple[Pair, ...]:
        """The pairs that hold a plan against the first one."""
        return tuple(pair for pair in self.pairs if pair.base == 0)


def compare(results: Sequence[Results], rng: np.random.Generator) -> Comparison:
    """Every pair of plans, paired by random world.

    Args:
        results: The runs under each plan, with one seed and so many months; the others are held against the first.
        rng: For the bootstrap of variance reductions (`lab.random.generator`).

    Raises:
        ValueError: The ensembles do not share seed and months (`verdict.judge` compares strangers), or no world.
    """
    numbers = list(combinations(range(len(results)), 2))
    pairs = [
        Pair(changed, base, judge(results[changed], results[base], len(numbers)),
             variance_reductions(results[changed], results[base], rng), identical(results[changed], results[base]),
             first_months_apart(results[changed], results[base]))
        for base, changed in numbers
    ]  # fmt: skip
    return Comparison(labels_of([one.scenario for one in results]), tuple(results), tuple(pairs))


def labels_of(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """What sentences call each plan: its title in quotes, or its name where a title is long or not alone."""
    titles = [printable(scenario.plan.title) for scenario in scenarios]
    return tuple(
        f"“{title}”" if len(title) <= LONGEST_TITLE and titles.count(title) == 1 else scenario.plan.name
        for title, scenario in zip(titles, scenarios, strict=True)
    )


def variance_reductions(changed: Results, base: Results, rng: np.random.Generator) -> tuple[Estimate, ...]:
    """By headline outcome: the variance of an unpaired difference of as many runs over that of the paired one.

    (s_A^2 + s_B^2) / s_(A-B)^2 with a bootstrap interval over pairs. NaN where an outcome does not vary in either;
    infinite where it varies and no pair differs.
    """
    rows, others = pair_rows(changed, base)
    these, those = outcomes_of(changed), outcomes_of(base)
    found: list[Estimate] = []
    for outcome in HEADLINES:
        one, other = these[outcome.name][rows], those[outcome.name][others]
        known = np.isfinite(one) & np.isfinite(other)
        found.append(reduction(one[known], other[known], rng))
    return tuple(found)


def reduction(changed: np.ndarray, base: np.ndarray, rng: np.random.Generator) -> Estimate:
    """How many times less the difference of pairs varies than that of strangers, with its bootstrap interval."""
    n = len(base)
    if n < 2:
        return Estimate(float("nan"), float("nan"), float("nan"), n)
    value = float(_ratios(changed[None, :], base[None, :])[0])
    drawn = rng.integers(0, n, (RESAMPLES, n))
    ratios = _ratios(changed[drawn], base[drawn])
    ratios = np.sort(ratios[~np.isnan(ratios)])
    if not len(ratios):
        return Estimate(value, float("nan"), float("nan"), n)
    low, high = (ratios[round(q * (len(ratios) - 1))] for q in (0.5 - LEVEL / 2, 0.5 + LEVEL / 2))
    return Estimate(value, float(low), float(high), n)


def _ratios(changed: np.ndarray, base: np.ndarray) -> np.ndarray:
    """float64[samples] of the ratio over the last axis."""
    apart = changed.var(axis=1, ddof=1) + base.var(axis=1, ddof=1)
    paired = (changed - base).var(axis=1, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(apart > 0, apart / paired, np.nan)


class Course(NamedTuple):
    """The mean difference in each month, its pointwise 95 % interval and the pairs behind it."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    n: np.ndarray


def course(changed: np.ndarray, base: np.ndarray) -> Course:
    """The course of paired differences, from float64[n, months + 1] of both."""
    gaps = changed - base
    known = np.isfinite(gaps)
    n = known.sum(axis=0)
    filled = np.where(known, gaps, 0.0)
    mean = np.divide(filled.sum(axis=0), n, out=np.full(len(n), np.nan), where=n > 0)
    squares = (np.where(known, gaps - np.where(n > 0, mean, 0.0), 0.0) ** 2).sum(axis=0)
    variance = np.divide(squares, (n - 1) * n, out=np.full(len(n), np.nan), where=n > 1)
    quantiles = {int(count): t_quantile(int(count)) for count in np.unique(n)}
    half = np.array([quantiles[int(count)] for count in n]) * np.sqrt(variance)
    return Course(mean, mean - half, mean + half, n)


def monthly(results: Results, name: str) -> np.ndarray:
    """float64[n, months + 1] of an indicator as read: abuse as a yearly rate, leakage where money was spent."""
    if name == "leakage_share":
        return leakage_share(results)
    if name != ABUSE_RATE:
        return results.values(name)
    cumulated = np.cumsum(results.values("abuse"), axis=1)
    total = np.full(cumulated.shape, np.nan)
    total[:, YEAR:] = cumulated[:, YEAR:] - cumulated[:, :-YEAR]
    return total * PER_PEOPLE / max(results.scenario.country.population, 1)


def pair_course(compared: Comparison, pair: Pair, name: str) -> Course:
    """The course of one indicator under one pair of plans."""
    changed, base = compared.results[pair.changed], compared.results[pair.base]
    rows, others = pair_rows(changed, base)
    return course(monthly(changed, name)[rows], monthly(base, name)[others])


def table_rows(compared: Comparison) -> list[tuple[SummaryRow, ...]]:
    """The numbers that are shown of every plan: one tuple a number, in it one row a plan."""
    by_plan = [{row.name: row for row in summarise(one)} for one in compared.results]
    return [tuple(rows[name] for rows in by_plan) for name in TABLE]


def summary_frame(compared: Comparison) -> pd.DataFrame:
    """The summary of every plan, one row per plan and number."""
    import pandas as pd

    rows = [{"plan": one.scenario.plan.name, **vars(row)} for one in compared.results for row in summarise(one)]
    return pd.DataFrame(rows)


def differences_frame(compared: Comparison) -> pd.DataFrame:
    """One row per pair and headline outcome: difference, both intervals, answer, runs that settle it, reduction."""
    import pandas as pd

    rows = []
    for pair in compared.pairs:
        names = {"plan": compared.results[pair.changed].scenario.plan.name,
                 "less_plan": compared.results[pair.base].scenario.plan.name}  # fmt: skip
        for one, reduced in zip(pair.judged, pair.reductions, strict=True):
            rows.append({
                **names, "outcome": one.outcome.name, "label": one.outcome.label, "unit": one.outcome.unit,
                "plan_value": one.changed.value, "less_plan_value": one.base.value, **one.ordinary._asdict(),
                "low_together": one.together.low, "high_together": one.together.high, "zone": one.zone,
                "answer": "identical" if pair.alike else one.answer, "runs_needed": one.runs,
                "variance_reduction": reduced.value, "variance_reduction_low": reduced.low,
                "variance_reduction_high": reduced.high,
            })  # fmt: skip
    return pd.DataFrame(rows).astype({"runs_needed": "Int64"})


def months_frame(compared: Comparison) -> pd.DataFrame:
    """The paired difference of every indicator in every month, with the pointwise 95 % interval and n."""
    import pandas as pd

    parts = []
    for pair in compared.pairs:
        changed, base = compared.results[pair.changed], compared.results[pair.base]
        for indicator in changed.scenario.indicators:
            found = pair_course(compared, pair, indicator.name)
            parts.append(pd.DataFrame({
                "plan": changed.scenario.plan.name, "less_plan": base.scenario.plan.name, "indicator": indicator.name,
                "unit": "USD m" if indicator.is_money else indicator.unit, "month": np.arange(len(found.value)),
                **found._asdict(),
            }))  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def first_months_frame(compared: Comparison) -> pd.DataFrame:
    """The first month in which anything recorded differs, in each random world; empty where nothing ever does."""
    import pandas as pd

    parts: list[pd.DataFrame] = []
    for pair in compared.pairs:
        changed, base = compared.results[pair.changed], compared.results[pair.base]
        shared = changed.replicates[pair_rows(changed, base)[0]]
        names = {"plan": changed.scenario.plan.name, "less_plan": base.scenario.plan.name}
        parts.append(pd.DataFrame({**names, "replicate": shared, "month": pd.array(pair.apart, dtype="Float64")}))
    return pd.concat(parts, ignore_index=True).astype({"month": "Int64"})
