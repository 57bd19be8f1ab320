"""A run from scenario to folder: what it prints, leaves and refuses."""

from __future__ import annotations

import io
import sys
import types

import pytest
from rich.console import Console
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.report.run import run_scenario

HOSTILE = '<script>alert(1)</script> $\\frac$ {{ 7 * 7 }} "onload=x" [red] \x1b[31m'


def test_run_scenario_prints_and_leaves_a_whole_folder(tmp_path, monkeypatch):
    """The main job without a terminal: plain lines, a table, a whole folder, no control codes from titles."""
    monkeypatch.chdir(tmp_path)
    ensemble = types.ModuleType("ssrsim.lab.ensemble")
    ensemble.compile_model = lambda scenario, report=print: None
    ensemble.run_ensemble = lambda scenario, report, enough: (report(5, 5), made_up_results(scenario, failed=1))[1]
    monkeypatch.setitem(sys.modules, "ssrsim.lab.ensemble", ensemble)
    out = io.StringIO()
    console = Console(file=out, width=120)
    done = run_scenario(made_up_scenario(HOSTILE, replicates=5), command=["ssrsim"], output="mine", console=console)
    assert done.failed == 1
    assert [path.name for path in (tmp_path / "outputs").iterdir()] == ["mine"]
    assert (done.folder / "manifest.json").exists()
    text = out.getvalue()
    assert "Runs of 120 months: 5 of 5" in text
    assert "1 of 5 runs failed" in text
    assert str(done.folder / "report.html") in text
    assert "\x1b" not in text


def test_run_scenario_refuses_before_it_computes(tmp_path, monkeypatch):
    """A taken name must cost a second, not the whole ensemble."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outputs" / "mine").mkdir(parents=True)
    monkeypatch.setitem(sys.modules, "ssrsim.lab.ensemble", None)  # importing it would fail
    with pytest.raises(ValueError, match="is there already"):
        run_scenario(made_up_scenario(replicates=5), command=[], output="mine", console=Console(file=io.StringIO()))
