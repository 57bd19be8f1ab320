"""A plan as a sheet with one row for each action, and back: what people who plan in a spreadsheet can give.

A sheet holds actions. Above their header may stand two rows, `plan` with its name and `title` with its title. Rules,
triggers, benchmarks and conditions need a plan file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import printable, type_faults
from ssrsim.scenario.plain import Fault, nearest
from ssrsim.scenario.plan import Action, Budget, Capacity, Length, Plan, Start
from ssrsim.scenario.plan_rules import known_in, plan_faults
from ssrsim.scenario.planning.sheet_cells import COLUMNS, READERS, REQUIRED, CellFault, column_of, name_in, plainly
from ssrsim.scenario.words.plan import in_time

ABOVE = {"plan": "plan", "title": "title", "titre": "title", "titulo": "title"}  # rows above the header
FORMULA_STARTS = ("=", "+", "-", "@", "'")
SOME_CONDITION = {"indicator": "survey.feel_safe", "op": "<", "value": 0.5}  # stands for a trigger yet to be written
Row = Sequence[str]


class Sheet(NamedTuple):
    """What a sheet says: name and title where it has them, actions as plain data, and what is wrong with it."""

    name: str
    title: str
    actions: dict[str, dict[str, Any]]
    triggers: tuple[str, ...]  # that actions wait for; a sheet cannot say what they are
    faults: tuple[str, ...]


def letters(column: int) -> str:
    """The name of a column as spreadsheets have it: A, B, ..., Z, AA."""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


def read_sheet(file: str, rows: Sequence[Row]) -> Sheet:
    """The actions in the rows of a sheet, or all that is wrong with them, each with row and column."""
    header = header_of(rows)
    if header is None:
        said = f"{file}: has no header; its first row must name columns: {', '.join(REQUIRED)}, ..."
        return Sheet("", "", {}, (), (said,))
    return _Reader(file, rows, header).read()


def header_of(rows: Sequence[Row]) -> int | None:
    """The place of the first row in which two cells name columns."""
    found = (place for place, row in enumerate(rows) if sum(column_of(cell) is not None for cell in row) > 1)
    return next(found, None)


class _Reader:
    """Reads one sheet; faults are kept with the row and column that they are about."""

    def __init__(self, file: str, rows: Sequence[Row], header: int) -> None:
        width = len(rows[header])
        self.file, self.header = file, header
        self.rows = [[*row, *[""] * (width - len(row))] for row in rows]
        self.columns: dict[str, int] = {}
        self.faults: list[tuple[int, int, str]] = []
        self.places: dict[str, int] = {}  # action -> its row
        self.triggers: set[str] = set()

    def read(self) -> Sheet:
        """All there is."""
        above = self._above()
        self._read_header()
        actions: dict[str, dict[str, Any]] = {}
        if all(name in self.columns for name in ("reform", "months", "share")):
            for place in range(self.header + 1, len(self.rows)):
                if any(cell.strip() for cell in self.rows[place]):
                    self._read_row(place, actions)
        self._check(actions)
        told = [self._sentence(*fault) for fault in sorted(set(self.faults))]
        return Sheet(above.get("plan", ""), above.get("title", ""), actions, tuple(sorted(self.triggers)), tuple(told))

    def _sentence(self, row: int, column: int, said: str) -> str:
        if column < 0:
            return printable(f"{self.file}: row {row + 1}: {said}")
        head = self.rows[self.header][column].strip() if column < len(self.rows[self.header]) else ""
        return printable(f"{self.file}: row {row + 1}, {head[:40] or 'no column'} ({letters(column)}{row + 1}): {said}")

    def _above(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for place, row in enumerate(self.rows[: self.header]):
            cells = [cell.strip() for cell in row if cell.strip()]
            key = ABOVE.get(plainly(cells[0])) if cells else None
            if cells and (key is None or len(cells) != 2):
                said = f"is {cells[0][:60]}; above the header may stand `plan` or `title`, each with one cell beside it"
                self.faults.append((place, -1, said))
            elif key is not None:
                found[key] = cells[1].removeprefix("'")
        return found

    def _read_header(self) -> None:
        for place, cell in enumerate(self.rows[self.header]):
            name = column_of(cell)
            if name is None and cell.strip():
                guess = nearest(plainly(cell), COLUMNS)
                self.faults.append((self.header, place, f"is no column; known: {', '.join(COLUMNS)}{guess}"))
            elif name in self.columns:
                self.faults.append((self.header, place, f"is there twice, as {name}; keep one"))
            elif name is not None:
                self.columns[name] = place
        for name in REQUIRED:
            if name not in self.columns and not (name == "start" and "after" in self.columns):
                self.faults.append((self.header, -1, f"has no column {name}; add it"))

    def _read_row(self, place: int, actions: dict[str, dict[str, Any]]) -> None:
        """One action, as far as its cells can be read."""
        row = self.rows[place]
        for column in range(len(self.rows[self.header]), len(row)):
            if row[column].strip():
                self.faults.append((place, column, f"is {row[column][:60]}, and no column has a name there; quote "
                                    "what holds the sign that parts columns"))  # fmt: skip
        cells: dict[str, Any] = {}
        for name, column in self.columns.items():
            text = row[column].strip()
            if text:
                try:
                    cells[name] = READERS[name](text.removeprefix("'"))
                except CellFault as fault:
                    self.faults.append((place, column, str(fault)))
                    cells[name] = None
            elif name in ("reform", "months", "share"):
                self.faults.append((place, column, "is empty; every action needs it"))
        name = self._name(place, cells, actions)
        self.places[name] = place
        self._read_start(place, cells)
        actions[name] = {key: value for key, value in cells.items() if key not in ("name", "after", "lag")}

    def _name(self, place: int, cells: dict[str, Any], actions: dict[str, dict[str, Any]]) -> str:
        """Its own name, or that of its reform with a number where there are several."""
        name = cells.get("name")
        if name is not None and name in actions:
            first = self.places[name] + 1
            self.faults.append((place, self.columns["name"], f"is {name}, the name of row {first}; take another"))
            name = None
        stem = name or str(cells.get("reform") or "action")[:36]
        names = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(self.rows) + 2))
        return next(one for one in names if one not in actions)

    def _read_start(self, place: int, cells: dict[str, Any]) -> None:
        """Month, end of another action or trigger, with what comes on top."""
        start, after, lag = (cells.get(key) for key in ("start", "after", "lag"))
        if after is not None and "start" in cells:
            self.faults.append((place, self.columns["after"], f"is {after}, beside a start; give one of them"))
        elif after is not None:
            cells["start"] = {"after": after}
        elif "start" not in cells and "after" not in cells:
            self.faults.append((place, self.columns.get("start", -1), "is empty; every action needs a month, or `after "
                                "ACTION`"))  # fmt: skip
        if isinstance(cells.get("start"), dict):
            waits: dict[str, Any] = cells["start"]
            self.triggers |= {waits["trigger"]} if "trigger" in waits else set()
            waits |= {"lag": lag} if lag is not None else {}
        elif lag and start is not None:
            self.faults.append((place, self.columns["lag"], f"is {lag}, and a start in a given month has no lag; leave "
                                "it empty"))  # fmt: skip

    def _check(self, actions: dict[str, dict[str, Any]]) -> None:
        """Ranges, and the rules between actions; what a cell did not say is told already."""
        unread = {(row, column) for row, column, _ in self.faults}
        sound = {name: {key: value for key, value in one.items() if value is not None} for name, one in actions.items()}
        data = {"name": "sheet", "title": "Sheet", "actions": sound,
                "triggers": dict.fromkeys(self.triggers, SOME_CONDITION)}  # fmt: skip
        found: list[Fault] = []
        try:
            Plan.model_validate_json(json.dumps(data))
        except ValidationError as error:
            found += [Fault(("plan", *fault.path), fault.said) for fault in type_faults(error, Plan)]
        places = {name for one in sound.values() for name in one.get("districts") or ()}
        found += plan_faults(data, places, known_in({}))
        for fault in found:
            row, column = self._place(fault.path)
            hint = "; write 0.3 or 30%" if fault.path[3:] == ("share",) and "must lie" in fault.said else ""
            follows = "is missing" in fault.said or "*" in fault.path  # perhaps only from what is told already
            if (row, column) not in unread and not (follows and unread):
                self.faults.append((row, column, fault.said + hint))

    def _place(self, path: Sequence[str]) -> tuple[int, int]:
        """Row and column of a fault."""
        row = self.places.get(path[2], self.header) if len(path) > 2 else self.header
        key = path[3] if len(path) > 3 else "name"
        if key == "start" and (len(path) < 5 or path[4] != "lag"):
            text = (
                self.rows[row][self.columns["start"]].strip() if "start" in self.columns and row > self.header else ""
            )
            return row, self.columns.get("start" if text else "after", self.columns.get("start", -1))
        return row, self.columns.get("lag" if key == "start" else key, -1)


def rows_of(plan: Plan) -> list[list[str]]:
    """The sheet of a plan, which `read_sheet` reads back.

    Raises:
        UsersMistakeError: The plan holds what a sheet cannot.
    """
    beyond = list(_beyond_a_sheet(plan))
    if beyond:
        raise UsersMistakeError(f"{plan.name} holds what a sheet cannot: {'; '.join(beyond)}. Keep its plan file")
    title = plan.title if not plan.title.startswith(FORMULA_STARTS) else f"'{plan.title}"
    rows = [["plan", plan.name], ["title", title], [], list(COLUMNS)]
    return rows + [_cells(name, action) for name, action in in_time(plan)]


def _beyond_a_sheet(plan: Plan) -> list[str]:
    """What of a plan has no cell, by name."""
    found = [f"{part} {', '.join(list(getattr(plan, part))[:10])}"
             for part in ("triggers", "rules", "benchmarks") if getattr(plan, part)]  # fmt: skip
    found += [f"stop of {name}" for name, one in plan.actions.items() if one.stop is not None]
    starts = {name: one.start for name, one in plan.actions.items() if isinstance(one.start, Start)}
    found += [f"condition at the start of {name}" for name, start in starts.items() if start.when is not None]
    found += [f"districts of {name}, an empty list" for name, one in plan.actions.items() if one.districts == []]
    found += ["capacity"] if plan.capacity != Capacity() else []
    return found + (["budget"] if plan.budget != Budget() else [])


def _cells(name: str, action: Action) -> list[str]:
    """One action; what is as it is if nothing is said stays empty."""
    start = action.start
    months = f"{action.months.min}-{action.months.max}" if isinstance(action.months, Length) else str(action.months)
    needs = (f"{one.reform} >= {one.formal!r}{' hard' if one.hard else ''}" for one in action.needs)
    cells = {
        "name": name, "reform": action.reform, "months": months, "share": repr(action.share),
        "start": str(start) if isinstance(start, int) else f"after {start.after}",
        "lag": str(start.lag) if isinstance(start, Start) and start.lag else "",
        "intensity": repr(action.intensity) if action.intensity != 1 else "",
        "priority": str(action.priority), "cap_usd_m": "" if action.cap_usd_m is None else repr(action.cap_usd_m),
        "districts": "; ".join(action.districts or ()), "needs": "; ".join(needs),
        "service": action.service if action.service != "both" else "",
    }  # fmt: skip
    return [cells.get(column, "") for column in COLUMNS]


def plan_name(given: str, sheet: Sheet, stem: str) -> str:
    """The name of the plan in a sheet: as typed, as it stands above the header, or as the file is called.

    Raises:
        UsersMistakeError: None of them is a name.
    """
    word = given or sheet.name or stem
    try:
        return name_in(word)
    except CellFault as fault:
        more = "" if given else ", or give --name NAME"
        raise UsersMistakeError(printable(f"the name of the plan {fault}{more}")) from None
