"""The whole program on a disk that is full or at fault: exit code 4, a sentence that names the file, nothing wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from studies.runs import TWO_BY_TWO, Program, results, runs_of, shards_there, stored, study

from ssrsim.lab.shards import run_shard
from ssrsim.lab.studies import set_right
from ssrsim.records.study_store import open_store

pytestmark = pytest.mark.slow
NAMES = {"EIO": "Input/output error", "ENOSPC": "No space left on device"}


@pytest.fixture(scope="module")
def asked():
    return study(*TWO_BY_TWO, "run.replicates=6", runs_per_shard=2)


@pytest.fixture(scope="module")
def alone(tmp_path_factory, asked):
    folder = tmp_path_factory.mktemp("alone") / "s"
    stored(folder, asked)
    for shard in asked.first_shards():
        run_shard(str(folder), shard)
    return folder


def sound(folder: Path) -> None:
    """What is there is whole."""
    assert set_right(open_store(folder), lambda done, total: None) == []
    numbers = runs_of(folder)
    assert len(set(numbers)) == len(numbers)
    assert not list(folder.rglob(".*.partial"))


def finish(folder: Path, alone: Path) -> None:
    program = Program(folder.parent, "resume", folder.name, "--workers", "2")
    assert (program.end(), program.err) == (0, "")
    assert results(folder) == results(alone)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed; it makes the disk fail")
@pytest.mark.parametrize(("call", "error", "when"), [("fsync,fdatasync", "EIO", 3), ("rename", "ENOSPC", 4)])
def test_a_call_that_fails_in_a_worker_ends_the_study_with_a_sentence(tmp_path, asked, alone, call, error, when):
    folder = tmp_path / "s"
    stored(folder, asked)
    before = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
              f"inject={call}:error={error}:when={when}"]  # fmt: skip
    program = Program(tmp_path, "resume", "s", "--workers", "1", before=before)
    assert program.end() == 4, program.err
    assert NAMES[error] in program.err
    assert str(folder) in program.err, "which disk is told"
    assert "Traceback" not in program.err
    assert program.err.count("\n") == 1
    assert "go on with: ssrsim resume s" in program.out
    assert not program.left()
    assert shards_there(folder) < 12
    sound(folder)
    finish(folder, alone)


def test_a_full_disk_ends_the_study_with_a_sentence(tmp_path, asked, alone):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a disk of its own can be mounted by root only")
    try:
        folder = disk / "s"
        stored(folder, asked)
        program = Program(disk, "resume", "s", "--workers", "2")
        assert program.end() == 4, program.err
        assert "No space left on device" in program.err
        assert str(folder) in program.err
        assert program.err.count("\n") == 1
        assert not program.left()
        assert 0 < shards_there(folder) < 12
        sound(folder)
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        finish(folder, alone)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)
