"""What every test may ask for: the shared worlds, compiled once, and processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("fixed", derandomize=True, database=None, deadline=None)  # same cases for everybody
settings.load_profile("fixed")

WITHOUT_BROWSER = os.environ.get("SSRSIM_BROWSER") != "needed"
collect_ignore = ["browser"] if WITHOUT_BROWSER else []

InProcess = Callable[..., dict[str, Any]]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was left out: one line, where a skip for each test would be forty."""
    if WITHOUT_BROWSER:
        terminalreporter.line("SKIPPED tests/browser: they need a browser; make browser runs them")


@pytest.fixture(scope="session")
def starts() -> dict[str, Any]:
    """The calm and the violent world at month 0, of a compiled model. Tests work on copies."""
    import worlds

    from ssrsim.phases.engine import compile_steps
    from ssrsim.world.build import build

    compile_steps(build(worlds.scenario_of("calm")))
    return {context: worlds.started(context) for context in worlds.CONTEXTS}


@pytest.fixture(scope="session")
def ends(starts: dict[str, Any]) -> dict[str, Any]:
    """The same worlds after 24 months in one go."""
    import worlds

    return {context: worlds.finished(world) for context, world in starts.items()}


@pytest.fixture(scope="session")
def in_process() -> InProcess:
    """Does a task of `worlds.py` in a new process with further environment variables; returns its result."""

    def run(*arguments: str, **environment: str) -> dict[str, Any]:
        command = [sys.executable, "-W", "error", str(Path(__file__).parent / "worlds.py"), *arguments]
        done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
