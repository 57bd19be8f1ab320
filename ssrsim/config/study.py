"""What was typed after `ssrsim sweep`, or stands in a study file: scenario, plans and factors, or all their faults."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from ssrsim.config.asked import folder_named
from ssrsim.config.compose import ConfigFaults, compose_scenario
from ssrsim.config.overrides import parsed_overrides, plain_value
from ssrsim.config.shipped import STUDIES, choice_fault, choices, config_folder
from ssrsim.scenario.factor_paths import set_twice
from ssrsim.scenario.factors import Factor, factor_of
from ssrsim.scenario.faults import shown, type_faults
from ssrsim.scenario.loader import load, plain_scalar
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.study import STUDY_SCHEMA
from ssrsim.scenario.study_file import Design, Executor, StudyFile

OWN_KEYS = ("study", "study_file", "plans", "plans_files", "design", "over", "executor")
ONLY_RUNS_AND_SERIES = ("records.districts=false", "records.reforms=false", "records.donors=false")
MOST_BYTES = 100_000_000


class StudyAsked(NamedTuple):
    """One study as it was asked for."""

    name: str
    title: str
    scenarios: tuple[Scenario, ...]  # one for each plan, alike in all else
    factors: tuple[Factor, ...]
    design: Design
    rows: tuple[Mapping[str, Any], ...]  # of design=rows
    executor: Executor
    output: str | None


def study_asked(arguments: Sequence[str]) -> StudyAsked:
    """The study that these arguments ask for.

    Raises:
        ConfigFaults: All that is wrong with them.
    """
    faults: list[str] = []
    output = folder_named(arguments, faults)
    typed = [text for text in arguments if text.split("=", 1)[0].split(".")[0].strip("+") in OWN_KEYS]
    settings = [text for text in arguments if text not in typed and not text.startswith("output=")]
    file = _study_file(typed, faults)
    scenarios = _scenarios(file, settings, faults)
    if faults:
        raise ConfigFaults(faults)
    rows = _rows(file.design, faults)
    factors = _factors(file, rows, scenarios, faults)
    if faults:
        raise ConfigFaults(faults)
    name = file.name if file.name != "study" else scenarios[0].name
    title = file.title if file.title != "Study" else scenarios[0].title
    return StudyAsked(name, title, scenarios, factors, file.design, rows, file.executor, output)


def _study_file(typed: Sequence[str], faults: list[str]) -> StudyFile:
    """The study file with what was typed laid over it."""
    data: dict[str, Any] = {}
    parsed: list[Any] = []
    for text in typed:
        key, _, value = text.partition("=")
        if key == "study":
            if value in choices(STUDIES):
                data = _loaded(config_folder() / STUDIES / f"{value}.yaml", faults)
            else:
                faults.append(choice_fault(STUDIES, value))
        elif key == "study_file":
            data = _loaded(Path(value), faults)
        else:
            parsed += parsed_overrides([text], faults)
    for override in parsed:
        _lay_over(data, override.key_or_group, plain_value(override.value()), faults)
    try:
        return StudyFile.model_validate_json(json.dumps(data))
    except ValidationError as error:
        faults += [fault.sentence for fault in type_faults(error)]
        return StudyFile()


def _lay_over(data: dict[str, Any], key: str, value: Any, faults: list[str]) -> None:
    """Put what was typed over what a file says."""
    group, _, field = key.partition(".")
    if group == "over":
        spans = {field: value} if field else value
        data["over"] = {**data.get("over", {}), **(dict.fromkeys(spans) if isinstance(spans, list) else spans)}
    elif group in ("design", "executor") and field:
        data[group] = {**data.get(group, {}), field: value}
    elif group == "design":
        data[group] = {**data.get(group, {}), "kind": value}
    elif group in ("plans", "plans_files"):
        data[group] = [value] if isinstance(value, str) else value
    else:
        faults.append(f"{key} is not a key; {group} takes executor.workers, executor.memory_gb or executor.address")


def _loaded(path: Path, faults: list[str]) -> dict[str, Any]:
    """A study file as plain data."""
    loaded = load(path)
    faults += [f"{path}:{fault.line}: {fault.said}" if fault.line else f"{path}: {fault.said}"
               for fault in loaded.faults]  # fmt: skip
    schema = loaded.data.pop("schema", STUDY_SCHEMA)
    if schema != STUDY_SCHEMA:
        faults.append(f"{path}: schema is {shown(schema)}; study_file takes {STUDY_SCHEMA}")
    hooks = [text for text in loaded.data.get("overrides") or [] if str(text).lstrip("+").startswith("hooks")]
    if hooks:
        faults.append(f"{path}: hooks name Python code; a file runs none by itself: type {hooks[0]} instead")
    return loaded.data


def _scenarios(file: StudyFile, typed: Sequence[str], faults: list[str]) -> tuple[Scenario, ...]:
    """The scenario under each plan, composed alone."""
    named = [text for text in typed if text.startswith(("scenario=", "scenario_file="))]
    settings = [*ONLY_RUNS_AND_SERIES, *file.overrides, *([] if named else [f"scenario={file.scenario}"]), *typed]
    plans = [*(f"plan={name}" for name in file.plans), *(f"plan_file={name}" for name in file.plans_files)]
    scenarios: list[Scenario] = []
    for plan in plans or [None]:
        try:
            scenarios.append(compose_scenario([*settings, *([plan] if plan else [])]))
        except ConfigFaults as error:
            faults += error.faults
    names = [scenario.plan.name for scenario in scenarios]
    faults += [f"plans has {name} twice; give each plan once" for name in sorted(set(names)) if names.count(name) > 1]
    return tuple(scenarios)


def _rows(design: Design, faults: list[str]) -> tuple[dict[str, Any], ...]:
    """The points given by hand, as values by path."""
    if design.kind != "rows":
        if design.file or design.rows:
            faults.append(f"points are given, but design is {design.kind}; say design=rows")
        return ()
    rows = [*design.rows, *(_csv(Path(design.file), faults) if design.file else ())]
    if not rows and not faults:
        faults.append("design is rows but there are none; name a CSV file with design.file=FILE")
    return tuple(rows)


def _csv(path: Path, faults: list[str]) -> list[dict[str, Any]]:
    """The rows of a CSV file whose first line names paths."""
    try:
        if path.stat().st_size > MOST_BYTES:
            faults.append(f"design.file is {path}: it is larger than {MOST_BYTES:,} bytes")
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, ValueError, csv.Error) as error:
        faults.append(f"design.file is {path}: it cannot be read: {error}")
        return []
    header, *body = lines or [[]]
    ragged = next((number for number, line in enumerate(body, start=2) if len(line) != len(header)), None)
    if ragged is not None or len(set(header)) < len(header) or not all(header):
        where = f"line {ragged} has not" if ragged else "the first line has not"
        faults.append(f"design.file is {path}: {where} one value for each of the paths of the first line")
        return []
    return [dict(zip(header, map(plain_scalar, line), strict=True)) for line in body]


def _factors(
    file: StudyFile, rows: Sequence[Mapping[str, Any]], scenarios: Sequence[Scenario], faults: list[str]
) -> tuple[Factor, ...]:
    """What is varied; each must be there under every plan. Rows given by hand say themselves what varies."""
    over = file.over or {path: {"values": list(dict.fromkeys(row[path] for row in rows if path in row))}
                         for path in (rows[0] if rows else ())}  # fmt: skip
    plain = [scenario.model_dump(mode="json") for scenario in scenarios]
    factors = [[factor_of(path, given, data, faults) for path, given in over.items()] for data in plain]
    set_twice(over, plain[0], faults)
    if not over and file.design.kind not in ("grid", "rows"):
        faults.append(f"design is {file.design.kind} but nothing is varied; name paths with over=[PATH,PATH]")
    return tuple(factor for factor in factors[0] if factor is not None)
