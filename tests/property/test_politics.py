"""Threat, rents, will and votes: bounds, directions, where they rest and what each needs."""

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
    normal,
    number,
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


@given(now=floats(0, 1e6), unreformed=floats(0, 1e6))
def test_flows_are_those_of_an_unreformed_state_at_most(now, unreformed) -> None:
    """A share, whole where as much flows as without reform, nothing where nothing ever flowed."""
    flow = interpreted(politics.relative_flow)
    assert 0 <= flow(now, unreformed) <= 1
    assert flow(now, ZERO) == 0
    assert flow(unreformed, unreformed) == (1 if unreformed > 0 else 0)
    assert_directions(flow, (now, unreformed), "+.", at=(0.25, 0.5))
    assert flow(HALF, ONE) > flow(HALF, np.float32(2))


@given(rents=share, flow=share, access=share)
def test_rents_become_habit(rents, flow, access) -> None:
    """An average of what reaches the office, which rests at it; who has no access gets used to nothing."""
    after = interpreted(politics.updated_rents)
    assert 0 <= after(rents, flow, access, P) <= 1
    assert after(flow * access, flow, access, P) == pytest.approx(flow * access, abs=1e-6)
    assert after(ZERO, ONE, ONE, P) == pytest.approx(1 / P.rents_months)
    assert after(rents, flow, ZERO, P) <= rents
    assert_directions(after, (rents, flow, access, P), "+++")


@given(so_far=share, exposure=share, threat=share)
def test_each_reform_leaves_less_of_a_channel_open(so_far, exposure, threat) -> None:
    """A share of what was open; a reform that is not there, or threatens nothing, leaves all of it."""
    left = interpreted(politics.left_open)
    assert 0 <= left(so_far, exposure, threat) <= so_far
    assert left(so_far, ZERO, threat) == left(so_far, exposure, ZERO) == so_far
    assert left(so_far, ONE, ONE) == 0
    assert_directions(left, (so_far, exposure, threat), "+--")


@given(bribes=share, ghosts=share, leakage=share, less_bribes=share, less_ghosts=share, less_leakage=share)
def test_only_what_one_lives_from_can_be_lost(bribes, ghosts, leakage, less_bribes, less_ghosts, less_leakage) -> None:
    """A share; nothing is lost where nothing is closed or nothing was had, channel by channel."""
    lost = interpreted(politics.rents_closed)
    here = (bribes, ghosts, leakage, less_bribes, less_ghosts, less_leakage)
    assert 0 <= lost(*here) <= 1
    assert lost(bribes, ghosts, leakage, ZERO, ZERO, ZERO) == 0
    assert lost(bribes, ZERO, ZERO, ZERO, less_ghosts, less_leakage) == 0
    assert lost(ZERO, ghosts, ZERO, ZERO, less_ghosts, ZERO) == pytest.approx(ghosts * less_ghosts, abs=1e-6)
    assert_directions(lost, here, "++++++", at=(0.2,) * 6)


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


@given(pressure=share, finance=share)
def test_pressure_passes_paper(pressure, finance) -> None:
    """Donors press for bills, as far as rulers need their money, and for nothing else."""
    paper = interpreted(politics.support_on_paper)
    assert 0 <= paper(pressure, finance, 1, P) <= P.paper_pressure
    assert paper(ONE, ZERO, 1, P) == P.paper_pressure
    assert paper(pressure, ONE, 1, P) == paper(ZERO, finance, 1, P) == paper(pressure, finance, 0, P) == 0
    assert_directions(paper, (pressure, finance, 1, P), "+-")


@given(
    will=share, dialogue=share, paper=share, noise=normal, closed=share, patronage=share, threat=share,
    law=st.sampled_from([0, 1]),
)  # fmt: skip
def test_support_falls_with_what_a_reform_closes(will, dialogue, paper, noise, closed, patronage, threat, law) -> None:
    """Will, dialogue, pressure and threat speak for an action, rents that it closes against; laws meet more of it."""
    margin = interpreted(politics.support_margin)
    here = (will, dialogue, paper, noise, closed, patronage, threat, law, P)
    assert_directions(margin, here, "++++--+", at=(0.5,) * 7 + (law,))
    with_law, without = margin(*here[:7], 1, P), margin(*here[:7], 0, P)
    assert without - with_law == pytest.approx(P.resistance_base / 2, abs=1e-6)
    alone = margin(will, ZERO, ZERO, ZERO, ZERO, patronage, ZERO, 1, P)
    assert alone == pytest.approx(will - P.resistance_base)
    lost = margin(ZERO, ZERO, ZERO, ZERO, ONE, ONE, ZERO, 1, P)
    assert lost == pytest.approx(-P.resistance_base - P.resistance_rents)


@given(power=share, revenue=number)
def test_votes_cost_by_power_and_by_what_there_is(power, revenue) -> None:
    """No power is worth nothing, all of it the price in months of revenue."""
    price = interpreted(politics.price_of_a_vote)
    assert price(power, revenue, P) >= 0
    assert price(ZERO, revenue, P) == price(power, ZERO, P) == 0
    assert price(ONE, revenue, P) == pytest.approx(P.side_payment_price * revenue)
    assert_directions(price, (power, revenue, P), "++")


@given(exclusion=share, start=share, dialogue=share)
def test_dialogue_ends_part_of_exclusion(exclusion, start, dialogue) -> None:
    """A share, at rest without dialogue, and with full dialogue at what reconciliation leaves."""
    after = interpreted(politics.reconciled_exclusion)
    assert 0 <= after(exclusion, start, dialogue, P) <= 1
    assert after(start, start, ZERO, P) == start
    rest = start * (1 - P.reconciliation)
    assert after(rest, start, ONE, P) == pytest.approx(rest, abs=1e-6)
    assert_directions(after, (exclusion, start, dialogue, P), "++-")


@given(will=share, patronage=share)
def test_interference_needs_patronage_and_unwillingness(will, patronage) -> None:
    """Who wants reform, or lives from nothing that it closes, does not interfere."""
    interferes = interpreted(politics.interference_share)
    assert 0 <= interferes(will, patronage) <= 1
    assert interferes(ONE, patronage) == 0
    assert interferes(will, ZERO) == 0
    assert interferes(ZERO, patronage) == patronage
    assert_directions(interferes, (will, patronage), "-+")
