"""Phase 11: the true state of the month goes into the record, and the books are checked. Changes nothing else."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import fixed, portion, share_of, unfixed
from ssrsim.phases.donors import fragmentation_of_aid
from ssrsim.phases.programmes import leakage_of_a_year
from ssrsim.phases.reforms import levels_of_plan
from ssrsim.phases.security_forces import mean_by_strength
from ssrsim.world.columns_institutions import BLOCKED

float32 = np.float32
int64 = np.int64


@phase
def write_record(world, month, first, last):
    """Nation: one line of the record, with every indicator."""
    line = world.record[month]
    nation = world.nation[0]
    _record_people(world, line)
    _record_forces(world, line)
    _record_oversight(world, line)
    _record_politics(world, line)
    _record_conflict(world, line)
    _record_experience(world, line)
    _record_measured(nation, line)
    line.coder_deaths = nation.coder_deaths
    line.war_continues = nation.war_continues
    line.recurrence_25 = 1 if nation.recurrence_month >= 0 else 0
    line.war_1000 = 1 if nation.war_month >= 0 else 0


@part
def _record_measured(nation, line):
    """What phase 10 published stands in the record under the same names."""
    line.survey_trust_police = nation.survey_trust_police
    line.survey_trust_police_se = nation.survey_trust_police_se
    line.survey_trust_police_excluded = nation.survey_trust_police_excluded
    line.survey_trust_army = nation.survey_trust_army
    line.survey_feel_safe = nation.survey_feel_safe
    line.survey_bribe_experience = nation.survey_bribe_experience
    line.survey_perceived_corruption = nation.survey_perceived_corruption
    line.survey_perceived_performance = nation.survey_perceived_performance
    line.admin_leakage_share = nation.admin_leakage_share
    line.admin_formal = nation.admin_formal
    line.admin_complaints = nation.admin_complaints
    line.admin_sanctions = nation.admin_sanctions
    line.admin_payroll = nation.admin_payroll
    line.admin_response_time = nation.admin_response_time
    line.admin_insecurity = nation.admin_insecurity
    line.expert_corruption = nation.expert_corruption
    line.expert_oversight = nation.expert_oversight


@part
def _record_experience(world, line):
    """What people lived through in 12 months and what they hold of police and state: what surveys try to find."""
    civilians = world.civilians
    people = met = paid = corruption = performance = int64(0)
    for row in range(civilians.id.shape[0]):
        weight = int64(civilians.weight[row])
        people += weight
        corruption += weight * fixed(civilians.perceived_corruption[row])
        performance += weight * fixed(civilians.perceived_performance[row])
        met += weight if civilians.contact_year[row] != 0 else int64(0)
        paid += weight if civilians.bribe_year[row] != 0 else int64(0)
    line.bribe_experience = share_of(paid, met)
    line.perceived_corruption = unfixed(corruption, people)
    line.perceived_performance = unfixed(performance, people)


@part
def _record_people(world, line):
    districts = world.districts
    people = army = grievance = fear = cooperated = protested = abused = excluded = excluded_trust = int64(0)
    complained = int64(0)
    for row in range(districts.shape[0]):
        people += districts.people[row]
        army += districts.trust_army_total[row]
        grievance += districts.grievance_total[row]
        fear += districts.fear_total[row]
        cooperated += districts.cooperated[row]
        protested += districts.protested[row]
        abused += districts.abused[row]
        complained += districts.complained[row]
        excluded += districts.excluded_people[row]
        excluded_trust += districts.excluded_trust_total[row]
    line.trust_police = world.nation.trust_police[0]
    line.trust_army = unfixed(army, people)
    line.trust_police_excluded = unfixed(excluded_trust, excluded)
    line.grievance = unfixed(grievance, people)
    line.fear = unfixed(fear, people)
    line.livelihood = world.nation.livelihood[0]
    line.feel_safe = world.nation.feel_safe[0]
    line.cooperation = share_of(cooperated, people)
    line.protests = protested
    line.fled = world.nation.fled[0]
    line.returned = world.nation.returned[0]
    line.displaced = world.nation.displaced[0]
    line.abuse = abused
    line.complaints = complained
    line.bribe_incidence = world.nation.bribe_incidence[0]


@part
def _record_forces(world, line):
    units = world.units
    police = army = ghosts = int64(0)
    for row in range(units.shape[0]):
        police += units.strength[row] if units.service[row] == 0 else int64(0)
        army += units.strength[row] if units.service[row] == 1 else int64(0)
        ghosts += units.ghosts[row]
    line.police_strength = police
    line.army_strength = army
    line.ghost_share = share_of(ghosts, ghosts + police + army)
    line.corruption_norm = mean_by_strength(units.norm, units.strength)
    line.pay_arrears = mean_by_strength(units.pay_arrears, units.strength)
    line.capability = mean_by_strength(units.capability, units.strength)
    line.skill = _mean_skill(units)
    line.representation = world.nation.representation[0]
    line.women_share = world.nation.women[0]
    line.vetted_out = world.nation.vetted_out[0]
    line.dismissed = world.nation.dismissed[0]
    _record_service(world, line)


@part
def _mean_skill(units):
    """Mean skill over units, by strength."""
    skill, people = float32(0.0), float32(0.0)
    for row in range(units.shape[0]):
        skill += unfixed(units.skill_total[row], units.rows[row]) * float32(units.strength[row])
        people += float32(units.strength[row])
    return skill / people if people > 0.0 else 0.0


@part
def _record_service(world, line):
    """What police deal with and how fast they come, mean over people."""
    districts = world.districts
    clearance, response, people = float32(0.0), float32(0.0), float32(0.0)
    for row in range(districts.shape[0]):
        living = float32(districts.people[row])
        clearance += world.units.clearance[districts.police_unit[row]] * living
        response += world.units.response[districts.police_unit[row]] * living
        people += living
    line.clearance = clearance / people
    line.response_time = response / people


@part
def _record_oversight(world, line):
    bodies = world.oversight_bodies
    nation = world.nation[0]
    formal, independence = float32(0.0), float32(0.0)
    for row in range(bodies.shape[0]):
        formal += bodies.formal[row]
        independence += bodies.independence[row]
    line.oversight_formal = formal / float32(bodies.shape[0])
    line.oversight_independence = independence / float32(bodies.shape[0])
    line.oversight_effective = nation.oversight
    line.justice = nation.justice
    line.cases_opened = nation.cases_opened
    line.complaints_taken_up = nation.complaints_taken_up
    line.cases_waiting = nation.backlog
    line.case_delay = nation.case_delay
    line.captured_bodies = nation.captured_bodies
    line.sanctions = nation.sanctions
    line.sanction_probability = nation.sanction_probability


@part
def _record_politics(world, line):
    nation = world.nation[0]
    blocked = int64(0)
    for row in range(world.actions.shape[0]):
        blocked += int64(1) if world.actions.state[row] == BLOCKED else int64(0)
    formal, effective = levels_of_plan(world.reforms)
    line.leakage_share = leakage_of_a_year(world.recent)
    line.will = nation.will
    line.interference = nation.interference
    line.fragmentation = nation.fragmentation
    line.governing_power = nation.governing_power
    line.independent_finance = nation.independent_finance
    line.rents = nation.rents
    line.rents_at_risk = nation.rents_at_risk
    line.army_discontent = nation.army_discontent
    line.money_side_payments = nation.side_payments
    line.actions_blocked = blocked
    line.reform_formal = formal
    line.reform_effective = effective
    line.money_received = nation.aid_received
    line.money_running_costs = nation.running_costs
    line.money_domestic = nation.domestic
    line.money_spent = nation.spent
    line.money_leaked = nation.leaked
    line.money_unspent = nation.unspent
    line.money_payroll = nation.payroll_support
    line.money_duplicated = nation.duplicated
    line.money_returned = nation.money_returned
    line.money_committed = 0
    for row in range(world.donors.shape[0]):
        line.money_committed += world.donors.committed[row]
    line.aid_fragmentation = fragmentation_of_aid(world.donors)
    line.donors_suspended = nation.donors_suspended
    line.suspension = nation.suspension
    line.donor_pressure = nation.donor_pressure
    line.economy = nation.economy
    line.mission_strength = nation.mission_strength


@part
def _record_bargains(groups, nation, line):
    """What factions were promised, what they got and what they believe, mean over factions."""
    line.credibility = line.promised = line.inclusion = 1.0 if groups.shape[0] == 0 else 0.0
    for row in range(groups.shape[0]):
        line.credibility += groups.credibility[row] / float32(groups.shape[0])
        line.promised += groups.promised[row] / float32(groups.shape[0])
        line.inclusion += groups.inclusion[row] / float32(groups.shape[0])
    line.war_weariness = nation.war_weariness
    line.money_promises = nation.promises_paid


@part
def _fighters_abroad(groups):
    """Armed members of factions in camps across the border."""
    abroad = int64(0)
    for row in range(groups.shape[0]):
        abroad += portion(groups.fighters[row], groups.sanctuary[row])
    return abroad


@part
def _record_conflict(world, line):
    nation = world.nation[0]
    fighters = demobilised = reintegrated = int64(0)
    for row in range(world.strata.shape[0]):
        stage = world.strata.stage[row]
        fighters += world.strata.people[row] if stage == 1 else int64(0)
        demobilised += world.strata.people[row] if stage == 2 else int64(0)
        reintegrated += world.strata.people[row] if stage == 3 else int64(0)
    _record_bargains(world.armed_groups, nation, line)
    cohesion = float32(0.0)
    tied = integrated = spoilers = int64(0)
    for row in range(world.armed_groups.shape[0]):
        cohesion += world.armed_groups.cohesion[row]
        tied += world.armed_groups.command_network[row]
        integrated += world.armed_groups.integrated[row]
    for row in range(world.fronts.shape[0]):
        spoilers += int64(world.fronts.spoiling[row])
    line.fighters_abroad = _fighters_abroad(world.armed_groups)
    line.spoilers = spoilers
    line.command_network = tied
    line.integrated = integrated
    line.defected = nation.defected
    line.captured = nation.captured
    line.went_home = nation.went_home
    line.money_sponsorship = nation.sponsorship
    groups = world.armed_groups.shape[0]
    line.cohesion = cohesion / float32(groups) if groups > 0 else 0.0
    line.fighters = fighters
    line.demobilised = demobilised
    line.reintegrated = reintegrated
    line.active_groups = nation.active_groups
    line.battle_deaths = nation.deaths
    line.deaths_fighters = nation.deaths_fighters
    line.deaths_forces = nation.deaths_forces
    line.deaths_civilians = nation.deaths_civilians
    line.gang_members = nation.gang_members
    line.homicides = nation.homicides
    line.violent_incidents = nation.clashes
    line.crime = nation.crime
    line.state_control = nation.state_control
    line.non_state_provision = nation.non_state_provision
    line.constraints = nation.constraints
    line.autocratization = 1 if nation.autocratization_month >= 0 else 0
    line.coup = 1 if nation.coups > 0 else 0
    line.criminal_governance = 1 if nation.criminal_share >= 0.25 else 0
