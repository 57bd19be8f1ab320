"""Futures of the shown branches, computed behind the page and shown only for the state that they were computed for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from nicegui import background_tasks

from ssrsim.lab.timelines import Forecast, Timeline, forecast
from ssrsim.session.shown import FORESEEN

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen

RUNS = 100
QUIET = 0.5  # seconds in which nothing changes before futures are begun
TOLD_EVERY = 0.3  # seconds between two words on how far they are
MOST_KEPT = 16  # of timelines and months; one takes about half a megabyte
POOL = ThreadPoolExecutor(max_workers=1, thread_name_prefix="futures")  # one core at most, whoever asks

Key = tuple[Timeline, int]


class Forecasts:
    """What is known of the futures, and the work on those that are wanted."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._found: dict[Key, Forecast] = {}
        self._wanted: list[Key] = []
        self._stop = threading.Event()
        self.done: int | None = None
        self.total = RUNS

    @property
    def percent(self) -> str:
        """How much of what is wanted is done."""
        return str(100 * (self.done or 0) // self.total)

    def found(self, timeline: Timeline, month: int) -> Forecast | None:
        """The futures of this state, if they are known."""
        return self._found.get((timeline, month))

    def ask(self, timelines: Sequence[Timeline], month: int) -> None:
        """Want the futures of these branches from this month on; what was wanted before is left."""
        wanted = [(timeline, month) for timeline in dict.fromkeys(timelines) if month < timeline.months]
        wanted = [key for key in wanted if key not in self._found]
        if wanted == self._wanted:
            return
        self.leave()
        if wanted:
            self._wanted, self._stop = wanted, threading.Event()
            background_tasks.create(self._compute(wanted, self._stop), name="futures")

    def leave(self) -> None:
        """Want nothing any longer."""
        self._stop.set()
        self._wanted, self.done = [], None

    async def _compute(self, wanted: list[Key], stop: threading.Event) -> None:
        await asyncio.sleep(QUIET)
        if stop.is_set():
            return
        self.done, self.total = 0, RUNS * len(wanted)
        job = asyncio.get_running_loop().run_in_executor(POOL, self._run, wanted, stop)
        while not job.done() and not stop.is_set():
            self._screen.tell()
            await asyncio.wait([job], timeout=TOLD_EVERY)
        if stop.is_set():
            return
        self._found = dict([*self._found.items(), *(await job).items()][-MOST_KEPT:])
        self._wanted, self.done = [], None
        await self._screen.draw()

    def _run(self, wanted: list[Key], stop: threading.Event) -> dict[Key, Forecast]:
        made: dict[Key, Forecast] = {}
        for place, (timeline, month) in enumerate(wanted):

            def report(done: int, total: int, before: int = place * RUNS) -> None:
                if not stop.is_set():
                    self.done = before + done

            found = forecast(timeline, month, FORESEEN, RUNS, stop=stop.is_set, report=report)
            if found is None:
                break
            made[timeline, month] = found
        return made
