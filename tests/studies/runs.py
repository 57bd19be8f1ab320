"""Small studies, whole processes that run them, and what is left of both."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
from cli.program import command, environment

from ssrsim.config.study import study_asked
from ssrsim.lab.studies import study_of
from ssrsim.records.content import contents
from ssrsim.records.study_store import Store, create, open_store
from ssrsim.scenario.study import Study

HERE = Path(__file__).parent
TINY = ("run.months=1", "run.civilians=500", "run.officers=100")
TWO_BY_TWO = ("plans=[staged,do_nothing]", "over=[country.patronage]", "design.levels=2")
MARK = "SSRSIM_TEST_MARK"
PATIENCE = 240  # seconds: longer than anything here takes on a busy machine
if str(HERE) not in sys.path:  # so that hooks of ours are found here as they are in the programs that run them
    sys.path.append(str(HERE))
NOTES = {"command": ["ssrsim", "sweep"], "created_utc": "2026-01-01T00:00:00Z", "versions": {"ssrsim": "test"}}


def hook(name: str, phase: str = "sum_effects") -> str:
    """The setting that names a hook of `hooks_at_fault`."""
    return f"hooks=[hooks_at_fault:{name}@{phase}]"


def study(*settings: str, **changes: Any) -> Study:
    """The study that these settings ask for, with changes that no setting makes, e.g. `runs_per_shard=1`."""
    asked = study_asked([*TINY, *settings])
    made = study_of(asked)
    return dataclasses.replace(made, **changes)


def stored(folder: Path, asked: Study) -> Store:
    """The empty store of a study."""
    return create(folder, asked, NOTES)


class Program:
    """`ssrsim` in a session of its own, as a terminal starts it, and every process that comes of it."""

    def __init__(self, folder: Path, *arguments: str, before: Sequence[str] = (), **more: str) -> None:
        self.mark = uuid.uuid4().hex
        variables = environment() | {MARK: self.mark} | more
        variables["PYTHONPATH"] += f":{HERE}"
        if arguments[0] in ("resume", "reproduce"):
            arguments = (*arguments, "--run-hooks")  # the studies of these tests name hooks of ours
        self.process = subprocess.Popen(
            [*before, *command(*arguments)], cwd=folder, env=variables, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self.out = self.err = ""

    def ended_within(self, seconds: float) -> bool:
        """Whether it ends in so many seconds."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        return self.process.poll() is not None

    def end(self) -> int:
        """Its exit code as shells count, once it has ended; what it said is in `out` and `err`.

        Python may end by SIGINT itself where it was stopped while it read source text; shells call both 130.
        """
        self.out, self.err = self.process.communicate(timeout=PATIENCE)
        code = self.process.returncode
        return code if code >= 0 else 128 - code

    def workers(self) -> list[psutil.Process]:
        """The processes that run shards."""
        return [process for process in self.processes() if "spawn_main" in " ".join(_line(process))]

    def processes(self) -> list[psutil.Process]:
        """All processes that came of it and live."""
        return [process for process in psutil.process_iter() if self.mark in _environment(process)]

    def signal_group(self, number: int) -> None:
        """What a terminal does at Ctrl-C: every process of the group gets the signal."""
        os.killpg(self.process.pid, number)

    def left(self) -> list[psutil.Process]:
        """The processes that outlive it."""
        began = time.monotonic()
        while (left := self.processes()) and time.monotonic() < began + 20:
            time.sleep(0.05)
        return left


def _environment(process: psutil.Process) -> str:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return ""
        return process.environ().get(MARK, "")
    except psutil.Error:
        return ""


def _line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def wait_until(true: Any, program: Program | None = None) -> bool:
    """Waits until something holds; False where the program has ended before."""
    began = time.monotonic()
    while not true():
        if program is not None and program.process.poll() is not None:
            return False
        assert time.monotonic() < began + PATIENCE, "what was waited for never came"
        time.sleep(0.02)
    return True


def shards_there(folder: Path) -> int:
    """How many receipts there are."""
    return len(list((folder / "shards").glob("*.json")))


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a study that holds results, hidden ones too."""
    whole = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in whole if path.name not in (".lock", "study.json")
    }


def results(folder: Path) -> dict[str, str]:
    """What a store holds, as hashes."""
    return contents(open_store(folder))


def runs_of(folder: Path) -> list[int]:
    """The numbers of the runs that are there, in order."""
    return [run for table in open_store(folder).tables("runs", ["run"]) for run in table.column("run").to_pylist()]
