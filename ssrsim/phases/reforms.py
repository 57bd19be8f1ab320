"""Part of phase 4: what money buys: reforms on paper and in practice, what they build on, what they push."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.forces import relative_pay
from ssrsim.equations.money import share_of
from ssrsim.equations.portable import clipped, exponential, natural_log
from ssrsim.equations.programmes import effectiveness, updated_effective_level, updated_formal_level
from ssrsim.world.columns_institutions import RUNNING
from ssrsim.world.world import EFFECT, EFFECTIVE, FORMAL

float32 = np.float32
int64 = np.int64

DIALOGUE, PAY = EFFECT["dialogue"], EFFECT["pay"]


@phase
def check_prerequisites(world, month, first, last):
    """Reforms: how far what each builds on is there.

    Weighted geometric mean of (1 - weight) + weight x effective level.
    """
    for row in range(first, last):
        logs = float32(0.0)
        for other in range(world.reforms.shape[0]):
            weight = world.prerequisites[row, other]
            if weight > 0.0:
                logs += natural_log(1.0 - weight + weight * world.reforms.effective[other])
        world.reforms.ready[row] = clipped(exponential(logs), 0.0, 1.0)


@phase
def build_reforms(world, month, first, last):
    """Reforms: formal level from what was paid, effective level from what was delivered and what it can do here."""
    reforms = world.reforms
    nation = world.nation[0]
    p = world.parameters[0]
    for row in range(first, last):
        paid = leaked = int64(0)
        running = False
        for action in range(world.actions.shape[0]):
            if world.actions.reform[action] == row:
                paid += world.actions.paid[action]
                leaked += world.actions.leaked[action]
                running = running or world.actions.state[action] == RUNNING
                if month >= world.actions.start[action]:
                    reforms.planned[row] = 1
        works = effectiveness(nation.will, world.effects[EFFECTIVE, DIALOGUE], reforms.ready[row], nation.oversight)
        formal = updated_formal_level(reforms.formal[row], share_of(paid, reforms.cost[row]), p)
        delivered = share_of(paid - leaked, reforms.cost[row])
        reforms.formal[row] = formal
        reforms.effective[row] = updated_effective_level(
            reforms.effective[row], formal, delivered, works, running, reforms.reversed[row], p
        )


@phase
def sum_effects(world, month, first, last):
    """Nation: how hard all reforms together push each lever of the state, formally and effectively."""
    reforms = world.reforms
    for effect in range(world.effects.shape[1]):
        formal, effective = float32(0.0), float32(0.0)
        for row in range(reforms.shape[0]):
            weight = world.effect_weights[row, effect]
            formal += weight * reforms.formal[row]
            effective += weight * reforms.effective[row]
        world.effects[FORMAL, effect] = clipped(formal, 0.0, 1.0)
        world.effects[EFFECTIVE, effect] = clipped(effective, 0.0, 1.0)
    nation = world.nation[0]
    nation.pay = relative_pay(world.effects[EFFECTIVE, PAY], world.parameters[0])
    # rents of politicians from programmes and payroll, relative to what an unreformed state would leak to them
    rents = float32(nation.leaked_to_politicians)
    to_them = world.parameters[0].leakage_base * world.parameters[0].leak_to_politicians
    unreformed = to_them * float32(nation.revenue_month + nation.aid_month)
    nation.rent_flow = clipped(rents / unreformed, 0.0, 10.0) if unreformed > 0.0 else 0.0


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
