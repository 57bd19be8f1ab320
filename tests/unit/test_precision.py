"""As many runs as a precision takes: the two half-widths, the first sufficient batch, the cap, and what is told."""

from __future__ import annotations

import io
import json
import types
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.intervals import proportion_interval
from ssrsim.analysis.precision import (
    BATCH,
    MOST_RUNS,
    HalfWidths,
    enough,
    half_widths,
    half_widths_told,
    precision_in_words,
)
from ssrsim.analysis.summary import summarise
from ssrsim.config import ConfigFaults, compose_scenario
from ssrsim.lab import ensemble, hooked
from ssrsim.phases.engine import BrokenInvariant
from ssrsim.records.results import Results
from ssrsim.report import run as report_run
from ssrsim.report.describe import describe_scenario
from ssrsim.scenario.as_file import as_file
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.world import (
    DISTRICT_RECORD_DTYPE,
    DONOR_RECORD_DTYPE,
    GROUP_RECORD_DTYPE,
    RECORD_DTYPE,
    REFORM_RECORD_DTYPE,
)

AUTO = "run.replicates=auto"


def made_up_runs(hits: int, trust: Sequence[float]) -> list[np.ndarray]:
    """Records of three months; the first so many runs see recurrence in the second."""
    runs = [np.zeros(4, RECORD_DTYPE) for _ in trust]
    for place, (run, end) in enumerate(zip(runs, trust, strict=True)):
        run["recurrence_25"][2:] = place < hits
        run["trust_police"] = [0.9, 0.9, 0.9, end]
    return runs


def record_of_luck(template: object, scenario: Scenario, replicate: int, threads: int = 1) -> ensemble.Record:
    """A replicate that is a few draws: recurrence in a fifth of the runs, trust with a standard deviation of .3."""
    if replicate == 7:
        raise BrokenInvariant(2, "people are not conserved")
    luck = np.random.default_rng((scenario.run.seed, replicate))
    (series,) = made_up_runs(int(luck.random() < 0.2), [luck.normal(0.5, 0.3)])
    months, country = 4, scenario.country
    return ensemble.Record(
        series,
        np.zeros((months, len(country.districts)), DISTRICT_RECORD_DTYPE),
        np.zeros((months, len(scenario.reforms)), REFORM_RECORD_DTYPE),
        np.zeros((months, len(scenario.donors)), DONOR_RECORD_DTYPE),
        np.zeros((months, len(country.groups)), GROUP_RECORD_DTYPE),
        np.zeros(0, ensemble.EVENT_DTYPE),
    )


@pytest.fixture
def lucky(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lab with draws in the place of worlds: what is tested is when it stops."""
    monkeypatch.setattr(ensemble, "_one", record_of_luck)
    monkeypatch.setattr(ensemble, "build", lambda scenario: None)
    monkeypatch.setattr(ensemble, "compile_steps", lambda *_: None)


def run(*overrides: str, **more: Any) -> Results:
    """An ensemble of draws that stops by the rule of `precision`."""
    scenario = compose_scenario([AUTO, "run.months=3", *overrides])
    return ensemble.run_ensemble(scenario, enough=lambda runs: enough(runs, scenario.run.half_width), **more)


def test_half_widths_are_those_of_the_two_intervals() -> None:
    """Half of Wilson's interval, and t times the standard error: 2.0096 for 50 runs."""
    trust = np.linspace(0.2, 0.8, 50)
    found = half_widths(made_up_runs(10, trust))
    share = proportion_interval(10, 50)
    assert found.recurrence_25 == (share.high - share.low) / 2
    assert found.trust_police_end == pytest.approx(2.00958 * trust.std(ddof=1) / 50**0.5, rel=1e-5)


def test_half_widths_are_those_of_the_summary() -> None:
    """The table of a report and the rule must not disagree about how precise a number is."""
    results = made_up_results()
    rows = {row.name: row for row in summarise(results)}
    for name, half in half_widths(results.series)._asdict().items():
        assert half == pytest.approx((rows[name].high - rows[name].low) / 2)


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_runs_are_never_enough(n: int) -> None:
    """Where every run failed there is no interval, which is not a narrow one."""
    runs = made_up_runs(0, [0.5] * n)
    assert np.isnan(half_widths(runs).trust_police_end)
    assert not enough(runs, 0.5)


def test_both_must_be_narrow_enough() -> None:
    """Trust is known soon, recurrence late; the wider decides."""
    runs = made_up_runs(25, [0.5, 0.51] * 25)
    widths = half_widths(runs)
    assert widths.trust_police_end < 0.01 < 0.1 < widths.recurrence_25
    assert enough(runs, widths.recurrence_25)
    assert not enough(runs, widths.recurrence_25 - 1e-9)


@pytest.mark.usefixtures("lucky")
@pytest.mark.parametrize("half_width", [0.2, 0.1, 0.06])
def test_auto_stops_after_the_first_sufficient_batch(half_width: float) -> None:
    """Whole batches, no batch more than it takes and none less."""
    results = run(f"run.half_width={half_width}")
    series, replicates = results.series, results.replicates
    assert results.tried % BATCH == 0
    for end in range(BATCH, results.tried + 1, BATCH):
        assert enough(series[replicates < end], half_width) == (end == results.tried)
    assert [failed.replicate for failed in results.failed] == [7]


@pytest.mark.usefixtures("lucky")
def test_auto_makes_the_same_runs_as_that_number() -> None:
    """Which runs there are is decided, never what is in them: whoever repeats it with the number gets the same."""
    results = run("run.half_width=0.08")
    fixed = ensemble.run_ensemble(compose_scenario([f"run.replicates={results.tried}", "run.months=3"]))
    assert results.replicates.tolist() == fixed.replicates.tolist()
    assert results.series.tobytes() == fixed.series.tobytes()
    assert results.failed == fixed.failed


@pytest.mark.usefixtures("lucky")
@pytest.mark.parametrize("threads", [1, 2, 7])
def test_auto_does_not_depend_on_threads(threads: int) -> None:
    """A machine with more cores must not see another number of runs."""
    results = run("run.half_width=0.07", f"run.threads={threads}")
    assert (results.tried, results.replicates.tolist()) == (150, [n for n in range(150) if n != 7])


@pytest.mark.usefixtures("lucky")
def test_auto_gives_up_at_its_most_and_says_so() -> None:
    """Nobody waits for ever for a precision that would take a hundred thousand runs."""
    told: list[tuple[int, int]] = []
    results = run("run.half_width=0.001", report=lambda done, total: told.append((done, total)))
    assert results.tried == MOST_RUNS
    assert told[0] == (1, BATCH)
    assert told[-1] == (MOST_RUNS, MOST_RUNS)
    assert precision_in_words(results) == (
        "Runs: 2,000, the most that auto makes; the 95 % intervals of recurrence and of trust in the police are not "
        "at most 0.001 either side: 0.0174 and 0.0129"
    )


@pytest.mark.usefixtures("lucky")
def test_auto_without_a_rule_is_refused() -> None:
    """From Python the rule must be given; without it there would be no end."""
    with pytest.raises(ValueError, match="is auto and nothing says when it is enough"):
        ensemble.run_ensemble(compose_scenario([AUTO]))


def test_hooks_stop_by_the_same_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow path makes the runs that the fast one makes."""
    monkeypatch.setattr(hooked, "_one", lambda scenario, replicate, hooks: record_of_luck(None, scenario, replicate))
    for name in ("build", "compile_steps", "load_hooks"):
        monkeypatch.setattr(hooked, name, lambda *_: None)
    results = run("run.half_width=0.07", "hooks=['x:y@pay_forces']")
    assert (results.tried, len(results.failed)) == (150, 1)


def test_precision_is_told_only_where_it_was_asked_for() -> None:
    """A given number of runs is nobody's precision."""
    results = made_up_results()
    assert precision_in_words(results) is None
    assert half_widths_told(results) is None


def auto_results(n: int = 50, half_width: float = 0.2) -> Results:
    """Made-up results as auto leaves them."""
    results = made_up_results(made_up_scenario(replicates=n))
    run = results.scenario.run.model_copy(update={"replicates": "auto", "half_width": half_width})
    changed: Any = {**vars(results), "scenario": results.scenario.model_copy(update={"run": run})}
    return Results(**changed)


def test_what_was_reached_is_in_the_terminal_the_report_and_the_manifest(tmp_path, monkeypatch) -> None:
    """Whoever finds 250 runs in a folder must find why they are 250."""
    results = auto_results()
    fake = types.SimpleNamespace(compile_model=lambda *_: None, run_ensemble=lambda *_: results)
    modules = {"ssrsim.lab.ensemble": fake}
    real = report_run.import_module
    monkeypatch.setattr(report_run, "import_module", lambda name: modules.get(name) or real(name))
    out = io.StringIO()
    console = Console(file=out, width=160)
    done = report_run.run_scenario(results.scenario, command=["ssrsim"], output=str(tmp_path / "run"), console=console)
    told = precision_in_words(results)
    assert told is not None
    assert told.startswith(
        "Runs: 50, until the 95 % intervals of recurrence and of trust in the police are at most 0.2"
    )
    assert told in out.getvalue()
    assert told in (done.folder / "report.html").read_text("utf-8")
    manifest = json.loads((done.folder / "manifest.json").read_text("utf-8"))
    assert manifest["replicates"] == {"asked": "auto", "delivered": 50, "failed": 0}
    reached = half_widths(results.series)
    assert manifest["half_widths"] == {"wanted": 0.2, **reached._asdict()}
    assert list(HalfWidths._fields) == [row.name for row in summarise(results) if row.name in HalfWidths._fields]


def test_auto_survives_a_file_and_is_described(tmp_path) -> None:
    """`--cfg job` keeps what was asked for, not what came of it; `describe` says what decides."""
    scenario = compose_scenario([AUTO, "run.half_width=0.02"])
    (tmp_path / "job.yaml").write_text(as_file(scenario), encoding="utf-8")
    assert compose_scenario([f"scenario_file={tmp_path / 'job.yaml'}"]).digest() == scenario.digest()
    out = io.StringIO()
    describe_scenario(scenario, Console(file=out, width=200))
    assert "50 to 2,000 runs of 120 months" in out.getvalue()
    assert (
        "intervals of recurrence and of trust in the police at the end are at most 0.02 either side" in out.getvalue()
    )


BAD = {
    "atuo": "is the text 'atuo'; it must be a whole number in 1..100,000 (runs), or be auto",
    "0": "is 0; it must lie in 1..100,000 (runs), or be auto",
    "2.5": "is 2.5; it must be a whole number in 1..100,000 (runs), or be auto",
    "null": "is null; it must be a whole number in 1..100,000 (runs), or be auto",
}


@pytest.mark.parametrize(("value", "said"), BAD.items())
def test_what_is_neither_number_nor_auto_is_told_both(value: str, said: str) -> None:
    """The sentence names all that may stand there."""
    with pytest.raises(ConfigFaults) as caught:
        compose_scenario([f"run.replicates={value}"])
    assert caught.value.faults == (f"run.replicates {said}",)
