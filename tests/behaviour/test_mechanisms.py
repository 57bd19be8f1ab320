"""Every mechanism acts on outcomes, and its switch shows it: paired runs under the same seeds, with and without."""

from __future__ import annotations

import pytest

from ssrsim.scenario.mechanisms import Mechanisms
from tests.behaviour import claims_conflict, claims_forces_and_people, claims_politics_and_money
from tests.behaviour.paired import run

CLAIMS = {**claims_politics_and_money.CLAIMS, **claims_forces_and_people.CLAIMS, **claims_conflict.CLAIMS}


def test_every_switch_has_a_claim() -> None:
    """A mechanism without a test of what it does may be a stub."""
    assert set(CLAIMS) == set(Mechanisms.model_fields)


@pytest.mark.parametrize("mechanism", sorted(CLAIMS))
def test_mechanism_acts_on_outcomes(mechanism: str) -> None:
    """Switching a mechanism off changes outcomes in the way that the mechanism claims, so that none is a stub."""
    claim = CLAIMS[mechanism]
    on = run(*claim.context)
    off = run(*claim.context, f"mechanisms.{mechanism}=false")
    assert not on.failed
    assert not off.failed
    assert claim.holds(on, off), claim.why
