"""From shipped files and typed overrides to a Scenario. With cli.py the only place that knows Hydra and OmegaConf.

Hydra chooses and joins the shipped files; overrides are parsed by Hydra's own grammar, checked against the scenario's
declared keys and laid over the result. Every fault is collected and told in one sentence. Importing this is cheap.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from pydantic import ValidationError

from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import fault_sentences, key_fault, nearest, printable, shown
from ssrsim.scenario.scenario import Scenario

LONGEST_OVERRIDE = 1_000  # characters; the grammar's parser is recursive and slow on nonsense
MOST_OVERRIDES = 500
DEEPEST_NESTING = 20
PLURALS = {"scenario": "scenarios", "country": "countries", "plan": "plans"}
OVERRIDE_FORM = "overrides look like key=value, e.g. plan=ddr_first or run.seed=7"
_HYDRA_IN_USE = Lock()  # Hydra keeps one global state


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
        raise ConfigFaults([_choice_fault("scenario", name)])
    return compose_scenario([f"scenario={name}", *overrides])


def compose_scenario(overrides: Sequence[str]) -> Scenario:
    """The default scenario with these overrides, or all their faults at once.

    Raises:
        ConfigFaults: As for `load_scenario`.
    """
    faults: list[str] = []
    parsed = list(_parsed(overrides, faults))
    selected = _selected(parsed, faults)
    data = _composed(selected)
    _lay_over(data, [override for override in parsed if override.key_or_group not in groups()], faults)
    try:
        scenario = validated(data)
    except ConfigFaults as error:
        raise ConfigFaults([*faults, *error.faults]) from None
    if faults:
        raise ConfigFaults(faults)
    return scenario


def validated(data: Mapping[str, Any]) -> Scenario:
    """The Scenario in plain data (as YAML or JSON give it).

    JSON is the one way in: there a list may stand for a tuple and 3 for 3.0, and nothing else is bent. Names are
    sorted, so that equal scenarios number their districts, groups and donors alike whatever the order in a file.

    Raises:
        ConfigFaults: The data break a type, a range or a rule.
    """
    try:
        return Scenario.model_validate_json(json.dumps(data, sort_keys=True))
    except ValidationError as error:
        raise ConfigFaults(list(fault_sentences(error))) from None


def config_folder() -> Path:
    """Where the shipped configuration lies: inside the installed package, or beside it in a checkout."""
    inside = Path(str(files("ssrsim"))) / "configs"
    beside = Path(__file__).resolve().parent.parent / "configs"
    for folder in (inside, beside):
        if (folder / "config.yaml").is_file():
            return folder
    raise FileNotFoundError(f"no configs found in {inside} or {beside}; the installation is incomplete")


def groups() -> tuple[str, ...]:
    """The names of the configuration groups: scenario, country, plan, ..."""
    return tuple(sorted(folder.name for folder in config_folder().iterdir() if folder.is_dir()))


def choices(group: str) -> tuple[str, ...]:
    """What can be chosen in a group, e.g. the known plans."""
    return tuple(sorted(path.stem for path in (config_folder() / group).glob("*.yaml")))


def _choice_fault(group: str, value: Any) -> str:
    known = choices(group)
    plural = PLURALS.get(group, f"choices of {group}")
    if isinstance(value, list):
        return f"{group} is {shown(value)}; it must be one name, not a list; known {plural}: {', '.join(known)}"
    if isinstance(value, dict):
        return (
            f"{group} is {shown(value)}; choose one by name ({', '.join(known)}) or set single keys ({group}.KEY=VALUE)"
        )
    said = f"{group} is {shown(value)}; known {plural}: {', '.join(known)}"
    return said + nearest(str(value), known)


def _refusal(text: str) -> str | None:
    """Why this override is not even parsed, or None."""
    if not isinstance(text, str):
        return f"{shown(text)} is not text; {OVERRIDE_FORM}"
    if not text.strip():
        return f"an empty argument cannot be understood; {OVERRIDE_FORM}"
    if len(text) > LONGEST_OVERRIDE:
        return f"{shown(text)} has {len(text):,} characters; an override may have {LONGEST_OVERRIDE:,} at most"
    if not text.isprintable():
        return f"{shown(text)} holds characters that cannot be printed; use plain text"
    if text.split("=")[0] in ("-m", "--multirun"):
        return f"{text} is not available yet; run one scenario at a time"
    if text.startswith("-"):
        return f"{shown(text)} is not an option of this command; {OVERRIDE_FORM}"
    if "${" in text:
        return f"{shown(text)} refers to other values with ${{...}}; write the value itself"
    if text.lstrip("+~").split("=")[0].replace("/", ".").replace("@", ".").split(".")[0].strip() == "hydra":
        return f"{shown(text)} configures Hydra, which is fixed; output=NAME names the folder of the results"
    if max(text.count("["), text.count("{"), text.count("(")) > DEEPEST_NESTING:
        return f"{shown(text)} is nested too deeply; at most {DEEPEST_NESTING} brackets"
    return None


def _parsed(overrides: Sequence[str], faults: list[str]) -> Iterator[Any]:
    """The overrides that can be understood, as Hydra's Override objects; the others become faults."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    if isinstance(overrides, str) or len(overrides) > MOST_OVERRIDES:
        raise ConfigFaults([f"overrides must be a list of at most {MOST_OVERRIDES} texts; {OVERRIDE_FORM}"])
    parser = OverridesParser.create()
    for text in overrides:
        refusal = _refusal(text)
        if refusal is None:
            try:
                override = parser.parse_override(text)
                refusal = _unfit(override, text)
            except (HydraException, OmegaConfBaseException, RecursionError):
                refusal = f"{shown(text)} cannot be understood; {OVERRIDE_FORM}"
            else:
                if refusal is None:
                    yield override
        if refusal is not None:
            faults.append(refusal)


def _unfit(override: Any, text: str) -> str | None:
    """Why a well-formed override is refused: several values, packages, groups added or taken away."""
    key = override.key_or_group
    if override.is_sweep_override():
        advice = "one run takes one value; a text with a comma needs inner quotes"
        return f"{key} is given several values ({shown(text)}); {advice}"
    if override.package is not None:
        return f"{shown(text)} moves a part to another place with @; that is not allowed"
    if key in groups() and (override.is_add() or override.is_delete()):
        return f"{shown(text)} adds or removes a part of the scenario; choose one with {key}=NAME"
    if "/" in key:
        return f"{key} is not a key; keys are written with dots"
    return None


def _selected(parsed: Sequence[Any], faults: list[str]) -> dict[str, str]:
    """The chosen file of each group that the overrides name; wrong choices become faults and the default stays."""
    selected: dict[str, str] = {}
    for override in parsed:
        group = override.key_or_group
        if group not in groups():
            continue
        value = override.value()
        if not isinstance(value, str) or value not in choices(group):
            faults.append(_choice_fault(group, value))
        elif selected.get(group, value) != value:
            faults.append(f"{group} is given twice ({selected[group]}, {value}); give it once")
        else:
            selected[group] = value
    return selected


def _composed(selected: Mapping[str, str]) -> dict[str, Any]:
    """The shipped files joined by Hydra, as plain data."""
    from hydra import compose, initialize_config_dir
    from omegaconf import OmegaConf

    with _HYDRA_IN_USE, initialize_config_dir(version_base="1.3", config_dir=str(config_folder())):
        config = compose("config", overrides=[f"{group}={name}" for group, name in selected.items()])
    data: Any = OmegaConf.to_container(config, resolve=False)
    return data


def _lay_over(data: dict[str, Any], overrides: Sequence[Any], faults: list[str]) -> None:
    """Set, add or delete each overridden key in the data; keys that do not exist become faults."""
    for override in overrides:
        path = override.key_or_group
        fault = key_fault(path, data, may_add=override.is_add() or override.is_force_add())
        if fault:
            faults.append(fault)
            continue
        *parents, last = path.split(".")
        place = data
        for key in parents:
            if not isinstance(place.get(key), dict):
                place[key] = {}
            place = place[key]
        if override.is_delete():
            place.pop(last, None)
        else:
            place[last] = _merged(place.get(last), _plain(override.value()))


def _merged(old: Any, new: Any) -> Any:
    """The new value; a mapping is merged into the old one key by key, as Hydra does."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}


def _plain(value: Any) -> Any:
    """An override's value as plain data: Hydra's quoted text becomes text, keys become text."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
