"""A plan that reacts costs next to nothing: its conditions and rules are a small table that compiled code reads."""

from __future__ import annotations

import time
from statistics import median

from plans import clock

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, compile_steps, settle
from ssrsim.world.build import build
from ssrsim.world.world import World

MONTHS = 24
REPEATS = 9
BASE = ("run.civilians=10000", f"run.months={MONTHS}", "run.seed=7", "plan=oversight_first")


def reactions() -> list[str]:
    """Twenty triggers and twenty rules that are read every month; some fire, and none does anything to what runs."""
    triggers = [f"+plan.triggers.t{n}={clock(n)}" for n in range(20)]
    verb = "{pace: justice, to: 1.0}"
    return triggers + [f"+plan.rules.r{n}={{when: {{trigger: t{n}}}, do: [{verb}]}}" for n in range(20)]


def seconds(start: World) -> float:
    """Processor time of two years of a copy."""
    world = start.copied()
    before = time.thread_time()
    advance(world, 1, MONTHS)
    return time.thread_time() - before


def test_an_adaptive_plan_runs_within_a_tenth_of_the_time_of_a_static_one() -> None:
    """Medians of interleaved repeats in one process, so that what else the machine does strikes both alike."""
    static, adaptive = (
        settle(build(load_scenario("liberia_2003", [*BASE, *more])), 7, 0) for more in ([], reactions())
    )
    compile_steps(static)
    for world in (static, adaptive):  # memory and caches warm
        seconds(world)
    pairs = [(seconds(static), seconds(adaptive)) for _ in range(REPEATS)]
    ratio = median(slow for _, slow in pairs) / median(fast for fast, _ in pairs)
    assert ratio < 1.10, f"{ratio:.3f} over {REPEATS} repeats"
    one, other = static.copied(), adaptive.copied()
    for world in (one, other):
        advance(world, 1, MONTHS)
    assert one.record.tobytes() == other.record.tobytes()  # the same work was done
    assert other.rules.fires.sum() > 200
