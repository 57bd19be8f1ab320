"""Clashes, deterrence, insecurity, control and flight: bounds, directions, where they rest and what they need."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import conflict
from ssrsim.equations.portable import logistic
from ssrsim.equations.quantiles import negative_binomial_quantile
from tests.property.strategies import (
    ONE,
    ZERO,
    P,
    assert_directions,
    floats,
    interpreted,
    logit,
    number,
    share,
    small,
    with_changes,
)

men = floats(0, 1e5)


@given(fighters=men, part=share, last=floats(0, 50), deterred=share)
def test_nobody_clashes_who_has_not_chosen_war(fighters, part, last, deterred) -> None:
    """Who does not fight starts no clashes (no base hazard), deterrence adds none, violence cannot feed itself."""
    rate = interpreted(conflict.clash_rate)
    assert rate(fighters, part, ZERO, deterred, 0, P) == 0
    assert rate(fighters, part, last, deterred, 0, P) < max(0.8 * last, 1e-9)
    assert 0 <= rate(fighters, part, last, deterred, 1, P) <= 1000
    assert_directions(rate, (fighters, part, last, deterred, 1, P), "+++-", at=(300.0, 0.5, 2.0, 0.5, 1))


@given(fighters=floats(1, 1e5))
def test_clashes_grow_less_than_fighters(fighters) -> None:
    """Twice the fighters clash 2^.8 times as often, and all deterred do not clash."""
    rate = interpreted(conflict.clash_rate)
    here = rate(fighters, ONE, ZERO, ZERO, 1, P)
    assert rate(fighters * np.float32(2), ONE, ZERO, ZERO, 1, P) / here == pytest.approx(2**P.clash_exponent, rel=1e-4)
    assert rate(fighters, ONE, ZERO, ONE, 1, P) == 0


@given(fighters=floats(1, 1e5), cuts=st.lists(floats(0.01, 1), min_size=2, max_size=12))
def test_a_faction_clashes_as_often_however_many_districts_it_is_spread_over(fighters, cuts) -> None:
    """A country cut into more districts is not more violent by that: parts of a faction add up to the whole."""
    rate = interpreted(conflict.clash_rate)
    parts = [rate(fighters, np.float32(cut / sum(cuts)), ZERO, ZERO, 1, P) for cut in cuts]
    assert sum(float(x) for x in parts) == pytest.approx(rate(fighters, ONE, ZERO, ZERO, 1, P), rel=1e-4)


def test_three_hundred_fighters_make_a_small_war_and_fifteen_thousand_a_large_one() -> None:
    """Deaths of a year where forces are weak (a fifth deterred), contagion included: 25 and 1,000 are both in reach."""
    rate, mean = interpreted(conflict.clash_rate), interpreted(conflict.mean_severity)

    def deaths_of_a_year(men: float) -> float:
        new = rate(np.float32(men), ONE, ZERO, np.float32(0.2), 1, P)
        return 12 * mean(np.float32(men), P) * new / (1 - P.clash_contagion)

    assert 15 < deaths_of_a_year(300) < 100
    assert deaths_of_a_year(300) < deaths_of_a_year(3000) < 1000 < deaths_of_a_year(15000) < 3000


@given(fighters=men)
def test_larger_forces_fight_larger_battles(fighters) -> None:
    """Up to 300 men the mean is given; beyond it grows, and deaths grow about as men do."""
    mean = interpreted(conflict.mean_severity)
    assert mean(fighters, P) >= np.float32(P.deaths_per_clash) * np.float32(0.999)
    assert mean(np.float32(300), P) == np.float32(P.deaths_per_clash)
    assert mean(fighters, with_changes(clash_growth=0.0)) == np.float32(P.deaths_per_clash)
    assert_directions(mean, (fighters, P), "+", at=(3000.0,))


@given(u=floats(1e-6, 1 - 1e-6), mean=floats(0.5, 100), tail=floats(1.1, 3), span=floats(10, 10000))
def test_severity_of_a_clash_is_held_between_its_least_and_span_times_that(u, mean, tail, span) -> None:
    """Monotone in luck and mean, so that plans under the same luck are comparable."""
    severity, p = interpreted(conflict.clash_severity), with_changes(death_tail=tail, death_span=span)
    least, worst = severity(ZERO, mean, p), severity(ONE, mean, p)
    assert 0 < least <= severity(u, mean, p) * np.float32(1.001)
    assert severity(u, mean, p) <= worst * np.float32(1.001)
    assert worst / least == pytest.approx(span, rel=0.01)
    assert_directions(severity, (u, mean, P), "++", at=(0.5, 4.4))


def test_deaths_in_a_clash_have_the_given_mean_and_a_heavier_tail_than_a_negative_binomial() -> None:
    """Power laws of insurgent attacks (Bohorquez et al. 2009): Hill finds the exponent; NB has no such tail."""
    n = 10_000
    severity, counted = interpreted(conflict.clash_severity), interpreted(negative_binomial_quantile)
    luck = ((np.arange(n) + 0.5) / n).astype(np.float32)
    mean = np.float32(P.deaths_per_clash)
    drawn = np.array([severity(u, mean, P) for u in luck], np.float64)
    assert drawn.mean() == pytest.approx(mean, rel=0.02)
    top = np.sort(drawn)[-500:]
    hill = 1 / np.log(top[1:] / top[0]).mean()
    assert P.death_tail - 0.2 < hill < P.death_tail + 0.5  # cutting off the tail makes it look a little thinner
    counts = np.array([counted(mean, np.float32(0.5), u) for u in luck])
    assert (drawn >= 60).mean() > 5 * (counts >= 60).mean() > 0


@given(capability=share, information=share, mission=share)
def test_deterrence_is_a_share_that_capability_information_and_missions_raise(capability, information, mission) -> None:
    """Never all is deterred; what nobody tells them leaves forces four tenths of what they can deter."""
    deterred = interpreted(conflict.deterrence_share)
    assert 0 <= deterred(capability, information, mission, P) <= np.float32(0.95)
    assert deterred(ZERO, information, ZERO, P) == 0
    assert deterred(capability, ZERO, ZERO, P) == pytest.approx(0.4 * deterred(capability, ONE, ZERO, P), abs=1e-6)
    assert deterred(ZERO, ZERO, mission, P) == pytest.approx(min(0.95, P.deterrence_mission * mission), abs=1e-6)
    assert_directions(deterred, (capability, information, mission, P), "+++")


@given(insecurity=share, deaths=number, crime=share, outside=share)
def test_insecurity_is_a_share_that_violence_and_crime_raise(insecurity, deaths, crime, outside) -> None:
    """Fear is quick to come and slow to go; where nobody dies or steals and nothing strikes it goes."""
    after = interpreted(conflict.updated_insecurity)
    assert 0 <= after(insecurity, deaths, crime, outside, P) <= 1
    assert after(insecurity, ZERO, ZERO, ZERO, P) <= insecurity
    assert after(ZERO, ZERO, ZERO, ZERO, P) == 0
    assert_directions(after, (insecurity, deaths, crime, outside, P), "++++", at=(0.5, 0.5, 0.5, 0.2))


def test_insecurity_rests_at_what_is_felt_and_rises_faster_than_it_falls() -> None:
    """One death per 100,000 is half of all that deaths can do (.65); crime does the rest (.35)."""
    after = interpreted(conflict.updated_insecurity)
    felt = np.float32(0.65 * 0.5 + 0.35)
    assert after(felt, ONE, ONE, ZERO, P) == pytest.approx(felt, abs=1e-6)
    above, below = felt + np.float32(0.1), felt - np.float32(0.1)
    assert after(below, ONE, ONE, ZERO, P) - below > above - after(above, ONE, ONE, ZERO, P) > 0


@given(capability=share, information=share, mission=share, remote=share, others=share, insecurity=share, eroded=share)
def test_state_control_is_carried_and_eroded(
    capability, information, mission, remote, others, insecurity, eroded
) -> None:
    """Forces, information and missions carry control; distance, other providers, violence and fear erode it."""
    carried = interpreted(conflict.carried_control)
    assert_directions(carried, (capability, information, mission, remote, others, insecurity, eroded), "+++----")
    assert carried(*[ZERO] * 7) == 0
    assert carried(ONE, ZERO, ZERO, ZERO, ZERO, ONE, ZERO) == 0  # violence undoes what capability does


@given(control=share, rest=logit, carried=logit)
def test_state_control_drifts_to_what_carries_it(control, rest, carried) -> None:
    """A share always, larger where the place or its forces carry more, and at rest at a logistic of both."""
    after = interpreted(conflict.updated_state_control)
    assert 0 <= after(control, rest, carried, P) <= 1
    assert_directions(after, (control, rest, carried, P), "+++", at=(0.5, 0.2, 0.2))
    there = np.float32(logistic(rest + carried))
    assert after(there, rest, carried, P) == pytest.approx(there, abs=1e-6)


@given(control=small, carried=floats(-3, 4))
def test_state_control_starts_at_rest_whatever_carries_it(control, carried) -> None:
    """With what stands at the settlement it stays where it was found; with more it rises, with less it falls."""
    rest = interpreted(conflict.settled_control)(control, carried)
    after = interpreted(conflict.updated_state_control)
    assert -12 <= rest <= 12
    assert after(control, rest, carried, P) == pytest.approx(control, abs=1e-5)
    assert after(control, rest, carried - ONE, P) < control < after(control, rest, carried + ONE, P)


@given(insecurity=share, crime=share)
def test_what_the_war_left_is_what_crime_does_not_explain(insecurity, crime) -> None:
    """Without war there is nothing but crime to be afraid of: what rests there has left nothing behind."""
    left = interpreted(conflict.insecurity_left_by_war)
    assert 0 <= left(insecurity, crime) <= insecurity
    assert left(insecurity, ZERO) == insecurity
    assert_directions(left, (insecurity, crime), "+-")
    rest = np.float32(0.35) * crime
    assert left(rest, crime) == pytest.approx(0, abs=1e-6)
    assert interpreted(conflict.updated_insecurity)(rest, ZERO, crime, ZERO, P) == pytest.approx(rest, abs=1e-6)


@given(fear=share, fear_before=share, armed=number, armed_before=number)
def test_fear_and_armed_men_erode_control_beyond_what_the_settlement_had(
    fear, fear_before, armed, armed_before
) -> None:
    """Nothing is eroded where nothing has changed, so that no country jumps at its settlement."""
    eroded = interpreted(conflict.eroded_control)
    assert eroded(fear, fear, armed, armed, P) == 0
    assert abs(eroded(fear, fear_before, armed, armed_before, P)) <= P.control_fear + P.control_armed
    assert_directions(eroded, (fear, fear_before, armed, armed_before, P), "+-+-", at=(0.4, 0.4, 2.0, 2.0))


@given(insecurity=share, war=share, protest=share, usual=share)
def test_a_regime_feels_protest_beyond_what_is_usual(insecurity, war, protest, usual) -> None:
    """The usual protest threatens nobody more than before; more of it never threatens less."""
    threat = interpreted(conflict.felt_threat)
    assert 0 <= threat(insecurity, war, protest, usual, P) <= 1
    assert abs(threat(insecurity, war, usual, usual, P) - (0.5 * insecurity + 0.5 * war)) < 1e-6
    assert_directions(threat, (insecurity, war, protest, usual, P), "+++-", at=(0.4, 0.4, 0.01, 0.01))


@given(active=st.sampled_from([0, 1]), last=floats(0, 50))
def test_contagion_dies_out(active, last) -> None:
    """What last month's clashes bring falls short of them, war or not."""
    rate = interpreted(conflict.clash_rate)
    brought = rate(ZERO, ONE, last, ZERO, active, P)
    assert brought == pytest.approx(P.clash_contagion * last, rel=1e-5)
