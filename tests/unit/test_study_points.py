"""What a study takes from other files, and what Tab knows of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import faults, written

from ssrsim.config.completion import study_candidates, study_folders
from ssrsim.config.study import study_asked
from ssrsim.lab.studies import study_of
from ssrsim.scenario.starting import starting_plan
from ssrsim.scenario.study_file import Design


def test_a_study_file_names_other_files_as_seen_from_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a study, its plans and its points can be moved, and run from anywhere."""
    there = tmp_path / "there"
    there.mkdir()
    (there / "mine.yaml").write_text(starting_plan("mine"), encoding="utf-8")
    (there / "points.csv").write_text("country.patronage,mechanisms.coups\n0.3,true\n0.5,false\n", encoding="utf-8")
    file = written(there, "plans_files: [mine.yaml]\ndesign: {kind: rows, file: points.csv}\n")
    monkeypatch.chdir(tmp_path)
    asked = study_asked([f"study_file={Path(file).relative_to(tmp_path)}"])
    assert [one.plan.name for one in asked.scenarios] == ["mine"]
    assert study_of(asked).points == ((0.3, True), (0.5, False))


@pytest.mark.parametrize("text", ["a,b\n1\n", "a,a\n1,2\n", "a,\n1,2\n", "a\x00,b\n1,2\n", ""])
def test_a_table_of_points_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    """Ragged, nameless or empty tables are no points."""
    path = tmp_path / "points.csv"
    path.write_text(text, encoding="utf-8")
    assert faults("design=rows", f"design.file={path}")


def test_points_given_by_hand_say_what_they_vary(tmp_path: Path) -> None:
    """Numbers vary from the lowest to the highest, switches and names among their values, one value alone stays."""
    path = tmp_path / "points.csv"
    path.write_text("country.patronage,mechanisms.coups,country.growth\n0.9,true,0.03\n0.2,false,0.03\n0.5,true,0.03\n",
                    encoding="utf-8")  # fmt: skip
    patronage, coups, growth = study_asked(["design=rows", f"design.file={path}"]).factors
    assert (patronage.low, patronage.high, patronage.values) == (0.2, 0.9, ())
    assert coups.values == (True, False)
    assert growth.values == (0.03,)


@pytest.mark.parametrize(("text", "said"), [
    ("country.patronag\n0.5\n", "points.csv:1: country.patronag is not a key; did you mean country.patronage?"),
    ("country.patronage\n0.5\n1.5\n", "points.csv:3: country.patronage is given 1.5; it must lie in 0..1 (share)"),
    ("mechanisms.coups,country.patronage\ntrue,0.1\nfalse,much\n", "points.csv:3: country.patronage is given much"),
    ("country.patronage\n0.5\n\n", "line 3 has not one value for each of the paths"),
])  # fmt: skip
def test_a_fault_in_a_table_of_points_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """Whoever made ten thousand rows wants to know which."""
    path = tmp_path / "points.csv"
    path.write_text(text, encoding="utf-8")
    told = faults("design=rows", f"design.file={path}")
    assert len(told) == 1
    assert said in told[0]


def test_plan_files_that_are_not_there_are_told_with_the_line_that_names_them(tmp_path: Path) -> None:
    """Line 2 of the study file names a file that nobody has."""
    file = written(tmp_path, "name: mine\nplans_files: [none.yaml]\n")
    (told,) = faults(f"study_file={file}")
    assert told.startswith(f"{file}:2: plan_file is {tmp_path / 'none.yaml'}: it cannot be read")


def test_tab_knows_what_a_study_may_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, values, the last name of a list, and the folders of studies."""
    assert study_candidates("study=f", ()) == ["study=first_look"]
    assert study_candidates("plans=[do_nothing,st", ()) == ["plans=[do_nothing,staged"]
    assert study_candidates("over=[country.patro", ()) == ["over=[country.patronage"]
    assert study_candidates("design=l", ()) == ["design=lhs"]
    assert study_candidates("design.", ()) == sorted(f"design.{name}=" for name in Design.model_fields)
    assert study_candidates("executor.w", ()) == ["executor.workers="]
    assert study_candidates("plan=sta", ()) == ["plan=staged"]
    assert "run.threads=" not in study_candidates("run.", ())
    assert {"plans=", "plan=", "plans_files="} <= set(study_candidates("pl", ()))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "studies" / "one").mkdir(parents=True)
    (tmp_path / "studies" / "one" / "study.json").touch()
    (tmp_path / "studies" / "no_study").mkdir()
    assert study_folders() == ["studies/one"]
