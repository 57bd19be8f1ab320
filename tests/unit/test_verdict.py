"""What is said of two plans: never more than the numbers carry, and not "different" of a plan and itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.outcomes import BY_OUTCOME, HEADLINES, outcomes_of, widest, zone_of
from ssrsim.analysis.summary import summarise
from ssrsim.analysis.verdict import (
    Judged,
    family_level,
    first_months_apart,
    identical,
    judge,
    judge_outcome,
    paired_interval,
    sentences,
    told,
    welch_interval,
)
from ssrsim.records.results import Results
from tests.unit.synthetic_results import made_up_results

PEACE = BY_OUTCOME["peace_months"]
TRUST = BY_OUTCOME["trust_police_end"]
HORIZON = 120.0
LEVEL = family_level(1)
NOISE = np.random.default_rng(4).normal(0.0, 1.0, 50)
NOISE -= NOISE.mean()


def judged(changed: np.ndarray, base: np.ndarray, outcome=PEACE, zone: float = 3.0, *, paired: bool = True) -> Judged:
    """Two plans whose outcome is given by run."""
    reach = HORIZON if outcome is PEACE else 1.0
    return judge_outcome(outcome, changed, base, zone=zone, reach=reach, level=LEVEL, paired=paired)


def test_a_sure_and_large_difference_is_told_with_its_direction() -> None:
    """Ten months more, give or take one: more; seen from the other side: less."""
    longer = judged(80.0 + NOISE, np.full(50, 70.0))
    assert longer.answer == "more"
    assert told(longer, "B", "A").startswith("Under B peace lasts 10.0 months longer than under A")
    shorter = judged(np.full(50, 70.0), 80.0 + NOISE)
    assert shorter.answer == "less"
    assert "peace is 10.0 months shorter" in told(shorter, "A", "B")
    assert longer.together.low == pytest.approx(-shorter.together.high)


def test_a_difference_inside_the_zone_is_the_same_even_where_it_is_sure() -> None:
    """One month more in every world is there and changes no decision."""
    small = judged(71.0 + NOISE / 10, np.full(50, 70.0))
    assert small.together.low > 0
    assert small.answer == "same"
    said = told(small, "B", "A")
    assert "the same for practical purposes" in said
    assert "too small to matter" in said


def test_what_luck_may_explain_is_not_told_and_the_runs_that_settle_it_do_settle_it() -> None:
    """The number of runs is no flourish: with so many of the same kind the answer is there."""
    open_now = judged(74.0 + 20.0 * NOISE, np.full(50, 70.0))
    assert open_now.answer == "open"
    assert open_now.runs is not None
    assert f"about {open_now.runs:,} runs would settle it" in told(open_now, "B", "A")
    times = open_now.runs // 50 + 1
    more = 70.0 + open_now.together.value + 20.0 * np.tile(NOISE, times)
    assert judged(more, np.full(50 * times, 70.0)).answer != "open"


def test_the_family_grows_with_outcomes_and_pairs() -> None:
    """Who looks at more differences finds more by luck, so each must be surer."""
    assert family_level(1) == pytest.approx(1 - 0.05 / len(HEADLINES))
    assert 1 - family_level(3) == pytest.approx((1 - family_level(1)) / 3)


def test_worlds_that_all_keep_peace_prove_no_sameness() -> None:
    """50 of 50 pairs at the horizon: variance 0 would claim certainty; Wilson's share of worlds may yet differ."""
    whole = np.full(50, HORIZON)
    found = paired_interval(whole, whole, HORIZON, LEVEL)
    assert found.value == 0
    assert found.low == pytest.approx(-found.high)
    assert found.high > 10
    assert judged(whole, whole).answer == "open"
    many = np.full(3_000, HORIZON)
    assert judged(many, many).answer == "same"  # by then it is shown
    stranger = welch_interval(whole, whole, HORIZON, LEVEL)
    assert stranger.low < -10
    assert stranger.high > 10


def test_a_constant_difference_keeps_room_for_worlds_not_seen() -> None:
    """All 20 pairs differ by 5 months: sure of the direction, not to the hour."""
    found = paired_interval(np.full(20, 75.0), np.full(20, 70.0), HORIZON, 0.95)
    assert found.value == 5
    assert found.low < 5 < found.high
    assert found.high > 20  # nothing says how far the others would differ


def test_few_worlds_that_differ_tell_no_direction() -> None:
    """One world in fifty, however much it differs, may be chance: flipping a coin would do as well."""
    for differing in (1, 3, 5):
        gaps = np.zeros(50)
        gaps[:differing] = 60.0
        found = paired_interval(gaps, np.zeros(50), HORIZON, 0.95)
        assert found.low <= 0 < found.value < found.high
        assert found.high > 60.0 * differing / 50 * 1.5
    gaps[:12] = 60.0 + NOISE[:12]
    assert paired_interval(gaps, np.zeros(50), HORIZON, 0.95).low > 0


def test_one_pair_has_no_interval_and_nothing_is_claimed() -> None:
    """A single world says nothing of others."""
    alone = judged(np.array([90.0]), np.array([70.0]))
    assert (alone.answer, alone.runs) == ("open", None)
    assert "too few runs" in told(alone, "B", "A")


def test_strangers_are_compared_by_welch() -> None:
    """Against scipy.stats, with unequal numbers and spreads."""
    from scipy.stats import ttest_ind

    rng = np.random.default_rng(3)
    one, other = rng.normal(1.0, 2.0, 30), rng.normal(0.0, 0.5, 50)
    expected = ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    found = welch_interval(one, other, np.inf)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


SKEWED = {
    "peace piled up at the horizon": lambda rng, n: np.minimum(rng.geometric(0.006, n), HORIZON),
    "a rare event": lambda rng, n: (rng.random(n) < 0.04).astype(float),
    "an event in a third": lambda rng, n: (rng.random(n) < 0.33).astype(float),
    "abuse with a long tail": lambda rng, n: rng.lognormal(6.0, 1.0, n),
    "trust": lambda rng, n: rng.normal(0.4, 0.05, n),
}


@pytest.mark.parametrize("shape", SKEWED)
def test_strangers_of_one_kind_are_called_different_as_rarely_as_promised(shape: str) -> None:
    """A plan against itself under other seeds: each outcome may take a seventh of 5 %.

    4,000 comparisons of 30 runs; the bound is that share and three standard errors of chance.
    """
    rng = np.random.default_rng(11)
    draw, trials, promised = SKEWED[shape], 4_000, 1 - LEVEL
    reach = HORIZON if "peace" in shape else np.inf if "abuse" in shape else 1.0
    wrong = 0
    for _ in range(trials):
        found = welch_interval(draw(rng, 30), draw(rng, 30), reach, LEVEL)
        wrong += found.low > 0 or found.high < 0
    assert wrong <= trials * promised + 3 * (trials * promised) ** 0.5


@pytest.mark.parametrize("share", [0.05, 0.2, 1.0])
def test_pairs_without_a_direction_are_called_different_as_rarely_as_promised(share: float) -> None:
    """Neighbouring plans: few worlds differ, by much, to either side; no direction is there to be found."""
    rng = np.random.default_rng(12)
    trials, promised, wrong = 4_000, 1 - LEVEL, 0
    for _ in range(trials):
        gaps = np.where(rng.random(50) < share, rng.choice([-1.0, 1.0], 50) * rng.exponential(30.0, 50), 0.0)
        found = paired_interval(gaps, np.zeros(50), HORIZON, LEVEL)
        wrong += found.low > 0 or found.high < 0
    assert wrong <= trials * promised + 3 * (trials * promised) ** 0.5


def with_seed(results: Results, seed: int) -> Results:
    """The same runs as if they had another seed."""
    scenario = results.scenario
    run = scenario.run.model_copy(update={"seed": seed})
    return replace(results, scenario=scenario.model_copy(update={"run": run}))


def test_identical_histories_are_one_plan() -> None:
    """Every month of every world: then, and only then, one sentence says so."""
    results = made_up_results()
    again = replace(results, series=results.series.copy())
    assert identical(again, results)
    said = sentences(judge(again, results), "B", "A", alike=True)
    assert said == ["B and A are the same plan in this scenario: every month of all 40 worlds is identical."]
    again.series["will"][7, 60] += 0.01
    assert not identical(again, results)
    apart = first_months_apart(again, results)
    assert apart[7] == 60
    assert np.isnan(np.delete(apart, 7)).all()
    assert not identical(with_seed(results, 2), results)  # the same numbers by chance are no proof


def test_a_difference_in_one_district_is_a_difference() -> None:
    """The nation may look alike while people in two districts changed places."""
    results = made_up_results()
    assert results.districts is not None
    districts = results.districts.copy()
    districts["crime"][3, 50, 1] += 0.1
    assert first_months_apart(replace(results, districts=districts), results)[3] == 50


def test_another_seed_is_judged_without_pairs() -> None:
    """Runs that share no luck must not be subtracted one from the other."""
    results = made_up_results()
    pairs, strangers = judge(results, results), judge(with_seed(results, 2), results)
    assert all(one.paired for one in pairs)
    assert not any(one.paired for one in strangers)
    trust = next(one for one in strangers if one.outcome is TRUST)
    assert trust.together.high > 0 > trust.together.low


def test_headline_outcomes_are_those_of_the_summary() -> None:
    """The means of the outcomes by run are the numbers that people read; the difference must be of the same thing."""
    results = made_up_results()
    rows = {row.name: row for row in summarise(results)}
    values = outcomes_of(results)
    assert set(values) == {outcome.name for outcome in HEADLINES}
    for name, of_runs in values.items():
        assert np.nanmean(of_runs) == pytest.approx(rows[name].value), name
        assert BY_OUTCOME[name].unit == rows[name].unit


def test_every_outcome_has_a_zone_that_no_result_can_move() -> None:
    """Zones come from the scenario alone; that of money grows with what donors pledge."""
    scenario = made_up_results().scenario
    zones = {outcome.name: zone_of(outcome, scenario) for outcome in HEADLINES}
    assert (zones["peace_months"], zones["recurrence_25"], zones["trust_police_end"]) == (3.0, 0.03, 0.02)
    assert zones["money_leaked"] == pytest.approx(0.05 * 50.0)
    assert zone_of(BY_OUTCOME["money_leaked"], scenario.model_copy(update={"donors": {}})) > 0
    assert widest(PEACE, 60) == 60
    assert widest(TRUST, 60) == 1


@pytest.mark.parametrize("outcome", HEADLINES, ids=lambda one: one.name)
@pytest.mark.parametrize("answer", ["more", "less", "same", "open"])
def test_every_answer_is_one_plain_sentence(outcome, answer) -> None:
    """Whatever the outcome: both plans, a number, no code."""
    low, high = {"more": (0.1, 0.3), "less": (-0.3, -0.1), "same": (-0.01, 0.01), "open": (-0.3, 0.5)}[answer]
    middle = Estimate((low + high) / 2, low, high, 50)
    said = told(Judged(outcome, 0.02, middle, middle, middle, middle, answer, 400, True), "“Beta”", "“Alpha”")
    assert said.endswith(".")
    assert said.count("“Beta”") == said.count("“Alpha”") == 1
    assert not {"_", "{", "nan"} & set(said.split())
    assert "{" not in said
