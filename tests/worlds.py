"""Worlds that several tests share: a calm and a violent Liberia of 24 months, small enough to run in milliseconds.

Also a program: `python tests/worlds.py TASK ...` does one task in a process of its own and prints its result as JSON.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, compile_steps, settle
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.fingerprint import fingerprint
from ssrsim.world.snapshot import load
from ssrsim.world.world import World

MONTHS = 24
SEED, REPLICATE = 7, 3
SIZE = ("run.months=24", "run.civilians=1000", "run.officers=300", "run.seed=7")
SMALLER = ("run.civilians=500", "run.officers=150")
REACTING = (  # the plan of record, and something of all that a plan can react to
    "plan=liberia_2003_historical",
    "+plan.triggers.afraid={indicator: survey.feel_safe, op: '<', value: 0.95, for: 2}",
    "+plan.rules.rest={when: {trigger: afraid}, do: [{pause: police_training, months: 3}], cooldown: 7}",
    "+plan.rules.hurry={when: {indicator: admin.formal.ddr, op: '>', value: 0}, do: [{start: army_recruitment}]}",
    "plan.actions.truth_commission.start={when: {indicator: finance.received_usd_m, op: '>', value: 5}, lag: 2}",
    "+plan.actions.police_vetting.needs=[{reform: training, formal: 0.3}]",
    "+plan.benchmarks.trust={indicator: survey.trust_police, month: 12, at_least: 0.9}",
)
CALM = REACTING
VIOLENT = (
    *REACTING,
    "missions.unmil.troops=10",
    "missions.unmil.police=0",
    "missions.unmil.exit=20",
    "missions.unmil.drawdown=10",
    "country.first_election_month=12",
    "country.civilian_control=0",
    "country.pay_arrears_months=12",
    "country.settlement=none",
    "parameters.leader_cost=0.0",
    "parameters.leader_cost_spread=0.01",
    "plan.actions.police_vetting.start=1",
    "plan.actions.police_vetting.priority=1",
    "parameters.stance_threshold=0",
    "parameters.vetting_reach=0.2",
    "parameters.coup_base=-3",
    "parameters.coup_success=0.9",
    "parameters.junta_months=0",
    "donors.us.horizon=6",
)
CONTEXTS: dict[str, tuple[str, ...]] = {"calm": CALM, "violent": VIOLENT}


def scenario_of(context: str, more: Sequence[str] = ()) -> Scenario:
    """The scenario of a context with further overrides."""
    return load_scenario("liberia_2003", [*SIZE, *CONTEXTS[context], *more])


def started(context: str, more: Sequence[str] = ()) -> World:
    """A world of this context at month 0, in the random world that all tests share."""
    return settle(build(scenario_of(context, more)), SEED, REPLICATE)


def finished(world: World, first_month: int = 1, last_month: int = MONTHS) -> World:
    """A copy of the world after these months; the world itself stays as it is."""
    copy = world.copied()
    advance(copy, first_month, last_month)
    return copy


def final_fingerprints(more: Sequence[str] = ()) -> dict[str, str]:
    """The fingerprint of each context after the last month."""
    return {context: fingerprint(finished(started(context, more))) for context in CONTEXTS}


def restored_fingerprints(folder: str) -> dict[str, str]:
    """The fingerprint after the last month of each snapshot in a folder, by file name."""
    fingerprints = {}
    for path in sorted(Path(folder).glob("*.npz")):
        world, month = load(path)
        if month < MONTHS:
            advance(world, month + 1, MONTHS)
        fingerprints[path.name] = fingerprint(world)
    return fingerprints


def typed_wide() -> dict[str, Any]:
    """Every compiled function of the model, and each line in one that makes a float64.

    Also loads what another process or an earlier run compiled: the cache keeps the types of all variables. Versions
    called from Python with Python's own floats (by tests) are not the model's: whoever calls one from the model shows
    the float64 among its own variables.
    """
    compile_steps(build(scenario_of("calm")))
    seen: set[str] = set()
    wide: list[str] = []
    for name, dispatcher in _dispatchers():
        for signature in {key[0] for key in dispatcher._cache._cache_file._load_index()}:
            if "float64" not in str(signature):
                dispatcher.compile(signature)
        for signature, overload in dispatcher.overloads.items():
            if "float64" in str(signature):
                continue
            seen.add(name)
            lines = str(overload.type_annotation).splitlines()
            wide += [f"{name}: {line.strip(' #')}" for line in lines if "float64" in line.rpartition("::")[2]]
    return {"seen": sorted(seen), "wide": sorted(set(wide))}


def _dispatchers() -> list[tuple[str, Any]]:
    found = {}
    for package in ("equations", "world", "phases"):
        folder = importlib.import_module(f"ssrsim.{package}")
        for module_info in pkgutil.iter_modules(folder.__path__, f"ssrsim.{package}."):
            module = importlib.import_module(module_info.name)
            for name, value in vars(module).items():
                if hasattr(value, "py_func") and value.py_func.__module__ == module.__name__:
                    found[f"{module.__name__}.{name}"] = value
    return sorted(found.items())


def main(task: str, *arguments: str) -> None:
    """Do one task and print what came of it."""
    if task == "restore":
        result: dict[str, Any] = restored_fingerprints(arguments[0])
    elif task == "types":
        result = {"fingerprints": final_fingerprints(), **typed_wide()}
    else:
        result = final_fingerprints(arguments)
    print(json.dumps(result))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
