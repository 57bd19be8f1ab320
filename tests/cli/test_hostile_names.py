"""Names that are code somewhere: harmless in terminal, CSV, HTML, figures and file names."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from ssrsim.scenario.starting import starting_plan, starting_scenario
from tests.cli.program import QUICK, ssrsim_program

HOSTILE = (
    "$\\frac$", "=1+1", "<script>alert(1)</script>", "\u202egnp.exe", "\x85\u009b31mred", "../../../etc/passwd",
    "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "%s%n", "a" * 120,
    "[bold]markup[/bold]", "&lt;b&gt;", "x' onload='alert(1)", "\u2066hidden\u2069", "名前", "\\N{BULLET}", "`id`",
)  # fmt: skip

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A run whose every title is hostile, and what the program printed."""
    folder = tmp_path_factory.mktemp("hostile")
    data = yaml.safe_load(starting_scenario("mine"))
    data["plan"] = {key: value for key, value in yaml.safe_load(starting_plan("mine")).items() if key != "schema"}
    titles = iter(HOSTILE)
    entries = [data, data["plan"], data["country"]]
    parts = [data["country"][part] for part in ("districts", "groups", "factions", "blocs")]
    entries += [entry for part in (*parts, data["donors"], data["missions"], data["shocks"]) for entry in part.values()]
    for number, entry in enumerate(entries):
        entry["title"] = next(titles, f"{HOSTILE[number % len(HOSTILE)][:100]} {number}")
    (folder / "mine.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    described = ssrsim_program(folder, "describe", "scenario_file=mine.yaml")
    result = ssrsim_program(folder, "run", "scenario_file=mine.yaml", "output=out", *QUICK)
    assert (result.returncode, described.returncode) == (0, 0), result.stderr + described.stderr
    return folder, described.stdout + result.stdout + result.stderr


def test_the_terminal_gets_plain_text(run_folder: tuple[Path, str]) -> None:
    """No control, direction or escape character reaches the terminal, and nothing is taken for markup."""
    text = run_folder[1]
    assert [line for line in text.split("\n") if not line.isprintable()] == []
    assert "[bold]markup[/bold]" in text.replace("\n", "")


def test_no_file_has_a_name_from_outside(run_folder: tuple[Path, str]) -> None:
    """Files lie in the run's folder under names of ours."""
    folder = run_folder[0]
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert all(name == "mine.yaml" or name.startswith("outputs/out/") for name in names)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_./") for name in names)


def test_no_cell_is_a_formula(run_folder: tuple[Path, str]) -> None:
    """A spreadsheet shows every text as text."""
    for path in run_folder[0].rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for cell in row.values():
                    is_number = cell == "" or cell.replace("e", "").replace(".", "").replace("-", "").isdigit()
                    assert is_number or not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")), (
                        path.name,
                        cell,
                    )


class Page(HTMLParser):
    """What a browser would find in the report."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep tags and attributes."""
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def test_the_report_runs_and_loads_nothing(run_folder: tuple[Path, str]) -> None:
    """No script, no handler, no address: hostile titles are read as text and no character turns the line around."""
    html = (run_folder[0] / "outputs" / "out" / "report.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(html)
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [value for name, value in page.attributes if name in ("href", "src") and not value.startswith("#")]
    assert not [letter for letter in page.text if not letter.isprintable() and letter not in "\n\xa0"]
    assert "<script>alert(1)</script>" in page.text
    assert "$\\frac$" in page.text


def test_figures_are_sound_and_show_titles_as_they_are(run_folder: tuple[Path, str]) -> None:
    """Every figure is well-formed, without script, and mathematics in a title is a title."""
    figures = list((run_folder[0] / "outputs" / "out" / "figures").glob("*.svg"))
    assert figures
    for path in figures:
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        assert not [element for element in root.iter() if str(element.tag).endswith("}script")]
        assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]
