"""Phase 1: what strikes from outside this month. Reads the schedule and the neighbours; decides nothing."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.portable import clipped, logistic, relaxed
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.scenario.shocks import SHOCK_KINDS
from ssrsim.world.ledger import open_month
from ssrsim.world.streams import ECONOMY, PATRON, one_normal, one_uniform
from ssrsim.world.world import log_event

float32 = np.float32

ECONOMIC = SHOCK_KINDS.index("economic")
AID_CUT = SHOCK_KINDS.index("aid_cut")
SCANDAL = SHOCK_KINDS.index("scandal")
SPOILER = SHOCK_KINDS.index("spoiler_attack")
INTERVENTION = SHOCK_KINDS.index("patron_intervention")
BOOM = SHOCK_KINDS.index("commodity_boom")
EVENT_SHOCK = KIND["shock"]
EVENT_PATRON = KIND["patron_intervention"]
CAUSE_SCHEDULED = CAUSE["scheduled"]
POLICE, ARMY = 0, 1
PATRON_BACKED = 2  # kind of faction
CAUSE_NEIGHBOUR = CAUSE["neighbour"]


@phase
def strike(world, month, first, last):
    """Shocks: each is at full strength while it lasts."""
    shocks = world.shocks
    for row in range(first, last):
        lasts = month >= shocks.start[row] and month < shocks.start[row] + shocks.months[row]
        shocks.active[row] = shocks.strength[row] if lasts else 0.0


@phase
def arm_by_patron(world, month, first, last):
    """Armed groups: patrons arm some, at random or as scheduled; old support fades with a half-life of a year or so.

    Those that a state made its own keep a part of it as long as that state is hostile.
    """
    groups = world.armed_groups
    p = world.parameters[0]
    hostility = world.nation[0].neighbour_hostility
    random = world.mechanisms[0].random_shocks
    for row in range(first, last):
        lasting = groups.kind[row] == PATRON_BACKED and world.mechanisms[0].patron_states == 1
        kept = hostility * groups.patron_at_start[row] if lasting else float32(0.0)
        support = relaxed(groups.patron[row], kept, 1.0 - p.patron_kept)
        u = one_uniform(world.key, PATRON, month, groups.id[row])
        if random == 1 and u < p.patron_rate * hostility:
            support = clipped(support + p.patron_size, 0.0, 1.0)
        windfall = float32(0.0)
        for shock in range(world.shocks.shape[0]):
            if world.shocks.faction[shock] < 0 or world.shocks.faction[shock] == row:
                size = world.shocks.active[shock]
                if world.shocks.kind[shock] == INTERVENTION and size > support:
                    support = size
                if world.shocks.kind[shock] == SPOILER and size > windfall:
                    windfall = size
        groups.windfall[row] = windfall
        groups.patron[row] = support


@phase
def feel_shocks(world, month, first, last):
    """Nation: what all shocks of a kind come to, and the income of the country."""
    nation = world.nation[0]
    p = world.parameters[0]
    open_month(world.accounts)
    nation.shock_economic = _strongest(world.shocks, ECONOMIC)
    nation.shock_aid_cut = _strongest(world.shocks, AID_CUT)
    nation.shock_scandal_police = _strongest_scandal(world.shocks, POLICE)
    nation.shock_scandal_army = _strongest_scandal(world.shocks, ARMY)
    nation.shock_boom = _strongest(world.shocks, BOOM)
    z = one_normal(world.key, ECONOMY, month, 0)
    noise = p.economy_noise * z if world.mechanisms[0].random_shocks == 1 else 0.0
    nation.economy_noise = 0.97 * nation.economy_noise + noise
    income = nation.growth * float32(month) + nation.economy_noise - 0.4 * nation.shock_economic
    nation.economy = logistic(2.0 * income)
    for shock in range(world.shocks.shape[0]):
        if world.shocks.start[shock] == month:
            log_event(world.nation, world.events, month, EVENT_SHOCK, -1, shock, CAUSE_SCHEDULED, 0)
    for row in range(world.armed_groups.shape[0]):
        u = one_uniform(world.key, PATRON, month, world.armed_groups.id[row])
        if world.mechanisms[0].random_shocks == 1 and u < p.patron_rate * nation.neighbour_hostility:
            log_event(world.nation, world.events, month, EVENT_PATRON, -1, row, CAUSE_NEIGHBOUR, 0)


@part
def _strongest(shocks, kind):
    strongest = float32(0.0)
    for shock in range(shocks.shape[0]):
        if shocks.kind[shock] == kind and shocks.active[shock] > strongest:
            strongest = shocks.active[shock]
    return strongest


@part
def _strongest_scandal(shocks, service):
    strongest = float32(0.0)
    for shock in range(shocks.shape[0]):
        if shocks.kind[shock] == SCANDAL and shocks.service[shock] == service and shocks.active[shock] > strongest:
            strongest = shocks.active[shock]
    return strongest
