"""The report: self-contained, harmless whatever the titles, deterministic, and equal to summary.csv."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.districts import MEASURES
from ssrsim.analysis.summary import summarise
from ssrsim.plots.trajectories import SHEETS
from ssrsim.records.store import Origin
from ssrsim.report.inputs import Assumed, assumed_claim, assumed_values, input_lines
from ssrsim.report.report import _cards
from ssrsim.report.run import deliver
from ssrsim.scenario.donors import Mission
from ssrsim.scenario.shocks import Shock

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script> $\\frac$ {{ 7 * 7 }} "onload=x" [red] \x1b[31m'
BIDI = "abc \u202eevil\u202c \u2066x"


def _deliver(folder, results):
    folder.mkdir()
    deliver(results, folder, Origin("x", ["ssrsim", "run", "scenario=<b>"], "abc", NOW))
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    """One delivered folder for the tests that only read it."""
    folder = tmp_path_factory.mktemp("report") / "run"
    _deliver(folder, made_up_results(failed=2))
    return folder


def test_results_of_one_country_say_that_they_are_not_validated(delivered):
    """A figure is copied without its page: the label must go with it. The plan is an input and needs none."""
    marked = {path.stem: "not validated</text>" in path.read_text("utf-8") for path in delivered.glob("figures/*.svg")}
    assert {name for name, mark in marked.items() if not mark} == {"plan"}
    assert len(marked) > 5
    html = (delivered / "report.html").read_text(encoding="utf-8")
    assert "not validated</a>" in html.split("<h1>")[0]


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.all_tags, self.attributes, self.ids, self.values = set(), [], [], [], {}
        self._row = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.all_tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [given["id"]] if "id" in given else []
        if tag == "tr":
            self._row = given.get("data-name")
        if tag == "data" and self._row:
            self.values.setdefault(self._row, []).append(given["value"])


def _with_titles(title):
    """A scenario in which every title that a stranger may write is this one."""
    scenario = made_up_scenario(title, replicates=3)

    def renamed(parts):
        return {name: part.model_copy(update={"title": title}) for name, part in parts.items()}

    country = scenario.country.model_copy(
        update={name: renamed(getattr(scenario.country, name)) for name in ("districts", "groups", "factions", "blocs")}
    )
    shock = Shock(title=title, kind="economic", start=3, months=5, size=0.5)
    mission = Mission(title=title, troops=100, police=0, mandate=0.5, start=0, drawdown=40, exit=90)
    changes = {"country": country, "donors": renamed(scenario.donors), "shocks": {"bust": shock},
               "missions": {"helpers": mission}}  # fmt: skip
    return scenario.model_copy(update=changes)


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


def test_report_tells_one_run_and_how_to_repeat_it(delivered):
    """The story on the page is that of the file beside it: same run, same sentences, same number of lines."""
    html = (delivered / "report.html").read_text(encoding="utf-8")
    lines = pd.read_csv(delivered / "story.csv")
    section = html.split('<section aria-labelledby="story">')[1].split("</section>")[0]
    assert section.count("<tr") - section.count("<thead") == lines["shown"].sum() > 0
    (replicate,) = set(lines["replicate"])
    assert f"replicate <b>{replicate}</b>" in section
    assert f"run.replicates={replicate + 1}" in section
    assert all(sentence in unescape(section) for sentence in lines.loc[lines["shown"], "sentence"])


def test_report_names_failed_runs(delivered):
    """Whoever reads only the first screen must see that runs are missing."""
    html = (delivered / "report.html").read_text(encoding="utf-8")
    assert "2 runs failed" in html
    assert "people are not conserved" in html


def test_every_figure_has_its_data_beside_it(delivered):
    """A figure without its data cannot be checked."""
    names = {path.stem for path in (delivered / "figures").glob("*.svg")}
    assert names == {path.stem for path in (delivered / "figures").glob("*.csv")}
    maps = {f"map_{measure.name}" for measure in MEASURES}
    sheets = {sheet.name for sheet in SHEETS}
    assert names == {"survival", "timeline", "money_flow", "plan"} | sheets | maps


def test_every_figure_says_how_many_runs_it_rests_on(delivered):
    """A number without its n cannot be judged, in a file that travels alone least of all."""
    for path in (delivered / "figures").glob("*.csv"):
        assert "n" in pd.read_csv(path).columns, path.name


def test_every_figure_can_be_read_aloud(delivered):
    """Who cannot see a figure gets its title and what it shows in words."""
    for path in (delivered / "figures").glob("*.svg"):
        root = ET.parse(path).getroot()
        spoken = {child.get("id"): child.text for child in root if child.tag.endswith(("}title", "}desc"))}
        assert root.get("role") == "img"
        assert root.get("aria-labelledby", "").split() == list(spoken)
        assert all(text and len(text) > 5 for text in spoken.values()), path.name


def test_every_pattern_of_a_figure_is_in_the_figure(delivered):
    """A hatch whose id is lost leaves a white box: the unspent money would vanish from the page."""
    for path in (delivered / "figures").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(re.findall(r'\bid="([^"]+)"', text)), path.name
    assert "<pattern" in (delivered / "figures" / "money_flow.svg").read_text(encoding="utf-8")


def test_report_leads_to_every_section(delivered):
    """The contents list is the only way around a long page: no entry may lead nowhere."""
    page = _parsed((delivered / "report.html").read_text(encoding="utf-8"))
    anchors = [value[1:] for tag, name, value in page.attributes if tag == "a" and name == "href"]
    assert len(anchors) >= 10
    assert set(anchors) <= set(page.ids)


def test_report_tables_can_be_read_by_machines_that_speak(delivered):
    """Each header cell says whether it heads a row or a column."""
    page = _parsed((delivered / "report.html").read_text(encoding="utf-8"))
    headers = sum(tag == "th" for tag in page.all_tags)
    assert headers == sum(tag == "th" and name == "scope" for tag, name, _ in page.attributes)
    assert {"main", "header", "footer", "nav", "caption"} <= page.tags


def test_report_lists_every_input_with_status_and_source(delivered):
    """What was assumed must be open to doubt one by one, not only counted."""
    html = (delivered / "report.html").read_text(encoding="utf-8")
    scenario = made_up_scenario()
    lines = input_lines(scenario)
    assert sum(line.n_values for line in lines) == assumed_values(scenario).values
    assert {line.status for line in lines} == {"assumed", "sourced", "no source"}
    for text in ("police_per_1000", "assumed from neighbours", "Census 2008", "none named"):
        assert text in html


def test_report_names_changed_parameters_and_mechanisms_off(tmp_path):
    """Whoever turned a screw must be caught by the report."""
    scenario = made_up_scenario(replicates=3)
    parameters = scenario.parameters.model_copy(update={"contact_help": 0.0321})
    mechanisms = scenario.mechanisms.model_copy(update={"coups": False})
    changed = scenario.model_copy(update={"parameters": parameters, "mechanisms": mechanisms})
    html = _deliver(tmp_path / "run", made_up_results(changed))
    assert "0.0321" in html
    assert "armies may take power" in html


@pytest.mark.parametrize(
    ("switch", "said"),
    [("districts", "so there is no map"), ("events", "so there is no timeline"), ("events", "so no run can be told")],
)
def test_report_says_what_was_not_recorded(tmp_path, switch, said):
    """A section that is missing without a word looks like a country where nothing happens."""
    html = _deliver(tmp_path / "run", made_up_results(made_up_scenario(replicates=3, **{switch: False})))
    assert said in html


@pytest.mark.parametrize(
    "title",
    [
        HOSTILE,
        BIDI,
        *(
            pytest.param(title, marks=pytest.mark.slow)
            for title in ("=1+1", "$\\frac$", "<img src=x onerror=alert(1)>", "W" * 120, "省" * 30)
        ),
    ],
)
def test_report_is_harmless_whatever_the_title(tmp_path, title):
    """Scenario files come from strangers: a title is text and nothing else."""
    html = _deliver(tmp_path / "run", made_up_results(_with_titles(title)))
    page = _parsed(html)
    assert not page.tags & {"script", "img"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert "{{ 7 * 7 }}" in html or "{{" not in title
    written = html + "".join(path.read_text("utf-8") for path in (tmp_path / "run" / "figures").iterdir())
    assert not set(written) & set("\x1b\u202e\u2066\x00")
    cells = [str(cell) for path in (tmp_path / "run" / "figures").glob("*.csv")
             for cell in pd.read_csv(path, dtype=str, na_filter=False).to_numpy().ravel()]  # fmt: skip
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_report_is_the_same_bytes_for_the_same_inputs(tmp_path):
    """Two people with the same results must be able to compare reports with a checksum."""
    first = _deliver(tmp_path / "a", made_up_results(made_up_scenario(replicates=4)))
    assert first == _deliver(tmp_path / "b", made_up_results(made_up_scenario(replicates=4)))


@pytest.mark.slow
@pytest.mark.parametrize(("replicates", "failed", "months"), [(1, 0, 120), (2, 2, 120), (3, 0, 1)])
def test_report_stands_small_and_broken_ensembles(tmp_path, replicates, failed, months):
    """One run, no run delivered and one month are what people try first."""
    results = made_up_results(made_up_scenario(replicates=replicates, months=months), failed=failed)
    html = _deliver(tmp_path / "run", results)
    assert "Honest limits" in html
    told = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert not re.search(
        r"\b1 (months|runs|actions|inputs)\b|\b1 are\b|\b(replicates)\b", told.split("Run it again")[0]
    )


def test_report_calls_the_country_assumed_as_far_as_it_is(tmp_path):
    """Who took the trouble to find a source for every number must not read that much is assumed."""
    scenario = made_up_scenario(replicates=2)
    assert assumed_claim(Assumed(100, 0, 10, 0)) == "Every number given names a source."
    claims = [assumed_claim(Assumed(100, assumed, 0, 0)) for assumed in (0, 5, 30, 80)]
    assert len(set(claims)) == 4
    country = scenario.country.model_copy(
        update={"sources": dict.fromkeys(type(scenario.country).model_fields, "Census")}
    )
    donors = {name: donor.model_copy(update={"sources": dict.fromkeys(type(donor).model_fields, "Budget")})
              for name, donor in scenario.donors.items()}  # fmt: skip
    sourced = scenario.model_copy(update={"country": country, "donors": donors})
    assert assumed_values(sourced).share == 0
    html = _deliver(tmp_path / "run", made_up_results(sourced))
    assert claims[0] in html
    assert "of the country is assumed" not in html
    assert not [claim for claim in claims[1:] if claim in html]


def test_a_war_that_never_ended_stands_among_the_large_numbers():
    """Recurrence of 0 beside a war without end would read as peace; without such a war the number asks nobody."""
    results = made_up_results()
    names = [row.name for row in _cards(summarise(results))]
    assert names == ["recurrence_25", "peace_months", "trust_police_end", "money_leaked"]
    series = results.series.copy()
    series["war_continues"][0] = 1
    assert [row.name for row in _cards(summarise(replace(results, series=series)))] == ["war_continues", *names[:3]]
