"""The demonstration from end to end, as a trainer gives it: every control of the page does what it says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from tests.browser.desk import Desk, Opens


def test_play_pause_step_and_rewind_move_the_month_alone(opens: Opens) -> None:
    """The same month is the same state, however one got there; playing to the end stops by itself."""
    desk = opens()
    at_start = desk.state("state")
    desk.press("Step", month=1)
    desk.settle()
    at_one = desk.state("state")
    assert len({at_start, at_one}) == 2
    desk.page.get_by_role("combobox", name="Speed", exact=True).select_option("10")
    desk.press("Play")
    desk.page.wait_for_function("+document.getElementById('ssrsim-state').dataset.month >= 8")
    desk.press("Pause")
    desk.settle()
    stopped = desk.state("month")
    desk.page.wait_for_timeout(600)
    assert desk.state("month") == stopped
    desk.go(1)
    assert desk.state("state") == at_one
    desk.press("First month", month=0)
    desk.settle()
    assert desk.state("state") == at_start
    desk.press("Last month")
    desk.page.get_by_role("button", name="Step").and_(desk.page.locator(":disabled")).wait_for()
    desk.press("Back")


def test_a_decision_changes_what_comes_and_nothing_before(opens: Opens, shots: Path) -> None:
    """A slider moved in month 24 acts from month 25 on; undone, everything is as it was, to the bit."""
    desk = opens()
    desk.go(24)
    then = desk.cards()
    desk.go(60)
    without = desk.state("state")
    desk.go(24)
    _share(desk, 60)
    assert desk.cards() == then
    desk.go(60)
    assert desk.state("state") != without
    desk.shoot("decided")
    desk.press("Undo")
    desk.page.wait_for_function(f"document.getElementById('ssrsim-state').dataset.state === {without!r}")
    assert desk.saved()["branches"]["A"]["decisions"] == []


def test_a_shock_strikes_is_told_with_its_cause_and_the_past_stays(opens: Opens) -> None:
    """A scandal in month 30 is in the events of month 31 and in no earlier month."""
    desk = opens()
    desk.go(30)
    before = desk.tab("Events").inner_text()
    desk.page.get_by_role("combobox", name="What strikes", exact=True).select_option(label="Scandal")
    desk.press("Set off shock")
    desk.page.get_by_role("button", name="Undo").and_(desk.page.locator(":enabled")).wait_for()
    desk.press("Step", month=31)
    desk.settle()
    told = desk.tab("Events").inner_text()
    assert re.search("scandal", told, re.IGNORECASE)
    assert desk.saved()["branches"]["A"]["decisions"][0]["shock"] == "scandal"
    desk.shoot("shock")
    desk.press("Back", month=30)
    desk.press("Undo")
    desk.page.get_by_role("button", name="Undo").and_(desk.page.locator(":disabled")).wait_for()
    assert desk.tab("Events").inner_text() == before


def test_two_futures_stand_side_by_side(opens: Opens) -> None:
    """A fork shares the past; a decision in B leaves A as it was; each card then shows both."""
    desk = opens()
    desk.go(36)
    desk.press("Fork", branches="AB")
    desk.settle()
    assert desk.state("state") == desk.state("state-b")
    desk.page.get_by_role("button", name=re.compile("Decide in branch B")).click()
    desk.page.get_by_role("button", name=re.compile("Decide in branch B"), pressed=True).wait_for()
    _share(desk, 70)
    desk.go(84)
    assert desk.state("state") != desk.state("state-b")
    assert desk.page.get_by_role("group", name=re.compile("Map of branch")).count() == 2
    assert desk.page.get_by_role("img", name=re.compile("branch [AB]")).count() == 2
    desk.shoot("two_futures")
    desk.page.get_by_role("button", name="Close branch B").click()
    desk.until(branches="A")


def test_the_fan_of_what_may_come_arrives_and_never_blocks_the_page(opens: Opens) -> None:
    """While a hundred futures are computed each step is drawn; then the chart says how many there are."""
    desk = opens()
    desk.go(40)
    for month in range(41, 46):
        desk.press("Step", month=month)
    chart = desk.page.get_by_role("region", name="Chart")
    chart.get_by_text(re.compile("100 futures|of 100")).first.wait_for()
    chart.get_by_text(re.compile(r"^(?!.*Computing).*100", re.DOTALL)).first.wait_for(timeout=120_000)
    desk.shoot("fan")


def test_layers_views_and_agents_can_be_looked_at(opens: Opens) -> None:
    """Each layer colours the map; the facilitator sees the truth that the room does not; three kinds of agents open."""
    desk = opens()
    desk.go(24)
    tiles = desk.page.get_by_role("group", name="Map of branch A").get_by_role("button")
    seen = []
    for layer in ("Trust", "Insecurity", "Control", "Abuse"):
        desk.page.get_by_role("button", name=layer, exact=True).click()
        desk.page.get_by_role("button", name=layer, exact=True, pressed=True).wait_for()
        desk.settle()
        seen.append(" ".join(tiles.all_inner_texts()))
    assert len(set(seen)) == 4
    in_room = desk.cards()
    desk.page.get_by_role("button", name="Facilitator view").click()
    desk.page.get_by_role("button", name="Facilitator view", pressed=True).wait_for()
    desk.settle()
    assert desk.cards() != in_room
    assert not any("true" in card for card in in_room)
    assert any("true" in card for card in desk.cards())
    desk.shoot("facilitator")
    tiles.first.click()
    panel = desk.page.get_by_role("tabpanel", name="Inspect")
    sheets = [panel.inner_text()]
    for kind in ("politician", "civilian"):
        panel.get_by_role("combobox", name="Look at a", exact=True).select_option(kind)
        panel.get_by_role("combobox", name="Which", exact=True).locator("option").first.wait_for(state="attached")
        desk.page.wait_for_timeout(500)
        desk.settle()
        sheets.append(panel.inner_text())
    assert len(set(sheets)) == 3
    assert all(re.search(r"\d", sheet) for sheet in sheets)
    desk.shoot("civilian")
    board = desk.tab("Reforms").inner_text()
    assert all(word in board for word in ("planned", "reported", "formal", "effective", "USD m"))
    desk.shoot("board")


def test_another_country_and_plan_begin_a_new_session(opens: Opens) -> None:
    """Country, plan and seed are all of the start; the same start is the same state."""
    desk = opens()
    first = desk.state("state")
    _start(desk, "liberia_2003", "ddr_first")
    desk.page.get_by_role("heading", name=re.compile("Liberia")).first.wait_for()
    desk.settle()
    assert desk.state("state") != first
    assert desk.saved()["start"] | {"overrides": {}} == {
        "scenario": "liberia_2003", "plan": "ddr_first", "overrides": {}, "seed": 1}  # fmt: skip
    desk.shoot("liberia")


def test_a_saved_session_opens_as_it_was_and_a_wrong_file_is_a_sentence(opens: Opens, tmp_path: Path) -> None:
    """Elsewhere, too: the file is all there is. A file that is none changes nothing."""
    desk, other = opens(), opens()
    desk.go(20)
    _share(desk, 45)
    desk.press("Fork", branches="AB")
    desk.settle()
    file = desk.given("Save session")
    assert file.stat().st_size < 20_000
    _opened(other, file)
    other.until(month=20, branches="AB")
    other.settle()
    assert (other.state("state"), other.state("state-b")) == (desk.state("state"), desk.state("state-b"))
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"schema": "ssrsim.session/1", "start": {"scenario": "/etc/passwd"}, "hooks": ["os:system"]}')
    _opened(other, wrong)
    other.page.get_by_role("status").filter(has_text=re.compile("hooks")).wait_for()
    assert (other.state("month"), other.state("branches")) == ("20", "AB")


def test_figures_numbers_and_replay_leave_as_files(opens: Opens, browser: Any, tmp_path: Path) -> None:
    """The replay plays alone, from the disk, without asking anybody for anything."""
    desk = opens()
    desk.go(12)
    desk.press("Fork", branches="AB")
    with zipfile.ZipFile(desk.given("Export CSV")) as archive:
        months = archive.read("months.csv").decode().splitlines()
    assert len(months) == 1 + 2 * 13
    with zipfile.ZipFile(desk.given("Export figures")) as archive:
        assert {Path(name).suffix for name in archive.namelist()} >= {".svg", ".csv"}
    replay = desk.given("Offline replay")
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page, asked, faults = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(replay.as_uri())
    page.wait_for_timeout(500)
    assert ([url for url in asked if not url.startswith(("file:", "data:", "blob:"))], faults) == ([], [])
    assert "Orvanta" in page.locator("body").inner_text()
    context.close()


def test_all_of_it_by_keyboard(opens: Opens) -> None:
    """No mouse: single keys, and every control in the order of the tab key."""
    desk = opens()
    keys = desk.page.keyboard
    keys.press("ArrowRight")
    desk.until(month=1)
    keys.press("ArrowLeft")
    desk.until(month=0)
    keys.press("f")
    desk.until(branches="AB")
    keys.press("Space")
    desk.page.wait_for_function("+document.getElementById('ssrsim-state').dataset.month >= 2")
    keys.press("Space")
    reached = set()
    for _ in range(80):
        keys.press("Tab")
        reached.add(
            desk.page.evaluate(
                "document.activeElement?.getAttribute('aria-label') || document.activeElement?.innerText"
            )
        )
    assert {"Step", "Fork", "Set off shock", "Trust", "Projector", "Language", "Month"} <= reached


def _share(desk: Desk, percent: int) -> None:
    """Move the first slider of shares, as a hand would, and wait until the decision is taken."""
    slider = desk.page.get_by_role("region", name="Levers").get_by_role("slider").first
    slider.fill(str(percent))
    desk.page.get_by_role("button", name="Undo").and_(desk.page.locator(":enabled")).wait_for()
    desk.settle()


def _start(desk: Desk, country: str, plan: str) -> None:
    desk.page.get_by_role("button", name="Change…").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Country", exact=True).select_option(country)
    dialog.get_by_role("combobox", name="Plan", exact=True).select_option(plan)
    dialog.get_by_role("button", name="Start").click()


def _opened(desk: Desk, file: Path) -> None:
    with desk.page.expect_file_chooser() as chooser:
        desk.menu("Open session")
    chooser.value.set_files(file)
