"""START HERE: one month of the simulated world, as the list that is executed.

It has eleven parts; each line names phases over the rows of one table, in the order in which they run. `each` phases
write only their own row, so they may be split over threads or called row by row (as Mesa agents) with the same bits;
`once` phases add up or share out and run whole. Within the month, what one row does to another is written as a fact in
its own row and read by a later phase. `ssrsim describe` says what each phase does.
"""

from __future__ import annotations

from ssrsim.phases import (
    administrative_data,
    allocation,
    armed_groups,
    bands,
    bargaining,
    books,
    cabinet,
    careers,
    civilians,
    conflict,
    context,
    crime,
    donors,
    elections,
    encounters,
    flight,
    going_home,
    integration,
    leaders,
    massacres,
    missions,
    monitoring,
    observers,
    oversight,
    plan,
    politics,
    programmes,
    record,
    record_parts,
    reforms,
    security_forces,
    shocks,
    signals,
    tallies,
    treasury,
    voting,
)
from ssrsim.phases.step import Step, each, in_parts, once

MONTH_BY_PART = {
    "shocks": (  # 1 what strikes from outside
        once("nation", context.change_context), each("shocks", shocks.strike),
        each("armed_groups", shocks.arm_by_patron, going_home.keep_camps), each("districts", shocks.strike_districts),
        each("districts", massacres.strike_civilians), once("nation", shocks.feel_shocks, shocks.meet_new_threat),
        each("districts", shocks.face_threats), once("nation", shocks.log_shocks)),
    "politics": (  # 2 what politicians want and let pass
        once("nation", plan.follow_calendar, politics.read_the_mood), each("groups", politics.reconcile),
        each("politicians", politics.weigh_interests), once("actions", plan.set_agenda), once("reforms", voting.vote),
        each("actions", plan.begin_actions),
        once("nation", plan.log_actions, elections.face_voters, elections.change_seats, cabinet.reshuffle),
        once("reforms", cabinet.undo_progress), once("nation", politics.count_votes)),
    "donors": (  # 3 what outsiders pay and send
        each("donors", donors.review_country, donors.commit_money, donors.decide_disbursement),
        once("nation", donors.receive_aid, donors.log_donors), each("missions", missions.deploy),
        once("nation", missions.guarantee, missions.log_missions), each("districts", missions.patrol)),
    "programmes": (  # 4 how money becomes reform, or leaks
        each("units", treasury.claim_pay), once("nation", treasury.pay_forces), each("units", treasury.count_arrears),
        each("actions", programmes.claim_budget), once("nation", programmes.assess_capacity),
        each("reforms", programmes.claim_upkeep), once("nation", treasury.share_surplus),
        each("donors", allocation.set_budgets), once("nation", allocation.keep_up),
        each("donors", allocation.plan_spending),
        once("nation", allocation.share_out, allocation.pay_actions, treasury.close_accounts),
        each("reforms", reforms.check_prerequisites, reforms.build_reforms), once("nation", reforms.sum_effects)),
    "oversight": (  # 5 who watches, tries and sanctions
        each("oversight_bodies", oversight.renew_bodies), once("nation", oversight.watch),
        each("units", oversight.open_cases), each("districts", oversight.reach_out, oversight.hold_court),
        once("nation", oversight.count_cases), each("units", oversight.sanction),
        once("nation", oversight.break_scandal)),
    "security_forces": (  # 6 officers and units
        each("officers", security_forces.learn_the_trade),
        each("units", security_forces.appoint_commanders, careers.renew_ranks, careers.count_heads),
        each("officers", careers.examine, security_forces.weigh_misconduct), once("nation", careers.move_forces),
        once("units", security_forces.tally_officers), each("units", security_forces.settle_norms)),
    "civilians": (  # 7 civilians
        each("civilians", encounters.encounter, civilians.learn, civilians.bear, civilians.choose),
        once("districts", tallies.tally_civilians), each("districts", civilians.stand_in)),
    "armed_groups": (  # 8 armed groups
        each("armed_groups", bargaining.offer_inclusion, leaders.weigh_war_and_peace, bands.seek_sponsors),
        each("fronts", bands.weigh_local_war, integration.weigh_loyalty),
        each("armed_groups", armed_groups.finance_fighters), each("strata", armed_groups.decide_to_move),
        once("nation", integration.move_soldiers, bands.pay_sponsored, armed_groups.move_fighters),
        each("armed_groups", armed_groups.count_fighters)),
    "conflict": (  # 9 clashes, flight, crime, control
        each("fronts", conflict.clash), once("nation", conflict.bury_the_dead, massacres.bury_the_massacred),
        each("strata", flight.decide_to_flee), once("nation", flight.flee), each("strata", flight.decide_to_return),
        once("nation", flight.come_home), each("districts", crime.live_from_crime, conflict.settle_districts),
        once("nation", conflict.sum_up_districts, conflict.log_criminal_rule),
        each("civilians", civilians.follow_strata), each("officers", careers.follow_units),
        once("groups", careers.count_origins)),
    "monitoring": (  # 10 what can be seen
        once("nation", monitoring.hold_survey, monitoring.publish_survey),
        each("reforms", administrative_data.report_reforms), each("districts", administrative_data.record_insecurity),
        once("nation", administrative_data.keep_registers, observers.code_events, observers.ask_experts),
        once("signals", signals.gather_signals), each("conditions", signals.read_conditions),
        once("nation", plan.fire_rules)),
    "record": (  # 11 the record, and the books
        once("nation", record.write_record), once("districts", record_parts.write_districts),
        once("reforms", record_parts.write_reforms), once("donors", record_parts.write_donors),
        once("groups", record_parts.write_groups), once("nation", books.check_books, books.check_rows)),
}  # fmt: skip
PARTS = tuple(MONTH_BY_PART)
MONTH: tuple[Step, ...] = in_parts(MONTH_BY_PART)
