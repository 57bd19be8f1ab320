"""One number for the whole state of a world, and the same world stored in another order.

Two worlds have the same fingerprint exactly if every value of every table is the same bit for bit. The order in which
civilians and officers happen to be stored does not count, because nothing in the model may depend on it. This module
knows which columns hold rows of the two big tables; it must not know what the month does with them.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from ssrsim.world.world import World, arrays


def fingerprint(world: World) -> str:
    """SHA-256 (64 hexadecimal digits) over names, types, shapes and values of every array of the world.

    Civilians and officers count in the order of their permanent ids, and references to their rows as ids. Nothing that
    is not state (time, machine, threads) enters.
    """
    digest = hashlib.sha256()
    for name, values in arrays(_in_order_of_id(world)):
        heading = f"{name} {values.dtype.descr} {values.shape}\n"
        digest.update(heading.encode())
        digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def reordered(world: World, civilian_order: np.ndarray, officer_order: np.ndarray) -> World:
    """The same world, in memory of its own, with rows of the two big tables stored in another order.

    Only for a world after the settlement: its first pass writes networks as ids, taking them for rows.

    Args:
        world: the world to copy.
        civilian_order: int[n_civilians], the present row that comes to stand in each new row.
        officer_order: int[n_officers], likewise.

    Raises:
        ValueError: an order does not name every row once.
    """
    civilian_row = _inverse(civilian_order, len(world.civilians.id), "civilian_order")
    officer_row = _inverse(officer_order, len(world.officers.id), "officer_order")
    copy = world.copied()
    return copy._replace(
        civilians=_rows_taken(_retold(copy.civilians, civilian_row, officer_row), civilian_order),
        officers=_rows_taken(copy.officers, officer_order),
        roster=_translated(copy.roster, officer_row),
        residents=_translated(copy.residents, civilian_row),
    )


def _in_order_of_id(world: World) -> World:
    """The big tables in the order of ids, with ids in the place of rows. Shares memory with the world where it can."""
    civilians = _retold(world.civilians, world.civilians.id, world.officers.id)
    return world._replace(
        civilians=_rows_taken(civilians, np.argsort(world.civilians.id, kind="stable")),
        officers=_rows_taken(world.officers, np.argsort(world.officers.id, kind="stable")),
        roster=_translated(world.roster, world.officers.id),
        residents=_translated(world.residents, world.civilians.id),
    )


def _retold(civilians: Any, civilian_names: np.ndarray, officer_names: np.ndarray) -> Any:
    """Civilians with every reference to a row replaced by what that row is called now."""
    return civilians._replace(
        peers=_translated(civilians.peers, civilian_names),
        officer=_translated(civilians.officer, officer_names),
    )


def _translated(rows: np.ndarray, names: np.ndarray) -> np.ndarray:
    """The name of each row, -1 (none) staying as it is, in the type of the column."""
    return np.where(rows >= 0, names[rows], rows).astype(rows.dtype)


def _rows_taken(table: Any, order: np.ndarray) -> Any:
    return type(table)(*(np.ascontiguousarray(column[order]) for column in table))


def _inverse(order: np.ndarray, rows: int, name: str) -> np.ndarray:
    """Where each present row goes."""
    order = np.asarray(order)
    if order.shape != (rows,) or not np.array_equal(np.sort(order), np.arange(rows)):
        raise ValueError(f"{name} must name each of the {rows} rows exactly once")
    new_row = np.empty(rows, np.int64)
    new_row[order] = np.arange(rows)
    return new_row
