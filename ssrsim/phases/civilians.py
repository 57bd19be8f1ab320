"""Phase 7: people meet particular officers, learn from it and from their peers, and act."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.crime import criminal_propensity
from ssrsim.equations.flight import fleeing_propensity
from ssrsim.equations.grievance import (
    abuse_lived_and_heard,
    chosen_act,
    fear_at_rest,
    grievance_at_rest,
    justice_received,
    recruitable_propensity,
    resented_neglect,
    state_service,
    updated_livelihood,
    updated_non_state,
    updated_victimisation,
)
from ssrsim.equations.money import equal_share, fixed, share_of, unfixed
from ssrsim.equations.oversight import report_chance
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.equations.shocks import local_economy
from ssrsim.equations.trust import (
    lived_through,
    lost_to_scandal,
    protection,
    reporting_factor,
    state_performance,
    trust_anchor,
    updated_perceived_corruption,
    updated_perception,
    updated_trust,
)
from ssrsim.phases.blocks import end_of_block
from ssrsim.phases.encounters import ABUSE, ARMY, BRIBE, POLICE
from ssrsim.world.columns_people import PEERS
from ssrsim.world.streams import CHOICE, four_uniforms
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int32 = np.int32
int64 = np.int64
int8 = np.int8
uint64 = np.uint64

FIGHTER, DEMOBILISED, REINTEGRATED = 1, 2, 3  # stages
COMMUNITY, COMPLAINTS = EFFECT["community"], EFFECT["complaints"]


@phase
def follow_strata(world, month, first, last):
    """Civilians: each row stands for its share of the real people in its stratum."""
    civilians = world.civilians
    strata = world.strata
    for row in range(first, last):
        stratum = civilians.stratum[row]
        share = equal_share(strata.people[stratum], strata.rows[stratum], int64(civilians.place[row]))
        civilians.weight[row] = int32(share)
        if strata.stage[stratum] > 1 and strata.people[stratum] > 0:
            civilians.commander_tie[row] = share_of(strata.tied[stratum], strata.people[stratum])


@phase
def learn(world, month, first, last):
    """Civilians: what own and peers' encounters, news and the state of the district teach. Facts travel, not trust."""
    civilians = world.civilians
    districts = world.districts
    nation = world.nation[0]
    p = world.parameters[0]
    talk = p.peer_weight if world.mechanisms[0].peer_talk == 1 else float32(0.0)
    ratio = p.trust_ratio if world.mechanisms[0].asymmetry == 1 else float32(1.0)
    judged = world.mechanisms[0].performance == 1
    # a scandal of one service costs the other half as much
    lost = lost_to_scandal(nation.new_scandal_police + 0.5 * nation.new_scandal_army, p)
    lost_army = lost_to_scandal(nation.new_scandal_army + 0.5 * nation.new_scandal_police, p)
    news = nation.scandal_police + 0.5 * nation.scandal_army
    news_army = nation.scandal_army + 0.5 * nation.scandal_police
    for row in range(first, last):
        district = civilians.district[row]
        insecurity = districts.insecurity[district]
        good, neglected, bad, bribed, army_good, army_neglected, army_bad = _lived_and_heard(civilians, row, talk)
        norm = world.units.norm[districts.police_unit[district]]
        corruption = updated_perceived_corruption(civilians.perceived_corruption[row], bribed, good, norm, p)
        performs = state_performance(
            insecurity, civilians.livelihood[row], districts.justice[district], civilians.outlook[row]
        )
        performance = updated_perception(civilians.perceived_performance[row], performs, good, neglected, p)
        protects = protection(insecurity, world.units.capability[districts.army_unit[district]])
        protected = updated_perception(civilians.perceived_protection[row], protects, army_good, army_neglected, p)
        felt = performance if judged else float32(0.5)
        guarded = protected if judged else float32(0.5)
        anchor = trust_anchor(civilians.trust_trait[row], felt, corruption, news, p)
        anchor_army = trust_anchor(civilians.trust_trait_army[row], guarded, 0.5, news_army, p)
        civilians.perceived_corruption[row] = corruption
        civilians.perceived_performance[row] = performance
        civilians.perceived_protection[row] = protected
        trust = updated_trust(civilians.trust_police[row], anchor, good, bad, ratio, p)
        trust_army = updated_trust(civilians.trust_army[row], anchor_army, army_good, army_bad, ratio, p)
        civilians.trust_police[row] = trust * (1.0 - lost)
        civilians.trust_army[row] = trust_army * (1.0 - lost_army)


@part
def _lived_and_heard(civilians, row, talk):
    """Own encounters at weight 1, those of peers at the weight of talk: see `lived_through`."""
    good = neglected = bad = bribed = army_good = army_neglected = army_bad = float32(0.0)
    if civilians.outcome[row] > 0:
        good, neglected, bad, bribed, army_good, army_neglected, army_bad = lived_through(
            civilians.contact[row], civilians.outcome[row]
        )
    for k in range(PEERS):
        peer = civilians.peers[row, k]
        if civilians.outcome[peer] > 0:  # most peers have met nobody this month
            theirs = lived_through(civilians.contact[peer], civilians.outcome[peer])
            good += talk * theirs[0]
            neglected += talk * theirs[1]
            bad += talk * theirs[2]
            bribed += talk * theirs[3]
            army_good += talk * theirs[4]
            army_neglected += talk * theirs[5]
            army_bad += talk * theirs[6]
    return good, neglected, bad, bribed, army_good, army_neglected, army_bad


@part
def _abused_peers(civilians, row):
    """How many of somebody's peers were abused this month."""
    abused = float32(0.0)
    for k in range(PEERS):
        abused += float32(civilians.outcome[civilians.peers[row, k]] == ABUSE)
    return abused


@phase
def bear(world, month, first, last):
    """Civilians: how livelihood, memory of abuse, grievance and fear move on."""
    civilians = world.civilians
    nation = world.nation[0]
    districts = world.districts
    p = world.parameters[0]
    elsewhere = p.non_state_justice if world.mechanisms[0].non_state == 1 else float32(0.0)
    remembers = float32(world.mechanisms[0].victimisation)
    heard = p.grievance_heard if world.mechanisms[0].abuse_heard == 1 else float32(0.0)
    resents = float32(world.mechanisms[0].crime_resented)
    for row in range(first, last):
        district = civilians.district[row]
        insecurity = districts.insecurity[district]
        own = float32(civilians.outcome[row] == ABUSE)
        abused = remembers * abuse_lived_and_heard(own, _abused_peers(civilians, row), heard)
        memory = updated_victimisation(civilians.victimisation[row], abused, p)
        economy = local_economy(nation.economy, districts.disaster[district], p)
        livelihood = updated_livelihood(
            civilians.livelihood[row], civilians.livelihood_trait[row], economy, insecurity, p
        )
        civilians.victimisation[row] = memory
        civilians.livelihood[row] = livelihood
        exclusion = world.groups.exclusion[civilians.group[row]]
        stratum = civilians.stratum[row]
        removed = p.dismissal_grievance * share_of(world.strata.resentful[stratum], world.strata.people[stratum])
        justice = justice_received(districts.justice[district], districts.non_state_provision[district], elsewhere)
        alone = resents * resented_neglect(districts.unprotected[district], districts.unprotected_at_start[district], p)
        target = clipped(removed + alone + grievance_at_rest(livelihood, exclusion, memory, justice), 0.0, 1.0)
        afraid = fear_at_rest(insecurity, districts.crime[district], memory)
        civilians.grievance[row] = relaxed(civilians.grievance[row], target, p.grievance_rate)
        civilians.fear[row] = relaxed(civilians.fear[row], afraid, p.fear_rate)


@phase
def choose(world, month, first, last):
    """Civilians: give information, protest, complain; how ready they would be to join an armed group, or to leave."""
    districts = world.districts
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_block(world.civilians.district, begin, end)
        district = world.civilians.district[begin]
        _act(world, month, district, begin, until)
        _weigh_arms_and_crime(world, begin, until)
        _weigh_flight(
            world.civilians,
            districts.insecurity[district],
            districts.disaster[district],
            world.parameters[0],
            begin,
            until,
        )
        begin = until


@part
def _act(world, month, district, first, last):
    """Give information, protest or do neither; file a complaint where wronged."""
    civilians = world.civilians
    p = world.parameters[0]
    key = (world.key[0], world.key[1])
    scandal = world.nation.scandal[0]
    handling = world.effects[EFFECTIVE, COMPLAINTS]
    police = world.districts.police_unit[district]
    with_community = world.mechanisms[0].community_policing == 1
    community = world.local_effects[police, COMMUNITY] if with_community else float32(0.0)
    reporting = reporting_factor(community, p)
    trust_tells = world.mechanisms[0].trust_in_cooperation == 1
    for row in range(first, last):
        u, v, _, _ = four_uniforms(key, CHOICE, month, civilians.id[row], 0)
        trust, fear, grievance = civilians.trust_police[row], civilians.fear[row], civilians.grievance[row]
        told = trust if trust_tells else float32(0.5)
        choice, cooperative, protesting = chosen_act(u, told, fear, grievance, scandal, reporting, p)
        civilians.choice[row] = choice
        civilians.cooperative[row] = cooperative
        civilians.protesting[row] = protesting
        trust_army, contact = civilians.trust_army[row], civilians.contact[row]
        theirs = trust_army if contact == ARMY else trust
        complains = v < reporting * report_chance(theirs, fear, handling, p)
        civilians.complained[row] = int8(complains & (civilians.outcome[row] >= BRIBE))


@part
def _weigh_arms_and_crime(world, first, last):
    """How ready somebody would be to take up arms, and to live from crime if it paid, which needs no politics."""
    civilians = world.civilians
    p = world.parameters[0]
    trust_counts = 1.0 if world.mechanisms[0].trust_in_recruitment == 1 else 0.0
    for row in range(first, last):
        fear, livelihood, tie = civilians.fear[row], civilians.livelihood[row], civilians.commander_tie[row]
        stage = civilians.stage[row]
        civilians.recruitable[row] = recruitable_propensity(
            civilians.grievance[row], civilians.trust_police[row], fear, livelihood, tie,
            float32(stage == REINTEGRATED), trust_counts, p,
        )  # fmt: skip
        ready = criminal_propensity(livelihood, fear, float32(stage == DEMOBILISED), tie, p)
        civilians.criminal[row] = ready if stage != FIGHTER else float32(0.0)


@part
def _weigh_flight(civilians, insecurity, disaster, p, first, last):
    """How ready somebody would be to leave home."""
    for row in range(first, last):
        civilians.fleeing_propensity[row] = fleeing_propensity(
            insecurity, disaster, civilians.fear[row], civilians.livelihood[row], civilians.victimisation[row], p
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


@phase
def stand_in(world, month, first, last):
    """Districts: non-state providers stand in where the state is weak and recede where it serves and is trusted."""
    districts = world.districts
    p = world.parameters[0]
    if world.mechanisms[0].non_state == 1:
        for row in range(first, last):
            districts.non_state_provision[row] = updated_non_state(
                districts.non_state_provision[row], districts.non_state_at_start[row], service_of_state(world, row),
                districts.state_service_at_start[row], p,
            )  # fmt: skip


@part
def service_of_state(world, district):
    """How well the state serves this district and is trusted there."""
    districts = world.districts
    trust = unfixed(districts.trust_police_total[district], districts.people[district])
    capability = world.units.capability[districts.police_unit[district]]
    return state_service(capability, districts.justice[district], trust)
