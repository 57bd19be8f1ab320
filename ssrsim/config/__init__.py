"""From shipped files, own files and typed overrides to a Scenario.

`compose.py` is the way in. With cli.py this is the only place that knows
Hydra. Every fault is collected and told in one sentence. Importing this is cheap.
"""

from ssrsim.config.compose import ConfigFaults, compose_scenario, load_scenario, validated
from ssrsim.config.shipped import choices, config_folder, groups

__all__ = ["ConfigFaults", "choices", "compose_scenario", "config_folder", "groups", "load_scenario", "validated"]
