"""Users' own Python between the phases of a month: found by name, checked before anything runs.

A hook is written MODULE:FUNCTION@PHASE, or ENTRY_POINT@PHASE for what an installed package offers in the group
`ssrsim.hooks`. It is called as `function(model)` each month after that phase, and what it writes into the world is
part of the model then. Only who starts a run can name hooks: a file that was read never runs code by itself.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from ssrsim.phases.month import MONTH
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import nearest, shown

GROUP = "ssrsim.hooks"  # of entry points


class Hook(NamedTuple):
    """One function and the phase after which it is called."""

    name: str  # as it was asked for
    after: str
    function: Callable[[Any], Any]
    sha256: str  # of the file that holds it, empty where there is none


def load_hooks(names: Sequence[str]) -> tuple[Hook, ...]:
    """The hooks of these names, in this order.

    Raises:
        UsersMistakeError: There is no such phase, module or function, or importing it failed.
    """
    return tuple(_loaded(name) for name in names)


def _loaded(name: str) -> Hook:
    where, _, after = name.rpartition("@")
    phases = [step.name for step in MONTH]
    if after not in phases:
        raise UsersMistakeError(
            f"hooks names {shown(name)}, and {shown(after)} is no phase of the month{nearest(after, phases)}; "
            "ssrsim describe lists them"
        )
    function = _function(name, where)
    if not callable(function):
        raise UsersMistakeError(f"hooks names {shown(name)}, which is {shown(type(function).__name__)}, no function")
    return Hook(name, after, function, _digest(function))


def _function(name: str, where: str) -> Any:
    module, colon, attribute = where.partition(":")
    if not colon:
        known = {point.name: point for point in metadata.entry_points(group=GROUP)}
        if where not in known:
            offered = f"known: {', '.join(sorted(known)) or 'none'}"
            raise UsersMistakeError(
                f"hooks names {shown(name)}, and no installed package offers {shown(where)} in the group {GROUP}; "
                f"{offered}{nearest(where, known)}; a function of a file is MODULE:FUNCTION@PHASE"
            )
        module, attribute = known[where].module, known[where].attr
    try:
        found: Any = _imported(module)
    except Exception as error:
        raise UsersMistakeError(
            f"hooks names {shown(name)}, and importing {shown(module)} failed: {type(error).__name__}: {error}"
        ) from error
    for part in attribute.split("."):
        if not hasattr(found, part):
            raise UsersMistakeError(
                f"hooks names {shown(name)}, and {shown(module)} has no {shown(part)}{nearest(part, dir(found))}"
            )
        found = getattr(found, part)
    return found


def _imported(module: str) -> Any:
    """The module; from the folder of the command too, which is looked through last, so that it hides nothing."""
    here = str(Path.cwd())
    added = here not in sys.path
    if added:
        sys.path.append(here)
    try:
        return importlib.import_module(module)
    finally:
        if added:
            sys.path.remove(here)


def _digest(function: Any) -> str:
    """What the file held when it was imported, as far as there is a file."""
    try:
        return hashlib.sha256(Path(inspect.getfile(inspect.unwrap(function))).read_bytes()).hexdigest()
    except (TypeError, OSError):
        return ""
