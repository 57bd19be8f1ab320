"""From an experiment to the runs it asks for: points are drawn, arms composed, each run gets its random world."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from ssrsim.lab.designs import design_rows
from ssrsim.lab.experiments import Arm, Experiment, Orders, Spread
from ssrsim.lab.random import generator
from ssrsim.scenario.factor_paths import paths_of, set_path
from ssrsim.scenario.factors import Factor
from ssrsim.scenario.faults import inner_type
from ssrsim.scenario.fields import members
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.scenario import Scenario

Compose = Callable[[str, Sequence[str]], Scenario]  # a shipped scenario with overrides
SEED = 1
CHUNK = 10  # runs of one scenario that one thread takes at a time


class Settings(NamedTuple):
    """What all points of an arm share: the scenario as plain data, the files that are drawn, the spreads."""

    base: dict[str, Any]
    parts: Mapping[tuple[str, str], Any]  # by group and file
    spreads: Mapping[str, Spread]


class Task(NamedTuple):
    """Some runs of one scenario: arm, point, replicates, the values that were drawn, and what they are laid over."""

    arm: str
    point: int
    replicates: range
    drawn: Mapping[str, float | str]
    settings: Settings

    def scenario(self) -> Scenario:
        """What is run; only made when its turn comes, because thousands of scenarios do not fit into memory."""
        base, parts, spreads = self.settings
        data = deepcopy(base)
        for key, value in self.drawn.items():
            if key in spreads:
                _set(data, key, spreads[key], float(value))
            else:
                data[key] = deepcopy(parts[key, str(value)])
        return Scenario.model_validate_json(json.dumps(data))

    @property
    def years(self) -> float:
        """Simulated years."""
        return len(self.replicates) * self.settings.base["run"]["months"] / 12


def years_of(experiment: Experiment, effort: str) -> float:
    """Simulated years of a whole experiment, known before anything is composed."""
    months = sum(arm.months or experiment.months for arm in arms_of(experiment, effort).values())
    return experiment.points.at(effort) * experiment.replicates.at(effort) * months / 12


def tasks_of(experiment: Experiment, effort: str, compose: Compose) -> list[Task]:
    """Every run of an experiment. Replicate r of point p has number p x replicates + r in all arms: the same world."""
    tasks: list[Task] = []
    for name, arm in arms_of(experiment, effort).items():
        tasks += _tasks_of_arm(experiment, name, arm, effort, compose)
    return tasks


def arms_of(experiment: Experiment, effort: str) -> dict[str, Arm]:
    """The arms as given, and those made of orders or switches."""
    arms = dict(experiment.arms)
    if experiment.orders:
        arms |= _orders(experiment.orders, effort)
    if experiment.switches:
        names = tuple(Mechanisms.model_fields) if effort == "full" else experiment.switches.quick
        arms |= {f"without_{name}": Arm(overrides=(f"mechanisms.{name}=false",)) for name in names}
    return arms


def _orders(orders: Orders, effort: str) -> dict[str, Arm]:
    """One arm for each order that is drawn: reforms one after the other, without a gap."""
    rng = generator(SEED, "validation", "orders")
    arms: dict[str, Arm] = {}
    while len(arms) < min(orders.sample.at(effort), math.factorial(len(orders.reforms))):
        order = [orders.reforms[place] for place in rng.permutation(len(orders.reforms))]
        actions = [
            f"+plan.actions.{reform}={{reform: {reform}, start: {1 + orders.months * place}, "
            f"months: {orders.months}, share: {orders.share}}}"
            for place, reform in enumerate(order)
        ]
        arms[" > ".join(order)] = Arm(overrides=("plan=do_nothing", *actions))
    return arms


def _tasks_of_arm(experiment: Experiment, name: str, arm: Arm, effort: str, compose: Compose) -> list[Task]:
    scenario = arm.scenario or experiment.scenario
    size = [f"run.civilians={experiment.civilians}", f"run.officers={experiment.officers}", f"run.seed={SEED}",
            f"run.months={arm.months or experiment.months}", "run.replicates=1", "run.threads=1"]  # fmt: skip
    settings = [*size, *experiment.overrides, *arm.overrides]
    base = compose(scenario, settings).model_dump(mode="json")
    for path, value in arm.set.items():
        set_path(base, path, value)
    choices = {**experiment.choices, **arm.choices}
    parts = {
        (group, file): compose(scenario, [*settings, f"{group}={file}"]).model_dump(mode="json")[group]
        for group, files in choices.items() for file in dict.fromkeys(files)
    }  # fmt: skip
    spreads = {**experiment.over, **arm.over}
    each = experiment.replicates.at(effort)
    shared = Settings(base, parts, spreads)
    return [
        Task(name, point, range(point * each + first, point * each + min(first + CHUNK, each)), drawn, shared)
        for point, drawn in enumerate(points_of(choices, spreads, experiment.points.at(effort)))
        for first in range(0, each, CHUNK)
    ]


def points_of(
    choices: Mapping[str, Mapping[str, int]], spreads: Mapping[str, Spread], n: int
) -> list[dict[str, float | str]]:
    """So many points of a Latin hypercube over choices and spreads, in alphabetical order, so that arms draw alike."""
    factors = [_choice(group, files) for group, files in sorted(choices.items())]
    factors += [_number(name, spread) for name, spread in sorted(spreads.items())]
    if not factors:
        return [{} for _ in range(n)]
    rows = design_rows("lhs", factors, points=n, levels=2, seed=SEED)
    return [{factor.path: _value(spreads.get(factor.path), value) for factor, value in zip(factors, row, strict=True)}
            for row in rows]  # fmt: skip


def _choice(group: str, files: Mapping[str, int]) -> Factor:
    """A file of weight 3 stands in the list three times."""
    values = tuple(file for file, weight in files.items() for _ in range(weight))
    return Factor(group, "choice", 0.0, len(values) - 1.0, values, "", "")


def _number(name: str, spread: Spread) -> Factor:
    low, high = spread.low, spread.high
    if spread.scale == "log":
        low, high = math.log(low), math.log(high)
    return Factor(name, "real", low, high, (), "", "")


def _value(spread: Spread | None, drawn: Any) -> float | str:
    if spread is None:
        return str(drawn)
    return math.exp(drawn) if spread.scale == "log" else float(drawn)


def _set(data: dict[str, Any], name: str, spread: Spread, value: float) -> None:
    for path, factor in (spread.sets or {name: 1.0}).items():
        whole = int in _kinds(paths_of(path, data)[0])
        set_path(data, path, round(value * factor) if whole else value * factor)


def _kinds(keys: Sequence[str]) -> tuple[Any, ...]:
    kind: Any = Scenario
    for key in keys:
        kind = inner_type(kind, key)
    return tuple(members(kind))
