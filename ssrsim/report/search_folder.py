"""The folder of a search: tables, figures, the page, plans that other commands read, and last the manifest."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ssrsim.plots.style import to_svg
from ssrsim.records.store import files_of, versions, write_csv
from ssrsim.report.search_figures import figures_of
from ssrsim.report.search_page import page_of
from ssrsim.report.search_stages import DO_NOTHING, Found
from ssrsim.report.search_tables import candidates_frame, confirmed_frame, finalists_frame
from ssrsim.report.search_words import claim, stages
from ssrsim.scenario.as_file import as_file
from ssrsim.scenario.plan import SCHEMA, Plan

MANIFEST_SCHEMA = "ssrsim.search/1"
COMPARED = 3  # plans that the next command compares


class SearchOrigin(NamedTuple):
    """Where a search comes from: its folder, command line, the model's source, when, what was typed of the scenario."""

    folder: str
    command: list[str]
    source_hash: str
    now: datetime
    others: Sequence[str]


def write_folder(found: Found, folder: Path, origin: SearchOrigin) -> None:
    """Writes everything into a folder, the manifest last."""
    search, first, second, third = found
    write_csv(candidates_frame(first), folder / "candidates.csv")
    write_csv(finalists_frame(first, second, search.keys.objective), folder / "finalists.csv")
    write_csv(confirmed_frame(third), folder / "confirmed.csv")
    (folder / "plans").mkdir()
    for scenario in third.scenarios:
        (folder / "plans" / f"{scenario.plan.name}.yaml").write_text(plan_file(scenario.plan), encoding="utf-8")
    (folder / "scenario.yaml").write_text(as_file(search.scenario), encoding="utf-8")
    figures = figures_of(found)
    (folder / "figures").mkdir()
    svgs = {figure.name: to_svg(figure) for figure in figures}
    for figure in figures:
        (folder / "figures" / f"{figure.name}.svg").write_text(svgs[figure.name], encoding="utf-8")
        write_csv(figure.data, folder / "figures" / f"{figure.name}.csv")
    again = next_command(found, Path("outputs") / origin.folder, origin.others)
    page = page_of(found, figures, svgs, origin, [again])
    (folder / "report.html").write_text(page, encoding="utf-8")
    _write_manifest(found, folder, origin)


def plan_file(plan: Plan) -> str:
    """A plan as the text of a plan file."""
    data = plan.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return yaml.safe_dump({"schema": SCHEMA, **data}, sort_keys=False, allow_unicode=True, width=10_000)


def next_command(found: Found, folder: Path, others: Sequence[str]) -> str:
    """What shows why the first of the confirmed plans does what it does: it beside others, in the same scenario."""
    names = [name for name in found.third.names if name != DO_NOTHING]
    chosen = [*names[: COMPARED - 1], names[-1]] if len(names) > COMPARED else names
    files = ",".join(str(folder / "plans" / f"{name}.yaml") for name in chosen)
    same = [text for text in others if text.split("=", 1)[0] not in ("plan", "plan_file")]
    return shlex.join(["ssrsim", "compare", *same, f"plans_files=[{files}]"])


def _write_manifest(found: Found, folder: Path, origin: SearchOrigin) -> None:
    search, first, second, third = found
    manifest: dict[str, Any] = {
        "schema": MANIFEST_SCHEMA,
        "folder": origin.folder,
        "created_utc": origin.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": origin.command,
        "claim": claim(search, first, second),
        "scenario": search.scenario.name,
        "scenario_digest": search.scenario.digest(),
        "source_hash": origin.source_hash,
        "seeds": {name: seed for name, seed, _ in stages(search)},
        "search": search.keys.model_dump(mode="json"),
        "candidates": len(first.candidates),
        "different": int(first.different.sum()),
        "not_ruled_out": int((first.stays & first.different).sum()),
        "finalists": [first.candidates[place].name for place in first.finalists],
        "finished": second.finished,
        "worlds": {"screening": first.worlds, "selection": int(second.n), "confirmation": third.values.shape[1]},
        "confirmed": dict(zip(third.names, third.roles, strict=True)),
        "failed_runs": [run._asdict() for stage in (first, second, third) for run in stage.failed],
        "versions": versions(),
        "files": files_of(folder),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
