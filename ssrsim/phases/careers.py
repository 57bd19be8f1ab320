"""Phase 6: who is examined, dismissed, recruited, laid off; ghosts are found and made; nobody is lost."""

import numpy as np

from ssrsim.compiled import inlined, part, phase, words_of_block
from ssrsim.equations.careers import dismissal_chance, is_bad_record, removal_chance, share_of_misconduct
from ssrsim.equations.forces import ghosts_found, ghosts_kept
from ssrsim.equations.money import dealt_evenly, dealt_to, portion, share_of, unfixed
from ssrsim.equations.portable import clipped, saturating
from ssrsim.equations.quantiles import binomial_quantile
from ssrsim.phases.blocks import as_word, end_of_any_block, from_word
from ssrsim.phases.oversight import what_audits_are_worth
from ssrsim.phases.successors import find_communities, is_community, people_living, succeed
from ssrsim.world.streams import OFFICER_CAREER, UNIT_CAREERS, UNIT_GHOSTS, four_uniforms
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int64 = np.int64
int32 = np.int32
int8 = np.int8
uint16 = np.uint16
uint32 = np.uint32
uint64 = np.uint64

VETTING = EFFECT["vetting"]
PAYROLL, RIGHTSIZING = EFFECT["payroll_control"], EFFECT["rightsizing"]
ARMY = 1
KEPT, VETTED_OUT, DISMISSED = 0, 1, 2  # codes of officers.removed
VETTED, REPLACED = 4, 8  # added to these in the word that says what becomes of an officer


@inlined
def mean_misconduct(units, unit):
    """The mean of bribery and abuse over the officers of a unit, as they were added up last."""
    return 0.5 * unfixed(units.bribery_total[unit] + units.abuse_total[unit], units.rows[unit])


@phase
def examine(world, month, first, last):
    """Officers: vetting and courts remove some, other posts change hands; successors bring their own dispositions."""
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_any_block(begin, end)
        _examine_block(world, month, begin, until)
        begin = until


@part
def _look_up_units(world, vetting, sanctioned, turnover, mean):
    """What decides over officers and holds for a unit, each uint32[BLOCK] by unit, as `as_word` writes it.

    How far vetting reaches it, sanctions an officer, posts that change hands, and mean misconduct.
    """
    units = world.units
    vets = world.mechanisms[0].vetting == 1
    for unit in range(units.shape[0]):
        posts = units.strength[unit] + 1
        # posts of removed officers were filled at once in the rows: the first recruits after are theirs
        recruits = units.recruited[unit] - units.refilled[unit] + units.taken_in[unit]
        vetting[unit] = as_word(world.local_effects[unit, VETTING] if vets else float32(0.0))
        sanctioned[unit] = as_word(share_of(units.sanctions[unit], posts))
        turnover[unit] = as_word(float32(recruits) / float32(posts))
        mean[unit] = as_word(mean_misconduct(units, unit))


@part
def _examine_block(world, month, first, last):
    """Who of a block of officers goes; successors come last, as they are few."""
    officers = world.officers
    p = world.parameters[0]
    key = (world.key[0], world.key[1])
    has_files, dismisses = world.mechanisms[0].files == 1, world.mechanisms[0].dismissals == 1
    vetting, sanctioned, turnover, mean = words_of_block(), words_of_block(), words_of_block(), words_of_block()
    _look_up_units(world, vetting, sanctioned, turnover, mean)
    fate = words_of_block()
    for row in range(first, last):
        u, v, w, _ = four_uniforms(key, OFFICER_CAREER, month, officers.id[row], 0)
        unit = uint16(officers.unit[row])
        file, vetted = officers.on_file[row], officers.vetted[row]
        bribery, abuse = officers.bribery[row], officers.abuse[row]
        here = from_word(vetting[unit])
        on_file = file if has_files else float32(0.0)
        examined = here * (1.0 - 0.8 * float32(vetted))
        vetted_out = u < removal_chance(is_bad_record(bribery, abuse, p), on_file, examined, p)
        relative = share_of_misconduct(bribery, abuse, from_word(mean[unit]))
        dismissed = (w < dismissal_chance(from_word(sanctioned[unit]), relative, p)) & dismisses
        removed = vetted_out | dismissed
        replaced = removed | (v < from_word(turnover[unit]))
        passed = (u < here * p.vetting_reach) & (not removed) & (not replaced)
        how = VETTED_OUT if vetted_out else (DISMISSED if dismissed else KEPT)
        fate[row - first] = uint32(how + VETTED * int32(passed | (vetted == 1)) + REPLACED * int32(replaced))
    for row in range(first, last):
        officers.removed[row] = int8(fate[row - first] & uint32(VETTED - 1))
        officers.vetted[row] = int8(fate[row - first] & uint32(VETTED) > 0)
    begins, ends = words_of_block(), words_of_block()
    find_communities(world, begins, ends)
    for row in range(first, last):
        if fate[row - first] >= REPLACED:
            unit = officers.unit[row]
            district = world.units.district[unit]
            succeed(world, row, from_word(vetting[unit]), begins[district], ends[district])


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
    begins, ends = words_of_block(), words_of_block()
    find_communities(world, begins, ends)
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
        begin, end = begins[units.district[row]], ends[units.district[row]]
        _go_home(world, row, units.left[row] + units.deserted[row], begin, end)
        units.recruited[row] = _join(world, row, units.recruited[row], begin, end)
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
def _go_home(world, unit, number, begin, end):
    """Leavers go back to the communities of the district as recruits came from them, each group by its size."""
    strata = world.strata
    district = world.units.district[unit]
    living, left = people_living(strata, district, begin, end), number
    for stratum in range(begin, end):
        if is_community(strata, stratum, district):
            left -= _leave(world, unit, stratum, portion(number, share_of(strata.people[stratum], living)))
    _leave(world, unit, strata.home[world.districts.dismissed_stratum[district]], left)  # what rounding left over


@part
def _join(world, unit, number, begin, end):
    """Take recruits from the civilians of the district, each group by its size; the first gives what rounding left."""
    strata = world.strata
    district = world.units.district[unit]
    living = people_living(strata, district, begin, end)
    spare = living // 20  # no district sends more than a twentieth of its people in a month
    wanted = number if number < spare else spare
    joined = int64(0)
    for stratum in range(begin, end):
        if is_community(strata, stratum, district):
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
    officers, units = world.officers, world.units
    weight, base, more = words_of_block(), words_of_block(), words_of_block()
    for unit in range(uint64(units.shape[0])):
        each, over = dealt_evenly(units.strength[unit], units.rows[unit])
        base[unit], more[unit] = uint32(each), uint32(over)
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = end_of_any_block(begin, end)
        for row in range(begin, until):
            unit = uint16(officers.unit[row])
            weight[row - begin] = dealt_to(base[unit], more[unit], officers.place[row])
        for row in range(begin, until):
            officers.weight[row] = int32(weight[row - begin])
        begin = until


@phase
def count_origins(world, month, first, last):
    """Groups: their share among officers; for the nation how well that mirrors the people, and the share of women."""
    groups = world.groups
    nation = world.nation[0]
    officers = world.officers
    officers_rows = uint64(officers.id.shape[0])
    women = serving = living = int64(0)
    for row in range(officers_rows):
        weight = int64(officers.weight[row])
        serving += weight
        women += weight * int64(officers.woman[row])
    for group in range(groups.shape[0]):
        own = int64(0)
        for row in range(officers_rows):
            weight = int64(officers.weight[row])
            own += weight if officers.group[row] == int8(group) else int64(0)
        groups.officers[group] = own
        groups.people[group] = 0
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
