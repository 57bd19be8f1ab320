"""What may stand at a key of a scenario or plan file, in a line: made from the declared fields, never written twice."""

from __future__ import annotations

import inspect
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ssrsim.scenario.base import Given
from ssrsim.scenario.fields import allowed_range, choices_of, is_record


def entry_type(annotation: Any) -> type[Given] | None:
    """The record type of the entries of a mapping, or None for anything else."""
    if get_origin(annotation) is not dict:
        return None
    inner = get_args(annotation)[1]
    return inner if is_record(inner) else None


def comment(record: type[Given], name: str) -> str:
    """Meaning and allowed values of one field, with their unit."""
    field = record.model_fields[name]
    parts = [_meaning(field), _allowed(field)]
    return ", ".join(part for part in parts if part)


def default_text(record: type[Given], name: str) -> str:
    """What holds where a field is left out of a file; empty where it must not be."""
    field = record.model_fields[name]
    if field.is_required():
        return ""
    if field.default_factory is not None:
        return "; empty if left out"
    value = field.default
    if value == ():
        return "; none if left out"
    shown = (
        {None: "null", True: "true", False: "false"}[value]
        if value is None or value is True or value is False
        else value
    )
    return f"; {shown} if left out"


def _meaning(field: FieldInfo) -> str:
    inner = entry_type(field.annotation)
    if inner is not None:
        return (inspect.getdoc(inner) or "").split(". ")[0].split("\n")[0].rstrip(".")
    return field.description or ""


def _allowed(field: FieldInfo) -> str:
    """The range with its unit, the choices, or the kind of value."""
    in_range = allowed_range(field)
    if in_range:
        return in_range
    kinds = _kinds(field.annotation)
    choices = choices_of(field)
    if choices:
        return "one of " + ", ".join(choices)
    if bool in kinds:
        return "true or false"
    return _entries(field) if get_origin(field.annotation) is dict else ""


def _entries(field: FieldInfo) -> str:
    """How many entries a mapping of records may have."""
    least = next((rule.min_length for rule in field.metadata if hasattr(rule, "min_length")), 0)
    most = next((rule.max_length for rule in field.metadata if hasattr(rule, "max_length")), None)
    return "" if most is None else f"{least}..{most} entries"


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
