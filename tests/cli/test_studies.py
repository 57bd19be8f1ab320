"""A study through the program itself: run with processes of its own, looked at, found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import said, ssrsim_program

TINY = ("plans=[do_nothing]", "over={country.patronage:{values:[0.3,0.6]}}", "run.replicates=2", "run.months=6",
        "run.civilians=500", "run.officers=100", "executor.workers=1", "output=tiny")  # fmt: skip


@pytest.mark.slow
def test_a_study_is_run_told_of_and_never_run_twice(tmp_path: Path) -> None:
    """From the command line to the folder that any tool reads; the same command finds all there."""
    first = ssrsim_program(tmp_path, "sweep", *TINY)
    assert first.returncode == 0, first.stderr
    assert "4 runs, 2 points, 1 plan" in first.stdout
    assert "4 of 4 runs, 0 of them failed" in said(tmp_path, "status", "studies/tiny")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "studies" / "tiny").rglob("*.parquet")}
    again = ssrsim_program(tmp_path, "sweep", *TINY)
    assert again.stdout.split("\n\n", 1)[1] == first.stdout.split("\n\n", 1)[1]
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "studies" / "tiny").rglob("*.parquet")} == before
