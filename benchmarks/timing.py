"""How everything here is timed: tasks take turns, medians with their spread, ratios of neighbours in time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

REPEATS = 5


class Timing(NamedTuple):
    """What one turn of a task took, in seconds."""

    wall: float
    processor: float  # of all threads of the process that worked


class Spread(NamedTuple):
    """The median of repeats, the lowest and the highest."""

    median: float
    low: float
    high: float
    repeats: int


Task = Callable[[], object]  # a task that runs elsewhere returns the Timing that was taken there


def timed(task: Task) -> Timing:
    """What one turn of the task takes."""
    wall, processor = time.perf_counter(), time.process_time()
    told = task()
    if isinstance(told, Timing):
        return told
    return Timing(time.perf_counter() - wall, time.process_time() - processor)


def at_once(*tasks: Task) -> Timing:
    """Tasks in threads of their own, timed as one: from the first start to the last end."""
    with ThreadPoolExecutor(len(tasks)) as pool:
        return timed(lambda: [running.result() for running in [pool.submit(task) for task in tasks]])


def interleaved(tasks: Mapping[str, Task], repeats: int = REPEATS, warm: bool = True) -> dict[str, list[Timing]]:
    """Time every task `repeats` times, in turns: whatever else the machine does then meets all of them alike.

    Every second round goes backwards, so that nobody always follows the same neighbour.

    Args:
        tasks: What to time, by name.
        repeats: Rounds.
        warm: Whether each task has a first turn that does not count.
    """
    if warm:
        for task in tasks.values():
            task()
    taken: dict[str, list[Timing]] = {name: [] for name in tasks}
    for turn in range(repeats):
        for name in list(tasks)[:: 1 if turn % 2 == 0 else -1]:
            taken[name].append(timed(tasks[name]))
    return taken


def spread(values: Sequence[float]) -> Spread:
    """The median of the values, with the lowest and the highest."""
    return Spread(statistics.median(values), min(values), max(values), len(values))


def walls(timings: Sequence[Timing]) -> list[float]:
    """Seconds on the clock."""
    return [timing.wall for timing in timings]


def processors(timings: Sequence[Timing]) -> list[float]:
    """Seconds of processor time: what one core needed, however busy the machine was."""
    return [timing.processor for timing in timings]


def rate(work: float, seconds: Sequence[float]) -> Spread:
    """Work per second."""
    return spread([work / each for each in seconds])


def ratio(above: Sequence[float], below: Sequence[float]) -> Spread:
    """How many times `below` fits into `above`, each divided by its neighbour in time.

    Raises:
        ValueError: They were not timed in the same rounds.
    """
    return spread([one / other for one, other in zip(above, below, strict=True)])
