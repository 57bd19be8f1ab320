"""Equations about people: bounds, directions, what rests where, over everything their arguments may be."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from ssrsim.compiled import interpreted
from ssrsim.equations import conflict, grievance, oversight, settlement, trust
from ssrsim.scenario.parameters import Parameters

P = SimpleNamespace(**{name: np.float32(value) for name, value in Parameters().model_dump().items()})
ZERO, ONE = np.float32(0), np.float32(1)

share = st.floats(0, 1, width=32).map(np.float32)
small = st.floats(np.float32(0.01), np.float32(0.99), width=32).map(np.float32)
logit = st.floats(-6, 6, width=32).map(np.float32)
heard = st.floats(0, 7, width=32).map(np.float32)  # encounters of a month: own and those of six peers
factor = st.floats(1, 4, width=32).map(np.float32)
rare = st.floats(0, np.float32(0.2), width=32).map(np.float32)


@given(perceived=share, performs=share, good=heard, neglected=heard)
def test_perception_learns_from_service(perceived, performs, good, neglected) -> None:
    """Good service never lowers what people think of the state, neglect never raises it, and it stays a share."""
    learnt = interpreted(trust.updated_perception)
    here = learnt(perceived, performs, good, neglected, P)
    assert 0 <= here <= 1
    assert learnt(perceived, performs, good + ONE, neglected, P) >= here
    assert learnt(perceived, performs, good, neglected + ONE, P) <= here
    assert learnt(perceived, ONE, good, neglected, P) >= here


@given(performs=share, good=rare, neglected=rare)
def test_perception_rests_where_it_was_solved(performs, good, neglected) -> None:
    """A usual month leaves perception at its rest, which is performance itself where nobody is served."""
    rest = interpreted(trust.perception_at_rest)(performs, good, neglected, P)
    assert abs(interpreted(trust.updated_perception)(rest, performs, good, neglected, P) - rest) < 1e-6
    assert abs(interpreted(trust.perception_at_rest)(performs, ZERO, ZERO, P) - performs) < 1e-6


@given(norm=share, bribes=rare, good=rare)
def test_perceived_corruption_rests_where_it_was_solved(norm, bribes, good) -> None:
    """A usual month leaves perceived corruption at its rest; bribes put it above the talk of the town."""
    rest = interpreted(trust.perceived_corruption_at_rest)
    here = rest(norm, bribes, good, P)
    assert abs(interpreted(trust.updated_perceived_corruption)(here, bribes, good, norm, P) - here) < 1e-6
    assert rest(norm, bribes, ZERO, P) >= norm - 1e-6


@given(level=small, performance=share, corruption=share, good=rare, bad=rare)
def test_settled_trust_rests(level, performance, corruption, good, bad) -> None:
    """Trust stays where it started in a month of usual encounters, unless no anchor could make up for them."""
    trait = interpreted(settlement.settled_trust_trait)(level, performance, corruption, good, bad, P)
    anchor = interpreted(trust.trust_anchor)(trait, performance, corruption, ZERO, P)
    assume(0.002 < anchor < 0.998)
    assert abs(interpreted(trust.updated_trust)(level, anchor, good, bad, P.trust_ratio, P) - level) < 1e-5


@given(abused=rare)
def test_mean_memory_of_abuse_rests(abused) -> None:
    """The mean memory of a people of whom a share is abused each month stays where it started."""
    memory = interpreted(grievance.memory_at_rest)(abused, P)
    after = interpreted(grievance.updated_victimisation)
    mean = abused * after(memory, ONE, P) + (ONE - abused) * after(memory, ZERO, P)
    assert abs(mean - memory) < 1e-6
    assert 0 <= memory <= 1


@given(insecurity=share, capability=share)
def test_protection_is_a_share_that_safety_and_capability_raise(insecurity, capability) -> None:
    """Soldiers are asked for safety: violence lowers what they are worth, capability raises it."""
    protects = interpreted(trust.protection)
    assert 0 <= protects(insecurity, capability) <= 1
    assert protects(ONE, capability) <= protects(insecurity, capability) <= protects(insecurity, ONE)


@given(abuse=share, equipment=share, watched=share, skill=share, weight=st.floats(0, 4, width=32).map(np.float32))
def test_equipment_makes_only_the_unconstrained_abuse_more(abuse, equipment, watched, skill, weight) -> None:
    """Equipment never lowers abuse, and adds none under full oversight, full skill, or without the mechanism."""
    armed = interpreted(trust.abuse_when_armed)
    assert armed(abuse, equipment, watched, skill, weight) >= abuse
    assert armed(abuse, equipment, ONE, skill, weight) == armed(abuse, equipment, watched, ONE, weight) == abuse
    assert armed(abuse, ZERO, watched, skill, weight) == armed(abuse, equipment, watched, skill, ZERO) == abuse
    assert armed(abuse, ONE, watched, skill, weight) >= armed(abuse, equipment, watched, skill, weight)


@given(skill=share, equipment=share)
def test_service_is_a_chance_that_skill_and_equipment_raise(skill, equipment) -> None:
    """A vehicle and a trade both help to serve; nobody always does."""
    chance = interpreted(trust.service_chance)
    assert 0 < chance(skill, equipment) < 1
    assert chance(ONE, equipment) >= chance(skill, equipment) <= chance(skill, ONE)


@given(bribery=small, abuse=share, coercion=share, bias=st.floats(1, 4, width=32).map(np.float32))
def test_out_groups_are_never_treated_better(bribery, abuse, coercion, bias) -> None:
    """Bias raises the chance of wrong; both chances are chances."""
    chances = interpreted(trust.misconduct_chances)
    here, own = chances(bribery, abuse, coercion, bias, P), chances(bribery, abuse, coercion, ONE, P)
    assert min(here) >= 0
    assert sum(here) <= 1 + 1e-6
    assert here[0] >= own[0]
    assert sum(here) >= sum(own) - 1e-6


@given(trusting=share, non_state=share, crime=share, reporting=factor)
def test_help_is_sought_by_those_who_need_it_and_trust(trusting, non_state, crime, reporting) -> None:
    """Crime, trust and police nearby never lower help-seeking; other providers never raise it."""
    seek = interpreted(trust.help_seeking_chance)
    here = seek(trusting, non_state, crime, reporting, P)
    assert 0 <= here <= 1
    assert seek(trusting, non_state, ONE, reporting, P) >= here
    assert seek(ONE, non_state, crime, reporting, P) >= here
    assert seek(trusting, non_state, crime, ONE, P) <= here
    assert seek(trusting, ONE, crime, reporting, P) <= here


@given(presence=st.floats(0, 2, width=32).map(np.float32), community=share)
def test_visits_need_police_and_community_policing(presence, community) -> None:
    """Nobody visits where there is nobody, or where nobody was asked to; reports rise with what there is."""
    visit = interpreted(trust.visit_chance)
    assert visit(ZERO, community, P) == visit(presence, ZERO, P) == 0
    assert 0 <= visit(presence, community, P) <= visit(presence, ONE, P) <= 1
    reports = interpreted(trust.reporting_factor)
    assert reports(ZERO, P) == 1 <= reports(community, P) <= reports(ONE, P)


@given(justice=share, provision=share, weight=share)
def test_justice_from_elsewhere_adds_to_what_courts_leave(justice, provision, weight) -> None:
    """Elders never take away justice, and add nothing where courts give all."""
    received = interpreted(grievance.justice_received)
    assert justice - 1e-6 <= received(justice, provision, weight) <= 1 + 1e-6
    assert received(ONE, provision, weight) == 1
    assert received(justice, ZERO, weight) == received(justice, provision, ZERO) == justice


@given(insecurity=share, crime=share, memory=share, wellbeing=share, exclusion=share, justice=share)
def test_fear_and_grievance_rest_at_shares(insecurity, crime, memory, wellbeing, exclusion, justice) -> None:
    """Crime and violence frighten, hardship and injustice anger; nothing leaves 0..1."""
    fear, anger = interpreted(grievance.fear_at_rest), interpreted(grievance.grievance_at_rest)
    assert 0 <= fear(insecurity, crime, memory) <= fear(insecurity, ONE, memory) <= 1 + 1e-6
    assert 0 <= anger(wellbeing, exclusion, memory, justice) <= 1 + 1e-6
    assert anger(wellbeing, exclusion, memory, ONE) <= anger(wellbeing, exclusion, memory, justice)


@given(provision=share, start=share, service=share, before=share)
def test_non_state_providers_recede_where_the_state_serves(provision, start, service, before) -> None:
    """At rest at the start; better service never raises provision; where there was none there will be none."""
    after = interpreted(grievance.updated_non_state)
    assert abs(after(start, start, before, before, P) - start) < 1e-6
    assert 0 <= after(provision, start, service, before, P) <= 1
    assert after(provision, start, ONE, before, P) <= after(provision, start, service, before, P) + 1e-6
    assert after(ZERO, ZERO, service, before, P) == 0
    assert 0 <= interpreted(grievance.state_service)(service, start, before) <= 1 + 1e-6


@given(u=small, trusting=share, fear=share, anger=share, scandal=share, reporting=factor)
def test_protest_rises_with_grievance_and_falls_with_fear(u, trusting, fear, anger, scandal, reporting) -> None:
    """Propensities are chances; grievance brings people to the streets, fear keeps them at home and silent."""
    act = interpreted(grievance.chosen_act)
    choice, informs, protests = act(u, trusting, fear, anger, scandal, reporting, P)
    assert choice in {0, 1, 2}
    assert 0 <= informs + protests <= 1
    assert act(u, trusting, fear, ONE, scandal, reporting, P)[2] >= protests
    _, silent, home = act(u, trusting, ONE, anger, scandal, reporting, P)
    assert silent <= informs + 1e-6
    assert act(u, trusting, fear, anger, scandal, ONE, P)[1] <= informs + 1e-6
    complain = interpreted(oversight.report_chance)
    assert complain(trusting, ONE, fear, P) <= complain(trusting, fear, fear, P)
    assert home <= protests + 1e-6


@given(insecurity=share, war=share, protest=share, usual=share)
def test_a_regime_feels_protest_beyond_what_is_usual(insecurity, war, protest, usual) -> None:
    """The usual protest threatens nobody more than before; more of it never threatens less."""
    threat = interpreted(conflict.felt_threat)
    here = threat(insecurity, war, protest, usual, P)
    assert 0 <= here <= 1
    assert abs(threat(insecurity, war, usual, usual, P) - (0.5 * insecurity + 0.5 * war)) < 1e-6
    assert threat(insecurity, war, ONE, usual, P) >= here
