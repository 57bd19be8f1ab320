"""The offline replay: one HTML file that shows the months of a session again, without this program and any network.

All numbers and sentences are in the page as data; a small script of our own draws the month of the slider. Nothing is
fetched, and the page's own policy would not let it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from jinja2 import Environment
from markupsafe import Markup

from ssrsim.plots.districts import shade_of, writing_on
from ssrsim.plots.labels import short_names
from ssrsim.scenario.faults import printable
from ssrsim.session.feed import DECISION, feed, told
from ssrsim.session.language import Words
from ssrsim.session.session import Branch, Session
from ssrsim.session.shown import CARDS, LAYERS, Card, cards, classes, tiles

HEADLINE = 3  # weight of what nobody may miss
SHOWN = 2  # branches side by side, as on the screen
MOST_EVENTS = 2_000  # of a branch
DIGITS = 4  # of a number in the page
ROOM = 8.6  # em of a name on a tile


def page(session: Session, words: Words, letters: Sequence[str] = ()) -> str:
    """The session until the month that is looked at as one self-contained HTML page.

    Args:
        session: what is replayed.
        words: of the language of the page.
        letters: which two branches; the first two if none are named.
    """
    branches = tuple(session.branch(letter) for letter in letters) or session.branches
    start, plan = session.start, session.scenario.plan
    note = words("replay.note", seed=start.seed)
    template = Environment(autoescape=True).from_string(_part("html"))
    return template.render(
        language=words.language, say=words, months=session.month, note=note,
        country=words(f"scenarios.{start.scenario}"),
        plan=words(f"plans.{plan.name}") if f"plans.{plan.name}" in words else printable(plan.title),
        style=Markup(_part("css")), script=Markup(_part("js")),
        data=Markup(_as_text(_data(session, branches[:SHOWN], words))),
    )  # fmt: skip


def _part(kind: str) -> str:
    """A part of the page: html, css or js."""
    return files("ssrsim.session").joinpath(f"replay.{kind}").read_text(encoding="utf-8").strip()


def _as_text(data: dict[str, Any]) -> str:
    """The data as JSON that cannot end the element that holds it, whatever a title says."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(session: Session, branches: Sequence[Branch], words: Words) -> dict[str, Any]:
    months, country = range(session.month + 1), session.scenario.country
    keys = [key.removeprefix("replay.") for key in words.keys("replay.")]
    places = np.array([district.tile for district in country.districts.values()])
    places -= places.min(axis=0)
    titles = [printable(district.title) for district in country.districts.values()]
    return {
        "language": words.language,
        "month": session.month,
        "last": session.month,
        "dates": [words.date(country, month) for month in months],
        "years": [country.settlement_year + (country.settlement_month - 1 + month) // 12 for month in months],
        "words": {key: words(f"replay.{key}") for key in keys if key not in ("note", "data_of")},
        "indicators": [{"name": kind.name, "label": words(f"cards.{kind.name}"), "unit": kind.unit} for kind in CARDS],
        "layers": [_layer(branches, session.month, layer, words) for layer in LAYERS],
        "districts": [
            {"title": title, "short": short, "row": int(row), "column": int(column)}
            for title, short, (row, column) in zip(titles, _short(titles), places, strict=True)
        ],
        "rows": int(places[:, 0].max()) + 1,
        "columns": int(places[:, 1].max()) + 1,
        "branches": [_branch(branch, session.month, words) for branch in branches],
    }


def _branch(branch: Branch, last: int, words: Words) -> dict[str, Any]:
    """All that is shown of one branch, month by month."""
    by_month = [cards(branch, month, words) for month in range(last + 1)]
    lines = feed(branch, last, words, most=MOST_EVENTS)
    return {
        "letter": branch.letter,
        "title": printable(branch.title),
        "cards": {kind.name: _course(branch, [month[row] for month in by_month], words)
                  for row, kind in enumerate(CARDS)},
        "tiles": {layer: [[_rounded(tile.value) for tile in tiles(branch, month, layer)] for month in range(last + 1)]
                  for layer in LAYERS},
        "feed": [{"month": line.month, "where": line.where, "text": line.sentence, "weighty": line.weight == HEADLINE}
                 for line in lines if line.kind != DECISION],
        "decisions": [{"month": one.month, "text": told(branch.scenario, one, words)}
                      for one in branch.decisions if one.month <= last],
    }  # fmt: skip


def _course(branch: Branch, course: Sequence[Card], words: Words) -> dict[str, list[Any]]:
    """A headline indicator through the months: what was known, its interval, the truth, and of when it was."""
    dates = [words.date(branch.scenario.country, card.month_of_data) for card in course]
    return {
        "value": [_rounded(card.value) for card in course],
        "low": [_rounded(card.low) for card in course],
        "high": [_rounded(card.high) for card in course],
        "truth": [_rounded(card.truth) for card in course],
        "date": [words("replay.data_of", month=date) for date in dates],
    }


def _layer(branches: Sequence[Branch], last: int, layer: str, words: Words) -> dict[str, Any]:
    """A layer of the map: its classes, the same for all branches and months, each with its shade and its ink."""
    bounds = classes(branches, layer, last)
    shades = [shade_of(float(middle), bounds) for middle in (bounds[:-1] + bounds[1:]) / 2]
    return {
        "name": layer,
        "label": words(f"layers.{layer}"),
        "unit": "number" if layer == "abuse" else "share",
        "bounds": [_rounded(float(bound)) for bound in bounds],
        "shades": [_hex(shade) for shade in shades],
        "inks": [writing_on(shade) for shade in shades],
    }


def _hex(colour: Sequence[float]) -> str:
    """A colour as a style sheet writes it."""
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour[:3])


def _short(titles: Sequence[str]) -> list[str]:
    """Names that fit on a tile, without what stands in brackets behind them."""
    return short_names([title.partition(" (")[0] for title in titles], ROOM, 1)


def _rounded(value: float | None) -> float | None:
    """So many digits as can be seen; None for what is not known."""
    return None if value is None or not np.isfinite(value) else round(float(value), DIGITS)
