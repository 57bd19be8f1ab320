"""Tasks in processes of their own, and the environments of peers that some of them need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.timing import Timing

ROOT = Path(__file__).parents[1]
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


class PeerMissingError(RuntimeError):
    """A peer could not be installed or does not run; the message says which and why."""


class Worker:
    """A process that serves turns of one task (`benchmarks/peers/server.py`); use it in a `with` statement."""

    def __init__(
        self,
        module: str,
        *arguments: object,
        python: str = sys.executable,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start it and wait until its first turn, which does not count, is done.

        Args:
            module: What to run, with `python -m`.
            arguments: Its arguments.
            python: The interpreter, that of a peer's environment or our own.
            environment: Variables to set.

        Raises:
            PeerMissingError: It ended before it was ready.
        """
        command = [python, "-m", module, *map(str, arguments)]
        told = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
        self._complaints = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - a pipe would fill up
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints, text=True, env=told
        )
        self._module = module
        self._read()

    def begin(self) -> None:
        """Ask for a turn without waiting for it."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def end(self) -> dict[str, Any]:
        """Wait for the turn: `wall` and `processor` seconds, and what the task `told`."""
        return self._read()

    def turn(self) -> dict[str, Any]:
        """One turn."""
        self.begin()
        return self.end()

    def task(self) -> Timing:
        """One turn, timed by itself where it tells its own seconds, else as a whole."""
        answer = self.turn()
        told = answer["told"] if isinstance(answer["told"], dict) else {}
        return Timing(told.get("wall", answer["wall"]), told.get("processor", answer["processor"]))

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()  # closes what it reads from, which is its sign to end
        self._complaints.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout
        for line in self._process.stdout:
            with suppress(json.JSONDecodeError):  # a peer may greet us, say on its first day in a new environment
                return json.loads(line)
        self._complaints.seek(0)
        last = self._complaints.read().strip().splitlines()[-1:] or ["it said nothing"]
        self.close()
        raise PeerMissingError(f"{self._module} does not run here: {last[0]}")


def program(*words: str, **environment: str) -> Timing:
    """One call of the program `ssrsim`, timed with all processes that it starts; further variables may be set."""
    before, began = os.times(), time.perf_counter()
    command, variables = [sys.executable, "-m", "ssrsim", *words], {**os.environ, **environment}
    subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True)
    after, wall = os.times(), time.perf_counter() - began
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Timing(wall, used)


def python_of(peer: str) -> str:
    """The interpreter of a peer's own environment, which is made and filled at first use.

    Args:
        peer: Names `benchmarks/peers/<peer>.txt`, what to install.

    Raises:
        PeerMissingError: Its packages could not be installed.
    """
    wanted = (ROOT / "benchmarks" / "peers" / f"{peer}.txt").read_text("utf-8")
    folder = ROOT / ".venvs" / f"peers-{peer}"
    python, stamp = folder / "bin" / "python", folder / "installed.txt"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return str(python)
    requirements = ROOT / "benchmarks" / "peers" / f"{peer}.txt"
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")][:1] or ["no reason given"]
            raise PeerMissingError(f"{peer} could not be installed: {said[0]}")
    stamp.write_text(wanted, "utf-8")
    return str(python)
