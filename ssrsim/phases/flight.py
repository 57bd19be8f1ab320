"""Part of phase 9: people flee to safer districts and, once home is safe, come back."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.flight import returning_chance
from ssrsim.equations.money import portion, share_of, unfixed
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import binomial_quantile
from ssrsim.world.streams import FLIGHT, RETURN, four_uniforms, one_uniform
from ssrsim.world.world import move_people

int64 = np.int64


@phase
def decide_to_flee(world, month, first, last):
    """Strata of civilians: how many leave their district, each with a chance of their own; the mean decides."""
    strata = world.strata
    for row in range(first, last):
        strata.fleeing[row] = 0
        if strata.stage[row] == 0 and world.mechanisms[0].displacement == 1:
            chance = clipped(unfixed(strata.fleeing_total[row], strata.people[row]), 0.0, 1.0)
            u = one_uniform(world.key, FLIGHT, month, strata.id[row])
            strata.fleeing[row] = binomial_quantile(strata.people[row], chance, u)


@phase
def flee(world, month, first, last):
    """Nation: those who flee go to a safer district where people of their group live, more to where many do."""
    strata = world.strata
    districts = world.districts
    nation = world.nation[0]
    nation.fled = 0
    for row in range(districts.shape[0]):
        districts.fled[row] = 0
    for row in range(strata.shape[0]):  # all choose before anybody moves, so that the order of rows cannot matter
        strata.refuge[row], strata.moving_on[row] = -1, 0
        if strata.fleeing[row] > 0:
            _, u, _, _ = four_uniforms(world.key, FLIGHT, month, strata.id[row], 0)
            strata.refuge[row] = _refuge(strata, districts, row, u)
            strata.moving_on[row] = portion(strata.fleeing[row], share_of(strata.guests[row], strata.people[row]))
    for row in range(strata.shape[0]):
        refuge = strata.refuge[row]
        fled = move_people(strata, row, refuge, strata.fleeing[row])
        if fled > 0:
            # some had fled here before: they are guests elsewhere now, or back where people are still missed
            moving_on = strata.moving_on[row] if strata.moving_on[row] < strata.guests[row] else strata.guests[row]
            back = moving_on if moving_on < strata.away[refuge] else strata.away[refuge]
            strata.guests[row] -= moving_on
            strata.guests[refuge] += fled - back
            strata.away[refuge] -= back
            strata.away[row] += fled - moving_on
        districts.fled[strata.district[row]] += fled
        nation.fled += fled


@part
def _refuge(strata, districts, origin, u):
    """A stratum of civilians of the same group in a safer district, drawn by where their people live; -1 for none."""
    kin = int64(0)
    for row in range(strata.shape[0]):
        if _is_refuge(strata, districts, row, origin):
            kin += strata.people[row]
    wanted = portion(kin, u)
    for row in range(strata.shape[0]):
        if _is_refuge(strata, districts, row, origin):
            wanted -= strata.people[row]
            if wanted < 0:
                return row
    return -1


@part
def _is_refuge(strata, districts, row, origin):
    same = strata.stage[row] == 0 and strata.group[row] == strata.group[origin]
    here, there = strata.district[row], strata.district[origin]
    danger = districts.insecurity[here] + districts.disaster[here]
    return same and danger < districts.insecurity[there] + districts.disaster[there]


@phase
def decide_to_return(world, month, first, last):
    """Strata of civilians: how many of those who fled from here wish to come home this month."""
    strata = world.strata
    p = world.parameters[0]
    for row in range(first, last):
        strata.coming_back[row] = 0
        if strata.away[row] > 0 and world.mechanisms[0].returns == 1:
            district = strata.district[row]
            chance = returning_chance(world.districts.insecurity[district], world.districts.disaster[district], p)
            u = one_uniform(world.key, RETURN, month, strata.id[row])
            strata.coming_back[row] = binomial_quantile(strata.away[row], chance, u)


@phase
def come_home(world, month, first, last):
    """Nation: those who wish to come home do, from wherever people of their group are guests, in proportion."""
    strata = world.strata
    nation = world.nation[0]
    nation.returned = 0
    for row in range(strata.shape[0]):  # some died or took up arms while they were away
        strata.guests[row] = strata.guests[row] if strata.guests[row] < strata.people[row] else strata.people[row]
    for row in range(strata.shape[0]):
        if strata.coming_back[row] > 0:
            home = _bring_home(strata, row, strata.coming_back[row])
            strata.away[row] -= home
            nation.returned += home


@part
def _bring_home(strata, community, wanted):
    """Move up to so many guests of the group of a community back to it; returns how many came."""
    guests = int64(0)
    for row in range(strata.shape[0]):
        if strata.guests[row] > 0 and row != community and strata.group[row] == strata.group[community]:
            guests += strata.guests[row]
    wanted = wanted if wanted < guests else guests
    home = int64(0)
    share = share_of(wanted, guests)
    for again in range(2):  # in proportion, then what rounding left over from the first that have it
        for row in range(strata.shape[0]):
            if home == wanted:
                break
            if strata.guests[row] > 0 and row != community and strata.group[row] == strata.group[community]:
                part_of = portion(strata.guests[row], share) if again == 0 else wanted - home
                part_of = part_of if part_of < wanted - home else wanted - home
                part_of = part_of if part_of < strata.guests[row] else strata.guests[row]
                came = move_people(strata, row, community, part_of)
                strata.guests[row] -= came
                home += came
    return home
