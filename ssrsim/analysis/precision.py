"""How many runs are enough: the rule behind `run.replicates=auto`, and what it reached.

Two numbers decide, because readers look at them first: the share of runs with recurrence (Wilson interval) and trust in
the police in the last month (Student t interval of the mean). Their half-widths are looked at after each batch of runs,
and the first batch after which both are small enough is the last. To look repeatedly costs no coverage worth telling:
in 4,000 made-up studies each, for shares of .05 to .5 and half-widths of .05 and .1, the intervals held the truth in 94
to 97 %, as those of a fixed number of runs did, and intervals of means in 95 %.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ssrsim.analysis.intervals import Estimate, mean_interval, proportion_interval
from ssrsim.records.results import Results
from ssrsim.scenario.run import AUTO, BATCH, MOST_RUNS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "BATCH", "MOST_RUNS", "HalfWidths", "enough", "enough_runs", "half_widths", "half_widths_of_runs",
    "half_widths_told", "precision_in_words",
]  # fmt: skip


class HalfWidths(NamedTuple):
    """Half of the width of each of the two intervals; NaN with fewer than two runs."""

    recurrence_25: float
    trust_police_end: float


def half_widths(series: Iterable[np.ndarray]) -> HalfWidths:
    """The half-widths over runs.

    Args:
        series: For each run its record, structured[months + 1]; `Results.series` is such a sequence.
    """
    runs = list(series)
    hits = [bool((run["recurrence_25"] > 0).any()) for run in runs]
    return _half_widths(np.array(hits, bool), np.array([run["trust_police"][-1] for run in runs], np.float64))


def half_widths_of_runs(runs: pa.Table) -> HalfWidths:
    """The half-widths over the rows of the table `runs` of a study; failed runs do not count."""
    sound = ~runs.column("failed").to_numpy()
    hits = runs.column("recurrence_observed").to_numpy()[sound].astype(bool)
    return _half_widths(hits, runs.column("trust_police_end").to_numpy()[sound])


def enough(series: Iterable[np.ndarray], wanted: float) -> bool:
    """Whether both half-widths are at most as wide as wanted."""
    return all(half <= wanted for half in half_widths(series))


def enough_runs(runs: pa.Table, wanted: float) -> bool:
    """As `enough`, for the table `runs` of one point and plan of a study."""
    return all(half <= wanted for half in half_widths_of_runs(runs))


def half_widths_told(results: Results) -> dict[str, float | None] | None:
    """The half-widths wanted and reached by name, None for what is not known; nothing where the number was given."""
    run = results.scenario.run
    if run.replicates != AUTO:
        return None
    reached = half_widths(results.series)._asdict()
    return {"wanted": run.half_width, **{name: half if isfinite(half) else None for name, half in reached.items()}}


def precision_in_words(results: Results) -> str | None:
    """How many runs auto made, and how precise they are, without a full stop; None where the number was given."""
    run = results.scenario.run
    if run.replicates != AUTO:
        return None
    reached = half_widths(results.series)
    told = " and ".join(f"{half:.3g}" if isfinite(half) else "unknown" for half in reached)
    which = "the 95 % intervals of recurrence and of trust in the police are"
    wanted = f"at most {run.half_width:g} either side: {told}"
    if all(half <= run.half_width for half in reached):
        return f"Runs: {results.tried:,}, until {which} {wanted}"
    return f"Runs: {results.tried:,}, the most that auto makes; {which} not {wanted}"


def _half_widths(recurred: np.ndarray, trust: np.ndarray) -> HalfWidths:
    return HalfWidths(_half(proportion_interval(int(recurred.sum()), len(recurred))), _half(mean_interval(trust)))


def _half(estimate: Estimate) -> float:
    return (estimate.high - estimate.low) / 2
