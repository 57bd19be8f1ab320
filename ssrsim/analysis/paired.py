"""Paired differences: two ensembles in the same random worlds, world by world. Knows results, nothing of the world.

Two runs under one seed share all their luck, so what differs between them is what was changed: the difference of a
pair is far steadier than that of two unpaired runs.
"""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.intervals import Estimate, mean_interval
from ssrsim.records.results import Results

Months = slice | int


def pair_rows(changed: Results, base: Results) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the replicates that both have, in the same order.

    Raises:
        ValueError: The ensembles do not share seed and months, or no replicate succeeded in both.
    """
    first, second = changed.scenario.run, base.scenario.run
    if first.seed != second.seed or changed.months != base.months:
        raise ValueError(f"run.seed and run.months are {first.seed} and {changed.months} in one run, {second.seed} and "
                         f"{base.months} in the other; they must be equal to compare pairs")  # fmt: skip
    _, rows, others = np.intersect1d(changed.replicates, base.replicates, return_indices=True)
    if not len(rows):
        raise ValueError("the two runs have no replicate in common; run both with the same run.replicates")
    return rows, others


def differences(changed: Results, base: Results, indicator: str, months: Months = -1) -> np.ndarray:
    """float64[n_pairs], value in the changed world less value in the same world without the change.

    Args:
        changed: The ensemble with the change.
        base: The ensemble without it, under the same seed.
        indicator: Name of a monthly indicator; NaN where it was not measured in one of the two.
        months: A month, or a slice of months to average over; the last month by default.

    Raises:
        ValueError: The ensembles do not share seed and months, or no replicate succeeded in both.
    """
    rows, others = pair_rows(changed, base)
    return _at(changed.values(indicator)[rows], months) - _at(base.values(indicator)[others], months)


def paired_difference(changed: Results, base: Results, indicator: str, months: Months = -1) -> Estimate:
    """The mean of `differences` with its Student t interval and the number of pairs."""
    return mean_interval(differences(changed, base, indicator, months))


def district_differences(changed: Results, base: Results, indicator: str, months: Months = -1) -> np.ndarray:
    """float64[n_pairs, n_districts], as `differences`, district by district (`records.districts=true`)."""
    if changed.districts is None or base.districts is None:
        raise ValueError("records.districts is false; it must be true in both runs to compare districts")
    rows, others = pair_rows(changed, base)
    return _at(changed.districts[indicator][rows].astype(float), months) - _at(
        base.districts[indicator][others].astype(float), months
    )


def _at(values: np.ndarray, months: Months) -> np.ndarray:
    return values[:, months] if isinstance(months, int) else values[:, months].mean(axis=1)
