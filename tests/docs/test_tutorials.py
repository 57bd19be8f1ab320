"""The tutorials run as they stand, and open as notebooks: a first hour must not end in a traceback."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from ssrsim.config import compose_scenario

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.py"))
MARK = re.compile(r"^# %%(.*)$", re.MULTILINE)


class Cell(NamedTuple):
    """One cell of a percent-format script."""

    kind: str  # what stands behind the mark: "" for code, "[markdown]" for text
    text: str


def cells(path: Path) -> list[Cell]:
    """The cells of a tutorial, without what comes before the first mark."""
    _, *rest = MARK.split(path.read_text(encoding="utf-8"))
    return [Cell(kind.strip(), text.strip("\n")) for kind, text in zip(rest[::2], rest[1::2], strict=True)]


def prose(path: Path) -> str:
    """The text cells in one line."""
    return " ".join(re.sub(r"^# ?", "", c.text, flags=re.MULTILINE) for c in cells(path) if c.kind == "[markdown]")


@pytest.fixture(params=TUTORIALS, ids=lambda path: path.stem)
def tutorial(request: pytest.FixtureRequest) -> Path:
    """Each tutorial in turn."""
    return request.param


def test_there_is_a_quickstart() -> None:
    """An empty folder would pass all other tests."""
    assert "quickstart" in [path.stem for path in TUTORIALS]


@pytest.mark.slow
def test_tutorial_runs_without_a_warning_and_leaves_nothing_behind(tutorial: Path, tmp_path: Path) -> None:
    """Run as a script in an empty folder, with every warning an error; what it computes comes out."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", str(tutorial)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
    if tutorial.stem == "quickstart":
        assert "same trust in every replicate at the settlement: True" in done.stdout
        assert len(re.findall(r"n = 24: ", done.stdout)) == 8  # eight differences, no replicate lost
        paired, strangers = re.findall(r"([\d.]+) (?:paired|unpaired)", done.stdout)
        assert 0 < float(paired) < float(strangers)  # what the text says of pairing holds


def test_cells_are_well_formed(tutorial: Path) -> None:
    """Jupytext must see the cells that a reader sees: text cells are comments, code cells parse one by one."""
    found = cells(tutorial)
    assert {cell.kind for cell in found} == {"", "[markdown]"}
    assert found[0].kind == found[-1].kind == "[markdown]"
    assert found[0].text.startswith("# # ")
    for cell in found:
        assert cell.text, "an empty cell"
        if cell.kind == "[markdown]":
            assert all(line.startswith("#") for line in cell.text.splitlines())
        else:
            assert ast.parse(cell.text).body


def test_header_tells_jupytext_the_format(tutorial: Path) -> None:
    """Without the header an editor takes the file for a plain script."""
    header = tutorial.read_text(encoding="utf-8").split("\n# ---\n")[0]
    assert header.startswith("# ---\n# jupyter:")
    assert "format_name: percent" in header


def test_tutorial_uses_public_names_only(tutorial: Path) -> None:
    """A reader copies what stands here: nothing private, nothing that may go tomorrow."""
    tree = ast.parse(tutorial.read_text(encoding="utf-8"))
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = [f"{node.module}.{alias.name}" for node in imported for alias in node.names]
    names += [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert [name for name in names if re.search(r"(^|\.)_", name)] == []


def test_what_to_read_next_exists(tutorial: Path) -> None:
    """Paths and commands in the text lead somewhere."""
    text = prose(tutorial)
    paths = re.findall(r"`((?:docs|ssrsim)/[\w/.]+)`", text)
    assert len(paths) >= 4
    assert [path for path in paths if not (ROOT / path).exists()] == []
    for command in re.findall(r"`ssrsim run ([^`]+)`", text):
        assert compose_scenario(shlex.split(command)).run.replicates >= 1


def test_lines_are_short(tutorial: Path) -> None:
    """Lines of 120 characters at most can be read and compared in any editor."""
    lines = tutorial.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, start=1) if len(line) > 120] == []
