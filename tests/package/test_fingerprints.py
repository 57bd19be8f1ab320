"""The fingerprints that the environments are compared by: equal however a month is run, and told apart when not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import fingerprints as program

SMALL = ("run.months=8", "run.civilians=1000", "run.officers=300")


def test_every_case_and_seed_is_a_world_of_its_own_and_mesa_changes_none() -> None:
    """Equal hashes of different worlds would make the comparison blind; Mesa must only look on."""
    found = program.fingerprints(seeds=(1, 2), size=SMALL)
    by_mesa = {name: value for name, value in found.items() if name.endswith("as a Mesa model")}
    assert len(by_mesa) == 1
    assert {name.removesuffix(", as a Mesa model"): value for name, value in by_mesa.items()}.items() <= found.items()
    assert len(set(found.values())) == 2 * len(program.CASES)


def test_environment_names_what_could_change_the_bits() -> None:
    """A difference can only be traced if the file says what made it."""
    assert {"python", "mesa", "numpy", "numba", "machine", "ssrsim"} <= set(program.environment())


def test_a_difference_and_a_missing_case_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The matrix is red exactly if something differs, and says what and where."""
    contents = {"one": {"a": "1", "b": "2"}, "two": {"a": "1", "b": "3"}, "three": {"a": "1"}}
    for name, hashes in contents.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"fingerprints": hashes}))
    paths = {name: str(tmp_path / f"{name}.json") for name in contents}
    assert program.main(paths["one"], paths["one"]) == 0
    assert program.main(*paths.values()) == 1
    assert capsys.readouterr().out.splitlines() == [
        "2 fingerprints are the same in one",
        "b differs: 2 in one; 3 in two; missing in three",
    ]
