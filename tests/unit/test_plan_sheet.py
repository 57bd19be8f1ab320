"""Plans in spreadsheets: read as people write them, every fault by row and column, and back without a loss."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ssrsim.config import ConfigFaults, choices
from ssrsim.config.plan_asked import plan_asked
from ssrsim.config.plan_sheet import export_plan, import_plan
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.planning.sheet import letters, read_sheet, rows_of
from ssrsim.scenario.planning.sheet_cells import ALIASES, COLUMNS, READERS, CellFault, column_of
from ssrsim.scenario.planning.sheet_file import _of_text
from ssrsim.scenario.starting.files import commented_plan

CANNOT = {"adaptive"}  # it has rules
CELLS: dict[tuple[str, str], Any] = {
    ("start", "12"): 12, ("start", "12.0"): 12, ("start", "After  Training"): {"after": "training"},
    ("start", "après formation"): {"after": "formation"}, ("start", "disparador miedo"): {"trigger": "miedo"},
    ("months", "24"): 24, ("months", "12-42"): {"min": 12, "max": 42}, ("months", "12 – 42"): {"min": 12, "max": 42},
    ("months", "12 to 42"): {"min": 12, "max": 42}, ("share", "0,3"): 0.3, ("share", "30 %"): 0.3,
    ("share", "12,5%"): 0.125, ("share", ".3"): 0.3, ("cap_usd_m", "15"): 15, ("service", "Les deux"): "both",
    ("service", "Policía"): "police", ("districts", "lofa; bomi ;"): ["lofa", "bomi"],
    ("reform", "Community policing"): "community_policing", ("reform", "DDR"): "ddr",
    ("needs", "vetting >= 0.6 hard; Audit ≥ 20%"): [
        {"reform": "vetting", "formal": 0.6, "hard": True}, {"reform": "audit", "formal": 0.2, "hard": False},
    ],
}  # fmt: skip
WRONG = {
    ("start", "soon"): "it must be a month such as 12, `after ACTION` or `trigger NAME`",
    ("start", "after the war!"): "write the_war",
    ("months", "2042-12-01 (a date; format the cell as text)"): "a range such as 12-42",
    ("share", "1/3"): "it must be a number such as 12 or 0.3 (or 0,3 or 30%)",
    ("share", "nan"): "it must be a number",
    ("reform", "vettin"): "did you mean vetting?",
    ("service", "navy"): "allowed: both, police, army",
    ("needs", "vetting 0.6"): "it must be like `vetting >= 0.6`",
    ("needs", "vetting >= 0.6 soon"): "it must be like `vetting >= 0.6`",
}


def sheet(text: str, separator: str = ",") -> list[list[str]]:
    return [line.split(separator) for line in text.splitlines()]


@pytest.mark.parametrize(("column", "text"), CELLS)
def test_cells_are_read_as_people_write_them(column: str, text: str) -> None:
    """Points and commas, parts and percent, three languages."""
    assert READERS[column](text) == CELLS[column, text]


@pytest.mark.parametrize(("column", "text"), WRONG)
def test_a_cell_that_cannot_be_read_says_what_to_write(column: str, text: str) -> None:
    """Never a guess: what is unclear is told."""
    with pytest.raises(CellFault) as caught:
        READERS[column](text)
    assert WRONG[column, text] in str(caught.value)


def test_headers_mean_one_column_each() -> None:
    """No word of three languages stands for two columns; accents, case and blanks do not matter."""
    words = [word for name, others in ALIASES.items() for word in (name, *others)]
    assert len(words) == len(set(words))
    assert [column_of(text) for text in ("Réforme", " MOIS ", "Cap USD m", "Intensité", "colour")] == [
        "reform", "months", "cap_usd_m", "intensity", None,
    ]  # fmt: skip
    assert [letters(place) for place in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_all_faults_are_told_at_once_by_row_and_column() -> None:
    """A header that nobody knows, a value out of range, an empty cell, a name twice, an end that never comes."""
    text = """reform,start,months,share,colour,name,needs,lag
vetting,12,24,3,red,a,,
vettin,after b,24,0.1,,a,,3

audit,soon,,0.2,,c,vetting >= 2,
ddr,4,12,0.1,,d,,6,surplus
justice,,12,0.1,,e,,"""
    told = read_sheet("p.csv", sheet(text)).faults
    starts = [
        "p.csv: row 1, colour (E1): is no column; known: name, reform, ",
        "p.csv: row 2, share (D2): is 3; it must lie in 0..1 (share); write 0.3 or 30%",
        "p.csv: row 3, reform (A3): is vettin; known reforms: ddr, vetting, ",
        "p.csv: row 3, start (B3): is b; known actions: ",
        "p.csv: row 3, name (F3): is a, the name of row 2; take another",
        "p.csv: row 5, start (B5): is soon; it must be a month",
        "p.csv: row 5, months (C5): is empty; every action needs it",
        "p.csv: row 5, needs (G5): is 2",
        "p.csv: row 6, lag (H6): is 6, and a start in a given month has no lag; leave it empty",
        "p.csv: row 6, no column (I6): is surplus, and no column has a name there",
        "p.csv: row 7, start (B7): is empty; every action needs a month",
    ]
    assert len(told) == len(starts), told
    for sentence, start in zip(told, starts, strict=True):
        assert sentence.startswith(start), (sentence, start)


@pytest.mark.parametrize(("text", "sentence"), [
    ("a,b\n1,2", "p.csv: has no header"), ("reform,start,months\nddr,1,2", "p.csv: row 1: has no column share; add it"),
    ("reform,reforme,start,months,share", "p.csv: row 1, reforme (B1): is there twice, as reform; keep one"),
    ("hello,you,there\nreform,start,months,share", "p.csv: row 1: is hello; above the header may stand"),
    ("reform,start,months,share,name\nddr,after b,9,0.1,a\naudit,after a,9,0.1,b", "leads back to itself: a -> b -> a"),
    ("reform,start,months,share\nddr,1,9,0.6\naudit,1,9,0.6", "p.csv: row 1, share (D1): sum to 1.2 in month 1"),
    ("reform,start,months,share,districts\naudit,1,9,0.6,lofa", "p.csv: row 2, districts (E2): are given, and audit"),
])  # fmt: skip
def test_rules_between_cells_hold(text: str, sentence: str) -> None:
    """The rules of plan files, told with the cell."""
    assert any(sentence in told for told in read_sheet("p.csv", sheet(text)).faults)


@pytest.mark.parametrize(
    ("separator", "decimal", "mark"), [(",", ".", b""), (";", ",", b"\xef\xbb\xbf"), ("\t", ",", b"")]
)
def test_any_program_may_have_written_the_file(
    separator: str, decimal: str, mark: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Separators, decimal commas, byte order marks, Windows line ends, empty lines, quotes: one plan."""
    monkeypatch.chdir(tmp_path)
    rows = [["Réforme", "Début", "Mois", "Part", "Après", "Délai"], ["DDR", "3", "12-24", f"0{decimal}4", "", ""], [],
            ["Formation", "", "30", "25%", "ddr", "2"]]  # fmt: skip
    rows[3][0] = "training"
    text = "\r\n".join(separator.join(f'"{cell}"' if cell else "" for cell in row) for row in rows)
    (tmp_path / "mon plan.csv").write_bytes(mark + text.encode())
    assert import_plan("mon plan.csv", "mon_plan").path == Path("mon_plan.yaml")
    plan = plan_asked("mon_plan.yaml", []).scenario.plan
    assert plan.name == "mon_plan"
    assert plan.actions["ddr"].model_dump()["months"] == {"min": 12, "max": 24}
    assert plan.actions["training"].model_dump()["start"] == {"after": "ddr", "when": None, "trigger": None, "lag": 2}
    assert (plan.actions["ddr"].share, plan.actions["training"].share) == (0.4, 0.25)


@pytest.mark.parametrize("name", choices("plan"))
def test_a_plan_comes_back_from_its_sheet_as_it_was(name: str) -> None:
    """Every plan that ships and that a sheet can hold, also by way of the file that is written of it."""
    plan = plan_asked(name, []).scenario.plan
    if name in CANNOT:
        with pytest.raises(UsersMistakeError, match=r"adaptive holds what a sheet cannot: triggers people_are_afraid; "
                           r"rules bill_is_stuck, money_leaks; benchmarks .*; stop of disarmament; .* "
                            "vetting"):  # fmt: skip
            rows_of(plan)
        return
    back = read_sheet("p.csv", rows_of(plan))
    assert back.faults == ()
    data = yaml.safe_load(commented_plan(back.name, back.title, back.actions))
    assert Plan.model_validate_json(json.dumps(data)) == plan


def test_what_cannot_be_exported_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of a plan; and what can be is a file that is read back."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsersMistakeError, match="Keep its plan file"):
        export_plan("adaptive", [])
    assert not list(tmp_path.iterdir())
    assert import_plan(str(export_plan("staged", []))).path == Path("staged.yaml")


def test_all_that_a_sheet_can_hold_comes_back() -> None:
    """Caps, places, services, ranges, hard needs, waits with a lag, and a title that a spreadsheet would work out."""
    data = {
        "name": "p", "title": "=1+1",
        "actions": {
            "a": {"reform": "ddr", "start": 1, "months": {"min": 3, "max": 9}, "share": 0.1, "cap_usd_m": 1.5,
                  "districts": ["lofa", "bomi"]},
            "b": {"reform": "training", "start": {"after": "a", "lag": 4}, "months": 7, "share": 0.07, "intensity": 0.3,
                  "priority": 3, "service": "army", "needs": [{"reform": "ddr", "formal": 0.1, "hard": True}]},
        },
    }  # fmt: skip
    plan = Plan.model_validate(data)
    rows = rows_of(plan)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    back = read_sheet("p", rows)
    assert back.faults == ()
    assert Plan.model_validate({"name": back.name, "title": back.title, "actions": back.actions}) == plan


def test_triggers_are_left_to_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet can name a trigger and not say what it is: the file says where to, and is not sound before."""
    monkeypatch.chdir(tmp_path)
    Path("p.csv").write_text("reform,start,months,share\nddr,trigger fear,9,0.1\n", encoding="utf-8")
    assert import_plan("p.csv").triggers == ("fear",)
    with pytest.raises(ConfigFaults, match="known triggers: none"):
        plan_asked("p.yaml", [])
    text = Path("p.yaml").read_text(encoding="utf-8")
    Path("p.yaml").write_text(text.replace("# triggers:", "triggers:").replace("#   fear", "  fear"), encoding="utf-8")
    assert plan_asked("p.yaml", []).scenario.plan.triggers["fear"].indicator == "survey.feel_safe"


def test_nothing_is_overwritten_and_names_are_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan file that is there stays; a file name that is no name asks for one."""
    monkeypatch.chdir(tmp_path)
    Path("2 plans!.csv").write_text("reform,start,months,share\nddr,1,9,0.1\n", encoding="utf-8")
    Path("p.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(UsersMistakeError, match=r"p\.yaml is there already"):
        import_plan("2 plans!.csv", "p")
    with pytest.raises(UsersMistakeError, match="or give --name NAME"):
        import_plan("2 plans!.csv")
    for content, sentence in ((b"\xff\xfe\x00", "is not UTF-8 text"), (b"x" * 1_000_001, "is larger than")):
        Path("x.csv").write_bytes(content)
        with pytest.raises(UsersMistakeError, match=sentence):
            import_plan("x.csv")
    with pytest.raises(UsersMistakeError, match="is not a file"):
        import_plan("there_is_none.csv")
    assert Path("p.yaml").read_text(encoding="utf-8") == "mine"


def test_workbooks_are_read_where_their_reader_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers, percent and texts of the first sheet; a range that became a date says so."""
    books = pytest.importorskip("openpyxl", reason="workbooks need openpyxl")
    monkeypatch.chdir(tmp_path)
    book = books.Workbook()
    for row in (["reform", "start", "months", "share"], ["ddr", 3, "12-24", 0.4], [], ["audit", "after ddr", 30, 0.25]):
        book.active.append(row)
    book.save("p.xlsx")
    plan = plan_asked(str(import_plan("p.xlsx").path), []).scenario.plan
    assert (plan.actions["ddr"].start, plan.actions["ddr"].longest, plan.actions["audit"].share) == (3, 24, 0.25)
    from datetime import datetime

    book.active["C2"] = datetime(2042, 12, 1)
    book.save("q.xlsx")
    with pytest.raises(ConfigFaults, match=r"row 2, months \(C2\): is 2042-12-01 \(a date; format the cell as text\)"):
        import_plan("q.xlsx")
    Path("r.xlsx").write_bytes(b"PK nothing")
    with pytest.raises(UsersMistakeError, match="is no workbook that can be read"):
        import_plan("r.xlsx")


def test_who_lacks_the_reader_of_workbooks_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the command; CSV needs nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setattr("ssrsim.scenario.planning.sheet_file.find_spec", lambda name: None)
    Path("p.xlsx").write_bytes(os.urandom(10))
    with pytest.raises(UsersMistakeError, match=r"pip install 'ssrsim\[report\]', or save the sheet as CSV"):
        import_plan("p.xlsx")


CELL_TEXTS = st.one_of(
    st.sampled_from([*COLUMNS, "ddr", "after ddr", "trigger x", "12", "12-42", "0,3", "30%", "1e9", "-1", "9" * 30,
                     "vetting >= 2 hard", "\u221e", "\uff11", "a;b", "plan", "title"]),
    st.text(max_size=8),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELL_TEXTS, max_size=7), max_size=6), st.binary(max_size=60))
def test_whatever_a_file_holds_there_are_actions_or_sentences(rows: list[list[str]], raw: bytes) -> None:
    """No sheet makes the reader stumble; each fault is one line."""
    for sheet_rows in (rows, [["reform", "start", "months", "share", "needs", "lag", "after"], *rows]):
        assert not [fault for fault in read_sheet("p.csv", sheet_rows).faults if "\n" in fault]
    with suppress(UsersMistakeError):
        read_sheet("p.csv", _of_text("p.csv", raw))
