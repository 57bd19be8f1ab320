"""A page that a simulated visitor opens, with a small session behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

pytest.importorskip("nicegui", reason="the dashboard is an extra: pip install nicegui")

from nicegui.testing import User
from nicegui.testing.user_simulation import user_simulation

from ssrsim.dashboard import page
from ssrsim.session.session import Session
from ssrsim.session.start import Start

SMALL = {"run.civilians": 1000, "run.officers": 300, "run.months": 36}


class Visit:
    """A visit without a disk."""

    def __init__(self, session: Session) -> None:
        self.session, self.version, self.trouble, self.saves = session, 0, "", 0

    def save(self) -> None:
        """Count it."""
        self.version += 1
        self.saves += 1

    def replace(self, session: Session) -> None:
        """Show another session."""
        self.session = session
        self.save()


class Opened:
    """One page that is open, and what a visitor does to it."""

    def __init__(self, user: User, visit: Visit) -> None:
        self.user, self.visit = user, visit

    def part(self, name: str) -> Any:
        """The element that carries this name."""
        return next(one for one in self.user.client.elements.values() if one.props.get("data-part") == name)

    def lever(self, name: str) -> Any:
        """The slider of this action."""
        return next(one for one in self.user.client.elements.values() if one.props.get("data-lever") == name)

    @property
    def frame(self) -> Any:
        """The element that says what is shown."""
        return next(one for one in self.user.client.elements.values() if one.props.get("id") == "ssrsim-state")

    def press(self, words: str) -> None:
        """Press the button with these words, as a hand would: one that is dead does nothing."""
        found = [
            one
            for one in self.user.client.elements.values()
            if getattr(one, "text", None) == words and one.tag == "button"
        ]
        assert found, f"there is no button {words}"
        assert not found[0].props.get("disabled"), f"the button {words} is dead"
        self.fire(found[0], "click")

    def fire(self, element: Any, event: str, args: Any = None) -> None:
        """What the browser tells the server."""
        from nicegui import events

        with self.user.client:
            for listener in list(element._event_listeners.values()):
                if listener.type == event:
                    given = events.GenericEventArguments(sender=element, client=self.user.client, args=args)
                    events.handle_event(listener.handler, given)

    async def given(self, args: Any) -> None:
        """A file that the visitor chose, as the script of the page hands it over."""
        self.fire(self.user.client.layout, "ssrsimFile", args)

    async def settled(self, seen: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait until this is seen."""
        for _ in range(int(seconds / 0.02)):
            if seen():
                return
            await asyncio.sleep(0.02)
        assert seen()

    async def at(self, month: int) -> None:
        """Wait until this month is drawn."""
        await self.settled(
            lambda: self.frame.props.get("data-month") == month and self.frame.props.get("data-busy") == "0"
        )


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Opened], Awaitable[None]]], Visit]:
    """Runs what a visitor does on a page of a small session."""
    monkeypatch.setenv("NICEGUI_SCREEN_TEST_PORT", "0")

    def run(deeds: Callable[[Opened], Awaitable[None]]) -> Visit:
        visit = Visit(Session(Start(overrides=dict(SMALL))))

        async def go() -> None:
            def root() -> None:
                page.build(visit)

            async with user_simulation(root=root) as user:
                await user.open("/")
                here = Opened(user, visit)
                await here.at(0)
                await deeds(here)

        asyncio.run(go())
        return visit

    return run
