"""What the rows of a world are called: the police of Bong, the minister of defence, a faction in a district."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from ssrsim.scenario.bodies import BODY_KINDS, OFFICES
from ssrsim.scenario.faults import printable
from ssrsim.scenario.indicators import BY_NAME
from ssrsim.scenario.reforms import EFFECTS
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.signals import signals_of
from ssrsim.scenario.words.events import BODY_NAMES, CENTS_PER_USD_M, OFFICE_NAMES
from ssrsim.scenario.words.terms import usd_m
from ssrsim.world.columns import TABLES
from ssrsim.world.ledger import ACCOUNT_NAMES
from ssrsim.world.world import World

SERVICES = ("police", "army")
MEANINGS = {f"{table}.{column.name}": column.meaning for table, columns in TABLES.items() for column in columns}
UNITS = {f"{table}.{column.name}": column.unit for table, columns in TABLES.items() for column in columns}
OF_ACTIONS = {
    "tried": "whether it is before politicians",
    "pace": "its pace",
    "worked": "months in which it ran",
    "demand": "money that it could use",
    "funded": "money found for it",
    "paid": "money paid for it",
}
PLAIN = {
    "roster": "who serves where", "residents": "who lives where", "answers": "answers to the survey",
    "effects": "what reforms do", "local_effects": "what reforms do", "local": "how far reforms have come",
    "recent": "deaths and money of the last 12 months", "recent_deaths": "battle deaths of the last 12 months",
    "donor_preferences": "what donors like to pay for", "effect_weights": "weights of reforms",
    "prerequisites": "what reforms lean on",
}  # fmt: skip


def row_name(scenario: Scenario, world: World, table: str, row: tuple[int, ...]) -> str:
    """The name of a row, or of a place in an array with several axes."""
    country, first = scenario.country, row[0]
    districts = [district.title for district in country.districts.values()]

    def of_unit(number: int) -> str:
        unit = world.units[number]
        return f"the {SERVICES[int(unit.service)]} of {districts[int(unit.district)]}"

    def of_stratum(number: int) -> str:
        return f"people of {districts[int(world.strata.district[number])]}"

    names: dict[str, Callable[[], str]] = {
        "districts": lambda: districts[first],
        "recent_deaths": lambda: districts[first],
        "units": lambda: of_unit(first),
        "officers": lambda: f"officers of {of_unit(int(world.officers.unit[first]))}",
        "civilians": lambda: of_stratum(int(world.civilians.stratum[first])),
        "strata": lambda: of_stratum(first),
        "fronts": lambda: _front(scenario, world, first, districts),
        "politicians": lambda: _politician(world, first),
        "local": lambda: f"{scenario.reforms[row[1]].label}, {of_unit(row[2])}",
        "local_effects": lambda: f"{EFFECTS[row[1]]}, {of_unit(first)}",
        "effects": lambda: EFFECTS[row[1]],
        "accounts": lambda: _account(scenario, first),
    }
    return printable(names[table]() if table in names else _listed(scenario, table, first))


def _listed(scenario: Scenario, table: str, row: int) -> str:
    """Rows in the order of a list in the scenario."""
    country, plan = scenario.country, scenario.plan
    lists: dict[str, Callable[[], list[Any]]] = {
        "groups": lambda: [group.title for group in country.groups.values()],
        "blocs": lambda: [bloc.title for bloc in country.blocs.values()],
        "armed_groups": lambda: [faction.title for faction in country.factions.values()],
        "donors": lambda: [donor.title for donor in scenario.donors.values()],
        "missions": lambda: [mission.title for mission in scenario.missions.values()],
        "reforms": lambda: [reform.label for reform in scenario.reforms],
        "actions": lambda: [name.replace("_", " ") for name, _ in plan.in_order()],
        "signals": lambda: [signal.name for signal in signals_of(scenario.reforms)],
        "oversight_bodies": lambda: [BODY_NAMES[kind] for kind in BODY_KINDS],
        "nation": lambda: ["the country"],
    }
    return lists[table]()[row] if table in lists else PLAIN.get(table, table)


def _front(scenario: Scenario, world: World, row: int, districts: list[str]) -> str:
    factions = [faction.title for faction in scenario.country.factions.values()]
    front = world.fronts[row]
    return f"{factions[int(front.faction)]} in {districts[int(front.district)]}"


def _politician(world: World, row: int) -> str:
    return OFFICE_NAMES[OFFICES[int(world.politicians.office[row])]]


def _account(scenario: Scenario, row: int) -> str:
    owners = [*(faction.title for faction in scenario.country.factions.values()),
              *(donor.title for donor in scenario.donors.values())]  # fmt: skip
    return ACCOUNT_NAMES[row] if row < len(ACCOUNT_NAMES) else f"the account of {owners[row - len(ACCOUNT_NAMES)]}"


def column_text(table: str, column: str) -> str:
    """What a column holds, shortly: the label of its indicator, or its meaning."""
    if table == "actions" and column in OF_ACTIONS:
        return OF_ACTIONS[column]
    if column in BY_NAME:
        return BY_NAME[column].label.lower()
    text = MEANINGS.get(f"{table}.{column}", PLAIN.get(table, table.replace("_", " ")))
    return re.split("[;:]", text.removeprefix("fact: "))[0].removesuffix(" here")


def shown_value(table: str, column: str, value: Any) -> str:
    """A value of a column, short."""
    number = float(np.asarray(value).ravel()[0])
    if UNITS.get(f"{table}.{column}") == "cents":
        return usd_m(number / CENTS_PER_USD_M)
    return f"{number:,.0f}" if number == int(number) else f"{number:.4g}"
