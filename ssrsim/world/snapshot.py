"""A world on disk: one `.npz` file from which a run goes on with the same bits as if it had never stopped.

Any program that reads NumPy archives can open the file; nothing in it is pickled. The last 64 bytes (the comment of the
zip archive) are the SHA-256 of all bytes before them, so that any damage is noticed before a value is used.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ssrsim import __version__
from ssrsim.compiled import source_hash
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.world import columns as declared
from ssrsim.world.table import dtype_of
from ssrsim.world.world import (
    DISTRICT_RECORD_DTYPE,
    DONOR_RECORD_DTYPE,
    EVENT_DTYPE,
    GROUP_RECORD_DTYPE,
    RECORD_DTYPE,
    REFORM_RECORD_DTYPE,
    World,
    arrays,
)

FORMAT = 1
KIND = "ssrsim snapshot"
BIG = {
    "civilians": (declared.Civilians, declared.TABLES["civilians"]),
    "officers": (declared.Officers, declared.TABLES["officers"]),
}
PLAIN = {
    "key": "uint32", "fault": "int64", "roster": "int32", "residents": "int32", "answers": "int64",
    "donor_preferences": "float32", "effect_weights": "float32",
    "prerequisites": "float32", "effects": "float32", "local_effects": "float32", "local": "float32", "reach": "int8",
    "recent": "int64", "recent_deaths": "int64", "allotments": "int64", "payments": "int64",
}  # fmt: skip
HEADER = "header"
DIGEST_LENGTH = 64


class Header(NamedTuple):
    """What a snapshot says about itself."""

    kind: str
    format: int
    version: str  # of the package that wrote it
    sources: str  # hash of the model's sources: with other sources the run goes on, but not with the same bits
    scenario: str  # digest of the scenario, empty if not given
    month: int  # the last month that was run


def save(world: World, month: int, path: str | Path, sources: str | None = None, scenario: str = "") -> None:
    """Write the world after `month` to `path`: whole or not at all, even if the machine stops meanwhile.

    Args:
        world: the world to keep; it is not changed.
        month: last month that was run, 0 right after the settlement.
        path: the file, replaced if it exists.
        sources: hash of the model's sources; computed if None.
        scenario: digest of the scenario, to tell snapshots apart.
    """
    header = Header(KIND, FORMAT, __version__, source_hash() if sources is None else sources, scenario, month)
    text = json.dumps(header._asdict(), sort_keys=True).encode()
    archive = io.BytesIO()
    columns: dict[str, Any] = {name: np.asarray(values) for name, values in arrays(world)}
    np.savez(archive, **{HEADER: np.frombuffer(text, np.uint8)}, **columns)
    _write_whole(Path(path), _sealed(archive.getvalue()))


def load(path: str | Path) -> tuple[World, int]:
    """The world in a snapshot and the last month that was run.

    Raises:
        ValueError: the file is damaged, of another format, or lacks or mistypes a column.
    """
    path = Path(path)
    header, found = _opened(path)
    expected = expected_dtypes()
    for name in sorted(expected.keys() - found.keys()):
        raise ValueError(f"{path} lacks the column {name}")
    for name in sorted(found.keys() - expected.keys()):
        raise ValueError(f"{path} holds the unknown column {name}")
    for name, dtype in expected.items():
        if found[name].dtype != dtype:
            raise ValueError(f"{path}: column {name} is of type {found[name].dtype}; this version needs {dtype}")
    return _assembled(path, found), header.month


def header_of(path: str | Path) -> Header:
    """What a snapshot says about itself. Raises ValueError as `load` does."""
    return _opened(Path(path))[0]


def expected_dtypes() -> dict[str, np.dtype]:
    """The type of every array of a world by its name, as this version declares them."""
    expected = {name: np.dtype(dtype) for name, dtype in PLAIN.items()}
    expected["parameters"] = np.dtype([(name, "float32") for name in Parameters.model_fields])
    expected["mechanisms"] = np.dtype([(name, "int8") for name in Mechanisms.model_fields])
    expected |= {"record": RECORD_DTYPE, "district_record": DISTRICT_RECORD_DTYPE, "events": EVENT_DTYPE}
    expected |= {"reform_record": REFORM_RECORD_DTYPE, "donor_record": DONOR_RECORD_DTYPE}
    expected |= {"group_record": GROUP_RECORD_DTYPE}
    for name, table in declared.TABLES.items():
        if name in BIG:
            expected |= {f"{name}.{column.name}": np.dtype(column.dtype) for column in table}
        else:
            expected[name] = dtype_of(table)
    return expected


def _sealed(archive: bytes) -> bytes:
    """The archive with the digest of its bytes as its comment. An archive without one ends in the comment's length."""
    body = archive[:-2] + DIGEST_LENGTH.to_bytes(2, "little")
    return body + hashlib.sha256(body).hexdigest().encode()


def _write_whole(path: Path, content: bytes) -> None:
    """Under another name first, then renamed, so that a file of this name is always complete."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        with open(temporary, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    if os.name == "posix":  # the new name itself must reach the disk too
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _opened(path: Path) -> tuple[Header, dict[str, np.ndarray]]:
    content = path.read_bytes()
    body, digest = content[:-DIGEST_LENGTH], content[-DIGEST_LENGTH:]
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise ValueError(f"{path} is damaged or no snapshot: its checksum does not fit its content")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if any(member.compress_type != zipfile.ZIP_STORED for member in archive.infolist()):
                raise ValueError("compressed")  # we write none; a small file could unfold to fill the memory
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            found = {name: archive[name] for name in archive.files}
        fields = json.loads(found.pop(HEADER).tobytes())
        kind, version = fields["kind"], fields["format"]
    except (ValueError, KeyError, TypeError, EOFError, OSError, MemoryError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} is no snapshot: its parts cannot be read") from error
    if kind != KIND or version != FORMAT:
        raise ValueError(f"{path} is a {kind!r} of format {version!r}; this version reads {KIND!r} of format {FORMAT}")
    if fields.keys() != set(Header._fields) or type(fields["month"]) is not int or fields["month"] < 0:
        raise ValueError(f"{path} has an incomplete header")
    return Header(**fields), found


def _assembled(path: Path, found: dict[str, np.ndarray]) -> World:
    tables: dict[str, Any] = {}
    for name in World._fields:
        if name in BIG:
            kind, table = BIG[name]
            columns = [found[f"{name}.{column.name}"] for column in table]
            if len({len(column) if column.ndim else -1 for column in columns}) != 1:
                raise ValueError(f"{path}: the columns of {name} differ in length")
            tables[name] = kind(*columns)
        else:
            tables[name] = found[name] if name in PLAIN else found[name].view(np.recarray)
    return World(**tables)
