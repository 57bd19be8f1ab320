"""What is made from the code: schedule, settlement and appendices of docs/odd.md, the tables of docs/glossary.md.

Tests compare them with the pages; `python tests/docs/pages.py` writes them anew after a change of the code.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path

from appendices import APPENDICES
from findings_table import renewed_plan_files
from patterns_page import renewed_validation
from selection_page import renewed_selection
from ten_minutes_page import SESSION, TRAINERS, rendered, session

from ssrsim.lab.month_in_words import part_sentence
from ssrsim.phases.month import MONTH, PARTS
from ssrsim.phases.month_zero import SETTLEMENT
from ssrsim.scenario.indicators import INDICATORS
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.reforms import REFORMS
from ssrsim.scenario.words.plan import sets_text

DOCS = Path(__file__).parents[2] / "docs"
WIDTH = 118
BETTER = {1: "more is better", -1: "less is better", 0: "depends"}


def schedule() -> str:
    """The month as the numbered list of docs/odd.md: what each part does, and its phases with their tables."""
    return "".join(_schedule_item(number, name) for number, name in enumerate(PARTS, start=1))


def _schedule_item(number: int, name: str) -> str:
    steps = [step for step in MONTH if step.number == number]
    phases: list[str] = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        table = "" if following is not None and following.table == step.table else f" ({step.table.replace('_', ' ')})"
        phases.append(f"`{step.name}`{table}")
    does = part_sentence(name)
    text = f"{number}. {name.replace('_', ' ').capitalize()}: {does[0].lower()}{does[1:]} {', '.join(phases)}."
    hanging = " " * (len(str(number)) + 2)
    return textwrap.fill(text, WIDTH, subsequent_indent=hanging, break_on_hyphens=False) + "\n"


def indicator_list() -> Iterable[tuple[str, str]]:
    """Every column of the monthly record: label, unit, direction, meaning."""
    for it in INDICATORS:
        unit = "USD m" if it.is_money else it.unit
        yield it.name, f"{it.label} ({unit}; {BETTER[it.better]}): {it.text}"


def reform_list() -> Iterable[tuple[str, str]]:
    """Every reform: title, what it sets, whether it needs a law."""
    for reform in REFORMS:
        yield (
            reform.name,
            f"{reform.label}: {sets_text(reform)} ({'needs a law' if reform.needs_law else 'needs no law'})",
        )


def mechanism_list() -> Iterable[tuple[str, str]]:
    """Every switch with what it stands for."""
    for name, field in Mechanisms.model_fields.items():
        yield name, field.description or ""


LISTS: dict[str, Callable[[], Iterable[tuple[str, str]]]] = {
    "indicators": indicator_list,
    "reforms": reform_list,
    "mechanisms": mechanism_list,
}


def made(name: str) -> str:
    """One list of the glossary between its marks, as it must stand in the page; names in alphabetical order."""
    entries = sorted(LISTS[name]())
    lines = [
        textwrap.fill(f"- `{key}`: {text}", WIDTH, subsequent_indent="  ", break_on_hyphens=False)
        for key, text in entries
    ]
    return "\n".join([f"<!-- {name}: made by tests/docs/pages.py -->", *lines, f"<!-- end of {name} -->"])


def renewed_glossary(page: str) -> str:
    """The glossary with its lists made anew."""
    for name in LISTS:
        page = re.sub(rf"<!-- {name}: .*?<!-- end of {name} -->", lambda _, n=name: made(n), page, flags=re.DOTALL)
    return page


def settlement() -> str:
    """The steps of month 0 as section 5 of docs/odd.md names them."""
    text = "in this order: " + ", ".join(f"`{step.name}`" for step in SETTLEMENT) + "."
    return textwrap.fill(text, WIDTH, break_on_hyphens=False)


def renewed_odd(page: str) -> str:
    """The model description with its schedule and its settlement made anew."""
    page = re.sub(r"in this\s+order:\s+`settle.*?`\.(?=\n\n)", lambda _: settlement(), page, flags=re.DOTALL)
    return re.sub(r"^1\. Shocks: .*?(?=\nSlower rhythms:)", lambda _: schedule(), page, flags=re.DOTALL | re.MULTILINE)


PAGES = (
    ("odd.md", renewed_odd),
    ("glossary.md", renewed_glossary),
    ("validation.md", renewed_validation),
    ("selection.md", renewed_selection),
    ("plan_files.md", renewed_plan_files),
)


def main() -> None:
    """Write all pages anew."""
    for name, renewed in PAGES:
        path = DOCS / name
        path.write_text(renewed(path.read_text("utf-8")), encoding="utf-8")
    for name, made_page in APPENDICES.items():
        (DOCS / name).write_text(made_page(), encoding="utf-8")
    SESSION.write_text(session().saved(), encoding="utf-8")
    (TRAINERS / "ten_minutes.md").write_text(rendered(), encoding="utf-8")


if __name__ == "__main__":
    main()
