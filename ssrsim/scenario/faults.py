"""What is wrong with given data, in sentences: one line naming key, value and what is allowed, with the unit.

Knows the shape of a scenario, not where the data came from (shipped files, overrides, a stranger's file).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ssrsim.scenario.base import Given
from ssrsim.scenario.fields import allowed_range, choices_of, is_record, key_names, members
from ssrsim.scenario.plain import nearest
from ssrsim.scenario.plan import CONDITION, MAPPING, MONTH, NUMBER, TRIGGER
from ssrsim.scenario.rules import MOST_FAULTS, Fault, Path, shown_list
from ssrsim.scenario.run import WORD
from ssrsim.scenario.scenario import Scenario

LONGEST_VALUE = 60  # characters of a value that are repeated to its author
MARKS = (NUMBER, WORD, MAPPING, CONDITION, TRIGGER, MONTH)  # members of unions, which are no key of anybody's
NUMBER_FAULTS = {
    "greater_than_equal", "less_than_equal", "finite_number", "float_type", "float_parsing",
    "int_type", "int_parsing", "int_from_float", "int_parsing_size",
}  # fmt: skip


def shown(value: Any) -> str:
    """A value as its author would type it, short enough for one line."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list):
        entries = cast("list[Any]", value)
        more = ", ..." if len(entries) > LONGEST_VALUE else ""
        value = f"[{', '.join(shown(entry) for entry in entries[:LONGEST_VALUE])}{more}]"
    text = "{...}" if isinstance(value, dict) else "empty" if value == "" else str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."


def printable(text: str) -> str:
    """The text with every control, direction or broken character written as an escape, so that no terminal obeys it."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def inner_type(annotation: Any, key: str) -> Any:
    """The type found under a key of this type (in a union: of the first that has it), None when there is none."""
    for kind in members(annotation):
        if is_record(kind) and key in kind.model_fields:
            return kind.model_fields[key].annotation
        if get_origin(kind) is dict:
            return get_args(kind)[1]
    return None


def known_keys(annotation: Any, data: Any) -> list[str]:
    """The keys allowed at this place: the fields of a record, fixed names, or the entries that a mapping has now."""
    fields = [name for kind in members(annotation) if is_record(kind) for name in kind.model_fields]
    if fields:
        return list(dict.fromkeys(fields))
    given = list(cast("Mapping[str, Any]", data)) if isinstance(data, Mapping) else []
    return list(dict.fromkeys((*key_names(annotation), *given)))


def _has_fixed_names(annotation: Any) -> bool:
    """Whether this is a mapping whose names are fixed, e.g. weights by lever."""
    return get_origin(annotation) is dict and get_origin(get_args(annotation)[0]) is Literal


def key_fault(
    path: Path, data: Mapping[str, Any], *, may_add: bool = False, root: type[Given] = Scenario
) -> Fault | None:
    """The fault if the scenario has no such key, else None. With `may_add` a mapping may get a new entry.

    Args:
        path: The keys, e.g. ("donors", "us", "horizon").
        data: The scenario's data as composed so far; says which donors, actions, ... there are.
        may_add: Whether unknown names of entries (a new donor) are welcome.
        root: What the keys are of, where it is no scenario.
    """
    place: Any = root
    here: Any = data
    for depth, key in enumerate(path):
        parent = path[:depth]
        known = known_keys(place, here)
        inner = inner_type(place, key)
        if inner is None and not known:
            return Fault(path, f"is not a key; {'.'.join(parent)} holds a value and no keys below it")
        is_open = get_origin(place) is dict and may_add and not _has_fixed_names(place)
        if inner is None or (key not in known and not is_open):
            guess = _guess(parent, path[depth:], known, root)
            return Fault(path, f"is not a key{guess or f'; known keys{_under(parent)}: {shown_list(known)}'}")
        place = inner
        here = cast("Mapping[str, Any]", here).get(key, {}) if isinstance(here, Mapping) else {}
    return None


def _under(parent: Path) -> str:
    return f" under {'.'.join(parent)}" if parent else ""


def _guess(parent: Path, wrong: Path, known: list[str], root: type[Given]) -> str:
    """The nearest key beside the wrong one, else the place where a key of exactly this name lives."""
    found = get_close_matches(wrong[0], known, n=1, cutoff=0.6)
    if found:
        return f"; did you mean {'.'.join([*parent, found[0], *wrong[1:]])}?"
    for top, field in root.model_fields.items():
        if len(wrong) == 1 and wrong[0] in known_keys(field.annotation, None):
            return f"; did you mean {top}.{wrong[0]}?"
    return ""


def type_faults(error: ValidationError, root: type[Given] = Scenario) -> Iterator[Fault]:
    """One fault for each value of a wrong type, range or name that validation found; none for rules between parts."""
    told = [found for found in error.errors(include_url=False) if found["type"] != "value_error"]
    for found in told[: MOST_FAULTS + 1]:  # one more, to know that there are more
        if found["type"].startswith("json"):
            yield Fault((), f"the scenario cannot be read: {found['msg']}")
        else:
            loc = found["loc"][:-1] if found["loc"][-1] == "[key]" else found["loc"]  # pydantic's mark of a wrong key
            path = tuple(str(part) for part in loc if part not in MARKS)
            yield _missing_or_extra(path, found, root) or Fault(path, _said(path, found, root))


def _missing_or_extra(path: Path, found: Any, root: type[Given]) -> Fault | None:
    """The fault of a key that is not there, or should not be."""
    if found["type"] == "extra_forbidden" or (found["type"] == "literal_error" and found["loc"][-1] == "[key]"):
        return key_fault(path, {}, may_add=True, root=root) or Fault(path, "is not a key")
    return Fault(path, f"is missing; {_meaning(field_at(path, root))}") if found["type"] == "missing" else None


def _said(path: Path, found: Any, root: type[Given]) -> str:
    field, kind, value, context = field_at(path, root), found["type"], found["input"], found.get("ctx", {})
    if found["loc"][-1] == "[key]":
        return "is not a name; names are lower-case letters, digits and _, 40 at most, beginning with a letter"
    if kind in NUMBER_FAULTS:
        is_text = isinstance(value, str) and value != ""  # quoted numbers are text
        said = f"the text {shown(value)!r}" if is_text else shown(value)
        return f"is {said}; it must {_number_rule(value, field)}{_better_written(value, kind)}"
    if kind == "literal_error":
        allowed = list(choices_of(field)) or [str(context.get("expected"))]
        return f"is {shown(value)}; allowed: {', '.join(allowed)}{nearest(str(value), allowed)}"
    if kind == "tuple_type" and isinstance(value, str) and path != ("hooks",):
        return f"is {shown(value)}; it must be a list such as [{shown(value)}]"
    if kind == "tuple_type" and path == ("hooks",):
        return f"is {shown(value)}; it must be a list such as [my_hooks:levy@pay_forces]"
    if kind in RULES:
        return f"is {shown(value)}; it must {RULES[kind]}"
    if kind in ("string_too_long", "string_too_short"):
        least, most = context.get("min_length"), context.get("max_length")
        noun = "character" if len(value) == 1 else "characters"
        return f"has {len(value)} {noun}; it must have " + (f"{least} at least" if least else f"{most} at most")
    if kind in ("too_long", "too_short"):
        least, most = context.get("min_length"), context.get("max_length")
        return f"has {len(value)} entries; it must have " + (f"{most} at most" if most else f"{least} at least")
    return f"is {shown(value)}; {found['msg']}"


RULES = {
    "bool_type": "be true or false",
    "string_type": "be text",
    "string_pattern_mismatch": "be lower-case letters, digits and _, 40 at most, beginning with a letter",
    "model_type": "be a mapping of keys to values",
    "model_attributes_type": "be a mapping of keys to values",
    "dict_type": "be a mapping of names to entries",
    "tuple_type": "be a list such as [2, 3]",
    "list_type": "be a list",
}


def _better_written(value: Any, kind: str) -> str:
    """The clause that shows how a number is written, where it was written for people: 700,000 or 7e5."""
    digits = re.sub(r"(?<=[0-9])[,_' ](?=[0-9]{3})", "", value) if isinstance(value, str) else ""
    if digits != value and digits.isdigit():
        return f"; write {digits[:LONGEST_VALUE]}"
    is_whole = kind.startswith("int") and isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return f"; write {value:.0f}" if is_whole else ""


def _number_rule(value: Any, field: FieldInfo | None) -> str:
    """What a number must be: its kind where the type was wrong, its range and unit."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    wants_whole = field is not None and int in members(field.annotation)
    noun = ("a whole number" if wants_whole else "a number") if not is_number else ""
    if is_number and wants_whole and math.isfinite(value) and not isinstance(value, int):
        noun = "a whole number"
    if is_number and not math.isfinite(value):
        noun = "a finite number"
    limits = allowed_range(field) if field else ""
    words = "".join(f", or be {word}" for word in choices_of(field))  # beside numbers, e.g. auto
    if noun or not limits:
        return f"be {noun or 'a number'}" + (f" in {limits}" if limits else "") + words
    return f"lie in {limits}{words}"


def _meaning(field: FieldInfo | None) -> str:
    text = field.description if field and field.description else "it has no default"
    limits = allowed_range(field) if field else ""
    return f"{text}, {limits}" if limits else text


def field_at(loc: Sequence[str], root: type[Given] = Scenario) -> FieldInfo | None:
    """The declaration of the field at this place; None for entries of plain mappings."""
    place: Any = root
    field: FieldInfo | None = None
    for key in loc:
        records = [kind for kind in members(place) if is_record(kind) and key in kind.model_fields]
        field = records[0].model_fields[key] if records else None
        place = field.annotation if field else _entry_type(place) or inner_type(place, key)
    return field


def _entry_type(annotation: Any) -> Any:
    """The type of the entries of a list, None for anything else."""
    return next((get_args(kind)[0] for kind in members(annotation) if get_origin(kind) is list), None)
