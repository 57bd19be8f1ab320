"""Definitions that ship as data, beside the scenarios: read as strictly as strangers' files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from ssrsim.scenario.base import Given, UsersMistakeError
from ssrsim.scenario.faults import type_faults
from ssrsim.scenario.loader import load

Shape = TypeVar("Shape", bound=Given)


def read_file(shape: type[Shape], path: Path) -> Shape:
    """A file of this shape, read strictly.

    Raises:
        UsersMistakeError: The file does not have it, with every fault.
    """
    loaded = load(path)
    faults = [f"{path}:{fault.line}: {fault.said}" for fault in loaded.faults]
    if not faults:
        try:
            return shape.model_validate_json(json.dumps(loaded.data))
        except ValidationError as error:
            faults = [f"{path}: {fault.sentence}" for fault in type_faults(error)]
    raise UsersMistakeError("\n".join(faults))
