"""What was typed after `ssrsim plan ...`: a plan by name or file, the scenario it is looked at in, what is found in it.

Every sentence comes with the file and the line that it is about, also for a plan that ships.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from ssrsim.config.asked import folder_named
from ssrsim.config.compose import ConfigFaults, compose_scenario
from ssrsim.config.own_files import Origins, OwnFile, read_own
from ssrsim.config.shipped import choices, config_folder
from ssrsim.scenario.faults import nearest, shown
from ssrsim.scenario.plain import Fault
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.planning.finding import KINDS, code_of
from ssrsim.scenario.planning.findings import findings_of
from ssrsim.scenario.planning.sound_part import HANG_ON_OTHERS, sound_part
from ssrsim.scenario.scenario import Scenario

DEFAULT = "liberia_2003"
SMALL = ("run.civilians=1000", "run.officers=300")  # of a trial, unless it is told otherwise
NAMES_ARE_KNOWN = {"circle", "shares-over-1", "does-nothing", "gate-never-opens"}  # then the rest can be looked at too


class PlanAsked(NamedTuple):
    """A plan, the scenario with it, and where the folder of what is made of it should be."""

    name: str  # as typed
    scenario: Scenario
    output: str | None


class Checked(NamedTuple):
    """What was found in a plan: sentences with file and line, and the scenario, None where the plan cannot be read."""

    name: str
    file: OwnFile
    scenario: Scenario | None
    faults: tuple[str, ...]
    doubts: tuple[str, ...]
    in_part: bool = False  # what cannot be read, and what refers to it, was not looked at further

    def placed(self, faults: Sequence[Fault]) -> list[str]:
        """What is said of the plan as sentences with file and line, in the order of the lines."""
        return Origins([self.file]).told(faults)


def plan_asked(plan: str, overrides: Sequence[str]) -> PlanAsked:
    """The plan that is named, in the scenario that the overrides choose, for commands that need it sound.

    Raises:
        ConfigFaults: All that is wrong with either.
    """
    key, _ = _plan_named(plan)
    faults: list[str] = []
    output = folder_named(overrides, faults)
    if faults:
        raise ConfigFaults(faults)
    rest = [text for text in overrides if not text.startswith("output=")]
    return PlanAsked(plan, compose_scenario([key, *_in_scenario(plan, rest)]), output)


def checked_plan(plan: str, overrides: Sequence[str], trial: int = 0) -> Checked:
    """All that is found in a plan; with a trial, in a scenario that is small enough for one.

    Raises:
        ConfigFaults: There is no such plan, or something is wrong with the overrides.
    """
    key, file = _plan_named(plan)
    if any(text.startswith("output=") for text in overrides):
        raise ConfigFaults(["output names a folder, and a check leaves none; leave output= away"])
    given = _in_scenario(plan, overrides)
    if trial:
        small = [text for text in SMALL if not any(one.startswith(text.split("=")[0]) for one in given)]
        given = [*small, *(one for one in given if not one.startswith("run.replicates=")), f"run.replicates={trial}"]
    try:
        scenario = compose_scenario([key, *given])
    except ConfigFaults as error:
        return _unsound(plan, file, given, error)
    return _sorted(plan, file, scenario, _told(file, scenario))


def _told(file: OwnFile, scenario: Scenario) -> list[str]:
    return Origins([file]).told([found.fault for found in findings_of(scenario)])


def _sorted(plan: str, file: OwnFile, scenario: Scenario | None, sentences: Sequence[str]) -> Checked:
    """The sentences apart: what is a fault, and what a doubt, in the order of their lines."""
    placed = sorted(sentences, key=lambda text: _line(file, text))
    faults = tuple(text for text in placed if KINDS[_code(text)].is_fault)
    return Checked(plan, file, scenario, faults, tuple(text for text in placed if text not in faults))


def _line(file: OwnFile, sentence: str) -> int:
    found = re.match(r"\d+", sentence.removeprefix(f"{file.name}:"))
    return int(found[0]) if found else 0


def _code(sentence: str) -> str:
    return sentence.rpartition("[")[2].rstrip("]")


def _unsound(plan: str, file: OwnFile, given: Sequence[str], error: ConfigFaults) -> Checked:
    """What the rules refuse, with codes; and beside it what else can be found in what can be read.

    Raises:
        ConfigFaults: Something is wrong beside the plan.
    """
    start = f"{file.name}:"
    if any(not fault.removeprefix("plan_file is ").startswith(start) for fault in error.faults):
        raise error
    sentences = [fault.removeprefix("plan_file is ") for fault in error.faults]
    codes = [code_of(sentence.removeprefix(start)) for sentence in sentences]
    told = [f"{sentence} [{code}]" for sentence, code in zip(sentences, codes, strict=True)]
    whole = set(codes) <= NAMES_ARE_KNOWN
    scenario = _as_far_as_read(file.loaded.data if whole else sound_part(file.loaded.data, sentences), given)
    if scenario is None:
        return _sorted(plan, file, None, told)
    if not whole:
        surely = [text for text in _told(file, scenario) if _code(text) not in HANG_ON_OTHERS]
        return _sorted(plan, file, scenario, [*told, *surely])._replace(in_part=True)
    blamed = set(re.findall(r"plan\.actions\.\w+", "\n".join(told)))
    more = [text for text in _told(file, scenario)
            if not (KINDS[_code(text)].is_fault and set(re.findall(r"plan\.actions\.\w+", text)) & blamed)]  # fmt: skip
    return _sorted(plan, file, scenario, [*told, *more])


def _as_far_as_read(data: Mapping[str, Any] | None, given: Sequence[str]) -> Scenario | None:
    """The scenario with a plan whose parts contradict each other, so that they can be looked at all the same."""
    if data is None:
        return None
    data = {key: value for key, value in data.items() if key != "schema"}
    try:
        plan = Plan.model_validate_json(json.dumps(data))
        return compose_scenario(["plan=do_nothing", *given]).model_copy(update={"plan": plan})
    except (ValidationError, ConfigFaults):
        return None


def _plan_named(plan: str) -> tuple[str, OwnFile]:
    """The override that chooses a plan, and its file.

    Raises:
        ConfigFaults: There is neither.
    """
    if plan in choices("plan"):
        return f"plan={plan}", _shipped(plan)
    if not plan.strip() or len(plan) > 1_000 or not plan.isprintable() or not os.path.lexists(plan):
        guess = nearest(plan, choices("plan"))
        said = f"{shown(plan)} is neither a file nor a plan that ships{guess}; see: ssrsim list plan"
        raise ConfigFaults([said])
    faults: list[str] = []
    file = read_own("plan_file", plan, faults)
    if file is None:
        raise ConfigFaults([f"{fault.removeprefix('plan_file is ')} [not-readable]" for fault in faults])
    return f"plan_file={plan}", file


def _shipped(plan: str) -> OwnFile:
    from ssrsim.scenario.loader import load

    return OwnFile(f"{plan}.yaml", ("plan",), load(config_folder() / "plan" / f"{plan}.yaml"))


def _in_scenario(plan: str, overrides: Sequence[str]) -> list[str]:
    """The overrides, and a scenario where they name none: the one that ships with this plan alone, or Liberia.

    Raises:
        ConfigFaults: They choose a plan once more.
    """
    keys = [text.split("=")[0].lstrip("+~") for text in overrides]
    again = [f"{key} is given beside the plan {shown(plan)}; leave {key}= away"
             for key in keys if key in ("plan", "plan_file")]  # fmt: skip
    if again:
        raise ConfigFaults(again)
    if "scenario" in keys or "scenario_file" in keys:
        return list(overrides)
    return [f"scenario={_home(plan)}", *overrides]


@lru_cache(maxsize=1)
def _homes() -> dict[str, list[str]]:
    """The scenarios that come with each plan."""
    homes: dict[str, list[str]] = {}
    for name in choices("scenario"):
        text = Path(config_folder() / "scenario" / f"{name}.yaml").read_text(encoding="utf-8")
        for plan in re.findall(r"^ *- override /plan: (\w+)$", text, re.MULTILINE):
            homes.setdefault(plan, []).append(name)
    return homes


def _home(plan: str) -> str:
    found = _homes().get(plan, [])
    return found[0] if len(found) == 1 else DEFAULT
