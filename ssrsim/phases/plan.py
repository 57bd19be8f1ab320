"""The plan as it unfolds: what is due comes on the agenda, begins once it is let, and ends.

What rules ordered last month, or by the calendar for this one, is done first; what was published last month decides
which gates open.
"""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.plans import pace_of_action
from ssrsim.phases.plan_rules import fire_rules, follow_calendar
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import BLOCKED, FINISHED, PASSED, PAUSED, RUNNING, WAITING, WITHHELD
from ssrsim.world.columns_plan import (
    BY_BEGINNING,
    BY_CONDITION,
    BY_END,
    BY_MONTH,
    BY_NOTHING,
    BY_TRIGGER,
    NEVER,
    PAUSED_NOW,
    WENT_ON,
)
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

EVENT_AUTHORISED, EVENT_BLOCKED, EVENT_FINISHED = KIND["authorised"], KIND["blocked"], KIND["finished"]
EVENT_PAUSED, EVENT_RESUMED, EVENT_DROPPED = KIND["paused"], KIND["resumed"], KIND["dropped"]
CAUSE_VOTE, CAUSE_WITHHELD, CAUSE_TIME = CAUSE["vote"], CAUSE["consent_withheld"], CAUSE["time_over"]
CAUSE_CAP = CAUSE["cap_used"]
LAST_CENTS = 100  # less than a dollar of a cap is rounding that no source can place
CAUSE_OUTVOTED, CAUSE_CONSENT, CAUSE_CONTINUED = CAUSE["vote_lost"], CAUSE["consent"], CAUSE["continued"]
CAUSE_CONDITION, CAUSE_RULE, CAUSE_PAUSE_OVER = CAUSE["condition_held"], CAUSE["rule"], CAUSE["pause_over"]


@phase
def set_agenda(world, month, first, last):
    """Actions: those end, pause or go on whose time it is; reforms of those that are due come before politicians."""
    actions = world.actions
    reforms = world.reforms
    for row in range(reforms.shape[0]):
        reforms.on_agenda[row] = 0
        reforms.verdict[row] = 0
    for row in range(first, last):
        _end(actions, world.conditions, row, month)
        _obey(actions, row, month)
    places = world.nation[0].reforms_at_once if world.nation[0].reforms_at_once > 0 else int64(last)
    for row in range(first, last):
        _open_gate(actions, world.conditions, world.triggers, row, month)
        places -= 1 if actions.state[row] == RUNNING else int64(0)
    for row in range(first, last):  # what goes on where an earlier action ended needs no new consent, and keeps a place
        if _is_due(actions, world.needs, world.signals, row, month) and _goes_on(actions, row, month) and places > 0:
            actions.state[row] = RUNNING
            actions.authorised[row] = month
            places -= 1
    for row in range(first, last):
        if _wants_to_resume(actions, row, month):
            places -= _resume(actions, row, places)
        if _is_due(actions, world.needs, world.signals, row, month):
            actions.tried[row] = 1 if places > 0 else 0
            actions.state[row] = actions.state[row] if places > 0 else WAITING
            places -= 1 if places > 0 else int64(0)
        elif actions.state[row] == BLOCKED:  # a level that it asks for is no longer reported
            actions.state[row] = WAITING
        if actions.tried[row] == 1:
            reforms.on_agenda[actions.reform[row]] = 1


@part
def _end(actions, conditions, row, month):
    """A running action ends after its longest time, with its last dollar, or after its shortest once told to stop."""
    actions.tried[row] = 0
    actions.turned[row] = 0
    stop = actions.stop[row]
    if actions.state[row] != RUNNING:
        return
    if actions.worked[row] >= actions.months[row]:
        _finish(actions, row, month, CAUSE_TIME)
    elif actions.cap[row] > 0 and actions.cap[row] - actions.spent[row] < LAST_CENTS:
        _finish(actions, row, month, CAUSE_CAP)
    elif stop >= 0 and conditions.holds[stop] == 1 and actions.worked[row] >= actions.least[row]:
        _finish(actions, row, month, CAUSE_CONDITION)


@part
def _finish(actions, row, month, cause):
    actions.state[row] = FINISHED
    actions.ended[row] = month
    actions.end_cause[row] = cause


@part
def _obey(actions, row, month):
    """What rules ordered: an end beats a pause, a pause a beginning; of several the longest, slowest, smallest."""
    if actions.told_pace[row] >= 0.0:
        actions.intensity[row] = actions.told_pace[row]
    if actions.told_share[row] >= 0.0:
        actions.share[row] = actions.told_share[row]
    is_open = actions.state[row] != FINISHED and actions.gate[row] != BY_NOTHING
    if actions.told_stop[row] == 1 and is_open:
        _finish(actions, row, month, CAUSE_RULE)
    elif actions.told_pause[row] > 0 and is_open:
        until = month + actions.told_pause[row]
        actions.turned[row] = PAUSED_NOW if actions.state[row] != PAUSED else 0
        actions.paused_until[row] = until if until > actions.paused_until[row] else actions.paused_until[row]
        actions.state[row] = PAUSED
        actions.resume_cause[row] = CAUSE_PAUSE_OVER
    elif actions.told_start[row] == 1 and is_open:
        if actions.state[row] == PAUSED and actions.paused_until[row] > month:
            actions.paused_until[row] = month
            actions.resume_cause[row] = CAUSE_RULE
        if actions.start[row] > month:
            actions.start[row] = month
    actions.told_pace[row] = actions.told_share[row] = -1.0
    actions.told_stop[row] = 0
    actions.told_pause[row] = 0
    actions.told_start[row] = 0


@part
def _open_gate(actions, conditions, triggers, row, month):
    """An action whose start is open is due so many months after that for which it waits."""
    if actions.start[row] != NEVER or actions.state[row] == FINISHED:
        return
    gate, other, condition = actions.gate[row], actions.follows[row], actions.condition[row]
    opens = False
    if gate == BY_END:
        opens = actions.ended[other] >= 0 and actions.authorised[other] >= 0  # what never ran has no end to wait for
    elif gate == BY_BEGINNING:
        opens = actions.authorised[other] >= 0 and conditions.holds[condition] == 1
    elif gate == BY_CONDITION:
        opens = conditions.holds[condition] == 1
    elif gate == BY_TRIGGER:
        opens = triggers.fired[actions.trigger[row]] >= 0
    if opens:
        actions.start[row] = month + actions.lag[row]


@part
def _is_due(actions, needs, signals, row, month):
    """Whether an action should be before politicians: its month has come and what it cannot do without is there.

    Nobody fights for what gets no money: an action whose weight is 0 waits until a rule gives it one.
    """
    state = actions.state[row]
    waits = (state == WAITING or state == BLOCKED) and actions.authorised[row] < 0
    if not waits or actions.gate[row] == BY_NOTHING or month < actions.start[row] or actions.share[row] == 0.0:
        return False
    return _needs_met(actions, needs, signals, row, 1)


@part
def _needs_met(actions, needs, signals, row, hard):
    """Whether the levels that an action asks for are reported: those that are hard, or those that are not."""
    for need in range(actions.first_need[row], actions.first_need[row] + actions.n_needs[row]):
        if needs.hard[need] == hard and signals.value[needs.signal[need]] < needs.formal[need]:
            return False
    return True


@part
def _goes_on(actions, row, month):
    """Whether this action continues one of its reform that has just ended: it waits for that end, or has its month.

    What was before politicians already has their answer: it does not slip through when another ends.
    """
    if actions.first_tried[row] >= 0:
        return False
    for other in range(actions.shape[0]):
        has_ended = actions.ended[other] == month and actions.authorised[other] >= 0
        if has_ended and actions.reform[other] == actions.reform[row]:
            waits_for_it = actions.gate[row] == BY_END and actions.follows[row] == other and actions.lag[row] == 0
            has_its_month = actions.gate[row] == BY_MONTH and actions.start[row] == month
            if waits_for_it or has_its_month:
                return True
    return False


@part
def _wants_to_resume(actions, row, month):
    return actions.state[row] == PAUSED and month >= actions.paused_until[row]


@part
def _resume(actions, row, places):
    """What had begun goes on as soon as there is a place, and takes it; what had not is tried anew. Returns places."""
    begun = actions.authorised[row] >= 0
    if begun and places <= 0:
        return int64(0)
    actions.state[row] = RUNNING if begun else WAITING
    actions.turned[row] = WENT_ON
    return int64(1) if begun else int64(0)


@phase
def begin_actions(world, month, first, last):
    """Actions: one that was tried runs once it is let, at its pace; else it is blocked."""
    actions = world.actions
    for row in range(first, last):
        if actions.tried[row] == 1:
            passed = world.reforms.verdict[actions.reform[row]] == PASSED
            actions.state[row] = RUNNING if passed else BLOCKED
            if passed:
                actions.authorised[row] = month
            if actions.first_tried[row] < 0:
                actions.first_tried[row] = month
        runs = actions.state[row] == RUNNING
        met = _needs_met(actions, world.needs, world.signals, row, 0)
        actions.pace[row] = pace_of_action(actions.intensity[row], met) if runs else float32(0.0)
        actions.worked[row] += 1 if runs else int64(0)
        actions.blocked_months[row] = actions.blocked_months[row] + 1 if actions.state[row] == BLOCKED else int64(0)


@phase
def log_actions(world, month, first, last):
    """Nation: laws that passed stay; a log of what was let, blocked or ended; the share of due actions that wait."""
    actions = world.actions
    reforms = world.reforms
    due = blocked = int64(0)
    for row in range(actions.shape[0]):
        state = actions.state[row]
        due += int64(state == BLOCKED or state == RUNNING)
        blocked += int64(state == BLOCKED)
        if actions.tried[row] == 1 or state == RUNNING:  # what was never tried is nobody's failure
            reforms.planned[actions.reform[row]] = 1
        begun = actions.authorised[row] >= 0
        if begun and actions.turned[row] == PAUSED_NOW:
            log_event(world.nation, world.events, month, EVENT_PAUSED, -1, row, CAUSE_RULE, 0)
        if begun and actions.turned[row] == WENT_ON:
            log_event(world.nation, world.events, month, EVENT_RESUMED, -1, row, actions.resume_cause[row], 0)
        if state == RUNNING and actions.authorised[row] == month:
            cause = _why_it_began(actions, reforms, row)
            log_event(world.nation, world.events, month, EVENT_AUTHORISED, -1, row, cause, 0)
        if state == BLOCKED and actions.first_tried[row] == month:
            cause = CAUSE_WITHHELD if reforms.verdict[actions.reform[row]] == WITHHELD else CAUSE_OUTVOTED
            log_event(world.nation, world.events, month, EVENT_BLOCKED, -1, row, cause, 0)
        if state == FINISHED and actions.ended[row] == month:
            kind = EVENT_FINISHED if begun else EVENT_DROPPED
            log_event(world.nation, world.events, month, kind, -1, row, actions.end_cause[row], 0)
    for row in range(reforms.shape[0]):
        if reforms.verdict[row] == PASSED and reforms.needs_law[row] == 1:
            reforms.law[row] = 1
    world.nation[0].blocked_share = float32(blocked) / float32(due) if due > 0 else float32(0.0)


@part
def _why_it_began(actions, reforms, row):
    """A vote where a law was still wanted, consent where none was, or the consent that an earlier action had."""
    if actions.tried[row] == 0:
        return CAUSE_CONTINUED
    reform = actions.reform[row]
    return CAUSE_VOTE if reforms.needs_law[reform] == 1 and reforms.law[reform] == 0 else CAUSE_CONSENT


__all__ = ["begin_actions", "fire_rules", "follow_calendar", "log_actions", "set_agenda"]
