"""The summary of an ensemble: the right numbers, with n, intervals and failures."""

from __future__ import annotations

import re

import numpy as np
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.summary import shown, summarise
from ssrsim.report.inputs import assumed_values
from ssrsim.report.words import answer


def _row(rows, name):
    return next(row for row in rows if row.name == name)


def test_summary_counts_failed_runs_and_leaves_them_out_of_n():
    """A failed run is neither a success nor forgotten."""
    rows = summarise(made_up_results(failed=3))
    assert {row.failed for row in rows} == {3}
    assert {row.n for row in rows} == {37}


def test_summary_abuse_is_a_yearly_rate_per_100_000_people():
    """With 30 acts a month among 3 million people the rate is 12 a year per 100,000."""
    results = made_up_results()
    results.series["abuse"] = 30
    row = _row(summarise(results), "abuse_rate_end")
    assert row.value == pytest.approx(12.0)
    assert row.low == pytest.approx(row.high)


def test_summary_money_is_in_millions_of_dollars():
    """250 million cents are 2.5 million dollars; off by 100 is the classic mistake."""
    results = made_up_results()
    results.series["money_leaked"][:, -1] = 250_000_000
    assert _row(summarise(results), "money_leaked").value == 2.5


def test_summary_recurrence_and_peace_months_agree_with_the_flags():
    """Half of the runs relapse in month 60: share 0.5, peace-months 90 of 120."""
    results = made_up_results()
    results.series["recurrence_25"] = 0
    results.series["recurrence_25"][::2, 60:] = 1
    rows = summarise(results)
    assert _row(rows, "recurrence_25").value == 0.5
    assert _row(rows, "peace_months").value == pytest.approx(90.0)


def test_summary_interval_holds_its_value():
    """An interval that does not hold its own estimate is a bug anywhere."""
    for row in summarise(made_up_results()):
        assert row.low <= row.value <= row.high, row.name


def test_summary_of_one_run_has_numbers_without_intervals():
    """`run.replicates=1` is a fair first try: it must work and claim nothing about spread."""
    rows = summarise(made_up_results(made_up_scenario(replicates=1)))
    assert all(np.isfinite(row.value) for row in rows)
    assert not _row(rows, "trust_police_end").has_interval


def test_summary_without_a_delivered_run_says_so():
    """All runs failed: no number, no crash, a sentence that says it."""
    results = made_up_results(made_up_scenario(replicates=2), failed=2)
    rows = summarise(results)
    assert all(np.isnan(row.value) for row in rows)
    assert answer(results, rows) == [
        "No run was delivered: every run broke an invariant, so there is nothing to report."
    ]


def test_shown_rounds_by_unit_and_never_shows_minus_zero():
    """Readers compare numbers by eye: digits belong to the unit."""
    assert shown(0.4649, "share") == "0.46"
    assert shown(-0.001, "0 to 1") == "0.00"
    assert shown(-0.25, "0 to 1") == "\N{MINUS SIGN}0.25"
    assert shown(1234.56, "USD m") == "1,234.6"
    assert shown(1089.5, "people in 12 months") == "1,090"
    assert shown(20_180.0, "people") == "20,180"
    assert shown(float("nan"), "share") == "n/a"


def test_answer_calls_a_small_change_no_change():
    """A change inside the zone of indifference is not news, however many runs measured it."""
    results = made_up_results()
    results.series["trust_police"] = results.series["trust_police"][:, :1]
    sentences = answer(results, summarise(results))
    assert "Trust in the police hardly changed" in sentences[1]


def test_answer_does_not_call_uncertain_no_change():
    """Three runs that disagree do not show that nothing changed: the sentence must give the interval and doubt it."""
    results = made_up_results(made_up_scenario(replicates=3))
    results.series["trust_police"][:, 0] = 0.3
    results.series["trust_police"][:, -1] = (0.05, 0.30, 0.56)  # a mean change of 0.003, a spread of 0.5
    sentence = answer(results, summarise(results))[1]
    assert "hardly" not in sentence
    assert "Trust in the police changed by 0.00 (" in sentence
    assert "which may be luck" in sentence


@pytest.mark.parametrize(("ends", "said"), [
    ((0.305, 0.306, 0.307), "hardly changed"), ((0.31, 0.315, 0.32), "rose by"), ((0.40, 0.41, 0.42), "rose by"),
    ((0.20, 0.21, 0.22), "fell by"), ((0.29, 0.35, 0.37), "may be luck"),
])  # fmt: skip
def test_answer_weighs_the_interval_and_not_the_mean_alone(ends, said):
    """No change is claimed where the whole interval lies within the margin; a rise where it lies above 0."""
    results = made_up_results(made_up_scenario(replicates=3))
    results.series["trust_police"][:, 0] = 0.3
    results.series["trust_police"][:, -1] = ends
    assert said in answer(results, summarise(results))[1]


def test_answer_speaks_of_one_as_one():
    """A first try is one run of one month; "1 months" makes readers doubt the numbers beside it."""
    results = made_up_results(made_up_scenario(replicates=1, months=1))
    results.series["recurrence_25"] = 0
    rows = summarise(results)
    text = " ".join([*answer(results, rows), *(f"{row.label} {row.text}" for row in rows)])
    assert not re.search(r"\b1 (months|runs|actions)\b", text)
    assert "Within 1 month violence returned in 0 of 1 run," in text
    assert "peace lasted the whole month in that run" in text
    assert "In the last month there were" in text


def test_answer_of_a_short_run_names_the_months_it_counts():
    """A run of five months has no last year: the rate is still yearly, the months counted are five."""
    results = made_up_results(made_up_scenario(replicates=3, months=5))
    rows = summarise(results)
    assert "In the last 5 months there were" in answer(results, rows)[2]
    assert "per 100,000 people a year (" in answer(results, rows)[2]
    assert "over the last 5 months" in _row(rows, "abuse_rate_end").text
    assert answer(made_up_results(), summarise(made_up_results()))[2].startswith("In the last year there were")


def test_answer_gives_an_interval_with_every_mean():
    """Whoever copies one sentence from the answer must not copy a bare mean."""
    sentences = answer(made_up_results(), summarise(made_up_results()))
    assert sentences[3].count(" to ") == 7  # seven sums of money
    assert any(sentence.startswith("In brackets: 95 % intervals") for sentence in sentences)


def test_assumed_values_match_sources_by_path_and_star():
    """The most exact path counts, "*" stands for any one name; a key that was left out is assumed at its default."""
    counted = assumed_values(made_up_scenario())
    assert counted.assumed == 1 + 3  # police_per_1000; what a faction need not say: demobilised, sanctuary, integrated
    assert counted.values - counted.assumed - counted.unsourced == 3  # two populations and trust_army
