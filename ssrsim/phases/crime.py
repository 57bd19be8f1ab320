"""Part of phase 9: people begin and cease to live from crime, and some are murdered. Politics plays no part."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.crime import (
    crime_level,
    criminal_income,
    held_back,
    homicide_rate,
    is_ruled,
    leaving_crime,
    members_behind,
    posts_at_rest,
)
from ssrsim.equations.fighters import willing_recruits
from ssrsim.equations.forces import policing
from ssrsim.equations.grievance import left_unprotected
from ssrsim.equations.money import expected, unfixed
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.equations.quantiles import poisson_quantile, rounded_randomly
from ssrsim.equations.shocks import met_in_part
from ssrsim.phases.conflict import at_most, men_at_war, stand_in_for_police
from ssrsim.phases.leaders import CRIMINAL
from ssrsim.world.streams import CRIME, four_uniforms

float32 = np.float32
int64 = np.int64

LEAST_INCOME = float32(0.02)  # nor does it live from nothing
LEAST_CRIME = float32(0.05)  # a market for crime is never so small that none could ever grow


@phase
def settle_crime(world, month, first, last):
    """Districts, at the settlement: members behind the crime that there is, and a market that just keeps them."""
    districts = world.districts
    p = world.parameters[0]
    for row in range(first, last):
        people = float32(districts.people[row])
        of_factions, at_war = _armed_here(world.fronts, world.strata, world.armed_groups, row)
        wanted = members_behind(districts.crime[row], p) * people / 1000.0 - float32(of_factions)
        districts.gang_members[row] = int64(clipped(wanted, 0.0, people))
        crime = districts.crime[row] if districts.crime[row] > LEAST_CRIME else LEAST_CRIME
        members = members_behind(crime, p) * people / 1000.0
        income, leaving = _business(world, row)
        willing = _willing(districts, row)
        own = clipped(members - float32(of_factions), 0.0, people)  # who is in a faction leaves it, not crime
        posts = posts_at_rest(members, own * leaving, willing)
        income = income if income > LEAST_INCOME else LEAST_INCOME
        districts.criminal_market[row] = clipped(1000.0 * posts / (income * people + 0.001), 0.0, 1000000.0)
        districts.armed_at_start[row] = _per_1000(districts.gang_members[row] + of_factions + at_war, people)
        districts.armed_per_1000[row] = districts.armed_at_start[row]
        districts.fear_at_start[row] = clipped(unfixed(districts.fear_total[row], districts.people[row]), 0.0, 1.0)
        districts.unprotected[row] = districts.unprotected_at_start[row] = _left_alone(districts, world.units, row)
        districts.ruled[row] = is_ruled(districts.crime[row], districts.state_control[row], 0, p)
        districts.rule_changed[row] = -1


@phase
def live_from_crime(world, month, first, last):
    """Districts: who begins to live from crime and who stops, what crime that makes, who is murdered."""
    districts = world.districts
    p = world.parameters[0]
    for row in range(first, last):
        u, v, w, _ = four_uniforms(world.key, CRIME, month, world.units.id[districts.police_unit[row]], 0)
        people = float32(districts.people[row])
        of_factions, at_war = _armed_here(world.fronts, world.strata, world.armed_groups, row)
        if world.mechanisms[0].crime == 1:
            income, leaving = _business(world, row)
            members = float32(districts.gang_members[row])
            # men of criminal factions hold posts like others, and are paid and lost elsewhere
            posts = districts.criminal_market[row] * income * people / 1000.0 - float32(of_factions)
            vacant = posts - members
            begun = rounded_randomly(willing_recruits(_willing(districts, row), vacant), u)
            unpaid = p.gang_unpaid * (-vacant if posts > 0.0 else members) if vacant < 0.0 else float32(0.0)
            stopped = rounded_randomly(leaving * members + unpaid, v)
            left = districts.gang_members[row] - stopped
            districts.gang_members[row] = at_most((left if left > 0 else int64(0)) + begun, districts.people[row])
            level = crime_level(_per_1000(districts.gang_members[row] + of_factions, people), p)
            districts.crime[row] = relaxed(districts.crime[row], level, p.crime_rate)
        districts.armed_per_1000[row] = _per_1000(districts.gang_members[row] + of_factions + at_war, people)
        districts.unprotected[row] = _left_alone(districts, world.units, row)
        mean = homicide_rate(districts.crime[row], p) * people / 1200000.0
        districts.homicides[row] = poisson_quantile(mean, w)


@part
def _business(world, row):
    """What crime earns per head of a district, and the share of its members that stop this month."""
    districts = world.districts
    p = world.parameters[0]
    held = _held_here(world, row)
    boom = world.nation[0].shock_boom
    income = criminal_income(districts.resource_rent[row], boom, districts.state_control[row], 1.0 - held, p)
    livelihood = unfixed(districts.livelihood_total[row], districts.people[row])
    return income, leaving_crime(held, districts.justice[row], livelihood, p)


@part
def _held_here(world, row):
    """How far police hold crime back in a district, and soldiers who stand in for those who are missing."""
    units = world.units
    police, army = world.districts.police_unit[row], world.districts.army_unit[row]
    met = met_in_part(1.0, world.districts.unprepared_police[row])
    by_police = held_back(met * units.capability[police], units.norm[police])
    return policing(by_police, met * held_back(stand_in_for_police(world, row), units.norm[army]))


@part
def _left_alone(districts, units, row):
    """How far the people of a district are left alone with crime: nobody comes, or who comes is in it."""
    police = districts.police_unit[row]
    return left_unprotected(districts.crime[row], units.clearance[police], units.norm[police])


@part
def _willing(districts, row):
    """Real people who would begin to live from crime this month: expected, never a count of sampled people."""
    return expected(districts.criminal_total[row])


@part
def _armed_here(fronts, strata, groups, district):
    """Fighters of criminal factions in a district, and men of other fronts that fight."""
    criminal = at_war = int64(0)
    for row in range(fronts.shape[0]):
        if fronts.district[row] == district:
            faction = fronts.faction[row]
            men = strata.people[fronts.stratum[row]]
            if groups.kind[faction] == CRIMINAL:
                criminal += men
            else:
                at_war += men_at_war(strata, fronts, row, groups.active[faction] == 1)
    return criminal, at_war


@part
def _per_1000(number, people):
    return clipped(1000.0 * float32(number) / people, 0.0, 1000.0) if people > 0.0 else float32(0.0)
