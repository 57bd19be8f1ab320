"""The three languages say the same things: the same keys, the same places, nothing left in another language."""

from __future__ import annotations

import re

import pytest

from ssrsim.scenario.words.events import CAUSE_WORDS, TELLINGS
from ssrsim.session.language import LANGUAGES, NAMES, Words

FOREIGN = [language for language in LANGUAGES if language != "en"]
SLOT = re.compile(r"\{\w+\}|[\[\]|]")  # places, optional parts, singular and plural
# words that are the same in several languages: names, signs, and short words of one root
SAME = 0.12  # of all texts at most


@pytest.mark.parametrize("language", FOREIGN)
def test_every_key_is_there_in_every_language(language: str) -> None:
    """A key that is missing would be told by its bare name in the middle of a sentence."""
    assert set(Words(language).keys()) == set(Words("en").keys())


@pytest.mark.parametrize("language", FOREIGN)
def test_places_and_brackets_are_those_of_english(language: str) -> None:
    """A place that is lost in translation loses a name or a number; a bracket too few leaves a hole in a sentence."""
    english, other = raw("en"), raw(language)
    differing = {
        key: (english[key], text)
        for key, text in other.items()
        if sorted(SLOT.findall(text)) != sorted(SLOT.findall(english.get(key, "")))
    }
    assert differing == {}


@pytest.mark.parametrize("language", FOREIGN)
def test_texts_are_translated(language: str) -> None:
    """What was copied and forgotten is found by being the same as in English."""
    english, other = raw("en"), raw(language)
    alike = [key for key, text in other.items() if text == english[key] and re.search(r"[a-z]{4}", text)]
    assert len(alike) < SAME * len(other), alike


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_and_cause_has_its_sentence(language: str) -> None:
    """Whatever can happen is told in every language."""
    words = Words(language)
    assert all(f"events.{kind}" in words for kind in TELLINGS)
    assert all(f"causes.{cause}" in words for cause in CAUSE_WORDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_have_names_and_languages_their_own(language: str) -> None:
    """Twelve different names of months; a language is called as its speakers call it."""
    assert len({Words(language)(f"months.{month}") for month in range(1, 13)}) == 12
    assert set(NAMES) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "unit", "amount", "said"),
    [
        ("fr", "fighter", 1, "1 combattant"),
        ("fr", "fighter", 1_200, "1\u202f200 combattants"),
        ("es", "death", 1, "1 muerte"),
        ("es", "cents", 250_000_000, "2,5 M USD"),
        ("en", "soldier or policeman", 12_600, "12,600 soldiers and policemen"),
    ],
)
def test_amounts_count_in_the_language(language: str, unit: str, amount: int, said: str) -> None:
    """One and many, thousands and decimals as each language writes them."""
    assert Words(language).amount(unit, amount).replace("\u00a0", " ") == said


def raw(language: str) -> dict[str, str]:
    """All texts of a language with their places unfilled."""
    from ssrsim.session import language as module

    return module._texts(language)
