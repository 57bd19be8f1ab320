"""What was typed after `ssrsim run`: the scenario, and what is no part of it (output=, profile=, effort=)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ssrsim.config.compose import ConfigFaults, compose_scenario
from ssrsim.config.overrides import swept
from ssrsim.scenario.faults import nearest, shown
from ssrsim.scenario.run import EFFORTS
from ssrsim.scenario.scenario import Scenario


class Asked(NamedTuple):
    """One run as it was asked for."""

    scenario: Scenario
    output: str | None  # name of the folder of the results
    profile: bool  # show where the time goes
    arguments: tuple[str, ...]


def asked(arguments: Sequence[str]) -> Asked:
    """The run that these arguments ask for.

    Raises:
        ConfigFaults: All that is wrong with them.
    """
    rest = [text for text in arguments if not text.startswith(("output=", "profile="))]
    faults: list[str] = []
    output = folder_named(arguments, faults)
    profile = _last(arguments, "profile", faults)
    if profile not in (None, "true", "false"):
        faults.append(f"profile is {profile[:60] or 'empty'}; it must be true or false")
    try:
        scenario = compose_scenario(rest)
    except ConfigFaults as error:
        raise ConfigFaults([*faults, *error.faults]) from None
    if faults:
        raise ConfigFaults(faults)
    return Asked(scenario, output, profile == "true", tuple(arguments))


def each_asked(arguments: Sequence[str]) -> list[Asked]:
    """The runs of a multirun (-m): one for every combination of the values given, all of them sound.

    output=NAME becomes NAME_1, NAME_2, ...

    Raises:
        ConfigFaults: All that is wrong with any of them.
    """
    faults: list[str] = []
    names = [text for text in arguments if text.startswith("output=")]
    runs: list[Asked] = []
    for number, combination in enumerate(swept([text for text in arguments if text not in names], faults), start=1):
        try:
            runs.append(asked([*combination, *(f"{name}_{number}" for name in names if name != "output=")]))
        except ConfigFaults as error:
            faults += error.faults
    if faults:
        raise ConfigFaults(faults)
    return runs


def folder_named(arguments: Sequence[str], faults: list[str]) -> str | None:
    """The folder that output= names, if one is named."""
    output = _last(arguments, "output", faults)
    if output is not None and (not output.strip() or not output.isprintable() or len(output) > 200):
        faults.append(f"output is {output[:60] or 'empty'}; it must be the name of a folder, 1..200 characters")
    return output


def effort_named(arguments: Sequence[str], faults: list[str]) -> str:
    """How thoroughly effort= asks to measure; full if it is not named, or not one of those that there are."""
    effort = _last(arguments, "effort", faults)
    if effort is not None and effort not in EFFORTS:
        faults.append(f"effort is {shown(effort)}; allowed: {', '.join(EFFORTS)}{nearest(effort, EFFORTS)}")
    return effort if effort in EFFORTS else "full"


def _last(arguments: Sequence[str], key: str, faults: list[str]) -> str | None:
    """The value of a key that is no part of the scenario."""
    values = [text.split("=", 1)[1] for text in arguments if text.startswith(f"{key}=")]
    if len(values) > 1:
        faults.append(f"{key} is given more than once; give it once")
    return values[-1] if values else None
