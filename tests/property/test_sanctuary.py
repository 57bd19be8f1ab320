"""Camps across the border: they last as long as neighbours let them, and keep men out of reach and leaders safe."""

from __future__ import annotations

import pytest
from hypothesis import given

from ssrsim.equations import sanctuary
from tests.property.strategies import ONE, ZERO, P, assert_directions, interpreted, share, with_changes


@given(camps=share, at_start=share, tolerated=share, returning=share)
def test_camps_last_as_long_as_neighbours_let_them(camps, at_start, tolerated, returning) -> None:
    """A share; at rest where the neighbour lets all be and nobody returns; nothing comes of nothing."""
    left = interpreted(sanctuary.camps_left)
    assert 0 <= left(camps, at_start, tolerated, returning, P) <= max(camps, at_start) * (1 + 1e-6)
    assert left(at_start, at_start, ONE, ZERO, P) == pytest.approx(at_start, rel=1e-5)
    assert left(ZERO, ZERO, tolerated, returning, P) == 0
    assert left(camps, at_start, ZERO, ZERO, P) == pytest.approx(P.sanctuary_kept * camps, rel=1e-5)
    assert left(camps, at_start, tolerated, ONE, P) == 0
    assert_directions(left, (camps, at_start, tolerated, returning, P), "+++-")


@given(bases=share, camps=share)
def test_bases_are_built_in_camps_and_lost_with_them(bases, camps) -> None:
    """Never more than there are camps; who has just fled has none; in time every camp is one."""
    built = interpreted(sanctuary.bases_built)
    assert 0 <= built(bases, camps, P) <= camps
    assert built(camps, camps, P) == camps
    assert built(ZERO, ONE, P) == P.bases_rate
    assert built(ONE, camps, P) == camps
    assert_directions(built, (bases, camps, P), "++", at=(0.2, 0.5))


@given(chance=share, camps=share)
def test_nothing_in_the_country_reaches_men_in_camps(chance, camps) -> None:
    """All of it reaches who is inside, to the bit; nothing whom the border covers."""
    reached = interpreted(sanctuary.within_reach)
    assert 0 <= reached(chance, camps) <= chance
    assert reached(chance, ZERO) == chance
    assert reached(chance, ONE) == 0
    assert_directions(reached, (chance, camps), "+-")


@given(bases=share)
def test_leaders_risk_less_abroad(bases) -> None:
    """In proportion to the men in bases; nothing where none are, or where it saves nothing."""
    saved = interpreted(sanctuary.safety_abroad)
    assert 0 <= saved(bases, P) <= P.sanctuary_safety
    assert saved(ZERO, P) == saved(bases, with_changes(sanctuary_safety=0.0)) == 0
    assert saved(ONE, P) == P.sanctuary_safety
    assert_directions(saved, (bases, P), "+")
