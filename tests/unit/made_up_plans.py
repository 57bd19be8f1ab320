"""Plans for the tests of what is found in plans, and the small Liberia that they are looked at and run in."""

from __future__ import annotations

import json
from typing import Any

from ssrsim.config import load_scenario
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.planning.findings import findings_of
from ssrsim.scenario.scenario import Scenario

SMALL = load_scenario("liberia_2003", ["run.civilians=500", "run.officers=100", "run.months=36", "run.replicates=3"])


def action(reform: str, start: Any = 1, months: Any = 24, share: float = 0.1, **more: Any) -> dict[str, Any]:
    return {"reform": reform, "start": start, "months": months, "share": share, **more}


def when(indicator: str, op: str, value: float, months: int = 1) -> dict[str, Any]:
    return {"indicator": indicator, "op": op, "value": value, "for": months}


def need(reform: str, formal: float, hard: bool = True) -> list[dict[str, Any]]:
    return [{"reform": reform, "formal": formal, "hard": hard}]


DDR = {"a": action("ddr")}
UNSAFE = when("survey.feel_safe", "<", 0.5)


def rules(
    **named: tuple[dict[str, Any], dict[str, Any]] | tuple[dict[str, Any], dict[str, Any], dict[str, Any]],
) -> Any:
    return {name: {"when": one[0], "do": [one[1]], **(one[2] if len(one) > 2 else {})} for name, one in named.items()}


def plan_of(data: dict[str, Any]) -> Plan:
    return Plan.model_validate_json(json.dumps({"name": "p", "title": "P", "actions": DDR, **data}))


def in_small(data: dict[str, Any], months: int = 36) -> Scenario:
    """The plan in a small Liberia, not validated, as the check sees plans that contradict themselves."""
    run = SMALL.run.model_copy(update={"months": months})
    return SMALL.model_copy(update={"plan": plan_of(data), "run": run})


def codes(data: dict[str, Any], months: int = 36) -> list[str]:
    return [found.code for found in findings_of(in_small(data, months))]
