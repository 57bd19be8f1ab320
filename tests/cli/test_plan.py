"""`ssrsim plan ...` from the command line: exit codes, all faults at once with file and line, files that stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import said, ssrsim_program

BAD = """schema: ssrsim.plan/1
name: bad
title: Bad
actions:
  a: {reform: ddr, start: {trigger: done}, months: 12, share: 0.4}
  b: {reform: audit, start: 1, months: 12, share: 0.7}
  c: {reform: training, start: 2, months: 12, share: 0.7}
triggers:
  done: {indicator: admin.formal.ddr, op: ">", value: 0.3}
rules:
  p: {when: {indicator: survey.feel_safe, op: "<", value: 0.5}, do: [{pause: b, months: 3}]}
  q: {when: {indicator: survey.feel_safe, op: ">=", value: 0.5}, do: [{start: b}]}
"""
SMALL = ("run.months=12", "run.civilians=500", "run.officers=100")


def written(folder: Path, text: str, name: str = "p.yaml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_a_sound_plan_is_one_line(tmp_path: Path) -> None:
    """What was looked at is said, so that silence is no riddle; and doubts are no error unless strict."""
    assert said(tmp_path, "plan", "check", "do_nothing").splitlines() == [
        "do_nothing is sound in liberia_2003, 120 months: 0 actions looked at; no fault, no doubt."
    ]
    lines = said(tmp_path, "plan", "check", "staged", "run.months=60").splitlines()
    assert all(re.match(r"staged\.yaml:\d+: plan\..* \[[a-z0-9-]+\]$", line) for line in lines[:-1])
    assert "in settlement" not in lines[-1]
    assert ssrsim_program(tmp_path, "plan", "check", "staged", "--strict").returncode == 2
    assert (
        said(tmp_path, "plan", "check", "orvanta_compact")
        .splitlines()[-1]
        .startswith("orvanta_compact runs in orvanta")
    )
    assert not list(tmp_path.iterdir())


def test_all_faults_and_doubts_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """Those of the rules beside those of the check, in the order of their lines, each with its code."""
    result = ssrsim_program(tmp_path, "plan", "check", written(tmp_path, BAD))
    assert (result.returncode, result.stderr) == (2, "")
    lines = result.stdout.splitlines()
    places = [re.match(r"p\.yaml:(\d+): .*\[([a-z0-9-]+)\]$", line) for line in lines[:-1]]
    assert [(int(found[1]), found[2]) for found in places if found] == [
        (4, "shares-over-1"), (5, "circle"), (9, "never-fires"), (11, "no-gap"),
    ]  # fmt: skip
    assert lines[-1].startswith("p.yaml has 2 faults and 2 doubts in liberia_2003")


def test_a_file_that_cannot_be_read_is_told_and_no_more(tmp_path: Path) -> None:
    """A title that a terminal would obey stays text; a name that is wrong earns the nearest."""
    bad = BAD.replace("title: Bad", 'title: "\\e[31m"').replace("audit", "audti").replace("value: 0.3", "value: x")
    result = ssrsim_program(tmp_path, "plan", "check", written(tmp_path, bad))
    assert result.returncode == 2
    assert "p.yaml:6: plan.actions.b.reform is audti; allowed" in result.stdout
    assert "did you mean audit? [unknown-name]" in result.stdout
    assert "p.yaml:9: plan.triggers.done.value is the text 'x'" in result.stdout
    assert "[out-of-range]" in result.stdout
    assert "\x1b" not in result.stdout
    assert "Mend the" in result.stdout


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["stagd"], "stagd is neither a file nor a plan that ships; did you mean staged?"),
        (["staged", "plan=ddr_first"], "plan is given beside the plan staged; leave plan= away"),
        (["staged", "scenario=moon"], "scenario is moon; known scenarios"),
        (["staged", "output=x"], "output names a folder, and a check leaves none"),
        (["."], ". it is not a file"),
    ],
)
def test_what_is_typed_wrong_is_a_sentence(tmp_path: Path, typed: list[str], sentence: str) -> None:
    """Exit code 2, nothing on stdout, no traceback."""
    result = ssrsim_program(tmp_path, "plan", "check", *typed)
    assert result.returncode == 2
    assert sentence in result.stderr.replace(".: ", ". ")
    assert "Traceback" not in result.stderr


def test_a_trial_runs_small_and_says_how_many_runs(tmp_path: Path) -> None:
    """What a trial finds counts as a doubt, with n and an interval."""
    text = BAD.replace("{trigger: done}", "1").replace("0.7", "0.1")
    name = written(tmp_path, text)
    lines = said(tmp_path, "plan", "check", name, "--trial", "3", *SMALL)
    assert "Trial: 3 runs of 12 months with 500 civilians. Not validated" in lines
    assert re.search(r"\[trial-[a-z-]+\]", lines)
    assert "of 3 runs (95 % interval" in lines


@pytest.mark.slow
def test_a_plan_goes_to_a_sheet_and_back(tmp_path: Path) -> None:
    """Each command names the next; nothing is overwritten."""
    assert said(tmp_path, "plan", "export", "staged", "--csv") == (
        "Wrote staged.csv. Back again: ssrsim plan import staged.csv\n"
    )
    assert said(tmp_path, "plan", "import", "staged.csv", "--name", "mine") == (
        "Wrote mine.yaml. Next: ssrsim plan check mine.yaml\n"
    )
    assert said(tmp_path, "plan", "check", "mine.yaml").splitlines()[-1].startswith("mine.yaml runs in liberia_2003")
    again = ssrsim_program(tmp_path, "plan", "export", "staged", "--csv")
    assert (again.returncode, again.stdout) == (2, "")
    assert "staged.csv is there already" in again.stderr
    refused = ssrsim_program(tmp_path, "plan", "export", "adaptive", "--csv")
    assert (refused.returncode, "rules bill_is_stuck" in refused.stderr) == (2, True)


def test_faults_of_a_sheet_are_told_by_row_and_column(tmp_path: Path) -> None:
    """All at once, exit code 2, no file; what a cell holds is text to the terminal."""
    written(tmp_path, "name;reform;start;months;share\na;vetting;3;12;30\n\x1b[31m;audit;x;12;0,1\n", "s.csv")
    result = ssrsim_program(tmp_path, "plan", "import", "s.csv")
    assert (result.returncode, result.stdout) == (2, "")
    assert [line[:29] for line in result.stderr.splitlines()] == [
        "s.csv: row 2, share (E2): is ", "s.csv: row 3, name (A3): is \\", "s.csv: row 3, start (C3): is ",
    ]  # fmt: skip
    assert "\x1b" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["s.csv"]


@pytest.mark.slow
def test_a_plan_is_shown_and_leaves_a_page_that_asks_nobody(tmp_path: Path) -> None:
    """Text, page, figures with their data, canonical plan; markup in a title stays text; no folder is reused."""
    name = written(tmp_path, BAD.replace("title: Bad", 'title: "<b>[red]Bad"').replace("{trigger: done}", "1")
                   .replace("0.7", "0.1"))  # fmt: skip
    text = said(tmp_path, "plan", "show", name, "output=one", "run.months=60")
    for words in ("<b>[red]Bad", "Bills, in the order in which they come", "Money by year, USD m", "one sign is 3 "
                                                                                                   "months",
                  "Nothing was run"):  # fmt: skip
        assert words in text
    folder = tmp_path / "outputs" / "one"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "figures/gantt.csv", "figures/gantt.svg", "figures/money.csv", "figures/money.svg", "plan.html", "plan.yaml",
    ]  # fmt: skip
    page = (folder / "plan.html").read_text(encoding="utf-8")
    assert "<b>[red]" not in page
    assert not re.search(r"<script|<link|src=|@import|url\((?!#)|https?://(?!www\.w3\.org/)", page)
    assert said(tmp_path, "plan", "check", str(folder / "plan.yaml"), "run.months=60")
    again = ssrsim_program(tmp_path, "plan", "show", name, "output=one")
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    said(tmp_path, "plan", "show", "do_nothing")
    assert any(path.name.startswith("plan-") for path in (tmp_path / "outputs").iterdir())
