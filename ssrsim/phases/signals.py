"""Part of phase 10: what planners see this month, side by side, and which conditions on it hold."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.plans import is_true, months_held
from ssrsim.scenario.signals import NATIONAL, SIGNAL

float32 = np.float32
int64 = np.int64

TRUST_POLICE, TRUST_POLICE_SE = SIGNAL["survey.trust_police"], SIGNAL["survey.trust_police_se"]
TRUST_EXCLUDED, TRUST_ARMY = SIGNAL["survey.trust_police_excluded"], SIGNAL["survey.trust_army"]
FEEL_SAFE, BRIBES = SIGNAL["survey.feel_safe"], SIGNAL["survey.bribe_experience"]
CORRUPTION, PERFORMANCE = SIGNAL["survey.perceived_corruption"], SIGNAL["survey.perceived_performance"]
LEAKAGE, FORMAL = SIGNAL["admin.leakage_share"], SIGNAL["admin.formal"]
COMPLAINTS, SANCTIONS = SIGNAL["admin.complaints"], SIGNAL["admin.sanctions"]
RESPONSE, PAYROLL, INSECURITY = SIGNAL["admin.response_time"], SIGNAL["admin.payroll"], SIGNAL["admin.insecurity"]
RECEIVED, SPENT = SIGNAL["finance.received_usd_m"], SIGNAL["finance.spent_usd_m"]
UNSPENT, AID_MONTH = SIGNAL["finance.unspent_usd_m"], SIGNAL["finance.aid_month_usd_m"]
FORMAL_OF = len(NATIONAL)  # the first of many: three lines with a signal for each reform
CENTS_OF_A_MILLION = float32(1e8)


@phase
def gather_signals(world, month, first, last):
    """Signals: what surveys, registers and the plan's own books say after this month's publications."""
    value = world.signals.value
    nation = world.nation[0]
    _see_surveys(nation, value)
    _see_registers(nation, value)
    value[RECEIVED] = float32(nation.aid_received) / CENTS_OF_A_MILLION
    value[SPENT] = float32(nation.spent) / CENTS_OF_A_MILLION
    value[UNSPENT] = float32(nation.unspent) / CENTS_OF_A_MILLION
    value[AID_MONTH] = float32(nation.aid_month) / CENTS_OF_A_MILLION
    n_reforms = world.reforms.shape[0]
    blocked_of, spent_of = FORMAL_OF + n_reforms, FORMAL_OF + 2 * n_reforms
    for row in range(n_reforms):
        value[FORMAL_OF + row] = world.reforms.reported[row]
        value[blocked_of + row] = 0.0
        value[spent_of + row] = float32(world.reforms.spent[row]) / CENTS_OF_A_MILLION
    for row in range(world.actions.shape[0]):
        place = blocked_of + world.actions.reform[row]
        blocked = float32(world.actions.blocked_months[row])
        value[place] = blocked if blocked > value[place] else value[place]


@part
def _see_surveys(nation, value):
    """What the last published survey says."""
    value[TRUST_POLICE] = nation.survey_trust_police
    value[TRUST_POLICE_SE] = nation.survey_trust_police_se
    value[TRUST_EXCLUDED] = nation.survey_trust_police_excluded
    value[TRUST_ARMY] = nation.survey_trust_army
    value[FEEL_SAFE] = nation.survey_feel_safe
    value[BRIBES] = nation.survey_bribe_experience
    value[CORRUPTION] = nation.survey_perceived_corruption
    value[PERFORMANCE] = nation.survey_perceived_performance


@part
def _see_registers(nation, value):
    """What audits, reports and registers say."""
    value[LEAKAGE] = nation.admin_leakage_share
    value[FORMAL] = nation.admin_formal
    value[COMPLAINTS] = float32(nation.admin_complaints)
    value[SANCTIONS] = float32(nation.admin_sanctions)
    value[RESPONSE] = nation.admin_response_time
    value[PAYROLL] = float32(nation.admin_payroll)
    value[INSECURITY] = nation.admin_insecurity


@phase
def read_conditions(world, month, first, last):
    """Conditions: whether each is true of what is published now, and for how many months in a row it has been."""
    conditions = world.conditions
    for row in range(first, last):
        now = is_true(world.signals.value[conditions.signal[row]], conditions.op[row], conditions.value[row])
        conditions.held[row] = months_held(conditions.held[row], now)
        conditions.holds[row] = 1 if conditions.held[row] >= conditions.needed[row] else 0
