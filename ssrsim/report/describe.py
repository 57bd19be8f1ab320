"""`ssrsim describe`: the scenario, its plan and the order of the month in words, laid out for a terminal or a pipe."""

from __future__ import annotations

from importlib import import_module

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ssrsim.phases.month import MONTH, PARTS, Step
from ssrsim.scenario.describe import scenario_in_words
from ssrsim.scenario.describe_terms import Section, sentence
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario

INDENT = 2
LABEL_SHARE = 3  # labels get at most a third of the width


def describe_scenario(scenario: Scenario, console: Console) -> None:
    """Prints what is given, what is planned and what a month consists of; nothing is compiled and nothing runs."""
    console.print(_line(f"{scenario.title} ({scenario.name})", "bold"))
    for section in (*scenario_in_words(scenario), month_in_words()):
        _show(section, console, 0)


def month_in_words() -> Section:
    """The eleven parts of a month, each with one sentence and its phases in the order in which they run.

    Made from `MONTH` and the docstrings of the code that is executed, so that it cannot drift from it.
    """
    return Section(
        "A month, in order",
        ("Rows of a table are treated alike and their order does not matter; each line works on the table it names.",),
        parts=tuple(_part_in_words(number, name) for number, name in enumerate(PARTS, start=1)),
    )


def _part_in_words(number: int, name: str) -> Section:
    steps = [step for step in MONTH if step.number == number]
    title = f"{number} {name.replace('_', ' ').capitalize()}"
    return Section(title, (part_sentence(name),), tuple((step.name, step_sentence(step)) for step in steps))


def part_sentence(name: str) -> str:
    """The first sentence of the phase file of a part, without its number."""
    return sentence(_first_sentence(import_module(f"ssrsim.phases.{name}").__doc__).partition(": ")[2])


def step_sentence(step: Step) -> str:
    """The first sentence of a phase; it begins with the rows that the phase treats."""
    return sentence(_first_sentence(step.phase.__doc__))


def _first_sentence(docstring: str | None) -> str:
    return " ".join((docstring or "").split("\n\n")[0].split()).split(". ")[0]


def _show(section: Section, console: Console, depth: int) -> None:
    console.print()
    console.print(Padding(_line(section.title, "bold" if depth == 0 else "italic"), (0, 0, 0, INDENT * depth)))
    for paragraph in section.paragraphs:
        console.print(Padding(_line(paragraph), (0, 0, 0, INDENT * (depth + 1))))
    if section.rows:
        console.print(Padding(_grid(section, console), (0, 0, 0, INDENT * (depth + 1))))
    for part in section.parts:
        _show(part, console, depth + 1)


def _grid(section: Section, console: Console) -> Table:
    grid = Table.grid(padding=(0, INDENT))
    longest = max(len(printable(label)) for label, _ in section.rows)
    grid.add_column(width=max(1, min(longest, console.width // LABEL_SHARE)), overflow="fold")
    grid.add_column(overflow="fold")
    for label, text in section.rows:
        grid.add_row(_line(label), _line(text))
    return grid


def _line(text: str, style: str = "") -> Text:
    """Plain text: brackets are no markup, and no character in a stranger's title is obeyed by the terminal."""
    return Text(printable(text), style=style)
