"""The plans of the gates beside those that ship: orders of the same packages, single instruments, all but one.

Which reforms make a package, and its months and shares, stand in `configs/study/gates/plans.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from ssrsim.scenario.base import Given, Identifier, quantity
from ssrsim.scenario.loader import load
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.reforms import ReformName

ONLY, ALL_BUT = "only_", "all_but_"
EVERYTHING, NOTHING = "everything_at_once", "do_nothing"
Shares = dict[ReformName, Annotated[float, Field(gt=0, le=1)]]


class PlanMaker(Given):
    """What the plans of the gates are made of."""

    packages: dict[Identifier, Shares] = Field(min_length=2, max_length=5, description="reforms that come together")
    instruments: dict[Identifier, Shares] = Field(max_length=40, description="what is tried alone, and left out alone")
    months: int = quantity(low=1, high=600, unit="months", text="how long a package is paid for")
    apart: int = quantity(low=1, high=600, unit="months", text="from the start of one package to that of the next")
    later: int = quantity(low=1, high=480, unit="months", text="how much later a late plan begins")
    late: tuple[tuple[Identifier, ...], ...] = Field(max_length=40, description="orders that are tried late, too")
    only_months: int = quantity(low=1, high=600, unit="months", text="how long a single instrument is paid for")


def plan_maker(path: Path) -> PlanMaker:
    """What a file says of the plans.

    Raises:
        ValueError: It cannot be read, or says something else.
    """
    loaded = load(path)
    if loaded.faults:
        raise ValueError(f"{path}:{loaded.faults[0].line}: {loaded.faults[0].said}")
    return PlanMaker.model_validate_json(_json(loaded.data))


def made_plans(maker: PlanMaker, everything: Plan) -> list[Plan]:
    """Every order, the late ones, every instrument alone, and everything at once without it."""
    orders = [*permutations(maker.packages)]
    plans = [_order("_".join(order), maker, order, 0) for order in orders]
    plans += [_order(f"late_{'_'.join(order)}", maker, order, maker.later) for order in maker.late]
    for name, shares in maker.instruments.items():
        actions = {reform: _action(reform, 1, maker.only_months, share) for reform, share in shares.items()}
        plans.append(_plan(f"{ONLY}{name}", f"Nothing but {_words(name)}", actions))
    for name, shares in maker.instruments.items():
        left = {key: one for key, one in everything.model_dump(mode="json")["actions"].items()
                if one["reform"] not in shares}  # fmt: skip
        plans.append(_plan(f"{ALL_BUT}{name}", f"Everything at once but {_words(name)}", left))
    return plans


def _order(name: str, maker: PlanMaker, order: Sequence[str], later: int) -> Plan:
    actions: dict[str, Any] = {}
    for place, package in enumerate(order):
        start = 1 + later + place * maker.apart
        for reform, share in maker.packages[package].items():
            actions[reform] = _action(reform, start, maker.months, share)
    return _plan(name, f"{', '.join(order)}{' (late)' if later else ''}", actions)


def _action(reform: str, start: int, months: int, share: float) -> dict[str, Any]:
    return {"reform": reform, "start": start, "months": months, "share": share}


def _plan(name: str, title: str, actions: Mapping[str, Any]) -> Plan:
    return Plan.model_validate_json(_json({"name": name, "title": title, "actions": actions}))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _json(data: Any) -> str:
    import json

    return json.dumps(data)
