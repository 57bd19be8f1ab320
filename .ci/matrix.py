#!/usr/bin/env python3
"""The other Pythons and Mesas: each is installed in `.venvs/`, runs tests, and must give the same bits.

`.ci/matrix.py` does everything; `.ci/matrix.py 3.13-mesa-3.5` only the environments named. Python 3.11 with Mesa 3.3
is what `make test` has tested in `.venv`; only its fingerprints are made here. An environment takes a gigabyte and
disks can be small: there is never more than one, and none is left.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENVS = ROOT / ".venvs"
OLD_MESA = "mesa==3.3.1"  # what Python 3.11 gets for good
TOUCHED_BY_MESA = ("tests/unit/test_model.py", "tests/unit/test_agents.py", "tests/identity", "tests/docs")


class Environment(NamedTuple):
    """A Python, the Mesa that must be there, and which tests to run."""

    python: str
    mesa: str
    tests: tuple[str, ...] = ("tests",)

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return f"{self.python}-mesa-{self.mesa}"

    @property
    def folder(self) -> Path:
        """One for each Python: the second Mesa is put where the first was."""
        return VENVS / self.python


ENVIRONMENTS = (  # those of one Python next to each other, the Mesa of the lock first
    Environment("3.12", "3.5"),
    Environment("3.13", "3.5"),
    Environment("3.13", "3.3", TOUCHED_BY_MESA),
)


def interpreter(version: str) -> str:
    """The path of this Python: on PATH, else among pyenv's. A pyenv shim that would refuse to run does not count."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for candidate in (f"python{version}", *sorted(map(str, pyenv.glob(f"{version}.*/bin/python{version}")))):
        script = "import sys; print(sys.executable, '%d.%d' % sys.version_info[:2])"
        try:
            found = subprocess.run([candidate, "-c", script], capture_output=True, text=True, check=True).stdout.split()
        except (OSError, subprocess.CalledProcessError):
            continue
        if found[-1] == version:
            return found[0]
    sys.exit(f"Python {version} is needed for the matrix and was found neither on PATH nor in {pyenv}; install it")


def run(*command: str | Path, **variables: str) -> None:
    """One command in the checkout; its failure ends the program."""
    print("+", *command, flush=True)
    if subprocess.run(list(map(str, command)), cwd=ROOT, env=os.environ | variables, check=False).returncode:
        sys.exit(f"failed: {' '.join(map(str, command))}")


def fingerprints(python: Path, python_version: str, mesa: str, cache: Path) -> Path:
    """The file with the fingerprints that this Python makes; what is in there must be what its name says."""
    command = [str(python), "-W", "error", "-m", "tests.fingerprints"]
    print("+", *command, flush=True)
    variables = os.environ | {"SSRSIM_CACHE": str(cache)}
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}")
    made_by = json.loads(done.stdout)["environment"]
    for library, wanted in (("python", python_version), ("mesa", mesa)):
        if not made_by[library].startswith(wanted + "."):
            sys.exit(f"{python} has {library} {made_by[library]}; the matrix promises {wanted}")
    path = VENVS / f"{python_version}-mesa-{mesa}.json"
    path.write_bytes(done.stdout)
    return path


def prepared(environment: Environment) -> Path:
    """The interpreter of the environment, with all that the lock gives this Python, and Mesa swapped if need be."""
    folder = environment.folder
    run("make", f"PYTHON={interpreter(environment.python)}", f"VENV={folder}", folder / "dev", PIP_NO_CACHE_DIR="1")
    python = folder / "bin" / "python"
    if OLD_MESA.startswith(f"mesa=={environment.mesa}."):
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", OLD_MESA)
    return python


def tested(environment: Environment) -> Path:
    """The file with the fingerprints of an environment that has passed its tests."""
    started = time.monotonic()
    python = prepared(environment)
    cache = VENVS / f"cache-{environment.python}"  # machine code made by another Python must not be what passes
    made = fingerprints(python, environment.python, environment.mesa, cache)  # compiles the model, too
    run(python, "-m", "pytest", "-n", "2", "--dist", "worksteal", *environment.tests, SSRSIM_CACHE=str(cache))
    print(f"{environment.name}: {time.monotonic() - started:.0f} s", flush=True)
    return made


def main(*names: str) -> None:
    """Install, test and take the fingerprints everywhere; they must all be the same."""
    unknown = set(names) - {environment.name for environment in ENVIRONMENTS}
    if unknown:
        sys.exit(f"no environment {', '.join(unknown)}; known: {', '.join(e.name for e in ENVIRONMENTS)}")
    wanted = [environment for environment in ENVIRONMENTS if environment.name in names or not names]
    for environment in wanted:
        interpreter(environment.python)  # a missing one is told before the first minute is spent
    shutil.rmtree(VENVS, ignore_errors=True)  # what a failure has left
    VENVS.mkdir()
    files = []
    if (ROOT / ".venv" / "dev").exists():
        files.append(fingerprints(ROOT / ".venv" / "bin" / "python", "3.11", "3.3", VENVS / "cache-3.11"))
    for before, environment in zip((None, *wanted), wanted, strict=False):
        if before and before.folder != environment.folder:
            shutil.rmtree(before.folder)
        files.append(tested(environment))
    if len(files) > 1:  # one alone has nothing to be compared with
        run(environment.folder / "bin" / "python", "-m", "tests.fingerprints", *files)
    shutil.rmtree(environment.folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
