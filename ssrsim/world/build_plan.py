"""The plan, its conditions, shocks and changes of context at the settlement: names become rows, months columns."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ssrsim.scenario.changes import LEVERS
from ssrsim.scenario.conditions import OPERATORS, Condition
from ssrsim.scenario.plan import Action, Deed, FromMonth, FromTrigger, Plan, Start
from ssrsim.scenario.plan_rules import DEEDS
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import SHOCK_KINDS, THREATS
from ssrsim.scenario.signals import signals_of
from ssrsim.world.columns_plan import (
    BY_BEGINNING,
    BY_CONDITION,
    BY_END,
    BY_MONTH,
    BY_NOTHING,
    BY_TRIGGER,
    NEVER,
)
from ssrsim.world.world import WEIGHT, World

CENTS_OF_A_MILLION = 100_000_000
SERVICES = ("police", "army")


def conditions_of(scenario: Scenario) -> list[Condition]:
    """Every condition in the order of its row: of starts, of ends, of triggers, of rules, of missions."""
    return [condition for _, condition in _conditions(scenario)]


def plan_sizes(scenario: Scenario) -> dict[str, int]:
    """The number of rows of each table of the plan."""
    plan = scenario.plan
    return {
        "actions": len(plan.actions),
        "signals": len(signals_of(scenario.reforms)),
        "conditions": len(conditions_of(scenario)),
        "needs": sum(len(action.needs) for action in plan.actions.values()),
        "triggers": len(plan.triggers),
        "rules": len(plan.rules),
        "deeds": sum(len(rule.do) for rule in plan.rules.values()),
        "benchmarks": len(plan.benchmarks),
        "changes": len(scenario.changes),
    }


def fill_plan(world: World, scenario: Scenario) -> None:
    """Actions and all that they react to, scheduled shocks and changes of context."""
    rows = {key: row for row, (key, _) in enumerate(_conditions(scenario))}
    signal = {signal.name: row for row, signal in enumerate(signals_of(scenario.reforms))}
    for row, condition in enumerate(conditions_of(scenario)):
        line = world.conditions[row]
        line.signal, line.op = signal[condition.indicator], OPERATORS.index(condition.op)
        line.value, line.needed = condition.value, condition.months
    actions = dict(scenario.plan.in_order())  # row by row
    _fill_actions(world, scenario, actions, rows, signal)
    _fill_reach(world, scenario, actions)
    _fill_reactions(world, scenario.plan, list(actions), rows, signal)
    for row, name in enumerate(scenario.missions):
        world.missions.condition[row] = rows.get(f"missions.{name}", -1)
    _fill_shocks(world, scenario)
    _fill_changes(world, scenario)


def _conditions(scenario: Scenario) -> Iterator[tuple[str, Condition]]:
    """Each condition with the place that it comes from."""
    plan = scenario.plan
    for name, action in plan.in_order():
        if isinstance(action.start, Start) and action.start.when is not None:
            yield f"start.{name}", action.start.when
        if action.stop is not None:
            yield f"stop.{name}", action.stop
    for name, trigger in plan.triggers.items():
        yield f"triggers.{name}", trigger
    for name, rule in plan.rules.items():
        if isinstance(rule.when, Condition):
            yield f"rules.{name}", rule.when
    for name, mission in scenario.missions.items():
        if mission.exit_when is not None:
            yield f"missions.{name}", mission.exit_when


def _fill_actions(
    world: World, scenario: Scenario, actions: dict[str, Action], rows: dict[str, int], signal: dict[str, int]
) -> None:
    table = world.actions
    place = {name: row for row, name in enumerate(actions)}
    triggers = list(scenario.plan.triggers)
    reforms = [reform.name for reform in scenario.reforms]
    for column in ("authorised", "ended", "first_tried", "told_pace", "told_share"):
        table[column][:] = -1
    need = 0
    for row, (name, action) in enumerate(actions.items()):
        line = table[row]
        line.reform = reforms.index(action.reform)
        line.share, line.intensity = action.share, action.intensity
        line.months, line.least = action.longest, action.shortest
        line.cap = round((action.cap_usd_m or 0) * CENTS_OF_A_MILLION)
        line.stop = rows.get(f"stop.{name}", -1)
        line.condition = rows.get(f"start.{name}", -1)
        start = action.start if isinstance(action.start, Start) else Start()
        line.gate, line.lag = _gate(action, scenario.plan.does_nothing(name)), start.lag
        line.start = NEVER if line.gate != BY_MONTH else action.fixed_start
        line.follows = place[start.after] if start.after is not None else -1
        line.trigger = triggers.index(start.trigger) if start.trigger is not None else -1
        line.first_need, line.n_needs = need, len(action.needs)
        for asked in action.needs:
            world.needs.signal[need] = signal[f"admin.formal.{asked.reform}"]
            world.needs.formal[need], world.needs.hard[need] = asked.formal, asked.hard
            need += 1


def _gate(action: Action, does_nothing: bool) -> int:
    """What opens an action. One that does nothing never opens, so that it changes nothing."""
    start = action.start
    if does_nothing:
        return BY_NOTHING
    if not isinstance(start, Start):
        return BY_MONTH
    if start.trigger is not None:
        return BY_TRIGGER
    if start.after is None:
        return BY_CONDITION
    return BY_END if start.when is None else BY_BEGINNING


def _fill_reach(world: World, scenario: Scenario, actions: dict[str, Action]) -> None:
    """Where each action works: units of its districts and of its service; what share of the price that is."""
    districts = list(scenario.country.districts)
    reforms = {reform.name: reform for reform in scenario.reforms}
    for row, action in enumerate(actions.values()):
        reached = np.ones(len(world.units), np.bool_)
        if action.districts is not None and reforms[action.reform].local:
            reached &= np.isin(world.units.district, [districts.index(name) for name in action.districts])
        if action.service != "both" and reforms[action.reform].of_a_service:
            reached &= world.units.service == SERVICES.index(action.service)
        world.reach[row] = reached
        price = (world.local[WEIGHT, world.actions.reform[row]] * reached).sum()
        world.actions.scope[row] = min(1.0, float(price))
        if price <= 0:  # its places have nobody to reform: they cost nothing and change nothing
            world.actions.gate[row], world.actions.start[row] = BY_NOTHING, NEVER


def _fill_reactions(world: World, plan: Plan, actions: list[str], rows: dict[str, int], signal: dict[str, int]) -> None:
    """Triggers, rules with their deeds, benchmarks, and what the plan says of capacity and budget."""
    place = {name: row for row, name in enumerate(actions)}
    for row, name in enumerate(plan.triggers):
        world.triggers.condition[row] = rows[f"triggers.{name}"]
    world.triggers.fired[:] = -1
    world.rules.last_fired[:] = -1
    deed_row = 0
    for row, (name, rule) in enumerate(plan.rules.items()):
        line = world.rules[row]
        source = f"triggers.{rule.when.trigger}" if isinstance(rule.when, FromTrigger) else f"rules.{name}"
        line.condition, line.cooldown, line.most_fires = rows.get(source, -1), rule.cooldown, rule.max_fires
        line.month = rule.when.month if isinstance(rule.when, FromMonth) else -1
        for deed in rule.do:
            verb, action = _verb(deed)
            world.deeds[deed_row] = (row, DEEDS.index(verb), place[action], deed.months or 0, deed.to or 0.0)
            deed_row += 1
    for row, benchmark in enumerate(plan.benchmarks.values()):
        line = world.benchmarks[row]
        line.signal, line.month = signal[benchmark.indicator], benchmark.month
        line.at_least = benchmark.at_least is not None
        line.value = benchmark.at_least if benchmark.at_least is not None else benchmark.at_most
    nation = world.nation[0]
    nation.reforms_at_once = plan.capacity.reforms_at_once or 0
    nation.budget_carry_over, nation.budget_reserve = plan.budget.carry_over, plan.budget.reserve


def _verb(deed: Deed) -> tuple[str, str]:
    """What a deed does, and to which action."""
    return next((verb, action) for verb in DEEDS if (action := getattr(deed, verb)) is not None)


def _fill_shocks(world: World, scenario: Scenario) -> None:
    names, districts = list(scenario.country.factions), list(scenario.country.districts)
    missions = list(scenario.missions)
    parts = [
        (subject, shock, number, kind, weight)
        for subject, shock in enumerate(scenario.shocks.values())
        for number, (kind, weight) in enumerate(scenario.extension.parts_of(shock.kind).items())
    ]
    for row, (subject, shock, number, kind, weight) in enumerate(parts):
        table = world.shocks
        table.kind[row] = SHOCK_KINDS.index(kind)
        table.subject[row], table.logged[row] = subject, number == 0  # a composed shock is one event
        table.start[row], table.months[row], table.shock_size[row] = shock.start, shock.months, shock.size * weight
        table.faction[row] = names.index(shock.faction) if shock.faction is not None else -1
        table.service[row] = SERVICES.index(shock.service)
        table.district[row] = districts.index(shock.district) if shock.district is not None else -1
        table.threat[row] = THREATS.index(shock.threat)
        table.mission[row] = missions.index(shock.mission) if shock.mission is not None else -1


def _fill_changes(world: World, scenario: Scenario) -> None:
    """Changes of context: row by row in the order in which the scenario gives them, which means nothing."""
    for row, change in enumerate(scenario.changes.values()):
        world.changes[row] = (LEVERS.index(change.lever), change.month, change.value)
