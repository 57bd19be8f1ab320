"""Who comes into office, who goes, and what a vote costs: single steps of politics on worlds made for them."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.compiled import call
from ssrsim.phases import cabinet
from ssrsim.world.world import World
from tests.behaviour.test_politics import settled

CHANNELS = ("rents_bribes", "rents_ghosts", "rents_leakage")


@pytest.fixture
def country() -> World:
    """A small Liberia at month 0 in which everybody governs and has the same habits."""
    world = settled("plan=do_nothing")
    assert (world.blocs.governing == 1).all()
    for channel in CHANNELS:
        world.politicians[channel][:] = 0.5
    return world


def reshuffled(world: World, month: int, *offices: int) -> World:
    """The world after the head of government replaced these ministers, by a chance made sure."""
    world.nation.turnover[:] = 0
    world.parameters["reshuffle_rate"], world.parameters["reshuffle_defiance"] = 1e-9, 1e10
    world.politicians.defied[:] = np.isin(world.politicians.office, offices)
    call(cabinet.reshuffle, world, month, 0, 1)
    return world


def holder(world: World, office: int) -> int:
    """Who holds an office."""
    return int(np.flatnonzero(world.politicians.office == office)[0])


def test_the_sacked_wait_behind_all_who_have_been_out_longer(country: World) -> None:
    """First come those who never held an office, then who left longest ago; long standing brings nobody back."""
    people = country.politicians
    own = people.bloc == 3
    country.blocs.power[:] = [0, 0, 0, 1]  # one bloc holds all the claims, so that its own order decides
    people.office[people.office == 2] = 0
    people.office[np.flatnonzero(own & (people.office == 0))[0]] = 2
    veteran = int(np.flatnonzero(people.office == 2)[0])
    people.in_office_since[veteran] = 0
    waiting = set(np.flatnonzero(own & (people.office == 0)))
    successors = [holder(reshuffled(country, 40 + turn, 3), 3) for turn in range(len(waiting))]
    assert set(successors) == waiting
    reshuffled(country, 60, 2)
    assert people.out_since[veteran] == 60
    assert len(waiting) > 3
    for turn in range(len(waiting) - 2):
        left = people.out_since[own & (people.office == 0) & (people.out_since >= 0)].min()
        back = holder(reshuffled(country, 61 + turn, 3), 3)
        assert people.out_since[back] == left < 60


def test_only_who_never_held_an_office_comes_without_habits(country: World) -> None:
    """Habits of who comes back fade as they will; a month out of office does not take them away."""
    people = country.politicians
    country.blocs.power[:] = [1, 0, 0, 0]
    people.out_since[(people.bloc == 0) & (people.office == 0)] = 20  # all of the bloc have been in office before
    reshuffled(country, 40, 2)
    back = people.in_office_since == 40
    assert back.sum() == 1
    assert all((people[channel][back] == 0.5).all() for channel in CHANNELS)
    people.out_since[(people.bloc == 0) & (people.office == 0)] = -1
    reshuffled(country, 41, 2)
    new = people.in_office_since == 41
    assert new.sum() == 1
    assert all((people[channel][new] == 0).all() for channel in CHANNELS)
