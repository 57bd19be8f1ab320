"""Phase 3: donors review what they can measure, disburse or hold back; missions come and go."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.funding import disbursement_noise, mission_strength, troops_present, updated_suspension
from ssrsim.equations.money import portion
from ssrsim.equations.portable import clipped, halved_after, saturating
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.ledger import DONORS, TRUST_FUND, transfer
from ssrsim.world.streams import DISBURSEMENT, one_normal
from ssrsim.world.world import log_event

float32 = np.float32
int64 = np.int64

REVIEW_EVERY = 3
EVENT_SUSPENDED, EVENT_LEFT, EVENT_MISSION_LEFT = KIND["donor_suspended"], KIND["donor_left"], KIND["mission_left"]
CAUSE_LEAKAGE, CAUSE_HORIZON, CAUSE_DRAWDOWN = CAUSE["measured_leakage"], CAUSE["horizon_over"], CAUSE["drawdown_over"]


@phase
def decide_disbursement(world, month, first, last):
    """Donors: suspend or resume at quarterly reviews, then settle what is due this month, within the commitment."""
    donors = world.donors
    nation = world.nation[0]
    switches = world.mechanisms[0]
    for row in range(first, last):
        suspension = donors.suspension[row]
        if month % REVIEW_EVERY == 0 and switches.conditionality == 1:
            suspension = updated_suspension(
                suspension, donors.strictness[row], donors.visibility_preference[row],
                nation.admin_leakage_share, nation.scandal, nation.admin_formal, world.parameters[0],
            )  # fmt: skip
        donors.suspension[row] = suspension
        share = (1.0 - suspension) * (1.0 - nation.shock_aid_cut)
        if switches.donor_fatigue == 1:
            share = share * halved_after(
                float32(month - 1), donors.fatigue_half_life[row]
            )  # e.g. Sierra Leone 110 (2004) to 27 (2008)
        if switches.funding_noise == 1:  # a budget is made once a year, and so is its luck
            z = one_normal(world.key, DISBURSEMENT, (month - 1) // 12, donors.id[row])
            share = share * disbursement_noise(z, donors.volatility[row], donors.coordination[row])
        due = _times(donors.pledge_month[row], share) if month <= donors.horizon[row] else int64(0)
        left = donors.committed[row] - donors.disbursed[row]
        donors.due[row] = due if due < left else left


@phase
def receive_aid(world, month, first, last):
    """Nation: aid arrives in the trust fund, donor by donor; what that means for politicians."""
    nation = world.nation[0]
    donors = world.donors
    nation.aid_month = 0
    strictness = float32(0.0)
    for row in range(donors.shape[0]):
        paid = transfer(world.accounts, DONORS, TRUST_FUND, donors.due[row])
        donors.disbursed[row] += paid
        nation.aid_month += paid
        strictness += donors.strictness[row] * float32(paid)
        if donors.suspension[row] > 0.25 and month % REVIEW_EVERY == 0:
            log_event(world.nation, world.events, month, EVENT_SUSPENDED, -1, row, CAUSE_LEAKAGE, 0)
        if month == donors.horizon[row]:
            log_event(world.nation, world.events, month, EVENT_LEFT, -1, row, CAUSE_HORIZON, 0)
    nation.aid_received += nation.aid_month
    aid = float32(nation.aid_month)
    revenue = float32(nation.revenue_month)
    nation.independent_finance = revenue / (revenue + aid) if revenue + aid > 0.0 else float32(1.0)
    mean_strictness = strictness / aid if aid > 0.0 else float32(0.0)
    reach = saturating(aid, revenue) if revenue > 0.0 else float32(1.0)
    nation.donor_pressure = clipped(2.0 * mean_strictness * reach, 0.0, 1.0)


@phase
def deploy(world, month, first, last):
    """Missions: troops present and what they, with the mission's police, amount to."""
    missions = world.missions
    population = world.nation[0].population_at_start
    p = world.parameters[0]
    for row in range(first, last):
        mandate = missions.mandate[row]
        full = missions.troops[row] + missions.police[row]
        now = troops_present(full, month, missions.start[row], missions.drawdown[row], missions.exit[row])
        promised = full if month < missions.start[row] and month < missions.exit[row] else now
        missions.present[row] = now
        missions.strength[row] = mission_strength(now, population, mandate, p)
        missions.promise[row] = mission_strength(promised, population, mandate, p)


@phase
def guarantee(world, month, first, last):
    """Nation: the strength of all missions together, and how far they guarantee commitments.

    Commitments are guaranteed by what is there or still firmly promised.
    """
    nation = world.nation[0]
    absent, unpromised = float32(1.0), float32(1.0)
    for row in range(world.missions.shape[0]):
        absent = absent * (1.0 - world.missions.strength[row])
        unpromised = unpromised * (1.0 - world.missions.promise[row])
        if month == world.missions.exit[row]:
            log_event(
                world.nation,
                world.events,
                month,
                EVENT_MISSION_LEFT,
                -1,
                row,
                CAUSE_DRAWDOWN,
                world.missions.troops[row],
            )
    nation.mission_strength = 1.0 - absent
    nation.guarantee = 1.0 - unpromised


@phase
def patrol(world, month, first, last):
    """Districts: protection by the mission, thinner where roads are bad."""
    for row in range(first, last):
        world.districts.mission_presence[row] = world.nation[0].mission_strength * (
            1.0 - 0.4 * world.districts.remoteness[row]
        )


@part
def _times(amount, factor):
    whole = int64(factor)
    return amount * whole + portion(amount, factor - float32(whole))
