"""What can be done with a study that is there: look at it, summarise, export, prove, repeat; and read it elsewhere."""

from __future__ import annotations

import csv
import io
import re
import shutil
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rich.console import Console
from small_study import ASKED, FAILED, SHARDS, WHY

from ssrsim import cli
from ssrsim.analysis.studies import OUTCOMES, by_cell, summary_frame
from ssrsim.config.study import study_asked
from ssrsim.endings import ending
from ssrsim.records import store as records
from ssrsim.records.study_store import Store, open_store
from ssrsim.report import study_export, study_folder
from ssrsim.report.studies import sweep
from ssrsim.report.study_export import export_csv, export_xlsx
from ssrsim.report.study_folder import reproduce, tell_status, verify
from ssrsim.report.study_summary import summary_lines, tell
from ssrsim.scenario.base import UsersMistakeError

WIDTH = 80


@pytest.fixture
def folder(study_store: Store, tmp_path: Path) -> Path:
    """The study in a folder of one's own."""
    return Path(shutil.copytree(study_store.folder, tmp_path / "studies" / "small"))


def said(command: Callable[..., Any], *arguments: Any) -> str:
    """What a command prints into a terminal of 80 columns."""
    out = io.StringIO()
    command(*arguments, Console(file=out, width=WIDTH))
    return out.getvalue()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_status_tells_what_is_there_and_what_failed_with_the_command_that_repeats_it(folder: Path) -> None:
    """All that is needed to go on, in lines of 80 columns but for commands."""
    text = said(tell_status, str(folder))
    assert "8 of 8 runs, 1 of them failed" in text
    assert "2 points (grid) over country.patronage; plans do_nothing" in " ".join(text.split())
    assert f"run {FAILED} (point 1, plan oversight_first, replicate 1): {WHY}" in " ".join(text.split())
    assert f"\n         ssrsim reproduce {folder} {FAILED}\n" in text
    assert all(len(line) <= WIDTH for line in text.splitlines() if str(folder) not in line)


def test_status_says_how_to_go_on(folder: Path) -> None:
    """A study that is not done names the next command."""
    open_store(folder).forget(SHARDS[1])
    text = said(tell_status, str(folder))
    assert "5 of 8 runs" in text
    assert f"ssrsim resume {folder}" in text


def test_the_summary_fits_into_80_columns_and_counts_what_failed(folder: Path) -> None:
    """A block for each plan with units, what the numbers are, and where the rest is."""
    out = io.StringIO()
    assert tell(open_store(folder), Console(file=out, width=WIDTH)) == 1
    text = out.getvalue()
    assert all(len(line) <= WIDTH for line in text.splitlines() if str(folder) not in line)
    assert "do_nothing (4 runs)" in text
    assert "oversight_first (4 runs, 1 failed)" in text
    assert "1 run failed" in text
    for outcome in OUTCOMES:
        assert len(re.findall(rf"^  {re.escape(outcome.label)} .*{outcome.unit}$", text, re.M)) == 2
    assert "median" in text
    assert "the last month" in " ".join(text.split())


def test_the_summary_of_one_point_gives_intervals(study_store: Store) -> None:
    """Where nothing is varied there is nothing to spread."""
    study = replace(study_store.study, points=study_store.study.points[:1])
    cells = [cell for cell in by_cell(study_store) if cell.point == 0]
    text = "\n".join(summary_lines(cells, study))
    assert "95 % interval" in text
    assert re.search(r"Trust in the police, end +0\.\d\d +0\.\d\d to 0\.\d\d +share", text)


def test_a_point_without_a_sound_run_is_told_and_warns_of_nothing(study_store: Store) -> None:
    """n/a, and how many points have none; the others are counted as they are."""
    cells = by_cell(study_store)
    empty = cells[0].estimate._replace(value=float("nan"), low=float("nan"), high=float("nan"), n=0)
    none = [cell._replace(estimate=empty, failed=2) for cell in cells]
    some = [cell._replace(estimate=empty, failed=2) if cell.point == 0 else cell for cell in cells]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = "\n".join(summary_lines(none, study_store.study))
        assert "do_nothing (4 runs, 4 failed, 2 points without a sound run)" in text
        assert re.search(r"Recurrence +n/a +n/a +n/a", text)
        text = "\n".join(summary_lines(some, study_store.study))
        assert "do_nothing (4 runs, 2 failed, 1 point without a sound run)" in text
        assert "n/a" not in text
        summary_lines([], study_store.study)
        assert list(summary_frame([], study_store.study).columns[:3]) == ["point", "plan", "country.patronage"]


def test_the_summary_is_written_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk leaves the last summary as it was."""
    (folder / "summary.csv").write_text("the last one", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ssrsim.records.durable.os.replace", full)
    with pytest.raises(OSError, match="No space"):
        tell(open_store(folder), Console(file=io.StringIO()))
    assert (folder / "summary.csv").read_text(encoding="utf-8") == "the last one"
    assert not list(folder.glob(".*.partial"))


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


def test_a_study_is_proved_and_a_run_repeated(folder: Path) -> None:
    """The stored numbers come out again, to the last bit."""
    assert "came out the same to the last bit" in " ".join(said(verify, str(folder), 0.01, 3).split())
    assert "It came out as it is stored" in said(reproduce, str(folder), 4)
    assert "in the store it has failed" in said(reproduce, str(folder), FAILED)
    with pytest.raises(UsersMistakeError, match="runs 0 to 7"):
        said(reproduce, str(folder), 8)


def test_another_version_of_the_model_cannot_repeat_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the status says so."""
    monkeypatch.setattr(study_folder, "source_hash", lambda: "another")
    with pytest.raises(UsersMistakeError, match="another version of the model"):
        said(reproduce, str(folder), 4)
    assert "another version of the model" in " ".join(said(tell_status, str(folder)).split())


@pytest.mark.parametrize(("settings", "said"), [
    (("output=./file/x",), "is a file, choose another name"),
    (("hooks=[no_such_module:levy@pay_forces]", "output=./there/x"), "no_such_module"),
])  # fmt: skip
def test_what_cannot_be_begun_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: tuple[str, ...], said: str
) -> None:
    """A mistake that is noticed before anything runs leaves nothing that is in the way of the next try."""
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(UsersMistakeError, match=said):
        sweep(study_asked([*ASKED, *settings]), command=["ssrsim", "sweep"], console=Console(file=io.StringIO()))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """How the program ends on these arguments, and what it says on stderr."""
    capsys.readouterr()
    code = ending(lambda: cli.app(list(arguments), prog_name="ssrsim", standalone_mode=False))
    return code, capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "said"), [
    (("status", "none"), "none holds no study"),
    (("resume", "none"), "none holds no study"),
    (("verify", "none"), "none holds no study"),
    (("reproduce", "none", "3"), "none holds no study"),
    (("reproduce", "none", "x"), "should be a valid integer"),
    (("export", "none"), "say --csv or --xlsx"),
    (("export", "none", "--csv"), "none holds no study"),
    (("export", "none", "--xlsx"), "none holds no study"),
    (("sweep", "study=none"), "known studies: first_look"),
    (("sweep", "-m", "over=[x]"), "-m is not an option"),
    (("sweep", "--workers=3"), "--workers=3 is not an option"),
    (("new", "study", "A B"), "is not a name"),
    (("verify", "none", "--share", "2"), "less than or equal to 1"),
])  # fmt: skip
def test_a_mistake_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    """Exit code 2, no traceback, nothing written."""
    monkeypatch.chdir(tmp_path)
    code, text = ended(capsys, *arguments)
    assert (code, "Traceback" in text) == (2, False)
    assert said in text
    assert not list(tmp_path.iterdir())


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
