"""Phase 9: clashes, deaths, insecurity and control."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.conflict import (
    carried_control,
    clash_rate,
    clash_severity,
    deterrence_share,
    eroded_control,
    felt_threat,
    mean_severity,
    updated_insecurity,
    updated_state_control,
)
from ssrsim.equations.crime import is_ruled
from ssrsim.equations.forces import policing, standing_in
from ssrsim.equations.money import portion, share_of, unfixed
from ssrsim.equations.portable import clipped, relaxed, saturating
from ssrsim.equations.quantiles import poisson_quantile
from ssrsim.equations.shocks import met_in_part
from ssrsim.phases.camps import reaching
from ssrsim.phases.leaders import grow_weary
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.streams import CLASH, four_uniforms
from ssrsim.world.world import EFFECT, EFFECTIVE, log_event

float32 = np.float32
int64 = np.int64

WARNING = EFFECT["warning"]
EVENT_CLASH, CAUSE_EARLIER = KIND["clash"], CAUSE["earlier_clash"]
CAUSE_ACTIVE, CAUSE_SPOILING = CAUSE["active_faction"], CAUSE["spoiling_commander"]
EVENT_RULE, EVENT_RULE_ENDED = KIND["criminal_rule"], KIND["criminal_rule_ended"]
CRIME_ROSE, CRIME_FELL = CAUSE["crime_rose"], CAUSE["crime_fell"]
CONTROL_LOST, CONTROL_REGAINED = CAUSE["control_lost"], CAUSE["control_regained"]


@phase
def clash(world, month, first, last):
    """Fronts (faction x district): clashes this month and the deaths in them, heavy-tailed."""
    fronts = world.fronts
    districts = world.districts
    p = world.parameters[0]
    warned = world.effects[EFFECTIVE, WARNING] if world.mechanisms[0].early_warning == 1 else float32(0.0)
    for row in range(first, last):
        district = fronts.district[row]
        u, v, _, _ = four_uniforms(world.key, CLASH, month, fronts.id[row], 0)
        state = 0.5 * (world.units.capability[districts.army_unit[district]]
                       + world.units.capability[districts.police_unit[district]])  # fmt: skip
        able = met_in_part(state, districts.unprepared_army[district])
        informed = clipped(districts.information[district] + 0.3 * warned, 0.0, 1.0)
        deterred = deterrence_share(able, informed, districts.mission_deterrence[district], p)
        deterred = deterred if world.mechanisms[0].deterrence == 1 else float32(0.0)
        faction = fronts.faction[row]
        deterred = reaching(world, faction, deterred)  # raids from across the border meet nobody who deters them
        at_war = world.armed_groups.active[faction] == 1
        # a commander who fights on his own has those men alone who follow him
        here = men_at_war(world.strata, fronts, row, at_war)
        under_command = world.armed_groups.fighters[faction] if at_war else here
        fights = 1 if here > 0 else 0
        men = float32(under_command)
        rate = clash_rate(men, share_of(here, under_command), float32(fronts.clashes[row]), deterred, fights, p)
        clashes = poisson_quantile(rate, u)
        mean = mean_severity(men, p)
        severity = float32(clashes) * mean
        if world.mechanisms[0].heavy_tail == 1:
            severity = _severity(world.key, month, fronts.id[row], clashes, mean, p)
        fronts.clash_rate[row] = rate
        fronts.clashes[row] = clashes
        fronts.deaths[row] = poisson_quantile(severity, v)


@part
def men_at_war(strata, fronts, front, at_war):
    """Men of a front who fight: all, where the leader is at war, else those who follow a commander on his own."""
    men = strata.people[fronts.stratum[front]]
    defiant = fronts.defiant[front] if fronts.spoiling[front] == 1 else int64(0)
    return men if at_war or defiant > men else defiant


@part
def _severity(key, month, identity, clashes, mean, p):
    """Sum of the severities of so many clashes, one number of the stream for each."""
    severity = float32(0.0)
    for draw in range((clashes + 3) // 4):
        a, b, c, d = four_uniforms(key, CLASH, month, identity, draw + 1)
        left = clashes - 4 * draw
        severity += clash_severity(a, mean, p)
        severity += clash_severity(b, mean, p) if left > 1 else float32(0.0)
        severity += clash_severity(c, mean, p) if left > 2 else float32(0.0)
        severity += clash_severity(d, mean, p) if left > 3 else float32(0.0)
    return severity


@phase
def bury_the_dead(world, month, first, last):
    """Nation: the dead leave the strata and units they belonged to; nobody dies twice."""
    nation = world.nation[0]
    districts = world.districts
    fronts = world.fronts
    nation.deaths = nation.clashes = nation.deaths_fighters = nation.deaths_forces = nation.deaths_civilians = 0
    for row in range(districts.shape[0]):
        districts.deaths[row] = districts.clashes[row] = 0
    for row in range(world.units.shape[0]):
        world.units.killed[row] = 0
    for row in range(fronts.shape[0]):
        if fronts.clashes[row] > 0:
            district = int64(fronts.district[row])
            unit = districts.army_unit[district]
            stratum = fronts.stratum[row]
            of_fighters, of_forces, of_civilians = _bury(
                world.strata, world.units, stratum, unit, fronts.deaths[row], districts.exposed[district]
            )
            dead = of_fighters + of_forces + of_civilians
            nation.deaths_fighters += of_fighters
            nation.deaths_forces += of_forces
            nation.deaths_civilians += of_civilians
            districts.deaths[district] += dead
            districts.clashes[district] += fronts.clashes[row]
            nation.clashes += fronts.clashes[row]
            nation.deaths += dead
            if dead > 0:
                faction = int64(fronts.faction[row])
                at_war = world.armed_groups.active[faction] == 1
                if fronts.spoiling[row] == 1 and not at_war:
                    fronts.defiant[row] -= at_most(of_fighters, fronts.defiant[row])
                cause = CAUSE_SPOILING if fronts.spoiling[row] == 1 else CAUSE_EARLIER
                cause = CAUSE_ACTIVE if at_war else cause
                log_event(world.nation, world.events, month, EVENT_CLASH, district, faction, cause, dead)
    nation.dead += nation.deaths
    grow_weary(world.nation, world.parameters[0])


@part
def _bury(strata, units, stratum, unit, deaths, exposed):
    """Split deaths over fighters (40 %), the army unit (30 %) and civilians (the rest, all where fully exposed).

    Returns how many of each there were to die.
    """
    home = strata.home[stratum]
    of_fighters = at_most(portion(deaths, 0.4 * (1.0 - exposed)), strata.people[stratum])
    of_forces = at_most(portion(deaths, 0.3 * (1.0 - exposed)), units.strength[unit])
    of_civilians = at_most(deaths - of_fighters - of_forces, strata.people[home])
    strata.people[stratum] -= of_fighters
    units.strength[unit] -= of_forces
    units.killed[unit] += of_forces
    strata.people[home] -= of_civilians
    return of_fighters, of_forces, of_civilians


@part
def at_most(number, limit):
    """The smaller of two whole numbers (int64): so many, as far as there are any."""
    return number if number < limit else limit


@phase
def settle_districts(world, month, first, last):
    """Districts: information, insecurity, state control and criminal rule after this month's violence and crime."""
    districts = world.districts
    p = world.parameters[0]
    for row in range(first, last):
        people = districts.people[row]
        districts.information[row] = informed_by_people(districts, row, p)
        per_100k = 100000.0 * share_of(districts.deaths[row] + districts.massacred[row], people)
        outside = p.disaster_insecurity * districts.disaster[row] + districts.exposed[row]
        insecurity = updated_insecurity(districts.insecurity[row], per_100k, districts.crime[row], outside, p)
        districts.insecurity[row] = clipped(insecurity, 0.0, 1.0)
        districts.aftermath[row] = relaxed(districts.aftermath[row], 0.0, p.insecurity_down)
        eroded = eroded_control(
            unfixed(districts.fear_total[row], people), districts.fear_at_start[row], districts.armed_per_1000[row],
            districts.armed_at_start[row], p,
        )  # fmt: skip
        eroded = eroded if world.mechanisms[0].armed_presence == 1 else float32(0.0)
        control = districts.state_control[row]
        carried = carried_here(world, row, eroded)
        districts.state_control[row] = updated_state_control(control, districts.control_at_rest[row], carried, p)
        _settle_rule(districts, row, control, p)
        _count_the_year(districts, world.recent_deaths, row, month, world.nation[0])


@part
def informed_by_people(districts, row, p):
    """What the forces of a district know, from expected informants.

    Never from counted ones: a count of a rare act in a small sample would bias what saturates.
    """
    return saturating(unfixed(districts.cooperative_total[row], districts.people[row]), p.information_half)


@part
def stand_in_for_police(world, row):
    """How far the soldiers of a district can do the work of police who are missing."""
    army = world.districts.army_unit[row]
    soldiers = 1000.0 * share_of(world.units.strength[army], world.districts.people[row])
    able = standing_in(world.units.capability[army], soldiers, world.parameters[0])
    return able if world.mechanisms[0].army_policing == 1 else float32(0.0)


@part
def carried_here(world, row, eroded):
    """What carries state control of a district now, less what erodes it, in logits."""
    districts = world.districts
    police = policing(world.units.capability[districts.police_unit[row]], stand_in_for_police(world, row))
    army = world.units.capability[districts.army_unit[row]]
    # that the fear of an ended war fades brings no state to anybody; new violence takes it away
    insecurity = clipped(districts.insecurity[row] - districts.aftermath[row], 0.0, 1.0)
    return carried_control(
        0.6 * police + 0.4 * army, districts.information[row], districts.mission_presence[row],
        districts.remoteness[row], districts.non_state_provision[row], insecurity, eroded,
    )  # fmt: skip


@part
def _settle_rule(districts, row, control_before, p):
    """Whether criminals govern a district now, and why that has just begun or ended."""
    before = districts.ruled[row]
    crime, control = districts.crime[row], districts.state_control[row]
    now = is_ruled(crime, control, before, p)
    districts.ruled[row] = now
    districts.rule_changed[row] = -1
    if now == 1 and before == 0:
        districts.rule_changed[row] = CRIME_ROSE if control_before < p.rule_control else CONTROL_LOST
    if now == 0 and before == 1:
        districts.rule_changed[row] = CONTROL_REGAINED if crime > p.rule_crime - 0.05 else CRIME_FELL


@part
def _count_the_year(districts, recent, row, month, nation):
    """Battle deaths of the running year in a district: since January, or in the last 12 months, as the coder counts."""
    recent[row, month % 12] = districts.deaths[row]
    months = int64(12) if nation.rolling_window == 1 else (nation.settlement_month - 1 + month) % 12 + 1
    total = int64(0)
    for back in range(months):
        total += recent[row, (month - back) % 12] if back < month else int64(0)
    districts.deaths_year[row] = total


@phase
def sum_up_districts(world, month, first, last):
    """Nation: means over people of what districts and civilians are like, and the threat that the regime feels."""
    nation = world.nation[0]
    districts = world.districts
    people = contacts = bribes = trust = livelihood = ruled = protesting = int64(0)
    members = homicides = guests = int64(0)
    insecurity, crime, control, non_state = float32(0.0), float32(0.0), float32(0.0), float32(0.0)
    for row in range(districts.shape[0]):
        people += districts.people[row]
        contacts += districts.contacts[row]
        bribes += districts.bribes[row]
        trust += districts.trust_police_total[row]
        livelihood += districts.livelihood_total[row]
        protesting += districts.protesting_total[row]
        weight = float32(districts.people[row])
        insecurity += weight * districts.insecurity[row]
        crime += weight * districts.crime[row]
        control += weight * districts.state_control[row]
        non_state += weight * districts.non_state_provision[row]
        ruled += districts.people[row] if districts.ruled[row] == 1 else int64(0)
        members += districts.gang_members[row]
        homicides += districts.homicides[row]
    for row in range(world.strata.shape[0]):
        guests += world.strata.guests[row]
    nation.gang_members, nation.homicides, nation.displaced = members, homicides, guests
    everybody = float32(people)
    nation.insecurity = clipped(insecurity / everybody, 0.0, 1.0)
    nation.crime = clipped(crime / everybody, 0.0, 1.0)
    nation.state_control = clipped(control / everybody, 0.0, 1.0)
    nation.non_state_provision = clipped(non_state / everybody, 0.0, 1.0)
    nation.criminal_share = share_of(ruled, people)
    nation.trust_police = clipped(unfixed(trust, people), 0.0, 1.0)
    nation.livelihood = clipped(unfixed(livelihood, people), 0.0, 1.0)
    nation.feel_safe = 1.0 - nation.insecurity
    nation.bribe_incidence = share_of(bribes, contacts)
    groups = world.armed_groups.shape[0]
    active = float32(nation.active_groups) / float32(groups) if groups > 0 else float32(0.0)
    # expected protesters, not counted ones: a count of a rare act in a small sample would bias what saturates
    nation.protest = clipped(unfixed(protesting, people), 0.0, 1.0)
    felt = nation.protest if world.mechanisms[0].protests == 1 else nation.protest_at_start
    nation.regime_threat = felt_threat(nation.insecurity, active, felt, nation.protest_at_start,
                                       world.parameters[0])  # fmt: skip


@phase
def log_criminal_rule(world, month, first, last):
    """Nation: a log of districts where criminals have begun or ceased to govern."""
    districts = world.districts
    for row in range(districts.shape[0]):
        if districts.rule_changed[row] >= 0:
            kind = EVENT_RULE if districts.ruled[row] == 1 else EVENT_RULE_ENDED
            cause = int64(districts.rule_changed[row])
            log_event(world.nation, world.events, month, kind, row, -1, cause, districts.people[row])
