"""What a session begins from: a scenario and a plan that ship, values that were changed, and a seed.

A session file comes from strangers, so nothing else can be named here: no file, no hook, no extension.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator

from ssrsim.config.compose import ConfigFaults, load_scenario
from ssrsim.scenario.base import Given, Identifier, UsersMistakeError, quantity
from ssrsim.scenario.faults import shown, type_faults
from ssrsim.scenario.run import MAX_SEED
from ssrsim.scenario.scenario import Scenario

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z0-9_]{1,40}){1,6}")
WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
PARTS = ("country.", "donors.", "missions.", "parameters.", "mechanisms.")
MOST = {"run.months": 240, "run.civilians": 20_000, "run.officers": 5_000}  # a page must answer at once
MOST_CHANGES = 200
RECORDED = tuple(f"records.{part}=true" for part in ("series", "events", "districts", "reforms", "donors", "groups"))

Value = Annotated[bool | int | float | str, Field(union_mode="smart")]


class Start(Given):
    """The choice with which a session begins."""

    scenario: Identifier = Field(default="orvanta", description="scenario that ships")
    plan: Identifier | None = Field(default=None, description="plan that ships; null for that of the scenario")
    overrides: dict[str, Value] = Field(
        default_factory=dict[str, Value], max_length=MOST_CHANGES, description="other values, by key"
    )
    seed: int = quantity(1, low=0, high=MAX_SEED, unit="number", text="names the random world")

    @field_validator("overrides")
    @classmethod
    def _only_values(cls, overrides: dict[str, Value]) -> dict[str, Value]:
        faults = list(_override_faults(overrides))
        if faults:
            raise ValueError("\n".join(faults))
        return dict(sorted(overrides.items()))

    def composed(self) -> Scenario:
        """The scenario of one run with everything recorded.

        Raises:
            ConfigFaults: A name does not ship, or a value does not fit; all faults at once.
        """
        given = [f"plan={self.plan}"] if self.plan else []
        given += [f"{key}={_typed(value)}" for key, value in self.overrides.items()]
        scenario = load_scenario(self.scenario, [*given, *RECORDED, f"run.seed={self.seed}", "run.replicates=1"])
        faults = [
            f"{key} is {value:,} in this scenario; {most:,} at most in a session"
            for key, most in MOST.items()
            if (value := getattr(scenario.run, key.removeprefix("run."))) > most
        ]
        if scenario.hooks:
            faults.append("hooks are code, and a session runs none")
        if faults:
            raise ConfigFaults(faults)
        return scenario


def start_from(data: Mapping[str, Any]) -> Start:
    """A start from plain data.

    Raises:
        UsersMistakeError: One sentence for each key at fault.
    """
    given = data.get("overrides", {})
    faults = list(_override_faults(given)) if isinstance(given, Mapping) else []
    try:
        if not faults:
            return Start.model_validate_json(json.dumps(data))
    except ValidationError as error:
        faults = [fault.sentence for fault in type_faults(error, Start)]
    raise UsersMistakeError("\n".join(faults))


def _override_faults(overrides: Mapping[Any, Any]) -> Iterator[str]:
    """A sentence for each override that is no plain value of a scenario."""
    for key, value in list(overrides.items())[: MOST_CHANGES + 1]:
        if not isinstance(key, str) or not KEY.fullmatch(key) or not (key.startswith(PARTS) or key in MOST):
            allowed = ", ".join([*(f"{part}*" for part in PARTS), *MOST])
            yield f"{shown(key)} cannot be set in a session; allowed: {allowed}"
        elif not isinstance(value, bool | int | float | str) or (isinstance(value, str) and not WORD.fullmatch(value)):
            yield f"{key} is {shown(value)}; it must be a number, true, false or a plain word"
        elif key in MOST and (not isinstance(value, int) or isinstance(value, bool) or value > MOST[key]):
            yield f"{key} is {shown(value)}; it must be a whole number, {MOST[key]:,} at most in a session"


def _typed(value: Value) -> str:
    """A value as one types it."""
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, float) else str(value)
