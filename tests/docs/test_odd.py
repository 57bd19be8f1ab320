"""docs/odd.md and docs/evidence.md against the code: what pages name exists, what the code cites stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from appendices import APPENDICES, readers
from inputs_page import meaning, records
from pages import schedule

from ssrsim.phases.month import MONTH, PARTS
from ssrsim.phases.month_zero import SETTLEMENT
from ssrsim.phases.step import Step
from ssrsim.scenario.country import Country, Faction
from ssrsim.scenario.donors import Donor, Mission
from ssrsim.scenario.fields import extra, limits
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.columns import TABLES

ROOT = Path(__file__).parents[2]
ODD = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
EVIDENCE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
CODE = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / "ssrsim").rglob("*.py")}
BACKTICKED = re.compile(r"`(\w+)`")


def section(page: str, number: int) -> str:
    """The text of one numbered section of a page."""
    found = re.search(rf"^## {number} .*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section {number}"
    return found.group()


def numbered_items(text: str) -> list[str]:
    """The items of the numbered list in a text, continuation lines included."""
    return re.findall(r"^\d+\. (.*?)(?=^\d+\. |^\S|\n\n)", text, re.MULTILINE | re.DOTALL)


def names_of(steps: tuple[Step, ...]) -> list[str]:
    """The names of steps, in their order."""
    return [step.name for step in steps]


def cited(pattern: str) -> dict[str, str]:
    """What a pattern finds in the code, with one file that cites it."""
    return {match: path for path, text in CODE.items() for match in re.findall(pattern, text)}


def test_schedule_names_every_step_of_the_month_in_order():
    """A reader who rebuilds the model from the page must run the steps that the code runs, in that order."""
    items = numbered_items(section(ODD, 3))
    assert [name for item in items for name in BACKTICKED.findall(item)] == names_of(MONTH)


def test_schedule_groups_steps_as_the_code_does():
    """Step numbers of the page are the numbers in the code, so that "phase 5" means one thing."""
    items = numbered_items(section(ODD, 3))
    titles = [item.split(":")[0].lower().replace(" ", "_") for item in items]
    assert titles == list(PARTS)
    for number, item in enumerate(items, start=1):
        assert BACKTICKED.findall(item) == [step.name for step in MONTH if step.number == number]


def test_schedule_is_the_month_in_words():
    """What each part does and which table each phase treats stand in the page as `describe` tells them."""
    assert schedule() in section(ODD, 3)


@pytest.mark.parametrize("page", list(APPENDICES))
def test_appendices_are_what_the_code_says(page):
    """Parameters, columns and formulas of the page must be those that run; `python tests/docs/pages.py` renews them."""
    assert (ROOT / "docs" / page).read_text("utf-8") == APPENDICES[page]()


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_input_says_what_it_means(record):
    """A number that somebody must find for another country is of no use without its meaning and its unit."""
    assert [name for name, field in record.model_fields.items() if not meaning(field)] == []
    assert [name for name, field in record.model_fields.items() if limits(field) and not extra(field, "unit")] == []


@pytest.mark.parametrize("page", ["odd.md", *APPENDICES])
def test_no_formula_is_shown_as_a_list(page):
    """A line of a paragraph that begins with a sign or "1." becomes an item of a list, and the formula is torn."""
    item = re.compile(r"\s*(?:[-+*]|1[.)]) ")
    blocks = (ROOT / "docs" / page).read_text("utf-8").split("\n\n")
    paragraphs = [block for block in blocks if not item.match(block)]
    assert [line for block in paragraphs for line in block.splitlines()[1:] if item.match(line)] == []


@pytest.mark.parametrize("kind", ["parameters", "mechanisms"])
def test_every_parameter_and_switch_is_read_by_something(kind):
    """A parameter that nothing reads is a promise that the model does not keep."""
    names = {"parameters": Parameters, "mechanisms": Mechanisms}[kind].model_fields
    assert [name for name in names if not readers(kind, name)] == []


def test_initialization_names_every_step_of_the_settlement_in_order():
    """Month 0 draws what a seed decides; a step left out of the page is an initial condition nobody can reproduce."""
    paragraph = section(ODD, 5).split("in this order:")[1].split("\n\n")[0]
    assert BACKTICKED.findall(paragraph) == names_of(SETTLEMENT)


@pytest.mark.parametrize("switch", list(Mechanisms.model_fields))
def test_every_mechanism_switch_is_described(switch):
    """Ablations are only as good as the reader's knowledge of what each switch turns off."""
    rows = [line for line in section(ODD, 7).splitlines() if line.startswith("| `")]
    assert any(f"`{switch}`" in line.split(" | ")[0] for line in rows)


def test_switches_of_the_page_exist():
    """A switch that was renamed or removed must not live on in the page."""
    rows = [line.split(" | ")[0] for line in section(ODD, 7).splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in BACKTICKED.findall(row)} == set(Mechanisms.model_fields)


@pytest.mark.parametrize("path", sorted(path for path in CODE if path.startswith("ssrsim/equations/")))
def test_every_equation_file_is_mentioned(path):
    """The page points to every formula; a file that nobody points to is a mechanism that nobody documented."""
    assert path.endswith("__init__.py") or f"`{path}`" in ODD


@pytest.mark.parametrize("table", list(TABLES))
def test_every_table_is_described(table):
    """The entities of the page are the tables of the code, all of them."""
    assert f"| `{table}` |" in section(ODD, 2)


def test_sections_cited_in_the_code_exist():
    """Sources such as "section 3" are worth nothing if the reader cannot look them up in docs/evidence.md."""
    missing = {n: path for n, path in cited(r"[Ss]ection (\d+)").items() if not re.search(rf"^## {n} ", EVIDENCE, re.M)}
    assert missing == {}


def test_pages_cited_in_the_code_exist():
    """Paths like docs/odd.md in docstrings must lead somewhere."""
    missing = {page: path for page, path in cited(r"docs/[\w./-]*\w").items() if not (ROOT / page).exists()}
    assert missing == {}


def test_facts_patterns_and_assumptions_cited_in_the_code_exist():
    """T7, P1 or A2 in a docstring is a source: it must stand in the pages under that number."""
    known = set(re.findall(r"\*\*(T\d+)\b", EVIDENCE)) | set(re.findall(r"^\| (P\d+) ", EVIDENCE, re.MULTILINE))
    known |= set(re.findall(r"\*\*(A\d+)\*\*", ODD))
    found = cited(r"\b(T\d{1,2}|P1[0-5]|P[1-9]|A[1-9]\d?)\b")
    assert {name: path for name, path in found.items() if name not in known} == {}


def test_assumptions_named_in_the_page_are_listed_once():
    """Assumption numbers are permanent references: none may be missing, doubled or out of order."""
    listed = re.findall(r"^- \*\*A(\d+)\*\*", section(ODD, 8), re.MULTILINE)
    assert listed == [str(number) for number in range(1, len(listed) + 1)]
    assert set(re.findall(r"\bA(\d+)\b", ODD)) <= set(listed)


def test_files_named_in_the_assumptions_exist():
    """Each assumption points to the code that makes it, so that a critic can change it."""
    files = re.findall(r"`([\w/*]+\.py)`", section(ODD, 8))
    assert [name for name in files if not list((ROOT / "ssrsim").glob(name))] == []


def test_parameters_named_in_the_priors_exist():
    """A prior under a name that the code does not know would be believed to act, and would not."""
    known = {name for record in (Parameters, Country, Faction, Donor, Mission) for name in record.model_fields}
    known |= set(REFORM_NAMES)
    rows = [line for line in section(EVIDENCE, 3).splitlines() if line.startswith("|")]
    assert {name for row in rows for name in BACKTICKED.findall(row.split(" | ")[0])} - known == set()


def test_codes_of_the_submodels_exist():
    """Every name in code type in the submodels is a name in the package: pages must not describe what is not there."""
    everything = {word for text in CODE.values() for word in re.findall(r"\w+", text)}
    assert set(BACKTICKED.findall(section(ODD, 7))) - everything == set()


@pytest.mark.parametrize("page", ["odd.md", "evidence.md"])
def test_lines_are_short(page):
    """Lines of 120 characters at most can be read and compared in any editor."""
    lines = (ROOT / "docs" / page).read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(lines, start=1) if len(line) > 120] == []
