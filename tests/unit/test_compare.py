"""Comparisons: every pair once, luck measured, months side by side; and what is asked of them, or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ssrsim.analysis.compare import (
    TABLE,
    compare,
    course,
    differences_frame,
    first_months_frame,
    labels_of,
    monthly,
    months_frame,
    pair_course,
    reduction,
    summary_frame,
    table_rows,
)
from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.outcomes import HEADLINES
from ssrsim.config import ConfigFaults
from ssrsim.config.compare import MOST_PLANS, compare_asked
from ssrsim.lab.random import generator
from ssrsim.report.compare_words import apart, condition, failed_runs, verdict, world_ends
from ssrsim.scenario.starting import starting_plan
from tests.unit.synthetic_results import made_up_results, made_up_scenario
from tests.unit.two_plans import compared, plans, under_plan

TWO = "plans=[staged,oversight_first]"


def test_every_pair_is_there_once_and_those_with_the_first_plan_come_first() -> None:
    """Three plans are three pairs; the later plan is held against the earlier one."""
    found = compared(3)
    assert [(pair.changed, pair.base) for pair in found.pairs] == [(1, 0), (2, 0), (2, 1)]
    assert len(found.with_first) == 2
    assert found.labels == ("“Alpha”", "“Beta”", "“Gamma”")


def test_luck_that_is_shared_cancels_and_its_size_is_known() -> None:
    """Plans with shared luck s and own luck e: (2 s^2 + 2 e^2) / (2 e^2), here 10; intervals hold it in 95 %, or so.

    300 comparisons of 60 pairs; bootstrap intervals of a ratio of variances are known to be a little narrow.
    """
    rng, holds = np.random.default_rng(5), 0
    for _ in range(300):
        shared, one, other = rng.normal(0, 3.0, 60), rng.normal(0, 1.0, 60), rng.normal(0, 1.0, 60)
        found = reduction(shared + one, shared + other, generator(1, "t"))
        holds += found.low <= 10 <= found.high
    assert holds >= 0.9 * 300
    strangers = reduction(one, other, generator(1, "t"))
    assert strangers.low < 1 < strangers.high


def test_a_reduction_without_variance_is_told_as_what_it_is() -> None:
    """Nothing varies: unknown. It varies and no pair differs: without end."""
    flat = np.full(30, 120.0)
    assert np.isnan(reduction(flat, flat, generator(1, "t")).value)
    varied = np.arange(30.0)
    assert np.isinf(reduction(varied, varied, generator(1, "t")).value)
    assert np.isnan(reduction(varied[:1], varied[:1], generator(1, "t")).value)


def test_a_course_is_the_t_interval_of_each_month_alone() -> None:
    """Also where a run has no value; a month without any stays unknown."""
    rng = np.random.default_rng(2)
    changed, base = rng.normal(1, 1, (20, 5)), rng.normal(0, 1, (20, 5))
    changed[3, 2] = np.nan
    changed[:, 4] = np.nan
    found = course(changed, base)
    for month in range(4):
        expected = mean_interval(changed[:, month] - base[:, month])
        assert (found.value[month], found.low[month], found.high[month]) == pytest.approx(expected[:3])
        assert found.n[month] == expected.n
    assert np.isnan(found.value[4])
    assert found.n[4] == 0


def test_differences_over_time_are_of_pairs_and_signed() -> None:
    """.1 more trust under the second plan in every month, far surer than the spread of runs."""
    found = compared()
    trust = pair_course(found, found.pairs[0], "trust_police")
    assert trust.value == pytest.approx(np.full(121, 0.1), abs=0.02)
    assert (trust.low > 0).all()
    assert np.nanstd(found.results[0].values("trust_police")[:, -1]) > 5 * (trust.high - trust.low)[-1]


def test_only_worlds_of_both_are_compared() -> None:
    """A run that failed under one plan has no partner; the others keep theirs."""
    first, second = plans()
    fewer = replace(second, replicates=second.replicates[5:], series=second.series[5:],
                    districts=None, donors=None)  # fmt: skip
    found = compare([first, fewer], generator(1, "t"))
    assert found.pairs[0].judged[0].together.n == 35
    assert len(found.pairs[0].apart) == 35
    trust = next(one for one in found.pairs[0].judged if one.outcome.name == "trust_police_end")
    assert trust.ordinary.value == pytest.approx(0.1, abs=0.01)


def test_tables_hold_every_plan_pair_outcome_and_month() -> None:
    """What the folder holds, with n and intervals in each row."""
    found = compared(3, months=24)
    rows = differences_frame(found)
    assert len(rows) == 3 * len(HEADLINES)
    assert {"n", "low", "high", "low_together", "high_together", "zone", "answer"} <= set(rows.columns)
    assert (rows["low_together"] <= rows["low"]).all()
    assert set(rows["plan"]) == {"beta", "gamma"}
    months = months_frame(found)
    assert len(months) == 3 * 25 * len(found.results[0].scenario.indicators)
    assert {"value", "low", "high", "n"} <= set(months.columns)
    assert set(summary_frame(found)["plan"]) == {"alpha", "beta", "gamma"}
    assert [row[0].name for row in table_rows(found)] == list(TABLE)
    first = first_months_frame(found)
    assert (first["month"] == 0).all()  # made-up trust differs from the settlement on


def test_monthly_abuse_is_a_yearly_rate_by_people() -> None:
    """12 months summed, by 100,000 people; nothing before a year has passed."""
    results = made_up_results()
    rate = monthly(results, "abuse_rate")
    assert np.isnan(rate[:, :12]).all()
    people = results.scenario.country.population
    assert rate[4, 30] == pytest.approx(results.values("abuse")[4, 19:31].sum() / people * 100_000)


def test_plans_are_called_by_titles_that_tell_them_apart() -> None:
    """Two of one title, and one too long for a sentence, are called by their names."""
    base = made_up_results(made_up_scenario(months=3, replicates=2))
    titles = (("a", "One"), ("b", "One"), ("c", "T" * 60), ("d", "Four\u202e"))
    scenarios = [under_plan(base, name, title).scenario for name, title in titles]
    assert labels_of(scenarios) == ("a", "b", "c", "“Four\\u202e”")


def test_the_verdict_names_its_condition() -> None:
    """The model, its parameters, its worlds; and that it is not validated."""
    found = compared()
    said = condition(found)
    assert "in this model, with its default parameters, in 40 random worlds" in said
    assert "not validated" in said
    heading, sentences = verdict(found)[0]
    assert heading == "“Beta” against “Alpha”"
    assert "how long peace lasts" in sentences[0]  # the peace first, whatever else is sure
    assert sentences[1].startswith("Under “Beta” trust in the police ends 0.")
    assert apart(found, found.pairs[0]) == "“Beta” and “Alpha” part in month 0, in all 40 worlds."


def test_identical_plans_are_one_plan() -> None:
    """Two names for one thing: one sentence, and no difference is told."""
    base = plans(1)[0]
    found = compare([base, under_plan(base, "twin", "Twin")], generator(1, "t"))
    assert found.pairs[0].alike
    assert verdict(found)[0][1] == [
        "“Twin” and “Alpha” are the same plan in this scenario: every month of all 40 worlds is identical."
    ]
    assert set(differences_frame(found)["answer"]) == {"identical"}
    assert apart(found, found.pairs[0]).endswith("no month of any of 40 worlds differs.")


def test_failed_runs_are_told_by_plan() -> None:
    """They are in no number, and whoever reads must know."""
    scenario = made_up_scenario()
    whole, broken = made_up_results(scenario), made_up_results(scenario, failed=3)
    found = compare([under_plan(whole, "a", "A"), under_plan(broken, "b", "B")], generator(1, "t"))
    assert failed_runs(found) == [
        "“B”: 3 of 40 runs failed. They are in none of these numbers, and their partners under other plans in no "
        "difference."
    ]


def test_the_end_of_one_world_is_told_for_both_plans() -> None:
    """The month in which violence is back, or that it is not."""
    found = compared()
    replicate = int(np.flatnonzero(np.isfinite(found.results[0].first_month("recurrence_25")))[0])
    month = found.results[0].first_month("recurrence_25")[replicate]
    assert world_ends(found, found.pairs[0], replicate).count(f"violence is back in month {month:.0f}") == 2


def test_plans_come_in_the_order_of_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one named is what the others are held against, shipped or one's own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(starting_plan("mine"), encoding="utf-8")
    asked = compare_asked(["plans_files=[mine.yaml]", TWO, "run.months=24", "output=here"])
    assert [scenario.plan.name for scenario in asked.scenarios] == ["mine", "staged", "oversight_first"]
    assert {scenario.run.months for scenario in asked.scenarios} == {24}
    assert asked.output == "here"


REFUSED = {
    "plans=[staged]": "plans has 1 given; a comparison takes two or more",
    "run.seed=2": "plans has none given; a comparison takes two or more",
    "plans=[staged,staged]": "plans has staged twice; give each plan once",
    "plans=staged,ddr_first": "plans is given several values (plans=staged,ddr_first); write plans=[staged,ddr_first]",
    "plans=3": "plans is 3; it must be a list of names",
    f"{TWO} plan=staged": "plan is of no use in a comparison; name all plans in plans=[",
    f"{TWO} profile=true": "profile is of no use in a comparison",
    f"{TWO} run.replicates=auto": "run.replicates is auto; a comparison takes a number, 2 or more",
    f"{TWO} run.replicates=1": "run.replicates is 1; a comparison needs 2 or more",
    f"{TWO} design=lhs": "design is a key of studies; give it to ssrsim sweep",
    f"{TWO} plas=[a]": "plas is not a key; did you mean plans?",
    f"{TWO} plan.actions.disarmament.start=0": "(plan staged)",
    "plans=[staged,oversght_first]": "did you mean oversight_first?",
    "plans_files=[no.yaml,nor.yaml]": "plan_file is nor.yaml: it cannot be read",
    f"plans=[{','.join(f'a{n}' for n in range(MOST_PLANS + 1))}]": f"takes {MOST_PLANS} at most",
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_makes_no_comparison_is_refused_in_one_sentence(line: str) -> None:
    """What is wrong, what is allowed, what to do."""
    with pytest.raises(ConfigFaults) as refused:
        compare_asked(line.split())
    assert any(REFUSED[line] in fault for fault in refused.value.faults), refused.value.faults


def test_all_faults_are_told_at_once() -> None:
    """Whoever mends one must not meet the next on the next try."""
    with pytest.raises(ConfigFaults) as refused:
        compare_asked(["plans=[staged,oversght_first]", "run.sed=3", "output="])
    assert len(refused.value.faults) == 3


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Folders and tables go by the name of a plan."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(starting_plan("mine"), encoding="utf-8")
    with pytest.raises(ConfigFaults, match="two plans are called mine; give each file a name of its own"):
        compare_asked([f"plans_files=[{tmp_path}/a.yaml,{tmp_path}/b.yaml]"])
