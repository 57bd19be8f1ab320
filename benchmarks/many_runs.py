"""Lines `sweep`, `search` and `two_processes`: many runs at once, as studies and searches make them."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.model import COUNTRY, country
from benchmarks.rows import Row, at_least, at_most
from benchmarks.timing import Timing, interleaved, processors, rate, ratio, spread, timed, walls
from benchmarks.workers import Worker, program
from ssrsim.lab.ensemble import run_ensemble

RUNS, SAMPLE = 1_000, 50  # of a sweep, and of the kernels' own time before and after it


def sweep() -> Iterator[Row]:
    """One whole sweep, with the time that its kernels need measured before and after."""
    kernels = functools.partial(run_ensemble, country(10_000, replicates=SAMPLE))
    own = [timed(kernels) for _ in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        command = ["sweep", f"scenario={COUNTRY}", f"plans=[{country(10_000).plan.name}]", "design=grid"]
        command += ["run.civilians=10000", "run.months=120", f"run.replicates={RUNS}", f"output={folder}/study"]
        whole = program(*command)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / RUNS
    own += [timed(kernels) for _ in range(3)]
    clock, processor = ([seconds * RUNS / SAMPLE for seconds in of(own)] for of in (walls, processors))
    note = "one sweep, on a warm cache of machine code"
    yield Row(f"{RUNS:,} runs, end to end", "s", spread([whole.wall]), at_most(60), note)
    note = f"two threads in one process, {SAMPLE} runs at a time before and after the sweep, times {RUNS // SAMPLE}"
    yield Row(f"{RUNS:,} runs, kernels' own time", "s", spread(clock), note=note)
    yield Row("end to end against kernels, by the clock", "x", ratio([whole.wall] * len(own), clock), at_most(1.3))
    yield Row(f"{RUNS:,} runs, kernels' processor time", "s", spread(processor), note="half of it on each of two cores")
    yield Row(
        "the same by processor time", "x", ratio([whole.processor] * len(own), processor), note="workers included"
    )
    yield Row("on disk", "kB/run", spread([size / 1e3]))


def search() -> Iterator[Row]:
    """Runs a second on two cores, at the usual number of officers and at a tenth of it."""
    for officers in (1_500, 150):
        scenario = country(1_000, officers=officers, replicates=100)
        spent = interleaved({"runs": functools.partial(run_ensemble, scenario)})["runs"]
        what = f"1,000 civilians, {officers:,} officers"
        yield Row(what, "runs/s", rate(100, walls(spent)), at_least(170) if officers == 1_500 else None)
        yield Row(f"{what}, two idle cores", "runs/s", rate(2 * 100, processors(spent)), note="by processor time")


def two_processes() -> Iterator[Row]:
    """What a second process adds."""
    process = functools.partial(Worker, "benchmarks.own_process", "runs", 10_000, 12)
    with process() as one, process() as two:

        def both() -> Timing:
            return timed(lambda: (one.begin(), two.begin(), one.end(), two.end()))

        spent = interleaved({"one": lambda: timed(one.turn), "both": both})
    two_turns = [2 * seconds for seconds in walls(spent["one"])]
    note = "12 runs of 10,000 civilians x 120 months each; says something on an idle machine only"
    yield Row("work of two processes against one", "x", ratio(two_turns, walls(spent["both"])), at_least(1.7), note)
