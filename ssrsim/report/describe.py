"""`ssrsim describe`: the scenario, its plan and the order of the month in words, laid out for a terminal or a pipe."""

from __future__ import annotations

from importlib import import_module
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from ssrsim.phases.month import MONTH, PARTS, Step
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.scenario import scenario_in_words
from ssrsim.scenario.words.terms import Section, sentence

INDENT = 2
LABEL_SHARE = 3  # labels get at most a third of the width


def describe_scenario(scenario: Scenario, console: Console) -> None:
    """Prints what is given, what is planned and what a month consists of; nothing is compiled and nothing runs."""
    _print("", _line(f"{scenario.title} ({scenario.name})", "bold"), console, 0, 0)
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
    _print("", _line(section.title, "bold" if depth == 0 else "italic"), console, INDENT * depth, 0)
    for paragraph in section.paragraphs:
        _print("", _line(paragraph), console, INDENT * (depth + 1), 0)
    longest = max((_line(label).cell_len for label, _ in section.rows), default=0)
    for label, text in section.rows:
        _print(label, _line(text), console, INDENT * (depth + 1), min(longest, console.width // LABEL_SHARE))
    for part in section.parts:
        _show(part, console, depth + 1)


def _print(label: str, text: Text, console: Console, indent: int, label_width: int) -> None:
    """A label and its text side by side, both wrapped, without blanks at the ends of lines: fit for files and diffs."""
    start = indent + (label_width + INDENT if label_width else 0)
    lines = text.wrap(console, max(1, console.width - start), overflow="fold")
    labels = _line(label).wrap(console, max(1, label_width), overflow="fold")
    for left, right in zip_longest(labels, lines, fillvalue=Text()):
        line = Text(" " * indent) + left
        line.pad_right(start - line.cell_len)
        line.append_text(right)
        line.rstrip()
        console.print(line, soft_wrap=True)


def _line(text: str, style: str = "") -> Text:
    """Plain text: brackets are no markup, and no character in a stranger's title is obeyed by the terminal."""
    return Text(printable(text), style=style)
