"""Month 0 of the people: who they are, whom they know, and what they feel where nothing has been reformed yet.

Everybody starts at rest: what a usual month of encounters in the district teaches leaves the mean of trust,
perceptions, grievance and fear where it is, so that a country drifts only where something changes.
"""

import numpy as np

from ssrsim.compiled import part, phase
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
from ssrsim.phases.civilians import service_of_state
from ssrsim.phases.settlement import evenly, starts
from ssrsim.world.columns_people import PEERS
from ssrsim.world.streams import SETTLEMENT_CIVILIAN, SETTLEMENT_PEERS, four_uniforms

float32 = np.float32
NEITHER = (float32(0.5), float32(0.5))  # performance and protection neither good nor bad
int32 = np.int32
int64 = np.int64


@phase
def settle_civilians(world, month, first, last):
    """Civilians: dispositions evenly spread over their stratum; trust as it goes with performance and corruption."""
    civilians = world.civilians
    nation = world.nation[0]
    p = world.parameters[0]
    usual = state_performance(nation.insecurity, nation.livelihood, nation.justice, 0.0)
    usual_norm = bribe_norm(nation.corruption_at_start)
    heard = _heard(world)
    counts = float32(world.mechanisms[0].performance)
    for row in range(first, last):
        place = civilians.place[row]
        district = civilians.district[row]
        a, b, c, d = starts(world.key, SETTLEMENT_CIVILIAN, world.strata.id[civilians.stratum[row]])
        shift = nation.mean_exclusion - world.groups.exclusion[civilians.group[row]]
        insecurity = world.districts.insecurity[district]
        well_off = normal_quantile(evenly(b, place, 1))
        livelihood = spread_share(nation.livelihood, p.livelihood_spread, well_off, 0.5 * shift)
        norm = world.units.norm[world.districts.police_unit[district]]
        outlook = clipped(p.outlook_spread * normal_quantile(evenly(d, place, 3)), -0.5, 0.5)
        performs = state_performance(insecurity, livelihood, world.districts.justice[district], outlook)
        safer = 0.7 * (nation.insecurity - insecurity)  # the part of `protection` that differs before any reform
        # what the local norm adds to how corrupt the police seem, seen with the encounters of a usual month
        good, _, bribed, _, _, _, _, _ = _usual_month(world, row, nation.trust_police_at_start)
        seem = perceived_corruption_at_rest(norm, heard * bribed, heard * good, p)
        seem_elsewhere = perceived_corruption_at_rest(usual_norm, heard * bribed * usual_norm / norm, heard * good, p)
        here = counts * p.trust_performance * (performs - usual) - p.trust_corruption * (seem - seem_elsewhere)
        trusting = normal_quantile(evenly(a, place, 0))
        civilians.woman[row] = 1 if evenly(c, place, 2) < 0.5 else 0
        civilians.outlook[row] = outlook
        civilians.livelihood[row] = livelihood
        civilians.livelihood_trait[row] = settled_livelihood_trait(livelihood, insecurity)
        civilians.trust_police[row] = spread_share(nation.trust_police_at_start, p.trust_spread, trusting, shift + here)
        civilians.trust_army[row] = spread_share(
            nation.trust_army_at_start, p.trust_spread, trusting, shift + counts * p.trust_performance * safer
        )


@phase
def settle_feelings(world, month, first, last):
    """Civilians: perceptions, lasting traits, memories, grievance and fear at rest in the district as it is."""
    civilians = world.civilians
    districts = world.districts
    p = world.parameters[0]
    heard = _heard(world)
    ratio = p.trust_ratio if world.mechanisms[0].asymmetry == 1 else float32(1.0)
    elsewhere = p.non_state_justice if world.mechanisms[0].non_state == 1 else float32(0.0)
    remembers = float32(world.mechanisms[0].victimisation)
    told = p.grievance_heard if world.mechanisms[0].abuse_heard == 1 else float32(0.0)
    known = remembers * (1.0 + told * float32(PEERS))  # own abuse and that of peers, who live as oneself does
    for row in range(first, last):
        district = civilians.district[row]
        insecurity = districts.insecurity[district]
        livelihood = civilians.livelihood[row]
        norm = world.units.norm[districts.police_unit[district]]
        good, neglected, bribed, abused, army_good, army_neglected, army_bribed, army_abused = _usual_month(
            world, row, civilians.trust_police[row]
        )
        performs = state_performance(insecurity, livelihood, districts.justice[district], civilians.outlook[row])
        protects = protection(insecurity, world.units.capability[districts.army_unit[district]])
        performance = perception_at_rest(performs, heard * good, heard * neglected, p)
        protected = perception_at_rest(protects, heard * army_good, heard * army_neglected, p)
        corruption = perceived_corruption_at_rest(norm, heard * bribed, heard * good, p)
        bad, army_bad = heard * (bribed + abused), heard * (army_bribed + army_abused)
        felt, guarded = (performance, protected) if world.mechanisms[0].performance == 1 else NEITHER
        trait = settled_trust_trait(civilians.trust_police[row], felt, corruption, heard * good, bad, ratio, p)
        trait_army = settled_trust_trait(civilians.trust_army[row], guarded, 0.5, heard * army_good, army_bad, ratio, p)
        civilians.perceived_corruption[row] = corruption
        civilians.perceived_performance[row] = performance
        civilians.perceived_protection[row] = protected
        civilians.trust_trait[row] = clipped(trait, -8.0, 8.0)
        civilians.trust_trait_army[row] = clipped(trait_army, -8.0, 8.0)
        justice = justice_received(districts.justice[district], districts.non_state_provision[district], elsewhere)
        memory = memory_at_rest(clipped(known * (abused + army_abused), 0.0, 1.0), p)
        civilians.victimisation[row] = memory
        exclusion = world.groups.exclusion[civilians.group[row]]
        civilians.grievance[row] = grievance_at_rest(livelihood, exclusion, memory, justice)
        civilians.fear[row] = fear_at_rest(insecurity, districts.crime[district], memory)


@part
def _heard(world):
    """What a usual encounter counts for in a month: one's own and, where people talk, those of six peers."""
    talk = world.parameters[0].peer_weight if world.mechanisms[0].peer_talk == 1 else float32(0.0)
    return 1.0 + talk * float32(PEERS)


@part
def _usual_month(world, row, trust):
    """Good service, neglect, bribes and abuses that a person expects in a month, by police and then by soldiers."""
    civilians = world.civilians
    districts = world.districts
    units = world.units
    p = world.parameters[0]
    district = civilians.district[row]
    police, army = districts.police_unit[district], districts.army_unit[district]
    presence = presence_of(units.strength[police], units.target[police])
    patrols = presence_of(units.strength[army], units.target[army])
    helped = help_seeking_chance(trust, districts.non_state_provision[district], districts.crime[district], 1.0, p)
    stopped = stop_chance(presence, 0.0, p)
    met = helped + stopped
    met_army = p.contact_army * patrols * (0.3 + districts.insecurity[district])
    skill, army_skill = world.nation[0].police_skill_at_start, world.nation[0].army_skill_at_start
    biased = float32(world.mechanisms[0].group_bias)
    outsiders = biased * (1.0 - world.groups.representation[civilians.group[row]])
    coercion = (UNFORCED * helped + stopped) / met if met > 0.0 else float32(0.0)
    reached = (answered_share(units.clearance[police]) * helped + stopped) / met if met > 0.0 else float32(1.0)
    good, neglected, bribed, abused = _usual_outcome(world, police, skill, coercion, reached, outsiders)
    well, ill, taken, hurt = _usual_outcome(world, army, army_skill, 1.0, 1.0, outsiders)
    return (met * good, met * neglected, met * bribed, met * abused,
            met_army * well, met_army * ill, met_army * taken, met_army * hurt)  # fmt: skip


@part
def _usual_outcome(world, unit, skill, coercion, reached, outsiders):
    """Chances of good service, neglect, bribe and abuse in a contact with the mean officer of a unit at rest."""
    p = world.parameters[0]
    units = world.units
    weight = p.equipment_abuse if world.mechanisms[0].equipment_abuse == 1 else float32(0.0)
    abuse = abuse_when_armed(units.abuse_norm[unit], units.equipment[unit], world.nation[0].oversight, skill, weight)
    abused, bribed = misconduct_chances(units.norm[unit], abuse, coercion, 1.0, p)
    abused_outside, bribed_outside = misconduct_chances(units.norm[unit], abuse, coercion, p.group_bias, p)
    abused += outsiders * (abused_outside - abused)
    bribed += outsiders * (bribed_outside - bribed)
    served = clipped(service_chance(skill, units.equipment[unit]) * reached, 0.0, 1.0)
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


@phase
def settle_peers(world, month, first, last):
    """Civilians: a small world.

    Neighbours in the own stratum, one tie in ten anywhere. Written as ids = canonical rows.
    """
    civilians = world.civilians
    n = civilians.id.shape[0]
    for row in range(first, last):
        identity = int64(civilians.id[row])
        place = int64(civilians.place[row])
        rows = int64(world.strata.rows[civilians.stratum[row]])
        start = identity - place
        for k in range(PEERS):
            u, v, _, _ = four_uniforms(world.key, SETTLEMENT_PEERS, k, identity, 0)
            offset = k - 3 if k < 3 else k - 2  # -3, -2, -1, 1, 2, 3
            near = start + (place + offset + 3 * rows) % rows
            far = int64(v * float32(n))
            peer = near if u >= 0.1 else far
            civilians.peers[row, k] = int32(peer if peer < n else n - 1)
