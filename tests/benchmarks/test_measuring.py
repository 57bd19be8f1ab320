"""The measuring suite itself: what it tells must be what it saw. Speed is never tested here."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from benchmarks import lines, page, workers
from benchmarks.rows import Row, at_least, at_most, from_json, to_json
from benchmarks.timing import Timing, interleaved, ratio, spread

MACHINE = {"processor": "a test's", "cores": 2}


def test_ratio_divides_neighbours_in_time() -> None:
    """A machine that slows down halfway slows both: each is divided by its neighbour, and the median is told."""
    told = ratio([2.0, 20.0, 6.0], [1.0, 10.0, 1.0])
    assert (told.median, told.low, told.high, told.repeats) == (2.0, 2.0, 6.0, 3)


def test_ratio_refuses_what_was_not_timed_together() -> None:
    """Without a neighbour in time there is nothing to divide by."""
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        ratio([1.0, 2.0], [1.0])


def test_spread_is_median_lowest_and_highest() -> None:
    """One slow turn must not move the figure, and must be seen."""
    assert spread([3.0, 1.0, 100.0, 2.0, 2.5]) == (2.5, 1.0, 100.0, 5)


def test_tasks_take_turns_and_swap_places() -> None:
    """Whoever always came second would always meet what the first left in the caches."""
    order: list[str] = []
    seconds = itertools.count(1)

    def task(name: str) -> Timing:
        order.append(name)
        return Timing(float(next(seconds)), 0.0)

    taken = interleaved({"one": lambda: task("one"), "other": lambda: task("other")}, repeats=3)
    assert order == ["one", "other", "one", "other", "other", "one", "one", "other"]
    assert [timing.wall for timing in taken["one"]] == [3.0, 6.0, 7.0]  # as told by the task; the warm turn is left out


@pytest.mark.parametrize(
    ("median", "target", "verdict"),
    [(1.0, at_least(2.0), "missed"), (2.0, at_least(2.0), "met"), (2.1, at_most(2.0), "missed"), (9.0, None, "")],
)
def test_a_missed_target_is_told(median: float, target: object, verdict: str) -> None:
    """A page that hides what was missed is worth nothing."""
    row = Row("speed", "x", spread([median]), target)  # pyright: ignore[reportArgumentType]
    assert row.verdict == verdict
    assert (f"| {verdict} |" in _page([row])) is True


def test_rows_survive_the_file() -> None:
    """A line that is not measured again is written anew from the file; nothing of it may be lost."""
    row = Row("speed", "x", spread([1.0, 2.0]), at_most(3.0), "a note")
    assert from_json(json.loads(json.dumps(to_json(row)))) == row


@pytest.mark.slow
def test_a_peer_that_cannot_be_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A peer that is left out in silence would look like one that was beaten."""
    (tmp_path / "benchmarks" / "peers").mkdir(parents=True)
    (tmp_path / "benchmarks" / "peers" / "starsim.txt").write_text("./there-is-no-such-folder\n", "utf-8")
    monkeypatch.setattr(workers, "ROOT", tmp_path)
    (line,) = lines.named(["starsim"])
    rows = line.rows()
    assert [row.verdict for row in rows] == ["not measured"]
    shown = page.page_of({"starsim": page.result_of(rows, MACHINE, 0.0, 1.0)})
    assert "not measured" in shown
    assert "starsim could not be installed" in shown


def test_a_peer_that_breaks_is_told() -> None:
    """So is one that is installed and does not run: the reason is in the message, in one sentence."""
    with pytest.raises(workers.PeerMissingError, match=r"does not run here: .*No module named"):
        workers.Worker("benchmarks.peers.nobody")


def test_an_unknown_line_is_refused() -> None:
    """A misspelt line must not measure all lines for twenty minutes."""
    with pytest.raises(KeyError, match="mesa_twn"):
        lines.named(["reference", "mesa_twn"])


def test_measuring_one_line_keeps_the_others(tmp_path: Path) -> None:
    """Every line can be renewed alone."""
    data, shown = tmp_path / "results.json", tmp_path / "results.md"
    for name, figure in (("reference", 1.0), ("people", 2.0), ("reference", 3.0)):
        result = page.result_of([Row(name, "x", spread([figure]))], MACHINE, 0.0, 1.0)
        page.keep({name: result}, data, shown)
    kept = json.loads(data.read_text("utf-8"))
    figures = {name: result["rows"][0]["figure"]["median"] for name, result in kept.items()}
    assert figures == {"reference": 3.0, "people": 2.0}
    assert shown.read_text("utf-8") == page.page_of(kept)


def test_the_page_is_that_of_the_figures() -> None:
    """Nobody types figures into the page that is committed."""
    assert page.PAGE.read_text("utf-8") == page.page_of(json.loads(page.DATA.read_text("utf-8")))


def _page(rows: list[Row]) -> str:
    return page.page_of({"reference": page.result_of(rows, MACHINE, 0.0, 1.0)})
