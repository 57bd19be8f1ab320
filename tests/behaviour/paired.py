"""Small worlds of Liberia that claims compare, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.records.results import Results
from ssrsim.scenario.events import KIND

SMALL = ("run.civilians=1000", "run.officers=300", "run.replicates=10", "run.months=60", "run.seed=11")
NO_MISSION = ("missions.unmil.troops=0", "missions.unmil.police=0")
WAR = (*NO_MISSION, "country.settlement=none", "parameters.leader_cost=0.0", "parameters.leader_cost_spread=0.01")
BOOM = "+shocks.boom={title: Boom, kind: commodity_boom, start: 6, months: 54, size: 1.0}"
CAMPS = tuple(
    f"country.factions.{faction}.sanctuary=0.8" for faction in ("lurd", "model", "government_militias")
)  # a Liberia whose fighters wait across the border
ALL_REFORMS = ("plan=everything_at_once",)
ROOM_IN_THE_ARMY = ("plan=do_nothing", "country.army_target_per_1000=9.0")
ABLE_ARMY = ("country.army_per_1000=10", "country.army_skill=0.7", "country.equipment=0.6")
STANDS_IN = (*ABLE_ARMY, "parameters.army_policing=0.8", "parameters.rightsizing_rate=0.5", "country.patronage=0.1")
CLEAN_COURTS = ("country.justice=0.9", "country.oversight_independence=0.9", "country.oversight_effective=0.9")


def only(reform: str, months: int = 60, share: float = 1.0) -> tuple[str, str]:
    """The overrides that make one reform the whole plan, from the first month on."""
    return (
        "plan=do_nothing",
        f"+plan.actions.{reform}={{reform: {reform}, start: 1, months: {months}, share: {share}}}",
    )


@lru_cache(maxsize=64)
def run(*overrides: str) -> Results:
    """Ten small worlds; many claims compare with the same ones, so the last are kept. Nobody writes into results."""
    return run_ensemble(load_scenario("liberia_2003", [*SMALL, *overrides]))


def end(results: Results, indicator: str) -> float:
    return float(results.values(indicator)[:, -1].mean())


def total(results: Results, indicator: str) -> float:
    return float(results.values(indicator).sum(axis=1).mean())


def events(results: Results, kind: str) -> int:
    return int((results.events["kind"] == KIND[kind]).sum())


def survey_error(results: Results) -> float:
    """Largest distance between the survey published in month 8 and the truth of its field work in month 6."""
    return float(np.abs(results.values("survey_trust_police")[:, 8] - results.values("trust_police")[:, 6]).max())


def survey_excess(results: Results) -> float:
    """How much higher published trust of month 8 is than the truth of its field work in month 6, mean over worlds."""
    return float((results.values("survey_trust_police")[:, 8] - results.values("trust_police")[:, 6]).mean())


class Claim(NamedTuple):
    """What must hold between runs with (on) and without (off) a mechanism, in a context where it matters."""

    context: tuple[str, ...]
    holds: Callable[[Results, Results], bool]
    why: str
