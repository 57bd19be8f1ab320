"""Phase 2: what politicians want and what they let pass. Will is derived from interests, never set."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import fixed
from ssrsim.equations.politics import (
    army_discontent,
    electoral_pressure,
    interference_share,
    support_margin,
    updated_rents,
    updated_threat,
    updated_will,
    will_target,
)
from ssrsim.equations.portable import clipped
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.columns_institutions import FINISHED, PASSED, UNTRIED, VOTED_DOWN, WITHHELD
from ssrsim.world.streams import VOTE, one_normal
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int64 = np.int64

DIALOGUE = EFFECT["dialogue"]
N_REFORMS = len(REFORM_NAMES)
HEAD_OF_GOVERNMENT = 1


@phase
def read_the_mood(world, month, first, last):
    """Nation: pressures that every politician feels, from last month's state."""
    nation = world.nation[0]
    nation.dissatisfaction_heard = (1.0 - nation.survey_trust_police) * nation.media_freedom
    due = nation.first_election if world.mechanisms[0].elections == 1 else int64(0)
    while due > 0 and due < month:
        due += nation.election_interval
    nation.electoral_pressure = electoral_pressure(due - month if due > 0 else -1)
    safe = float32(1.0)  # chance that no reform that is due touches rents
    for row in range(world.actions.shape[0]):
        if month >= world.actions.start[row] and world.actions.state[row] != FINISHED:
            safe = safe * (1.0 - world.reforms.threat[world.actions.reform[row]])
    nation.plan_threat = 1.0 - safe
    arrears, people = float32(0.0), float32(0.0)
    for row in range(world.units.shape[0]):
        if world.units.service[row] == 1:
            arrears += world.units.pay_arrears[row] * float32(world.units.strength[row])
            people += float32(world.units.strength[row])
    exclusion = float32(0.0)
    for row in range(world.groups.shape[0]):
        exclusion += world.groups.exclusion[row] * world.groups.representation[row]
    arrears = arrears / people if people > 0.0 else float32(0.0)
    nation.army_discontent = army_discontent(arrears, nation.payroll_squeeze, nation.purge, exclusion)


@phase
def weigh_interests(world, month, first, last):
    """Politicians: threat, habitual rents, and the will that follows from them."""
    politicians = world.politicians
    nation = world.nation[0]
    p = world.parameters[0]
    n_groups = world.armed_groups.shape[0]
    active_share = float32(nation.active_groups) / float32(n_groups) if n_groups > 0 else float32(0.0)
    for row in range(first, last):
        patronage = politicians.patronage_dependence[row]
        at_home = world.districts.admin_insecurity[politicians.constituency[row]]
        threat = updated_threat(politicians.perceived_threat[row], at_home, active_share, p)
        rents = updated_rents(politicians.rents[row], nation.rent_flow, p)
        target = will_target(patronage, rents * nation.plan_threat, threat, nation.donor_pressure,
                             nation.fragmentation, nation.independent_finance, p)  # fmt: skip
        responsibility = 1.0 if world.blocs.governing[politicians.bloc[row]] == 1 else float32(0.5)
        will = updated_will(politicians.will[row], target, responsibility, nation.electoral_pressure,
                            nation.dissatisfaction_heard, nation.army_discontent, p)  # fmt: skip
        politicians.perceived_threat[row] = threat
        politicians.rents[row] = rents
        politicians.will[row] = will if world.mechanisms[0].derived_will == 1 else politicians.will[row]


@phase
def vote(world, month, first, last):
    """Reforms: what becomes of each that is on the agenda: passed, voted down, or consent withheld."""
    reforms = world.reforms
    for row in range(first, last):
        reforms.verdict[row] = _verdict(world, month, row) if reforms.on_agenda[row] == 1 else UNTRIED


@part
def _verdict(world, month, reform):
    """What comes of one reform: a law needs a power-weighted majority; head of government and minister must consent."""
    politicians = world.politicians
    p = world.parameters[0]
    needs_law = world.reforms.needs_law[reform] == 1 and world.reforms.law[reform] == 0
    for_it = against_it = np.int64(0)
    consent = True
    for row in range(politicians.shape[0]):
        noise = one_normal(world.key, VOTE, month // 12 * N_REFORMS + reform, politicians.id[row])  # luck of a year
        margin = support_margin(
            politicians.will[row], world.effects[EFFECTIVE, DIALOGUE], noise, world.reforms.threat[reform],
            politicians.rents[row], politicians.patronage_dependence[row], politicians.perceived_threat[row],
            needs_law, p,
        )  # fmt: skip
        office = politicians.office[row]
        if margin > 0.0:
            for_it += fixed(politicians.power[row])
        else:
            against_it += fixed(politicians.power[row])
            if office == HEAD_OF_GOVERNMENT or office == world.reforms.minister[reform]:
                consent = False
    if not consent:
        return WITHHELD
    return PASSED if not needs_law or for_it > against_it else VOTED_DOWN


@phase
def count_votes(world, month, first, last):
    """Nation: fragmentation, mean will and interference, weighted by power."""
    nation = world.nation[0]
    concentration = float32(0.0)
    for row in range(world.blocs.shape[0]):
        concentration += world.blocs.power[row] * world.blocs.power[row]
    nation.fragmentation = clipped(1.0 - concentration, 0.0, 1.0)
    power = will = interference = np.int64(0)
    for row in range(world.politicians.shape[0]):
        weight = world.politicians.power[row]
        own_will = world.politicians.will[row]
        power += fixed(weight)
        will += fixed(weight * own_will)
        interference += fixed(weight * interference_share(own_will, world.politicians.patronage_dependence[row]))
    nation.will = clipped(float32(will) / float32(power), 0.0, 1.0)
    nation.interference = clipped(float32(interference) / float32(power), 0.0, 1.0)
