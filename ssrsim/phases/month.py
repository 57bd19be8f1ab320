"""START HERE: one month of the simulated world, as the numbered list that is executed.

Each line is one phase over the rows of one table. `each` phases write only their own row, so they may be split over
threads or called row by row (as Mesa agents) with the same bits; `once` phases add up or share out and run whole.
Within the month, what one row does to another is written as a fact in its own row and read by a later line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

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
    crime,
    donors,
    elections,
    encounters,
    flight,
    integration,
    leaders,
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
    settlement,
    settlement_people,
    shocks,
    signals,
    treasury,
    voting,
)


class Step(NamedTuple):
    """One phase over one table."""

    number: int  # which of the eleven parts of the month it belongs to
    table: str
    phase: Callable[..., None]
    splits: bool  # may be split over rows

    @property
    def part(self) -> str:
        """The name of that part."""
        return PARTS[self.number - 1] if self.number else "settlement"

    @property
    def name(self) -> str:
        """The name of the phase, as timings, hooks and agents call it."""
        return self.phase.__name__


def each(number: int, table: str, phase: Callable[..., None]) -> Step:
    """A phase that writes its own rows only."""
    return Step(number, table, phase, splits=True)


def once(number: int, table: str, phase: Callable[..., None]) -> Step:
    """A phase that runs whole, in a fixed order."""
    return Step(number, table, phase, splits=False)


PARTS = (
    "shocks", "politics", "donors", "programmes", "oversight", "security_forces", "civilians", "armed_groups",
    "conflict", "monitoring", "record",
)  # fmt: skip

MONTH: tuple[Step, ...] = (
    # 1 what strikes from outside
    each(1, "shocks", shocks.strike),
    each(1, "armed_groups", shocks.arm_by_patron),
    each(1, "districts", shocks.strike_districts),
    once(1, "nation", shocks.feel_shocks),
    once(1, "nation", shocks.meet_new_threat),
    each(1, "districts", shocks.face_threats),
    once(1, "nation", shocks.log_shocks),
    # 2 what politicians want and let pass
    once(2, "nation", politics.read_the_mood),
    each(2, "groups", politics.reconcile),
    each(2, "politicians", politics.weigh_interests),
    once(2, "actions", plan.set_agenda),
    once(2, "reforms", voting.vote),
    each(2, "actions", plan.begin_actions),
    once(2, "nation", plan.log_actions),
    once(2, "nation", elections.face_voters),
    once(2, "nation", elections.change_seats),
    once(2, "nation", cabinet.reshuffle),
    once(2, "reforms", cabinet.undo_progress),
    once(2, "nation", politics.count_votes),
    # 3 what outsiders pay and send
    each(3, "donors", donors.review_country),
    each(3, "donors", donors.commit_money),
    each(3, "donors", donors.decide_disbursement),
    once(3, "nation", donors.receive_aid),
    once(3, "nation", donors.log_donors),
    each(3, "missions", missions.deploy),
    once(3, "nation", missions.guarantee),
    once(3, "nation", missions.log_missions),
    each(3, "districts", missions.patrol),
    # 4 how money becomes reform, or leaks
    each(4, "units", treasury.claim_pay),
    once(4, "nation", treasury.pay_forces),
    each(4, "units", treasury.count_arrears),
    each(4, "actions", programmes.claim_budget),
    once(4, "nation", programmes.assess_capacity),
    each(4, "reforms", programmes.claim_upkeep),
    once(4, "nation", treasury.share_surplus),
    each(4, "donors", allocation.set_budgets),
    once(4, "nation", allocation.keep_up),
    each(4, "donors", allocation.plan_spending),
    once(4, "nation", allocation.share_out),
    once(4, "nation", allocation.pay_actions),
    once(4, "nation", treasury.close_accounts),
    each(4, "reforms", reforms.check_prerequisites),
    each(4, "reforms", reforms.build_reforms),
    once(4, "nation", reforms.sum_effects),
    # 5 who watches, tries and sanctions
    each(5, "oversight_bodies", oversight.renew_bodies),
    once(5, "nation", oversight.watch),
    each(5, "units", oversight.open_cases),
    each(5, "districts", oversight.reach_out),
    each(5, "districts", oversight.hold_court),
    once(5, "nation", oversight.count_cases),
    each(5, "units", oversight.sanction),
    once(5, "nation", oversight.break_scandal),
    # 6 officers and units
    each(6, "officers", security_forces.learn_the_trade),
    each(6, "units", security_forces.appoint_commanders),
    each(6, "units", careers.renew_ranks),
    each(6, "units", careers.count_heads),
    each(6, "officers", careers.examine),
    each(6, "officers", security_forces.weigh_misconduct),
    once(6, "nation", careers.move_forces),
    once(6, "units", security_forces.tally_officers),
    each(6, "units", security_forces.settle_norms),
    # 7 civilians
    each(7, "civilians", encounters.encounter),
    each(7, "civilians", civilians.learn),
    each(7, "civilians", civilians.bear),
    each(7, "civilians", civilians.choose),
    once(7, "districts", civilians.tally_civilians),
    each(7, "districts", civilians.stand_in),
    # 8 armed groups
    each(8, "armed_groups", bargaining.offer_inclusion),
    each(8, "armed_groups", leaders.weigh_war_and_peace),
    each(8, "armed_groups", bands.seek_sponsors),
    each(8, "fronts", bands.weigh_local_war),
    each(8, "fronts", integration.weigh_loyalty),
    each(8, "armed_groups", armed_groups.finance_fighters),
    each(8, "strata", armed_groups.decide_to_move),
    once(8, "nation", integration.move_soldiers),
    once(8, "nation", bands.pay_sponsored),
    once(8, "nation", armed_groups.move_fighters),
    each(8, "armed_groups", armed_groups.count_fighters),
    # 9 clashes, flight, crime, control
    each(9, "fronts", conflict.clash),
    once(9, "nation", conflict.bury_the_dead),
    each(9, "strata", flight.decide_to_flee),
    once(9, "nation", flight.flee),
    each(9, "strata", flight.decide_to_return),
    once(9, "nation", flight.come_home),
    each(9, "districts", crime.live_from_crime),
    each(9, "districts", conflict.settle_districts),
    once(9, "nation", conflict.sum_up_districts),
    once(9, "nation", conflict.log_criminal_rule),
    each(9, "civilians", civilians.follow_strata),
    each(9, "officers", careers.follow_units),
    once(9, "groups", careers.count_origins),
    # 10 what can be seen
    once(10, "nation", monitoring.hold_survey),
    once(10, "nation", monitoring.publish_survey),
    each(10, "reforms", administrative_data.report_reforms),
    each(10, "districts", administrative_data.record_insecurity),
    once(10, "nation", administrative_data.keep_registers),
    once(10, "nation", observers.code_events),
    once(10, "nation", observers.ask_experts),
    once(10, "signals", signals.gather_signals),
    each(10, "conditions", signals.read_conditions),
    once(10, "nation", plan.fire_rules),
    # 11 the record, and the books
    once(11, "nation", record.write_record),
    once(11, "districts", record_parts.write_districts),
    once(11, "reforms", record_parts.write_reforms),
    once(11, "donors", record_parts.write_donors),
    once(11, "nation", books.check_books),
    once(11, "nation", books.check_rows),
)

# Month 0: what the seed decides, then a first stocktaking. Runs once, before the first month.
SETTLEMENT: tuple[Step, ...] = (
    each(0, "units", settlement.settle_units),
    each(0, "officers", settlement.settle_officers),
    each(0, "units", settlement.settle_commanders),
    each(0, "officers", security_forces.weigh_misconduct),
    once(0, "units", security_forces.tally_officers),
    each(0, "units", settlement.settle_capability),
    each(0, "districts", administrative_data.record_insecurity),
    each(0, "politicians", settlement.settle_politicians),
    each(0, "missions", missions.send_missions),
    each(0, "missions", missions.deploy),
    once(0, "nation", missions.guarantee),
    each(0, "civilians", settlement_people.settle_civilians),
    each(0, "civilians", settlement_people.settle_peers),
    each(0, "civilians", civilians.follow_strata),
    each(0, "officers", careers.follow_units),
    once(0, "groups", careers.count_origins),
    each(0, "civilians", encounters.encounter),
    each(0, "civilians", settlement_people.settle_feelings),
    each(0, "civilians", civilians.choose),
    once(0, "districts", civilians.tally_civilians),
    # what courts make of that is what officers have come to expect; with it commanders are solved for once more
    once(0, "nation", oversight.watch),
    each(0, "units", oversight.open_cases),
    each(0, "districts", oversight.reach_out),
    once(0, "districts", oversight.fill_courts),
    each(0, "districts", oversight.hold_court),
    once(0, "nation", oversight.count_cases),
    each(0, "units", settlement.settle_expectations),
    each(0, "officers", settlement.expect_sanctions),
    each(0, "units", settlement.settle_commanders),
    each(0, "officers", security_forces.weigh_misconduct),
    once(0, "units", security_forces.tally_officers),
    each(0, "units", settlement.settle_capability),
    # what people feel is at rest with what courts deliver
    each(0, "civilians", settlement_people.settle_feelings),
    each(0, "civilians", civilians.choose),
    once(0, "districts", civilians.tally_civilians),
    once(0, "nation", settlement_people.note_the_start),
    each(0, "districts", missions.patrol),
    each(0, "fronts", bands.settle_fronts),
    each(0, "armed_groups", armed_groups.count_fighters),
    each(0, "armed_groups", settlement.settle_factions),
    each(0, "districts", crime.settle_crime),
    once(0, "nation", conflict.sum_up_districts),
    once(0, "nation", politics.note_rents),
    once(0, "nation", politics.hear_the_army),
    once(0, "nation", politics.count_votes),
    once(0, "nation", monitoring.hold_survey),
    once(0, "nation", monitoring.publish_survey),
    once(0, "nation", administrative_data.keep_registers),
    once(0, "nation", observers.ask_experts),
    once(0, "signals", signals.gather_signals),
    each(0, "conditions", signals.read_conditions),
    once(0, "nation", plan.fire_rules),
    once(0, "nation", record.write_record),
    once(0, "districts", record_parts.write_districts),
    once(0, "reforms", record_parts.write_reforms),
    once(0, "donors", record_parts.write_donors),
    once(0, "nation", books.check_books),
    once(0, "nation", books.check_rows),
)
