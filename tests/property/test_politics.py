"""Threat, rents, will, votes, elections and coups: bounds, directions, where they rest and what each needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import politics
from ssrsim.equations.portable import logistic
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    P,
    assert_directions,
    floats,
    interpreted,
    logit,
    months,
    normal,
    share,
)


@given(threat=share, insecurity=share, active=share)
def test_threat_rests_between_violence_at_home_and_war(threat, insecurity, active) -> None:
    """A share, half from insecurity, half from factions at war."""
    after = interpreted(politics.updated_threat)
    assert 0 <= after(threat, insecurity, active, P) <= 1
    rest = np.float32(0.5) * insecurity + np.float32(0.5) * active
    assert after(rest, insecurity, active, P) == pytest.approx(rest, abs=1e-6)
    assert_directions(after, (threat, insecurity, active, P), "+++")


@given(rents=share, flow=floats(0, 5))
def test_rents_become_habit(rents, flow) -> None:
    """An average of the flow, which rests at it, and at 1 where more flows."""
    after = interpreted(politics.updated_rents)
    assert 0 <= after(rents, flow, P) <= 1
    assert after(min(flow, ONE), flow, P) == pytest.approx(min(flow, 1), abs=1e-6)
    assert after(ZERO, ONE, P) == pytest.approx(1 / P.rents_months)
    assert_directions(after, (rents, flow, P), "++")


@given(patronage=share, at_risk=share, threat=share, pressure=share, fragmentation=share, finance=share)
def test_will_comes_from_rents_at_risk_and_leverage(patronage, at_risk, threat, pressure, fragmentation, finance):
    """Rents at risk speak against reform, donors for it where rulers are weak and have nothing else to live from."""
    target = interpreted(politics.will_target)
    here = (patronage, at_risk, threat, pressure, fragmentation, finance, P)
    assert_directions(target, here, "--+++-")
    assert target(patronage, ZERO, threat, ZERO, fragmentation, finance, P) == P.will_base
    assert target(ZERO, at_risk, threat, pressure, fragmentation, ONE, P) == P.will_base
    assert target(ZERO, at_risk, ZERO, pressure, ZERO, finance, P) == P.will_base


@given(will=share, interests=logit, responsible=share, pressure=share, unhappy=share, army=share)
def test_will_follows_interests_votes_and_the_army(will, interests, responsible, pressure, unhappy, army) -> None:
    """A share; voters count who are unhappy, before an election, with whom they can blame; soldiers count always."""
    after = interpreted(politics.updated_will)
    here = (will, interests, responsible, pressure, unhappy, army, P)
    assert 0 <= after(*here) <= 1
    assert_directions(after, here, "+++++-")
    rest = np.float32(logistic(interests))
    assert after(rest, interests, ZERO, pressure, unhappy, ZERO, P) == pytest.approx(rest, abs=1e-6)
    assert after(rest, interests, responsible, ZERO, unhappy, ZERO, P) == pytest.approx(rest, abs=1e-6)
    assert after(rest, interests, responsible, pressure, ZERO, ZERO, P) == pytest.approx(rest, abs=1e-6)


@given(
    will=share, dialogue=share, noise=normal, reform_threat=share, rents=share, patronage=share, threat=share,
    law=st.sampled_from([0, 1]),
)  # fmt: skip
def test_support_falls_with_what_a_reform_threatens(
    will, dialogue, noise, reform_threat, rents, patronage, threat, law
) -> None:
    """Will and dialogue speak for an action, rents that it threatens against it; a law doubles the resistance."""
    margin = interpreted(politics.support_margin)
    here = (will, dialogue, noise, reform_threat, rents, patronage, threat, law, P)
    assert_directions(margin, here, "+++---+", at=(0.5, 0.5, 0.5, 0.01, 0.5, 0.5, 0.5, law))
    with_law, without = margin(*here[:7], 1, P), margin(*here[:7], 0, P)
    assert without - with_law == pytest.approx(P.resistance_base / 2, abs=1e-6)
    assert margin(will, ZERO, ZERO, ONE, ZERO, patronage, threat, 1, P) == pytest.approx(will - P.resistance_base)
    assert margin(ZERO, ZERO, ZERO, ONE, ONE, ONE, ONE, 1, P) == pytest.approx(-P.resistance_base - P.resistance_rents)


@given(ahead=st.integers(-5, 60))
def test_elections_press_in_their_last_year(ahead) -> None:
    """1 on the day, half of it six months earlier, 0 a year ahead and where none is due; it only grows on the way."""
    pressure = interpreted(politics.electoral_pressure)
    assert 0 <= pressure(ahead) <= 1
    assert pressure(0) == 1
    assert pressure(6) == 0.5
    assert 0 <= ahead < 12 or pressure(ahead) == 0
    assert ahead < 0 or pressure(ahead) >= pressure(ahead + 1)
    assert not 0 <= ahead < 12 or pressure(ahead) > pressure(ahead + 1)


@given(safe=share, bribes=share, livelihood=share, media=share)
def test_voters_keep_who_performs_as_far_as_they_know(safe, bribes, livelihood, media) -> None:
    """Safety and a living speak for a government, bribes against it; free media make the verdict clearer."""
    kept = interpreted(politics.reelection_chance)
    here = kept(safe, bribes, livelihood, media, P)
    assert 0 <= here <= 1
    assert_directions(kept, (safe, bribes, livelihood, media, P), "+-+")
    assert abs(kept(safe, bribes, livelihood, ONE, P) - 0.5) >= abs(here - 0.5) - 1e-6
    assert kept(HALF, HALF, HALF, media, P) == pytest.approx(0.5, abs=1e-6)  # performance of .5 is the reference
    assert kept(ONE, ZERO, ONE, ONE, P) > kept(ONE, ZERO, ONE, ZERO, P)


@given(arrears=months, squeeze=share, purge=share, exclusion=share)
def test_armies_resent_what_is_taken_from_them(arrears, squeeze, purge, exclusion) -> None:
    """A share, 0 where nothing is taken; unpaid months can weigh most, half of it after four."""
    discontent = interpreted(politics.army_discontent)
    assert 0 <= discontent(arrears, squeeze, purge, exclusion) <= 1 + 1e-6
    assert discontent(ZERO, ZERO, ZERO, ZERO) == 0
    assert discontent(np.float32(4), ZERO, ZERO, ZERO) == pytest.approx(0.2)
    assert discontent(np.float32(1e6), ONE, ONE, ONE) == pytest.approx(1, abs=1e-4)
    assert_directions(discontent, (arrears, squeeze, purge, exclusion), "++++")


@given(discontent=share, control=share, mission=share)
def test_coups_need_discontent_and_nobody_to_stop_them(discontent, control, mission) -> None:
    """A chance, below one in a thousand where nobody is discontent, lowered by civilian control and by a mission."""
    coup = interpreted(politics.coup_chance)
    assert 0 < coup(discontent, control, mission, P) < 1
    assert coup(ZERO, control, mission, P) < 0.001
    assert coup(ZERO, ONE, ZERO, P) == coup(ZERO, ZERO, ONE, P)
    assert coup(np.float32(0.4), ONE, ZERO, P) == pytest.approx(coup(ZERO, ZERO, ZERO, P), rel=1e-4)
    assert_directions(coup, (discontent, control, mission, P), "+--")


@given(will=share, patronage=share)
def test_interference_needs_patronage_and_unwillingness(will, patronage) -> None:
    """Who wants reform, or lives from nothing that it closes, does not interfere."""
    interferes = interpreted(politics.interference_share)
    assert 0 <= interferes(will, patronage) <= 1
    assert interferes(ONE, patronage) == 0
    assert interferes(will, ZERO) == 0
    assert interferes(ZERO, patronage) == patronage
    assert_directions(interferes, (will, patronage), "-+")
