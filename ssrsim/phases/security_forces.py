"""Phase 6: officers weigh misconduct, ranks are renewed, ghosts are found, and norms follow conduct."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.corruption import (
    abuse_propensity,
    bribery_propensity,
    capability_of_unit,
    removal_chance,
    successor_corruptibility,
    updated_expected_sanction,
    updated_norm,
    updated_skill,
)
from ssrsim.equations.money import equal_share, fixed, portion, share_of, unfixed
from ssrsim.equations.portable import clipped, relaxed, saturating
from ssrsim.equations.quantiles import binomial_quantile, normal_quantile
from ssrsim.world.streams import OFFICER_CAREER, OFFICER_SUCCESSOR, UNIT_CAREERS, four_uniforms
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int64 = np.int64
int32 = np.int32

SKILL, VETTING, MERIT = EFFECT["skill"], EFFECT["vetting"], EFFECT["recruitment_integrity"]
PAYROLL, RIGHTSIZING, EQUIPMENT = EFFECT["payroll_control"], EFFECT["rightsizing"], EFFECT["equipment"]


@phase
def learn_the_trade(world, month, first, last):
    """Officers: what sanctions they have come to expect, and what they have been taught."""
    officers = world.officers
    p = world.parameters[0]
    taught = world.effects[EFFECTIVE, SKILL] if world.mechanisms[0].training == 1 else 0.0
    for row in range(first, last):
        seen = world.units.sanctions_per_misdeed[officers.unit[row]]
        officers.expected_sanction[row] = updated_expected_sanction(officers.expected_sanction[row], seen, p)
        officers.skill[row] = updated_skill(officers.skill[row], taught, p)


@phase
def weigh_misconduct(world, month, first, last):
    """Officers: how ready they are to take bribes and to abuse, given who they are, their unit and what they expect."""
    officers = world.officers
    for row in range(first, last):
        unit = officers.unit[row]
        officers.bribery[row] = bribery_under(world, row, world.units.commander_integrity[unit])
        officers.abuse[row] = abuse_under(world, row, world.units.commander_restraint[unit])


@part
def bribery_under(world, officer, integrity):
    """Propensity of an officer to take bribes under a commander of this integrity."""
    officers = world.officers
    unit = officers.unit[officer]
    norm = world.units.norm[unit] if world.mechanisms[0].norms == 1 else 0.5
    return bribery_propensity(officers.corruptibility[officer], norm, world.units.pay_arrears[unit], integrity,
                              officers.expected_sanction[officer], world.parameters[0])  # fmt: skip


@part
def abuse_under(world, officer, restraint):
    """Propensity of an officer to abuse under a commander of this restraint."""
    officers = world.officers
    unit = officers.unit[officer]
    nation = world.nation[0]
    norm = world.units.abuse_norm[unit] if world.mechanisms[0].norms == 1 else 0.5
    return abuse_propensity(officers.brutality[officer], norm, nation.regime_threat, nation.oversight,
                            officers.skill[officer], restraint, officers.expected_sanction[officer],
                            world.parameters[0])  # fmt: skip


@phase
def examine(world, month, first, last):
    """Officers: vetting removes some, other posts change hands; successors bring their own dispositions."""
    officers = world.officers
    p = world.parameters[0]
    vetting = world.effects[EFFECTIVE, VETTING] if world.mechanisms[0].vetting == 1 else float32(0.0)
    merit = world.effects[EFFECTIVE, MERIT]
    patronage = world.nation[0].patronage
    for row in range(first, last):
        u, v, _, _ = four_uniforms(world.key, OFFICER_CAREER, month, officers.id[row], 0)
        unit = officers.unit[row]
        examined = vetting * (1.0 - 0.8 * float32(officers.vetted[row]))
        removed = u < removal_chance(officers.bribery[row], officers.abuse[row], examined, p)
        replaced = removed or v < float32(world.units.recruited[unit]) / float32(world.units.strength[unit] + 1)
        passed = u < vetting * p.vetting_reach and not removed
        officers.removed[row] = 1 if removed else 0
        officers.vetted[row] = 1 if passed and not replaced else officers.vetted[row]
        if replaced:
            _succeed(world, month, row, vetting, merit, patronage)


@part
def _succeed(world, month, row, vetting, merit, patronage):
    """Fill a post anew: dispositions drawn for (post, generation), skill of a beginner."""
    officers = world.officers
    p = world.parameters[0]
    officers.generation[row] += 1
    a, b, c, d = four_uniforms(world.key, OFFICER_SUCCESSOR, officers.generation[row], officers.id[row], 0)
    officers.corruptibility[row] = clipped(
        successor_corruptibility(normal_quantile(a), clipped(merit + 0.5 * vetting, 0.0, 1.0), patronage, p), -8.0, 8.0
    )
    officers.brutality[row] = clipped(normal_quantile(b) - p.merit_effect * vetting, -8.0, 8.0)
    officers.skill[row] = 0.25
    officers.woman[row] = 1 if c < p.women_recruits else 0
    officers.vetted[row] = 1 if d < vetting else 0
    officers.expected_sanction[row] = world.units.sanctions_per_misdeed[officers.unit[row]]


@phase
def renew_ranks(world, month, first, last):
    """Units: how many leave, desert, are recruited; how many ghosts are found. Real people, drawn for the unit."""
    units = world.units
    p = world.parameters[0]
    squeeze = world.nation[0].payroll_squeeze
    found = p.census_reach * world.effects[EFFECTIVE, PAYROLL]
    for row in range(first, last):
        u, v, w, x = four_uniforms(world.key, UNIT_CAREERS, month, units.id[row], 0)
        strength = units.strength[row]
        target = units.target[row]
        units.left[row] = binomial_quantile(strength, p.attrition, u)
        deserting = p.desertion * (saturating(units.pay_arrears[row], 3.0) + squeeze)
        units.deserted[row] = binomial_quantile(strength - units.left[row], clipped(deserting, 0.0, 0.5), v)
        gap = target - strength
        wanted = gap if gap > 0 else int64(0)
        limit = portion(target, p.recruit_throughput)
        entrants = wanted if wanted < limit else limit
        units.recruited[row] = binomial_quantile(entrants, 0.5 + 0.5 * world.nation[0].pay_coverage, w)
        surplus = -gap if gap < 0 else int64(0)
        units.left[row] += binomial_quantile(surplus, p.rightsizing_rate * world.effects[EFFECTIVE, RIGHTSIZING], w)
        units.ghosts_closed[row] = binomial_quantile(units.ghosts[row], found, x)


@phase
def move_forces(world, month, first, last):
    """Nation: people join and leave the forces; nobody is lost on the way."""
    nation = world.nation[0]
    units = world.units
    vetted_out = int64(0)
    for row in range(units.shape[0]):
        units.vetted_out[row] = 0
    for row in range(world.officers.id.shape[0]):
        if world.officers.removed[row] == 1:
            units.vetted_out[world.officers.unit[row]] += int64(world.officers.weight[row])
    strength = closed = ghosts = int64(0)
    for row in range(units.shape[0]):
        strength += units.strength[row]
        ghosts += units.ghosts[row]
        units.ghosts[row] -= units.ghosts_closed[row]
        closed += units.ghosts_closed[row]
        home = world.districts.dismissed_stratum[units.district[row]]
        civilians = world.strata.home[home]
        dismissed = _leave(world, row, home, units.vetted_out[row])
        _leave(world, row, civilians, units.left[row] + units.deserted[row])
        units.recruited[row] = _join(world, row, units.recruited[row])
        vetted_out += dismissed
    if strength > 0:
        lost_income = float32(closed) / float32(ghosts + 1)
        nation.payroll_squeeze = clipped(0.9 * nation.payroll_squeeze + lost_income, 0.0, 1.0)
        nation.purge = clipped(0.9 * nation.purge + 5.0 * float32(vetted_out) / float32(strength), 0.0, 1.0)


@part
def _leave(world, unit, stratum, number):
    moved = number if number < world.units.strength[unit] else world.units.strength[unit]
    world.units.strength[unit] -= moved
    world.strata.people[stratum] += moved
    return moved


@part
def _join(world, unit, number):
    """Take recruits from the civilians of the district, each group by its size."""
    strata = world.strata
    district = world.units.district[unit]
    living = int64(0)
    for stratum in range(strata.shape[0]):
        if strata.district[stratum] == district and strata.stage[stratum] == 0:
            living += strata.people[stratum]
    spare = living // 20  # no district sends more than a twentieth of its people in a month
    wanted = number if number < spare else spare
    joined = int64(0)
    for stratum in range(strata.shape[0]):
        if strata.district[stratum] == district and strata.stage[stratum] == 0:
            taken = portion(wanted, share_of(strata.people[stratum], living))
            strata.people[stratum] -= taken
            joined += taken
    world.units.strength[unit] += joined
    return joined


@phase
def follow_units(world, month, first, last):
    """Officers: each row stands for its share of the real officers of its unit."""
    officers = world.officers
    for row in range(first, last):
        unit = officers.unit[row]
        share = equal_share(world.units.strength[unit], world.units.rows[unit], int64(officers.place[row]))
        officers.weight[row] = int32(share)


@phase
def tally_officers(world, month, first, last):
    """Units: sums over their officers, in fixed point."""
    units = world.units
    officers = world.officers
    for row in range(units.shape[0]):
        units.bribery_total[row] = 0
        units.abuse_total[row] = 0
        units.skill_total[row] = 0
    for row in range(officers.id.shape[0]):
        unit = officers.unit[row]
        units.bribery_total[unit] += fixed(officers.bribery[row])
        units.abuse_total[unit] += fixed(officers.abuse[row])
        units.skill_total[unit] += fixed(officers.skill[row])


@phase
def settle_norms(world, month, first, last):
    """Units: norms follow conduct slowly; capability follows men, skill and equipment."""
    units = world.units
    p = world.parameters[0]
    equipment = world.effects[EFFECTIVE, EQUIPMENT]
    for row in range(first, last):
        rows = units.rows[row]
        bribery = clipped(unfixed(units.bribery_total[row], rows), 0.0, 1.0)
        abuse = clipped(unfixed(units.abuse_total[row], rows), 0.0, 1.0)
        skill = clipped(unfixed(units.skill_total[row], rows), 0.0, 1.0)
        units.norm[row] = updated_norm(units.norm[row], bribery, p)
        units.abuse_norm[row] = updated_norm(units.abuse_norm[row], abuse, p)
        delivered = units.equipment[row] + (1.0 - units.equipment[row]) * equipment
        units.equipment[row] = relaxed(units.equipment[row], delivered, p.equipment_rate) * (1.0 - p.equipment_decay)
        filled = float32(units.strength[row]) / float32(units.target[row] + 1)
        units.capability[row] = capability_of_unit(filled, skill, units.equipment[row], units.pay_arrears[row], bribery)


@part
def mean_by_strength(values, strength):
    """Mean over units of a column, weighted by officers serving; 0 where nobody serves."""
    weighted, people = float32(0.0), float32(0.0)
    for row in range(values.shape[0]):
        weighted += values[row] * float32(strength[row])
        people += float32(strength[row])
    return weighted / people if people > 0.0 else 0.0
