"""What the records say of each reform and donor at the end of the runs: means over runs with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import AMOUNT, SHARE, Estimate, mean_interval
from ssrsim.records.results import CENTS_PER_USD_M, Results
from ssrsim.scenario.faults import printable
from ssrsim.scenario.indicators import DONOR_INDICATORS, REFORM_INDICATORS, Indicator


class PartTable(NamedTuple):
    """One line per reform, donor or group, one estimate per indicator, in the last month."""

    title: str
    what: str  # what a line is
    heads: tuple[tuple[str, str], ...]  # label and unit of each column
    lines: tuple[tuple[str, tuple[Estimate, ...]], ...]


def part_tables(results: Results) -> tuple[PartTable, ...]:
    """The tables that a reader needs beside the money flow; those without a line, or not recorded, are left out."""
    tables = (_reforms(results), _donors(results))
    return tuple(table for table in tables if table is not None and table.lines)


def _reforms(results: Results) -> PartTable | None:
    """Reforms that the plan names, with what became of them and what they cost."""
    planned = {action.reform for action in results.scenario.plan.actions.values()}
    rows = [(row, reform.label) for row, reform in enumerate(results.scenario.reforms) if reform.name in planned]
    return _recorded(("Reforms at the end", "Reform"), results.reforms, REFORM_INDICATORS, rows)


def _donors(results: Results) -> PartTable | None:
    rows = [(row, printable(donor.title)) for row, donor in enumerate(results.scenario.donors.values())]
    return _recorded(("Donors at the end", "Donor"), results.donors, DONOR_INDICATORS, rows)


def _recorded(
    titles: tuple[str, str],
    records: np.ndarray | None,
    indicators: Sequence[Indicator],
    rows: Sequence[tuple[int, str]],
) -> PartTable | None:
    if records is None or not len(records):
        return None
    return part_table(titles, {indicator.name: records[indicator.name] for indicator in indicators}, indicators, rows)


def part_table(
    titles: tuple[str, str],
    records: Mapping[str, np.ndarray],
    indicators: Sequence[Indicator],
    rows: Sequence[tuple[int, str]],
) -> PartTable:
    """The table of some rows of [n, months + 1, parts] for each indicator, in the last month."""
    heads = tuple((it.label, "USD m" if it.is_money else it.unit) for it in indicators)
    lines = tuple((name, tuple(_estimate(records[it.name][:, -1, row], it) for it in indicators)) for row, name in rows)
    return PartTable(*titles, heads, lines)


def _estimate(values: np.ndarray, indicator: Indicator) -> Estimate:
    if indicator.is_money:
        return mean_interval(values / CENTS_PER_USD_M, within=AMOUNT)
    return mean_interval(values, within=SHARE if indicator.unit == "share" else AMOUNT)
