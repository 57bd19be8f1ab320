"""Month 0 of the people: who they are, whom they know, and what they feel where nothing has been reformed yet.

Everybody starts at rest: what a usual month of encounters in the district teaches leaves the mean of trust,
perceptions, grievance and fear where it is, so that a country drifts only where something changes.
"""

import numpy as np

from ssrsim.compiled import inlined, masked_phase, part, phase
from ssrsim.equations.forces import presence_of
from ssrsim.equations.grievance import fear_at_rest, grievance_at_rest, justice_received, memory_at_rest
from ssrsim.equations.money import unfixed
from ssrsim.equations.monitoring import bribe_norm
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import normal_quantile
from ssrsim.equations.settlement import settled_livelihood_trait, settled_trust_trait, spread_share
from ssrsim.equations.trust import (
    UNFORCED,
    abuse_when_armed,
    answered_share,
    help_seeking_chance,
    misconduct_chances,
    perceived_corruption_at_rest,
    perception_at_rest,
    protection,
    service_chance,
    state_performance,
    stop_chance,
)
from ssrsim.phases.blocks import end_of_block
from ssrsim.phases.civilians import service_of_state
from ssrsim.phases.settlement import evenly, starts
from ssrsim.world.columns_people import PEERS
from ssrsim.world.streams import SETTLEMENT_CIVILIAN

float32 = np.float32
int64 = np.int64
int8 = np.int8
uint64 = np.uint64

ABUSED = 3  # of what is expected of a month: good service, neglect, bribes, abuses


@masked_phase
def settle_civilians(world, month, first, last):
    """Civilians: dispositions evenly spread over their stratum; trust as it goes with performance and corruption."""
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_block(world.civilians.stratum, begin, end)
        stratum = world.civilians.stratum[begin]
        a, b, c, d = starts(world.key, SETTLEMENT_CIVILIAN, world.strata.id[stratum])
        _spread_livelihood(world, stratum, b, begin, until)
        _spread_outlook(world, c, d, begin, until)
        _spread_trust(world, stratum, a, begin, until)
        begin = until


@part
def _spread_livelihood(world, stratum, start, first, last):
    """How well people of one stratum live, and their lasting chances in life."""
    civilians, p = world.civilians, world.parameters[0]
    mean = world.nation.livelihood[0]
    shift = 0.5 * _favoured(world, stratum)
    insecurity = world.districts.insecurity[world.strata.district[stratum]]
    for row in range(first, last):
        well_off = normal_quantile(evenly(start, civilians.place[row], 1))
        livelihood = spread_share(mean, p.livelihood_spread, well_off, shift)
        civilians.livelihood[row] = livelihood
        civilians.livelihood_trait[row] = settled_livelihood_trait(livelihood, insecurity)


@part
def _spread_outlook(world, start_of_sexes, start, first, last):
    """Who is a woman, and how people lean in judging how the state performs."""
    civilians, p = world.civilians, world.parameters[0]
    for row in range(first, last):
        place = civilians.place[row]
        civilians.woman[row] = int8(evenly(start_of_sexes, place, 2) < 0.5)
        civilians.outlook[row] = clipped(p.outlook_spread * normal_quantile(evenly(start, place, 3)), -0.5, 0.5)


@part
def _spread_trust(world, stratum, start, first, last):
    """Trust in police and army: higher where the state performs and the police are clean, against the whole country."""
    civilians, nation, p = world.civilians, world.nation[0], world.parameters[0]
    district = world.strata.district[stratum]
    insecurity, justice = world.districts.insecurity[district], world.districts.justice[district]
    shift = _favoured(world, stratum)
    counts = float32(world.mechanisms[0].performance)
    usual = state_performance(nation.insecurity, nation.livelihood, nation.justice, 0.0)
    seems = p.trust_corruption * _corruption_of_the_place(world, stratum)
    safer = 0.7 * (nation.insecurity - insecurity)  # the part of `protection` that differs before any reform
    shift_army = shift + counts * p.trust_performance * safer
    mean, mean_army = nation.trust_police_at_start, nation.trust_army_at_start
    for row in range(first, last):
        performs = state_performance(insecurity, civilians.livelihood[row], justice, civilians.outlook[row])
        here = counts * p.trust_performance * (performs - usual) - seems
        trusting = normal_quantile(evenly(start, civilians.place[row], 0))
        civilians.trust_police[row] = spread_share(mean, p.trust_spread, trusting, shift + here)
        civilians.trust_army[row] = spread_share(mean_army, p.trust_spread, trusting, shift_army)


@part
def _favoured(world, stratum):
    """How much less excluded a stratum is than people are on average."""
    return world.nation.mean_exclusion[0] - world.groups.exclusion[world.strata.group[stratum]]


@part
def _corruption_of_the_place(world, stratum):
    """What the local norm adds to how corrupt the police seem, seen with the encounters of a usual month."""
    nation, p = world.nation[0], world.parameters[0]
    heard = _heard(world)
    norm = world.units.norm[world.districts.police_unit[world.strata.district[stratum]]]
    usual_norm = bribe_norm(nation.corruption_at_start)
    good, _, bribed, _ = _usual_month(nation.trust_police_at_start, _usual_police(world, stratum), p)
    seem = perceived_corruption_at_rest(norm, heard * bribed, heard * good, p)
    return seem - perceived_corruption_at_rest(usual_norm, heard * bribed * usual_norm / norm, heard * good, p)


@masked_phase
def settle_feelings(world, month, first, last):
    """Civilians: perceptions, lasting traits, memories, grievance and fear at rest in the district as it is."""
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_block(world.civilians.stratum, begin, end)
        stratum = world.civilians.stratum[begin]
        army = _usual_army(world, stratum)
        _rest_with_police(world, stratum, army[ABUSED], begin, until)
        _rest_with_army(world, stratum, army, begin, until)
        _rest_in_place(world, stratum, begin, until)
        begin = until


@part
def _rest_with_police(world, stratum, army_abused, first, last):
    """Perceptions and the lasting trait with which trust in the police is at rest, and the memory of abuse."""
    civilians, p = world.civilians, world.parameters[0]
    district = world.strata.district[stratum]
    insecurity, justice = world.districts.insecurity[district], world.districts.justice[district]
    norm = world.units.norm[world.districts.police_unit[district]]
    place = _usual_police(world, stratum)
    heard = _heard(world)
    ratio = p.trust_ratio if world.mechanisms[0].asymmetry == 1 else float32(1.0)
    judged = world.mechanisms[0].performance == 1
    told = p.grievance_heard if world.mechanisms[0].abuse_heard == 1 else float32(0.0)
    # own abuse and that of peers, who live as oneself does
    known = float32(world.mechanisms[0].victimisation) * (1.0 + told * float32(PEERS))
    for row in range(first, last):
        trust = civilians.trust_police[row]
        good, neglected, bribed, abused = _usual_month(trust, place, p)
        performs = state_performance(insecurity, civilians.livelihood[row], justice, civilians.outlook[row])
        performance = perception_at_rest(performs, heard * good, heard * neglected, p)
        corruption = perceived_corruption_at_rest(norm, heard * bribed, heard * good, p)
        felt = performance if judged else float32(0.5)
        trait = settled_trust_trait(trust, felt, corruption, heard * good, heard * (bribed + abused), ratio, p)
        civilians.perceived_corruption[row] = corruption
        civilians.perceived_performance[row] = performance
        civilians.trust_trait[row] = clipped(trait, -8.0, 8.0)
        civilians.victimisation[row] = memory_at_rest(clipped(known * (abused + army_abused), 0.0, 1.0), p)


@part
def _rest_with_army(world, stratum, army, first, last):
    """The perception, the same for all of a stratum, and the lasting trait with which trust in the army is at rest."""
    civilians, p = world.civilians, world.parameters[0]
    district = world.strata.district[stratum]
    good, neglected, bribed, abused = army
    heard = _heard(world)
    capability = world.units.capability[world.districts.army_unit[district]]
    protects = protection(world.districts.insecurity[district], capability)
    protected = perception_at_rest(protects, heard * good, heard * neglected, p)
    ratio = p.trust_ratio if world.mechanisms[0].asymmetry == 1 else float32(1.0)
    guarded = protected if world.mechanisms[0].performance == 1 else float32(0.5)
    bad = heard * (bribed + abused)
    for row in range(first, last):
        trait = settled_trust_trait(civilians.trust_army[row], guarded, 0.5, heard * good, bad, ratio, p)
        civilians.perceived_protection[row] = protected
        civilians.trust_trait_army[row] = clipped(trait, -8.0, 8.0)


@part
def _rest_in_place(world, stratum, first, last):
    """Grievance and fear at rest with how people live and what they remember."""
    civilians, districts = world.civilians, world.districts
    district = world.strata.district[stratum]
    insecurity, crime = districts.insecurity[district], districts.crime[district]
    exclusion = world.groups.exclusion[world.strata.group[stratum]]
    elsewhere = world.parameters[0].non_state_justice if world.mechanisms[0].non_state == 1 else float32(0.0)
    justice = justice_received(districts.justice[district], districts.non_state_provision[district], elsewhere)
    for row in range(first, last):
        memory = civilians.victimisation[row]
        civilians.grievance[row] = grievance_at_rest(civilians.livelihood[row], exclusion, memory, justice)
        civilians.fear[row] = fear_at_rest(insecurity, crime, memory)


@part
def _heard(world):
    """What a usual encounter counts for in a month: one's own and, where people talk, those of six peers."""
    talk = world.parameters[0].peer_weight if world.mechanisms[0].peer_talk == 1 else float32(0.0)
    return 1.0 + talk * float32(PEERS)


@part
def _usual_police(world, stratum):
    """What encounters with the police have in common for a stratum in a usual month, as `_usual_month` takes it.

    Provision by others, crime, the chance to be stopped, the share of calls that are answered; then the mean officer.
    """
    districts, units = world.districts, world.units
    district = world.strata.district[stratum]
    police = districts.police_unit[district]
    stopped = stop_chance(presence_of(units.strength[police], units.target[police]), 0.0, world.parameters[0])
    officer = _mean_officer(world, stratum, police, world.nation[0].police_skill_at_start)
    answered = answered_share(units.clearance[police])
    return districts.non_state_provision[district], districts.crime[district], stopped, answered, officer


@inlined
def _usual_month(trust, place, p):
    """Good service, neglect, bribes and abuses that somebody expects of the police in a month."""
    non_state, crime, stopped, answered, officer = place
    helped = help_seeking_chance(trust, non_state, crime, 1.0, p)
    met = helped + stopped
    coercion = (UNFORCED * helped + stopped) / met if met > 0.0 else float32(0.0)
    reached = (answered * helped + stopped) / met if met > 0.0 else float32(1.0)
    good, neglected, bribed, abused = _usual_outcome(officer, coercion, reached, p)
    return met * good, met * neglected, met * bribed, met * abused


@part
def _usual_army(world, stratum):
    """Good service, neglect, bribes and abuses that somebody of a stratum expects of soldiers in a month."""
    districts, units, p = world.districts, world.units, world.parameters[0]
    district = world.strata.district[stratum]
    army = districts.army_unit[district]
    patrols = presence_of(units.strength[army], units.target[army])
    met = p.contact_army * patrols * (0.3 + districts.insecurity[district])
    officer = _mean_officer(world, stratum, army, world.nation[0].army_skill_at_start)
    good, neglected, bribed, abused = _usual_outcome(officer, 1.0, 1.0, p)
    return met * good, met * neglected, met * bribed, met * abused


@part
def _mean_officer(world, stratum, unit, skill):
    """The mean officer of a unit at rest, to people of a stratum: norm of bribes, abuse, service, outsiders' share."""
    units = world.units
    weight = world.parameters[0].equipment_abuse if world.mechanisms[0].equipment_abuse == 1 else float32(0.0)
    abuse = abuse_when_armed(units.abuse_norm[unit], units.equipment[unit], world.nation[0].oversight, skill, weight)
    biased = float32(world.mechanisms[0].group_bias)
    outsiders = biased * (1.0 - world.groups.representation[world.strata.group[stratum]])
    return units.norm[unit], abuse, service_chance(skill, units.equipment[unit]), outsiders


@inlined
def _usual_outcome(officer, coercion, reached, p):
    """Chances of good service, neglect, bribe and abuse in a contact with this mean officer."""
    norm, abuse, service, outsiders = officer
    abused, bribed = misconduct_chances(norm, abuse, coercion, 1.0, p)
    abused_outside, bribed_outside = misconduct_chances(norm, abuse, coercion, p.group_bias, p)
    abused = abused + outsiders * (abused_outside - abused)
    bribed = bribed + outsiders * (bribed_outside - bribed)
    served = clipped(service * reached, 0.0, 1.0)
    rest = 1.0 - abused - bribed
    return rest * served, rest * (1.0 - served), bribed, abused


@phase
def note_the_start(world, month, first, last):
    """Nation and districts: the protest and the service of the state that everybody is used to."""
    districts = world.districts
    people = protesting = int64(0)
    for row in range(districts.shape[0]):
        people += districts.people[row]
        protesting += districts.protesting_total[row]
        districts.state_service_at_start[row] = service_of_state(world, row)
    world.nation[0].protest_at_start = clipped(unfixed(protesting, people), 0.0, 1.0)
