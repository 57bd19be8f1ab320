"""Part of phase 1: changes of context: what a lever is from some month on."""

import numpy as np

from ssrsim.compiled import phase
from ssrsim.phases.settlement import patronage_of_one
from ssrsim.scenario.changes import LEVERS
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

DONOR_STRICTNESS, NEIGHBOUR_HOSTILITY = LEVERS.index("donor_strictness"), LEVERS.index("neighbour_hostility")
PATRONAGE, MEDIA_FREEDOM = LEVERS.index("patronage"), LEVERS.index("media_freedom")
EVENT_CHANGED, CAUSE_SCHEDULED = KIND["context_changed"], CAUSE["scheduled"]


@phase
def change_context(world, month, first, last):
    """Nation: levers get the values that they have from this month on; politicians live from patronage accordingly."""
    nation = world.nation[0]
    changes = world.changes
    for row in range(changes.shape[0]):
        if changes.month[row] != month:
            continue
        lever, value = changes.lever[row], changes.new_value[row]
        if lever == DONOR_STRICTNESS:
            world.donors.strictness[:] = value
        elif lever == NEIGHBOUR_HOSTILITY:
            nation.neighbour_hostility = value
        elif lever == MEDIA_FREEDOM:
            nation.media_freedom = value
        elif lever == PATRONAGE:
            nation.patronage = value
            for politician in range(world.politicians.shape[0]):
                world.politicians.patronage_dependence[politician] = patronage_of_one(world, politician)
        log_event(world.nation, world.events, month, EVENT_CHANGED, -1, row, CAUSE_SCHEDULED, 0)
