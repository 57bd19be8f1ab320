"""Part of phase 8: leaders of factions compare war with peace. There is no base hazard of relapse."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.bargaining import rents_of_peace, share_left, spoils_of_war
from ssrsim.equations.factions import (
    callable_men,
    cost_at_indifference,
    credibility,
    updated_weariness,
    war_minus_peace,
    winning_chance,
)
from ssrsim.equations.money import share_of
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.phases.camps import reaching, safer_abroad
from ssrsim.scenario.country import FACTION_KINDS
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.world import EFFECT, log_event

float32 = np.float32
int64 = np.int64

DISARMAMENT = EFFECT["disarmament"]
CRIMINAL, SUCCESSOR = FACTION_KINDS.index("criminal"), FACTION_KINDS.index("successor")
DECIDE_EVERY = 3
POLICEMAN = float32(0.25)  # what a policeman is worth in battle beside a soldier
EVENT_ACTIVE, EVENT_DORMANT = KIND["faction_active"], KIND["faction_dormant"]
CAUSE_WAR, CAUSE_PEACE = CAUSE["war_pays_more_than_peace"], CAUSE["peace_pays_more_than_war"]
CAUSE_TOO_FEW = CAUSE["too_few_men"]


@phase
def weigh_war_and_peace(world, month, first, last):
    """Armed groups: each quarter leaders compare what war and peace are worth. Criminals have no war to win."""
    groups = world.armed_groups
    nation = world.nation[0]
    p = world.parameters[0]
    for row in range(first, last):
        facts = credibility(nation.guarantee, nation.oversight, groups.kept[row], p)
        groups.credibility[row] = relaxed(groups.credibility[row], facts, p.credible_rate)
        groups.changed[row] = 0
        if month % DECIDE_EVERY == 0 and groups.kind[row] != CRIMINAL:
            war, later, _ = prospects(world, row)
            peace = peace_at_hand(world, groups.granted[row])
            cost = groups.leader_cost[row] + wearied(world) - safer_abroad(world, row)
            tipping = clipped(tipping_cost(world, row, war, peace, later), 0.0, 4.0)
            value = war_minus_peace(war, cost, believed(world, row), peace, later)
            groups.war_minus_peace[row] = clipped(value, -10.0, 10.0)
            _take_stance(groups, row, value, p)
            _show(groups, row, tipping, p)


@part
def prospects(world, row):
    """What a faction may win in a war now, what after having disarmed, and its chance to win now.

    The first two in shares of power: chance x spoils.
    """
    groups = world.armed_groups
    nation = world.nation[0]
    p = world.parameters[0]
    mission = nation.mission_deterrence * p.mission_men_per_million * float32(nation.population_at_start) / 1000000.0
    rents, programme, defecting = at_its_fronts(world, row)
    state = _state_strength(world.units, p) - p.soldier_worth * p.integrated_share * defecting
    men = callable_of(groups, row, p)
    external = (groups.patron[row] + world.groups.external_support[groups.group[row]]) * p.patron_men
    left = share_left(programme, p)
    politics = p.successor_politics if groups.kind[row] == SUCCESSOR else float32(1.0)
    spoils = spoils_of_war(politics, rents, nation.shock_boom, p)
    chance = winning_chance(men, external, state, mission)
    return spoils * chance, spoils * winning_chance(left * men, left * external, state, mission), chance


@part
def callable_of(groups, row, p):
    """Men whom the leader of a faction can call on now."""
    return callable_men(
        float32(groups.fighters[row]), float32(groups.command_network[row]), float32(groups.integrated[row]),
        groups.cohesion[row], p,
    )  # fmt: skip


@part
def believed(world, row):
    """How far a faction believes in promises; wholly, where there is no commitment problem."""
    return world.armed_groups.credibility[row] if world.mechanisms[0].commitment_problem == 1 else float32(1.0)


@part
def tipping_cost(world, row, war, peace, later):
    """The lasting cost of war below which the leader fights this quarter, given what there is to win in war and peace.

    It takes the threshold to change what was chosen. Others judge by it, and nobody sees across the border: what a
    leader saves by sitting there is left out.
    """
    threshold = world.parameters[0].stance_threshold
    at_hand = war - threshold if world.armed_groups.active[row] == 0 else war + threshold
    return cost_at_indifference(at_hand, believed(world, row), peace, later) - wearied(world)


@part
def _show(groups, row, tipping, p):
    """Who keeps the peace shows that war costs at least the tipping cost, who fights that it costs at most that.

    Who lacks the men to fight shows nothing.
    """
    if groups.active[row] == 1 and groups.cost_at_most[row] > tipping:
        groups.cost_at_most[row] = tipping
    able = callable_of(groups, row, p) >= p.war_men
    if groups.active[row] == 0 and able and groups.cost_at_least[row] < tipping:
        groups.cost_at_least[row] = tipping
    if groups.cost_at_least[row] > groups.cost_at_most[row]:  # what was shown last counts
        groups.cost_at_least[row] = groups.cost_at_most[row]


@part
def at_its_fronts(world, row):
    """Lootable resources and how far disarmament reaches its men, by presence; its men in the army, by worth."""
    fronts = world.fronts
    rents, programme, defecting = float32(0.0), float32(0.0), float32(0.0)
    for front in range(fronts.shape[0]):
        if fronts.faction[front] == row:
            district = fronts.district[front]
            place = world.districts.police_unit[district]
            rents += fronts.presence[front] * world.districts.resource_rent[district]
            programme += fronts.presence[front] * world.local_effects[place, DISARMAMENT]
            army = world.districts.army_unit[district]
            defecting += float32(fronts.integrated[front]) * world.units.capability[army]
    programme = reaching(world, row, programme) if world.mechanisms[0].ddr == 1 else float32(0.0)
    return rents, programme, defecting


@part
def peace_at_hand(world, granted):
    """What posts and rents that are granted are worth to a leader now, in shares of power."""
    nation = world.nation[0]
    worth = rents_of_peace(nation.flow_bribes, nation.flow_ghosts, world.parameters[0])
    return granted * worth if world.mechanisms[0].rents_buy_peace == 1 else granted


@part
def _take_stance(groups, row, value, p):
    """War above the threshold, peace below its negative; in between leaders stay with what they have chosen.

    It takes men to go to war, and half as many to go on. Who makes peace anew does so on what is granted on that day.
    """
    needed = p.war_men if groups.active[row] == 0 else 0.5 * p.war_men
    enough = callable_of(groups, row, p) >= needed
    if groups.active[row] == 0 and value > p.stance_threshold and enough:
        groups.active[row] = 1
        groups.changed[row] = 1
    elif groups.active[row] == 1 and (value < -p.stance_threshold or not enough):
        groups.active[row] = 0
        groups.changed[row] = 1
        groups.promised[row] = groups.granted[row]


@part
def _state_strength(units, p):
    """What the state's forces are worth in fighters: soldiers x capability, and a quarter of that for policemen."""
    worth = float32(0.0)
    for row in range(units.shape[0]):
        men = float32(units.strength[row]) * units.capability[row]
        worth += men if units.service[row] == 1 else POLICEMAN * men
    return worth * p.soldier_worth


@part
def wearied(world):
    """What past and present war costs in leaders' minds."""
    return world.nation[0].war_weariness if world.mechanisms[0].weariness == 1 else float32(0.0)


@part
def grow_weary(nation, p):
    """What war costs in leaders' minds, after this month's deaths."""
    per_100k = 100000.0 * share_of(nation.deaths[0], nation.population_at_start[0])
    nation.war_weariness[0] = updated_weariness(nation.war_weariness[0], per_100k, p)


@part
def stronghold_of(fronts, strata, faction):
    """The district where most of a faction's fighters are, -1 where it has no front."""
    district, most = int64(-1), int64(-1)
    for row in range(fronts.shape[0]):
        if fronts.faction[row] == faction and strata.people[fronts.stratum[row]] > most:
            district = int64(fronts.district[row])
            most = strata.people[fronts.stratum[row]]
    return district


@part
def log_stances(nation, events, groups, fronts, strata, month, p):
    """Write down who took up arms this month and who laid them down, and where most of its men are."""
    for row in range(groups.shape[0]):
        if groups.changed[row] == 1:
            place = stronghold_of(fronts, strata, row)
            kind, cause = (EVENT_ACTIVE, CAUSE_WAR) if groups.active[row] == 1 else (EVENT_DORMANT, CAUSE_PEACE)
            few = kind == EVENT_DORMANT and callable_of(groups, row, p) < 0.5 * p.war_men
            cause = CAUSE_TOO_FEW if few else cause
            log_event(nation, events, month, kind, place, row, cause, groups.fighters[row])
