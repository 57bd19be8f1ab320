"""The run folder on disk: written whole or not at all, never reused, Parquet and JSON only (no pickle).

Everything goes into `<folder>.partial`, is synced and then renamed; whatever goes wrong, Ctrl-C included, removes the
partial folder. The manifest is written last and holds the SHA-256 of every other file.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ssrsim.records.durable import sync_folder
from ssrsim.records.results import Results
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

OUTPUTS = Path("outputs")
MANIFEST_SCHEMA = "ssrsim.manifest/1"
PACKAGES = ("mesa", "networkx", "numpy", "scipy", "numba", "llvmlite", "matplotlib", "hydra-core", "omegaconf",
            "pydantic", "typer", "rich", "pandas", "pyarrow", "jinja2", "PyYAML", "distributed")  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class OutputExistsError(UsersMistakeError):
    """The folder that the user named is there already, or cannot be one: results are never overwritten."""


@contextmanager
def run_folder(scenario: Scenario, output: str | None, now: datetime) -> Iterator[tuple[Path, Path]]:
    """Gives (partial, final): write into `partial`; it is synced and renamed to `final` when the block ends well.

    Args:
        scenario: gives the dated name `<YYYYMMDD-HHMMSS>_<name>_<hash8>` (with a counter where that is taken).
        output: a name under `outputs/`, or a path; refused where it exists.
        now: the time in the name.

    Raises:
        OutputExistsError: `output` is there already, or another run is writing it.
    """
    wanted = _named(output) if output else OUTPUTS / "dated"
    made = [folder for folder in wanted.parents if not folder.exists()]  # innermost first
    partial = None
    try:
        partial, final = _claim_named(wanted, output) if output else _claim_dated(scenario, now)
        yield partial, final
        _sync(partial)
        os.rename(partial, final)
        sync_folder(final.parent)
    except BaseException:  # Ctrl-C too: half a run must not look like a run
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


def _named(output: str) -> Path:
    """The folder that `output=` names: a name below `outputs/`, or a path."""
    final = Path(output) if len(Path(output).parts) > 1 else OUTPUTS / output
    blocked = next((folder for folder in final.parents if folder.exists() and not folder.is_dir()), None)
    if final.name in ("", "..") or len(final.name.encode()) > 200 or blocked:
        raise OutputExistsError(f"output is {output[:60]}; it must be the name or path of a new folder")
    return final


def _claim_named(final: Path, output: str) -> tuple[Path, Path]:
    partial = final.with_name(final.name + ".partial")
    final.parent.mkdir(parents=True, exist_ok=True)
    try:
        partial.mkdir()
    except FileExistsError:
        raise OutputExistsError(
            f"output={output}: {partial} is there; another run is writing it, or was killed and you may delete it"
        ) from None
    if final.exists() or final.is_symlink():
        partial.rmdir()
        raise OutputExistsError(
            f"output={output}: {final} is there already; choose another name, results are never overwritten"
        )
    return partial, final


def _claim_dated(scenario: Scenario, now: datetime) -> tuple[Path, Path]:
    name = f"{now:%Y%m%d-%H%M%S}_{scenario.name}_{scenario.digest()[:8]}"
    OUTPUTS.mkdir(parents=True, exist_ok=True)
    counter = 1
    while True:  # making the partial folder is the claim: whoever makes it is alone with the name
        final = OUTPUTS / (name if counter == 1 else f"{name}_{counter}")
        partial = final.with_name(final.name + ".partial")
        with suppress(FileExistsError):
            partial.mkdir()
            if not final.exists():
                return partial, final
            partial.rmdir()
        counter += 1


def _sync(folder: Path) -> None:
    """Forces every file below to the disk, so that a name never stands for torn content."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        elif path.is_dir():
            sync_folder(path)
    sync_folder(folder)


def write_results(results: Results, folder: Path) -> None:
    """Writes series, districts, reforms, donors, groups, events and runs as Parquet, as far as they are wanted."""
    from ssrsim.records import tables  # imports pyarrow: not before it is needed

    tables.write(tables.series_table(results), folder / "series.parquet")
    tables.write(tables.runs_table(results), folder / "runs.parquet")
    if results.districts is not None:
        tables.write(tables.districts_table(results), folder / "districts.parquet")
    if results.reforms is not None:
        tables.write(tables.reforms_table(results), folder / "reforms.parquet")
    if results.donors is not None:
        tables.write(tables.donors_table(results), folder / "donors.parquet")
    if results.groups is not None:
        tables.write(tables.groups_table(results), folder / "groups.parquet")
    if results.scenario.records.events:
        tables.write(tables.events_table(results), folder / "events.parquet")


def harmless(text: str) -> str:
    """A user's text that no spreadsheet takes for a formula: a leading = + - @ gets an apostrophe before it."""
    return "'" + text if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Writes a table as CSV: floats with every digit, texts made harmless, line ends the same on every system."""
    path.write_text(as_csv(frame), encoding="utf-8", newline="")


def as_csv(frame: pd.DataFrame, *, header: bool = True) -> str:
    """A table as CSV text, with or without the line of names."""
    safe = frame.copy()
    for column in safe.columns:
        if safe[column].dtype.kind not in "biuf":
            safe[column] = [harmless(cell) if isinstance(cell, str) else cell for cell in safe[column]]
    return safe.to_csv(index=False, header=header, lineterminator="\n")


def versions() -> dict[str, str]:
    """The versions of this program, Python and the packages it stands on, read without importing them."""
    from ssrsim import __version__

    found = {"ssrsim": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        with suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


class Origin(NamedTuple):
    """Where results come from.

    Attributes:
        folder: name of their folder.
        command: the command line as a list.
        source_hash: hash of the model's source.
        now: when they were asked for, in UTC.
        hooks: SHA-256 of the file of each hook that ran.
    """

    folder: str
    command: list[str]
    source_hash: str
    now: datetime
    hooks: Mapping[str, str] = {}


def write_manifest(
    results: Results, folder: Path, origin: Origin, precision: Mapping[str, float | None] | None = None
) -> dict[str, Any]:
    """Writes `manifest.json`: all that is needed to run the same again and to notice a changed file. Call it last."""
    scenario = results.scenario
    manifest = {
        "schema": MANIFEST_SCHEMA,
        "folder": origin.folder,
        "created_utc": origin.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": origin.command,
        "scenario": scenario.name,
        "plan": scenario.plan.name,
        "scenario_digest": scenario.digest(),
        "source_hash": origin.source_hash,
        **({"hooks": dict(origin.hooks)} if origin.hooks else {}),  # with the hash of its file each
        "seed": scenario.run.seed,
        "replicates": {"asked": scenario.run.replicates, "delivered": len(results.replicates),
                       "failed": len(results.failed)},
        **({"half_widths": dict(precision)} if precision else {}),  # of intervals, where runs were made for them
        "failed_runs": [{"replicate": f.replicate, "month": f.month, "message": f.message} for f in results.failed],
        "months": results.months,
        "ensemble_seconds": round(results.seconds, 3),
        "versions": versions(),
        "platform": {"system": platform.system(), "machine": platform.machine(), "release": platform.release(),
                     "implementation": platform.python_implementation()},
        "config": scenario.model_dump(mode="json"),
        "files": files_of(folder),
    }  # fmt: skip
    text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return manifest


def files_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Hash and size of every file but the manifest."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "manifest.json"]
    return {path.relative_to(folder).as_posix(): _file_facts(path) for path in files}


def _file_facts(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "bytes": path.stat().st_size}
