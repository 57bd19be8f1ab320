"""What docs/studies.md shows must work."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssrsim.config.study import study_asked
from ssrsim.lab.designs import DESIGNS
from ssrsim.lab.shards import run_shard
from ssrsim.lab.studies import study_of
from ssrsim.records.study_store import Store, create

PAGE = (Path(__file__).parents[2] / "docs" / "studies.md").read_text("utf-8")
TINY = ("run.civilians=500", "run.officers=100", "run.months=3", "run.replicates=2", "design.levels=2")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def commands() -> Iterator[list[str]]:
    for block in blocks("bash"):
        for line in block.splitlines():
            if line.startswith("ssrsim"):
                yield shlex.split(line.split(" #")[0])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study of the page, but tiny, where the page looks for it."""
    here = tmp_path_factory.mktemp("page")
    asked = study_asked(["scenario=settlement", "over=[country.patronage]", *TINY])
    study = study_of(asked)
    store = create(here / "studies" / "first_look", study, {})
    for shard in study.first_shards():
        run_shard(str(store.folder), shard)
    return here


def test_studies_of_the_page_compose() -> None:
    """What can be copied is accepted as it stands."""
    swept = [words for words in commands() if words[1] == "sweep"]
    assert len(swept) == 2
    for words in swept:
        assert study_asked(words[2:]).scenarios


def test_the_page_tells_of_every_design() -> None:
    """One row for each, in the order of the program."""
    told = re.findall(r"^\| `(\w+)` \| ", PAGE.partition("| `design=` |")[2], re.MULTILINE)
    assert told[: len(DESIGNS)] == list(DESIGNS)


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_of_the_page_runs(number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines that read a study do, with pandas, with DuckDB and with our own reader."""
    code = blocks("python")[number]
    if "import duckdb" in code:
        pytest.importorskip("duckdb", reason="DuckDB is not installed")
    monkeypatch.chdir(folder)
    *lines, last = code.strip().splitlines()
    names: dict[str, object] = {}
    exec("\n".join(lines), names)
    result = eval(last, names) if " = " not in last else exec(last, names) or names["tables"]
    assert len(result) in (1, 2)  # plans, points, shards


def test_shards_hold_every_run_once(folder: Path) -> None:
    """Two points under one plan, two replicates each: in order, whole."""
    from ssrsim.records.study_store import open_store

    store: Store = open_store(folder / "studies" / "first_look")
    runs = [row for table in store.tables("runs") for row in table.to_pylist()]
    assert [(row["run"], row["point"], row["replicate"]) for row in runs] == [
        (0, 0, 0),
        (1, 0, 1),
        (2, 1, 0),
        (3, 1, 1),
    ]
