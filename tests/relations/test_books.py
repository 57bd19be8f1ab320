"""4c, conservation: what happened adds up to what there is, and the log replayed gives the state at the end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import CONTEXTS, MONTHS

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, advance_by_steps, run_whole, settle
from ssrsim.phases.step import Step
from ssrsim.scenario.events import EVENT_KINDS
from ssrsim.world.build import build
from ssrsim.world.columns_institutions import BLOCKED, FINISHED, PAUSED, RUNNING, WAITING
from ssrsim.world.ledger import LEAKED_TO_COMMANDERS, LEAKED_TO_POLITICIANS
from ssrsim.world.world import World

STAGES = (1, 2, 3)  # fighters, demobilised, reintegrated
# the steps that may move people between strata and units; no other step may touch their numbers
MOVERS = ("move_forces", "move_soldiers", "move_fighters", "bury_the_dead", "flee", "come_home")


@pytest.fixture(scope="module", params=sorted(CONTEXTS))
def context(request: pytest.FixtureRequest) -> str:
    """Calm, then violent."""
    return request.param


def headcount(world: World) -> tuple[np.ndarray, np.ndarray]:
    """People by stratum, and officers by unit."""
    return world.strata.people.copy(), world.units.strength.copy()


def test_everybody_is_in_one_place_after_every_step(starts: dict[str, World], context: str) -> None:
    """26, 28: within a month, too, nobody is lost; people change their state in six steps and in no other.

    Registered = demobilised + reintegrated + back under arms or elsewhere: what leaves one stage arrives in another.
    """
    world, moved = starts[context].copied(), set()

    def run(step: Step, world: World, month: int) -> None:
        before, dead = headcount(world), int(world.nation.dead[0])
        run_whole(step, world, month)
        after = headcount(world)
        died = int(world.nation.dead[0]) - dead
        assert sum(a.sum() for a in after) + died == sum(b.sum() for b in before), step.name
        if any((a != b).any() for a, b in zip(after, before, strict=True)):
            moved.add(step.name)

    for month in range(1, MONTHS + 1):
        advance_by_steps(world, month, run)
    assert moved <= set(MOVERS)
    assert {"move_forces", "move_fighters"} <= moved


def test_those_who_fought_are_accounted_for(starts: dict[str, World], context: str) -> None:
    """28: fighters and former fighters = before + recruits + removed soldiers + defectors - dead - new soldiers."""
    world = starts[context].copied()
    strata, units, fronts = world.strata, world.units, world.fronts
    former = np.isin(strata.stage, STAGES)
    homes = np.zeros(len(strata), np.bool_)
    homes[world.districts.dismissed_stratum] = True
    changes: dict[str, int] = {}

    def run(step: Step, world: World, month: int) -> None:
        before = int(strata.people[former].sum())
        run_whole(step, world, month)
        changes[step.name] = int(strata.people[former].sum()) - before

    for month in range(1, MONTHS + 1):
        changes.clear()
        advance_by_steps(world, month, run)
        removed = int((units.vetted_out + units.dismissed + units.laid_off)[_with_former_fighters(world)].sum())
        assert changes["move_forces"] == removed
        assert changes["move_soldiers"] == int(world.nation.defected[0]) - int(units.taken_in.sum())
        assert changes["move_fighters"] == int(world.armed_groups.recruits.sum())
        assert changes["bury_the_dead"] == -int(world.nation.deaths_fighters[0])
        assert fronts.deaths.sum() == world.nation.deaths_fighters + world.nation.deaths_forces + (
            world.nation.deaths_civilians
        )


def _with_former_fighters(world: World) -> np.ndarray:
    """Units of districts where those removed join former fighters."""
    return world.strata.stage[world.districts.dismissed_stratum[world.units.district]] > 0


def test_all_who_are_recruited_join(starts: dict[str, World]) -> None:
    """27: a district has thousands of people to spare, so all who are recruited enter.

    Rounding group by group once lost up to two of a unit's few recruits a month: small units filled slowly, and forces
    of a country in twice as large districts filled faster (20).
    """
    world, drawn = starts["calm"].copied(), []

    def run(step: Step, world: World, month: int) -> None:
        run_whole(step, world, month)
        if step.name in ("renew_ranks", "move_forces"):
            drawn.append(int(world.units.recruited.sum()))

    advance_by_steps(world, 1, run)
    recruited, joined = drawn
    assert joined == recruited > 0


def test_cases_are_accounted_for(starts: dict[str, World], context: str) -> None:
    """32: misdeeds found are at most those there were, sanctions at most what waited; the rest waits or has died."""
    world = starts[context].copied()
    units = world.units
    for month in range(1, MONTHS + 1):
        misdeeds, complaints, waiting = units.misdeeds.copy(), units.complaints.copy(), units.waiting.copy()
        advance_by_steps(world, month)
        assert (complaints <= misdeeds).all()  # only who was wronged complains
        assert (units.taken_up <= complaints).all()
        assert (units.cases <= misdeeds).all()
        assert (units.abuses <= units.misdeeds).all()
        assert (units.waiting + units.sanctions <= waiting + units.cases).all()
        assert world.record.sanctions[month] == units.sanctions.sum()
        assert world.record.cases_opened[month] == units.cases.sum()


def test_the_nation_is_the_sum_of_its_districts(ends: dict[str, World], context: str) -> None:
    """34: national levels are means over the people of districts, national numbers sums, in every month recorded."""
    world = ends[context]
    national, local = world.record, world.district_record
    people = world.districts.people.astype(float)
    assert (local.battle_deaths.sum(axis=1) == national.battle_deaths).all()
    np.testing.assert_allclose(local.abuse.sum(axis=1), national.abuse, rtol=1e-6)
    for name in ("trust_police", "trust_army"):
        mean = (local[name][-1] * people).sum() / people.sum()
        assert mean == pytest.approx(float(national[name][-1]), abs=1e-5)
    safe = 1 - (local.insecurity[-1] * people).sum() / people.sum()
    assert safe == pytest.approx(float(national.feel_safe[-1]), abs=1e-5)
    assert (world.reform_record.spent.sum(axis=1) == national.money_spent).all()
    assert (world.donor_record.disbursed.sum(axis=1) == national.money_received).all()


def test_what_leaks_is_what_corrupt_accounts_received(ends: dict[str, World], context: str) -> None:
    """29: every cent that leaked lies on an account of politicians or commanders, or was passed on to a faction."""
    world = ends[context]
    there = int(world.accounts.balance[[LEAKED_TO_POLITICIANS, LEAKED_TO_COMMANDERS]].sum())
    assert there + int(world.nation.sponsorship[0]) == int(world.nation.leaked[0]) > 0


FOLDED: dict[str, tuple[str, str, int]] = {  # kind: the table and column that it sets for its subject, and to what
    "faction_active": ("armed_groups", "active", 1),
    "faction_dormant": ("armed_groups", "active", 0),
    "body_captured": ("oversight_bodies", "body_captured", 1),
    "body_freed": ("oversight_bodies", "body_captured", 0),
    "donor_suspended": ("donors", "suspended", 1),
    "donor_resumed": ("donors", "suspended", 0),
    "authorised": ("actions", "state", RUNNING),
    "paused": ("actions", "state", PAUSED),
    "resumed": ("actions", "state", RUNNING),
    "blocked": ("actions", "state", BLOCKED),
    "finished": ("actions", "state", FINISHED),
    "dropped": ("actions", "state", FINISHED),
    "criminal_rule": ("districts", "ruled", 1),
    "criminal_rule_ended": ("districts", "ruled", 0),
}


def replayed(start: World, lines: Any) -> tuple[dict[tuple[str, str], np.ndarray], dict[str, int]]:
    """The states that the log folds into, from those of month 0, and sums of its amounts by kind."""
    state = {(t, c): getattr(start, t)[c].astype(int) for t, c, _ in FOLDED.values()}
    state["fronts", "spoiling"] = spoiling = start.fronts.spoiling.astype(int)
    amounts = dict.fromkeys(EVENT_KINDS, 0)
    for line in lines:
        kind = EVENT_KINDS[line.kind]
        amounts[kind] += int(line.amount)
        if kind in FOLDED:
            table, column, value = FOLDED[kind]
            state[table, column][line.district if table == "districts" else line.subject] = value
        mine = start.fronts.faction == line.subject
        if kind in ("spoiler", "spoiler_quiet"):
            spoiling[mine & (start.fronts.district == line.district)] = kind == "spoiler"
        if kind == "faction_active":  # all of its commanders fight for their leader from then on
            spoiling[mine] = 0
    return state, amounts


def differences(state: dict[tuple[str, str], np.ndarray], end: World) -> list[tuple[str, str]]:
    """The columns in which a state that was folded together is not that of the end."""
    found = []
    for (table, column), values in state.items():
        now = getattr(end, table)[column].astype(int)
        if column == "state":  # an action that is due again after a refusal waits for its vote, under the same name
            now = np.where(now == WAITING, values, now)
        if (values != now).any():
            found.append((table, column))
    return found


def test_the_log_replayed_gives_the_state_at_the_end(
    starts: dict[str, World], ends: dict[str, World], context: str
) -> None:
    """35: the log folded over month 0 is the end: who fights, who suspends, who is captured, what runs, who died.

    People, money and levels move without a line in the log; for them the monthly record and the ledger are the trail.
    """
    start, end = starts[context], ends[context]
    lines = end.events[: end.nation.n_events[0]]
    assert (np.diff(lines.month) >= 0).all()
    state, amounts = replayed(start, lines)
    assert differences(state, end) == []
    assert amounts["clash"] == end.nation.dead[0] == end.record.battle_deaths.sum()
    kinds = [EVENT_KINDS[kind] for kind in lines.kind]
    assert kinds.count("coup") >= int(end.record.coup[-1])
    assert kinds.count("recurrence_25") == int(end.record.recurrence_25[-1])


def test_ten_years_of_wars_can_be_replayed(starts: dict[str, World]) -> None:
    """35: where factions, commanders and criminals come and go, too; and a log that lost their last line is noticed."""
    trouble = ("missions.unmil.troops=0", "missions.unmil.police=0", "parameters.stance_threshold=0",
               "parameters.spoiler_threshold=0", "parameters.weariness_deaths=0.02",
               "parameters.rule_crime=0.5")  # fmt: skip
    size = ("run.civilians=1000", "run.officers=300", "run.months=120", "plan=everything_at_once")
    start = settle(build(load_scenario("liberia_2003", [*size, *trouble])), 7, 4)
    end = start.copied()
    advance(end, 1, 120)
    lines = end.events[: end.nation.n_events[0]]
    kinds = [EVENT_KINDS[kind] for kind in lines.kind]
    assert {"faction_active", "faction_dormant", "spoiler", "criminal_rule_ended", "blocked"} <= set(kinds)
    assert differences(replayed(start, lines)[0], end) == []
    last = max(place for place, kind in enumerate(kinds) if kind in ("faction_active", "faction_dormant"))
    assert differences(replayed(start, np.delete(lines, last).view(np.recarray))[0], end) != []


def test_the_record_replayed_gives_people_and_money(ends: dict[str, World], context: str) -> None:
    """35: monthly flows folded over the first line of the record give its last line."""
    record = ends[context].record
    gone = record.money_spent + record.money_payroll + record.money_returned
    assert (record.money_received + record.money_domestic == gone + record.money_unspent).all()
    at_home = np.cumsum(record.fled) - np.cumsum(record.returned)
    assert (record.displaced <= at_home + record.displaced[0]).all()
    for name in ("money_spent", "money_received", "money_leaked", "money_committed"):
        assert (np.diff(record[name]) >= 0).all(), name
