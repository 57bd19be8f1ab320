"""War or peace, who follows leaders and what they earn: bounds, directions, indifference and what each needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from ssrsim.equations import factions
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, floats, interpreted, share, small

men = floats(0, 1e6)


@given(chance=share, q=small, inclusion=share, after=share)
def test_cost_at_indifference_makes_war_and_peace_equal(chance, q, inclusion, after) -> None:
    """At the cost that a signatory must at least have borne, war is worth exactly what peace is."""
    after = min(after, chance)  # disarming never makes stronger
    cost = interpreted(factions.cost_at_indifference)(chance, q, inclusion, after)
    assert abs(interpreted(factions.war_minus_peace)(chance, cost, q, inclusion, after)) < 2e-3


@given(chance=share, cost=share, q=share, inclusion=share, after=share)
def test_more_credible_promises_make_peace_worth_more(chance, cost, q, inclusion, after) -> None:
    """If the promise beats being betrayed, credibility never raises the value of war (the commitment problem)."""
    value = interpreted(factions.war_minus_peace)
    if inclusion >= after - cost:
        assert value(chance, cost, ONE, inclusion, after) <= value(chance, cost, q, inclusion, after) + 1e-6


@given(chance=share, cost=share, q=share, inclusion=share, after=share)
def test_war_pays_the_strong_and_costs(chance, cost, q, inclusion, after) -> None:
    """A better chance speaks for war; its cost, posts in peace and what is left after disarming speak against it."""
    value = interpreted(factions.war_minus_peace)
    assert_directions(value, (chance, cost, q, inclusion, after), "+-.--", at=(0.5, 0.2, 0.5, 0.5, 0.4))
    assert value(chance, cost, ONE, inclusion, after) == pytest.approx(chance - cost - inclusion, abs=1e-6)
    betrayed = chance - cost - max(after - cost, 0)
    assert value(chance, cost, ZERO, inclusion, after) == pytest.approx(betrayed, abs=1e-6)


@given(u=small, least=floats(-2, 2), mean=share)
def test_who_signed_bears_at_least_the_cost_that_made_him_sign(u, least, mean) -> None:
    """Truncation by inversion: no draw below the cut, none below 0 (war costs everybody), the order of luck is kept."""
    draw, spread = interpreted(factions.cost_of_war), np.float32(0.15)
    assert max(least, 0) - 1e-2 <= draw(u, least, mean, spread) <= 4
    assert draw(np.float32(0.995), least, mean, spread) >= draw(u, least, mean, spread) - 1e-4
    assert_directions(draw, (u, least, mean, spread), "+...", at=(0.5, 0.0, 0.3, 0.15))
    far = draw(HALF, ZERO, np.float32(3), spread)
    assert far == pytest.approx(3, abs=1e-4)  # hardly anything is cut: the median


@given(fighters=men, network=men, integrated=men, cohesion=share)
def test_leaders_call_on_a_part_of_their_network(fighters, network, integrated, cohesion) -> None:
    """All their fighters come, of the demobilised a share by the leader's hold, of soldiers who were theirs another."""
    men_called = interpreted(factions.callable_men)
    every = fighters + network + integrated
    assert fighters <= men_called(fighters, network, integrated, cohesion, P) <= every * (1 + 1e-6)
    assert men_called(fighters, ZERO, ZERO, cohesion, P) == fighters
    assert men_called(fighters, network, ZERO, ZERO, P) == fighters
    assert_directions(men_called, (fighters, network, integrated, cohesion, P), "++++")


@given(ours=men, external=men, state=men, mission=men)
def test_winning_is_a_contest(ours, external, state, mission) -> None:
    """Men of one's own and from abroad help, those of state and mission hurt; equals have even chances."""
    chance = interpreted(factions.winning_chance)
    assert 0 <= chance(ours, external, state, mission) <= 1
    assert chance(ZERO, ZERO, state, mission) == 0
    assert chance(ours + ONE, external, ours, external) == pytest.approx(0.5, abs=1e-4)
    assert_directions(chance, (ours, external, state, mission), "++--", at=(100.0, 100.0, 100.0, 100.0))


@given(guarantee=share, oversight=share, kept=share)
def test_promises_are_believed_the_more_the_more_stands_behind_them(guarantee, oversight, kept) -> None:
    """A share; a guarantee counts more than oversight or kept promises; with nothing behind them the base is left."""
    believed = interpreted(factions.credibility)
    assert 0 <= believed(guarantee, oversight, kept, P) <= 1
    assert believed(ZERO, ZERO, ZERO, P) == P.credible_base
    assert believed(ONE, ZERO, ZERO, P) > max(believed(ZERO, ONE, ZERO, P), believed(ZERO, ZERO, ONE, P))
    assert_directions(believed, (guarantee, oversight, kept, P), "+++", at=(0.3, 0.3, 0.3))


@given(chance=share, q=small, inclusion=share, after=share)
def test_who_signed_with_good_chances_must_find_war_costly(chance, q, inclusion, after) -> None:
    """The better the chance in war and the poorer the promise, the more war must cost who signs nevertheless."""
    cost = interpreted(factions.cost_at_indifference)
    after = min(after, chance)
    assert cost(chance, q, inclusion, after) >= cost(chance, q, ONE, after) - 1e-5
    at = (np.float32(0.6), HALF, HALF, np.float32(0.3))
    assert cost(at[0], at[1], ZERO, at[3]) > cost(*at) > cost(np.float32(0.5), *at[1:])


@given(weary=floats(0, 2), deaths=floats(0, 1e5))
def test_war_wearies_and_peace_forgets(weary, deaths) -> None:
    """Weariness halves in its half-life, grows with the dead, and stays within its bounds."""
    after = interpreted(factions.updated_weariness)
    assert 0 <= after(weary, deaths, P) <= 2
    assert_directions(after, (weary, deaths, P), "++", at=(0.5, 10.0))
    left = np.float32(1.0)
    for _ in range(round(P.weariness_half_life)):
        left = after(left, ZERO, P)
    assert left == pytest.approx(0.5, rel=1e-3)


@given(u=small, least=floats(-2, 2), mean=floats(-1, 1), spread=floats(0.05, 1))
def test_a_draw_above_a_cut_keeps_the_order_of_luck(u, least, mean, spread) -> None:
    """Never below the cut but for rounding; more luck draws more; with nothing cut off, half of it is the mean."""
    draw = interpreted(factions.drawn_above)
    if (least - mean) / spread < 8:  # beyond that float32 has no tail left to draw from
        assert draw(u, least, mean, spread) >= least - 0.1
    assert draw(np.float32(0.995), least, mean, spread) >= draw(u, least, mean, spread) - 1e-4
    assert draw(HALF, mean - 40 * spread, mean, spread) == pytest.approx(mean, abs=1e-4)
    assert_directions(draw, (u, least, mean, spread), "+...", at=(0.5, 0.0, 0.0, 0.25))
