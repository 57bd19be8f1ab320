"""Files that are there whole or not at all, whatever stops the program, the machine or the disk."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

PARTIAL = ".partial"  # a file that is being written: a hidden name, so that no reader of a folder takes it for data


class DamagedFileError(OSError):
    """A stored file is not what was written: cut short, changed, or of another kind."""


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file under another name, syncs it and renames it: readers see all of it or nothing.

    Raises:
        OSError: The disk is full or at fault; nothing is left of the attempt.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
        sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            partial.unlink()
        if isinstance(error, OSError) and error.filename is None:  # say where, or nobody knows which disk is full
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def sync_folder(folder: Path) -> None:
    """Makes what was renamed in a folder last, where the file system knows how."""
    with suppress(PermissionError):  # some file systems do not open folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_checked(path: Path, sha256: str) -> bytes:
    """The content of a file, if it is what was written.

    Raises:
        DamagedFileError: It is missing, cut short or changed.
        OSError: It cannot be read.
    """
    content = _read(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DamagedFileError(f"{path} is not what was written ({len(content):,} bytes)")
    return content


def sealed(fact: Mapping[str, Any]) -> bytes:
    """JSON that holds the hash of all else in it."""
    return _json({**fact, "seal": hashlib.sha256(_json(fact)).hexdigest()})


def unsealed(path: Path) -> dict[str, Any]:
    """What `sealed` made of a fact.

    Raises:
        DamagedFileError: It is missing, cut short or changed.
        OSError: It cannot be read.
    """
    content = _read(path)
    try:
        fact = json.loads(content)
        del fact["seal"]
        whole = sealed(fact) == content
    except (ValueError, KeyError, TypeError):
        whole, fact = False, {}
    if not whole:
        raise DamagedFileError(f"{path} is not what was written ({len(content):,} bytes)")
    return fact


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DamagedFileError(f"{path} is missing") from None


def _json(fact: Mapping[str, Any]) -> bytes:
    return json.dumps(fact, sort_keys=True, indent=1, allow_nan=False, ensure_ascii=False).encode() + b"\n"


def clear_partial(folder: Path) -> None:
    """Removes what a killed writer left. Only for who is alone with the folder."""
    for path in folder.rglob(f".*{PARTIAL}"):
        with suppress(FileNotFoundError):
            path.unlink()
