"""Writes `results.md`, which people read, from `results.json`, which holds the same figures."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.lines import LINES, Line
from benchmarks.rows import Row, from_json, to_json

HERE = Path(__file__).parent
PAGE, DATA = HERE / "results.md", HERE / "results.json"
HEAD = """# Measured speed and memory

Written by `make bench`; nothing here is typed by hand, and `docs/performance.md` says how to read it. Every figure is
the median of repeats, lowest and highest in brackets; what is compared was run in turns, within the same minutes. Trust
ratios: seconds depend on the machine. What other processes did meanwhile stands under each table; figures of two cores
say little where they held more than a tenth of a core. A figure that misses its target says so.
"""


def keep(lines: Mapping[str, dict[str, Any]], data: Path = DATA, page: Path = PAGE) -> None:
    """Put what these lines measured in the place of what they measured before, and write the page anew."""
    kept = json.loads(data.read_text("utf-8")) if data.exists() else {}
    kept |= lines
    kept = {line.name: kept[line.name] for line in LINES if line.name in kept}
    data.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    page.write_text(page_of(kept), "utf-8")


def result_of(rows: Sequence[Row], machine: Mapping[str, Any], others: float, seconds: float) -> dict[str, Any]:
    """What is kept of one line."""
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": dict(machine),
        "others": others,
        "seconds": round(seconds, 1),
        "rows": [to_json(row) for row in rows],
    }


def page_of(kept: Mapping[str, dict[str, Any]]) -> str:
    """The page: the verdicts, the machine, and a table for each line."""
    rows = [row for result in kept.values() for row in rows_of(result)]
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in ("met", "missed", "not measured")}
    verdicts = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
    parts = [HEAD, f"Of the figures with a target: {verdicts}.\n", *_machines(kept)]
    parts += [table_of(line, kept[line.name]) for line in LINES if line.name in kept]
    return "\n".join(parts)


def table_of(line: Line, result: Mapping[str, Any]) -> str:
    """One line as a heading, a table and notes."""
    rows = rows_of(result)
    told = [f"## {line.name}", "", line.asks, "", "| what | figure | unit | target | |", "|---|--:|---|--:|---|"]
    told += [f"| {row.what} | {figure_of(row)} | {row.unit} | {target_of(row)} | {row.verdict} |" for row in rows]
    told += ["", *(f"- {row.what}: {row.note}" for row in rows if row.note)]
    others = f"other processes used {result['others']:.2f} of {result['machine']['cores']} cores"
    told.append(f"\n{result['date']}, {result['seconds']:.0f} s; {others}.\n")
    return "\n".join(told)


def rows_of(result: Mapping[str, Any]) -> list[Row]:
    """The rows of a line that is kept."""
    return [from_json(row) for row in result["rows"]]


def figure_of(row: Row) -> str:
    """The median, with the lowest and the highest where there was more than one repeat."""
    if row.figure is None:
        return "-"
    median, low, high, repeats = row.figure
    return number(median) if repeats == 1 else f"**{number(median)}** ({number(low)} to {number(high)})"


def target_of(row: Row) -> str:
    """The target in signs."""
    return "" if row.target is None else f"{'≥' if row.target.at_least else '≤'} {number(row.target.value)}"


def number(value: float) -> str:
    """Three digits that count, and no more."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _machines(kept: Mapping[str, dict[str, Any]]) -> list[str]:
    """Each machine that lines were measured on, with the lines if there are several."""
    lines: dict[str, list[str]] = {}
    for name, result in kept.items():
        told = ", ".join(f"{key} {value}" for key, value in result["machine"].items())
        lines.setdefault(told, []).append(name)
    if len(lines) == 1:
        return [f"Machine: {next(iter(lines))}.\n"]
    return [f"Machine of {', '.join(names)}: {told}.\n" for told, names in lines.items()]
