"""Starting files: valid as they stand, commented from the declared fields, and a country that runs and reacts."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
import yaml

from ssrsim.config import choices, compose_scenario, load_scenario, validated
from ssrsim.phases.engine import advance, compile_steps, settle
from ssrsim.report.inputs import assumed_values
from ssrsim.scenario.base import Given, UsersMistakeError
from ssrsim.scenario.country import Bloc, Country, District, Faction, Group
from ssrsim.scenario.donors import Donor, Mission
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.plan import Action, Plan
from ssrsim.scenario.reforms import EFFECT_TEXTS, REFORMS
from ssrsim.scenario.run import Run
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import Shock
from ssrsim.scenario.starting.files import SOME_PARAMETERS, starting_plan, starting_scenario
from ssrsim.world.build import build

NAME = "new_land"
NAMES_THAT_YAML_READS_OTHERWISE = ("no", "null", "true", "y", "on", "yes", "off", "false")
DEFAULTS = ("parameters", "mechanisms", "run", "records", "conflict")
IN_SCENARIO = (Country, District, Group, Faction, Bloc, Donor, Mission, Shock)
IN_PLAN = (Plan, Action)


def resolved(text: str) -> dict[str, Any]:
    """The data of a scenario file as the loader must see it: the shipped plan in place of its name, defaults added."""
    data = yaml.safe_load(text)
    assert data.pop("schema") == "ssrsim.scenario/1"
    plan = json.loads(compose_scenario([f"plan={data['plan']}"]).plan.model_dump_json())
    return {**{part: {} for part in DEFAULTS}, **data, "plan": plan}


def scenario_of(name: str = NAME, **changes: Any) -> Scenario:
    """The starting country, small, with other parts if wanted."""
    small = {"months": 24, "civilians": 1000, "officers": 300}
    return validated({**resolved(starting_scenario(name)), "run": small, **changes})


def comment_at(text: str, key: str) -> list[str]:
    """For each line with this key: what its comment says, beside it and in the comment lines just above."""
    found: list[str] = []
    above = ""
    for line in text.splitlines():
        plain = line.removeprefix("# ")
        beside = re.match(rf"\s*{key}:(.*?)(?:  # (.*))?$", plain)
        if beside:
            found.append(f"{above} {beside.group(2) or ''}".strip())
        above = f"{above} {line.strip(' #')}".strip() if line.strip().startswith("#") else ""
    return found


def expected_range(record: type[Given], name: str) -> str | None:
    """The range of a number as the published schema has it; None for anything else."""
    schema = record.model_json_schema()["properties"][name]
    if "minimum" not in schema:
        return None
    apart = "" if schema["unit"] == "year" else ","
    low, high = (f"{schema[end]:{apart}.12g}" for end in ("minimum", "maximum"))
    return f"{low}..{high} ({schema['unit']})"


@pytest.mark.parametrize("name", [NAME, *NAMES_THAT_YAML_READS_OTHERWISE])
def test_the_country_is_valid_as_it_stands_and_bears_its_name(name: str) -> None:
    """A file that the program itself writes must load; names such as "no" must not turn into truth values."""
    scenario = scenario_of(name)
    assert (scenario.name, scenario.country.name) == (name, name)
    assert len(scenario.country.districts) == 4
    parts = (scenario.country.groups, scenario.country.factions, scenario.donors, scenario.missions, scenario.shocks)
    assert [len(part) for part in parts] == [2, 2, 2, 1, 1]


@pytest.mark.parametrize("name", [NAME, *NAMES_THAT_YAML_READS_OTHERWISE])
def test_the_plan_is_valid_as_it_stands_and_bears_its_name(name: str) -> None:
    """A plan file that the program writes must load into any country."""
    data = yaml.safe_load(starting_plan(name))
    assert data.pop("schema") == "ssrsim.plan/1"
    scenario = validated({**json.loads(load_scenario().canonical()), "plan": data})
    assert scenario.plan.name == name
    assert len(scenario.plan.actions) == 5


@pytest.mark.parametrize("name", ["", "New Land", "9lives", "x" * 41, "a-b", "../etc/passwd", "a\nb", "ä", "$\\frac$"])
@pytest.mark.parametrize("write", [starting_scenario, starting_plan])
def test_a_bad_name_is_refused_in_one_sentence(write: Any, name: str) -> None:
    """A name becomes a file name and a key: nothing but an identifier may pass."""
    with pytest.raises(UsersMistakeError, match="is not a name; names are lower-case letters") as caught:
        write(name)
    assert str(caught.value).isprintable()


def fields(records: tuple[type[Given], ...]) -> list[Any]:
    return [pytest.param(r, name, id=f"{r.__name__}.{name}") for r in records for name in r.model_fields]


@pytest.mark.parametrize(("record", "name"), [*fields(IN_SCENARIO), *fields(IN_PLAN)])
def test_every_field_is_commented_with_meaning_range_and_unit(record: type[Given], name: str) -> None:
    """Whoever fills in a file reads there what each key means and may be; a field added later must appear by itself."""
    text = starting_plan(NAME) if record in IN_PLAN else starting_scenario(NAME)
    comments = comment_at(text, name)
    assert any(len(said) > 8 for said in comments), comments
    allowed = expected_range(record, name)
    if allowed is not None:
        assert any(allowed in said for said in comments), (allowed, comments)
    meaning = record.model_fields[name].description
    if meaning:
        assert any(meaning in said for said in comments), (meaning, comments)


def test_every_number_says_that_it_is_assumed() -> None:
    """A fictional country has no sources: each number must say so until its author replaces it."""
    counted = assumed_values(scenario_of())
    assert (counted.assumed, counted.to_check, counted.unsourced) == (counted.values, 0, 0)


def test_hints_can_be_uncommented_and_are_the_defaults() -> None:
    """What stands there commented out is what holds: taking the # away changes nothing until a value is edited."""
    text = starting_scenario(NAME)
    before, hints = text.split("# ---- Optional")
    uncommented = re.sub(r"^# ", "", hints.split("\n", 1)[1], flags=re.MULTILINE)
    data = yaml.safe_load(uncommented)
    assert set(data) == {"parameters", "mechanisms", "run"}
    assert set(data["parameters"]) == set(SOME_PARAMETERS)
    assert set(data["mechanisms"]) == set(Mechanisms.model_fields)
    assert set(data["run"]) == set(Run.model_fields)
    assert validated(resolved(before + uncommented)).digest() == validated(resolved(text)).digest()


@pytest.mark.parametrize("text", [starting_scenario("x" * 40), starting_plan("x" * 40)], ids=["scenario", "plan"])
def test_files_are_readable_and_tell_what_to_do_next(text: str) -> None:
    """Lines fit any editor, the first line gives editors the schema, the header the next commands."""
    lines = text.splitlines()
    assert max(len(line) for line in lines) <= 120
    assert not [line for line in lines if line != line.rstrip()]
    assert lines[0].startswith("# yaml-language-server: $schema=")
    header = text.split("\nschema:")[0]
    assert {"describe", "run", "schema"} <= set(re.findall(r"ssrsim (\w+)", header))
    assert text.endswith("\n")


def test_the_header_of_a_plan_lists_every_reform_with_what_it_sets() -> None:
    """A planner must not have to look up elsewhere what may stand under `reform`."""
    header = " ".join(starting_plan(NAME).split("\nschema:")[0].replace("#", " ").split())
    for reform in REFORMS:
        assert f"{reform.name} {reform.label}: " in header
        assert all(EFFECT_TEXTS[lever].sets in header for lever in reform.effects)


def test_the_plan_that_is_named_is_shipped() -> None:
    """`plan: oversight_first` must lead somewhere."""
    assert yaml.safe_load(starting_scenario(NAME))["plan"] in choices("plan")


def after_two_years(scenario: Scenario) -> np.ndarray:
    """The monthly record of one random world; a broken invariant raises."""
    world = settle(build(scenario), 7, 0)
    advance(world, 1, scenario.run.months)
    return np.asarray(world.record)


def test_the_country_runs_and_reacts_to_its_plan() -> None:
    """A start that is inert would teach nobody: in two years reforms are built, books balance, and a plan matters."""
    compile_steps(build(scenario_of()))
    with_plan = after_two_years(scenario_of())
    nothing = json.loads(compose_scenario(["plan=do_nothing"]).plan.model_dump_json())
    without = after_two_years(scenario_of(plan=nothing))
    assert with_plan["reform_effective"][-1] > 0.02 > without["reform_effective"][-1]
    assert with_plan["money_spent"][-1] > 10**8 > without["money_spent"][-1]  # cents
    assert with_plan["fighters"][-1] < without["fighters"][-1]
    assert with_plan["trust_police"][-1] != without["trust_police"][-1]
