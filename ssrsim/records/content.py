"""What tables hold, as a hash: the same for the same values in the same order, in whatever pieces they came."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pyarrow as pa

from ssrsim.records.study_store import TABLES, Store

KEYS = ("point", "plan", "replicate", "month")


class Content:
    """A hash over tables that follow each other; where one ends and the next begins does not count."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, str], Any] = {}

    def add(self, table: pa.Table) -> None:
        """The next rows."""
        for field, column in zip(table.schema, table.columns, strict=True):
            kind = pa.string() if pa.types.is_dictionary(field.type) else field.type
            digest = self._columns.setdefault((field.name, str(kind)), hashlib.sha256())
            for chunk in column.chunks:
                _add(digest, chunk.cast(kind))

    def __str__(self) -> str:
        """The hash so far."""
        whole = hashlib.sha256()
        for (name, kind), digest in self._columns.items():
            whole.update(f"{name} {kind} {digest.hexdigest()}\n".encode())
        return whole.hexdigest()


def _add(digest: Any, values: pa.Array) -> None:
    """One value after the other: whether it is missing, and what it is."""
    if pa.types.is_string(values.type):
        for text in values.to_pylist():
            digest.update(b"\0" if text is None else b"\1%d:%b" % (len(text.encode()), text.encode()))
        return
    kind = np.uint8 if pa.types.is_boolean(values.type) else values.type.to_pandas_dtype()
    plain = values.cast(pa.uint8()) if kind is np.uint8 and pa.types.is_boolean(values.type) else values
    known = np.asarray(plain.is_valid())
    rows = np.zeros(len(values), np.dtype([("known", np.uint8), ("value", kind)]))
    rows["known"] = known
    rows["value"][known] = np.asarray(plain.drop_null())
    digest.update(rows.tobytes())


def contents(store: Store) -> dict[str, str]:
    """A hash of each table of a study in the order of runs: equal for equal results, however they were computed."""
    hashes: dict[str, str] = {}
    for name in TABLES:
        content = Content()
        for table in store.tables(name):
            content.add(table)
        hashes[name] = str(content)
    return hashes


def difference(name: str, stored: pa.Table, again: pa.Table) -> str | None:
    """The first thing in which two tables of this name differ, as a sentence; None where they hold the same."""
    if stored.column_names != again.column_names or stored.num_rows != again.num_rows:
        return (f"{name} has {stored.num_rows:,} rows of {stored.num_columns} columns in the store, "
                f"{again.num_rows:,} of {again.num_columns} now")  # fmt: skip
    for column in stored.column_names:
        values, others = stored.column(column).to_pylist(), again.column(column).to_pylist()
        for row, (value, other) in enumerate(zip(values, others, strict=True)):
            if value != other and not (value != value and other != other):  # NaN is like NaN
                keys = ", ".join(f"{key} {stored.column(key)[row]}" for key in KEYS if key in stored.column_names)
                return f"{name}, {column} ({keys}): {value!r} in the store, {other!r} now"
    return None
