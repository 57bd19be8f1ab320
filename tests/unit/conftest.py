"""What tests of studies share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_study import make

from ssrsim.records.study_store import Store


@pytest.fixture(scope="session")
def study_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A small study. Nobody writes into its folder."""
    return make(tmp_path_factory.mktemp("studies") / "small")


@pytest.fixture
def folder(study_store: Store, tmp_path: Path) -> Path:
    """The study in a folder of one's own."""
    return Path(shutil.copytree(study_store.folder, tmp_path / "studies" / "small"))
