"""Figures drawn by two processes: the same bytes, and nothing lost where the second one dies."""

from __future__ import annotations

import sys

import pytest
from synthetic_results import made_up_results

from ssrsim.plots.figures import all_figures
from ssrsim.plots.style import to_svg
from ssrsim.report import painter
from ssrsim.report.painter import Painter

RESULTS = made_up_results()


def drawn_by_painter() -> list[tuple[str, str, str, str]]:
    """Name, title, data and SVG of each figure, drawn by as many processes as there are."""
    with Painter() as two:
        two.begin(RESULTS)
        return [(one.name, one.title, one.data.to_csv(), svg) for one, svg in two.pictures(RESULTS)]


def drawn_here() -> list[tuple[str, str, str, str]]:
    """The same, drawn one after the other."""
    return [(one.name, one.title, one.data.to_csv(), to_svg(one)) for one in all_figures(RESULTS)]


@pytest.mark.parametrize("processors", [1, 2])
def test_figures_are_the_same_whoever_draws(processors: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report must not depend on the machine that made it; and the second process must have drawn its part."""
    monkeypatch.setattr(painter, "processors", lambda: processors)
    known = drawn_here()
    asked = []
    monkeypatch.setattr(painter, "pictures_of", lambda part, results, own=painter.pictures_of: (
        asked.append(part) or own(part, results)))  # fmt: skip
    assert drawn_by_painter() == known
    assert set(painter.THEIRS).isdisjoint(asked) == (processors == 2)


@pytest.mark.slow
def test_nothing_is_lost_where_the_second_process_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    """No memory, no package in its path: the run is still delivered whole."""
    monkeypatch.setattr(painter, "processors", lambda: 2)
    monkeypatch.setattr(painter, "COMMAND", [sys.executable, "-c", "raise SystemExit(1)"])
    assert drawn_by_painter() == drawn_here()


def test_large_results_are_not_held_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory for a second copy of thousands of runs may not be there."""
    monkeypatch.setattr(painter, "processors", lambda: 2)
    monkeypatch.setattr(painter, "LARGEST", 1_000)
    with Painter() as two:
        two.begin(RESULTS)
        assert two._talk is None
