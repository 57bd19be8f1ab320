"""Part of phase 8: leaders of factions compare war with peace. There is no base hazard of relapse."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.factions import (
    callable_men,
    credibility,
    updated_inclusion,
    war_minus_peace,
    winning_chance,
)
from ssrsim.equations.portable import clipped, halved_after
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int64 = np.int64

DISARMAMENT, DIALOGUE = EFFECT["disarmament"], EFFECT["dialogue"]
CIVILIAN, FIGHTER, DEMOBILISED, REINTEGRATED = 0, 1, 2, 3
DECIDE_EVERY = 3
EVENT_ACTIVE, EVENT_DORMANT = KIND["faction_active"], KIND["faction_dormant"]
CAUSE_WAR, CAUSE_PEACE = CAUSE["war_pays_more_than_peace"], CAUSE["peace_pays_more_than_war"]


@phase
def weigh_war_and_peace(world, month, first, last):
    """Armed groups: each quarter leaders compare what war and peace are worth; inclusion follows dialogue and will."""
    groups = world.armed_groups
    nation = world.nation[0]
    p = world.parameters[0]
    for row in range(first, last):
        dialogue = world.effects[EFFECTIVE, DIALOGUE]
        groups.inclusion[row] = updated_inclusion(groups.inclusion[row], nation.guarantee, nation.will, dialogue, p)
        groups.credibility[row] = credibility(nation.guarantee, nation.oversight, groups.inclusion[row], p)
        groups.changed[row] = 0
        if month % DECIDE_EVERY == 0:
            chance, after = chances(world, row)
            cost = groups.leader_cost[row] + weariness(nation, month, p)
            q = groups.credibility[row] if world.mechanisms[0].commitment_problem == 1 else 1.0
            value = war_minus_peace(chance, cost, q, groups.inclusion[row], after)
            groups.war_minus_peace[row] = clipped(value, -10.0, 10.0)
            _take_stance(groups, row, value, p.stance_threshold)


@part
def chances(world, row):
    """Chances of one faction to win a war now, and to win one after having disarmed."""
    groups = world.armed_groups
    nation = world.nation[0]
    p = world.parameters[0]
    mission = nation.mission_deterrence * p.mission_men_per_million * float32(nation.population_at_start) / 1000000.0
    state = _state_strength(world)
    men = callable_men(
        float32(groups.fighters[row]), float32(groups.command_network[row]), float32(groups.integrated[row]),
        groups.cohesion[row], p,
    )  # fmt: skip
    external = (groups.patron[row] + world.groups.external_support[groups.group[row]]) * p.patron_men
    now = winning_chance(men, external, state, mission)
    return now, winning_chance(p.disarmed_share * men, p.disarmed_share * external, state, mission)


@part
def weariness(nation, month, p):
    """What the last war still costs in leaders' minds."""
    return nation.war_weariness * halved_after(float32(month), p.weariness_half_life)


@part
def _take_stance(groups, row, value, threshold):
    """War above the threshold, peace below its negative; in between leaders stay with what they have chosen."""
    if groups.active[row] == 0 and value > threshold and groups.fighters[row] + groups.command_network[row] > 0:
        groups.active[row] = 1
        groups.changed[row] = 1
    elif groups.active[row] == 1 and value < -threshold:
        groups.active[row] = 0
        groups.changed[row] = 1


@part
def _state_strength(world):
    """What the state's forces are worth in fighters: soldiers x capability, and a quarter of that for policemen."""
    worth = float32(0.0)
    for row in range(world.units.shape[0]):
        men = float32(world.units.strength[row]) * world.units.capability[row]
        worth += men if world.units.service[row] == 1 else 0.25 * men
    return worth * world.parameters[0].soldier_worth
