"""One run told as it happened: chosen by rule, complete, dated, placed, with a cause; and words for all of the log."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.story import MOST_LINES, Story, story_frame, story_of, typical_row
from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.records import tables
from ssrsim.records.results import Results
from ssrsim.scenario.events import CAUSE, CAUSES, EVENT_KINDS, KIND
from ssrsim.scenario.words.events import CAUSE_WORDS, EVERYWHERE, TELLINGS, subject_names, what_happened, why

Logged = tuple[int, int, str, int, int, str, int]  # replicate, month, kind, district, subject, cause, amount


def logged(*lines: Logged, replicates: int = 1) -> Results:
    """Made-up runs in which just these events happen."""
    results = made_up_results(made_up_scenario(replicates=replicates))
    events = np.zeros(len(lines), dtype=results.events.dtype)
    for place, (replicate, month, kind, district, subject, cause, amount) in enumerate(lines):
        events[place] = (replicate, month, KIND[kind], district, subject, CAUSE[cause], amount)
    return replace(results, events=events)


def told(results: Results) -> Story:
    """The story of these results."""
    story = story_of(results)
    assert story is not None
    return story


def clash(month: int, district: int, deaths: int) -> Logged:
    return (0, month, "clash", district, 0, "active_faction", deaths)


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_of_event_has_a_sentence(kind: str) -> None:
    """Who adds a kind of event says how it is told: ssrsim/scenario/words/events.py."""
    assert kind in TELLINGS


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_words(cause: str) -> None:
    """Who adds a cause says why something happens by it: ssrsim/scenario/words/events.py."""
    assert cause in CAUSE_WORDS


@pytest.mark.parametrize("kind", TELLINGS)
def test_a_sentence_is_whole_with_and_without_its_parts(kind: str) -> None:
    """No brace, bracket or double blank is left where there is no amount or no subject; it begins with a capital."""
    scenario = load_scenario("liberia_2003")
    for subject in (-1, 0):
        for amount in (0, 1, 1_234_567):
            text = what_happened(scenario, kind, subject, amount)
            assert re.match(r"[A-Z“][^\[\]{}]*[^\s.,:;]$", text), text
            assert "  " not in text
            assert "_" not in text


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_subjects_are_numbered_as_in_the_table_of_events(kind: str) -> None:
    """The page and events.parquet must not blame two different factions, donors or actions for one event."""
    scenario = load_scenario("liberia_2003", ["plan=adaptive"])
    names = tables._subjects(scenario, kind)
    assert len(subject_names(scenario, TELLINGS[kind].subject)) == len(names)
    if names:
        assert "somebody unknown" not in what_happened(scenario, kind, len(names) - 1, 0)
        assert "somebody unknown" not in what_happened(scenario, kind, 0, 0)


def test_an_amount_is_told_in_its_unit() -> None:
    """Deaths are people and bribes are money: cents never stand where dollars are read."""
    scenario = made_up_scenario()
    assert what_happened(scenario, "clash", 0, 1) == "Fighting with Front: 1 death"
    assert what_happened(scenario, "faction_active", 0, 1_200) == "Leaders of Front choose war, with 1,200 fighters"
    bought = "Support that “Vetting” lacked is bought for USD"
    assert what_happened(scenario, "votes_bought", 1, 250_000_000) == f"{bought} 2.5 m"
    assert what_happened(scenario, "votes_bought", 1, 120_000) == f"{bought} 1,200"


def test_what_nobody_has_put_into_words_is_told_by_its_name() -> None:
    """A kind or cause that a user's own hook adds is not lost."""
    assert what_happened(made_up_scenario(), "moon_landing", -1, 0) == "Moon landing"
    assert why("full_moon") == "because of full moon"


def test_the_typical_run_is_the_nearest_to_the_median() -> None:
    """The run in the middle of all is told, not the first and not the most dramatic."""
    results = made_up_results(made_up_scenario(replicates=5))
    series = results.series.copy()
    given = {"recurrence_25": (0, 0, 0, 1, 1), "war_continues": (0,) * 5, "battle_deaths": (0, 90, 7, 900, 2),
             "trust_police": (0.2, 0.6, 0.4, 0.5, 0.3)}  # fmt: skip
    for name, values in given.items():
        series[name] = np.asarray(values)[:, None]
    assert typical_row(replace(results, series=series)) == 2


def test_of_equal_runs_the_first_is_told() -> None:
    """The same results tell the same run everywhere."""
    results = made_up_results(made_up_scenario(replicates=4))
    series = results.series.copy()
    series[:] = series[1]
    assert typical_row(replace(results, series=series)) == 0
    assert told(results) == told(made_up_results(made_up_scenario(replicates=4)))


def test_a_line_has_date_place_sentence_and_cause() -> None:
    """Month 0 of Westland is August 2003; a coup happens in the capital, an election everywhere."""
    story = told(logged(
        clash(6, 1, 12), (0, 27, "election", -1, -1, "scheduled", 0), (0, 30, "coup", -1, -1, "army_discontent", 0),
    ))  # fmt: skip
    assert [(line.month, line.date, line.where) for line in story.lines] == [
        (6, "February 2004", "Hills"), (27, "November 2005", EVERYWHERE), (30, "February 2006", "Harbour"),
    ]  # fmt: skip
    assert story.lines[0].sentence == "Fighting with Front: 12 deaths, because its leaders chose war."
    assert [year.year for year in story.years] == list(range(2003, 2014))
    assert [line.month for year in story.years for line in year.lines] == [6, 27, 30]


def test_clashes_of_a_month_and_place_are_one_line() -> None:
    """Thirty skirmishes of one valley in one month are one piece of news, with all of their dead."""
    (one, other) = told(logged(clash(6, 1, 12), clash(6, 1, 3), clash(6, 0, 4))).lines
    assert (one.amount, one.times, other.amount) == (15, 2, 4)
    assert "15 deaths (2 times)" in one.sentence


def test_what_is_refused_again_and_again_is_one_line_a_year() -> None:
    """Four quarters of the same refusal are one piece of news, with what it came to last; the next year is another."""
    refusals = [(0, month, "offer_refused", -1, 0, "consent_withheld", month) for month in (5, 8, 11, 14, 17)]
    lines = told(logged(*refusals)).lines
    assert [(line.month, line.times, line.amount) for line in lines] == [(5, 4, 14), (17, 1, 17)]
    assert "(4 times this year), because" in lines[0].sentence
    assert "times" not in lines[1].sentence


def test_a_busy_year_is_cut_and_its_rest_is_counted() -> None:
    """The weightiest lines are told in order of time; nothing is lost without being counted."""
    lines = [clash(5 + month, district, 10 * month + district) for month in range(12) for district in (0, 1)]
    story = told(logged(*lines, (0, 7, "election", -1, -1, "scheduled", 0)))
    year = next(year for year in story.years if year.year == 2004)
    assert len(year.lines) == MOST_LINES
    assert [line.month for line in year.lines] == sorted(line.month for line in year.lines)
    assert "election" in [line.kind for line in year.lines]
    left = [line for line in story.lines if line.date.endswith("2004") and not line.shown]
    deaths = sum(line.amount for line in left)
    assert year.rest == f"Not told: clash with deaths {len(left)} times ({deaths} deaths)."
    assert max(line.amount for line in left) <= min(line.amount for line in year.lines if line.kind == "clash")


def test_the_file_holds_every_event_of_the_told_run() -> None:
    """Whoever wants more than the page finds all of it beside the page."""
    results = made_up_results()
    story = told(results)
    frame = story_frame(story)
    mine = results.events[results.events["replicate"] == story.replicate]
    assert frame["times"].sum() == len(mine)
    assert frame["amount"].sum() == mine["amount"].sum()
    assert set(frame["replicate"]) == {story.replicate}
    assert frame["shown"].sum() == sum(len(year.lines) for year in story.years)


def test_without_a_log_there_is_no_story() -> None:
    """Nothing is told of runs whose events were not written down."""
    assert story_of(made_up_results(made_up_scenario(replicates=3, events=False))) is None


def test_a_run_without_events_is_told_as_a_quiet_one() -> None:
    """A country where nothing happens still has its years."""
    story = told(logged())
    assert (story.lines, len(story.years)) == ((), 11)
    assert story_frame(story).empty


def test_the_told_run_can_be_repeated_by_its_number() -> None:
    """Replicate i is the last of i + 1 runs: the command under the story gives the same history to the bit."""
    size = ["run.months=24", "run.civilians=1000", "run.officers=300", "plan=staged"]
    results = run_ensemble(load_scenario("no_settlement", [*size, "run.replicates=4"]))
    story = told(results)
    again = run_ensemble(load_scenario("no_settlement", [*size, f"run.replicates={story.replicate + 1}"]))
    assert again.replicates[-1] == story.replicate
    assert np.array_equal(again.series[-1], results.series[story.replicate])
    mine, same = (r.events[r.events["replicate"] == story.replicate] for r in (results, again))
    assert np.array_equal(mine, same)
    assert len(mine) > 10
