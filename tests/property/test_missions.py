"""Peace missions: who is there, how strong that is, what the strength goes into."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import missions
from tests.property.strategies import ONE, ZERO, P, assert_directions, floats, interpreted, number, share, with_changes

people = st.integers(10**5, 10**8).map(np.int64)
weight = floats(0, 10)


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
    troops = interpreted(missions.troops_present)(np.int64(full), month, start, drawdown, exits)
    assert 0 <= troops <= full
    assert month < exits or troops == 0
    assert not start <= month < drawdown or troops == full
    if not start <= month < drawdown:
        assert abs(troops - np.interp(month, [0, start, drawdown, exits], [0, full, full, 0])) <= 1


@given(troops=st.integers(0, 10**5).map(np.int64), population=people, mandate=share)
def test_a_mission_is_as_strong_as_its_troops_per_head_and_its_mandate(troops, population, mandate) -> None:
    """A share: none without troops, half at the half-point, two fifths of it without a mandate to act."""
    strength = interpreted(missions.mission_strength)
    here = strength(troops, population, mandate, P)
    assert 0 <= here <= 1
    assert strength(np.int64(0), population, mandate, P) == 0
    assert strength(troops + 1000, population, mandate, P) > here
    assert troops == 0 or strength(troops, population * 2, mandate, P) < here
    assert strength(np.int64(3000 * P.mission_half), np.int64(3_000_000), ONE, P) == pytest.approx(0.5)
    assert strength(troops, population, ZERO, P) == pytest.approx(0.4 * strength(troops, population, ONE, P), rel=1e-5)
    assert_directions(strength, (np.int64(1000), population, mandate, P), "..+")


@given(strength=share, deterrence=weight, guarantee=weight, protection=weight, coups=weight)
def test_a_mission_shares_its_strength_out(strength, deterrence, guarantee, protection, coups) -> None:
    """Equal weights give each task the whole strength; weights of nothing do nothing."""
    part = interpreted(missions.mission_effect)
    weights = (deterrence, guarantee, protection, coups)
    names = ("mission_to_deterrence", "mission_to_guarantee", "mission_to_protection", "mission_to_coups")
    p = with_changes(**{name: float(value) for name, value in zip(names, weights, strict=True)})
    parts = [float(part(strength, value, p)) for value in weights]
    assert all(0 <= value <= 1 for value in parts)
    assert sum(parts) <= 4 * strength + 1e-5
    assert part(strength, P.mission_to_guarantee, P) == pytest.approx(strength)
    assert part(strength, ZERO, p) == 0
    nothing = with_changes(**dict.fromkeys(names, 0.0))
    assert part(strength, ZERO, nothing) == 0
    assert_directions(part, (strength, deterrence, p), "+", at=(0.2, 0.5, P))


@given(insecurity=share, fighters=number)
def test_hard_cases_get_more_of_a_mission(insecurity, fighters) -> None:
    """Between half of what was given and the whole, more where it is unsafe and where more men stand under arms."""
    sent = interpreted(missions.difficulty_share)
    assert 0.5 <= sent(insecurity, fighters) <= 1
    assert sent(ZERO, ZERO) == 0.5
    assert sent(ONE, np.float32(2)) == pytest.approx(0.875)
    assert_directions(sent, (insecurity, fighters), "++", at=(0.5, 3.0))
