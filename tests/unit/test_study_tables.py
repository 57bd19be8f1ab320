"""The tables of a study: what `runs` says of a run is what its months say, and a failed run says nothing."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from small_study import FAILED, WHY

from ssrsim.config.study import study_asked
from ssrsim.lab.shards import tables_of
from ssrsim.lab.studies import study_of
from ssrsim.records.study_store import Store
from ssrsim.scenario.study import Shard


def whole(store: Store, name: str) -> pa.Table:
    return pa.concat_tables(list(store.tables(name))).unify_dictionaries()


def test_the_numbers_of_runs_are_those_of_the_study(study_store: Store) -> None:
    """Point, plan and replicate of a run follow from its number, whatever shard it came in."""
    runs, study = whole(study_store, "runs"), study_store.study
    assert runs.column("run").to_pylist() == list(range(study.n_runs))
    for row in runs.select(["run", "point", "plan", "replicate"]).to_pylist():
        cell, replicate = divmod(row["run"], study.replicates)
        assert (*study.place(cell), replicate) == (row["point"], row["plan"], row["replicate"])


def test_the_end_and_the_mean_of_a_run_are_those_of_its_months(study_store: Store) -> None:
    """What is read from one file of runs is not another number than what is read from the months."""
    runs, series = whole(study_store, "runs").to_pandas(), whole(study_store, "series").to_pandas()
    keys = ["point", "plan", "replicate"]
    indicators = [name for name in series.columns if name not in (*keys, "month")]
    assert {f"{name}_end" for name in indicators} | {f"{name}_mean" for name in indicators} <= set(runs.columns)
    looked_at = 0
    for key, months in series.groupby(keys, observed=True):
        run = runs[(runs[keys] == list(key)).all(axis=1)].iloc[0]
        after = months[months["month"] > 0].sort_values("month")
        for name in indicators:
            values = after[name].to_numpy(np.float64)
            known = values[np.isfinite(values)]
            mean = known.mean() if len(known) else np.nan
            np.testing.assert_allclose(run[f"{name}_end"], values[-1], rtol=1e-6, equal_nan=True, err_msg=name)
            np.testing.assert_allclose(run[f"{name}_mean"], mean, rtol=1e-6, equal_nan=True, err_msg=name)
            looked_at += 1
    assert looked_at == FAILED * len(indicators)


def test_a_failed_run_has_a_row_and_no_numbers(study_store: Store) -> None:
    """It is counted, told, and in no mean."""
    runs = whole(study_store, "runs")
    row = runs.slice(FAILED, 1).to_pylist()[0]
    assert (row["run"], row["failed"], row["failed_month"], row["failed_message"]) == (FAILED, True, -1, WHY)
    assert all(row[name] is None for name in row if name.endswith(("_end", "_mean")))
    assert runs.column("failed").to_pylist().count(True) == 1
    assert FAILED not in {
        number_of(study_store, point, plan, replicate)
        for point, plan, replicate in zip(
            *(whole(study_store, "series").column(name).to_pylist() for name in ("point", "plan", "replicate")),
            strict=True,
        )
    }


def number_of(store: Store, point: int, plan: str, replicate: int) -> int:
    """The number of a run."""
    study = store.study
    return (point * len(study.plans) + study.plan_names.index(plan)) * study.replicates + replicate


def test_every_column_says_what_it_is(study_store: Store) -> None:
    """Unit, label and meaning travel with the file."""
    for name in ("runs", "series", "events"):
        for field in whole(study_store, name).schema:
            assert field.metadata, (name, field.name)
            assert {b"unit", b"label", b"text"} <= set(field.metadata), (name, field.name)


@pytest.mark.parametrize("parts", [(), ("districts", "reforms", "donors", "groups")])
def test_series_by_part_are_stored_if_they_are_asked_for(parts: tuple[str, ...]) -> None:
    """A hundred thousand runs with all tables would fill a disk; whoever wants them says so."""
    size = ("run.replicates=1", "run.months=2", "run.civilians=500", "run.officers=100")
    study = study_of(study_asked(["plans=[do_nothing,staged]", *size, *(f"records.{part}=true" for part in parts)]))
    tables, failed = tables_of(study, Shard(0, 1))
    assert set(tables) == {"runs", "series", "events", *parts}
    assert failed == []
    for part in parts:
        assert tables[part].column("month").to_pylist()[-1] == 2
