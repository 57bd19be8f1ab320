"""What is asked of a study: files and overrides that make one, and faults told all at once, with file and line."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml
from small_study import faults, written

from ssrsim.config import ConfigFaults, choices, compose_scenario, config_folder
from ssrsim.config.schema import schema_of
from ssrsim.config.shipped import STUDIES
from ssrsim.config.study import study_asked
from ssrsim.lab.studies import study_of
from ssrsim.scenario.starting import starting_plan, starting_study, write_starting_file
from ssrsim.scenario.study_file import StudyFile

TWO = "plans=[do_nothing,staged]"


@pytest.mark.parametrize("name", choices(STUDIES))
def test_a_shipped_study_is_sound_and_bears_its_name(name: str) -> None:
    """What ships must run: every cell of it is a scenario without contradictions (20 are looked at here)."""
    study = study_of(study_asked([f"study={name}"]))
    assert study.name == name
    assert len(study.plans) > 1
    assert study.factors
    assert study.n_runs <= 2_500


@pytest.mark.parametrize("name", choices(STUDIES))
def test_a_shipped_study_is_of_the_schema(name: str) -> None:
    """The published schema accepts what ships."""
    data = yaml.safe_load((config_folder() / STUDIES / f"{name}.yaml").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema_of("study")).validate(data)
    assert not jsonschema.Draft202012Validator(schema_of("study")).is_valid({**data, "design": {"kind": "lsh"}})


def test_a_starting_file_is_valid_as_it_stands_and_tells_every_key(tmp_path: Path) -> None:
    """A file that the program itself writes must run, and show whoever fills it in what else there is."""
    text = starting_study("mine")
    asked = study_asked([f"study_file={written(tmp_path, text)}"])
    assert (asked.name, len(asked.scenarios), len(asked.factors)) == ("mine", 2, 2)
    study_of(asked)
    for key in (*StudyFile.model_fields, "kind", "points", "levels", "seed", "workers", "memory_gb", "address"):
        assert f"{key}:" in text
    assert all(kind in text for kind in ("grid", "lhs", "sobol", "morris", "rows"))
    assert max(map(len, text.splitlines())) <= 120
    jsonschema.Draft202012Validator(schema_of("study")).validate(yaml.safe_load(text))


def test_a_starting_file_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ssrsim new study mine` writes mine.yaml."""
    monkeypatch.chdir(tmp_path)
    assert write_starting_file("study", "mine").read_text(encoding="utf-8") == starting_study("mine")


def test_what_is_typed_stands_over_the_file() -> None:
    """Plans, design, spans, the executor and settings can all be changed without another file."""
    typed = ("plans=[staged]", "design=lhs", "design.points=5", "executor.workers=1", "over.donors.all.horizon=[12,24]",
             "run.replicates=3", "output=there", "title=Mine")  # fmt: skip
    asked = study_asked(["study=first_look", *typed])
    assert [scenario.plan.name for scenario in asked.scenarios] == ["staged"]
    assert (asked.design.kind, asked.design.points, asked.executor.workers) == ("lhs", 5, 1)
    assert [factor.path for factor in asked.factors] == ["country.patronage", "donors.all.horizon"]
    assert asked.scenarios[0].run.replicates == 3
    assert (asked.output, asked.title) == ("there", "Mine")


def test_plans_alone_are_a_study_of_one_point() -> None:
    """Where nothing is varied there is one point, the scenario as it is."""
    study = study_of(study_asked([TWO]))
    assert (study.points, study.n_cells, study.factors) == (((),), 2, ())


def test_a_single_plan_that_is_typed_stands_in_place_of_those_of_the_file() -> None:
    """plan=NAME is how every other command takes a plan."""
    assert [one.plan.name for one in study_asked(["study=first_look", "plan=staged"]).scenarios] == ["staged"]


def test_a_scenario_that_is_typed_stands_in_place_of_that_of_the_file() -> None:
    """The same question is asked of another country."""
    assert {one.country.name for one in study_asked(["study=first_look", "scenario=liberia_2003"]).scenarios} == {
        "liberia_2003"
    }


@pytest.mark.parametrize("typed", [
    "over=country.patronage", "over=[country.patronage]", "over.country.patronage=", "+over=[country.patronage]",
    "over.country.patronage=[0,1]", "over.country.patronage={low:0,high:1}", "over={country.patronage:null}",
])  # fmt: skip
def test_what_varies_can_be_written_in_many_ways(typed: str) -> None:
    """All of these mean the whole range of one key."""
    (factor,) = study_asked([typed]).factors
    assert (factor.path, factor.low, factor.high) == ("country.patronage", 0, 1)


BAD = """schema: ssrsim.study/1
nme: x
plans: [do_nothing, oversight_frst]
design: {kind: lsh, points: 0, sed: 3}
over:
  country.patronag: [0.2, 0.9]
  donors.all.horizon: [0, 60]
run: {replicates: 3}
overrides:
  - output=foo
  - hooks=[a:b@pay_forces]
  - scenario=settlement
  - run.threads=2
  - run.replicats=10
  - country.police_per_1000=500
  - design.points=3
"""


def test_all_faults_of_a_file_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    """Whoever mends a file does so once."""
    file = written(tmp_path, BAD)
    told = faults(f"study_file={file}")
    assert all(fault.startswith(f"{file}:") for fault in told)
    lines = [int(fault.removeprefix(f"{file}:").split(":")[0]) for fault in told]
    assert lines == [2, 3, 4, 4, 4, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16]
    for words in ("did you mean name?", "did you mean oversight_first?", "did you mean lhs?", "1..1,000,000 (points)",
                  "did you mean design.seed?", "did you mean country.patronage?", "1..600 (months)", "overrides: [run.",
                  "type output=NAME", "a file runs none by itself", "scenario: NAME", "executor: {workers: NUMBER}",
                  "did you mean run.replicates?", "0.05..20 (per 1,000 people)", "key of the study file"):  # fmt: skip
        assert any(words in fault for fault in told), words


@pytest.mark.parametrize(("text", "said"), [
    ("plans: staged", "asked.yaml:1: plans is staged; it must be a list such as [staged]"),
    ("design: lhs", "asked.yaml:1: design is lhs; it must be a mapping of keys to values, such as {kind: lhs"),
    ("design: {kind: lhs}", "asked.yaml:1: design is lhs but nothing is varied"),
    ("scenario: setlement", "did you mean settlement?"),
    ("schema: ssrsim.plan/1", "give this file as plan_file= to ssrsim run"),
    ("plans: [staged, staged]", "plans has staged twice"),
    ("plans: [a, a", "is not YAML"),
    ("", "it is empty"),
    ("points: 3", "points is not a key; did you mean design.points?"),
    ("over: [country.patronage]", "over is [country.patronage]; it must be a mapping"),
    ("over: {country.patronage: 0.5}", "asked.yaml:1: country.patronage is given 0.5"),
    ("design: {kind: rows, rows: [{country.patronage: [1]}]}", "row 1 of the design has country.patronage [1]"),
    ("design: {kind: rows, rows: [{country.patronage: x}]}", "country.patronage is given x; it must be a number"),
    ("design: {rows: [{country.patronage: 0.5}]}", "points are given, but design is grid; say design=rows"),
    ("overrides: [scenario_file=none.yaml]", "none.yaml: it cannot be read"),
    ("over: {country.patronage: {values: [0.1, 0.1]}}", "has the value 0.1 twice"),
])  # fmt: skip
def test_a_fault_of_a_file_is_told_in_words(tmp_path: Path, text: str, said: str) -> None:
    """One sentence that names key, value and what is allowed."""
    told = faults(f"study_file={written(tmp_path, text)}")
    assert any(said in fault for fault in told), told
    assert all(fault.isprintable() for fault in told)


@pytest.mark.parametrize(("arguments", "said"), [
    (["study=first_look", "study_file=x.yaml"], "study and study_file are both given"),
    (["study=first_look", "study=first_look"], "study is given twice"),
    (["study=frist_look"], "did you mean first_look?"),
    (["study=mine.yaml"], "give it as study_file=mine.yaml"),
    (["study_file=none.yaml"], "cannot be read: No such file"),
    (["study_file="], "must be the name of a YAML or JSON file"),
    (["over=[country.patronage,country.patronage]"], "country.patronage is varied twice"),
    (["over=[country.patronage]", "over.country.patronage=[0,1]"], "country.patronage is varied twice"),
    (["over=[donors.us.horizon,donors.all.horizon]"], "varied twice, also as donors.us.horizon"),
    (["over=3"], "over is 3; it must be a list of keys"),
    (["over=a,b"], "write over=[a,b]"),
    (["over"], "over has no value"),
    (["~over"], "takes away a key of the study"),
    (["over=[country.patronag]"], "did you mean country.patronage?"),
    (["over=[run.seed]"], "run.seed cannot be varied"),
    (["design=lhs"], "nothing is varied"),
    (["design=rows"], "there are none; name a CSV file"),
    (["design=rows", "design.file=none.csv"], "none.csv: it cannot be read: No such file"),
    (["design=lsh"], "did you mean lhs?"),
    (["design=lhs", "design=grid"], "design is given twice"),
    (["design.pionts=3"], "did you mean design.points?"),
    (["executor=3"], "executor has the keys workers, memory_gb and address"),
    (["executor.wokers=3"], "did you mean executor.workers?"),
    (["plans=[staged,staged]"], "plans has staged twice"),
    (["plans=[staged]", "plans=[do_nothing]"], "plans is given twice"),
    (["plans=a,b"], "write plans=[a,b]"),
    (["plans=3"], "it must be a list such as [do_nothing, staged]"),
    (["plan=staged", TWO], "plans and plan are both given"),
    (["plns=[staged]"], "did you mean plans?"),
    (["run.threads=2"], "executor.workers=NUMBER"),
    (["profile=true"], "of no use in a study"),
    (["-m", "study=first_look"], "-m is not an option"),
    (["output=a", "output=b"], "output is given more than once"),
    (["run.replicates=0"], "it must lie in 1..100,000 (runs)"),
])  # fmt: skip
def test_a_fault_of_what_is_typed_is_told_in_words(arguments: list[str], said: str) -> None:
    """One sentence, and what to type instead."""
    told = faults(*arguments)
    assert any(said in fault for fault in told), told


@pytest.mark.parametrize("key", ["study", "study_file", "over", "design", "executor.workers"])
def test_a_key_of_studies_is_not_one_of_a_run(key: str) -> None:
    """Whoever types it after `ssrsim run` is told where it belongs."""
    with pytest.raises(ConfigFaults) as caught:
        compose_scenario([f"{key}=x"])
    assert caught.value.faults == (f"{key} is a key of studies; give it to ssrsim sweep",)


def test_lists_of_plans_belong_to_two_commands() -> None:
    """Whoever types several plans after `ssrsim run` wants to compare them, or to study them."""
    with pytest.raises(ConfigFaults) as caught:
        compose_scenario(["plans=[a,b]"])
    said = "plans is a key of comparisons and studies; give it to ssrsim compare or ssrsim sweep"
    assert caught.value.faults == (said,)


def test_a_study_is_not_taken_for_another_kind_of_file(tmp_path: Path) -> None:
    """The schema of a file says what it is, and the fault says how to use it."""
    with pytest.raises(ConfigFaults, match="give this file as study_file= to ssrsim sweep"):
        compose_scenario([f"plan_file={written(tmp_path, starting_study('mine'))}"])
    told = faults(f"study_file={written(tmp_path, starting_plan('mine'))}")
    assert "give this file as plan_file= to ssrsim run" in told[0]
