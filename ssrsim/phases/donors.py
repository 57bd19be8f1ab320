"""Phase 3: donors review what they can measure, commit money, and disburse it late."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.funding import (
    WEIGHT_OF_LEAKAGE,
    WEIGHT_OF_PLAN,
    appetite,
    commitment_variation,
    disbursed_share,
    displeasure,
    held_against,
    is_suspending,
    updated_suspension,
    yearly_noise,
)
from ssrsim.equations.money import fixed, portion, share_of, times, unfixed
from ssrsim.equations.portable import clipped, halved_after, relaxed, saturating
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.ledger import DONORS, transfer
from ssrsim.world.streams import DISBURSEMENT, one_normal
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

QUARTER = 3
MULTILATERAL, POOLED, NEIGHBOUR = 1, 2, 3  # kinds of donors; 0 is bilateral
EVENT_SUSPENDED, EVENT_RESUMED, EVENT_LEFT = KIND["donor_suspended"], KIND["donor_resumed"], KIND["donor_left"]
CAUSE_LEAKAGE, CAUSE_SCANDAL = CAUSE["measured_leakage"], CAUSE["scandal_in_the_news"]
CAUSE_BLOCKED, CAUSE_MISSED = CAUSE["blocked_reforms"], CAUSE["missed_benchmarks"]
CAUSE_COUP, CAUSE_MENDED, CAUSE_HORIZON = CAUSE["coup_by_the_army"], CAUSE["things_mended"], CAUSE["horizon_over"]
CAUSE_TIME = CAUSE["time_over"]


@phase
def review_country(world, month, first, last):
    """Donors: suspend or resume, at once after a coup, else at quarterly reviews of what is measured."""
    donors = world.donors
    nation = world.nation[0]
    p = world.parameters[0]
    switches = world.mechanisms[0]
    against = held_against(
        nation.admin_leakage_share, nation.scandal, nation.blocked_share, nation.benchmarks_missed, nation.admin_formal
    )
    for row in range(first, last):
        before = donors.suspended[row]
        if switches.conditionality == 0:
            continue
        if nation.coup_now == 1 and donors.kind[row] != NEIGHBOUR:
            donors.suspended[row] = 1
            donors.suspension[row] = p.suspension_most
            donors.held_until[row] = month + int64(p.coup_suspension)
            donors.ground[row] = CAUSE_COUP
        elif month % QUARTER == 0 and month >= donors.held_until[row]:
            looks = switches.looking_away == 1 and donors.kind[row] != POOLED
            taste = donors.visibility_preference[row] if looks else float32(0.0)
            displeased = displeasure(donors.strictness[row], taste, against, p)
            suspends = is_suspending(before == 1, displeased, p)
            donors.suspended[row] = 1 if suspends else 0
            donors.suspension[row] = updated_suspension(donors.suspension[row], suspends, displeased, p)
            over = CAUSE_TIME if donors.ground[row] == CAUSE_COUP else CAUSE_MENDED
            donors.ground[row] = _weighs_most(nation) if suspends else over
        donors.turned[row] = 1 if donors.suspended[row] != before else 0


@part
def _weighs_most(nation):
    """The cause that weighs most in what donors hold against the country."""
    cause, most = CAUSE_LEAKAGE, WEIGHT_OF_LEAKAGE * nation.admin_leakage_share
    if nation.scandal > most:
        cause, most = CAUSE_SCANDAL, nation.scandal
    if WEIGHT_OF_PLAN * nation.blocked_share > most:
        cause, most = CAUSE_BLOCKED, WEIGHT_OF_PLAN * nation.blocked_share
    return CAUSE_MISSED if WEIGHT_OF_PLAN * nation.benchmarks_missed > most else cause


@phase
def commit_money(world, month, first, last):
    """Donors: each month that month's money, within what was pledged and as long as it is used."""
    donors = world.donors
    nation = world.nation[0]
    p = world.parameters[0]
    switches = world.mechanisms[0]
    for row in range(first, last):
        if month > donors.horizon[row] or donors.pledge_month[row] <= 0:
            continue
        share = (1.0 - donors.suspension[row]) * (1.0 - nation.shock_aid_cut)
        if switches.donor_fatigue == 1:
            share = share * halved_after(
                float32(month - 1), donors.fatigue_half_life[row]
            )  # e.g. Sierra Leone 110 (2004) to 27 (2008)
        if switches.funding_noise == 1:  # a budget is made once a year, and so is its luck
            z = one_normal(world.key, DISBURSEMENT, (month - 1) // 12, donors.id[row])
            variation = commitment_variation(donors.volatility[row], donors.coordination[row],
                                             donors.kind[row] == POOLED)  # fmt: skip
            share = share * yearly_noise(z, variation)
        unspent = float32(world.accounts.balance[donors.account[row]]) / float32(donors.pledge_month[row])
        share = share * appetite(unspent, p)
        wanted = times(donors.pledge_month[row], share)
        left = donors.pledged[row] - donors.committed[row]
        donors.committed[row] += wanted if wanted < left else left


@phase
def decide_disbursement(world, month, first, last):
    """Donors: what comes this month of what was committed; a while after the horizon the rest lapses."""
    donors = world.donors
    nation = world.nation[0]
    p = world.parameters[0]
    for row in range(first, last):
        kind = donors.kind[row]
        lag = p.lag_pooled if kind == POOLED else (p.lag_multilateral if kind == MULTILATERAL else p.lag_bilateral)
        lag = lag if world.mechanisms[0].disbursement_lag == 1 else float32(1.0)
        insecurity = nation.admin_insecurity if world.mechanisms[0].disbursement_lag == 1 else float32(0.0)
        share = disbursed_share(lag, insecurity, donors.suspension[row], nation.shock_aid_cut)
        there = month <= donors.horizon[row] + int64(p.closing_months)
        outstanding = donors.committed[row] - donors.disbursed[row]
        donors.due[row] = portion(outstanding, share) if there else int64(0)


@phase
def receive_aid(world, month, first, last):
    """Nation: aid arrives in donors' accounts in the country; who suspends; what that means for politicians."""
    nation = world.nation[0]
    donors = world.donors
    nation.aid_month = 0
    nation.donors_suspended = 0
    strictness = suspended = pledged = int64(0)  # whole cents: the order of donors must not matter
    for row in range(donors.shape[0]):
        paid = transfer(world.accounts, DONORS, donors.account[row], donors.due[row])
        donors.disbursed[row] += paid
        nation.aid_month += paid
        strictness += portion(paid, donors.strictness[row])
        if month <= donors.horizon[row] and donors.pledged[row] > 0:
            suspended += portion(donors.pledge_month[row], donors.suspension[row])
            pledged += donors.pledge_month[row]
            nation.donors_suspended += int64(donors.suspended[row])
    nation.suspension = share_of(suspended, pledged)
    nation.aid_received += nation.aid_month
    nation.aid_usual = relaxed(nation.aid_usual, float32(nation.aid_month), 1.0 / 12.0)
    aid = float32(nation.aid_month)
    revenue = float32(nation.revenue_month)
    nation.independent_finance = revenue / (revenue + aid) if revenue + aid > 0.0 else float32(1.0)
    mean_strictness = share_of(strictness, nation.aid_month)
    reach = saturating(aid, revenue) if revenue > 0.0 else float32(1.0)
    nation.donor_pressure = clipped(2.0 * mean_strictness * reach, 0.0, 1.0)


@phase
def log_donors(world, month, first, last):
    """Nation: a log of who suspended, resumed and left, and why."""
    donors = world.donors
    for row in range(donors.shape[0]):
        if donors.turned[row] == 1 and month <= donors.horizon[row]:
            kind = EVENT_SUSPENDED if donors.suspended[row] == 1 else EVENT_RESUMED
            log_event(world.nation, world.events, month, kind, -1, row, donors.ground[row], 0)
        if month == donors.horizon[row]:
            log_event(world.nation, world.events, month, EVENT_LEFT, -1, row, CAUSE_HORIZON, 0)


@part
def fragmentation_of_aid(donors):
    """1 - 1 / K_eff over what donors disbursed since the settlement: 0 where one donor pays for all."""
    total = int64(0)
    for row in range(donors.shape[0]):
        total += donors.disbursed[row]
    concentration = int64(0)
    for row in range(donors.shape[0]):
        share = share_of(donors.disbursed[row], total)
        concentration += fixed(share * share)
    return clipped(1.0 - unfixed(concentration, 1), 0.0, 1.0) if total > 0 else float32(0.0)
