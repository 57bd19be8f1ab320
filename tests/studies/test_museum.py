"""A study that an earlier version stored is read by this one, to the same values."""

from __future__ import annotations

import json
from pathlib import Path

from ssrsim.analysis.studies import by_cell, summary_frame
from ssrsim.lab.studies import process_at_work, runs_there
from ssrsim.records.content import contents
from ssrsim.records.study_store import notes_of, open_store

MUSEUM = Path(__file__).parent.parent / "museum"


def test_a_kept_study_reads_as_it_was_written():
    told = json.loads((MUSEUM / "study-1.contents.json").read_text())
    store = open_store(MUSEUM / "study-1")
    assert store.study.id == told["id"]
    assert contents(store) == told["contents"]
    assert notes_of(store.folder)["command"][:2] == ["ssrsim", "sweep"]


def test_a_kept_study_is_sound_and_gives_a_summary():
    store = open_store(MUSEUM / "study-1")
    assert runs_there(store) == (12, 12)
    assert not store.damaged_receipts()
    assert not [fault for receipt in store.receipts() for fault in store.faults(receipt)]
    assert process_at_work(store) is None
    runs = [row for table in store.tables("runs") for row in table.to_pylist()]
    assert [row["run"] for row in runs] == list(range(12))
    assert sum(table.num_rows for table in store.tables("series")) == 12 * 7
    frame = summary_frame(by_cell(store), store.study)
    assert set(frame["plan"]) == {"staged", "do_nothing"}
