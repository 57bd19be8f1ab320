"""The program as its user meets it: exit codes, one line per fault, nothing left behind, nothing heavy for help."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer

import ssrsim
from ssrsim.endings import ending
from tests.cli.program import CHECKOUT, QUICK, environment, ssrsim_program

FAULTY = [
    (("run", "plan=oversigth_first"), 1),
    (("run", "run.replicate=3", "country.police_per_1000=nan", "run.seed=abc", "plan=[a,b]", "x", "output="), 6),
    (("run", "-m", "--config-dir=/tmp", "hydra.run.dir=left_behind", "title=${oc.env:HOME}"), 3),
    (("run", "title=\x1b]0;owned\x07\n"), 1),
    (("run", "country.factions.lurd.fighters=4000000"), 5),
    (("run", "missions.unmil.drawdown=5"), 1),
    (
        (
            "run",
            "plan.actions.audit.start={after: audit, lag: x}",
            "plan.actions.payroll.months=[3]",
            "+plan.rules.r=3",
        ),
        4,
    ),
    (("run", "output=.."), 1),
    (("run", "output=/"), 1),
    (("run", f"output=new/deep/{'x' * 201}"), 1),
    (("rnu",), 1),
    (("--nonsense",), 1),
]


@pytest.mark.parametrize(("arguments", "n_faults"), FAULTY, ids=[" ".join(a)[:25] for a, _ in FAULTY])
def test_a_mistake_ends_with_one_line_per_fault_and_code_2(
    tmp_path: Path, arguments: tuple[str, ...], n_faults: int
) -> None:
    """No traceback, no raw control character, no folder left behind: a mistake costs its author one look."""
    result = ssrsim_program(tmp_path, *arguments)
    lines = result.stderr.splitlines()
    assert (result.returncode, len(lines), result.stdout) == (2, n_faults, ""), result.stderr
    assert "Traceback" not in result.stderr
    assert all(line.isprintable() for line in lines)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_name_that_is_taken_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    """Results are never overwritten, a file is no folder, and no parent folder is left behind."""
    (tmp_path / "outputs" / "mine").mkdir(parents=True)
    (tmp_path / "file").touch()
    (tmp_path / "torn" / "run.partial").mkdir(parents=True)
    for name in ("output=mine", "output=file/deeper", "output=torn/run"):
        result = ssrsim_program(tmp_path, "run", name)
        assert (result.returncode, len(result.stderr.splitlines())) == (2, 1), result.stderr
        assert name.removeprefix("output=") in result.stderr
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {"outputs", "outputs/mine", "file", "torn", "torn/run.partial"}


def test_bare_program_shows_help_with_three_examples(tmp_path: Path) -> None:
    """Who types only the name learns what to type next, and it is no mistake."""
    result = ssrsim_program(tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert sum(line.strip().startswith("ssrsim run") for line in result.stdout.splitlines()) == 3


def test_version_is_told(tmp_path: Path) -> None:
    """Bug reports need the version."""
    assert ssrsim_program(tmp_path, "--version").stdout == f"ssrsim {ssrsim.__version__}\n"


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    """Help must appear at once: nothing that computes, draws or composes is imported for it."""
    code = (
        "import sys; sys.argv = ['ssrsim', 'run', '--help']\n"
        "import ssrsim.config\nfrom ssrsim.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'numba', 'mesa', 'hydra', 'omegaconf', 'scipy', 'pandas', 'matplotlib'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    environment = {"PYTHONPATH": str(CHECKOUT)}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.slow
def test_warm_run_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    """Each of these takes longer to import than a run takes: numba is for compiling, the others for other commands."""
    ssrsim_program(tmp_path, "run", *QUICK)  # compiles the model where nobody has yet
    code = (
        "import sys; sys.argv = ['ssrsim', 'run', *sys.argv[1:]]\n"
        "from ssrsim.cli import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code\n"
        "unneeded = {'numba', 'mesa', 'distributed', 'dask', 'scipy.stats', 'scipy.optimize'} & set(sys.modules)\n"
        "sys.exit(repr(unneeded) if unneeded else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code, *QUICK, "output=second"], cwd=tmp_path, env=environment(),
                            capture_output=True, text=True, check=False)  # fmt: skip
    assert result.returncode == 0, result.stderr


def raising(error: BaseException) -> int:
    """The exit code when a command ends with this error."""

    def program() -> None:
        raise error

    return ending(program)


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (KeyboardInterrupt(), 130, "stopped\n"),
        (typer.Abort(), 130, "stopped\n"),
        (OSError(28, "No space left on device"), 4, "the disk or a stored file is at fault: [Errno 28] No space left"),
        (RuntimeError("broken"), 1, "Traceback"),
    ],
)
def test_each_ending_has_its_exit_code(
    error: BaseException, code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts around the program tell a full disk from a typing mistake by the code alone."""
    assert raising(error) == code
    assert sentence in capsys.readouterr().err


def test_failed_runs_end_with_code_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that failed are counted and make the whole command fail, after the report of the others is written."""
    import types

    from ssrsim import cli

    seen: dict[str, object] = {}

    def run_scenario(scenario: object, **given: object) -> object:
        seen.update(given, scenario=scenario)
        return types.SimpleNamespace(failed=1)

    report = types.ModuleType("ssrsim.report.run")
    report.run_scenario = run_scenario  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ssrsim.report.run", report)
    arguments = ["run", "run.seed=7", "output=mine"]
    assert ending(lambda: cli.app(arguments, prog_name="ssrsim", standalone_mode=False)) == 3
    assert seen["command"] == ["ssrsim", *arguments]
    assert seen["output"] == "mine"
