"""Donors, missions and what money becomes: bounds, directions, means, half-lives and what each needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import corruption, funding, programmes
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, floats, interpreted, normal, share, small

people = st.integers(10**5, 10**8).map(np.int64)


@given(capability=share, control=share, measurement=share)
def test_absorption_has_a_floor_and_a_ceiling(capability, control, measurement) -> None:
    """Some money can always be spent, never more than there is."""
    absorbs = interpreted(programmes.absorbed_share)
    assert P.absorption_floor - 1e-6 <= absorbs(capability, control, measurement, P) <= 1 + 1e-6
    assert absorbs(ZERO, ZERO, ZERO, P) == P.absorption_floor
    assert absorbs(ONE, ONE, ONE, P) == pytest.approx(1, abs=1e-6)
    assert_directions(absorbs, (capability, control, measurement, P), "+++")


@given(will=share, dialogue=share, ready=small, watched=share)
def test_effectiveness_is_a_share_that_ownership_raises(will, dialogue, ready, watched) -> None:
    """Money works better where it is wanted, prepared and watched; nothing works more than fully."""
    works = interpreted(programmes.effectiveness)
    assert 0 < works(will, dialogue, ready, watched) <= 1.0001
    assert works(ONE, dialogue, ONE, ONE) == pytest.approx(1, abs=1e-5)
    assert works(ONE, ZERO, ready, watched) == pytest.approx(works(ONE, ONE, ready, watched))  # nobody to convince
    assert works(ZERO, ZERO, ONE, ONE) == pytest.approx(0.15**0.5, rel=1e-4)
    assert works(ONE, ZERO, ONE, ZERO) == pytest.approx(0.3**0.2, rel=1e-4)
    assert_directions(works, (will, dialogue, ready, watched), "++++")


@given(formal=share, paid=share)
def test_law_and_office_wear_off_without_upkeep(formal, paid) -> None:
    """A share that grows by what is paid and else only falls; nothing comes of nothing."""
    after = interpreted(programmes.updated_formal_level)
    assert 0 <= after(formal, paid, P) <= 1
    assert after(formal, ZERO, P) <= formal
    assert after(ZERO, paid, P) == paid
    assert_directions(after, (formal, paid, P), "++", at=(0.3, 0.2))


@given(effective=share, formal=share, delivered=share, works=share, running=st.booleans(), reversal=share)
def test_form_bounds_function(effective, formal, delivered, works, running, reversal) -> None:
    """The effective level never exceeds the formal one; deliveries raise it, a new government takes from it."""
    after = interpreted(programmes.updated_effective_level)
    here = (effective, formal, delivered, works, running, reversal, P)
    assert 0 <= after(*here) <= formal
    assert after(effective, formal, ZERO, works, running, ONE, P) == 0
    assert after(effective, formal, delivered, works, True, reversal, P) >= after(
        effective, formal, delivered, works, False, reversal, P
    )
    assert_directions(after, here, "+.++.-", at=(0.3, 0.9, 0.2, 0.5, running, 0.5))


def test_levels_are_half_gone_after_their_half_lives() -> None:
    """Formal levels without upkeep, effective ones when the reform has ended; while it runs half as much is lost."""
    formal, ended, running = ONE, ONE, ONE
    update, effect = interpreted(programmes.updated_formal_level), interpreted(programmes.updated_effective_level)
    for month in range(round(float(P.formal_half_life))):
        formal = update(formal, ZERO, P)
        if month < P.effective_half_life:
            ended = effect(ended, ONE, ZERO, ONE, False, ZERO, P)
            running = effect(running, ONE, ZERO, ONE, True, ZERO, P)
    assert formal == pytest.approx(0.5, abs=1e-3)
    assert ended == pytest.approx(0.5, abs=1e-3)
    assert running == pytest.approx(0.5**0.5, abs=5e-3)


@given(z=normal, volatility=floats(0, 2), coordination=share)
def test_funding_noise_is_positive_and_calmed_by_coordination(z, volatility, coordination) -> None:
    """Noise scales a disbursement, it never turns it round; coordinated donors are steadier."""
    noise = interpreted(funding.disbursement_noise)
    assert noise(z, volatility, coordination) > 0
    assert noise(z, ZERO, coordination) == 1
    assert noise(z, volatility, ONE) == pytest.approx(noise(z, volatility * HALF, ZERO), rel=1e-5)
    assert_directions(noise, (z, volatility, coordination), "+")


@given(volatility=floats(0, 1), coordination=share)
def test_funding_noise_has_mean_one_and_the_variation_that_was_given(volatility, coordination) -> None:
    """Over all luck a donor pays what it pledged, with the coefficient of variation of the data."""
    z = np.linspace(-6, 6, 601)
    weights = np.exp(-0.5 * z**2)
    paid = np.array([interpreted(funding.disbursement_noise)(x, volatility, coordination) for x in np.float32(z)])
    mean = np.average(paid, weights=weights)
    assert mean == pytest.approx(1, abs=5e-3)
    deviation = np.sqrt(np.average((paid - mean) ** 2, weights=weights))
    assert deviation == pytest.approx(volatility * (1 - 0.5 * coordination), abs=0.01)


@given(before=floats(0, 0.6), strict=share, visible=share, leaks=share, scandal=share, progress=share)
def test_donors_suspend_for_leaks_and_scandals_and_come_back(before, strict, visible, leaks, scandal, progress) -> None:
    """A share below the most that is ever suspended; progress and a liking for the visible soften it."""
    after = interpreted(funding.updated_suspension)
    here = (before, strict, visible, leaks, scandal, progress, P)
    assert 0 <= after(*here) <= P.suspension_most + 1e-6
    assert after(before, strict, visible, ZERO, ZERO, progress, P) <= before
    assert after(before, ZERO, visible, leaks, scandal, progress, P) <= before
    assert after(P.suspension_most, ONE, ZERO, ONE, ONE, ZERO, P) == P.suspension_most
    assert_directions(after, here, "++-++-", at=(0.3, 0.5, 0.5, 0.2, 0.2, 0.2))


@given(
    full=st.integers(0, 10**6),
    month=st.integers(0, 400),
    start=st.integers(1, 50),
    stay=st.integers(1, 100),
    leave=st.integers(1, 100),
)
def test_missions_rise_stay_and_leave(full, month, start, stay, leave) -> None:
    """Never more troops than planned, all between start and drawdown, none after the exit; in between a straight line.

    Whole people: the line is met to within one.
    """
    drawdown, exits = start + stay, start + stay + leave
    troops = interpreted(funding.troops_present)(np.int64(full), month, start, drawdown, exits)
    assert 0 <= troops <= full
    assert month < exits or troops == 0
    assert not start <= month < drawdown or troops == full
    if not start <= month < drawdown:
        assert abs(troops - np.interp(month, [0, start, drawdown, exits], [0, full, full, 0])) <= 1


@given(troops=st.integers(0, 10**5).map(np.int64), population=people, mandate=share)
def test_a_mission_is_as_strong_as_its_troops_per_head_and_its_mandate(troops, population, mandate) -> None:
    """A share: none without troops, half at the half-point, two fifths of it without a mandate to act."""
    strength = interpreted(funding.mission_strength)
    here = strength(troops, population, mandate, P)
    assert 0 <= here <= 1
    assert strength(np.int64(0), population, mandate, P) == 0
    assert strength(troops + 1000, population, mandate, P) > here
    assert troops == 0 or strength(troops, population * 2, mandate, P) < here
    assert strength(np.int64(3000 * P.mission_half), np.int64(3_000_000), ONE, P) == pytest.approx(0.5)
    assert strength(troops, population, ZERO, P) == pytest.approx(0.4 * strength(troops, population, ONE, P), rel=1e-5)
    assert_directions(strength, (np.int64(1000), population, mandate, P), "..+")


@given(public=share, audit=share, sanction=share, transparency=share)
def test_audit_does_nothing_without_sanctions(public, audit, sanction, transparency) -> None:
    """Leakage falls with audit only where somebody is sanctioned, and never below half of what it was."""
    leak = interpreted(corruption.leakage_rate)
    here = (public, audit, sanction, transparency, P)
    assert 0 <= leak(*here) <= np.float32(0.9)
    assert leak(public, audit, ZERO, transparency, P) == leak(public, ZERO, ZERO, transparency, P)
    assert leak(public, ZERO, sanction, transparency, P) == leak(public, ZERO, ZERO, transparency, P)
    assert 0.45 * leak(public, ZERO, sanction, transparency, P) <= leak(*here)
    assert leak(np.float32(0.75), ZERO, ZERO, ZERO, P) == pytest.approx(P.leakage_base)
    assert leak(public, ZERO, ZERO, ONE, P) == pytest.approx(0.9 * leak(public, ZERO, ZERO, ZERO, P))
    assert_directions(leak, here, "+---")
