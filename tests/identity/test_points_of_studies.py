"""A point of a study is what it would be alone: neither other points, nor their order, nor other plans move it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssrsim import load_scenario
from ssrsim.config.study import study_asked
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.lab.shards import tables_of
from ssrsim.lab.studies import study_of
from ssrsim.records.tables import series_table
from ssrsim.scenario.study import Shard, Study

SIZE = ("run.civilians=500", "run.officers=100", "run.months=8", "run.replicates=2")
WEAK, STRONG = 0.25, 0.75


def study(tmp_path: Path, plans: str, *patronage: float) -> Study:
    rows = tmp_path / "rows.csv"
    rows.write_text("country.patronage\n" + "".join(f"{share}\n" for share in patronage), encoding="utf-8")
    asked = study_asked(["scenario=settlement", f"plans=[{plans}]", "design=rows", f"design.file={rows}", *SIZE])
    return study_of(asked)


def series(of: Study, patronage: float, plan: str) -> list[dict[str, object]]:
    """The months of one cell, without the number of its point."""
    cell = of.points.index((patronage,)) * len(of.plans) + of.plan_names.index(plan)
    table = tables_of(of, Shard(cell * of.replicates, of.replicates))[0]["series"]
    return table.drop_columns(["point", "plan"]).to_pylist()


@pytest.mark.parametrize("plan", ["do_nothing", "staged"])
def test_a_point_is_the_same_alone_among_others_and_as_a_run(tmp_path: Path, plan: str) -> None:
    """Bit by bit: the row of a design alone, second of two, and the ensemble that `ssrsim run` makes of it."""
    among = series(study(tmp_path, "staged,do_nothing", WEAK, STRONG), STRONG, plan)
    alone = series(study(tmp_path, plan, STRONG), STRONG, plan)
    run = run_ensemble(load_scenario("settlement", [f"plan={plan}", f"country.patronage={STRONG}", *SIZE]))
    assert among == alone == series_table(run).to_pylist()
    assert among != series(study(tmp_path, plan, WEAK), WEAK, plan)
