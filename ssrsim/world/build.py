"""From a scenario to a world at the settlement: everything that does not depend on the seed.

What does depend on it (dispositions, networks, leaders' costs) is drawn by the settlement steps in
`phases/settlement.py`, so that a replicate costs a copy of this template and one compiled pass.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ssrsim.scenario.bodies import BODY_KINDS, OFFICES
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.reforms import EFFECTS
from ssrsim.scenario.run import Records
from ssrsim.scenario.scenario import Scenario
from ssrsim.world import columns as declared
from ssrsim.world.build_institutions import fill_institutions
from ssrsim.world.build_people import Strata, fill_civilians, fill_districts, fill_officers, lay_out_strata
from ssrsim.world.build_plan import fill_plan, plan_sizes
from ssrsim.world.ledger import ACCOUNT_NAMES
from ssrsim.world.table import big_table, empty_records, small_table
from ssrsim.world.world import (
    DISTRICT_RECORD_DTYPE,
    DONOR_RECORD_DTYPE,
    EVENT_DTYPE,
    GROUP_RECORD_DTYPE,
    LOCAL_ROWS,
    RECORD_DTYPE,
    REFORM_RECORD_DTYPE,
    SURVEY_SUMS,
    World,
)

BIG = {"civilians": declared.Civilians, "officers": declared.Officers}
MAX_EVENTS_A_MONTH_BESIDES = 12 + len(BODY_KINDS)


def build(scenario: Scenario) -> World:
    """The world of a scenario at month 0, before any draw. Raises ValueError where people do not add up."""
    strata = lay_out_strata(scenario)
    world = _allocate(_sizes(scenario, strata), scenario.run.months, scenario.records)
    world.parameters[0] = tuple(getattr(scenario.parameters, name) for name in world.parameters.dtype.names)
    world.mechanisms[0] = tuple(getattr(scenario.mechanisms, name) for name in world.mechanisms.dtype.names)
    fill_districts(world, scenario, strata)
    fill_civilians(world, strata)
    fill_officers(world, scenario)
    fill_institutions(world, scenario)
    fill_plan(world, scenario)
    return world


def _sizes(scenario: Scenario, strata: Strata) -> dict[str, int]:
    country = scenario.country
    units = 2 * len(country.districts)
    return {
        "nation": 1,
        "districts": len(country.districts),
        "groups": len(country.groups),
        "strata": len(strata.district),
        "civilians": int(sum(strata.rows)),
        "officers": max(scenario.run.officers, units * 5),
        "units": units,
        "politicians": 21,
        "blocs": len(country.blocs),
        "donors": len(scenario.donors),
        "missions": len(scenario.missions),
        "oversight_bodies": len(BODY_KINDS),
        "armed_groups": len(country.factions),
        "fronts": sum(share > 0 for f in country.factions.values() for share in f.presence.values()),
        "reforms": len(scenario.reforms),
        **plan_sizes(scenario),
        "shocks": sum(len(scenario.extension.parts_of(shock.kind)) for shock in scenario.shocks.values()),
        "accounts": len(ACCOUNT_NAMES) + len(country.factions) + len(scenario.donors),
    }


def empty_world() -> World:
    """A world without rows: it has the types of every world, which is all that compiling needs."""
    return _allocate(
        dict.fromkeys(declared.TABLES, 0),
        months=0,
        records=Records(**dict.fromkeys(Records.model_fields, False)),
    )


def _allocate(sizes: dict[str, int], months: int, records: Records) -> World:
    tables: dict[str, Any] = {}
    for name, table_columns in declared.TABLES.items():
        if name in BIG:
            tables[name] = big_table(BIG[name], table_columns, sizes[name])
        else:
            tables[name] = small_table(table_columns, sizes[name])
    per_month = sum(
        sizes[t] for t in ("fronts", "actions", "donors", "missions", "shocks", "armed_groups", "districts")
    )
    per_month += sizes["armed_groups"] + sizes["actions"] + sizes["missions"] + MAX_EVENTS_A_MONTH_BESIDES
    per_month += sum(sizes[t] for t in ("triggers", "rules", "benchmarks", "changes"))
    per_month += sizes["shocks"]  # massacres
    per_month += 2 * sizes["fronts"] + sizes["armed_groups"]  # local wars, defections, sponsors
    per_month += 2 * sizes["reforms"] + len(OFFICES)  # votes bought, progress undone, ministers replaced
    return World(
        key=np.zeros(2, np.uint32),
        fault=np.zeros(4, np.int64),
        parameters=_one_row(Parameters.model_fields, "float32"),
        mechanisms=_one_row(Mechanisms.model_fields, "int8"),
        roster=np.zeros(sizes["officers"], np.int32),
        residents=np.zeros(sizes["civilians"], np.int32),
        answers=np.zeros(SURVEY_SUMS, np.int64),
        donor_preferences=np.ones((sizes["donors"], sizes["reforms"]), np.float32),
        allotments=np.zeros((sizes["donors"], sizes["actions"]), np.int64),
        payments=np.zeros((sizes["donors"] + 1, sizes["actions"]), np.int64),
        effect_weights=np.zeros((sizes["reforms"], len(EFFECTS)), np.float32),
        prerequisites=np.zeros((sizes["reforms"], sizes["reforms"]), np.float32),
        reach=np.ones((sizes["actions"], sizes["units"]), np.int8),
        effects=np.zeros((2, len(EFFECTS)), np.float32),
        local_effects=np.zeros((sizes["units"], len(EFFECTS)), np.float32),
        local=np.zeros((LOCAL_ROWS, sizes["reforms"], sizes["units"]), np.float32),
        recent=np.zeros((3, 12), np.int64),
        recent_deaths=np.zeros((sizes["districts"], 12), np.int64),
        record=empty_records(months + 1, RECORD_DTYPE),
        district_record=_record(records.districts, months, sizes["districts"], DISTRICT_RECORD_DTYPE),
        reform_record=_record(records.reforms, months, sizes["reforms"], REFORM_RECORD_DTYPE),
        donor_record=_record(records.donors, months, sizes["donors"], DONOR_RECORD_DTYPE),
        group_record=_record(records.groups, months, sizes["groups"], GROUP_RECORD_DTYPE),
        events=empty_records(per_month * (months + 1), EVENT_DTYPE),
        **tables,
    )


def _record(wanted: bool, months: int, rows: int, dtype: np.dtype) -> np.recarray:
    """One line per month and row, or nothing where it is not wanted."""
    return empty_records((months + 1, rows) if wanted else (0, 0), dtype)


def _one_row(fields: Any, dtype: str) -> np.recarray:
    return empty_records(1, np.dtype([(name, dtype) for name in fields]))
