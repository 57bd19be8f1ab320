"""The state of one simulated country: every table, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from ssrsim.compiled import part
from ssrsim.machine_code import LaidOut
from ssrsim.scenario.events import EVENT_DTYPE
from ssrsim.scenario.indicators import (
    DISTRICT_INDICATORS,
    DONOR_INDICATORS,
    GROUP_INDICATORS,
    INDICATORS,
    REFORM_INDICATORS,
)
from ssrsim.scenario.reforms import EFFECTS
from ssrsim.world.table import copied, emptied

FORMAL, EFFECTIVE = 0, 1  # rows of `effects`, and of `local` with those that follow
WEIGHT, READY, PAID, DELIVERED, RUNS = 2, 3, 4, 5, 6
LOCAL_ROWS = 7
SURVEY_SUMS = 13  # what a survey adds up: see phases/monitoring.py
EFFECT = {name: index for index, name in enumerate(EFFECTS)}
DEATHS, SPENT, LEAKED = 0, 1, 2  # rows of `recent`

RECORD_DTYPE = np.dtype([(i.name, i.dtype) for i in INDICATORS])
DISTRICT_RECORD_DTYPE = np.dtype([(name, "float32") for name in DISTRICT_INDICATORS])
REFORM_RECORD_DTYPE = np.dtype([(i.name, i.dtype) for i in REFORM_INDICATORS])
DONOR_RECORD_DTYPE = np.dtype([(i.name, i.dtype) for i in DONOR_INDICATORS])
GROUP_RECORD_DTYPE = np.dtype([(i.name, i.dtype) for i in GROUP_INDICATORS])
# what phases write and never read
RECORDS = ("record", "district_record", "reform_record", "donor_record", "group_record", "events")


class Tables(NamedTuple):
    """Every table of a world, in a fixed order."""

    key: np.ndarray  # uint32[2]: run.seed and replicate
    fault: np.ndarray  # int64[4]: code of a broken invariant (0 none), month, row, value
    parameters: Any  # one row of float32 behavioural parameters
    mechanisms: Any  # one row of switches, 0 or 1
    nation: Any
    districts: Any
    groups: Any
    strata: Any
    civilians: Any
    officers: Any
    units: Any
    politicians: Any
    blocs: Any
    donors: Any
    missions: Any
    oversight_bodies: Any
    armed_groups: Any
    fronts: Any
    reforms: Any
    actions: Any
    signals: Any
    conditions: Any
    needs: Any
    triggers: Any
    rules: Any
    deeds: Any
    benchmarks: Any
    shocks: Any
    changes: Any
    accounts: Any
    roster: np.ndarray  # int32[n_officers]: officer rows by unit and place
    residents: np.ndarray  # int32[n_civilians]: civilian rows by identity
    answers: np.ndarray  # int64[SURVEY_SUMS]: what the latest survey added up
    donor_preferences: np.ndarray  # float32[n_donors, n_reforms], 1 neutral
    allotments: np.ndarray  # int64[n_donors, n_actions]: cents meant for each action; then what is paid twice
    payments: np.ndarray  # int64[n_donors + 1, n_actions]: cents that donors and state pay for each this month
    effect_weights: np.ndarray  # float32[n_reforms, n_effects]
    prerequisites: np.ndarray  # float32[n_reforms, n_reforms]
    effects: np.ndarray  # float32[2, n_effects]: formal and effective, mean over places
    local_effects: np.ndarray  # float32[n_units, n_effects]: effective, where the unit is
    local: np.ndarray  # float32[7, n_reforms, n_units]: levels of reforms by place, share of the price, facts
    reach: np.ndarray  # int8[n_actions, n_units]: 1 where the action works
    recent: np.ndarray  # int64[3, 12]: deaths reported, money spent, money leaked in each of the last 12 months
    recent_deaths: np.ndarray  # int64[n_districts, 12]: battle deaths in each of the last 12 months
    record: Any  # RECORD_DTYPE[months + 1]
    district_record: Any  # DISTRICT_RECORD_DTYPE[months + 1, n_districts], or [0, 0] if not recorded
    reform_record: Any  # REFORM_RECORD_DTYPE[months + 1, n_reforms], or [0, 0]
    donor_record: Any  # DONOR_RECORD_DTYPE[months + 1, n_donors], or [0, 0]
    group_record: Any  # GROUP_RECORD_DTYPE[months + 1, n_groups], or [0, 0]
    events: Any  # EVENT_DTYPE[capacity], the first nation.n_events are filled


class World(Tables, LaidOut):
    """One country in one random world at one month. Phases read all of it and write their own rows."""

    def copied(self) -> World:
        """The same state in memory of its own."""
        return World(*(copied(table) for table in self))

    def begun(self) -> World:
        """The state of a template in memory of its own; its records, in which nothing is written yet, are made anew."""
        tables = zip(self._fields, self, strict=True)
        world = World(*(emptied(table) if name in RECORDS else copied(table) for name, table in tables))
        world.kind = self.kind  # templates are built in one way, and so are their copies
        return world


def arrays(world: World) -> Iterator[tuple[str, np.ndarray]]:
    """Every array of a world with its name ("civilians.trust_police", "nation"), in a fixed order."""
    for name, table in zip(world._fields, world, strict=True):
        if isinstance(table, np.ndarray):
            yield name, table
        else:
            for column, values in zip(table._fields, table, strict=True):
                yield f"{name}.{column}", values


@part
def log_event(nation, events, month, kind, district, subject, cause, amount):
    """Write one line into the event log. Called from tallies only: the order of lines must not depend on threads."""
    n = nation.n_events[0]
    if n < events.shape[0]:
        line = events[n]
        line.month = month
        line.kind = kind
        line.district = district
        line.subject = subject
        line.cause = cause
        line.amount = amount
    nation.n_events[0] = n + 1


@part
def move_people(strata, origin, destination, number):
    """Move up to `number` real people (int64) from one stratum to another; returns how many moved."""
    if origin < 0 or destination < 0 or number <= 0 or strata.people[origin] <= 0:
        return np.int64(0)
    moved = number if number < strata.people[origin] else strata.people[origin]
    # those who resent their removal and those tied to a commander leave with the others, in proportion; what becomes
    # of them elsewhere the caller knows
    strata.resentful[origin] -= strata.resentful[origin] * moved // strata.people[origin]
    strata.tied[origin] -= strata.tied[origin] * moved // strata.people[origin]
    strata.people[origin] -= moved
    strata.people[destination] += moved
    return moved


__all__ = ["EVENT_DTYPE", "World", "arrays", "log_event", "move_people"]
