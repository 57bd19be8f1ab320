"""What a user can do besides a plain run: look, list, start a file, complete, run several, time the month."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ssrsim.cli import CHOICES
from ssrsim.config import choices
from ssrsim.config.asked import each_asked
from ssrsim.config.listing import LISTS
from ssrsim.phases.month import MONTH
from ssrsim.scenario.indicators import INDICATORS
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.scenario.shocks import SHOCK_KINDS
from tests.cli.program import QUICK, command, environment, said, ssrsim_program


def test_list_names_everything_that_can_be_chosen(tmp_path: Path) -> None:
    """A newcomer sees what ships without reading folders."""
    everything = said(tmp_path, "list")
    for group in ("scenario", "country", "plan", "donors", "missions", "shocks", "study"):
        assert all(f"{group}={name}" in everything for name in choices(group))


def test_the_lists_of_the_command_are_those_of_the_library() -> None:
    """The command names its lists itself, so that help needs no import; the two must not drift apart."""
    assert CHOICES["list"] == LISTS


@pytest.mark.parametrize(("what", "names"), [
    ("reforms", REFORM_NAMES),
    ("indicators", [indicator.name for indicator in INDICATORS]),
    ("shock_kinds", SHOCK_KINDS),
    ("mechanisms", [f"mechanisms.{name}" for name in Mechanisms.model_fields]),
    ("parameters", [f"parameters.{name}" for name in Parameters.model_fields]),
])  # fmt: skip
def test_a_list_names_all_that_the_model_knows(tmp_path: Path, what: str, names: list[str]) -> None:
    """Each name once, at the start of its line, as overrides and files want it."""
    first_words = [line.split()[0] for line in said(tmp_path, "list", what).splitlines() if re.match(r"  \S", line)]
    assert first_words[1:] == list(names)


def test_describe_tells_scenario_plan_and_month_before_anything_runs(tmp_path: Path) -> None:
    """Whoever hands over a plan can first read what it sets and in which order the month goes."""
    text = said(tmp_path, "describe", "plan=ddr_first", "country.police_per_1000=2.5")
    assert "Disarmament first" in text
    assert "2.5 per 1,000" in text
    places = [text.index(f"\n    {step.name}") for step in {step.name: step for step in MONTH}.values()]
    assert len(places) == len({step.name for step in MONTH})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("kind", "key"), [("country", "scenario_file"), ("plan", "plan_file")])
def test_a_new_file_is_ready_and_never_overwrites(tmp_path: Path, kind: str, key: str) -> None:
    """The next command is printed and works; a second file of that name is refused and the first stays."""
    assert f"ssrsim describe {key}=mine.yaml" in said(tmp_path, "new", kind, "mine")
    assert "mine" in said(tmp_path, "describe", f"{key}=mine.yaml").lower()
    before = (tmp_path / "mine.yaml").read_bytes()
    again = ssrsim_program(tmp_path, "new", kind, "mine")
    assert (again.returncode, again.stderr) == (
        2, "mine.yaml is there already; choose another name, no file is overwritten\n")  # fmt: skip
    assert (tmp_path / "mine.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "name", ["../../etc/x", "a b", "$\\frac$", "<script>", "=1+1", "\u202egnp", "x" * 300, "", "-x"]
)
def test_a_name_that_is_none_writes_no_file(tmp_path: Path, name: str) -> None:
    """No name becomes a path, an option or an escape sequence."""
    result = ssrsim_program(tmp_path, "new", "plan", "--", name)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.rstrip("\n").isprintable()
    assert list(tmp_path.rglob("*")) == []


def test_the_configuration_is_shown_whole_and_runs_nothing(tmp_path: Path) -> None:
    """--cfg job is the scenario with every default; as a file it is the same scenario again."""
    text = said(tmp_path, "run", "--cfg", "job", "plan=do_nothing", "run.seed=7")
    assert yaml.safe_load(text)["run"]["seed"] == 7
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    assert said(tmp_path, "run", "-c", "job", "scenario_file=mine.yaml") == text
    assert ssrsim_program(tmp_path, "run", "--cfg", "hydra").returncode == 2


@pytest.mark.parametrize(("arguments", "sentence"), [
    (("list", "plna"), "ssrsim list knows scenario, country, plan, donors, missions, shocks, study, reforms, "
     "indicators, shock_kinds, mechanisms, parameters, not plna; did you mean plan?"),
    (("new", "plna", "x"), "ssrsim new knows country, plan, study, not plna; did you mean plan?"),
    (("schema", "zzz"), "ssrsim schema knows scenario, plan, extension, study, not zzz"),
    (("completion", "fish"), "ssrsim completion knows bash, not fish"),
    (("run", "-m", "--cfg", "job", "run.seed=1,2"), "Invalid value: --cfg shows one configuration; leave -m away; see "
     "ssrsim --help"),
])  # fmt: skip
def test_a_wrong_word_after_a_command_is_told(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """What is known, and the nearest of it."""
    result = ssrsim_program(tmp_path, *arguments)
    assert (result.returncode, result.stderr) == (2, sentence + "\n")


def test_letters_that_a_terminal_lacks_do_not_end_a_command(tmp_path: Path) -> None:
    """An old terminal or a log in another encoding gets an escape instead of the letter, and the command goes on."""
    result = subprocess.run(
        command("describe", "country.title='Côte'"), cwd=tmp_path, capture_output=True, check=False, timeout=60,
        env=environment() | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, b"")
    assert rb"C\xf4te" in result.stdout


def test_code_in_the_working_folder_is_not_run(tmp_path: Path) -> None:
    """A scenario pack may hold a file called numpy.py; the second compiling process must not import it."""
    (tmp_path / "numpy.py").write_text("open('owned', 'w').close()", encoding="utf-8")
    code = "from ssrsim.second_process import SecondProcess\nwith SecondProcess(['json:dumps']): pass"
    here = environment() | {"SSRSIM_CACHE": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, env=here, check=True, timeout=60)
    assert not (tmp_path / "owned").exists()


@pytest.mark.slow
def test_a_run_can_be_repeated_from_its_folder_alone(tmp_path: Path) -> None:
    """Whoever is handed the folder repeats the run to the byte, without the files that were typed for it."""
    said(tmp_path, "run", "plan=ddr_first", "run.seed=9", "donors.us.horizon=48", "output=first", *QUICK)
    said(tmp_path, "run", "scenario_file=outputs/first/scenario.yaml", "output=again")
    first, again = ((tmp_path / "outputs" / name) for name in ("first", "again"))
    for name in ("series.parquet", "events.parquet", "summary.csv", "scenario.yaml"):
        assert (first / name).read_bytes() == (again / name).read_bytes(), name


def test_a_schema_is_json(tmp_path: Path) -> None:
    """What an editor is given can be read by it."""
    assert json.loads(said(tmp_path, "schema", "plan"))["properties"]["schema"] == {
        "const": "ssrsim.plan/1", "description": "which format this is"}  # fmt: skip


def test_a_multirun_is_every_combination_of_the_values_the_last_varying_fastest() -> None:
    """Values, ranges and names by pattern, as Hydra writes them; texts and single values stay what they are."""
    runs = each_asked(["run.seed=1,2", "plan=glob(*_first)", "title='a, b'", "run.months=range(12,13)", "output=x"])
    assert [(run.scenario.run.seed, run.scenario.plan.name, run.output) for run in runs] == [
        (1, "ddr_first", "x_1"), (1, "oversight_first", "x_2"),
        (2, "ddr_first", "x_3"), (2, "oversight_first", "x_4")]  # fmt: skip
    assert {(run.scenario.title, run.scenario.run.months) for run in runs} == {("a, b", 12)}


@pytest.mark.slow
def test_a_multirun_leaves_a_folder_for_each_run(tmp_path: Path) -> None:
    """Each run has a folder of its own, the command that repeats it, and the values that were asked for."""
    out = said(tmp_path, "run", "-m", "plan=ddr_first,do_nothing", "output=many", *QUICK)
    found = {}
    for folder in sorted((tmp_path / "outputs").iterdir()):
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        found[folder.name] = manifest["plan"]
        assert manifest["command"][-1] == f"output={folder.name}"
    assert found == {"many_1": "ddr_first", "many_2": "do_nothing"}
    assert "Run 2 of 2: ssrsim run plan=do_nothing" in out


@pytest.mark.slow
def test_faults_of_a_multirun_are_told_before_anything_runs(tmp_path: Path) -> None:
    """Run 7 of 8 must not fail after an hour for a value that was wrong from the start."""
    result = ssrsim_program(tmp_path, "run", "-m", "run.seed=1,-2", "plan=ddr_first,zzz", "run.months=range(1,4)")
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 2
    for spread in (
        "run.seed=range(1,999)",
        "run.seed=range(1,9,0)",
        "run.seed=interval(1,2)",
        "plan=glob(z*)",
        "run.seed=shuffle(1,2)",
    ):
        result = ssrsim_program(tmp_path, "run", "-m", spread)
        assert (result.returncode, len(result.stderr.splitlines())) == (2, 1), result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_runs_started_in_the_same_second_do_not_meet(tmp_path: Path) -> None:
    """Three programs at once, each with its own complete folder, the same numbers in all."""
    started = [
        subprocess.Popen(command("run", *QUICK), cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL)
        for _ in range(3)
    ]
    assert [one.wait(timeout=300) for one in started] == [0, 0, 0]
    folders = list((tmp_path / "outputs").iterdir())
    assert len(folders) == 3
    assert len({(folder / "summary.csv").read_bytes() for folder in folders}) == 1
    assert all((folder / "manifest.json").is_file() and (folder / "report.html").is_file() for folder in folders)


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGINT,
        pytest.param(signal.SIGTERM, marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, marks=pytest.mark.slow),
    ],
)
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C, a scheduler's time limit or a closed terminal: one word, the shell's code, no half folder."""
    started = subprocess.Popen(
        command("run", "run.replicates=5000", "run.months=240", "run.civilians=500", "run.officers=100", "output=x/y"),
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert started.stdout is not None
    for line in started.stdout:
        if line.startswith("Runs of"):
            break
    assert (tmp_path / "x" / "y.partial").is_dir()
    started.send_signal(number)
    _, errors = started.communicate(timeout=60)
    assert (started.returncode, errors) == (128 + number, "stopped\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_folder_may_be_called_like_an_address(tmp_path: Path) -> None:
    """s3:// is a folder here, for Parquet too: nothing may reach for a network."""
    assert "s3:/a/b/report.html" in said(tmp_path, "run", "output=s3://a/b", *QUICK)
    assert (tmp_path / "s3:" / "a" / "b" / "series.parquet").is_file()


def test_a_closed_output_is_no_fault_of_the_program(tmp_path: Path) -> None:
    """With >&- there is nobody to tell; the work is done all the same."""
    line = " ".join([*command("list"), ">&-"])
    done = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_a_profile_names_every_phase_and_adds_up(tmp_path: Path) -> None:
    """profile=true shows the month as it runs: each phase in order, parts that sum to the whole."""
    out = said(tmp_path, "run", "profile=true", *QUICK).split("Time of a month: ")[1]
    rows = [line.split() for line in out.splitlines()[2:] if line.strip()]
    parts, phases = [row for row in rows if row[0].isdigit()], [row for row in rows if not row[0].isdigit()]
    assert [row[0] for row in phases] == [step.name for step in MONTH]
    total = sum(float(row[2].replace(",", "")) for row in phases)
    assert total > 0
    assert sum(float(row[2].replace(",", "")) for row in parts) == pytest.approx(total, abs=0.1 * len(phases))
