"""One run told as it happened: which run is typical, and its events in sentences, by year.

The typical run is the one whose course of peace, trust and deaths lies nearest to the median of all runs; no hand
chooses it. Clashes of one month, place and faction are one line; of a busy year the weightiest lines are told and the
rest is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from ssrsim.analysis.events import KINDS
from ssrsim.records.results import Results
from ssrsim.scenario.events import CAUSES, EVENT_KINDS
from ssrsim.scenario.faults import printable
from ssrsim.scenario.words.events import (
    DETAIL,
    EVERYWHERE,
    HEADLINE,
    TELLINGS,
    Telling,
    amount_text,
    what_happened,
    why,
)
from ssrsim.scenario.words.terms import counted, month_name

MOST_LINES = 12  # told of one year
ENOUGH = 9  # decimals of a distance: what is nearer is a tie on another machine
YEARLY = ("offer", "offer_refused")  # percent, of which the last counts
IN_THE_CAPITAL = ("coup", "coup_attempt")
RULE = (
    "It is the run nearest to the median of all runs: at each month the differences in peace (whether violence had "
    "returned), trust in the police and battle deaths so far (logarithm) are squared and divided by their variance "
    "over runs; the run with the smallest mean is told, of equals the one with the lowest number."
)


class Line(NamedTuple):
    """One thing that happened: month, where, the sentence with its cause, and what it was made from."""

    month: int
    date: str
    where: str
    sentence: str
    kind: str
    cause: str
    amount: int
    times: int
    shown: bool

    @property
    def weighty(self) -> bool:
        """Whether nobody who hears of this run may miss it."""
        return _telling(self.kind).weight == HEADLINE


class Year(NamedTuple):
    """A calendar year of the run: the lines that are told, what else there was, and the state at its end."""

    year: int
    state: str
    lines: tuple[Line, ...]
    rest: str


class Story(NamedTuple):
    """The typical run: its replicate number, all of its lines, and the same by year with the less weighty counted."""

    replicate: int
    n: int
    lines: tuple[Line, ...]
    years: tuple[Year, ...]


def story_of(results: Results) -> Story | None:
    """The typical run in words; None where no run was delivered or no event was written down."""
    if not (len(results.replicates) and results.scenario.records.events):
        return None
    row = typical_row(results)
    replicate = int(results.replicates[row])
    lines = tuple(_told(sorted(_merged(results, replicate), key=lambda line: line.month)))
    country = results.scenario.country
    by_year: dict[int, list[Line]] = {}
    for line in lines:
        by_year.setdefault(_year(results, line.month), []).append(line)
    first, last = country.settlement_year, _year(results, results.months)
    years = tuple(
        Year(year, _state(results, row, year), tuple(line for line in by_year.get(year, []) if line.shown),
             _rest([line for line in by_year.get(year, []) if not line.shown]))
        for year in range(first, last + 1)
    )  # fmt: skip
    return Story(replicate, len(results.replicates), lines, years)


def typical_row(results: Results) -> int:
    """The row of the run nearest to the median run (`RULE`)."""
    deaths = np.cumsum(results.values("battle_deaths"), axis=1)
    peace = np.maximum(results.values("recurrence_25"), results.values("war_continues"))
    distance = np.zeros(len(results.replicates))
    for values in (peace, results.values("trust_police"), np.log1p(deaths)):
        spread = values.var(axis=0).mean()
        if spread > 0:
            distance += ((values - np.median(values, axis=0)) ** 2).mean(axis=1) / spread
    return int(np.argmin(np.round(distance, ENOUGH)))


def story_frame(story: Story) -> pd.DataFrame:
    """Every line of the told run, those that the page only counts included."""
    columns = ("month", "date", "where", "kind", "cause", "amount", "times", "shown", "sentence")
    rows = [{"replicate": story.replicate, **{name: getattr(line, name) for name in columns}} for line in story.lines]
    return pd.DataFrame(rows, columns=["replicate", *columns])


class Happening(NamedTuple):
    """Events of one month, kind, place, subject and cause together; those of `YEARLY` kinds of one calendar year."""

    month: int
    kind: str
    district: int
    subject: int
    cause: str
    amount: int
    times: int

    @property
    def is_yearly(self) -> bool:
        """Whether it stands for a calendar year."""
        return self.kind in YEARLY


def happenings(results: Results, replicate: int, until: int | None = None) -> Iterator[Happening]:
    """What happened in one run, in the order of its log, up to a month (the last one if None).

    What the same people refuse or grant quarter after quarter is one a year; its last amount counts.
    """
    events = results.events[results.events["replicate"] == replicate]
    events = events if until is None else events[events["month"] <= until]
    columns = (events[name].tolist() for name in ("month", "kind", "district", "subject", "cause", "amount"))
    found: dict[tuple[int, ...], list[int]] = {}
    for month, kind, *others, amount in zip(*columns, strict=True):
        is_yearly = EVENT_KINDS[kind] in YEARLY
        line = found.setdefault((_year(results, month) if is_yearly else month, kind, *others), [month, 0, 0])
        line[1] = amount + (0 if is_yearly else line[1])
        line[2] += 1
    for (_, kind, district, subject, cause), (month, amount, times) in found.items():
        yield Happening(month, EVENT_KINDS[kind], district, subject, CAUSES[cause], amount, times)


def _merged(results: Results, replicate: int) -> Iterator[Line]:
    """The lines of one run in the order of its log."""
    scenario = results.scenario
    for month, name, district, subject, reason, amount, times in happenings(results, replicate):
        often = f" ({times} times{' this year' if name in YEARLY else ''})" if times > 1 else ""
        sentence = printable(f"{what_happened(scenario, name, subject, amount)}{often}, {why(reason)}.")
        date, where = month_name(scenario.country, month), printable(_place(results, name, district))
        yield Line(month, date, where, sentence, name, reason, amount, times, shown=False)


def _place(results: Results, kind: str, district: int) -> str:
    districts = list(results.scenario.country.districts.values())
    if 0 <= district < len(districts):
        return districts[district].title
    return next(one.title for one in districts if one.capital) if kind in IN_THE_CAPITAL else EVERYWHERE


def _told(lines: list[Line]) -> Iterator[Line]:
    """The same lines, marked as shown where they are among the weightiest of their calendar year."""
    order = sorted(range(len(lines)), key=lambda index: (*_less_weighty(lines[index]), index))
    room: dict[str, int] = {}
    shown = set()
    for index in order:
        year = lines[index].date.rpartition(" ")[2]
        room[year] = room.get(year, 0) + 1
        if room[year] <= MOST_LINES:
            shown.add(index)
    for index, line in enumerate(lines):
        yield line._replace(shown=index in shown)


def _less_weighty(line: Line) -> tuple[int, int, int]:
    """What sorts the weightiest lines first: headlines, then the deadliest, then the earliest."""
    telling = _telling(line.kind)
    return -telling.weight, -line.amount if telling.amount == "death" else 0, line.month


def _telling(kind: str) -> Telling:
    return TELLINGS.get(kind, Telling("", "", DETAIL))


def _rest(lines: list[Line]) -> str:
    """What is not told, counted by kind: "Not told: clash with deaths 31 times (210 deaths)."."""
    counts: dict[str, tuple[int, int]] = {}
    for line in lines:
        times, amount = counts.get(line.kind, (0, 0))
        counts[line.kind] = times + line.times, amount + line.amount
    said = []
    for kind, (times, amount) in counts.items():
        unit = _telling(kind).amount
        size = f" ({amount_text(unit, amount)})" if unit in ("death", "cents") and amount else ""
        label = KINDS[kind][1].removeprefix("First ") if kind in KINDS else kind.replace("_", " ")
        said.append(f"{label[0].lower()}{label[1:]} {counted(times, 'time')}{size}")
    return f"Not told: {'; '.join(said)}." if said else ""


def _state(results: Results, row: int, year: int) -> str:
    """Deaths of a calendar year, and trust and fighters at its end, in the told run."""
    months = [month for month in range(results.months + 1) if _year(results, month) == year]
    line = results.series[row][months]
    deaths, last = int(line["battle_deaths"].sum()), line[-1]
    return (
        f"{counted(deaths, 'battle death')}; at the end of {'the year' if len(months) == 12 else 'these months'} trust "
        f"in the police {last['trust_police']:.2f}, {counted(int(last['fighters']), 'fighter')}"
    )


def _year(results: Results, month: int) -> int:
    country = results.scenario.country
    return country.settlement_year + (country.settlement_month - 1 + month) // 12
