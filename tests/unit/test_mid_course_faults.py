"""Faults of shocks and changes in mid-course: one sentence each, all at once; what uses none of them keeps its text."""

from __future__ import annotations

import pytest

from ssrsim.config import ConfigFaults, load_scenario
from ssrsim.scenario.changes import LEVER_TEXTS, LEVERS
from ssrsim.scenario.events import EVENT_KINDS
from ssrsim.scenario.words.events import what_happened
from ssrsim.scenario.words.scenario import scenario_in_words


def shock(kind: str, more: str = "") -> str:
    return f"+shocks.blow={{title: Blow, kind: {kind}, start: 6, size: 1.0{more}}}"


def change(lever: str = "patronage", month: int = 13, name: str = "turn", value: str = "0.4") -> str:
    return f"+changes.{name}={{title: {name.title()}, lever: {lever}, month: {month}, value: {value}}}"


CASES = {
    (shock("massacre"),): "shocks.blow.district is missing, and massacre strikes one district; name one",
    (shock("early_election", ", district: nimba"),): "shocks.blow.district is given, and early_election strikes the "
    "whole country; allowed for disaster, new_threat, massacre",
    (shock("economic", ", mission: unmil"),): "shocks.blow.mission is given, and economic is about no mission; allowed "
    "for mission_exit",
    (shock("mission_exit", ", mission: unamsil"),): "shocks.blow.mission is unamsil; known missions: unmil",
    (change(value="1.5"),): "changes.turn.value is 1.5; it must lie in 0..1 (share)",
    (change(lever="patronag"),): "changes.turn.lever is patronag; allowed: donor_strictness, neighbour_hostility, "
    "patronage, media_freedom; did you mean patronage?",
    (change(), change(name="again")): "changes.again.lever is patronage in month 13, as in turn; give one of them "
    "another month",
    (change(month=601),): "changes.turn.month is 601; it must lie in 1..600 (months after settlement)",
}


@pytest.mark.parametrize("overrides", CASES)
def test_a_fault_is_one_sentence(overrides: tuple[str, ...]) -> None:
    """Key, value, what is allowed, what to do."""
    with pytest.raises(ConfigFaults) as caught:
        load_scenario("liberia_2003", list(overrides))
    assert caught.value.faults == (CASES[overrides],)


def test_a_composed_shock_with_a_massacre_in_it_names_its_district() -> None:
    """What is made of a massacre strikes where it does; with a district it is taken, whatever else is in it."""
    kind = "+extension.shocks.raid={title: A raid, strikes: {massacre: 0.5, economic: 0.2}, source: assumed}"
    with pytest.raises(ConfigFaults) as caught:
        load_scenario("liberia_2003", [kind, shock("raid")])
    assert caught.value.faults == ("shocks.blow.district is missing, and raid strikes one district; name one",)
    loaded = load_scenario("liberia_2003", [kind, shock("raid", ", district: nimba")])
    assert loaded.extension.parts_of("raid") == {"economic": 0.2, "massacre": 0.5}


def test_what_is_not_used_is_in_no_text() -> None:
    """Digests of scenarios without changes, missions of shocks and weights of deeds are what they were before these."""
    rule = "+plan.rules.r={when: {month: 3}, do: [{stop: audit}]}"
    data = load_scenario("liberia_2003", [rule, shock("economic")]).model_dump()
    assert "changes" not in data
    assert "mission" not in data["shocks"]["blow"]
    assert data["plan"]["rules"]["r"]["do"][0] == {
        "pause": None, "months": None, "stop": "audit", "start": None, "pace": None, "to": None,
    }  # fmt: skip
    assert "changes" in load_scenario("liberia_2003", [change()]).model_dump()


def test_changes_and_shocks_are_told_in_words() -> None:
    """The description names month, lever and value; the log names the change by its title."""
    by = shock("massacre", ", district: nimba, faction: lurd")
    scenario = load_scenario(
        "liberia_2003", [change(), by, "+plan.rules.r={when: {month: 3}, do: [{share: audit, to: 0.3}]}"]
    )
    text = str(scenario_in_words(scenario))
    assert "Turn: how far office lives from patronage (patronage) is" in text
    assert "a massacre of civilians by Liberians United" in text
    assert "audit has a weight of 0.3 in the monthly reform budget" in text
    leave = load_scenario("liberia_2003", [shock("mission_exit", ", mission: unmil")])
    told = (
        "missions are told to leave, whatever their date or benchmark: United Nations Mission in Liberia (UNMIL) alone"
    )
    assert f"Blow: {told}'" in str(scenario_in_words(leave))  # no size and no length, which mean nothing here
    assert what_happened(scenario, "context_changed", 0, 0) == "From now on: Turn"
    assert what_happened(scenario, "massacre", -1, 40) == "Civilians are massacred: 40 people killed (not validated)"
    assert set(LEVERS) == set(LEVER_TEXTS)
    assert EVENT_KINDS[-2:] == ("massacre", "context_changed")  # appended: numbers of older logs stay
