"""Part of phase 4: who pays for what. Donors who plan alone first, then what is planned jointly, then the state.

All that moves, moves in the ledger, to the cent. Sources are the donors and, as the last row of `payments`, the state
with its reform budget. Donors that plan alone do not see each other: what their favourites cannot use is partly left to
joint planning, partly spent on the favourite all the same, and the rest stays in their account.
"""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.funding import unfragmented_share
from ssrsim.equations.money import fixed, portion, share_of, unfixed
from ssrsim.equations.portable import clipped
from ssrsim.phases.donors import POOLED
from ssrsim.world.columns_institutions import BLOCKED
from ssrsim.world.ledger import CONTRACTORS, LEAKED_TO_COMMANDERS, LEAKED_TO_POLITICIANS, REFORM_BUDGET, transfer
from ssrsim.world.world import LEAKED, SPENT

float32 = np.float32
int64 = np.int64

SMOOTHING_MONTHS = 6  # money is spent over half a year, so that a late tranche does not stop work


@phase
def set_budgets(world, month, first, last):
    """Donors: what each can spend well this month of what is in its account, less what the plan keeps in reserve."""
    donors = world.donors
    for row in range(first, last):
        balance = world.accounts.balance[donors.account[row]]
        donors.budget[row] = _spendable(world.nation[0], balance)
        donors.upkeep_asked[row] = donors.upkeep_paid[row] = donors.pooled[row] = 0


@part
def _spendable(nation, balance):
    """A month's part of a balance; the reserve is for months in which less aid comes than usual."""
    usual = nation.aid_usual
    as_usual = clipped(float32(nation.aid_month) / usual, 0.0, 1.0) if usual > 0.0 else float32(0.0)
    kept = nation.budget_reserve * as_usual
    return portion(portion(balance, 1.0 - kept) // SMOOTHING_MONTHS, nation.absorbed)


@phase
def keep_up(world, month, first, last):
    """Nation: upkeep of reforms that have ended: by the state as far as it is willing, then by donors who care."""
    nation = world.nation[0]
    reforms = world.reforms
    donors = world.donors
    nation.own_budget = _spendable(nation, world.accounts.balance[REFORM_BUDGET])
    willing = _ask_for_upkeep(nation, reforms, donors, world.donor_preferences)
    up_to = world.parameters[0].leak_to_politicians
    state = donors.shape[0]
    for row in range(reforms.shape[0]):
        due = reforms.upkeep_due[row]
        if due > 0:
            own = portion(due, willing)
            useful, leaked = _buy(world.accounts, world.nation, donors, reforms, world.recent, state, row, own, up_to,
                                  month)  # fmt: skip
            nation.own_budget -= useful + leaked
            paid = useful + leaked
            for donor in range(state):
                share = clipped(share_of(donors.budget[donor], donors.upkeep_asked[donor]), 0.0, 1.0)
                amount = portion(_asked_of(donors, world.donor_preferences, row, donor, due - own), share)
                bought, leaked = _buy(world.accounts, world.nation, donors, reforms, world.recent, donor, row, amount,
                                      up_to, month)  # fmt: skip
                donors.upkeep_paid[donor] += bought + leaked
                useful += bought
                paid += bought + leaked
            reforms.upkept[row] = clipped(share_of(paid, due), 0.0, 1.0)
            reforms.maintained[row] = clipped(share_of(useful, due), 0.0, 1.0)
    for donor in range(donors.shape[0]):
        left = donors.budget[donor] - donors.upkeep_paid[donor]
        donors.budget[donor] = left if left > 0 else int64(0)


@part
def _ask_for_upkeep(nation, reforms, donors, preferences):
    """What each donor is asked for of what the state leaves; returns the share of upkeep that the state pays."""
    asked = int64(0)
    for row in range(reforms.shape[0]):
        asked += portion(reforms.upkeep_due[row], nation.own_will)
    willing = nation.own_will * clipped(share_of(nation.own_budget, asked), 0.0, 1.0)
    for row in range(reforms.shape[0]):
        gap = reforms.upkeep_due[row] - portion(reforms.upkeep_due[row], willing)
        if gap > 0:
            for donor in range(donors.shape[0]):
                donors.upkeep_asked[donor] += _asked_of(donors, preferences, row, donor, gap)
    return willing


@part
def _asked_of(donors, preferences, reform, donor, gap):
    """What one donor is asked for of the upkeep of one reform: by priority among donors that have money."""
    if donors.budget[donor] <= 0 or preferences[donor, reform] <= 1.0:
        return int64(0)
    together = int64(0)
    for row in range(donors.shape[0]):
        together += fixed(preferences[row, reform] - 1.0) if donors.budget[row] > 0 else int64(0)
    return portion(gap, clipped((preferences[donor, reform] - 1.0) / unfixed(together, 1), 0.0, 1.0))


@phase
def plan_spending(world, month, first, last):
    """Donors: what each means for every action that is due, by planned share, priorities and taste for the visible."""
    donors = world.donors
    actions = world.actions
    for row in range(first, last):
        together = float32(0.0)
        for action in range(actions.shape[0]):
            together += _weight(donors, actions, world.reforms, world.donor_preferences, row, action)
        for action in range(actions.shape[0]):
            weight = _weight(donors, actions, world.reforms, world.donor_preferences, row, action)
            alone = donors.kind[row] != POOLED and together > 0.0
            share = clipped(weight / together, 0.0, 1.0) if alone else float32(0.0)
            world.allotments[row, action] = portion(donors.budget[row], share)


@part
def _weight(donors, actions, reforms, preferences, donor, action):
    """How much an action is worth to a donor: nothing unless it can use money, or waits for consent to do so."""
    if actions.state[action] != BLOCKED and actions.demand[action] <= 0:
        return float32(0.0)
    reform = actions.reform[action]
    taste = 1.0 + donors.visibility_preference[donor] * (reforms.visibility[reform] - 0.5)
    return actions.share[action] * taste * preferences[donor, reform]


@phase
def share_out(world, month, first, last):
    """Nation: who pays how much for each action; what is left over is planned jointly, wasted, or stays."""
    donors = world.donors
    actions = world.actions
    p = world.parameters[0]
    state = donors.shape[0]
    twice = p.duplication if world.mechanisms[0].fragmentation == 1 else float32(0.0)
    for action in range(actions.shape[0]):
        world.payments[state, action] = 0
        _plan_alone(donors, actions, world.allotments, world.payments, action, twice)
    pot = int64(0)
    for donor in range(state):
        donors.pooled[donor] += donors.budget[donor] if donors.kind[donor] == POOLED else int64(0)
        pot += donors.pooled[donor]
    _fill_gaps(actions, pot)
    for action in range(actions.shape[0]):
        for donor in range(state):
            amount = portion(actions.put_in[action], share_of(donors.pooled[donor], pot))
            world.payments[donor, action] += amount
            actions.funded[action] += amount
    _fill_gaps(actions, world.nation[0].own_budget)
    for action in range(actions.shape[0]):
        world.payments[state, action] = actions.put_in[action]
        actions.funded[action] += actions.put_in[action]
        _keep_to_cap(actions, world.allotments, action, state)


@part
def _plan_alone(donors, actions, allotments, payments, action, twice):
    """One action and the donors who plan alone: all offers are met in proportion; offers become what is wasted."""
    offered = int64(0)
    for donor in range(donors.shape[0]):
        offered += allotments[donor, action]
    usable = clipped(share_of(actions.demand[action], offered), 0.0, 1.0)
    runs = actions.demand[action] > 0  # nobody spends on what waits for consent
    for donor in range(donors.shape[0]):
        wanted = portion(allotments[donor, action], usable)
        gap = actions.demand[action] - actions.funded[action]
        paid = wanted if wanted < gap else gap
        excess = allotments[donor, action] - paid
        alone = 1.0 - donors.coordination[donor]
        payments[donor, action] = paid
        actions.funded[action] += paid
        donors.pooled[donor] += portion(excess, donors.coordination[donor])
        allotments[donor, action] = portion(excess, twice * alone) if runs else int64(0)


@part
def _fill_gaps(actions, money):
    """Offer money to what is short: by planned share, then what is left to whatever is still short, by priority."""
    together = float32(0.0)
    for row in range(actions.shape[0]):
        actions.put_in[row] = 0
        short = actions.demand[row] > actions.funded[row]
        together += actions.share[row] if short else float32(0.0)
    left = money
    for row in range(actions.shape[0]):
        gap = actions.demand[row] - actions.funded[row]
        if gap > 0 and together > 0.0:
            wanted = portion(money, clipped(actions.share[row] / together, 0.0, 1.0))
            wanted = wanted if wanted < gap else gap
            actions.put_in[row] = wanted if wanted < left else left
            left -= actions.put_in[row]
    for row in range(actions.shape[0]):
        gap = actions.demand[row] - actions.funded[row] - actions.put_in[row]
        if gap > 0 and actions.share[row] > 0.0:
            more = gap if gap < left else left
            actions.put_in[row] += more
            left -= more


@part
def _keep_to_cap(actions, allotments, action, donors):
    """What is spent twice stays within the cap of the action, too."""
    if actions.cap[action] > 0:
        wasted = int64(0)
        for donor in range(donors):
            wasted += allotments[donor, action]
        room = actions.cap[action] - actions.spent[action] - actions.funded[action]
        share = clipped(share_of(room, wasted), 0.0, 1.0)
        for donor in range(donors):
            allotments[donor, action] = portion(allotments[donor, action], share)


@phase
def pay_actions(world, month, first, last):
    """Nation: every source pays its part of every action; a part of it leaks; what many pay for loses a little."""
    nation = world.nation[0]
    donors = world.donors
    actions = world.actions
    state = donors.shape[0]
    up_to = world.parameters[0].leak_to_politicians
    for action in range(actions.shape[0]):
        reform = actions.reform[action]
        owned = int64(0)
        for source in range(state + 1):
            wasted = world.allotments[source, action] if source < state else int64(0)
            amount = world.payments[source, action] + wasted
            if amount == 0:
                continue
            bought, leaked = _buy(world.accounts, world.nation, donors, world.reforms, world.recent, source, reform,
                                  amount, up_to, month)  # fmt: skip
            actions.paid[action] += bought + leaked
            actions.leaked[action] += leaked
            actions.duplicated[action] += wasted
            is_own = source == state or donors.kind[source] == POOLED
            owned += bought + leaked if is_own else int64(0)
            world.payments[source, action] = bought + leaked
        actions.spent[action] += actions.paid[action]
        actions.owned[action] = clipped(share_of(owned, actions.paid[action]), 0.0, 1.0)
        joined = _kept_together(donors, actions, world.payments, action, world.parameters[0])
        kept = joined if world.mechanisms[0].fragmentation == 1 else float32(1.0)
        twice = actions.duplicated[action] - portion(actions.duplicated[action], world.reforms.leakage[reform])
        actions.delivered[action] = portion(actions.paid[action] - actions.leaked[action] - twice, kept)
        nation.duplicated += actions.paid[action] - actions.leaked[action] - actions.delivered[action]


@part
def _kept_together(donors, actions, payments, action, p):
    """Share of the money for one action that is not lost between those who pay for it."""
    state = donors.shape[0]
    total = actions.paid[action]
    if total <= 0:
        return float32(1.0)
    concentration = coordination = int64(0)  # in fixed point: the order of donors must not matter
    for source in range(state + 1):
        share = share_of(payments[source, action], total)
        concentration += fixed(share * share)
        joint = source == state or donors.kind[source] == POOLED  # a pool is joint planning
        coordination += fixed(share * (float32(1.0) if joint else donors.coordination[source]))
    return clipped(unfragmented_share(unfixed(coordination, 1), unfixed(concentration, 1), p), 0.0, 1.0)


@part
def _buy(accounts, nation, donors, reforms, recent, source, reform, amount, to_politicians, month):
    """A source pays an amount for a reform, and it is booked; returns what bought something, and what leaked."""
    if amount == 0:
        return int64(0), int64(0)
    is_donor = source < donors.shape[0]
    payer = donors.account[source] if is_donor else int64(REFORM_BUDGET)
    leak = portion(amount, reforms.leakage[reform])
    upward = portion(leak, to_politicians)
    bought = transfer(accounts, payer, CONTRACTORS, amount - leak)
    up = transfer(accounts, payer, LEAKED_TO_POLITICIANS, upward)
    leaked = up + transfer(accounts, payer, LEAKED_TO_COMMANDERS, leak - upward)
    reforms.spent[reform] += bought + leaked
    reforms.leaked[reform] += leaked
    nation.spent[0] += bought + leaked
    nation.leaked[0] += leaked
    nation.programme_rents[0] += up
    if is_donor:
        donors.spent[source] += bought
        donors.leaked[source] += leaked
    else:
        nation.domestic_spent[0] += bought
        nation.domestic_leaked[0] += leaked
    recent[SPENT, month % 12] += bought + leaked
    recent[LEAKED, month % 12] += leaked
    return bought, leaked
