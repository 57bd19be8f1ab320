"""Groups of people in what leaves a run: the table of the end, the figure, and where there is nobody."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.groups import group_table, values_by_group
from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.plots.groups import groups_figure
from ssrsim.plots.style import to_svg
from ssrsim.records.results import Results
from ssrsim.records.store import write_results
from ssrsim.scenario.country import Group
from ssrsim.scenario.indicators import GROUP_INDICATORS

SMALL = ["run.replicates=3", "run.months=6", "run.civilians=500", "run.officers=100"]


@pytest.fixture(scope="module")
def results() -> Results:
    """Three short runs of Liberia."""
    return run_ensemble(load_scenario("liberia_2003", SMALL))


def made_up(n: int, people: int = 1_000, **titles: str) -> Results:
    """Made-up runs with so many groups, of trust .1, .2, ... in every run and month; the last has so many people."""
    scenario = made_up_scenario(replicates=3, months=30)
    named = {f"g{row}": Group(title=titles.get(f"g{row}", f"Group {row}"), exclusion=0.3, representation=1 / n,
                              external_support=0.1) for row in range(n)}  # fmt: skip
    scenario = scenario.model_copy(update={"country": scenario.country.model_copy(update={"groups": named})})
    groups = np.zeros((3, 31, n), [(indicator.name, indicator.dtype) for indicator in GROUP_INDICATORS])
    groups["people"], groups["trust_police"] = 1_000, 0.1 * (1 + np.arange(n))
    groups["people"][:, :, -1] = people
    return replace(made_up_results(scenario), groups=groups)


def test_the_table_says_of_every_group_what_the_record_says(results: Results) -> None:
    """A mean over runs in the last month, with its interval and n."""
    assert results.groups is not None
    table = group_table(results)
    assert table is not None
    titles = [group.title for group in results.scenario.country.groups.values()]
    assert [name for name, _ in table.lines] == titles
    column = [label for label, _ in table.heads].index("Trust in the police")
    for row, (_, estimates) in enumerate(table.lines):
        trust = estimates[column]
        assert trust.value == pytest.approx(float(results.groups["trust_police"][:, -1, row].mean()))
        assert trust.n == 3
        assert trust.low < trust.value < trust.high


def test_groups_are_written_by_name_and_month(results: Results, tmp_path) -> None:
    """Who compares plans reads this file: rows of groups must not be mixed up, month 0 must be there."""
    write_results(results, tmp_path)
    frame = pd.read_parquet(tmp_path / "groups.parquet")
    row = frame[(frame["replicate"] == 1) & (frame["month"] == 0) & (frame["group"] == "mandingo")]
    place = list(results.scenario.country.groups).index("mandingo")
    assert results.groups is not None
    assert row["trust_police"].item() == results.groups["trust_police"][1, 0, place]
    assert len(frame) == 3 * 7 * 3


def test_a_group_of_nobody_is_in_no_mean() -> None:
    """Trust of nobody is not 0: it is in no line of the table, in no plot and missing in the values."""
    nobody = made_up(3, people=0)
    assert np.isnan(values_by_group(nobody, "trust_police")[:, :, 2]).all()
    table, figure = group_table(nobody), groups_figure(nobody)
    assert table is not None
    assert figure is not None
    assert [name for name, _ in table.lines] == ["Group 0", "Group 1"]
    assert set(figure.data["group"]) == {"g0", "g1", ""}


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_each_group_is_drawn_and_named(n: int) -> None:
    """One group, and as many as there can be; under the lowest plot of each column stand the years."""
    figure = groups_figure(made_up(n))
    assert figure is not None
    svg = to_svg(figure)
    assert [f"Group {row}" for row in range(n) if f">Group {row}<" not in svg] == []
    assert svg.count("years after August 2003") == min(n, 2 if n == 2 else 3)
    last = figure.data[(figure.data["group"] == f"g{n - 1}") & (figure.data["month"] == 30)]
    assert last["q50"].item() == pytest.approx(0.1 * n)
    assert last["n"].item() == 3


def test_hostile_titles_are_text() -> None:
    """A title is data: markup, mathematics and control characters of it change nothing."""
    figure = groups_figure(made_up(2, g0="<b>$x^2$\N{RIGHT-TO-LEFT OVERRIDE}", g1="A" * 120))
    assert figure is not None
    svg = to_svg(figure)
    assert "<b>" not in svg
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in svg + figure.data.to_csv() + figure.alt


def test_nothing_is_shown_of_what_was_not_recorded() -> None:
    """records.groups=false leaves neither a figure nor a table, and whoever asks is told what to switch on."""
    off = run_ensemble(load_scenario("liberia_2003", [*SMALL, "records.groups=false"]))
    assert off.groups is None
    assert (group_table(off), groups_figure(off)) == (None, None)
    with pytest.raises(ValueError, match=r"records\.groups is false"):
        values_by_group(off, "fear")
