"""One open page: what it looks at, what its controls do, and how it is drawn anew.

Whatever is slow runs in a thread, so that other visitors do not wait. A page is drawn from one `Shot`, which is taken
in a thread too; while one is on its way further wishes are gathered into one more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from nicegui import background_tasks, run, ui
from nicegui.element import Element

from ssrsim.dashboard.branches import Branches
from ssrsim.dashboard.cards import Cards
from ssrsim.dashboard.deeds import Deeds
from ssrsim.dashboard.dialogs import Dialogs
from ssrsim.dashboard.elements import box, put, text, write
from ssrsim.dashboard.figures import Figures
from ssrsim.dashboard.files import Files
from ssrsim.dashboard.forecasts import Forecasts
from ssrsim.dashboard.header import Header
from ssrsim.dashboard.levers import Levers
from ssrsim.dashboard.shot import INDICATORS, Shot
from ssrsim.dashboard.side import Side
from ssrsim.dashboard.taking import take
from ssrsim.dashboard.tiles import Maps
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import printable
from ssrsim.session.language import Words
from ssrsim.session.session import Session

PROVED_AFTER = 0.3  # seconds
HALVES = 2  # branches that are shown beside each other


class Visit(Protocol):
    """What a page needs of its visit."""

    session: Session
    version: int
    trouble: str

    def save(self) -> None:
        """Tell that the session has changed."""
        ...

    def replace(self, session: Session) -> None:
        """Put another session in its place."""
        ...


class Looks(NamedTuple):
    """How a page looks at its session; none of it changes a number."""

    language: str = "en"
    facilitator: bool = False
    projector: bool = False
    layer: str = "trust"
    indicator: str = INDICATORS[0]
    tab: str = "events"
    chosen: tuple[str, int] = ("district", 0)
    branch: str = "A"
    shown: tuple[str, ...] = ("A",)


class Screen:
    """The controls of a page and its drawing."""

    def __init__(self, visit: Visit, root: Element, looks: Looks) -> None:
        self._visit, self._root = visit, root
        self._lock, self._stale = asyncio.Lock(), False
        self._parts: tuple[Any, ...] = ()
        self.shot: Shot | None = None
        self._session, self._version = visit.session, visit.version
        self.looks, self.words = looks, Words(looks.language)
        self.speed, self.playing, self.size = 2, False, 14.0
        self.forecasts, self.files, self.deeds = Forecasts(self), Files(self), Deeds(self)
        self.fit_branches()

    @property
    def session(self) -> Session:
        """What is shown."""
        return self._session

    @property
    def horizon(self) -> int:
        """The last month."""
        return self._session.horizon

    @property
    def indicators(self) -> tuple[str, ...]:
        """What the cards show."""
        return INDICATORS

    # ---- what the controls do: time ----------------------------------------------------------------------------------

    async def go(self, month: int) -> None:
        """Look at another month."""
        self.say("")
        self._session.go(month)
        self._visit.save()
        await self.draw()

    async def step(self, months: int) -> None:
        """Look at a month before or after."""
        await self.go(self._session.month + months)

    async def switch_play(self) -> None:
        """Play, or stop playing."""
        self.playing = not self.playing and self._session.month < self.horizon
        self._timer.active = self.playing
        await self.draw()

    async def hurry(self, speed: str) -> None:
        """So many months in a second from now on."""
        self.speed = int(speed)
        self._timer.interval = 1 / self.speed

    async def _tick(self) -> None:
        if not self.playing:
            return
        if self._session.month + 1 >= self.horizon:
            self.playing = self._timer.active = False
        await self.step(1)

    # ---- what the controls do: looks ---------------------------------------------------------------------------------

    async def look(self, **looks: Any) -> None:
        """Look in another way."""
        self.looks = self.looks._replace(**looks)
        await self.draw()

    async def inspect(self, kind: str, row: int, letter: str = "") -> None:
        """Look closely at one of these."""
        await self.look(tab="inspect", chosen=(kind, row), branch=letter or self.looks.branch)

    async def choose(self, letter: str) -> None:
        """Decisions act on this branch from now on."""
        shown = self.looks.shown if letter in self.looks.shown else tuple(sorted({self.looks.shown[0], letter}))
        await self.look(branch=letter, shown=shown)

    async def show_branch(self, letter: str) -> None:
        """Show this branch beside the one that decisions act on."""
        await self.look(shown=tuple(sorted({self.looks.branch, letter})))

    async def switch_projector(self) -> None:
        """Large type for a room, or back."""
        await self._rebuilt(self.looks._replace(projector=not self.looks.projector), "projector")

    async def speak(self, language: str) -> None:
        """Another language; the session stays."""
        await self._rebuilt(self.looks._replace(language=language), "language")

    async def act(self, change: Callable[[], str | None]) -> None:
        """Change the session in a thread, then draw. A fault is told in its own words, and nothing has changed."""
        self.forecasts.leave()  # the core is wanted now
        put(self._frame, data_busy="1")
        async with self._lock:
            try:
                said = await run.io_bound(change)
            except UsersMistakeError as mistake:
                said = " ".join(str(mistake).splitlines())
            else:
                self._visit.save()
        self.say(said or "")
        await self.draw()

    async def replace(self, session: Session) -> None:
        """Show another session in the place of this one."""
        self._visit.replace(session)
        await self.draw()

    def say(self, words: str) -> None:
        """Tell something at the foot of the page; nothing clears it."""
        write(self._message, printable(words))

    async def measure(self, size: Any) -> None:
        """So many pixels make a rem in this browser."""
        if isinstance(size, int | float) and 6 <= size <= 60:
            self.size = float(size)
            await self.draw()

    async def look_around(self) -> None:
        """Draw what another tab of the same visit has changed."""
        if self._visit.version != self._version or self._visit.session is not self._session:
            await self.draw()

    def leave(self) -> None:
        """Nobody looks at this page any longer."""
        self.playing = False
        self.forecasts.leave()

    def tell(self) -> None:
        """Say how far the futures are."""
        figures = next((part for part in self._parts if isinstance(part, Figures)), None)
        if figures is not None and self.shot is not None:
            figures.tell(self.shot)
            put(self._frame, data_forecast=self.forecasts.percent)

    # ---- drawing -----------------------------------------------------------------------------------------------------

    def build(self) -> None:
        """Make the parts of the page in the language that is spoken."""
        self._root.clear()
        self.words = Words(self.looks.language)
        kind = "ssr projector" if self.looks.projector else "ssr"
        with self._root, box("div", kind, id="ssrsim-state") as self._frame:
            text("a", self.words("ui.skip"), "skip", href="#figures")
            header = Header(self)
            with box("div", "levers", role="region", aria_label=self.words("ui.levers")):
                left = (Branches(self), Levers(self))
            with box("div", "stage", role="region", aria_label=self.words("ui.stage")):
                stage = (Cards(self), Figures(self), Maps(self))
            with box("div", "side", role="region", aria_label=self.words("ui.details")):
                right = Side(self)
            Dialogs(self)
            self._message = text("div", "", "message", role="status", aria_live="polite", data_part="message")
            self._timer = ui.timer(1 / self.speed, self._tick, active=self.playing)
        self._parts = (header, *left, *stage, right)

    async def begin(self) -> None:
        """Draw, in a browser that has made the page: NiceGUI has named a language of its own by then."""
        self._root.client.run_javascript(f"document.documentElement.lang = {self.words.language!r}")
        await self.draw()

    async def _rebuilt(self, looks: Looks, pressed: str) -> None:
        """Make the page anew; the focus stays on the control that asked for it."""
        self.looks = looks
        self.build()
        await self.begin()
        self._root.client.run_javascript(
            f"setTimeout(() => document.querySelector('[data-part={pressed}]')?.focus(), 50)"
        )

    async def draw(self) -> None:
        """Draw what is wanted now; while a drawing is on its way, once more after it."""
        self._stale = True
        if self._lock.locked():
            return
        async with self._lock:
            while self._stale:
                self._stale = False
                if self._visit.session is not self._session:
                    self._session = self._visit.session
                    self.looks = self.looks._replace(branch="A", chosen=("district", 0))
                    self.build()
                self.fit_branches()
                put(self._frame, data_busy="1")
                self._version, month = self._visit.version, self._session.month
                shot = await run.io_bound(take, self._session, month, self.looks, self.words, self.forecasts, self.size)
                if shot is not None:  # the server ends
                    self._show(shot)

    def _show(self, shot: Shot) -> None:
        self.shot = shot
        with self._root:
            for part in self._parts:
                part.show(shot)
        put(self._frame, ("two", len(shot.halves) > 1), data_month=shot.month, data_busy="0", data_state="",
            data_state_b="", data_branches="".join(branch.letter for branch in shot.branches))  # fmt: skip
        put(self._frame, data_forecast="100" if shot.halves[0].course.fan is not None else self.forecasts.percent)
        if self._visit.trouble:
            self.say(self._visit.trouble)
        if not self.playing:
            background_tasks.create(self._prove(shot), name="state")
            self.forecasts.ask([self._session.branch(half.letter).timeline for half in shot.halves], shot.month)
        else:
            self.forecasts.leave()

    async def _prove(self, shot: Shot) -> None:
        """Write the fingerprint of what is shown into the page, once nothing has changed for a moment."""
        await asyncio.sleep(PROVED_AFTER)
        for place, half in enumerate(shot.halves):
            if self.shot is not shot or self._lock.locked():  # the core is wanted; what comes is proved anew
                return
            timeline = self._session.branch(half.letter).timeline
            found = await run.io_bound(timeline.state_hash, shot.month)
            if self.shot is shot:
                if place == 0:
                    put(self._frame, data_state=found)
                else:
                    put(self._frame, data_state_b=found)

    def fit_branches(self) -> None:
        """Show what is there: two branches where there are two."""
        letters = tuple(branch.letter for branch in self._session.branches)
        shown = tuple(letter for letter in self.looks.shown if letter in letters) or letters[:1]
        if len(shown) < HALVES <= len(letters) and len(letters) == HALVES:
            shown = letters
        branch = self.looks.branch if self.looks.branch in shown else shown[0]
        self.looks = self.looks._replace(shown=shown, branch=branch)
