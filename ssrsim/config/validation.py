"""What was typed after `ssrsim validate`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ssrsim.config.asked import effort_named, folder_named
from ssrsim.config.compose import ConfigFaults
from ssrsim.scenario.faults import nearest, shown

KEYS = ("patterns", "effort", "output")
MODEL = ("parameters", "mechanisms", "conflict")  # what may be changed; the countries are what they are


class ValidationAsked(NamedTuple):
    """Which patterns, how thoroughly, where to, and what is changed in the model."""

    patterns: tuple[str, ...]
    effort: str
    output: str | None
    changes: tuple[str, ...] = ()


def validation_asked(arguments: Sequence[str], known: Sequence[str]) -> ValidationAsked:
    """What these arguments ask for; without any all patterns at full effort.

    Args:
        arguments: Such as "patterns=[P1,P5]", "effort=quick", "output=NAME" or "parameters.leader_cost=0.3".
        known: The patterns that there are.

    Raises:
        ConfigFaults: All that is wrong with them.
    """
    faults: list[str] = []
    given: dict[str, str] = {}
    changes = tuple(text for text in arguments if text.partition(".")[0] in MODEL)
    for text in (text for text in arguments if text not in changes):
        key, equals, value = text.partition("=")
        if not equals or key not in KEYS:
            faults.append(f"{shown(text)} is no key of validate; allowed: {', '.join(f'{one}=' for one in KEYS)}, "
                          f"{', '.join(f'{one}.*' for one in MODEL)}{nearest(key, KEYS)}")  # fmt: skip
        elif key in given and key == "patterns":
            faults.append(f"{key} is given twice ({given[key]}, {value}); give it once")
        else:
            given[key] = value
    effort = effort_named(arguments, faults)
    output = folder_named(arguments, faults)
    patterns = _patterns(given.get("patterns"), known, faults)
    if faults:
        raise ConfigFaults(faults)
    return ValidationAsked(patterns, effort, output, changes)


def _patterns(text: str | None, known: Sequence[str], faults: list[str]) -> tuple[str, ...]:
    if text is None:
        return tuple(known)
    names = [name.strip() for name in text.removeprefix("[").removesuffix("]").split(",")]
    for name in names:
        if name not in known:
            faults.append(f"patterns has {shown(name)}; allowed: {', '.join(known)}{nearest(name.upper(), known)}")
    return tuple(name for name in known if name in names)
