"""Where two histories part: by name, month and phase, and never where only the text of a plan differs."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.lab.divergence import OF_THE_PLAN, Parting, parting
from ssrsim.lab.row_names import column_text, row_name
from ssrsim.phases.engine import settle
from ssrsim.phases.month import MONTH
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.world import arrays

SMALL = ("run.civilians=500", "run.officers=100", "run.months=40")


def staged(*overrides: str) -> Scenario:
    """Liberia under the staged plan, small."""
    return load_scenario("liberia_2003", ["plan=staged", *SMALL, *overrides])


def parted(changed: Scenario, base: Scenario, replicate: int = 0) -> Parting:
    """Where they part, as plans A and B."""
    return parting(changed, base, ("A", "B"), replicate)


def test_one_plan_under_two_names_never_parts() -> None:
    """Title and name, and an action far beyond the horizon, are no part of the world."""
    found = parted(staged("plan.title=Other", "plan.name=other", "plan.actions.equipment.start=80"), staged())
    assert (found.month, found.entity) == (None, "")
    assert found.lines == ("No month of this world differs in 40 months.",)


def test_a_later_start_parts_in_the_month_of_the_earlier_one() -> None:
    """Vetting at month 14 in place of 12: they part in month 12, when one puts it before politicians."""
    found = parted(staged("plan.actions.vetting.start=14"), staged())
    assert (found.month, found.phase, found.table, found.entity) == (12, "set_agenda", "actions", "vetting")
    first = found.lines[0]
    assert first.startswith("August 2004 (month 12), phase set_agenda: vetting waits under A and ")
    assert "under B" in first
    assert "(because a majority passed it)" in first or "(because those in charge withhold consent)" in first
    assert any("the first event that differs: under B alone: Work on vetting" in line for line in found.lines)
    assert any("the first people whose trust in the police it changes: people of " in line for line in found.lines)


def test_the_other_way_round_is_the_same_place() -> None:
    """Which plan is called first changes the words, not the finding."""
    one, other = staged("plan.actions.vetting.start=14"), staged()
    found, back = parted(one, other), parted(other, one)
    assert found[2:7] == back[2:7]
    assert "vetting waits under A" in found.lines[0]
    assert "and waits under B" in back.lines[0]


def test_an_action_that_one_plan_lacks_is_matched_by_name() -> None:
    """Rows of the plans' tables have other numbers then; no other action may seem to differ."""
    found = parted(staged("~plan.actions.vetting"), staged())
    assert (found.month, found.entity) == (12, "vetting")
    assert "vetting is no part of the plan under A" in found.lines[0]


def test_another_share_parts_where_money_is_shared_out() -> None:
    """Nothing is put before politicians otherwise: it is money that differs first, told in money."""
    found = parted(staged("plan.actions.disarmament.share=0.38"), staged())
    assert found.month is not None
    step = next(step for step in MONTH if step.name == found.phase)
    assert step.part == "programmes"
    assert "USD" in found.lines[0]


@pytest.mark.parametrize("replicate", [0, 1, 2])
def test_before_the_month_of_parting_all_records_are_equal_and_after_it_not(replicate: int) -> None:
    """Held against the records of ordinary runs: none differs before, something does by the end."""
    from ssrsim.lab.ensemble import run_ensemble

    changed, base = staged("plan.actions.payroll.start=5", "run.replicates=3"), staged("run.replicates=3")
    found = parted(changed, base, replicate)
    assert found.month is not None
    series = [run_ensemble(scenario).series[replicate] for scenario in (changed, base)]
    before = slice(0, found.month)
    assert series[0][before].tobytes() == series[1][before].tobytes()
    assert series[0].tobytes() != series[1].tobytes()


def test_every_row_of_every_table_has_a_name() -> None:
    """A place in a table without a name would stop the report, or tell nothing."""
    scenario = staged()
    world = settle(build(scenario), 1, 0)
    for name, values in arrays(world):
        table, _, column = name.partition(".")
        if table in OF_THE_PLAN - {"actions"} or not values.size:
            continue
        last = tuple(np.array(values.shape) - 1)
        for row in (tuple(0 for _ in last), last):
            told = row_name(scenario, world, table, tuple(int(place) for place in row))
            assert told
            assert told.isprintable()
        for field in values.dtype.names or (column,):
            assert column_text(table, field)
    assert row_name(scenario, world, "units", (0,)).startswith("the police of ")
