"""The configuration that ships: where it lies, what can be chosen, and Hydra's joining of what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from ssrsim.scenario.faults import nearest, shown

PLURALS = {"study": "studies", "scenario": "scenarios", "country": "countries", "plan": "plans"}
STUDIES = "study"  # the folder of what `ssrsim sweep study=NAME` chooses; no part of a scenario
EVIDENCE = "evidence"  # the folder of tables that the model is held against; nothing to choose from
VALIDATION = "validation"  # the folder of what `ssrsim validate` does
NO_GROUPS = (STUDIES, EVIDENCE, VALIDATION)
_HYDRA_IN_USE = Lock()  # Hydra keeps one global state


@lru_cache(maxsize=1)
def config_folder() -> Path:
    """Where the shipped configuration lies: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("ssrsim")))
    inside, beside = package / "configs", package.parent / "configs"
    for folder in (inside, beside):
        if (folder / "config.yaml").is_file():
            return folder
    raise FileNotFoundError(f"no configs found in {inside} or {beside}; the installation is incomplete")


@lru_cache(maxsize=1)
def groups() -> tuple[str, ...]:
    """The names of the configuration groups that make a scenario: scenario, country, plan, ..."""
    folders = [folder for folder in config_folder().iterdir() if folder.is_dir()]
    return tuple(sorted(folder.name for folder in folders if folder.name not in NO_GROUPS))


def choices(group: str) -> tuple[str, ...]:
    """What can be chosen in a group, e.g. the known plans."""
    return tuple(sorted(path.stem for path in (config_folder() / group).glob("*.yaml")))


def choice_fault(group: str, value: Any) -> str:
    """The sentence for a choice that does not exist."""
    known = choices(group)
    plural = PLURALS.get(group, f"choices of {group}")
    if isinstance(value, list):
        return f"{group} is {shown(value)}; it must be one name, not a list; known {plural}: {', '.join(known)}"
    if isinstance(value, dict):
        return (
            f"{group} is {shown(value)}; choose one by name ({', '.join(known)}) or set single keys ({group}.KEY=VALUE)"
        )
    if group in ("scenario", "plan") and str(value).endswith((".yaml", ".yml", ".json")):
        return f"{group} is {shown(value)}, a file; give it on the command line as {group}_file={shown(value)}"
    return f"{group} is {shown(value)}; known {plural}: {', '.join(known)}{nearest(str(value), known)}"


def composed(selected: Mapping[str, str]) -> dict[str, Any]:
    """The shipped files joined by Hydra, as plain data; `selected` holds the choices that are not default."""
    return deepcopy(_composed(tuple(sorted(selected.items()))))


@lru_cache(maxsize=64)  # a study composes the same choice many times, 0.1 s each
def _composed(selected: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    from hydra import compose, initialize_config_dir
    from omegaconf import OmegaConf

    with _HYDRA_IN_USE, initialize_config_dir(version_base="1.3", config_dir=str(config_folder())):
        config = compose("config", overrides=[f"{group}={name}" for group, name in selected])
    data: Any = OmegaConf.to_container(config, resolve=False)
    return data
