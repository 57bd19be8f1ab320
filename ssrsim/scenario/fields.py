"""What the declaration of a field says: its range with the unit, in the words of faults, comments and lists."""

from __future__ import annotations

from typing import Any, TypeGuard, cast

from pydantic.fields import FieldInfo

from ssrsim.scenario.base import Given


def limits(field: FieldInfo) -> tuple[float, float] | None:
    """The inclusive range of a number, or None where the field has none."""
    low = next((rule.ge for rule in field.metadata if hasattr(rule, "ge")), None)
    high = next((rule.le for rule in field.metadata if hasattr(rule, "le")), None)
    return None if low is None or high is None else (low, high)


def extra(field: FieldInfo, key: str) -> str | None:
    """What is said of a field beside its type: its "unit" or its "source"."""
    known = field.json_schema_extra
    return cast("dict[str, str | None]", known).get(key) if isinstance(known, dict) else None


def allowed_range(field: FieldInfo) -> str:
    """The range with its unit, e.g. "0.05..20 (per 1,000 people)"; empty where a field has none."""
    known = limits(field)
    if known is None:
        return ""
    unit = extra(field, "unit") or "number"
    apart = "" if unit == "year" else ","  # 1,945 is no year
    return f"{known[0]:{apart}.12g}..{known[1]:{apart}.12g} ({unit})"


def is_record(annotation: Any) -> TypeGuard[type[Given]]:
    """Whether this is a record with fields of its own."""
    return isinstance(annotation, type) and issubclass(annotation, Given)
