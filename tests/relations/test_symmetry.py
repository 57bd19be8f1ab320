"""4b, symmetry and scale: labels are no causes, districts without a channel between them do not touch, units are names.

Labels are exchanged in a settled world, everything keeping its random numbers; then both worlds live on. With two of a
kind every sum is the same to the last bit whatever its order, so that what must be mirrored is mirrored exactly.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from toy import DISTRICT, FACTION, changed, data, lived, off, settled

from ssrsim.world.world import World, arrays

MONTHS = 24
BUSY = (
    "donors=liberia_2003",
    "plan=everything_at_once",
    "parameters.vetting_reach=0.3",
    "parameters.flight_rate=0.1",
    "parameters.police_record_spread=0",
)
FRONT = FACTION | {"group": "ga", "presence": {"east": 0.7, "west": 0.3}}
OTHER = FACTION | {"title": "Other", "group": "gb", "fighters": 2_000, "presence": {"east": 0.5, "west": 0.5}}


def unlike(tree: Any) -> Any:
    """Two districts that differ in all that is given, and a faction that fights in both."""
    west = DISTRICT | {"title": "West", "tile": [0, 1], "population": 170_000, "remoteness": 0.7, "resource_rent": 0.9,
                       "war_exposure": 0.9, "non_state_provision": 0.7, "groups": {"ga": 0.2, "gb": 0.8}}  # fmt: skip
    factions = {"front": FRONT, "other": OTHER}
    return changed(tree, country__districts__west=west, country__factions=factions, country__settlement="none")


def with_districts_exchanged(world: World) -> World:
    """The same country, east now in the second row and west in the first; nobody's random numbers change."""
    world = world.copied()
    for table, column in (("civilians", "district"), ("strata", "district"), ("units", "district"),
                          ("fronts", "district"), ("politicians", "constituency"), ("events", "district")):  # fmt: skip
        places = getattr(getattr(world, table), column)
        places[:] = np.where(places >= 0, 1 - places, places)
    world.districts[:] = world.districts[::-1].copy()
    world.recent_deaths[:] = world.recent_deaths[::-1].copy()
    world.district_record[:] = world.district_record[:, ::-1].copy()
    return world


def with_groups_exchanged(world: World) -> World:
    """The same country, whoever was of the first group now of the second and the other way round."""
    world = world.copied()
    for table in ("civilians", "officers", "strata", "politicians", "armed_groups"):
        groups = getattr(world, table).group
        groups[:] = np.where(groups >= 0, 1 - groups, groups)
    world.groups[:] = world.groups[::-1].copy()
    world.group_record[:] = world.group_record[:, ::-1].copy()
    return world


def apart(one: World, other: World) -> list[str]:
    """The arrays in which two worlds differ."""
    return [name for (name, a), (_, b) in zip(arrays(one), arrays(other), strict=True) if a.tobytes() != b.tobytes()]


def test_districts_with_exchanged_rows_live_the_same_lives() -> None:
    """17: where a district stands in the table means nothing: the same history, the two rows exchanged, bit by bit.

    Without disasters by chance: where one strikes is drawn by inversion over the districts in their order.
    """
    start = settled(unlike(data(*BUSY, months=MONTHS)))
    there = lived(start)
    assert int(there.record.battle_deaths.sum()) > 0
    assert int(there.record.fled.sum()) > 0
    assert apart(with_districts_exchanged(lived(with_districts_exchanged(start))), there) == []


def test_the_error_of_police_statistics_goes_with_the_district() -> None:
    """17: the error of a district's statistics is its own; drawn by row, a district more would move everybody's."""
    start = settled(unlike(data(*off("disasters"), months=1)))
    mirrored = with_districts_exchanged(lived(with_districts_exchanged(start)))
    assert mirrored.districts.recorded_insecurity.tobytes() == lived(start).districts.recorded_insecurity.tobytes()


def test_two_groups_alike_can_be_exchanged() -> None:
    """19: labels of two groups with the same parameters, one faction each, exchanged: a mirrored history, bit by bit.

    Without entrants: the group of who enters the forces is drawn by inversion over the groups in their order, so that
    there the mirror holds in distribution only.
    """
    closed = ("parameters.recruit_throughput=0", *off("dismissals", "vetting", "integration"))
    start = settled(unlike(data(*BUSY, *closed, months=MONTHS)))
    assert start.groups[0].exclusion == start.groups[1].exclusion
    there = lived(start)
    mirrored = lived(with_groups_exchanged(start))
    assert apart(with_groups_exchanged(mirrored), there) == []
    assert "civilians.group" in apart(mirrored, there)


# what districts share: politics and courts of the nation, pay, news, peers elsewhere, and people who move
CHANNELS = (
    "peer_talk", "abuse_heard", "derived_will", "sanctions", "scandals", "repression", "displacement", "queues",
    "coups", "desertion", "arrears", "random_shocks", "elections", "reshuffles", "capture",
)  # fmt: skip
LOCAL = {
    "civilians": ("trust_police", "trust_army", "grievance", "fear", "livelihood", "outcome", "contact_year", "weight"),
    "officers": ("bribery", "abuse", "skill", "generation"),
    "units": ("strength", "norm", "abuse_norm", "capability", "misdeeds", "complaints"),
    "districts": ("insecurity", "crime", "state_control", "gang_members", "non_state_provision", "homicides"),
}


def with_another_west(world: World) -> World:
    """The same country but for the west: violent, criminal, distrustful, with officers who abuse and take."""
    world = world.copied()
    west = world.civilians.district == 1
    world.civilians.trust_police[west], world.civilians.fear[west] = 0.05, 0.9
    officers = world.units.district[world.officers.unit] == 1
    world.officers.brutality[officers] += 3
    world.officers.corruptibility[officers] += 3
    world.districts.insecurity[1], world.districts.crime[1] = 0.95, 0.9
    return world


def of_the_east(world: World) -> dict[str, bytes]:
    """Everything local about the east, in bytes."""
    rows = {
        "civilians": world.civilians.district == 0,
        "officers": world.units.district[world.officers.unit] == 0,
        "units": world.units.district == 0,
        "districts": np.array([True, False]),
    }
    return {f"{table}.{column}": getattr(getattr(world, table), column)[rows[table]].tobytes()
            for table, columns in LOCAL.items() for column in columns}  # fmt: skip


def test_districts_without_a_channel_between_them_do_not_touch() -> None:
    """21: with all national channels off the east lives the same life whatever the west is, bit by bit.

    With any of them on it does not: talk with peers, who live anywhere, is enough.
    """
    start = settled(data(*off(*CHANNELS), months=MONTHS))
    here, beside_another = lived(start), lived(with_another_west(start))
    assert of_the_east(beside_another) == of_the_east(here)
    assert apart(beside_another, here) != []
    talking = settled(data(*off(*CHANNELS[1:]), months=MONTHS))
    assert of_the_east(lived(with_another_west(talking))) != of_the_east(lived(talking))


MONEY = {
    "nation": ("revenue_month", "pay_at_start", "running_costs_at_start"),
    "donors": ("pledge_month", "pledged"),
    "reforms": ("cost",),
    "armed_groups": ("base_income",),
}


def with_money_times(factor: int) -> Any:
    """A change of the template: another currency, so many to the old one."""

    def change(template: World) -> None:
        for table, columns in MONEY.items():
            for column in columns:
                getattr(template, table)[column] *= factor
        template.parameters[0].fighter_wage *= factor

    return change


def distance(factor: int, change: Any) -> float:
    """The largest relative difference of any indicator in any month, in one currency; median of eleven worlds."""
    tree = unlike(data(*BUSY, months=MONTHS))
    distances = []
    for replicate in range(11):
        old = lived(settled(tree, replicate)).record
        new = lived(settled(tree, replicate, prepare=change)).record
        assert int(old.money_spent[-1]) > 10**8
        far = 0.0
        for name in old.dtype.names:
            is_money = name.startswith("money_")
            before, after = old[name].astype(float), new[name].astype(float) / (factor if is_money else 1)
            far = max(far, float((np.abs(after - before) / (np.abs(before) + (1e7 if is_money else 0.1))).max()))
        distances.append(far)
    return float(np.median(distances))


@pytest.mark.parametrize("factor", [16, 1_000])
def test_a_currency_is_a_name(factor: int) -> None:
    """22: all amounts and prices times k: the same behaviour, amounts times k, up to the rounding of whole cents.

    Where a comparison or an encounter hangs on the last bit of a share, one of them may fall otherwise: hence the
    median of eleven worlds, most of which agree to one in 10,000.
    """
    assert distance(factor, with_money_times(factor)) < 2e-3


@pytest.mark.parametrize("forgotten", ["pay_at_start", "cost"])
def test_an_amount_that_is_forgotten_shows(forgotten: str) -> None:
    """The mutant of 22: an amount that is not in the currency of the others is noticed."""

    def all_but_one(template: World) -> None:
        with_money_times(16)(template)
        for table, columns in MONEY.items():
            if forgotten in columns:
                getattr(template, table)[forgotten] //= 16

    assert distance(16, all_but_one) > 0.02
