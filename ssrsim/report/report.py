"""One self-contained `report.html`: no script, no request, everything from outside escaped."""

from __future__ import annotations

import shlex
from typing import Any

from ssrsim.analysis.districts import MEASURES
from ssrsim.analysis.groups import group_table
from ssrsim.analysis.parts import part_tables
from ssrsim.analysis.story import MOST_LINES, RULE, Story, story_of
from ssrsim.analysis.summary import SummaryRow, shown, shown_interval
from ssrsim.plots.plan import plan_table
from ssrsim.plots.style import Drawn, to_svg
from ssrsim.records.results import Results
from ssrsim.records.store import Origin, versions
from ssrsim.report.inputs import (
    assumed_claim,
    assumed_values,
    changed_parameters,
    input_lines,
    mechanisms_off,
    parameter_counts,
)
from ssrsim.report.words import answer
from ssrsim.scenario.faults import printable
from ssrsim.scenario.words.country import SETTLEMENTS
from ssrsim.scenario.words.scenario import added_in_words
from ssrsim.scenario.words.terms import counted, month_name

SHOWN_IF_ANY = {"war_continues"}  # where it is 0 nobody asks
MOST_CARDS = 4  # one row on a page
CARDS = ("war_continues", "recurrence_25", "peace_months", "trust_police_end", "money_leaked")
CONTENTS = (("numbers", "The numbers"), ("unfolds", "How it unfolds"), ("where", "Where"), ("events", "Key events"),
            ("story", "One run as it happened"), ("money", "The money"), ("plan", "The plan"),
            ("assumed", "What was assumed"), ("limits", "Honest limits"), ("read", "How to read this"),
            ("again", "Run it again"))  # fmt: skip
NEED_RUNS = {"numbers", "unfolds", "where", "events", "story", "money"}
ELSEWHERE = {"timeline", "money_flow", "money", "plan"}  # figures that stand in a section of their own


def render_report(
    results: Results,
    rows: tuple[SummaryRow, ...],
    figures: tuple[Drawn, ...],
    origin: Origin,
    *,
    svgs: dict[str, str] | None = None,
    story: Story | None = None,
) -> str:
    """The report as HTML. Same inputs give the same bytes; the only time in it is that of its origin."""
    from markupsafe import Markup

    svgs = svgs or {}
    pictures = {figure.name: Markup(svgs.get(figure.name) or to_svg(figure)) for figure in figures}
    template = environment().get_template("template.html")
    return template.render(
        **_figures_by_section(results, figures),
        **_given(results),
        results=results,
        n=len(results.replicates),
        rows=rows,
        cards=_cards(rows),
        sentences=answer(results, rows),
        contents=[(id, words) for id, words in CONTENTS if len(results.replicates) or id not in NEED_RUNS],
        pictures=pictures,
        part_tables=part_tables(results),
        group_table=group_table(results),
        story=story or story_of(results),
        beginning=SETTLEMENTS[results.scenario.country.settlement],
        rule=RULE,
        most_lines=MOST_LINES,
        command=shlex.join(origin.command),
        source_hash=origin.source_hash,
        versions=versions(),
        when=origin.now.strftime("%Y-%m-%d %H:%M UTC"),
        shown=shown,
        shown_interval=shown_interval,
        counted=counted,
    )


def _cards(rows: tuple[SummaryRow, ...]) -> list[SummaryRow]:
    """The numbers that stand large under the answer, the most telling first."""
    cards = [row for name in CARDS for row in rows if row.name == name and (row.value or name not in SHOWN_IF_ANY)]
    return cards[:MOST_CARDS]


def _given(results: Results) -> dict[str, Any]:
    """What the page says of the scenario: plan, inputs with their sources, changes from the defaults, calendar."""
    scenario = results.scenario
    assumed = assumed_values(scenario)
    return {
        "scenario": scenario,
        "actions": plan_table(results).to_dict("records"),
        "assumed": assumed,
        "claim": assumed_claim(assumed),
        "inputs": input_lines(scenario),
        "parameters": parameter_counts(scenario),
        "changed": changed_parameters(scenario),
        "off": mechanisms_off(scenario),
        "added": list(added_in_words(scenario)),
        "first_month": month_name(scenario.country, 0),
        "last_month": month_name(scenario.country, results.months),
    }


def environment() -> Any:
    """Where pages are made of templates: everything from outside is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("ssrsim.report", "."),
        autoescape=True,  # off by default in jinja2: a title like <script> would run
        finalize=_legible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _legible(value: Any) -> Any:
    """What every text passes before it is escaped: no direction or control character of a title reaches the page."""
    return printable(value) if type(value) is str else value  # markup of our own is no plain str


def _figures_by_section(results: Results, figures: tuple[Drawn, ...]) -> dict[str, Any]:
    drawn = {figure.name: figure for figure in figures}
    maps = [figure for figure in figures if figure.name.startswith("map_")]
    return {
        "unfolds": [
            figure for figure in figures if not figure.name.startswith("map_") and figure.name not in ELSEWHERE
        ],
        "maps": maps,
        "empty_maps": [measure.title for measure in MEASURES if f"map_{measure.name}" not in drawn],
        **{name: drawn.get(name) for name in ELSEWHERE},
    }
