"""Phase 7: people meet particular officers, learn from it and from their peers, and act."""

import numpy as np

from ssrsim.compiled import masked_phase, part, phase, words_of_block
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
from ssrsim.equations.money import equal_share, share_of, unfixed
from ssrsim.equations.oversight import report_chance
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.equations.shocks import driven_out, horror, kept_after_massacre, local_economy
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
    with_peers,
)
from ssrsim.phases.blocks import end_of_block
from ssrsim.phases.encounters import ABUSE, ARMY, BRIBE, GOOD, NEGLECT, POLICE
from ssrsim.phases.talk import hear_of_peers, note_abused_peers, peers_who_met
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
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_block(world.civilians.stratum, begin, end)
        _follow_stratum(world, world.civilians.stratum[begin], begin, until)
        begin = until


@part
def _follow_stratum(world, stratum, first, last):
    """The rows of one stratum: how many people each stands for, and how tied former fighters still are."""
    civilians, strata = world.civilians, world.strata
    people, rows = strata.people[stratum], strata.rows[stratum]
    for row in range(first, last):
        civilians.weight[row] = int32(equal_share(people, rows, int64(civilians.place[row])))
    if strata.stage[stratum] > 1 and people > 0:
        tie = share_of(strata.tied[stratum], people)
        for row in range(first, last):
            civilians.commander_tie[row] = tie


@masked_phase
def learn(world, month, first, last):
    """Civilians: what own and peers' encounters, news and the state of the district teach. Facts travel, not trust."""
    civilians = world.civilians
    heard = words_of_block()
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_block(civilians.district, begin, end)
        hear_of_peers(civilians, begin, until, heard)
        note_abused_peers(civilians, begin, until, heard)
        _judge_police(world, civilians.district[begin], heard, begin, until)
        _judge_army(world, civilians.district[begin], heard, begin, until)
        begin = until


@part
def _judge_police(world, district, heard, first, last):
    """How corrupt people hold the police to be, how well the state to perform, and how they trust the police."""
    civilians, districts, nation = world.civilians, world.districts, world.nation[0]
    p = world.parameters[0]
    talk = p.peer_weight if world.mechanisms[0].peer_talk == 1 else float32(0.0)
    ratio = p.trust_ratio if world.mechanisms[0].asymmetry == 1 else float32(1.0)
    judged = world.mechanisms[0].performance == 1
    # a scandal of one service costs the other half as much
    kept = 1.0 - lost_to_scandal(nation.new_scandal_police + 0.5 * nation.new_scandal_army, p)
    kept = kept * kept_after_massacre(districts.massacre_police[district])
    news = nation.scandal_police + 0.5 * nation.scandal_army
    insecurity, justice = districts.insecurity[district], districts.justice[district]
    norm = world.units.norm[districts.police_unit[district]]
    for row in range(first, last):
        good, neglected, bad, bribed, _, _, _ = lived_through(civilians.contact[row], civilians.outcome[row])
        word = heard[row - first]
        bribed_peers = peers_who_met(word, POLICE, BRIBE)
        good = with_peers(good, peers_who_met(word, POLICE, GOOD), talk)
        neglected = with_peers(neglected, peers_who_met(word, POLICE, NEGLECT), talk)
        bad = with_peers(bad, bribed_peers + peers_who_met(word, POLICE, ABUSE), talk)
        bribed = with_peers(bribed, bribed_peers, talk)
        corruption = updated_perceived_corruption(civilians.perceived_corruption[row], bribed, good, norm, p)
        performs = state_performance(insecurity, civilians.livelihood[row], justice, civilians.outlook[row])
        performance = updated_perception(civilians.perceived_performance[row], performs, good, neglected, p)
        felt = performance if judged else float32(0.5)
        anchor = trust_anchor(civilians.trust_trait[row], felt, corruption, news, p)
        civilians.perceived_corruption[row] = corruption
        civilians.perceived_performance[row] = performance
        civilians.trust_police[row] = updated_trust(civilians.trust_police[row], anchor, good, bad, ratio, p) * kept


@part
def _judge_army(world, district, heard, first, last):
    """How well people hold the army to protect them, and how they trust it."""
    civilians, districts, nation = world.civilians, world.districts, world.nation[0]
    p = world.parameters[0]
    talk = p.peer_weight if world.mechanisms[0].peer_talk == 1 else float32(0.0)
    ratio = p.trust_ratio if world.mechanisms[0].asymmetry == 1 else float32(1.0)
    judged = world.mechanisms[0].performance == 1
    kept = 1.0 - lost_to_scandal(nation.new_scandal_army + 0.5 * nation.new_scandal_police, p)
    kept = kept * kept_after_massacre(districts.massacre_army[district])
    news = nation.scandal_army + 0.5 * nation.scandal_police
    protects = protection(districts.insecurity[district], world.units.capability[districts.army_unit[district]])
    for row in range(first, last):
        _, _, _, _, good, neglected, bad = lived_through(civilians.contact[row], civilians.outcome[row])
        word = heard[row - first]
        good = with_peers(good, peers_who_met(word, ARMY, GOOD), talk)
        neglected = with_peers(neglected, peers_who_met(word, ARMY, NEGLECT), talk)
        bad = with_peers(bad, peers_who_met(word, ARMY, BRIBE) + peers_who_met(word, ARMY, ABUSE), talk)
        protected = updated_perception(civilians.perceived_protection[row], protects, good, neglected, p)
        guarded = protected if judged else float32(0.5)
        anchor = trust_anchor(civilians.trust_trait_army[row], guarded, 0.5, news, p)
        civilians.perceived_protection[row] = protected
        civilians.trust_army[row] = updated_trust(civilians.trust_army[row], anchor, good, bad, ratio, p) * kept


@masked_phase
def bear(world, month, first, last):
    """Civilians: how livelihood, memory of abuse, grievance and fear move on."""
    civilians = world.civilians
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_block(civilians.stratum, begin, end)
        _make_a_living(world, civilians.district[begin], begin, until)
        _remember_and_resent(world, civilians.stratum[begin], begin, until)
        begin = until


@part
def _make_a_living(world, district, first, last):
    """How livelihood follows what people are able to do, the economy and insecurity."""
    civilians, districts = world.civilians, world.districts
    p = world.parameters[0]
    economy = local_economy(world.nation.economy[0], districts.disaster[district], p)
    insecurity = districts.insecurity[district]
    for row in range(first, last):
        civilians.livelihood[row] = updated_livelihood(
            civilians.livelihood[row], civilians.livelihood_trait[row], economy, insecurity, p
        )


@part
def _remember_and_resent(world, stratum, first, last):
    """Memory of abuse, then the grievance and the fear that it feeds."""
    civilians, districts, strata = world.civilians, world.districts, world.strata
    p = world.parameters[0]
    switches = world.mechanisms[0]
    remembers = float32(switches.victimisation)
    weight = p.grievance_heard if switches.abuse_heard == 1 else float32(0.0)
    elsewhere = p.non_state_justice if switches.non_state == 1 else float32(0.0)
    district = strata.district[stratum]
    insecurity, crime = districts.insecurity[district], districts.crime[district]
    exclusion = world.groups.exclusion[strata.group[stratum]]
    removed = p.dismissal_grievance * share_of(strata.resentful[stratum], strata.people[stratum])
    justice = justice_received(districts.justice[district], districts.non_state_provision[district], elsewhere)
    alone = float32(switches.crime_resented) * resented_neglect(
        districts.unprotected[district], districts.unprotected_at_start[district], p
    )
    massacre = horror(districts.massacre[district])
    for row in range(first, last):
        own, of_peers = float32(civilians.outcome[row] == ABUSE), float32(civilians.abused_peers[row])
        abused = abuse_lived_and_heard(own, of_peers, weight)
        abused = remembers * (abused if abused > massacre else massacre)
        memory = updated_victimisation(civilians.victimisation[row], abused, p)
        civilians.victimisation[row] = memory
        resented = grievance_at_rest(civilians.livelihood[row], exclusion, memory, justice)
        target = clipped(removed + alone + resented, 0.0, 1.0)
        afraid = fear_at_rest(insecurity, crime, memory)
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
            driven_out(districts.disaster[district], districts.massacre[district]),
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
