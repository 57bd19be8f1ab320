"""Science mutants: a wrong model must fail the relation that it breaks. The table stands in README.md beside this file.

The fast tests check the patches and the table. The slow ones run each killing test on a copy of the package that has
the mistake in it, in a process of its own and as plain Python, two at a time, and on a copy that has not.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COPIED = ("ssrsim", "tests", "configs", "pyproject.toml")
# the process runs pytest on the copy that it stands in, or on nothing: an installed package must not stand in for it
RUN = (
    "import os, sys, pytest, ssrsim;"
    "here = os.path.realpath(ssrsim.__file__).startswith(os.path.realpath('.'));"
    "sys.exit(pytest.main(sys.argv[1:]) if here else 'another ssrsim was found')"
)
KILLS = ("AssertionError", "assert ", "ssrsim.phases.engine.BrokenInvariant", "Failed: DID NOT RAISE")


class Mutant(NamedTuple):
    """One row of the table."""

    number: int
    patch: str
    wrong: str
    relation: int
    test: str


def table() -> list[Mutant]:
    """All rows of the table in README.md."""
    rows = []
    for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines():
        if re.match(r"\| \d", line):
            number, patch, wrong, relation, test = (cell.strip().strip("`") for cell in line.strip("|").split("|"))
            rows.append(Mutant(int(number), patch, wrong, int(relation), test))
    return rows


MUTANTS = table()
KILLERS = {  # by file, so that one process makes ready what they share
    path: tuple(sorted({mutant.test for mutant in MUTANTS if mutant.test.startswith(f"{path}::")}))
    for path in sorted({mutant.test.partition("::")[0] for mutant in MUTANTS})
}


def patched(patch: str, root: Path) -> dict[str, str]:
    """The new text of every file that a unified diff changes, by path.

    Each hunk must be found exactly once, wherever it stands by now; nothing is guessed.
    """
    texts: dict[str, str] = {}
    for part in re.split(r"^(?=--- a/)", patch, flags=re.MULTILINE)[1:]:
        head, *hunks = re.split(r"^@@ .*\n", part, flags=re.MULTILINE)
        name = head.splitlines()[1].removeprefix("+++ b/")
        text = (root / name).read_text(encoding="utf-8")
        for hunk in hunks:
            lines = hunk.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line[0] in " -")
            assert text.count(before) == 1, f"{name} holds these lines {text.count(before)} times:\n{before}"
            text = text.replace(before, "".join(line[1:] for line in lines if line[0] in " +"))
        texts[name] = text
    return texts


def lines_of(patch: str) -> tuple[int, int]:
    """How many lines a patch adds and takes away."""
    body = [line for line in patch.splitlines() if not line.startswith(("---", "+++"))]
    return sum(line[:1] == "+" for line in body), sum(line[:1] == "-" for line in body)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.patch.removesuffix(".patch"))
def test_patch_applies_and_is_small(mutant: Mutant) -> None:
    """One to three lines of the package, which stay Python: a patch that no longer applies proves nothing."""
    patch = (HERE / mutant.patch).read_text(encoding="utf-8")
    texts = patched(patch, ROOT)
    assert texts
    for name, text in texts.items():
        assert re.fullmatch(r"ssrsim/(equations|phases|scenario|world)/\w+\.py", name)
        assert text != (ROOT / name).read_text(encoding="utf-8")
        ast.parse(text)
    assert 1 <= max(lines_of(patch)) <= 3


def test_table_and_patches_are_the_same() -> None:
    """Thirty or more, numbered in order, each patch in the table and each row with its patch."""
    assert [mutant.number for mutant in MUTANTS] == list(range(1, len(MUTANTS) + 1))
    assert [mutant.patch for mutant in MUTANTS] == sorted(path.name for path in HERE.glob("*.patch"))
    assert all(mutant.patch.startswith(f"{mutant.number:02}-") and mutant.wrong.endswith(".") for mutant in MUTANTS)
    assert len(MUTANTS) >= 30
    assert len({mutant.wrong for mutant in MUTANTS}) == len(MUTANTS)


@lru_cache
def functions_of(path: str) -> dict[str, ast.FunctionDef]:
    """The functions of a file of tests, by name."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_killing_tests_exist_and_relations_are_listed() -> None:
    """A test that was renamed kills nobody; relations have the numbers of docs/verification.md."""
    page = (ROOT / "docs" / "verification.md").read_text(encoding="utf-8")
    for mutant in MUTANTS:
        path, _, node = mutant.test.partition("::")
        name, _, cases = node.partition("[")
        functions = functions_of(path)
        assert name in functions, mutant.test
        assert not any("slow" in ast.unparse(mark) for mark in functions[name].decorator_list), mutant.test
        assert cases == "" or cases.endswith("]")
        assert f"\n| {mutant.relation} | " in page


class Verdict(NamedTuple):
    """What came of one test in a process of its own."""

    code: int
    failures: list[str]  # the first line of each
    errors: list[str]
    passed: int
    output: str


def copy_of(root: Path, folder: Path) -> Path:
    """A copy of what a test needs."""
    for name in COPIED:
        source, target = root / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "mutants"))
        else:
            shutil.copy(source, target)
    return folder


def run_on_copy(model: Path, folder: Path, tests: Sequence[str], patch: str) -> Verdict:
    """Run tests on a copy of the model with a patch applied."""
    folder.mkdir()
    copy_of(model, folder)
    for name, text in patched(patch, model).items():
        (folder / name).write_text(text, encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": str(folder),
        "SSRSIM_COMPILE": "0",
        "SSRSIM_CACHE": str(folder / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    report = folder / "report.xml"
    command = [sys.executable, "-c", RUN, "-x", "-p", "no:cacheprovider", f"--junitxml={report}", *tests]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    cases = list(ElementTree.parse(report).iter("testcase")) if report.is_file() else []
    failures, errors = ([found.get("message", "") for case in cases for found in case.iter(kind)]
                        for kind in ("failure", "error"))  # fmt: skip
    passed = sum(len(case) == 0 for case in cases)
    shutil.rmtree(folder)
    return Verdict(done.returncode, failures, errors, passed, (done.stdout + done.stderr)[-3000:])


Asked = Callable[[str], Verdict]


@pytest.fixture(scope="module")
def verdict_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """What comes of a killing test, or of one on a mutant, by path or patch.

    All that were selected begin at once, two at a time; where several processes share the tests, each when it is asked.
    """
    folder = tmp_path_factory.mktemp("mutants")
    model = copy_of(ROOT, folder)  # a file that is edited meanwhile must not show
    mutants = {mutant.patch: mutant for mutant in MUTANTS}

    def begin(name: str) -> Future[Verdict]:
        tests, patch = KILLERS.get(name, ()), ""
        if name in mutants:
            tests, patch = (mutants[name].test,), (HERE / name).read_text(encoding="utf-8")
        return pool.submit(run_on_copy, model, folder / f"run_{len(begun)}", tests, patch)

    with ThreadPoolExecutor(2) as pool:
        begun: dict[str, Future[Verdict]] = {}
        if "PYTEST_XDIST_WORKER" not in os.environ:
            for item in request.session.items:
                if item.path == request.node.path and "verdict_of" in getattr(item, "fixturenames", ()):
                    name = next(iter(item.callspec.params.values()))
                    begun[name] = begin(name)

        def verdict(name: str) -> Verdict:
            if name not in begun:
                begun[name] = begin(name)
            return begun[name].result()

        yield verdict
        pool.shutdown(cancel_futures=True)


@pytest.mark.slow
@pytest.mark.parametrize("path", KILLERS)
def test_killing_tests_pass_on_the_model(path: str, verdict_of: Asked) -> None:
    """A test that fails without a mutant, too, would kill them all and prove nothing."""
    verdict = verdict_of(path)
    assert verdict.code == 0, verdict.output
    assert verdict.passed >= len(KILLERS[path])


@pytest.mark.slow
@pytest.mark.parametrize("patch", [mutant.patch for mutant in MUTANTS])
def test_mutant_is_killed(patch: str, verdict_of: Asked) -> None:
    """The relation that the mutant breaks fails on it: on an assertion, not for want of a name or a file."""
    verdict = verdict_of(patch)
    assert verdict.code == 1, f"the mutant lives: {patch}\n{verdict.output}"
    assert verdict.errors == [], verdict.output
    assert verdict.failures
    assert all(failure.startswith(KILLS) for failure in verdict.failures), verdict.failures
