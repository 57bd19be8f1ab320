"""A snapshot is whole or it is refused, in one sentence."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ssrsim.compiled import source_hash
from ssrsim.world import snapshot
from ssrsim.world.fingerprint import fingerprint
from ssrsim.world.snapshot import header_of, load, save
from ssrsim.world.world import World, arrays


@pytest.fixture
def path(ends: dict[str, World], tmp_path: Path) -> Path:
    """A good snapshot."""
    save(ends["violent"], 24, tmp_path / "world.npz", scenario="abc")
    return tmp_path / "world.npz"


def altered(path: Path, **changes: Any) -> None:
    """Write the archive again with other columns (None: without it) and a good checksum."""
    with np.load(path, allow_pickle=False) as archive:
        columns = {name: archive[name] for name in archive.files} | changes
    content = io.BytesIO()
    np.savez(content, **{name: values for name, values in columns.items() if values is not None})
    path.write_bytes(snapshot._sealed(content.getvalue()))


def test_saved_world_is_loaded_bit_for_bit(path: Path, ends: dict[str, World]) -> None:
    """Values, types and layouts: another layout would be compiled anew, another value is another history."""
    world, month = load(path)
    assert month == 24
    assert fingerprint(world) == fingerprint(ends["violent"])
    for (name, mine), (_, theirs) in zip(arrays(world), arrays(ends["violent"]), strict=True):
        assert (type(mine), mine.dtype, mine.shape) == (type(theirs), theirs.dtype, theirs.shape), name
        assert mine.flags.writeable
        assert mine.flags.c_contiguous
    header = header_of(path)
    assert (header.month, header.scenario, header.sources) == (24, "abc", source_hash())


def test_saving_twice_writes_the_same_bytes_and_nothing_else(path: Path, ends: dict[str, World]) -> None:
    """No time stamp, no leftover: a snapshot is a function of the world."""
    before = path.read_bytes()
    save(ends["violent"], 24, path, scenario="abc")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_any_damage_is_refused(path: Path) -> None:
    """A flipped bit or a missing end anywhere must never become a history."""
    content = path.read_bytes()
    for place in np.linspace(0, len(content) - 1, 60).astype(int).tolist():
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        with pytest.raises(ValueError, match="is damaged or no snapshot"):
            load(path)
        path.write_bytes(content[:place])
        with pytest.raises(ValueError, match="is damaged or no snapshot"):
            load(path)


def test_missing_column_is_refused(path: Path) -> None:
    """Zeros in the place of a lost column would be a lie."""
    altered(path, **{"civilians.trust_police": None})
    with pytest.raises(ValueError, match=r"lacks the column civilians\.trust_police"):
        load(path)


def test_unknown_column_is_refused(path: Path) -> None:
    """A column that nobody reads is a sign of another model."""
    altered(path, mood=np.zeros(3))
    with pytest.raises(ValueError, match="holds the unknown column mood"):
        load(path)


def test_mistyped_column_is_refused(path: Path) -> None:
    """A wider number would round differently from here on."""
    altered(path, roster=np.zeros(300, np.int64))
    with pytest.raises(ValueError, match="column roster is of type int64; this version needs int32"):
        load(path)


def test_columns_of_different_length_are_refused(path: Path) -> None:
    """Compiled code does not check bounds: a short column would be read beyond its end."""
    altered(path, **{"civilians.fear": np.zeros(3, np.float32)})
    with pytest.raises(ValueError, match="the columns of civilians differ in length"):
        load(path)


def test_other_format_is_refused(path: Path, ends: dict[str, World], monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version must say so instead of guessing."""
    monkeypatch.setattr(snapshot, "FORMAT", 99)
    save(ends["calm"], 24, path)
    monkeypatch.undo()
    with pytest.raises(ValueError, match="is a 'ssrsim snapshot' of format 99; this version reads"):
        load(path)


def test_pickle_is_never_read(path: Path) -> None:
    """A snapshot from a stranger must not be able to run anything."""
    altered(path, roster=np.array([{"a": 1}], object))
    with pytest.raises(ValueError, match="is no snapshot: its parts cannot be read"):
        load(path)


def test_failed_save_leaves_the_old_snapshot(
    path: Path, ends: dict[str, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk while saving must cost the new snapshot only."""

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    before = path.read_bytes()
    monkeypatch.setattr(snapshot.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        save(ends["calm"], 24, path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
