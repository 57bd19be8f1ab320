"""Line `start`: what a user waits for at the command line."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Row, at_most
from benchmarks.timing import Timing, interleaved, processors, spread, walls
from benchmarks.workers import program


def start() -> Iterator[Row]:
    """Seconds on the clock, and of processor time, which other work on the machine does not lengthen."""
    with tempfile.TemporaryDirectory() as folder:
        one_run = ("run", "run.replicates=1")
        tasks = {"`ssrsim --help`": (("--help",), 0.4), "warm `ssrsim run` of one replicate": (one_run, 3.0)}
        spent = interleaved({name: functools.partial(_run, folder, *words) for name, (words, _) in tasks.items()})
        for name, (_, promised) in tasks.items():
            yield Row(name, "s", spread(walls(spent[name])), at_most(promised))
            note = "of the program and all that it starts"
            yield Row(f"{name}, processor", "s", spread(processors(spent[name])), note=note)
        cold = _run(folder, *one_run, SSRSIM_CACHE=str(Path(folder) / "cold"))
        yield Row(
            "cold `ssrsim run` of one replicate", "s", spread([cold.wall]), at_most(60), "once; compiles the model"
        )


def _run(folder: str, *words: str, **environment: str) -> Timing:
    """One call of the program; its outputs go to the folder, each into one of its own."""
    output = [f"output={tempfile.mkdtemp(dir=folder)}/out"] if words[0] == "run" else []
    return program(*words, *output, **environment)
