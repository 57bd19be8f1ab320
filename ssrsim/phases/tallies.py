"""Phase 7, last of all: what the people of a district feel, did and lived through, added up."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import fixed
from ssrsim.phases.encounters import ABUSE, BRIBE, POLICE

int64 = np.int64


@phase
def tally_civilians(world, month, first, last):
    """Districts and units: sums over people, weighted, in fixed point, so that no order of rows can matter."""
    civilians = world.civilians
    districts = world.districts
    units = world.units
    clear_tallies(world)
    for row in range(civilians.id.shape[0]):
        weight = int64(civilians.weight[row])
        district = civilians.district[row]
        districts.people[district] += weight
        districts.trust_police_total[district] += weight * fixed(civilians.trust_police[row])
        districts.trust_army_total[district] += weight * fixed(civilians.trust_army[row])
        districts.grievance_total[district] += weight * fixed(civilians.grievance[row])
        districts.fear_total[district] += weight * fixed(civilians.fear[row])
        districts.livelihood_total[district] += weight * fixed(civilians.livelihood[row])
        districts.cooperative_total[district] += weight * fixed(civilians.cooperative[row])
        districts.protesting_total[district] += weight * fixed(civilians.protesting[row])
        world.strata.recruitable_total[civilians.stratum[row]] += weight * fixed(civilians.recruitable[row])
        world.strata.fleeing_total[civilians.stratum[row]] += weight * fixed(civilians.fleeing_propensity[row])
        districts.criminal_total[district] += weight * fixed(civilians.criminal[row])
        if world.groups.most_excluded[civilians.group[row]] == 1:
            districts.excluded_people[district] += weight
            districts.excluded_trust_total[district] += weight * fixed(civilians.trust_police[row])
        choice = civilians.choice[row]
        districts.cooperated[district] += weight if choice == 1 else int64(0)
        districts.protested[district] += weight if choice == 2 else int64(0)
        outcome = civilians.outcome[row]
        if outcome > 0:
            by_police = civilians.contact[row] == POLICE
            unit = districts.police_unit[district] if by_police else districts.army_unit[district]
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
    for row in range(world.strata.shape[0]):
        world.strata.recruitable_total[row] = world.strata.fleeing_total[row] = 0
    for row in range(world.units.shape[0]):
        world.units.complaints[row] = world.units.misdeeds[row] = world.units.abuses[row] = 0
