"""Part of phase 8: fighters who join the army, soldiers who remember whose men they were, and prisoners."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.bands import joining_chance, loyalty_lost
from ssrsim.equations.money import portion, share_of
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import binomial_quantile
from ssrsim.phases.camps import reaching
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.streams import INTEGRATION, four_uniforms
from ssrsim.world.world import EFFECT, log_event, move_people

float32 = np.float32
int64 = np.int64

SKILL = EFFECT["skill"]
EVENT_DEFECTION, CAUSE_WAR = KIND["defection"], CAUSE["war_pays_more_than_peace"]


@phase
def weigh_loyalty(world, month, first, last):
    """Fronts: integrated men leave the army with others, lose their loyalty or follow a call; fighters would join."""
    fronts = world.fronts
    groups = world.armed_groups
    units = world.units
    p = world.parameters[0]
    for row in range(first, last):
        faction = fronts.faction[row]
        unit = world.districts.army_unit[fronts.district[row]]
        u, v, w, _ = four_uniforms(world.key, INTEGRATION, month, fronts.id[row], 0)
        stayed = fronts.integrated[row] - binomial_quantile(fronts.integrated[row], _share_gone(units, unit), u)
        training = world.local_effects[unit, SKILL] if world.mechanisms[0].training == 1 else float32(0.0)
        loyal = stayed - binomial_quantile(stayed, clipped(loyalty_lost(training, p), 0.0, 1.0), v)
        loyal = loyal if loyal < units.strength[unit] else units.strength[unit]
        fronts.integrated[row] = loyal
        called = groups.changed[faction] == 1 and groups.active[faction] == 1
        fronts.defecting[row] = portion(loyal, p.integrated_share) if called else int64(0)
        free = groups.active[faction] == 0 and fronts.spoiling[row] == 0 and world.mechanisms[0].integration == 1
        chance = reaching(world, faction, joining_chance(groups.granted[faction], p)) if free else float32(0.0)
        men = world.strata.people[fronts.stratum[row]] - fronts.captured[row]
        fronts.joining[row] = binomial_quantile(men, clipped(chance, 0.0, 1.0), w)


@part
def _share_gone(units, unit):
    """Part of a unit that left, deserted, was removed or laid off this month, or was killed in the month before."""
    gone = units.left[unit] + units.deserted[unit] + units.vetted_out[unit] + units.dismissed[unit]
    gone += units.laid_off[unit] + units.killed[unit]
    before = units.strength[unit] - units.recruited[unit] + gone
    return clipped(share_of(gone, before), 0.0, 1.0)


@phase
def move_soldiers(world, month, first, last):
    """Nation: prisoners go home without ties, fighters fill posts of the army that are free, defectors leave it."""
    nation = world.nation[0]
    fronts = world.fronts
    strata = world.strata
    units = world.units
    nation.captured = nation.defected = 0
    for row in range(units.shape[0]):
        units.taken_in[row] = 0
    for row in range(fronts.shape[0]):
        stratum = fronts.stratum[row]
        unit = world.districts.army_unit[fronts.district[row]]
        captured = move_people(strata, stratum, strata.next_stage[stratum], fronts.captured[row])
        nation.captured += captured
        fronts.defiant[row] -= captured if captured < fronts.defiant[row] else fronts.defiant[row]
        joined = _admitted(world.districts, fronts, units, row)
        joined = joined if joined < strata.people[stratum] else strata.people[stratum]
        strata.people[stratum] -= joined
        units.strength[unit] += joined
        units.taken_in[unit] += joined
        fronts.integrated[row] += joined
        left = fronts.defecting[row] if fronts.defecting[row] < units.strength[unit] else units.strength[unit]
        units.strength[unit] -= left
        strata.people[stratum] += left
        fronts.integrated[row] -= left
        nation.defected += left
        if left > 0:
            log_event(world.nation, world.events, month, EVENT_DEFECTION, fronts.district[row], fronts.faction[row],
                      CAUSE_WAR, left)  # fmt: skip


@part
def _admitted(districts, fronts, units, front):
    """How many of those who would join from one front find a post: the free ones are shared out over all fronts here.

    What others took or left this month is left out, so that the order of fronts does not matter.
    """
    unit = districts.army_unit[fronts.district[front]]
    asking = leaving = int64(0)
    for row in range(fronts.shape[0]):
        if fronts.district[row] == fronts.district[front]:
            asking += fronts.joining[row]
            leaving += fronts.defecting[row] if row < front else int64(0)
    vacant = units.target[unit] - (units.strength[unit] - units.taken_in[unit] + leaving)
    if vacant <= 0 or asking <= 0:
        return int64(0)
    return fronts.joining[front] if asking <= vacant else portion(fronts.joining[front], share_of(vacant, asking))
