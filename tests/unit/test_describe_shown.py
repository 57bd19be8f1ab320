"""The description as it is shown: it fits, obeys nobody's title, loads nothing heavy, and tells the month that runs."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from ssrsim.config import compose_scenario
from ssrsim.lab.month_in_words import month_in_words, part_sentence, step_sentence
from ssrsim.phases.month import MONTH, PARTS
from ssrsim.phases.step import Step
from ssrsim.report.describe import describe_scenario
from ssrsim.report.inputs import assumed_values
from ssrsim.scenario.scenario import Scenario

ROOT = Path(__file__).parents[2]


def scenario_with(*overrides: str) -> Scenario:
    return compose_scenario(overrides)


def shown(scenario: Scenario, width: int = 80) -> str:
    """What a pipe gets."""
    stream = io.StringIO()
    describe_scenario(scenario, Console(file=stream, width=width))
    return stream.getvalue()


def test_an_empty_scenario_can_be_told() -> None:
    """No plan, donors, missions, shocks or factions is a scenario too: the yardstick."""
    scenario = scenario_with("plan=do_nothing")
    blocs = {name: bloc.model_copy(update={"faction": None}) for name, bloc in scenario.country.blocs.items()}
    country = scenario.country.model_copy(update={"factions": {}, "blocs": blocs})
    bare = scenario.model_copy(update={"donors": {}, "missions": {}, "shocks": {}, "country": country})
    text = shown(bare)
    assert "No reform at all." in text
    assert "nobody from outside" in " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_fit_and_carry_no_colour_when_piped(width: int) -> None:
    """Piped into a file or a narrow terminal nothing is cut, no escape code and no blank at a line's end is written."""
    text = shown(scenario_with(), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert "\x1b" not in text
    joined = re.sub(r"\s+", "", text)
    assert "settle_norms" in joined
    assert "Largestsumofsharesinamonthofeachyear" in joined


def test_wide_letters_keep_the_columns() -> None:
    """Titles may be in any script: letters that take two cells must not push the text out of the window."""
    scenario = scenario_with()
    groups = {
        name: group.model_copy(update={"title": "利比里亚" * 8}) for name, group in scenario.country.groups.items()
    }
    country = scenario.country.model_copy(update={"groups": groups})
    lines = shown(scenario.model_copy(update={"country": country}), 60).splitlines()
    assert sum("利" in line for line in lines) > 3
    assert max(cell_len(line) for line in lines) <= 60


def test_hostile_titles_are_text() -> None:
    """Markup, escape codes and direction marks of a stranger's file are shown, not obeyed."""
    hostile = "[red]x[/red][/] \x1b[2J \u202eevil \r\n$\\frac$ {0.__class__}"
    scenario = scenario_with()
    country = scenario.country.model_copy(update={"title": hostile})
    plan = scenario.plan.model_copy(update={"title": hostile})
    text = shown(scenario.model_copy(update={"title": hostile, "country": country, "plan": plan}), 200)
    assert text.count("[red]x[/red][/] \\x1b[2J \\u202eevil \\r\\n$\\frac$ {0.__class__}") == 3
    assert not {"\x1b", "\u202e", "\r"} & set(text)


def test_the_month_in_words_is_the_month_that_runs() -> None:
    """The eleven parts with their phases, in order, each with its own sentence: a description that cannot drift."""
    parts = month_in_words().parts
    assert [part.title.partition(" ")[2].lower().replace(" ", "_") for part in parts] == list(PARTS)
    assert [name for part in parts for name, _ in part.rows] == [step.name for step in MONTH]
    for step in MONTH:
        assert (step.phase.__doc__ or "").startswith(step_sentence(step).rstrip(".")[:40])


@pytest.mark.parametrize("step", MONTH, ids=lambda step: step.name)
def test_phases_say_whose_rows_they_treat_in_one_short_sentence(step: Step) -> None:
    """First lines are read aloud by `describe`: rows, colon, what happens, one line, one full stop."""
    text = step_sentence(step)
    assert re.fullmatch(r"[A-Z][\w ()]+: .+[^.]\.", text)
    assert len(text) <= 120


@pytest.mark.parametrize("name", PARTS)
def test_phase_files_carry_their_number(name: str) -> None:
    """The number 5 means the same in a phase file, in the list and in the description."""
    docstring = import_module(f"ssrsim.phases.{name}").__doc__ or ""
    assert docstring.startswith(f"Phase {PARTS.index(name) + 1}: ")
    assert part_sentence(name).rstrip(".")[1:] in docstring


def test_describing_loads_nothing_heavy() -> None:
    """Describing must answer at once: no Mesa, pandas, scipy.stats or matplotlib is imported for it."""
    program = (
        "import sys\n"
        "from rich.console import Console\n"
        "from ssrsim.config import compose_scenario\n"
        "from ssrsim.report.describe import describe_scenario\n"
        "describe_scenario(compose_scenario([]), Console())\n"
        "loaded = {'mesa', 'pandas', 'scipy.stats', 'matplotlib', 'pyarrow'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "A month, in order" in done.stdout


@pytest.mark.parametrize("name", ["colombia_2016", "liberia_2003", "selmarch"])
def test_the_description_says_how_much_is_assumed(name: str) -> None:
    """Who reads of a country must read how little of it was measured, with the figures that the report counts."""
    scenario = scenario_with(f"scenario={name}")
    text = " ".join(shown(scenario).split())
    counts = assumed_values(scenario)
    assert (
        f"Of {counts.values} numbers that describe country, donors and missions, {counts.assumed} are assumed" in text
    )
    assert f"a share of {counts.share:.2f}" in text
    assert ("have a source" in text.split("report of a run.")[1]) == (name != "selmarch")
