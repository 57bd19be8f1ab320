"""Part of phase 4: what money buys: reforms on paper and in practice, what they build on, what they push."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.forces import relative_pay
from ssrsim.equations.money import portion, share_of
from ssrsim.equations.portable import clipped, exponential, natural_log
from ssrsim.equations.programmes import effectiveness, updated_effective_level, updated_formal_level
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
        for unit in range(_places_of(world, row)):
            logs = float32(0.0)
            for other in range(world.reforms.shape[0]):
                weight = world.prerequisites[row, other]
                if weight > 0.0:
                    here = world.reforms.local[row] == 1 and world.reforms.local[other] == 1
                    level = world.local[EFFECTIVE, other, unit] if here else world.reforms.effective[other]
                    logs += natural_log(1.0 - weight + weight * level)
            world.local[READY, row, unit] = clipped(exponential(logs), 0.0, 1.0)


@part
def _places_of(world, reform):
    """Number of places in which a reform has a level of its own: every unit, or the whole country as one."""
    return world.units.shape[0] if world.reforms.local[reform] == 1 else min(1, world.units.shape[0])


@phase
def build_reforms(world, month, first, last):
    """Reforms: formal level from what was paid, effective level from what was delivered and what it can do there."""
    reforms = world.reforms
    nation = world.nation[0]
    local = world.local
    p = world.parameters[0]
    for row in range(first, last):
        owned = _bring_to_places(world, month, row)
        mean_formal, mean_effective = float32(0.0), float32(0.0)
        for unit in range(_places_of(world, row)):
            works = effectiveness(nation.will, world.effects[EFFECTIVE, DIALOGUE], local[READY, row, unit],
                                  nation.oversight, owned)  # fmt: skip
            runs = local[RUNS, row, unit] > 0.0
            upkept = reforms.upkept[row] if not runs else float32(0.0)
            formal = updated_formal_level(local[FORMAL, row, unit], local[PAID, row, unit], upkept, p)
            effective = updated_effective_level(local[EFFECTIVE, row, unit], formal, local[DELIVERED, row, unit], works,
                                                runs, reforms.reversed[row], reforms.maintained[row], p)  # fmt: skip
            local[FORMAL, row, unit] = formal
            local[EFFECTIVE, row, unit] = effective
            mean_formal += local[WEIGHT, row, unit] * formal
            mean_effective += local[WEIGHT, row, unit] * effective
        reforms.formal[row] = clipped(mean_formal, 0.0, 1.0)
        reforms.effective[row] = clipped(mean_effective, 0.0, 1.0)


@part
def _bring_to_places(world, month, reform):
    """Shares of the price used and delivered this month in each place of a reform; returns how far it was owned."""
    local = world.local
    actions = world.actions
    owned, paid = float32(0.0), float32(0.0)
    for unit in range(local.shape[2]):
        local[PAID, reform, unit] = local[DELIVERED, reform, unit] = 0.0
    for action in range(actions.shape[0]):
        if actions.reform[action] == reform:
            price = portion(world.reforms.cost[reform], actions.scope[action])
            used = share_of(actions.paid[action] - actions.duplicated[action], price)
            delivered = share_of(actions.delivered[action], price)
            for unit in range(local.shape[2]):
                if world.reach[action, unit] == 1:
                    local[PAID, reform, unit] += used
                    local[DELIVERED, reform, unit] += delivered
            owned += actions.owned[action] * float32(actions.paid[action])
            paid += float32(actions.paid[action])
    return owned / paid if paid > 0.0 else float32(0.0)


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
    for unit in range(world.units.shape[0]):
        here = (
            world.local[EFFECTIVE, reform, unit]
            if world.reforms.local[reform] == 1
            else world.reforms.effective[reform]
        )
        pushed = world.local_effects[unit, effect] + weight * here
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
