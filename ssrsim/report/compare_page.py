"""The folder of a comparison: tables, the runs of each plan, figures with their data, the page, last the manifest."""

from __future__ import annotations

import json
import platform
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import yaml

from ssrsim.analysis.compare import (
    Comparison,
    differences_frame,
    first_months_frame,
    months_frame,
    summary_frame,
    table_rows,
)
from ssrsim.analysis.outcomes import HEADLINES, shown_difference
from ssrsim.analysis.summary import shown, shown_interval
from ssrsim.lab.divergence import Parting
from ssrsim.plots.compare import forest_figures, survival_figure
from ssrsim.plots.compare_courses import course_figures, groups_figure
from ssrsim.plots.style import Drawn, to_svg
from ssrsim.records import tables
from ssrsim.records.results import Results
from ssrsim.records.store import Origin, files_of, versions, write_csv, write_results
from ssrsim.report import compare_words as words
from ssrsim.report.report import environment
from ssrsim.scenario.as_file import SCHEMAS, as_file
from ssrsim.scenario.base import NOT_VALIDATED
from ssrsim.scenario.words.terms import counted

CONTENTS = (("better", "Who is better at what"), ("numbers", "The numbers"), ("differences", "The differences"),
            ("parting", "Where the histories part"), ("unfolds", "How it unfolds"), ("limits", "Honest limits"),
            ("again", "Run it again"))  # fmt: skip
MANIFEST_SCHEMA = "ssrsim.comparison/1"


def write_comparison(compared: Comparison, partings: Sequence[Parting], folder: Path, origin: Origin) -> None:
    """Writes everything that leaves a comparison into a folder, last the manifest."""
    pictures = _draw(compared, folder / "figures")
    (folder / "report.html").write_text(_page(compared, partings, pictures, origin), encoding="utf-8")
    for results in compared.results:
        _write_plan(results, folder / "plans" / results.scenario.plan.name)
    write_csv(summary_frame(compared), folder / "summary.csv")
    write_csv(differences_frame(compared), folder / "differences.csv")
    tables.write(pa.Table.from_pandas(months_frame(compared), preserve_index=False), folder / "differences.parquet")
    write_csv(first_months_frame(compared), folder / "first_months.csv")
    if partings:
        rows = [{**one._asdict(), "lines": " ".join(one.lines)} for one in partings]
        write_csv(pd.DataFrame(rows).astype({"month": "Int64"}), folder / "partings.csv")
    _write_manifest(compared, folder, origin)


def _draw(compared: Comparison, folder: Path) -> list[tuple[Drawn, str]]:
    """Every figure with its SVG, written with its data."""
    folder.mkdir()
    drawn = (*forest_figures(compared), survival_figure(compared), *course_figures(compared), groups_figure(compared))
    pictures: list[tuple[Drawn, str]] = []
    for figure in (one._replace(mark=NOT_VALIDATED) for one in drawn):
        svg = to_svg(figure)
        (folder / f"{figure.name}.svg").write_text(svg, encoding="utf-8")
        write_csv(figure.data, folder / f"{figure.name}.csv")
        pictures.append((figure, svg))
    return pictures


def _page(
    compared: Comparison, partings: Sequence[Parting], pictures: Sequence[tuple[Drawn, str]], origin: Origin
) -> str:
    """The page as HTML: no script, no request, everything from outside escaped."""
    from markupsafe import Markup

    figures = [figure for figure, _ in pictures]
    return (
        environment()
        .get_template("compare.html")
        .render(
            **_said(compared),
            compared=compared,
            scenario=compared.results[0].scenario,
            months=compared.results[0].months,
            n=max(len(pair.apart) for pair in compared.pairs),
            table=table_rows(compared),
            partings=partings,
            forests=[figure for figure in figures if figure.name.startswith("forest_")],
            others=[figure for figure in figures if not figure.name.startswith("forest_")],
            pictures={figure.name: Markup(svg) for figure, svg in pictures},
            contents=[(id, text) for id, text in CONTENTS if partings or id != "parting"],
            command=shlex.join(origin.command),
            source_hash=origin.source_hash,
            when=origin.now.strftime("%Y-%m-%d %H:%M UTC"),
            versions=versions(),
        )
    )


def _said(compared: Comparison) -> dict[str, Any]:
    """The verdict in words, and how the page writes numbers."""
    return {
        "tests": len(compared.pairs) * len(HEADLINES),
        "verdict": words.verdict(compared),
        "first_pairs": len(compared.with_first),
        "condition": words.condition(compared),
        "rule": words.rule(compared),
        "failed": words.failed_runs(compared),
        "added": words.added(compared),
        "shown": shown,
        "shown_interval": shown_interval,
        "difference": words.difference,
        "together": words.together,
        "size": shown_difference,
        "steadier": words.steadier,
        "answered": words.answered,
        "apart": words.apart,
        "counted": counted,
    }


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
        **({"hooks": dict(origin.hooks)} if origin.hooks else {}),
        "seed": scenario.run.seed,
        "months": compared.results[0].months,
        "plans": [_plan_facts(results) for results in compared.results],
        "verdict": [words.pair_sentences(compared, pair) for pair in compared.pairs],
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
