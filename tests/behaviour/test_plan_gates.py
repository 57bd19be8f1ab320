"""What goes on, what is dropped and what is planned: who follows whom in a plan, and what never ran."""

from __future__ import annotations

import pytest
from plans import DDR, TRAINING, clock, differing, lived, scenario_of

from ssrsim.phases.engine import advance, compile_steps, settle
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.build import build
from ssrsim.world.columns_institutions import BLOCKED

LAW = "{reform: audit, start: 1, months: 6, share: 0.3}"
AFTER = "{reform: audit, start: {after: one}, months: 6, share: 0.3}"


@pytest.mark.parametrize("names", [("a", "b", "c"), ("c", "b", "a"), ("b", "a", "c")])
def test_a_chain_stands_where_its_first_link_stands(names: tuple[str, str, str]) -> None:
    """What goes on inherits its place along the whole chain, whatever its links are called."""
    one, two, three = names
    texts = {one: "1", two: f"{{after: {one}}}", three: f"{{after: {two}}}"}
    chain = [f"+plan.actions.{name}={{reform: vetting, start: {start}, months: 5, share: 0.1}}"
             for name, start in texts.items()]  # fmt: skip
    other = "+plan.actions.aa={reform: training, start: 3, months: 5, share: 0.1}"
    order = [name for name, _ in scenario_of(*chain, other).plan.in_order()]
    assert (set(order[:3]), order[0], order[3]) == (set(names), one, "aa")


def test_what_begins_later_after_an_end_does_not_continue_it() -> None:
    """A lag is a gap: neither the place in line nor the consent is inherited."""
    later = AFTER.replace("{after: one}", "{after: one, lag: 2}")
    plan = (f"+plan.actions.one={LAW}", f"+plan.actions.two={later}",
            "+plan.actions.mid={reform: training, start: 3, months: 5, share: 0.1}")  # fmt: skip
    life = lived(*plan, months=12)
    assert [name for name, _ in life.scenario.plan.in_order()] == ["one", "mid", "two"]
    assert "continued" not in [cause for _, cause in life.told("authorised", "two")]


def test_what_waited_for_a_place_is_tried_though_another_of_its_reform_ends() -> None:
    """With one place the second is due from month 3 and does not follow the first: it asks for its own consent."""
    one, two = (TRAINING.replace("months: 30", "months: 6").replace("start: 1", f"start: {m}") for m in (1, 3))
    two = two.replace("0.3", "0.2")
    life = lived(f"+plan.actions.one={one}", f"+plan.actions.two={two}", "plan.capacity.reforms_at_once=1", months=12)
    assert life.told("authorised", "two") == [(7, "consent")]


@pytest.mark.parametrize("refused", [False, True])
def test_what_was_refused_does_not_slip_through(refused: bool) -> None:
    """An action that politicians refused needs their consent even where it would continue one of its reform."""
    template = build(scenario_of(f"+plan.actions.one={LAW}", f"+plan.actions.two={AFTER}"))
    compile_steps(template)
    world = settle(template, 7, 3)
    advance(world, 1, 6)
    if refused:
        world.actions.first_tried[1], world.actions.state[1] = 4, BLOCKED
    advance(world, 7, 7)
    lines = world.events[: world.nation.n_events[0]]
    continued = (lines.kind == KIND["authorised"]) & (lines.subject == 1) & (lines.cause == CAUSE["continued"])
    assert continued.any() != refused


STOPPED = f"+plan.rules.r={{when: {clock(5)}, do: [{{stop: dd}}], max_fires: 1}}"


def test_what_never_began_is_dropped_and_opens_nothing() -> None:
    """An end that has no beginning is told by its own name; who waits for the end of what never ran waits on."""
    late = DDR.replace("start: 1", "start: 9")
    plan = (f"+plan.actions.dd={late}",
            "+plan.actions.tr={reform: training, start: {after: dd}, months: 9, share: 0.3}")  # fmt: skip
    life = lived(*plan, STOPPED, months=20)
    assert life.told("dropped", "dd") == [(6, "rule")]
    assert life.months("finished", "dd") == life.months("authorised", "tr") == []
    assert differing(life, lived(months=20)) == []
    begun = lived(f"+plan.actions.dd={DDR}", plan[1], STOPPED, months=20)
    assert (begun.told("finished", "dd"), begun.months("dropped", "dd")) == ([(6, "rule")], [])
    assert begun.months("authorised", "tr") == [6]


def test_reforms_are_planned_once_tried_and_stay_so() -> None:
    """Nobody reports on a reform whose only action waits for a level that is not there; what ended stays reported."""
    waits = TRAINING[:-1] + ", needs: [{reform: ddr, formal: 1, hard: true}]}"
    life = lived(f"+plan.actions.dd={DDR.replace('months: 30', 'months: 5')}", f"+plan.actions.tr={waits}", months=12)
    assert life.months("finished", "dd") == [6]
    planned = dict(zip(REFORM_NAMES, life.world.reforms.planned.tolist(), strict=True))
    assert {name for name, there in planned.items() if there} == {"ddr"}
