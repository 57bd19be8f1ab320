"""docs/mechanisms.md against the code: every row is there, every place it names exists, and nothing is left unnamed."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

import pytest

from ssrsim.scenario.base import Given
from ssrsim.scenario.bodies import BODY_KINDS
from ssrsim.scenario.donors import Donor
from ssrsim.scenario.events import EVENT_KINDS
from ssrsim.scenario.fields import is_record, members
from ssrsim.scenario.indicators import INDICATORS
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.reforms import REFORM_NAMES, UNPROVEN
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import SHOCK_KINDS, UNPROVEN_SHOCKS
from ssrsim.world.columns import TABLES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8")
HOW_MANY = {"A": 25, "I": 45, "C": 27, "K": 17}
MARKS = ("covered", "in part", "speculative", "left out")
NAMED: dict[str, tuple[str, ...]] = {  # the word before a name says what it is the name of
    "reform": REFORM_NAMES,
    "shock": SHOCK_KINDS,
    "indicator": tuple(one.name for one in INDICATORS),
    "event": EVENT_KINDS,
    "body": BODY_KINDS,
    "donors of kind": get_args(Donor.model_fields["kind"].annotation),
    "switch": tuple(f"mechanisms.{name}" for name in Mechanisms.model_fields),
}
PLURALS = {"bodies": "body", "switches": "switch"}
NAME = r"`(?:mechanisms\.)?\w+`"
KIND = r"reforms?|shocks?|indicators?|events?|body|bodies|donors of kind|switch|switches"
LISTS = re.compile(rf"\b({KIND}) ({NAME}(?:(?:, | and ){NAME})*)")
TICKED = re.compile(r"`([^`]+)`")


class Row(NamedTuple):
    """One row of the tables."""

    id: str
    title: str
    mark: str
    where: str
    how: str


ROWS = [
    Row(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in PAGE.splitlines()
    if re.match(r"\| [AICK]\d+ \|", line)
]
PLACES = sorted({place for row in ROWS for place in TICKED.findall(row.where + row.how)} | set(TICKED.findall(PAGE)))


def names_after_their_kind() -> list[tuple[str, str]]:
    """Each name on the page that the word before it says the kind of."""
    found: list[tuple[str, str]] = []
    for words in LISTS.finditer(PAGE):
        word, names = words.groups()
        kind = PLURALS.get(word, word if word in NAMED else word.rstrip("s"))
        found += [(kind, name) for name in TICKED.findall(names)]
    return found


def is_attribute(place: str) -> bool:
    """Whether `path/to/file.py:name` names something in that file."""
    path, _, name = place.partition(":")
    if not (ROOT / path).is_file():
        return False
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    return hasattr(module, name)


def is_column(place: str) -> bool:
    """Whether `table.column` is one of the world."""
    table, _, name = place.partition(".")
    return table in TABLES and name in {column.name for column in TABLES[table]}


def is_key(place: str) -> bool:
    """Whether a dotted key leads to a field of a scenario; NAME stands for an entry of a mapping."""
    path, _, value = place.partition("=")
    kinds: list[Any] = [Scenario]
    for word in path.split("."):
        following: list[Any] = []
        for kind in kinds:
            if word == "NAME" and get_origin(kind) is dict:
                following += members(get_args(kind)[1])
            elif is_record(kind) and word in kind.model_fields:
                following += members(kind.model_fields[word].annotation)
        kinds = following
    allowed = {choice for kind in kinds for choice in get_args(kind)}
    return bool(kinds) and (not value or value in allowed)


def test_every_row_stands_once_and_in_order() -> None:
    """A row that is missing or doubled is one that nobody looked at."""
    assert [row.id for row in ROWS] == [f"{letter}{n}" for letter, many in HOW_MANY.items() for n in range(1, many + 1)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_says_where_and_how_or_why_not(row: Row) -> None:
    """What is said to be there can be found; what is left out has a reason; what is missing in part is named."""
    assert row.mark in MARKS
    assert len(row.title) > 3
    assert len(row.how) > 40
    assert row.how.endswith(".")
    assert bool(TICKED.findall(row.where)) == (row.mark != "left out")
    if row.mark == "in part":
        assert re.search(r"missing|there (is|are) no |\bnot?\b|\bnever\b|\bnothing\b|\bonly\b|stays the same", row.how)
    assert ("ot validated" in row.how) or row.mark != "speculative"


@pytest.mark.parametrize("place", PLACES)
def test_every_place_exists(place: str) -> None:
    """A name that the code does not know sends the reader nowhere."""
    named = {name for names in NAMED.values() for name in names}
    known = named | {"NAME", "parameters.NAME", "mechanisms.NAME"}
    is_path = "/" in place and ":" not in place and (ROOT / place).exists()
    assert place in known or is_path or is_attribute(place) or is_column(place) or is_key(place)


def test_names_are_of_the_kind_that_is_said() -> None:
    """A reform that is called a shock, or an indicator that is none, misleads."""
    found = names_after_their_kind()
    assert len(found) > 150
    assert [(kind, name) for kind, name in found if name not in NAMED[kind]] == []


def test_the_numbers_are_those_of_the_tables() -> None:
    """The summary is what most people read."""
    counts = Counter(row.mark for row in ROWS)
    said = {mark: int(n) for mark, n in re.findall(r"^\| ([a-z ]+) \| .+ \| (\d+) \|$", PAGE, re.MULTILINE)}
    assert said == dict(counts)
    assert f" {len(ROWS)} rows in four tables" in " ".join(PAGE.split())
    assert counts["left out"] <= 6


@pytest.mark.parametrize("kind", ["reform", "shock", "switch"])
def test_nothing_of_the_model_is_unnamed(kind: str) -> None:
    """Every reform, kind of shock and switch answers to some row, or it is a mechanism that nobody asked for."""
    in_rows = {place for row in ROWS for place in TICKED.findall(row.where)}
    assert set(NAMED[kind]) - in_rows == set()


def test_what_is_not_validated_is_marked_so() -> None:
    """A speculative row names something that carries the label, and all that carries it is in such a row."""
    marked = {place for row in ROWS if row.mark == "speculative" for place in TICKED.findall(row.where)}
    assert set(UNPROVEN) | set(UNPROVEN_SHOCKS) <= marked
    for row in ROWS:
        named = set(TICKED.findall(row.where))
        assert (row.mark != "speculative") or named & {*UNPROVEN, *UNPROVEN_SHOCKS}


def test_records_are_what_keys_are_looked_up_in() -> None:
    """The look-up of keys itself: what is there is found, what is not is not."""
    assert is_key("country.districts.NAME.remoteness")
    assert is_key("plan.actions.NAME.service=army")
    assert not is_key("plan.actions.NAME.service=navy")
    assert not is_key("country.districts.NAME.nothing")
    assert issubclass(Scenario, Given)
