"""Progress that people can read: a bar with time left in a terminal, a few plain lines anywhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Report = Callable[[int, int], None]
PLAIN_STEPS = 4
BETWEEN_LINES = 600  # seconds
LONG = 90  # seconds from which on people want to know how long it takes


@contextmanager
def progress(console: Console, text: str) -> Iterator[Report]:
    """Gives `report(done, total)`. Nothing is shown until work is under way: what is done already needs no bar."""
    if console.is_terminal:
        with _bar(console) as bar:
            task = bar.add_task(text, total=None, visible=False)
            yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)
    else:
        yield _plain(console, text)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("left"), TimeRemainingColumn(), console=console, transient=True,
    )  # fmt: skip


def _plain(console: Console, text: str) -> Report:
    """A line at the first call and at each quarter, for logs, and one every ten minutes with the time that is left.

    Where the total grows, a line when it is reached.
    """
    began = told = time.monotonic()
    said, known, first = -1, 0, None

    def report(done: int, total: int) -> None:
        nonlocal said, known, first, told
        now = time.monotonic()
        first = done if first is None else first
        if total > known:
            said, known = (PLAIN_STEPS - 1 if known else said), total
        step = PLAIN_STEPS * done // max(total, 1)
        if step > said or now - told > BETWEEN_LINES:
            said, told = max(step, said), now
            left = (now - began) * (total - done) / (done - first) if done > first else 0.0
            ending = f", about {left / 60:.0f} min left" if left > LONG else ""
            console.print(f"{text}: {done} of {total}, {now - began:.0f} s{ending}", markup=False, highlight=False)

    return report
