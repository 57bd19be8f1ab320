"""The tables of a study: those of a run, each row with its point and plan, and in `runs` what each run came to.

`<indicator>_end` is an indicator in the last month, `<indicator>_mean` its mean over the months after the settlement in
which it has a value; both are missing where the run failed. Units are those that readers see (money in USD m).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from ssrsim.records import tables
from ssrsim.records.results import Results, mean_of_months
from ssrsim.scenario.indicators import Indicator
from ssrsim.scenario.study import Study


def study_tables(results: Results, study: Study, cell: int) -> dict[str, pa.Table]:
    """What the runs of a cell leave, by the name of the table."""
    wanted = results.scenario.records
    made = {"runs": _runs_table(results)}
    if wanted.series:
        made["series"] = tables.series_table(results)
    if results.districts is not None:
        made["districts"] = tables.districts_table(results)
    if results.reforms is not None:
        made["reforms"] = tables.reforms_table(results)
    if results.donors is not None:
        made["donors"] = tables.donors_table(results)
    if results.groups is not None:
        made["groups"] = tables.groups_table(results)
    if wanted.events:
        made["events"] = tables.events_table(results)
    named = {name: _of_cell(table, study, cell) for name, table in made.items()}
    return named | {"runs": _numbered(named["runs"], cell * study.replicates)}


def _runs_table(results: Results) -> pa.Table:
    """One row per run: its fate, and each indicator at its end and on average."""
    table = tables.runs_table(results)
    delivered = np.isin(table.column("replicate").to_numpy(), results.replicates)
    fields, arrays = [*table.schema], [*table.columns]
    for indicator in results.scenario.indicators:
        values = results.values(indicator.name)
        for field, of_runs in zip(_fields(indicator), (values[:, -1], mean_of_months(values[:, 1:])), strict=True):
            column = np.full(table.num_rows, np.nan)
            column[delivered] = of_runs
            fields.append(field)
            arrays.append(pa.chunked_array([pa.array(column, from_pandas=True)]))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


@cache
def _fields(indicator: Indicator) -> tuple[pa.Field, pa.Field]:
    """The columns of an indicator: its end and its mean."""
    unit = "USD m" if indicator.is_money else indicator.unit
    texts = {"end": "last month", "mean": "mean of the months after the settlement"}
    end, mean = (
        pa.field(f"{indicator.name}_{how}", pa.float64(),
                 metadata={"unit": unit, "label": f"{indicator.label}, {how}", "text": f"{indicator.text}; {text}"})
        for how, text in texts.items()
    )  # fmt: skip
    return end, mean


def _of_cell(table: pa.Table, study: Study, cell: int) -> pa.Table:
    """The table with point and plan before its own columns."""
    n = table.num_rows
    point, plan = divmod(cell, len(study.plans))
    which = pa.array(np.full(n, plan, np.int32))
    names = pa.DictionaryArray.from_arrays(which, pa.array(study.plan_names, pa.string()))
    field = pa.field("plan", names.type, metadata={"unit": "name", "label": "plan", "text": "plan of reforms"})
    table = table.add_column(0, field, names)
    field = pa.field("point", pa.int64(), metadata={"unit": "number", "label": "point", "text": "row of the design"})
    return table.add_column(0, field, pa.array(np.full(n, point, np.int64)))


def _numbered(runs: pa.Table, first: int) -> pa.Table:
    """The runs with their numbers in the study."""
    numbers = pa.array(first + runs.column("replicate").to_numpy())
    field = pa.field("run", pa.int64(), metadata={"unit": "number", "label": "run", "text": "number in the study"})
    return runs.add_column(0, field, numbers)
