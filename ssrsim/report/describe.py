"""`ssrsim describe`: the scenario, its plan and the order of the month in words, laid out for a terminal or a pipe."""

from __future__ import annotations

from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from ssrsim.lab.month_in_words import month_in_words
from ssrsim.report.inputs import sources_in_words
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.scenario import scenario_in_words
from ssrsim.scenario.words.terms import Section

INDENT = 2
LABEL_SHARE = 3  # labels get at most a third of the width


def describe_scenario(scenario: Scenario, console: Console) -> None:
    """Prints what is given, planned and assumed and what a month consists of; nothing is compiled and nothing runs."""
    _print("", _line(f"{scenario.title} ({scenario.name})", "bold"), console, 0, 0)
    for section in (*scenario_in_words(scenario), sources_in_words(scenario), month_in_words()):
        show_section(section, console, 0)


def show_section(section: Section, console: Console, depth: int) -> None:
    """Prints a section with all its parts, indented by its depth."""
    console.print()
    _print("", _line(section.title, "bold" if depth == 0 else "italic"), console, INDENT * depth, 0)
    for paragraph in section.paragraphs:
        _print("", _line(paragraph), console, INDENT * (depth + 1), 0)
    longest = max((_line(label).cell_len for label, _ in section.rows), default=0)
    for label, text in section.rows:
        _print(label, _line(text), console, INDENT * (depth + 1), min(longest, console.width // LABEL_SHARE))
    for part in section.parts:
        show_section(part, console, depth + 1)


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
