"""Nobody's luck depends on who else is there, on what is recorded or on what a plan does later."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import worlds
from worlds import CONTEXTS, MONTHS

from ssrsim.config import validated
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.scenario.events import KIND
from ssrsim.world.build import build
from ssrsim.world.fingerprint import fingerprint
from ssrsim.world.world import World, arrays

DONOR = "{title: Inert, kind: bilateral, pledge_usd_m: 0, horizon: 240, fatigue_half_life: 60, strictness: 0.9, " \
        "coordination: 0.1, volatility: 0.5, visibility_preference: 1.0}"  # fmt: skip
MISSION = "{title: Inert, troops: 0, police: 0, mandate: 1.0, start: 1, drawdown: 100, exit: 120}"
SHOCK = "{title: Inert, kind: economic, start: 5, months: 9, size: 0}"
ACTION = "{reform: ddr, start: 100, months: 12, share: 0, priority: 99}"
# arrays with a row for each donor, and with a column or row for each action
OF_DONORS = ("donors", "donor_record", "donor_preferences", "accounts", "allotments", "payments")
OF_ACTIONS = ("actions", "reach", "deeds", "allotments", "payments")
INERT = {
    "donor without money": (f"+donors.zz={DONOR}", OF_DONORS),
    "mission without men": (f"+missions.aa={MISSION}", ("missions",)),
    "shock of size 0": (f"+shocks.zz={SHOCK}", ("shocks",)),
    "action without money": (f"+plan.actions.zz={ACTION}", OF_ACTIONS),
}
OWN_EVENTS = (
    "shock", "authorised", "blocked", "finished", "donor_suspended", "donor_resumed", "mission_drawdown",
    "mission_left",
)  # fmt: skip


def different(one: World, other: World, but: Sequence[str] = ()) -> list[str]:
    """Names of the arrays that differ. Of a log, only its lines count, and not its capacity."""
    theirs = dict(arrays(other))
    names = []
    for name, values in arrays(one):
        if name not in but and name != "events" and values.tobytes() != theirs[name].tobytes():
            names.append(name)
    if "events" not in but and logged(one) != logged(other):
        names.append("events")
    return names


def logged(world: World, without: Sequence[str] = ()) -> list[Any]:
    """The lines of the event log, but for some kinds."""
    lines = world.events[: world.nation.n_events[0]]
    return [tuple(line) for line in lines.tolist() if line[1] not in {KIND[kind] for kind in without}]


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("name", INERT)
def test_inert_newcomer_leaves_every_history_unchanged(
    starts: dict[str, World], ends: dict[str, World], context: str, name: str
) -> None:
    """One more agent that does nothing changes nobody: otherwise plans compared under one seed do not share luck."""
    addition, tables = INERT[name]
    world = worlds.finished(worlds.started(context, [addition]))
    log_length = ("nation", "events")  # the newcomer has lines of its own in the log
    assert different(world, ends[context], (*tables, *log_length)) == []
    assert logged(world, OWN_EVENTS) == logged(ends[context], OWN_EVENTS)
    for column in world.nation.dtype.names:
        if column != "n_events":
            assert world.nation[column].tobytes() == ends[context].nation[column].tobytes(), column


def test_inert_donor_first_in_the_alphabet_leaves_every_history_unchanged(ends: dict[str, World]) -> None:
    """The place of a newcomer in the alphabet must not decide whether it moves everybody else's luck."""
    world = worlds.finished(worlds.started("calm", [f"+donors.aa={DONOR}"]))
    assert different(world, ends["calm"], (*OF_DONORS, "nation", "events")) == []


@pytest.mark.parametrize("part", ["district", "reform", "donor", "group"])
@pytest.mark.parametrize("context", CONTEXTS)
def test_recorders_change_nothing(ends: dict[str, World], context: str, part: str) -> None:
    """Looking must not disturb: records by district, reform, donor or group on or off, same history."""
    world = worlds.finished(worlds.started(context, [f"records.{part}s=false"]))
    assert getattr(world, f"{part}_record").size == 0
    assert different(world, ends[context], (f"{part}_record",)) == []


def test_event_log_switched_off_changes_no_series() -> None:
    """The same for the event log of an ensemble."""
    on, off = (
        run_ensemble(worlds.scenario_of("violent", ["run.replicates=2", f"records.events={wanted}"]))
        for wanted in ("true", "false")
    )
    assert len(on.events) > 0
    assert len(off.events) == 0
    assert on.series.tobytes() == off.series.tobytes()


LATER = {
    "another start of a reform": "plan.actions.army_dissolution.start=20",
    "one more reform": "+plan.actions.new={reform: monitoring, start: 16, months: 24, share: 0.05, priority: 50}",
    "one more action first in line": "+plan.actions.new={reform: ddr, start: 16, months: 8, share: 0.05, priority: 1}",
}


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("change", LATER)
def test_plan_that_differs_later_has_the_same_history_until_then(
    starts: dict[str, World], context: str, change: str
) -> None:
    """Nobody in the model may foresee the plan: histories part at the first difference and not before."""
    first = 20 if "start=20" in LATER[change] else 16
    before = worlds.finished(starts[context], 1, first - 1)
    changed = worlds.finished(worlds.started(context, [LATER[change]]), 1, first - 1)
    # what a plan says stands in `actions`, `reach` and `deeds`, and subjects of events are places in the plan
    assert different(changed, before, (*OF_ACTIONS, "events")) == []
    after = worlds.finished(changed, first, MONTHS)
    assert different(after, worlds.finished(before, first, MONTHS), (*OF_ACTIONS, "events")) != []


@pytest.mark.parametrize("context", CONTEXTS)
def test_shorter_horizon_is_a_prefix(starts: dict[str, World], context: str) -> None:
    """Where a run ends is the observer's choice; nobody in the model may know it."""
    short = worlds.finished(worlds.started(context, ["run.months=13"]), 1, 13)
    long = worlds.finished(starts[context], 1, 13)
    recorded = ("record", "district_record", "reform_record", "donor_record", "group_record")
    assert different(short, long, recorded) == []
    for name in recorded:
        assert getattr(short, name).tobytes() == getattr(long, name)[:14].tobytes()


def test_replicate_does_not_depend_on_how_many() -> None:
    """Asking for more replicates must add worlds, never change the ones seen before."""
    few, many = (run_ensemble(worlds.scenario_of("violent", [f"run.replicates={n}"])) for n in (2, 5))
    assert many.series[:2].tobytes() == few.series.tobytes()
    assert many.series[2].tobytes() != many.series[3].tobytes()


def test_replicates_of_auto_are_those_of_a_number() -> None:
    """A rule that stops may choose how many worlds there are, never which; threads have no say in it."""
    size = (*worlds.SMALLER, "run.months=3")
    auto = worlds.scenario_of("violent", ["run.replicates=auto", "run.threads=2", *size])
    fixed = worlds.scenario_of("violent", ["run.replicates=100", "run.threads=1", *size])
    some, same = run_ensemble(auto, enough=lambda series: len(series) > 50), run_ensemble(fixed)
    assert some.replicates.tolist() == same.replicates.tolist() == list(range(100))
    for name in ("series", "districts", "reforms", "donors", "events"):
        assert getattr(some, name).tobytes() == getattr(same, name).tobytes()


def _turned_round(data: Any) -> Any:
    """The same mapping written in the opposite order, at every level."""
    if isinstance(data, dict):
        return {key: _turned_round(data[key]) for key in reversed(data)}
    return data


@pytest.mark.parametrize("context", CONTEXTS)
def test_order_in_the_file_means_nothing(context: str) -> None:
    """Districts, donors and actions are named, not numbered: two files that say the same are the same scenario."""
    scenario = worlds.scenario_of(context)
    data = json.loads(scenario.model_dump_json())
    other = validated(_turned_round(data))
    assert list(_turned_round(data)["donors"]) != list(data["donors"])
    assert fingerprint(build(other)) == fingerprint(build(scenario))


def test_seeds_and_replicates_name_different_worlds(starts: dict[str, World]) -> None:
    """Paired luck is worth nothing if all worlds are one."""
    from ssrsim.phases.engine import settle

    template = build(worlds.scenario_of("calm"))
    trusts = [settle(template, seed, replicate).civilians.trust_police for seed, replicate in ((1, 0), (1, 1), (2, 0))]
    assert not np.array_equal(trusts[0], trusts[1])
    assert not np.array_equal(trusts[0], trusts[2])
