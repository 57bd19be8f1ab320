"""Where a month's time goes: one replicate run at full speed, with a look at the clock after each phase."""

from __future__ import annotations

from typing import NamedTuple

from ssrsim.phases.engine import advance_timed, compile_steps, settle
from ssrsim.phases.month import MONTH
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.table import rows_of


class PhaseTime(NamedTuple):
    """Time of one phase in an average month on one core."""

    number: int  # which of the eleven parts of the month
    part: str
    phase: str
    table: str
    rows: int
    microseconds: float


def time_phases(scenario: Scenario, replicate: int = 0) -> tuple[PhaseTime, ...]:
    """Run one replicate over the scenario's months and tell each phase's mean time in a month.

    Raises:
        BrokenInvariant: As for any run.
    """
    template = build(scenario)
    compile_steps(template)
    months = scenario.run.months
    advance_timed(settle(template, scenario.run.seed, replicate), 1, 1)  # whatever happens once happens here
    world = settle(template, scenario.run.seed, replicate)
    spent = advance_timed(world, 1, months)
    return tuple(
        PhaseTime(step.number, step.part, step.name, step.table, rows_of(getattr(world, step.table)),
                  seconds / months * 1e6)
        for step, seconds in zip(MONTH, spent.tolist(), strict=True)
    )  # fmt: skip
