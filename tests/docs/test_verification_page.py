"""docs/verification.md against the tests: all relations once and in order, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "verification.md").read_text(encoding="utf-8")
CLASSES = ("exact", "exact by keyed draws", "ordering", "distributional")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`( \(slow\))?")


class Row(NamedTuple):
    """One relation of the page."""

    number: int
    group: str
    relation: str
    classes: tuple[str, ...]
    tests: str
    chance: str


def rows() -> list[Row]:
    """All relations of the page, group by group."""
    found = []
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        for line in section.splitlines():
            if re.match(r"\| \d", line):
                number, relation, classes, tests, chance = (cell.strip() for cell in line.strip("|").split("|"))
                kinds = tuple(classes.split("; "))
                found.append(Row(int(number), section.split()[0], relation, kinds, tests, chance))
    return found


@lru_cache
def named_in(path: str) -> dict[str, bool]:
    """The tests of a file by name, and whether each is slow, by reading its source."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    marks = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Assign)]
    all_slow = any(mark.startswith("pytestmark") and "slow" in mark for mark in marks)
    return {
        node.name: all_slow or any("mark.slow" in ast.unparse(mark) for mark in node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_relation_stands_once_and_in_order() -> None:
    """A relation that is left out is one that nobody promises."""
    assert [row.number for row in rows()] == list(range(1, 71))
    assert list(dict.fromkeys(row.group for row in rows())) == ["4a", "4b", "4c", "4d", "4e", "4f"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_what_a_row_names_exists(row: Row) -> None:
    """A test that was renamed or removed must not live on as a proof; a reader must know which are slow."""
    assert set(row.classes) <= set(CLASSES)
    assert row.relation.endswith(".")
    named = TEST.findall(row.tests)
    assert TEST.sub("", row.tests).strip(", ") in ("", "none")
    for path, name, slow in named:
        assert name in named_in(path), f"{path}::{name}"
        assert bool(slow) == named_in(path)[name], f"{path}::{name}"
    if not named:
        assert re.search(r"Not applicable|To come", row.relation)


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_what_hangs_on_chance_says_how_often_it_errs(row: Row) -> None:
    """A statistical test without its false-alarm rate and a mutant that it catches proves nothing."""
    by_chance = {"ordering", "distributional"} & set(row.classes)
    assert bool(by_chance) == ("false-alarm rate" in row.chance and "mutant" in row.chance)
    if by_chance and row.number != 11:
        assert re.search(r"\d", row.chance)
        assert row.tests != "none" or row.chance.startswith("planned")


def test_the_page_stands_alone() -> None:
    """Links lead to pages that ship; nothing outside of the repository is leant on."""
    for target in re.findall(r"\]\(([^)#]+)", PAGE):
        assert (ROOT / "docs" / target).is_file(), target
    assert "../" not in PAGE
    assert "#" not in re.sub(r"^#+ ", "", PAGE, flags=re.MULTILINE)
