"""Part of phase 2: who governs: elections, coups, and who holds office after them."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.politics import coup_chance, reelection_chance
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import OFFICE_WEIGHTS
from ssrsim.world.streams import COUP, ELECTION, four_uniforms, one_uniform
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

N_OFFICES = 6  # legislators, head of government, four ministers
OFFICE_WEIGHT = np.array(OFFICE_WEIGHTS, dtype=np.float32)
EVENT_ELECTION, EVENT_CHANGED = KIND["election"], KIND["government_changed"]
EVENT_ATTEMPT, EVENT_COUP = KIND["coup_attempt"], KIND["coup"]
CAUSE_SCHEDULED, CAUSE_VOTERS, CAUSE_ARMY = CAUSE["scheduled"], CAUSE["voters"], CAUSE["army_discontent"]


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
    chance = coup_chance(nation.army_discontent, nation.civilian_control, nation.mission_against_coups, p)
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
