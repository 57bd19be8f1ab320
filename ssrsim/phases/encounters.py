"""Phase 7, first of all: which civilian meets which officer this month, and what comes of it."""

import numpy as np

from ssrsim.compiled import phase
from ssrsim.equations.forces import presence_of
from ssrsim.equations.monitoring import remembered_year
from ssrsim.equations.trust import (
    abuse_when_armed,
    answered_share,
    encounter_outcome,
    help_seeking_chance,
    reporting_factor,
    service_chance,
    stop_chance,
    visit_chance,
)
from ssrsim.world.streams import ENCOUNTER, four_uniforms
from ssrsim.world.world import EFFECT

float32 = np.float32
int64 = np.int64

COMMUNITY = EFFECT["community"]
POLICE, ARMY = 1, 2  # codes of civilians.contact
REMEMBERED = 11  # months before the running one
GOOD, NEGLECT, BRIBE, ABUSE = 1, 2, 3, 4  # codes of civilians.outcome


@phase
def encounter(world, month, first, last):
    """Civilians: who meets which officer, what comes of it, and what of the last year they remember.

    At the settlement the eleven months before are lived through too, or else the share of people who paid a bribe
    within a year would rise for a year although nothing changes. One long loop, because a part would cost four times
    as much (docs/decisions/0003-what-a-part-is-given.md).
    """
    civilians, officers = world.civilians, world.officers
    districts, units = world.districts, world.units
    p = world.parameters[0]
    switches = world.mechanisms[0]
    oversight = world.nation[0].oversight
    with_community = switches.community_policing == 1
    armed = p.equipment_abuse if switches.equipment_abuse == 1 else float32(0.0)
    biased = switches.group_bias == 1
    months_before = REMEMBERED if month == 0 else 0
    for row in range(first, last):
        district = civilians.district[row]
        police, army = districts.police_unit[district], districts.army_unit[district]
        community = world.local_effects[police, COMMUNITY] if with_community else float32(0.0)
        reporting = reporting_factor(community, p)
        helped = help_seeking_chance(civilians.trust_police[row], districts.non_state_provision[district],
                                     districts.crime[district], reporting, p)  # fmt: skip
        presence = presence_of(units.strength[police], units.target[police])
        stopped = helped + stop_chance(presence, community, p)
        patrols = presence_of(units.strength[army], units.target[army])
        met_army = stopped + p.contact_army * patrols * (0.3 + districts.insecurity[district])
        visited = met_army + visit_chance(presence, community, p)
        for ago in range(months_before, -1, -1):
            u, v, w, x = four_uniforms(world.key, ENCOUNTER, month, civilians.id[row], ago)
            by_army = u >= stopped and u < met_army
            unit = army if by_army else police
            contact, officer, outcome = 0, int64(-1), 0
            if u < visited and units.strength[unit] > 0:  # one in twenty
                officer = int64(world.roster[units.first[unit] + int64(v * float32(units.rows[unit]))])
                # community policing softens half of the stops; who seeks help or is visited is not coerced
                coercive = u >= helped + 0.5 * community * (stopped - helped) and u < met_army
                reached = answered_share(units.clearance[police]) if u < helped else float32(1.0)
                skill, equipment = officers.skill[officer], units.equipment[unit]
                abuse = abuse_when_armed(officers.abuse[officer], equipment, oversight, skill, armed)
                service = service_chance(skill, equipment) * reached
                outsider = biased and officers.group[officer] != civilians.group[row]
                contact = ARMY if by_army else POLICE
                outcome = encounter_outcome(w, x, officers.bribery[officer], abuse, service, coercive, outsider, p)
            met, paid = contact == POLICE, outcome == BRIBE
            civilians.contact[row] = contact
            civilians.officer[row] = officer
            civilians.outcome[row] = outcome
            civilians.contact_year[row] = remembered_year(civilians.contact_year[row], met)
            civilians.bribe_year[row] = remembered_year(civilians.bribe_year[row], met and paid)
