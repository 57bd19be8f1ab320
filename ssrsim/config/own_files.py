"""A user's own scenario and plan files: which part of the scenario each gives, and where each value stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ssrsim.config.shipped import choice_fault, choices, groups
from ssrsim.scenario.as_file import SCHEMAS
from ssrsim.scenario.faults import shown
from ssrsim.scenario.loader import Loaded, load
from ssrsim.scenario.rules import Fault, Path
from ssrsim.scenario.study import STUDY_SCHEMA

PREFIXES: dict[str, Path] = {"scenario_file": (), "plan_file": ("plan",), "extension_file": ("extension",)}
EMPTY_UNLESS_GIVEN = ("donors", "missions", "shocks")  # a country of one's own has no donors but one's own


class OwnFile(NamedTuple):
    """A file that was read: its name as typed, where its content belongs in the scenario, and the content."""

    name: str
    prefix: Path
    loaded: Loaded

    def at(self, line: int, said: str) -> str:
        """The sentence with file and line before it."""
        return f"{self.name}:{line}: {said}" if line else f"{self.name}: {said}"


class Origins:
    """Which file and line a value came from, as far as it came from a user's file."""

    def __init__(self, files: Sequence[OwnFile]) -> None:
        self.files = files
        self.elsewhere: set[Path] = set()  # set on the command line after all
        self.unknown: set[str] = set()  # parts chosen by a name that does not ship; another stands in for each

    def told(self, faults: Sequence[Fault]) -> list[str]:
        """The faults as sentences, with file and line where they have one, in the order of the lines."""
        placed = [(*self._place(fault.path), fault.sentence) for fault in faults if not self._stands_in(fault.path)]
        placed.sort(key=lambda found: found[:2])
        return [
            self.files[file].at(line, sentence) if file >= 0 else sentence
            for file, line, sentence in dict.fromkeys(placed)
        ]

    def _stands_in(self, path: Path) -> bool:
        """Whether a fault is about a part that stands in for one that could not be chosen."""
        in_part = bool(path) and path[0] in self.unknown
        return in_part or ("country" in self.unknown and path[-1:] == ("faction",))  # a shock's, of another country

    def _place(self, path: Path) -> tuple[int, int]:
        """Number of the file and line; file -1 for what no file holds."""
        if any(path[: len(set_path)] == set_path for set_path in self.elsewhere):
            return -1, 0
        for number in sorted(range(len(self.files)), key=lambda n: -len(self.files[n].prefix)):
            prefix = self.files[number].prefix
            if path[: len(prefix)] == prefix:
                return number, self.files[number].loaded.line_of(path[len(prefix) :])
        return -1, 0


def read_own(key: str, name: str, faults: list[str]) -> OwnFile | None:
    """The file given by scenario_file=, plan_file= or extension_file=; None where nothing in it can be used."""
    loaded = load(name)
    file = OwnFile(name, PREFIXES[key], loaded)
    faults += [f"{key} is {file.at(found.line, found.said)}" if not found.line else file.at(found.line, found.said)
               for found in loaded.faults]  # fmt: skip
    if not loaded.data:
        if not loaded.faults:
            faults.append(f"{key} is {name}: it is empty")
        return None
    schema = loaded.data.pop("schema", SCHEMAS[key])
    if schema != SCHEMAS[key]:  # written for something else: what it holds is not worth looking at
        names = {**{known: f"{name}=" for name, known in SCHEMAS.items()}, STUDY_SCHEMA: "study_file= to ssrsim sweep"}
        other = f"; give this file as {names[schema]}" if isinstance(schema, str) and schema in names else ""
        faults.append(
            file.at(loaded.line_of(("schema",)), f"schema is {shown(schema)}; {key} takes {SCHEMAS[key]}{other}")
        )
        return None
    return file


def chosen_in(file: OwnFile, origins: Origins, faults: list[str]) -> dict[str, str]:
    """The shipped parts that a scenario file chooses by name, e.g. `plan: oversight_first`."""
    chosen: dict[str, str] = {}
    for group in groups():
        name = file.loaded.data.get(group)
        if group == "scenario" or not isinstance(name, str):
            continue
        if name in choices(group):
            chosen[group] = name
        else:
            faults.append(file.at(file.loaded.line_of((group,)), choice_fault(group, name)))
            chosen[group] = choices(group)[0]  # so that the rest of the file can be looked at
            origins.unknown.add(group)
    return chosen


def refuse_hooks(file: OwnFile, faults: list[str]) -> None:
    """A file is data: it may say that hooks were used, but only who starts the run lets code run."""
    hooks = file.loaded.data.get("hooks")
    if hooks:
        named = hooks if isinstance(hooks, list) else [hooks]
        said = f"hooks names Python code; a file runs none by itself: say hooks=[{','.join(map(shown, named))}] too"
        faults.append(file.at(file.loaded.line_of(("hooks",)), f"{said}, or hooks=[] to run without it"))


def lay_in(data: dict[str, Any], file: OwnFile, selected: dict[str, str]) -> None:
    """Put a scenario file in place of the shipped scenario; parts that were selected by name stay."""
    for key in [*data]:
        if key in EMPTY_UNLESS_GIVEN and key not in selected:
            data[key] = {}
        elif key in ("name", "title", "country", "plan") and key not in selected:
            del data[key]
    given = {key: value for key, value in file.loaded.data.items() if value is not None}  # `donors:` and nothing more
    data.update({key: value for key, value in given.items() if key not in selected})
