"""Machine code of phases: how it is called, and how that of a whole model is kept in one file.

The file spares a run numba: importing it, and asking it for a hundred pieces one by one, takes longer than the run.
A piece is called as numba's own code calls it, with the address of a NamedTuple of arrays that lies in memory as
numba lays it out (`reference.py` says why an address).
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import marshal
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import llvmlite.binding as llvm
import numpy as np

BLOCK = 1024  # rows that a phase takes through its loops at once: what these leave to each other stays in the cache
DIGEST = 32  # bytes at the beginning of the file: SHA-256 of the rest
# 0 or a fault; where a result and an error would go, the world, month, first row, row after the last. Lets other
# threads of Python run meanwhile.
_entry = ctypes.CFUNCTYPE(ctypes.c_int32, *(ctypes.c_void_p,) * 3, *(ctypes.c_int64,) * 3)
_nowhere = ctypes.create_string_buffer(64)  # phases have no result, and say by `world.fault` what is wrong
_data_of = ctypes.c_void_p.from_address
_DATA = object.__basicsize__  # where in an array's object the address of its data stands: numba's code reads it there


class Piece(NamedTuple):
    """One compiled function."""

    symbol: str  # the name of its entry
    code: bytes  # an object file
    needs: list[str]  # functions that it calls and does not hold


def new_words() -> np.ndarray:
    """What `words_on_stack` of `reference.py` gives, where nothing is compiled."""
    return np.zeros(BLOCK, np.uint32)


def enter(address: int | None, record: LaidOut, month: int, first: int, last: int) -> None:
    """Call the machine code at this address, which was made for this kind of record."""
    where, nowhere = record.words.ctypes.data, ctypes.addressof(_nowhere)
    if not address:
        raise RuntimeError("this phase was not made ready for this kind of world")
    if _entry(address)(nowhere, nowhere, where, month, first, last):
        raise RuntimeError("a phase raised an error, which machine code cannot tell: run it with SSRSIM_COMPILE=0")


class LaidOut:
    """A NamedTuple of arrays, or of such NamedTuples, that remembers how it lies in memory.

    To look takes longer than a short month, and its arrays stay the same ones as long as it lives.
    """

    @functools.cached_property
    def kind(self) -> str:
        """What machine code for it depends on, in short: names, types and dimensions, but no sizes."""
        return _in_short((type(self).__qualname__, *_described(self)))

    @functools.cached_property
    def words(self) -> np.ndarray:
        """int64: the record as numba lays it out, for `enter`; true as long as the arrays live."""
        return np.array(list(_words(self)), np.int64)


def _words(record: Any) -> Iterator[int]:
    """What numba keeps of each array: who owns it (twice nobody), size, size of an item, address, shape and strides."""
    for field in record:
        if isinstance(field, LaidOut):
            yield from field.words.tolist()
        elif isinstance(field, tuple):
            yield from _words(field)
        else:
            address = _data_of(id(field) + _DATA).value or 0
            yield from (0, 0, field.size, field.itemsize, address, *field.shape, *field.strides)


def _described(record: Any) -> Iterator[Any]:
    """The same in full."""
    for name, field in zip(record._fields, record, strict=True):
        if isinstance(field, LaidOut):
            yield name, field.kind
        elif isinstance(field, tuple):
            yield name, type(field).__qualname__, *_described(field)
        else:
            flags = field.flags
            yield name, field.dtype, field.ndim, flags.c_contiguous, flags.aligned, flags.writeable


@functools.cache
def _in_short(description: tuple[Any, ...]) -> str:
    """A short text, the same in every process; making it takes 10 ms."""
    return hashlib.sha256(repr(description).encode()).hexdigest()[:16]


def processor() -> str:
    """What the machine code of this processor differs by from that of another, as text."""
    settings = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith("NUMBA_"))
    with suppress(OSError):
        settings.append(Path(".numba_config.yaml").read_text("utf-8"))  # numba reads its settings there too
    features: Any = llvm.get_host_cpu_features()
    return f"{llvm.get_process_triple()} {llvm.get_host_cpu_name()} {features.flatten()} {settings}"


def foreign(bitcode: bytes) -> list[str]:
    """The functions that this compiled code calls and does not hold."""
    module: Any = llvm.parse_bitcode(bitcode)
    return [one.name for one in module.functions if one.is_declaration and not one.name.startswith("llvm.")]


def keep(path: Path, pieces: Mapping[tuple[str, str], Piece]) -> None:
    """Write the pieces, each with its name and kind of record, into a file, if a process of its own can link them.

    What is wrong with machine code may end the process that links it, so it is not this one that tries.
    """
    body = marshal.dumps({place: tuple(piece) for place, piece in pieces.items()})
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        partial.write_bytes(hashlib.sha256(body).digest() + body)
        done = subprocess.run([sys.executable, "-P", __file__, str(partial)], capture_output=True, check=False)
        if done.returncode == 0:
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


_engines: list[Any] = []  # keep what was linked in memory


def read(path: str | Path) -> dict[tuple[str, str], int]:
    """Where each piece of a file begins, linked; nothing where the file is damaged or cannot be linked here."""
    try:
        whole = Path(path).read_bytes()
    except OSError:
        return {}
    digest, body = whole[:DIGEST], whole[DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        return {}
    pieces = marshal.loads(body)
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine(jit=True)
    engine: Any = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    if not all(llvm.address_of_symbol(name) for _, _, needs in pieces.values() for name in needs):
        return {}  # the linker would take address 0 for them, and a run jump there
    for _, code, _ in pieces.values():
        engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _engines.append(engine)
    addresses = {place: engine.get_function_address(symbol) for place, (symbol, _, _) in pieces.items()}
    return addresses if all(addresses.values()) else {}


if __name__ == "__main__":  # the process that tries; from its path, for a package need not be installed
    sys.exit(not read(sys.argv[1]))
