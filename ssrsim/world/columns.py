"""What the world remembers: every column of every table, with dtype, unit, range and meaning.

One row of `civilians` stands for `weight` real people, one row of `officers` for `weight` real officers; everything
else is counted in real people, real money and real districts. Facts of a month (what a row did or lived through) stand
in the row itself, so that other rows and the tallies can read them.
"""

from __future__ import annotations

from typing import NamedTuple

from ssrsim.world import columns_institutions as institutions
from ssrsim.world import columns_people as people
from ssrsim.world import columns_plan as plan
from ssrsim.world.columns_nation import NATION
from ssrsim.world.table import fields_of

TABLES = {
    "nation": NATION,
    "civilians": people.CIVILIANS,
    "officers": people.OFFICERS,
    "districts": people.DISTRICTS,
    "groups": people.GROUPS,
    "strata": people.STRATA,
    "units": people.UNITS,
    "politicians": institutions.POLITICIANS,
    "blocs": institutions.BLOCS,
    "donors": institutions.DONORS,
    "missions": institutions.MISSIONS,
    "oversight_bodies": institutions.OVERSIGHT_BODIES,
    "armed_groups": institutions.ARMED_GROUPS,
    "fronts": institutions.FRONTS,
    "reforms": institutions.REFORMS,
    "actions": institutions.ACTIONS,
    "signals": plan.SIGNALS,
    "conditions": plan.CONDITIONS,
    "needs": plan.NEEDS,
    "triggers": plan.TRIGGERS,
    "rules": plan.RULES,
    "deeds": plan.DEEDS,
    "benchmarks": plan.BENCHMARKS,
    "shocks": institutions.SHOCKS,
    "changes": institutions.CHANGES,
    "accounts": institutions.ACCOUNTS,
}

# compiled code is cached by the names of these classes, so this module itself must define them
Civilians = NamedTuple("Civilians", fields_of(people.CIVILIANS))  # pyright: ignore
Officers = NamedTuple("Officers", fields_of(people.OFFICERS))  # pyright: ignore
