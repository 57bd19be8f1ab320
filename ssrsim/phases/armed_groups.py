"""Phase 8: armed groups earn, pay and recruit; people are demobilised, reintegrated, re-armed."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.fighters import (
    cohesion_target,
    reintegrating_chance,
    relative_income,
    willing_recruits,
)
from ssrsim.equations.money import expected, portion, share_of, unfixed
from ssrsim.equations.portable import clipped, half_life_rate, relaxed
from ssrsim.equations.quantiles import binomial_quantile, rounded_randomly
from ssrsim.phases.bands import abroad
from ssrsim.phases.bargaining import log_offers
from ssrsim.phases.going_home import believed_by_commanders, leave, unpaid_share
from ssrsim.phases.leaders import at_its_fronts, log_stances
from ssrsim.world.ledger import FIGHTERS_PAY, ILLICIT, transfer
from ssrsim.world.streams import DEMOBILISATION, RECRUITMENT, four_uniforms
from ssrsim.world.world import EFFECT, move_people

float32 = np.float32
int64 = np.int64

DISARMAMENT = EFFECT["disarmament"]
FIGHTER, DEMOBILISED = 1, 2  # stages


@phase
def finance_fighters(world, month, first, last):
    """Armed groups: income from all channels, who can be paid, who is wanted, and the hold of the leader."""
    groups = world.armed_groups
    p = world.parameters[0]
    wage = int64(p.fighter_wage * 100.0)
    for row in range(first, last):
        fighters = _fighters_now(world.strata, row)
        killed = groups.fighters[row] - fighters  # since they were counted last, men left their strata in clashes only
        earned, own_men, own_posts, wanted, willing = _look_at_fronts(row, world.fronts, world.strata)
        outside = abroad(row, groups, world.groups, world.mechanisms[0].rebel_finance, p)
        earned += outside if groups.active[row] == 1 else p.dormant_income * outside
        factor = relative_income(earned, groups.finance_at_start[row], groups.windfall[row])
        groups.income[row] = portion(groups.base_income[row] * 4, 0.25 * factor)
        payable = (groups.income[row] + world.accounts.balance[groups.account[row]] // 12) // wage
        rest = payable - own_posts if payable > own_posts else int64(0)
        own_paid = own_posts if own_posts < payable else payable
        groups.wages[row] = (own_paid + (rest if rest < fighters - own_men else fighters - own_men)) * wage
        groups.unpaid[row] = unpaid_share(fighters - own_men, rest)
        posts = payable - fighters if groups.active[row] == 1 else wanted
        _, v, _, _ = four_uniforms(world.key, RECRUITMENT, month, groups.id[row], 0)
        demand = float32(posts) if posts > 0 else float32(0.0)
        groups.recruits[row] = rounded_randomly(willing_recruits(willing, demand), v)
        believed = _programme_and_belief(world, row)
        _hold(groups, row, believed[0], believed[1], fighters, killed, p)


@part
def _fighters_now(strata, faction):
    fighters = int64(0)
    for row in range(strata.shape[0]):
        if strata.faction[row] == faction and strata.stage[row] == FIGHTER:
            fighters += strata.people[row]
    return fighters


@part
def _look_at_fronts(faction, fronts, strata):
    """What a faction earns at its fronts, and who is willing to join it there.

    Of fronts that fight on their own: their men, those of them whom their income pays, and posts beyond them. People
    are recruited where somebody fights: at these fronts, or at all if the leader has chosen war.
    """
    earned = willing = willing_here = float32(0.0)
    own_men = own_posts = wanted = int64(0)
    for front in range(fronts.shape[0]):
        if fronts.faction[front] == faction:
            earned += fronts.earning[front]
            willing += fronts.willing[front]
            if fronts.spoiling[front] == 1:
                men, posts = fronts.defiant[front], fronts.posts[front]
                willing_here += fronts.willing[front]
                own_men += men
                own_posts += posts if posts < men else men
                wanted += posts - men if posts > men else int64(0)
    return earned, own_men, own_posts, wanted, willing_here if own_men > 0 else willing


@part
def _programme_and_belief(world, faction):
    """How far a programme of disarmament works where the faction stands, and how far the faction believes promises."""
    _, programme, _ = at_its_fronts(world, faction)
    return clipped(programme, 0.0, 1.0), believed_by_commanders(world, faction)


@part
def _hold(groups, row, programme, believed, fighters, killed, p):
    """The hold of a leader drifts with hoarding, programmes, pay, losses and sponsors."""
    short = groups.unpaid[row] - groups.unpaid_at_start[row]
    short = short if short > 0.0 else float32(0.0)
    lost = share_of(killed, groups.fighters[row]) if killed > 0 else float32(0.0)
    armed = share_of(fighters, fighters + groups.command_network[row])
    target = cohesion_target(programme, believed, armed, short, lost, float32(groups.sponsored[row]), p)
    groups.cohesion[row] = clipped(relaxed(groups.cohesion[row], target, p.cohesion_rate), 0.0, 1.0)


@phase
def decide_to_move(world, month, first, last):
    """Strata of fighters and former fighters: how many enrol, are reintegrated, or go back to arms this month."""
    strata = world.strata
    groups = world.armed_groups
    fronts = world.fronts
    p = world.parameters[0]
    livelihood = world.nation[0].livelihood
    untied = half_life_rate(p.tie_half_life)
    for row in range(first, last):
        stage, faction, front = strata.stage[row], strata.faction[row], strata.front[row]
        strata.advancing[row] = strata.returning[row] = strata.homecoming[row] = 0
        strata.resentful[row] = portion(strata.resentful[row], p.resentment_kept)
        if front < 0:
            continue
        u, v, w, _ = four_uniforms(world.key, DEMOBILISATION, month, strata.id[row], 0)
        place = world.districts.police_unit[strata.district[row]]
        programme = world.local_effects[place, DISARMAMENT] if world.mechanisms[0].ddr == 1 else float32(0.0)
        strata.tied[row] -= binomial_quantile(strata.tied[row], untied, w)
        at_arms = groups.active[faction] == 1 or fronts.spoiling[front] == 1
        if stage == FIGHTER:
            leave(world, row, month, programme, u)
            continue
        if stage == DEMOBILISED:
            strata.tie_kept[row] = p.reintegrated_tie
            chance = reintegrating_chance(programme, livelihood, p)
            strata.advancing[row] = binomial_quantile(strata.people[row], chance, u)
        willing = clipped(unfixed(strata.recruitable_total[row], strata.people[row]), 0.0, 1.0)
        back = willing if at_arms else float32(0.0)
        strata.returning[row] = binomial_quantile(strata.people[row] - strata.advancing[row], back, v)


@phase
def move_fighters(world, month, first, last):
    """Nation: people change stage; recruits leave their homes; the ledger pays the fighters; stances are logged."""
    groups = world.armed_groups
    strata = world.strata
    nation = world.nation[0]
    nation.went_home = 0
    for row in range(strata.shape[0]):
        if strata.stage[row] >= FIGHTER:
            _advance(strata, world.fronts, row)
            nation.went_home += strata.homecoming[row]
    nation.active_groups = 0
    for row in range(groups.shape[0]):
        transfer(world.accounts, ILLICIT, groups.account[row], groups.income[row])
        transfer(world.accounts, groups.account[row], FIGHTERS_PAY, groups.wages[row])
        groups.recruits[row] = _enlist(row, groups, world.fronts, strata, world.parameters[0].recruit_others)
        nation.active_groups += int64(groups.active[row])
    log_offers(world.nation, world.events, groups, month)
    log_stances(world.nation, world.events, groups, world.fronts, strata, month, world.parameters[0])


@part
def _advance(strata, fronts, row):
    """People of one stratum move on or back to arms.

    Fighters bring a tie home, the reintegrated keep a part of theirs.
    """
    onward = strata.next_stage[row]
    tied = strata.tied[row]
    moved = move_people(strata, row, onward, strata.advancing[row])
    if onward >= 0:
        bound = moved if strata.stage[row] == FIGHTER else tied - strata.tied[row]
        strata.tied[onward] += (portion(2 * bound, strata.tie_kept[row]) + 1) // 2  # to the nearest whole person
    to_arms = strata.previous_stage[row] if strata.stage[row] == DEMOBILISED else _fighters_of(strata, row)
    back = move_people(strata, row, to_arms, strata.returning[row])
    front = strata.front[row]
    if front >= 0:
        fronts.defiant[front] += back if fronts.spoiling[front] == 1 else int64(0)


@part
def _fighters_of(strata, row):
    """The stratum of fighters two stages before a stratum of reintegrated people, -1 for none."""
    before = strata.previous_stage[row]
    return strata.previous_stage[before] if before >= 0 else before


@part
def _enlist(faction, groups, fronts, strata, others):
    """Take recruits from the civilians around the fronts that recruit, by how many are willing at each."""
    number, enlisted = groups.recruits[faction], int64(0)
    total = float32(0.0)
    for front in range(fronts.shape[0]):
        total += fronts.willing[front] if _recruits(faction, groups, fronts, front) else float32(0.0)
    for front in range(fronts.shape[0]):
        if total > 0.0 and _recruits(faction, groups, fronts, front):
            wanted = portion(number, fronts.willing[front] / total)
            came = _draw_in(strata, fronts.stratum[front], wanted, fronts.willing[front], others)
            fronts.defiant[front] += came if fronts.spoiling[front] == 1 else int64(0)
            enlisted += came
    for front in range(fronts.shape[0]):  # what rounding left over, from the first communities that have it
        if enlisted < number and _recruits(faction, groups, fronts, front):
            stratum = fronts.stratum[front]
            came = move_people(strata, strata.home[stratum], stratum, number - enlisted)
            fronts.defiant[front] += came if fronts.spoiling[front] == 1 else int64(0)
            enlisted += came
    return enlisted


@part
def _recruits(faction, groups, fronts, front):
    """Whether a faction takes people in at a front: where it fights."""
    return fronts.faction[front] == faction and (groups.active[faction] == 1 or fronts.spoiling[front] == 1)


@part
def _draw_in(strata, stratum, wanted, willing, others):
    """Recruits of one front, from each community of the district by who is willing there, the rest from its own."""
    home = strata.home[stratum]
    taken = int64(0)
    for row in range(strata.shape[0]):
        if strata.district[row] == strata.district[stratum] and strata.stage[row] == 0 and row != home:
            part_of = others * expected(strata.recruitable_total[row]) / willing
            taken += move_people(strata, row, stratum, portion(wanted, part_of))
    return taken + move_people(strata, home, stratum, wanted - taken)


@phase
def count_fighters(world, month, first, last):
    """Armed groups: fighters, former fighters still tied to commanders, and loyal soldiers of the army."""
    groups = world.armed_groups
    for row in range(first, last):
        tied = integrated = int64(0)
        for stratum in range(world.strata.shape[0]):
            tied += world.strata.tied[stratum] if world.strata.faction[stratum] == row else int64(0)
        for front in range(world.fronts.shape[0]):
            integrated += world.fronts.integrated[front] if world.fronts.faction[front] == row else int64(0)
        groups.fighters[row] = _fighters_now(world.strata, row)
        groups.command_network[row] = tied
        groups.integrated[row] = integrated
