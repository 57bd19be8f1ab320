"""Figures of a search: they say what the numbers say, with any names, few plans or many."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from ssrsim.analysis.orders import places
from ssrsim.analysis.pareto import weight_regions
from ssrsim.plots.search import FINALIST, KEPT, RULED_OUT, front_figure, percent, ranking_figure, screening_figure
from ssrsim.plots.search_patterns import OTHERS, order_figure, weights_figure
from ssrsim.plots.style import Drawn, to_svg

HOSTILE = "<b>$\\frac{1}{2}$ & " + "very long " * 12


def ranked(high: float = 1.0, name: str = "other", low: float = -2.0) -> Drawn:
    """A chosen plan, one that may be as good, one that is surely worse."""
    rows = [("chosen one", 0.0, 0.0, 0.0, 60, True), (name, (low + high) / 2, low, high, 60, False),
            ("worse", -9.0, -12.0, -6.0, 60, False)]  # fmt: skip
    return ranking_figure(pd.DataFrame(rows, columns=["plan", "value", "low", "high", "n", "chosen"]), 3.0)


def screened(plans: int) -> Drawn:
    """A tenth each finalists and kept, the rest ruled out."""
    means = np.linspace(90, 30, plans)
    states = np.array([FINALIST, KEPT, *[RULED_OUT] * 8])[np.arange(plans) * 10 // plans]
    return screening_figure(pd.DataFrame(
        {"plan": [f"p{one}" for one in range(plans)], "mean": means, "low": means - 5, "high": means + 5, "n": 20,
         "state": states}))  # fmt: skip


def fronted(names: list[str]) -> Drawn:
    """Plans on a falling front, and one that is beaten."""
    x = np.arange(len(names), dtype=float)
    y = np.r_[-x[:-1], -x[-1] - 5]
    x[-1] = 0.5
    return front_figure(pd.DataFrame(
        {"plan": names, "x": x, "x_low": x - 0.1, "x_high": x + 0.1, "y": y, "y_low": y - 0.1, "y_high": y + 0.1,
         "n": 40, "share": 0.9, "chosen": x == 1.0}), "Peace-months", "Trust")  # fmt: skip


def weighed(criteria: int, plans: int) -> Drawn:
    """As many winners as there are plans, more or less."""
    values = np.random.default_rng(4).random((plans, criteria))
    regions = weight_regions(values, np.ones(criteria), 12)
    shares = pd.DataFrame({"plan": [HOSTILE] * plans, "share": regions.shares, "low": 0.0, "high": 1.0, "n": 40})
    return weights_figure(regions.weights, regions.winners, shares, [f"Criterion {one}" for one in range(criteria)])


def ordered(reforms: int = 4) -> Drawn:
    """Random orders of reforms."""
    rng = np.random.default_rng(5)
    orders = np.array([rng.permutation(reforms) for _ in range(200)])
    best, worst = places(orders, rng.random((200, 6)) - orders[:, :1], 0.05, 20, rng)
    return order_figure(best, worst, [f"Reform {one}" for one in range(reforms)])


def text_of(drawn: Drawn) -> str:
    """All that is written in a figure."""
    return " ".join(ET.fromstring(to_svg(drawn)).itertext())


ALL = (ranked(name=HOSTILE), screened(1_200), fronted([HOSTILE, "b", "c"]), weighed(3, 12), weighed(2, 3), ordered())


@pytest.mark.parametrize("drawn", ALL, ids=lambda drawn: drawn.name)
def test_every_figure_is_a_small_drawing_with_its_data(drawn: Drawn) -> None:
    """Sound XML whatever names hold, without pictures or requests, small enough for a page of many."""
    svg = to_svg(drawn)
    assert "<script" not in svg
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert len(svg) < 120_000
    assert len(drawn.data)
    assert re.search(r"\d", drawn.caption)  # so many worlds, or so many percent


def test_letters_can_be_read_from_afar() -> None:
    """At arm's length of a screen and from the back of a room: none below 12 points, but in tables of many places."""
    for drawn in ALL:
        sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", to_svg(drawn))]
        assert min(sizes) >= 12.0, drawn.name


def test_ranking_says_whether_another_may_be_better() -> None:
    """By the intervals, and by the zone that was asked for."""
    assert "No other plan is better by 3 peace-months" in text_of(ranked(high=2.9))
    assert "1 of 2 other plans may be better by 3 peace-months or more" in text_of(ranked(high=3.1))


def test_ranking_says_that_another_is_surely_better() -> None:
    """A plan to hold against, such as no reform, may beat all that were searched: nobody may overlook it."""
    drawn = ranked(low=1.3, high=5.2)
    assert "1 of 2 other plans has surely more peace-months" in text_of(drawn)
    assert "stroke: #009e73" in to_svg(drawn)
    assert "stroke: #009e73" not in to_svg(ranked())


def test_ranking_has_the_best_on_top_and_red_for_what_is_surely_less() -> None:
    """One of three lies below 0 with its whole interval."""
    drawn = ranked()
    assert drawn.data["value"].is_monotonic_decreasing
    assert to_svg(drawn).count("stroke: #d55e00") >= 1
    assert [row.high < 0 for row in drawn.data.itertuples()] == [False, False, True]


@pytest.mark.parametrize("plans", [10, 5_040])
def test_screening_counts_all_plans_and_draws_a_few(plans: int) -> None:
    """What is written counts every plan; points are thinned, or five thousand would be drawn."""
    drawn = screened(plans)
    words = text_of(drawn)
    for state in (f"{plans // 10:,} finalist", f"{plans // 10:,} kept", f"{plans * 8 // 10:,} ruled out"):
        assert state in words
    assert len(drawn.data) == plans
    assert len(to_svg(drawn)) < 120_000


def test_front_names_what_is_on_it() -> None:
    """And not what is beaten."""
    drawn = fronted(["alone", "middle", "end", "beaten"])
    words = text_of(drawn)
    assert "3 of 4 plans" in words
    assert all(name in words for name in ("alone (90)", "middle (90)", "end (90)"))
    assert "beaten (90)" not in words
    assert drawn.data["on_front"].sum() == 3


def test_names_on_a_crowded_front_do_not_cover_each_other() -> None:
    """Twelve plans almost at one place: the chosen one is named, the others only where there is room."""
    x = 60 + np.arange(12) * 0.01
    x[-1] = 90.0
    frame = pd.DataFrame({"plan": [f"plan {one}" for one in range(12)], "x": x, "x_low": x, "x_high": x, "y": -x,
                          "y_low": -x, "y_high": -x, "n": 40, "share": 1.0, "chosen": np.arange(12) == 5})  # fmt: skip
    words = text_of(front_figure(frame, "Peace-months", "Trust"))
    assert "plan 5 (100)" in words
    assert "plan 11 (100)" in words
    assert words.count("(100)") == 2


def test_weights_tell_the_winner_and_put_the_small_together() -> None:
    """More winners than colours: the rest stands under one name, and all add up to one."""
    values = np.array([[10 - one, one * (20 - one) ** 0.5, 0.0] for one in range(10)])
    regions = weight_regions(values, np.ones(3), 24)
    assert (regions.shares > 0).sum() > 5
    shares = pd.DataFrame({"plan": [f"plan {one}" for one in range(10)], "share": regions.shares, "low": 0.0,
                           "high": 1.0, "n": 40})  # fmt: skip
    drawn = weights_figure(regions.weights, regions.winners, shares, ["a", "b", "c"])
    assert OTHERS in text_of(drawn)
    assert f"plan {regions.shares.argmax()}: best for {percent(regions.shares.max())}" in text_of(drawn)
    assert drawn.data["plan"].value_counts().max() == regions.shares.max() * len(regions.weights)


def test_orders_show_who_comes_first() -> None:
    """Outcomes fall with the number of the first reform: the best begin with reform 0, the worst with the last."""
    data = ordered().data.set_index(["end", "reform", "place"])["share"]
    assert data["best", "Reform 0", 1] == 1.0
    assert data["worst", "Reform 3", 1] == 1.0


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    """Of a thousand plans 999 are not all, and four are not none."""
    assert [percent(share) for share in (0.0, 0.004, 0.53, 0.999, 1.0)] == ["0 %", "0.4 %", "53 %", "99.9 %", "100 %"]
