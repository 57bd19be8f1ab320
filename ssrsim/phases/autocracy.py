"""Part of phase 2: elections that are not held, and constraints on power that are lost."""

import numpy as np

from ssrsim.compiled import part
from ssrsim.equations.autocracy import cancelling_chance, constraints_on_power
from ssrsim.equations.portable import clipped
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import COURTS, MEDIA, PARLIAMENT
from ssrsim.world.streams import CANCELLATION, one_uniform
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

EVENT_CANCELLED, EVENT_AUTOCRATIZATION = KIND["election_cancelled"], KIND["autocratization"]
CAUSE_LOSING, CAUSE_CANCELLED = CAUSE["would_be_lost"], CAUSE["election_not_held"]
CAUSE_COUP, CAUSE_INTERFERENCE = CAUSE["coup_by_the_army"], CAUSE["interference"]


@part
def is_cancelled(world, month, verdict):
    """Whether those who govern skip the election that is due this month."""
    nation = world.nation[0]
    if world.mechanisms[0].cancelled_elections == 0:
        return False
    _, checks = _checks(world.oversight_bodies)
    mission = nation.mission_against_coups
    chance = cancelling_chance(verdict, nation.interference, checks, mission, world.parameters[0])
    return one_uniform(world.key, CANCELLATION, month, 0) < chance


@part
def _checks(bodies):
    """Mean independence of parliament, courts and media, and mean of what they really do."""
    independence = bodies.independence[PARLIAMENT] + bodies.independence[COURTS] + bodies.independence[MEDIA]
    works = bodies.effective[PARLIAMENT] * bodies.independence[PARLIAMENT]
    works += bodies.effective[COURTS] * bodies.independence[COURTS]
    works += bodies.effective[MEDIA] * bodies.independence[MEDIA]
    return independence / 3.0, works / 3.0


@part
def watch_constraints(nation, bodies, events, month, p):
    """How far power is bound; autocratization once that has fallen far enough below its best since the settlement."""
    independence, _ = _checks(bodies)
    elected = 1 if nation.elected[0] == 1 and month >= nation.junta_until[0] else 0
    bound = clipped(constraints_on_power(independence, elected), 0.0, 1.0)
    nation.constraints[0] = bound
    if bound > nation.constraints_best[0]:
        nation.constraints_best[0] = bound
    if nation.autocratization_month[0] < 0 and nation.constraints_best[0] - bound >= p.autocratization_drop:
        nation.autocratization_month[0] = month
        cause = CAUSE_INTERFERENCE if elected == 1 else CAUSE_CANCELLED
        cause = CAUSE_COUP if month < nation.junta_until[0] else cause
        log_event(nation, events, month, EVENT_AUTOCRATIZATION, -1, -1, cause, 0)
