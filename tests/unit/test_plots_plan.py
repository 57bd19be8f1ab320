"""The plan as bars: each from the beginning of its first month to the end of its last, as the description dates it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.events import action_spans
from ssrsim.analysis.summary import summarise
from ssrsim.plots.plan import plan_figure, plan_frame
from ssrsim.records.results import Results
from ssrsim.report.words import answer
from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.events import CAUSE, EVENT_DTYPE, KIND
from ssrsim.scenario.plan import Action, Benchmark, Deed, Length, Plan, Rule, Start
from ssrsim.scenario.words.plan import monthly_share


def _plan(start: int, months: int) -> Plan:
    return Plan(name="p", title="P", actions={"one": Action(reform="ddr", start=start, months=months, share=0.1)})


@pytest.mark.parametrize(("start", "months", "horizon", "last"), [
    (4, 24, 120, 27), (1, 1, 120, 1), (100, 24, 120, 120), (120, 5, 120, 120), (97, 24, 120, 120), (1, 1, 1, 1),
])  # fmt: skip
def test_bars_end_with_the_last_month_in_which_money_flows(start, months, horizon, last):
    """Start 4 for 24 months is months 4 to 27; data, words and bar must agree with the money that is asked."""
    plan = _plan(start, months)
    assert plan_frame(plan, horizon)["end"].tolist() == [last]
    assert [month for month in range(1, horizon + 1) if monthly_share(plan, month)] == list(range(start, last + 1))
    scenario = made_up_scenario(replicates=2, months=horizon).model_copy(update={"plan": plan})
    results = made_up_results(scenario)
    drawn = plan_figure(replace(results, events=results.events[:0]))
    assert drawn is not None
    span = f"months {start} to {last}" if last > start else f"month {start}"
    assert drawn.alt == f"One, planned for {span}, began in no run."
    (bar,) = (patch for patch in drawn.figure.axes[0].patches if isinstance(patch, Rectangle))
    assert (bar.get_x(), bar.get_x() + bar.get_width()) == (start - 1, last)


def test_actions_after_the_run_keep_their_months_in_the_data():
    """What begins after the end of the run is not cut to an end before its start."""
    data = plan_frame(_plan(130, 10), 120)
    assert data[["start", "end"]].to_numpy().tolist() == [[130, 139]]


SEEN = Condition(indicator="survey.feel_safe", op="<", value=0.4)
OPEN_PLAN = Plan(
    name="p", title="P",
    actions={
        "one": Action(reform="ddr", start=4, months=Length(min=2, max=24), share=0.1),
        "two": Action(reform="training", start=Start(after="one"), months=12, share=0.1),
        "three": Action(reform="audit", start=Start(when=SEEN), months=12, share=0.1),
    },
    rules={"r": Rule(when=SEEN, do=[Deed(stop="one")])},
    benchmarks={"b": Benchmark(indicator="survey.feel_safe", month=9, at_least=0.5),
                "late": Benchmark(indicator="survey.feel_safe", month=119, at_least=0.5)},
)  # fmt: skip


def _lived(n: int, lines: list[tuple[int, int, str, str]]) -> Results:
    """Runs of 60 months whose log says just this: replicate, month, kind, name."""
    scenario = made_up_scenario(replicates=n, months=60).model_copy(update={"plan": OPEN_PLAN})
    names = [name for name, _ in OPEN_PLAN.in_order()]
    events = np.zeros(len(lines), np.dtype([("replicate", np.int64), *EVENT_DTYPE.descr]))
    for row, (run, month, kind, name) in enumerate(lines):
        known = (
            names if name in names else list(OPEN_PLAN.rules) if kind == "rule_fired" else list(OPEN_PLAN.benchmarks)
        )
        events[row] = (run, month, KIND[kind], -1, known.index(name), CAUSE["consent"], 0)
    return replace(made_up_results(scenario), events=events)


def test_bars_of_open_starts_are_what_happened():
    """The median over the runs in which it began, to the median of its end; what had not ended runs to the horizon."""
    lines = [(run, month, "authorised", "two") for run, month in enumerate((10, 20, 30))]
    results = _lived(4, [*lines, (0, 22, "finished", "two"), (1, 32, "finished", "two")])
    span = action_spans(results)["two"]
    assert span == (10, 20, 20, 31)  # quantiles are months in which it began, the lower of two
    drawn = plan_figure(results)
    assert drawn is not None
    data = drawn.data.set_index("action")
    assert data.loc["two", ["start", "end", "start_low", "start_high", "authorised_share"]].tolist() == [
        20, 31, 10, 20, 0.75]  # fmt: skip
    assert data.loc["one", ["start", "end"]].tolist() == [4, 27]
    bars = [patch for patch in drawn.figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars] == [(3, 27), (19, 31)]


def test_what_has_its_month_shows_what_came_of_it() -> None:
    """A plan delayed by politicians is no plan that ran: the outline is what was meant, the bar what happened."""
    drawn = plan_figure(_lived(3, [*((run, month, "authorised", "one") for run, month in enumerate((9, 12, 15))),
                                   (0, 29, "finished", "one"), (1, 40, "finished", "one")]))  # fmt: skip
    assert drawn is not None
    assert drawn.data.set_index("action").loc["one", ["start", "end", "start_low", "start_high", "ran_from",
                                                      "ran_to"]].tolist() == [4, 27, 9, 12, 12, 39]  # fmt: skip
    bars = [patch for patch in drawn.figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars] == [(3, 27), (11, 39)]
    assert drawn.alt.startswith("One, planned for months 4 to 27, ran months 12 to 39; ")
    assert "Outlines: the months that the plan gives." in drawn.caption


def test_what_never_began_has_no_bar_and_says_so():
    """An honest picture shows neither a plan's hope nor a month that never came."""
    drawn = plan_figure(_lived(2, []))
    assert drawn is not None
    assert (
        drawn.alt == "One, planned for months 4 to 27, began in no run; Three, began in no run; Two, began in no run."
    )
    assert sum(text.get_text() == "began in no run" for text in drawn.figure.axes[0].texts) == 2
    assert drawn.data["is_open"].tolist() == [False, True, True]
    assert drawn.data["start"].isna().tolist() == [False, True, True]


def test_an_open_start_without_a_log_is_not_said_to_have_never_come():
    """Where nothing was written down nobody knows when an action began."""
    scenario = made_up_scenario(replicates=2, events=False).model_copy(update={"plan": OPEN_PLAN})
    drawn = plan_figure(made_up_results(scenario))
    assert drawn is not None
    assert drawn.alt == "One, months 4 to 27; Three, start not recorded; Two, start not recorded."


def test_the_answer_counts_what_was_left_open_apart():
    """What waits for something is not due by the calendar; of benchmarks those are told that were due."""
    begun = [(0, 4, "authorised", "one"), (1, 4, "authorised", "one"), (0, 9, "authorised", "two")]
    others = [(1, 9, "rule_fired", "r"), (1, 19, "rule_fired", "r"), (3, 9, "benchmark_met", "b")]
    results = _lived(4, begun + others)
    told = answer(results, summarise(results))
    assert "Of 1 action that came due, 1 was authorised in at least half of the runs." in told
    assert "Of 2 actions that wait for something, 0 were begun in at least half of the runs; never begun in any run: " \
           "three." in told  # fmt: skip
    assert "Rules fired, of 4 runs: r in 1." in told
    assert "Benchmarks met, of 4 runs: b in 1." in told
