"""The folder of a comparison where something is scarce: one shared world, many plans, failed runs, hostile titles."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ssrsim.analysis.compare import compare
from ssrsim.lab.divergence import Parting
from ssrsim.lab.random import generator
from ssrsim.records.results import FailedRun, Results
from ssrsim.records.store import Origin
from ssrsim.report.compare import _refuse_nothing
from ssrsim.report.compare_page import write_comparison
from ssrsim.scenario.base import UsersMistakeError
from tests.unit.two_plans import plans, under_plan

ORIGIN = Origin("two", ["ssrsim", "compare", "plans=[a,b]"], "abc", datetime(2030, 1, 2, tzinfo=UTC))
PARTING = Parting("A and B", 0, 3, "vote", "reforms", "verdict", "vetting", ("first <b>line</b>", "second"))


def written(results: list[Results], folder: Path) -> str:
    """The page of these runs."""
    write_comparison(compare(results, generator(1, "t")), [PARTING], folder, ORIGIN)
    return (folder / "report.html").read_text("utf-8")


def without(results: Results, kept: int) -> Results:
    """The same with all but the first runs failed."""
    failed = tuple(FailedRun(int(r), 7, "people are not conserved") for r in results.replicates[kept:])
    districts = None if results.districts is None else results.districts[:kept]
    return replace(results, replicates=results.replicates[:kept], series=results.series[:kept], districts=districts,
                   failed=failed)  # fmt: skip


def test_one_shared_world_makes_a_page_without_intervals(tmp_path: Path) -> None:
    """Nothing is claimed, nothing breaks, and failed runs stand at the top."""
    first, second = plans(months=24)
    page = written([first, without(second, 1)], tmp_path)
    assert "too few runs" in page
    assert "39 of 40 runs failed" in page
    assert re.search(r"\bnan\b", page) is None
    verdict = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["verdict"][0]
    assert all("cannot be told apart" in sentence for sentence in verdict)


@pytest.mark.slow
def test_six_plans_make_fifteen_pairs_and_five_forests(tmp_path: Path) -> None:
    """Pairs with the first plan stand open, the others behind a click."""
    page = written(plans(6, months=14), tmp_path)
    assert page.count("<details>") == 10
    assert len(list((tmp_path / "figures").glob("forest_*.svg"))) == 5
    assert page.count('class="differences"') == 15


def test_what_comes_from_outside_is_text(tmp_path: Path) -> None:
    """Titles, and lines about rows with names from a user's file."""
    first, second = plans(months=14)
    page = written([first, under_plan(second, "b", "<img src=x>")], tmp_path)
    assert "<img" not in page
    assert "first &lt;b&gt;line&lt;/b&gt;" in page


def test_nothing_to_compare_is_told_with_what_failed() -> None:
    """No world ran under both plans: a sentence with the first failures, no page of empty tables."""
    first, second = plans(months=14)
    with pytest.raises(UsersMistakeError, match=r"no random world ran under all plans.*replicate 0, month 7: people"):
        _refuse_nothing([first, without(second, 0)])
    _refuse_nothing([first, without(second, 1)])


@pytest.mark.slow
def test_same_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Bootstrap and figures included: a page that changes by itself cannot be checked."""
    pages = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        pages.append(written(plans(months=14), tmp_path / name))
    assert pages[0] == pages[1]
