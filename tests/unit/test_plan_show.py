"""A plan shown before anything runs: bars as text and figure, bills in order, money, a page that asks nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ssrsim.config.plan_asked import plan_asked
from ssrsim.plots.plan_show import gantt_figure, money_figure, money_title
from ssrsim.plots.style import to_svg
from ssrsim.report.plan_show import money_lines
from ssrsim.report.plan_shown import shown_of
from ssrsim.scenario.planning.money import YearOfMoney, years_of
from ssrsim.scenario.planning.reach import reach_of
from ssrsim.scenario.planning.schedule import Bar, bars_of, bills_of, gantt_lines, plan_as_file
from ssrsim.scenario.planning.seen import NEVER
from tests.unit.made_up_plans import action, in_small, when

PLAN = {
    "actions": {
        "sure": action("ddr", 4, 9), "law": action("audit", 13, 12), "again": action("audit", 25, 6),
        "waits": action("training", {"after": "sure"}, 12), "late": action("dialogue", 40, 6),
        "never": action("monitoring", {"when": when("survey.feel_safe", ">", 1)}),
    }
}  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_bars_of_text_fit_the_terminal_and_lie_in_their_months(width: int) -> None:
    """As fine as the width allows; what never begins in this run says so."""
    scenario = in_small(PLAN)
    lines = gantt_lines(bars_of(scenario, reach_of(scenario)), 36, width)
    assert max(map(len, lines)) <= width
    step = int(re.search(r"one sign is (\d+) months", lines[-1])[1])  # type: ignore[index]
    assert step == 3
    start = lines[0].index("0")
    bars = {line.split()[0]: line for line in lines[1:-4]}
    assert bars["sure"][start : start + 12] == " ===        "
    assert bars["waits"][start : start + 12] == "    ----    "
    assert "(not in" in bars["late"]
    assert "(not in" in bars["never"]
    assert lines[0][start : start + 9] == "0   1   2"


def test_long_runs_get_coarser_bars() -> None:
    """Six hundred months in eighty columns, a hundred and twenty in sixty: half years, years and more."""
    bar = Bar("a", "ddr", "DDR", 1, 600, False, 0.1, False, "")
    for months, width, step in ((120, 80, 3), (120, 40, 6), (600, 80, 12), (600, 48, 24)):
        lines = gantt_lines([bar], months, width)
        assert f"one sign is {step} months" in lines[-1]
        assert lines[1].count("=") == months // step


def test_bills_come_in_order_and_once_for_a_reform() -> None:
    """A law stays: who goes on with the reform asks parliament for nothing."""
    scenario = in_small(PLAN)
    bills = list(bills_of(scenario, reach_of(scenario)))
    assert [(bill.name, bill.month, bill.is_open) for bill in bills] == [("law", 13, False)]
    assert "parliament; the head of government and the minister of finance" in bills[0].consent


def test_the_canonical_file_is_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every default written out, rules and conditions too: read back, nothing differs."""
    monkeypatch.chdir(tmp_path)
    plan = plan_asked("adaptive", []).scenario.plan
    Path("p.yaml").write_text(plan_as_file(plan), encoding="utf-8")
    assert plan_asked("p.yaml", []).scenario.plan == plan
    assert yaml.safe_load(plan_as_file(plan))["schema"] == "ssrsim.plan/1"


YEARS = [YearOfMoney(1, 12, 30.0, 40.0, 1.0, 20.0), YearOfMoney(13, 24, 5.0, 40.0, 1.0, 20.0)]


def test_money_says_where_more_is_asked_than_can_be_spent_well() -> None:
    """The same years in title, table and data."""
    assert money_title(YEARS) == "In year 1, more is asked than can be spent well"
    assert money_title(YEARS[1:]) == "In every year, what is asked can be spent well"
    assert money_title(YEARS[:1] * 5) == "In every year, more is asked than can be spent well"
    assert money_title(YEARS * 3) == "In years 1, 3 and 5, more is asked than can be spent well"
    assert money_title(YEARS * 5) == "In 5 of 10 years, more is asked than can be spent well"
    lines = money_lines(YEARS)
    assert lines[1].endswith("20.0            10.0")
    assert lines[2].endswith("20.0")
    figure = money_figure(YEARS)
    assert figure is not None
    assert list(figure.data["asked"]) == [30.0, 5.0]


def test_figures_show_what_is_there_and_no_empty_ones() -> None:
    """A bar for each action that can begin; of a plan without actions nothing is drawn."""
    scenario = in_small(PLAN)
    reach = reach_of(scenario)
    figure = gantt_figure(scenario, bars_of(scenario, reach))
    assert figure is not None
    assert figure.title == "When each action is planned: 2 of 4 need a law"
    assert figure.data["first"].isna().sum() == 2
    assert "Sure" in to_svg(figure)
    nothing = in_small({"actions": {}})
    assert gantt_figure(nothing, bars_of(nothing, reach_of(nothing))) is None
    assert money_figure(list(years_of(nothing, reach_of(nothing)))) is None
    assert all(bar.first == NEVER for bar in bars_of(scenario, reach) if bar.name in ("late", "never"))


def test_what_is_shown_holds_every_action_with_needs_costs_and_what_it_should_do() -> None:
    """The words of `ssrsim describe`, none of them written twice."""
    shown = shown_of(plan_asked("staged", []).scenario)
    assert len(shown.actions.parts) == len(shown.bars) == 16
    for part in shown.actions.parts:
        labels = [label for label, _ in part.rows]
        assert {"action", "needs", "costs", "leans on", "should do"} <= set(labels)
