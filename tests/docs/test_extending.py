"""What `docs/extending.md` shows must work: its files are written as they stand, its commands run, results checked."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from ssrsim.config import compose_scenario
from ssrsim.hooks import load_hooks
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.model import SSRModel
from ssrsim.scenario.base import NOT_VALIDATED, UsersMistakeError
from tests.cli.program import ssrsim_program

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")
FILE = re.compile(r"```(?:yaml|python)\n# file: (\S+)\n(.*?)```", re.DOTALL)
SMALL = ("run.replicates=2", "run.months=15", "run.civilians=500", "run.officers=100")


def sections() -> dict[str, str]:
    """The page cut at its second headings."""
    parts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def write_files(text: str, folder: Path) -> None:
    for name, content in FILE.findall(text):
        (folder / name).write_text(content, encoding="utf-8")


def commands(text: str) -> list[list[str]]:
    lines = [line for block in re.findall(r"```bash\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line]


@pytest.fixture
def ran(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A folder in which all files of a section stand and all its commands have run, and what they printed."""
    text = sections()[request.param]
    write_files(text, tmp_path)
    printed = ""
    for program, *arguments in commands(text):
        assert program == "ssrsim"
        done = ssrsim_program(tmp_path, *arguments, *(SMALL if arguments[0] == "run" else ()))
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        printed += done.stdout
    return tmp_path, printed


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("ran", ["A reform"], indirect=True)
def test_a_reform_of_ones_own(ran: tuple[Path, str]) -> None:
    """It is listed, described, run, recorded and reported like those that ship, and always labelled."""
    folder, printed = ran
    label = f"Witness protection ({NOT_VALIDATED})"
    assert printed.count(label) >= 3  # list, timeline, what was added
    assert "Added to the model" in printed
    run = folder / "outputs" / "courts_first"
    assert "witness_protection" in pq.read_table(run / "reforms.parquet").column("reform").unique().to_pylist()
    report = (run / "report.html").read_text(encoding="utf-8")
    assert report.count(label) >= 2
    assert "This is not the model as it ships" in report
    kept = manifest(run)["config"]["extension"]["reforms"]["witness_protection"]
    assert (kept["unit_cost_usd"], kept["threat_ghosts"]) == (0.8, 0.0)  # every default is written out
    again = ssrsim_program(folder, "run", f"scenario_file={run / 'scenario.yaml'}", "output=again")
    assert again.returncode == 0, again.stderr
    assert manifest(folder / "outputs" / "again")["scenario_digest"] == manifest(run)["scenario_digest"]


@pytest.mark.slow
@pytest.mark.parametrize("ran", ["A country"], indirect=True)
def test_a_country_of_ones_own(ran: tuple[Path, str]) -> None:
    """The file that `ssrsim new` writes and a short one that names what ships run as they stand."""
    folder, _ = ran
    assert manifest(folder / "outputs" / "kivara")["scenario"] == "kivara"
    alone = manifest(folder / "outputs" / "generic_alone")["config"]
    assert list(alone["donors"]) == ["neighbour"]
    assert "extension" not in alone


@pytest.mark.slow
@pytest.mark.parametrize("ran", ["An indicator"], indirect=True)
def test_an_indicator_of_ones_own(ran: tuple[Path, str]) -> None:
    """It is a column, a line of the summary and a panel, and its numbers are those of its formula."""
    folder, printed = ran
    run = folder / "outputs" / "measures"
    table = pq.read_table(run / "series.parquet").to_pandas()
    one = table[table["replicate"] == 0].set_index("month")
    population = manifest(run)["config"]["country"]["districts"]
    people = sum(district["population"] for district in population.values())
    deaths = (one["battle_deaths"] + one["homicides"]).loc[3:14].sum()
    assert one["violent_deaths"].loc[14] == pytest.approx(deaths * 100_000 / people)
    assert np.isnan(one["violent_deaths"].loc[11])
    assert one["sanctions_per_complaint"].loc[15] == pytest.approx(
        one["sanctions"].loc[4:15].sum() / one["complaints"].loc[4:15].sum()
    )
    assert f"Violent deaths ({NOT_VALIDATED})" in printed
    assert "violent_deaths_end" in (run / "summary.csv").read_text(encoding="utf-8")
    assert "violent_deaths" in (run / "figures" / "own_indicators.csv").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("ran", ["A kind of shock"], indirect=True)
def test_a_kind_of_shock_of_ones_own(ran: tuple[Path, str]) -> None:
    """It is one event under its name, and strikes with all its parts."""
    folder, printed = ran
    assert "made of a fall of incomes (0.4)" in " ".join(printed.split())
    events = pq.read_table(folder / "outputs" / "drought" / "events.parquet").to_pandas()
    dry = events[(events["kind"] == "shock") & (events["month"] == 6)]
    assert dry["subject"].tolist() == ["dry", "dry"]  # once in each of two runs
    assert f"The dry years ({NOT_VALIDATED})" in (folder / "outputs" / "drought" / "report.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.slow
@pytest.mark.parametrize("ran", ["A mechanism in Python"], indirect=True)
def test_a_mechanism_of_ones_own(ran: tuple[Path, str]) -> None:
    """A run with a hook says so everywhere; what it costs is shown; its file is known by its hash."""
    folder, printed = ran
    hook = "my_hooks:truth_commission@sum_effects"
    run = folder / "outputs" / "truth"
    kept = manifest(run)
    assert kept["config"]["hooks"] == [hook]
    assert len(kept["hooks"][hook]) == 64
    assert "Added to the model" in printed
    assert f"{hook} ({NOT_VALIDATED})" in printed
    assert "times one at full speed" in printed
    assert "This is not the model as it ships" in (run / "report.html").read_text(encoding="utf-8")
    refused = ssrsim_program(folder, "run", f"scenario_file={run / 'scenario.yaml'}", "output=again")
    assert refused.returncode == 2
    assert f"say hooks=[{hook}] too, or hooks=[] to run without it" in refused.stderr
    assert not (folder / "outputs" / "again").exists()


def test_the_mesa_face_knows_indicators_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a column, as an attribute and in the collector, with the values of an ensemble."""
    write_files(PAGE, tmp_path)
    monkeypatch.chdir(tmp_path)
    small = ("run.replicates=1", "run.months=14", "run.civilians=500", "run.officers=100")
    scenario = compose_scenario([*small, "extension_file=measures.yaml"])
    values = run_ensemble(scenario).values("violent_deaths")[0]
    with SSRModel(scenario) as model:
        model.run_model()
        assert np.array_equal(model.dataframe()["violent_deaths"], values, equal_nan=True)
        assert model.violent_deaths == values[-1]
        assert model.datacollector.get_model_vars_dataframe()["violent_deaths"].iloc[-1] == values[-1]


def test_a_hook_acts_and_its_absence_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commission moves what dialogue moves; months before it and runs without it are the model's, bit for bit."""
    write_files(PAGE, tmp_path)
    monkeypatch.chdir(tmp_path)
    small = ("run.replicates=1", "run.months=24", "run.civilians=500", "run.officers=100")
    plain = compose_scenario(small)
    hooked = compose_scenario([*small, "hooks=[my_hooks:truth_commission@sum_effects]"])
    assert hooked.digest() != plain.digest()
    without, with_it = run_ensemble(plain), run_ensemble(hooked)
    assert without.series[:, :13].tobytes() == with_it.series[:, :13].tobytes()
    assert without.series.tobytes() != with_it.series.tobytes()
    with SSRModel(hooked) as model:
        model.run_model()
        assert model.record.tobytes() == with_it.series[0].tobytes()


def test_what_nobody_uses_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reform that no plan names, a shock that nobody schedules and an indicator leave every number as it was."""
    write_files(PAGE, tmp_path)
    monkeypatch.chdir(tmp_path)
    small = ("run.replicates=1", "run.months=24", "run.civilians=500", "run.officers=100", "plan=everything_at_once")
    plain = run_ensemble(compose_scenario(small))
    for name in ("witnesses", "drought", "measures"):
        added = run_ensemble(compose_scenario([*small, f"extension_file={name}.yaml"]))
        assert added.series.tobytes() == plain.series.tobytes()
        assert added.events.tobytes() == plain.events.tobytes()


def test_a_composed_shock_is_its_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drought is what its parts are when scheduled side by side."""
    write_files(PAGE, tmp_path)
    monkeypatch.chdir(tmp_path)
    small = ("run.replicates=1", "run.months=18", "run.civilians=500", "run.officers=100", "shocks=none")
    when = "start: 6, months: 6"
    apart = [
        f"+shocks.a={{title: A, kind: economic, {when}, size: 0.2}}",
        f"+shocks.b={{title: B, kind: disaster, {when}, size: 0.4}}",
    ]
    one = f"+shocks.dry={{title: Dry, kind: drought, {when}, size: 0.5}}"
    composed = run_ensemble(compose_scenario([*small, "extension_file=drought.yaml", one]))
    side_by_side = run_ensemble(compose_scenario([*small, *apart]))
    assert composed.series.tobytes() == side_by_side.series.tobytes()
    assert len(composed.events) == len(side_by_side.events) - 1


FAULTS = {
    "reforms: {ddr: {title: X}}": "extension.reforms.ddr is the name of a reform that ships; choose another name",
    "reforms: {x: {validated: true}}": "extension.reforms.x.validated is not a key",
    "reforms: {x: {effects: {justise: 0.5}}}": "did you mean extension.reforms.x.effects.justice?",
    "reforms: {x: {effects: {justice: 1.5}}}": "reforms.x.effects.justice is 1.5; it must lie in 0..1 (share)",
    "reforms: {x: {prerequisites: {x: 0.5}}}": "is the reform itself; it can only lean on others",
    "reforms: {x: {min_months: 0}}": "extension.reforms.x.min_months is 0; it must lie in 1..240 (months)",
    "shocks: {disaster: {title: X}}": "is the name of a kind of shock that ships; choose another name",
    "shocks: {x: {strikes: {disastre: 0.5}}}": "did you mean extension.shocks.x.strikes.disaster?",
    "indicators: {survey_x: {unit: share}}": "begins with survey_, which marks what people in the world can see",
    "indicators: {x: {sum: {complains: 1}}}": "did you mean extension.indicators.x.sum.complaints?",
    "indicators: {trust_police: {unit: share}}": "is the name of an indicator that ships; choose another name",
    "hooks: [a:b@c]": "extension.hooks is not a key",
}


@pytest.mark.parametrize("content", FAULTS)
def test_a_fault_of_an_extension_is_one_sentence_with_its_line(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Key, value, what is allowed or meant; with file and line."""
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(f"schema: ssrsim.extension/1\n{content}\n", encoding="utf-8")
    with pytest.raises(UsersMistakeError) as told:
        compose_scenario(["extension_file=mine.yaml"])
    lines = [line for line in str(told.value).splitlines() if FAULTS[content] in line]
    assert len(lines) == 1
    assert lines[0].startswith("mine.yaml:2: ")


@pytest.mark.parametrize(
    ("hook", "sentence"),
    [
        ("my_hooks:truth_commission@sum_efects", "is no phase of the month; did you mean sum_effects?"),
        ("no_such_module:f@sum_effects", "importing no_such_module failed: ModuleNotFoundError"),
        ("json:lods@sum_effects", "has no lods; did you mean loads?"),
        ("json:__name__@sum_effects", "no function"),
        ("nobody@sum_effects", "no installed package offers nobody in the group ssrsim.hooks"),
        ("sum_effects", "it must be MODULE:FUNCTION@PHASE or ENTRY_POINT@PHASE"),
    ],
)
def test_a_hook_that_is_not_there_is_told_in_one_sentence(hook: str, sentence: str) -> None:
    """Before anything runs."""
    with pytest.raises(UsersMistakeError) as told:
        run_ensemble(compose_scenario([f"hooks=[{hook}]", "run.replicates=1"]))
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


def test_a_package_offers_a_hook_under_a_short_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point of the group `ssrsim.hooks` is found by its name; the nearest is told for a wrong one."""
    (tmp_path / "offering.py").write_text("class Of:\n    @staticmethod\n    def levy(model):\n        pass\n")
    (tmp_path / "offering-1.0.dist-info").mkdir()
    for name, text in (("METADATA", "Name: offering\nVersion: 1.0\n"),
                       ("entry_points.txt", "[ssrsim.hooks]\nwar_levy = offering:Of.levy\n")):  # fmt: skip
        (tmp_path / "offering-1.0.dist-info" / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    (hook,) = load_hooks(["war_levy@pay_forces"])
    assert (hook.after, hook.function.__name__, len(hook.sha256)) == ("pay_forces", "levy", 64)
    with pytest.raises(UsersMistakeError, match=r"known: war_levy; did you mean war_levy\?"):
        load_hooks(["war_lewy@pay_forces"])


def test_hooks_are_a_list() -> None:
    """The sentence shows one."""
    with pytest.raises(UsersMistakeError, match=r"hooks is a; it must be a list such as \[my_hooks:levy@pay_forces\]"):
        compose_scenario(["hooks=a"])


@pytest.mark.slow
def test_a_hook_that_fails_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its author reads hook, month, error and line, and no results are left."""
    monkeypatch.chdir(tmp_path)
    Path("broken_hook.py").write_text("def divide(model):\n    1 / (model.month - 3)\n", encoding="utf-8")
    small = ("run.replicates=1", "run.months=6", "run.civilians=500", "run.officers=100")
    with pytest.raises(UsersMistakeError, match=r"divide@strike failed in month 3: ZeroDivisionError.*line 2"):
        run_ensemble(compose_scenario([*small, "hooks=[broken_hook:divide@strike]"]))


def test_plans_and_shocks_name_only_what_is_there() -> None:
    """Without the extension its names are unknown, and the sentence lists those that are known."""
    with pytest.raises(UsersMistakeError, match=r"reform is witness_protection; allowed: ddr, "):
        compose_scenario(["+plan.actions.w={reform: witness_protection, start: 1, months: 12, share: 0.1}"])
    with pytest.raises(UsersMistakeError, match=r"kind is drougt; allowed: economic, "):
        compose_scenario(["+shocks.dry={title: Dry, kind: drougt, start: 6, months: 6, size: 0.5}"])
