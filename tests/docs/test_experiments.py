"""The experiments run as they stand, and their pages show what the runs gave."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ssrsim.report.answer import COLUMNS, END, START

ROOT = Path(__file__).parents[2]
HOME = ROOT / "experiments"
EXPERIMENTS = sorted(path for path in HOME.iterdir() if path.is_dir() and path.name != "__pycache__")
LONG = (
    "audit_and_sanctions",
    "community_policing",
    "pay_and_oversight",
    "sequencing_liberia",
    "sign_flips",
)  # their small runs take seconds each
NUMBER = re.compile(r"-?\d+(\.\d+)?")
READS = {"rises", "falls", "no difference seen", "no interval", "level"}


@pytest.fixture(params=EXPERIMENTS, ids=lambda path: path.name)
def experiment(request: pytest.FixtureRequest) -> Path:
    """Each experiment in turn."""
    return request.param


def results(folder: Path) -> list[list[str]]:
    """The rows of results.csv, names of columns first."""
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def answer(folder: Path) -> list[list[str]]:
    """The rows of the table between the marks of the README, names of columns first."""
    page = (folder / "README.md").read_text(encoding="utf-8")
    block = page.split(START)[1].split(END)[0]
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in block.splitlines() if line]
    return [rows[0], *rows[2:]]  # without the line of dashes


def test_there_are_six_experiments_and_the_index_names_them() -> None:
    """An empty folder would pass all other tests."""
    assert [path.name for path in EXPERIMENTS] == [
        "audit_and_sanctions",
        "community_policing",
        "pay_and_oversight",
        "scandal",
        "sequencing_liberia",
        "sign_flips",
    ]
    index = (HOME / "README.md").read_text(encoding="utf-8")
    assert all(f"({path.name}/README.md)" in index for path in EXPERIMENTS)
    assert f"for e in {' '.join(path.name for path in EXPERIMENTS)}; do" in index


def test_experiment_is_complete(experiment: Path) -> None:
    """Question, design, answer, limits and the exact command; a script that is short enough to read."""
    page = (experiment / "README.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings == ["Question", "Design", "Answer", "What it does not show"]
    assert f"python experiments/{experiment.name}/experiment.py" in page
    assert "not calibrated" in page
    assert len((experiment / "experiment.py").read_text(encoding="utf-8").splitlines()) <= 120


def test_page_shows_the_results(experiment: Path) -> None:
    """Every number of the answer's table is the one in results.csv, which has all its columns."""
    rows = results(experiment)
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) > 5
    assert answer(experiment) == rows


def test_every_result_has_its_interval_and_its_n(experiment: Path) -> None:
    """A number without unit, n and interval cannot be judged."""
    for row in results(experiment)[1:]:
        of = dict(zip(COLUMNS, row, strict=True))
        assert of["unit"], row
        assert int(of["n"]) >= 10, row
        assert of["reads"] in READS, row
        assert all(NUMBER.fullmatch(of[name]) for name in ("estimate", "low", "high")), row
        assert float(of["low"]) <= float(of["estimate"]) <= float(of["high"]), row


@pytest.mark.parametrize(
    "experiment", [pytest.param(path, marks=pytest.mark.slow) if path.name in LONG else path for path in EXPERIMENTS],
    ids=lambda path: path.name, indirect=True,
)  # fmt: skip
def test_experiment_runs_small(experiment: Path, tmp_path: Path) -> None:
    """Elsewhere, with every warning an error, it writes the same rows with other numbers, and the page with them."""
    copy = tmp_path / experiment.name
    shutil.copytree(experiment, copy)
    (copy / "results.csv").unlink()
    command = [sys.executable, "-W", "error", str(copy / "experiment.py"), "--replicates", "3", "--civilians", "700"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written, shipped = results(copy), results(experiment)
    assert tuple(written[0]) == COLUMNS
    assert [row[:3] for row in written] == [row[:3] for row in shipped]
    worlds = {int(row[COLUMNS.index("n")]) for row in written[1:]}
    assert min(worlds) == 3  # noisy outcomes may ask for a multiple
    assert all(n % 3 == 0 for n in worlds)
    assert answer(copy) == written
    outside = [re.sub(f"{START}.*{END}", "", (folder / "README.md").read_text("utf-8"), flags=re.DOTALL)
               for folder in (copy, experiment)]  # fmt: skip
    assert outside[0] == outside[1]
