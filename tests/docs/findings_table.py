"""The table of docs/plan_files.md with all that `ssrsim plan check` may find, made from the code."""

from __future__ import annotations

import re

from ssrsim.scenario.planning.finding import KINDS

BEGIN, END = "<!-- findings: python tests/docs/pages.py -->", "<!-- end of findings -->"


def made_findings() -> str:
    """The tables between their marks, as they must stand in the page."""
    lines = [BEGIN]
    for is_fault, title in ((True, "Fault"), (False, "Doubt")):
        lines += ["", f"| {title} | What it means | What to do |", "|---|---|---|"]
        lines += [
            f"| `{code}` | {one.means} | {one.remedy} |" for code, one in KINDS.items() if one.is_fault is is_fault
        ]
    return "\n".join([*lines, "", END])


def renewed_plan_files(page: str) -> str:
    """The page with its tables made anew."""
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: made_findings(), page, flags=re.DOTALL)
