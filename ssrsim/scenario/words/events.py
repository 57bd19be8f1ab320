"""Events in words: one sentence for each kind, one clause for each cause, in one place.

A sentence has places for who or what it is about ({subject}) and how large it was ({amount}). What stands in square
brackets is left out where its place has nothing to hold. A kind or a cause without a line here is told by its name, so
that a new one is never lost; a test demands the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ssrsim.scenario.bodies import BODY_KINDS, OFFICES
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import THREATS
from ssrsim.scenario.words.terms import counted, usd_m

CENTS_PER_USD, CENTS_PER_USD_M = 100, 100_000_000
HEADLINE, NEWS, DETAIL = 3, 2, 1  # how much a reader would miss an event
EVERYWHERE = "the whole country"
BODY_NAMES = {
    "parliament": "parliament", "ombudsman": "the ombudsman", "audit_office": "the audit office",
    "anti_corruption": "the anti-corruption body", "internal_affairs": "internal affairs", "courts": "the courts",
    "civil_society_media": "civil society and the media",
}  # fmt: skip
OFFICE_NAMES = {
    "legislator": "a legislator", "head_of_government": "the head of government",
    "defence": "the minister of defence", "interior": "the minister of the interior",
    "finance": "the minister of finance", "justice": "the minister of justice",
}  # fmt: skip
PLACE = re.compile(r"\{(\w+)\}")


class Telling(NamedTuple):
    """How a kind of event is told: what its subject counts in, its sentence, its weight, what its amount counts."""

    subject: str
    text: str
    weight: int
    amount: str = ""


TELLINGS: dict[str, Telling] = {
    # reforms of the plan
    "authorised": Telling("action", "Work on {subject} begins", NEWS),
    "blocked": Telling("action", "Work on {subject} is refused", NEWS),
    "finished": Telling("action", "Work on {subject} ends", DETAIL),
    "dropped": Telling("action", "Work on {subject} is given up before it began", NEWS),
    "paused": Telling("action", "Work on {subject} is paused", NEWS),
    "resumed": Telling("action", "Work on {subject} goes on", DETAIL),
    "trigger_fired": Telling("trigger", "The trigger “{subject}” fires", DETAIL),
    "rule_fired": Telling("rule", "The rule “{subject}” of the plan acts", NEWS),
    "benchmark_met": Telling("benchmark", "The benchmark “{subject}” is met", NEWS),
    "benchmark_missed": Telling("benchmark", "The benchmark “{subject}” is missed", NEWS),
    "reversed": Telling("reform", "Those new in office undo part of {subject}", NEWS),
    # politics
    "election": Telling("", "Elections are held", HEADLINE),
    "election_cancelled": Telling("", "Elections that were due are not held", HEADLINE),
    "government_changed": Telling("", "The government changes", HEADLINE),
    "autocratization": Telling("", "Those who govern have shaken off part of what bound them", HEADLINE),
    "reshuffle": Telling("office", "{subject} is replaced", DETAIL),
    "votes_bought": Telling("reform", "Support that {subject} lacked is bought[ for {amount}]", NEWS, "cents"),
    "coup_attempt": Telling("", "The army tries to take power", HEADLINE),
    "coup": Telling("", "The army takes power", HEADLINE),
    "scandal": Telling("", "Misconduct of the forces becomes a national scandal[ ({amount} exposed)]", NEWS, "case"),
    "body_captured": Telling("body", "Those who govern gain hold of {subject}", NEWS),
    "body_freed": Telling("body", "Those who govern lose hold of {subject}", NEWS),
    # outsiders
    "shock": Telling("shock", "From outside: {subject}", HEADLINE),
    "disaster": Telling("", "A disaster strikes[ where {amount} live] (not validated)", HEADLINE, "inhabitant"),
    "new_threat": Telling("threat", "A new threat appears[: {subject}] (not validated)", HEADLINE),
    "donor_suspended": Telling("donor", "Aid of {subject} is suspended", NEWS),
    "donor_resumed": Telling("donor", "Aid of {subject} is resumed", NEWS),
    "donor_left": Telling("donor", "Aid of {subject} ends for good", NEWS),
    "mission_drawdown": Telling(
        "mission", "The withdrawal of {subject} begins[: {amount}]", HEADLINE, "soldier or policeman"
    ),
    "mission_left": Telling("mission", "The withdrawal of {subject} is complete", HEADLINE),
    # armed groups
    "patron_intervention": Telling("faction", "A neighbouring state arms {subject}", NEWS),
    "offer": Telling(
        "faction",
        "Leaders of {subject} are granted more posts and rents[, up to {amount} of what they fought for]",
        DETAIL,
        "percent",
    ),
    "offer_refused": Telling("faction", "More posts and rents for leaders of {subject} are refused", DETAIL),
    "promise_broken": Telling(
        "faction",
        "Promises to leaders of {subject} are broken[; {amount} of what they fought for is left]",
        NEWS,
        "percent",
    ),
    "sponsorship": Telling("faction", "Politicians begin to pay {subject}[: {amount}]", NEWS, "cents"),
    "faction_active": Telling("faction", "Leaders of {subject} choose war[, with {amount}]", HEADLINE, "fighter"),
    "faction_dormant": Telling(
        "faction", "Leaders of {subject} choose peace[, with {amount} under arms]", HEADLINE, "fighter"
    ),
    "spoiler": Telling("faction", "A commander of {subject} fights on his own[ with {amount}]", NEWS, "fighter"),
    "spoiler_quiet": Telling("faction", "A commander of {subject} who fought alone keeps still", DETAIL),
    "defection": Telling("faction", "Soldiers follow the call of {subject}[: {amount} leave]", HEADLINE, "man"),
    "clash": Telling("faction", "Fighting with {subject}[: {amount}]", DETAIL, "death"),
    "massacre": Telling(
        "faction", "Civilians are massacred[ by {subject}][: {amount} killed] (not validated)", HEADLINE, "person"
    ),
    "context_changed": Telling("change", "From now on: {subject}", HEADLINE),
    "criminal_rule": Telling("", "Criminal groups come to rule[ over {amount}]", NEWS, "inhabitant"),
    "criminal_rule_ended": Telling("", "The rule of criminal groups ends[ over {amount}]", NEWS, "inhabitant"),
    "recurrence_25": Telling(
        "", "Armed conflict is back[: {amount} in battle reported for the year]", HEADLINE, "death"
    ),
    "war_1000": Telling(
        "", "The country is at war again[: {amount} in battle reported for the year]", HEADLINE, "death"
    ),
}
CAUSE_WORDS: dict[str, str] = {
    "scheduled": "as scheduled",
    "vote": "because a majority passed it",
    "vote_lost": "because no majority was found",
    "consent": "with consent of those in charge",
    "consent_withheld": "because those in charge withhold consent",
    "time_over": "because its months are over",
    "cap_used": "because it has spent what it may cost",
    "continued": "because an action of the same reform has just ended",
    "condition_held": "because what was published met its condition",
    "rule": "because a rule of the plan orders it",
    "pause_over": "because its pause is over",
    "benchmark_month": "in the month set for judging it",
    "war_pays_more_than_peace": "because war promises them more than peace",
    "peace_pays_more_than_war": "because peace promises them more than war",
    "too_few_men": "because too few men are left",
    "earlier_clash": "after the clashes before",
    "exposed_abuse": "because the public learned of it",
    "interference": "after pressure month upon month",
    "law_and_dialogue": "because law and dialogue protect independence",
    "army_discontent": "because soldiers are owed pay, lost income or feel shut out",
    "voters": "because voters turned to others",
    "measured_leakage": "because audits found leaks",
    "scandal_in_the_news": "because of a scandal in the news",
    "blocked_reforms": "because reforms wait for law or consent",
    "missed_benchmarks": "because benchmarks were missed",
    "coup_by_the_army": "because the army took power",
    "things_mended": "because what was held against the country has passed",
    "benchmark_reached": "because what it was to wait for has come about",
    "horizon_over": "because the time agreed is over",
    "drawdown_over": "as scheduled",
    "neighbour": "because a neighbour is hostile",
    "active_faction": "because its leaders chose war",
    "deaths_in_the_year": "by the count of reported deaths",
    "scandal": "because of a scandal in the service",
    "defiance": "because the minister refused what the head of government had let",
    "routine": "as happens now and then",
    "new_government": "because others govern now",
    "new_minister": "because another minister decides now",
    "coalition_formed": "because another coalition was formed",
    "would_be_lost": "because those who govern would have lost and little binds them",
    "election_not_held": "because an election that was due was not held",
    "war_would_cost_more": "because war would cost the government more",
    "peace_can_be_had_for_less": "because keeping them was worth less than breaking them",
    # armed men and crime
    "local_war_pays": "because fighting for the spoils of the place pays him more than peace",
    "local_peace_pays": "because peace pays him more than the spoils of the place",
    "spoiling_commander": "because a commander fights on alone",
    "rents_at_risk": "because reforms threaten what they live from",
    "chance": "by chance",
    "crime_rose": "because crime grew strong there",
    "crime_fell": "because crime lost its strength there",
    "control_lost": "because the state lost control there",
    "control_regained": "because the state is in control there again",
}


def subject_names(scenario: Scenario, counted_in: str) -> list[str]:
    """What the subjects of an event are called, in the order in which the log numbers them."""
    plan, country = scenario.plan, scenario.country
    titles: dict[str, Any] = {"donor": scenario.donors, "mission": scenario.missions,
                              "faction": country.factions, "change": scenario.changes}  # fmt: skip
    if counted_in == "shock":
        return [shock.label for shock in scenario.shocks.values()]
    if counted_in in titles:
        return [part.title for part in titles[counted_in].values()]
    names: dict[str, Any] = {
        "action": [name for name, _ in plan.in_order()], "trigger": plan.triggers, "rule": plan.rules,
        "benchmark": plan.benchmarks, "body": [BODY_NAMES.get(name, name) for name in BODY_KINDS],
        "office": [OFFICE_NAMES.get(name, name) for name in OFFICES],
        "reform": [f"“{reform.label}”" for reform in scenario.reforms],
        "threat": THREATS,
    }  # fmt: skip
    return [name if counted_in == "reform" else name.replace("_", " ") for name in names.get(counted_in, ())]


def what_happened(scenario: Scenario, kind: str, subject: int, amount: int) -> str:
    """The sentence of an event without its full stop: "The Front takes up arms with 1,200 fighters".

    Args:
        scenario: gives the names.
        kind: one of `EVENT_KINDS`.
        subject: number of who or what it is about, -1 for nothing.
        amount: how large it was, 0 for nothing to count.
    """
    telling = TELLINGS.get(kind, Telling("", kind.replace("_", " ").capitalize(), NEWS))
    names = subject_names(scenario, telling.subject)
    held = {
        "subject": names[subject] if 0 <= subject < len(names) else "",
        "amount": amount_text(telling.amount, amount) if amount > 0 and telling.amount else "",
    }
    text = filled(telling.text, held)
    return text[:1].upper() + text[1:]


def filled(text: str, held: Mapping[str, str], unknown: str = "somebody unknown") -> str:
    """A text with its places filled; what stands in brackets is left out where its place has nothing to hold."""
    kept = re.sub(r"\[([^\]]*)\]", lambda match: match[1] if all(map(held.get, _places(match[1]))) else "", text)
    return PLACE.sub(lambda match: held.get(match[1]) or unknown, kept)


def why(cause: str) -> str:
    """The cause of an event as the end of its sentence: "because war promises them more than peace"."""
    return CAUSE_WORDS.get(cause, f"because of {cause.replace('_', ' ')}")


def amount_text(unit: str, amount: int) -> str:
    """How large an event was: "1 death", "1,200 fighters", "USD 0.4 m"."""
    if unit == "cents":
        return (
            usd_m(amount / CENTS_PER_USD_M) if amount >= CENTS_PER_USD_M // 10 else f"USD {amount // CENTS_PER_USD:,}"
        )
    if unit == "percent":
        return f"{amount} %"
    plurals = {"man": "men", "person": "people", "soldier or policeman": "soldiers and policemen"}
    return counted(amount, unit, plurals.get(unit, ""))


def _places(text: str) -> list[str]:
    return PLACE.findall(text)
