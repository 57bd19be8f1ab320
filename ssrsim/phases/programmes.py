"""Phase 4: money becomes reform, or leaks. All of it moves in the ledger, to the cent."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.corruption import leakage_rate
from ssrsim.equations.money import portion, share_of
from ssrsim.equations.portable import clipped
from ssrsim.equations.programmes import absorbed_share
from ssrsim.phases.oversight import what_audits_are_worth
from ssrsim.phases.security_forces import mean_by_strength
from ssrsim.world.columns_institutions import RUNNING
from ssrsim.world.ledger import (
    CONTRACTORS,
    LEAKED_TO_COMMANDERS,
    LEAKED_TO_POLITICIANS,
    SALARIES,
    TAXPAYERS,
    TREASURY,
    TRUST_FUND,
    transfer,
)
from ssrsim.world.world import EFFECT, EFFECTIVE, FORMAL, LEAKED, SPENT, WEIGHT

float32 = np.float32
int64 = np.int64

TRANSPARENCY, MEASUREMENT = EFFECT["transparency"], EFFECT["measurement"]
SMOOTHING_MONTHS = 6  # the trust fund is spent over half a year, so that a late tranche does not stop work


@phase
def claim_pay(world, month, first, last):
    """Units: pay due this month, for names with and without somebody behind them, and part of what is owed."""
    units = world.units
    for row in range(first, last):
        names = units.strength[row] + units.ghosts[row]
        one_month = portion(names * world.nation[0].pay_at_start * 100, 0.01 * world.nation[0].pay)
        catch_up = clipped(units.pay_arrears[row], 0.0, 1.0)  # at most one month of arrears is made good in a month
        units.pay_due[row] = one_month + portion(one_month, catch_up)


@phase
def pay_forces(world, month, first, last):
    """Nation: the treasury pays all units alike, ghost pay to those above; a willing one also funds reforms."""
    nation = world.nation[0]
    units = world.units
    income = portion(nation.revenue_month * 2, nation.economy)  # economy is 0.5 at the settlement
    transfer(world.accounts, TAXPAYERS, TREASURY, income)
    due = int64(0)
    for row in range(units.shape[0]):
        due += units.pay_due[row]
    available = world.accounts.balance[TREASURY]
    coverage = clipped(share_of(available, due), 0.0, 1.0)
    nation.pay_coverage = coverage
    nation.leaked_to_politicians = 0
    for row in range(units.shape[0]):
        paid = portion(units.pay_due[row], coverage)
        ghost_pay = portion(paid, share_of(units.ghosts[row], units.strength[row] + units.ghosts[row]))
        upward = portion(ghost_pay, world.parameters[0].leak_to_politicians)
        up = transfer(world.accounts, TREASURY, LEAKED_TO_POLITICIANS, upward)
        nation.leaked_to_politicians += up
        nation.leaked += up + transfer(world.accounts, TREASURY, LEAKED_TO_COMMANDERS, ghost_pay - upward)
        transfer(world.accounts, TREASURY, SALARIES, paid - ghost_pay)
    surplus = world.accounts.balance[TREASURY] - 2 * due  # two months of pay are kept back
    spare = portion(surplus if surplus > 0 else int64(0), 0.5 * nation.will)
    nation.domestic += transfer(world.accounts, TREASURY, TRUST_FUND, spare)


@phase
def count_arrears(world, month, first, last):
    """Units: months of pay owed, after what was paid."""
    units = world.units
    for row in range(first, last):
        arrears = units.pay_arrears[row]
        catch_up = clipped(arrears, 0.0, 1.0)
        units.pay_arrears[row] = clipped(arrears + 1.0 - (1.0 + catch_up) * world.nation[0].pay_coverage, 0.0, 120.0)


@phase
def claim_budget(world, month, first, last):
    """Actions: money that each running action could use this month; a finished reform needs its upkeep only."""
    actions = world.actions
    for row in range(first, last):
        reform = actions.reform[row]
        cost = portion(world.reforms.cost[reform], actions.scope[row])
        per_month = portion(cost, actions.pace[row] / world.reforms.min_months[reform])
        upkeep = portion(cost, world.parameters[0].upkeep_share)
        wanted = per_month if _formal_where_it_works(world, row) < 0.995 else upkeep
        actions.demand[row] = wanted if actions.state[row] == RUNNING else int64(0)
        actions.paid[row] = 0
        actions.leaked[row] = 0


@part
def _formal_where_it_works(world, action):
    """Mean formal level over the places that an action reaches, by what they cost; 1 where it reaches none."""
    local, reform = world.local, world.actions.reform[action]
    formal, weights = float32(0.0), float32(0.0)
    for unit in range(world.reach.shape[1]):
        weight = local[WEIGHT, reform, unit] if world.reach[action, unit] == 1 else float32(0.0)
        formal += weight * local[FORMAL, reform, unit]
        weights += weight
    return formal / weights if weights > 0.0 else float32(1.0)


@phase
def allocate_funds(world, month, first, last):
    """Nation: the reform budget, dealt out by planned share and donors' preference, in order of priority; leaks."""
    nation = world.nation[0]
    p = world.parameters[0]
    switches = world.mechanisms[0]
    audit = what_audits_are_worth(world)
    rate = leakage_rate(nation.corruption_at_start, audit, nation.sanction_probability,
                        world.effects[EFFECTIVE, TRANSPARENCY], p)  # fmt: skip
    nation.leakage_rate = rate if switches.leakage == 1 else 0.0
    absorbed = absorbed_share(
        mean_by_strength(world.units.capability, world.units.strength),
        nation.state_control,
        world.effects[EFFECTIVE, MEASUREMENT],
        p,
    )
    budget = portion(
        world.accounts.balance[TRUST_FUND] // SMOOTHING_MONTHS, absorbed if switches.absorption == 1 else 1.0
    )
    slot = month % 12
    world.recent[SPENT, slot] = 0
    world.recent[LEAKED, slot] = 0
    left = budget
    for row in range(world.actions.shape[0]):
        reform = world.actions.reform[row]
        wanted = portion(budget, clipped(world.actions.share[row] * _donor_preference(world, reform), 0.0, 1.0))
        left -= _pay_action(world, row, wanted if wanted < left else left, slot)
    for row in range(world.actions.shape[0]):  # what some cannot use goes to the others, first things first
        left -= _pay_action(world, row, left, slot)


@part
def _pay_action(world, row, limit, slot):
    """Pay one action what it can still use, up to a limit; split off what leaks. Returns what was paid."""
    nation = world.nation[0]
    actions = world.actions
    reform = actions.reform[row]
    wanted = actions.demand[row] - actions.paid[row]
    amount = wanted if wanted < limit else limit
    leak = portion(amount, nation.leakage_rate)
    to_politicians = portion(leak, world.parameters[0].leak_to_politicians)
    bought = transfer(world.accounts, TRUST_FUND, CONTRACTORS, amount - leak)
    up = transfer(world.accounts, TRUST_FUND, LEAKED_TO_POLITICIANS, to_politicians)
    down = transfer(world.accounts, TRUST_FUND, LEAKED_TO_COMMANDERS, leak - to_politicians)
    paid = bought + up + down
    actions.paid[row] += paid
    actions.leaked[row] += up + down
    world.reforms.spent[reform] += paid
    world.reforms.leaked[reform] += up + down
    nation.spent += paid
    nation.leaked += up + down
    nation.leaked_to_politicians += up
    world.recent[SPENT, slot] += paid
    world.recent[LEAKED, slot] += up + down
    return paid


@part
def _donor_preference(world, reform):
    """Donors' priorities and taste for the visible, as a factor on a planned share, weighted by what they pay."""
    donors = world.donors
    weighted, weight = float32(0.0), float32(0.0)
    for row in range(donors.shape[0]):
        paid = float32(donors.due[row])
        taste = 1.0 + donors.visibility_preference[row] * (world.reforms.visibility[reform] - 0.5)
        weighted += paid * taste * world.donor_preferences[row, reform]
        weight += paid
    return weighted / weight if weight > 0.0 else float32(1.0)


@part
def leakage_of_a_year(recent):
    """Share of programme spending of the last 12 months that leaked; 0 where nothing was spent."""
    spent = leaked = int64(0)
    for slot in range(12):
        spent += recent[SPENT, slot]
        leaked += recent[LEAKED, slot]
    return share_of(leaked, spent)
