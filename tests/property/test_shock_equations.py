"""Disasters, new threats and massacres: bounds, directions, and that they take nothing where nothing strikes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from ssrsim.equations import shocks
from tests.property.strategies import ONE, ZERO, P, assert_directions, interpreted, share


@given(before=share, scheduled=share, chance=share)
def test_the_worst_of_disasters_counts_and_fades(before, scheduled, chance) -> None:
    """A share; what struck before is left in part."""
    now = interpreted(shocks.disaster_now)
    assert max(scheduled, chance) <= now(before, scheduled, chance, P) <= max(before, scheduled, chance)
    assert now(before, ZERO, ZERO, P) == pytest.approx(P.disaster_kept * before, rel=1e-5)
    for here, signs in (((0.9, 0.1, 0.1), "+00"), ((0.1, 0.5, 0.1), "0+0"), ((0.1, 0.1, 0.5), "00+")):
        at = [np.float32(value) for value in here]
        for place, sign in enumerate(signs):
            raised = [value + np.float32(0.02) * (k == place) for k, value in enumerate(at)]
            assert (now(*raised, P) > now(*at, P)) == (sign == "+")


@given(economy=share, disaster=share, capability=share)
def test_disasters_take_income_and_means(economy, disaster, capability) -> None:
    """Nothing where none strikes; never below nothing."""
    here, able = interpreted(shocks.local_economy), interpreted(shocks.capability_after)
    assert here(economy, ZERO, P) == economy
    assert able(capability, ZERO, P) == capability
    assert 0 <= here(economy, disaster, P) <= economy
    assert 0 <= able(capability, disaster, P) <= capability
    assert_directions(here, (economy, disaster, P), "+-")
    assert_directions(able, (capability, disaster, P), "+-")


@given(threat=share, warning=share, skill=share, capability=share)
def test_who_was_warned_and_knows_the_trade_meets_new_threats(threat, warning, skill, capability) -> None:
    """A part of the threat; none where there is none or everybody adapted."""
    unprepared, met = interpreted(shocks.mismatch), interpreted(shocks.met_in_part)
    assert 0 <= unprepared(threat, warning, skill, P) <= threat
    assert unprepared(ZERO, warning, skill, P) == unprepared(threat, ONE, ONE, P) == 0
    assert_directions(unprepared, (threat, warning, skill, P), "+--", at=(0.5, 0.5, 0.2))
    assert met(capability, ZERO) == capability
    assert met(capability, ONE) == 0
    assert_directions(met, (capability, threat), "+-")


@given(size=share, disaster=share)
def test_a_massacre_is_a_dose_and_none_takes_nothing(size, disaster) -> None:
    """To the bit: who lives where no massacre happened lives as if there were no such thing. All grow with its size."""
    killed, remembered = interpreted(shocks.massacred_share), interpreted(shocks.horror)
    fled, kept = interpreted(shocks.driven_out), interpreted(shocks.kept_after_massacre)
    scandal = interpreted(shocks.scandal_of_massacre)
    assert killed(ZERO) == remembered(ZERO) == scandal(ZERO, P) == 0
    assert kept(ZERO) == 1
    assert fled(disaster, ZERO) == disaster
    assert fled(disaster, size) == max(disaster, size)
    assert 0 <= killed(size) <= 0.005
    assert 0 <= remembered(size) <= 0.5 <= kept(size) <= 1
    assert 0 <= scandal(size, P) <= 1
    assert scandal(np.float32(0.5), P) == pytest.approx(P.scandal_size, rel=1e-6)  # half of the worst is a Marikana
    for equation, signs, given_to in ((killed, "+", (size,)), (remembered, "+", (size,)), (kept, "-", (size,)),
                                      (scandal, "+", (size, P))):  # fmt: skip
        assert_directions(equation, given_to, signs)
