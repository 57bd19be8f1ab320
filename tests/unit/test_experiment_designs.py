"""Experiments in the model: what is drawn, which worlds arms share, what a run leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ssrsim import load_scenario
from ssrsim.config.shipped import VALIDATION, choices, config_folder
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.lab.experiment_runs import SPREAD, run_tasks
from ssrsim.lab.experiments import Arm, Effort, Experiment, Orders, Spread, Switches, read_experiment
from ssrsim.lab.sampling import Task, arms_of, tasks_of, years_of
from ssrsim.records.results import Results
from ssrsim.scenario.mechanisms import Mechanisms

FOLDER = config_folder() / VALIDATION
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "patterns")
MANY_PARTS = ("other_endings", "interviews")  # seconds to compose


def experiment(**given: Any) -> Experiment:
    """A tiny one: three settlements, two arms, two worlds each."""
    tiny: dict[str, Any] = {
        "name": "tiny", "title": "Tiny", "months": 12, "civilians": 500, "officers": 100,
        "overrides": ("plan=do_nothing",),
        "choices": {"missions": {"none": 1, "thin": 1}},
        "over": {"fighters": Spread(low=1000, high=100_000, scale="log", source="assumed",
                                    sets={"country.factions.all.fighters": 1,
                                          "country.factions.all.finance_usd_m": 0.0002}),
                 "country.patronage": Spread(low=0.2, high=0.9, source="assumed")},
        "arms": {"with": Arm(), "without": Arm(overrides=("mechanisms.sanctions=false",))},
        "points": Effort(full=3, quick=2), "replicates": Effort(full=2, quick=1),
    }  # fmt: skip
    return Experiment(**{**tiny, **given})


def measure(run: Results) -> dict[str, Any]:
    """Two numbers of a run."""
    return {"trust": float(run.values("trust_police")[0, -1]), "police": int(run.values("police_strength")[0, -1])}


def test_arms_share_points_and_worlds() -> None:
    """What is drawn and which random world is the same in both arms: only the change differs."""
    tasks = tasks_of(experiment(), "full", load_scenario)
    first, second = ([task for task in tasks if task.arm == arm] for arm in ("with", "without"))
    assert [task.drawn for task in first] == [task.drawn for task in second]
    assert (
        [task.replicates for task in first]
        == [task.replicates for task in second]
        == [range(0, 2), range(2, 4), range(4, 6)]
    )
    assert len({tuple(task.drawn.items()) for task in first}) == 3
    here, there = first[0].scenario(), second[0].scenario()
    assert here.mechanisms.sanctions
    assert not there.mechanisms.sanctions
    assert here.model_copy(update={"mechanisms": there.mechanisms}) == there


def test_what_is_drawn_reaches_the_scenario() -> None:
    """A spread moves all its keys, whole numbers stay whole, a choice brings its file."""
    for task in tasks_of(experiment(), "full", load_scenario):
        scenario = task.scenario()
        assert scenario.country.patronage == pytest.approx(float(task.drawn["country.patronage"]))
        fighters = round(float(task.drawn["fighters"]))
        for faction in scenario.country.factions.values():
            assert faction.fighters == fighters
            assert faction.finance_usd_m == pytest.approx(float(task.drawn["fighters"]) * 0.0002)
        assert (task.drawn["missions"] == "none") == (not scenario.missions)
        assert 1000 <= fighters <= 100_000


def test_a_latin_hypercube_covers_each_range_once() -> None:
    """One point in each part of a range, on the scale of the range; choices by weight."""
    many = experiment(points=Effort(full=20, quick=2), choices={"missions": {"none": 3, "thin": 1}})
    drawn = [task.drawn for task in tasks_of(many, "full", load_scenario) if task.arm == "with"]
    parts = sorted(int((np.log(float(one["fighters"])) - np.log(1000)) / np.log(100) * 20) for one in drawn)
    assert parts == list(range(20))
    assert sum(one["missions"] == "none" for one in drawn) == 15


def test_years_are_known_before_anything_is_composed() -> None:
    """For progress; the same as the sum over tasks."""
    for effort in ("full", "quick"):
        assert years_of(experiment(), effort) == sum(
            task.years for task in tasks_of(experiment(), effort, load_scenario)
        )


def test_orders_and_switches_become_arms() -> None:
    """Different orders, each reform once; every switch at full effort, a handful at quick."""
    orders = Orders(reforms=("ddr", "vetting", "training"), months=10, share=0.5, sample=Effort(full=99, quick=2))
    arms = arms_of(experiment(arms={}, orders=orders), "full")
    assert len(arms) == 6  # there are no more
    assert len(arms_of(experiment(arms={}, orders=orders), "quick")) == 2
    assert all("start: 21" in arm.overrides[-1] and len(arm.overrides) == 4 for arm in arms.values())
    switches = Switches(quick=("norms",))
    assert set(arms_of(experiment(switches=switches), "quick")) == {"with", "without", "without_norms"}
    assert len(arms_of(experiment(arms={}, switches=switches), "full")) == len(Mechanisms.model_fields)


def test_runs_are_those_of_the_model_and_do_not_depend_on_threads() -> None:
    """A row is what an ensemble of the same scenario gives; the order is that of arms, points and replicates."""
    tasks = tasks_of(experiment(), "full", load_scenario)
    told: list[float] = []
    alone = run_tasks(tasks, measure, 0, told.append, threads=1)
    together = run_tasks(tasks, measure, 0, lambda years: None, threads=3)
    assert alone.rows == together.rows
    assert sum(told) == pytest.approx(years_of(experiment(), "full"))
    assert [(row["arm"], row["point"], row["replicate"]) for row in alone.rows[:4]] == [
        ("with", 0, 0), ("with", 0, 1), ("with", 1, 2), ("with", 1, 3)]  # fmt: skip
    scenario = tasks[0].scenario()
    run = scenario.run.model_copy(update={"replicates": 2})
    results = run_ensemble(scenario.model_copy(update={"run": run}))
    assert [row["trust"] for row in alone.rows[:2]] == pytest.approx(list(results.values("trust_police")[:, -1]))
    assert all(0 < row[SPREAD] < 0.5 for row in alone.rows)


def test_interviews_are_answers_of_people() -> None:
    """Scales of four, their means what lies behind them, the same people whenever they are asked."""
    tasks = tasks_of(experiment(arms={"all": Arm()}, points=Effort(full=1, quick=1)), "quick", load_scenario)
    asked = run_tasks(tasks, measure, 2000, lambda years: None)
    assert asked.rows == run_tasks(tasks, measure, 2000, lambda years: None).rows
    assert 1500 < len(asked.rows) < 2000  # some refuse
    for name in ("trust", "corrupt", "performs"):
        answers = np.array([row[name] for row in asked.rows])
        behind = np.array([row[f"felt_{name}"] for row in asked.rows])
        assert set(np.unique(answers)) <= {0, 1, 2, 3}
        assert answers.mean() == pytest.approx(behind.mean(), abs=0.15)
    assert {row["urban"] for row in asked.rows} == {0, 1}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name in MANY_PARTS else ()) for name in NAMES]
)
def test_every_experiment_that_ships_composes(name: str) -> None:
    """Every arm at its first and last point is a sound scenario; both efforts ask for something, quick for less."""
    shipped = read_experiment(FOLDER, name)
    assert shipped.name == name
    tasks = tasks_of(shipped, "quick", load_scenario)
    ends: dict[str, list[Task]] = {}
    for task in tasks:
        ends.setdefault(task.arm, []).append(task)
    for of_arm in ends.values():
        assert of_arm[0].scenario().run.months == of_arm[-1].scenario().run.months
    assert 0 < years_of(shipped, "quick") <= years_of(shipped, "full")


def test_countries_that_do_not_ship_are_left_out() -> None:
    """Nine are named, those are run that are there."""
    arms = read_experiment(FOLDER, "countries").arms
    assert set(arms) <= set(choices("scenario"))
    assert "liberia_2003" in arms
    assert "validation" not in choices("study")
    assert Path(FOLDER).name not in {"plan", "country"}


def test_ranges_and_sources_are_taken_over() -> None:
    """Other endings are drawn like settlements but for what they say themselves; every range has a source."""
    settlements, other = read_experiment(FOLDER, "settlements"), read_experiment(FOLDER, "other_endings")
    assert other.over == settlements.over
    assert other.choices == settlements.choices
    assert "plan" not in read_experiment(FOLDER, "implementation").choices
    assert all(spread.source for spread in settlements.over.values())
