"""Part of phase 11: are people and money conserved, do rows add up to what they stand for, are shares shares?"""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.world.ledger import REFORM_BUDGET, unbalanced_account

int64 = np.int64

PEOPLE_LOST, WEIGHTS_LOST, OFFICERS_LOST, MONEY_LOST, NOT_A_SHARE, DONOR_OFF, BUDGET_OFF = 1, 2, 3, 4, 5, 6, 7
FAULTS = {
    PEOPLE_LOST: "people were lost or made: the count is off by {value}",
    WEIGHTS_LOST: "civilian rows do not add up to stratum {row}: off by {value}",
    OFFICERS_LOST: "officer rows do not add up to unit {row}: off by {value}",
    MONEY_LOST: "account {row} does not close to the cent: balance {value}",
    NOT_A_SHARE: "civilian row {row} left the range 0..1",
    DONOR_OFF: "donor {row} does not account for its money: off by {value}",
    BUDGET_OFF: "the reform budget of the state does not account for its money: off by {value}",
}


@phase
def check_books(world, month, first, last):
    """Nation: people and money are conserved to the unit, shares are shares. The first fault stops the run."""
    nation = world.nation[0]
    strata = world.strata
    alive = int64(0)
    for row in range(strata.shape[0]):
        alive += strata.people[row]
        if strata.people[row] < 0:
            _report(world.fault, PEOPLE_LOST, month, row, strata.people[row])
    for row in range(world.units.shape[0]):
        alive += world.units.strength[row]
    everybody = alive + nation.dead + nation.massacre_dead
    if everybody != nation.population_at_start:
        _report(world.fault, PEOPLE_LOST, month, 0, everybody - nation.population_at_start)
    account = unbalanced_account(world.accounts)
    if account >= 0:
        last_account = account if account < world.accounts.shape[0] else account - 1
        _report(world.fault, MONEY_LOST, month, account, world.accounts.balance[last_account])
    _check_donors(world.fault, world.donors, world.accounts, month)
    kept = nation.domestic - nation.domestic_spent - nation.domestic_leaked - nation.domestic_returned
    if kept != world.accounts.balance[REFORM_BUDGET]:
        _report(world.fault, BUDGET_OFF, month, 0, kept - world.accounts.balance[REFORM_BUDGET])


@part
def _check_donors(fault, donors, accounts, month):
    """Pledged >= committed >= disbursed, and what was disbursed was spent, leaked, went into pay, back, or is there."""
    for row in range(donors.shape[0]):
        used = donors.spent[row] + donors.leaked[row] + donors.payroll[row] + donors.money_returned[row]
        off = donors.disbursed[row] - used - accounts.balance[donors.account[row]]
        if off != 0:
            _report(fault, DONOR_OFF, month, row, off)
        if donors.committed[row] > donors.pledged[row]:
            _report(fault, DONOR_OFF, month, row, donors.committed[row] - donors.pledged[row])
        if donors.disbursed[row] > donors.committed[row]:
            _report(fault, DONOR_OFF, month, row, donors.disbursed[row] - donors.committed[row])


@phase
def check_rows(world, month, first, last):
    """Nation: rows add up to their strata and units, and no feeling has left 0..1 or become NaN."""
    strata = world.strata
    units = world.units
    _check_feelings(world.fault, world.civilians, month)
    _add_up(world.civilians.stratum, world.civilians.weight, strata.counted)
    _add_up(world.officers.unit, world.officers.weight, units.counted)
    for row in range(strata.shape[0]):
        if strata.counted[row] != strata.people[row]:
            _report(world.fault, WEIGHTS_LOST, month, row, strata.counted[row] - strata.people[row])
    for row in range(units.shape[0]):
        if units.counted[row] != units.strength[row]:
            _report(world.fault, OFFICERS_LOST, month, row, units.counted[row] - units.strength[row])


@part
def _check_feelings(fault, civilians, month):
    """Report the first civilian who is outside 0..1; many are looked at at once, and one by one only where one is."""
    outside = 0
    for row in range(civilians.id.shape[0]):
        outside += not _are_shares(civilians, row)
    if outside > 0:
        for row in range(civilians.id.shape[0]):
            if not _are_shares(civilians, row):
                _report(fault, NOT_A_SHARE, month, row, 0)


@part
def _are_shares(civilians, row):
    a, b, c = civilians.trust_police[row], civilians.trust_army[row], civilians.grievance[row]
    return (a >= 0.0) & (a <= 1.0) & (b >= 0.0) & (b <= 1.0) & (c >= 0.0) & (c <= 1.0)


@part
def _add_up(places, weights, counted):
    """The people whom the rows of each place stand for; rows of one place mostly stand together, and go in one sum."""
    for place in range(counted.shape[0]):
        counted[place] = 0
    place, people = int64(0), int64(0)
    for row in range(places.shape[0]):
        if places[row] != place:
            counted[place] += people
            place, people = int64(places[row]), int64(0)
        people += int64(weights[row])
    if places.shape[0] > 0:
        counted[place] += people


@part
def _report(fault, code, month, row, value):
    """Keep the first fault."""
    if fault[0] == 0:
        fault[0] = code
        fault[1] = month
        fault[2] = row
        fault[3] = value
