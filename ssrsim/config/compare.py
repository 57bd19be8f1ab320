"""What was typed after `ssrsim compare`: one scenario under each of two or more plans, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ssrsim.config.asked import folder_named
from ssrsim.config.compose import ConfigFaults, compose_scenario
from ssrsim.config.study_typed import misspelt, split_own, typed_study
from ssrsim.scenario.faults import shown
from ssrsim.scenario.run import AUTO
from ssrsim.scenario.scenario import Scenario

MOST_PLANS = 12  # 66 pairs; more is a study
ONE_PLAN = {"plans": "plan", "plans_files": "plan_file"}  # a list of plans, and what names one of them
EXAMPLE = "plans=[oversight_first,ddr_first]"
OF_NO_USE = {
    "plan": f"name all plans in {EXAMPLE}",
    "plan_file": "name all plans in plans_files=[FILE,FILE]",
    "profile": "it shows where the time of one run goes: ssrsim run profile=true",
}


class CompareAsked(NamedTuple):
    """One comparison as it was asked for: the same scenario under each plan, in the order in which they were named."""

    scenarios: tuple[Scenario, ...]
    output: str | None


def compare_asked(arguments: Sequence[str]) -> CompareAsked:
    """The comparison that these arguments ask for; the first plan named is the one that others are held against.

    Raises:
        ConfigFaults: All that is wrong with them.
    """
    faults: list[str] = []
    output = folder_named(arguments, faults)
    own, others = split_own([text for text in arguments if not text.startswith("output=")])
    plans = _plans(own, faults)
    settings = [text for text in others if not _refused(text, faults)]
    known = len(faults)
    scenarios: list[Scenario] = []
    for plan in plans or ([] if faults else [None]):
        try:
            scenarios.append(compose_scenario([*settings, *([plan] if plan else [])]))
        except ConfigFaults as error:
            faults += [fault for fault in (_of_plan(one, plan) for one in error.faults) if fault not in faults]
    if len(faults) == known:
        _check_together(scenarios, faults)
    if faults:
        raise ConfigFaults(faults)
    return CompareAsked(tuple(scenarios), output)


def _plans(own: Sequence[str], faults: list[str]) -> list[str]:
    """The plans in the order of the line, as `compose_scenario` is told of each."""
    for text in own:
        key = text.split("=", 1)[0].strip("+~ ")
        if key.split(".")[0] not in ONE_PLAN:
            faults.append(f"{key} is a key of studies; give it to ssrsim sweep")
    typed = typed_study([text for text in own if text.split("=", 1)[0].strip("+~ ").split(".")[0] in ONE_PLAN], faults)
    plans: list[str] = []
    for (key, *_), names in typed.values:
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            faults.append(f"{key} is {shown(names)}; it must be a list of names, e.g. {EXAMPLE}")
            continue
        plans += [f"{ONE_PLAN[key]}={name}" for name in names]
    if not faults and len(plans) < 2:
        found = f"{len(plans)} given" if plans else "none given"
        faults.append(f"plans has {found}; a comparison takes two or more, e.g. {EXAMPLE}, or plans_files=[FILE,FILE]")
    if len(plans) > MOST_PLANS:
        faults.append(f"plans has {len(plans)}; a comparison takes {MOST_PLANS} at most, ssrsim sweep takes any number")
        return []
    each = list(dict.fromkeys(plans))
    twice = [plan.split("=", 1)[1] for plan in each if plans.count(plan) > 1]
    faults += [f"plans has {shown(name)} twice; give each plan once" for name in twice]
    return each


def _of_plan(fault: str, plan: str | None) -> str:
    """A fault about what stands in a plan, with the plan in which it stands: an override is laid over each of them."""
    return f"{fault} (plan {plan.split('=', 1)[1]})" if plan and fault.startswith("plan.") else fault


def _refused(text: str, faults: list[str]) -> bool:
    """Whether what was typed makes no sense in a comparison, which is told."""
    key = text.split("=", 1)[0].strip("+~ ")
    said = f"{key} is of no use in a comparison; {OF_NO_USE[key]}" if key in OF_NO_USE else misspelt(text)
    if said:
        faults.append(said)
    return said is not None


def _check_together(scenarios: Sequence[Scenario], faults: list[str]) -> None:
    """What is wrong with the plans together, or with how they are to be run."""
    names = [scenario.plan.name for scenario in scenarios]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(f"two plans are called {name}; give each file a name of its own in its key name")
    replicates = scenarios[0].run.replicates if scenarios else 2
    if replicates == AUTO:
        faults.append("run.replicates is auto; a comparison takes a number, 2 or more, the same for all plans")
    elif replicates < 2:
        faults.append(f"run.replicates is {replicates}; a comparison needs 2 or more, or there is no interval")
