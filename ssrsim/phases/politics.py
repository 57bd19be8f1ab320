"""Phase 2: what politicians live from and want. Will is derived from interests, never set."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.elections import army_discontent, controlled_army, electoral_pressure, updated_cuts
from ssrsim.equations.money import fixed, share_of, unfixed
from ssrsim.equations.politics import (
    interference_share,
    left_open,
    reconciled_exclusion,
    relative_flow,
    rents_closed,
    updated_rents,
    updated_threat,
    updated_will,
    will_target,
)
from ssrsim.equations.portable import clipped
from ssrsim.phases.autocracy import watch_constraints
from ssrsim.phases.elections import next_election
from ssrsim.world.columns_institutions import (
    ACCESS_TO_BRIBES,
    ACCESS_TO_GHOSTS,
    ACCESS_TO_LEAKAGE,
    PARLIAMENT,
    RUNNING,
)
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int64 = np.int64

DIALOGUE = EFFECT["dialogue"]
POLICE, ARMY = 0, 1
TO_BRIBES = np.array(ACCESS_TO_BRIBES, dtype=np.float32)
TO_GHOSTS = np.array(ACCESS_TO_GHOSTS, dtype=np.float32)
TO_LEAKAGE = np.array(ACCESS_TO_LEAKAGE, dtype=np.float32)


@phase
def read_the_mood(world, month, first, last):
    """Nation: flows of rents and pressures that every politician feels, from last month's state."""
    nation = world.nation[0]
    nation.dissatisfaction_heard = (1.0 - nation.survey_trust_police) * nation.media_freedom
    due = next_election(world.nation, world.mechanisms[0].elections, month)
    nation.electoral_pressure = electoral_pressure(due - month if due > 0 else -1)
    _read_flows(world)
    _read_risks(world.nation, world.reforms, world.actions)
    _read_the_army(world.nation, world.units, world.groups)
    works = float32(0.0)
    if world.mechanisms[0].civilian_control == 1:
        gained = world.oversight_bodies.effective[PARLIAMENT] - world.oversight_bodies.effective_at_start[PARLIAMENT]
        works = clipped(gained, 0.0, 1.0) * world.oversight_bodies.independence[PARLIAMENT]
    nation.civilian_control = controlled_army(nation.civilian_control_at_start, works, world.parameters[0])


@part
def _read_flows(world):
    """Flows of the three channels of rents in the last month, each relative to an unreformed state."""
    nation = world.nation[0]
    p = world.parameters[0]
    nation.bribery = police_bribery(world.units)
    nation.flow_bribes = relative_flow(nation.bribery, nation.bribery_at_start)
    paid = float32(ghosts_of(world.units)) * nation.pay_coverage
    nation.flow_ghosts = relative_flow(paid, float32(nation.ghosts_at_start))
    at_hand = float32(nation.revenue_month + nation.aid_month)
    unaudited = p.leakage_base * p.leak_to_politicians * at_hand
    nation.flow_leakage = relative_flow(float32(nation.programme_rents), unaudited)


@part
def police_bribery(units):
    """Mean propensity of policemen to take a bribe, by strength: expected bribes, not those that a sample met."""
    taken, people = float32(0.0), float32(0.0)
    for row in range(units.shape[0]):
        if units.service[row] == POLICE:
            taken += unfixed(units.bribery_total[row], units.rows[row]) * float32(units.strength[row])
            people += float32(units.strength[row])
    return clipped(taken / people, 0.0, 1.0) if people > 0.0 else float32(0.0)


@part
def ghosts_of(units):
    """Ghost names of all units."""
    ghosts = int64(0)
    for row in range(units.shape[0]):
        ghosts += units.ghosts[row]
    return ghosts


@part
def _read_risks(nation, reforms, actions):
    """How much of each channel of rents the reforms that are let would close: by law, under way, or by report.

    Of what is neither law nor under way, politicians see what implementers last reported to stand.
    """
    bribes = ghosts = leakage = float32(1.0)  # what they leave open
    for row in range(reforms.shape[0]):
        pursued = reforms.law[row] == 1
        for action in range(actions.shape[0]):
            pursued = pursued or (actions.reform[action] == row and actions.state[action] == RUNNING)
        exposure = float32(1.0) if pursued else reforms.reported[row]
        bribes = left_open(bribes, exposure, reforms.threat_bribes[row])
        ghosts = left_open(ghosts, exposure, reforms.threat_ghosts[row])
        leakage = left_open(leakage, exposure, reforms.threat_leakage[row])
    nation.risk_bribes[0] = 1.0 - bribes
    nation.risk_ghosts[0] = 1.0 - ghosts
    nation.risk_leakage[0] = 1.0 - leakage


@part
def _read_the_army(nation, units, groups):
    """Discontent of the army over arrears, ghost income lost, removals, exclusion and cuts."""
    arrears = float32(0.0)
    people = laid_off = int64(0)
    for row in range(units.shape[0]):
        if units.service[row] == ARMY:
            arrears += units.pay_arrears[row] * float32(units.strength[row])
            people += units.strength[row]
            laid_off += units.laid_off[row]
    exclusion = float32(0.0)
    for row in range(groups.shape[0]):
        exclusion += groups.exclusion[row] * groups.representation[row]
    arrears = arrears / float32(people) if people > 0 else float32(0.0)
    lost = share_of(laid_off, people + laid_off)
    cuts = updated_cuts(nation.army_cuts[0], lost, nation.pay_coverage[0])
    nation.army_cuts[0] = cuts
    discontent = army_discontent(arrears, nation.payroll_squeeze[0], nation.purge[0], exclusion, cuts)
    nation.army_discontent[0] = discontent if people > 0 else float32(0.0)  # no army, nobody to be discontent


@phase
def weigh_interests(world, month, first, last):
    """Politicians: threat, habitual rents by channel, and the will that follows from them."""
    politicians = world.politicians
    nation = world.nation[0]
    p = world.parameters[0]
    n_groups = world.armed_groups.shape[0]
    active_share = float32(nation.active_groups) / float32(n_groups) if n_groups > 0 else float32(0.0)
    for row in range(first, last):
        patronage = politicians.patronage_dependence[row]
        at_home = world.districts.admin_insecurity[politicians.constituency[row]]
        threat = updated_threat(politicians.perceived_threat[row], at_home, active_share, p)
        governs = world.blocs.governing[politicians.bloc[row]] == 1
        _earn(politicians, row, governs, nation, p)
        at_risk = rents_closed(
            politicians.rents_bribes[row], politicians.rents_ghosts[row], politicians.rents_leakage[row],
            nation.risk_bribes, nation.risk_ghosts, nation.risk_leakage,
        )  # fmt: skip
        target = will_target(patronage, at_risk, threat, nation.donor_pressure,
                             nation.fragmentation, nation.independent_finance, p)  # fmt: skip
        responsibility = float32(1.0) if governs else float32(0.5)
        will = updated_will(politicians.will[row], target, responsibility, nation.electoral_pressure,
                            nation.dissatisfaction_heard, nation.army_discontent, p)  # fmt: skip
        politicians.perceived_threat[row] = threat
        politicians.rents_at_risk[row] = at_risk
        politicians.will[row] = will if world.mechanisms[0].derived_will == 1 else politicians.will[row]


@part
def _earn(politicians, row, governs, nation, p):
    """Habits follow what reaches the office from each channel; less reaches those who do not govern."""
    office = politicians.office[row]
    reach = float32(1.0) if governs else p.rents_outside
    bribes = float32(reach * TO_BRIBES[office])
    ghosts = float32(reach * TO_GHOSTS[office])
    leakage = float32(reach * TO_LEAKAGE[office])
    politicians.rents_bribes[row] = updated_rents(politicians.rents_bribes[row], nation.flow_bribes, bribes, p)
    politicians.rents_ghosts[row] = updated_rents(politicians.rents_ghosts[row], nation.flow_ghosts, ghosts, p)
    politicians.rents_leakage[row] = updated_rents(politicians.rents_leakage[row], nation.flow_leakage, leakage, p)


@phase
def reconcile(world, month, first, last):
    """Groups: exclusion recedes as far as dialogue works; without it, it stays."""
    groups = world.groups
    dialogue = world.effects[EFFECTIVE, DIALOGUE] if world.mechanisms[0].reconciliation == 1 else float32(0.0)
    for row in range(first, last):
        after = reconciled_exclusion(groups.exclusion[row], groups.exclusion_at_start[row], dialogue,
                                     world.parameters[0])  # fmt: skip
        groups.exclusion[row] = clipped(after, 0.0, 1.0)


@phase
def note_rents(world, month, first, last):
    """Nation: bribes and ghosts of the settlement, against which later flows of rents are measured."""
    nation = world.nation[0]
    nation.bribery = nation.bribery_at_start = police_bribery(world.units)
    nation.ghosts_at_start = ghosts_of(world.units)


@phase
def hear_the_army(world, month, first, last):
    """Nation: how discontent the army is on the day of the settlement; later months hear it with the mood."""
    _read_the_army(world.nation, world.units, world.groups)


@phase
def count_votes(world, month, first, last):
    """Nation: power of those who govern, what binds them, and will, rents and interference weighted by power."""
    nation = world.nation[0]
    politicians = world.politicians
    concentration, governing = float32(0.0), float32(0.0)
    for row in range(world.blocs.shape[0]):
        concentration += world.blocs.power[row] * world.blocs.power[row]
        governing += world.blocs.power[row] if world.blocs.governing[row] == 1 else float32(0.0)
    nation.fragmentation = clipped(1.0 - concentration, 0.0, 1.0)
    nation.governing_power = clipped(governing, 0.0, 1.0)
    power = will = interference = rents = at_risk = int64(0)
    for row in range(politicians.shape[0]):
        weight = politicians.power[row]
        own_will = politicians.will[row]
        habit = politicians.rents_bribes[row] + politicians.rents_ghosts[row] + politicians.rents_leakage[row]
        power += fixed(weight)
        will += fixed(weight * own_will)
        rents += fixed(weight * clipped(habit, 0.0, 1.0))
        at_risk += fixed(weight * politicians.rents_at_risk[row])
        interference += fixed(weight * interference_share(own_will, politicians.patronage_dependence[row]))
    nation.will = clipped(float32(will) / float32(power), 0.0, 1.0)
    nation.rents = clipped(float32(rents) / float32(power), 0.0, 1.0)
    nation.rents_at_risk = clipped(float32(at_risk) / float32(power), 0.0, 1.0)
    nation.interference = clipped(float32(interference) / float32(power), 0.0, 1.0)
    watch_constraints(world.nation, world.oversight_bodies, world.events, month, world.parameters[0])
