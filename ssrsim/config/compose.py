"""The way in: shipped files, own files and overrides become one Scenario, or all their faults at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from pydantic import ValidationError

from ssrsim.config.overrides import (
    MOST_OVERRIDES,
    OVERRIDE_FORM,
    lay_over,
    parsed_overrides,
    plain_key,
)
from ssrsim.config.own_files import Origins, OwnFile, chosen_in, lay_in, read_own, refuse_hooks
from ssrsim.config.shipped import choice_fault, choices, composed, groups
from ssrsim.scenario.as_file import SCHEMAS
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import printable, type_faults
from ssrsim.scenario.rules import MOST_FAULTS, contradictions
from ssrsim.scenario.scenario import Scenario

OWN_FILES = tuple(SCHEMAS)


class ConfigFaults(UsersMistakeError):
    """What the user must change: `faults` holds one printable sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults: tuple[str, ...] = tuple(dict.fromkeys(printable(fault) for fault in faults))
        super().__init__("\n".join(self.faults))


def load_scenario(name: str = "liberia_2003", overrides: Sequence[str] = ()) -> Scenario:
    """The shipped scenario of this name with overrides such as "plan=ddr_first" or "run.replicates=20" laid over it.

    Raises:
        ConfigFaults: A name, key or value is unknown, of the wrong type, out of range or contradicts another.
    """
    if not isinstance(name, str) or name not in choices("scenario"):
        raise ConfigFaults([choice_fault("scenario", name)])
    return compose_scenario([f"scenario={name}", *overrides])


def compose_scenario(overrides: Sequence[str]) -> Scenario:
    """The default scenario, or that of scenario_file=, with these overrides; or all their faults at once.

    Raises:
        ConfigFaults: As for `load_scenario`; for own files with file and line.
    """
    if isinstance(overrides, str) or len(overrides) > MOST_OVERRIDES:
        raise ConfigFaults([f"overrides must be a list of at most {MOST_OVERRIDES} texts; {OVERRIDE_FORM}"])
    faults: list[str] = []
    named = _named_files(overrides, faults)
    parsed = list(parsed_overrides([text for text in overrides if plain_key(text) not in OWN_FILES], faults))
    selected = _selected(parsed, named, faults)
    own = {key: file for key, name in named.items() if (file := read_own(key, name, faults)) is not None}
    if "scenario_file" in named and "scenario_file" not in own:
        raise ConfigFaults(faults)  # what the overrides change is not known
    origins = Origins(list(own.values()))
    data = joined(own, selected, origins, faults)
    settings = [override for override in parsed if override.key_or_group not in groups()]
    if "scenario_file" in own and not any(override.key_or_group == "hooks" for override in settings):
        refuse_hooks(own["scenario_file"], faults)
    lay_over(data, settings, faults)
    origins.elsewhere |= {tuple(override.key_or_group.split(".")) for override in settings}
    origins.elsewhere |= {(group,) for group in selected}
    try:
        scenario = validated(data, origins)
    except ConfigFaults as error:
        raise ConfigFaults([*faults, *error.faults]) from None
    if faults:
        raise ConfigFaults(faults)
    return scenario


def validated(data: Mapping[str, Any], origins: Origins | None = None) -> Scenario:
    """The Scenario in plain data (as YAML or JSON give it).

    JSON is the one way in: there a list may stand for a tuple and 3 for 3.0, and nothing else is bent. Names are
    sorted, so that equal scenarios number their districts, groups and donors alike whatever the order in a file.

    Raises:
        ConfigFaults: The data break a type, a range or a rule; all of them, each with its line where `origins` know it.
    """
    try:
        return Scenario.model_validate_json(json.dumps(data, sort_keys=True, ensure_ascii=False))
    except ValidationError as error:
        faults = [*type_faults(error), *islice(contradictions(data), MOST_FAULTS + 1)]
    told = (origins or Origins([])).told(faults)
    if len(told) > MOST_FAULTS:
        told[MOST_FAULTS:] = [f"there are more faults than these {MOST_FAULTS}; mend them first"]
    raise ConfigFaults(told)


def _named_files(overrides: Sequence[str], faults: list[str]) -> dict[str, str]:
    """The names given by scenario_file=, plan_file= and extension_file=."""
    named: dict[str, str] = {}
    for text in overrides:
        key = plain_key(text)
        if key not in OWN_FILES:
            continue
        name = text.split("=", 1)[1]
        if not name.strip() or len(name) > 1_000 or not name.isprintable():
            faults.append(f"{key} is {name[:60] or 'empty'}; it must be the name of a YAML or JSON file")
        elif key in named:
            faults.append(f"{key} is given twice ({named[key]}, {name}); give it once")
        else:
            named[key] = name
    return named


def _selected(parsed: Sequence[Any], named: Mapping[str, str], faults: list[str]) -> dict[str, str]:
    """The chosen file of each group that the overrides name; wrong choices become faults and the default stays."""
    selected: dict[str, str] = {}
    for override in parsed:
        group = override.key_or_group
        if group not in groups():
            continue
        value = override.value()
        if not isinstance(value, str) or value not in choices(group):
            faults.append(choice_fault(group, value))
        elif selected.get(group, value) != value:
            faults.append(f"{group} is given twice ({selected[group]}, {value}); give it once")
        elif f"{group}_file" in named:
            faults.append(f"{group} is given twice ({value}, and the file {named[f'{group}_file']}); give it once")
        else:
            selected[group] = value
    return selected


def joined(own: Mapping[str, OwnFile], selected: dict[str, str], origins: Origins, faults: list[str]) -> dict[str, Any]:
    """The scenario's data: shipped files joined by Hydra, and own files in their place."""
    scenario, plan, extension = (own.get(key) for key in OWN_FILES)
    chosen = {**(chosen_in(scenario, origins, faults) if scenario else {}), **selected}
    data = composed(chosen)
    if scenario is not None:
        lay_in(data, scenario, chosen)
    if plan is not None:
        data["plan"] = plan.loaded.data
    if extension is not None:
        data["extension"] = extension.loaded.data
    return data
