"""What leaves a session: tables, figures and scenario files that say the same numbers as the session itself."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ssrsim.config.compose import compose_scenario
from ssrsim.lab.timelines import Timeline
from ssrsim.scenario.indicators import INDICATORS
from ssrsim.session import exports
from ssrsim.session.decisions import PauseDecision, ShockDecision
from ssrsim.session.language import LANGUAGES, Words
from ssrsim.session.session import Session
from ssrsim.session.shown import CARDS, cards
from ssrsim.session.start import Start

SMALL = {"run.civilians": 1_000, "run.officers": 300, "run.months": 24}
MONTH = 20
FORMULA = "=1+1"


@pytest.fixture(scope="module")
def session() -> Session:
    made = Session(Start(scenario="orvanta", plan="staged", overrides=SMALL, seed=3))
    made.fork("A", FORMULA)
    made.decide("B", PauseDecision(month=5, action="disarmament", months=12))
    made.decide("B", ShockDecision(month=9, shock="scandal", size=0.8))
    made.go(MONTH)
    return made


def opened(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def table(session: Session, name: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(opened(exports.csv(session))[name]))


def test_every_indicator_of_every_month_is_in_the_table(session: Session) -> None:
    """Measured and true, month 0 to the month on the screen and none of the future, with every digit."""
    months = table(session, "months.csv")
    assert list(months["branch"].unique()) == ["A", "B"]
    for branch in session.branches:
        part = months[months["branch"] == branch.letter]
        assert list(part["month"]) == list(range(MONTH + 1))
        for indicator in INDICATORS:
            expected = branch.timeline.results.values(indicator.name)[0, : MONTH + 1]
            np.testing.assert_array_equal(part[indicator.name].to_numpy(float), expected, indicator.name)


def test_the_cards_are_those_of_the_screen(session: Session) -> None:
    """An interval in the file is the interval on the card; where there is none the cell is empty, never 0."""
    rows = table(session, "cards.csv").query("branch == 'B' and month == @MONTH").set_index("card")
    for card in cards(session.branch("B"), MONTH, Words("en")):
        row = rows.loc[card.name]
        assert row["value"] == card.value
        assert (row["low"] == card.low) if card.low is not None else np.isnan(row["low"])
        assert (row["n"] == card.n) if card.n is not None else np.isnan(row["n"])


def test_decisions_stand_in_order_and_no_title_is_a_formula(session: Session) -> None:
    """A title comes from a stranger's file; a spreadsheet must not run it."""
    decisions = table(session, "decisions.csv")
    assert list(decisions["month"]) == [5, 9]
    assert list(decisions["acts_from_month"]) == [6, 10]
    assert set(decisions["title"]) == {f"'{FORMULA}"}


@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_branch_as_a_file_runs_to_the_same_state(session: Session, letter: str, tmp_path: Path) -> None:
    """The file alone, read as anybody's file is read, gives the same world to the last bit."""
    path = tmp_path / exports.scenario_name(letter)
    path.write_text(exports.scenario(session, letter), encoding="utf-8")
    again = Timeline(compose_scenario([f"scenario_file={path}"]))
    assert again.state_hash(24) == session.branch(letter).timeline.state_hash(24)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_card_has_a_figure_with_its_data(session: Session, language: str) -> None:
    """Title in the language, a warning on each, a letter for each branch, and the drawn numbers beside it."""
    words = Words(language)
    files = opened(exports.figures(session, words))
    assert set(files) == {f"{kind.name}.{ending}" for kind in CARDS for ending in ("svg", "csv")}
    for kind in CARDS:
        said = "".join(ET.fromstring(files[f"{kind.name}.svg"]).itertext())
        assert words(f"cards.{kind.name}") in said
        assert words("replay.mark", seed=3) in said
        data = pd.read_csv(io.StringIO(files[f"{kind.name}.csv"]))
        assert list(data["branch"].unique()) == ["A", "B"]
        assert len(data) == 2 * (MONTH + 1)


def test_archives_are_the_same_bits_again(session: Session) -> None:
    """Two people who export the same session can compare their files."""
    words = Words("en")
    assert exports.everything(session, words) == exports.everything(session, words)
    names = set(opened(exports.everything(session, words)))
    assert {"session.json", "branch_A.yaml", "branch_B.yaml", "tables/months.csv", "figures/trust.svg"} <= names


def test_the_first_month_can_be_exported() -> None:
    """Nothing has happened yet: tables of one row a branch, figures of a point, no error."""
    session = Session(Start(scenario="orvanta", overrides=SMALL))
    assert len(table(session, "months.csv")) == 1
    assert exports.figures(session, Words("en"))
