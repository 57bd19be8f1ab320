"""A scenario as the text of a scenario file: what `--cfg job` shows and what every run leaves beside its report."""

from __future__ import annotations

import yaml

from ssrsim.scenario.scenario import Scenario

SCHEMAS = {"scenario_file": "ssrsim.scenario/1", "plan_file": "ssrsim.plan/1",
           "extension_file": "ssrsim.extension/1"}  # fmt: skip


def as_file(scenario: Scenario) -> str:
    """The scenario as YAML, every default written out; read back by `scenario_file=` it is the same scenario."""
    data = {"schema": SCHEMAS["scenario_file"], **scenario.model_dump(mode="json")}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)
