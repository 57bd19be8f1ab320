"""Reforms work where they are done: in the districts and on the service that an action names, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, settle
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.world import EFFECT, EFFECTIVE, FORMAL, World

SMALL = ["run.months=30", "run.civilians=1000", "run.officers=300", "run.seed=3", "plan=do_nothing"]
CAPITAL = "montserrado"


def scenario_of(reform: str, *more: str) -> Scenario:
    """One reform as the whole plan, with further keys of its action."""
    keys = ", ".join((f"reform: {reform}", "start: 1", "months: 30", "share: 1.0", *more))
    return load_scenario("liberia_2003", [*SMALL, f"+plan.actions.only={{{keys}}}"])


def after(scenario: Scenario, months: int = 30) -> World:
    world = settle(build(scenario), scenario.run.seed, 0)
    advance(world, 1, months)
    return world


def test_training_teaches_where_it_is_held() -> None:
    """Officers of the capital's police learn; those elsewhere, and the army, stay as far as without any training."""
    scenario = scenario_of("training", f"districts: [{CAPITAL}]", "service: police")
    world = after(scenario)
    here = int(world.districts.police_unit[list(scenario.country.districts).index(CAPITAL)])
    level = world.local[EFFECTIVE, REFORM_NAMES.index("training")]
    elsewhere = np.delete(level, here)
    assert level[here] > 0.1
    assert (elsewhere == 0).all()
    assert (np.delete(world.local_effects[:, EFFECT["skill"]], here) == 0).all()
    skill = world.units.skill_total / world.units.rows
    untrained = after(load_scenario("liberia_2003", SMALL))
    gained = skill - untrained.units.skill_total / untrained.units.rows
    assert gained[here] > 3 * np.delete(gained, here).max()


def test_what_works_in_one_place_costs_the_price_of_that_place() -> None:
    """Or else a pilot in one district would eat the budget of the country, or a country be reformed for a pilot's."""
    whole, pilot = after(scenario_of("training")), after(scenario_of("training", f"districts: [{CAPITAL}]"))
    row = REFORM_NAMES.index("training")
    scope = float(pilot.actions.scope[0])
    units = pilot.reach[0] == 1
    targets = pilot.units.target
    assert scope == pytest.approx(targets[units].sum() / targets.sum(), rel=1e-3)
    spent = pilot.reforms.spent[row] / pilot.reforms.cost[row]
    formal = pilot.local[FORMAL, row][units].mean()
    # what is bought in a place is paid / (price x scope), less leaks and slow decay; never more than that
    assert formal <= min(1.0, spent / scope) + 1e-4
    assert formal > whole.local[FORMAL, row].mean() - 1e-4, "money of the country in one district goes further there"
    assert pilot.reforms.formal[row] == pytest.approx(scope * formal, rel=1e-3)


def test_naming_all_places_is_naming_none() -> None:
    """Districts one by one are the country: the same history bit by bit."""
    names = ", ".join(load_scenario("liberia_2003", SMALL).country.districts)
    plain, listed = after(scenario_of("vetting")), after(scenario_of("vetting", f"districts: [{names}]"))
    assert plain.record.tobytes() == listed.record.tobytes()


def test_two_halves_of_the_country_are_the_country() -> None:
    """The same reform in two halves at once pushes every lever as in the whole country, up to cents and rounding."""
    names = list(load_scenario("liberia_2003", SMALL).country.districts)
    whole = after(scenario_of("community_policing"), months=12)
    action = "{{reform: community_policing, start: 1, months: 30, share: 0.5, districts: [{}]}}"
    parts = {"north": names[:7], "south": names[7:]}
    halves = [f"+plan.actions.{name}={action.format(', '.join(part))}" for name, part in parts.items()]
    both = after(load_scenario("liberia_2003", [*SMALL, *halves]), months=12)
    row = REFORM_NAMES.index("community_policing")
    # each half is offered half of the money, and what one cannot use goes to the other: not the same in every place
    assert both.reforms.formal[row] == pytest.approx(whole.reforms.formal[row], rel=0.02)


def test_a_place_that_is_ahead_builds_on_what_it_has_itself() -> None:
    """Training builds on vetting where both were done: the capital's vetting does not help the officers of Lofa."""
    trained = "+plan.actions.training={reform: training, start: 13, months: 30, share: 0.5}"
    here = f"+plan.actions.vetting={{reform: vetting, start: 1, months: 30, share: 0.5, districts: [{CAPITAL}]}}"
    scenario = load_scenario("liberia_2003", [*SMALL, trained, here, "mechanisms.derived_will=false"])
    world = after(scenario)
    vetting, training = (world.local[EFFECTIVE, REFORM_NAMES.index(name)] for name in ("vetting", "training"))
    assert vetting.max() > 0, "nothing was vetted: the test would show nothing"
    capital = int(world.districts.police_unit[list(scenario.country.districts).index(CAPITAL)])
    lofa = int(world.districts.police_unit[list(scenario.country.districts).index("lofa")])
    assert vetting[lofa] == 0
    assert training[capital] > training[lofa] > 0
