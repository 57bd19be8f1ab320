"""Plans that react: comparison, counting of months, pace."""

from __future__ import annotations

import operator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import share

from ssrsim.equations.plans import is_true, months_held, pace_of_action
from ssrsim.scenario.conditions import OPERATORS

float32 = np.float32
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
value = st.floats(-1e6, 1e6, width=32).map(float32)


@given(value, value)
def test_is_true_compares_as_the_sign_says(signal, limit):
    """The four signs mean what they mean, a tie included, and each is the opposite of its counterpart."""
    for op, sign in enumerate(OPERATORS):
        assert bool(is_true(signal, op, limit)) == bool(COMPARE[sign](signal, limit))
        assert bool(is_true(limit, op, limit)) == ("=" in sign)
    assert bool(is_true(signal, 0, limit)) != bool(is_true(signal, 3, limit))
    assert bool(is_true(signal, 1, limit)) != bool(is_true(signal, 2, limit))


@given(st.lists(st.booleans(), max_size=30))
def test_months_held_counts_the_last_months_in_a_row(months):
    """The count is the length of the run of true months at the end: one month that fails begins it anew."""
    held = np.int64(0)
    for now in months:
        held = months_held(held, now)
    run = next((place for place, now in enumerate(reversed(months)) if not now), len(months))
    assert held == run


@given(share, share)
def test_pace_of_action_is_planned_or_half_of_it(planned, other):
    """Never faster than planned, half where a level is missing, nothing where nothing is planned, monotone in plan."""
    assert pace_of_action(planned, True) == planned
    assert pace_of_action(planned, False) == float32(planned * float32(0.5))
    assert pace_of_action(float32(0.0), True) == pace_of_action(float32(0.0), False) == 0
    low, high = sorted((planned, other))
    assert pace_of_action(low, False) <= pace_of_action(high, False) <= pace_of_action(high, True)
