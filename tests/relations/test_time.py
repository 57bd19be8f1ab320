"""4a, time and information: the calendar is a label, a cut leaves what came before, what is full takes no more.

Most relations of this group are held in tests/identity and tests/randomness; here are those that have no other place.
"""

from __future__ import annotations

from typing import Any

import pytest
import worlds
from plans import DDR, TRAINING, Life, differing, lived, same_until
from worlds import CONTEXTS

from ssrsim.config import load_scenario
from ssrsim.world.build import build
from ssrsim.world.fingerprint import fingerprint
from ssrsim.world.world import World, arrays

OF_THE_CALENDAR = ("settlement_month",)


@pytest.mark.parametrize("context", CONTEXTS)
def test_another_year_is_the_same_history(ends: dict[str, World], context: str) -> None:
    """12: moved by whole years nothing differs, not a bit: the year of a settlement is a label."""
    world = worlds.finished(worlds.started(context, ["country.settlement_year=1996"]))
    assert fingerprint(world) == fingerprint(ends[context])


def calendars(window: str) -> tuple[World, World]:
    """A violent world settled in August, and the same settled in November."""
    august, november = (
        worlds.finished(worlds.started("violent", [f"conflict.window={window}", f"country.settlement_month={month}"]))
        for month in (8, 11)
    )
    return august, november


def apart(one: World, other: World) -> list[str]:
    """Columns in which two worlds differ, those of the calendar aside."""
    names = []
    for (name, a), (_, b) in zip(arrays(one), arrays(other), strict=True):
        for column in a.dtype.names or ("",):
            mine, theirs = (a[column], b[column]) if column else (a, b)
            if mine.tobytes() != theirs.tobytes() and column not in OF_THE_CALENDAR:
                names.append(f"{name}.{column}")
    return names


def test_another_month_is_the_same_history_where_years_are_counted_backwards() -> None:
    """12: with deaths counted over the last 12 months a settlement three months later is the same history.

    By calendar year it is not: which deaths make a year depends on when the year begins.
    """
    assert apart(*calendars("rolling12")) == []
    assert "districts.deaths_year" in apart(*calendars("calendar"))


@pytest.fixture(scope="module")
def uncut() -> Life:
    """Two actions by the calendar, with money that comes in time."""
    return lived(f"+plan.actions.dd={DDR}", f"+plan.actions.tr={TRAINING}", months=30)


def test_a_cut_takes_nothing_from_what_came_before(uncut: Life) -> None:
    """52: money cut from month 13 on leaves months 0 to 12 as they were and reforms never higher after."""
    cut = lived(f"+plan.actions.dd={DDR}", f"+plan.actions.tr={TRAINING}",
                "+shocks.cut={title: Cut, kind: aid_cut, start: 13, months: 18, size: 1}", months=30)  # fmt: skip
    assert same_until(uncut, cut) == 12
    after, before = cut.world.record[13:], uncut.world.record[13:]
    assert (after.money_received <= before.money_received).all()
    assert (after.reform_formal <= before.reform_formal).all()
    assert after.reform_formal[-1] < before.reform_formal[-1] - 0.01


def test_what_is_full_takes_no_more() -> None:
    """53: a reform that gets all that it can use in a month gains nothing by a share three times as large."""
    plenty = ("donors.us.pledge_usd_m=3000", "mechanisms.absorption=false", "mechanisms.fragmentation=false",
              "mechanisms.funding_noise=false", "mechanisms.leakage=false")  # fmt: skip
    lives = [
        lived(f"+plan.actions.dia={{reform: dialogue, start: 1, months: 29, share: {share}}}", *plenty, months=30)
        for share in (0.3, 0.9)
    ]
    assert lives[0].world.record.reform_formal.max() > 0.99
    assert differing(*lives) == []


def test_a_shock_of_nothing_is_none() -> None:
    """58: a shock of size 0 is none; the stronger of two scheduled together counts, so that a smaller one is none."""
    one = "+shocks.a={title: A, kind: economic, start: 5, months: 9, size: 0.6}"
    none = "+shocks.b={title: B, kind: economic, start: 6, months: 3, size: 0}"
    less = "+shocks.b={title: B, kind: economic, start: 6, months: 3, size: 0.4}"
    alone = lived(one, months=18)
    assert differing(lived(one, none, months=18), alone) == []
    assert differing(lived(one, less, months=18), alone) == []
    assert differing(lived(none, months=18), lived(months=18)) == []


def test_titles_are_no_causes() -> None:
    """18: names that are shown (titles of places, groups, factions, donors) never matter, not a bit."""
    titles = {"country.title": "Westland", "donors.us.title": "A donor", "country.groups.krahn.title": "Northerners",
              "country.districts.lofa.title": "North", "country.factions.lurd.title": "Rebels"}  # fmt: skip
    size = list(worlds.SIZE)
    templates: list[Any] = [
        build(load_scenario("liberia_2003", [*size, *(f"{key}={value}" for key, value in changes.items())]))
        for changes in ({}, titles)
    ]
    assert fingerprint(templates[0]) == fingerprint(templates[1])
