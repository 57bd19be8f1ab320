"""A visitor at the page: does what the names on the page say, and notes every fault and every request."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 30_000  # ms
SETTLED = """() => {
  const { busy, state, stateB, branches } = document.getElementById("ssrsim-state")?.dataset ?? {};
  return busy === "0" && state && (branches.length < 2 || stateB);
}"""
# until what was wanted is drawn: time from the click to the second frame after it
TIMED = """([press, wanted]) => new Promise((done) => {
  const began = performance.now();
  const is = ([place, name, value]) => document.querySelector(place).getAttribute(name) === value;
  const drawn = () => wanted.every(is);
  const look = () => drawn()
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)))
    : requestAnimationFrame(look);
  document.querySelector(press).click();
  look();
})"""


class Desk:
    """One visitor.

    Attributes:
        page: The page, as playwright knows it.
        faults: What the browser complained of.
        asked: Every address that was asked for.
    """

    def __init__(self, context: Any, url: str, shots: Path) -> None:
        """Opens the page and waits until it is drawn."""
        self._listen(context, url, shots)
        self.open(url)

    @classmethod
    def waiting(cls, context: Any, url: str, shots: Path) -> Desk:
        """A desk whose page may lead elsewhere before it is drawn."""
        desk = cls.__new__(cls)
        desk._listen(context, url, shots)
        desk.page.goto(url)
        return desk

    def _listen(self, context: Any, url: str, shots: Path) -> None:
        self._context, self._shots = context, shots
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.home = urlsplit(url).netloc
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda opened: self.asked.append(opened.url))

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")

    def is_home(self, url: str) -> bool:
        """Whether this address is the server's own, or none at all."""
        parts = urlsplit(url)
        return parts.netloc == self.home or parts.scheme in ("data", "blob", "about")

    def open(self, url: str) -> None:
        """Go to an address and wait until the page is drawn."""
        self.page.goto(url)
        self.settle()

    def leave(self) -> None:
        """Close the browser profile."""
        self._context.close()

    def state(self, name: str) -> str:
        """What the page says of itself: month, branches, state, busy."""
        return self.page.locator("#ssrsim-state").get_attribute(f"data-{name}") or ""

    def until(self, **wanted: str | int) -> None:
        """Wait until the page says this of itself."""
        marks = "".join(f'[data-{name}="{value}"]' for name, value in wanted.items())
        self.page.wait_for_selector(f"#ssrsim-state{marks}")

    def settle(self) -> None:
        """Wait until nothing is under way and the fingerprints of what is shown are there."""
        self.page.wait_for_function(SETTLED)

    def go(self, month: int) -> None:
        """Move the slider of months."""
        self.page.get_by_role("slider", name="Month", exact=True).fill(str(month))
        self.until(month=month)
        self.settle()

    def press(self, name: str, **wanted: str | int) -> None:
        """Press the button of this name, then wait until the page says this of itself."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.until(**wanted)

    def tab(self, name: str) -> Any:
        """Show a tab on the right; returns its panel."""
        self.page.get_by_role("tab", name=name).click()
        return self.page.get_by_role("tabpanel", name=name)

    def menu(self, name: str) -> None:
        """Press a button in the file dialog."""
        self.page.get_by_role("button", name="File", exact=True).click()
        self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()

    def given(self, name: str) -> Path:
        """The file that a button in the file dialog hands over."""
        with self.page.expect_download() as download:
            self.menu(name)
        path = self._shots.parent / f"{self._shots.name}_files" / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def saved(self) -> dict[str, Any]:
        """The session file of what is shown."""
        return json.loads(self.given("Save session").read_text("utf-8"))

    def cards(self) -> list[str]:
        """The six headline indicators as they are read."""
        cards = self.page.get_by_role("group", name="Indicators").get_by_role("button")
        return [re.sub(r"\s+", " ", text) for text in cards.all_inner_texts()]

    def timed(self, press: str, *wanted: tuple[str, str, str | None]) -> float:
        """Seconds from a click on what a selector finds until the places that were wanted have these attributes."""
        return self.page.evaluate(TIMED, [press, wanted]) / 1000

    def shoot(self, name: str) -> None:
        """Keep a screenshot."""
        self.page.screenshot(path=self._shots / f"{name}.png")


Opens = Callable[..., Desk]  # the fixture `opens`
