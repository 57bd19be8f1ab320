"""What a study varies: single values of a scenario by their dotted keys, each with the range or the levels it takes.

Range, unit and meaning are those that the field declares; whoever studies may narrow the range or name the levels, and
must do so where a field declares none. `all` stands for every member of a mapping of named records, such as
`donors.all.horizon`: the same value goes to each (`scenario/factor_paths.py`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_origin

from ssrsim.scenario.factor_paths import path_fault, paths_of, set_path, set_twice
from ssrsim.scenario.faults import field_at, inner_type, shown
from ssrsim.scenario.fields import allowed_range, choices_of, extra, limits, members
from ssrsim.scenario.plain import Path, nearest, shown_list
from ssrsim.scenario.scenario import Scenario

FORMS = "leave it empty for all that is allowed, or give [low, high], {low: ..., high: ...} or {values: [...]}"
__all__ = ["Factor", "Value", "factor_of", "paths_of", "set_path", "set_twice", "value_of"]

Value = float | int | bool | str
Kind = Literal["real", "whole", "flag", "choice"]
NOUNS: dict[Kind, str] = {"real": "a number", "whole": "a whole number", "flag": "true or false", "choice": "a name"}


@dataclass(frozen=True)
class Factor:
    """One value of the scenario that a study varies.

    Without `values` it takes the whole range from low to high, both included; a flag or a choice always has values.
    Low and high of values that are no numbers are the first and the last place in their list.
    """

    path: str
    kind: Kind
    low: float
    high: float
    values: tuple[Value, ...]
    unit: str
    text: str


@dataclass(frozen=True)
class _Declared:
    """What the scenario says of a value: its kind, its limits, the names it may have."""

    kind: Kind
    limits: tuple[float, float] | None
    allowed: str  # the range as told, with the unit
    choices: tuple[str, ...]
    open: bool  # whether an extension may add names to the choices
    unit: str
    text: str


def factor_of(path: str, given: object, data: Mapping[str, Any], faults: list[str]) -> Factor | None:
    """The factor at a path, or None and a fault more.

    Args:
        path: Dotted key of the scenario, e.g. "country.patronage", "shocks.ebola.size" or "donors.all.horizon".
        given: What was written for it: nothing (None or {}) for all that the field allows, [low, high],
            {low: ..., high: ...} or {values: [...]}; for a flag or a choice [...] are its values.
        data: The scenario as plain data, as `Scenario.model_dump(mode="json")` gives it.
        faults: Gets one sentence for what is wrong.
    """
    keys = tuple(path.split("."))
    fault = path_fault(path, data)
    declared = None if fault else _declared(keys)
    if declared is None:
        faults.append(fault or f"{path} is neither a number nor a switch nor a choice; those can be varied")
        return None
    try:
        return _with_values(path, declared, given) or _with_range(path, declared, given)
    except _Unfit as unfit:
        faults.append(f"{path} {unfit}")
        return None


def value_of(factor: Factor, given: object) -> Value | None:
    """A given value as the factor has it (1 as 1.0 for a real one), None where it is of another kind or outside."""
    value = _of_kind(factor.kind, given)
    if value is None or factor.values:
        return value if value in factor.values else None
    return value if factor.low <= float(value) <= factor.high else None


def _declared(keys: Path) -> _Declared | None:
    """What the scenario says of the value at these keys; None for texts, lists and records."""
    field = field_at(keys)
    kinds = members(_annotation(keys))
    choices = choices_of(field)
    kind: Kind | None = None
    if bool in kinds:
        kind = "flag"
    elif int in kinds:
        kind = "whole"
    elif float in kinds:
        kind = "real"
    elif str in kinds or choices:
        kind = "choice"
    if kind is None:
        return None
    is_open = all(get_origin(one) is not Literal for one in kinds)
    if field is None:
        return _Declared(kind, None, "", choices, is_open, "", "")
    unit, text = extra(field, "unit") or "", field.description or ""
    return _Declared(kind, limits(field), allowed_range(field), choices, is_open, unit, text)


def _annotation(keys: Path) -> Any:
    """The type that the scenario declares at these keys, also of entries of a plain mapping."""
    kind: Any = Scenario
    for key in keys:
        kind = inner_type(kind, key)
    return kind


class _Unfit(ValueError):
    """What is wrong with what was written for a factor: the sentence after its path."""


def _with_values(path: str, declared: _Declared, given: object) -> Factor | None:
    """The factor with the values given, or with all that a flag or a choice has; None where it takes a range."""
    named = declared.kind in ("flag", "choice")
    if isinstance(given, Mapping) and "values" in given:
        asked = cast("Mapping[str, Any]", given)
        if len(asked) > 1:
            raise _Unfit(f"is given values and {shown_list([str(key) for key in asked if key != 'values'])}; give one")
        written = asked["values"]
    elif named and isinstance(given, list | tuple):
        written = cast("Sequence[Any]", given)
    elif named and not _is_nothing(cast("object", given)):
        raise _Unfit(f"is given {shown(given)}; leave it empty for all that is allowed, or give {{values: [...]}}")
    elif named:
        written = [False, True] if declared.kind == "flag" else list(declared.choices)
        if not written:
            raise _Unfit("has no list of names that it may have; give {values: [...]}")
    else:
        return None
    if not isinstance(written, list | tuple) or not written:
        raise _Unfit(f"has values {shown(written)}; give a list such as {{values: {_example(declared)}}}")
    values = tuple(_checked(declared, value) for value in cast("Sequence[Any]", written))
    twice = next((value for place, value in enumerate(values) if value in values[:place]), None)
    if twice is not None:
        raise _Unfit(f"has the value {shown(twice)} twice; give it once")
    numbers = [0.0, len(values) - 1.0] if named else [float(value) for value in values]
    return Factor(path, declared.kind, min(numbers), max(numbers), values, declared.unit, declared.text)


def _with_range(path: str, declared: _Declared, given: object) -> Factor:
    """The factor with the range given, or with that which its field declares."""
    if isinstance(given, Mapping) and given:
        asked = cast("Mapping[str, Any]", given)
        for key in asked:
            if key not in ("low", "high"):
                raise _Unfit(f"is given {key}; known: low, high, values{nearest(str(key), ('low', 'high', 'values'))}")
        ends = [asked.get(key) for key in ("low", "high")]
    elif isinstance(given, list | tuple) and len(cast("Sequence[Any]", given)) == 2:
        ends = list(cast("Sequence[Any]", given))
    elif _is_nothing(cast("object", given)):
        ends = [None, None]
    else:
        raise _Unfit(f"is given {shown(given)}; {FORMS}")
    known = declared.limits or (None, None)
    if None in [end if end is not None else limit for end, limit in zip(ends, known, strict=True)]:
        raise _Unfit("has no range of its own; give [low, high] or {values: [...]}")
    low, high = (
        float(_checked(declared, end if end is not None else limit)) for end, limit in zip(ends, known, strict=True)
    )
    if low >= high:
        raise _Unfit(f"has low {low:.12g} and high {high:.12g}; low must be below high")
    return Factor(path, declared.kind, low, high, (), declared.unit, declared.text)


def _is_nothing(given: object) -> bool:
    return given is None or given == {}


def _checked(declared: _Declared, given: object) -> Value:
    """A given value as this kind has it, if it may be had at all."""
    value = _of_kind(declared.kind, given)
    within = f" in {declared.allowed}" if declared.allowed else ""
    if value is None:
        raise _Unfit(f"is given {shown(given)}; it must be {NOUNS[declared.kind]}{within}")
    if declared.limits and not declared.limits[0] <= float(value) <= declared.limits[1]:
        raise _Unfit(f"is given {shown(given)}; it must lie{within}")
    if declared.choices and not declared.open and value not in declared.choices:
        known = ", ".join(declared.choices)
        raise _Unfit(f"is given {shown(given)}; allowed: {known}{nearest(str(value), declared.choices)}")
    return value


def _of_kind(kind: Kind, given: object) -> Value | None:
    """The value as Python has values of this kind, None where it is of another."""
    if kind == "flag":
        return given if isinstance(given, bool) else None
    if kind == "choice":
        return given if isinstance(given, str) else None
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        return None
    if kind == "real":
        return float(given)
    return int(given) if float(given).is_integer() else None


def _example(declared: _Declared) -> str:
    """How a list of values of this kind is written."""
    if declared.kind == "flag":
        return "[false, true]"
    if declared.kind == "choice":
        return f"[{', '.join(declared.choices[:2]) or 'NAME, NAME'}]"
    low, high = declared.limits or (0, 1)
    return f"[{low:.12g}, {high:.12g}]"
