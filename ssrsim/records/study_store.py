"""A study on disk: shards that are there whole or not at all. Parquet and JSON only, nothing pickled, never rewritten.

    study.json            what is asked; its id
    design.parquet        one row per point: its number, and the value of each factor
    runs/SHARD.parquet    one row per run, failed ones too
    series/, events/, ... one file per shard and table, as far as the study keeps them
    shards/SHARD.json     what was delivered, with the SHA-256 of each file; written last

A shard without its file in `shards/` is not there: whatever a killed writer left is written again, to the same bytes.
Hidden files are never read. Every JSON file holds its own hash, so that a changed letter is noticed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from ssrsim.records.durable import DamagedFileError, read_checked, sealed, unsealed, write_whole
from ssrsim.records.tables import decoded, encoded
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.study import STUDY_SCHEMA, Shard, Study, study_from

SHARD_SCHEMA = "ssrsim.shard/1"
SHARD_NAME = re.compile(r"(?P<first>\d{12,})-(?P<n>\d+)\.json")
TABLES = ("runs", "series", "districts", "reforms", "donors", "groups", "events")


class NotAStudyError(UsersMistakeError):
    """The folder holds no study that this version can read."""


@dataclass(frozen=True)
class Receipt:
    """What says that a shard is there.

    Attributes:
        shard: which runs.
        failed: numbers of those of its runs that failed.
        files: SHA-256 and size of each file, by its path in the study.
    """

    shard: Shard
    failed: tuple[int, ...]
    files: Mapping[str, tuple[str, int]]


@dataclass(frozen=True)
class Store:
    """The folder of a study, and what is asked there."""

    folder: Path
    study: Study

    def commit(self, shard: Shard, tables: Mapping[str, pa.Table], failed: Sequence[int]) -> Receipt:
        """Writes what a shard left and, last, that it is there.

        Raises:
            OSError: The disk is full or at fault; then the shard is not there.
        """
        files: dict[str, tuple[str, int]] = {}
        for name, table in tables.items():
            content = encoded(table.replace_schema_metadata({"ssrsim.schema": SHARD_SCHEMA, "study": self.study.id}))
            path = f"{name}/{shard.name}.parquet"
            (self.folder / name).mkdir(exist_ok=True)
            write_whole(self.folder / path, content)
            files[path] = hashlib.sha256(content).hexdigest(), len(content)
        receipt = Receipt(shard, tuple(failed), files)
        fact = {
            "schema": SHARD_SCHEMA,
            "study": self.study.id,
            "first": shard.first,
            "n": shard.n,
            "failed": list(failed),
            "files": {path: {"sha256": sha256, "bytes": size} for path, (sha256, size) in files.items()},
        }
        (self.folder / "shards").mkdir(exist_ok=True)
        write_whole(self.receipt_path(shard), sealed(fact))
        return receipt

    def receipt_path(self, shard: Shard) -> Path:
        """The file that says that a shard is there."""
        return self.folder / "shards" / f"{shard.name}.json"

    def receipt(self, shard: Shard) -> Receipt | None:
        """What there is of a shard; None where nothing is or where the file that says so is damaged.

        Raises:
            OSError: It cannot be read.
        """
        try:
            fact = unsealed(self.receipt_path(shard))
        except DamagedFileError:
            return None
        if (fact["schema"], fact["study"], fact["first"], fact["n"]) != (SHARD_SCHEMA, self.study.id, *shard):
            return None
        files = {path: (seal["sha256"], seal["bytes"]) for path, seal in fact["files"].items()}
        return Receipt(shard, tuple(fact["failed"]), files)

    def receipts(self) -> list[Receipt]:
        """Every shard that is there, in the order of runs, and no run twice."""
        receipts: list[Receipt] = []
        end = 0
        for shard in self._named():
            if shard.first >= end and (receipt := self.receipt(shard)) is not None:
                receipts.append(receipt)
                end = shard.first + shard.n
        return receipts

    def damaged_receipts(self) -> list[Shard]:
        """Shards whose files in `shards/` are not what was written; they are taken for not there."""
        return [shard for shard in self._named() if self.receipt(shard) is None]

    def _named(self) -> list[Shard]:
        """The shards that have a file in `shards/`; before its runs that are there alone too, the whole one."""
        names = (SHARD_NAME.fullmatch(path.name) for path in (self.folder / "shards").glob("*.json"))
        shards = (Shard(int(name["first"]), int(name["n"])) for name in names if name)
        return sorted(shards, key=lambda shard: (shard.first, -shard.n))

    def forget(self, shard: Shard) -> None:
        """Takes a shard for not there, so that it is computed again."""
        self.receipt_path(shard).unlink(missing_ok=True)

    def faults(self, receipt: Receipt) -> list[str]:
        """What is wrong with the files of a shard; each is read whole."""
        faults: list[str] = []
        for path, (sha256, _) in receipt.files.items():
            try:
                read_checked(self.folder / path, sha256)
            except OSError as error:
                faults.append(str(error))
        return faults

    def table(self, receipt: Receipt, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """One table of a shard, or some of its columns.

        Raises:
            DamagedFileError: Its file is not what was written.
        """
        path = f"{name}/{receipt.shard.name}.parquet"
        content = read_checked(self.folder / path, receipt.files[path][0])
        return decoded(content, columns)

    def tables(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """One table of all shards that have it, in the order of runs."""
        for receipt in self.receipts():
            if f"{name}/{receipt.shard.name}.parquet" in receipt.files:
                yield self.table(receipt, name, columns)


def create(folder: Path, study: Study, notes: Mapping[str, Any]) -> Store:
    """Makes the folder of a study, or finds it there.

    Args:
        folder: where; its parents are made.
        study: what is asked.
        notes: what is no part of the question: command, versions, time.

    Raises:
        NotAStudyError: The folder holds something else.
    """
    if (folder / "study.json").exists():
        store = open_store(folder)
        if store.study.id != study.id:
            raise NotAStudyError(f"{folder} holds another study ({store.study.name}); choose another name with output=")
        return store
    if folder.exists() and any(path.name[0] != "." for path in folder.iterdir() if path.name != "design.parquet"):
        raise NotAStudyError(f"{folder} is there already and holds no study; choose another name with output=")
    folder.mkdir(parents=True, exist_ok=True)
    content = encoded(_design_table(study))
    write_whole(folder / "design.parquet", content)
    told = {"asked": study.asked(), "id": study.id, "design": hashlib.sha256(content).hexdigest(), "notes": dict(notes)}
    write_whole(folder / "study.json", sealed({"schema": STUDY_SCHEMA, **told}))
    return Store(folder, study)


def open_store(folder: Path) -> Store:
    """The study in a folder.

    Raises:
        NotAStudyError: There is none, or it is of a version that this one cannot read.
        DamagedFileError: `study.json` or `design.parquet` is not what was written.
    """
    if not (folder / "study.json").is_file():
        raise NotAStudyError(f"{folder} holds no study (no study.json); name the folder that ssrsim sweep made")
    told = unsealed(folder / "study.json")
    if told.get("schema") != STUDY_SCHEMA:
        raise NotAStudyError(f"{folder} holds {told.get('schema')}; this version reads {STUDY_SCHEMA}")
    design = decoded(read_checked(folder / "design.parquet", told["design"]))
    columns = [design.column(factor["path"]).to_pylist() for factor in told["asked"]["factors"]]
    points = tuple(zip(*columns, strict=True)) if columns else ((),) * design.num_rows
    study = study_from(told["asked"], points)
    if study.id != told["id"]:
        raise DamagedFileError(f"{folder / 'study.json'} is not what was written")
    return Store(folder, study)


def notes_of(folder: Path) -> Mapping[str, Any]:
    """What is told of a study beside the question: command, versions, time."""
    return unsealed(folder / "study.json")["notes"]


def _design_table(study: Study) -> pa.Table:
    kinds = {"real": pa.float64(), "whole": pa.int64(), "flag": pa.bool_(), "choice": pa.string()}
    fields = [pa.field("point", pa.int64(), metadata={"unit": "number", "text": "row of the design"})]
    columns: list[list[Any]] = [list(range(len(study.points)))]
    for place, factor in enumerate(study.factors):
        fields.append(pa.field(factor.path, kinds[factor.kind], metadata={"unit": factor.unit, "text": factor.text}))
        columns.append([point[place] for point in study.points])
    arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata={"ssrsim.schema": STUDY_SCHEMA}))
