"""A study that is interrupted, by whom and however often: nothing is lost, nothing is there twice, nobody is left."""

from __future__ import annotations

import os
import random
import signal
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from studies.runs import (
    TINY,
    TWO_BY_TWO,
    Program,
    files_of,
    hook,
    results,
    runs_of,
    shards_there,
    stored,
    study,
    wait_until,
)

from ssrsim.lab.shards import run_shard
from ssrsim.lab.studies import process_at_work
from ssrsim.records.study_store import open_store

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("SSRSIM_KILLS", "20"))
SHARDS = 20
SECONDS = 60  # that an interrupted program may take on the busiest machine; an idle one takes half a second


@pytest.fixture(scope="module")
def asked():
    """A study of 40 short runs that take a while, in 20 shards."""
    return study(*TWO_BY_TWO, "run.replicates=10", hook("nap"), runs_per_shard=2)


@pytest.fixture(scope="module")
def alone(tmp_path_factory, asked) -> Path:
    """The same study run in this process, one shard after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent))
        import hooks_at_fault

        patch.setattr(hooks_at_fault, "NAP", 0.0)
        folder = tmp_path_factory.mktemp("alone") / "s"
        store = stored(folder, asked)
        for shard in asked.first_shards():
            run_shard(str(folder), shard)
        assert store.study == asked
        return folder


def ends_the_same(folder: Path, alone: Path) -> None:
    """The last word on a study: what is in it, to the byte."""
    assert results(folder) == results(alone)
    files = files_of(folder)
    files.pop("summary.csv")
    assert files == files_of(alone)


def finish(folder: Path) -> Program:
    """Goes on with a study to its end."""
    program = Program(folder.parent, "resume", folder.name, "--workers", "2")
    assert (program.end(), program.err) == (0, "")
    assert not program.left()
    return program


WAYS = {
    "Ctrl-C": (True, signal.SIGINT),
    "SIGINT to the program": (False, signal.SIGINT),
    "SIGTERM": (False, signal.SIGTERM),
    "SIGTERM to the group": (True, signal.SIGTERM),
    "a closed terminal": (True, signal.SIGHUP),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_interrupted_study_ends_at_once_and_is_finished_later(tmp_path, asked, alone, way):
    whole_group, number = WAYS[way]
    folder = tmp_path / "s"
    stored(folder, asked)
    program = Program(tmp_path, "resume", "s", "--workers", "2")
    assert wait_until(lambda: shards_there(folder) >= 3, program)
    if whole_group:
        program.signal_group(number)
    else:
        program.process.send_signal(number)
    program.process.wait(SECONDS)
    assert program.end() == 128 + number
    assert program.err == "stopped\n"
    assert not program.left()
    there = shards_there(folder)
    assert f"{2 * there} of 40 runs are there; go on with: ssrsim resume s" in program.out
    assert not list(folder.rglob(".*.partial"))
    before = delivered(folder)
    finish(folder)
    assert unchanged(before)
    ends_the_same(folder, alone)


@pytest.mark.parametrize("pressed", [0.0, 0.5, 1.0, 1.5, 2.0])
def test_ctrl_c_at_any_moment_of_the_start_is_as_quiet(tmp_path, asked, pressed):
    stored(tmp_path / "s", asked)
    program = Program(tmp_path, "resume", "s", "--workers", "2")
    wait_until(lambda: (tmp_path / "s" / ".lock").exists(), program)
    assert not program.ended_within(pressed)
    program.signal_group(signal.SIGINT)
    program.process.wait(SECONDS)
    assert (program.end(), program.err) == (130, "stopped\n")
    assert not program.left()


def test_a_program_that_is_killed_takes_its_workers_with_it_and_frees_the_study(tmp_path, asked, alone):
    folder = tmp_path / "s"
    store = stored(folder, asked)
    program = Program(tmp_path, "resume", "s", "--workers", "2")
    assert wait_until(lambda: shards_there(folder) >= 1, program)
    assert process_at_work(store) == program.process.pid
    second = Program(tmp_path, "resume", "s", "--workers", "1")
    assert second.end() == 2
    assert second.err == "s is being run by another process; wait for it, or stop it\n"
    assert program.workers()
    program.process.kill()
    assert program.end() == 128 + signal.SIGKILL
    assert not program.left()
    assert process_at_work(store) is None
    finish(folder)
    ends_the_same(folder, alone)


def strike(program: Program, chance: random.Random) -> None:
    """Kills the program, one of its workers, or all together."""
    what = chance.choice(("program", "worker", "worker", "group"))
    workers = program.workers()
    if what == "group":
        program.signal_group(signal.SIGKILL)
    elif what == "worker" and workers:
        with suppress(psutil.NoSuchProcess):
            chance.choice(workers).kill()
    else:
        program.process.kill()


def strike_often(program: Program, folder: Path, chance: random.Random) -> int:
    """Strikes a program until it is dead, or a few times; gives the number of blows."""
    for blow in range(chance.randint(1, 4)):
        wanted = shards_there(folder) + chance.randint(1, 4)
        if chance.random() < 0.8:  # the others come at any time, the start among them
            wait_until(lambda wanted=wanted: shards_there(folder) >= min(wanted, SHARDS), program)
        elif program.ended_within(chance.uniform(0.0, 4.0)):
            return blow
        if program.process.poll() is not None:
            return blow
        strike(program, chance)
    program.signal_group(signal.SIGKILL)
    return blow + 2


def test_any_number_of_kills_loses_nothing_and_doubles_nothing(tmp_path, alone):
    chance = random.Random(KILLS)
    asked = open_store(alone).study
    rounds = kills = 0
    while kills < KILLS:
        folder = tmp_path / f"s{rounds}"
        stored(folder, asked)
        while kills < KILLS and shards_there(folder) < SHARDS:
            program = Program(tmp_path, "resume", folder.name, "--workers", "2")
            kills += strike_often(program, folder, chance)
            assert program.end() in (0, 128 + signal.SIGKILL), program.err
            assert program.err == ""
            assert not program.left()
            numbers = runs_of(folder)
            assert len(set(numbers)) == len(numbers)
        rounds += 1
        if shards_there(folder) == SHARDS:
            assert results(folder) == results(alone)
    finish(folder)
    ends_the_same(folder, alone)


def delivered(folder: Path) -> dict[Path, os.stat_result]:
    """The question and the files of shards that have a receipt; what a killed writer left may be written again."""
    there = {path.stem for path in (folder / "shards").glob("*.json")} | {"study", "design"}
    return {path: path.stat() for path in folder.rglob("*") if path.is_file() and path.stem in there}


def unchanged(before: dict[Path, os.stat_result]) -> bool:
    """Whether files are the same ones, not written again."""
    now = {path: path.stat() for path in before}
    return all(
        (now[path].st_ino, now[path].st_mtime_ns) == (was.st_ino, was.st_mtime_ns) for path, was in before.items()
    )


def test_the_same_command_goes_on_with_what_is_missing(tmp_path):
    command = ("sweep", *TWO_BY_TWO, *TINY, "run.replicates=150", "executor.workers=2", "output=s")  # 500 and 100 runs
    first = Program(tmp_path, *command)
    folder = tmp_path / "studies" / "s"
    assert wait_until(lambda: shards_there(folder) >= 1, first)
    first.signal_group(signal.SIGINT)
    assert (first.end(), first.err) == (130, "stopped\n")
    assert "of 600 runs are there; go on with: ssrsim resume studies/s" in first.out
    before = delivered(folder)
    second = Program(tmp_path, *command)
    assert (second.end(), second.err) == (0, "")
    assert unchanged(before)
    assert runs_of(folder) == list(range(600))


def test_as_many_runs_as_needed_are_the_same_interrupted_or_not(tmp_path):
    asked = study("over=[country.patronage]", "design.levels=3", hook("nap"), replicates=12, half_width=0.3, batch=4)
    stored(tmp_path / "s", asked)
    first = Program(tmp_path, "resume", "s", "--workers", "2")
    assert wait_until(lambda: shards_there(tmp_path / "s") >= 2, first)
    first.signal_group(signal.SIGINT)
    assert (first.end(), first.err) == (130, "stopped\n")
    stored(tmp_path / "whole", asked)
    for name, workers in (("s", "2"), ("whole", "1")):
        program = Program(tmp_path, "resume", name, "--workers", workers, SSRSIM_TEST_NAP="0")
        assert (program.end(), program.err) == (0, "")
    assert results(tmp_path / "s") == results(tmp_path / "whole")
    assert files_of(tmp_path / "s") == files_of(tmp_path / "whole")
