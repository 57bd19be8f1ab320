"""The run folder: whole or not at all, never reused, and true to the results."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.records.store import Origin, OutputExistsError, run_folder, write_csv, write_manifest, write_results

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _write(results, output=None):
    with run_folder(results.scenario, output, NOW) as (partial, final):
        write_results(results, partial)
        write_manifest(results, partial, Origin(final.name, ["ssrsim", "run"], "abc", NOW))
    return final


def test_run_folder_is_dated_named_and_never_reused():
    """Two runs in one second must not share a folder."""
    scenario = made_up_scenario()
    for ending in ("", "_2", "_3"):
        with run_folder(scenario, None, NOW) as (_, final):
            pass
        assert final.name == f"20260102-030405_westland_2003_{scenario.digest()[:8]}{ending}"
        assert final.is_dir()


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError, ValueError])
def test_run_folder_leaves_nothing_after_a_fault(tmp_path, fault):
    """Half a run must not look like a run; Ctrl-C is a fault like any other."""

    def torn_run():
        with run_folder(made_up_scenario(), None, NOW) as (partial, _):
            (partial / "torn").write_text("half")
            raise fault

    with pytest.raises(fault):
        torn_run()
    assert list(tmp_path.iterdir()) == []


def test_run_folder_refuses_a_name_that_exists(tmp_path):
    """Results are never overwritten, and the refusal is one sentence."""
    (tmp_path / "outputs" / "mine").mkdir(parents=True)
    (tmp_path / "outputs" / "mine" / "old").write_text("old")
    with pytest.raises(OutputExistsError, match=r"^output=mine: .* is there already; choose another name[^\n]*$"):
        _write(made_up_results(), "mine")
    assert [path.name for path in (tmp_path / "outputs").iterdir()] == ["mine"]


def test_run_folder_takes_a_path(tmp_path):
    """`output=` may point anywhere the user likes."""
    assert _write(made_up_results(), str(tmp_path / "deep" / "run")) == tmp_path / "deep" / "run"


def test_series_come_back_as_they_were():
    """What pandas, R or DuckDB read is what the model recorded, money in USD m."""
    results = made_up_results()
    frame = pd.read_parquet(_write(results) / "series.parquet")
    assert len(frame) == 40 * 121
    for name in ("trust_police", "abuse", "money_spent"):
        expected = results.values(name) if name.startswith("money") else results.series[name]
        assert np.array_equal(frame[name].to_numpy(), expected.ravel()), name
    row = frame[(frame["replicate"] == 7) & (frame["month"] == 30)]
    assert row["grievance"].item() == results.series["grievance"][7, 30]


def test_series_columns_carry_unit_and_label():
    """A column without a unit invites the mistake by 100."""
    schema = pq.read_schema(_write(made_up_results()) / "series.parquet")
    assert schema.field("money_leaked").metadata[b"unit"] == b"USD m"
    assert schema.field("trust_police").metadata[b"label"] == b"Trust in the police"


def test_districts_come_back_by_name():
    """Rows of places must not be mixed up."""
    results = made_up_results()
    frame = pd.read_parquet(_write(results) / "districts.parquet")
    row = frame[(frame["replicate"] == 3) & (frame["month"] == 12) & (frame["district"] == "hills")]
    assert row["crime"].item() == results.districts["crime"][3, 12, 1]


def test_reforms_and_donors_add_up_to_the_nation():
    """Who asks what a reform cost must find the same money as who asks what the country spent."""
    asked = ["run.replicates=2", "run.months=18", "run.civilians=1000", "run.officers=300", "plan=everything_at_once"]
    folder = _write(run_ensemble(load_scenario("liberia_2003", asked)))
    national = pd.read_parquet(folder / "series.parquet").set_index(["replicate", "month"])
    reforms = pd.read_parquet(folder / "reforms.parquet").groupby(["replicate", "month"]).sum(numeric_only=True)
    donors = pd.read_parquet(folder / "donors.parquet").groupby(["replicate", "month"]).sum(numeric_only=True)
    assert national["money_spent"].max() > 0
    np.testing.assert_allclose(reforms["spent"], national["money_spent"], atol=1e-9)
    np.testing.assert_allclose(donors["disbursed"], national["money_received"], atol=1e-9)
    assert (donors["disbursed"] <= donors["committed"]).all()


def test_records_that_are_not_wanted_are_not_written():
    """`records.events=false` saves space only if it is obeyed."""
    folder = _write(made_up_results(made_up_scenario(events=False, districts=False)))
    assert not (folder / "reforms.parquet").exists(), "made-up results hold none"
    assert not (folder / "events.parquet").exists()
    assert not (folder / "districts.parquet").exists()


def test_events_name_kind_subject_place_and_cause():
    """The event log answers "why" only in words."""
    frame = pd.read_parquet(_write(made_up_results()) / "events.parquet")
    clash = frame[frame["kind"] == "clash"].iloc[0]
    assert (clash["subject"], clash["district"], clash["cause"]) == ("front", "hills", "war_pays_more_than_peace")
    assert set(frame[frame["kind"] == "authorised"]["subject"]) == {"ddr"}
    assert frame[frame["kind"] == "election"]["subject"].isna().all()


def test_runs_list_failed_replicates_and_censoring():
    """Failed runs are counted, and a peace that held is censored at the horizon, not missing."""
    results = made_up_results(failed=2)
    frame = pd.read_parquet(_write(results) / "runs.parquet")
    assert frame["failed"].sum() == 2
    kept = frame[~frame["failed"]]
    assert (kept[~kept["recurrence_observed"].astype(bool)]["months_to_recurrence"] == 120).all()
    assert kept["recurrence_observed"].sum() == np.isfinite(results.first_month("recurrence_25")).sum()


def test_manifest_holds_the_hash_of_every_file():
    """A flipped bit must be noticeable years later."""
    results = made_up_results(failed=1)
    folder = _write(results)
    manifest = json.loads((folder / "manifest.json").read_text())
    files = {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert set(manifest["files"]) == files
    for name, facts in manifest["files"].items():
        assert facts["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert manifest["scenario_digest"] == results.scenario.digest()
    assert manifest["replicates"] == {"asked": 40, "delivered": 39, "failed": 1}
    assert manifest["config"]["country"]["police_per_1000"] == 1.0


def test_write_csv_defuses_formulas_and_keeps_every_digit(tmp_path):
    """A cell that begins with = runs in a spreadsheet; a rounded float is another number."""
    write_csv(
        pd.DataFrame({"title": ["=1+1", "@x", "-2", "fine"], "value": [0.1 + 0.2, -1.0, 2.0, 3.0]}), tmp_path / "a.csv"
    )
    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert lines == ["title,value", "'=1+1,0.30000000000000004", "'@x,-1.0", "'-2,2.0", "fine,3.0"]
