"""Own scenario and plan files: what they give, what beats them, and every fault with its file and line."""

from __future__ import annotations

import copy
import json
import random
import tracemalloc
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from ssrsim.config import ConfigFaults, choices, compose_scenario, load_scenario
from ssrsim.scenario.as_file import as_file
from ssrsim.scenario.starting import starting_plan, starting_scenario


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder: files are named as a user would name them."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def faults_of(*overrides: str) -> tuple[str, ...]:
    """The sentences that these overrides earn."""
    with pytest.raises(ConfigFaults) as caught:
        compose_scenario(overrides)
    return caught.value.faults


def test_what_a_run_shows_as_its_configuration_is_a_scenario_file(in_folder: Path) -> None:
    """The round trip of --cfg job: the same scenario, to the digest."""
    changed = ["plan=ddr_first", "donors=none", "country.livelihood=0.123456789", "mechanisms.coups=false"]
    for overrides in ([], changed):
        scenario = compose_scenario(overrides)
        (in_folder / "mine.yaml").write_text(as_file(scenario), encoding="utf-8")
        assert compose_scenario(["scenario_file=mine.yaml"]) == scenario
        (in_folder / "mine.json").write_text(json.dumps(yaml.safe_load(as_file(scenario))), encoding="utf-8")
        assert compose_scenario(["scenario_file=mine.json"]).digest() == scenario.digest()


def test_the_command_line_beats_the_file(in_folder: Path) -> None:
    """A file is a start; what is typed after it wins: values, shipped parts and a plan of one's own."""
    (in_folder / "c.yaml").write_text(starting_scenario("mine"), encoding="utf-8")
    (in_folder / "p.yaml").write_text(starting_plan("order"), encoding="utf-8")
    own = compose_scenario(["scenario_file=c.yaml"])
    assert (own.name, own.country.name, own.plan.name) == ("mine", "mine", "oversight_first")
    assert compose_scenario(["scenario_file=c.yaml", "run.seed=7", "plan=do_nothing"]).plan.name == "do_nothing"
    assert compose_scenario(["plan_file=p.yaml", "scenario_file=c.yaml"]).plan.name == "order"
    assert compose_scenario(["scenario_file=c.yaml", "donors=none"]).donors == {}
    assert compose_scenario(["plan_file=p.yaml"]).country == load_scenario().country
    assert load_scenario("liberia_2003", ["plan_file=p.yaml"]).plan.name == "order"


def test_a_country_of_ones_own_has_no_donors_but_its_own(in_folder: Path) -> None:
    """What a scenario file leaves out is nobody, never Liberia's; its plan and country cannot be left out."""
    data = yaml.safe_load(starting_scenario("mine"))
    for part in ("donors", "missions", "shocks"):
        del data[part]
    (in_folder / "c.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    scenario = compose_scenario(["scenario_file=c.yaml"])
    assert (scenario.donors, scenario.missions, scenario.shocks) == ({}, {}, {})
    (in_folder / "c.yaml").write_text("name: x\ntitle: X\ndonors:\n", encoding="utf-8")
    assert faults_of("scenario_file=c.yaml") == (
        "c.yaml:1: country is missing; it has no default",
        "c.yaml:1: plan is missing; it has no default",
    )


def answer(*overrides: str) -> tuple[str, ...]:
    """The sentences that these overrides earn, none where they make a scenario."""
    try:
        compose_scenario(overrides)
    except ConfigFaults as error:
        return error.faults
    return ()


FAULTS = {
    "police_per_1000: 99  #": "country.police_per_1000 is 99; it must lie in 0.05..20 (per 1,000 people)",
    "police_per_1000: .nan  #": "country.police_per_1000 is nan; it must be a finite number in 0.05..20 "
    "(per 1,000 people)",
    "fighters: -3  #": "country.factions.upland_front.fighters is -3; it must lie in 0..5,000,000 (people)",
    "group: uplnd  #": "country.factions.upland_front.group is uplnd; known groups: lowland, upland",
    "settlement: truce  #": "country.settlement is truce; allowed: agreement, ceasefire, government_victory, "
    "rebel_victory, none",
    "capital: yes  #": "country.districts.harbour.capital is yes; it must be true or false",
    "title: River  Valley  #": "country.districts.river_valley.title is River Valley; harbour has the same title, "
    "readers could not tell them apart",
    "presence: {highlands: 0.7, border_forest: 0.2}  #": "country.factions.upland_front.presence sum to 0.9; shares "
    "must sum to 1",
    "presence: {highlands: 0.7, border_forrest: 0.3}  #": "country.factions.upland_front.presence.border_forrest is "
    "not known; allowed: border_forest, harbour, highlands, river_valley",
    "tile: [1, 1]  #": "country.districts.river_valley.tile is [1, 1]; harbour lies on the same tile",
    "plan: oversigth_first": f"plan is oversigth_first; known plans: {', '.join(sorted(choices('plan')))}; "
    "did you mean oversight_first?",
}


@pytest.mark.parametrize("line", FAULTS)
def test_a_fault_names_file_line_key_value_and_what_is_allowed(in_folder: Path, line: str) -> None:
    """One wrong line, one sentence, with the place where it stands."""
    key = line.split(":")[0]
    lines = starting_scenario("mine").splitlines()
    number = next(
        n for n, text in enumerate(lines) if text.strip().startswith(f"{key}:") and ("#" in text or key == "plan")
    )
    if key == "title":  # of the first district, the second title in the country
        number = next(n for n, text in enumerate(lines) if text.strip().startswith("title: Harbour"))
    indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
    lines[number] = indent + line
    (in_folder / "c.yaml").write_text("\n".join(lines), encoding="utf-8")
    told = faults_of("scenario_file=c.yaml")
    place, sentence = told[0].split(": ", 1)
    assert (len(told), sentence) == (1, FAULTS[line])
    named = int(place.removeprefix("c.yaml:"))
    assert named == number + 1 or "river_valley" in sentence  # the twin that comes second is named


def test_all_faults_of_all_files_are_told_at_once(in_folder: Path) -> None:
    """Types, ranges, rules between parts, unknown keys, twins, tags and the command line: one look at all of them."""
    text = starting_scenario("mine").replace("police_per_1000: 1.2", "police_per_1000: 120")
    text = text.replace("presence: {highlands: 0.7,", "presence: {highlands: 0.9,")
    text += "\nfoo: 1\nmechanisms: {coups: maybe}\nname: again\nrun: !tag {seed: 1}\n"
    (in_folder / "c.yaml").write_text(text, encoding="utf-8")
    plan = "name: p\ntitle: P\nactions:\n  a: {reform: vettin, start: 1, months: 5, share: 0.7}\n"
    plan += "  b: {reform: ddr, start: 0, months: 5, share: 0.7}\n"
    (in_folder / "p.yaml").write_text(plan, encoding="utf-8")
    told = faults_of("scenario_file=c.yaml", "plan_file=p.yaml", "run.sed=3", "x")
    assert [sentence.split(" ")[1] for sentence in told if sentence.startswith("p.yaml:")] == [
        "plan.actions.*.share", "plan.actions.a.reform", "plan.actions.b.start"]  # fmt: skip
    assert sum(sentence.startswith("c.yaml:") for sentence in told) == 6
    assert len(told) == 11


def test_a_value_from_the_command_line_is_not_blamed_on_the_file(in_folder: Path) -> None:
    """The line of a file is named only where the file is at fault."""
    (in_folder / "c.yaml").write_text(starting_scenario("mine"), encoding="utf-8")
    assert faults_of("scenario_file=c.yaml", "country.police_per_1000=99") == (
        "country.police_per_1000 is 99; it must lie in 0.05..20 (per 1,000 people)",
    )


@pytest.mark.parametrize(("overrides", "sentence"), [
    (["scenario_file=a.yaml", "scenario=liberia_2003"],
     "scenario is given twice (liberia_2003, and the file a.yaml); give it once"),
    (["plan_file=p.yaml", "plan=ddr_first"], "plan is given twice (ddr_first, and the file p.yaml); give it once"),
    (["plan_file=p.yaml", "plan_file=q.yaml"], "plan_file is given twice (p.yaml, q.yaml); give it once"),
    (["plan_file="], "plan_file is empty; it must be the name of a YAML or JSON file"),
    (["plan_file=none.yaml"], "plan_file is none.yaml: it cannot be read: No such file or directory"),
    (["plan_file=."], "plan_file is .: it is not a file"),
    (["plan_file=a.yaml"], "a.yaml:12: schema is ssrsim.scenario/1; plan_file takes ssrsim.plan/1; give this file as "
     "scenario_file="),
    (["scenario_file=p.yaml"], "p.yaml:{schema}: schema is ssrsim.plan/1; scenario_file takes ssrsim.scenario/1; give "
     "this file as plan_file="),
])  # fmt: skip
def test_a_wrong_file_is_told(in_folder: Path, overrides: list[str], sentence: str) -> None:
    """Two files for one part, no file, the wrong kind of file: one sentence."""
    (in_folder / "a.yaml").write_text(starting_scenario("a"), encoding="utf-8")
    (in_folder / "p.yaml").write_text(starting_plan("p"), encoding="utf-8")
    line = starting_plan("p").splitlines().index("schema: ssrsim.plan/1") + 1
    assert faults_of(*overrides) == (sentence.replace("{schema}", str(line)),)


def leaves(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values of plain data, mappings themselves included."""
    if isinstance(data, dict):
        return [path, *(leaf for key, value in data.items() for leaf in leaves(value, (*path, key)))]
    return [path]


MUTANTS: list[Any] = ["", "zzz", "\u202e", -1, 1e9, 10**40, float("nan"), float("-inf"), None, True, [], {}, [[1]],
                      {"a": 1}, "$\\frac$", "=1+1", "x" * 300, 0.5]  # fmt: skip


@pytest.mark.slow
def test_mutated_files_are_refused_or_valid_and_never_break_the_program(in_folder: Path) -> None:
    """Any value of a file replaced by nonsense, removed, doubled in Unicode or renamed.

    The answer is a scenario or sentences, each one printable line.
    """
    draw = random.Random(20261121)
    whole = yaml.safe_load(starting_scenario("mine"))
    places = [path for path in leaves(whole) if path]
    refused = 0
    for _ in range(400):
        data = copy.deepcopy(whole)
        *parents, last = draw.choice(places)
        place = data
        for key in parents:
            place = place[key]
        change = draw.randrange(4)
        if change == 0:
            del place[last]
        elif change == 1:
            place[unicodedata.normalize("NFKD", f"{last}é")] = place.pop(last)
        else:
            place[last] = draw.choice(MUTANTS)
        (in_folder / "m.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        told = answer("scenario_file=m.yaml")
        refused += bool(told)
        assert all(fault.isprintable() and fault.startswith("m.yaml:") for fault in told), told
    assert 250 < refused < 400  # some changes are harmless: another title, another source


def test_torn_files_never_break_the_program(in_folder: Path) -> None:
    """Bytes flipped, cut out or put in anywhere: a scenario or sentences, never a traceback."""
    draw = random.Random(3)
    whole = starting_scenario("mine").encode()
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(draw.randrange(1, 4)):
            place = draw.randrange(len(raw))
            if draw.random() < 0.5:
                raw[place] = draw.randrange(256)
            else:
                del raw[place : place + draw.randrange(1, 400)]
        (in_folder / "t.yaml").write_bytes(raw)
        assert all(fault.isprintable() for fault in answer("scenario_file=t.yaml"))


NAMES = "".join(f"    {'g' * 1_500}{n}: {{}}\n" for n in range(200))
STRANGERS = "{" + ", ".join(f"x{n}: 1" for n in range(15)) + "}"
BOMBS = {
    "wrong keys": starting_scenario("mine") + "".join(f"\nwrong_key_{n}: {n}" for n in range(20_000)),
    "rules": f"country:\n  groups:\n{NAMES}  districts:\n"
    + "".join(f"    d{n}: {{groups: {STRANGERS}}}\n" for n in range(1_000)),
    "factions": "country:\n  districts: {"
    + ", ".join(f"d{n}: {{population: 1, war_exposure: 1}}" for n in range(900))
    + "}\n  police_per_1000: 1\n  army_per_1000: 1\n  factions: {"
    + ", ".join(f"f{n}: {{fighters: 9, presence: {{d1: 1}}}}" for n in range(900)) + "}",
    "a long list": "name: [" + "a, " * 49_000 + "]",
    "a long text many times": "name: &t " + "\U0001f600" * 1_900 + "\nsources: [" + "*t, " * 48_000 + "]",
    "long actions": "name: x\nplan: {actions: {"
    + ", ".join(f"a{n}: {{start: {n}, months: 99999999999, share: 1}}" for n in range(2_000)) + "}}",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_through_the_whole_door(in_folder: Path, name: str) -> None:
    """Counting values in the loader is not enough: no rule, no sentence and no list may multiply them again."""
    (in_folder / "c.yaml").write_text(BOMBS[name], encoding="utf-8")
    compose_scenario([])  # what is loaded once is not the file's doing
    tracemalloc.start()
    told = faults_of("scenario_file=c.yaml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100e6
    assert len(told) <= 101
    assert all(len(sentence) < 2_500 for sentence in told)
    assert (told[-1] == "there are more faults than these 100; mend them first") is (len(told) == 101)


def test_what_shares_an_alias_is_changed_alone(in_folder: Path) -> None:
    """YAML writers share equal parts by themselves; an override of one district must not reach the others."""
    data = yaml.safe_load(starting_scenario("mine"))
    groups = {"lowland": 0.5, "upland": 0.5}
    for district in data["country"]["districts"].values():
        district["groups"] = groups
    text = yaml.safe_dump(data)
    assert text.count("groups: *") == 3
    (in_folder / "c.yaml").write_text(text, encoding="utf-8")
    change = [f"country.districts.harbour.groups.{name}={share}" for name, share in (("lowland", 0.7), ("upland", 0.3))]
    districts = compose_scenario(["scenario_file=c.yaml", *change]).country.districts
    assert {name: district.groups["lowland"] for name, district in districts.items()} == {
        "harbour": 0.7, "river_valley": 0.5, "highlands": 0.5, "border_forest": 0.5}  # fmt: skip


def test_a_part_that_is_misspelt_is_one_fault(in_folder: Path) -> None:
    """What stands in for it while the rest is looked at is nobody's mistake."""
    text = starting_scenario("mine").replace("plan: oversight_first", "plan: oversigth_first")
    data = yaml.safe_load(text)
    data["shocks"] = "liberai"
    (in_folder / "c.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    told = faults_of("scenario_file=c.yaml")
    assert [sentence.split(": ")[1].split(" ")[0] for sentence in told] == ["plan", "shocks"]


def test_a_fault_below_a_repeated_key_is_told_where_its_value_stands(in_folder: Path) -> None:
    """The first of two twins is the one that counts; its lines are those that are named."""
    (in_folder / "p.yaml").write_text(
        "name: p\ntitle: P\nactions:\n  a: {reform: ddr, start: 1, months: 5, share: 7}\n"
        "  a: {reform: ddr, start: 1, months: 5, share: 0.1}\n", encoding="utf-8")  # fmt: skip
    assert faults_of("plan_file=p.yaml") == (
        "p.yaml:5: actions.a is there twice; the first is in line 4",
        "p.yaml:3: plan.actions.*.share sum to 7 in month 1; in one month they must not exceed 1",
        "p.yaml:4: plan.actions.a.share is 7; it must lie in 0..1 (share)",
    )


def test_a_name_that_no_terminal_shows_is_refused() -> None:
    """A file whose name is no text would run for an hour and fail when the report is written."""
    for name in ("\udcffland.yaml", "a\x1b]0;x\x07.yaml"):
        assert len(faults_of(f"scenario_file={name}")) == 1
