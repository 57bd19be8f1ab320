"""What leaves and enters a page as a file: the session, its figures and numbers, and the replay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nicegui import run, ui

from ssrsim.session import exports, replay

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen


class Files:
    """The buttons of the file dialog."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    async def save(self) -> None:
        """The session as a small file."""
        await self._hand("session.json", lambda: self._screen.session.saved())

    async def csv(self) -> None:
        """All branches month by month."""
        await self._hand("tables.zip", lambda: exports.csv(self._screen.session))

    async def figures(self) -> None:
        """The figures with their numbers."""
        await self._hand("figures.zip", lambda: exports.figures(self._screen.session, self._screen.words))

    async def scenario(self) -> None:
        """The branch that decisions act on, as a file that `ssrsim run` takes."""
        letter = self._screen.looks.branch
        await self._hand(exports.scenario_name(letter), lambda: exports.scenario(self._screen.session, letter))

    async def replay(self) -> None:
        """One page that plays the session without the program."""
        await self._hand(
            "replay.html", lambda: replay.page(self._screen.session, self._screen.words, self._screen.looks.shown)
        )

    async def given(self, args: Any) -> None:
        """A file that the visitor chose."""
        if isinstance(args, dict) and isinstance(args.get("text"), str):
            await self._screen.deeds.open(args["text"])
        else:
            size = args.get("size", 0) if isinstance(args, dict) else 0
            self._screen.say(self._screen.words("ui.file_fault", size=self._screen.words.number(float(size))))

    async def _hand(self, name: str, make: Callable[[], str | bytes]) -> None:
        made = await run.io_bound(make)
        if made is not None:  # the server ends
            ui.download.content(made, f"ssrsim_{name}")
