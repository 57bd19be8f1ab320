"""Phase 9: clashes, deaths, flight, insecurity and control."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.conflict import (
    clash_rate,
    deterrence_share,
    felt_threat,
    flight_chance,
    updated_insecurity,
    updated_state_control,
)
from ssrsim.equations.crime import updated_crime
from ssrsim.equations.money import portion, share_of, unfixed
from ssrsim.equations.portable import clipped, saturating
from ssrsim.equations.quantiles import binomial_quantile, negative_binomial_quantile, poisson_quantile
from ssrsim.phases.leaders import grow_weary
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.streams import CLASH, FLIGHT, four_uniforms, one_uniform
from ssrsim.world.world import EFFECT, EFFECTIVE, log_event, move_people

float32 = np.float32
int64 = np.int64

WARNING = EFFECT["warning"]
EVENT_CLASH, CAUSE_ACTIVE = KIND["clash"], CAUSE["active_faction"]
CRIMINAL_RULE = float32(0.6)  # strength of criminal groups above which they rule a district


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
        informed = clipped(districts.information[district] + 0.3 * warned, 0.0, 1.0)
        deterred = deterrence_share(state, informed, districts.mission_deterrence[district], p)
        deterred = deterred if world.mechanisms[0].deterrence == 1 else 0.0
        fighters = float32(world.strata.people[fronts.stratum[row]])
        active = world.armed_groups.active[fronts.faction[row]]
        rate = clash_rate(fighters, float32(fronts.clashes[row]), deterred, active, p)
        clashes = poisson_quantile(rate, u)
        fronts.clash_rate[row] = clipped(rate, 0.0, 1000.0)
        fronts.clashes[row] = clashes
        fronts.deaths[row] = negative_binomial_quantile(p.deaths_per_clash * float32(clashes), p.death_dispersion, v)


@phase
def bury_the_dead(world, month, first, last):
    """Nation: the dead leave the strata and units they belonged to; nobody dies twice."""
    nation = world.nation[0]
    districts = world.districts
    nation.deaths = nation.clashes = 0
    for row in range(districts.shape[0]):
        districts.deaths[row] = districts.clashes[row] = 0
    for row in range(world.units.shape[0]):
        world.units.killed[row] = 0
    for row in range(world.fronts.shape[0]):
        if world.fronts.clashes[row] > 0:
            district = world.fronts.district[row]
            dead = _bury(world, row, world.fronts.deaths[row])
            districts.deaths[district] += dead
            districts.clashes[district] += world.fronts.clashes[row]
            nation.clashes += world.fronts.clashes[row]
            nation.deaths += dead
            if dead > 0:
                log_event(
                    world.nation,
                    world.events,
                    month,
                    EVENT_CLASH,
                    district,
                    world.fronts.faction[row],
                    CAUSE_ACTIVE,
                    dead,
                )
    nation.dead += nation.deaths
    grow_weary(world.nation, world.parameters[0])


@part
def _bury(world, front, deaths):
    """Split deaths over fighters (40 %), the army unit (30 %) and civilians (the rest).

    Returns how many there were to die.
    """
    strata = world.strata
    stratum = world.fronts.stratum[front]
    unit = world.districts.army_unit[world.fronts.district[front]]
    home = strata.home[stratum]
    of_fighters = _at_most(portion(deaths, 0.4), strata.people[stratum])
    of_forces = _at_most(portion(deaths, 0.3), world.units.strength[unit])
    of_civilians = _at_most(deaths - of_fighters - of_forces, strata.people[home])
    strata.people[stratum] -= of_fighters
    world.units.strength[unit] -= of_forces
    world.units.killed[unit] += of_forces
    strata.people[home] -= of_civilians
    return of_fighters + of_forces + of_civilians


@part
def _at_most(number, limit):
    return number if number < limit else limit


@phase
def decide_to_flee(world, month, first, last):
    """Strata of civilians: how many flee their district."""
    strata = world.strata
    p = world.parameters[0]
    for row in range(first, last):
        strata.fleeing[row] = 0
        if strata.stage[row] == 0 and world.mechanisms[0].displacement == 1:
            chance = flight_chance(world.districts.insecurity[strata.district[row]], p)
            strata.fleeing[row] = binomial_quantile(
                strata.people[row], chance, one_uniform(world.key, FLIGHT, month, strata.id[row])
            )


@phase
def flee(world, month, first, last):
    """Nation: those who flee go to a safer district where people of their group live, more to where many do."""
    strata = world.strata
    districts = world.districts
    nation = world.nation[0]
    nation.fled = 0
    for row in range(districts.shape[0]):
        districts.fled[row] = 0
    for row in range(strata.shape[0]):
        if strata.fleeing[row] > 0:
            _, u, _, _ = four_uniforms(world.key, FLIGHT, month, strata.id[row], 0)
            refuge = _refuge(strata, districts.insecurity, row, u)
            fled = move_people(strata, row, refuge, strata.fleeing[row])
            districts.fled[strata.district[row]] += fled
            nation.fled += fled


@part
def _refuge(strata, insecurity, origin, u):
    """A stratum of civilians of the same group in a safer district, drawn by where their people live; -1 for none."""
    kin = int64(0)
    for row in range(strata.shape[0]):
        if _is_refuge(strata, insecurity, row, origin):
            kin += strata.people[row]
    wanted = portion(kin, u)
    for row in range(strata.shape[0]):
        if _is_refuge(strata, insecurity, row, origin):
            wanted -= strata.people[row]
            if wanted < 0:
                return row
    return -1


@part
def _is_refuge(strata, insecurity, row, origin):
    same = strata.stage[row] == 0 and strata.group[row] == strata.group[origin]
    return same and insecurity[strata.district[row]] < insecurity[strata.district[origin]]


@phase
def settle_districts(world, month, first, last):
    """Districts: crime, information, insecurity and state control after this month's violence."""
    districts = world.districts
    units = world.units
    p = world.parameters[0]
    for row in range(first, last):
        police = districts.police_unit[row]
        army = districts.army_unit[row]
        people = districts.people[row]
        capability = 0.6 * units.capability[police] + 0.4 * units.capability[army]
        livelihood = unfixed(districts.livelihood_total[row], people)
        idle = share_of(_idle_fighters(world, row), people)
        if world.mechanisms[0].crime == 1:
            districts.crime[row] = updated_crime(
                districts.crime[row], livelihood, districts.resource_rent[row], units.capability[police],
                units.norm[police], idle, p,
            )  # fmt: skip
        # expected informants, not counted ones: a count of a rare act in a small sample would bias what saturates
        informants = unfixed(districts.cooperative_total[row], people)
        districts.information[row] = saturating(informants, p.information_half)
        per_100k = 100000.0 * share_of(districts.deaths[row], people)
        insecurity = updated_insecurity(districts.insecurity[row], per_100k, districts.crime[row], p)
        districts.insecurity[row] = clipped(insecurity, 0.0, 1.0)
        districts.state_control[row] = updated_state_control(
            districts.state_control[row], capability, districts.information[row], districts.mission_presence[row],
            districts.remoteness[row], districts.non_state_provision[row], insecurity, p,
        )  # fmt: skip


@part
def _idle_fighters(world, district):
    """Former fighters of a district who are not reintegrated."""
    idle = int64(0)
    for row in range(world.strata.shape[0]):
        if world.strata.district[row] == district and world.strata.stage[row] == 2:
            idle += world.strata.people[row]
    return idle


@phase
def sum_up_districts(world, month, first, last):
    """Nation: means over people of what districts and civilians are like, and the threat that the regime feels."""
    nation = world.nation[0]
    districts = world.districts
    people = contacts = bribes = trust = livelihood = ruled = protesting = int64(0)
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
        ruled += districts.people[row] if districts.crime[row] > CRIMINAL_RULE else int64(0)
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
