"""Money: whole cents in a double-entry ledger. Every movement takes from one account what it gives to another.

Accounts of the outside world (donors, taxpayers, the illicit economy) may go below zero; no other account can, because
a transfer never moves more than the payer has. The sum over all accounts is zero for ever.
"""

from __future__ import annotations

import numpy as np

from ssrsim.compiled import part

int64 = np.int64

DONORS = 0  # outside: what donors have sent, as a negative balance
TAXPAYERS = 1  # outside: own revenue
ILLICIT = 2  # outside: resource rents, taxation by armed groups, patrons
REFORM_BUDGET = 3  # the state's own money for reforms
TREASURY = 4
CONTRACTORS = 5  # programme money that bought something
SALARIES = 6  # pay that reached an officer
LEAKED_TO_POLITICIANS = 7
LEAKED_TO_COMMANDERS = 8  # programme leaks and ghost pay
FIGHTERS_PAY = 9  # what armed groups paid out
RENTS_OF_LEADERS = 10  # what the treasury paid leaders of factions that were included
RUNNING_COSTS = 11  # what the treasury paid for rations, fuel, rent and the like
FIRST_FACTION = 12  # one account per armed group from here on, then one per donor

ACCOUNT_NAMES = (
    "donors", "taxpayers", "illicit economy", "reform budget", "treasury", "contractors", "salaries",
    "leaked to politicians", "leaked to commanders", "fighters' pay", "rents of leaders", "running costs",
)  # fmt: skip
OUTSIDE = (DONORS, TAXPAYERS, ILLICIT)
LARGEST_TRANSFER = int64(2**60)


@part
def transfer(accounts, payer, payee, amount):
    """Move `amount` cents (int64) from one account to another, at most what the payer has; returns what moved.

    A negative amount, or one above 2^60 cents, moves nothing.
    """
    if amount <= 0 or amount > LARGEST_TRANSFER:
        return int64(0)
    available = accounts.balance[payer]
    moved = amount if accounts.outside[payer] == 1 or available >= amount else available
    accounts.balance[payer] -= moved
    accounts.paid[payer] += moved
    accounts.balance[payee] += moved
    accounts.received[payee] += moved
    return moved


@part
def open_month(accounts):
    """Note every opening balance, so that the end of the month can be checked against it."""
    for account in range(accounts.shape[0]):
        accounts.opening[account] = accounts.balance[account]
        accounts.received[account] = 0
        accounts.paid[account] = 0


@part
def unbalanced_account(accounts):
    """The first account that does not close to the cent (opening + received != paid + balance), or that is overdrawn.

    The number of accounts if the balances do not sum to zero; -1 if all is well.
    """
    sum_of_balances = int64(0)
    for account in range(accounts.shape[0]):
        closing = accounts.opening[account] + accounts.received[account] - accounts.paid[account]
        if closing != accounts.balance[account]:
            return account
        if accounts.balance[account] < 0 and accounts.outside[account] == 0:
            return account
        sum_of_balances += accounts.balance[account]
    return accounts.shape[0] if sum_of_balances != 0 else -1
