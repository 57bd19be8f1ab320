"""Clashes, deterrence, insecurity, control and flight: bounds, directions, where they rest and what they need."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import conflict
from ssrsim.equations.portable import logistic
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, floats, interpreted, number, share

men = floats(0, 1e5)


@given(fighters=men, last=floats(0, 50), deterred=share)
def test_nobody_clashes_who_has_not_chosen_war(fighters, last, deterred) -> None:
    """Dormant factions start no clashes (no base hazard), deterrence adds none, violence cannot feed itself."""
    rate = interpreted(conflict.clash_rate)
    assert rate(fighters, ZERO, deterred, 0, P) == 0
    assert rate(fighters, last, deterred, 0, P) < max(0.8 * last, 1e-9)
    assert_directions(rate, (fighters, last, deterred, 1, P), "++-", at=(300.0, 2.0, 0.5, 1))


@given(fighters=floats(1, 1e5))
def test_clashes_grow_less_than_fighters(fighters) -> None:
    """Twice the fighters clash 2^.8 times as often, and all deterred do not clash."""
    rate = interpreted(conflict.clash_rate)
    here = rate(fighters, ZERO, ZERO, 1, P)
    assert rate(fighters * np.float32(2), ZERO, ZERO, 1, P) / here == pytest.approx(2**P.clash_exponent, rel=1e-4)
    assert rate(fighters, ZERO, ONE, 1, P) == 0


def test_three_hundred_fighters_make_a_small_war() -> None:
    """Deaths of a year at one front where nobody deters, contagion included: what "about 25" is good for."""
    new = interpreted(conflict.clash_rate)(np.float32(300), ZERO, ZERO, 1, P)
    assert 15 < 12 * P.deaths_per_clash * new / (1 - P.clash_contagion) < 50


@given(capability=share, information=share, mission=share)
def test_deterrence_is_a_share_that_capability_information_and_missions_raise(capability, information, mission) -> None:
    """Never all is deterred; what nobody tells them leaves forces four tenths of what they can deter."""
    deterred = interpreted(conflict.deterrence_share)
    assert 0 <= deterred(capability, information, mission, P) <= np.float32(0.95)
    assert deterred(ZERO, information, ZERO, P) == 0
    assert deterred(capability, ZERO, ZERO, P) == pytest.approx(0.4 * deterred(capability, ONE, ZERO, P), abs=1e-6)
    assert deterred(ZERO, ZERO, mission, P) == pytest.approx(min(0.95, P.deterrence_mission * mission), abs=1e-6)
    assert_directions(deterred, (capability, information, mission, P), "+++")


@given(insecurity=share, deaths=number, crime=share)
def test_insecurity_is_a_share_that_violence_and_crime_raise(insecurity, deaths, crime) -> None:
    """Fear is quick to come and slow to go; where nobody dies or steals it goes."""
    after = interpreted(conflict.updated_insecurity)
    assert 0 <= after(insecurity, deaths, crime, P) <= 1
    assert after(insecurity, ZERO, ZERO, P) <= insecurity
    assert after(ZERO, ZERO, ZERO, P) == 0
    assert_directions(after, (insecurity, deaths, crime, P), "+++")


def test_insecurity_rests_at_what_is_felt_and_rises_faster_than_it_falls() -> None:
    """One death per 100,000 is half of all that deaths can do (.65); crime does the rest (.35)."""
    after = interpreted(conflict.updated_insecurity)
    felt = np.float32(0.65 * 0.5 + 0.35)
    assert after(felt, ONE, ONE, P) == pytest.approx(felt, abs=1e-6)
    above, below = felt + np.float32(0.1), felt - np.float32(0.1)
    assert after(below, ONE, ONE, P) - below > above - after(above, ONE, ONE, P) > 0


@given(control=share, capability=share, information=share, mission=share, remote=share, others=share, insecurity=share)
def test_state_control_is_carried_and_eroded(
    control, capability, information, mission, remote, others, insecurity
) -> None:
    """Forces, information and missions carry control; distance, other providers and violence erode it."""
    after = interpreted(conflict.updated_state_control)
    here = (control, capability, information, mission, remote, others, insecurity, P)
    assert 0 <= after(*here) <= 1
    assert_directions(after, here, "++++---")


def test_state_control_rests_at_a_logistic_of_what_carries_it() -> None:
    """With nothing for or against it, control rests at its base; violence undoes what capability does."""
    after, nothing = interpreted(conflict.updated_state_control), [ZERO] * 6
    rest = np.float32(logistic(P.control_base))
    assert after(rest, *nothing, P) == pytest.approx(rest, abs=1e-6)
    assert after(rest, ONE, ZERO, ZERO, ZERO, ZERO, ONE, P) == pytest.approx(rest, abs=1e-6)


@given(insecurity=share, war=share, protest=share, usual=share)
def test_a_regime_feels_protest_beyond_what_is_usual(insecurity, war, protest, usual) -> None:
    """The usual protest threatens nobody more than before; more of it never threatens less."""
    threat = interpreted(conflict.felt_threat)
    assert 0 <= threat(insecurity, war, protest, usual, P) <= 1
    assert abs(threat(insecurity, war, usual, usual, P) - (0.5 * insecurity + 0.5 * war)) < 1e-6
    assert_directions(threat, (insecurity, war, protest, usual, P), "+++-", at=(0.4, 0.4, 0.01, 0.01))


@given(insecurity=share)
def test_people_flee_beyond_ordinary_unease(insecurity) -> None:
    """Nobody flees below the threshold; at half the distance from it to the worst a quarter as many do."""
    flee, above = interpreted(conflict.flight_chance), ONE - P.flight_threshold
    assert 0 <= flee(insecurity, P) <= P.flight_rate
    assert insecurity > P.flight_threshold or flee(insecurity, P) == 0
    assert flee(ONE, P) == pytest.approx(P.flight_rate * above * above, rel=1e-5)
    assert flee(P.flight_threshold + HALF * above, P) == pytest.approx(flee(ONE, P) / 4, rel=1e-4)
    assert_directions(flee, (insecurity, P), "+", at=(0.8,))


@given(active=st.sampled_from([0, 1]), last=floats(0, 50))
def test_contagion_dies_out(active, last) -> None:
    """What last month's clashes bring falls short of them, war or not."""
    rate = interpreted(conflict.clash_rate)
    brought = rate(ZERO, last, ZERO, active, P)
    assert brought == pytest.approx(P.clash_contagion * last, rel=1e-5)
