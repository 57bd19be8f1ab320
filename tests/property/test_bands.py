"""Local commanders, soldiers who were rebels, sponsors: bounds, directions, fixed points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import bands, factions
from tests.property.strategies import (
    ONE,
    ZERO,
    P,
    assert_directions,
    floats,
    interpreted,
    share,
    small,
)

cost = floats(0, 4)


@given(rent=share, boom=share, control=share)
def test_there_is_nothing_to_take_where_the_state_controls_or_nothing_lies(rent, boom, control) -> None:
    """Rents, doubled by a full boom, as far as the state is absent."""
    spoils = interpreted(bands.local_spoils)
    assert 0 <= spoils(rent, boom, control) <= 2
    assert spoils(ZERO, boom, control) == spoils(rent, boom, ONE) == 0
    assert spoils(rent, ONE, control) == pytest.approx(2 * spoils(rent, ZERO, control))
    assert_directions(spoils, (rent, boom, control), "++-")


@given(inclusion=share, cohesion=share)
def test_peace_pays_commanders_through_their_leader(inclusion, cohesion) -> None:
    """Posts trickle down and a leader who holds them together is obeyed."""
    peace = interpreted(bands.local_peace)
    assert 0 <= peace(inclusion, cohesion, P) <= P.commander_trickle + P.commander_discipline + 1e-6
    assert peace(ZERO, ZERO, P) == 0
    assert_directions(peace, (inclusion, cohesion, P), "++")


@given(chance=share, spoils=share, cost=cost, peace=share)
def test_nobody_fights_alone_for_nothing(chance, spoils, cost, peace) -> None:
    """Where nothing lies or nothing can be held war is never worth more than peace."""
    value = interpreted(bands.local_war_minus_peace)
    assert value(ZERO, spoils, cost, peace) <= 0
    assert value(chance, ZERO, cost, peace) <= 0
    assert_directions(value, (chance, spoils, cost, peace), "++--")


@given(u=small, chance=share, spoils=share, peace=share)
def test_no_local_war_on_the_day_of_the_settlement(u, chance, spoils, peace) -> None:
    """Whoever draws the cost of a signatory values war no higher than peace on the terms of that day."""
    value, draw = interpreted(bands.local_war_minus_peace), interpreted(factions.cost_of_war)
    lasting = draw(u, value(chance, spoils, ZERO, peace), P.commander_cost, P.commander_cost_spread)
    assert value(chance, spoils, lasting, peace) <= P.spoiler_threshold


@given(granted=share)
def test_posts_that_are_granted_let_fighters_join(granted) -> None:
    """Nobody joins where nothing is granted."""
    joins = interpreted(bands.joining_chance)
    assert 0 <= joins(granted, P) <= P.integration_rate
    assert joins(ZERO, P) == 0
    assert_directions(joins, (granted, P), "+")


@given(training=share)
def test_loyalty_to_old_commanders_fades(training) -> None:
    """Half is left after the half-life, less where soldiers are trained."""
    lost = interpreted(bands.loyalty_lost)
    assert 0 < lost(training, P) <= 1
    assert (1 - lost(ZERO, P)) ** float(P.loyalty_half_life) == pytest.approx(0.5, rel=1e-3)
    assert_directions(lost, (training, P), "+")


@given(at_risk=share, patronage=share, will=share)
def test_who_has_nothing_to_lose_sponsors_nobody(at_risk, patronage, will) -> None:
    """Rents at risk, a life from patronage and no will to reform, all three."""
    stake = interpreted(bands.sponsor_stake)
    assert 0 <= stake(at_risk, patronage, will) <= 1
    assert stake(ZERO, patronage, will) == stake(at_risk, ZERO, will) == stake(at_risk, patronage, ONE) == 0
    assert_directions(stake, (at_risk, patronage, will), "++-")


@given(stake=share, sponsored=st.booleans())
def test_sponsors_stay_on_a_while(stake, sponsored) -> None:
    """They begin above the threshold and end below half of it."""
    pays = interpreted(bands.sponsors)
    assert pays(stake, sponsored, P) == (stake > (P.sponsor_threshold / 2 if sponsored else P.sponsor_threshold))
    assert not pays(ZERO, sponsored, P)
    assert pays(ONE, sponsored, P)
