"""How the page looks: nothing overlaps or scrolls sideways, everybody can read and use it, in three languages."""

from __future__ import annotations

import re

import pytest

from ssrsim.session.language import Words
from tests.browser.desk import Desk, Opens

SIZES = ((1280, 720), (1920, 1080))
PANELS = ("Country and time", "Levers", "Figures", "Details")
INSIDE = ("Indicators", "Chart", "Map")
# in pixels: one of rounding is no overlap
OVERLAPS = """(boxes) => boxes.flatMap((one, place) => boxes.slice(place + 1)
  .filter((other) => Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 1
    && Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) > 1)
  .map((other) => `${one.name} and ${other.name}`))"""
# words that are wider than the button or heading that holds them; names of districts that are cut off
SPILLED = """() => [...document.querySelectorAll("#ssrsim-state :is(button, h1, h2, b, .place)")].filter((one) => {
  const style = getComputedStyle(one), may = one.matches(".place") || style.overflow === "visible";
  return one.offsetParent && one.scrollWidth > one.clientWidth + 1 && may && style.display !== "inline";
}).map((one) => one.innerText)"""


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("projector", [False, True], ids=["desk", "projector"])
def test_panels_share_the_screen_and_nothing_scrolls(opens: Opens, width: int, height: int, projector: bool) -> None:
    """At both sizes, with one branch and with two, the page fits the screen and its panels do not overlap."""
    desk = opens(width=width, height=height)
    name = f"{'projector' if projector else 'desk'}_{width}"
    desk.go(48)
    _project(desk, projector)
    _fits(desk, f"{name}_one")
    _project(desk, False)
    desk.press("Fork", branches="AB")
    desk.page.get_by_role("button", name="Set off shock").click()
    desk.page.get_by_role("button", name="Undo").and_(desk.page.locator(":enabled")).wait_for()
    desk.go(90)
    _project(desk, projector)
    for tab in ("Reforms", "Inspect", "Events"):
        if desk.page.get_by_role("tab", name=tab).is_visible():
            desk.tab(tab)
            desk.settle()
        _fits(desk, f"{name}_two_{tab.lower()}")


def _project(desk: Desk, wanted: bool) -> None:
    """Turn the projector on or off."""
    switch = desk.page.get_by_role("button", name="Projector")
    if switch.get_attribute("aria-pressed") != str(wanted).lower():
        switch.click()
        desk.page.get_by_role("button", name="Projector", pressed=wanted).wait_for()
        desk.settle()


def _fits(desk: Desk, name: str) -> None:
    desk.page.wait_for_timeout(300)
    desk.shoot(name)
    wide, high = desk.page.evaluate(
        "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
    )
    assert (wide <= 0, high <= 0) == (True, True), f"{name}: the page is {wide} px too wide, {high} px too high"
    for names in (PANELS, INSIDE):
        boxes = []
        for panel in names:
            role = "group" if panel == "Indicators" else "region"
            found = desk.page.get_by_role(role, name=panel, exact=True).first
            if found.is_visible():
                boxes.append({"name": panel, **found.bounding_box()})
        assert len(boxes) > 1
        assert desk.page.evaluate(OVERLAPS, boxes) == [], name
    assert desk.page.evaluate(SPILLED) == [], name


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_axe_finds_nothing_serious(opens: Opens, language: str) -> None:
    """Contrast, names, roles: in each language, each tab and dialog, with two branches, and on a projector."""
    from axe_playwright_python.sync_playwright import Axe

    axe, desk = Axe(), opens()
    if language != "en":
        desk.page.get_by_role("combobox", name="Language").select_option(language)
    desk.page.wait_for_function(f"document.documentElement.lang === '{language}'")
    desk.page.locator("[data-part=month-slider]").fill("60")
    desk.until(month=60)
    desk.settle()
    found = []
    for tab in desk.page.get_by_role("tab").all():
        tab.click()
        desk.page.wait_for_timeout(200)
        found += _serious(axe, desk)
    for opener in ("start", "files", "help"):
        desk.page.locator(f"[data-opens={opener}]").click()
        found += _serious(axe, desk)
        desk.page.keyboard.press("Escape")
    desk.page.locator("[data-key=f]").click()
    desk.until(branches="AB")
    desk.page.locator("[data-key=p]").click()
    desk.page.locator("[data-key=p][aria-pressed=true]").wait_for()
    found += _serious(axe, desk)
    assert found == []


def _serious(axe: object, desk: Desk) -> list[str]:
    desk.page.wait_for_timeout(200)
    return [
        f"{violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']][:5]}"
        for violation in axe.run(desk.page).response["violations"]  # type: ignore[attr-defined]
        if violation["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_speaks_the_language_of_the_browser(opens: Opens, language: str) -> None:
    """From the first look on, without an English word on a button of the others."""
    words = Words(language)
    desk = opens(language=f"{language}-CH")
    for key in ("ui.play", "ui.step", "ui.fork", "ui.undo", "ui.file", "ui.projector", "ui.strike"):
        desk.page.get_by_role("button", name=words(key), exact=True).first.wait_for()
    assert words("months.1").lower() in desk.page.locator("[data-part=date]").inner_text().lower()
    desk.page.wait_for_function(f"document.documentElement.lang === '{language}'")
    desk.page.wait_for_timeout(500)  # what NiceGUI is made of names a language, too
    assert desk.page.evaluate("document.documentElement.lang") == language, "or it is read aloud in another"
    desk.shoot(f"language_{language}")
    if language != "en":
        shared = set(desk.page.get_by_role("button").all_inner_texts()) & {
            "Play",
            "Step",
            "Back",
            "Fork",
            "Undo",
            "File",
        }
        assert shared == set()


def test_colours_are_not_all_that_tells_branches_apart(opens: Opens) -> None:
    """Letters stand beside the colours: without any colour one still knows which is which."""
    desk = opens()
    desk.press("Fork", branches="AB")
    desk.go(30)
    desk.page.emulate_media(forced_colors="active")
    for card in desk.cards():
        assert re.search(r"\bA\b", card)
        assert re.search(r"\bB\b", card)
    desk.shoot("forced_colours")
