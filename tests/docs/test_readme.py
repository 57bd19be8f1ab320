"""What the README shows must work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ssrsim.config import compose_scenario

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    lines = [line.split("#")[0].strip() for block in blocks("bash") for line in block.splitlines()]
    return [line for line in lines if line]


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith("ssrsim run")])
def test_readme_commands_compose(command: str) -> None:
    """Every command line that a newcomer may copy is accepted as it stands."""
    assert compose_scenario(shlex.split(command)[2:]).run.replicates >= 1


def test_readme_make_targets_exist() -> None:
    """The two commands of the first section are targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text()
    targets = [line.split()[1] for line in commands() if line.startswith("make")]
    assert targets == ["demo", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_readme_python_runs() -> None:
    """The Python example runs line by line (with fewer rows, which changes nothing in it)."""
    (example,) = blocks("python")
    small = example.replace('load_scenario("liberia_2003")', 'load_scenario("liberia_2003", ["run.civilians=1000"])')
    assert small != example
    names: dict[str, object] = {}
    exec(compile(small, "README.md", "exec"), names)
    model = names["model"]
    assert model.month == 12  # type: ignore[attr-defined]
    model.close()  # type: ignore[attr-defined]


def test_readme_links_lead_somewhere() -> None:
    """Every relative link and figure exists."""
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
