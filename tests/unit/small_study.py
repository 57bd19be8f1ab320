"""A small study whose runs are there, one of them set aside as failed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from ssrsim.config import ConfigFaults
from ssrsim.config.study import study_asked
from ssrsim.lab.shards import set_aside, tables_of
from ssrsim.lab.studies import study_of
from ssrsim.records.study_store import Store, create, open_store
from ssrsim.scenario.study import Shard

ASKED = (
    "plans=[do_nothing,oversight_first]", "over={country.patronage:{values:[0.3,0.6]}}", "run.replicates=2",
    "run.months=6", "run.civilians=500", "run.officers=100", "title='=2*3 or less'",
)  # fmt: skip
WIDTH = 80
FAILED = 7  # the run that is set aside
WHY = "=1+1 is what its process said when it died"
SHARDS = (Shard(0, 3), Shard(3, 3), Shard(6, 1))


def make(folder: Path) -> Store:
    """Two points, two plans, two replicates: seven runs in three shards, and one that failed."""
    asked = study_asked(ASKED)
    study = study_of(asked)
    notes = {"command": ["a test"], "versions": {"ssrsim": "0"}}
    store = create(folder, replace(study, runs_per_shard=3), notes)
    for shard in SHARDS:
        store.commit(shard, *tables_of(store.study, shard))
    set_aside(store, FAILED, WHY)
    return open_store(folder)


def said(command: Callable[..., Any], *arguments: Any) -> str:
    """What a command prints into a terminal of 80 columns."""
    out = io.StringIO()
    command(*arguments, Console(file=out, width=WIDTH))
    return out.getvalue()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(*arguments: str) -> tuple[str, ...]:
    """All that is told of these arguments of a study."""
    with pytest.raises(ConfigFaults) as caught:
        study_asked(arguments)
    return caught.value.faults


def written(folder: Path, text: str) -> str:
    """The name of a study file that says this."""
    path = folder / "asked.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)
