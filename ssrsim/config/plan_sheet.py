"""A plan from a spreadsheet to a plan file, and from a plan to a spreadsheet. No file is ever overwritten."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ssrsim.config.compose import ConfigFaults
from ssrsim.config.plan_asked import plan_asked
from ssrsim.scenario.planning.sheet import plan_name, read_sheet, rows_of
from ssrsim.scenario.planning.sheet_file import read_rows
from ssrsim.scenario.rules import MOST_FAULTS
from ssrsim.scenario.starting.files import commented_plan, write_new


class Imported(NamedTuple):
    """The plan file that was written, and the triggers that are left to be written into it."""

    path: Path
    triggers: tuple[str, ...]


def import_plan(file: str, name: str = "") -> Imported:
    """Writes the plan file of a sheet, NAME.yaml in the working folder.

    Raises:
        ConfigFaults: All that is wrong with the sheet, by row and column.
        UsersMistakeError: It cannot be read, its plan has no name, or the plan file is there already.
    """
    sheet = read_sheet(file, read_rows(file))
    if sheet.faults:
        raise ConfigFaults(sheet.faults[:MOST_FAULTS])
    called = plan_name(name, sheet, Path(file).stem)
    title = sheet.title or called.replace("_", " ").capitalize()
    path = write_new(Path(f"{called}.yaml"), commented_plan(called, title, sheet.actions, sheet.triggers))
    return Imported(path, sheet.triggers)


def export_plan(plan: str, overrides: Sequence[str]) -> Path:
    """Writes the sheet of a plan, NAME.csv in the working folder.

    Raises:
        ConfigFaults: There is no such plan, or it is not sound.
        UsersMistakeError: The plan holds what a sheet cannot, or the file is there already.
    """
    asked = plan_asked(plan, overrides)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows_of(asked.scenario.plan))
    return write_new(Path(f"{asked.scenario.plan.name}.csv"), text.getvalue())
