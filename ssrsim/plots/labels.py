"""Names that fit: a user's titles of up to 120 characters broken, cut and kept apart, for places of a known size.

Widths are in em (sizes of the letter) and a little generous: the reader's font is not known when a figure is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from ssrsim.scenario.faults import printable

POINTS = 72  # in an inch
CLASSES = (("ijlI'.,:;|!()[]", 0.33), ("tfr- ", 0.41), ("mw", 0.95), ("MW@%\N{HORIZONTAL ELLIPSIS}", 1.0))
WIDTHS = {letter: width for letters, width in CLASSES for letter in letters}
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def em_wide(text: str) -> float:
    """How wide a text is in em: Chinese and the like fill squares, capitals are wider than small letters."""
    return sum(
        WIDTHS.get(letter) or (1.05 if east_asian_width(letter) in "WF" else 0.7 if letter.isupper() else 0.62)
        for letter in text
    )


def room(inches: float, size: float) -> float:
    """How many em of a size in points fit into this length."""
    return inches * POINTS / size


def shortened(text: str, most: float) -> str:
    """The text on one line of at most so many em, cut with an ellipsis."""
    text = " ".join(printable(text).split())
    return text if em_wide(text) <= most else _cut(text, most, ELLIPSIS)


def broken(text: str, most: float, lines: int) -> str:
    """The text on at most so many lines, broken between words; a word that is too long is cut with a full stop."""
    words = [word if em_wide(word) <= most else _cut(word, most, ".") for word in printable(text).split()]
    rows: list[str] = []
    for index, word in enumerate(words):
        if rows and em_wide(f"{rows[-1]} {word}") <= most:
            rows[-1] += f" {word}"
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = shortened(" ".join([rows[-1], *words[index:]]), most)
            break
    return "\n".join(rows) or "?"


def short_names(titles: Sequence[str], most: float, lines: int) -> list[str]:
    """Each title broken to fit; of titles that would look the same the ends are shown, or else their number."""
    names = [broken(title, most, lines) for title in titles]
    ends = [_ending(title, most) for title in titles]
    return [
        name if names.count(name) == 1 else end if ends.count(end) == 1 else f"#{number}"
        for number, (name, end) in enumerate(zip(names, ends, strict=True), start=1)
    ]


def pushed_apart(wanted: Sequence[float], least: float, last: float) -> list[float]:
    """Places at least so far apart and none beyond the last, each as near to its wanted one as those before allow."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + least) if places else place)
    for index in reversed(range(len(places))):
        places[index] = min(places[index], last - least * (len(places) - 1 - index))
    return places


def _ending(text: str, most: float) -> str:
    """The end of a text after an ellipsis, as much as fits."""
    text = " ".join(printable(text).split())
    while len(text) > 1 and em_wide(ELLIPSIS + text) > most:
        text = text[1:]
    return ELLIPSIS + text.lstrip()


def _cut(text: str, most: float, end: str) -> str:
    """The beginning of a text with an end put to it, as much as fits, one letter at least."""
    while len(text) > 1 and em_wide(text + end) > most:
        text = text[:-1]
    return text.rstrip() + end
