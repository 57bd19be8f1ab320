"""The hash of what tables hold: blind to how they were cut, and to nothing else."""

from __future__ import annotations

import struct

import numpy as np
import pyarrow as pa
import pytest

from ssrsim.records.content import Content, contents, difference
from ssrsim.records.study_store import Store


def table(**columns: pa.Array) -> pa.Table:
    given: dict[str, pa.Array] = {
        "point": pa.array([0, 0, 1, 1], pa.int64()),
        "value": pa.array([0.25, None, float("nan"), -1.0], pa.float64()),
        "flag": pa.array([True, False, None, True]),
        "text": pa.array(["a", "", None, "b\0c"]),
        "plan": pa.array(["x", "y", "x", "y"]).dictionary_encode(),
    }
    return pa.table({**given, **columns})


def hashed(*pieces: pa.Table) -> str:
    content = Content()
    for piece in pieces:
        content.add(piece)
    return str(content)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_how_a_table_is_cut_does_not_count(cut: int) -> None:
    """Shards of another size, chunks and slices hold the same."""
    given = table()
    assert hashed(given.slice(0, cut), given.slice(cut)) == hashed(given)
    assert hashed(pa.concat_tables([given.slice(0, cut), given.slice(cut)])) == hashed(given)
    assert hashed(*(given.slice(row, 1) for row in range(4))) == hashed(given)
    assert hashed(given.slice(0, 0), given) == hashed(given)


def test_how_names_are_numbered_does_not_count() -> None:
    """A dictionary is a way to store texts; files of other shards number them otherwise."""
    other = pa.DictionaryArray.from_arrays(pa.array([1, 0, 1, 0], pa.int32()), pa.array(["y", "x"]))
    assert hashed(table(plan=other)) == hashed(table())


@pytest.mark.parametrize(("column", "values"), [
    ("value", pa.array([struct.unpack("d", struct.pack("q", struct.unpack("q", struct.pack("d", 0.25))[0] + 1))[0],
                        None, float("nan"), -1.0])),
    ("value", pa.array([0.25, 0.0, float("nan"), -1.0])),
    ("value", pa.array([0.25, None, None, -1.0], pa.float64())),
    ("value", pa.array([0.25, float("nan"), None, -1.0])),
    ("value", pa.array([0.25, None, float("nan"), 1.0])),
    ("value", pa.array([0.25, None, float("nan"), -1.0], pa.float32())),
    ("flag", pa.array([True, False, False, True])),
    ("flag", pa.array([True, None, False, True])),
    ("text", pa.array(["a", None, None, "b\0c"])),
    ("text", pa.array(["", "a", None, "b\0c"])),
    ("text", pa.array(["a\0", "", None, "bc"])),
    ("plan", pa.array(["y", "x", "x", "y"])),
    ("point", pa.array([0, 1, 0, 1], pa.int64())),
])  # fmt: skip
def test_everything_else_counts(column: str, values: pa.Array) -> None:
    """One bit, what is missing, what is no number, and the order of rows."""
    assert hashed(table(**{column: values})) != hashed(table())


def test_names_and_order_of_columns_and_rows_count() -> None:
    """Numbers under another heading are other numbers."""
    given = table()
    assert hashed(given.rename_columns(["point", "price", "flag", "text", "plan"])) != hashed(given)
    assert hashed(given.take([1, 0, 2, 3])) != hashed(given)
    assert hashed(given, given) != hashed(given)


def test_a_study_has_the_same_hashes_each_time(study_store: Store) -> None:
    """One for each table; tables that are not kept hash to that of nothing."""
    hashes = contents(study_store)
    assert hashes == contents(study_store)
    assert hashes["districts"] == str(Content()) != hashes["runs"] != hashes["series"]


def test_the_first_number_that_differs_is_named() -> None:
    """Where to look: table, column, point, plan, replicate, both values."""
    stored, now = table(), table(value=pa.array(np.array([0.25, 0.0, np.nan, -2.0])))
    assert difference("runs", stored, stored) is None
    told = difference("runs", stored, now)
    assert told == "runs, value (point 0, plan y): None in the store, 0.0 now"
    assert difference("runs", stored, stored.slice(1)) == (
        "runs has 4 rows of 5 columns in the store, 3 of 5 now"
    )  # fmt: skip
