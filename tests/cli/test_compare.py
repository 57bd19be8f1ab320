"""Comparisons through the program itself: a folder that is whole, numbers that agree, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ssrsim.analysis.outcomes import shown_difference
from ssrsim.scenario.starting import starting_plan
from tests.cli.program import QUICK, ssrsim_program

REQUESTS = re.compile(r"(?:src|href)\s*=\s*[\"'](?!#)|url\((?!#)|@import", re.IGNORECASE)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Two plans of Liberia, small, and what the program printed."""
    folder = tmp_path_factory.mktemp("compare")
    result = ssrsim_program(folder, "compare", "plans=[staged,oversight_first]", *QUICK, "run.months=18", "output=two")
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return folder / "outputs" / "two", result.stdout


def test_the_terminal_tells_numbers_differences_and_verdict(done: tuple[Path, str]) -> None:
    """What was compared, how sure it is, where histories part, under which condition."""
    _, said = done
    for part in ("2 plans compared", "“Oversight first” less “In stages”, 2 pairs of runs", "varies less by",
                 "“Oversight first” against “In stages”", "part in random world 0", "in this model",
                 "Not validated", "Report  outputs/two/report.html"):  # fmt: skip
        assert part in said, part


def test_the_folder_is_whole_and_its_manifest_knows_every_file(done: tuple[Path, str]) -> None:
    """Page, tables, figures with their data, the runs of each plan."""
    folder, _ = done
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert files == {*manifest["files"], "manifest.json"}
    assert {"report.html", "summary.csv", "differences.csv", "differences.parquet", "first_months.csv",
            "partings.csv", "plans/staged/series.parquet", "plans/staged/plan.yaml"} <= files  # fmt: skip
    figures = [name for name in files if name.startswith("figures/")]
    assert {name[:-4] for name in figures if name.endswith(".svg")} == {
        name[:-4] for name in figures if name.endswith(".csv")
    }
    assert [plan["name"] for plan in manifest["plans"]] == ["staged", "oversight_first"]


def test_the_page_asks_for_nothing_and_has_no_script(done: tuple[Path, str]) -> None:
    """It must open on a machine without network, for ever."""
    page = (done[0] / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert REQUESTS.search(page) is None
    assert page.count("not validated") > 5


def test_page_terminal_and_table_have_the_same_numbers(done: tuple[Path, str]) -> None:
    """One number, wherever it stands."""
    folder, said = done
    differences = pd.read_csv(folder / "differences.csv").set_index("outcome")
    leaked = shown_difference(float(differences.loc["money_leaked", "value"]), "USD m")
    assert f"Money leaked {leaked}" in re.sub(" +", " ", said)
    assert f">{leaked}<" in (folder / "report.html").read_text("utf-8")
    ends = [
        pd.read_parquet(folder / "plans" / plan / "series.parquet").query("month == 18")["trust_police"].mean()
        for plan in ("oversight_first", "staged")
    ]
    assert differences.loc["trust_police_end", "value"] == pytest.approx(ends[0] - ends[1], abs=1e-6)


@pytest.mark.slow
def test_the_plan_files_it_leaves_give_the_same_runs_again(done: tuple[Path, str], tmp_path: Path) -> None:
    """Reproducible from the folder alone; and a plan under another name is recognised."""
    folder, _ = done
    plan = yaml.safe_load((folder / "plans" / "staged" / "plan.yaml").read_text("utf-8"))
    (tmp_path / "twin.yaml").write_text(yaml.safe_dump({**plan, "name": "twin", "title": "Twin"}), encoding="utf-8")
    given = f"plans_files=[{folder}/plans/staged/plan.yaml,twin.yaml]"
    again = ssrsim_program(tmp_path, "compare", given, *QUICK, "run.months=18", "output=again")
    assert (again.returncode, again.stderr) == (0, "")
    assert "are the same plan in this scenario: every month of all 2 worlds is identical." in again.stdout
    one, other = (
        pd.read_parquet(root / "plans" / "staged" / "series.parquet")
        for root in (folder, tmp_path / "outputs" / "again")
    )
    pd.testing.assert_frame_equal(one, other)


def test_faults_are_told_in_sentences_and_leave_nothing(tmp_path: Path) -> None:
    """Exit code 2, all at once, no traceback."""
    result = ssrsim_program(tmp_path, "compare", "plans=[staged,oversght_first]", "run.replicates=auto", "run.sed=3")
    assert (result.returncode, result.stdout) == (2, "")
    assert "did you mean oversight_first?" in result.stderr
    assert "run.sed is not a key" in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_hostile_titles_of_plans_stay_text(tmp_path: Path) -> None:
    """Markup, formulas and control characters of a user's file, in terminal, page and tables."""
    titles = ("[bold]one[/bold]", "=cmd|' /C calc'!A0", "<img src=x onerror=alert(1)>\u202e")
    for number, title in enumerate(titles):
        plan = {**yaml.safe_load(starting_plan("mine")), "name": f"p{number}", "title": title}
        (tmp_path / f"p{number}.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    result = ssrsim_program(tmp_path, "compare", "plans_files=[p0.yaml,p1.yaml,p2.yaml]", *QUICK, "output=out")
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    assert [line for line in result.stdout.split("\n") if not line.isprintable()] == []
    assert "[bold]one[/bold]" in result.stdout
    assert "<img" not in (tmp_path / "outputs" / "out" / "report.html").read_text("utf-8")
    for path in (tmp_path / "outputs" / "out").rglob("*.csv"):
        assert not re.search(r"(?m)(^|,)\"?[=+@]", path.read_text("utf-8")), path
