"""JSON Schema of the kinds of files, for editors: completion, ranges and meanings while typing."""

from __future__ import annotations

from typing import Any

from ssrsim.config.own_files import EMPTY_UNLESS_GIVEN
from ssrsim.config.shipped import choices, groups
from ssrsim.scenario.as_file import SCHEMAS
from ssrsim.scenario.extension import Extension
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.study import STUDY_SCHEMA
from ssrsim.scenario.study_file import StudyFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> dict[str, Any]:
    """The schema of a plan file (`plan_file=`)."""
    return _for_file(Plan.model_json_schema(), "plan_file", "A plan of ssrsim")


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario file (`scenario_file=`): each part is written out, or named if it ships."""
    schema = _for_file(Scenario.model_json_schema(), "scenario_file", "A scenario of ssrsim")
    for group in groups():
        if group != "scenario":
            written_out = schema["properties"][group]
            by_name = {"enum": list(choices(group)), "description": f"a part that ships, see ssrsim list {group}"}
            either = [written_out, by_name, *([{"type": "null"}] if group in EMPTY_UNLESS_GIVEN else [])]
            schema["properties"][group] = {"anyOf": either}
    schema["required"] = ["name", "title", "country"]
    return schema


def extension_schema() -> dict[str, Any]:
    """The schema of an extension file (`extension_file=`)."""
    return _for_file(Extension.model_json_schema(), "extension_file", "An extension of ssrsim")


def study_schema() -> dict[str, Any]:
    """The schema of a study file (`study_file=`)."""
    schema = _for_file(StudyFile.model_json_schema(), "study_file", "A study of ssrsim")
    properties = schema["properties"]
    properties["scenario"]["enum"] = list(choices("scenario"))
    properties["plans"]["items"]["enum"] = list(choices("plan"))
    return schema


def _for_file(schema: dict[str, Any], key: str, title: str) -> dict[str, Any]:
    known = {**SCHEMAS, "study_file": STUDY_SCHEMA}[key]
    properties = {"schema": {"const": known, "description": "which format this is"}, **schema["properties"]}
    return {"$schema": DIALECT, **_with_units(schema), "title": title, "properties": _with_units(properties)}


def _with_units(schema: Any) -> Any:
    """The same with unit and source in the descriptions, where editors show them, and without empty sources."""
    if isinstance(schema, list):
        return [_with_units(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    known = {key: _with_units(value) for key, value in schema.items() if (key, value) != ("source", None)}
    if isinstance(known.get("unit"), str):
        source = f"; {known.pop('source')}" if isinstance(known.get("source"), str) else ""
        known["description"] = f"{known.get('description', '')} ({known.pop('unit')}){source}"
    return known


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of a kind of file: "scenario", "plan", "extension" or "study"."""
    made = {"scenario": scenario_schema, "plan": plan_schema, "extension": extension_schema, "study": study_schema}
    return made[kind]()
