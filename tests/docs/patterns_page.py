"""The tables of docs/validation.md: patterns from configs/validation/patterns.yaml, results from a run that is kept."""

from __future__ import annotations

import csv
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.validation.patterns import Pattern, read_patterns
from ssrsim.report.validation_words import SYMBOLS, fact_told, interval_told, passes_told, value_told

CONFIGS = Path(__file__).parents[2] / "configs" / "validation"
START, END = "<!-- patterns: made by tests/docs/pages.py -->", "<!-- end of patterns -->"
RESULTS = Path(__file__).parents[2] / "docs" / "validation_patterns.csv"  # as `ssrsim validate` left it
RESULTS_START, RESULTS_END = "<!-- results: made by tests/docs/pages.py -->", "<!-- end of results -->"
WIDTH = 118


def patterns_table() -> str:
    """Each pattern with its judged numbers, then how each is measured."""
    patterns = read_patterns(CONFIGS)
    lines = ["| pattern | the world (fact) | passes if | source | use |", "| --- | --- | --- | --- | --- |"]
    lines += [_row(name, pattern) for name, pattern in patterns.items()]
    lines.append("")
    for name, pattern in patterns.items():
        told = f"- **{name} {pattern.title}**: {pattern.measured.strip()}"
        lines.append(textwrap.fill(told, WIDTH, subsequent_indent="  ", break_on_hyphens=False))
    return "\n".join([START, *lines, END])


def results_table() -> str:
    """Each judged number of the run that is kept beside the page; of P15 the verdict, its numbers stand in E10."""
    lines = ["| pattern | the model (95 % interval) | passes | reads |", "| --- | --- | --- | --- |"]
    patterns = read_patterns(CONFIGS)
    told = set()
    with RESULTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["pattern"]
            if patterns[name].role == "not validated":
                continue
            if name not in told:
                lines.append(f"| **{name} {row['title']}**, {row['role']} | | | **{SYMBOLS[row['verdict']]}** |")
                told.add(name)
            if row["part_verdict"] in ("pass", "fail", "undecided") and name != "P15":
                lines.append(_result(row, patterns[name]))
    return "\n".join([RESULTS_START, *lines, RESULTS_END])


def _result(row: dict[str, str], pattern: Pattern) -> str:
    part = next(part for part in pattern.parts.values() if part.label == row["part"])
    estimate = Estimate(*(float(row[name]) for name in ("value", "low", "high")), int(float(row["n"])))
    model = f"{value_told(estimate.value)} ({interval_told(estimate)})"
    return f"| {part.label} | {model} | {passes_told(part)} | {SYMBOLS[row['part_verdict']]} |"


def renewed_validation(page: str) -> str:
    """The page with its tables made anew."""
    tables: tuple[tuple[str, str, Callable[[], str]], ...] = (
        (START, END, patterns_table), (RESULTS_START, RESULTS_END, results_table))  # fmt: skip
    for start, end, table in tables:
        page = re.sub(f"{re.escape(start)}.*?{re.escape(end)}", lambda _, made=table: made(), page, flags=re.DOTALL)
    return page


def _row(name: str, pattern: Pattern) -> str:
    facts = [
        f"{part.label} {fact_told(part)}" for part in pattern.parts.values() if part.judged and part.fact is not None
    ]
    passes = [f"{part.label}: {passes_told(part)}" for part in pattern.parts.values() if part.judged]
    if len(passes) > 6:  # signatures: a table of their own says it
        passes = [pattern.criterion]
    world = "; ".join(facts) or pattern.statement
    cells = (f"{name} {pattern.title}", f"{world} ({pattern.facts})", "; ".join(passes) or pattern.criterion,
             pattern.source, pattern.role)  # fmt: skip
    return f"| {' | '.join(cells)} |"
