"""`python -m benchmarks [--list] [--write] [LINE ...]`: measures lines and prints them; `--write` keeps them."""

from __future__ import annotations

import argparse
import sys
import time
import traceback

from rich.console import Console

from benchmarks import machine
from benchmarks.lines import LINES, Line, named
from benchmarks.page import keep, result_of, table_of
from benchmarks.rows import Row


def main() -> int:
    """Measure what was asked for. Returns 1 where a line broke down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures ssrsim beside its peers.")
    parser.add_argument(
        "lines", nargs="*", metavar="LINE", help="what to measure; without any, all that need not be named"
    )
    parser.add_argument("--list", action="store_true", help="list the lines and measure nothing")
    parser.add_argument("--write", action="store_true", help="keep the figures in results.json and results.md")
    given = parser.parse_args()
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if given.list:
        for line in LINES:
            console.print(f"{line.name:18}{line.asks}{'' if line.plain else ' Only when named.'}")
        return 0
    try:
        lines = named(given.lines)
    except KeyError as unknown:
        parser.error(f"LINE is {unknown}; choose from {', '.join(line.name for line in LINES)}")
    told, broken = machine.described(), False
    for line in lines:
        result, failed = _measured(line, told)
        broken |= failed
        console.print(table_of(line, result))
        if given.write and not failed:
            keep({line.name: result})
    return int(broken)


def _measured(line: Line, told: dict) -> tuple[dict, bool]:
    """What is kept of a line, and whether it broke down: one that does must not take the others along."""
    began, others = time.perf_counter(), machine.Others()
    failed = False
    try:
        rows = line.rows()
    except Exception as broken:
        traceback.print_exc()
        rows, failed = [Row(line.name, "", None, note=f"broke down: {broken}")], True
    return result_of(rows, told, others.cores(), time.perf_counter() - began), failed


if __name__ == "__main__":
    sys.exit(main())
