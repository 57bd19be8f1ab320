"""What peace is worth, what it costs, who consents to it and what that shows: bounds, directions, limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from ssrsim.equations import autocracy, bargaining
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, floats, interpreted, share

cost = floats(-2, 4)


@given(politics=share, rents=share, boom=share)
def test_resources_and_booms_add_to_the_spoils(politics, rents, boom) -> None:
    """Power counts in full, resources by their weight; a boom doubles them and adds nothing where there are none."""
    spoils = interpreted(bargaining.spoils_of_war)
    assert spoils(politics, ZERO, boom, P) == politics
    assert spoils(ZERO, ONE, ONE, P) == pytest.approx(2 * P.spoils_rents, rel=1e-5)
    assert_directions(spoils, (politics, rents, boom, P), "+++", at=(0.5, 0.5, 0.5))


@given(bribes=share, ghosts=share)
def test_who_closes_rents_makes_posts_worth_less(bribes, ghosts) -> None:
    """Posts keep their worth while rents flow as at the settlement and lose a known part where all are closed."""
    worth = interpreted(bargaining.rents_of_peace)
    assert worth(ONE, ONE, P) == 1
    assert worth(ZERO, ZERO, P) == pytest.approx(1 - P.rents_of_posts, abs=1e-6)
    assert_directions(worth, (bribes, ghosts, P), "++", at=(0.5, 0.5))


@given(programme=share)
def test_disarmament_leaves_less_to_fight_with(programme) -> None:
    """Under a full programme what is left is what a disarmed faction has; without one, most of it."""
    left = interpreted(bargaining.share_left)
    assert P.disarmed_share - 1e-6 <= left(programme, P) <= 1
    assert left(ONE, P) == pytest.approx(P.disarmed_share, abs=1e-6)
    assert left(ZERO, P) == pytest.approx(1 - (1 - P.disarmed_share) * P.disarmed_anyway, abs=1e-6)
    assert_directions(left, (programme, P), "-", at=(0.5,))


@given(tipping=cost, least=cost, most=cost)
def test_a_government_knows_no_risk_beyond_what_leaders_have_shown(tipping, least, most) -> None:
    """No risk while war must cost more than it is worth, certain war while it must cost less, a share in between."""
    risk = interpreted(bargaining.war_risk)
    least, most = min(least, most), max(least, most)
    assert 0 <= risk(tipping, least, most, P) <= 1
    if tipping <= least:
        assert risk(tipping, least, most, P) == 0
    if tipping >= most and most - least > 0.1 and abs(most) < 1 and abs(least) < 1:
        assert risk(tipping, least, most, P) == pytest.approx(1, abs=1e-3)
    at = tuple(np.float32(value) for value in (0.1, -0.5, 0.6))
    assert_directions(risk, (*at, P), "+--", at=at)


@given(patronage=share, dialogue=share)
def test_posts_are_dear_where_office_lives_from_them(patronage, dialogue) -> None:
    """Patronage makes inclusion dearer, dialogue cheaper; whoever does not govern has to be paid more."""
    price = interpreted(bargaining.price_of_inclusion)
    assert price(patronage, dialogue, 1, P) == pytest.approx((1 + P.outside_price) * price(patronage, dialogue, 0, P))
    assert_directions(price, (patronage, dialogue, 0, P), "+-", at=(0.5, 0.5))


@given(offer=share, risk=share, chance=share, price=share)
def test_offers_are_weighed_against_what_war_costs(offer, risk, chance, price) -> None:
    """What is conceded and what is risked both cost; a risk weighs the more, the stronger the faction."""
    worth = interpreted(bargaining.worth_of_offer)
    assert worth(ZERO, ZERO, chance, price, P) == 0
    assert worth(offer, risk, chance, price, P) <= 0
    assert_directions(worth, (offer, risk, chance, price, P), "----", at=(0.5, 0.5, 0.5, 0.5))


@given(step=share, guarantee=share, oversight=share)
def test_breaking_guaranteed_promises_is_dear(step, guarantee, oversight) -> None:
    """It costs nothing where nobody looks, and in proportion to what is broken."""
    breach = interpreted(bargaining.cost_of_breach)
    assert breach(step, ZERO, ZERO, P) == breach(ZERO, guarantee, oversight, P) == 0
    assert breach(ONE, ONE, ZERO, P) == pytest.approx(P.breach_cost)
    assert_directions(breach, (step, guarantee, oversight, P), "+++", at=(0.5, 0.3, 0.3))


@given(threat=share, dialogue=share, patronage=share)
def test_coalitions_concede_under_threat_and_after_dialogue(threat, dialogue, patronage) -> None:
    """Threat and dialogue speak for it, patronage against it; whoever grew out of the faction is for it."""
    consent = interpreted(bargaining.consent_to_offer)
    assert consent(threat, dialogue, ONE, patronage, P) > 0
    assert_directions(consent, (threat, dialogue, HALF, patronage, P), "+++-", at=(0.5, 0.5, 0.5, 0.5))


@given(granted=share, paid=share)
def test_what_is_not_paid_is_not_delivered(granted, paid) -> None:
    """All of it where rents are paid, the posts alone where none are."""
    target = interpreted(bargaining.delivered_target)
    assert 0 <= target(granted, paid, P) <= granted
    assert target(granted, ONE, P) == pytest.approx(granted, abs=1e-6)
    assert target(granted, ZERO, P) == pytest.approx(granted * (1 - P.rents_in_inclusion), abs=1e-6)
    assert_directions(target, (granted, paid, P), "++", at=(0.5, 0.5))


@given(independence=share)
def test_power_is_bound_by_checks_and_elections_alike(independence) -> None:
    """Half by the one, half by the other."""
    bound = interpreted(autocracy.constraints_on_power)
    assert 0 <= bound(independence, 0) <= bound(independence, 1) <= 1
    assert bound(ONE, 1) == 1
    assert bound(independence, 1) - bound(independence, 0) == pytest.approx(0.5, abs=1e-6)
    assert_directions(bound, (independence, 0), "+", at=(0.5,))


@given(verdict=floats(-1, 1), interference=share, checks=share, mission=share)
def test_those_cancel_elections_who_would_lose_them_unbound(verdict, interference, checks, mission) -> None:
    """A chance; bad verdicts and interference raise it, checks and missions lower it."""
    chance = interpreted(autocracy.cancelling_chance)
    assert 0 <= chance(verdict, interference, checks, mission, P) <= 1
    assert_directions(chance, (verdict, interference, checks, mission, P), "-+--", at=(0.0, 0.5, 0.5, 0.5))
    assert chance(np.float32(-0.5), HALF, ZERO, ZERO, P) < 0.2
