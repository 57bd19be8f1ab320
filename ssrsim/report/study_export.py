"""A study as CSV files or as an Excel workbook, always the same bytes for the same study."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console

from ssrsim.analysis.studies import by_cell, summary_frame
from ssrsim.records.store import as_csv, harmless
from ssrsim.records.study_store import TABLES, Store, open_store
from ssrsim.report.study_summary import say
from ssrsim.scenario.base import UsersMistakeError

EXPORT = "export"
IN_A_WORKBOOK = ("design", "summary", "runs")  # a month by month series has more rows than a sheet may have
MOST_ROWS = 1_048_576


def export_csv(folder: str, console: Console) -> None:
    """Writes every table of a study as CSV into its folder `export`.

    Raises:
        NotAStudyError, DamagedFileError: There is no study, or it is damaged.
    """
    store = open_store(Path(folder))
    _into(store).mkdir(exist_ok=True)
    for name in ("design", "summary", *TABLES):
        path = _into(store) / f"{name}.csv"
        partial = path.with_name(f".{path.name}.partial")
        rows = 0
        with partial.open("w", encoding="utf-8", newline="") as file:
            for frame in _frames(store, name):
                file.write(as_csv(frame, header=file.tell() == 0))
                rows += len(frame)
        if rows:
            partial.replace(path)
            say(console, f"Wrote {path}, {rows:,} rows")
        else:
            partial.unlink()


def export_xlsx(folder: str, console: Console) -> None:
    """Writes design, summary and runs of a study as a workbook into its folder `export`.

    Raises:
        UsersMistakeError: The package that writes workbooks is missing, or there are too many rows for a sheet.
    """
    store = open_store(Path(folder))
    if find_spec("xlsxwriter") is None:
        raise UsersMistakeError("--xlsx needs the package xlsxwriter; install it with: pip install 'ssrsim[report]'")
    _into(store).mkdir(exist_ok=True)
    path = _into(store) / f"{store.study.name}.xlsx"
    partial = path.with_name(f".{path.name}.partial")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "nan_inf_to_errors": True}  # fmt: skip
    writer: Any = import_module("xlsxwriter")
    with writer.Workbook(str(partial), options) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        for name in IN_A_WORKBOOK:
            _write_sheet(book.add_worksheet(name), _frames(store, name), name)
    partial.replace(path)
    say(console, f"Wrote {path}")


def _write_sheet(sheet: Any, frames: Iterator[Any], name: str) -> None:
    row = 0
    for frame in frames:
        if row + len(frame) >= MOST_ROWS:
            raise UsersMistakeError(f"{name} has more rows than a sheet may have ({MOST_ROWS:,}); use --csv")
        if row == 0:
            sheet.write_row(0, 0, list(frame.columns))
            row = 1
        for values in frame.itertuples(index=False):
            cells = (harmless(value) if isinstance(value, str) else value for value in values)
            sheet.write_row(row, 0, [None if value != value else value for value in cells])
            row += 1


def _frames(store: Store, name: str) -> Iterator[Any]:
    """A table as pandas frames, piece by piece."""
    if name == "summary":
        yield summary_frame(by_cell(store), store.study)
    elif name == "design":
        yield pq.read_table(pa.BufferReader((store.folder / "design.parquet").read_bytes())).to_pandas()
    else:
        for table in store.tables(name):
            yield table.to_pandas()


def _into(store: Store) -> Path:
    return store.folder / EXPORT
