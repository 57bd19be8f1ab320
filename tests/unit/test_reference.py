"""The world handed over by address: the same values as by value, nested tables included, and no copy."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from ssrsim import compiled
from ssrsim.driver import call
from ssrsim.machine_code import LaidOut

pytestmark = pytest.mark.skipif(not compiled.COMPILED, reason="references exist in compiled code only")


class Table(NamedTuple):
    """A table of two columns."""

    whole: np.ndarray
    real: np.ndarray


class Few(NamedTuple):
    """One table and two arrays."""

    table: Table
    matrix: np.ndarray
    rows: Any


class Small(Few, LaidOut):
    """A world of these."""


@compiled.part
def _doubled(world, row):
    world.table.real[row] *= 2.0
    return world.table.whole[row]


@compiled.phase
def add_up(world, month, first, last):
    for row in range(first, last):
        world.rows.total[row] += _doubled(world, row) + world.matrix[1, row]


def lived(world: Small, first: int, last: int) -> None:
    """A month of rows first .. last - 1."""
    call(add_up, world, 0, first, last)


def small() -> Small:
    rows = np.zeros(3, [("total", "int64")]).view(np.recarray)
    return Small(Table(np.arange(3), np.ones(3, np.float32)), np.arange(6).reshape(2, 3) * 10, rows)


def test_phase_reads_and_writes_through_the_address() -> None:
    """What a phase and its parts write must be in the caller's arrays, at nested tables, matrices and records alike."""
    world = small()
    lived(world, 1, 3)
    assert world.rows.total.tolist() == [0, 41, 52]
    assert world.table.real.tolist() == [1.0, 2.0, 2.0]


def test_two_worlds_of_one_type_share_code_and_not_values() -> None:
    """An ensemble compiles once: the second world must be read where it lies, not where the first one lay."""
    first, second = small(), small()
    second.table.whole[:] = 7
    lived(first, 0, 3)
    lived(second, 0, 3)
    assert first.rows.total.tolist() == [30, 41, 52]
    assert second.rows.total.tolist() == [37, 47, 57]


def test_unknown_column_is_named() -> None:
    """A typing error in a phase must say which name the world does not have."""

    @compiled.phase
    def read_what_is_not_there(world, month, first, last):
        world.table.real[0] = world.colour[0]

    with pytest.raises(Exception, match="colour"):
        compiled.compile_phase(read_what_is_not_there, compiled.type_of(small()))
