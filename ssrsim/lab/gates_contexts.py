"""The contexts of the gates: five kinds of settlement, each at points of one Latin hypercube.

Makes `configs/study/gates/contexts.csv`, which is what the gates read: `python -m ssrsim.lab.gates_contexts FILE`. All
contexts stand on the generic country of scenario `settlement`; a kind lays over it what the scenario of that kind lays
over it (a third faction aside: the client of the neighbour is the Hill Movement here), and the hypercube says how
large, how long and how strict everything else is. Will is never set: it follows from patronage, rents and donors.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import NamedTuple

from ssrsim.lab.random import generator

Value = float | int | bool | str
SEED = 1
# one Latin hypercube over all contexts: lowest and highest value of each axis, and why it reaches that far
AXES: dict[str, tuple[float, float]] = {
    "patronage": (0.35, 0.90),  # from a civil service with some favours to Liberia's .80 and above
    "revenue": (0.5, 2.0),  # times the 300 USD m a year of the generic country
    "aid": (0.4, 1.6),  # times the 110 USD m a year of its donors: AidData's 2 to 8 USD a head
    "horizon": (30, 132),  # months until the last donor has left, the aid cliff
    "strictness": (0.1, 0.8),  # of donors: from looking away to cutting at once
    "mission_exit": (18, 132),  # months until the mission has left, where there is one
    "armed": (0.5, 1.5),  # times the fighters of the kind of settlement
    "election": (14, 50),  # month of the first election
    "fragmentation": (0.0, 1.0),  # 0: one bloc governs nearly alone, 1: power is split evenly
}
PLEDGES = {"lead_government": 42, "regional_union": 25, "pooled_fund": 21, "development_bank": 13,
           "second_government": 9}  # fmt: skip


class Kind(NamedTuple):
    """What a kind of settlement sets, as the scenario of that name does."""

    settlement: str
    points: int
    fighters: tuple[int, int]  # Northern Front, Hill Movement
    inclusion: float
    patron: tuple[float, float]
    hill_kind: str
    power: tuple[float, float, float, float]  # former government, northern bloc, hill bloc, opposition
    governing: bool  # whether the two movements govern
    mission: tuple[int, int, float]  # troops, police, mandate
    hostility: float
    control: float
    insecurity: float
    army: float
    civilian_control: float
    arrears: float


KINDS: dict[str, Kind] = {
    "agreement": Kind("agreement", 9, (50_000, 40_000), 0.65, (0.15, 0.10), "political", (0.40, 0.18, 0.14, 0.28),
                      True, (15_000, 1_000, 0.75), 0.35, 0.45, 0.65, 3.2, 0.40, 6.0),
    "ceasefire": Kind("ceasefire", 6, (50_000, 40_000), 0.35, (0.15, 0.10), "political", (0.60, 0.05, 0.05, 0.30),
                      False, (1_000, 50, 0.25), 0.35, 0.40, 0.70, 3.2, 0.40, 6.0),
    "victory": Kind("government_victory", 5, (4_000, 2_000), 0.10, (0.10, 0.05), "successor",
                    (0.80, 0.03, 0.02, 0.15), False, (0, 0, 0.0), 0.25, 0.70, 0.45, 6.0, 0.50, 3.0),
    "fragile_with_patron": Kind("agreement", 6, (50_000, 40_000), 0.55, (0.15, 0.60), "patron_backed",
                                (0.45, 0.15, 0.15, 0.25), True, (8_000, 400, 0.55), 0.85, 0.30, 0.75, 3.2, 0.30, 6.0),
    "no_settlement": Kind("none", 4, (18_000, 12_000), 0.15, (0.30, 0.20), "political", (0.65, 0.03, 0.02, 0.30),
                          False, (15_000, 400, 0.70), 0.50, 0.35, 0.80, 4.0, 0.40, 8.0),
}  # fmt: skip


def contexts(seed: int = SEED) -> list[dict[str, Value]]:
    """One row of values by path for each context, kind after kind."""
    from scipy.stats import qmc  # costs a second of import

    kinds = [kind for kind in KINDS.values() for _ in range(kind.points)]
    unit = qmc.LatinHypercube(len(AXES), rng=generator(seed, "gates", "contexts")).random(len(kinds))
    rows: list[dict[str, Value]] = []
    for kind, point in zip(kinds, unit.tolist(), strict=True):
        at = {
            name: round(low + share * (high - low), 3)
            for (name, (low, high)), share in zip(AXES.items(), point, strict=True)
        }
        rows.append(_row(kind, at))
    return rows


def _row(kind: Kind, at: dict[str, float]) -> dict[str, Value]:
    leave = int(at["mission_exit"])
    fighters = [round(men * at["armed"]) for men in kind.fighters]
    return {
        "country.settlement": kind.settlement,
        "country.patronage": at["patronage"],
        "country.revenue_usd_m": round(300 * at["revenue"], 1),
        "country.first_election_month": int(at["election"]),
        "country.neighbour_hostility": kind.hostility,
        "country.state_control": kind.control,
        "country.insecurity": kind.insecurity,
        "country.army_per_1000": kind.army,
        "country.civilian_control": kind.civilian_control,
        "country.pay_arrears_months": kind.arrears,
        **_factions(kind, fighters),
        **_blocs(kind, at["fragmentation"]),
        **{f"donors.{name}.pledge_usd_m": round(pledge * at["aid"], 2) for name, pledge in PLEDGES.items()},
        "donors.all.horizon": int(at["horizon"]),
        "donors.all.strictness": at["strictness"],
        "missions.un_mission.troops": kind.mission[0],
        "missions.un_mission.police": kind.mission[1],
        "missions.un_mission.mandate": kind.mission[2],
        "missions.un_mission.drawdown": max(6, leave - 24),
        "missions.un_mission.exit": leave,
    }


def _factions(kind: Kind, fighters: list[int]) -> dict[str, Value]:
    """Both movements; 200 USD a year and fighter, as in every scenario."""
    row: dict[str, Value] = {"country.factions.all.inclusion": kind.inclusion}
    for name, men, patron in zip(("northern_front", "hill_movement"), fighters, kind.patron, strict=True):
        row[f"country.factions.{name}.fighters"] = men
        row[f"country.factions.{name}.patron"] = patron
        row[f"country.factions.{name}.finance_usd_m"] = round(200e-6 * men, 2)
    return row | {"country.factions.hill_movement.kind": kind.hill_kind}


def _blocs(kind: Kind, fragmentation: float) -> dict[str, Value]:
    """Power of the four blocs: up to a quarter of the strongest one's goes to the three others, or comes from them."""
    names = ("old_government", "northern_bloc", "hill_bloc", "opposition")
    moved = (fragmentation - 0.5) * 0.5 * min(kind.power[0], 1 - kind.power[0])
    rest = sum(kind.power[1:])
    power = [kind.power[0] - moved, *(one + moved * one / rest for one in kind.power[1:])]
    power = [round(one, 4) for one in power]
    power[-1] = round(1 - sum(power[:-1]), 4)
    row: dict[str, Value] = {f"country.blocs.{name}.power": one for name, one in zip(names, power, strict=True)}
    return row | {f"country.blocs.{name}.governing": kind.governing for name in names[1:3]}


def main(path: str) -> None:
    """Write the contexts as CSV."""
    rows = contexts()
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([{key: _text(value) for key, value in row.items()} for row in rows])


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
