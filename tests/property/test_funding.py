"""Donors: what they commit, when they suspend, how late money comes, what is lost between many of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import funding
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    P,
    assert_directions,
    floats,
    interpreted,
    normal,
    number,
    share,
)

flag = st.booleans()


@given(z=normal, variation=floats(0, 2))
def test_noise_is_positive_and_nothing_without_variation(z, variation) -> None:
    """Noise scales an amount, it never turns it round."""
    noise = interpreted(funding.yearly_noise)
    assert noise(z, variation) > 0
    assert noise(z, ZERO) == 1
    assert_directions(noise, (z, variation), "+")


@given(variation=floats(0, 1))
def test_noise_has_mean_one_and_the_variation_that_was_given(variation) -> None:
    """Over all luck a donor commits what it pledged, with the coefficient of variation of the data."""
    z = np.linspace(-6, 6, 601)
    weights = np.exp(-0.5 * z**2)
    paid = np.array([interpreted(funding.yearly_noise)(x, variation) for x in np.float32(z)])
    mean = np.average(paid, weights=weights)
    assert mean == pytest.approx(1, abs=5e-3)
    assert np.sqrt(np.average((paid - mean) ** 2, weights=weights)) == pytest.approx(variation, abs=0.01)


@given(volatility=floats(0, 2), coordination=share, pooled=flag)
def test_joint_planning_and_pools_calm_commitments(volatility, coordination, pooled) -> None:
    """Full coordination halves the variation, a pool halves it again."""
    variation = interpreted(funding.commitment_variation)
    assert 0 <= variation(volatility, coordination, pooled) <= volatility
    assert variation(volatility, ZERO, False) == volatility
    assert variation(volatility, ONE, False) == pytest.approx(0.5 * volatility)
    assert variation(volatility, coordination, True) == pytest.approx(0.5 * variation(volatility, coordination, False))
    assert_directions(variation, (volatility, coordination, pooled), "+-")


@given(unspent=number)
def test_appetite_goes_where_money_lies_idle(unspent) -> None:
    """Full while half a year of pledges is there or less, gone a year and a half of pledges later."""
    wants = interpreted(funding.appetite)
    assert 0 <= wants(unspent, P) <= 1
    assert wants(np.float32(6), P) == 1
    assert wants(np.float32(6 + float(P.patience)), P) == 0
    assert_directions(wants, (unspent, P), "-", at=(10.0,))


@given(lag=floats(1, 60), insecurity=share, suspension=floats(0, 0.6), cut=share)
def test_money_comes_late_and_later_in_violence(lag, insecurity, suspension, cut) -> None:
    """A share of what is outstanding; all of it where there is no lag; none while all aid is cut."""
    comes = interpreted(funding.disbursed_share)
    assert 0 <= comes(lag, insecurity, suspension, cut) <= 1
    assert comes(ONE, ZERO, ZERO, ZERO) == 1
    assert comes(HALF, ZERO, ZERO, ZERO) == 1
    assert comes(lag, insecurity, suspension, ONE) == 0
    assert comes(lag, ONE, ZERO, ZERO) == pytest.approx(0.5 * comes(lag, ZERO, ZERO, ZERO))
    assert_directions(comes, (lag, insecurity, suspension, cut), "----", at=(2.0, 0.5, 0.5, 0.5))


@given(lag=floats(1, 24), insecurity=share)
def test_the_lag_is_the_mean_time_that_money_takes(lag, insecurity) -> None:
    """Of a sum committed once a constant share of the rest comes each month: geometric, with the lag as its mean."""
    monthly = float(interpreted(funding.disbursed_share)(lag, insecurity, ZERO, ZERO))
    months = np.arange(1, 2000)
    assert (months * monthly * (1 - monthly) ** (months - 1)).sum() == pytest.approx(lag * (1 + insecurity), rel=1e-3)


@given(leaks=share, scandal=share, blocked=share, missed=share, progress=share)
def test_donors_hold_against_a_country_what_goes_wrong(leaks, scandal, blocked, missed, progress) -> None:
    """Leaks, scandals, blocked reforms and missed benchmarks count, progress makes up for some; nothing, nothing."""
    against = interpreted(funding.held_against)
    here = (leaks, scandal, blocked, missed, progress)
    assert 0 <= against(*here) <= 1
    assert against(ZERO, ZERO, ZERO, ZERO, progress) == 0
    assert_directions(against, here, "++++-", at=(0.1, 0.1, 0.1, 0.1, 0.2))


@given(strict=share, taste=share, against=share)
def test_the_strict_are_displeased_and_the_vain_look_away(strict, taste, against) -> None:
    """Nobody strict, nobody displeased; a full taste for the visible swallows `looks_away` of it."""
    displeased = interpreted(funding.displeasure)
    assert 0 <= displeased(strict, taste, against, P) <= strict
    assert displeased(ONE, ZERO, against, P) == against
    assert displeased(ONE, ONE, against, P) == pytest.approx((1 - P.looks_away) * against, rel=1e-5, abs=1e-7)
    assert_directions(displeased, (strict, taste, against, P), "+-+")


@given(displeased=share)
def test_who_suspended_resumes_later_than_it_began(displeased) -> None:
    """Hysteresis: between half of the threshold and the threshold donors stay with what they chose."""
    suspends = interpreted(funding.is_suspending)
    assert suspends(False, displeased, P) == (displeased > P.suspension_threshold)
    assert suspends(True, displeased, P) == (displeased > 0.5 * P.suspension_threshold)
    assert suspends(True, displeased, P) or not suspends(False, displeased, P)


@given(before=floats(0, 0.6), displeased=share, suspended=flag)
def test_suspension_is_bounded_and_comes_back(before, displeased, suspended) -> None:
    """A share below the most that is ever suspended; who has not suspended gives back what was held."""
    after = interpreted(funding.updated_suspension)
    assert 0 <= after(before, suspended, displeased, P) <= P.suspension_most + 1e-6
    assert after(before, False, displeased, P) <= before
    assert after(P.suspension_most, True, ONE, P) == P.suspension_most
    assert_directions(after, (before, suspended, displeased, P), "+.+", at=(0.3, True, 0.2))


@given(will=share, suspension=share)
def test_a_willing_minister_stands_in_for_donors(will, suspension) -> None:
    """At most the whole surplus, half of it at most while nobody suspends, nothing without will."""
    gives = interpreted(funding.own_share)
    assert 0 <= gives(will, suspension) <= 1
    assert gives(will, ZERO) == pytest.approx(0.5 * will)
    assert gives(ZERO, suspension) == 0
    assert gives(ONE, ONE) == 1
    assert_directions(gives, (will, suspension), "++")


@given(coordination=share, concentration=floats(0.01, 1))
def test_many_who_do_not_talk_lose_money_between_them(coordination, concentration) -> None:
    """Nothing is lost where one pays or all plan together; at most the overhead."""
    kept = interpreted(funding.unfragmented_share)
    assert 1 - P.fragmentation_overhead - 1e-6 <= kept(coordination, concentration, P) <= 1
    assert kept(ONE, concentration, P) == 1
    assert kept(coordination, ONE, P) == 1
    assert_directions(kept, (coordination, concentration, P), "++")
