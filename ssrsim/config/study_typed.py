"""What was typed of a study itself after `ssrsim sweep`: its file, plans, design, what is varied, who runs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from ssrsim.config.overrides import PLAIN_KEYS, parsed_overrides, plain_value
from ssrsim.config.shipped import groups
from ssrsim.scenario.faults import shown
from ssrsim.scenario.plain import Path
from ssrsim.scenario.scenario import Scenario

OWN_KEYS = ("study", "study_file", "plans", "plans_files", "design", "over", "executor")
LISTS = ("plans", "plans_files", "over")
TEXTS = ("design.file", "executor.address")  # any text, outside the grammar of overrides


class TypedStudy(NamedTuple):
    """The files named, and the value of each key."""

    named: list[tuple[str, str]]  # study or study_file, and what it is
    values: list[tuple[Path, Any]]


def split_own(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What was typed of the study itself, and what of the scenario."""
    own = [text for text in arguments if _first_key(text) in OWN_KEYS]
    return own, [text for text in arguments if _first_key(text) not in OWN_KEYS]


def misspelt(text: str) -> str | None:
    """The sentence for a key that looks like one of a study's own, and is none of the scenario's either."""
    key, path = _first_key(text), text.split("=", 1)[0].strip("+~ ")
    known = (*Scenario.model_fields, *groups(), *PLAIN_KEYS, *OWN_KEYS)
    found = get_close_matches(key[:100], known, n=1, cutoff=0.6) if key not in known else []
    return f"{path} is not a key; did you mean {found[0]}?" if found and found[0] in OWN_KEYS else None


def typed_study(typed: Sequence[str], faults: list[str]) -> TypedStudy:
    """What these arguments say of the study."""
    named: list[tuple[str, str]] = []
    values: list[tuple[Path, Any]] = []
    for text in typed:
        key, equals, value = text.partition("=")
        if key in ("study", "study_file"):
            named.append((key, value))
        elif key in TEXTS:
            values.append((tuple(key.split(".")), value))
        elif fault := _refusal(text, key, equals, value):
            faults.append(fault)
        else:
            for override in parsed_overrides([text], faults):
                values += _placed(override.key_or_group, plain_value(override.value()), faults)
    _tell_twice([path for path, _ in values], faults)
    return TypedStudy(named, values)


def laid_over(data: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The data with a value at a path of one or two keys."""
    if len(path) == 1:
        return {**data, path[0]: value}
    below = data.get(path[0])
    return {**data, path[0]: {**(below if isinstance(below, dict) else {}), path[1]: value}}


def _first_key(text: str) -> str:
    return text.split("=", 1)[0].strip("+~ ").split(".")[0]


def _refusal(text: str, key: str, equals: str, value: str) -> str | None:
    """Why this is not even read, or None."""
    if text.startswith("~"):
        return f"{shown(text)} takes away a key of the study; leave it out where it is written"
    if not equals:
        return f"{shown(text)} has no value; {'write ' + key + '=[A,B]' if key in LISTS else 'write ' + key + '=VALUE'}"
    if key in LISTS and "," in value and value[:1] not in ("[", "{"):
        return f"{key} is given several values ({shown(text)}); write {key}=[{shown(value)}]"
    return None


def _placed(key: str, value: Any, faults: list[str]) -> list[tuple[Path, Any]]:
    """A typed value with the place where it belongs in a study file; `over` one by one."""
    group, _, below = key.partition(".")
    if group == "over" and below:
        return [(("over", below), None if value == "" else value)]
    if group == "over":
        spans: Any = dict.fromkeys([value]) if isinstance(value, str) and value else value
        if isinstance(spans, list) and all(isinstance(one, str) for one in spans):
            return [(("over", one), None) for one in spans]
        if isinstance(spans, dict):
            return [(("over", str(one)), span) for one, span in spans.items()]
        faults.append(f"over is {shown(value)}; it must be a list of keys such as [country.patronage]")
        return []
    if group in ("design", "executor") and below:
        return [((group, below), value)]
    if group == "design":
        return [(("design", "kind"), value)]
    if group in ("plans", "plans_files") and not below:
        return [((group,), [value] if isinstance(value, str) and value else value)]
    known = {"executor": "; executor has the keys workers, memory_gb and address"}
    faults.append(f"{key} is not a key{known.get(key, f'; write {group}=...')}")
    return []


def _tell_twice(paths: Sequence[Path], faults: list[str]) -> None:
    """One fault for each key that is typed more than once."""
    for path in dict.fromkeys(path for path in paths if paths.count(path) > 1):
        key = "design" if path == ("design", "kind") else ".".join(path[1:] if path[0] == "over" else path)
        faults.append(f"{key} is {'varied' if path[0] == 'over' else 'given'} twice; give it once")
