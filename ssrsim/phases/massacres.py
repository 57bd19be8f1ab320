"""Parts of phases 1 and 9: massacres of civilians in one district, as scheduled. Not validated.

Their dead are no battle deaths: no coder of battles counts them. What follows goes the ways of other violence: those
who live there remember it as abuse, it makes the place insecure, and people fear, resent and flee; a service that did
it has its scandal and loses trust there at once.
"""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import portion
from ssrsim.equations.shocks import massacred_share
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.scenario.shocks import SHOCK_KINDS
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

MASSACRE = SHOCK_KINDS.index("massacre")
EVENT_MASSACRE, CAUSE_SCHEDULED = KIND["massacre"], CAUSE["scheduled"]
POLICE, ARMY = 0, 1


@phase
def strike_civilians(world, month, first, last):
    """Districts: how strongly a massacre strikes civilians this month, by who commits it."""
    districts = world.districts
    for row in range(first, last):
        districts.massacre_police[row] = _strongest_by(world.shocks, row, POLICE)
        districts.massacre_army[row] = _strongest_by(world.shocks, row, ARMY)
        of_services = max(districts.massacre_police[row], districts.massacre_army[row])
        districts.massacre[row] = max(of_services, _strongest_by(world.shocks, row, -1))


@part
def _strongest_by(shocks, district, service):
    """The strongest massacre in a district by a service, or by any faction where that is negative."""
    strongest = float32(0.0)
    for row in range(shocks.shape[0]):
        mine = shocks.faction[row] < 0 and shocks.service[row] == service
        mine = shocks.faction[row] >= 0 if service < 0 else mine
        here = shocks.kind[row] == MASSACRE and shocks.district[row] == district
        if mine and here and shocks.size_now[row] > strongest:
            strongest = shocks.size_now[row]
    return strongest


@phase
def bury_the_massacred(world, month, first, last):
    """Nation: civilians who are massacred leave their strata, each massacre in proportion to who lives there."""
    nation = world.nation[0]
    shocks = world.shocks
    world.districts.massacred[:] = 0
    for row in range(shocks.shape[0]):
        if shocks.kind[row] == MASSACRE and shocks.size_now[row] > 0.0 and shocks.district[row] >= 0:
            district = int64(shocks.district[row])
            dead = _bury_here(world.strata, district, massacred_share(shocks.size_now[row]))
            world.districts.massacred[district] += dead
            nation.massacre_dead += dead
            faction = int64(shocks.faction[row])
            log_event(world.nation, world.events, month, EVENT_MASSACRE, district, faction, CAUSE_SCHEDULED, dead)


@part
def _bury_here(strata, district, share):
    """Take a share of the civilians of a district out of their strata; returns how many."""
    dead = int64(0)
    for row in range(strata.shape[0]):
        if strata.district[row] == district and strata.stage[row] == 0 and strata.people[row] > 0:
            killed = portion(strata.people[row], share)
            strata.resentful[row] -= portion(strata.resentful[row], share)
            strata.people[row] -= killed
            dead += killed
    return dead
