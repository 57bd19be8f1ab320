"""The timeline: months and shares of runs are those of the log; equal to the summary where both speak."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.events import FLAGS, KINDS, THEMES, authorised_shares, event_rows, first_months
from ssrsim.analysis.intervals import proportion_interval
from ssrsim.analysis.summary import summarise
from ssrsim.plots.plan import plan_figure
from ssrsim.plots.timeline import timeline_figure
from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.donors import Mission
from ssrsim.scenario.events import CAUSE, EVENT_KINDS, KIND
from ssrsim.scenario.shocks import Shock


def _row(results, kind):
    return next(row for row in event_rows(results) if row.kind == kind)


def _logged(results, lines):
    """The same results with these events: (replicate, month, kind, subject, cause)."""
    events = np.zeros(len(lines), dtype=results.events.dtype)
    for place, (replicate, month, kind, subject, cause) in enumerate(lines):
        events[place] = (replicate, month, KIND[kind], -1, subject, CAUSE[cause], 0)
    return type(results)(**{**vars(results), "events": events})


def test_every_kind_of_event_has_a_row():
    """A kind that the log knows and the timeline does not would happen unseen."""
    assert set(KINDS) == set(EVENT_KINDS)


def test_first_month_counts_once_per_run():
    """A run with three scandals is one run with a scandal, in the month of the first."""
    results = _logged(made_up_results(made_up_scenario(replicates=4)), [
        (0, 50, "scandal", -1, "exposed_abuse"), (0, 20, "scandal", -1, "exposed_abuse"),
        (2, 30, "scandal", -1, "exposed_abuse"),
    ])  # fmt: skip
    assert first_months(results, "scandal").tolist() == pytest.approx([20, np.nan, 30, np.nan], nan_ok=True)
    row = _row(results, "scandal")
    assert (row.hits, row.median) == (2, 25)
    assert row.share == proportion_interval(2, 4)
    assert row.months == ()


def test_scheduled_events_are_marks_and_others_are_bars():
    """An election on its date is no chance event; the same election in some runs only keeps its share."""
    lines = [(run, month, "election", -1, "scheduled") for run in range(3) for month in (27, 99)]
    row = _row(_logged(made_up_results(made_up_scenario(replicates=4)), lines), "election")
    assert row.months == (27, 99)
    assert row.share.value == 0.75


def test_timeline_and_summary_give_one_number_for_one_thing():
    """Recurrence, war and coup have one share of runs, with one interval, wherever they stand."""
    results = made_up_results()
    summary = {row.name: row for row in summarise(results)}
    for kind in ("recurrence_25", "war_1000", "coup"):
        share = _row(results, kind).share
        assert (share.value, share.low, share.high, share.n) == (
            summary[kind].value, summary[kind].low, summary[kind].high, summary[kind].n,
        )  # fmt: skip


def test_rows_are_grouped_by_theme_and_sorted_by_month():
    """The eye goes from left to right and from top to bottom."""
    rows = event_rows(made_up_results())
    themes = [THEMES.index(row.theme) for row in rows]
    assert themes == sorted(themes)
    for theme in THEMES:
        medians = [row.median for row in rows if row.theme == theme]
        assert medians == sorted(medians)


def test_shocks_and_missions_stand_by_name_with_their_length():
    """A recession of a year is a bar of a year; what lies beyond the horizon is left out."""
    scenario = made_up_scenario(replicates=2)
    shock = Shock(title="Recession", kind="economic", start=60, months=12, size=0.5)
    mission = Mission(title="Helpers", troops=1000, police=0, mandate=0.5, start=0, drawdown=40, exit=500)
    scenario = scenario.model_copy(update={"shocks": {"bust": shock}, "missions": {"helpers": mission}})
    lines = [(run, 60, "shock", 0, "scheduled") for run in range(2)]
    lines += [(run, 40, "mission_drawdown", 0, "scheduled") for run in range(2)]
    results = _logged(made_up_results(scenario), lines)
    row = _row(results, "shock")
    assert (row.label, row.months, row.until) == ("Recession", (60,), 71)
    drawdown = _row(results, "mission_drawdown")
    assert (drawdown.months, drawdown.until) == ((40,), 120)
    assert not [row for row in event_rows(results) if row.kind == "mission_left"]


def test_a_mission_that_waits_for_a_benchmark_leaves_by_no_calendar():
    """Its months differ from run to run: a distribution over runs, not a date."""
    scenario = made_up_scenario(replicates=2, months=120)
    condition = Condition(indicator="survey.feel_safe", op=">", value=0.4)
    mission = Mission(title="Helpers", troops=1000, police=0, mandate=0.5, start=0, drawdown=40, exit=52,
                      exit_when=condition)  # fmt: skip
    scenario = scenario.model_copy(update={"missions": {"helpers": mission}})
    lines = [(run, month, "mission_left", 0, "drawdown_over") for run, month in enumerate((60, 90))]
    lines += [(run, month, "mission_drawdown", 0, "benchmark_reached") for run, month in enumerate((48, 78))]
    results = _logged(made_up_results(scenario), lines)
    for kind in ("mission_left", "mission_drawdown"):
        row = _row(results, kind)
        assert (row.months, row.until, row.hits) == ((), None, 2)


def test_no_timeline_without_a_log():
    """Events that were not written down cannot be said never to have happened."""
    results = made_up_results(made_up_scenario(replicates=3, events=False))
    assert event_rows(results) == ()
    assert timeline_figure(results) is None
    assert authorised_shares(results) == {}


def test_authorised_shares_go_by_the_name_of_the_action():
    """The log numbers actions in the order of payment, not of the file: a slip would blame the wrong reform."""
    results = made_up_results(made_up_scenario(replicates=2))
    names = [name for name, _ in results.scenario.plan.in_order()]
    results = _logged(results, [(1, 30, "authorised", names.index("courts"), "vote")])
    assert {name: share.value for name, share in authorised_shares(results).items() if share.value} == {"courts": 0.5}
    data = plan_figure(results).data.set_index("action")
    assert data.loc["courts", ["authorised_share", "n"]].tolist() == [0.5, 2]
    assert data.loc["vetting", "authorised_share"] == 0


def test_what_happened_in_no_run_is_named_and_not_drawn():
    """Forty lines that say "in no run" hide the ten that say something; recurrence, war and coup are always drawn."""
    results = _logged(made_up_results(made_up_scenario(replicates=2)), [(0, 20, "scandal", -1, "exposed_abuse")])
    drawn = timeline_figure(results)
    written = {text.get_text() for axes in drawn.figure.axes for text in axes.texts}
    never = {row.label for row in event_rows(results) if not row.hits and row.kind not in FLAGS}
    assert len(never) > 10
    assert not never & written
    assert {KINDS[kind][1] for kind in (*FLAGS, "scandal")} <= written
    assert all(label[0].lower() + label[1:] in drawn.caption.split("In no run: ")[1] for label in never)
    assert set(drawn.data["kind"]) >= set(KINDS) - {"shock", "donor_left", "mission_drawdown", "mission_left"}


def test_timeline_data_hold_shares_intervals_and_n():
    """Whoever checks the figure finds in its CSV all that is drawn."""
    data = timeline_figure(made_up_results()).data
    assert (data["n"] == 40).all()
    assert ((data["low"] <= data["share"]) & (data["share"] <= data["high"])).all()
    seen = data[data["runs_with_event"] > 0]
    assert (seen["q05"] <= seen["q50"]).all()
    assert (seen["q50"] <= seen["q95"]).all()
