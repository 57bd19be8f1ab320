"""What is written on cards and tiles, and how its numbers look in each language."""

from __future__ import annotations

import pytest

pytest.importorskip("nicegui", reason="the dashboard is an extra: pip install nicegui")

from ssrsim.dashboard.cards import TRUE_MARK, face
from ssrsim.dashboard.numbers import MISSING, between, quantity
from ssrsim.dashboard.shot import ShownCard
from ssrsim.dashboard.tiles import shade
from ssrsim.session.language import LANGUAGES, Words

CARD = ShownCard("Trust", 0.4321, 0.40, 0.46, None, "share", "May 2023, n 1,204", "note")


@pytest.mark.parametrize(
    ("language", "people", "rate"), [("en", "12,345", "1.5"), ("fr", "12\u202f345", "1,5"), ("es", "12.345", "1,5")]
)
def test_numbers_are_written_as_readers_of_the_language_write_them(language: str, people: str, rate: str) -> None:
    """1.234 is a thousand to some and one to others."""
    words = Words(language)
    assert quantity(12_345.0, "people", words) == people
    assert quantity(1.5, "per 1,000", words) == rate


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interval_names_its_unit_once_and_nothing_stands_for_nothing(language: str) -> None:
    """An interval that is not known is left out; a dash says that there is no value."""
    words = Words(language)
    assert between(0.38, 0.46, "share", words).count("%") == 1
    assert between(None, None, "share", words) == ""
    assert quantity(float("nan"), "share", words) == MISSING


def test_a_rounded_zero_has_no_sign() -> None:
    """Minus zero percent would be read as a loss."""
    assert quantity(-0.0, "share", Words("en")) == quantity(0.0, "share", Words("en"))


def test_a_card_tells_branches_apart_by_letter_and_not_by_colour_alone() -> None:
    """One reader in twelve does not see the colours."""
    drawn = face([("A", CARD), ("B", CARD)], Words("en"))
    assert ">A</b>" in drawn
    assert ">B</b>" in drawn


def test_a_card_without_a_sample_has_no_interval_and_no_bar() -> None:
    """A bar where nobody sampled would be an invention."""
    drawn = face([("A", CARD._replace(low=None, high=None))], Words("en"))
    assert 'opacity="0.35"' not in drawn
    assert 'opacity="0.35"' in face([("A", CARD)], Words("en"))


def test_a_card_shows_the_truth_only_when_it_is_given() -> None:
    """The room's view gives none."""
    assert TRUE_MARK not in face([("A", CARD)], Words("en"))
    assert TRUE_MARK in face([("A", CARD._replace(truth=0.39))], Words("en"))


def test_titles_on_cards_are_text() -> None:
    """Titles come from country files of strangers."""
    assert "<b>x" not in face([("A", CARD._replace(title="<b>x", note='"><i>'))], Words("en"))


def test_a_darker_tile_never_means_less() -> None:
    """Light is low, whatever the number of classes."""
    for bounds in ([0.0, 0.5, 1.0], [0, 0.25, 0.5, 0.75, 1], [0, 0.2, 0.4, 0.6, 0.8, 1.0]):
        shades = [int(shade(value / 20, bounds)[1:]) for value in range(21)]
        assert shades == sorted(shades)
        assert shades[0] == 0
        assert shades[-1] == 4
    assert shade(None, [0.0, 1.0]) == "none"
