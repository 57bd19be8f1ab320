"""Grievance, fear, a living and what people do: bounds, directions, what rests where, over all arguments."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from ssrsim.equations import grievance, settlement
from ssrsim.equations.portable import logistic
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    P,
    assert_directions,
    factor,
    floats,
    interpreted,
    logit,
    normal,
    rare,
    share,
    small,
)


@given(abused=rare)
def test_mean_memory_of_abuse_rests(abused) -> None:
    """The mean memory of a people of whom a share is abused each month stays where it started."""
    memory = interpreted(grievance.memory_at_rest)(abused, P)
    after = interpreted(grievance.updated_victimisation)
    mean = abused * after(memory, ONE, P) + (ONE - abused) * after(memory, ZERO, P)
    assert abs(mean - memory) < 1e-6
    assert 0 <= memory <= 1
    assert interpreted(grievance.memory_at_rest)(ZERO, P) == 0
    assert_directions(interpreted(grievance.memory_at_rest), (abused, P), "+")


@given(justice=share, provision=share, weight=share)
def test_justice_from_elsewhere_adds_to_what_courts_leave(justice, provision, weight) -> None:
    """Elders never take away justice, and add nothing where courts give all."""
    received = interpreted(grievance.justice_received)
    assert justice - 1e-6 <= received(justice, provision, weight) <= 1 + 1e-6
    assert received(ONE, provision, weight) == 1
    assert received(ZERO, ONE, ONE) == 1
    assert_directions(received, (justice, provision, weight), "+++")
    assert received(justice, ZERO, weight) == received(justice, provision, ZERO) == justice


@given(insecurity=share, crime=share, memory=share, wellbeing=share, exclusion=share, justice=share)
def test_fear_and_grievance_rest_at_shares(insecurity, crime, memory, wellbeing, exclusion, justice) -> None:
    """Crime and violence frighten, hardship and injustice anger; nothing leaves 0..1."""
    fear, anger = interpreted(grievance.fear_at_rest), interpreted(grievance.grievance_at_rest)
    assert 0 <= fear(insecurity, crime, memory) <= 1 + 1e-6
    assert fear(ZERO, ZERO, ZERO) == anger(ONE, ZERO, ZERO, ONE) == 0
    assert fear(ONE, ONE, ONE) == pytest.approx(1)
    assert anger(ZERO, ONE, ONE, ZERO) == pytest.approx(1)
    assert_directions(fear, (insecurity, crime, memory), "+++")
    assert 0 <= anger(wellbeing, exclusion, memory, justice) <= 1 + 1e-6
    assert_directions(anger, (wellbeing, exclusion, memory, justice), "-++-")


@given(crime=share, clearance=share, collusion=share)
def test_only_honest_police_who_come_protect_from_crime(crime, clearance, collusion) -> None:
    """A share of crime; none is left alone where there is no crime or where all calls are dealt with honestly."""
    alone = interpreted(grievance.left_unprotected)
    assert 0 <= alone(crime, clearance, collusion) <= crime
    assert alone(crime, ONE, ZERO) == 0
    assert alone(crime, ZERO, collusion) == alone(crime, clearance, ONE) == crime
    assert_directions(alone, (crime, clearance, collusion), "+-+")


@given(unprotected=share, before=share)
def test_people_resent_less_protection_than_they_had(unprotected, before) -> None:
    """Nothing where nothing changed; worse protection angers, better protection soothes as much."""
    resented = interpreted(grievance.resented_neglect)
    assert resented(before, before, P) == 0
    assert resented(unprotected, before, P) == -resented(before, unprotected, P)
    assert resented(ONE, ZERO, P) == P.grievance_unprotected
    assert_directions(resented, (unprotected, before, P), "+-")


@given(own=share, of_peers=floats(0, 6), weight=share)
def test_abuse_of_peers_counts_beside_ones_own(own, of_peers, weight) -> None:
    """Never less than one's own, never more than the worst; nothing is heard where nobody talks."""
    remembered = interpreted(grievance.abuse_lived_and_heard)
    assert own <= remembered(own, of_peers, weight) <= 1
    assert remembered(own, of_peers, ZERO) == remembered(own, ZERO, weight) == own
    assert remembered(ONE, of_peers, weight) == 1
    assert_directions(remembered, (own, of_peers, weight), "+++")


@given(provision=share, start=share, service=share, before=share)
def test_non_state_providers_recede_where_the_state_serves(provision, start, service, before) -> None:
    """At rest at the start; better service never raises provision; where there was none there will be none."""
    after = interpreted(grievance.updated_non_state)
    assert abs(after(start, start, before, before, P) - start) < 1e-6
    assert 0 <= after(provision, start, service, before, P) <= 1
    assert after(ZERO, ZERO, service, before, P) == 0
    assert after(ONE, ONE, service, before, P) == 1
    assert_directions(after, (provision, start, service, before, P), "++-+")


@given(capability=share, justice=share, trusting=share)
def test_the_state_serves_by_police_courts_and_trust(capability, justice, trusting) -> None:
    """A share, all of it where all three are full."""
    serves = interpreted(grievance.state_service)
    assert 0 <= serves(capability, justice, trusting) <= 1 + 1e-6
    assert serves(ZERO, ZERO, ZERO) == 0
    assert serves(ONE, ONE, ONE) == pytest.approx(1)
    assert_directions(serves, (capability, justice, trusting), "+++")


@given(u=small, trusting=share, fear=share, anger=share, scandal=share, reporting=factor)
def test_protest_rises_with_grievance_and_falls_with_fear(u, trusting, fear, anger, scandal, reporting) -> None:
    """Propensities are chances; grievance brings people to the streets, fear keeps them at home and silent."""
    act = interpreted(grievance.chosen_act)
    choice, informs, protests = act(u, trusting, fear, anger, scandal, reporting, P)
    assert choice in {0, 1, 2}
    assert 0 <= informs + protests <= 1
    here = (trusting, fear, anger, scandal, reporting, P)
    assert_directions(lambda *now: act(u, *now)[1], here, "+.--+")
    assert_directions(lambda *now: act(u, *now)[2], here, "--++-")
    assert choice == (1 if u < informs else 2 if u < informs + protests else 0) or abs(u - informs - protests) < 1e-5
    assert act(ZERO, *here)[0] == 1  # the first part of the line is for those who inform
    assert act(u, trusting, ONE, anger, scandal, reporting, P)[1] <= informs + 1e-6


@given(memory=share, abused=share)
def test_abuse_is_remembered_and_fades(memory, abused) -> None:
    """A share that fades without abuse and takes half of what is left to 1 with it."""
    after = interpreted(grievance.updated_victimisation)
    assert 0 <= after(memory, abused, P) <= 1
    assert after(memory, ZERO, P) == P.memory_kept * memory
    assert after(ZERO, ONE, P) == HALF
    assert after(ZERO, ZERO, P) == 0
    assert_directions(after, (memory, abused, P), "++")


@given(livelihood=share, trait=logit, economy=share, insecurity=share)
def test_livelihood_follows_the_economy_and_safety(livelihood, trait, economy, insecurity) -> None:
    """A share; chances in life and the economy raise it, violence lowers it; two economic halves make one war."""
    after = interpreted(grievance.updated_livelihood)
    assert 0 <= after(livelihood, trait, economy, insecurity, P) <= 1
    rest = np.float32(logistic(trait))
    assert after(rest, trait, HALF, ZERO, P) == pytest.approx(rest, abs=1e-6)
    assert after(livelihood, trait, ONE, ONE, P) == pytest.approx(after(livelihood, trait, HALF, ZERO, P), abs=1e-6)
    assert_directions(after, (livelihood, trait, economy, insecurity, P), "+++-")


@given(level=small, insecurity=share)
def test_settled_livelihood_rests(level, insecurity) -> None:
    """In the economy of the settlement, at the insecurity of that day, a living stays what it was."""
    trait = interpreted(settlement.settled_livelihood_trait)(level, insecurity)
    after = interpreted(grievance.updated_livelihood)(level, trait, HALF, insecurity, P)
    assert after == pytest.approx(level, abs=1e-6)


@given(mean=small, spread=floats(0, 2), z=normal, shift=logit)
def test_spread_shares_keep_their_mean(mean, spread, z, shift) -> None:
    """A population of dispositions has about the mean that observers saw, however different its people are."""
    draw = interpreted(settlement.spread_share)
    people = np.float32(np.linspace(-3, 3, 41))
    weights = np.exp(-0.5 * people.astype(float) ** 2)
    values = [draw(mean, spread, x, ZERO) for x in people]
    assert abs(np.average(values, weights=weights) - mean) < 0.03
    assert draw(mean, ZERO, z, ZERO) == pytest.approx(mean, abs=1e-5)
    assert_directions(draw, (mean, spread, z, shift), "+.++")


@given(anger=share, trusting=share, fear=share, living=share, tie=share, reintegrated=share, counts=share)
def test_joining_needs_grievance_and_ties(anger, trusting, fear, living, tie, reintegrated, counts) -> None:
    """A chance; grievance and ties to commanders raise it, trust, fear, a living and a programme lower it."""
    joins = interpreted(grievance.recruitable_propensity)
    here = (anger, trusting, fear, living, tie, reintegrated, counts, P)
    assert 0 <= joins(*here) <= 1
    assert_directions(joins, here, "+---+-")
    assert joins(anger, trusting, fear, living, tie, reintegrated, ZERO, P) == pytest.approx(
        joins(anger, HALF, fear, living, tie, reintegrated, ONE, P)
    )

    def odds(*person) -> float:
        chance = float(joins(*person, counts, P))
        return chance / (1 - chance)

    unbound = odds(anger, trusting, fear, living, ZERO, ZERO)
    assert odds(anger, trusting, fear, living, ONE, ZERO) / unbound == pytest.approx(2.5, rel=0.01)
    assert odds(anger, trusting, fear, living, ZERO, ONE) / unbound == pytest.approx(0.8, rel=0.01)
