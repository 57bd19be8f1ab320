"""What can be done with a study that is there: look at it, summarise, export, prove, repeat; and read it elsewhere."""

from __future__ import annotations

import io
import re
import shutil
import sys
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from small_study import ASKED, FAILED, SHARDS, WHY, WIDTH, rows_of, said

from ssrsim import cli
from ssrsim.analysis.studies import OUTCOMES, by_cell, summary_frame
from ssrsim.config.study import study_asked
from ssrsim.endings import ending
from ssrsim.lab import study_code
from ssrsim.records.study_store import Store, create, open_store
from ssrsim.report import study_folder
from ssrsim.report.studies import sweep
from ssrsim.report.study_export import export_csv
from ssrsim.report.study_folder import reproduce, tell_status, verify
from ssrsim.report.study_summary import summary_lines, tell
from ssrsim.scenario.base import UsersMistakeError


def test_status_tells_what_is_there_and_what_failed_with_the_command_that_repeats_it(folder: Path) -> None:
    """All that is needed to go on, in lines of 80 columns but for commands."""
    text = said(tell_status, str(folder))
    assert "8 of 8 runs, 1 of them failed" in text
    assert "2 points (grid) over country.patronage; plans do_nothing" in " ".join(text.split())
    assert f"run {FAILED} (point 1, plan oversight_first, replicate 1): {WHY}" in " ".join(text.split())
    assert f"\n         ssrsim reproduce {folder} {FAILED}\n" in text
    assert all(len(line) <= WIDTH for line in text.splitlines() if str(folder) not in line)


def test_status_tells_a_long_study_in_short(study_store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten failed runs are told one by one, the others are counted."""
    receipt = study_store.receipts()[-1]
    many = [replace(receipt, failed=tuple(range(FAILED, FAILED + 13)))] * 12
    monkeypatch.setattr(Store, "receipts", lambda _: many)
    monkeypatch.setattr(study_folder, "runs_there", lambda _: (20, 20))
    text = said(tell_status, str(folder))
    assert text.count("FAILED") == 10
    assert "146 more failed" in text


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


def test_as_many_runs_as_a_precision_takes_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many runs of a point and plan, how precise they are, and how many points and plans fall short."""
    cells = by_cell(open_store(folder))
    asked = Store(folder, replace(open_store(folder).study, half_width=0.9))
    complete = [cell for cell in cells if not cell.failed]
    for given, words in (
        (cells, "1 to 2 runs of each point under each plan"),
        (cells, "1 of 4 did not reach it in 2,000 runs"),
        (complete, "2 runs of each point under each plan"),
        (complete, "at most 0.9 either side: the widest is 0."),
        ([], "No run is there yet."),
    ):
        monkeypatch.setattr("ssrsim.report.study_summary.by_cell", lambda _, given=given: given)
        out = io.StringIO()
        tell(asked, Console(file=out, width=WIDTH))
        assert words in " ".join(out.getvalue().split())


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


def test_a_study_without_runs_yet_is_told_and_exported(folder: Path) -> None:
    """Stopped before the first shard: nothing to show, and no traceback."""
    shutil.rmtree(folder / "shards")
    assert "0 of 8 runs" in said(tell_status, str(folder))
    said(export_csv, str(folder))
    assert {path.name for path in (folder / "export").iterdir()} == {"design.csv", "summary.csv"}
    assert rows_of(folder / "export" / "summary.csv") == []
    assert tell(open_store(folder), Console(file=io.StringIO())) == 0
    with pytest.raises(UsersMistakeError, match="holds no run yet"):
        said(verify, str(folder), 0.01, 3)


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
    monkeypatch.setattr(study_code, "source_hash", lambda: "another")
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


def test_a_folder_runs_no_code_by_itself(
    capsys: pytest.CaptureFixture[str], study_store: Store, tmp_path: Path
) -> None:
    """A study from a stranger that names hooks is told, and nothing of it is imported."""
    named = replace(study_store.study, base={**study_store.study.base, "hooks": ["antigravity:geohash@pay_forces"]})
    folder = str(create(tmp_path / "strange", named, {"versions": {"ssrsim": "0"}}).folder)
    for arguments in (("resume", folder), ("verify", folder), ("reproduce", folder, "0")):
        code, text = ended(capsys, *arguments)
        assert code == 2
        assert "names Python code (antigravity:geohash@pay_forces)" in text
    assert "antigravity" not in sys.modules
    assert "--run-hooks" in said(tell_status, folder)
