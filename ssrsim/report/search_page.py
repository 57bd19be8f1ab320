"""The page of a search: one self-contained `report.html`, no script, no request, everything escaped."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ssrsim.plots.style import Drawn
from ssrsim.records.store import versions
from ssrsim.report.report import environment
from ssrsim.report.search_figures import labels
from ssrsim.report.search_stages import CRITERIA, Found
from ssrsim.report.search_tables import better_told, estimate_told, interval_told, together
from ssrsim.report.search_words import BY_NAME, claim, made, remarks, screening_told, selection_told, stages, zone
from ssrsim.scenario.words.terms import counted, listed

if TYPE_CHECKING:
    from ssrsim.report.search_folder import SearchOrigin

BESIDE = ("peace_months", "trust_police_end", "abuse_per_1000", "money_leaked")  # the objective comes before them
AMOUNTS = {
    "peace_months": "{:g} peace-months",
    "trust_police_end": "{:g} of trust in the police",
    "abuse_per_1000": "{:g} acts of abuse per 1,000 people",
}
FROM_SCREENING = ("search-orders", "search-screening")
READ = ("search-ranking", "search-orders", "search-screening", "search-front", "search-weights")  # in this order


def page_of(
    found: Found, figures: Sequence[Drawn], svgs: dict[str, str], origin: SearchOrigin, again: Sequence[str]
) -> str:
    """The page as HTML. `again` are commands that may be typed next."""
    from markupsafe import Markup

    search, first, second, third = found
    drawn = {figure.name: figure for figure in figures}
    return environment().get_template("search.html").render(
        question=made(search),
        scenario=search.scenario,
        objective=BY_NAME[search.keys.objective],
        claim=claim(search, first, second),
        remarks=[*remarks(search, first, second), *better_told(found)],
        told=(screening_told(search, first), selection_told(second)),
        zone=zone(search),
        columns=[BY_NAME[name] for name in _columns(search.keys.objective)],
        rows=_rows(found),
        n=third.values.shape[1],
        stages=_stages(found),
        sections=[(drawn[name], "screening" if name in FROM_SCREENING else "estimates") for name in READ],
        pictures={name: Markup(svg) for name, svg in svgs.items()},
        one_unit=listed(AMOUNTS[name].format(amount) for name, _, amount in CRITERIA),
        finished=second.finished,
        not_looked_at=first.not_looked_at,
        months=search.scenario.run.months,
        command=shlex.join(origin.command),
        again=again,
        when=origin.now.strftime("%Y-%m-%d %H:%M UTC"),
        source_hash=origin.source_hash,
        versions=versions(),
        counted=counted,
    )  # fmt: skip


def _columns(objective: str) -> list[str]:
    return [objective, *(name for name in BESIDE if name != objective)]


def _rows(found: Found) -> list[dict[str, Any]]:
    """The confirmed plans with their estimates, and the difference from the first in the objective."""
    third, objective = found.third, found.search.keys.objective
    apart = together(third, objective)
    return [
        {"name": name, "title": labels(third)[plan], "role": third.roles[plan],
         "cells": [_cell(estimate_told(third, plan, BY_NAME[column])) for column in _columns(objective)],
         "apart": _cell("" if plan == 0 else interval_told(apart[plan], BY_NAME[objective]))}
        for plan, name in enumerate(third.names)
    ]  # fmt: skip


def _span(least: int, most: int) -> str:
    return f"{most:,}" if least == most else f"{least:,} to {most:,}"


def _cell(told: str) -> tuple[str, str]:
    """A value and its interval, one below the other."""
    value, _, interval = told.partition(" (")
    return value, interval.rstrip(")")


def _stages(found: Found) -> list[dict[str, Any]]:
    """What was run in each stage."""
    search, first, second, third = found
    plans = (len(first.candidates), len(first.finalists), len(third.names))
    worlds = (str(first.worlds), _span(int(second.worlds.min()), second.n), f"{third.values.shape[1]:,}")
    for_what = ("rules plans out; its figures are no estimates", "selects; its figures are no estimates",
                "estimates: every number and interval above")  # fmt: skip
    return [
        {"name": name, "seed": seed, "civilians": civilians, "plans": plans[place], "worlds": worlds[place],
         "for": for_what[place]}
        for place, (name, seed, civilians) in enumerate(stages(search))
    ]  # fmt: skip
