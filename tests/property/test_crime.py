"""Criminal groups: bounds, directions, where they rest, and that politics is no part of them."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import crime as crimes
from ssrsim.equations.fighters import willing_recruits
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, floats, interpreted, share, with_changes

members = floats(0, 1e5)


@given(living=share, fear=share, idle=st.sampled_from([ZERO, ONE]), tie=share)
def test_the_poor_and_the_idle_live_from_crime(living, fear, idle, tie) -> None:
    """A chance that livelihood lowers and idleness and ties raise; grievance and trust are not even asked."""
    ready = interpreted(crimes.criminal_propensity)
    assert 0 <= ready(living, fear, idle, tie, P) <= 1
    assert_directions(ready, (living, fear, idle, tie, P), "--++")
    assert not {"grievance", "trust"} & set(inspect.signature(ready).parameters)
    assert ready(HALF, ZERO, ZERO, ZERO, P) == pytest.approx(np.exp(P.criminal_base), rel=1e-4)


@given(capability=share, collusion=share)
def test_forces_that_collude_or_are_absent_leave_crime_alone(capability, collusion) -> None:
    """Nothing is held back under full collusion or without forces, all by capable and clean ones."""
    held = interpreted(crimes.held_back)
    assert 0 <= held(capability, collusion) <= 1
    assert held(capability, ONE) == held(ZERO, collusion) == 0
    assert held(ONE, ZERO) == 1
    assert_directions(held, (capability, collusion), "+-")


@given(rents=share, boom=share, control=share, free=share)
def test_crime_earns_by_trafficking_and_extortion(rents, boom, control, free) -> None:
    """Booms raise what rents earn, state control protects from extortion, police that act take all."""
    earned = interpreted(crimes.criminal_income)
    assert earned(rents, boom, control, ZERO, P) == 0
    assert earned(ZERO, boom, ONE, free, P) == 0
    assert 0 <= earned(rents, boom, control, free, P) <= 2 * P.gang_rents + P.gang_extortion
    assert_directions(earned, (rents, boom, control, free, P), "++-+")


@given(held=share, justice=share, living=share)
def test_members_stop_when_they_are_arrested_or_live_better(held, justice, living) -> None:
    """No arrests where nobody holds crime back or without courts; a better life lets members stop of themselves."""
    stops = interpreted(crimes.leaving_crime)
    assert 0 <= stops(held, justice, living, P) <= 1
    assert stops(ZERO, justice, ZERO, P) == stops(held, ZERO, ZERO, P) == 0
    assert_directions(stops, (held, justice, living, P), "+++")


@given(number=floats(1, 1e5), rate=floats(0.001, 0.2), willing=floats(1, 1e5))
def test_posts_at_rest_draw_as_many_as_leave(number, rate, willing) -> None:
    """Otherwise crime would drift in a country where nothing changes."""
    leaving = number * rate
    posts = interpreted(crimes.posts_at_rest)(number, leaving, willing)
    assert posts >= number
    supply = max(willing, np.float32(1.25) * leaving)
    begun = interpreted(willing_recruits)(supply, posts - number)
    assert begun == pytest.approx(leaving, rel=0.05, abs=0.05)
    assert interpreted(crimes.posts_at_rest)(number, ZERO, willing) == number


@given(crime=floats(0, 0.95), number=members)
def test_crime_and_members_are_two_ways_to_say_one_thing(crime, number) -> None:
    """A share that rises with members, half of it at `gang_half`; turned round it gives the members back."""
    level, behind = interpreted(crimes.crime_level), interpreted(crimes.members_behind)
    assert level(behind(crime, P), P) == pytest.approx(crime, abs=1e-5)
    assert level(np.float32(P.gang_half), P) == HALF
    assert 0 <= level(number, P) <= 1
    assert behind(ONE, P) == behind(np.float32(0.95), P)
    assert_directions(level, (number, P), "+", at=(2.0,))
    assert_directions(behind, (crime, P), "+", at=(0.5,))


@given(crime=share)
def test_homicides_lie_between_the_least_and_the_worst(crime) -> None:
    """About 3 to 60 per 100,000 a year."""
    rate = interpreted(crimes.homicide_rate)
    assert P.homicides_low <= rate(crime, P) <= P.homicides_high * np.float32(1.0001)
    assert (rate(ZERO, P), rate(ONE, P)) == (P.homicides_low, P.homicides_high)
    assert_directions(rate, (crime, P), "+")


@given(crime=share, control=share, ruled=st.sampled_from([0, 1]))
def test_criminals_govern_where_crime_is_strong_and_the_state_is_not(crime, control, ruled) -> None:
    """Neither alone is enough, and who governs keeps on until things have clearly changed."""
    rules = interpreted(crimes.is_ruled)
    assert rules(crime, ONE, ruled, P) == 0
    assert rules(ZERO, control, ruled, P) == 0
    assert rules(ONE, ZERO, ruled, P) == 1
    assert rules(crime, control, 0, P) <= rules(crime, control, 1, P)
    strict = with_changes(rule_crime=0.6, rule_control=0.4)
    assert rules(np.float32(0.57), np.float32(0.3), 1, strict) == 1
    assert rules(np.float32(0.57), np.float32(0.3), 0, strict) == 0
