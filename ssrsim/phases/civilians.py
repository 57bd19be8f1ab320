"""Phase 7: people meet particular officers, learn from it and from their peers, and act."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.grievance import (
    chosen_act,
    fear_at_rest,
    grievance_at_rest,
    recruitable_propensity,
    updated_livelihood,
    updated_victimisation,
)
from ssrsim.equations.money import equal_share, fixed
from ssrsim.equations.monitoring import remembered_year
from ssrsim.equations.oversight import report_chance
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.equations.trust import (
    encounter_outcome,
    help_seeking_chance,
    lived_through,
    state_performance,
    stop_chance,
    trust_anchor,
    updated_perceived_corruption,
    updated_trust,
)
from ssrsim.world.columns_people import PEERS
from ssrsim.world.streams import CHOICE, ENCOUNTER, four_uniforms
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int32 = np.int32
int64 = np.int64

COMMUNITY, COMPLAINTS = EFFECT["community"], EFFECT["complaints"]
POLICE, ARMY = 1, 2
GOOD, NEGLECT, BRIBE, ABUSE = 1, 2, 3, 4


@phase
def follow_strata(world, month, first, last):
    """Civilians: each row stands for its share of the real people in its stratum."""
    civilians = world.civilians
    strata = world.strata
    for row in range(first, last):
        stratum = civilians.stratum[row]
        share = equal_share(strata.people[stratum], strata.rows[stratum], int64(civilians.place[row]))
        civilians.weight[row] = int32(share)


@phase
def encounter(world, month, first, last):
    """Civilians: who meets which officer, and what comes of it."""
    civilians = world.civilians
    districts = world.districts
    units = world.units
    officers = world.officers
    p = world.parameters[0]
    community = world.effects[EFFECTIVE, COMMUNITY]
    for row in range(first, last):
        u, v, w, x = four_uniforms(world.key, ENCOUNTER, month, civilians.id[row], 0)
        district = civilians.district[row]
        police = districts.police_unit[district]
        army = districts.army_unit[district]
        presence = clipped(float32(units.strength[police]) / float32(units.target[police] + 1), 0.0, 2.0)
        helped = help_seeking_chance(civilians.trust_police[row], districts.non_state_provision[district], p)
        stopped = helped + stop_chance(presence, community, p)
        patrols = clipped(float32(units.strength[army]) / float32(units.target[army] + 1), 0.0, 2.0)
        met_army = stopped + p.contact_army * patrols * (0.3 + districts.insecurity[district])
        unit = police if u < stopped else army
        civilians.contact[row] = civilians.outcome[row] = 0
        civilians.officer[row] = -1
        if u < met_army and units.strength[unit] > 0:  # one in twenty
            officer = world.roster[units.first[unit] + int64(v * float32(units.rows[unit]))]
            outsider = officers.group[officer] != civilians.group[row]
            # community policing softens half of the stops
            coercive = u >= helped + 0.5 * community * (stopped - helped)
            civilians.contact[row] = POLICE if u < stopped else ARMY
            civilians.officer[row] = officer
            civilians.outcome[row] = encounter_outcome(
                w, x, officers.bribery[officer], officers.abuse[officer], officers.skill[officer], coercive, outsider, p
            )
        met, paid = civilians.contact[row] == POLICE, civilians.outcome[row] == BRIBE
        civilians.contact_year[row] = remembered_year(civilians.contact_year[row], met)
        civilians.bribe_year[row] = remembered_year(civilians.bribe_year[row], met and paid)


@phase
def learn(world, month, first, last):
    """Civilians: what own and peers' encounters, news and the state of the district teach. Facts travel, not trust."""
    civilians = world.civilians
    districts = world.districts
    nation = world.nation[0]
    p = world.parameters[0]
    talk = p.peer_weight if world.mechanisms[0].peer_talk == 1 else 0.0
    ratio = p.trust_ratio if world.mechanisms[0].asymmetry == 1 else 1.0
    scandal = p.scandal_bite * nation.new_scandal
    for row in range(first, last):
        district = civilians.district[row]
        good = bad = bribed = army_good = army_bad = float32(0.0)
        if civilians.outcome[row] > 0:
            good, bad, bribed, army_good, army_bad = lived_through(civilians.contact[row], civilians.outcome[row])
        for k in range(PEERS):
            peer = civilians.peers[row, k]
            if civilians.outcome[peer] > 0:  # most peers have met nobody this month
                theirs = lived_through(civilians.contact[peer], civilians.outcome[peer])
                good += talk * theirs[0]
                bad += talk * theirs[1]
                bribed += talk * theirs[2]
                army_good += talk * theirs[3]
                army_bad += talk * theirs[4]
        norm = world.units.norm[districts.police_unit[district]]
        corruption = updated_perceived_corruption(civilians.perceived_corruption[row], bribed, good, norm, p)
        performance = state_performance(
            districts.insecurity[district], civilians.livelihood[row], districts.justice[district]
        )
        anchor = trust_anchor(civilians.trust_trait[row], performance, corruption, nation.scandal, p)
        anchor_army = trust_anchor(civilians.trust_trait_army[row], performance, 0.5, 0.5 * nation.scandal, p)
        civilians.perceived_corruption[row] = corruption
        civilians.perceived_performance[row] = performance
        civilians.trust_police[row] = updated_trust(civilians.trust_police[row], anchor, good, bad + scandal, ratio, p)
        civilians.trust_army[row] = updated_trust(
            civilians.trust_army[row], anchor_army, army_good, army_bad + 0.5 * scandal, ratio, p
        )


@phase
def bear(world, month, first, last):
    """Civilians: how livelihood, memory of abuse, grievance and fear move on."""
    civilians = world.civilians
    nation = world.nation[0]
    p = world.parameters[0]
    for row in range(first, last):
        insecurity = world.districts.insecurity[civilians.district[row]]
        abused = float32(civilians.outcome[row] == ABUSE)
        memory = updated_victimisation(civilians.victimisation[row], abused, p)
        livelihood = updated_livelihood(
            civilians.livelihood[row], civilians.livelihood_trait[row], nation.economy, insecurity, p
        )
        civilians.victimisation[row] = memory
        civilians.livelihood[row] = livelihood
        exclusion = world.groups.exclusion[civilians.group[row]]
        removed = p.dismissal_grievance * world.strata.resentment[civilians.stratum[row]]
        justice = world.districts.justice[civilians.district[row]]
        target = clipped(removed + grievance_at_rest(livelihood, exclusion, memory, justice), 0.0, 1.0)
        civilians.grievance[row] = relaxed(civilians.grievance[row], target, p.grievance_rate)
        civilians.fear[row] = relaxed(civilians.fear[row], fear_at_rest(insecurity, memory), p.fear_rate)


@phase
def choose(world, month, first, last):
    """Civilians: give information, protest, complain; how ready they would be to join an armed group."""
    civilians = world.civilians
    p = world.parameters[0]
    nation = world.nation[0]
    handling = world.effects[EFFECTIVE, COMPLAINTS]
    trust_counts = 1.0 if world.mechanisms[0].trust_in_recruitment == 1 else 0.0
    for row in range(first, last):
        u, v, _, _ = four_uniforms(world.key, CHOICE, month, civilians.id[row], 0)
        trust, fear, grievance = civilians.trust_police[row], civilians.fear[row], civilians.grievance[row]
        choice, cooperative = chosen_act(u, trust, fear, grievance, nation.scandal, p)
        civilians.choice[row] = choice
        civilians.cooperative[row] = cooperative
        wronged = civilians.outcome[row] >= BRIBE
        civilians.complained[row] = 1 if wronged and v < report_chance(trust, fear, handling, p) else 0
        reintegrated = 1.0 if civilians.stage[row] == 3 else 0.0
        civilians.recruitable[row] = recruitable_propensity(
            grievance,
            trust,
            fear,
            civilians.livelihood[row],
            civilians.commander_tie[row],
            reintegrated,
            trust_counts,
            p,
        )


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
        world.strata.recruitable_total[civilians.stratum[row]] += weight * fixed(civilians.recruitable[row])
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
        districts.cooperative_total[row] = districts.cooperated[row] = districts.protested[row] = 0
        districts.contacts[row] = districts.bribes[row] = districts.abused[row] = districts.complained[row] = 0
    for row in range(world.strata.shape[0]):
        world.strata.recruitable_total[row] = 0
    for row in range(world.units.shape[0]):
        world.units.complaints[row] = world.units.misdeeds[row] = world.units.abuses[row] = 0
