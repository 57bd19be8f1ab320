"""The one file of machine code: what is damaged, strange or for another world is never run."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import llvmlite.binding as llvm
import numpy as np
import pytest
from llvmlite import ir

from ssrsim import compiled, driver
from ssrsim.machine_code import LaidOut, Piece, enter, foreign, keep, read

pytestmark = pytest.mark.skipif(not compiled.COMPILED, reason="nothing is compiled")


class OneColumn(NamedTuple):
    """All that a small world holds."""

    count: np.ndarray


class Small(OneColumn, LaidOut):
    """A world of one column."""


PLACE = ("tests:add", "Small")


def module(*, whole: bool) -> Any:
    """Code that adds the month to the first of its rows, or one that calls a function that is nowhere."""
    long, word = ir.IntType(64), ir.IntType(32)
    column = ir.LiteralStructType([long, long, long, long, long.as_pointer()])  # and what is of no interest here
    anything = ir.IntType(8).as_pointer()
    text = ir.Module()
    entry = ir.FunctionType(word, [anything, anything, column.as_pointer(), long, long, long])
    builder = ir.IRBuilder(ir.Function(text, entry, "add_month").append_basic_block())
    world, month, first, _ = builder.function.args[2:]
    cells = builder.load(builder.gep(world, [word(0), word(4)]))
    cell = builder.gep(cells, [first])
    builder.store(builder.add(builder.load(cell), month), cell)
    if not whole:
        builder.call(ir.Function(text, ir.FunctionType(word, []), "nobody_has_this"), [])
    builder.ret(word(0))
    return llvm.parse_assembly(str(text))


def piece() -> Piece:
    """The same as an object file."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine: Any = llvm.Target.from_default_triple().create_target_machine(jit=True)
    return Piece("add_month", machine.emit_object(module(whole=True)), [])


def small() -> Small:
    return Small(np.arange(3))


def test_what_was_kept_runs_on_the_arrays_that_it_is_handed(tmp_path: Path) -> None:
    """The way from Python into machine code: the right column, the right row, in the caller's own memory."""
    keep(tmp_path / "model.code", {PLACE: piece()})
    kept, world = read(tmp_path / "model.code"), small()
    enter(kept[PLACE], world, 7, 1, 2)
    assert world.count.tolist() == [0, 8, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["model.code"]


def test_code_that_cannot_be_linked_is_not_kept(tmp_path: Path) -> None:
    """Every run to come would die at its start without a word."""
    keep(tmp_path / "model.code", {PLACE: piece()._replace(code=b"no object file")})
    keep(tmp_path / "model.code", {PLACE: piece()._replace(symbol="another_name")})
    keep(tmp_path / "model.code", {PLACE: piece()._replace(needs=["nobody_has_this"])})
    assert list(tmp_path.iterdir()) == []


def test_functions_that_code_does_not_hold_are_named() -> None:
    """The linker takes what it does not find for address 0, so we must know beforehand what it has to find."""
    assert foreign(module(whole=True).as_bitcode()) == []
    assert foreign(module(whole=False).as_bitcode()) == ["nobody_has_this"]


@pytest.mark.parametrize("damage", [lambda whole: whole[:-1], lambda whole: whole[:40] + b"x" + whole[41:]])
def test_damaged_file_is_not_read(tmp_path: Path, damage: Any) -> None:
    """Half a file is what a full disk leaves; running it would do anything."""
    path = tmp_path / "model.code"
    keep(path, {PLACE: piece()})
    assert set(read(path)) == {PLACE}
    path.write_bytes(damage(path.read_bytes()))
    assert read(path) == {}
    assert read(tmp_path / "none.code") == {}


@pytest.mark.parametrize(
    "other",
    [
        Small(np.arange(3, dtype=np.int32)),
        Small(np.zeros((3, 1), np.int64)),
        Small(np.arange(6)[::2]),
        Small(np.zeros(3, [("count", "int64")])),
        driver.Task(*([np.arange(3)] * 9)),
    ],
)
def test_worlds_that_lie_otherwise_in_memory_are_of_another_kind(other: Any) -> None:
    """Machine code reads what it is handed as it was compiled: another type, dimension or step is foreign memory."""
    assert other.kind != small().kind
    assert Small(np.arange(100)).kind == small().kind


def test_driver_refuses_a_world_of_another_kind(starts: dict[str, Any]) -> None:
    """Its phases would read one column as another."""
    world = starts["calm"]
    ours = driver.Driver([], world)
    strange = world._replace(key=world.key.astype(np.int64))
    with pytest.raises(TypeError, match="another kind"):
        ours.run(strange, np.zeros(0, np.int64), 0, 1)


def test_code_of_another_processor_has_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home on two machines: an instruction that one of them lacks ends the process."""
    here = compiled._file_of_all()
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    assert compiled._file_of_all() != here
