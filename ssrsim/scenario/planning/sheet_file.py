"""The file of a sheet: CSV as any program writes it, or an Excel workbook, as rows of text.

A file is data: formulas are not worked out, size and number of cells are bounded before anything is built.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import printable
from ssrsim.scenario.loader import LARGEST_FILE
from ssrsim.scenario.planning.sheet import header_of
from ssrsim.scenario.planning.sheet_cells import column_of

SEPARATORS = (",", ";", "\t")
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 1_000, 100, 2_000
LARGEST_INSIDE = 20_000_000  # bytes of a workbook, unpacked


def read_rows(file: str) -> list[list[str]]:
    """The rows of a sheet as text, empty ones included, so that their numbers are those that people see.

    Raises:
        UsersMistakeError: It is no sheet, too large, or the package that reads workbooks is missing.
    """
    path = Path(file)
    try:
        if not path.is_file():
            raise UsersMistakeError(printable(f"{file} is not a file; give a .csv or .xlsx file"))
        if path.stat().st_size > LARGEST_FILE:
            raise UsersMistakeError(printable(f"{file} is larger than {LARGEST_FILE:,} bytes"))
        rows = _of_workbook(file) if path.suffix.lower() in (".xlsx", ".xlsm") else _of_text(file, path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsersMistakeError(
            printable(f"{file} cannot be read: {getattr(error, 'strerror', '') or error}")
        ) from None
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise UsersMistakeError(printable(f"{file} has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns"))
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        raise UsersMistakeError(printable(f"{file} has a cell of more than {LONGEST_CELL:,} characters"))
    return rows


def _of_text(file: str, raw: bytes) -> list[list[str]]:
    """The rows of a CSV file, parted by the sign under which its header names most columns."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = "is not UTF-8 text; save it as CSV UTF-8, or as .xlsx"
        raise UsersMistakeError(printable(f"{file} {said}")) from None
    return max((_parted(file, text, sign) for sign in SEPARATORS), key=_columns_named)


def _parted(file: str, text: str, sign: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), MOST_ROWS + 1))
    except csv.Error as error:
        raise UsersMistakeError(printable(f"{file} is not CSV: {error}")) from None


def _columns_named(rows: list[list[str]]) -> int:
    header = header_of(rows)
    return 0 if header is None else sum(column_of(cell) is not None for cell in rows[header])


def _of_workbook(file: str) -> list[list[str]]:
    """The rows of the first sheet of a workbook."""
    if find_spec("openpyxl") is None:
        raise UsersMistakeError(
            printable(
                f"{file} needs the package openpyxl; install it with: pip install 'ssrsim[report]', or save the "
                "sheet as CSV"
            )
        )
    reader: Any = import_module("openpyxl")
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_INSIDE:
                raise UsersMistakeError(printable(f"{file} holds more than {LARGEST_INSIDE:,} bytes"))
        book = reader.load_workbook(file, read_only=True, data_only=True)
        rows: Iterable[Any] = book.worksheets[0].iter_rows(values_only=True)
        found = [[_text(value) for value in islice(row, MOST_COLUMNS + 1)] for row in islice(rows, MOST_ROWS + 1)]
        book.close()
    except UsersMistakeError:
        raise
    except Exception as error:  # a stranger's archive can break its reader in any way
        raise UsersMistakeError(printable(f"{file} is no workbook that can be read: {str(error)[:200]}")) from None
    while found and not any(found[-1]):
        found.pop()
    return found


def _text(value: Any) -> str:
    """A cell as its author sees it; what a spreadsheet took for a date says so."""
    if value is None:
        return ""
    if isinstance(value, datetime | date | time):
        return f"{value.isoformat()[:10]} (a date; format the cell as text)"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)
