"""Part of phase 4: the treasury pays the forces and a share for reforms; what lies unspent goes back or lapses."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.funding import own_share
from ssrsim.equations.money import portion, share_of
from ssrsim.equations.portable import clipped
from ssrsim.phases.bargaining import pay_promises
from ssrsim.phases.cabinet import holder_of
from ssrsim.scenario.bodies import OFFICES
from ssrsim.world.ledger import (
    DONORS,
    LEAKED_TO_COMMANDERS,
    LEAKED_TO_POLITICIANS,
    REFORM_BUDGET,
    RUNNING_COSTS,
    SALARIES,
    TAXPAYERS,
    TREASURY,
    transfer,
)

float32 = np.float32
int64 = np.int64

YEAR = 12
KEPT_PAY = 2  # months of pay that the treasury keeps back
FINANCE_MINISTER = OFFICES.index("finance")


@phase
def claim_pay(world, month, first, last):
    """Units: pay due this month, for names with and without somebody behind them, and part of what is owed."""
    units = world.units
    for row in range(first, last):
        names = units.strength[row] + units.ghosts[row]
        # pay relative to the settlement may be more than 1, a portion may not; 1 / 128 is exact
        one_month = portion(names * world.nation[0].pay_at_start * 128, world.nation[0].pay / 128.0)
        catch_up = clipped(units.pay_arrears[row], 0.0, 1.0)  # at most one month of arrears is made good in a month
        units.pay_due[row] = one_month + portion(one_month, catch_up)


@phase
def pay_forces(world, month, first, last):
    """Nation: the treasury, helped by donors where it cannot, pays all units alike, ghost pay to those above."""
    nation = world.nation[0]
    units = world.units
    income = portion(nation.revenue_month * 2, nation.economy)  # economy is 0.5 at the settlement
    transfer(world.accounts, TAXPAYERS, TREASURY, income)
    pay_promises(world.nation, world.armed_groups, world.accounts, income, world.parameters[0])
    due = _pay_due(units)
    if world.mechanisms[0].payroll_support == 1:
        missing = due - world.accounts.balance[TREASURY]
        asked = portion(missing if missing > 0 else int64(0), world.parameters[0].payroll_support)
        nation.payroll_support += _support_payroll(world.accounts, world.donors, asked)
    coverage = clipped(share_of(world.accounts.balance[TREASURY], due), 0.0, 1.0)
    nation.pay_coverage = coverage
    nation.programme_rents = 0
    for row in range(units.shape[0]):
        paid = portion(units.pay_due[row], coverage)
        ghost_pay = portion(paid, share_of(units.ghosts[row], units.strength[row] + units.ghosts[row]))
        upward = portion(ghost_pay, world.parameters[0].leak_to_politicians)
        up = transfer(world.accounts, TREASURY, LEAKED_TO_POLITICIANS, upward)
        nation.leaked += up + transfer(world.accounts, TREASURY, LEAKED_TO_COMMANDERS, ghost_pay - upward)
        transfer(world.accounts, TREASURY, SALARIES, paid - ghost_pay)
    _keep_running(world)


@part
def _keep_running(world):
    """The treasury pays what the budget was spent on before any reform, after pay and before all else."""
    nation = world.nation[0]
    due = portion(nation.running_costs_at_start * 2, nation.economy)  # economy is 0.5 at the settlement
    due = due if world.mechanisms[0].running_costs == 1 else int64(0)
    nation.running_costs += transfer(world.accounts, TREASURY, RUNNING_COSTS, due)


@part
def _pay_due(units):
    """Pay due to all units this month."""
    due = int64(0)
    for row in range(units.shape[0]):
        due += units.pay_due[row]
    return due


@part
def beyond_pay(accounts, units):
    """What the treasury holds beyond the months of pay that it keeps back, in cents; negative where it holds less."""
    return accounts.balance[TREASURY] - KEPT_PAY * _pay_due(units)


@part
def _support_payroll(accounts, donors, asked):
    """Donors cover a part of missing pay, by what is in their accounts, suspended or not; returns what they gave."""
    there = int64(0)
    for row in range(donors.shape[0]):
        there += accounts.balance[donors.account[row]]
    given = int64(0)
    share = clipped(share_of(asked, there), 0.0, 1.0)
    for row in range(donors.shape[0]):
        part_of_it = portion(accounts.balance[donors.account[row]], share)
        moved = transfer(accounts, donors.account[row], TREASURY, part_of_it)
        donors.payroll[row] += moved
        given += moved
    return given


@phase
def share_surplus(world, month, first, last):
    """Nation: the finance minister gives reforms a share of what pay leaves, while they can use it within a year."""
    nation = world.nation[0]
    politicians = world.politicians
    minister = holder_of(politicians, FINANCE_MINISTER)
    nation.own_will = politicians.will[minister] if minister >= 0 else nation.will
    asked = int64(0)
    for row in range(world.actions.shape[0]):
        asked += world.actions.demand[row]
    for row in range(world.reforms.shape[0]):
        asked += world.reforms.upkeep_due[row]
    room = YEAR * asked - world.accounts.balance[REFORM_BUDGET]
    surplus = beyond_pay(world.accounts, world.units)
    spare = portion(surplus if surplus > 0 else int64(0), own_share(nation.own_will, nation.suspension))
    nation.domestic += transfer(world.accounts, TREASURY, REFORM_BUDGET, spare if spare < room else room)


@phase
def count_arrears(world, month, first, last):
    """Units: months of pay owed, after what was paid."""
    units = world.units
    for row in range(first, last):
        arrears = units.pay_arrears[row]
        catch_up = clipped(arrears, 0.0, 1.0)
        units.pay_arrears[row] = clipped(arrears + 1.0 - (1.0 + catch_up) * world.nation[0].pay_coverage, 0.0, 120.0)


@phase
def close_accounts(world, month, first, last):
    """Nation: who has left takes back what is unspent; at the end of a year, what may not be carried over goes back.

    The treasury's own surplus lapses to the general budget then.
    """
    nation = world.nation[0]
    donors = world.donors
    accounts = world.accounts
    closing = int64(world.parameters[0].closing_months)
    year_ends = month % YEAR == 0
    goes_back = year_ends and nation.budget_carry_over == 0
    for row in range(donors.shape[0]):
        if goes_back or month >= donors.horizon[row] + closing:
            moved = transfer(accounts, donors.account[row], DONORS, accounts.balance[donors.account[row]])
            donors.money_returned[row] += moved
            nation.money_returned += moved
    if goes_back:
        moved = transfer(accounts, REFORM_BUDGET, TREASURY, accounts.balance[REFORM_BUDGET])
        nation.domestic_returned += moved
        nation.money_returned += moved
    if year_ends:
        transfer(accounts, TREASURY, TAXPAYERS, beyond_pay(accounts, world.units))
    nation.unspent = accounts.balance[REFORM_BUDGET]
    for row in range(donors.shape[0]):
        nation.unspent += accounts.balance[donors.account[row]]
