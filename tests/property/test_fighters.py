"""Who fights, who pays and who goes home: bounds, directions and what each needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import fighters
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, floats, interpreted, number, share

men = floats(0, 1e6)


@given(supply=number, demand=number)
def test_recruits_are_no_more_than_the_willing_or_the_posts(supply, demand) -> None:
    """Both sides alike limit the match; equal sides meet by half."""
    matched = interpreted(fighters.willing_recruits)
    assert 0 <= matched(supply, demand) <= min(supply, demand) * (1 + 1e-6)
    assert matched(supply, demand) == pytest.approx(matched(demand, supply), rel=1e-5)
    assert matched(supply, supply) == pytest.approx(supply / 2, rel=1e-5)
    assert matched(supply, ZERO) == matched(ZERO, demand) == 0
    assert_directions(matched, (supply, demand), "++")


@given(programme=share, credible=share)
def test_fighters_enrol_where_there_is_a_programme_and_credible_promises(programme, credible) -> None:
    """Nobody enrols in nothing; at the threshold of credibility half of the reach is reached."""
    enrols = interpreted(fighters.disarming_chance)
    assert 0 <= enrols(programme, credible, P) <= P.ddr_reach
    assert enrols(ZERO, credible, P) == 0
    assert enrols(ONE, P.ddr_threshold, P) == pytest.approx(P.ddr_reach / 2, rel=1e-5)
    assert_directions(enrols, (programme, credible, P), "++")


@given(programme=share, livelihood=share)
def test_reintegration_needs_a_living(programme, livelihood) -> None:
    """Base and programme add up, at a usual livelihood, and a good one helps three times as well as none."""
    returns = interpreted(fighters.reintegrating_chance)
    assert 0 <= returns(programme, livelihood, P) <= 1
    assert returns(ZERO, HALF, P) == pytest.approx(P.reintegration_base)
    assert returns(ONE, HALF, P) == pytest.approx(P.reintegration_base + P.reintegration_programme)
    assert returns(programme, ONE, P) == pytest.approx(3 * returns(programme, ZERO, P), rel=1e-5)
    assert_directions(returns, (programme, livelihood, P), "++")


@given(active=st.sampled_from([0, 1]), boom=share, patron=share, rents=share, control=share)
def test_armed_men_earn_from_war_booms_and_patrons(active, boom, patron, rents, control) -> None:
    """At war the income of the settlement is 1, dormant .35; booms pay where there are rents; control halves it."""
    income = interpreted(fighters.armed_income)
    assert 0 < income(active, boom, patron, rents, control) <= 3
    assert income(1, ZERO, ZERO, rents, ZERO) == 1
    assert income(0, ZERO, ZERO, rents, ZERO) == np.float32(0.35)
    assert income(active, boom, patron, rents, ONE) == pytest.approx(0.5 * income(active, boom, patron, rents, ZERO))
    assert income(active, boom, patron, ZERO, control) == income(active, ZERO, patron, ONE, control)
    assert_directions(income, (active, boom, patron, rents, control), ".+++-")
