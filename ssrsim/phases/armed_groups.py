"""Part of phase 8: armed groups earn, pay and recruit; people are demobilised, reintegrated, re-armed."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.fighters import (
    armed_income,
    disarming_chance,
    reintegrating_chance,
    willing_recruits,
)
from ssrsim.equations.money import portion, share_of, unfixed
from ssrsim.equations.portable import clipped, halved_after
from ssrsim.equations.quantiles import binomial_quantile, rounded_randomly
from ssrsim.phases.bargaining import log_offers
from ssrsim.phases.leaders import log_stances
from ssrsim.world.ledger import FIGHTERS_PAY, ILLICIT, transfer
from ssrsim.world.streams import DEMOBILISATION, RECRUITMENT, four_uniforms
from ssrsim.world.world import EFFECT, move_people

float32 = np.float32
int64 = np.int64

DISARMAMENT = EFFECT["disarmament"]
CIVILIAN, FIGHTER, DEMOBILISED, REINTEGRATED = 0, 1, 2, 3


@phase
def finance_fighters(world, month, first, last):
    """Armed groups: income from rents, patrons and taxation; how many can be paid; who leaves for want of pay."""
    groups = world.armed_groups
    nation = world.nation[0]
    p = world.parameters[0]
    for row in range(first, last):
        rents = float32(0.0)
        for front in range(world.fronts.shape[0]):
            if world.fronts.faction[front] == row:
                rents += world.fronts.presence[front] * world.districts.resource_rent[world.fronts.district[front]]
        factor = armed_income(groups.active[row], nation.shock_boom, groups.patron[row], rents, nation.state_control)
        factor = clipped(factor + groups.windfall[row], 0.0, 4.0)
        groups.income[row] = portion(groups.base_income[row] * 4, 0.25 * factor)
        wage = int64(p.fighter_wage * 100.0)
        payable = (groups.income[row] + world.accounts.balance[groups.account[row]] // 12) // wage
        groups.wages[row] = (payable if payable < groups.fighters[row] else groups.fighters[row]) * wage
        unpaid = groups.fighters[row] - payable
        u, v, _, _ = four_uniforms(world.key, RECRUITMENT, month, groups.id[row], 0)
        groups.unpaid[row] = binomial_quantile(unpaid, p.unpaid_leave, u)
        supply = _willing(world, row) if groups.active[row] == 1 else float32(0.0)
        demand = float32(-unpaid) if unpaid < 0 else float32(0.0)
        groups.recruits[row] = rounded_randomly(willing_recruits(supply, demand), v)


@part
def _willing(world, faction):
    """Real people in the communities around its fronts who would join a faction this month.

    Mean propensities, never counts of sampled people.
    """
    willing = float32(0.0)
    for front in range(world.fronts.shape[0]):
        if world.fronts.faction[front] == faction:
            home = world.strata.home[world.fronts.stratum[front]]
            willing += float32(world.strata.recruitable_total[home] >> 20)
    return willing


@phase
def decide_to_move(world, month, first, last):
    """Strata of fighters and former fighters: how many enrol, are reintegrated, or go back to arms this month."""
    strata = world.strata
    groups = world.armed_groups
    p = world.parameters[0]
    livelihood = world.nation[0].livelihood
    for row in range(first, last):
        stage = strata.stage[row]
        faction = strata.faction[row]
        place = world.districts.police_unit[strata.district[row]]
        programme = world.local_effects[place, DISARMAMENT] if world.mechanisms[0].ddr == 1 else float32(0.0)
        u, v, _, _ = four_uniforms(world.key, DEMOBILISATION, month, strata.id[row], 0)
        strata.advancing[row] = strata.returning[row] = 0
        strata.resentful[row] = portion(strata.resentful[row], p.resentment_kept)
        if stage == FIGHTER:
            chance = disarming_chance(programme, groups.credibility[faction], p) * (
                1.0 - float32(groups.active[faction])
            )
            unpaid = share_of(groups.unpaid[faction], groups.fighters[faction])
            strata.advancing[row] = binomial_quantile(strata.people[row], clipped(chance + unpaid, 0.0, 1.0), u)
        elif stage == DEMOBILISED:
            strata.advancing[row] = binomial_quantile(
                strata.people[row], reintegrating_chance(programme, livelihood, p), u
            )
        if stage == DEMOBILISED or stage == REINTEGRATED:
            willing = clipped(unfixed(strata.recruitable_total[row], strata.people[row]), 0.0, 1.0)
            back = willing if groups.active[faction] == 1 else 0.0
            strata.returning[row] = binomial_quantile(strata.people[row] - strata.advancing[row], back, v)


@phase
def move_fighters(world, month, first, last):
    """Nation: people change stage; recruits leave their homes; the ledger pays the fighters; stances are logged."""
    groups = world.armed_groups
    strata = world.strata
    nation = world.nation[0]
    for row in range(strata.shape[0]):
        if strata.stage[row] >= FIGHTER:
            move_people(strata, row, strata.next_stage[row], strata.advancing[row])
            to_arms = strata.previous_stage[row] if strata.stage[row] == DEMOBILISED else _fighters_of(strata, row)
            move_people(strata, row, to_arms, strata.returning[row])
    nation.active_groups = 0
    for row in range(groups.shape[0]):
        transfer(world.accounts, ILLICIT, groups.account[row], groups.income[row])
        transfer(world.accounts, groups.account[row], FIGHTERS_PAY, groups.wages[row])
        groups.recruits[row] = _enlist(world, row, groups.recruits[row])
        nation.active_groups += int64(groups.active[row])
    log_offers(world.nation, world.events, groups, month)
    log_stances(world.nation, world.events, groups, month)


@part
def _fighters_of(strata, row):
    """The stratum of fighters two stages before a stratum of reintegrated people, -1 for none."""
    before = strata.previous_stage[row]
    return strata.previous_stage[before] if before >= 0 else before


@part
def _enlist(world, faction, number):
    """Take recruits from the civilians around each front, by the faction's presence there."""
    enlisted = int64(0)
    for front in range(world.fronts.shape[0]):
        if world.fronts.faction[front] == faction:
            stratum = world.fronts.stratum[front]
            wanted = portion(number, world.fronts.presence[front])
            enlisted += move_people(world.strata, world.strata.home[stratum], stratum, wanted)
    for front in range(world.fronts.shape[0]):  # what rounding left over, from the first communities that have it
        if world.fronts.faction[front] == faction and enlisted < number:
            stratum = world.fronts.stratum[front]
            enlisted += move_people(world.strata, world.strata.home[stratum], stratum, number - enlisted)
    return enlisted


@phase
def count_fighters(world, month, first, last):
    """Armed groups: fighters and the network of former fighters still tied to commanders, whose ties fade."""
    groups = world.armed_groups
    kept = halved_after(float32(month), world.parameters[0].tie_half_life)
    for row in range(first, last):
        fighters = tied = int64(0)
        for stratum in range(world.strata.shape[0]):
            if world.strata.faction[stratum] == row:
                stage = world.strata.stage[stratum]
                fighters += world.strata.people[stratum] if stage == FIGHTER else int64(0)
                tied += world.strata.people[stratum] if stage == DEMOBILISED else int64(0)
                tied += world.strata.people[stratum] // 4 if stage == REINTEGRATED else int64(0)
        groups.fighters[row] = fighters
        groups.command_network[row] = portion(tied, kept)
