"""docs/glossary.md against the code: nothing that a reader meets is missing, and no text differs from the code's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import LISTS, made, renewed_glossary

from ssrsim.config import groups
from ssrsim.scenario.events import CAUSES, EVENT_KINDS
from ssrsim.scenario.indicators import INDICATORS
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.reforms import REFORMS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "glossary.md").read_text(encoding="utf-8")
TERM_SECTIONS = ("The field", "The model", "Running and comparing")
IN_CODE = {
    "reforms": {reform.name: reform.title for reform in REFORMS},
    "indicators": {indicator.name: indicator.text for indicator in INDICATORS},
    "mechanisms": {name: field.description or "" for name, field in Mechanisms.model_fields.items()},
}
MUST_BE_EXPLAINED = (
    "DDR", "Vetting", "Formal level", "Effective level", "Political will", "Interference", "Capture", "Peace-months",
    "Recurrence", "Restricted mean", "Common random numbers", "Paired difference", "Replicate", "Seed", "Band",
    "Interval", "Ledger", "Money for reforms", "Leakage", "Ghosts", "Survey", "True state", "Prior", "Scenario", "Plan",
)  # fmt: skip


def section(title: str) -> str:
    """The text under one heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found.group(1)


def listed(text: str) -> list[str]:
    """The names that the bullets of a text begin with."""
    return re.findall(r"^- `(\w+)`:", text, re.MULTILINE)


def terms(title: str) -> list[str]:
    """The terms explained in one section."""
    return re.findall(r"^### (.+)$", section(title), re.MULTILINE)


def anchor(heading: str) -> str:
    """What a link to a heading must say."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_those_of_the_code(name: str) -> None:
    """A new indicator, reform or switch, or a changed text, must reach the readers: python tests/docs/pages.py."""
    assert made(name) in PAGE


@pytest.mark.parametrize("name", IN_CODE)
def test_every_name_of_the_code_is_explained_by_its_own_text(name: str) -> None:
    """The lists are complete, whatever made them: each name once, with the words of the code."""
    block = made(name)
    assert sorted(listed(block)) == sorted(IN_CODE[name])
    flat = " ".join(block.split())
    for key, text in IN_CODE[name].items():
        assert re.search(rf"- `{key}`: [^`]*{re.escape(' '.join(text.split()))}", flat), key


def test_events_and_causes_are_those_of_the_log() -> None:
    """Whoever reads an event log must find every word of it here, and none that it never writes."""
    kinds, causes = section("Events and causes").split("Causes:")
    assert listed(kinds) == sorted(EVENT_KINDS)
    assert listed(causes) == sorted(CAUSES)


def test_configuration_groups_are_those_that_ship() -> None:
    """Each folder under configs is a word on the command line: it must be explained."""
    assert listed(section("Configuration groups")) == sorted(groups())


def test_terms_are_in_alphabetical_order_and_explained_once() -> None:
    """A glossary is looked things up in."""
    for title in TERM_SECTIONS:
        assert terms(title) == sorted(terms(title), key=str.lower)
    everything = [term.lower() for title in TERM_SECTIONS for term in terms(title)]
    assert len(everything) == len(set(everything))


@pytest.mark.parametrize("term", MUST_BE_EXPLAINED)
def test_terms_that_every_reader_meets_are_explained(term: str) -> None:
    """Reports, tables and figures use these words without explaining them."""
    assert any(term in terms(title) for title in TERM_SECTIONS)


def test_links_lead_somewhere() -> None:
    """A link to a heading or a file that was renamed leaves the reader alone."""
    anchors = {anchor(heading) for heading in re.findall(r"^#{1,3} (.+)$", PAGE, re.MULTILINE)}
    targets = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert len(targets) > 30
    assert [t for t in targets if t.startswith("#") and t[1:] not in anchors] == []
    assert [t for t in targets if not t.startswith("#") and not (DOCS / t.split("#")[0]).exists()] == []


def test_renewing_changes_nothing() -> None:
    """The program that renews the lists and the page agree, so that renewing is safe at any time."""
    assert renewed_glossary(PAGE) == PAGE


def test_lines_are_short() -> None:
    """Lines of 120 characters at most can be read and compared in any editor."""
    assert [number for number, line in enumerate(PAGE.splitlines(), start=1) if len(line) > 120] == []
