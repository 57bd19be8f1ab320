"""One self-contained `report.html`: no script, no request, everything from outside escaped."""

from __future__ import annotations

import shlex
from datetime import datetime
from typing import Any

from ssrsim.analysis.summary import SummaryRow, shown, shown_interval
from ssrsim.plots.style import Drawn, to_svg
from ssrsim.records.results import Results
from ssrsim.records.store import versions
from ssrsim.report.words import answer, assumed_values

CARDS = ("recurrence_25", "peace_months", "trust_police_end", "money_leaked")


def render_report(
    results: Results,
    rows: tuple[SummaryRow, ...],
    figures: tuple[Drawn, ...],
    *,
    command: list[str],
    source_hash: str,
    now: datetime,
    svgs: dict[str, str] | None = None,
) -> str:
    """The report as HTML. Same inputs give the same bytes, whatever the machine; `now` is the only time in it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("ssrsim.report", "."),
        autoescape=True,  # off by default in jinja2: a title like <script> would run
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    svgs = svgs or {}
    drawn = {figure.name: figure for figure in figures}
    pictures = {name: Markup(svgs.get(name) or to_svg(figure)) for name, figure in drawn.items()}
    return environment.get_template("template.html").render(
        scenario=results.scenario,
        results=results,
        n=len(results.replicates),
        rows=rows,
        cards=[row for name in CARDS for row in rows if row.name == name],
        sentences=answer(results, rows),
        figures=[figure for figure in figures if figure.name != "plan"],
        plan=drawn.get("plan"),
        pictures=pictures,
        assumed=assumed_values(results.scenario),
        parameters=_parameter_counts(results),
        off=[name for name, on in results.scenario.mechanisms.model_dump().items() if not on],
        command=shlex.join(command),
        source_hash=source_hash,
        versions=versions(),
        when=now.strftime("%Y-%m-%d %H:%M UTC"),
        shown=shown,
        shown_interval=shown_interval,
    )


def _parameter_counts(results: Results) -> dict[str, int]:
    """How many behavioural parameters there are, how many are assumed, how many were changed from their default."""
    parameters = results.scenario.parameters
    fields = type(parameters).model_fields
    assumed = changed = 0
    for name, field in fields.items():
        extra: Any = field.json_schema_extra
        source = extra.get("source") if isinstance(extra, dict) else None
        assumed += source is None or str(source).strip().lower().startswith("assumed")
        changed += getattr(parameters, name) != field.default
    return {"all": len(fields), "assumed": assumed, "changed": changed}
