"""Names that fit: a user's titles of up to 120 characters broken, cut and kept apart, for places of a known size."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from ssrsim.scenario.faults import printable

LETTER = 0.58  # width of a usual letter of DejaVu Sans relative to its size
POINTS = 72


def letters_that_fit(inches: float, size: float) -> int:
    """How many letters of a size in points fit on a line of this length; at least two."""
    return max(2, int(inches * POINTS / (LETTER * size)))


def columns(text: str) -> int:
    """How many usual letters wide a text is; Chinese and the like count two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def shortened(text: str, letters: int) -> str:
    """The text on one line of at most so many letters, cut with an ellipsis."""
    text = " ".join(printable(text).split())
    return text if columns(text) <= letters else _cut(text, letters - 1).rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def broken(text: str, letters: int, lines: int) -> str:
    """The text on at most so many lines, broken between words; a word that is too long is cut with a full stop."""
    words = [word if columns(word) <= letters else f"{_cut(word, letters - 1)}." for word in printable(text).split()]
    rows: list[str] = []
    for index, word in enumerate(words):
        if rows and columns(rows[-1]) + 1 + columns(word) <= letters:
            rows[-1] += f" {word}"
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = shortened(" ".join([rows[-1], *words[index:]]), letters)
            break
    return "\n".join(rows) or "?"


def short_names(titles: Sequence[str], letters: int, lines: int) -> list[str]:
    """Each title broken to fit; titles that would look the same end in their number in the list."""
    names = [broken(title, letters, lines) for title in titles]
    return [name if names.count(name) == 1 else _numbered(name, index + 1, letters) for index, name in enumerate(names)]


def _numbered(name: str, number: int, letters: int) -> str:
    last = name.split("\n")[-1]
    return f"{name[: len(name) - len(last)]}{_cut(last, letters - len(str(number)) - 1).rstrip(' .')} {number}"


def _cut(text: str, letters: int) -> str:
    while columns(text) > max(letters, 1):
        text = text[:-1]
    return text
