"""Phase 6: officers weigh misconduct, norms follow conduct, units can do what their people and means allow."""

import numpy as np

from ssrsim.compiled import inlined, part, phase, words_of_block
from ssrsim.equations.careers import (
    chosen_on_merit,
    share_of_misconduct,
    successor_brutality,
    successor_corruptibility,
    updated_file,
    updated_skill,
)
from ssrsim.equations.forces import (
    capability_of_unit,
    clearance_share,
    response_minutes,
    strain_on_police,
    updated_equipment,
)
from ssrsim.equations.misconduct import (
    abuse_propensity,
    bribery_propensity,
    norm_with_newcomers,
    updated_command,
    updated_expected_sanction,
    updated_norm,
)
from ssrsim.equations.money import fixed_share, share_of, unfixed
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import poisson_quantile
from ssrsim.equations.shocks import capability_after
from ssrsim.phases.blocks import as_word, end_of_any_block, from_word
from ssrsim.phases.careers import mean_misconduct
from ssrsim.world.streams import OFFICER_FILE, one_uniform
from ssrsim.world.world import EFFECT

float32 = np.float32
int64 = np.int64
int32 = np.int32
uint16 = np.uint16
uint32 = np.uint32
uint64 = np.uint64

SKILL, MERIT, EQUIPMENT = EFFECT["skill"], EFFECT["recruitment_integrity"], EFFECT["equipment"]
VETTING = EFFECT["vetting"]


@phase
def learn_the_trade(world, month, first, last):
    """Officers: what sanctions they have come to expect, what they have been taught, what stands on their file."""
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_any_block(begin, end)
        _learn_block(world, month, begin, until)
        begin = until


@part
def _learn_block(world, month, first, last):
    """What a block of officers expects, can do and has on file."""
    officers, units = world.officers, world.units
    p = world.parameters[0]
    trained = world.mechanisms[0].training == 1
    expected, skill, new = words_of_block(), words_of_block(), words_of_block()
    for row in range(first, last):
        unit = uint16(officers.unit[row])
        effect, usual = world.local_effects[unit, SKILL], units.skill_at_start[unit]
        taught = effect if trained else float32(0.0)
        seen = units.sanctions_per_misdeed[unit]
        expected[row - first] = as_word(updated_expected_sanction(officers.expected_sanction[row], seen, p))
        skill[row - first] = as_word(updated_skill(officers.skill[row], taught, usual, p))
        new[row - first] = uint32(units.taken_up[unit] > 0)
    for row in range(first, last):
        if new[row - first] > 0:  # in most months in a few units only
            new[row - first] = _complaints_filed(world, month, row)
    for row in range(first, last):
        officers.expected_sanction[row] = from_word(expected[row - first])
        officers.skill[row] = from_word(skill[row - first])
        officers.on_file[row] = updated_file(officers.on_file[row], float32(int32(new[row - first])), p)


@part
def _complaints_filed(world, month, officer):
    """How many complaints come on the file of an officer, of those that were taken up against the unit."""
    officers, units = world.officers, world.units
    unit = officers.unit[officer]
    own = share_of_misconduct(officers.bribery[officer], officers.abuse[officer], mean_misconduct(units, unit))
    filed = share_of(units.taken_up[unit], units.strength[unit] + 1) * own
    return uint32(poisson_quantile(filed, one_uniform(world.key, OFFICER_FILE, month, officers.id[officer])))


@phase
def appoint_commanders(world, month, first, last):
    """Units: commanders change; those appointed on merit hold their officers back."""
    units = world.units
    p = world.parameters[0]
    for row in range(first, last):
        merit = world.local_effects[row, MERIT] if world.mechanisms[0].leadership == 1 else float32(0.0)
        integrity, restraint = units.integrity_at_start[row], units.restraint_at_start[row]
        units.commander_integrity[row] = updated_command(units.commander_integrity[row], integrity, merit, p)
        units.commander_restraint[row] = updated_command(units.commander_restraint[row], restraint, merit, p)


@phase
def weigh_misconduct(world, month, first, last):
    """Officers: how ready they are to take bribes and to abuse, given who they are, their unit and what they expect."""
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_any_block(begin, end)
        _weigh_block(world, begin, until)
        begin = until


@part
def _weigh_block(world, first, last):
    """Propensities of a block of officers under the commanders whom they have."""
    officers = world.officers
    bribery, abuse = words_of_block(), words_of_block()
    for row in range(first, last):
        unit = uint16(officers.unit[row])
        bribery[row - first] = as_word(bribery_under(world, row, unit))
        abuse[row - first] = as_word(abuse_under(world, row, unit))
    for row in range(first, last):
        officers.bribery[row] = from_word(bribery[row - first])
        officers.abuse[row] = from_word(abuse[row - first])


@inlined
def bribery_under(world, officer, unit):
    """Propensity of an officer to take bribes under the commander of this unit."""
    officers, units = world.officers, world.units
    switches = world.mechanisms[0]
    norm, owed, skill = units.norm[unit], units.pay_arrears[unit], officers.skill[officer]
    norm = norm if switches.norms == 1 else float32(0.5)
    pay = world.nation[0].pay if switches.pay == 1 else float32(1.0)
    rules = skill if switches.training == 1 else float32(0.0)
    arrears = owed if switches.arrears == 1 else float32(0.0)
    return bribery_propensity(officers.corruptibility[officer], norm, arrears, pay, units.commander_integrity[unit],
                              rules, officers.expected_sanction[officer], world.parameters[0])  # fmt: skip


@inlined
def abuse_under(world, officer, unit):
    """Propensity of an officer to abuse under the commander of this unit."""
    officers, units, nation = world.officers, world.units, world.nation[0]
    norm = units.abuse_norm[unit]
    norm = norm if world.mechanisms[0].norms == 1 else float32(0.5)
    threat = nation.regime_threat if world.mechanisms[0].repression == 1 else float32(0.0)
    return abuse_propensity(officers.brutality[officer], norm, threat, nation.oversight,
                            officers.woman[officer], units.commander_restraint[unit], officers.skill[officer],
                            officers.expected_sanction[officer], world.parameters[0])  # fmt: skip


@phase
def tally_officers(world, month, first, last):
    """Units: sums over their officers, in fixed point."""
    officers, units = world.officers, world.units
    for unit in range(units.shape[0]):
        bribery = abuse = skill = int64(0)
        start = units.first[unit]
        for place in range(uint64(start), uint64(start + units.rows[unit])):
            officer = uint32(world.roster[place])
            bribery += fixed_share(officers.bribery[officer])
            abuse += fixed_share(officers.abuse[officer])
            skill += fixed_share(officers.skill[officer])
        units.bribery_total[unit] = bribery
        units.abuse_total[unit] = abuse
        units.skill_total[unit] = skill


@phase
def settle_norms(world, month, first, last):
    """Units: norms follow conduct slowly; capability follows men, skill and equipment; service follows capability."""
    units = world.units
    p = world.parameters[0]
    for row in range(first, last):
        rows = units.rows[row]
        bribery = clipped(unfixed(units.bribery_total[row], rows), 0.0, 1.0)
        abuse = clipped(unfixed(units.abuse_total[row], rows), 0.0, 1.0)
        units.norm[row] = updated_norm(units.norm[row], bribery, p)
        units.abuse_norm[row] = updated_norm(units.abuse_norm[row], abuse, p)
        if units.recruited[row] > 0 and world.mechanisms[0].newcomers == 1:
            _take_in_newcomers(world, row)
        units.equipment[row] = updated_equipment(
            units.equipment[row], world.local_effects[row, EQUIPMENT], units.equipment_at_start[row], p
        )
        take_stock(world, row)


@part
def _take_in_newcomers(world, unit):
    """Norms of a unit that has just recruited people who were chosen otherwise than those who serve."""
    units = world.units
    p = world.parameters[0]
    switches = world.mechanisms[0]
    patronage = world.nation[0].patronage
    entering = clipped(share_of(units.recruited[unit], units.strength[unit]), 0.0, 1.0)
    merit = world.local_effects[unit, MERIT] if switches.selection == 1 else float32(0.0)
    vetting = world.local_effects[unit, VETTING] if switches.selection == 1 else float32(0.0)
    vetting = vetting if switches.vetting == 1 else float32(0.0)
    chosen = chosen_on_merit(merit, vetting)
    as_ever = successor_corruptibility(float32(0.0), float32(0.0), patronage, p)
    lean = successor_corruptibility(float32(0.0), chosen, patronage, p) - as_ever
    gentler = successor_brutality(float32(0.0), vetting, p)
    units.norm[unit] = clipped(norm_with_newcomers(units.norm[unit], entering, lean, p), 0.0, 1.0)
    units.abuse_norm[unit] = clipped(norm_with_newcomers(units.abuse_norm[unit], entering, gentler, p), 0.0, 1.0)


@part
def take_stock(world, unit):
    """What one unit can do, and how much of its work it can deal with, given the conduct and skill of its officers."""
    units = world.units
    p = world.parameters[0]
    district = units.district[unit]
    rows = units.rows[unit]
    bribery = clipped(unfixed(units.bribery_total[unit], rows), 0.0, 1.0)
    skill = clipped(unfixed(units.skill_total[unit], rows), 0.0, 1.0)
    filled = float32(units.strength[unit]) / float32(units.target[unit] + 1)
    capability = capability_of_unit(filled, skill, units.equipment[unit], units.pay_arrears[unit], bribery)
    load = float32(world.districts.people[district]) / float32(units.strength[unit] + 1)
    strain = strain_on_police(load, world.districts.crime[district], world.districts.remoteness[district])
    capability = capability_after(capability, world.districts.disaster[district], p)
    units.capability[unit] = capability
    units.clearance[unit] = clearance_share(capability, strain, p)
    units.response[unit] = response_minutes(units.clearance[unit], p)


@part
def mean_by_strength(values, strength):
    """Mean over units of a column, weighted by officers serving; 0 where nobody serves."""
    weighted, people = float32(0.0), float32(0.0)
    for row in range(values.shape[0]):
        weighted += values[row] * float32(strength[row])
        people += float32(strength[row])
    return weighted / people if people > 0.0 else 0.0
