"""Results do not depend on how many processes run a study, nor on which runs are stored together."""

from __future__ import annotations

import dataclasses
import os

import psutil
import pytest
from studies.runs import TWO_BY_TWO, Program, files_of, results, stored, study

from ssrsim.lab.shards import run_shard
from ssrsim.lab.studies import run_study
from ssrsim.records.study_store import open_store
from ssrsim.scenario.study_file import Executor

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked():
    return study(*TWO_BY_TWO, "run.replicates=5", "run.months=6", runs_per_shard=2)


@pytest.fixture(scope="module")
def alone(tmp_path_factory, asked):
    """The study run in this process, the last shard first."""
    folder = tmp_path_factory.mktemp("alone") / "s"
    stored(folder, asked)
    for shard in reversed(list(asked.first_shards())):
        run_shard(str(folder), shard)
    return folder


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_processes_moves_no_byte(tmp_path, asked, alone, workers):
    stored(tmp_path / "s", asked)
    program = Program(tmp_path, "resume", "s", "--workers", str(workers))
    assert (program.end(), program.err) == (0, "")
    files = files_of(tmp_path / "s")
    del files["summary.csv"]
    assert files == files_of(alone)


@pytest.mark.parametrize("size", [1, 3, 20])
def test_what_is_stored_together_moves_no_result(tmp_path, asked, alone, size):
    stored(tmp_path / "s", dataclasses.replace(asked, runs_per_shard=size))
    for shard in open_store(tmp_path / "s").study.first_shards():
        run_shard(str(tmp_path / "s"), shard)
    assert results(tmp_path / "s") == results(alone)


def test_a_damaged_file_is_computed_again_and_nothing_else(tmp_path, asked, alone):
    stored(tmp_path / "s", asked)
    assert Program(tmp_path, "resume", "s", "--workers", "1").end() == 0
    before = files_of(tmp_path / "s")
    path = next((tmp_path / "s" / "series").iterdir())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    for arguments in (("verify", "s"), ("export", "s", "--csv")):
        looked = Program(tmp_path, *arguments)
        assert looked.end() == 4
        assert f"{path.name} is not what was written" in looked.err
    times = {one: one.stat().st_mtime_ns for one in (tmp_path / "s" / "series").iterdir() if one != path}
    again = Program(tmp_path, "resume", "s", "--workers", "1")
    assert (again.end(), again.err) == (0, "")
    assert f"{path.name} is not what was written" in again.out
    assert {one: one.stat().st_mtime_ns for one in times} == times
    now = files_of(tmp_path / "s")
    assert {name: now[name] for name in before} == before


def test_verify_notices_a_damaged_receipt(tmp_path, asked):
    stored(tmp_path / "s", asked)
    for shard in asked.first_shards():
        run_shard(str(tmp_path / "s"), shard)
    path = next((tmp_path / "s" / "shards").iterdir())
    path.write_bytes(path.read_bytes()[:-9])
    looked = Program(tmp_path, "verify", "s")
    assert looked.end() == 4
    assert f"{path.name} is not what was written" in looked.err


def test_the_memory_of_the_coordinator_does_not_grow_with_the_number_of_shards(tmp_path):
    asked = study(*TWO_BY_TWO, "run.replicates=150", runs_per_shard=1)
    store = stored(tmp_path / "s", asked)
    process, sizes = psutil.Process(os.getpid()), []

    def report(done: int, total: int) -> None:
        sizes.append(process.memory_info().rss / 1e6)

    run_study(store, Executor(workers=2), report, lambda _: True)
    assert len(sizes) == asked.n_runs
    growth = max(sizes[-50:]) - max(sizes[:150])
    assert growth < 8, f"{growth:.1f} MB more after 600 shards than after 150"
