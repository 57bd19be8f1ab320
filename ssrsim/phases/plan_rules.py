"""What rules order: by the calendar in phase 2, for the same month; by what is published in phase 10, for the next.

In phase 10 triggers fire and benchmarks are looked at, too.
"""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_plan import MET, MISSED, PACE, PAUSE, SHARE, START, STOP
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

TRIGGER_FIRED, RULE_FIRED = KIND["trigger_fired"], KIND["rule_fired"]
BENCHMARK_MET, BENCHMARK_MISSED = KIND["benchmark_met"], KIND["benchmark_missed"]
CAUSE_CONDITION, CAUSE_MONTH = CAUSE["condition_held"], CAUSE["benchmark_month"]
CAUSE_SCHEDULED = CAUSE["scheduled"]


@phase
def follow_calendar(world, month, first, last):
    """Nation: rules whose month has come order what is done in this month; the calendar is known beforehand."""
    rules = world.rules
    for row in range(rules.shape[0]):
        if rules.month[row] == month:
            rules.fires[row] += 1
            rules.last_fired[row] = month
            log_event(world.nation, world.events, month, RULE_FIRED, -1, row, CAUSE_SCHEDULED, 0)
    for row in range(world.deeds.shape[0]):
        if rules.month[world.deeds.rule[row]] == month:
            _order(world.deeds, world.actions, row)


@phase
def fire_rules(world, month, first, last):
    """Nation: triggers and rules fire whose condition holds, benchmarks are looked at; nothing acts before next month.

    What rules order is collected action by action, so that neither their order nor that of their deeds means anything.
    """
    nation = world.nation
    triggers = world.triggers
    for row in range(triggers.shape[0]):
        holds = world.conditions.holds[triggers.condition[row]]
        if holds == 1 and triggers.is_on[row] == 0:
            log_event(nation, world.events, month, TRIGGER_FIRED, -1, row, CAUSE_CONDITION, 0)
            triggers.fired[row] = month if triggers.fired[row] < 0 else triggers.fired[row]
        triggers.is_on[row] = holds
    for row in range(world.rules.shape[0]):
        if world.rules.month[row] < 0 and _fires(world.rules, world.conditions, row, month):
            world.rules.fires[row] += 1
            world.rules.last_fired[row] = month
            log_event(nation, world.events, month, RULE_FIRED, -1, row, CAUSE_CONDITION, 0)
    for row in range(world.deeds.shape[0]):
        rule = world.deeds.rule[row]
        if world.rules.month[rule] < 0 and world.rules.last_fired[rule] == month:
            _order(world.deeds, world.actions, row)
    _look_at_benchmarks(world, month)


@part
def _fires(rules, conditions, row, month):
    """A rule fires while its condition holds, not again before its cooldown is over, and never too often."""
    rested = rules.fires[row] == 0 or month >= rules.last_fired[row] + rules.cooldown[row]
    return conditions.holds[rules.condition[row]] == 1 and rested and rules.fires[row] < rules.most_fires[row]


@part
def _order(deeds, actions, row):
    """Tell an action what to do: the longest pause, the slowest pace, the smallest weight of all that it is told."""
    action, verb = deeds.action[row], deeds.verb[row]
    if verb == PAUSE:
        longer = deeds.months[row] > actions.told_pause[action]
        actions.told_pause[action] = deeds.months[row] if longer else actions.told_pause[action]
    elif verb == STOP:
        actions.told_stop[action] = 1
    elif verb == START:
        actions.told_start[action] = 1
    elif verb == PACE:
        slower = actions.told_pace[action] < 0.0 or deeds.to[row] < actions.told_pace[action]
        actions.told_pace[action] = deeds.to[row] if slower else actions.told_pace[action]
    elif verb == SHARE:
        smaller = actions.told_share[action] < 0.0 or deeds.to[row] < actions.told_share[action]
        actions.told_share[action] = deeds.to[row] if smaller else actions.told_share[action]


@part
def _look_at_benchmarks(world, month):
    """Those that are due this month are met or missed, for good; the share of those missed is kept for donors."""
    benchmarks = world.benchmarks
    due = missed = int64(0)
    for row in range(benchmarks.shape[0]):
        if benchmarks.month[row] == month:
            value = world.signals.value[benchmarks.signal[row]]
            enough = value >= benchmarks.value[row] if benchmarks.at_least[row] == 1 else value <= benchmarks.value[row]
            benchmarks.reached[row] = MET if enough else MISSED
            kind = BENCHMARK_MET if enough else BENCHMARK_MISSED
            log_event(world.nation, world.events, month, kind, -1, row, CAUSE_MONTH, 0)
        due += int64(benchmarks.reached[row] != 0)
        missed += int64(benchmarks.reached[row] == MISSED)
    world.nation[0].benchmarks_missed = float32(missed) / float32(due) if due > 0 else float32(0.0)
