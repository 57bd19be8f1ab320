"""What of a plan can be looked at although something in it cannot be read: all but that, and what refers to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ssrsim.scenario.plain import entries, listed_entries, mapping
from ssrsim.scenario.plan import benchmark_names
from ssrsim.scenario.plan_waits import DEEDS

PARTS = ("actions", "triggers", "rules", "benchmarks")
# findings that may be there only because something was left out
HANG_ON_OTHERS = frozenset((
    "gate-never-opens", "after-never", "gate-after-start", "hardly-reached", "half-pace", "prerequisite-later",
    "unused-trigger", "idle-deed", "does-nothing",
))  # fmt: skip
Entry = tuple[str, str]  # part of the plan, and name there


def sound_part(data: Mapping[str, Any], sentences: Iterable[str]) -> dict[str, Any] | None:
    """The plan without the entries that sentences blame, and without what refers to them.

    Args:
        data: The plan as plain data.
        sentences: What is wrong with it, each with its path, such as `plan.actions.vetting.start.after`.

    Returns:
        Plain data; None where something else than an entry is wrong.
    """
    out: set[Entry] = set()
    for sentence in sentences:
        found = re.search(rf"\bplan\.({'|'.join(PARTS)})\.(\w+)", sentence)
        if found is None:
            return None
        out.add((found[1], found[2]))
    plan = {key: value for key, value in data.items() if key != "schema"}
    if isinstance(plan.get("benchmarks"), list):
        plan["benchmarks"] = benchmark_names(plan["benchmarks"])
    while more := {entry for entry, others in _references(plan) if entry not in out and others & out}:
        out |= more
    for part in PARTS:
        plan[part] = {name: value for name, value in mapping(plan.get(part)).items() if (part, name) not in out}
    return plan


def _references(plan: Mapping[str, Any]) -> Iterable[tuple[Entry, set[Entry]]]:
    """Each entry that refers to others, with these."""
    for name, action in entries(plan, "actions"):
        start = mapping(action.get("start"))
        yield ("actions", name), {("actions", str(start.get("after"))), ("triggers", str(start.get("trigger")))}
    for name, rule in entries(plan, "rules"):
        deeds = {("actions", str(deed.get(verb))) for _, deed in listed_entries(rule.get("do")) for verb in DEEDS}
        yield ("rules", name), {*deeds, ("triggers", str(mapping(rule.get("when")).get("trigger")))}
