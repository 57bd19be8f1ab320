"""The report: self-contained, harmless whatever the titles, deterministic, and equal to summary.csv."""

from __future__ import annotations

import io
import re
import sys
import types
from datetime import UTC, datetime
from html.parser import HTMLParser

import pandas as pd
import pytest
from rich.console import Console
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.report.run import deliver, run_scenario

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script> $\\frac$ {{ 7 * 7 }} "onload=x" [red] \x1b[31m'


def _deliver(folder, results):
    folder.mkdir()
    deliver(results, folder, name="x", command=["ssrsim", "run", "scenario=<b>"], source_hash="abc", now=NOW)
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    """One delivered folder for the tests that only read it."""
    folder = tmp_path_factory.mktemp("report") / "run"
    _deliver(folder, made_up_results(failed=2))
    return folder


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.ids, self.values = set(), [], [], {}
        self._row = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [given["id"]] if "id" in given else []
        if tag == "tr":
            self._row = given.get("data-name")
        if tag == "data" and self._row:
            self.values.setdefault(self._row, []).append(given["value"])


def _parsed(html):
    page = _Page()
    page.feed(html)
    return page


def test_report_asks_nothing_of_the_network(delivered):
    """It is read in places without internet and must tell nobody that it is read."""
    html = (delivered / "report.html").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"'<]*", html)) <= {"http://www.w3.org/2000/svg"}
    page = _parsed(html)
    assert not page.tags & {"script", "link", "iframe", "img", "object", "embed", "base", "form"}
    assert all(value.startswith("#") for _, name, value in page.attributes if name in ("href", "src"))
    assert "@import" not in html
    assert set(re.findall(r"url\((.)", html)) <= {"#"}


def test_report_ids_are_unique(delivered):
    """Inlined figures share one page: a clash of ids would clip one figure by another's frame."""
    ids = _parsed((delivered / "report.html").read_text(encoding="utf-8")).ids
    assert len(ids) == len(set(ids))
    html = (delivered / "report.html").read_text(encoding="utf-8")
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def test_report_numbers_are_those_of_the_summary_file(delivered):
    """One number has one value wherever it stands, to the last bit."""
    summary = pd.read_csv(delivered / "summary.csv").set_index("name")
    values = _parsed((delivered / "report.html").read_text(encoding="utf-8")).values
    assert set(values) == set(summary.index)
    for name, texts in values.items():
        assert [float(text) for text in texts] == summary.loc[name, ["value", "low", "high"]].tolist(), name


def test_report_names_failed_runs(delivered):
    """Whoever reads only the first screen must see that runs are missing."""
    html = (delivered / "report.html").read_text(encoding="utf-8")
    assert "2 runs failed" in html
    assert "people are not conserved" in html


def test_every_figure_has_its_data_beside_it(delivered):
    """A figure without its data cannot be checked."""
    names = {path.stem for path in (delivered / "figures").glob("*.svg")}
    assert names == {path.stem for path in (delivered / "figures").glob("*.csv")}
    assert {"survival", "trust", "conduct", "politics", "conflict", "money", "plan"} == names


@pytest.mark.parametrize("title", [HOSTILE, "=1+1", "$\\frac$", "<img src=x onerror=alert(1)>"])
def test_report_is_harmless_whatever_the_title(tmp_path, title):
    """Scenario files come from strangers: a title is text and nothing else."""
    html = _deliver(tmp_path / "run", made_up_results(made_up_scenario(title, replicates=3)))
    page = _parsed(html)
    assert not page.tags & {"script", "img"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert "{{ 7 * 7 }}" in html or "{{" not in title


def test_report_is_the_same_bytes_for_the_same_inputs(tmp_path):
    """Two people with the same results must be able to compare reports with a checksum."""
    first = _deliver(tmp_path / "a", made_up_results(made_up_scenario(replicates=4)))
    assert first == _deliver(tmp_path / "b", made_up_results(made_up_scenario(replicates=4)))


@pytest.mark.parametrize(("replicates", "failed", "months"), [(1, 0, 120), (2, 2, 120), (3, 0, 1)])
def test_report_stands_small_and_broken_ensembles(tmp_path, replicates, failed, months):
    """One run, no run delivered and one month are what people try first."""
    results = made_up_results(made_up_scenario(replicates=replicates, months=months), failed=failed)
    assert "Honest limits" in _deliver(tmp_path / "run", results)


def test_run_scenario_prints_and_leaves_a_whole_folder(tmp_path, monkeypatch):
    """The main job without a terminal: plain lines, a table, a whole folder, no control codes from titles."""
    monkeypatch.chdir(tmp_path)
    ensemble = types.ModuleType("ssrsim.lab.ensemble")
    ensemble.compile_model = lambda scenario, report: report(1, 1)
    ensemble.run_ensemble = lambda scenario, report: (report(5, 5), made_up_results(scenario, failed=1))[1]
    monkeypatch.setitem(sys.modules, "ssrsim.lab.ensemble", ensemble)
    out = io.StringIO()
    console = Console(file=out, width=120)
    done = run_scenario(made_up_scenario(HOSTILE, replicates=5), command=["ssrsim"], output="mine", console=console)
    assert done.failed == 1
    assert [path.name for path in (tmp_path / "outputs").iterdir()] == ["mine"]
    assert (done.folder / "manifest.json").exists()
    text = out.getvalue()
    assert "Running 5 replicates: 5 of 5" in text
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
