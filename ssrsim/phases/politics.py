"""Phase 2: what politicians want and what they let pass. Will is derived from interests, never set."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import fixed
from ssrsim.equations.politics import (
    army_discontent,
    coup_chance,
    electoral_pressure,
    interference_share,
    reelection_chance,
    support_margin,
    updated_rents,
    updated_threat,
    updated_will,
    will_target,
)
from ssrsim.equations.portable import clipped
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.columns_institutions import OFFICE_WEIGHTS
from ssrsim.world.streams import COUP, ELECTION, VOTE, four_uniforms, one_normal, one_uniform
from ssrsim.world.world import EFFECT, EFFECTIVE, log_event

float32 = np.float32
int64 = np.int64

DIALOGUE = EFFECT["dialogue"]
N_REFORMS = len(REFORM_NAMES)
WAITING, BLOCKED, RUNNING, FINISHED = 0, 1, 2, 3
HEAD_OF_GOVERNMENT = 1
N_OFFICES = 6  # legislators, head of government, four ministers
OFFICE_WEIGHT = np.array(OFFICE_WEIGHTS, dtype=np.float32)
EVENT_AUTHORISED, EVENT_BLOCKED, EVENT_FINISHED = KIND["authorised"], KIND["blocked"], KIND["finished"]
EVENT_ELECTION, EVENT_CHANGED = KIND["election"], KIND["government_changed"]
EVENT_ATTEMPT, EVENT_COUP = KIND["coup_attempt"], KIND["coup"]
CAUSE_VOTE, CAUSE_WITHHELD, CAUSE_TIME = CAUSE["vote"], CAUSE["consent_withheld"], CAUSE["time_over"]
CAUSE_SCHEDULED, CAUSE_VOTERS, CAUSE_ARMY = CAUSE["scheduled"], CAUSE["voters"], CAUSE["army_discontent"]


@phase
def read_the_mood(world, month, first, last):
    """Nation: pressures that every politician feels, from last month's state."""
    nation = world.nation[0]
    nation.dissatisfaction_heard = (1.0 - nation.survey_trust_police) * nation.media_freedom
    due = nation.first_election if world.mechanisms[0].elections == 1 else int64(0)
    while due > 0 and due < month:
        due += nation.election_interval
    nation.electoral_pressure = electoral_pressure(due - month if due > 0 else -1)
    safe = float32(1.0)  # chance that no reform that is due touches rents
    for row in range(world.actions.shape[0]):
        if month >= world.actions.start[row] and world.actions.state[row] != FINISHED:
            safe = safe * (1.0 - world.reforms.threat[world.actions.reform[row]])
    nation.plan_threat = 1.0 - safe
    arrears, people = float32(0.0), float32(0.0)
    for row in range(world.units.shape[0]):
        if world.units.service[row] == 1:
            arrears += world.units.pay_arrears[row] * float32(world.units.strength[row])
            people += float32(world.units.strength[row])
    exclusion = float32(0.0)
    for row in range(world.groups.shape[0]):
        exclusion += world.groups.exclusion[row] * world.groups.representation[row]
    arrears = arrears / people if people > 0.0 else float32(0.0)
    nation.army_discontent = army_discontent(arrears, nation.payroll_squeeze, nation.purge, exclusion)


@phase
def weigh_interests(world, month, first, last):
    """Politicians: threat, habitual rents, and the will that follows from them."""
    politicians = world.politicians
    nation = world.nation[0]
    p = world.parameters[0]
    n_groups = world.armed_groups.shape[0]
    active_share = float32(nation.active_groups) / float32(n_groups) if n_groups > 0 else float32(0.0)
    for row in range(first, last):
        patronage = politicians.patronage_dependence[row]
        at_home = world.districts.admin_insecurity[politicians.constituency[row]]
        threat = updated_threat(politicians.perceived_threat[row], at_home, active_share, p)
        rents = updated_rents(politicians.rents[row], nation.rent_flow, p)
        target = will_target(patronage, rents * nation.plan_threat, threat, nation.donor_pressure,
                             nation.fragmentation, nation.independent_finance, p)  # fmt: skip
        responsibility = 1.0 if world.blocs.governing[politicians.bloc[row]] == 1 else float32(0.5)
        will = updated_will(politicians.will[row], target, responsibility, nation.electoral_pressure,
                            nation.dissatisfaction_heard, nation.army_discontent, p)  # fmt: skip
        politicians.perceived_threat[row] = threat
        politicians.rents[row] = rents
        politicians.will[row] = will if world.mechanisms[0].derived_will == 1 else politicians.will[row]


@phase
def authorise(world, month, first, last):
    """Actions: each that is due is tried; it runs once law and ministers allow it, for as long as it was planned."""
    actions = world.actions
    for row in range(first, last):
        state = actions.state[row]
        if state == RUNNING and month >= actions.authorised[row] + actions.months[row]:
            actions.state[row] = FINISHED
        elif (state == WAITING or state == BLOCKED) and month >= actions.start[row]:
            passed = _passes(world, month, actions.reform[row])
            actions.state[row] = RUNNING if passed else BLOCKED
            if passed:
                actions.authorised[row] = month


@part
def _passes(world, month, reform):
    """Whether head of government and minister consent and, if a law is needed, a power-weighted majority votes."""
    politicians = world.politicians
    p = world.parameters[0]
    needs_law = world.reforms.needs_law[reform]
    for_it = against_it = np.int64(0)
    consent = True
    for row in range(politicians.shape[0]):
        noise = one_normal(world.key, VOTE, month // 12 * N_REFORMS + reform, politicians.id[row])  # luck of a year
        margin = support_margin(
            politicians.will[row], world.effects[EFFECTIVE, DIALOGUE], noise, world.reforms.threat[reform],
            politicians.rents[row], politicians.patronage_dependence[row], politicians.perceived_threat[row],
            needs_law, p,
        )  # fmt: skip
        office = politicians.office[row]
        if margin > 0.0:
            for_it += fixed(politicians.power[row])
        else:
            against_it += fixed(politicians.power[row])
            if office == HEAD_OF_GOVERNMENT or office == world.reforms.minister[reform]:
                consent = False
    return consent and (needs_law == 0 or for_it > against_it)


@phase
def face_voters(world, month, first, last):
    """Nation: if an election is due, voters keep the government or not; a discontent army may attempt a coup."""
    nation = world.nation[0]
    p = world.parameters[0]
    nation.turnover = 0
    nation.coup_now = 0
    since_first = month - nation.first_election
    due = nation.first_election > 0 and since_first >= 0 and since_first % nation.election_interval == 0
    if due and world.mechanisms[0].elections == 1:
        nation.elections += 1
        log_event(world.nation, world.events, month, EVENT_ELECTION, -1, -1, CAUSE_SCHEDULED, 0)
        chance = reelection_chance(nation.feel_safe, nation.bribe_incidence, nation.livelihood, nation.media_freedom, p)
        if one_uniform(world.key, ELECTION, month, 0) > chance and _opposition(world.blocs) > 0:
            nation.turnover = 1
            log_event(world.nation, world.events, month, EVENT_CHANGED, -1, -1, CAUSE_VOTERS, 0)
    attempt, success, _, _ = four_uniforms(world.key, COUP, month, 0, 0)
    chance = coup_chance(nation.army_discontent, nation.civilian_control, nation.mission_strength, p)
    if world.mechanisms[0].coups == 1 and attempt < chance:
        log_event(world.nation, world.events, month, EVENT_ATTEMPT, -1, -1, CAUSE_ARMY, 0)
        if success < p.coup_success:
            nation.coups += 1
            nation.coup_now = 1
            nation.turnover = 1
            log_event(world.nation, world.events, month, EVENT_COUP, -1, -1, CAUSE_ARMY, 0)


@phase
def change_seats(world, month, first, last):
    """Nation: after a change of government the others govern, if there are others; offices go to those who govern.

    Whoever comes into office has no habitual rents yet: that is the window of opportunity. A coup opens none.
    """
    nation = world.nation[0]
    blocs = world.blocs
    politicians = world.politicians
    if nation.turnover == 1 and _opposition(blocs) > 0:
        for row in range(blocs.shape[0]):
            blocs.governing[row] = 1 - blocs.governing[row]
        for row in range(politicians.shape[0]):
            politicians.office[row] = 0
        for office in range(1, N_OFFICES):
            chosen = _next_in_line(blocs, politicians)
            if chosen >= 0:
                politicians.office[chosen] = office
                politicians.rents[chosen] = politicians.rents[chosen] if nation.coup_now == 1 else 0.0
                politicians.in_office_since[chosen] = month
        _share_power(blocs, politicians)


@part
def _opposition(blocs):
    """Number of blocs that do not govern."""
    outside = int64(0)
    for row in range(blocs.shape[0]):
        outside += 1 - int64(blocs.governing[row])
    return outside


@part
def _share_power(blocs, politicians):
    """Split the power of each bloc over its politicians by the weight of their offices."""
    for row in range(politicians.shape[0]):
        weights = float32(0.0)
        for other in range(politicians.shape[0]):
            if politicians.bloc[other] == politicians.bloc[row]:
                weights += OFFICE_WEIGHT[politicians.office[other]]
        own = OFFICE_WEIGHT[politicians.office[row]]
        politicians.power[row] = blocs.power[politicians.bloc[row]] * own / weights


@part
def _next_in_line(blocs, politicians):
    """The governing politician without office whose bloc has most power for each office it holds, -1 for none."""
    best = -1
    highest = float32(-1.0)
    for row in range(politicians.shape[0]):
        bloc = politicians.bloc[row]
        if blocs.governing[bloc] == 1 and politicians.office[row] == 0:
            held = float32(1.0)
            for other in range(politicians.shape[0]):
                if politicians.bloc[other] == bloc and politicians.office[other] > 0:
                    held += 1.0
            claim = blocs.power[bloc] / held
            if claim > highest:
                best = row
                highest = claim
    return best


@phase
def count_votes(world, month, first, last):
    """Nation: fragmentation, mean will, interference, weighted by power; a log of what passed, was blocked or ended."""
    nation = world.nation[0]
    concentration = float32(0.0)
    for row in range(world.blocs.shape[0]):
        concentration += world.blocs.power[row] * world.blocs.power[row]
    nation.fragmentation = clipped(1.0 - concentration, 0.0, 1.0)
    power = will = interference = np.int64(0)
    for row in range(world.politicians.shape[0]):
        weight = world.politicians.power[row]
        own_will = world.politicians.will[row]
        power += fixed(weight)
        will += fixed(weight * own_will)
        interference += fixed(weight * interference_share(own_will, world.politicians.patronage_dependence[row]))
    nation.will = clipped(float32(will) / float32(power), 0.0, 1.0)
    nation.interference = clipped(float32(interference) / float32(power), 0.0, 1.0)
    for row in range(world.actions.shape[0]):
        state = world.actions.state[row]
        if state == RUNNING and world.actions.authorised[row] == month:
            log_event(world.nation, world.events, month, EVENT_AUTHORISED, -1, row, CAUSE_VOTE, 0)
        if state == BLOCKED and world.actions.start[row] == month:
            log_event(world.nation, world.events, month, EVENT_BLOCKED, -1, row, CAUSE_WITHHELD, 0)
        if state == FINISHED and world.actions.authorised[row] + world.actions.months[row] == month:
            log_event(world.nation, world.events, month, EVENT_FINISHED, -1, row, CAUSE_TIME, 0)
