"""Small worlds that live through one plan, and what their logs say: what several tests of plans share.

A condition on a signal that is always true is a clock: month 0 counts, so with `for: 13` it holds from month 12 on.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, compile_steps, settle
from ssrsim.scenario.events import CAUSES, EVENT_KINDS
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.world import World

SIZE = ("run.civilians=1000", "run.officers=300", "run.months=36", "run.seed=7", "plan=do_nothing")
NEVER = "{indicator: survey.trust_police, op: '<', value: -1}"
DDR = "{reform: ddr, start: 1, months: 30, share: 0.4}"
TRAINING = "{reform: training, start: 1, months: 30, share: 0.3}"


def clock(month: int) -> str:
    """A condition that holds from this month on, as published at its end."""
    return f"{{indicator: survey.trust_police, op: '>', value: -1, for: {month + 1}}}"


def scenario_of(*overrides: str, months: int = 36) -> Scenario:
    """Liberia with nothing in its plan but what these overrides put there."""
    return load_scenario("liberia_2003", [*SIZE, f"run.months={months}", *overrides])


class Life(NamedTuple):
    """A scenario and the world after all of its months."""

    scenario: Scenario
    world: World

    def told(self, kind: str, name: str) -> list[tuple[int, str]]:
        """Months and causes of one kind of event of an action, trigger, rule or benchmark."""
        plan = self.scenario.plan
        names: list[str] = [one for one, _ in plan.in_order()]
        for part, known in (("trigger", plan.triggers), ("rule", plan.rules), ("benchmark", plan.benchmarks)):
            names = list(known) if kind.startswith(part) else names
        lines = self.world.events[: self.world.nation.n_events[0]]
        wanted = (lines.kind == EVENT_KINDS.index(kind)) & (lines.subject == names.index(name))
        return [(int(line.month), CAUSES[line.cause]) for line in lines[wanted]]

    def months(self, kind: str, name: str) -> list[int]:
        """The months of one kind of event."""
        return [month for month, _ in self.told(kind, name)]


def lived(*overrides: str, months: int = 36) -> Life:
    """What these overrides of a plan without actions come to after so many months."""
    return lived_through(scenario_of(*overrides, months=months))


def lived_through(scenario: Scenario) -> Life:
    """What a scenario comes to."""
    template = build(scenario)
    compile_steps(template)
    world = settle(template, 7, 3)
    advance(world, 1, scenario.run.months)
    return Life(scenario, world)


def same_until(one: Life, other: Life) -> int:
    """The last month up to which two records are the same to the bit, -1 if they never are."""
    both = zip(one.world.record, other.world.record, strict=True)
    differ = [month for month, (a, b) in enumerate(both) if a.tobytes() != b.tobytes()]
    return (differ[0] if differ else len(one.world.record)) - 1


def differing(one: Life, other: Life) -> list[str]:
    """The indicators in which two records differ."""
    a, b = one.world.record, other.world.record
    return [name for name in a.dtype.names or () if not np.array_equal(a[name], b[name])]
