"""The month that runs, in words: made from its list of phases and their docstrings, so that it cannot drift from it."""

from __future__ import annotations

from importlib import import_module

from ssrsim.phases.month import MONTH, PARTS
from ssrsim.phases.step import Step
from ssrsim.scenario.words.terms import Section, sentence


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
