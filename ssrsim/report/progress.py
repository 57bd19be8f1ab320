"""Progress that people can read: a bar with time left in a terminal, a few plain lines anywhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Report = Callable[[int, int], None]
PLAIN_STEPS = 4


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
    """A line at the first call and at each quarter, for logs; where the total grows, a line when it is reached."""
    began = time.monotonic()
    said, known = -1, 0

    def report(done: int, total: int) -> None:
        nonlocal said, known
        if total > known:
            said, known = (PLAIN_STEPS - 1 if known else said), total
        step = PLAIN_STEPS * done // max(total, 1)
        if step > said:
            said = step
            console.print(f"{text}: {done} of {total}, {time.monotonic() - began:.0f} s", markup=False, highlight=False)

    return report
