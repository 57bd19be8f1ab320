"""The validation through the program itself: a mirror that ends well whatever it shows."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.program import ssrsim_program


@pytest.mark.slow
def test_two_patterns_at_quick_effort(tmp_path: Path) -> None:
    """Exit code 0 with patterns that fail, a folder that is whole, the same numbers from the stored outcomes."""
    done = ssrsim_program(tmp_path, "validate", "patterns=[P8,P9]", "effort=quick", "output=mine")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "P9 A trial of audits, held out: " in done.stdout
    folder = tmp_path / "outputs" / "mine"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert set(manifest["verdicts"]) == {"P8", "P9"}
    assert {path.stem for path in (folder / "experiments").iterdir()} == {"community_policing", "audits"}
    stored = pd.read_parquet(folder / "experiments" / "audits.parquet").pivot(
        index="replicate", columns="arm", values="leakage"
    )
    change = (stored["working courts, audited"] - stored["working courts"]).mean()
    told = pd.read_csv(folder / "patterns.csv").query("part == 'Leakage, working courts'")["value"].item()
    assert told == pytest.approx(change)
    again = ssrsim_program(tmp_path, "validate", "patterns=[P8]", "effort=quick", "output=mine")
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_a_pattern_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    """One sentence, exit code 2, nothing left behind."""
    done = ssrsim_program(tmp_path, "validate", "patterns=[P2]")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("patterns has P2; allowed: P1, P3, P5")
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
