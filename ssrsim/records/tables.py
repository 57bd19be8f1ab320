"""Results as tidy Arrow tables: one row per replicate and month, per event, per replicate; units in the field metadata.

A column has the name of its indicator. Its unit, label and meaning stand in the Parquet field metadata; money is in
USD m (what readers see), everything else as recorded.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ssrsim.records.results import CENTS_PER_USD_M, Results
from ssrsim.scenario.bodies import BODY_KINDS, OFFICES
from ssrsim.scenario.events import CAUSES, EVENT_KINDS
from ssrsim.scenario.indicators import (
    BY_NAME,
    DISTRICT_INDICATORS,
    DONOR_INDICATORS,
    GROUP_INDICATORS,
    REFORM_INDICATORS,
    Indicator,
)
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import THREATS

# What the `subject` of an event counts in, by the first word of its kind or the whole kind.
ACTION_KINDS = ("authorised", "blocked", "finished", "dropped", "paused", "resumed")
FACTION_KINDS = (
    "faction_active", "faction_dormant", "patron_intervention", "clash", "spoiler", "spoiler_quiet", "defection",
    "sponsorship", "offer", "offer_refused", "promise_broken", "massacre",
)  # fmt: skip
DONOR_KINDS = ("donor_suspended", "donor_resumed", "donor_left")
MISSION_KINDS = ("mission_drawdown", "mission_left")
OVERSIGHT_KINDS = ("body_captured", "body_freed")
REFORM_KINDS = ("votes_bought", "reversed")


def write(table: pa.Table, path: Path) -> None:
    """Writes a table as Parquet."""
    path.write_bytes(encoded(table))


def encoded(table: pa.Table) -> bytes:
    """A table as Parquet: zstd, floats byte-stream-split (they pack twice as well so), the rest by dictionary."""
    floats = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    others = [field.name for field in table.schema if field.name not in floats]
    encoding: Any = {"use_byte_stream_split": floats, "use_dictionary": others}  # lists of columns; its stubs say bool
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", **encoding)
    return sink.getvalue()


def decoded(content: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """The table in the content of a Parquet file, or some of its columns.

    Without threads: Arrow's may outlive a short program and abort it when all is done (apache/arrow issue 34314).
    """
    file = pq.ParquetFile(pa.BufferReader(content), pre_buffer=False)
    return file.read(columns=list(columns) if columns else None, use_threads=False)


def series_table(results: Results) -> pa.Table:
    """The national series: replicate, month, one column per indicator."""
    n, months = results.series.shape
    columns = [
        (_field("replicate", pa.int64(), "number", "number of the random world"),
         np.repeat(results.replicates, months)),
        (_field("month", pa.int32(), "months", "months after the settlement, 0 the settlement"),
         np.tile(np.arange(months, dtype=np.int32), n)),
    ]  # fmt: skip
    for indicator in results.scenario.indicators:
        if indicator.name in results.scenario.extension.indicators:
            field = _indicator_field(indicator.name, indicator, pa.float64())
            columns.append((field, results.values(indicator.name).ravel()))
            continue
        if indicator.name not in (results.series.dtype.names or ()):
            continue
        raw = results.series[indicator.name]
        values = results.values(indicator.name) if indicator.is_money else raw
        kind = pa.float64() if indicator.is_money else pa.from_numpy_dtype(raw.dtype)
        columns.append((_indicator_field(indicator.name, indicator, kind), np.ascontiguousarray(values).ravel()))
    return _table(columns)


def districts_table(results: Results) -> pa.Table:
    """The series by district: replicate, month, district, one column per district indicator."""
    assert results.districts is not None
    columns = [(name, BY_NAME.get(name)) for name in DISTRICT_INDICATORS]
    return _parts_table(results, results.districts, ("district", "first-level unit"),
                        list(results.scenario.country.districts), columns)  # fmt: skip


def reforms_table(results: Results) -> pa.Table:
    """The series by reform: replicate, month, reform, one column per reform indicator."""
    assert results.reforms is not None
    columns = [(indicator.name, indicator) for indicator in REFORM_INDICATORS]
    return _parts_table(results, results.reforms, ("reform", "reform instrument"),
                        [reform.name for reform in results.scenario.reforms], columns)  # fmt: skip


def donors_table(results: Results) -> pa.Table:
    """The series by donor: replicate, month, donor, one column per donor indicator."""
    assert results.donors is not None
    columns = [(indicator.name, indicator) for indicator in DONOR_INDICATORS]
    return _parts_table(results, results.donors, ("donor", "who pays"), list(results.scenario.donors), columns)


def groups_table(results: Results) -> pa.Table:
    """The series by group of people: replicate, month, group, one column per group indicator."""
    assert results.groups is not None
    columns = [(indicator.name, indicator) for indicator in GROUP_INDICATORS]
    return _parts_table(results, results.groups, ("group", "identity group"),
                        list(results.scenario.country.groups), columns)  # fmt: skip


def _parts_table(
    results: Results,
    values: np.ndarray,
    what: tuple[str, str],
    names: list[str],
    columns: Sequence[tuple[str, Indicator | None]],
) -> pa.Table:
    """Replicate, month, name of the part, and one column per indicator of structured[n, months + 1, parts]."""
    n, months, parts = values.shape
    rows = np.tile(np.arange(parts, dtype=np.int32), n * months)
    table = [
        (_field("replicate", pa.int64(), "number", "number of the random world"),
         np.repeat(results.replicates, months * parts)),
        (_field("month", pa.int32(), "months", "months after the settlement"),
         np.tile(np.repeat(np.arange(months, dtype=np.int32), parts), n)),
        (_field(what[0], pa.dictionary(pa.int32(), pa.string()), "name", what[1]),
         pa.DictionaryArray.from_arrays(rows, pa.array(names, pa.string()))),
    ]  # fmt: skip
    for name, indicator in columns:
        is_money = indicator is not None and indicator.is_money
        raw = values[name] / CENTS_PER_USD_M if is_money else values[name]
        field = _indicator_field(name, indicator, pa.from_numpy_dtype(raw.dtype))
        table.append((field, np.ascontiguousarray(raw).ravel()))
    return _table(table)


def events_table(results: Results) -> pa.Table:
    """The event log with names in place of numbers: what happened, to whom, where, why, how large."""
    events, scenario = results.events, results.scenario
    districts = list(scenario.country.districts)
    kinds = [EVENT_KINDS[kind] for kind in events["kind"]]
    subjects = {kind: _subjects(scenario, kind) for kind in dict.fromkeys(kinds)}
    columns = [
        (_field("replicate", pa.int64(), "number", "number of the random world"), events["replicate"].astype(np.int64)),
        (_field("month", pa.int32(), "months", "months after the settlement"), events["month"].astype(np.int32)),
        (_field("kind", pa.string(), "name", "what happened"), kinds),
        (_field("cause", pa.string(), "name", "why"), [_name(CAUSES, cause) for cause in events["cause"]]),
        (_field("district", pa.string(), "name", "where, empty for the whole country"),
         [_name(districts, district) for district in events["district"]]),
        (_field("subject", pa.string(), "name",
                "action, reform, office, donor, mission, faction, oversight body, shock or threat, by kind"),
         [_name(subjects[kind], subject) for kind, subject in zip(kinds, events["subject"], strict=True)]),
        (_field("amount", pa.int64(), "by kind", "people, cases or cents"), events["amount"].astype(np.int64)),
    ]  # fmt: skip
    return _table(columns)


def runs_table(results: Results) -> pa.Table:
    """One row per replicate asked for, failed ones too: months to recurrence, war and coup, and whether they came."""
    failed = results.failed
    n = len(results.replicates)
    columns = [
        (_field("replicate", pa.int64(), "number", "number of the random world"),
         [*results.replicates.tolist(), *(f.replicate for f in failed)]),
        (_field("failed", pa.bool_(), "flag", "broke an invariant: in no estimate, in every count"),
         [False] * n + [True] * len(failed)),
        (_field("failed_month", pa.int32(), "months", "month in which it failed"),
         [None] * n + [f.month for f in failed]),
        (_field("failed_message", pa.string(), "text", "what failed"), [None] * n + [f.message for f in failed]),
    ]  # fmt: skip
    for name, months in (("recurrence_25", "recurrence"), ("war_1000", "war"), ("coup", "coup")):
        first = results.first_month(name)
        seen = np.isfinite(first)
        blank = [None] * len(failed)
        text = f"months to the first: {BY_NAME[name].label}; the horizon where it never came (see {months}_observed)"
        columns += [
            (_field(f"months_to_{months}", pa.float64(), "months", text),
             [*np.where(seen, first, results.months).tolist(), *blank]),
            (_field(f"{months}_observed", pa.bool_(), "flag", "false: censored at the horizon"),
             [*seen.tolist(), *blank]),
        ]  # fmt: skip
    return _table(columns).sort_by("replicate")


def _subjects(scenario: Scenario, kind: str) -> list[str]:
    if kind in ACTION_KINDS:
        return [name for name, _ in scenario.plan.in_order()]
    if kind in DONOR_KINDS:
        return list(scenario.donors)
    if kind in OVERSIGHT_KINDS:
        return list(BODY_KINDS)
    if kind in FACTION_KINDS:
        return list(scenario.country.factions)
    plan = scenario.plan
    if kind in REFORM_KINDS:
        return [reform.name for reform in scenario.reforms]
    if kind == "reshuffle":
        return list(OFFICES)
    if kind.startswith(("trigger", "rule", "benchmark")):
        return list({"trigger": plan.triggers, "rule": plan.rules}.get(kind.partition("_")[0], plan.benchmarks))
    if kind in MISSION_KINDS:
        return list(scenario.missions)
    if kind == "new_threat":
        return list(THREATS)
    return list({"shock": scenario.shocks, "context_changed": scenario.changes}.get(kind, {}))


def _name(names: list[str] | tuple[str, ...], index: int) -> str | None:
    return names[index] if 0 <= index < len(names) else None


def _field(name: str, kind: pa.DataType, unit: str, text: str, label: str = "") -> pa.Field:
    return pa.field(name, kind, metadata={"unit": unit, "label": label or name, "text": text})


def _indicator_field(name: str, indicator: Indicator | None, kind: pa.DataType) -> pa.Field:
    if indicator is None:  # measured by district only
        return _field(name, kind, "share", "mean over people of the district", name.replace("_", " "))
    return _field(name, kind, "USD m" if indicator.is_money else indicator.unit, indicator.text, indicator.label)


def _table(columns: list[tuple[pa.Field, object]]) -> pa.Table:
    arrays = [data if isinstance(data, pa.Array) else pa.array(data, field.type) for field, data in columns]
    return pa.Table.from_arrays(arrays, schema=pa.schema([field for field, _ in columns]))
