"""Single steps of a month: what officers, civilians and armed groups do, and what those who watch them make of it.

Whole runs would need many worlds to show it. Each test makes two or three copies of one small country that differ in
one cause, lets a few phases act on them and compares: what holds, holds in every row and without chance.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from steps import STEPS, after, start

import ssrsim.phases
from ssrsim.phases.engine import advance, run_whole
from ssrsim.phases.month import MONTH
from ssrsim.scenario.events import KIND
from ssrsim.scenario.indicators import is_observed
from ssrsim.world import streams
from ssrsim.world.columns import TABLES
from ssrsim.world.fingerprint import fingerprint, reordered
from ssrsim.world.table import rows_of
from ssrsim.world.world import EFFECT, World

POLICE, BRIBED = 1, 3


def test_rows_may_be_stored_in_any_order() -> None:
    """16: three months of a country whose rows of people were shuffled are the same months, bit by bit."""
    order = np.random.default_rng(2)
    people = (rows_of(table) for table in (start().civilians, start().officers))
    shuffled = reordered(start(), *(order.permutation(rows) for rows in people))
    worlds = [start().copied(), shuffled]
    for world in worlds:
        advance(world, 1, 3)
    assert worlds[0].officers.generation.sum() > 0
    assert fingerprint(worlds[0]) == fingerprint(worlds[1])


DRAWN_TWICE = {  # streams from which two functions draw, and why that is no shared luck
    "CASES": "other draws of an address",
    "CLASH": "other draws of an address",
    "FLIGHT": "other numbers of an address",
    "REGISTERS": "other identities: of the country, of districts, of reforms",
    "SETTLEMENT_OFFICER": "month 0 of an address for units, month 1 for officers",
}


def test_no_two_decisions_share_a_draw() -> None:
    """65: a stream of random numbers belongs to one decision; two decisions of one luck would go together for ever."""
    users: dict[str, set[str]] = defaultdict(set)
    for path in sorted(Path(ssrsim.phases.__path__[0]).glob("*.py")):
        for name, function in _names_of_streams(ast.parse(path.read_text(encoding="utf-8"))):
            users[name].add(f"{path.stem}.{function}")
    assert set(users) == {name for name, value in vars(streams).items() if type(value) is np.uint32 and name[0] != "_"}
    assert {name for name, functions in users.items() if len(functions) > 1} == set(DRAWN_TWICE)
    assert all(len(functions) <= 3 for functions in users.values())


def _names_of_streams(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Names that a module has from `streams`, each with the function that reads it."""
    imports = [node for node in module.body if isinstance(node, ast.ImportFrom) and node.module == streams.__name__]
    known = {name.name for node in imports for name in node.names if name.name.isupper()}
    for function in module.body:
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Name) and node.id in known:
                    yield node.id, function.name


def test_oversight_does_not_raise_abuse() -> None:
    """46: under a threatened regime officers who are watched abuse less, and none of them more."""

    def watched(by: float) -> World:
        def put(world: World) -> None:
            world.nation.regime_threat[:], world.nation.oversight[:] = 1, by

        return after("weigh_misconduct", change=put)

    unwatched, half, full = (watched(by).officers.abuse for by in (0, 0.5, 1))
    assert (full <= half).all()
    assert (half <= unwatched).all()
    assert full.mean() < unwatched.mean() - 0.01


def test_vetting_removes_the_bad() -> None:
    """50: of those whom vetting removes far more took and abused than of those who stay; without it nobody goes."""
    bad = np.arange(rows_of(start().officers)) % 2 == 0

    def put(vetting: float) -> Callable[[World], None]:
        def change(world: World) -> None:
            world.local_effects[:, EFFECT["vetting"]] = vetting
            world.parameters.vetting_reach[:] = 1
            world.officers.vetted[:] = 0
            world.officers.bribery[:] = world.officers.abuse[:] = np.where(bad, 0.95, 0.05)

        return change

    removed = after("examine", change=put(1)).officers.removed == 1
    assert removed[bad].mean() > 2 * removed[~bad].mean()
    assert not (after("examine", change=put(0)).officers.removed == 1).any()


def test_upright_commanders_are_followed() -> None:
    """47: every officer takes less under a commander of more integrity, and abuses less under one of more restraint."""

    def put(world: World) -> None:
        world.units.commander_integrity += 1
        world.units.commander_restraint += 1

    as_now, upright = (after("weigh_misconduct", change=change).officers for change in (lambda _: None, put))
    assert (upright.bribery < as_now.bribery).all()
    assert (upright.abuse < as_now.abuse).all()


def test_who_pays_a_bribe_trusts_less() -> None:
    """47: a bribe costs the police the trust of everybody who paid it, whatever else people make of corruption.

    Against the same people who met nobody, with nobody to talk to.
    """

    def lived_through(contact: int, outcome: int) -> np.ndarray:
        def put(world: World) -> None:
            world.mechanisms.peer_talk[:] = 0
            world.parameters.trust_corruption[:] = 0
            world.civilians.contact[:], world.civilians.outcome[:] = contact, outcome

        return after("learn", change=put).civilians.trust_police

    assert (lived_through(POLICE, BRIBED) < lived_through(0, 0)).all()


def test_promises_that_are_believed_make_peace_worth_more() -> None:
    """51: under a guarantee war is worth less than without one to who was granted much and can win little later."""

    def value(credible: float) -> np.ndarray:
        def put(world: World) -> None:
            world.armed_groups.credibility[:] = credible
            world.armed_groups.granted[:] = 1
            world.armed_groups.leader_cost[:] = 0.5

        return after("weigh_war_and_peace", change=put).armed_groups.war_minus_peace

    assert (value(1) < value(0) - 0.1).all()


def test_who_keeps_the_peace_does_not_clash() -> None:
    """39: men under arms whose leader and commanders have not chosen war have no base hazard to fight."""
    assert start().strata.people[start().fronts.stratum].min() > 500
    for active in (0, 1):

        def put(world: World, active: int = active) -> None:
            world.armed_groups.active[:], world.fronts.spoiling[:] = active, 0

        fronts = after("clash", change=put).fronts
        assert (fronts.clash_rate > 0).all() == (fronts.clash_rate > 0).any() == bool(active)


def test_the_coder_begins_its_year_in_january() -> None:
    """33: 48 deaths over New Year are no recurrence; 26 in one January and December are, in that December."""
    world = start()

    def coded(deaths: dict[int, int]) -> int:
        copy = world.copied()
        copy.parameters.coder_coverage[:] = 1
        copy.mechanisms.observation_bias[:] = copy.nation.rolling_window[:] = 0
        copy.nation.settlement_month[:] = 8  # August: month 5 is the first January
        for month in range(1, 36):
            copy.nation.deaths[:] = deaths.get(month, 0)
            run_whole(STEPS["code_events"], copy, month)
        return int(copy.nation.recurrence_month[0])

    assert coded({28: 24, 29: 24}) == -1
    assert coded({17: 13, 28: 13}) == 28


def test_looking_does_not_change_what_is_looked_at() -> None:
    """56: surveys, registers, coders and experts write what is measured and leave every true column as it is."""
    part = [step.name for step in MONTH if step.number == 10]
    seen = after(*part, month=6)
    own = ("districts.recorded_insecurity", "reforms.reported", "strata.counted", "units.counted")
    for table in (
        "civilians",
        "officers",
        "units",
        "strata",
        "districts",
        "armed_groups",
        "oversight_bodies",
        "reforms",
    ):
        for column in TABLES[table]:
            name = f"{table}.{column.name}"
            if not is_observed(column.name) and name not in own:
                now, before = (getattr(getattr(world, table), column.name) for world in (seen, start()))
                assert now.tobytes() == before.tobytes(), name


def test_a_survey_is_out_two_months_after_the_field() -> None:
    """5: what people think in the month of the field is known two months later, and nobody knows it before."""
    world = start().copied()
    baseline = float(world.nation.survey_trust_police[0])
    world.civilians.trust_police[:] = 1
    for month in range(1, 9):
        for name in ("hold_survey", "publish_survey"):
            run_whole(STEPS[name], world, month)
        assert (world.nation.survey_trust_police[0] == baseline) == (month < 8), month


def test_old_support_fades_at_its_own_rate() -> None:
    """38: what a patron gave and does not renew is, t months later, kept^t of it: closed form."""
    world = start().copied()
    world.armed_groups.patron[:], world.nation.neighbour_hostility[:] = 0.5, 0
    for month in range(1, 13):
        run_whole(STEPS["arm_by_patron"], world, month)
        left = 0.5 * world.parameters.patron_kept[0] ** month
        assert world.armed_groups.patron[0] == pytest.approx(left, rel=1e-5)


def at_war(world: World) -> None:
    """Leaders to whom war costs nothing and peace brings nothing, with plenty of men."""
    world.armed_groups.leader_cost[:], world.armed_groups.granted[:] = 0, 0
    world.parameters.war_men[:] = 1


def test_who_takes_up_arms_stands_in_the_log() -> None:
    """35: a faction that goes to war in a month has its line in that month, and one that does not has none."""
    for change, active in ((at_war, 1), (lambda world: None, 0)):
        world = after("weigh_war_and_peace", "move_fighters", change=change)
        assert world.armed_groups.active[0] == active
        kinds = world.events.kind[: world.nation.n_events[0]].tolist()
        assert kinds.count(KIND["faction_active"]) == active


def test_the_dead_of_a_month_stand_in_its_line() -> None:
    """35: what is recorded for a month is what happened in it, not what had happened before."""
    world = start().copied()
    world.armed_groups.active[:] = 1
    world.parameters.clash_scale[:] = 0.1
    advance(world, 1, 1)
    assert world.record.battle_deaths[1] == world.nation.deaths[0] == world.nation.dead[0] > 0
    assert world.record.trust_police[1] == world.nation.trust_police[0] != world.record.trust_police[0]


def test_people_and_not_districts_are_counted() -> None:
    """34: where nine in ten live in the safe one of two districts, the nation is nearly as safe as that."""

    def put(world: World) -> None:
        world.districts.people[:] = 90_000, 10_000
        world.districts.insecurity[:], world.districts.crime[:], world.districts.state_control[:] = (
            (0, 1),
            (0, 1),
            (1, 0),
        )

    nation = after("sum_up_districts", change=put).nation[0]
    for name, mean in (("insecurity", 0.1), ("crime", 0.1), ("state_control", 0.9), ("feel_safe", 0.9)):
        assert nation[name] == pytest.approx(mean, abs=1e-5), name
