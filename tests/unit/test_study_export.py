"""A study taken elsewhere: as CSV, as a workbook, and read by pandas and DuckDB as it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small_study import FAILED, WHY, rows_of, said

from ssrsim.analysis.studies import OUTCOMES
from ssrsim.records import store as records
from ssrsim.records.study_store import Store
from ssrsim.report import study_export
from ssrsim.report.study_export import export_csv, export_xlsx
from ssrsim.scenario.base import UsersMistakeError


def test_csv_holds_every_row_once_in_the_order_of_runs(folder: Path, study_store: Store) -> None:
    """Several shards, one header; what is missing is empty, flags are True and False, numbers keep every digit."""
    said(export_csv, str(folder))
    runs = rows_of(folder / "export" / "runs.csv")
    assert [row["run"] for row in runs] == [str(number) for number in range(8)]
    assert [row["failed"] for row in runs] == ["False"] * 7 + ["True"]
    assert {row["failed_month"] for row in runs} == {"", "-1"}
    assert (runs[FAILED]["trust_police_end"], runs[FAILED]["failed_message"]) == ("", f"'{WHY}")
    stored = [value for table in study_store.tables("runs") for value in table.column("trust_police_end").to_pylist()]
    assert [float(row["trust_police_end"]) for row in runs[:FAILED]] == stored[:FAILED]
    assert len(rows_of(folder / "export" / "series.csv")) == FAILED * 7
    assert [row["country.patronage"] for row in rows_of(folder / "export" / "design.csv")] == ["0.3", "0.6"]
    assert len(rows_of(folder / "export" / "summary.csv")) == 4 * len(OUTCOMES)
    assert not (folder / "export" / "districts.csv").exists()


def test_a_table_without_rows_is_a_header(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing happened in any run: whoever reads events finds none, and the columns."""
    real = Store.tables

    def none(store: Store, name: str, columns: Sequence[str] | None = None) -> Any:
        return (table.slice(0, 0) if name == "events" else table for table in real(store, name, columns))

    monkeypatch.setattr(Store, "tables", none)
    assert "events.csv, 0 rows" in said(export_csv, str(folder)).replace("\n", "")
    assert (folder / "export" / "events.csv").read_text(encoding="utf-8").startswith("point,plan,replicate,month,kind")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_study_is_exported_to_the_same_bytes(folder: Path, kind: str) -> None:
    """An export can be compared, and made again over itself."""
    if kind == "xlsx":
        pytest.importorskip("xlsxwriter", reason="workbooks need xlsxwriter")
    export = {"csv": export_csv, "xlsx": export_xlsx}[kind]
    before, after = (said(export, str(folder)) and {path.name: path.read_bytes() for path in
                     (folder / "export").iterdir()} for _ in range(2))  # fmt: skip
    assert before == after
    assert all(not name.startswith(".") for name in before)


def test_a_workbook_holds_numbers_flags_and_harmless_texts(folder: Path) -> None:
    """No formula anywhere, flags as flags, nothing where nothing is known."""
    pytest.importorskip("xlsxwriter", reason="workbooks need xlsxwriter")
    said(export_xlsx, str(folder))
    (path,) = (folder / "export").glob("*.xlsx")
    with zipfile.ZipFile(path) as book:
        names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
        sheets = {name: book.read(f"xl/worksheets/sheet{place}.xml").decode() for place, name in enumerate(names, 1)}
    assert list(sheets) == ["design", "summary", "runs"]
    assert not any("<f>" in sheet for sheet in sheets.values())
    assert sheets["runs"].count("<row ") == 9
    last = sheets["runs"].rsplit("<row ", 1)[1]
    assert f"'{WHY}" in last.replace("&apos;", "'")
    assert '<c r="E9" t="b"><v>1</v></c>' in last
    assert '<c r="E2" t="b"><v>0</v></c>' in sheets["runs"]
    assert "#NUM!" not in sheets["runs"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_that_fails_leaves_nothing_half_made(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up in the middle: the last export stays as it was."""
    if kind == "xlsx":
        pytest.importorskip("xlsxwriter", reason="workbooks need xlsxwriter")
    export = {"csv": export_csv, "xlsx": export_xlsx}[kind]
    said(export, str(folder))
    before = {path.name: path.read_bytes() for path in (folder / "export").iterdir()}

    def full(_: str) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(study_export if kind == "xlsx" else records, "harmless", full)
    with pytest.raises(OSError, match="No space"):
        said(export, str(folder))
    assert {path.name: path.read_bytes() for path in (folder / "export").iterdir()} == before


def test_a_workbook_without_its_package_says_how_to_get_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, and nothing written."""
    monkeypatch.setattr(study_export, "find_spec", lambda _: None)
    with pytest.raises(UsersMistakeError, match=r"pip install 'ssrsim\[report\]'"):
        said(export_xlsx, str(folder))
    assert not (folder / "export").exists()


def test_more_rows_than_a_sheet_has_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is dropped in silence."""
    pytest.importorskip("xlsxwriter", reason="workbooks need xlsxwriter")
    monkeypatch.setattr(study_export, "MOST_ROWS", 5)
    with pytest.raises(UsersMistakeError, match="use --csv"):
        said(export_xlsx, str(folder))
    assert not list((folder / "export").iterdir())


def test_pandas_reads_the_folder_as_it_is(folder: Path) -> None:
    """No export, no library of ours."""
    runs = pd.read_parquet(folder / "runs")
    assert len(runs) == 8
    assert set(runs["plan"]) == {"do_nothing", "oversight_first"}
    assert runs.groupby("plan", observed=True)["trust_police_end"].mean().between(0, 1).all()


def test_duckdb_reads_the_folder_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line of SQL gives what pandas gives."""
    duckdb = pytest.importorskip("duckdb", reason="SQL needs duckdb")
    monkeypatch.chdir(folder.parent.parent)
    rows = duckdb.sql("select plan, avg(trust_police_end) from 'studies/small/runs/*.parquet' group by plan").fetchall()
    means = pd.read_parquet(folder / "runs").groupby("plan", observed=True)["trust_police_end"].mean()
    assert {plan: pytest.approx(value) for plan, value in rows} == dict(means)
