"""The table of the gates, on screen and as one self-contained page."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from rich.console import Console

from ssrsim.analysis.gates import Line, by_chance, verdicts
from ssrsim.plots.style import Drawn, to_svg
from ssrsim.records.store import versions
from ssrsim.report.study_summary import entry, say
from ssrsim.scenario.faults import printable

INDENT = 14  # columns of the verdict
TITLES = {
    1: "The winner depends on the context",
    2: "The best plan on average costs something somewhere",
    3: "Nothing saturates",
    4: "Instruments help here and hurt there",
    5: "Sample, order and threads move nothing",
    0: "Told beside them",
}


def _heading(lines: Sequence[Line], effort: str, worlds: Mapping[str, int]) -> tuple[str, str]:
    """How many gates are passed, and how many random worlds stand behind that."""
    passed = verdicts(lines)
    failed = [str(gate) for gate, ok in passed.items() if not ok]
    said = f"{sum(passed.values())} of {len(passed)} gates passed"
    said += f"; not passed: {', '.join(failed)}" if failed else ""
    chance = ", ".join(str(gate) for gate in by_chance(lines))
    said += f"; gate {chance} perhaps by chance: with ties counted as wins it would not pass" if chance else ""
    half = worlds["contexts"] // 2
    size = (f"effort {effort}: {worlds['contexts']} random worlds of each context under each plan, {half} choose and "
            f"{worlds['contexts'] - half} judge; {worlds['money']} for money, {worlds['sizes']} for sizes")  # fmt: skip
    few = ". Few: a first look, whose numbers will move; effort=full has 40" if effort == "quick" else ""
    return said, f"{size}{few}."


def say_table(lines: Sequence[Line], effort: str, worlds: Mapping[str, int], console: Console) -> None:
    """Prints the table, gate after gate: the verdict, what is asked, and below what was found."""
    said, size = _heading(lines, effort, worlds)
    console.print(f"\n{said}", style="bold", markup=False, highlight=False, soft_wrap=True)
    entry(console, "", size)
    for gate, title in TITLES.items():
        heading = f"\nGate {gate}: {title}" if gate else f"\n{title}"
        console.print(heading, style="bold", markup=False, highlight=False, soft_wrap=True)
        for one in (one for one in lines if one.gate == gate):
            asked = f"{one.criterion}: {one.wanted}" if one.wanted else one.criterion
            lines_of = wrap(asked, console.width - INDENT)
            lines_of += [f"  {text}" for text in wrap(printable(one.found), console.width - INDENT - 2)]
            for head, text in zip((one.verdict, *[""] * len(lines_of)), lines_of, strict=False):
                say(console, f"  {head:<{INDENT - 2}}{text}")
    say(console, "")


def page_of(
    lines: Sequence[Line], figures: Sequence[Drawn], effort: str, worlds: Mapping[str, int], command: list[str]
) -> str:
    """The page as HTML: no script, no request, everything escaped."""
    from markupsafe import Markup

    said, size = _heading(lines, effort, worlds)
    passed = verdicts(lines)
    blocks: list[dict[str, Any]] = [
        {"gate": gate, "title": title, "passed": passed.get(gate), "lines": [one for one in lines if one.gate == gate]}
        for gate, title in TITLES.items()
    ]
    from ssrsim.report.report import environment

    pictures = {one.name: Markup(to_svg(one)) for one in figures}
    template = environment().get_template("gates.html")
    return template.render(said=said, size=size, blocks=blocks, figures=figures, command=shlex.join(command),
                           pictures=pictures, versions=versions())  # fmt: skip
