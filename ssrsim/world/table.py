"""Tables of columns: how a declaration becomes memory that phases read as `table.column[row]`.

Two layouts, one way to read them. The big tables (civilians, officers) are NamedTuples of arrays, so that a loop over
rows streams through memory; the small ones are structured arrays, one array each, so that the world stays a short list.
In both, `table.column[row]` is an element; in the small ones `table[row].column` is the same element.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np


class Column(NamedTuple):
    """One column: name, dtype, unit, allowed range, meaning."""

    name: str
    dtype: str
    unit: str
    low: float
    high: float
    meaning: str
    width: int = 1


INT64_MAX = 2.0**62


def share(name: str, meaning: str) -> Column:
    """A share, probability or index in 0..1."""
    return Column(name, "float32", "share", 0.0, 1.0, meaning)


def number(name: str, unit: str, low: float, high: float, meaning: str) -> Column:
    """A float32 with its own range."""
    return Column(name, "float32", unit, low, high, meaning)


def people(name: str, meaning: str) -> Column:
    """A whole number of people, >= 0."""
    return Column(name, "int64", "people", 0.0, INT64_MAX, meaning)


def cents(name: str, meaning: str) -> Column:
    """Money in whole US cents; may be negative only for accounts of the outside world."""
    return Column(name, "int64", "cents", -INT64_MAX, INT64_MAX, meaning)


def count(name: str, meaning: str) -> Column:
    """A whole number, >= 0."""
    return Column(name, "int64", "count", 0.0, INT64_MAX, meaning)


def total(name: str, meaning: str) -> Column:
    """A sum over rows in fixed point (2^-20), exact whatever the order."""
    return Column(name, "int64", "people x 2^-20", -INT64_MAX, INT64_MAX, meaning)


def month(name: str, meaning: str) -> Column:
    """A month after the settlement, -1 for never."""
    return Column(name, "int64", "months after settlement", -1.0, 1e6, meaning)


def code(name: str, dtype: str, meaning: str) -> Column:
    """A code or an index into another table, -1 for none."""
    return Column(name, dtype, "code", -1.0, INT64_MAX, meaning)


def flag(name: str, meaning: str) -> Column:
    """0 or 1."""
    return Column(name, "int8", "0 or 1", 0.0, 1.0, meaning)


def dtype_of(columns: tuple[Column, ...]) -> np.dtype:
    """The structured dtype of a small table."""
    return np.dtype([(c.name, c.dtype) if c.width == 1 else (c.name, c.dtype, (c.width,)) for c in columns])


def small_table(columns: tuple[Column, ...], rows: int) -> np.recarray:
    """An empty small table of `rows` rows, all zero."""
    return np.zeros(rows, dtype_of(columns)).view(np.recarray)


def big_table(kind: Any, columns: tuple[Column, ...], rows: int) -> Any:
    """An empty big table: a NamedTuple `kind` of arrays, all zero."""
    return kind(*(np.zeros(rows if c.width == 1 else (rows, c.width), c.dtype) for c in columns))


def fields_of(columns: tuple[Column, ...]) -> list[tuple[str, Any]]:
    """The fields of the NamedTuple of a big table, which its module must define itself.

    Compiled code is cached by its name.
    """
    return [(c.name, np.ndarray) for c in columns]


def rows_of(table: Any) -> int:
    """Number of rows of a big or a small table."""
    return len(table) if isinstance(table, np.ndarray) else len(table[0])


def copied(table: Any) -> Any:
    """A table with the same values in memory of its own."""
    if isinstance(table, np.ndarray):
        return _copied_whole(table)
    return type(table)(*(column.copy() for column in table))


def _copied_whole(table: np.ndarray) -> np.ndarray:
    """The same bytes: NumPy would copy a row field by field, which takes 50 microseconds for one of 200 fields."""
    return table.copy() if table.dtype.names is None else _laid_over(bytearray(table.tobytes()), table)


def emptied(table: np.ndarray) -> np.ndarray:
    """A table of the same kind and size, all zero, which takes memory only where it is written."""
    return _laid_over(np.zeros(table.nbytes, np.uint8), table)


def _laid_over(memory: Any, table: np.ndarray) -> np.ndarray:
    """These bytes as a table of the same kind and size."""
    return np.ndarray.__new__(type(table), table.shape, table.dtype, memory)
