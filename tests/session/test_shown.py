"""What a screen shows: the record's own numbers, honest errors, nothing of the future, in every language."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from ssrsim.scenario.reforms import REFORMS, UNPROVEN
from ssrsim.scenario.shocks import UNPROVEN_SHOCKS
from ssrsim.session import board, feed, sheets, shown
from ssrsim.session.language import LANGUAGES, Words
from ssrsim.session.session import Branch
from tests.session.small import MONTHS, ONE_OF_EACH, begun, taken

EN = Words("en")


def eventful() -> Branch:
    """A branch in which every kind of decision was taken."""
    session = begun()
    for decision in ONE_OF_EACH:
        session.decide("A", decision)
    return session.branch("A")


BRANCH = eventful()


@pytest.mark.parametrize("month", [0, 1, 7, 13, MONTHS])
def test_cards_show_what_was_recorded(month: int) -> None:
    """Numbers on the screen are those of the tables: measured by what was published, true by the state."""
    line = BRANCH.timeline.record[month]
    for card in shown.cards(BRANCH, month, EN):
        kind = shown.CARD[card.name]
        if card.name != "deaths":
            assert (card.value, card.truth) == (float(line[kind.measured]), float(line[kind.truth]))
    deaths = BRANCH.timeline.record["battle_deaths"][max(month - 11, 0) : month + 1].sum()
    assert shown.cards(BRANCH, month, EN)[3].truth == deaths


@pytest.mark.parametrize(("month", "field"), [(0, 0), (1, 0), (7, 0), (8, 6), (13, 6), (14, 12)])
def test_a_survey_is_dated_by_its_field_not_by_its_publication(month: int, field: int) -> None:
    """It comes out two months late: whoever dates it by its news sees effects before their causes."""
    assert shown.cards(BRANCH, month, EN)[0].month_of_data == field


def test_only_samples_have_an_interval_and_others_say_what_they_have_instead() -> None:
    """An invented error bar would be worse than none: registers and coders err in one direction."""
    for card in shown.cards(BRANCH, 13, EN):
        survey = shown.CARD[card.name].instrument == "survey"
        assert (card.low is None) == (card.high is None) == (card.n is None) == (not survey)
        assert survey or card.bias.startswith("No sampling error, but ")
        if card.low is not None and card.high is not None:
            assert 0 <= card.low <= card.value <= card.high <= 1


def test_the_interval_of_trust_is_the_published_standard_error() -> None:
    """1.96 of it either side, and as many people as answered."""
    card = shown.cards(BRANCH, 13, EN)[0]
    error = float(BRANCH.timeline.record["survey_trust_police_se"][13])
    assert card.high is not None
    assert math.isclose(card.high - card.value, 1.959964 * error, rel_tol=1e-5)
    assert card.n == BRANCH.timeline.interviews(6)[0]
    assert 800 < (card.n or 0) <= 1_200


def test_where_surveys_do_not_err_there_is_no_bar() -> None:
    """With everybody asked there is no sampling error to show."""
    cards = shown.cards(begun(mechanisms__survey_noise=False).branch("A"), 8, EN)
    assert [card.low for card in cards] == [None] * 6


def test_points_are_the_surveys_that_were_out() -> None:
    """One each half year, from month to month never one more than was published."""
    assert [(one.month_of_data, one.published) for one in shown.points(BRANCH, "trust", 14)] == [
        (0, 0),
        (6, 8),
        (12, 14),
    ]
    assert [one.month_of_data for one in shown.points(BRANCH, "trust", 13)] == [0, 6]
    assert shown.points(BRANCH, "leakage", 14) == ()
    last = shown.points(BRANCH, "safety", 14)[-1]
    card = shown.cards(BRANCH, 14, EN)[1]
    assert (last.value, last.low, last.high, last.n) == (card.value, card.low, card.high, card.n)


def test_sums_over_a_year_are_those_of_a_loop() -> None:
    """The first year adds up what there is."""
    values = np.arange(30.0) ** 2
    assert shown.in_a_year(values).tolist() == [values[max(m - 11, 0) : m + 1].sum() for m in range(30)]


@pytest.mark.parametrize("layer", shown.LAYERS)
def test_tiles_are_the_districts_within_the_range_of_the_legend(layer: str) -> None:
    """Each district once, where the country has it, with a colour that means the same in every month."""
    low, *_, high = shown.classes((BRANCH,), layer)
    districts = BRANCH.scenario.country.districts
    for month in range(MONTHS + 1):
        tiles = shown.tiles(BRANCH, month, layer)
        assert [(tile.name, (tile.row, tile.column)) for tile in tiles] == [(n, d.tile) for n, d in districts.items()]
        assert all(low <= tile.value <= high for tile in tiles)


def test_the_feed_tells_no_future() -> None:
    """Rewound to a month, the room reads what it read then: a line may not count what comes later."""
    for month in (6, 12, 18):
        told = feed.feed(BRANCH, month, EN, most=10_000)
        assert all(line.month <= month for line in told)
        assert [line.month for line in told] == sorted((line.month for line in told), reverse=True)


def test_the_feed_tells_decisions_once() -> None:
    """The rule into which a decision was woven is no news of its own."""
    told = feed.feed(BRANCH, MONTHS, EN, most=10_000)
    assert sum(line.kind == feed.DECISION for line in told) == len(ONE_OF_EACH)
    assert not [line for line in told if "decided" in line.sentence]
    assert [mark.month for mark in feed.marks(BRANCH, 6, EN) if mark.decided] == [4, 5, 6, 7]


@pytest.mark.parametrize("decision", ONE_OF_EACH, ids=lambda decision: decision.kind)
def test_every_decision_is_told_in_words(decision) -> None:
    """No name as it stands in files, no empty place."""
    text = feed.told(BRANCH.scenario, decision, EN)
    assert "_" not in text
    assert "{" not in text
    assert "unknown" not in text


def test_the_board_holds_the_reforms_of_the_plan_and_those_begun_by_then() -> None:
    """A decision that is still to come when the room looks back must not stand on the board."""
    assert "vetting" not in [line.reform for line in board.board(BRANCH, 3, EN)]
    assert "vetting" in [line.reform for line in board.board(BRANCH, 4, EN)]
    assert "vetting" in [lever.name for lever in board.levers(BRANCH, 3, EN) if lever.kind == "begin"]
    begun_now = next(lever for lever in board.levers(BRANCH, 4, EN) if lever.name == "vetting")
    assert (begun_now.kind, begun_now.value, begun_now.decided) == ("share", 0.3, True)
    line = next(line for line in board.board(BRANCH, 8, EN) if line.reform == "ddr")
    assert (line.state, line.actions[0].name) == ("paused", "camps")
    row = next(row for row, reform in enumerate(REFORMS) if reform.name == "ddr")
    assert BRANCH.timeline.results.reforms is not None
    assert line.formal == BRANCH.timeline.results.reforms[0, 8, row]["formal"]


def test_levers_show_what_was_decided_at_once() -> None:
    """A slider that springs back until the next month would be moved again and again."""
    session = begun()
    session.decide("A", taken("share", 5, action="camps", to=0.75))
    session.decide("A", taken("context", 5, lever="media_freedom", to=0.25))
    branch = session.branch("A")
    for month, decided in ((4, False), (5, True), (6, False)):
        found = {lever.name: lever for lever in board.levers(branch, month, EN)}
        for name, value in (("camps", 0.75), ("media_freedom", 0.25)):
            assert found[name].decided is decided
            assert (found[name].value == value) is (month >= 5)


@pytest.mark.parametrize("kind", sheets.KINDS)
def test_whoever_can_be_chosen_can_be_looked_at(kind: str) -> None:
    """Each choice opens a sheet with words and numbers; rows that are not there are refused."""
    choices = sheets.who(BRANCH, kind, EN)
    assert len({choice.row for choice in choices}) == len(choices) > 0
    for choice in (choices[0], choices[-1]):
        found = sheets.sheet(BRANCH, 9, kind, choice.row, EN)
        assert found.lines
        assert all(line.text and line.title for line in found.lines)
    for row in (-1, 10**6):
        with pytest.raises(ValueError, match="there are"):
            sheets.sheet(BRANCH, 9, kind, row, EN)


def test_a_sheet_shows_the_number_of_the_map() -> None:
    """Clicking a tile must not change what it says."""
    tile = shown.tiles(BRANCH, 9, "insecurity")[2]
    lines = {line.name: line for line in sheets.sheet(BRANCH, 9, "district", tile.district, EN).lines}
    assert lines["insecurity"].value == tile.value
    assert math.isclose(lines["trust_police"].value or 0, shown.tiles(BRANCH, 9, "trust")[2].value, rel_tol=1e-6)


def test_showing_a_month_costs_less_than_running_it_all() -> None:
    """Play at five months a second with two branches: what is shown is read off, never computed again."""
    session = begun(run__months=120, run__civilians=5_000)
    started = time.perf_counter()
    session.decide("A", taken("share", 5, action="camps", to=0.75))
    decided = time.perf_counter() - started
    branch = session.branch("A")
    costs = []
    for month in (60, 61, 62, 63, 64):
        started = time.perf_counter()
        shown.cards(branch, month, EN)
        shown.tiles(branch, month, "abuse")
        shown.classes((branch,), "abuse")
        feed.feed(branch, month, EN)
        board.board(branch, month, EN)
        board.levers(branch, month, EN)
        costs.append(time.perf_counter() - started)
    assert min(costs) < decided / 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_dates_are_those_of_the_language(language: str) -> None:
    """A point among thousands is a comma elsewhere: 1.234 must not be read as a little more than one."""
    words = Words("en")
    words.language = language  # signs do not hang on its texts
    signs = {"en": "1,234.5", "fr": "1\u202f234,5", "es": "1.234,5"}
    assert words.number(1234.5, 1) == signs[language]
    assert words.percent(0.256) == "26\u00a0%"
    assert words.number(-3) == "\u22123"


def test_what_nobody_backs_says_so() -> None:
    """Reforms and shocks that are there for exercises carry their label wherever they can be chosen."""
    unproven = [f"reforms.{name}" for name in UNPROVEN] + [f"shocks.{kind}" for kind in UNPROVEN_SHOCKS]
    assert all(EN(key).endswith("(not validated)") for key in unproven)


def test_a_key_without_words_is_told_by_its_name() -> None:
    """A missing word must not take the page down."""
    assert Words("en")("states.half_done") == "half done"
    assert Words("klingon").language == "en"
