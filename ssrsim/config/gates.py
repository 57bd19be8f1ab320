"""What `ssrsim gates` runs: three studies, whose files ship, and which of their plans are what to the gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ssrsim.config.asked import effort_named, folder_named
from ssrsim.config.compose import ConfigFaults, validated
from ssrsim.config.gates_plans import EVERYTHING, made_plans, plan_maker
from ssrsim.config.shipped import STUDIES, config_folder
from ssrsim.config.study import StudyAsked, study_asked

# random worlds of each study: half of those of the first choose winners, the other half say what they are worth
WORLDS: dict[str, dict[str, int]] = {
    "full": {"contexts": 40, "money": 20, "sizes": 24},
    "quick": {"contexts": 8, "money": 8, "sizes": 8},
}
STUDY_NAMES = ("contexts", "money", "sizes")
PLEDGE = ".pledge_usd_m"
NOT_HERE = ("plans", "plans_files", "plan", "plan_file", "over", "design", "study", "study_file", "scenario",
            "scenario_file", "run.replicates", "run.civilians", "run.officers", "run.months", "records")  # fmt: skip


class GatesAsked(NamedTuple):
    """The three studies by name, how many random worlds they have, and the folder that was named for them."""

    studies: Mapping[str, StudyAsked]
    effort: str
    output: str | None


def gates_asked(arguments: Sequence[str]) -> GatesAsked:
    """What these arguments ask for: effort=, output=, executor.*, and changes to the model for all three studies.

    Raises:
        ConfigFaults: All that is wrong with them.
    """
    faults: list[str] = []
    output = folder_named(arguments, faults)
    effort = effort_named(arguments, faults)
    rest = [text for text in arguments if not text.startswith(("output=", "effort="))]
    for text in rest:
        key = text.split("=", 1)[0].lstrip("+~")
        if key in NOT_HERE or key.split(".")[0] in ("design", "over", "plan", "records"):
            faults.append(f"{key} is given by the gates themselves; ssrsim sweep runs studies of your own")
    if faults:
        raise ConfigFaults(faults)
    studies = {name: _study(name, rest, WORLDS[effort][name]) for name in STUDY_NAMES}
    studies["contexts"] = _with_plans(studies["contexts"])
    studies["money"] = _doubled(studies["money"])
    return GatesAsked(studies, effort, output)


def _study(name: str, typed: Sequence[str], replicates: int) -> StudyAsked:
    path = config_folder() / STUDIES / "gates" / f"{name}.yaml"
    return study_asked([f"study_file={path}", f"run.replicates={replicates}", *typed])


def _with_plans(asked: StudyAsked) -> StudyAsked:
    """The study with the plans that are made beside those that ship."""
    first = asked.scenarios[0].model_dump(mode="json")
    everything = next(scenario.plan for scenario in asked.scenarios if scenario.plan.name == EVERYTHING)
    maker = plan_maker(config_folder() / STUDIES / "gates" / "plans.yaml")
    made = [validated(first | {"plan": plan.model_dump(mode="json")}) for plan in made_plans(maker, everything)]
    return asked._replace(scenarios=(*asked.scenarios, *made))


def _doubled(asked: StudyAsked) -> StudyAsked:
    """The study with each of its points once more, all pledges doubled."""
    pledges = [factor.path for factor in asked.factors if factor.path.endswith(PLEDGE)]
    twice: list[Mapping[str, Any]] = [row | {path: 2 * row[path] for path in pledges} for row in map(dict, asked.rows)]
    factors = tuple(replace(one, high=2 * one.high) if one.path in pledges else one for one in asked.factors)
    return asked._replace(rows=(*asked.rows, *twice), factors=factors)
