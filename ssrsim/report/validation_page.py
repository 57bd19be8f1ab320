"""The page of a validation: one self-contained `report.html`, its figures with their data, and the manifest."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ssrsim.analysis.validation.patterns import Judged
from ssrsim.plots.style import to_svg
from ssrsim.plots.validation import pattern_figure
from ssrsim.records.results import FailedRun
from ssrsim.records.store import files_of, versions, write_csv
from ssrsim.report.report import environment
from ssrsim.report.validation_words import SYMBOLS, fact_told, interval_told, notes_told, passes_told, value_told
from ssrsim.scenario.base import NOT_VALIDATED

MANIFEST_SCHEMA = "ssrsim.validation/1"
COLUMNS = ("pattern", "title", "role", "verdict", "part", "unit", "value", "low", "high", "n", "passes_low",
           "passes_high", "part_verdict", "fact", "fact_low", "fact_high", "facts", "source")  # fmt: skip


class ValidationOrigin(NamedTuple):
    """Where a validation comes from: name of its folder, command line, hash of the model's source, when, effort."""

    folder: str
    command: list[str]
    source_hash: str
    now: datetime
    effort: str


def table_frame(judged: Sequence[Judged]) -> pd.DataFrame:
    """One row for each part of each pattern, with every digit."""
    rows = [
        {"pattern": one.id, "title": one.pattern.title, "role": one.pattern.role, "verdict": one.verdict,
         "part": part.given.label, "unit": part.given.unit, **part.estimate._asdict(),
         "passes_low": part.given.low, "passes_high": part.given.high, "part_verdict": part.verdict,
         "fact": part.given.fact, "fact_low": part.given.fact_low, "fact_high": part.given.fact_high,
         "facts": one.pattern.facts, "source": one.pattern.source}
        for one in judged for part in one.parts
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def write_page(
    judged: Sequence[Judged], failed: Mapping[str, list[FailedRun]], folder: Path, origin: ValidationOrigin
) -> None:
    """Writes figures, report and last the manifest into a folder."""
    from markupsafe import Markup

    (folder / "figures").mkdir()
    for one in judged:
        for table in one.found.tables:
            write_csv(table.frame, folder / f"{table.name}.csv")
    figures, pictures = {}, {}
    for one in judged:
        figure = pattern_figure(one, origin.effort)
        svg = to_svg(figure)
        (folder / "figures" / f"{figure.name}.svg").write_text(svg, encoding="utf-8")
        write_csv(figure.data, folder / "figures" / f"{figure.name}.csv")
        figures[one.id], pictures[one.id] = figure, Markup(svg)
    counts = {SYMBOLS[verdict]: sum(one.verdict == verdict for one in judged) for verdict in SYMBOLS}
    html = environment().get_template("validation.html").render(
        judged=judged, figures=figures, pictures=pictures, symbols=SYMBOLS, value_told=value_told,
        interval_told=interval_told, passes_told=passes_told, fact_told=fact_told,
        notes_told=notes_told, effort=origin.effort,
        counts={said: count for said, count in counts.items() if count}, not_validated=NOT_VALIDATED,
        failed={name: len(runs) for name, runs in failed.items() if runs}, command=shlex.join(origin.command),
        when=origin.now.strftime("%Y-%m-%d %H:%M UTC"), source_hash=origin.source_hash, versions=versions(),
    )  # fmt: skip
    (folder / "report.html").write_text(html, encoding="utf-8")
    _write_manifest(judged, failed, folder, origin)


def _write_manifest(
    judged: Sequence[Judged], failed: Mapping[str, list[FailedRun]], folder: Path, origin: ValidationOrigin
) -> None:
    manifest: dict[str, Any] = {
        "schema": MANIFEST_SCHEMA,
        "folder": origin.folder,
        "created_utc": origin.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": origin.command,
        "effort": origin.effort,
        "source_hash": origin.source_hash,
        "verdicts": {one.id: one.verdict for one in judged},
        "failed_runs": {name: [run.message for run in runs] for name, runs in failed.items() if runs},
        "versions": versions(),
        "files": files_of(folder),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
