"""Part of phase 2: what politicians let pass, and what a vote costs where it is bought."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import fixed
from ssrsim.equations.politics import price_of_a_vote, rents_closed, support_margin, support_on_paper
from ssrsim.phases.cabinet import HEAD_OF_GOVERNMENT, holder_of
from ssrsim.phases.treasury import beyond_pay
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import PASSED, UNTRIED, VOTED_DOWN, WITHHELD
from ssrsim.world.ledger import LEAKED_TO_POLITICIANS, TREASURY, transfer
from ssrsim.world.streams import VOTE, one_normal
from ssrsim.world.world import EFFECT, EFFECTIVE, log_event

float32 = np.float32
int64 = np.int64

DIALOGUE = EFFECT["dialogue"]
# whose luck of which year it is: sixteen reforms share a block of years, so that more reforms change nobody's luck
BLOCK, YEARS_OF_A_BLOCK = 16, 1024
EVENT_BOUGHT = KIND["votes_bought"]
CAUSE_OUTVOTED, CAUSE_WITHHELD = CAUSE["vote_lost"], CAUSE["consent_withheld"]


@phase
def vote(world, month, first, last):
    """Reforms: what becomes of each that is on the agenda: passed, voted down, or consent withheld."""
    reforms = world.reforms
    world.politicians.defied[:] = 0
    for row in range(first, last):
        reforms.verdict[row] = UNTRIED
        if reforms.on_agenda[row] == 1:
            _take_positions(world, month, row)
            needs_law = reforms.needs_law[row] == 1 and reforms.law[row] == 0
            verdict = _verdict(world.politicians, reforms.minister[row], needs_law)
            if verdict != PASSED and world.mechanisms[0].side_payments == 1:
                verdict = _buy_votes(world, month, row, verdict, needs_law)
            reforms.verdict[row] = verdict
            _note_defiance(world.politicians, reforms.minister[row])


@part
def _take_positions(world, month, reform):
    """Politicians: how far each is for one reform."""
    politicians = world.politicians
    reforms = world.reforms
    nation = world.nation[0]
    p = world.parameters[0]
    needs_law = int64(reforms.needs_law[reform] == 1 and reforms.law[reform] == 0)
    pressure = nation.donor_pressure if world.mechanisms[0].mimicry == 1 else float32(0.0)
    on_paper = support_on_paper(pressure, nation.independent_finance, needs_law, p)
    bribes, ghosts, leakage = (
        reforms.threat_bribes[reform], reforms.threat_ghosts[reform], reforms.threat_leakage[reform]
    )  # fmt: skip
    of_capability = bribes + ghosts + leakage < 0.05  # an instrument that closes nobody's rents
    luck = (month - 1) // 12 * BLOCK + reform % BLOCK + reform // BLOCK * YEARS_OF_A_BLOCK
    for row in range(politicians.shape[0]):
        noise = one_normal(world.key, VOTE, luck, politicians.id[row])
        closed = rents_closed(politicians.rents_bribes[row], politicians.rents_ghosts[row],
                              politicians.rents_leakage[row], bribes, ghosts, leakage)  # fmt: skip
        felt = politicians.perceived_threat[row] if of_capability else float32(0.0)
        politicians.bought[row] = 0
        politicians.margin[row] = support_margin(
            politicians.will[row], world.effects[EFFECTIVE, DIALOGUE], on_paper, noise, closed,
            politicians.patronage_dependence[row], felt, needs_law, p,
        )  # fmt: skip


@part
def _supports(politicians, row):
    """Whether a politician votes for the bill, out of conviction or for money."""
    return politicians.margin[row] > 0.0 or politicians.bought[row] == 1


@part
def _verdict(politicians, minister, needs_law):
    """What comes of one reform: a law needs a power-weighted majority; head of government and minister must consent."""
    for_it = against_it = int64(0)
    consent = True
    for row in range(politicians.shape[0]):
        office = politicians.office[row]
        if _supports(politicians, row):
            for_it += fixed(politicians.power[row])
        else:
            against_it += fixed(politicians.power[row])
            if office == HEAD_OF_GOVERNMENT or office == minister:
                consent = False
    if not consent:
        return WITHHELD
    return PASSED if not needs_law or for_it > against_it else VOTED_DOWN


@part
def _buy_votes(world, month, reform, verdict, needs_law):
    """The head of government buys those of the coalition who are nearly for a bill, if that passes it and is paid for.

    Two months of pay stay in the treasury; nobody is bought for a bill that would be lost all the same, nor beside
    those who suffice.
    """
    politicians = world.politicians
    minister = world.reforms.minister[reform]
    after = verdict
    while after != PASSED:
        seller = _nearest_vote(world, minister if after == WITHHELD else -1)
        if seller < 0:
            politicians.bought[:] = 0
            return verdict
        politicians.bought[seller] = 1
        after = _verdict(politicians, minister, needs_law)
    _drop_superfluous(politicians, minister, needs_law)
    price = int64(0)
    for row in range(politicians.shape[0]):
        if politicians.bought[row] == 1:
            revenue = float32(world.nation[0].revenue_month)
            price += int64(price_of_a_vote(politicians.power[row], revenue, world.parameters[0]))
    if price > beyond_pay(world.accounts, world.units):
        politicians.bought[:] = 0
        return verdict
    paid = transfer(world.accounts, TREASURY, LEAKED_TO_POLITICIANS, price)
    world.nation.leaked[0] += paid
    world.nation.side_payments[0] += paid
    cause = CAUSE_WITHHELD if verdict == WITHHELD else CAUSE_OUTVOTED
    log_event(world.nation, world.events, month, EVENT_BOUGHT, -1, reform, cause, paid)
    return PASSED


@part
def _drop_superfluous(politicians, minister, needs_law):
    """Votes without which the bill passes all the same are not bought, the dearest (of most power) dropped first."""
    dropped = 0
    while dropped >= 0:
        dropped = -1
        most = float32(0.0)
        for row in range(politicians.shape[0]):
            if politicians.bought[row] == 1 and politicians.power[row] > most:
                politicians.bought[row] = 0
                if _verdict(politicians, minister, needs_law) == PASSED:
                    dropped = row
                    most = politicians.power[row]
                politicians.bought[row] = 1
        if dropped >= 0:
            politicians.bought[dropped] = 0


@part
def head_is_for(politicians):
    """Whether the head of government is for the reform, out of conviction: that vote is not for sale."""
    head = holder_of(politicians, HEAD_OF_GOVERNMENT)
    return head >= 0 and politicians.margin[head] > 0.0


@part
def _nearest_vote(world, office):
    """The politician of the coalition who is nearest to being for the bill, -1 for none within reach.

    Of all offices, or of this one if it is not negative. Nothing is for sale where the head of government is against.
    """
    politicians = world.politicians
    nearest = -world.parameters[0].side_payment_reach
    best = -1
    for row in range(politicians.shape[0]):
        governs = world.blocs.governing[politicians.bloc[row]] == 1
        asked = office < 0 or politicians.office[row] == office
        if governs and asked and not _supports(politicians, row) and politicians.margin[row] > nearest:
            best = row
            nearest = politicians.margin[row]
    return best if head_is_for(politicians) else -1


@part
def _note_defiance(politicians, minister):
    """A minister who withholds a consent that the head of government gives has defied him."""
    led = head_is_for(politicians)
    for row in range(politicians.shape[0]):
        if led and politicians.office[row] == minister and not _supports(politicians, row):
            politicians.defied[row] = 1
