"""The plan as it unfolds: what is due comes on the agenda, begins once it is let, and ends."""

import numpy as np

from ssrsim.compiled import phase
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import BLOCKED, FINISHED, PASSED, RUNNING, WAITING, WITHHELD
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

EVENT_AUTHORISED, EVENT_BLOCKED, EVENT_FINISHED = KIND["authorised"], KIND["blocked"], KIND["finished"]
CAUSE_VOTE, CAUSE_WITHHELD, CAUSE_TIME = CAUSE["vote"], CAUSE["consent_withheld"], CAUSE["time_over"]
CAUSE_OUTVOTED, CAUSE_CONSENT = CAUSE["vote_lost"], CAUSE["consent"]


@phase
def set_agenda(world, month, first, last):
    """Actions: those whose time is over end; reforms of those that are due come before politicians."""
    actions = world.actions
    reforms = world.reforms
    for row in range(reforms.shape[0]):
        reforms.on_agenda[row] = 0
        reforms.verdict[row] = 0
    for row in range(first, last):
        state = actions.state[row]
        if state == RUNNING and month >= actions.authorised[row] + actions.months[row]:
            actions.state[row] = FINISHED
        elif (state == WAITING or state == BLOCKED) and month >= actions.start[row]:
            reforms.on_agenda[actions.reform[row]] = 1


@phase
def begin_actions(world, month, first, last):
    """Actions: one that is due runs once it is let, at its pace; else it is blocked."""
    actions = world.actions
    for row in range(first, last):
        state = actions.state[row]
        if (state == WAITING or state == BLOCKED) and month >= actions.start[row]:
            passed = world.reforms.verdict[actions.reform[row]] == PASSED
            actions.state[row] = RUNNING if passed else BLOCKED
            if passed:
                actions.authorised[row] = month
        actions.pace[row] = actions.intensity[row] if actions.state[row] == RUNNING else float32(0.0)


@phase
def log_actions(world, month, first, last):
    """Nation: laws that passed stay; a log of what was let, blocked or ended; the share of due actions that wait."""
    actions = world.actions
    reforms = world.reforms
    for row in range(reforms.shape[0]):
        if reforms.verdict[row] == PASSED and reforms.needs_law[row] == 1:
            reforms.law[row] = 1
    due = blocked = int64(0)
    for row in range(actions.shape[0]):
        state = actions.state[row]
        reform = actions.reform[row]
        due += int64(state == BLOCKED or state == RUNNING)
        blocked += int64(state == BLOCKED)
        if state == RUNNING and actions.authorised[row] == month:
            cause = CAUSE_VOTE if reforms.needs_law[reform] == 1 else CAUSE_CONSENT
            log_event(world.nation, world.events, month, EVENT_AUTHORISED, -1, row, cause, 0)
        if state == BLOCKED and actions.start[row] == month:
            cause = CAUSE_WITHHELD if reforms.verdict[reform] == WITHHELD else CAUSE_OUTVOTED
            log_event(world.nation, world.events, month, EVENT_BLOCKED, -1, row, cause, 0)
        if state == FINISHED and actions.authorised[row] + actions.months[row] == month:
            log_event(world.nation, world.events, month, EVENT_FINISHED, -1, row, CAUSE_TIME, 0)
    world.nation[0].blocked_share = float32(blocked) / float32(due) if due > 0 else float32(0.0)
