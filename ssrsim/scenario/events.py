"""What can happen and why: the words of the event log."""

from __future__ import annotations

import numpy as np

EVENT_KINDS = (
    "authorised",  # subject: action
    "blocked",  # subject: action
    "finished",  # subject: action
    "dropped",  # subject: action
    "paused",  # subject: action
    "resumed",  # subject: action
    "trigger_fired",  # subject: trigger
    "rule_fired",  # subject: rule
    "benchmark_met",  # subject: benchmark
    "benchmark_missed",  # subject: benchmark
    "election",
    "election_cancelled",
    "government_changed",
    "reshuffle",  # subject: office
    "votes_bought",  # subject: reform, amount: cents
    "reversed",  # subject: reform
    "coup_attempt",
    "coup",
    "autocratization",
    "scandal",
    "body_captured",  # subject: oversight body
    "body_freed",  # subject: oversight body
    "donor_suspended",  # subject: donor
    "donor_resumed",  # subject: donor
    "donor_left",  # subject: donor
    "mission_drawdown",  # subject: mission
    "mission_left",  # subject: mission
    "faction_active",  # district, subject: faction, amount: fighters
    "faction_dormant",  # district, subject: faction, amount: fighters
    "offer",  # subject: faction, amount: percent of what it fought for
    "offer_refused",  # subject: faction
    "promise_broken",  # subject: faction, amount: percent of what it fought for
    "patron_intervention",  # subject: faction
    "spoiler",  # district, subject: faction, amount: fighters
    "spoiler_quiet",  # district, subject: faction, amount: fighters
    "defection",  # district, subject: faction, amount: soldiers
    "sponsorship",  # subject: faction, amount: cents
    "clash",  # district, subject: faction, amount: deaths
    "recurrence_25",
    "war_1000",
    "shock",  # subject: shock
    "disaster",  # district
    "new_threat",  # subject: threat
    "criminal_rule",  # district, amount: people
    "criminal_rule_ended",  # district, amount: people
    "massacre",  # district, subject: faction, -1 for a service, amount: killed
    "context_changed",  # subject: change
)
CAUSES = (
    "scheduled",
    "vote",
    "vote_lost",
    "consent",
    "consent_withheld",
    "time_over",
    "cap_used",
    "continued",
    "condition_held",
    "rule",
    "pause_over",
    "benchmark_month",
    "war_pays_more_than_peace",
    "peace_pays_more_than_war",
    "war_would_cost_more",
    "peace_can_be_had_for_less",
    "exposed_abuse",
    "interference",
    "law_and_dialogue",
    "army_discontent",
    "voters",
    "would_be_lost",
    "election_not_held",
    "measured_leakage",
    "scandal_in_the_news",
    "blocked_reforms",
    "missed_benchmarks",
    "coup_by_the_army",
    "things_mended",
    "benchmark_reached",
    "horizon_over",
    "drawdown_over",
    "neighbour",
    "active_faction",
    "deaths_in_the_year",
    "scandal",
    "defiance",
    "routine",
    "new_government",
    "new_minister",
    "coalition_formed",
    "too_few_men",
    "earlier_clash",
    "local_war_pays",
    "local_peace_pays",
    "rents_at_risk",
    "spoiling_commander",
    "chance",
    "crime_rose",
    "crime_fell",
    "control_lost",
    "control_regained",
)
EVENT_DTYPE = np.dtype([
    ("month", np.int32),  # months after the settlement
    ("kind", np.int16),  # index into EVENT_KINDS
    ("district", np.int16),  # index into the country's districts, -1 for the whole country
    ("subject", np.int16),  # index into what the kind names, -1 for nothing
    ("cause", np.int16),  # index into CAUSES
    ("amount", np.int64),  # people, cases or cents, by kind
])  # fmt: skip

KIND = {name: index for index, name in enumerate(EVENT_KINDS)}
CAUSE = {name: index for index, name in enumerate(CAUSES)}
