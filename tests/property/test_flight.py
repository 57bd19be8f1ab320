"""Flight and return: bounds, directions, thresholds."""

from __future__ import annotations

import pytest
from hypothesis import given

from ssrsim.equations import flight
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, interpreted, share


@given(insecurity=share, disaster=share, fear=share, living=share, hurt=share)
def test_people_flee_beyond_ordinary_unease(insecurity, disaster, fear, living, hurt) -> None:
    """A chance; nobody flees below the threshold; the afraid and the hurt sooner, the poorest later."""
    flee = interpreted(flight.fleeing_propensity)
    assert 0 <= flee(insecurity, disaster, fear, living, hurt, P) <= 1
    assert insecurity > P.flight_threshold or flee(insecurity, ZERO, fear, living, hurt, P) == 0
    assert_directions(flee, (insecurity, disaster, fear, living, hurt, P), "+++++", at=(0.8, 0.5, 0.5, 0.5, 0.5))


def test_flight_grows_with_the_square_of_what_exceeds_the_threshold() -> None:
    """At half the distance from the threshold to the worst a quarter as many flee; means and fear act by a factor."""
    flee, above = interpreted(flight.fleeing_propensity), ONE - P.flight_threshold
    usual = (ZERO, HALF, HALF, ZERO, P)
    assert flee(ONE, *usual) == pytest.approx(P.flight_rate * above * above, rel=1e-5)
    assert flee(P.flight_threshold + HALF * above, *usual) == pytest.approx(flee(ONE, *usual) / 4, rel=1e-4)
    assert flee(ONE, ZERO, HALF, HALF, ONE, P) == pytest.approx(2 * flee(ONE, *usual), rel=1e-5)
    assert flee(ZERO, ONE, HALF, HALF, ZERO, P) == pytest.approx(P.disaster_flight, rel=1e-5)


@given(insecurity=share, disaster=share)
def test_people_come_home_once_it_is_safe(insecurity, disaster) -> None:
    """Nobody returns to danger or to ruins; where it is safe they do at one rate."""
    back = interpreted(flight.returning_chance)
    assert 0 <= back(insecurity, disaster, P) <= P.return_rate
    assert insecurity < P.return_threshold or back(insecurity, disaster, P) == 0
    assert back(insecurity, ONE, P) == 0
    assert back(ZERO, ZERO, P) == P.return_rate
    assert P.return_threshold < P.flight_threshold  # or people would come and go for ever
    assert_directions(back, (insecurity, disaster, P), ".-", at=(0.2, 0.5))
