"""The option dicts of the charts: what they say without a mouse, and what branches have in common."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from ssrsim.dashboard.charts import MOST_ROWS, bounds, options
from ssrsim.dashboard.course import Course, Fan, Frame, Mark, Point

FAN = Fan(24, [0.2] * 97, [0.3] * 97, [0.4] * 97, [0.5] * 97, [0.6] * 97, 100)
POINTS = [Point(6, 0.31, 0.28, 0.34), Point(12, 0.36, 0.33, 0.39)]


def course(letter: str = "A", **more: object) -> Course:
    return Course(letter, 24, POINTS, None, None, FAN, [])._replace(**more)


JULY_2020 = 1_593_561_600_000  # ms, as `date -u -d 2020-07-01 +%s` says
TICKS = [(0, "0 %"), (20, "20 %"), (40, "40 %"), (60, "60 %")]
FRAME = Frame(120, 2020, 1, True, TICKS, "measured", "true", "said")


def series(drawn: dict, name: str) -> dict:
    return next(one for one in drawn["series"] if one["name"] == name)


def test_charts_are_plain_data_with_the_same_series_whatever_they_show() -> None:
    """A replay writes them as JSON; a page merges a new month into the old only where the series are the same."""
    full = options(course(truth=[0.5] * 25, marks=[Mark(6, "Aid cut", True)]), FRAME)
    empty = options(course(points=[], fan=None), FRAME)
    assert json.loads(json.dumps(full, allow_nan=False)) == full
    assert [one["name"] for one in full["series"]] == [one["name"] for one in empty["series"]]


def test_a_band_lies_between_its_quantiles() -> None:
    """Bands are stacked on an unseen line; a wrong base would shift the whole future."""
    drawn = options(course(), FRAME)
    (_, low), (_, thick) = series(drawn, "under0")["data"][0], series(drawn, "band0")["data"][0]
    assert (low, low + thick) == pytest.approx((20, 60))
    assert series(drawn, "under0")["stack"] == series(drawn, "band0")["stack"] != series(drawn, "band1")["stack"]


def test_an_interval_is_drawn_from_its_low_end_to_its_high_end_in_calendar_years() -> None:
    """Who reads an error bar must read the interval of the file."""
    bars = series(options(course(), FRAME), "errors")["data"]
    assert bars[0]["coords"] == [[JULY_2020, 28], [JULY_2020, 34]]


def test_a_value_without_a_known_error_has_no_bar() -> None:
    """A bar of no length would say that the value is exact."""
    drawn = options(course(points=[Point(6, 0.3, 0.3, 0.3)]), FRAME)
    assert series(drawn, "errors")["data"] == []
    assert len(series(drawn, "measured")["data"]) == 1


def test_the_range_holds_all_that_both_branches_show() -> None:
    """One range for both, else two different futures look alike."""
    ticks = bounds([course(), course("B", truth=[0.83])], percent=True)
    assert ticks[0] <= 20
    assert ticks[-1] >= 83
    assert len({b - a for a, b in pairwise(ticks)}) == 1


def test_a_share_never_leaves_what_a_share_can_be() -> None:
    """An axis to 120 % would be read as a number that can be."""
    ticks = bounds([course(points=[Point(6, 0.99, 0.97, 1.0)], fan=None)], percent=True)
    assert 0 <= ticks[0] < 97
    assert ticks[-1] == 100


def test_words_of_marks_do_not_cover_each_other() -> None:
    """Marks that are close stand in other rows; where no row is free the line stays and its words are left out."""
    marks = [Mark(month, f"Scandal of month {month}", True) for month in (10, 11, 12, 13, 14)]
    drawn = options(course(marks=marks), FRAME)
    labels = [one["label"] for one in series(drawn, "signs")["markLine"]["data"][1:]]
    written = [label for label in labels if label["show"]]
    assert len(labels) == len(marks)
    assert len(written) == MOST_ROWS == len({label["distance"][1] for label in written})


def test_nothing_moves_and_nothing_needs_a_mouse() -> None:
    """Who uses the keys, a printout or a projector sees the same."""
    drawn = options(course(), FRAME)
    assert drawn["animation"] is False
    assert "tooltip" not in drawn
    assert drawn["aria"]["label"]["description"] == "said"
