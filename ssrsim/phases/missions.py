"""Part of phase 3: missions come, share their strength out over four tasks, and leave by date, benchmark or shock."""

import numpy as np

from ssrsim.compiled import phase
from ssrsim.equations.missions import difficulty_share, mission_effect, mission_strength, troops_present
from ssrsim.equations.money import portion
from ssrsim.phases.shocks import is_told_to_leave
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.streams import MISSION, one_uniform
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

FOLLOWS_DIFFICULTY, RANDOMISED = 1, 2  # kinds of deployment; 0 is as given
EVENT_DRAWDOWN, EVENT_LEFT = KIND["mission_drawdown"], KIND["mission_left"]
CAUSE_SCHEDULED, CAUSE_BENCHMARK, CAUSE_OVER = CAUSE["scheduled"], CAUSE["benchmark_reached"], CAUSE["drawdown_over"]


@phase
def send_missions(world, month, first, last):
    """Missions, at the settlement: how much of each is sent: as given, as the case is hard, or by a coin."""
    missions = world.missions
    nation = world.nation[0]
    fighters = int64(0)
    for row in range(world.armed_groups.shape[0]):
        fighters += world.armed_groups.fighters[row]
    per_1000 = 1000.0 * float32(fighters) / float32(nation.population_at_start)
    for row in range(first, last):
        sent = float32(1.0)
        if missions.deployment[row] == FOLLOWS_DIFFICULTY:
            sent = difficulty_share(nation.insecurity, per_1000)
        if missions.deployment[row] == RANDOMISED:
            heads = one_uniform(world.key, MISSION, 0, missions.id[row]) < 0.5
            sent = float32(1.0) if heads else float32(0.0)
        missions.sent[row] = sent


@phase
def deploy(world, month, first, last):
    """Missions: troops present and what they, with the mission's police, amount to; who begins to leave."""
    missions = world.missions
    population = world.nation[0].population_at_start
    p = world.parameters[0]
    for row in range(first, last):
        waits_for = missions.condition[row]
        may_go = waits_for < 0 or world.conditions.holds[waits_for] == 1
        due = month >= missions.drawdown[row] and may_go
        if missions.begun[row] < 0 and (due or is_told_to_leave(world.shocks, row, month)):
            missions.begun[row] = month
        full = portion(missions.troops[row] + missions.police[row], missions.sent[row])
        begun = missions.begun[row]
        drawdown = begun if begun >= 0 else int64(1000000)  # as long as nothing tells it to go, it stays
        leaves = drawdown + missions.exit[row] - missions.drawdown[row]
        now = troops_present(full, month, missions.start[row], drawdown, leaves)
        promised = full if month < missions.start[row] and begun < 0 and month < leaves else now
        missions.present[row] = now
        missions.mission_strength[row] = mission_strength(now, population, missions.mandate[row], p)
        missions.promise[row] = mission_strength(promised, population, missions.mandate[row], p)


@phase
def guarantee(world, month, first, last):
    """Nation: the strength of all missions together, shared out over what they do.

    Commitments are guaranteed by what is there or still firmly promised.
    """
    nation = world.nation[0]
    missions = world.missions
    p = world.parameters[0]
    absent, unpromised = float32(1.0), float32(1.0)
    for row in range(missions.shape[0]):
        absent = absent * (1.0 - missions.mission_strength[row])
        unpromised = unpromised * (1.0 - missions.promise[row])
    strength = 1.0 - absent
    nation.mission_strength = strength
    nation.mission_deterrence = mission_effect(strength, p.mission_to_deterrence, p)
    nation.mission_protection = mission_effect(strength, p.mission_to_protection, p)
    nation.mission_against_coups = mission_effect(strength, p.mission_to_coups, p)
    nation.guarantee = mission_effect(1.0 - unpromised, p.mission_to_guarantee, p)


@phase
def log_missions(world, month, first, last):
    """Nation: a log of drawdowns that begin and missions that are gone."""
    missions = world.missions
    for row in range(missions.shape[0]):
        full = portion(missions.troops[row] + missions.police[row], missions.sent[row])
        begun = missions.begun[row]
        if begun < 0 or full == 0:
            continue
        if month == begun:
            by_date = missions.condition[row] < 0 or is_told_to_leave(world.shocks, row, month)
            cause = CAUSE_SCHEDULED if by_date else CAUSE_BENCHMARK
            log_event(world.nation, world.events, month, EVENT_DRAWDOWN, -1, row, cause, full)
        if month == begun + missions.exit[row] - missions.drawdown[row]:
            log_event(world.nation, world.events, month, EVENT_LEFT, -1, row, CAUSE_OVER, full)


@phase
def patrol(world, month, first, last):
    """Districts: protection and deterrence by missions, thinner where roads are bad."""
    districts = world.districts
    for row in range(first, last):
        reach = 1.0 - 0.4 * districts.remoteness[row]
        districts.mission_presence[row] = world.nation[0].mission_protection * reach
        districts.mission_deterrence[row] = world.nation[0].mission_deterrence * reach
