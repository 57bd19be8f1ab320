"""What the gates run: contexts, plans and three studies, from files that ship; and the page they leave."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from ssrsim.analysis.gates import kind_of, outcomes_of
from ssrsim.config import ConfigFaults
from ssrsim.config.gates import GatesAsked, gates_asked
from ssrsim.config.shipped import config_folder
from ssrsim.config.study import StudyAsked
from ssrsim.lab.gates_contexts import AXES, KINDS, main
from ssrsim.lab.studies import study_of
from ssrsim.records.study_store import Store, open_store
from ssrsim.report.gates import gates
from ssrsim.report.studies import resume
from ssrsim.scenario.study_file import Executor

TINY = {"replicates": 4, "months": 24, "civilians": 500, "officers": 100}
QUICK = gates_asked(["effort=quick"])


def test_contexts_that_ship_are_those_that_are_declared(tmp_path: Path) -> None:
    """Nobody changed one by hand: the table is what the Latin hypercube over the kinds of settlement gives."""
    main(str(tmp_path / "contexts.csv"))
    shipped = config_folder() / "study" / "gates" / "contexts.csv"
    assert (tmp_path / "contexts.csv").read_text("utf-8") == shipped.read_text("utf-8")


def test_contexts_reach_far_and_are_sound() -> None:
    """24 contexts at least, of every kind; each is a scenario without a fault, and axes are covered end to end."""
    study = study_of(QUICK.studies["contexts"])
    kinds = Counter(kind_of(study, point) for point in range(len(study.points)))
    assert len(study.points) >= 24
    assert kinds == {name.replace("_", " "): kind.points for name, kind in KINDS.items()}
    for point in range(len(study.points)):
        assert study.scenario(point * len(study.plans)).country.patronage == pytest.approx(
            study.points[point][[factor.path for factor in study.factors].index("country.patronage")]
        )
    with (config_folder() / "study" / "gates" / "contexts.csv").open(encoding="utf-8") as file:
        patronage = sorted(float(row["country.patronage"]) for row in csv.DictReader(file))
    low, high = AXES["patronage"]
    step = (high - low) / len(patronage)
    assert all(low + step * place <= one + 1e-3 <= low + step * (place + 1) + 2e-3
               for place, one in enumerate(patronage))  # fmt: skip


def test_plans_are_many_and_orders_differ_in_order_only() -> None:
    """40 plans at least; orders have the same reforms, months and shares; no month asks for more than there is."""
    plans = {one.plan.name: one.plan for one in QUICK.studies["contexts"].scenarios}
    assert len(plans) >= 40
    assert {"do_nothing", "adaptive", "only_ddr", "all_but_ddr"} <= set(plans)
    orders = {name: plan for name, plan in plans.items() if plan.title.count(",") == 3}
    assert len([name for name in orders if not name.startswith("late_")]) == 24
    same = {
        tuple(sorted((one.reform, one.longest, one.share) for one in plan.actions.values())) for plan in orders.values()
    }
    assert len(same) == 1
    for plan in orders.values():
        for month in range(1, 121):
            running = [one for one in plan.actions.values()
                       if (one.fixed_start or 0) <= month < (one.fixed_start or 0) + one.longest]  # fmt: skip
            assert sum(one.share for one in running) <= 1 + 1e-9


def test_all_but_one_lacks_that_one() -> None:
    """What is left out is left out whole, and nothing else is."""
    plans = {one.plan.name: one.plan for one in QUICK.studies["contexts"].scenarios}
    everything = {one.reform for one in plans["everything_at_once"].actions.values()}
    without = {one.reform for one in plans["all_but_oversight"].actions.values()}
    assert everything - without == {"parliament_oversight", "audit", "complaints"}


def test_money_is_doubled_and_nothing_else() -> None:
    """The second half of the points is the first with twice the pledges."""
    study = study_of(QUICK.studies["money"])
    n = len(study.points) // 2
    for first, second in zip(study.points[:n], study.points[n:], strict=True):
        for factor, one, two in zip(study.factors, first, second, strict=True):
            assert two == (2 * one if factor.path.endswith("pledge_usd_m") else one)  # pyright: ignore[reportOperatorIssue]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("effort=quikc",), "effort is quikc; allowed: full, quick; did you mean quick?"),
        (("effort=full", "effort=quick"), "effort is given more than once"),
        (("plans=[staged]",), "plans is given by the gates themselves"),
        (("run.civilians=100",), "run.civilians is given by the gates themselves"),
        (("country.patronag=0.3",), "country.patronage"),
    ],
)
def test_what_makes_no_sense_is_told(given: tuple[str, ...], sentence: str) -> None:
    """One sentence for a wrong effort, and for what would make other gates of them."""
    with pytest.raises(ConfigFaults, match=r".") as caught:
        gates_asked(given)
    assert any(sentence in fault for fault in caught.value.faults), caught.value.faults


def test_changes_to_the_model_reach_all_three_studies() -> None:
    """A mechanism that is off is off in each."""
    asked = gates_asked(["effort=quick", "mechanisms.coups=false"])
    assert not any(scenario.mechanisms.coups for one in asked.studies.values() for scenario in one.scenarios)


def test_a_failed_run_has_no_outcome_and_is_counted(study_store: Store) -> None:
    """The run that was set aside is NaN in every outcome; all others have all of them."""
    outcomes = outcomes_of(study_store)
    known = [np.isfinite(values).ravel().tolist() for values in outcomes.values.values()]
    assert outcomes.failed == 1
    assert all(one == [True] * 7 + [False] for one in known)


def test_half_a_study_has_outcomes_too(study_store: Store, folder: Path) -> None:
    """Where shards are missing the table can be made, of what is there."""
    store = open_store(folder)
    store.forget(store.receipts()[1].shard)
    outcomes = outcomes_of(store)
    assert np.isfinite(outcomes.values["peace_months"]).ravel().tolist() == [True] * 3 + [False] * 3 + [True, False]


def _tiny(asked: StudyAsked, plans: tuple[str, ...], rows: slice) -> StudyAsked:
    """The study with few short runs."""
    scenarios = tuple(
        one.model_copy(update={"run": one.run.model_copy(update=TINY)})
        for one in asked.scenarios
        if one.plan.name in plans
    )
    return asked._replace(scenarios=scenarios, rows=asked.rows[rows], executor=Executor(workers=1))


@pytest.mark.slow
def test_the_gates_leave_table_page_and_data_and_go_on(tmp_path: Path) -> None:
    """From nothing to the page; the studies are studies, and the same call does nothing twice."""
    plans = ("do_nothing", "staged", "everything_at_once", "adaptive", "only_ddr", "all_but_ddr")
    studies = {"contexts": _tiny(QUICK.studies["contexts"], plans, slice(0, None, 9)),
               "money": _tiny(QUICK.studies["money"], plans, slice(0, None, 15)),
               "sizes": _tiny(QUICK.studies["sizes"], plans, slice(0, 2))}  # fmt: skip
    asked = GatesAsked(studies, "quick", str(tmp_path / "gates"))
    out = io.StringIO()
    assert gates(asked, command=["ssrsim", "gates"], console=Console(file=out, width=200)) == 0
    assert "gates passed" in out.getvalue()
    assert "not yet: defaults are set by hand" in out.getvalue()
    folder = tmp_path / "gates"
    page = (folder / "gates.html").read_text("utf-8")
    assert page.count("<svg") == 3
    assert "<script" not in page
    with (folder / "gates.csv").open(encoding="utf-8") as file:
        assert {row["gate"] for row in csv.DictReader(file)} == {"0", "1", "2", "3", "4", "5"}
    for name in ("regret", "signs", "convergence"):
        assert len((folder / "figures" / f"{name}.csv").read_text("utf-8").splitlines()) > 1
    outcomes = outcomes_of(open_store(folder / "contexts"))
    assert np.isfinite(outcomes.values["peace_months"]).all()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    assert resume(str(folder / "contexts"), Executor(workers=1), Console(file=out)) == 0
    assert gates(asked, command=["ssrsim", "gates"], console=Console(file=out, width=200)) == 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")} == before
    assert (folder / "gates.html").read_text("utf-8") == page
