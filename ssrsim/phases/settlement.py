"""Month 0: what a seed decides about people, officers and leaders before the first month, then a first stocktaking.

Dispositions are spread evenly over each stratum or unit (a Weyl sequence from a random start), so that a small sample
has the same distribution as a large one; networks and leaders' traits are plain draws.
"""

import numpy as np

from ssrsim.compiled import inlined, part, phase
from ssrsim.equations.conflict import insecurity_left_by_war, settled_control
from ssrsim.equations.factions import cost_at_indifference, cost_of_war, credibility
from ssrsim.equations.misconduct import mixed_norm
from ssrsim.equations.money import portion, share_of
from ssrsim.equations.monitoring import bribe_norm
from ssrsim.equations.oversight import justice_delivered
from ssrsim.equations.portable import clipped, exponential, logistic
from ssrsim.phases.bands import abroad
from ssrsim.phases.conflict import carried_here, informed_by_people
from ssrsim.phases.going_home import unpaid_share
from ssrsim.phases.leaders import peace_at_hand, prospects, wearied
from ssrsim.phases.security_forces import take_stock
from ssrsim.world.streams import (
    SETTLEMENT_FACTION,
    SETTLEMENT_POLITICIAN,
    SETTLEMENT_UNIT,
    one_uniform,
    philox,
    unit_interval,
)

float32 = np.float32
int32 = np.int32
int64 = np.int64
uint32 = np.uint32

# steps of a four-dimensional low-discrepancy sequence, as fractions of 2^32. Source: Roberts (2018), "The unreasonable
# effectiveness of quasirandom sequences", generalised golden ratio of dimension 4
STEPS = np.array([3679390609, 3152041523, 2700274805, 2313257605], dtype=np.uint32)


@inlined
def evenly(start, place, dimension):
    """The number at this place of an even sequence over (0, 1), from a random 32-bit start."""
    return unit_interval(uint32(start + uint32(uint32(place) * STEPS[dimension])))


@part
def starts(key, stream, identity):
    """Four random 32-bit starts for one stratum or unit."""
    return philox(uint32(identity), uint32(0), stream, uint32(0), key[0], key[1])


@phase
def settle_units(world, month, first, last):
    """Units: some have a high norm of misconduct, some a low one, so that the mean is what observers saw.

    Units of a service are lined up at random; those within the first `mean` of its strength have the high norm. Bribes
    and abuse are lined up apart: a force can be clean and repressive, or lax and venal.
    """
    units = world.units
    p = world.parameters[0]
    for row in range(first, last):
        bribes = bribe_norm(world.nation[0].corruption_at_start)
        units.norm[row] = mixed_norm(bribes, _among_the_first(world, row, bribes, 0), p)
        units.abuse_norm[row] = mixed_norm(p.abuse_norm_start, _among_the_first(world, row, p.abuse_norm_start, 1), p)


@part
def _among_the_first(world, unit, share, line):
    """The part of a unit that lies within the first `share` of its service, by strength, in random line 0 or 1."""
    units = world.units
    own = one_uniform(world.key, SETTLEMENT_UNIT, line, units.id[unit])
    before = total = int64(0)
    for row in range(units.shape[0]):
        if units.service[row] == units.service[unit]:
            total += units.strength[row]
            if one_uniform(world.key, SETTLEMENT_UNIT, line, units.id[row]) < own:
                before += units.strength[row]
    within = share * float32(total) - float32(before)
    return clipped(within / float32(units.strength[unit]), 0.0, 1.0) if units.strength[unit] > 0 else float32(0.0)


@phase
def settle_expectations(world, month, first, last):
    """Units: misdeeds and sanctions a month as they usually are, at the rate of the service in the whole country."""
    units = world.units
    for row in range(first, last):
        misdeeds = cases = people = int64(0)
        for other in range(units.shape[0]):
            if units.service[other] == units.service[row]:
                misdeeds += units.misdeeds[other]
                cases += units.cases[other]
                people += world.districts.people[units.district[other]]
        here = share_of(world.districts.people[units.district[row]], people)
        units.usual_misdeeds[row] = here * float32(misdeeds)
        units.usual_sanctions[row] = here * float32(cases) * world.nation[0].sanction_probability
        seen = units.usual_sanctions[row] / (units.usual_misdeeds[row] + 1.0)
        units.sanctions_per_misdeed[row] = clipped(seen, 0.0, 1.0)
        # month 1 opens this month's cases: until then the courts hold what waited before them
        new = int64(here * float32(cases))
        units.waiting[row] = units.waiting[row] - new if units.waiting[row] > new else int64(0)


@phase
def settle_justice(world, month, first, last):
    """Nation: the odds with which what courts do, district by district, is on average what observers saw."""
    nation = world.nation[0]
    districts = world.districts
    low, high = float32(-9.0), float32(9.0)  # logits
    for _ in range(30):
        middle = 0.5 * (low + high)
        delivered, people = float32(0.0), float32(0.0)
        for row in range(districts.shape[0]):
            here = float32(districts.people[row])
            delivered += here * justice_delivered(districts.justice[row], exponential(middle))
            people += here
        too_little = delivered < nation.justice * people
        low = middle if too_little else low
        high = high if too_little else middle
    # courts that do nothing at all say nothing about what they would be worth
    nation.justice_odds = exponential(0.5 * (low + high)) if nation.justice > 0.0 else float32(1.0)
    for row in range(districts.shape[0]):
        districts.justice[row] = justice_delivered(districts.justice[row], nation.justice_odds)


@phase
def expect_sanctions(world, month, first, last):
    """Officers: each expects what the unit has seen."""
    for row in range(first, last):
        world.officers.expected_sanction[row] = world.units.sanctions_per_misdeed[world.officers.unit[row]]


@phase
def settle_capability(world, month, first, last):
    """Units: what they can do, before the first month changes anything."""
    for row in range(first, last):
        take_stock(world, row)


@part
def patronage_of_one(world, politician):
    """How far one politician lives from patronage: by a lasting draw around the country's."""
    u = one_uniform(world.key, SETTLEMENT_POLITICIAN, 0, world.politicians.id[politician])
    return clipped(world.nation[0].patronage + 0.3 * (u - 0.5), 0.0, 1.0)


@phase
def settle_politicians(world, month, first, last):
    """Politicians: patronage around the country's, no habitual rents yet, will at its base."""
    politicians = world.politicians
    p = world.parameters[0]
    for row in range(first, last):
        politicians.patronage_dependence[row] = patronage_of_one(world, row)
        politicians.perceived_threat[row] = 0.5 * world.districts.admin_insecurity[politicians.constituency[row]]
        politicians.will[row] = logistic(p.will_base)


@phase
def settle_control(world, month, first, last):
    """Districts: what informants of a usual month tell, and the logits with which state control starts at rest."""
    districts = world.districts
    for row in range(first, last):
        districts.information[row] = informed_by_people(districts, row, world.parameters[0])
        left = insecurity_left_by_war(districts.insecurity[row], districts.crime[row])
        # a war that goes on has left nothing behind yet
        districts.aftermath[row] = left if world.nation[0].signed == 1 else float32(0.0)
        carried = carried_here(world, row, float32(0.0))
        districts.control_at_rest[row] = settled_control(districts.state_control[row], carried)


@phase
def settle_factions(world, month, first, last):
    """Armed groups: what war costs their leaders, a lasting trait.

    Who stopped fighting preferred peace on the terms of the day, and on the guarantee that all hoped for when they
    agreed: who signed does not depend on what comes.
    """
    p = world.parameters[0]
    nation = world.nation[0]
    groups = world.armed_groups
    for row in range(first, last):
        u = one_uniform(world.key, SETTLEMENT_FACTION, 0, groups.id[row])
        _settle_means(world, row, p)
        groups.kept[row] = p.kept_at_start
        hoped = p.guarantee_hoped if nation.agreed == 1 else float32(0.0)
        groups.credibility[row] = credibility(hoped, nation.oversight, groups.kept[row], p)
        war, later, _ = prospects(world, row)
        q = groups.credibility[row] if world.mechanisms[0].commitment_problem == 1 else float32(1.0)
        at_indifference = cost_at_indifference(war, q, peace_at_hand(world, groups.granted[row]), later)
        least = at_indifference - wearied(world) if nation.signed == 1 else float32(0.0)
        groups.leader_cost[row] = cost_of_war(u, least, p.leader_cost, p.leader_cost_spread)
        groups.cost_at_least[row] = clipped(least, 0.0, 4.0)
        groups.cost_at_most[row] = 4.0


@part
def _settle_means(world, row, p):
    """What a faction lives from and how many it cannot pay on the day of the settlement, against which later is set."""
    groups = world.armed_groups
    groups.cohesion[row] = p.cohesion_start
    earned = abroad(row, groups, world.groups, world.mechanisms[0].rebel_finance, p)
    for front in range(world.fronts.shape[0]):
        earned += world.fronts.earning[front] if world.fronts.faction[front] == row else float32(0.0)
    groups.finance_at_start[row] = earned
    income = portion(groups.base_income[row], 1.0 if groups.active[row] == 1 else p.dormant_income)
    payable = income // int64(p.fighter_wage * 100.0)
    groups.unpaid[row] = groups.unpaid_at_start[row] = unpaid_share(groups.fighters[row], payable)
