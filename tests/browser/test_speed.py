"""How quickly the page answers, measured in the browser from the click to the second frame that shows what was wanted.

What may fail is a ratio to the same machine at rest, or a limit so wide that only something broken passes it; the
figures themselves are kept in speed.txt beside the screenshots.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.browser.desk import Desk, Opens

TOLD = "{what}: median {median:.3f} s, longest {longest:.3f} s of {n}"
WIDEST = 3.0  # seconds; ten times what is promised for an idle machine
STEP, UNDO, STRIKE = "[data-key=ArrowRight]", "[data-key=u]", "[data-part=strike]"
IDLE = ("#ssrsim-state", "data-busy", "0")


def test_a_click_is_on_the_screen_at_once_with_two_branches(opens: Opens, shots: Path) -> None:
    """Step, and back; with futures under way in the background, two branches and all civilians."""
    desk = opens()
    _two_branches(desk)
    desk.page.wait_for_timeout(300)
    steps = [desk.timed(STEP, *_at(month)) for month in range(41, 71)]
    _tell("step with two branches", steps, shots)
    assert median(steps) < WIDEST
    first, last = median(steps[:10]), median(steps[-10:])
    assert last < 3 * first, "the page gets slower as it is used"


def test_a_decision_is_on_the_screen_at_once(opens: Opens, shots: Path) -> None:
    """It makes the whole history of the branch anew, and is taken back again."""
    desk = opens()
    desk.go(40)
    desk.press("Fork", branches="AB")
    desk.settle()
    taken, undone = [], []
    for _ in range(8):
        desk.settle()
        taken.append(desk.timed(STRIKE, IDLE, (UNDO, "disabled", None)))
        desk.settle()
        undone.append(desk.timed(UNDO, IDLE, (UNDO, "disabled", "")))
    _tell("decision with two branches", taken, shots)
    _tell("decision taken back", undone, shots)
    assert median(taken + undone) < WIDEST


def test_forecasts_do_not_hold_the_page_up(opens: Opens, shots: Path) -> None:
    """Clicks while futures are computed against clicks after they have arrived, in one session: the same page."""
    desk = opens()
    _two_branches(desk)
    while_computing = []
    for month in (41, 40, 41, 40, 41, 40):
        desk.page.wait_for_timeout(700)  # futures begin a moment after the page is at rest
        while_computing.append(desk.timed(STEP if month == 41 else "[data-key=ArrowLeft]", *_at(month)))
    _tell("click while futures are computed", while_computing, shots)
    assert median(while_computing) < WIDEST


def test_play_keeps_its_pace_with_two_branches(opens: Opens, shots: Path) -> None:
    """Five months in a second, as the list of speeds promises; a busy machine may be slower, not stand still."""
    desk = opens()
    _two_branches(desk)
    desk.page.get_by_role("combobox", name="Speed", exact=True).select_option("5")
    months, seconds = desk.page.evaluate(PLAYED)
    pace = months / seconds
    _note(shots, f"play with two branches: {pace:.2f} months per second")
    assert pace > 1
    desk.press("Pause")


PLAYED = """() => new Promise((done) => {
  const state = document.getElementById("ssrsim-state"), seen = [];
  new MutationObserver(() => {
    const month = +state.dataset.month;
    if (seen.length && seen.at(-1)[0] === month) return;
    seen.push([month, performance.now()]);
    if (seen.length < 26) return;
    const [first, last] = [seen[0], seen.at(-1)];
    done([last[0] - first[0], (last[1] - first[1]) / 1000]);
  }).observe(state, { attributes: true, attributeFilter: ["data-month"] });
  document.querySelector("[data-key=Space]").click();
})"""


def _at(month: int) -> tuple[tuple[str, str, str], ...]:
    """What the page says of itself when it has drawn this month."""
    return IDLE, ("#ssrsim-state", "data-month", str(month))


def _two_branches(desk: Desk) -> None:
    desk.go(36)
    desk.press("Fork", branches="AB")
    desk.page.get_by_role("button", name="Set off shock").click()
    desk.page.get_by_role("button", name="Undo").and_(desk.page.locator(":enabled")).wait_for()
    desk.go(40)


def _tell(what: str, seconds: list[float], shots: Path) -> None:
    _note(shots, TOLD.format(what=what, median=median(seconds), longest=max(seconds), n=len(seconds)))


def _note(shots: Path, line: str) -> None:
    """Keep a figure beside the screenshots."""
    with (shots / "speed.txt").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
