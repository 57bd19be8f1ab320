"""Phase 6: who is examined, dismissed, recruited, laid off; ghosts are found and made; nobody is lost."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.careers import (
    chosen_on_merit,
    dismissal_chance,
    is_bad_record,
    removal_chance,
    share_among_entrants,
    share_of_misconduct,
    successor_brutality,
    successor_corruptibility,
)
from ssrsim.equations.forces import ghosts_found, ghosts_kept
from ssrsim.equations.money import equal_share, portion, share_of, unfixed
from ssrsim.equations.portable import clipped, saturating
from ssrsim.equations.quantiles import binomial_quantile, normal_quantile
from ssrsim.phases.oversight import what_audits_are_worth
from ssrsim.world.streams import OFFICER_CAREER, OFFICER_SUCCESSOR, UNIT_CAREERS, UNIT_GHOSTS, four_uniforms
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int64 = np.int64
int32 = np.int32

VETTING, MERIT = EFFECT["vetting"], EFFECT["recruitment_integrity"]
PAYROLL, RIGHTSIZING = EFFECT["payroll_control"], EFFECT["rightsizing"]
ARMY = 1
KEPT, VETTED_OUT, DISMISSED = 0, 1, 2


@part
def relative_misconduct(world, officer):
    """The part of its unit's misconduct that one officer stands for, an average officer being 1."""
    officers = world.officers
    units = world.units
    unit = officers.unit[officer]
    mean = 0.5 * unfixed(units.bribery_total[unit] + units.abuse_total[unit], units.rows[unit])
    return share_of_misconduct(officers.bribery[officer], officers.abuse[officer], mean)


@phase
def examine(world, month, first, last):
    """Officers: vetting and courts remove some, other posts change hands; successors bring their own dispositions."""
    officers = world.officers
    units = world.units
    p = world.parameters[0]
    switches = world.mechanisms[0]
    for row in range(first, last):
        u, v, w, _ = four_uniforms(world.key, OFFICER_CAREER, month, officers.id[row], 0)
        unit = officers.unit[row]
        vetting = world.local_effects[unit, VETTING] if switches.vetting == 1 else float32(0.0)
        examined = vetting * (1.0 - 0.8 * float32(officers.vetted[row]))
        on_file = officers.on_file[row] if switches.files == 1 else float32(0.0)
        is_bad = is_bad_record(officers.bribery[row], officers.abuse[row], p)
        vetted_out = u < removal_chance(is_bad, on_file, examined, p)
        sanctioned = share_of(units.sanctions[unit], units.strength[unit] + 1)
        dismissed = w < dismissal_chance(sanctioned, relative_misconduct(world, row), p) and switches.dismissals == 1
        removed = VETTED_OUT if vetted_out else (DISMISSED if dismissed else KEPT)
        # posts of removed officers were filled at once in the rows: the first recruits after are theirs
        recruits = units.recruited[unit] - units.refilled[unit] + units.taken_in[unit]
        replaced = removed > 0 or v < float32(recruits) / float32(units.strength[unit] + 1)
        passed = u < vetting * p.vetting_reach and removed == KEPT
        officers.removed[row] = removed
        officers.vetted[row] = 1 if passed and not replaced else officers.vetted[row]
        if replaced:
            _succeed(world, row, vetting)


@part
def _succeed(world, row, vetting):
    """Fill a post anew: dispositions drawn for (post, generation), the usual skill of the service, an empty file."""
    officers = world.officers
    p = world.parameters[0]
    nation = world.nation[0]
    switches = world.mechanisms[0]
    merit = world.local_effects[officers.unit[row], MERIT]
    officers.generation[row] += 1
    a, b, c, d = four_uniforms(world.key, OFFICER_SUCCESSOR, officers.generation[row], officers.id[row], 0)
    e, _, _, _ = four_uniforms(world.key, OFFICER_SUCCESSOR, officers.generation[row], officers.id[row], 1)
    chosen = switches.selection == 1
    lean = successor_corruptibility(normal_quantile(a), chosen_on_merit(merit, vetting), nation.patronage, p)
    officers.corruptibility[row] = clipped(lean if chosen else normal_quantile(a), -8.0, 8.0)
    lean = successor_brutality(normal_quantile(b), vetting, p)
    officers.brutality[row] = clipped(lean if chosen else normal_quantile(b), -8.0, 8.0)
    officers.skill[row] = world.units.skill_at_start[officers.unit[row]]
    opened = merit if switches.representation == 1 else float32(0.0)
    aim = p.women_recruits if p.women_recruits > nation.women else nation.women
    officers.woman[row] = 1 if c < share_among_entrants(nation.women, aim, opened) else 0
    officers.group[row] = _group_of_entrant(world, world.units.district[officers.unit[row]], opened, e)
    officers.vetted[row] = 1 if d < vetting else 0
    officers.on_file[row] = 0.0
    officers.expected_sanction[row] = world.units.sanctions_per_misdeed[officers.unit[row]]


@part
def _group_of_entrant(world, district, opened, u):
    """The identity group at quantile u of entrants here: like the corps so far, or like the people of the district."""
    strata = world.strata
    living = _living(strata, district)
    below = float32(0.0)
    for group in range(world.groups.shape[0]):
        here = int64(0)
        for row in range(strata.shape[0]):
            if strata.district[row] == district and strata.stage[row] == 0 and strata.group[row] == group:
                here += strata.people[row]
        below += share_among_entrants(world.groups.representation[group], share_of(here, living), opened)
        if u < below:
            return group
    return world.groups.shape[0] - 1


@phase
def renew_ranks(world, month, first, last):
    """Units: how many leave, desert, are laid off or recruited. Real people, drawn for the unit."""
    units = world.units
    p = world.parameters[0]
    for row in range(first, last):
        u, v, w, x = four_uniforms(world.key, UNIT_CAREERS, month, units.id[row], 0)
        strength = units.strength[row]
        target = units.target[row]
        units.left[row] = binomial_quantile(strength, p.attrition, u)
        unpaid = units.pay_arrears[row] if world.mechanisms[0].arrears == 1 else float32(0.0)
        deserting = p.desertion * (saturating(unpaid, 3.0) + units.income_lost[row])
        deserting = deserting if world.mechanisms[0].desertion == 1 else float32(0.0)
        units.deserted[row] = binomial_quantile(strength - units.left[row], clipped(deserting, 0.0, 0.5), v)
        gap = target - strength
        wanted = gap if gap > 0 else int64(0)
        limit = portion(target, p.recruit_throughput)
        entrants = wanted if wanted < limit else limit
        units.recruited[row] = binomial_quantile(entrants, 0.5 + 0.5 * world.nation[0].pay_coverage, w)
        surplus = -gap if gap < 0 else int64(0)
        closing = world.local_effects[row, RIGHTSIZING] if world.mechanisms[0].rightsizing == 1 else float32(0.0)
        units.laid_off[row] = binomial_quantile(surplus, p.rightsizing_rate * closing, x)


@phase
def count_heads(world, month, first, last):
    """Units: ghosts that a census or an audit finds, that go with surplus posts, or that leavers leave behind."""
    units = world.units
    nation = world.nation[0]
    p = world.parameters[0]
    audit = what_audits_are_worth(world)
    control = world.effects[EFFECTIVE, PAYROLL] if world.mechanisms[0].census == 1 else float32(0.0)
    found = ghosts_found(control, audit, nation.sanction_probability, p)
    for row in range(first, last):
        u, v, _, _ = four_uniforms(world.key, UNIT_GHOSTS, month, units.id[row], 0)
        ghosts = units.ghosts[row]
        closed = share_of(units.laid_off[row], units.strength[row])  # with a surplus post goes its share of ghosts
        units.ghosts_closed[row] = binomial_quantile(ghosts, clipped(found + closed, 0.0, 1.0), u)
        share = share_of(ghosts, ghosts + units.strength[row])
        kept = ghosts_kept(share, nation.ghost_share_at_start, control, p)
        leavers = units.left[row] + units.deserted[row]
        made = binomial_quantile(leavers, kept, v)
        units.ghosts_made[row] = made if world.mechanisms[0].ghosts == 1 else int64(0)
        usual = nation.ghost_share_at_start * float32(ghosts + units.strength[row])
        lost = float32(units.ghosts_closed[row]) / (usual + 1.0)
        units.income_lost[row] = clipped(0.9 * units.income_lost[row] + lost, 0.0, 1.0)


@phase
def move_forces(world, month, first, last):
    """Nation: people join and leave the forces; nobody is lost on the way."""
    nation = world.nation[0]
    units = world.units
    _count_removed(world)
    army = purged = vetted_out = dismissed = int64(0)
    squeeze = float32(0.0)
    for row in range(units.shape[0]):
        units.ghosts[row] += units.ghosts_made[row] - units.ghosts_closed[row]
        if units.service[row] == ARMY:
            army += units.strength[row]
            squeeze += units.income_lost[row] * float32(units.strength[row])
        home = world.districts.dismissed_stratum[units.district[row]]
        out = _leave(world, row, home, units.vetted_out[row])
        sacked = _leave(world, row, home, units.dismissed[row])
        world.strata.resentful[home] += out + sacked
        laid_off = _leave(world, row, home, units.laid_off[row])
        if world.strata.stage[home] > 0:  # where there are no former fighters there is no commander to be tied to
            world.strata.tied[home] += portion(out + sacked + laid_off, world.parameters[0].dismissed_tie)
        _go_home(world, row, units.left[row] + units.deserted[row])
        units.recruited[row] = _join(world, row, units.recruited[row])
        owed = units.refilled[row] + out + sacked
        units.refilled[row] = owed - units.recruited[row] if owed > units.recruited[row] else int64(0)
        vetted_out += out
        dismissed += sacked
        purged += out + sacked if units.service[row] == ARMY else int64(0)
    nation.vetted_out = vetted_out
    nation.dismissed = dismissed
    nation.payroll_squeeze = clipped(squeeze / float32(army), 0.0, 1.0) if army > 0 else 0.0
    nation.purge = clipped(0.9 * nation.purge + 5.0 * share_of(purged, army), 0.0, 1.0)


@part
def _count_removed(world):
    """Real officers behind the rows that vetting or courts removed, unit by unit."""
    units = world.units
    officers = world.officers
    for row in range(units.shape[0]):
        units.vetted_out[row] = units.dismissed[row] = 0
    for row in range(officers.id.shape[0]):
        if officers.removed[row] == VETTED_OUT:
            units.vetted_out[officers.unit[row]] += int64(officers.weight[row])
        elif officers.removed[row] == DISMISSED:
            units.dismissed[officers.unit[row]] += int64(officers.weight[row])


@part
def _leave(world, unit, stratum, number):
    moved = number if number < world.units.strength[unit] else world.units.strength[unit]
    world.units.strength[unit] -= moved
    world.strata.people[stratum] += moved
    return moved


@part
def _living(strata, district):
    """Civilians of a district, former fighters not counted."""
    living = int64(0)
    for row in range(strata.shape[0]):
        living += strata.people[row] if strata.district[row] == district and strata.stage[row] == 0 else int64(0)
    return living


@part
def _go_home(world, unit, number):
    """Leavers go back to the communities of the district as recruits came from them, each group by its size."""
    strata = world.strata
    district = world.units.district[unit]
    living, left = _living(strata, district), number
    for stratum in range(strata.shape[0]):
        if strata.district[stratum] == district and strata.stage[stratum] == 0:
            left -= _leave(world, unit, stratum, portion(number, share_of(strata.people[stratum], living)))
    _leave(world, unit, strata.home[world.districts.dismissed_stratum[district]], left)  # what rounding left over


@part
def _join(world, unit, number):
    """Take recruits from the civilians of the district, each group by its size; the first gives what rounding left."""
    strata = world.strata
    district = world.units.district[unit]
    living = _living(strata, district)
    spare = living // 20  # no district sends more than a twentieth of its people in a month
    wanted = number if number < spare else spare
    joined = int64(0)
    for stratum in range(strata.shape[0]):
        if strata.district[stratum] == district and strata.stage[stratum] == 0:
            taken = portion(wanted, share_of(strata.people[stratum], living))
            strata.people[stratum] -= taken
            joined += taken
    home = strata.home[world.districts.dismissed_stratum[district]]
    left_over = wanted - joined if wanted - joined < strata.people[home] else strata.people[home]
    strata.people[home] -= left_over
    joined += left_over
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
def count_origins(world, month, first, last):
    """Groups: their share among officers; for the nation how well that mirrors the people, and the share of women."""
    groups = world.groups
    nation = world.nation[0]
    officers = world.officers
    for group in range(groups.shape[0]):
        groups.officers[group] = groups.people[group] = 0
    women = serving = living = int64(0)
    for row in range(officers.id.shape[0]):
        weight = int64(officers.weight[row])
        groups.officers[officers.group[row]] += weight
        women += weight * int64(officers.woman[row])
        serving += weight
    for row in range(world.strata.shape[0]):
        groups.people[world.strata.group[row]] += world.strata.people[row]
        living += world.strata.people[row]
    apart = float32(0.0)
    for group in range(groups.shape[0]):
        share = share_of(groups.officers[group], serving)
        groups.representation[group] = share if serving > 0 else groups.representation[group]
        gap = share - share_of(groups.people[group], living)
        apart += gap if gap > 0.0 else -gap
    nation.representation = clipped(1.0 - 0.5 * apart, 0.0, 1.0)
    nation.women = share_of(women, serving)
