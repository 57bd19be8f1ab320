"""Districts, strata, civilians, forces: who lives where at the settlement, in whole people."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ssrsim.scenario.country import Country
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.allotment import deal_out, deal_out_with_floor, starts_of
from ssrsim.world.streams import identity_of
from ssrsim.world.world import World

CIVILIAN, FIGHTER, DEMOBILISED, REINTEGRATED = 0, 1, 2, 3
POLICE, ARMY = 0, 1
REFERENCE_CIVILIANS = 10_000  # rows for which the minima below are stated
ROWS_PER_COMMUNITY = 50  # district x group
ROWS_PER_FACTION = 200
ROWS_PER_UNIT = 30
FEWEST_ROWS = 5
PIECE = 2**16  # rows that are numbered at once


@dataclass
class Strata:
    """The strata of a country in their order.

    Communities first, then the three armed stages of each faction and district.
    """

    district: list[int] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    stage: list[int] = field(default_factory=list)
    faction: list[int] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    police: list[int] = field(default_factory=list)  # by district
    army: list[int] = field(default_factory=list)

    def add(self, district: int, group: int, stage: int, faction: int, home: int, people: int) -> int:
        """Append a stratum and return its index."""
        self.district.append(district)
        self.group.append(group)
        self.stage.append(stage)
        self.faction.append(faction)
        self.home.append(home if home >= 0 else len(self.people))
        self.people.append(people)
        return len(self.people) - 1


def lay_out_strata(scenario: Scenario) -> Strata:
    """Strata with their people and rows. Raises ValueError if a district holds more men under arms than people."""
    country = scenario.country
    strata = Strata()
    strata.police, strata.army = _stations(country)
    fighters, demobilised = _combatants_by_district(country)
    districts, groups = list(country.districts.values()), list(country.groups)
    communities: dict[tuple[int, int], int] = {}
    for d, district in enumerate(districts):
        armed = sum(by_district[d] for by_district in fighters + demobilised) + strata.police[d] + strata.army[d]
        civilians = district.population - armed
        if civilians <= 0:
            raise ValueError(f"country.districts.{list(country.districts)[d]}.population is {district.population}; "
                             f"it must exceed the {armed} men and women under arms there")  # fmt: skip
        needed = {
            groups.index(f.group)
            for i, f in enumerate(country.factions.values())
            if fighters[i][d] + demobilised[i][d] > 0
        }
        shares = [district.groups.get(group, 0.0) for group in groups]
        for g, people in enumerate(deal_out(civilians, shares)):
            if people > 0 or g in needed:
                communities[d, g] = strata.add(d, g, CIVILIAN, -1, -1, people)
    for f, faction in enumerate(country.factions.values()):
        g = groups.index(faction.group)
        for d in range(len(districts)):
            if faction.presence.get(list(country.districts)[d], 0.0) > 0:
                home = communities.get((d, g), -1)
                home = home if home >= 0 else _any_community(communities, d)
                for stage, people in ((FIGHTER, fighters[f][d]), (DEMOBILISED, demobilised[f][d]), (REINTEGRATED, 0)):
                    strata.add(d, g, stage, f, home, people)
    strata.rows = _rows(strata, scenario.run.civilians)
    return strata


def _any_community(communities: dict[tuple[int, int], int], district: int) -> int:
    return next(index for (d, _), index in communities.items() if d == district)


def _stations(country: Country) -> tuple[list[int], list[int]]:
    """Policemen by where people live, soldiers more where the war was."""
    districts = list(country.districts.values())
    police = round(country.population * country.police_per_1000 / 1000)
    army = round(country.population * country.army_per_1000 / 1000)
    return (
        deal_out(police, [d.population for d in districts]),
        deal_out(army, _pull_of_the_war(country)),
    )


def _pull_of_the_war(country: Country) -> list[float]:
    """How soldiers are dealt out to districts: by people, more where the war was."""
    return [d.population * (0.5 + d.war_exposure) for d in country.districts.values()]


def _combatants_by_district(country: Country) -> tuple[list[list[int]], list[list[int]]]:
    """Fighters, and those demobilised before the settlement, of each faction by district."""
    presence = [[f.presence.get(name, 0.0) for name in country.districts] for f in country.factions.values()]
    factions = list(country.factions.values())
    return (
        [deal_out(f.fighters, shares) for f, shares in zip(factions, presence, strict=True)],
        [deal_out(f.demobilised, shares) for f, shares in zip(factions, presence, strict=True)],
    )


def _rows(strata: Strata, civilians: int) -> list[int]:
    """Rows by stratum: minima that grow with the size of the sample, the rest of the rows by people."""
    scale = civilians / REFERENCE_CIVILIANS
    of_faction = {f: strata.faction.count(f) for f in set(strata.faction)}
    floors = []
    for stage, faction in zip(strata.stage, strata.faction, strict=True):
        wanted = ROWS_PER_COMMUNITY if stage == CIVILIAN else ROWS_PER_FACTION / of_faction[faction]
        floors.append(max(FEWEST_ROWS, round(wanted * scale)))
    weights = [people if stage == CIVILIAN else 0 for people, stage in zip(strata.people, strata.stage, strict=True)]
    return deal_out_with_floor(civilians, weights, floors)


def fill_districts(world: World, scenario: Scenario, strata: Strata) -> None:
    """Districts and strata as they are at the settlement."""
    country = scenario.country
    table = world.districts
    exposure = np.array([d.war_exposure for d in country.districts.values()], np.float64)
    people = np.array([d.population for d in country.districts.values()], np.float64)
    mean_exposure = float((exposure * people).sum() / people.sum())
    for row, district in enumerate(country.districts.values()):
        for name in ("remoteness", "war_exposure", "resource_rent", "non_state_provision"):
            table[name][row] = getattr(district, name)
        table.non_state_at_start[row] = district.non_state_provision
        table.population_at_start[row] = table.people[row] = district.population
        table.police_unit[row] = row
        table.army_unit[row] = len(country.districts) + row
        table.state_control[row] = min(1.0, max(0.0, country.state_control * (1.2 - 0.4 * district.remoteness)))
        local = country.insecurity * (0.5 + 0.5 * district.war_exposure / max(mean_exposure, 1e-6))
        table.insecurity[row] = min(1.0, local)
        table.crime[row] = min(1.0, 0.6 * local)
        table.justice[row] = country.justice
    world.nation.insecurity[0] = float((table.insecurity * people).sum() / people.sum())
    _fill_strata(world, scenario, strata)


def _fill_strata(world: World, scenario: Scenario, strata: Strata) -> None:
    table = world.strata
    country = scenario.country
    districts, groups, factions = list(country.districts), list(country.groups), [*country.factions, "civilian"]
    keys = zip(strata.district, strata.group, strata.stage, strata.faction, strict=True)  # faction -1 is "civilian"
    table.id[:] = [identity_of(f"{districts[d]}.{groups[g]}.{stage}.{factions[f]}") for d, g, stage, f in keys]
    for name in ("district", "group", "stage", "faction", "home", "people", "rows"):
        table[name][:] = getattr(strata, name)
    table.next_stage[:] = -1
    table.previous_stage[:] = -1
    table.front[:] = -1
    armed = table.stage > CIVILIAN
    tie = scenario.parameters.dismissed_tie  # of men demobilised before the settlement
    table.tied[:] = np.where(table.stage == DEMOBILISED, np.floor(tie * table.people), 0)
    index = np.arange(len(table))
    table.next_stage[armed & (table.stage < REINTEGRATED)] = index[armed & (table.stage < REINTEGRATED)] + 1
    table.previous_stage[table.stage > FIGHTER] = index[table.stage > FIGHTER] - 1
    for row in range(len(world.districts)):  # men vetted out join the former fighters of the strongest faction here
        here = index[(table.district == row) & (table.stage == DEMOBILISED)]
        fighters = table.people[here - 1] + table.people[here] if len(here) else np.zeros(0)
        community = index[(table.district == row) & (table.stage == CIVILIAN)][0]
        world.districts.dismissed_stratum[row] = here[int(fighters.argmax())] if len(here) else community


def fill_civilians(world: World, strata: Strata) -> None:
    """Rows of civilians: identity, stratum and place; everything else about them is drawn.

    Stratum by stratum, so that nothing as long as a column is made beside the columns.
    """
    civilians = world.civilians
    _count_up(civilians.id)
    _count_up(world.residents)
    civilians.officer[:] = -1
    ends = np.cumsum(strata.rows).tolist()
    for stratum, (end, rows, stage) in enumerate(zip(ends, strata.rows, strata.stage, strict=True)):
        here = slice(end - rows, end)
        civilians.stratum[here] = stratum
        _count_up(civilians.place[here])
        for name in ("district", "group", "stage", "faction"):
            getattr(civilians, name)[here] = getattr(strata, name)[stratum]
        if stage != CIVILIAN:
            civilians.commander_tie[here] = 0.3 if stage == REINTEGRATED else 1.0


def _count_up(column: np.ndarray) -> None:
    """Write 0, 1, 2 ... into a column, piece by piece."""
    for first in range(0, len(column), PIECE):
        piece = column[first : first + PIECE]
        piece[:] = np.arange(first, first + len(piece), dtype=column.dtype)


def _posts(country: Country, police: list[int], army: list[int]) -> np.ndarray:
    """Officers wanted by unit, police and then army: as those who serve are dealt out, at least 1 unless none at all.

    An army that is to be built where there is none is dealt out as one that serves would be.
    """
    wanted_police = np.array(police) * (country.police_target_per_1000 / country.police_per_1000)
    if country.army_per_1000 > 0:
        wanted_army = np.array(army) * (country.army_target_per_1000 / country.army_per_1000)
    else:
        soldiers = round(country.population * country.army_target_per_1000 / 1000)
        wanted_army = np.array(deal_out(soldiers, _pull_of_the_war(country)))
    no_army = country.army_target_per_1000 == 0
    least = np.repeat([1, 0 if no_army else 1], len(police))
    return np.maximum(least, np.rint(np.concatenate([wanted_police, wanted_army]))).astype(np.int64)


def fill_officers(world: World, scenario: Scenario) -> None:
    """Units and their officers: strength, ghosts, posts; dispositions are drawn."""
    country = scenario.country
    units = world.units
    n = len(country.districts)
    police, army = _stations(country)
    strength = np.array(police + army, np.int64)
    units.service[:] = np.repeat([POLICE, ARMY], n)
    units.id[:] = [identity_of(f"{service}.{name}") for service in ("police", "army") for name in country.districts]
    units.district[:] = np.tile(np.arange(n), 2)
    units.strength[:] = strength
    units.target[:] = _posts(country, police, army)
    if scenario.mechanisms.ghosts:
        units.ghosts[:] = np.rint(strength * country.ghost_share / (1 - country.ghost_share)).astype(np.int64)
    units.skill_at_start[:] = np.repeat([country.police_skill, country.army_skill], n)
    units.equipment[:] = units.equipment_at_start[:] = country.equipment
    units.pay_arrears[:] = np.where(strength > 0, country.pay_arrears_months, 0)  # nobody is owed nothing
    total_rows = len(world.officers.id)
    floor = (
        max(FEWEST_ROWS, round(ROWS_PER_UNIT * total_rows / 1_500)) if ROWS_PER_UNIT * 2 * n <= 1_500 else FEWEST_ROWS
    )
    floor = min(floor, total_rows // (2 * n))
    rows = np.array(deal_out_with_floor(total_rows, strength.tolist(), [floor] * (2 * n)), np.int64)
    units.rows[:] = rows
    units.first[:] = starts_of(rows)
    unit = np.repeat(np.arange(2 * n), rows)
    officers = world.officers
    officers.id[:] = np.arange(total_rows)
    officers.unit[:] = unit
    officers.place[:] = np.arange(total_rows) - starts_of(rows)[unit]
    world.roster[:] = np.arange(total_rows)
