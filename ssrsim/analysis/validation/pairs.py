"""Arms of an experiment side by side, world by world."""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.validation.found import Frame, bootstrapped


def paired(table: Frame, treated: str, control: str) -> tuple[Frame, Frame]:
    """The runs of two arms in the worlds that both have, in the same order."""
    first, second = (table[table["arm"] == arm].set_index("replicate") for arm in (treated, control))
    both = first.index.intersection(second.index)
    return first.loc[both], second.loc[both]


def change(table: Frame, treated: str, control: str, column: str) -> np.ndarray:
    """float64[worlds], value of a column in one arm less that in the other."""
    first, second = paired(table, treated, control)
    return (first[column] - second[column]).to_numpy(float)


def ratio_of_means(above: np.ndarray, below: np.ndarray, rng: np.random.Generator) -> Estimate:
    """Mean over mean with a bootstrap of worlds; NaN where the lower mean is 0."""

    def ratio(rows: np.ndarray) -> float:
        mean = below[rows].mean()
        return float(above[rows].mean() / mean) if mean else float("nan")

    return bootstrapped(ratio, len(above), rng)
