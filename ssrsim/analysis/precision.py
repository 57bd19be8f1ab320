"""How precise the outcomes are that decide how many runs are enough."""

from __future__ import annotations

import pyarrow as pa

from ssrsim.analysis.intervals import mean_interval, proportion_interval

DECIDING = ("recurrence_25", "trust_police_end")


def enough_runs(runs: pa.Table, half_width: float) -> bool:
    """Whether both intervals of the table `runs` of one cell are narrow enough."""
    sound = ~runs.column("failed").to_numpy()
    hits = runs.column("recurrence_observed").to_numpy()[sound].astype(bool)
    recurrence = proportion_interval(int(hits.sum()), len(hits))
    trust = mean_interval(runs.column("trust_police_end").to_numpy()[sound])
    return max(recurrence.high - recurrence.low, trust.high - trust.low) / 2 <= half_width
