"""Phase 7, last of all: what the people of a district and of a group feel, did and lived through, added up."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import fixed_share
from ssrsim.phases.blocks import end_of_block
from ssrsim.phases.encounters import ABUSE, BRIBE, POLICE

int64 = np.int64
uint64 = np.uint64


@phase
def tally_civilians(world, month, first, last):
    """Districts (with groups and units): weighted sums over people in fixed point, so that no order can matter."""
    civilians = world.civilians
    clear_tallies(world)
    begin, end = uint64(0), uint64(civilians.id.shape[0])
    while begin < end:
        until = end_of_block(civilians.stratum, begin, end)
        _add_feelings(world, civilians.stratum[begin], begin, until)
        _add_acts(world, civilians.stratum[begin], begin, until)
        _add_encounters(world, civilians.stratum[begin], begin, until)
        begin = until


@part
def _add_feelings(world, stratum, first, last):
    """What people of one stratum feel and how they live. Sums stand still in the loop and are added after it."""
    civilians, districts, strata = world.civilians, world.districts, world.strata
    people = trust_police = trust_army = grievance = fear = livelihood = int64(0)
    for row in range(first, last):
        weight = int64(civilians.weight[row])
        people += weight
        trust_police += weight * fixed_share(civilians.trust_police[row])
        trust_army += weight * fixed_share(civilians.trust_army[row])
        grievance += weight * fixed_share(civilians.grievance[row])
        fear += weight * fixed_share(civilians.fear[row])
        livelihood += weight * fixed_share(civilians.livelihood[row])
    district = strata.district[stratum]
    _add_to_group(world, stratum, people, trust_police, trust_army, grievance, fear, livelihood)
    districts.people[district] += people
    districts.trust_police_total[district] += trust_police
    districts.trust_army_total[district] += trust_army
    districts.grievance_total[district] += grievance
    districts.fear_total[district] += fear
    districts.livelihood_total[district] += livelihood
    if world.groups.most_excluded[strata.group[stratum]] == 1:
        districts.excluded_people[district] += people
        districts.excluded_trust_total[district] += trust_police


@part
def _add_to_group(world, stratum, people, trust_police, trust_army, grievance, fear, livelihood):
    """The same sums once more, for the group that the stratum belongs to."""
    groups, group = world.groups, world.strata.group[stratum]
    world.strata.tallied[stratum] += people
    groups.tallied[group] += people
    groups.trust_police_total[group] += trust_police
    groups.trust_army_total[group] += trust_army
    groups.grievance_total[group] += grievance
    groups.fear_total[group] += fear
    groups.livelihood_total[group] += livelihood


@part
def _add_acts(world, stratum, first, last):
    """What people of one stratum did, and what they would be ready to do."""
    civilians, districts, strata = world.civilians, world.districts, world.strata
    cooperative = protesting = recruitable = criminal = fleeing = cooperated = protested = int64(0)
    for row in range(first, last):
        weight, choice = int64(civilians.weight[row]), civilians.choice[row]
        cooperative += weight * fixed_share(civilians.cooperative[row])
        protesting += weight * fixed_share(civilians.protesting[row])
        recruitable += weight * fixed_share(civilians.recruitable[row])
        criminal += weight * fixed_share(civilians.criminal[row])
        fleeing += weight * fixed_share(civilians.fleeing_propensity[row])
        cooperated += weight if choice == 1 else int64(0)
        protested += weight if choice == 2 else int64(0)
    district = strata.district[stratum]
    strata.recruitable_total[stratum] += recruitable
    strata.fleeing_total[stratum] += fleeing
    districts.cooperative_total[district] += cooperative
    districts.protesting_total[district] += protesting
    districts.criminal_total[district] += criminal
    districts.cooperated[district] += cooperated
    districts.protested[district] += protested


@part
def _add_encounters(world, stratum, first, last):
    """What came of the encounters of the few who had one."""
    civilians, districts, groups, units = world.civilians, world.districts, world.groups, world.units
    district, group = world.strata.district[stratum], world.strata.group[stratum]
    for row in range(first, last):
        outcome = civilians.outcome[row]
        if outcome > 0:
            weight = int64(civilians.weight[row])
            by_police = civilians.contact[row] == POLICE
            unit = districts.police_unit[district] if by_police else districts.army_unit[district]
            groups.contacts[group] += weight if by_police else int64(0)
            groups.bribes[group] += weight if by_police and outcome == BRIBE else int64(0)
            groups.abused[group] += weight if outcome == ABUSE else int64(0)
            districts.contacts[district] += weight if by_police else int64(0)
            districts.bribes[district] += weight if by_police and outcome == BRIBE else int64(0)
            districts.abused[district] += weight if outcome == ABUSE else int64(0)
            districts.complained[district] += weight * int64(civilians.complained[row])
            units.complaints[unit] += weight * int64(civilians.complained[row])
            units.misdeeds[unit] += weight if outcome >= BRIBE else int64(0)
            units.abuses[unit] += weight if outcome == ABUSE else int64(0)


@part
def clear_tallies(world):
    """Set every sum over people to zero."""
    districts = world.districts
    for row in range(districts.shape[0]):
        districts.people[row] = districts.excluded_people[row] = 0
        districts.trust_police_total[row] = districts.trust_army_total[row] = districts.excluded_trust_total[row] = 0
        districts.grievance_total[row] = districts.fear_total[row] = districts.livelihood_total[row] = 0
        districts.cooperative_total[row] = districts.protesting_total[row] = districts.criminal_total[row] = 0
        districts.cooperated[row] = districts.protested[row] = 0
        districts.contacts[row] = districts.bribes[row] = districts.abused[row] = districts.complained[row] = 0
    groups = world.groups
    for row in range(groups.shape[0]):
        groups.tallied[row] = groups.trust_police_total[row] = groups.trust_army_total[row] = 0
        groups.grievance_total[row] = groups.fear_total[row] = groups.livelihood_total[row] = 0
        groups.contacts[row] = groups.bribes[row] = groups.abused[row] = 0
    for row in range(world.strata.shape[0]):
        world.strata.recruitable_total[row] = world.strata.fleeing_total[row] = world.strata.tallied[row] = 0
    for row in range(world.units.shape[0]):
        world.units.complaints[row] = world.units.misdeeds[row] = world.units.abuses[row] = 0
