"""Part of phase 2: who holds which office, who is replaced, and what those who come in undo."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.elections import reshuffle_chance, reversal_chance
from ssrsim.scenario.bodies import OFFICES
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import OFFICE_WEIGHTS
from ssrsim.world.streams import RESHUFFLE, REVERSAL, one_uniform
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

N_OFFICES = len(OFFICES)  # legislators, head of government, four ministers
HEAD_OF_GOVERNMENT, FIRST_MINISTER = 1, 2
DEFENCE, INTERIOR = OFFICES.index("defence"), OFFICES.index("interior")
OFFICE_WEIGHT = np.array(OFFICE_WEIGHTS, dtype=np.float32)
EVENT_RESHUFFLE, EVENT_REVERSED = KIND["reshuffle"], KIND["reversed"]
CAUSE_SCANDAL, CAUSE_DEFIANCE, CAUSE_ROUTINE = CAUSE["scandal"], CAUSE["defiance"], CAUSE["routine"]
CAUSE_GOVERNMENT, CAUSE_MINISTER = CAUSE["new_government"], CAUSE["new_minister"]


@part
def hand_out_offices(blocs, politicians, month, fresh):
    """Offices go to governing blocs in turn, the strongest first, and in each to those who are next in line.

    Who never held one brings no habits where the start is fresh.
    """
    for row in range(politicians.shape[0]):
        politicians.office_before[row] = politicians.office[row]
        if politicians.office[row] > 0:
            _dismiss(politicians, row, month)
    for office in range(1, N_OFFICES):
        chosen = next_in_line(blocs, politicians, -2)
        if chosen >= 0:
            stays = politicians.office_before[chosen] == office
            _appoint(politicians, chosen, office, politicians.in_office_since[chosen] if stays else int64(month), fresh)


@part
def _dismiss(politicians, row, month):
    """Take a politician's office; from now on they wait behind all who have been out of office longer."""
    politicians.office[row] = 0
    politicians.out_since[row] = month


@part
def _appoint(politicians, row, office, since, fresh):
    """Put a politician into office; who never held one before has none of the habits of office yet."""
    politicians.office[row] = office
    politicians.in_office_since[row] = since
    if fresh and politicians.out_since[row] < 0:
        politicians.rents_bribes[row] = politicians.rents_ghosts[row] = politicians.rents_leakage[row] = 0.0


@part
def share_power(blocs, politicians):
    """Split the power of each bloc over its politicians by the weight of their offices."""
    for row in range(politicians.shape[0]):
        weights = float32(0.0)
        for other in range(politicians.shape[0]):
            if politicians.bloc[other] == politicians.bloc[row]:
                weights += OFFICE_WEIGHT[politicians.office[other]]
        own = OFFICE_WEIGHT[politicians.office[row]]
        politicians.power[row] = blocs.power[politicians.bloc[row]] * own / weights


@part
def next_in_line(blocs, politicians, passed_over):
    """The governing politician without office whose bloc has most power for each office it holds, -1 for none.

    In a bloc those come first who never held an office, then those who have been out of office longest. Who left one in
    the month `passed_over` is not asked.
    """
    best = -1
    highest = float32(-1.0)
    since = int64(0)
    for row in range(politicians.shape[0]):
        bloc = politicians.bloc[row]
        free = politicians.office[row] == 0 and politicians.out_since[row] != passed_over
        if blocs.governing[bloc] == 1 and free:
            held = float32(1.0)
            for other in range(politicians.shape[0]):
                if politicians.bloc[other] == bloc and politicians.office[other] > 0:
                    held += 1.0
            claim = blocs.power[bloc] / held
            if claim > highest or (claim == highest and politicians.out_since[row] < since):
                best = row
                highest = claim
                since = politicians.out_since[row]
    return best


@part
def holder_of(politicians, office):
    """Who holds an office, -1 for nobody."""
    holder = -1
    for row in range(politicians.shape[0]):
        if politicians.office[row] == office:
            holder = row
    return holder


@phase
def reshuffle(world, month, first, last):
    """Nation: the head of government replaces a minister now and then, over a scandal or over defiance more often."""
    nation = world.nation[0]
    politicians = world.politicians
    p = world.parameters[0]
    may = nation.turnover == 0 and world.mechanisms[0].reshuffles == 1
    may = may and holder_of(politicians, HEAD_OF_GOVERNMENT) >= 0
    replaced = False
    for office in range(FIRST_MINISTER, N_OFFICES):
        minister = holder_of(politicians, office)
        if may and minister >= 0:
            scandal = nation.scandal_police if office == INTERIOR else float32(0.0)
            scandal = nation.scandal_army if office == DEFENCE else scandal
            u = one_uniform(world.key, RESHUFFLE, month, office)
            if u < reshuffle_chance(scandal, politicians.defied[minister], p):
                successor = next_in_line(world.blocs, politicians, month)
                if successor >= 0:
                    _dismiss(politicians, minister, month)
                    _appoint(politicians, successor, office, month, True)
                    replaced = True
                    routine = u < reshuffle_chance(0.0, 0, p)
                    exposed = u < reshuffle_chance(scandal, 0, p)
                    cause = CAUSE_ROUTINE if routine else (CAUSE_SCANDAL if exposed else CAUSE_DEFIANCE)
                    log_event(world.nation, world.events, month, EVENT_RESHUFFLE, -1, office, cause, 0)
    if replaced:
        share_power(world.blocs, politicians)


@phase
def undo_progress(world, month, first, last):
    """Reforms: those who came into office this month may undo a part, of all where another bloc leads from now on.

    A new minister reaches the reforms of the own office: after a reshuffle, or in a new coalition of the same leaders.
    """
    reforms = world.reforms
    politicians = world.politicians
    p = world.parameters[0]
    everybody = world.nation.head_changed[0] == 1
    for row in range(first, last):
        reforms.reversed[row] = 0.0
        newcomer = holder_of(politicians, reforms.minister[row])
        came = newcomer >= 0 and politicians.in_office_since[newcomer] == month
        if world.mechanisms[0].reversal == 1 and (everybody or came):
            will = will_in_office(politicians) if everybody else politicians.will[newcomer]
            if one_uniform(world.key, REVERSAL, month, row) < reversal_chance(will, p):
                reforms.reversed[row] = p.reversal_depth
                if reforms.effective[row] > 0.01:
                    cause = CAUSE_GOVERNMENT if everybody else CAUSE_MINISTER
                    log_event(world.nation, world.events, month, EVENT_REVERSED, -1, row, cause, 0)


@part
def will_in_office(politicians):
    """Mean will of those who hold an office, weighted by power."""
    will, power = float32(0.0), float32(0.0)
    for row in range(politicians.shape[0]):
        if politicians.office[row] > 0:
            will += politicians.power[row] * politicians.will[row]
            power += politicians.power[row]
    return will / power if power > 0.0 else float32(0.0)
