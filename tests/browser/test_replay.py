"""The offline replay in a real browser: from a file, without any network, by mouse and by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ssrsim.session import replay
from ssrsim.session.language import LANGUAGES, Words
from ssrsim.session.session import Session

DEMONSTRATION = Path(__file__).parents[2] / "docs" / "trainers" / "ten_minutes.json"
SIZES = ((1280, 720), (1920, 1080))


@pytest.fixture(scope="module")
def session() -> Session:
    made = Session.opened(DEMONSTRATION.read_text("utf-8"))
    made.go(made.horizon)
    return made


@pytest.fixture
def opened(browser: Any, session: Session, tmp_path: Path) -> Any:
    """Opens the replay as a file in a browser that is offline; at the end there was no fault and no request."""
    contexts, faults, asked = [], [], []

    def load(language: str, width: int, height: int) -> Any:
        path = tmp_path / "replay.html"
        path.write_text(replay.page(session, Words(language)), encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, offline=True))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield load
    for context in contexts:
        context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith("file:")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_replay_fits_the_screen(opened: Any, language: str, width: int, height: int, shots: Path) -> None:
    """Nothing scrolls, and no card is cut off, at both sizes and in each language, with the truth switched on."""
    page = opened(language, width, height)
    page.locator("#truth").check()
    page.screenshot(path=shots / f"replay_{language}_{width}.png")
    beyond = "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
    assert max(page.evaluate(beyond)) <= 0
    assert page.evaluate("[...document.querySelectorAll('.card')].every((one) => one.scrollWidth <= one.clientWidth)")


def test_months_are_gone_through_by_keys(opened: Any, session: Session) -> None:
    """Home, End, arrows and space do what the foot of the page says; the date is that of the session."""
    page, words = opened("en", *SIZES[0]), Words("en")
    date, country = page.locator("#date"), session.scenario.country
    for key, month in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", session.horizon)):
        page.keyboard.press(key)
        assert date.inner_text() == words.date(country, month), key
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    page.wait_for_timeout(1_000)  # the page's policy lets nobody wait inside of it
    page.keyboard.press(" ")
    assert int(page.locator("#month").input_value()) >= 1
    assert page.locator("#play").inner_text() == words("replay.play")


def test_a_card_and_a_layer_are_chosen(opened: Any) -> None:
    """The chart and the map follow; the chosen card keeps the focus, so that keys go on from there."""
    page = opened("fr", *SIZES[0])
    page.locator("#card-deaths").click()
    assert page.locator("#charted").inner_text().startswith(Words("fr")("cards.deaths"))
    assert page.evaluate("document.activeElement.id") == "card-deaths"
    page.locator("#layer").select_option("abuse")
    assert "%" not in page.locator("#maps").inner_text()
