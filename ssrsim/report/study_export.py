"""A study as CSV files or as an Excel workbook, always the same bytes for the same study."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from rich.console import Console

from ssrsim.analysis.studies import by_cell, summary_frame
from ssrsim.records.durable import PARTIAL, sync_folder
from ssrsim.records.store import as_csv, harmless
from ssrsim.records.study_store import TABLES, Store, open_store
from ssrsim.records.tables import decoded
from ssrsim.report.progress import progress
from ssrsim.report.study_summary import say
from ssrsim.scenario.base import UsersMistakeError

EXPORT = "export"
IN_A_WORKBOOK = ("design", "summary", "runs")  # a month by month series has more rows than a sheet may have
# whole numbers stay whole beside missing ones
WITH_MISSING = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype()}
MOST_ROWS, LONGEST_TEXT = 1_048_576, 32_767  # of a sheet, of a cell


def export_csv(folder: str, console: Console) -> None:
    """Writes every table of a study as CSV into its folder `export`.

    Raises:
        NotAStudyError, DamagedFileError: There is no study, or it is damaged.
        OSError: The disk is full or at fault; then no half-written file is left.
    """
    store = open_store(Path(folder))
    there = {name for receipt in store.receipts() for name in TABLES if f"{name}/{receipt.shard.name}.parquet" in
             receipt.files}  # fmt: skip
    for name in ("design", "summary", *(name for name in TABLES if name in there)):
        path = store.folder / EXPORT / f"{name}.csv"
        rows, shards = 0, len(store.receipts())
        bar = progress(console, f"Writing {path.name}") if console.is_terminal else nullcontext(_silent)
        with bar as report, _whole(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
            for place, frame in enumerate(_frames(store, name)):
                file.write(as_csv(frame, header=place == 0))
                rows += len(frame)
                report(place + 1, shards)
        say(console, f"Wrote {path}, {rows:,} rows")


def export_xlsx(folder: str, console: Console) -> None:
    """Writes design, summary and runs of a study as a workbook into its folder `export`.

    Raises:
        UsersMistakeError: The package that writes workbooks is missing, or there are too many rows for a sheet.
        OSError: The disk is full or at fault; then no half-written file is left.
    """
    store = open_store(Path(folder))
    if find_spec("xlsxwriter") is None:
        raise UsersMistakeError("--xlsx needs the package xlsxwriter; install it with: pip install 'ssrsim[report]'")
    path = store.folder / EXPORT / f"{store.study.name}.xlsx"
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "nan_inf_to_errors": True}  # fmt: skip
    writer: Any = import_module("xlsxwriter")
    with _whole(path) as partial:
        try:
            with writer.Workbook(str(partial), options) as book:
                book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
                for name in IN_A_WORKBOOK:
                    _write_sheet(book.add_worksheet(name), _frames(store, name), name)
        except writer.exceptions.XlsxFileError as error:  # it hides the disk's own words
            raise OSError(f"{path} cannot be written: {error}") from None
    say(console, f"Wrote {path}")


def _silent(done: int, total: int) -> None:
    """No progress wanted."""


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Gives a hidden name to write to, which becomes the file when the block ends well and is removed otherwise."""
    path.parent.mkdir(exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    try:
        yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
        sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def _write_sheet(sheet: Any, frames: Iterator[Any], name: str) -> None:
    row = 0
    for frame in frames:
        if row + len(frame) >= MOST_ROWS:
            raise UsersMistakeError(f"{name} has more rows than a sheet may have ({MOST_ROWS:,}); use --csv")
        if row == 0:
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, [harmless(column) for column in frame.columns])
            row = 1
        for values in frame.itertuples(index=False):
            sheet.write_row(row, 0, [_cell(value) for value in values])
            row += 1


def _cell(value: Any) -> Any:
    """A value as a sheet may have it: what is missing is empty, no text is a formula."""
    if isinstance(value, str):
        return harmless(value)[:LONGEST_TEXT]
    return None if value is None or value is pd.NA or value != value else value


def _frames(store: Store, name: str) -> Iterator[Any]:
    """A table as pandas frames, piece by piece."""
    if name == "summary":
        yield summary_frame(by_cell(store), store.study)
    elif name == "design":
        yield decoded((store.folder / "design.parquet").read_bytes()).to_pandas()
    else:
        for table in store.tables(name):
            yield table.to_pandas(types_mapper=WITH_MISSING.get)
