"""Where factors stand: dotted keys of a scenario, what they mean in plain data, and which of them nobody may vary.

`all` stands for every member of a mapping of named records, such as `donors.all.horizon` (a member that is really
called `all` wins).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args, get_origin

from ssrsim.scenario.faults import inner_type, key_fault, shown
from ssrsim.scenario.fields import is_record, members
from ssrsim.scenario.plain import Path, mapping
from ssrsim.scenario.scenario import Scenario

ALL = "all"
VARIABLE_IN_RUN = ("civilians", "officers")
# what cannot be varied, and why
FIXED = {
    "name": "it says what the scenario is called and changes nothing",
    "title": "it says what the scenario is called and changes nothing",
    "run": f"of run only {' and '.join(VARIABLE_IN_RUN)} can be varied",
    "run.months": "all runs of a study have the same length, or their records could not stand side by side",
    "run.seed": "design.seed and the replicates vary chance",
    "run.replicates": "all points of a study are treated alike",
    "records": "all runs of a study record the same",
    "hooks": "all runs of a study are made by the same code",
    "extension": "all runs of a study know the same reforms, shocks and indicators",
    "plan": "plans=[...] compares whole plans, and single keys such as plan.budget.reserve can be varied",
}
NO_CAUSES = ("name", "title", "sources", "source")  # what something is called, and where it is known from


def paths_of(path: str, data: Mapping[str, Any]) -> tuple[Path, ...]:
    """The places in plain data that a path means: one, or with `all` one for each member."""
    places: list[tuple[Path, Any]] = [((), data)]
    for key in path.split("."):
        places = [
            ((*where, name), mapping(here).get(name))
            for where, here in places
            for name in (_member_names(here) if _means_all(key, here) else (key,))
        ]
    return tuple(where for where, _ in places)


def set_path(data: dict[str, Any], path: str, value: float | bool | str) -> None:
    """Set a factor's value in the plain data of a scenario, in place.

    Raises:
        KeyError: The data has no such place; a path that `factor_of` accepted has one.
    """
    for *parents, last in paths_of(path, data):
        place: Any = data
        for key in parents:
            place = mapping(place).get(key)
        if not isinstance(place, dict):
            raise KeyError(path)
        place[last] = value


def _member_names(here: Any) -> tuple[str, ...]:
    return tuple(cast("Mapping[str, Any]", here))


def _means_all(key: str, here: Any) -> bool:
    """Whether this key stands for every member of what is here: records with names, none of them called so."""
    if key != ALL or not isinstance(here, Mapping) or ALL in here:
        return False
    entries = list(cast("Mapping[str, Any]", here).values())
    return bool(entries) and all(isinstance(entry, Mapping) for entry in entries)


def path_fault(path: str, data: Mapping[str, Any]) -> str | None:
    """Why there is nothing to vary at this path, or None."""
    keys = tuple(path.split("."))
    if not path.strip():
        return "a factor has an empty name; factors are keys such as country.patronage"
    fault = key_fault(keys, _with_all(Scenario, data, keys))
    if fault:
        return fault.sentence
    refusal = _refusal(path)
    if refusal:
        return f"{path} cannot be varied; {refusal}"
    for where in paths_of(path, data):
        here: Any = data
        for depth, key in enumerate(where[:-1], start=1):
            here = mapping(here).get(key)
            if not isinstance(here, Mapping):
                place = ".".join(where[:depth])
                return f"{path} cannot be varied; {place} is {shown(here)} in this scenario and has no {where[depth]}"
    return None


def set_twice(paths: Iterable[str], data: Mapping[str, Any], faults: list[str]) -> None:
    """One fault for each path that sets what an earlier one sets too, such as donors.us.horizon and donors.all.horizon.

    Both would be varied, and one of them for nothing.
    """
    seen: dict[Path, str] = {}
    for path in paths:
        places = paths_of(path, data)
        other = next((seen[place] for place in places if place in seen), None)
        if other is not None:
            faults.append(f"{path} is varied twice{'' if other == path else f', also as {other}'}; give it once")
        seen.update(dict.fromkeys(places, path))


def _with_all(kind: Any, here: Any, keys: Path) -> Any:
    """The data with an entry `all` where the path means all, so that keys below it are looked up as those of a member.

    Only where the scenario declares a mapping of records: in another mapping `all` is a name like any other.
    """
    if not keys or not isinstance(here, Mapping):
        return here
    entries = dict(cast("Mapping[str, Any]", here))
    named = [get_args(kind)[1] for kind in members(kind) if get_origin(kind) is dict]
    if keys[0] == ALL and entries and ALL not in entries and any(is_record(one) for one in named):
        entries[ALL] = next(iter(entries.values()))
    if keys[0] in entries:
        entries[keys[0]] = _with_all(inner_type(kind, keys[0]), entries[keys[0]], keys[1:])
    return entries


def _refusal(path: str) -> str | None:
    """Why a value that is there is no cause to study, or None."""
    keys = path.split(".")
    first, last = keys[0], keys[-1]
    if set(keys) & set(NO_CAUSES) and len(keys) > 1:
        return "it says what something is called, or where it is known from"
    if path in FIXED:
        return FIXED[path]
    is_open = first == "plan" or (first == "run" and last in VARIABLE_IN_RUN)
    return None if is_open else FIXED.get(first)
