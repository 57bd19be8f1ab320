"""Part of phase 2: who governs: elections, coups, coalitions."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.elections import coup_chance, power_at_polls, voters_verdict
from ssrsim.phases.autocracy import CAUSE_LOSING, EVENT_CANCELLED, is_cancelled
from ssrsim.phases.cabinet import HEAD_OF_GOVERNMENT, hand_out_offices, holder_of, share_power
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.streams import COUP, ELECTION, four_uniforms, one_normal
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

EVENT_ELECTION, EVENT_CHANGED = KIND["election"], KIND["government_changed"]
EVENT_ATTEMPT, EVENT_COUP = KIND["coup_attempt"], KIND["coup"]
CAUSE_SCHEDULED, CAUSE_ARMY = CAUSE["scheduled"], CAUSE["army_discontent"]
ARMY = 1  # service
CAUSE_VOTERS, CAUSE_COALITION = CAUSE["voters"], CAUSE["coalition_formed"]


@part
def next_election(nation, elections, month):
    """The month of the next election, this month included; 0 where none will be held. A junta skips its own."""
    due = nation.first_election[0] if elections == 1 else int64(0)
    while due > 0 and (due < month or due < nation.junta_until[0]):
        due += nation.election_interval[0]
    return due


@part
def _is_early(world, month):
    """Whether an election out of turn is held this month; as its own, a junta skips it. The calendar goes on."""
    nation = world.nation[0]
    return world.mechanisms[0].elections == 1 and nation.shock_election == 1 and month >= nation.junta_until


@phase
def face_voters(world, month, first, last):
    """Nation: if an election is due and is held, voters judge those who govern; an army may attempt a coup."""
    nation = world.nation[0]
    p = world.parameters[0]
    nation.election_now = nation.coup_now = 0
    if next_election(world.nation, world.mechanisms[0].elections, month) == month or _is_early(world, month):
        verdict = voters_verdict(nation.feel_safe, nation.bribery, nation.livelihood, nation.media_freedom, p)
        if is_cancelled(world, month, verdict):
            nation.elected = 0
            log_event(world.nation, world.events, month, EVENT_CANCELLED, -1, -1, CAUSE_LOSING, 0)
        else:
            nation.election_now = nation.elected = 1
            log_event(world.nation, world.events, month, EVENT_ELECTION, -1, -1, CAUSE_SCHEDULED, 0)
            _count_ballots(world, month, verdict)
    attempt, success, _, _ = four_uniforms(world.key, COUP, month, 0, 0)
    chance = coup_chance(nation.army_discontent, nation.civilian_control, nation.mission_against_coups, p)
    if world.mechanisms[0].coups == 1 and attempt < chance and _soldiers(world.units) > 0:
        log_event(world.nation, world.events, month, EVENT_ATTEMPT, -1, -1, CAUSE_ARMY, 0)
        if success < p.coup_success:
            nation.coups += 1
            nation.elected = 0
            nation.coup_now = 1
            nation.junta_until = month + int64(p.junta_months)
            log_event(world.nation, world.events, month, EVENT_COUP, -1, -1, CAUSE_ARMY, 0)


@part
def _soldiers(units):
    """Soldiers who serve: without any there is nobody to take power."""
    soldiers = int64(0)
    for row in range(units.shape[0]):
        soldiers += units.strength[row] if units.service[row] == ARMY else int64(0)
    return soldiers


@part
def _count_ballots(world, month, verdict):
    """Blocs: power after an election, swung by the verdict on those who govern and by luck, adding up to 1."""
    blocs = world.blocs
    p = world.parameters[0]
    total = float32(0.0)
    for row in range(blocs.shape[0]):
        luck = one_normal(world.key, ELECTION, month, blocs.id[row])
        blocs.power[row] = power_at_polls(blocs.power[row], blocs.governing[row], verdict, luck, p)
        total += blocs.power[row]
    for row in range(blocs.shape[0]):
        blocs.power[row] = blocs.power[row] / total


@phase
def change_seats(world, month, first, last):
    """Nation: after an election a coalition forms, after a coup a junta; offices go to those who govern.

    Who comes into office by an election for the first time has no habitual rents yet: that is the window of
    opportunity. A coup opens none.
    """
    nation = world.nation[0]
    nation.turnover = nation.head_changed = 0
    led = _leading_bloc(world.politicians)
    if nation.election_now == 1 and _form_coalition(world.blocs):
        nation.turnover = 1
        stays = led >= 0 and world.blocs.governing[led] == 1
        cause = CAUSE_COALITION if stays else CAUSE_VOTERS
        log_event(world.nation, world.events, month, EVENT_CHANGED, -1, -1, cause, 0)
    if nation.coup_now == 1:
        _seize_power(world.blocs)
        nation.turnover = 1
    if nation.turnover == 1:
        hand_out_offices(world.blocs, world.politicians, month, nation.coup_now == 0)
        nation.head_changed = 1 if nation.coup_now == 1 or _leading_bloc(world.politicians) != led else 0
    if nation.turnover == 1 or nation.election_now == 1:
        share_power(world.blocs, world.politicians)


@part
def _leading_bloc(politicians):
    """The bloc of the head of government, -1 where there is none."""
    head = holder_of(politicians, HEAD_OF_GOVERNMENT)
    return int64(politicians.bloc[head]) if head >= 0 else int64(-1)


@part
def _ahead(blocs, bloc):
    """Power of the blocs that are stronger than this one."""
    ahead = float32(0.0)
    for row in range(blocs.shape[0]):
        as_strong = blocs.power[row] == blocs.power[bloc] and blocs.id[row] < blocs.id[bloc]
        if blocs.power[row] > blocs.power[bloc] or as_strong:
            ahead += blocs.power[row]
    return ahead


@part
def _form_coalition(blocs):
    """Who governs after an election. Returns whether that changed.

    A coalition that keeps a majority of power stays. Otherwise, and after a government of all, the strongest blocs form
    the smallest majority, in order of power.
    """
    power = kept = float32(0.0)
    outside = int64(0)
    for row in range(blocs.shape[0]):
        power += blocs.power[row]
        kept += blocs.power[row] if blocs.governing[row] == 1 else float32(0.0)
        outside += 1 - int64(blocs.governing[row])
    if outside > 0 and kept > 0.5 * power:
        return False
    changed = False
    for row in range(blocs.shape[0]):
        governs = 1 if _ahead(blocs, row) <= 0.5 * power else 0
        changed = changed or governs != blocs.governing[row]
        blocs.governing[row] = governs
    return changed


@part
def _seize_power(blocs):
    """After a coup those govern who did not; where all did, the strongest bloc rules alone."""
    outside = int64(0)
    for row in range(blocs.shape[0]):
        outside += 1 - int64(blocs.governing[row])
    for row in range(blocs.shape[0]):
        alone = 1 if _ahead(blocs, row) == 0.0 else 0
        blocs.governing[row] = 1 - blocs.governing[row] if outside > 0 else alone
