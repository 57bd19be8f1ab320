"""Month 0: what the seed decides, then a first stocktaking. Runs once, before the first month."""

from __future__ import annotations

from ssrsim.phases import (
    administrative_data,
    armed_groups,
    bands,
    books,
    careers,
    civilians,
    conflict,
    crime,
    encounters,
    missions,
    monitoring,
    observers,
    oversight,
    plan,
    politics,
    record,
    record_parts,
    security_forces,
    settlement,
    settlement_officers,
    settlement_people,
    settlement_ties,
    signals,
    tallies,
)
from ssrsim.phases.step import Step, each, in_order, once

SETTLEMENT: tuple[Step, ...] = in_order((
    each("units", settlement.settle_units), each("officers", settlement_officers.settle_officers),
    once("units", settlement_officers.settle_commanders), each("officers", security_forces.weigh_misconduct),
    once("units", security_forces.tally_officers), each("units", settlement.settle_capability),
    each("districts", administrative_data.record_insecurity), each("politicians", settlement.settle_politicians),
    each("missions", missions.send_missions, missions.deploy), once("nation", missions.guarantee),
    each("civilians", settlement_people.settle_civilians, settlement_ties.settle_peers, civilians.follow_strata),
    each("officers", careers.follow_units), once("groups", careers.count_origins),
    each("civilians", encounters.encounter, settlement_people.settle_feelings, civilians.choose),
    once("districts", tallies.tally_civilians),
    # what courts make of that is what officers have come to expect; with it commanders are solved for once more
    once("nation", oversight.watch), each("units", oversight.open_cases), each("districts", oversight.reach_out),
    once("districts", oversight.fill_courts), each("districts", oversight.hold_court),
    once("nation", settlement.settle_justice, oversight.count_cases), each("units", settlement.settle_expectations),
    each("officers", settlement.expect_sanctions), once("units", settlement_officers.settle_commanders),
    each("officers", security_forces.weigh_misconduct), once("units", security_forces.tally_officers),
    each("units", settlement.settle_capability),
    # what people feel is at rest with what courts deliver
    each("civilians", settlement_people.settle_feelings, civilians.choose),
    once("districts", tallies.tally_civilians), once("nation", settlement_people.note_the_start),
    each("districts", missions.patrol), each("fronts", bands.settle_fronts),
    each("armed_groups", armed_groups.count_fighters, settlement.settle_factions),
    each("districts", crime.settle_crime, settlement.settle_control),
    once("nation", conflict.sum_up_districts, politics.note_rents, politics.hear_the_army, politics.count_votes,
        monitoring.hold_survey, monitoring.publish_survey, administrative_data.keep_registers, observers.ask_experts),
    once("signals", signals.gather_signals), each("conditions", signals.read_conditions),
    once("nation", plan.fire_rules, record.write_record), once("districts", record_parts.write_districts),
    once("reforms", record_parts.write_reforms), once("donors", record_parts.write_donors),
    once("groups", record_parts.write_groups), once("nation", books.check_books, books.check_rows),
))  # fmt: skip
