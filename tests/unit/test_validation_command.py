"""`ssrsim validate` without the model: what is asked, the folder, the page, what is printed."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.validation.found import Curve, Found, FoundTable, bootstrapped, line
from ssrsim.analysis.validation.patterns import Judged, judge, read_patterns
from ssrsim.config.compose import ConfigFaults
from ssrsim.config.shipped import VALIDATION, config_folder, groups
from ssrsim.config.validation import validation_asked
from ssrsim.plots.style import to_svg
from ssrsim.plots.validation import figure_frame, pattern_figure
from ssrsim.records.results import FailedRun
from ssrsim.report.validation import Ran, print_table, write_tables
from ssrsim.report.validation_page import ValidationOrigin, write_page

PATTERNS = read_patterns(config_folder() / VALIDATION)
KNOWN = list(PATTERNS)


def made_up(name: str, shift: float = 0.0) -> Judged:
    """A pattern with numbers from nowhere."""
    pattern = PATTERNS[name]
    estimates = {part: Estimate(0.3 + shift, 0.25 + shift, 0.35 + shift, 40) for part in pattern.parts}
    x = np.arange(5.0)
    curves = tuple(line(label, x, [Estimate(0.1 * y, 0.1 * y - 0.05, 0.1 * y + 0.05, 40) for y in x])
                   for label in dict.fromkeys(point.curve for point in pattern.points))  # fmt: skip
    frame = pd.DataFrame({"order": ["=cmd", "<b>"], "value": [1.0, 2.0]})
    tables = (FoundTable("orders", "Means by order", frame),) if name == "E8" else ()
    return judge(name, pattern, Found(estimates, curves, ("A note <i>here</i>.",), tables))


def test_nothing_said_asks_for_everything() -> None:
    """All patterns at full effort into a dated folder."""
    asked = validation_asked([], KNOWN)
    assert asked == (tuple(KNOWN), "full", None, ())
    some = validation_asked(["patterns=[P5,P1]", "effort=quick", "output=mine"], KNOWN)
    assert some == (("P1", "P5"), "quick", "mine", ())
    assert validation_asked(["patterns=P8"], KNOWN).patterns == ("P8",)
    changed = validation_asked(["mechanisms.ddr=false", "effort=quick", "parameters.leader_cost=0.1"], KNOWN)
    assert changed.changes == ("mechanisms.ddr=false", "parameters.leader_cost=0.1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["patterns=[P99]"], ["patterns has P99; allowed: P1, P3"]),
        (["patterns=[p1]"], ["did you mean P1?"]),
        (["patterns="], ["allowed: P1"]),
        (["effort=fast"], ["effort is fast; allowed: full, quick"]),
        (
            ["pattern=[P1]"],
            ["allowed: patterns=, effort=, output=, parameters.*, mechanisms.*, conflict.*; did you mean patterns?"],
        ),
        (["P1"], ["is no key of validate"]),
        (["effort=quick", "effort=full"], ["effort is given more than once"]),
        (["output="], ["output is empty"]),
        (["patterns=[P99]", "effort=fast", "run.seed=1"], ["P99", "fast", "run.seed"]),
    ],
)
def test_mistakes_are_told_at_once_with_what_is_allowed(arguments: list[str], said: list[str]) -> None:
    """One sentence each."""
    with pytest.raises(ConfigFaults) as told:
        validation_asked(arguments, KNOWN)
    assert len(told.value.faults) == len(said)
    for words in said:
        assert any(words in fault for fault in told.value.faults), told.value.faults


def test_definitions_are_no_part_of_a_scenario() -> None:
    """Nobody can choose a validation file as one chooses a plan."""
    assert VALIDATION not in groups()


def test_the_folder_holds_page_figures_tables_and_manifest(tmp_path: Path) -> None:
    """One self-contained page, every figure with its data, what is quick or failed said plainly."""
    judged = tuple(made_up(name) for name in ("P1", "P13", "E8", "E10"))
    origin = ValidationOrigin("mine", ["ssrsim", "validate"], "0" * 16, datetime(2026, 1, 1, tzinfo=UTC), "quick")
    failed = {"settlements": [FailedRun(3, 17, "people are not conserved")], "orders": []}
    ran = Ran({"settlements": pd.DataFrame({"arm": ["all"], "recurred": [1.0]})}, failed, {})
    write_tables(ran, judged, tmp_path)
    write_page(judged, failed, tmp_path, origin)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "Quick effort" in page
    assert "1 of settlements" in page
    assert "not validated" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")
    assert "A note &lt;i&gt;here" in page
    assert "&lt;b&gt;" in page
    for one in judged:
        assert f'id="figure-{one.id.lower()}"' in page
        assert (tmp_path / "figures" / f"{one.id.lower()}.svg").stat().st_size > 1000
        assert len(pd.read_csv(tmp_path / "figures" / f"{one.id.lower()}.csv")) >= len(one.parts)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert set(manifest["files"]) == written - {"manifest.json"}
    assert manifest["verdicts"]["P1"] == judged[0].verdict
    assert pd.read_parquet(tmp_path / "experiments" / "settlements.parquet")["recurred"].tolist() == [1.0]
    table = pd.read_csv(tmp_path / "patterns.csv")
    assert len(table) == sum(len(one.parts) for one in judged)
    assert (tmp_path / "orders.csv").read_text("utf-8").splitlines()[1].startswith("'=")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in ("P1", "P8", "E10") else pytest.mark.slow) for name in KNOWN]
)
def test_every_figure_can_be_drawn_and_says_what_it_shows(name: str) -> None:
    """With every number, with none, and at full effort without a word of quick."""
    judged = made_up(name)
    drawn = pattern_figure(judged, "quick")
    assert "Quick effort" in drawn.caption
    assert "Quick" not in pattern_figure(judged, "full").caption
    ET.fromstring(to_svg(drawn))
    frame = figure_frame(judged)
    assert (frame["what"] == "model").sum() == len(judged.parts)
    assert (frame["what"] == "passes").sum() == sum(part.given.judged for part in judged.parts)
    unknown = Estimate(float("nan"), float("nan"), float("nan"), 0)
    empty = judge(name, judged.pattern, Found(dict.fromkeys(judged.pattern.parts, unknown)))
    ET.fromstring(to_svg(pattern_figure(empty, "full")))


def test_what_is_printed_names_every_part_and_counts_verdicts() -> None:
    """Lines that a log can keep; a failure is told as one and ends nothing."""
    out = io.StringIO()
    print_table((made_up("P1"), made_up("P5", shift=1.0), made_up("E10")), "quick", Console(file=out, width=80))
    text = out.getvalue()
    assert "quick effort" in text
    for part in PATTERNS["P1"].parts.values():
        assert part.label in text
    assert "P5 Corruption hardly moves, calibrated on: FAIL" in text
    assert "Signatures that hold: " in text
    assert "no error" in text


def test_a_bootstrap_finds_the_spread_of_a_mean() -> None:
    """Its interval is about that of the t distribution; with one row or none there is none."""
    rng = np.random.default_rng(1)
    values = rng.normal(2.0, 1.0, 400)
    found = bootstrapped(lambda rows: float(values[rows].mean()), 400, rng)
    assert found.value == pytest.approx(values.mean())
    assert found.high - found.low == pytest.approx(2 * 1.96 / 20, rel=0.15)
    assert np.isnan(bootstrapped(lambda rows: 1.0, 1, rng).low)
    assert bootstrapped(lambda rows: 1.0, 0, rng).n == 0
    assert isinstance(made_up("P1").found.curves[0], Curve)
