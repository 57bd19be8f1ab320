"""Armies where police are missing, what is lost when they go, and countries that have none."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, settle
from ssrsim.world.build import build
from tests.behaviour.paired import ALL_REFORMS, NO_MISSION, STANDS_IN, WAR, end, events, only, run, total

NO_ARMY = ("country.army_per_1000=0", "country.army_target_per_1000=0")
STEADY = (*NO_MISSION, *STANDS_IN, "country.growth=0", "mechanisms.random_shocks=false")


def lost_with_the_army(indicator: str, *more: str) -> float:
    """What cutting an army of 10 to .65 per 1,000 people changes because soldiers stood in for police."""
    cut = (*STEADY, *only("rightsizing"), *more)
    alone = run(*cut, "mechanisms.army_policing=false")
    return end(run(*cut), indicator) - end(alone, indicator)


def test_soldiers_who_go_leave_a_gap_where_police_are_missing() -> None:
    """Control falls and crime grows, where those who held the ground are sent home."""
    few = ("country.police_per_1000=0.3", "country.police_target_per_1000=3")
    assert lost_with_the_army("state_control", *few) < -0.005
    assert lost_with_the_army("crime", *few) > 0.001


def test_an_army_that_stays_changes_nothing_by_itself() -> None:
    """What soldiers did at the settlement is in what was found there: the same control with and without it."""
    still = (*STEADY, "plan=do_nothing", "country.army_target_per_1000=10", "country.police_target_per_1000=1.1")
    alone = run(*still, "mechanisms.army_policing=false")
    assert abs(end(run(*still), "state_control") - end(alone, "state_control")) < 0.01


@pytest.mark.parametrize("context", [ALL_REFORMS, WAR, only("rightsizing")], ids=["reforms", "war", "cuts"])
def test_a_country_without_an_army_lives_on_sanely(context: tuple[str, ...]) -> None:
    """Nobody serves, is owed, dies, takes power or is discontent in an army that is not there; all else goes on."""
    results = run(*context, *NO_ARMY, "country.pay_arrears_months=6", "parameters.coup_base=0")
    assert not results.failed
    assert total(results, "army_strength") == total(results, "army_discontent") == total(results, "integrated") == 0
    assert events(results, "coup_attempt") == events(results, "coup") == 0
    for name in ("trust_police", "trust_army", "state_control", "crime", "capability", "skill", "livelihood", "will"):
        values = results.values(name)
        assert np.isfinite(values).all(), name
        assert ((values > 0) & (values < 1)).all(), name
    assert results.values("trust_army")[:, 0] == pytest.approx(
        run(*context).values("trust_army")[:, 0].mean(), abs=0.03
    )


def test_no_soldier_dies_where_there_is_none() -> None:
    """In a war without an army fighters and civilians die."""
    scenario = load_scenario("liberia_2003", [*WAR, *NO_ARMY, "run.civilians=1000", "run.officers=300"])
    world = settle(build(scenario), 11, 0)
    dead = 0
    for month in range(1, 25):
        advance(world, month, month)
        dead += int(world.nation.deaths[0])
        assert world.nation.deaths_forces[0] == 0
        army = world.units[world.units.service == 1]
        assert (army.strength == 0).all()
        assert (army.pay_due == 0).all()
    assert dead > 0


def test_an_army_can_be_built_where_there_was_none() -> None:
    """Posts are dealt out as soldiers would be, and recruits fill them."""
    strength = run(*only("training"), "country.army_per_1000=0", "country.army_target_per_1000=1").values(
        "army_strength"
    )
    assert (strength[:, 0] == 0).all()
    assert (strength[:, 60] > 500).all()


def test_an_army_can_be_abolished() -> None:
    """Where no soldier is wanted right-sizing sends them all home."""
    cut = (*only("rightsizing"), "country.army_target_per_1000=0", "parameters.rightsizing_rate=1.0")
    assert end(run(*cut, "country.patronage=0.1"), "army_strength") < 300
