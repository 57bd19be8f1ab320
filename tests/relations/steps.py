"""One small settled country, and what single steps of a month make of copies of it that differ in one cause."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from toy import FACTION, changed, data, off, settled

from ssrsim.phases.engine import run_whole
from ssrsim.phases.month import MONTH
from ssrsim.world.world import World

STEPS = {step.name: step for step in MONTH}
FRONT = FACTION | {"group": "ga", "presence": {"east": 0.6, "west": 0.4}}


@lru_cache(maxsize=1)
def start() -> World:
    """Two districts at month 0 with donors, a plan and one faction; officers come and go fast. Work on copies."""
    tree = data("donors=liberia_2003", "plan=everything_at_once", "parameters.attrition=0.03", *off("random_shocks"))
    return settled(changed(tree, country__factions={"front": FRONT}))


def after(*steps: str, month: int = 3, change: Callable[[World], None] = lambda world: None) -> World:
    """A copy of the country, changed, after these steps of a month, in the order of the month."""
    copy = start().copied()
    change(copy)
    for step in MONTH:
        if step.name in steps:
            run_whole(step, copy, month)
    return copy
