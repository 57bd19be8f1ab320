"""The ten-minute demonstration on the page itself: its steps, and on the screen the numbers of its printed page."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.desk import Desk, Opens
from tests.docs.ten_minutes_page import SESSION, card, futures

TITLES = {"trust": "Trust in the police", "safety": "Feel safe", "bribes": "Paid a bribe",
          "deaths": "Battle deaths in 12 months"}  # fmt: skip
LONGEST = 180_000  # ms for 200 futures on a busy machine


def test_the_screen_shows_what_the_page_prints(opens: Opens, shots: Path) -> None:
    """Open the session file, show B beside A, then C: each month of the script has the printed numbers."""
    desk = opens()
    _open(desk)
    _show(desk, "B")
    for month in (11, 36, 60, 120):
        desk.go(month)
        _same_numbers(desk, "AB", month)
        desk.shoot(f"ten_minutes_B_{month}")
    _show(desk, "C")
    for month in (96, 120):
        desk.go(month)
        _same_numbers(desk, "AC", month)
        desk.shoot(f"ten_minutes_C_{month}")


def test_the_futures_of_the_fork_are_those_of_the_page(opens: Opens) -> None:
    """In month 11 the page counts futures as steps 7 and 9 do: violence in A alone, bribes in B beside A."""
    desk = opens()
    _open(desk)
    assert f"in {_share('A', 'recurrence_25')} %" in _said(desk, "violence")
    _show(desk, "B")
    desk.page.get_by_role("group", name="Indicators").get_by_role("button").filter(has_text=TITLES["bribes"]).click()
    assert f"worse in {_share('B', 'bribe_experience')} %" in _said(desk, "worse in")


def _said(desk: Desk, word: str) -> str:
    """What the chart says once all futures are there."""
    chart = desk.page.get_by_role("region", name="Chart", exact=True)
    chart.get_by_text(re.compile(word, re.IGNORECASE)).first.wait_for(timeout=LONGEST)
    desk.page.wait_for_selector('#ssrsim-state[data-forecast="100"]', timeout=LONGEST)
    return re.sub(r"\s+", " ", chart.inner_text())


def _share(letter: str, name: str) -> str:
    return futures(letter, name).split()[0]


def _open(desk: Desk) -> None:
    with desk.page.expect_file_chooser() as chooser:
        desk.menu("Open session")
    chooser.value.set_files(SESSION)
    desk.until(month=11, branches="ABC")
    desk.page.keyboard.press("Escape")


def _show(desk: Desk, letter: str) -> None:
    """A branch beside A, in the place of any other."""
    desk.press(f"Show branch {letter}")
    desk.page.get_by_role("button", name=f"Show branch {letter}", pressed=True).wait_for()
    desk.settle()


def _same_numbers(desk: Desk, letters: str, month: int) -> None:
    """Value and interval of the cards that the script names."""
    shown = {title: text for text in desk.cards() for title in TITLES.values() if text.startswith(title)}
    for name, title in TITLES.items():
        for letter in letters:
            value, _, rest = card(letter, name, str(month)).partition(" (")
            found = re.search(rf"\b{letter} ([\d,]+(?: %)?)(?: (\d+)–(\d+) %)?", shown[title])
            assert found is not None, shown[title]
            assert found[1] == value, (month, letter, title)
            if rest:
                assert f"{found[2]} to {found[3]} %" in rest, (month, letter, title)
