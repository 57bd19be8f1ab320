"""One district, politician or civilian at the end of a month, in words: what a click shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from ssrsim.scenario.bodies import OFFICES
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario
from ssrsim.session.language import Words
from ssrsim.session.session import Branch
from ssrsim.world.columns import TABLES
from ssrsim.world.world import World

KINDS = ("district", "politician", "civilian")
STAGES = ("civilian", "fighter", "demobilised", "reintegrated")
CONTACTS = ("none", "police", "army")
OUTCOMES = ("none", "good_service", "neglect", "bribe", "abuse")
CHOICES = ("nothing", "cooperated", "protested")
TABLE = {"district": "districts", "politician": "politicians", "civilian": "civilians"}
# the columns that a reader can make something of, in the order of the sheet
COLUMNS = {
    "district": (
        "people", "state_control", "insecurity", "crime", "non_state_provision", "justice", "information",
        "mission_presence", "contacts", "bribes", "abused", "complained", "protested", "deaths", "fled",
        "gang_members", "backlog", "admin_insecurity", "remoteness", "war_exposure", "resource_rent",
    ),
    "politician": (
        "power", "will", "perceived_threat", "patronage_dependence", "rents_bribes", "rents_ghosts", "rents_leakage",
        "rents_at_risk", "in_office_since",
    ),
    "civilian": (
        "weight", "stage", "trust_police", "trust_army", "perceived_corruption", "perceived_performance", "grievance",
        "fear", "livelihood", "victimisation", "commander_tie", "contact", "outcome", "choice", "complained",
        "bribe_year",
    ),
}  # fmt: skip
UNIT = {f"{table}.{column.name}": column.unit for table, columns in TABLES.items() for column in columns}
MEANING = {f"{table}.{column.name}": column.meaning for table, columns in TABLES.items() for column in columns}


class SheetLine(NamedTuple):
    """A quantity of one row: `value` is in 0..1 for shares and None for words."""

    name: str
    title: str
    text: str
    value: float | None
    meaning: str  # in English, as the table of the world declares it


class Sheet(NamedTuple):
    """All that is shown of one district, politician or civilian."""

    kind: str
    row: int
    title: str
    subtitle: str
    lines: tuple[SheetLine, ...]


class Choice(NamedTuple):
    """One of those that can be looked at."""

    row: int
    title: str


def sheet(branch: Branch, month: int, kind: str, row: int, words: Words) -> Sheet:
    """One row of a table at the end of a month, in words."""
    world = branch.timeline.world_at(month)
    table = getattr(world, TABLE[kind])
    count = len(table.id) if kind == "civilian" else len(table)
    if not 0 <= row < count:
        raise ValueError(f"row is {row}; there are {count} of this kind")
    title, subtitle = _titles(branch.scenario, world, kind, row, words)
    lines = [_line(branch.scenario, kind, name, getattr(table, name)[row], words) for name in COLUMNS[kind]]
    trust = _district_trust(world, row, words) if kind == "district" else []
    return Sheet(kind, row, title, subtitle, (*trust, *lines))


def who(branch: Branch, kind: str, words: Words) -> tuple[Choice, ...]:
    """Those of a kind that can be chosen: all districts and politicians, of civilians one for each community.

    Rows stay with the same people all through a history, so the same row is the same person in every month.
    """
    scenario, world = branch.scenario, branch.timeline.world_at(0)
    if kind == "district":
        return tuple(Choice(row, printable(one.title)) for row, one in enumerate(scenario.country.districts.values()))
    rows = range(len(world.politicians)) if kind == "politician" else _one_of_each(world)
    return tuple(Choice(row, ", ".join(_titles(scenario, world, kind, row, words))) for row in rows)


def _one_of_each(world: World) -> list[int]:
    """The first row of each stratum that has people, by stage, then district."""
    people = world.civilians
    there = np.flatnonzero(people.weight > 0)
    _, first = np.unique(people.stratum[there], return_index=True)
    rows = there[first]
    order = np.lexsort((people.group[rows], people.district[rows], people.stage[rows]))
    return rows[order].tolist()


def _titles(scenario: Scenario, world: World, kind: str, row: int, words: Words) -> tuple[str, str]:
    """What a row is called, and what else places it."""
    country = scenario.country
    districts, groups, blocs, factions = (
        [printable(one.title) for one in part.values()]
        for part in (country.districts, country.groups, country.blocs, country.factions)
    )
    if kind == "district":
        return districts[row], words.number(int(world.districts.people[row]))
    if kind == "politician":
        one = world.politicians[row]
        office = words(f"offices.{OFFICES[int(one.office)]}")
        where = [districts[int(one.constituency)]] if 0 <= int(one.constituency) < len(districts) else []
        return office[:1].upper() + office[1:], ", ".join([blocs[int(one.bloc)], *where])
    people = world.civilians
    stage = words(f"stages.{STAGES[int(people.stage[row])]}")
    faction = int(people.faction[row])
    of = [factions[faction]] if 0 <= faction < len(factions) else []
    sex = words("sexes.woman" if people.woman[row] else "sexes.man")
    return f"{stage}, {sex}", ", ".join([districts[int(people.district[row])], groups[int(people.group[row])], *of])


def _line(scenario: Scenario, kind: str, name: str, value: Any, words: Words) -> SheetLine:
    column = f"{TABLE[kind]}.{name}"
    unit, number = UNIT[column], float(value)
    coded = CODED.get(f"{kind}.{name}")
    if coded is not None:
        text, shown = coded(int(number), words), None
    elif unit == "share":
        text, shown = words.percent(number), number
    elif unit.startswith("months after"):
        text, shown = (words.date(scenario.country, int(number)) if number >= 0 else words("places.never")), None
    elif unit == "0 or 1":
        text, shown = words("answers.yes" if number else "answers.no"), None
    else:
        text, shown = words.number(number), None
    return SheetLine(name, words(f"sheets.{kind}.{name}"), text, shown, MEANING[column])


def _district_trust(world: World, row: int, words: Words) -> list[SheetLine]:
    """Mean trust in the police, which the table holds as a sum in fixed point."""
    people = int(world.districts.people[row])
    mean = int(world.districts.trust_police_total[row]) / 2**20 / people if people else 0.0
    text = words.percent(mean)
    return [SheetLine("trust_police", words("indicators.trust_police"), text, mean, "mean trust in the police")]


CODED: Mapping[str, Callable[[int, Words], str]] = {
    "civilian.stage": lambda code, words: words(f"stages.{STAGES[code]}"),
    "civilian.contact": lambda code, words: words(f"contacts.{CONTACTS[code]}"),
    "civilian.outcome": lambda code, words: words(f"outcomes.{OUTCOMES[code]}"),
    "civilian.choice": lambda code, words: words(f"choices.{CHOICES[code]}"),
    "civilian.weight": lambda code, words: words.number(code),
    "civilian.bribe_year": lambda code, words: words.number(code.bit_count()),
    "district.people": lambda code, words: words.number(code),
}
