"""Phase 7, first of all: which civilian meets which officer this month, and what comes of it."""

import numpy as np

from ssrsim.compiled import inlined, part, phase, words_of_block
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
from ssrsim.phases.blocks import end_of_block
from ssrsim.world.streams import ENCOUNTER, four_uniforms
from ssrsim.world.world import EFFECT

float32 = np.float32
int64 = np.int64
uint32 = np.uint32
uint64 = np.uint64

COMMUNITY = EFFECT["community"]
POLICE, ARMY = 1, 2  # codes of civilians.contact
REMEMBERED = 11  # months before the running one
GOOD, NEGLECT, BRIBE, ABUSE = 1, 2, 3, 4  # codes of civilians.outcome


@phase
def encounter(world, month, first, last):
    """Civilians: who meets which officer, what comes of it, and what of the last year they remember.

    At the settlement the eleven months before are lived through too, or else the share of people who paid a bribe
    within a year would rise for a year although nothing changes.
    """
    civilians = world.civilians
    months_before = REMEMBERED if month == 0 else 0
    meets = words_of_block()
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_block(civilians.district, begin, end)
        place = _chances_of_place(world, civilians.district[begin])
        for ago in range(months_before, -1, -1):
            _see_who_meets(world, month, ago, place, begin, until, meets)
            for row in range(begin, until):
                if meets[row - begin] == 1:  # one in twenty
                    _meet_officer(world, month, ago, place, row)
            _remember(civilians, begin, until)
        begin = until


@part
def _chances_of_place(world, district):
    """What the chances of an encounter of everybody in a district have in common, as `_thresholds` takes it.

    Provision by others, crime, reporting; then the chances to be stopped, to meet the army and to be visited.
    """
    districts, units = world.districts, world.units
    p = world.parameters[0]
    police, army = districts.police_unit[district], districts.army_unit[district]
    community = _community_policing(world, police)
    presence = presence_of(units.strength[police], units.target[police])
    patrols = presence_of(units.strength[army], units.target[army])
    return (
        districts.non_state_provision[district],
        districts.crime[district],
        reporting_factor(community, p),
        stop_chance(presence, community, p),
        p.contact_army * patrols * (0.3 + districts.insecurity[district]),
        visit_chance(presence, community, p),
    )


@part
def _community_policing(world, police):
    """How far a police unit works with people, 0 where the mechanism is off."""
    return world.local_effects[police, COMMUNITY] if world.mechanisms[0].community_policing == 1 else float32(0.0)


@inlined
def _thresholds(trust, place, p):
    """Somebody's chances added up: to seek help, or be stopped, or meet the army, or be visited."""
    non_state, crime, reporting, stop, patrol, visit = place
    helped = help_seeking_chance(trust, non_state, crime, reporting, p)
    stopped = helped + stop
    met_army = stopped + patrol
    return helped, stopped, met_army, met_army + visit


@inlined
def _luck(key, month, identity, ago):
    """Who is met, which officer, what comes of it, and whether it is good service; `ago` months before this one."""
    return four_uniforms(key, ENCOUNTER, month, identity, ago)


@part
def _see_who_meets(world, month, ago, place, first, last, meets):
    """meets: uint32[BLOCK], 1 for each row from `first` on that has an encounter; nobody has one yet."""
    civilians = world.civilians
    p = world.parameters[0]
    key = (world.key[0], world.key[1])
    for row in range(first, last):
        u, _, _, _ = _luck(key, month, civilians.id[row], ago)
        _, _, _, visited = _thresholds(civilians.trust_police[row], place, p)
        meets[row - first] = uint32(u < visited)
        civilians.contact[row] = 0
        civilians.officer[row] = -1
        civilians.outcome[row] = 0


@part
def _meet_officer(world, month, ago, place, row):
    """Which officer somebody meets, and what comes of it. Drawn anew: the same numbers, for the few who need them."""
    civilians, officers, units = world.civilians, world.officers, world.units
    p = world.parameters[0]
    switches = world.mechanisms[0]
    district = civilians.district[row]
    police = world.districts.police_unit[district]
    u, v, w, x = _luck(world.key, month, civilians.id[row], ago)
    helped, stopped, met_army, _ = _thresholds(civilians.trust_police[row], place, p)
    by_army = u >= stopped and u < met_army
    unit = world.districts.army_unit[district] if by_army else police
    if units.strength[unit] <= 0:
        return
    officer = int64(world.roster[units.first[unit] + int64(v * float32(units.rows[unit]))])
    # community policing softens half of the stops; who seeks help or is visited is not coerced
    coercive = u >= helped + 0.5 * _community_policing(world, police) * (stopped - helped) and u < met_army
    reached = answered_share(units.clearance[police]) if u < helped else float32(1.0)
    skill, equipment = officers.skill[officer], units.equipment[unit]
    armed = p.equipment_abuse if switches.equipment_abuse == 1 else float32(0.0)
    abuse = abuse_when_armed(officers.abuse[officer], equipment, world.nation.oversight[0], skill, armed)
    service = service_chance(skill, equipment) * reached
    outsider = switches.group_bias == 1 and officers.group[officer] != civilians.group[row]
    civilians.contact[row] = ARMY if by_army else POLICE
    civilians.officer[row] = officer
    civilians.outcome[row] = encounter_outcome(w, x, officers.bribery[officer], abuse, service, coercive, outsider, p)


@part
def _remember(civilians, first, last):
    """In which of the last twelve months people met the police, and paid them a bribe."""
    for row in range(first, last):
        met, paid = civilians.contact[row] == POLICE, civilians.outcome[row] == BRIBE
        civilians.contact_year[row] = remembered_year(civilians.contact_year[row], met)
        civilians.bribe_year[row] = remembered_year(civilians.bribe_year[row], met & paid)
