"""What a screen shows of one branch in one month: cards of headline indicators, lines for charts, tiles of a map.

All of it is read off the history of the branch; nothing here changes anything. What stands on a card is what people in
the country could know by that month; the truth beside it is for whoever leads the room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import normal_quantile, proportion_interval
from ssrsim.plots.districts import class_bounds
from ssrsim.scenario.indicators import BY_NAME
from ssrsim.session.language import Words
from ssrsim.session.session import Branch

SURVEY_LAG = 2  # months from the field to publication, as phases/monitoring.py has it
REPORTS_EVERY = 3  # months between reports of implementers, as phases/administrative_data.py has it
YEAR = "_12"  # at the end of a name: the sum over the last 12 months
LAYERS = {"trust": "trust_police", "insecurity": "insecurity", "control": "state_control", "abuse": "abuse"}
PER = 1_000  # people, for abuse on the map


class CardKind(NamedTuple):
    """One of the headline indicators: what is measured and what is true, and how it came to be known."""

    name: str
    measured: str
    truth: str
    instrument: str  # survey, reports or register
    unit: str = "share"


CARDS = (
    CardKind("trust", "survey_trust_police", "trust_police", "survey"),
    CardKind("safety", "survey_feel_safe", "feel_safe", "survey"),
    CardKind("bribes", "survey_bribe_experience", "bribe_experience", "survey"),
    CardKind("deaths", "coder_deaths_12", "battle_deaths_12", "register", "people"),
    CardKind("leakage", "admin_leakage_share", "leakage_share", "register"),
    CardKind("reforms", "admin_formal", "reform_effective", "reports"),
)
CARD = {card.name: card for card in CARDS}
VIOLENCE = ("recurrence_25", "war_continues")  # flags: it has come back, or it never ended
FORESEEN = tuple(
    dict.fromkeys([*(name.removesuffix(YEAR) for card in CARDS for name in (card.measured, card.truth)), *VIOLENCE])
)


class Card(NamedTuple):
    """A headline indicator in a month.

    `low` and `high` are the 95 % interval of what was measured, and `n` the people asked; all three are None where the
    instrument has no sampling error, and `bias` says what it has instead.
    """

    name: str
    title: str
    value: float
    low: float | None
    high: float | None
    n: int | None
    month_of_data: int
    truth: float
    unit: str  # share or people
    better: int  # +1 where more is better, -1 where less is
    source: str
    bias: str


class Point(NamedTuple):
    """A survey as it was published: its interval is the sampling error at 95 %."""

    month_of_data: int
    published: int
    value: float
    low: float
    high: float
    n: int


class Tile(NamedTuple):
    """A district on the schematic map."""

    name: str
    title: str
    row: int
    column: int
    value: float
    district: int  # its row in the tables of the world


def cards(branch: Branch, month: int, words: Words) -> tuple[Card, ...]:
    """The six headline indicators as they were known by the end of this month."""
    return tuple(_card(branch, month, kind, words) for kind in CARDS)


def series(branch: Branch, name: str, month: int) -> np.ndarray:
    """float64[month + 1] of an indicator in units of readers; with `_12` behind its name summed over 12 months."""
    plain = name.removesuffix(YEAR)
    values = branch.timeline.results.values(plain)[0, : month + 1]
    return in_a_year(values) if name.endswith(YEAR) else values


def in_a_year(values: np.ndarray) -> np.ndarray:
    """Sums over the last 12 months along the last axis; over as many as there are in the first year."""
    sums = np.cumsum(values, axis=-1)
    sums[..., 12:] -= sums[..., :-12].copy()
    return sums


def points(branch: Branch, name: str, month: int) -> tuple[Point, ...]:
    """The surveys that were published by a month, for a card of this name; none where no survey is behind it."""
    kind = CARD[name]
    if kind.instrument != "survey":
        return ()
    every = _survey_every(branch)
    found: list[Point] = []
    for field in range(0, month + 1, every):
        published = field + SURVEY_LAG if field else 0
        if published <= month:
            value = float(branch.timeline.record[kind.measured][published])
            low, high, n = _interval(branch, kind, field, published, value)
            if low is not None and high is not None and n is not None:
                found.append(Point(field, published, value, low, high, n))
    return tuple(found)


def tiles(branch: Branch, month: int, layer: str) -> tuple[Tile, ...]:
    """The districts with the true state of a layer (one of `LAYERS`) at the end of a month."""
    values = _layer(branch, layer)[month]
    return tuple(
        Tile(name, district.title, *district.tile, float(values[row]), row)
        for row, (name, district) in enumerate(branch.scenario.country.districts.items())
    )


def classes(branches: Sequence[Branch], layer: str, last: int | None = None) -> np.ndarray:
    """Round bounds of the shades of a layer, the same in all branches and months, or in those up to a last one."""
    months = slice(None) if last is None else slice(last + 1)
    values = np.concatenate([_layer(branch, layer)[months].ravel() for branch in branches])
    return class_bounds(values, is_share=layer != "abuse")


def _layer(branch: Branch, layer: str) -> np.ndarray:
    """float64[months + 1, districts]; abuse per 1,000 inhabitants at the settlement."""
    results = branch.timeline.results
    assert results.districts is not None  # a session records everything
    values = results.districts[LAYERS[layer]][0].astype(np.float64)
    people = [district.population for district in branch.scenario.country.districts.values()]
    return PER * values / np.array(people) if layer == "abuse" else values


def _card(branch: Branch, month: int, kind: CardKind, words: Words) -> Card:
    value, field = float(series(branch, kind.measured, month)[-1]), _month_of_data(branch, kind, month)
    low, high, n = _interval(branch, kind, field, month, value)
    source = words(f"sources.{kind.name}", n=words.number(n) if n is not None else "")
    return Card(
        kind.name, words(f"cards.{kind.name}"), value, low, high, n, field,
        float(series(branch, kind.truth, month)[-1]), kind.unit,
        BY_NAME[kind.measured.removesuffix(YEAR)].better, source, words(f"biases.{kind.name}"),
    )  # fmt: skip


def _survey_every(branch: Branch) -> int:
    return int(branch.scenario.parameters.survey_every)


def _month_of_data(branch: Branch, kind: CardKind, month: int) -> int:
    """The month that the number known by the end of a month is about."""
    if kind.instrument == "survey":
        return max(month - SURVEY_LAG, 0) // _survey_every(branch) * _survey_every(branch)
    return month - month % REPORTS_EVERY if kind.instrument == "reports" else month


def _interval(
    branch: Branch, kind: CardKind, field: int, month: int, value: float
) -> tuple[float | None, float | None, int | None]:
    """Interval at 95 % and people asked of a survey; nothing where there is no sampling.

    The survey publishes the standard error of trust alone. Its other questions have the same clusters, so they are
    given the design effect of that one: what clusters cost compared with as many people drawn one by one.
    """
    if kind.instrument != "survey" or not branch.scenario.mechanisms.survey_noise:
        return None, None, None
    answered, met = branch.timeline.interviews(field)
    record = branch.timeline.record[month]
    trust, error = float(record["survey_trust_police"]), float(record["survey_trust_police_se"])
    if kind.name == "trust":
        half = normal_quantile() * error
        return max(value - half, 0.0), min(value + half, 1.0), answered
    n = met if kind.name == "bribes" else answered
    plain = trust * (1 - trust) / answered if answered else 0.0
    effect = max(error**2 / plain, 1.0) if plain > 0 else 1.0
    whole = max(round(n / effect), 1)
    found = proportion_interval(round(value * whole), whole)
    return min(found.low, value), max(found.high, value), n
