"""What the records say of each group of people: values with nothing where there is nobody, and a table of the end."""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.parts import PartTable, part_table
from ssrsim.records.results import Results
from ssrsim.scenario.faults import printable
from ssrsim.scenario.indicators import GROUP_INDICATORS

LEVELS = tuple(indicator for indicator in GROUP_INDICATORS if indicator.kind == "level")


def values_by_group(results: Results, indicator: str) -> np.ndarray:
    """float64[n, months + 1, n_groups] of an indicator; NaN where a group has no people, so that no mean is one of 0.

    Raises:
        ValueError: Groups were not recorded.
    """
    if results.groups is None:
        raise ValueError("records.groups is false; it must be true to see groups")
    values = results.groups[indicator].astype(np.float64)
    return np.where(results.groups["people"] > 0, values, np.nan)


def group_table(results: Results) -> PartTable | None:
    """Each group at the end of the runs; None where groups were not recorded or no run was delivered."""
    if results.groups is None or not len(results.groups):
        return None
    records = {indicator.name: values_by_group(results, indicator.name) for indicator in LEVELS}
    rows = [(row, printable(group.title)) for row, group in enumerate(results.scenario.country.groups.values())]
    lived_in = [(row, title) for row, title in rows if np.isfinite(records["people"][:, -1, row]).any()]
    return part_table(("Groups at the end", "Group"), records, LEVELS, lived_in)
