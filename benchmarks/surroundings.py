"""What civilians of the real model meet in a month, taken out of a world: given to the twin in Mesa and to that in C.

Both live among the institutions of a run of the model and decide nothing about them. What is the same for everybody in
a place is worked out here, once, as whoever writes such a model by hand would do.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from ssrsim.world.world import EFFECT, EFFECTIVE, World

float32 = np.float32
PLACE = (
    "help", "stop", "patrol", "visit", "community", "reporting", "norm", "performs", "protects", "pushed", "living",
    "resented", "afraid", "police", "army",
)  # fmt: skip
UNIT = ("strength", "first", "rows", "equipment", "answered", "careless")
STRATUM_INT = ("first", "rows", "district", "weight", "remainder", "stage", "moves_tie")
STRATUM_FLOAT = ("excluded", "removed", "tie")
RULES = (
    "trust_performance", "trust_corruption", "trust_scandal", "trust_rate", "trust_gain", "talk_rate", "bribe_lesson",
    "performance_rate", "service_lesson", "abuse_scale", "group_bias", "report_rate", "report_gain", "memory_kept",
    "livelihood_rate", "grievance_rate", "fear_rate", "cooperate_base", "protest_base", "recruit_base", "recruit_trust",
    "recruit_tie", "recruit_reintegrated", "criminal_base", "criminal_living", "criminal_idle", "criminal_tie",
    "criminal_fear", "talk", "ratio", "judged", "remembers", "heard", "biased", "trust_tells", "scandal", "lost",
    "lost_army", "news", "news_army",
)  # fmt: skip


class Surroundings(NamedTuple):
    """One month, as civilians meet it."""

    places: np.ndarray  # one row a district, fields PLACE, float32
    units: np.ndarray  # one row a unit, fields UNIT, float32
    strata: np.ndarray  # one row a stratum, fields STRATUM_INT (int32) and STRATUM_FLOAT (float32)
    rules: np.ndarray  # one row, fields RULES, float32
    officers: tuple[np.ndarray, ...]  # bribery, abuse, skill (float32) and group (int8)
    roster: np.ndarray  # int32[officers]


def surroundings(world: World) -> Surroundings:
    """The surroundings in which the civilians' phases of this month begin."""
    officers = world.officers
    taken = [getattr(officers, name).copy() for name in ("bribery", "abuse", "skill", "group")]
    return Surroundings(_places(world), _units(world), _strata(world), _rules(world), tuple(taken), world.roster.copy())


def _table(columns: dict[str, Any], fields: tuple[str, ...], rows: int) -> np.ndarray:
    table = np.zeros(rows, [(name, "f4") for name in fields])
    for name in fields:
        table[name] = columns[name]
    return table


def _places(world: World) -> np.ndarray:
    d, u, p, on = world.districts, world.units, world.parameters[0], world.mechanisms[0]
    police, army = d.police_unit, d.army_unit
    presence, patrols = (np.clip(u.strength[k] / (u.target[k] + 1), 0, 2) for k in (police, army))
    community = world.local_effects[police, EFFECT["community"]] * on.community_policing
    reporting = 1 + p.community_reporting * community
    elsewhere = p.non_state_justice * on.non_state
    justice = d.justice + (1 - d.justice) * elsewhere * d.non_state_provision
    economy = np.clip(world.nation[0].economy - p.disaster_livelihood * d.disaster, 0, 1)
    alone = on.crime_resented * p.grievance_unprotected * (d.unprotected - d.unprotected_at_start)
    above = np.clip(d.insecurity - p.flight_threshold, 0, 1)
    columns = {
        "help": p.contact_help * (1 - 0.7 * d.non_state_provision) * (0.7 + d.crime) * reporting,
        "stop": p.contact_stop * presence * (1 - 0.3 * community),
        "patrol": p.contact_army * patrols * (0.3 + d.insecurity),
        "visit": p.contact_community * presence * community,
        "community": community,
        "reporting": reporting,
        "norm": u.norm[police],
        "performs": 0.5 * (1 - d.insecurity) + 0.15 * d.justice,
        "protects": 0.7 * (1 - d.insecurity) + 0.3 * u.capability[army],
        "pushed": p.flight_rate * above * above + p.disaster_flight * d.disaster,
        "living": 3 * (economy - 0.5) - 1.5 * d.insecurity,
        "resented": alone + 0.15 * (1 - justice),
        "afraid": 0.55 * d.insecurity + 0.15 * d.crime,
        "police": police,
        "army": army,
    }
    return _table(columns, PLACE, len(d))


def _units(world: World) -> np.ndarray:
    u, p = world.units, world.parameters[0]
    armed = p.equipment_abuse * world.mechanisms[0].equipment_abuse
    columns = {name: u[name] for name in ("strength", "first", "rows", "equipment")}
    columns["answered"] = 0.4 + 0.6 * u.clearance
    columns["careless"] = armed * u.equipment * (1 - world.nation[0].oversight)
    return _table(columns, UNIT, len(u))


def _strata(world: World) -> np.ndarray:
    s, p = world.strata, world.parameters[0]
    table = np.zeros(len(s), [(name, "i4") for name in STRATUM_INT] + [(name, "f4") for name in STRATUM_FLOAT])
    people = np.maximum(s.people, 1)
    table["first"] = np.cumsum(s.rows) - s.rows
    table["rows"], table["district"], table["stage"] = s.rows, s.district, s.stage
    table["weight"] = s.people // np.maximum(s.rows, 1)
    table["remainder"] = s.people - table["weight"] * s.rows.astype(np.int64)
    table["moves_tie"] = (s.stage > 1) & (s.people > 0)
    table["excluded"] = 0.3 * world.groups.exclusion[s.group]
    table["removed"] = p.dismissal_grievance * s.resentful / people
    table["tie"] = s.tied / people
    return table


def _rules(world: World) -> np.ndarray:
    p, on, nation = world.parameters[0], world.mechanisms[0], world.nation[0]
    columns = {name: getattr(p, name) for name in RULES if name in p.dtype.names}
    lost, lost_army = (
        np.clip(p.scandal_bite * (own + 0.5 * other), 0, 1)
        for own, other in (
            (nation.new_scandal_police, nation.new_scandal_army), (nation.new_scandal_army, nation.new_scandal_police)
        )
    )  # fmt: skip
    columns |= {
        "trust_rate": 1 / p.trust_months,
        "report_gain": 1 + p.complaints_gain * world.effects[EFFECTIVE, EFFECT["complaints"]],
        "recruit_trust": p.recruit_trust * on.trust_in_recruitment,
        "talk": p.peer_weight * on.peer_talk,
        "ratio": p.trust_ratio if on.asymmetry else 1,
        "judged": on.performance,
        "remembers": on.victimisation,
        "heard": p.grievance_heard * on.abuse_heard,
        "biased": on.group_bias,
        "trust_tells": on.trust_in_cooperation,
        "scandal": nation.scandal,
        "lost": lost,
        "lost_army": lost_army,
        "news": nation.scandal_police + 0.5 * nation.scandal_army,
        "news_army": nation.scandal_army + 0.5 * nation.scandal_police,
    }
    return _table(columns, RULES, 1)


def as_objects(table: np.ndarray) -> list[SimpleNamespace]:
    """The rows of a table as plain objects of plain numbers, as a model written in Python would hold them."""
    return [SimpleNamespace(**dict(zip(table.dtype.names or (), row, strict=True))) for row in table.tolist()]
