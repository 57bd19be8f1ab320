"""Month 0: what officers are like, and the commanders under whom norms start at rest."""

import numpy as np

from ssrsim.compiled import inlined, part, phase, words_of_block
from ssrsim.equations.careers import successor_corruptibility
from ssrsim.equations.money import unfixed
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import normal_quantile
from ssrsim.equations.settlement import spread_share
from ssrsim.phases.blocks import as_word, end_of_any_block, from_word
from ssrsim.phases.security_forces import tally_officers, weigh_misconduct
from ssrsim.phases.settlement import evenly, starts
from ssrsim.world.streams import SETTLEMENT_OFFICER, four_uniforms

float32 = np.float32
int8 = np.int8
uint16 = np.uint16
uint64 = np.uint64


@phase
def settle_officers(world, month, first, last):
    """Officers: dispositions, skill, group and sex, evenly spread over their unit."""
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_any_block(begin, end)
        _spread_evenly(world, begin, until)
        _draw_women(world, begin, until)
        begin = until


@part
def _spread_evenly(world, first, last):
    """Dispositions, skill and group of a block of officers; where the sequences of a unit start is drawn once."""
    officers, units, nation = world.officers, world.units, world.nation[0]
    p = world.parameters[0]
    selects = world.mechanisms[0].selection == 1
    a, b, c, d, mean = words_of_block(), words_of_block(), words_of_block(), words_of_block(), words_of_block()
    for unit in range(units.shape[0]):
        a[unit], b[unit], c[unit], d[unit] = starts(world.key, SETTLEMENT_OFFICER, units.id[unit])
        of_police, of_army = nation.police_skill_at_start, nation.army_skill_at_start
        mean[unit] = as_word(of_police if units.service[unit] == 0 else of_army)
    for row in range(first, last):
        unit, place = uint16(officers.unit[row]), officers.place[row]
        # incumbents came in as entrants do where nothing is reformed, or turnover alone would change the force
        z = normal_quantile(evenly(a[unit], place, 0))
        as_entrant = clipped(successor_corruptibility(z, 0.0, nation.patronage, p), -8.0, 8.0)
        officers.corruptibility[row] = as_entrant if selects else z
        officers.brutality[row] = normal_quantile(evenly(b[unit], place, 1))
        officers.skill[row] = spread_share(from_word(mean[unit]), 0.5, normal_quantile(evenly(c[unit], place, 2)), 0.0)
        officers.group[row] = _group_at(world.groups, evenly(d[unit], place, 3))


@part
def _group_at(groups, u):
    """The group at quantile u of the officer corps."""
    below = float32(0.0)
    for row in range(groups.shape[0]):
        below += groups.representation[row]
        if u < below:
            return row
    return groups.shape[0] - 1


@part
def _draw_women(world, first, last):
    """Sex of a block of officers."""
    officers = world.officers
    key = (world.key[0], world.key[1])
    women = world.nation.women_share_at_start[0]
    for row in range(first, last):
        _, _, e, _ = four_uniforms(key, SETTLEMENT_OFFICER, 1, officers.id[row], 0)
        officers.woman[row] = int8(e < women)


@phase
def settle_commanders(world, month, first, last):
    """Units: integrity and restraint of commanders at which norms start at rest, by bisection.

    Otherwise every country would drift to the same level of corruption whatever it started from. Tried on all units at
    once: each time officers weigh misconduct under these commanders, and what they would do is added up.
    """
    units = world.units
    low_integrity, high_integrity = words_of_block(), words_of_block()
    low_restraint, high_restraint = words_of_block(), words_of_block()
    for row in range(first, last):
        low_integrity[row] = low_restraint[row] = as_word(-12.0)
        high_integrity[row] = high_restraint[row] = as_word(12.0)
    for _ in range(24):
        for row in range(first, last):
            units.commander_integrity[row] = _between(low_integrity[row], high_integrity[row])
            units.commander_restraint[row] = _between(low_restraint[row], high_restraint[row])
        weigh_misconduct(world, month, 0, world.officers.id.shape[0])
        tally_officers(world, month, first, last)
        for row in range(first, last):
            _narrow(units.bribery_total[row], units.rows[row], units.norm[row], low_integrity, high_integrity, row)
            _narrow(units.abuse_total[row], units.rows[row], units.abuse_norm[row], low_restraint, high_restraint, row)
    for row in range(first, last):
        integrity = _between(low_integrity[row], high_integrity[row])
        restraint = _between(low_restraint[row], high_restraint[row])
        units.integrity_at_start[row] = units.commander_integrity[row] = integrity
        units.restraint_at_start[row] = units.commander_restraint[row] = restraint


@inlined
def _between(low, high):
    """The middle of the bounds that a search has come to."""
    return 0.5 * (from_word(low) + from_word(high))


@inlined
def _narrow(total, rows, norm, low, high, unit):
    """Search on above the middle where conduct is worse than the norm, below it where it is not."""
    middle = as_word(_between(low[unit], high[unit]))
    too_bad = unfixed(total, rows) > norm
    low[unit] = middle if too_bad else low[unit]
    high[unit] = high[unit] if too_bad else middle
