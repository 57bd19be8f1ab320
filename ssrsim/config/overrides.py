"""Overrides as typed (plan=ddr_first, run.seed=7): Hydra's grammar, minus what reaches beyond the scenario.

What is refused: interpolation, Hydra's own keys and options, packages, lists for a group, and anything too long, too
deep or unprintable to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import prod
from typing import Any

from ssrsim.config.shipped import choices, groups
from ssrsim.scenario.as_file import SCHEMAS
from ssrsim.scenario.faults import key_fault, nearest, shown

LONGEST_OVERRIDE = 1_000  # characters; the grammar's parser is recursive and slow on nonsense
MOST_OVERRIDES = 500
DEEPEST_NESTING = 20
MOST_RUNS = 200  # of one multirun; more than that is a study
OVERRIDE_FORM = "overrides look like key=value, e.g. plan=ddr_first or run.seed=7"
QUOTED_FORM = "a text with other letters than a to z needs quotes of its own, e.g. 'title=\"Côte\"'"
STUDY_KEYS = ("study", "study_file", "plans", "plans_files", "design", "over", "executor")  # no part of a scenario
PLAIN_KEYS = (*SCHEMAS, "output", "profile")  # values are plain text, e.g. paths


def plain_key(text: str) -> str | None:
    """The key of an override whose value is plain text outside the grammar, or None."""
    key = text.split("=", 1)[0] if isinstance(text, str) and "=" in text else None
    return key if key in PLAIN_KEYS else None


def parsed_overrides(overrides: Sequence[str], faults: list[str]) -> Iterator[Any]:
    """The overrides that can be understood, as Hydra's Override objects; the others become faults."""
    for text in overrides:
        override = _parsed(text, faults)
        if override is None:
            continue
        refusal = _unfit(override, text)
        if refusal is None:
            yield override
        else:
            faults.append(refusal)


def swept(overrides: Sequence[str], faults: list[str]) -> list[list[str]]:
    """The overrides of each run of a multirun: every combination of the values given, the last varying fastest.

    Values are told apart as Hydra does: run.seed=1,2,3, run.seed=range(1,4), plan=glob(*).
    """
    spread: list[list[str]] = []
    for text in overrides:
        key = plain_key(text)
        if key is not None:
            spread.append([f"{key}={value}" for value in text.split("=", 1)[1].split(",")])
        else:
            override = _parsed(text, faults)
            one = override is not None and not override.is_sweep_override()
            spread.append([text] if one else _values(override, faults) if override is not None else [])
        spread = [values for values in spread if values]  # what could not be understood is told, the rest is looked at
        n_runs = prod(len(values) for values in spread)
        if n_runs > MOST_RUNS:
            faults.append(f"these values make {n_runs:,} runs and more; {MOST_RUNS} at most in one multirun")
            return []
    return [list(one) for one in product(*spread)]


def lay_over(data: dict[str, Any], overrides: Sequence[Any], faults: list[str]) -> None:
    """Set, add or delete each overridden key in the data; keys that do not exist become faults."""
    for override in overrides:
        path = tuple(override.key_or_group.split("."))
        fault = key_fault(path, data, may_add=override.is_add() or override.is_force_add())
        if path[0] in STUDY_KEYS:
            faults.append(f"{'.'.join(path)} is a key of {_belongs(path[0])}")
            continue
        if fault:
            plain = nearest(path[0], PLAIN_KEYS) if len(path) == 1 else ""
            faults.append(f"{path[0]} is not a key{plain}" if plain else fault.sentence)
            continue
        *parents, last = path
        place = data
        for key in parents:
            if not isinstance(place.get(key), dict):
                place[key] = {}
            place = place[key]
        if override.is_delete():
            place.pop(last, None)
        else:
            place[last] = _merged(place.get(last), plain_value(override.value()))


def _belongs(key: str) -> str:
    """Where a key that is no part of a scenario belongs."""
    if key.startswith("plans"):
        return "comparisons and studies; give it to ssrsim compare or ssrsim sweep"
    return "studies; give it to ssrsim sweep"


def _parsed(text: str, faults: list[str]) -> Any:
    """The override as Hydra's grammar reads it, or None and a fault."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    refusal = _refusal(text)
    if refusal is None:
        try:
            return OverridesParser.create().parse_override(text)
        except (HydraException, OmegaConfBaseException, RecursionError):
            refusal = f"{shown(text)} cannot be understood; {OVERRIDE_FORM if text.isascii() else QUOTED_FORM}"
    faults.append(refusal)
    return None


def _refusal(text: str) -> str | None:
    """Why this override is not even parsed, or None."""
    if not isinstance(text, str):
        return f"{shown(text)} is not text; {OVERRIDE_FORM}"
    if not text.strip("+~ ").split("=")[0].strip() and text.strip():
        return f"{shown(text)} names no key; {OVERRIDE_FORM}"
    if not text.strip():
        return f"an empty argument cannot be understood; {OVERRIDE_FORM}"
    if len(text) > LONGEST_OVERRIDE:
        return f"{shown(text)} has {len(text):,} characters; an override may have {LONGEST_OVERRIDE:,} at most"
    if not text.isprintable():
        return f"{shown(text)} holds characters that cannot be printed; use plain text"
    if text.startswith("-"):
        return f"{shown(text)} is not an option of this command; {OVERRIDE_FORM}"
    if "${" in text:
        return f"{shown(text)} refers to other values with ${{...}}; write the value itself"
    if text.lstrip("+~").split("=")[0].replace("/", ".").replace("@", ".").split(".")[0].strip() == "hydra":
        return f"{shown(text)} configures Hydra, which is fixed; output=NAME names the folder of the results"
    if max(text.count("["), text.count("{"), text.count("(")) > DEEPEST_NESTING:
        return f"{shown(text)} is nested too deeply; at most {DEEPEST_NESTING} brackets"
    return None


def _unfit(override: Any, text: str) -> str | None:
    """Why a well-formed override is refused: several values, packages, groups added or taken away."""
    key = override.key_or_group
    if override.is_sweep_override():
        advice = "one run takes one value (-m runs each); a text with a comma needs inner quotes"
        return f"{key} is given several values ({shown(text)}); {advice}"
    if override.package is not None:
        return f"{shown(text)} moves a part to another place with @; that is not allowed"
    if key in groups() and (override.is_add() or override.is_delete()):
        return f"{shown(text)} adds or removes a part of the scenario; choose one with {key}=NAME"
    if override.is_delete() and override.value() is not None:
        return f"{shown(text)} deletes {key}, whatever its value; write ~{key}"
    if "/" in key:
        return f"{key} is not a key; keys are written with dots"
    return None


def _values(override: Any, faults: list[str]) -> list[str]:
    """The overrides that a sweep stands for; none and a fault where it cannot be spread."""
    from hydra.core.override_parser.types import Glob

    key, text, value = override.get_key_element(), override.input_line, override._value  # value() refuses globs
    if isinstance(value, Glob):
        names = value.filter(list(choices(override.key_or_group))) if override.key_or_group in groups() else []
        spread, fault = [f"{key}={name}" for name in names], "matches nothing; it chooses by name, e.g. plan=glob(*)"
    elif not override.is_discrete_sweep() or getattr(value, "shuffle", False):
        spread, fault = [], "cannot be spread; give values such as 1,2,3 or range(1,4)"
    else:
        fault = "holds no value"
        try:
            spread = [f"{key}={one}" for one in islice(override.sweep_string_iterator(), MOST_RUNS + 1)]
        except ValueError:  # a range with a step of 0
            spread = []
    if not spread:
        faults.append(f"{shown(text)} {fault}")
    return spread


def _merged(old: Any, new: Any) -> Any:
    """The new value; a mapping is merged into the old one key by key, as Hydra does, and {} empties it."""
    if not isinstance(old, dict) or not isinstance(new, dict) or not new:
        return new
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}


def plain_value(value: Any) -> Any:
    """An override's value as plain data: Hydra's quoted text becomes text, keys become text."""
    if isinstance(value, dict):
        return {str(key): plain_value(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain_value(entry) for entry in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
