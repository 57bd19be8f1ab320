"""What the README shows must work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ssrsim.config.asked import asked, each_asked
from ssrsim.config.compare import compare_asked
from ssrsim.config.search import search_asked
from ssrsim.config.study import study_asked
from ssrsim.scenario.starting import starting_plan, starting_scenario
from tests.cli.program import ssrsim_program

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    lines = [line.split("#")[0].strip() for block in blocks("bash") for line in block.splitlines()]
    return [line for line in lines if line]


def options(command: str) -> tuple[set[str], list[str]]:
    """The options of a command line, and the rest of it."""
    words = shlex.split(command)[2:]
    flags = {"-m"} & set(words) | ({"--cfg"} if "--cfg" in words else set())
    return flags, [word for word in words if word not in ("-m", "--cfg", "job")]


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith(("ssrsim run", "ssrsim describe"))])
def test_readme_commands_compose(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command line that a newcomer may copy is accepted as it stands, after the lines above it."""
    monkeypatch.chdir(tmp_path)
    for line in commands():
        if line.startswith("ssrsim new"):
            kind, name = line.split()[2:]
            write = {"country": starting_scenario, "plan": starting_plan}[kind]
            Path(f"{name}.yaml").write_text(write(name), encoding="utf-8")
    flags, overrides = options(command)
    runs = each_asked(overrides) if "-m" in flags else [asked(overrides)]
    assert len(runs) == (4 if "-m" in flags else 1)


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith("ssrsim sweep")])
def test_readme_studies_compose(command: str) -> None:
    """A study that a newcomer copies is accepted as it stands."""
    assert study_asked(shlex.split(command)[2:]).scenarios


def test_readme_comparisons_and_searches_compose() -> None:
    """Both are shown, and accepted as they stand."""
    compared = [shlex.split(line)[2:] for line in commands() if line.startswith("ssrsim compare")]
    searched = [shlex.split(line)[3:] for line in commands() if line.startswith("ssrsim plan search")]
    assert [len(compare_asked(words).scenarios) for words in compared] == [2]
    assert [search_asked(words).search.n_candidates for words in searched] == [24]


def test_readme_names_only_commands_that_exist() -> None:
    """A command that was renamed must not live on in the README."""
    known = {"run", "describe", "list", "new", "schema", "completion", "sweep", "compare", "plan", "dashboard"}
    assert {line.split()[1] for line in commands() if line.startswith("ssrsim ")} <= known
    help_text = ssrsim_program(ROOT, "--help").stdout
    assert all(f"\n  {name} " in help_text for name in known)


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
