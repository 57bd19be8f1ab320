"""The appendix of docs/odd.md on inputs: every field that a scenario file may have, made from the declared records."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ssrsim.scenario.base import NAME_PATTERN, Given
from ssrsim.scenario.fields import choices_of, extra, is_record, key_names, limits, members
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.scenario import Scenario

HEAD = """\
# Appendix D of the ODD: inputs
<!-- made by tests/docs/pages.py -->

Every field of a scenario file by the record in which it stands; NAME is a name of one's own, [] an entry of a list. A
field without a default must be given. What a number means at the settlement of a country has its source in the file
itself (`sources`). Parameters and switches stand in [appendix A](odd_parameters.md). Rules between fields (shares that
must add up to 1, months in order, names that must exist) are those of `ssrsim/scenario/rules.py` and its neighbours:
`ssrsim describe` and every run check them."""
ELSEWHERE = {Parameters, Mechanisms}
WORDS = {int: "whole number", float: "number", bool: "true or false", str: "text"}


def inputs_page() -> str:
    """Each record of what is given, in the order of a scenario file: its fields with unit, range, default, meaning."""
    places: dict[type[Given], list[str]] = {}
    for record, place in _records(Scenario, ""):
        places.setdefault(record, []).append(place)
    lines = [HEAD]
    for record, where in places.items():
        title = ", ".join(f"`{place}`" for place in where if place) or "The scenario"
        lines += ["", f"## {title}", "", " ".join((inspect.getdoc(record) or "").split("\n\n")[0].split()), ""]
        lines += ["| field | values | unit | default | meaning |", "| - | - | - | - | - |"]
        for name, field in record.model_fields.items():
            cells = (f"`{name}`", _values(field), extra(field, "unit") or "", _default(field), meaning(field))
            lines.append("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def records() -> list[type[Given]]:
    """Every record of which the page tells, once."""
    return list(dict.fromkeys(record for record, _ in _records(Scenario, "")))


def meaning(field: FieldInfo) -> str:
    """What is said of a field, or of the record that stands there."""
    inner = [record for record, _ in _inside(field)]
    return field.description or ((inspect.getdoc(inner[0]) or "").split("\n\n")[0].rstrip(".") if inner else "")


def _records(record: type[Given], place: str) -> Iterator[tuple[type[Given], str]]:
    """This record and all within it, each with the path at which it stands."""
    yield record, place
    for name, field in record.model_fields.items():
        for inner, entry in _inside(field):
            if inner not in ELSEWHERE:
                yield from _records(inner, f"{place}.{name}{entry}".lstrip("."))


def _inside(field: FieldInfo) -> list[tuple[type[Given], str]]:
    """The records that may stand in a field, with what their path has behind its name."""
    found = []
    for kind in members(field.annotation):
        parts = {dict: (1, ".NAME"), list: (0, "[]")}.get(get_origin(kind))
        inner, entry = (get_args(kind)[parts[0]], parts[1]) if parts else (kind, "")
        found += [(one, entry) for one in members(inner) if is_record(one)]
    return found


def _values(field: FieldInfo) -> str:
    """The range of a number, the names of a choice, or what kind of thing may stand there."""
    choices = choices_of(field)
    known = limits(field)
    said = []
    for kind in members(field.annotation):
        if kind in (int, float) and known is not None:
            apart = "" if extra(field, "unit") == "year" else ","  # 1,945 is no year
            low, high = (f"{limit:{apart}.12g}" for limit in known)
            said.append(f"{low} to {high}" + (", whole" if kind is int else ""))
        elif get_origin(kind) is Literal or (choices and kind is str):
            said.append(", ".join(choices))
        else:
            said.append(_kind(kind, field))
    return " or ".join(dict.fromkeys(said)) + _how_many(field)


def _kind(kind: Any, field: FieldInfo) -> str:
    """What a value is that is neither a number in a range nor a choice."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is dict:
        names = key_names(kind)
        to = "fields" if any(is_record(one) for one in members(parts[1])) else _kind(members(parts[1])[0], field)
        return f"{'reform' if 'ddr' in names else 'name'} -> {to}"
    if origin is list:
        return "list of " + ("fields" if any(is_record(one) for one in members(parts[0])) else "names")
    if origin is tuple:
        return f"{len(parts)} whole numbers" if parts[-1] is int else "list of texts"
    if is_record(kind):
        return "fields"
    return "name" if kind is str and NAME_PATTERN in str((field.annotation, field.metadata)) else WORDS[kind]


def _how_many(field: FieldInfo) -> str:
    """How many entries a mapping or a list may have."""
    if not any(get_origin(kind) in (dict, list, tuple) for kind in members(field.annotation)):
        return ""
    least = next((rule.min_length for rule in field.metadata if hasattr(rule, "min_length")), 0)
    most = next((rule.max_length for rule in field.metadata if hasattr(rule, "max_length")), None)
    return "" if most is None else f", {least} to {most:,}"


def _default(field: FieldInfo) -> str:
    """What holds where a field is left out; nothing where it must be given."""
    if field.is_required():
        return ""
    value = field.get_default(call_default_factory=True)
    if isinstance(value, Given):
        return "all of its defaults"
    if isinstance(value, NoneType | dict | list | tuple):
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:,}" if isinstance(value, int | float) else str(value)
