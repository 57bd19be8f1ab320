"""Several visitors, several tabs, a kill and a stranger: each session is its own, and stays."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from ssrsim.session.session import Session
from tests.browser.desk import Desk, Opens
from tests.serving import Served

TOKEN = "token0123456789token"
MANY = int(os.environ.get("SSRSIM_VISITORS", "12"))  # make nightly asks for 50
SHOCKS = ("aid_cut", "economic", "scandal", "disaster", "early_election")


def test_two_visitors_at_once_do_not_mix(opens: Opens) -> None:
    """Each acts while the other's work is under way, and each ends where it would have ended alone."""
    alone = opens()
    one, other = opens(), opens()
    assert len({desk.page.url for desk in (alone, one, other)}) == 3
    one.page.get_by_role("combobox", name="Speed", exact=True).select_option("10")
    one.page.get_by_role("button", name="Play", exact=True).click()
    other.press("Fork", branches="AB")
    other.page.get_by_role("button", name="Set off shock").click()
    one.page.wait_for_function("+document.getElementById('ssrsim-state').dataset.month >= 6")
    one.press("Pause")
    assert (one.state("branches"), other.state("branches")) == ("A", "AB")
    assert other.state("month") == "0"
    for desk in (alone, one):
        desk.go(30)
    other.go(30)
    assert one.state("state") == alone.state("state")
    assert one.cards() == alone.cards()
    assert one.saved()["branches"]["A"]["decisions"] == []
    assert len(other.saved()["branches"]) == 2


def test_many_visitors_at_once_do_not_mix(opens: Opens) -> None:
    """All press before anybody's page is drawn; each ends with the state that its session alone has, to the bit."""
    desks = [opens() for _ in range(MANY)]
    for row, desk in enumerate(desks):
        desk.page.get_by_role("slider", name="Month", exact=True).fill(str(row + 1))
    for row, desk in enumerate(desks):
        desk.until(month=row + 1)
        desk.page.get_by_role("combobox", name="What strikes", exact=True).select_option(SHOCKS[row % len(SHOCKS)])
        desk.page.get_by_role("button", name="Set off shock").click()
    for row, desk in enumerate(desks):
        desk.page.get_by_role("slider", name="Month", exact=True).fill(str(row + 30))
    for row, desk in enumerate(desks):
        desk.until(month=row + 30)
        desk.settle()
        file = desk.saved()
        decided = [(one["month"], one["shock"]) for one in file["branches"]["A"]["decisions"]]
        assert decided == [(row + 1, SHOCKS[row % len(SHOCKS)])]
        alone = Session.opened(json.dumps(file))
        assert desk.state("state") == alone.branch("A").timeline.state_hash(row + 30)
    assert len({desk.page.url for desk in desks}) == MANY


def test_a_second_tab_shows_the_same_session(opens: Opens) -> None:
    """Two tabs on one address are one session, and both show it: a trainer at the desk, a screen for the room."""
    desk = opens()
    screen = opens(desk.page.url, width=1920, height=1080)
    desk.go(17)
    screen.until(month=17)
    screen.press("Fork", branches="AB")
    desk.until(branches="AB")
    desk.settle()
    screen.settle()
    assert desk.cards() == screen.cards()


def test_a_killed_server_resumes_the_same_session(browser: Any, shots: Path, tmp_path: Path) -> None:
    """Power cut in the middle of a course: start again, reload, go on, with the same state to the bit."""
    with Served(tmp_path) as served:
        desk = Desk(browser.new_context(), served.url, shots)
        desk.go(25)
        desk.page.get_by_role("button", name="Set off shock").click()
        desk.page.get_by_role("button", name="Undo").and_(desk.page.locator(":enabled")).wait_for()
        desk.press("Fork", branches="AB")
        desk.go(40)
        address, before, states = desk.page.url, desk.cards(), (desk.state("state"), desk.state("state-b"))
        desk.page.wait_for_timeout(300)
        served.process.kill()
        desk.page.goto("about:blank")  # the page loads itself anew once the server is back; here the test does
    with Served(tmp_path, "--port", str(served.port)):
        desk.open(address)
        desk.until(month=40, branches="AB")
        assert desk.cards() == before
        assert (desk.state("state"), desk.state("state-b")) == states
        desk.press("Step", month=41)
        desk.leave()


def test_the_token_lets_a_browser_in_and_leaves_the_address(browser: Any, shots: Path, tmp_path: Path) -> None:
    """Who follows the printed address is in; the page has no token in its address; a stranger sees one sentence."""
    with Served(tmp_path, "--listen", "127.0.0.2", SSRSIM_DASHBOARD_TOKEN=TOKEN) as served:
        desk = Desk.waiting(browser.new_context(), served.url, shots)
        desk.page.wait_for_url(re.compile(r"/s/[0-9a-f]{40}$"))
        desk.settle()
        desk.press("Step", month=1)
        assert TOKEN not in desk.page.url + desk.page.evaluate("document.referrer")
        stranger = browser.new_context()
        page = stranger.new_page()
        assert page.goto(desk.page.url).status == 401
        assert "token" in page.locator("body").inner_text()
        assert desk.faults == []
        stranger.close()
        desk.leave()


def test_another_page_in_the_same_browser_gets_nothing(browser: Any, opens: Opens, tmp_path: Path) -> None:
    """A page from elsewhere can neither fetch, frame nor open a web socket; the visitor's session is untouched."""
    desk = opens()
    foreign = tmp_path / "foreign.html"
    foreign.write_text(FOREIGN.replace("HERE", desk.home), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(foreign.as_uri())
    page.wait_for_function("window.found && Object.keys(window.found).length === 4")
    assert page.evaluate("window.found") == dict.fromkeys(("fetch", "image", "socket", "frame"), "refused")
    context.close()
    desk.press("Step", month=1)


FOREIGN = """<!doctype html><title>elsewhere</title><script>
window.found = {};
const note = (name, said) => { window.found[name] = said; };
fetch("http://HERE/", { mode: "no-cors" }).then((answer) => fetch("http://HERE/").then(() => "read")).then(
  (said) => note("fetch", said), () => note("fetch", "refused"));
const image = new Image();
image.onload = () => note("image", "shown");
image.onerror = () => note("image", "refused");
image.src = "http://HERE/favicon.ico";
const socket = new WebSocket("ws://HERE/_nicegui_ws/socket.io/?EIO=4&transport=websocket");
socket.onopen = () => note("socket", "open");
socket.onerror = () => note("socket", "refused");
addEventListener("DOMContentLoaded", () => {
  const frame = document.createElement("iframe");
  frame.src = "http://HERE/";
  frame.onload = () => {
    let said = "refused";
    try { if (frame.contentWindow.document.body.innerText) said = "read"; } catch { }
    note("frame", frame.contentWindow.length ? "shown" : said);
  };
  document.body.append(frame);
});
</script><body></body>"""
