"""The offline replay holds the session's own numbers, asks nothing of any network, and runs no stranger's text."""

from __future__ import annotations

import json
import re

import pytest

from ssrsim.session import replay
from ssrsim.session.decisions import ShockDecision, StartDecision
from ssrsim.session.language import LANGUAGES, Words
from ssrsim.session.session import Session
from ssrsim.session.shown import CARDS, LAYERS, cards, tiles
from ssrsim.session.start import Start

SMALL = {"run.civilians": 1_000, "run.officers": 300, "run.months": 24}
MONTH = 15
HOSTILE = "</script><script>alert(1)</script>&<!--"


@pytest.fixture(scope="module")
def session() -> Session:
    made = Session(Start(scenario="orvanta", overrides=SMALL, seed=5))
    made.fork("A", HOSTILE)
    made.decide("B", StartDecision(month=4, action="courts"))
    made.decide("B", ShockDecision(month=18, shock="aid_cut"))
    made.go(MONTH)
    return made


def data_of(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_are_those_of_the_screen(session: Session, language: str) -> None:
    """Cards, maps and events of every month until the one that is looked at, in the language of the session."""
    words = Words(language)
    data = data_of(replay.page(session, words))
    assert data["dates"] == [words.date(session.scenario.country, month) for month in range(MONTH + 1)]
    for branch, drawn in zip(session.branches, data["branches"], strict=True):
        for month in (0, 7, MONTH):
            for card in cards(branch, month, words):
                course = drawn["cards"][card.name]
                assert course["value"][month] == pytest.approx(card.value, abs=5e-5)
                assert (course["low"][month] is None) == (card.low is None)
                assert course["truth"][month] == pytest.approx(card.truth, abs=5e-5)
            for layer in LAYERS:
                shown = [tile.value for tile in tiles(branch, month, layer)]
                assert drawn["tiles"][layer][month] == pytest.approx(shown, abs=5e-5)
        assert all(event["month"] <= MONTH for event in drawn["feed"])
    assert len(data["indicators"]) == len(CARDS)


def test_what_has_not_happened_is_not_in_the_page(session: Session) -> None:
    """A decision of month 18 is no part of a replay that ends in month 15: nobody reads the future in the source."""
    taken = data_of(replay.page(session, Words("en")))["branches"][1]["decisions"]
    assert [one["month"] for one in taken] == [4]


def test_the_page_fetches_nothing(session: Session) -> None:
    """No address of anything outside, and a policy that would refuse it."""
    page = replay.page(session, Words("en"))
    assert "default-src 'none'" in page
    assert re.findall(r"""(?:src|href)\s*=|url\(|@import|fetch\(|XMLHttpRequest|WebSocket|import\(""", page) == []
    assert set(re.findall(r"https?://[^\s\"']+", page)) == {"http://www.w3.org/2000/svg"}


def test_a_title_is_text_and_never_markup(session: Session) -> None:
    """Titles come from strangers' files."""
    page = replay.page(session, Words("en"))
    assert page.count("</script>") == 2
    assert "alert(1)</" not in page
    assert data_of(page)["branches"][1]["title"] == HOSTILE


def test_classes_of_a_layer_hold_every_value(session: Session) -> None:
    """A value outside of the key of a map could not be read; shades and bounds belong together."""
    data = data_of(replay.page(session, Words("en")))
    for layer in data["layers"]:
        values = [v for branch in data["branches"] for month in branch["tiles"][layer["name"]] for v in month]
        assert layer["bounds"][0] <= min(values)
        assert max(values) <= layer["bounds"][-1] * (1 + 1e-6) + 5e-5
        assert len(layer["shades"]) == len(layer["inks"]) == len(layer["bounds"]) - 1


def test_two_branches_are_chosen_by_letter(session: Session) -> None:
    """The second and the first, in this order, where somebody asks for it."""
    drawn = data_of(replay.page(session, Words("en"), ("B", "A")))["branches"]
    assert [branch["letter"] for branch in drawn] == ["B", "A"]
