"""Figures of a comparison: what is drawn is what is in the data, and a plan has one colour everywhere."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ssrsim.analysis.outcomes import HEADLINES
from ssrsim.plots.compare import ROWS, forest_figures, look_of, survival_figure
from ssrsim.plots.compare_courses import SHEETS, course_figures, groups_figure
from ssrsim.plots.style import MUTED, to_svg
from ssrsim.records.results import Results
from ssrsim.scenario.indicators import GROUP_INDICATORS
from tests.unit.synthetic_results import made_up_results, made_up_scenario
from tests.unit.two_plans import compared, plans, under_plan

TWO, FOUR = compared(2), compared(4, months=30)


def test_a_forest_has_a_row_for_every_outcome_with_its_range() -> None:
    """In the data as on the wall: value, the range that holds together, n, zone, answer."""
    (figure,) = forest_figures(TWO)
    assert list(figure.data["outcome"]) == [outcome.name for outcome in HEADLINES] == list(ROWS)
    assert {"value", "low", "high", "n", "zone", "answer"} <= set(figure.data.columns)
    svg = to_svg(figure)
    for label, _, _ in ROWS.values():
        assert label in svg
    assert "“Beta” is better" in svg
    assert "“Alpha” is better" in svg


def test_more_trust_stands_on_the_side_of_the_plan_that_has_it() -> None:
    """Right is better for the plan that is held against the first; the colour is that plan's."""
    (figure,) = forest_figures(TWO)
    trust = figure.data[figure.data["outcome"] == "trust_police_end"].iloc[0]
    assert trust["answer"] == "more"
    axes = figure.figure.axes[0]
    row = list(ROWS).index("trust_police_end")
    marks = [line for line in axes.lines if list(line.get_ydata()) == [row] and line.get_marker() == "o"]
    assert marks[0].get_xdata()[0] == pytest.approx(trust["value"] / trust["zone"])
    assert marks[0].get_color() == look_of(1)[0]
    peace = [line for line in axes.lines if list(line.get_ydata()) == [0] and line.get_marker() in ("s", "o")]
    assert peace[0].get_color() == MUTED  # nobody is surely better


def test_identical_plans_show_no_range() -> None:
    """Where every month is identical, a range of what might be would puzzle."""
    from ssrsim.analysis.compare import compare
    from ssrsim.lab.random import generator

    base = plans(1)[0]
    (figure,) = forest_figures(compare([base, under_plan(base, "twin", "Twin")], generator(1, "t")))
    assert set(figure.data["answer"]) == {"same"}
    assert (figure.data["low"] == 0).all()


def test_every_plan_has_a_survival_curve_and_its_difference_is_written_in() -> None:
    """One curve each, months and pairs in words."""
    figure = survival_figure(FOUR)
    assert set(figure.data["plan"]) == {"alpha", "beta", "gamma", "delta"}
    svg = to_svg(figure)
    assert svg.count(" as long (") == svg.count("40 pairs") == 3  # made-up plans differ in trust alone
    assert "Peace, against “Alpha”:" in svg


@pytest.mark.parametrize("found", [TWO, FOUR], ids=["two plans", "four plans"])
def test_sheets_show_the_paired_differences_of_every_month(found) -> None:
    """Pointwise, said so; the line in the figure is the line in its data."""
    figures = course_figures(found)
    assert [figure.name for figure in figures] == [f"difference_{sheet.name}" for sheet in SHEETS]
    for figure, sheet in zip(figures, SHEETS, strict=True):
        assert "pointwise 95 % interval" in figure.caption
        assert set(figure.data["indicator"]) == set(sheet.indicators)
        assert set(figure.data["plan"]) == {one.scenario.plan.name for one in found.results[1:]}
        assert ET.fromstring(to_svg(figure)) is not None
    trust = figures[0].data.query("indicator == 'trust_police' and plan == 'beta'")
    drawn = figures[0].figure.axes[0].lines[1].get_ydata()
    assert np.array_equal(np.asarray(drawn), trust["value"].to_numpy())


def test_more_plans_than_looks_are_told_to_be_left_out() -> None:
    """Nobody tells seven lines apart; what is not drawn is in the table of all months."""
    figure = course_figures(compared(6, months=14))[0]
    assert figure.data["plan"].nunique() == 4
    assert "Left out here: 1 plan, in differences.parquet" in figure.caption


def test_plans_that_are_drawn_together_look_different() -> None:
    """Five lines at most in one panel, each with a colour and dashes of its own."""
    looks = [look_of(plan) for plan in range(5)]
    assert len({colour for colour, _ in looks}) == len({str(dashes) for _, dashes in looks}) == 5


def test_trust_by_group_has_a_line_for_each_plan_and_group() -> None:
    """All people, and those most excluded where groups were not recorded."""
    figure = groups_figure(TWO)
    assert figure.data.groupby(["plan", "group"]).ngroups == 4
    last = figure.data[figure.data["month"] == 120].set_index(["plan", "group"])["value"]
    assert last["beta", "All people"] - last["alpha", "All people"] == pytest.approx(0.1, abs=0.02)


def test_trust_by_group_is_that_of_the_record_where_groups_were_recorded() -> None:
    """Each group by its title; a group of nobody is left out."""
    from ssrsim.analysis.compare import compare
    from ssrsim.lab.random import generator

    two = plans(2, months=24, replicates=5)
    for plan, results in enumerate(two):
        groups = np.zeros((5, 25, 2), [(indicator.name, indicator.dtype) for indicator in GROUP_INDICATORS])
        groups["trust_police"] = 0.3 + 0.2 * plan
        groups["people"][:, :, 0] = 1_000
        two[plan] = replace(results, groups=groups)
    found = groups_figure(compare(two, generator(1, "t"))).data
    assert set(found["group"]) == {"All people", "North"}
    north = found[(found["group"] == "North") & (found["month"] == 24)].set_index("plan")["value"]
    assert north.to_dict() == pytest.approx({"alpha": 0.3, "beta": 0.5})


def test_hostile_titles_reach_no_markup() -> None:
    """A title is text, in every figure."""
    base = made_up_results(made_up_scenario(months=14))
    from ssrsim.analysis.compare import compare
    from ssrsim.lab.random import generator

    hostile: list[Results] = [under_plan(base, "a", "<script>x</script>"), under_plan(base, "b", "$\\frac$ {0} %s")]
    found = compare(hostile, generator(1, "t"))
    for figure in (*forest_figures(found), survival_figure(found), *course_figures(found), groups_figure(found)):
        svg = to_svg(figure)
        assert "<script" not in svg
        assert ET.fromstring(svg) is not None
        assert isinstance(figure.data, pd.DataFrame)
