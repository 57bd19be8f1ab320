"""Criminal groups: bounds and directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from ssrsim.equations import crime as crimes
from ssrsim.equations.portable import logistic
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, interpreted, share


@given(crime=share, living=share, rents=share, capability=share, collusion=share, idle=share)
def test_crime_needs_poverty_rents_idle_men_or_weak_police(crime, living, rents, capability, collusion, idle) -> None:
    """A share; police that collude deter nobody; with nothing for or against it crime rests at its base."""
    after = interpreted(crimes.updated_crime)
    here = (crime, living, rents, capability, collusion, idle, P)
    assert 0 <= after(*here) <= 1
    assert after(crime, living, rents, capability, ONE, idle, P) == after(crime, living, rents, ZERO, ZERO, idle, P)
    rest = np.float32(logistic(P.crime_base))
    assert after(rest, HALF, ZERO, ZERO, collusion, ZERO, P) == pytest.approx(rest, abs=1e-6)
    assert_directions(after, here, "+-+-++", at=(0.5, 0.5, 0.5, 0.5, 0.5, 0.01))
