"""Phase 4: what reforms ask for, how much the country can spend well, how much of it leaks."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.corruption import channel_leakage, leakage_rate
from ssrsim.equations.funding import yearly_noise
from ssrsim.equations.money import portion, share_of
from ssrsim.equations.portable import clipped
from ssrsim.equations.programmes import absorbed_share
from ssrsim.phases.oversight import what_audits_are_worth
from ssrsim.phases.security_forces import mean_by_strength
from ssrsim.world.columns_institutions import RUNNING
from ssrsim.world.streams import LEAKAGE, one_normal
from ssrsim.world.world import EFFECT, EFFECTIVE, FORMAL, LEAKED, RUNS, SPENT, WEIGHT

float32 = np.float32
int64 = np.int64

TRANSPARENCY, MEASUREMENT = EFFECT["transparency"], EFFECT["measurement"]


@phase
def claim_budget(world, month, first, last):
    """Actions: money that each running action of some weight could use this month, at most what its cap leaves."""
    actions = world.actions
    for row in range(first, last):
        reform = actions.reform[row]
        cost = portion(world.reforms.cost[reform], actions.scope[row])
        per_month = portion(cost, actions.pace[row] / world.reforms.min_months[reform])
        upkeep = portion(cost, world.parameters[0].upkeep_share)
        wanted = per_month if _formal_where_it_works(world, row) < 0.995 else upkeep
        works = actions.state[row] == RUNNING and actions.pace[row] > 0.0 and actions.share[row] > 0.0
        wanted = wanted if works else int64(0)
        left = actions.cap[row] - actions.spent[row]
        actions.demand[row] = wanted if actions.cap[row] == 0 or wanted < left else left
        actions.paid[row] = actions.leaked[row] = actions.duplicated[row] = actions.delivered[row] = 0
        actions.funded[row] = actions.put_in[row] = 0
        actions.owned[row] = 0.0


@part
def _formal_where_it_works(world, action):
    """Mean formal level over the places that an action reaches, by what they cost; 1 where it reaches none."""
    local, reform = world.local, world.actions.reform[action]
    formal, weights = float32(0.0), float32(0.0)
    for unit in range(world.reach.shape[1]):
        weight = local[WEIGHT, reform, unit] if world.reach[action, unit] == 1 else float32(0.0)
        formal += weight * local[FORMAL, reform, unit]
        weights += weight
    return formal / weights if weights > 0.0 else float32(1.0)


@phase
def assess_capacity(world, month, first, last):
    """Nation: how much of the money at hand can be spent well this month, and at what rate it leaks."""
    nation = world.nation[0]
    p = world.parameters[0]
    switches = world.mechanisms[0]
    audit = what_audits_are_worth(world)
    rate = leakage_rate(nation.corruption_at_start, audit, nation.sanction_probability,
                        world.effects[EFFECTIVE, TRANSPARENCY], p)  # fmt: skip
    nation.leakage_rate = rate if switches.leakage == 1 else 0.0
    absorbed = absorbed_share(
        mean_by_strength(world.units.capability, world.units.strength),
        nation.state_control,
        world.effects[EFFECTIVE, MEASUREMENT],
        p,
    )
    nation.absorbed = absorbed if switches.absorption == 1 else 1.0
    slot = month % 12
    world.recent[SPENT, slot] = 0
    world.recent[LEAKED, slot] = 0


@phase
def claim_upkeep(world, month, first, last):
    """Reforms: what leaks of money for each this year, and the upkeep of those that have ended or are paused."""
    reforms = world.reforms
    p = world.parameters[0]
    for row in range(first, last):
        noise = float32(1.0)
        if world.mechanisms[0].funding_noise == 1:
            noise = yearly_noise(one_normal(world.key, LEAKAGE, (month - 1) // 12, row), p.leakage_noise)
        reforms.leakage[row] = channel_leakage(world.nation[0].leakage_rate, reforms.procurement[row], noise)
        idle = _formal_where_nothing_runs(world, row)
        full = portion(portion(reforms.cost[row], p.upkeep_share), idle)
        reforms.upkeep_due[row] = full if world.mechanisms[0].upkeep == 1 else int64(0)
        reforms.upkept[row] = reforms.maintained[row] = 0.0


@part
def _formal_where_nothing_runs(world, reform):
    """Notes in which places of a reform an action runs; returns the formal level of the others, by what they cost."""
    actions, runs = world.actions, world.local[RUNS, reform]
    weights, formal = world.local[WEIGHT, reform], world.local[FORMAL, reform]
    units = world.local.shape[2]
    for unit in range(units):
        runs[unit] = 0.0
    for action in range(actions.shape[0]):
        if actions.reform[action] == reform and actions.demand[action] > 0:
            for unit in range(units):
                runs[unit] = max(runs[unit], float32(world.reach[action, unit]))
    idle = float32(0.0)
    for unit in range(units):
        idle += weights[unit] * formal[unit] * (1.0 - runs[unit])
    return clipped(idle, 0.0, 1.0)


@part
def leakage_of_a_year(recent):
    """Share of programme spending of the last 12 months that leaked; 0 where nothing was spent."""
    spent = leaked = int64(0)
    for slot in range(12):
        spent += recent[SPENT, slot]
        leaked += recent[LEAKED, slot]
    return share_of(leaked, spent)
