"""What a replicate starts from: a copy that shares nothing with its template, or the template itself."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ssrsim.lab.ensemble import run_ensemble
from ssrsim.phases.engine import settle, settle_in_place
from ssrsim.world.build import build
from ssrsim.world.fingerprint import fingerprint
from ssrsim.world.world import World, arrays
from tests.worlds import SMALLER, scenario_of


def template() -> World:
    """A small Liberia before any draw."""
    return build(scenario_of("calm", SMALLER))


@pytest.mark.parametrize("copy", [World.copied, World.begun])
def test_a_copy_is_the_same_and_shares_no_memory(copy: Callable[[World], World]) -> None:
    """Compiled code takes a copy for what it was compiled for, and nothing that it writes reaches the template."""
    original = template()
    for (name, here), (_, there) in zip(arrays(original), arrays(copy(original)), strict=True):
        assert (type(there), there.dtype, there.shape) == (type(here), here.dtype, here.shape), name
        assert there.tobytes() == here.tobytes(), name
        assert there.flags.writeable, name
        assert not np.shares_memory(here, there), name


def test_a_copy_in_the_middle_of_a_run_keeps_what_was_recorded() -> None:
    """Only `begun` may leave records behind; a fork that lost them would tell half a story."""
    world = settle(template(), 7, 3)
    assert fingerprint(world.copied()) == fingerprint(world)
    assert fingerprint(world.begun()) != fingerprint(world)


def test_a_template_settles_as_its_copies_do_and_is_left_as_it_was_by_them() -> None:
    """One replicate costs one world in memory, and is the same as if it were one of many."""
    original = template()
    before = fingerprint(original)
    one, another, again = (settle(original, 7, replicate) for replicate in (3, 4, 3))
    assert fingerprint(original) == before
    assert fingerprint(one) == fingerprint(again) != fingerprint(another)
    assert fingerprint(settle_in_place(original, 7, 3)) == fingerprint(one)


def test_one_replicate_is_the_first_of_two() -> None:
    """The only one of an ensemble uses the template up; that must not be seen."""
    one, two = (run_ensemble(scenario_of("calm", [*SMALLER, f"run.replicates={number}"])) for number in (1, 2))
    assert one.series[0].tobytes() == two.series[0].tobytes() != two.series[1].tobytes()
    assert one.events.tobytes() == two.events[two.events["replicate"] == 0].tobytes()
