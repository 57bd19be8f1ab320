"""Two Pythons beside each other: neither takes the other's machine code for its own."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ssrsim import compiled


@pytest.mark.skipif(not compiled.COMPILED, reason="nothing is compiled")
def test_full_cache_of_one_python_is_not_a_full_cache_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one would believe that nothing is left to compile, and compile all of it on one core."""
    monkeypatch.setattr(compiled, "CACHE_FOLDER", str(tmp_path))
    compiled._file_of_all().touch()
    assert compiled.is_cached()
    other = SimpleNamespace(implementation=SimpleNamespace(cache_tag="cpython-399"))
    monkeypatch.setattr(compiled, "sys", other)
    assert not compiled.is_cached()


@pytest.mark.skipif(not compiled.COMPILED, reason="nothing is compiled")
def test_files_of_machine_code_carry_the_version_of_python() -> None:
    """Interpreters share a cache folder; numba must keep their files apart by name, or one overwrites another."""
    from ssrsim.equations.money import share_of

    index = share_of._cache._cache_file._index_path  # type: ignore[attr-defined]
    assert f".py{sys.version_info.major}{sys.version_info.minor}.nbi" in index
