"""Runs that kill their process, or take all memory: set aside with their error and command, all others delivered."""

from __future__ import annotations

import csv
import os

import pytest
from studies.hooks_at_fault import CHOSEN
from studies.runs import TWO_BY_TWO, Program, hook, runs_of, shards_there, stored, study

from ssrsim.records.study_store import open_store

pytestmark = pytest.mark.slow
REPLICATES = 6


def failed_runs(folder) -> list[dict]:
    """The rows of runs that failed."""
    rows = [row for table in open_store(folder).tables("runs") for row in table.to_pylist()]
    return [row for row in rows if row["failed"]]


@pytest.mark.parametrize("name", ["crash", "hoard"])
def test_a_run_that_kills_its_process_is_set_aside_and_all_others_are_delivered(tmp_path, name):
    """Each of two cells has one such run; the third shard has none."""
    asked = study(
        "over=[country.patronage]", "design.levels=2", f"run.replicates={REPLICATES}", hook(name), runs_per_shard=4
    )
    folder = tmp_path / "s"
    stored(folder, asked)
    program = Program(tmp_path, "resume", "s", "--workers", "2", "--memory-gb", "0.9")
    assert (program.end(), program.err) == (3, "")
    assert not program.left()
    assert "2 runs failed" in program.out
    assert runs_of(folder) == list(range(asked.n_runs))
    failed = failed_runs(folder)
    assert [row["run"] for row in failed] == [cell * REPLICATES + CHOSEN for cell in range(asked.n_cells)]
    assert all("its process died 3 times" in row["failed_message"] for row in failed)
    told = Program(tmp_path, "status", "s")
    assert told.end() == 0
    assert "12 of 12 runs, 2 of them failed" in told.out
    for row in failed:
        assert f"Repeat it with: ssrsim reproduce s {row['run']} --run-hooks" in " ".join(told.out.split())
    with (folder / "summary.csv").open(newline="") as file:
        assert {row["failed"] for row in csv.DictReader(file)} == {"1"}
    before = shards_there(folder)
    again = Program(tmp_path, "resume", "s", "--workers", "1")
    assert (again.end(), again.err) == (3, "")
    assert shards_there(folder) == before


def test_the_command_that_reproduces_a_crash_crashes(tmp_path):
    asked = study(*TWO_BY_TWO, "run.replicates=2", hook("crash"), runs_per_shard=4)
    stored(tmp_path / "s", asked)
    innocent, guilty = Program(tmp_path, "reproduce", "s", "0"), Program(tmp_path, "reproduce", "s", str(CHOSEN))
    assert innocent.end() == 0
    assert "came to its end" in innocent.out
    assert guilty.end() == 128 + 9


@pytest.mark.skipif("SSRSIM_KILLS" not in os.environ, reason="40 processes die for it: make nightly runs it")
def test_a_study_of_which_every_run_crashes_stops_with_a_sentence(tmp_path):
    asked = study(*TWO_BY_TWO, "run.replicates=20", hook("crash_always"), runs_per_shard=40)
    stored(tmp_path / "s", asked)
    program = Program(tmp_path, "resume", "s", "--workers", "2")
    assert program.end() == 3
    assert "10 runs in a row killed their process 3 times each" in program.err
    assert "ssrsim reproduce s" in program.err
    assert "Traceback" not in program.err
    assert "10 of 80 runs are there; go on with: ssrsim resume s" in program.out
    assert not program.left()


def test_too_little_memory_for_any_process_is_told_and_no_run_is_blamed(tmp_path):
    asked = study(*TWO_BY_TWO, "run.replicates=4", runs_per_shard=4)
    stored(tmp_path / "s", asked)
    program = Program(tmp_path, "resume", "s", "--workers", "2", "--memory-gb", "0.02")
    assert program.end() == 3
    assert "executor.memory_gb" in program.err
    assert "Traceback" not in program.err
    assert failed_runs(tmp_path / "s") == []
    assert not program.left()
