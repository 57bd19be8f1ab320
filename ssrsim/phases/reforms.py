"""Part of phase 4: what money buys: reforms on paper and in practice, what they build on, what they push."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.forces import relative_pay
from ssrsim.equations.money import portion, share_of
from ssrsim.equations.portable import clipped, exponential, natural_log
from ssrsim.equations.programmes import (
    effective_decay,
    effectiveness,
    formal_fading,
    updated_effective_level,
    updated_formal_level,
)
from ssrsim.world.world import DELIVERED, EFFECT, EFFECTIVE, FORMAL, PAID, READY, RUNS, WEIGHT

float32 = np.float32
int64 = np.int64

DIALOGUE, PAY = EFFECT["dialogue"], EFFECT["pay"]


@phase
def check_prerequisites(world, month, first, last):
    """Reforms: how far what each builds on is there, in each of its places.

    Weighted geometric mean of (1 - weight) + weight x effective level.
    """
    for row in range(first, last):
        ready = world.local[READY, row]
        places = _places_of(world, row)
        for unit in range(places):
            ready[unit] = 0.0  # the sum of logarithms, as long as this row is being looked at
        for other in range(world.reforms.shape[0]):
            weight = world.prerequisites[row, other]
            if weight > 0.0:
                _build_on(world, row, other, weight, ready, places)
        for unit in range(places):
            ready[unit] = clipped(exponential(ready[unit]), 0.0, 1.0)


@part
def _build_on(world, reform, other, weight, logs, places):
    """Add to the logarithms of a reform what another is worth to it, in each of its places."""
    if world.reforms.local[reform] == 1 and world.reforms.local[other] == 1:
        levels = world.local[EFFECTIVE, other]
        for unit in range(places):
            logs[unit] += natural_log(1.0 - weight + weight * levels[unit])
    else:
        everywhere = natural_log(1.0 - weight + weight * world.reforms.effective[other])
        for unit in range(places):
            logs[unit] += everywhere


@part
def _places_of(world, reform):
    """Number of places in which a reform has a level of its own: every unit, or the whole country as one."""
    return world.units.shape[0] if world.reforms.local[reform] == 1 else min(1, world.units.shape[0])


@phase
def build_reforms(world, month, first, last):
    """Reforms: formal level from what was paid, effective level from what was delivered and what it can do there."""
    reforms = world.reforms
    for row in range(first, last):
        owned, is_paid = _bring_to_places(world, row)
        places = _places_of(world, row)
        _build_here(world, row, places, owned, is_paid)
        weights, formal, effective = world.local[WEIGHT, row], world.local[FORMAL, row], world.local[EFFECTIVE, row]
        mean_formal, mean_effective = float32(0.0), float32(0.0)
        for unit in range(places):
            mean_formal += weights[unit] * formal[unit]
            mean_effective += weights[unit] * effective[unit]
        reforms.formal[row] = clipped(mean_formal, 0.0, 1.0)
        reforms.effective[row] = clipped(mean_effective, 0.0, 1.0)


@part
def _bring_to_places(world, reform):
    """Shares of the price used and delivered this month in each place; returns how far it was owned, and whether paid.

    A reform that nobody paid for delivers nothing, whatever it would be worth.
    """
    actions = world.actions
    used_here, delivered_here = world.local[PAID, reform], world.local[DELIVERED, reform]
    units = world.local.shape[2]
    owned, paid = float32(0.0), float32(0.0)
    is_paid = False
    for unit in range(units):
        used_here[unit] = delivered_here[unit] = 0.0
    for action in range(actions.shape[0]):
        if actions.reform[action] == reform and _has_moved(actions, action):
            is_paid = True
            price = portion(world.reforms.cost[reform], actions.scope[action])
            used = share_of(actions.paid[action] - actions.duplicated[action], price)
            delivered = share_of(actions.delivered[action], price)
            for unit in range(units):
                here = world.reach[action, unit] == 1
                used_here[unit] += used if here else float32(0.0)
                delivered_here[unit] += delivered if here else float32(0.0)
            owned += actions.owned[action] * float32(actions.paid[action])
            paid += float32(actions.paid[action])
    return owned / paid if paid > 0.0 else float32(0.0), is_paid


@part
def _has_moved(actions, action):
    """Whether there is anything of this month's money to bring to places."""
    return actions.paid[action] != 0 or actions.duplicated[action] != 0 or actions.delivered[action] != 0


@part
def _build_here(world, reform, places, owned, is_paid):
    """Levels of a reform in each of its places; what is the same in all is read and worked out before the loop."""
    nation, reforms, p = world.nation[0], world.reforms, world.parameters[0]
    will, oversight, dialogue = nation.will, nation.oversight, world.effects[EFFECTIVE, DIALOGUE]
    fading_idle, fading_running = formal_fading(reforms.upkept[reform], p), formal_fading(0.0, p)
    decay_idle = effective_decay(False, reforms.maintained[reform], p)
    decay_running = effective_decay(True, reforms.maintained[reform], p)
    reversal = reforms.reversed[reform]
    formal, effective = world.local[FORMAL, reform], world.local[EFFECTIVE, reform]
    used, delivered = world.local[PAID, reform], world.local[DELIVERED, reform]
    ready, running = world.local[READY, reform], world.local[RUNS, reform]
    for unit in range(places):
        works = effectiveness(will, dialogue, ready[unit], oversight, owned) if is_paid else float32(0.0)
        runs = running[unit] > 0.0
        level = updated_formal_level(formal[unit], used[unit], fading_running if runs else fading_idle)
        effective[unit] = updated_effective_level(effective[unit], level, delivered[unit], works,
                                                  decay_running if runs else decay_idle, reversal)  # fmt: skip
        formal[unit] = level


@phase
def sum_effects(world, month, first, last):
    """Nation: how hard all reforms together push each lever of the state, formally and effectively, here and there."""
    reforms = world.reforms
    for effect in range(world.effects.shape[1]):
        formal, effective = float32(0.0), float32(0.0)
        for unit in range(world.units.shape[0]):
            world.local_effects[unit, effect] = 0.0
        for row in range(reforms.shape[0]):
            weight = world.effect_weights[row, effect]
            if weight > 0.0:
                formal += weight * reforms.formal[row]
                effective += weight * reforms.effective[row]
                _push_here(world, row, effect, weight)
        world.effects[FORMAL, effect] = clipped(formal, 0.0, 1.0)
        world.effects[EFFECTIVE, effect] = clipped(effective, 0.0, 1.0)
    nation = world.nation[0]
    nation.pay = relative_pay(world.effects[EFFECTIVE, PAY], world.parameters[0])


@part
def _push_here(world, reform, effect, weight):
    """Add what one reform does to one lever, place by place."""
    levels = world.local[EFFECTIVE, reform]
    is_local, everywhere = world.reforms.local[reform] == 1, weight * world.reforms.effective[reform]
    for unit in range(world.units.shape[0]):
        pushed = world.local_effects[unit, effect] + (weight * levels[unit] if is_local else everywhere)
        world.local_effects[unit, effect] = clipped(pushed, 0.0, 1.0)


@part
def levels_of_plan(reforms):
    """Mean formal and effective level over the reforms that are due by now; 0 where none is."""
    formal, effective, planned = float32(0.0), float32(0.0), float32(0.0)
    for row in range(reforms.shape[0]):
        if reforms.planned[row] == 1:
            formal += reforms.formal[row]
            effective += reforms.effective[row]
            planned += 1.0
    return (formal / planned, effective / planned) if planned > 0.0 else (float32(0.0), float32(0.0))
