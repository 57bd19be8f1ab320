"""A country small enough to see through: two districts, two groups, no faction, donor, mission or plan.

What a relation needs is added to it. Two of each, because the sum of two numbers does not depend on their order, not
even in float32: where labels are exchanged every sum is the same to the last bit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ssrsim.config import load_scenario, validated
from ssrsim.phases.engine import advance, settle
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.world import World

SEED = 5
Tree = dict[str, Any]

DISTRICT = {"tile": [0, 0], "population": 300_000, "remoteness": 0.2, "war_exposure": 0.5, "resource_rent": 0.2,
            "non_state_provision": 0.4}  # fmt: skip
FACTION = {"title": "Front", "kind": "political", "fighters": 3_000, "inclusion": 0.6, "patron": 0.1, "integrated": 0,
           "finance_usd_m": 2.0}  # fmt: skip
NOTHING = {"donors": "none", "missions": "none", "plan": "do_nothing", "shocks": "none"}
NO_FACTIONS_IN_POLITICS = {
    "one": {"title": "One", "power": 0.6, "governing": True},
    "two": {"title": "Two", "power": 0.4, "governing": True},
}


def data(*overrides: str, months: int = 12, civilians: int = 500, officers: int = 100) -> Tree:
    """The scenario as plain data, to be changed before it is validated."""
    size = (f"run.months={months}", f"run.civilians={civilians}", f"run.officers={officers}", "run.replicates=1")
    chosen = {override.partition("=")[0] for override in overrides}
    none = [f"{part}={name}" for part, name in NOTHING.items() if part not in chosen]
    tree = json.loads(load_scenario("liberia_2003", [*size, *none, *overrides]).model_dump_json())
    country = tree["country"]
    country["groups"] = {
        name: {"title": name, "exclusion": 0.3, "representation": 0.5, "external_support": 0.0} for name in ("ga", "gb")
    }
    country["districts"] = {
        "east": DISTRICT | {"title": "East", "capital": True, "groups": {"ga": 0.5, "gb": 0.5}},
        "west": DISTRICT | {"title": "West", "tile": [0, 1], "groups": {"ga": 0.5, "gb": 0.5}},
    }
    country["factions"] = {}
    country["blocs"] = NO_FACTIONS_IN_POLITICS
    country["sources"] = {}
    return tree


def changed(tree: Tree, **values: Any) -> Tree:
    """A copy of the data with values put at dotted paths, dots written as two underscores."""
    tree = json.loads(json.dumps(tree))
    for path, value in values.items():
        *way, last = path.split("__")
        at = tree
        for step in way:
            at = at[step]
        at[last] = value
    return tree


def scenario(tree: Mapping[str, Any]) -> Scenario:
    """The data, validated."""
    return validated(dict(tree))


def template(tree: Mapping[str, Any], prepare: Callable[[World], None] | None = None) -> World:
    """The world of the data before the seed decides anything; `prepare` may change it."""
    built = build(scenario(tree))
    if prepare is not None:
        prepare(built)
    return built


def settled(tree: Mapping[str, Any], replicate: int = 0, prepare: Callable[[World], None] | None = None) -> World:
    """The world of the data at month 0."""
    return settle(template(tree, prepare), SEED, replicate)


def lived(world: World, months: int | None = None) -> World:
    """A copy of the world after so many months, all if None."""
    copy = world.copied()
    advance(copy, 1, len(copy.record) - 1 if months is None else months)
    return copy


def off(*switches: str) -> tuple[str, ...]:
    """Overrides that turn mechanisms off."""
    return tuple(f"mechanisms.{name}=false" for name in switches)
