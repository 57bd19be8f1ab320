"""A country in which nothing is done and nobody fights stays as it was found: what stood there is no news."""

from __future__ import annotations

import numpy as np
import pytest

from tests.behaviour.paired import NO_MISSION, end, only, run

# Liberia without war, shocks, growth, mission and plan, whose forces are as many as are wanted and are paid, and where
# the fear of the war that has ended does not fade either
STILL = (
    "plan=do_nothing",
    *NO_MISSION,
    "country.growth=0",
    "parameters.insecurity_down=0",
    "country.police_target_per_1000=1.1",
    "country.army_target_per_1000=4.8",
    "country.pay_arrears_months=0",
    "country.revenue_usd_m=500",
    "mechanisms.random_shocks=false",
    "mechanisms.spoilers=false",
    "parameters.leader_cost=3.5",  # no war
    "shocks=none",
)


def moved(indicator: str, *more: str) -> float:
    """How far the mean of an indicator over worlds is from its start, at most, in 60 months."""
    mean = run(*STILL, *more).values(indicator).mean(axis=0)
    return float(np.abs(mean - mean[0]).max())


@pytest.mark.parametrize("level", [0.2, 0.5, 0.85])
def test_state_control_rests_where_it_was_found(level: float) -> None:
    """Whatever experts saw, no country drifts to one level of control by itself."""
    assert moved("state_control", f"country.state_control={level}") < 0.02


def test_peace_alone_extends_the_state_a_little() -> None:
    """As the fear of the war fades people tell the forces more and obey them sooner: the state gains ground."""
    fading = (*STILL, "parameters.insecurity_down=0.05", "country.state_control=0.5")
    gained = end(run(*fading), "state_control") - end(run(*STILL, "country.state_control=0.5"), "state_control")
    assert 0 < gained < 0.15


def test_new_insecurity_takes_ground_from_the_state() -> None:
    """What comes after the settlement is no part of what experts saw: control falls below where it would be."""
    fading = (*STILL, "parameters.insecurity_down=0.05", "country.state_control=0.5")
    struck = (*fading, "+shocks.flood={title: Flood, kind: disaster, start: 12, months: 48, size: 1.0}")
    assert end(run(*struck), "state_control") < end(run(*fading), "state_control") - 0.05


@pytest.mark.parametrize("indicator", ["skill", "capability"])
@pytest.mark.parametrize("level", [0.2, 0.6])
def test_forces_keep_what_they_know_and_have(indicator: str, level: float) -> None:
    """Schools, habits and workshops of the settlement go on: skill and means wear down to them and no further."""
    known = (f"country.police_skill={level}", f"country.army_skill={level}", f"country.equipment={level}")
    assert moved(indicator, *known) < 0.02


def test_what_training_and_equipment_add_is_lost_again() -> None:
    """A programme raises skill; a year or two after its end a part of what it added is gone, not more."""
    trained = run(*STILL, *only("training", 24)[1:], "run.months=120").values("skill").mean(axis=0)
    assert trained[36] > trained[0] + 0.02
    assert trained[0] < trained[120] < trained.max() - 0.01


@pytest.mark.parametrize("level", [0.0, 0.133, 0.5])
def test_justice_starts_as_observers_saw_it(level: float) -> None:
    """Distance, delay and interference were in what observers saw, and stay as they are where nobody reforms."""
    justice = run(*STILL, f"country.justice={level}", "mechanisms.capture=false").values("justice").mean(axis=0)
    assert justice[0] == pytest.approx(level, abs=1e-3)
    assert np.abs(justice - level).max() < 0.02


def test_courts_that_are_reformed_give_more_justice_than_observers_saw() -> None:
    """Relative to the settlement, and never more than all."""
    justice = run(*STILL, *only("justice")[1:]).values("justice")
    assert (justice[:, 60] > justice[:, 0] + 0.02).all()
    assert (justice <= 1).all()
