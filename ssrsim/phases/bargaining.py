"""Governments bargain with armed factions: posts and rents for peace, paid for, consented to, kept or broken."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.bargaining import (
    consent_to_offer,
    cost_of_breach,
    delivered_target,
    price_of_inclusion,
    war_risk,
    worth_of_offer,
)
from ssrsim.equations.money import fixed, portion, share_of
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.phases.leaders import CRIMINAL, DECIDE_EVERY, peace_at_hand, prospects, tipping_cost
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.ledger import RENTS_OF_LEADERS, TREASURY, transfer
from ssrsim.world.world import EFFECT, EFFECTIVE, log_event

float32 = np.float32
int64 = np.int64

DIALOGUE = EFFECT["dialogue"]
MORE, LESS, REFUSED = 1, -1, 2  # what became of an offer this month
EVENT_OFFER, EVENT_REFUSED, EVENT_BROKEN = KIND["offer"], KIND["offer_refused"], KIND["promise_broken"]
CAUSE_DEARER, CAUSE_CONSENT = CAUSE["war_would_cost_more"], CAUSE["consent_withheld"]
CAUSE_CHEAPER = CAUSE["peace_can_be_had_for_less"]


@part
def pay_promises(nation, groups, accounts, revenue, p):
    """The treasury pays the leaders of included factions their part of this month's revenue, before the forces."""
    full = portion(revenue, p.inclusion_pay)
    due = paid = int64(0)
    for row in range(groups.shape[0]):
        owed = portion(full, groups.granted[row]) if groups.active[row] == 0 else int64(0)
        due += owed
        paid += transfer(accounts, TREASURY, RENTS_OF_LEADERS, owed)
    nation.promises_met[0] = share_of(paid, due) if due > 0 else float32(1.0)
    nation.promises_paid[0] += paid


@phase
def offer_inclusion(world, month, first, last):
    """Armed groups: each quarter the government weighs an offer by what war would cost it; delivery follows slowly.

    It grants a step more while the expected cost of war exceeds the posts and rents conceded and its coalition
    consents; it grants a step less where that is worth more than what breaking a promise costs.
    """
    groups = world.armed_groups
    nation = world.nation[0]
    p = world.parameters[0]
    for row in range(first, last):
        groups.offered[row] = 0
        bargains = world.mechanisms[0].bargaining == 1 and groups.kind[row] != CRIMINAL
        if bargains and month % DECIDE_EVERY == 0:
            _make_offer(world, row)
        at_peace = groups.active[row] == 0
        target = delivered_target(groups.granted[row], nation.promises_met, p) if at_peace else float32(0.0)
        groups.inclusion[row] = clipped(relaxed(groups.inclusion[row], target, p.inclusion_rate), 0.0, 1.0)
        if at_peace and groups.promised[row] > 0.0:
            delivered = clipped(target / groups.promised[row], 0.0, 1.0)  # what comes slowly is not broken
            groups.kept[row] = relaxed(groups.kept[row], delivered, p.kept_rate)


@part
def _make_offer(world, row):
    """A step up, a step down or no change: whatever is worth most to those who govern, if they may."""
    groups = world.armed_groups
    p = world.parameters[0]
    granted = groups.granted[row]
    dialogue = world.effects[EFFECTIVE, DIALOGUE]
    price = price_of_inclusion(world.nation[0].patronage, dialogue, _is_outside(world.blocs, row), p)
    more, less = clipped(granted + p.offer_step, 0.0, 1.0), clipped(granted - p.offer_step, 0.0, 1.0)
    ahead = prospects(world, row)
    as_now = _worth(world, row, granted, price, ahead)
    if more > granted and _worth(world, row, more, price, ahead) > as_now:
        if _coalition_consents(world.politicians, world.blocs, row, dialogue, p):
            groups.granted[row] = more
            groups.offered[row] = MORE
            if more > groups.promised[row]:
                groups.promised[row] = more
        else:
            groups.offered[row] = REFUSED
    elif less < granted and world.mechanisms[0].reneging == 1:
        breach = cost_of_breach(granted - less, world.nation[0].guarantee, world.nation[0].oversight, p)
        breach = breach if groups.active[row] == 0 else float32(0.0)  # what is offered to an enemy was not given yet
        if _worth(world, row, less, price, ahead) - breach > as_now:
            groups.granted[row] = less
            groups.offered[row] = LESS


@part
def _is_outside(blocs, faction):
    """1 if no bloc that governs grew out of the faction."""
    outside = 1
    for row in range(blocs.shape[0]):
        if blocs.faction[row] == faction and blocs.governing[row] == 1:
            outside = 0
    return outside


@part
def _worth(world, row, offer, price, ahead):
    """What it would be worth to those who govern to grant this much, not knowing what war costs the leader."""
    p = world.parameters[0]
    groups = world.armed_groups
    war, later, chance = ahead
    tipping = tipping_cost(world, row, war, peace_at_hand(world, offer), later)
    risk = war_risk(tipping, groups.cost_at_least[row], groups.cost_at_most[row], p)
    return worth_of_offer(offer, risk, chance, price, p)


@part
def _coalition_consents(politicians, blocs, faction, dialogue, p):
    """Whether more of the power of those who govern is for granting a faction more than against it."""
    for_it = against_it = int64(0)
    for row in range(politicians.shape[0]):
        bloc = politicians.bloc[row]
        if blocs.governing[bloc] == 1:
            own = float32(1.0) if blocs.faction[bloc] == faction else float32(0.0)
            patronage = politicians.patronage_dependence[row]
            weight = fixed(politicians.power[row])
            if consent_to_offer(politicians.perceived_threat[row], dialogue, own, patronage, p) > 0.0:
                for_it += weight
            else:
                against_it += weight
    return for_it > against_it


@part
def log_offers(nation, events, groups, month):
    """Write down what was offered, refused and broken this month."""
    for row in range(groups.shape[0]):
        percent = int64(100.0 * groups.granted[row] + 0.5)
        if groups.offered[row] == MORE:
            log_event(nation, events, month, EVENT_OFFER, -1, row, CAUSE_DEARER, percent)
        elif groups.offered[row] == LESS and groups.active[row] == 0:
            log_event(nation, events, month, EVENT_BROKEN, -1, row, CAUSE_CHEAPER, percent)
        elif groups.offered[row] == REFUSED:
            log_event(nation, events, month, EVENT_REFUSED, -1, row, CAUSE_CONSENT, percent)
