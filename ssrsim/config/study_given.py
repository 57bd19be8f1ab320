"""What a study file says and what was typed over it: plain data, where each value stands, and all that is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from ssrsim.config.own_files import OwnFile
from ssrsim.config.shipped import STUDIES, choice_fault, choices, config_folder
from ssrsim.config.study_typed import OWN_KEYS, laid_over, typed_study
from ssrsim.scenario.as_file import SCHEMAS
from ssrsim.scenario.faults import shown, type_faults
from ssrsim.scenario.loader import load
from ssrsim.scenario.plain import Fault, Path, mapping
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.study import STUDY_SCHEMA
from ssrsim.scenario.study_file import StudyFile

NOT_IN_OVERRIDES = {
    "output": "the folder is no part of the question: type output=NAME after ssrsim sweep",
    "profile": "it shows where the time of one run goes: type it after ssrsim run",
    "hooks": "hooks name Python code; a file runs none by itself: type hooks=[...] after ssrsim sweep",
    "scenario": "write scenario: NAME as a key of the study file",
    "plan": "write plans: [NAME] as a key of the study file",
    "plan_file": "write plans_files: [FILE] as a key of the study file",
    "study": "a study file names no other study",
    "study_file": "a study file names no other study",
    "run.threads": "a process of a study makes one run at a time: write executor: {workers: NUMBER}",
    **{key: f"write {key} as a key of the study file" for key in OWN_KEYS[2:]},
}


@dataclass
class StudyGiven:
    """A study file, checked as far as it can be without its scenario, and where its values stand."""

    file: StudyFile = field(default_factory=StudyFile)
    source: OwnFile | None = None
    typed: set[Path] = field(default_factory=set[Path])

    def at(self, path: Path, sentence: str) -> str:
        """The sentence with file and line before it, where the value at this path stands in a file."""
        by_hand = any(path[: len(one)] == one for one in self.typed)
        if self.source is None or by_hand or not path or path[0] not in self.source.loaded.data:
            return sentence
        return self.source.at(self.source.loaded.line_of(path), sentence)

    def told(self, sentence: str) -> str:
        """A sentence about the scenario, with the line of the study file that it is about, if it is about one."""
        for number, text in enumerate(self.file.overrides):
            key = text.lstrip("+~").split("=")[0]
            if sentence.startswith((f"{key} ", f"{key}.", shown(text))):
                return self.at(("overrides", str(number)), sentence)
        for key, names in (("plan", self.file.plans), ("plan_file", self.file.plans_files)):
            for number, name in enumerate(names):
                if sentence.startswith((f"{key} is {shown(name)};", f"{key} is {shown(name)}:")):
                    return self.at((f"{key.replace('plan', 'plans')}{'s' * (key != 'plan')}", str(number)), sentence)
        return self.at(("scenario",), sentence) if sentence.startswith("scenario is ") else sentence


def study_given(typed: Sequence[str], faults: list[str]) -> StudyGiven:
    """The study file with what was typed laid over it; its own faults are told, the sound rest of it stays."""
    own = typed_study(typed, faults)
    source = _chosen(own.named, faults)
    given = StudyGiven(source=source, typed={path for path, _ in own.values})
    data = dict(source.loaded.data) if source else {}
    if source:
        data = _beside(data, FilePath(source.name).parent)
        data["overrides"] = _overrides(data.get("overrides"), given, faults)
    for path, value in own.values:
        data = laid_over(data, path, value)
    given.file = _checked(data, given, faults)
    if {"plans", "plans_files"} & {path[0] for path, _ in own.values}:  # what is typed stands in place of both
        kept = {path[0] for path, _ in own.values}
        given.file = given.file.model_copy(update={key: () for key in ("plans", "plans_files") if key not in kept})
    return given


def in_order(faults: Sequence[str], given: StudyGiven) -> list[str]:
    """The faults of the study file in the order of its lines, after all others."""
    start = f"{given.source.name}:" if given.source else ""

    def line(fault: str) -> int:
        number = fault[len(start) :].split(":", 1)[0]
        return int(number) if start and fault.startswith(start) and number.isdecimal() else 0

    return sorted(faults, key=line)


def _chosen(named: Sequence[tuple[str, str]], faults: list[str]) -> OwnFile | None:
    """The study file that study= or study_file= names."""
    if not named:
        return None
    if len(named) > 1:
        keys = sorted({key for key, _ in named})
        both = " and ".join(keys) + " are both given; give one" if len(keys) > 1 else f"{keys[0]} is given twice"
        faults.append(f"{both} ({', '.join(value for _, value in named)})")
    key, value = named[0]
    if key == "study" and value not in choices(STUDIES):
        is_file = value.endswith((".yaml", ".yml", ".json"))
        wrong = f"study is {shown(value)}, a file; give it as study_file={shown(value)}"
        faults.append(wrong if is_file else choice_fault(STUDIES, value))
        return None
    if not value.strip() or len(value) > 1_000 or not value.isprintable():
        faults.append(f"study_file is {shown(value)}; it must be the name of a YAML or JSON file")
        return None
    return _read(str(config_folder() / STUDIES / f"{value}.yaml") if key == "study" else value, faults)


def _read(name: str, faults: list[str]) -> OwnFile | None:
    """A study file as plain data; None where nothing in it can be used."""
    file = OwnFile(name, (), load(name))
    loaded = file.loaded
    faults += [file.at(found.line, found.said) if found.line else f"study_file is {name}: {found.said}"
               for found in loaded.faults]  # fmt: skip
    if not loaded.data:
        if not loaded.faults:
            faults.append(f"study_file is {name}: it is empty")
        return None
    schema = loaded.data.pop("schema", STUDY_SCHEMA)
    if schema != STUDY_SCHEMA:
        other = next((f"; give this file as {key}= to ssrsim run" for key, known in SCHEMAS.items() if known == schema),
                     "")  # fmt: skip
        said = f"schema is {shown(schema)}; study_file takes {STUDY_SCHEMA}{other}"
        faults.append(file.at(loaded.line_of(("schema",)), said))
        return None
    loaded.data = {key: value for key, value in loaded.data.items() if value is not None}  # `over:` and nothing more
    return file


def _beside(data: Mapping[str, Any], folder: FilePath) -> dict[str, Any]:
    """The same with the names of other files as seen from here: a study file names them as seen from itself."""

    def placed(value: Any) -> Any:
        return str(folder / value) if isinstance(value, str) and value else value

    beside = dict(data)
    if isinstance(beside.get("plans_files"), list):
        beside["plans_files"] = [placed(name) for name in beside["plans_files"]]
    if mapping(beside.get("design")).get("file"):
        beside["design"] = {**beside["design"], "file": placed(beside["design"]["file"])}
    if isinstance(beside.get("overrides"), list):
        named = ("scenario_file=", "extension_file=")
        beside["overrides"] = [
            f"{text.split('=', 1)[0]}={placed(text.split('=', 1)[1])}"
            if isinstance(text, str) and text.startswith(named)
            else text
            for text in beside["overrides"]
        ]
    return beside


def _overrides(given: Any, place: StudyGiven, faults: list[str]) -> Any:
    """The overrides of a file without those that a study file may not hold, each of which is told."""
    if not isinstance(given, list):
        return given if given is not None else []
    for number, text in enumerate(given):
        if not isinstance(text, str):
            continue
        key = text.split("=", 1)[0].strip("+~ ")
        refusal = NOT_IN_OVERRIDES.get(key) or NOT_IN_OVERRIDES.get(_own_part(key))
        if refusal:
            faults.append(place.at(("overrides", str(number)), f"overrides has {shown(text)}; {refusal}"))
            given = [*given[:number], "", *given[number + 1 :]]
    return given


def _own_part(key: str) -> str:
    """The first part of a key that is one of a study file; of a scenario's own `plan.budget...` nothing."""
    first = key.split(".")[0]
    return first if first in ("design", "over", "executor", "hooks") else ""


def _checked(data: Mapping[str, Any], given: StudyGiven, faults: list[str]) -> StudyFile:
    """The study file in plain data; parts with faults are told and left out, so that the rest can be looked at."""
    try:
        return StudyFile.model_validate_json(json.dumps(data))
    except ValidationError as error:
        found = [*type_faults(error, StudyFile)]
    faults += sorted(given.at(fault.path, _sentence(fault)) for fault in found)
    wrong = {fault.path[0] for fault in found if fault.path}
    try:
        return StudyFile.model_validate_json(json.dumps({k: v for k, v in data.items() if k not in wrong}))
    except ValidationError:
        return StudyFile()


def _sentence(fault: Fault) -> str:
    """What is wrong, and where it belongs if it is a key of the scenario."""
    key = fault.path[0] if fault.path else ""
    if len(fault.path) == 1 and key in Scenario.model_fields and key not in StudyFile.model_fields:
        return f"{key} is not a key of a study; changes to the scenario stand in overrides: [{key}.KEY=VALUE]"
    if fault.path == ("design",) and "mapping of keys" in fault.said:
        return f"{fault.sentence}, such as {{kind: lhs, points: 100}}"
    if key in ("plans", "plans_files", "overrides"):
        return fault.sentence.replace("[2, 3]", "[run.seed=7]" if key == "overrides" else "[do_nothing, staged]")
    return fault.sentence
