"""Phase 7, first of all: which civilian meets which officer this month, and what comes of it."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.monitoring import remembered_year
from ssrsim.equations.portable import clipped
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
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int64 = np.int64

COMMUNITY = EFFECT["community"]
POLICE, ARMY = 1, 2  # codes of civilians.contact
REMEMBERED = 11  # months before the running one
BRIBE, ABUSE = 3, 4  # codes of civilians.outcome, after 1 good service and 2 neglect


@phase
def encounter(world, month, first, last):
    """Civilians: who meets which officer, what comes of it, and what of the last year they remember.

    At the settlement the eleven months before are lived through too, or else the share of people who paid a bribe
    within a year would rise for a year although nothing changes.
    """
    civilians = world.civilians
    districts = world.districts
    units = world.units
    p = world.parameters[0]
    community = world.effects[EFFECTIVE, COMMUNITY] if world.mechanisms[0].community_policing == 1 else float32(0.0)
    reporting = reporting_factor(community, p)
    months_before = REMEMBERED if month == 0 else 0
    for row in range(first, last):
        district = civilians.district[row]
        police, army = districts.police_unit[district], districts.army_unit[district]
        presence = clipped(float32(units.strength[police]) / float32(units.target[police] + 1), 0.0, 2.0)
        patrols = clipped(float32(units.strength[army]) / float32(units.target[army] + 1), 0.0, 2.0)
        helped = help_seeking_chance(civilians.trust_police[row], districts.non_state_provision[district],
                                     districts.crime[district], reporting, p)  # fmt: skip
        stopped = helped + stop_chance(presence, community, p)
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
                contact = ARMY if by_army else POLICE
                outcome = _outcome(world, officer, unit, w, x, coercive, reached, civilians.group[row])
            met, paid = contact == POLICE, outcome == BRIBE
            civilians.contact[row] = contact
            civilians.officer[row] = officer
            civilians.outcome[row] = outcome
            civilians.contact_year[row] = remembered_year(civilians.contact_year[row], met)
            civilians.bribe_year[row] = remembered_year(civilians.bribe_year[row], met and paid)


@part
def _outcome(world, officer, unit, w, x, coercive, reached, group):
    """What comes of meeting this officer: who they are, what they carry, what constrains them, whom they meet.

    `reached` is the part of their service that reaches somebody who had to call.
    """
    officers = world.officers
    p = world.parameters[0]
    equipment = world.units.equipment[unit]
    weight = p.equipment_abuse if world.mechanisms[0].equipment_abuse == 1 else float32(0.0)
    abuse = abuse_when_armed(officers.abuse[officer], equipment, world.nation[0].oversight, officers.skill[officer],
                             weight)  # fmt: skip
    service = service_chance(officers.skill[officer], equipment) * reached
    outsider = officers.group[officer] != group and world.mechanisms[0].group_bias == 1
    return encounter_outcome(w, x, officers.bribery[officer], abuse, service, coercive, outsider, p)
