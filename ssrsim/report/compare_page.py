"""The folder of a comparison: tables, the runs of each plan, figures with their data, the page, last the manifest."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from ssrsim.analysis.compare import Comparison, differences_frame, months_frame, summary_frame
from ssrsim.records import tables
from ssrsim.records.results import Results
from ssrsim.records.store import Origin, files_of, versions, write_csv, write_results
from ssrsim.report.compare_words import pair_sentences
from ssrsim.scenario.as_file import SCHEMAS, as_file

MANIFEST_SCHEMA = "ssrsim.comparison/1"


def write_comparison(compared: Comparison, folder: Path, origin: Origin) -> None:
    """Writes everything that leaves a comparison into a folder, last the manifest."""
    for results in compared.results:
        _write_plan(results, folder / "plans" / results.scenario.plan.name)
    write_csv(summary_frame(compared), folder / "summary.csv")
    write_csv(differences_frame(compared), folder / "differences.csv")
    tables.write(pa.Table.from_pandas(months_frame(compared), preserve_index=False), folder / "differences.parquet")
    _write_manifest(compared, folder, origin)


def _write_plan(results: Results, folder: Path) -> None:
    """The runs of one plan as `ssrsim run` leaves them, its scenario and its plan as files that can be given again."""
    folder.mkdir(parents=True)
    write_results(results, folder)
    (folder / "scenario.yaml").write_text(as_file(results.scenario), encoding="utf-8")
    plan = {"schema": SCHEMAS["plan_file"], **results.scenario.plan.model_dump(mode="json")}
    text = yaml.safe_dump(plan, sort_keys=False, allow_unicode=True, width=10_000)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")


def _write_manifest(compared: Comparison, folder: Path, origin: Origin) -> None:
    scenario = compared.results[0].scenario
    manifest: dict[str, Any] = {
        "schema": MANIFEST_SCHEMA,
        "folder": origin.folder,
        "created_utc": origin.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": origin.command,
        "scenario": scenario.name,
        "source_hash": origin.source_hash,
        "seed": scenario.run.seed,
        "months": compared.results[0].months,
        "plans": [_plan_facts(results) for results in compared.results],
        "verdict": [pair_sentences(compared, pair) for pair in compared.pairs],
        "versions": versions(),
        "platform": {"system": platform.system(), "machine": platform.machine(), "release": platform.release(),
                     "implementation": platform.python_implementation()},
        "files": files_of(folder),
    }  # fmt: skip
    text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _plan_facts(results: Results) -> dict[str, Any]:
    """What the manifest says of one plan: its scenario stands whole in its folder."""
    scenario = results.scenario
    return {
        "name": scenario.plan.name,
        "title": scenario.plan.title,
        "scenario_digest": scenario.digest(),
        "replicates": {"asked": scenario.run.replicates, "delivered": len(results.replicates),
                       "failed": len(results.failed)},
        "failed_runs": [{"replicate": f.replicate, "month": f.month, "message": f.message} for f in results.failed],
        "ensemble_seconds": round(results.seconds, 3),
    }  # fmt: skip
