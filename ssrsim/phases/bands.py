"""Part of phase 8: what fronts are like: commanders who fight on, local income, the willing, prisoners, sponsors.

A local commander who fights on while his leader keeps peace is what others call a spoiler, a splinter or a successor
group: his front recruits, earns and clashes on its own until peace pays him again or too few men are left.
"""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.bands import (
    local_peace,
    local_spoils,
    local_war_minus_peace,
    sponsor_stake,
    sponsors,
)
from ssrsim.equations.factions import cost_of_war, winning_chance
from ssrsim.equations.fighters import capture_chance, income_at_front, income_from_abroad
from ssrsim.equations.money import expected, portion, times
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import binomial_quantile
from ssrsim.phases.camps import reaching
from ssrsim.phases.leaders import CRIMINAL, DECIDE_EVERY, POLICEMAN, SUCCESSOR, stronghold_of
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.ledger import LEAKED_TO_POLITICIANS, transfer
from ssrsim.world.streams import CAPTURE, SETTLEMENT_COMMANDER, one_uniform
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

EVENT_SPOILER, EVENT_QUIET, EVENT_SPONSOR = KIND["spoiler"], KIND["spoiler_quiet"], KIND["sponsorship"]
CAUSE_WAR, CAUSE_PEACE, CAUSE_RENTS = CAUSE["local_war_pays"], CAUSE["local_peace_pays"], CAUSE["rents_at_risk"]
CAUSE_TOO_FEW = CAUSE["too_few_men"]


@phase
def weigh_local_war(world, month, first, last):
    """Fronts: each quarter commanders whose leader keeps peace weigh a war of their own; men, money and prisoners."""
    fronts = world.fronts
    groups = world.armed_groups
    districts = world.districts
    p = world.parameters[0]
    switches = world.mechanisms[0]
    boom = world.nation[0].shock_boom
    for row in range(first, last):
        faction, district = fronts.faction[row], fronts.district[row]
        men = world.strata.people[fronts.stratum[row]]
        fronts.turned[row] = 0
        if fronts.spoiling[row] == 0:  # who would follow; who does is counted one by one from then on
            fronts.defiant[row] = portion(men, p.spoiler_following)
        if groups.active[faction] == 1 or groups.kind[faction] == CRIMINAL or switches.spoilers == 0:
            fronts.spoiling[row] = 0  # all fight for the leader, or nobody fights alone
        elif month % DECIDE_EVERY == 0:
            chance, spoils = local_prospects(row, fronts, districts, world.units, boom, p)
            peace = local_peace(groups.inclusion[faction], groups.cohesion[faction], p)
            value = local_war_minus_peace(chance, spoils, fronts.commander_cost[row], peace)
            _take_local_stance(fronts, row, value, p)
        fights = groups.active[faction] == 1 or fronts.spoiling[row] == 1
        channels = _channels(row, fronts, groups, districts, boom, switches.rebel_finance, p)
        fronts.earning[row] = channels if fights else p.dormant_income * channels
        share = _relative(fronts.earning[row], groups.finance_at_start[faction])
        fronts.posts[row] = times(groups.base_income[faction], share) // int64(p.fighter_wage * 100.0)
        fronts.willing[row] = _willing(row, fronts, world.strata, p)
        capability = 0.5 * (world.units.capability[districts.army_unit[district]]
                            + world.units.capability[districts.police_unit[district]])  # fmt: skip
        caught = reaching(world, faction, capture_chance(capability, districts.information[district], p))
        caught = caught if fights and switches.prisoners == 1 else float32(0.0)
        u = one_uniform(world.key, CAPTURE, month, fronts.id[row])
        at_large = men if groups.active[faction] == 1 else fronts.defiant[row]
        fronts.captured[row] = binomial_quantile(at_large, clipped(caught, 0.0, 1.0), u)


@part
def local_prospects(front, fronts, districts, units, boom, p):
    """Chance of one commander to hold his district against the forces and the mission there, and what it is worth."""
    district = fronts.district[front]
    army, police = districts.army_unit[district], districts.police_unit[district]
    state = float32(units.strength[army]) * units.capability[army]
    state += POLICEMAN * float32(units.strength[police]) * units.capability[police]
    mission = districts.mission_deterrence[district] * p.mission_men_per_million
    mission = mission * float32(districts.people[district]) / 1000000.0
    men = float32(fronts.defiant[front])
    chance = winning_chance(men, 0.0, p.soldier_worth * state, mission)
    return chance, local_spoils(districts.resource_rent[district], boom, districts.state_control[district])


@part
def _take_local_stance(fronts, row, value, p):
    """War above the threshold, peace below its negative or without men; in between commanders stay as they are."""
    enough = float32(fronts.defiant[row]) >= p.spoiler_men
    if fronts.spoiling[row] == 0 and value > p.spoiler_threshold and enough:
        fronts.spoiling[row] = fronts.turned[row] = 1
    elif fronts.spoiling[row] == 1 and (value < -p.spoiler_threshold or not enough):
        fronts.spoiling[row] = 0
        fronts.turned[row] = 1


@part
def _channels(front, fronts, groups, districts, boom, finance, p):
    """What a faction can earn at a front that fights, in weights of the channels, by its presence there."""
    faction, district = fronts.faction[front], fronts.district[front]
    exposed = (1.0 - districts.mission_presence[district]) * (1.0 - districts.state_control[district])
    preys = groups.kind[faction] == CRIMINAL or groups.kind[faction] == SUCCESSOR
    rent, crime = districts.resource_rent[district], districts.crime[district]
    earned = income_at_front(rent, boom, 1.0 - exposed, crime, preys, p)
    return fronts.presence[front] * (earned if finance == 1 else float32(1.0))


@part
def abroad(faction, groups, identities, finance, p):
    """What a faction gets from outside, in weights of the channels."""
    given = income_from_abroad(groups.patron[faction], identities.external_support[groups.group[faction]], p)
    return given if finance == 1 else float32(0.0)


@part
def _relative(now, at_start):
    return now / at_start if at_start > 0.0 else float32(0.0)


@part
def _willing(front, fronts, strata, p):
    """Real people in the communities around a front who would join this month, of other groups a part of them.

    Mean propensities, never counts of sampled people.
    """
    home = strata.home[fronts.stratum[front]]
    willing = float32(0.0)
    for row in range(strata.shape[0]):
        if strata.district[row] == fronts.district[front] and strata.stage[row] == 0:
            weight = float32(1.0) if row == home else p.recruit_others
            willing += weight * expected(strata.recruitable_total[row])
    return willing


@phase
def seek_sponsors(world, month, first, last):
    """Armed groups: politicians who grew out of a faction pay it while reforms threaten what they live from."""
    groups = world.armed_groups
    blocs = world.blocs
    p = world.parameters[0]
    held = world.accounts.balance[LEAKED_TO_POLITICIANS]
    for row in range(first, last):
        before = groups.sponsored[row]
        groups.sponsored[row] = 0
        groups.sponsorship[row] = 0
        for bloc in range(blocs.shape[0]):
            theirs = blocs.faction[bloc] == row and world.mechanisms[0].sponsorship == 1
            if theirs and sponsors(_stake_of(world.politicians, bloc), before == 1, p):
                groups.sponsored[row] = 1
                groups.sponsorship[row] += portion(held, p.sponsor_share * blocs.power[bloc])
        groups.sponsor_found[row] = 1 if groups.sponsored[row] == 1 and before == 0 else 0


@part
def _stake_of(politicians, bloc):
    """What the politicians of a bloc have to win from armed men, by power."""
    power = stake = float32(0.0)
    for row in range(politicians.shape[0]):
        if politicians.bloc[row] == bloc:
            own = sponsor_stake(politicians.rents_at_risk[row], politicians.patronage_dependence[row],
                                politicians.will[row])  # fmt: skip
            power += politicians.power[row]
            stake += politicians.power[row] * own
    return stake / power if power > 0.0 else float32(0.0)


@phase
def pay_sponsored(world, month, first, last):
    """Nation: sponsors pay, and the log tells of them and of commanders who begin or end a war of their own."""
    nation = world.nation[0]
    fronts = world.fronts
    groups = world.armed_groups
    for row in range(fronts.shape[0]):
        if fronts.turned[row] == 1:
            begins = fronts.spoiling[row] == 1
            kind, cause = (EVENT_SPOILER, CAUSE_WAR) if begins else (EVENT_QUIET, CAUSE_PEACE)
            men = fronts.defiant[row]
            cause = CAUSE_TOO_FEW if not begins and float32(men) < world.parameters[0].spoiler_men else cause
            log_event(world.nation, world.events, month, kind, fronts.district[row], fronts.faction[row], cause, men)
    for row in range(groups.shape[0]):
        paid = transfer(world.accounts, LEAKED_TO_POLITICIANS, groups.account[row], groups.sponsorship[row])
        nation.sponsorship += paid
        if groups.sponsor_found[row] == 1:
            place = stronghold_of(world.fronts, world.strata, row)
            log_event(world.nation, world.events, month, EVENT_SPONSOR, place, row, CAUSE_RENTS, paid)


@phase
def settle_fronts(world, month, first, last):
    """Fronts: what war costs the commander there, a lasting trait.

    Those of signatories kept still on the terms of the day.
    """
    fronts = world.fronts
    groups = world.armed_groups
    p = world.parameters[0]
    for row in range(first, last):
        u = one_uniform(world.key, SETTLEMENT_COMMANDER, 0, fronts.id[row])
        fronts.defiant[row] = portion(world.strata.people[fronts.stratum[row]], p.spoiler_following)
        chance, spoils = local_prospects(row, fronts, world.districts, world.units, 0.0, p)
        peace = local_peace(groups.inclusion[fronts.faction[row]], p.cohesion_start, p)
        least = local_war_minus_peace(chance, spoils, 0.0, peace)
        least = least if world.nation[0].signed == 1 else float32(0.0)
        fronts.commander_cost[row] = cost_of_war(u, least, p.commander_cost, p.commander_cost_spread)
        fronts.earning[row] = _channels(row, fronts, groups, world.districts, 0.0, world.mechanisms[0].rebel_finance, p)
