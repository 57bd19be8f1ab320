"""What a store does when the disk fails at any call, and when files are cut, changed, lost or there twice."""

from __future__ import annotations

import ast
import errno
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies.runs import NOTES, TWO_BY_TWO, files_of, study

import ssrsim
from ssrsim.lab.studies import process_at_work, runs_there, set_right
from ssrsim.records import durable
from ssrsim.records.content import contents
from ssrsim.records.durable import DamagedFileError, write_whole
from ssrsim.records.study_store import SHARD_SCHEMA, NotAStudyError, Store, create, open_store
from ssrsim.scenario.study import STUDY_SCHEMA, Shard


def silent(done: int, total: int) -> None:
    """No progress wanted."""


def rows(shard: Shard) -> dict[str, pa.Table]:
    """Two tables with a row per run."""
    runs = list(range(shard.first, shard.first + shard.n))
    return {"runs": pa.table({"run": runs}), "series": pa.table({"run": runs, "trust": [run / 7 for run in runs]})}


@pytest.fixture(scope="module", autouse=True)
def _unsynced():
    """No test here cuts the power, and syncing takes most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="module")
def asked():
    return study(*TWO_BY_TWO, "run.replicates=3", runs_per_shard=4)


def filled(folder: Path, asked) -> Store:
    """A study with all its shards, of numbers that nobody computed."""
    store = create(folder, asked, NOTES)
    for shard in asked.first_shards():
        store.commit(shard, rows(shard), [shard.first])
    return store


def all_runs(store: Store) -> list[int]:
    return [run for table in store.tables("runs") for run in table.column("run").to_pylist()]


class FailingDisk:
    """Fails at the Nth call that writes, syncs, renames or makes a folder."""

    def __init__(self, patch: pytest.MonkeyPatch, error: int) -> None:
        self.error, self.calls, self.fails_at = error, 0, -1
        for owner, name in ((os, "fsync"), (os, "replace"), (os, "open"), (Path, "mkdir")):
            patch.setattr(owner, name, self.failing(getattr(owner, name)))
        patch.setattr(Path, "open", self.opening(Path.open))

    def failing(self, call):
        """The call, which fails when its turn comes."""

        def guarded(*arguments, **options):
            self.count()
            return call(*arguments, **options)

        return guarded

    def opening(self, call):
        """Opening a file to write, which may fail then and while writing."""

        def opened(path, mode="r", *arguments, **options):
            if "w" in mode:
                self.count()
            file = call(path, mode, *arguments, **options)
            return Writing(file, self) if "w" in mode else file

        return opened

    def count(self) -> None:
        """One more call."""
        self.calls += 1
        if self.calls == self.fails_at:
            raise OSError(self.error, os.strerror(self.error))


class Writing:
    """A file of which half is written when the disk fails."""

    def __init__(self, file, disk: FailingDisk) -> None:
        self.file, self.disk = file, disk

    def __enter__(self):
        return self

    def __exit__(self, *told):
        self.file.close()

    def write(self, content: bytes) -> int:
        """Half of it, then the other half if the disk still works."""
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        self.disk.count()
        return self.file.write(content[len(content) // 2 :])

    def __getattr__(self, name):
        return getattr(self.file, name)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_call_loses_nothing_and_leaves_nothing_wrong(tmp_path, asked, error, monkeypatch):
    whole = contents(filled(tmp_path / "whole", asked))
    failed = 0
    for n in range(1, 1000):
        folder = tmp_path / f"{n}"
        with monkeypatch.context() as patch:
            disk = FailingDisk(patch, error)
            disk.fails_at = n
            try:
                filled(folder, asked)
            except OSError as told:
                failed += told.errno == error

        assert not list(folder.rglob(".*")), "nothing is left of the attempt"
        if disk.calls < n:
            break
        if (folder / "study.json").exists():
            store = open_store(folder)
            assert all(not store.faults(receipt) for receipt in store.receipts())
            there = all_runs(store)
            assert there == list(range(len(there))), "whole shards or nothing"
        assert contents(filled(folder, asked)) == whole  # the same command again
    assert failed == n - 1 > 30


def test_a_full_disk_is_told_with_the_file(tmp_path, monkeypatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*numbers\.json'") as told:
        write_whole(tmp_path / "numbers.json", b"1")
    assert told.value.errno == errno.ENOSPC
    assert not list(tmp_path.iterdir())


@settings(max_examples=80)
@given(data=st.data())
def test_a_file_that_was_cut_or_changed_is_noticed(tmp_path_factory, asked, data):
    folder = tmp_path_factory.getbasetemp() / "damaged"
    if not folder.exists():
        filled(folder, asked)
    store = open_store(folder)
    whole = contents(store)
    path = data.draw(st.sampled_from(sorted(path for path in folder.rglob("*") if path.is_file())), label="file")
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1), label="place")
    changed = bytearray(content)
    if data.draw(st.booleans(), label="cut"):
        del changed[place:]
    else:
        changed[place] ^= data.draw(st.integers(1, 255), label="flip")
    path.write_bytes(changed)
    try:
        if path.parent == folder:
            with pytest.raises((DamagedFileError, NotAStudyError)):
                open_store(folder)
        elif path.parent.name == "shards":
            assert [store.receipt_path(shard) for shard in store.damaged_receipts()] == [path]
            assert runs_there(store)[0] < asked.n_runs
        else:
            assert sum(len(store.faults(receipt)) for receipt in store.receipts()) == 1
            with pytest.raises(DamagedFileError, match="is not what was written"):
                contents(store)
        if path.parent != folder:
            told = set_right(store, silent)
            assert len(told) == 1
            assert path.name in told[0]
            assert process_at_work(store) is None
    finally:
        (folder / ".lock").unlink(missing_ok=True)
        path.write_bytes(content)
        filled(folder, asked)
    assert contents(store) == whole


def test_a_file_that_is_gone_is_noticed(tmp_path, asked):
    store = filled(tmp_path / "s", asked)
    next((store.folder / "series").iterdir()).unlink()
    with pytest.raises(DamagedFileError, match="is missing"):
        contents(store)
    assert len(set_right(store, silent)) == 1
    assert runs_there(store) == (asked.n_runs - 4, asked.n_runs)


def test_runs_that_are_there_twice_are_read_once(tmp_path, asked):
    store = filled(tmp_path / "s", asked)
    whole = contents(store)
    for run in (0, 3, 5, 11):
        store.commit(Shard(run, 1), rows(Shard(run, 1)), [])
    assert all_runs(store) == list(range(asked.n_runs))
    assert contents(store) == whole
    assert runs_there(store) == (asked.n_runs, asked.n_runs)


def test_a_receipt_under_another_name_counts_for_nothing(tmp_path, asked):
    store = filled(tmp_path / "s", asked)
    first, second, *_ = (receipt.shard for receipt in store.receipts())
    store.receipt_path(second).write_bytes(store.receipt_path(first).read_bytes())
    assert all_runs(store) == [0, 1, 2, 3, 8, 9, 10, 11]


def test_how_runs_are_put_into_shards_does_not_count(tmp_path, asked):
    store = filled(tmp_path / "s", asked)
    whole = contents(store)
    second = next(iter(store.receipts()[1:])).shard
    store.forget(second)
    for run in range(second.first, second.first + second.n):
        store.commit(Shard(run, 1), rows(Shard(run, 1)), [])
    assert contents(store) == whole


def test_only_plain_files_are_stored_and_each_says_its_version(tmp_path, asked):
    store = filled(tmp_path / "s", asked)
    set_right(store, silent)
    for path in store.folder.rglob("*"):
        if path.is_file() and path.name != ".lock":
            assert path.suffix in (".json", ".parquet"), path
            if path.suffix == ".json":
                assert json.loads(path.read_text())["schema"] in (STUDY_SCHEMA, SHARD_SCHEMA)
            else:
                metadata = pq.read_schema(path).metadata
                assert metadata[b"ssrsim.schema"].decode() in (STUDY_SCHEMA, SHARD_SCHEMA)


def test_nothing_that_reads_or_writes_records_knows_pickle():
    package = Path(ssrsim.__file__).parent
    for path in (*package.glob("records/*.py"), package / "lab/shards.py", package / "lab/studies.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {"pickle", "cloudpickle", "dill", "marshal", "shelve", "joblib"} & set(names), path
            if isinstance(node, ast.keyword):
                assert node.arg != "allow_pickle", path


def test_what_a_killed_writer_left_is_not_read_and_goes(tmp_path, asked):
    store = filled(tmp_path / "s", asked)
    whole, files = contents(store), files_of(store.folder)
    (store.folder / "runs" / f".000.parquet.1{durable.PARTIAL}").write_bytes(b"half")
    assert contents(store) == whole
    durable.clear_partial(store.folder)
    assert files_of(store.folder) == files


def test_a_store_that_nobody_may_write_can_be_looked_at(tmp_path, asked):
    store = filled(tmp_path / "s", asked)
    before = sorted(store.folder.rglob("*"))
    assert process_at_work(store) is None
    assert sorted(store.folder.rglob("*")) == before
