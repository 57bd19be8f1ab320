"""The published schemas: those of the code, and of one mind with the program."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from ssrsim.config import choices, config_folder, load_scenario
from ssrsim.config.schema import schema_of
from ssrsim.scenario.as_file import as_file
from ssrsim.scenario.starting import starting_plan, starting_scenario

SCHEMAS = config_folder().parent / "docs" / "schema"


@pytest.mark.parametrize("kind", ["scenario", "plan", "extension", "study"])
def test_the_published_schema_is_that_of_the_code(kind: str) -> None:
    """Editors must not accept what the program refuses because somebody forgot to publish."""
    published = json.loads((SCHEMAS / f"ssrsim.{kind}.schema.json").read_text(encoding="utf-8"))
    assert published == schema_of(kind)


def test_the_schema_accepts_what_ships_and_starting_files_and_refuses_faults() -> None:
    """The schema and the program agree on good files and on plain faults of type, range and name."""
    plan, scenario = (jsonschema.Draft202012Validator(schema_of(kind)) for kind in ("plan", "scenario"))
    for name in choices("plan"):
        plan.validate(yaml.safe_load((config_folder() / "plan" / f"{name}.yaml").read_text(encoding="utf-8")))
    plan.validate(yaml.safe_load(starting_plan("mine")))
    good = yaml.safe_load(starting_scenario("mine"))
    scenario.validate(good)
    scenario.validate(yaml.safe_load(as_file(load_scenario())))
    for key, value in (("police_per_1000", 99), ("police_per_1000", "1"), ("settlement", "truce"), ("zzz", 1)):
        assert not scenario.is_valid({**good, "country": {**good["country"], key: value}})
    assert not scenario.is_valid({**good, "plan": "nonsense"})
