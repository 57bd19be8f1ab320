"""What was typed after `ssrsim sweep`, or stands in a study file: scenario, plans and factors, or all their faults."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ssrsim.config.asked import folder_named
from ssrsim.config.compose import ConfigFaults, compose_scenario, load_scenario
from ssrsim.config.shipped import choices
from ssrsim.config.study_given import StudyGiven, in_order, study_given
from ssrsim.config.study_typed import misspelt, split_own
from ssrsim.scenario.factor_paths import path_fault, set_twice
from ssrsim.scenario.factors import Factor, factor_of
from ssrsim.scenario.faults import shown
from ssrsim.scenario.loader import plain_scalar
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.study_file import Design, Executor

ONLY_RUNS_AND_SERIES = tuple(f"records.{part}=false" for part in ("districts", "reforms", "donors", "groups"))
NAMES_SCENARIO = ("scenario=", "scenario_file=")
OF_NO_USE = {
    "run.threads": "a process makes one run at a time: say executor.workers=NUMBER",
    "profile": "it shows where the time of one run goes: ssrsim run profile=true",
}
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
    own, others = split_own([text for text in arguments if not text.startswith("output=")])
    settings = [text for text in others if not _told_apart(text, faults)]
    given = study_given(own, faults)
    scenarios = _scenarios(given, settings, faults)
    rows = _rows(given, faults)
    factors = _factors(given, rows, scenarios, faults)
    if faults:
        raise ConfigFaults(in_order(faults, given))
    file = given.file
    typed = {text.split("=", 1)[0] for text in settings}
    name = file.name if file.name != "study" and "name" not in typed else scenarios[0].name
    title = file.title if file.title != "Study" and "title" not in typed else scenarios[0].title
    return StudyAsked(name, title, scenarios, factors, file.design, rows, file.executor, output)


def _told_apart(text: str, faults: list[str]) -> bool:
    """Whether what was typed makes no sense in a study, which is told."""
    key = text.split("=", 1)[0].strip("+~ ")
    said = f"{key} is of no use in a study; {OF_NO_USE[key]}" if key in OF_NO_USE else misspelt(text)
    if said:
        faults.append(said)
    return said is not None


def _scenarios(given: StudyGiven, typed: Sequence[str], faults: list[str]) -> tuple[Scenario, ...]:
    """The scenario under each plan, composed alone; those that are sound."""
    file = given.file
    by_hand = any(text.startswith(NAMES_SCENARIO) for text in typed)
    overrides = [text for text in file.overrides if text and not (by_hand and text.startswith(NAMES_SCENARIO))]
    named = by_hand or any(text.startswith(NAMES_SCENARIO) for text in overrides)
    settings = [*ONLY_RUNS_AND_SERIES, *([] if named else [f"scenario={file.scenario}"]), *overrides, *typed]
    plans = _plans(given, typed, faults)
    scenarios: list[Scenario] = []
    for plan in plans or [None]:
        try:
            scenarios.append(compose_scenario([*settings, *([plan] if plan else [])]))
        except ConfigFaults as error:
            faults += [given.told(fault) for fault in error.faults]
    names = [scenario.plan.name for scenario in scenarios]
    faults += [f"plans has {name} twice; give each plan once" for name in sorted(set(names)) if names.count(name) > 1]
    return tuple(scenarios)


def _plans(given: StudyGiven, typed: Sequence[str], faults: list[str]) -> list[str]:
    """The plans, as `compose_scenario` is told of each; one that is typed alone stands in place of a file's."""
    single = [text.split("=", 1)[0] for text in typed if text.startswith(("plan=", "plan_file="))]
    by_hand = [path[0] for path in sorted(given.typed) if path[0] in ("plans", "plans_files")]
    if single and by_hand:
        faults.append(f"{by_hand[0]} and {single[0]} are both given; name all plans in {by_hand[0]}=[...]")
    if single:
        return []
    return [*(f"plan={name}" for name in given.file.plans), *(f"plan_file={name}" for name in given.file.plans_files)]


def _rows(given: StudyGiven, faults: list[str]) -> tuple[dict[str, Any], ...]:
    """The points given by hand, as values by path."""
    design = given.file.design
    if design.kind != "rows":
        if design.file or design.rows:
            said = f"points are given, but design is {design.kind}; say design=rows"
            faults.append(given.at(("design", "file" if design.file else "rows"), said))
        return ()
    count = len(faults)
    if design.file and design.rows:
        faults.append(given.at(("design",), "design has both file and rows; give one"))
    rows = [*design.rows, *(_csv(Path(design.file), faults) if design.file else ())]
    if not rows and len(faults) == count:
        faults.append(given.at(("design",), "design is rows but there are none; name a CSV file with design.file=FILE"))
    for number, row in enumerate(rows, start=1):
        for path, value in row.items():
            if not isinstance(value, bool | int | float | str):
                said = f"row {number} of the design has {path} {shown(value)}; it must be one number, name or switch"
                faults.append(given.at(("design", "rows", str(number - 1), path), said))
    return tuple(rows) if len(faults) == count else ()


def _csv(path: Path, faults: list[str]) -> list[dict[str, Any]]:
    """The rows of a CSV file whose first line names paths."""
    try:
        if path.stat().st_size > MOST_BYTES:
            faults.append(f"design.file is {path}: it is larger than {MOST_BYTES:,} bytes")
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, ValueError, csv.Error) as error:
        why = getattr(error, "strerror", None) or error
        faults.append(f"design.file is {path}: it cannot be read: {why}")
        return []
    header, *body = lines or [[]]
    ragged = next((number for number, line in enumerate(body, start=2) if len(line) != len(header)), None)
    if ragged is not None or len(set(header)) < len(header) or not all(header):
        where = f"line {ragged} has not" if ragged else "the first line has not"
        faults.append(f"design.file is {path}: {where} one value for each of the paths of the first line")
        return []
    return [dict(zip(header, map(plain_scalar, line), strict=True)) for line in body]


def _factors(
    given: StudyGiven, rows: Sequence[Mapping[str, Any]], scenarios: Sequence[Scenario], faults: list[str]
) -> tuple[Factor, ...]:
    """What is varied; each must be there under every plan. Rows given by hand say themselves what varies."""
    file = given.file
    over = file.over or {path: _span([row[path] for row in rows if path in row]) for path in (rows[0] if rows else ())}
    factors: list[list[Factor | None]] = []
    for data in [scenario.model_dump(mode="json") for scenario in scenarios or _bare(file.scenario)]:
        factors.append([])
        for path, spans in over.items():
            wrong: list[str] = []
            factors[-1].append(factor_of(path, spans, data, wrong))
            line = _line_at_fault(path, rows, data) if wrong and not file.over else 0
            where = f"{file.design.file}:{line}: " if line and file.design.file else ""
            faults += [given.at(("over", path), f"{where}{fault}") for fault in wrong]
    if scenarios:
        set_twice(over, scenarios[0].model_dump(mode="json"), faults)
    if not over and file.design.kind not in ("grid", "rows"):
        said = f"design is {file.design.kind} but nothing is varied; name what varies with over=[PATH,PATH]"
        faults.append(given.at(("design",), said))
    return tuple(factor for factor in factors[0] if factor is not None) if factors else ()


def _span(values: Sequence[Any]) -> dict[str, Any]:
    """What a column of points varies: numbers from the lowest to the highest, anything else among its values."""
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) == len(values) and min(numbers) < max(numbers):
        return {"low": min(numbers), "high": max(numbers)}
    return {"values": list(dict.fromkeys(values))}


def _line_at_fault(path: str, rows: Sequence[Mapping[str, Any]], data: Mapping[str, Any]) -> int:
    """The line of a table of points in which a value cannot be had; the first one if it is the path that cannot."""
    if path_fault(path, data):
        return 1
    return next((line for line, row in enumerate(rows, start=2)
                 if path in row and factor_of(path, {"values": [row[path]]}, data, []) is None), 1)  # fmt: skip


def _bare(name: str) -> Sequence[Scenario]:
    """The scenario that is named, as it ships: where the one that is asked for has faults, factors are held to it."""
    return [load_scenario(name)] if name in choices("scenario") else []
