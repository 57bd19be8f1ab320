"""What the declaration of a field says: its range with the unit, in the words of faults, comments and lists."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Literal, TypeGuard, Union, cast, get_args, get_origin

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from ssrsim.scenario.base import Given


def members(annotation: Any) -> tuple[Any, ...]:
    """The types that a value may have: those of a union one by one, without what is noted on them, and without None."""
    if get_origin(annotation) is Annotated:
        return members(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return tuple(kind for part in get_args(annotation) for kind in members(part))
    return () if annotation is type(None) else (annotation,)


def number_of(field: FieldInfo) -> FieldInfo:
    """What is declared of the number in a field that may hold a number or a mapping; else the field itself."""
    parts = get_args(field.annotation) if get_origin(field.annotation) in (Union, UnionType) else ()
    noted = [note for part in parts for note in get_args(part)[1:] if isinstance(note, FieldInfo)]
    return noted[0] if noted else field


def limits(field: FieldInfo) -> tuple[float, float] | None:
    """The inclusive range of a number, or None where the field has none."""
    field = number_of(field)
    low = next((rule.ge for rule in field.metadata if hasattr(rule, "ge")), None)
    high = next((rule.le for rule in field.metadata if hasattr(rule, "le")), None)
    return None if low is None or high is None else (low, high)


def extra(field: FieldInfo, key: str) -> str | None:
    """What is said of a field beside its type: its "unit" or its "source"."""
    known = number_of(field).json_schema_extra
    return cast("dict[str, str | None]", known).get(key) if isinstance(known, dict) else None


def allowed_range(field: FieldInfo) -> str:
    """The range with its unit, e.g. "0.05..20 (per 1,000 people)"; empty where a field has none."""
    known = limits(field)
    if known is None:
        return ""
    unit = extra(field, "unit") or "number"
    apart = "" if unit == "year" else ","  # 1,945 is no year
    return f"{known[0]:{apart}.12g}..{known[1]:{apart}.12g} ({unit})"


def choices_of(field: FieldInfo | None) -> tuple[str, ...]:
    """The names that a value may have, as far as they are known without the rest of the scenario."""
    kinds = members(field.annotation) if field is not None else ()
    named = tuple(str(choice) for kind in kinds if get_origin(kind) is Literal for choice in get_args(kind))
    noted = [note for note in field.metadata if isinstance(note, WithJsonSchema)] if field is not None else []
    return named or (names_of(noted[0]) if noted else ())


def names_of(note: WithJsonSchema) -> tuple[str, ...]:
    """The names that ship where an extension may add more."""
    return tuple((note.json_schema or {}).get("anyOf", [{}])[0].get("enum", ()))


def key_names(annotation: Any) -> tuple[str, ...]:
    """The names that ship of a mapping whose names are those of reforms, levers, ...; nothing where they are free."""
    if get_origin(annotation) is not dict:
        return ()
    kind = get_args(annotation)[0]
    if get_origin(kind) is Literal:
        return get_args(kind)
    return next((names_of(note) for note in get_args(kind)[1:] if isinstance(note, WithJsonSchema)), ())


def is_record(annotation: Any) -> TypeGuard[type[Given]]:
    """Whether this is a record with fields of its own."""
    return isinstance(annotation, type) and issubclass(annotation, Given)
