"""4e, directions of effects: paired worlds under the same seeds, a one-sided paired test, and the mutant without cause.

Each line states a relation: the changed scenario has more of something than the base. It holds where the mean paired
difference exceeds 4.75 standard errors; a wrong model without that effect passes with a chance of one in a million. So
does a right one fail with fresh seeds (false-alarm rate) where the difference that was found is more than 9.5 standard
errors, which is why each line has the runs that it has. The mutant is run: the same two scenarios without the cause.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.records.results import Results

pytestmark = pytest.mark.slow

Z = 4.75  # one-sided normal quantile of one in a million
SMALL = ("run.civilians=1000", "run.officers=300", "run.months=60", "run.seed=23")
NO_MISSION = ("missions.unmil.troops=0", "missions.unmil.police=0")
STRICT = tuple(f"donors.{donor}.strictness=1.0" for donor in load_scenario().donors)
ALL = ("plan=everything_at_once",)


def only(*reforms: str, start: int = 1, months: int = 60, share: float = 0.5) -> tuple[str, ...]:
    """The overrides that make these reforms the whole plan."""
    return (
        "plan=do_nothing",
        *(f"+plan.actions.{reform}={{reform: {reform}, start: {start}, months: {months}, share: {share}}}"
          for reform in reforms),
    )  # fmt: skip


def shock(kind: str, size: float) -> str:
    """A shock of two years from month 6 on."""
    return f"+shocks.s={{title: S, kind: {kind}, start: 6, months: 24, size: {size}}}"


@lru_cache(maxsize=40)
def run(runs: int, *overrides: str) -> Results:
    """So many small worlds."""
    return run_ensemble(load_scenario("liberia_2003", [*SMALL, f"run.replicates={runs}", *overrides]))


def end(name: str) -> Callable[[Results], np.ndarray]:
    """The last month of an indicator, by world."""
    return lambda results: results.values(name)[:, -1].astype(float)


def total(name: str) -> Callable[[Results], np.ndarray]:
    """The sum of an indicator over all months, by world."""
    return lambda results: results.values(name).sum(axis=1).astype(float)


def unpunished(results: Results) -> np.ndarray:
    """Detected wrongs that ended in no sanction, as a share of those detected, over the last four years."""
    opened, sanctions = (results.values(name)[:, 12:].sum(axis=1) for name in ("cases_opened", "sanctions"))
    return 1 - sanctions / np.maximum(opened, 1)


class Ordering(NamedTuple):
    """The outcome is higher (sign 1) or lower (-1) with the change than in the base; not so with the mutant."""

    relation: int
    base: tuple[str, ...]
    change: tuple[str, ...]
    outcome: Callable[[Results], np.ndarray]
    sign: int
    mutant: tuple[str, ...]
    runs: int = 40


LEAKY = (*ALL, *STRICT, "mechanisms.looking_away=false", "parameters.leakage_base=0.7")
THOROUGH = ("parameters.vetting_reach=0.3",)
WATCHFUL = ("parameters.detection_rate=0.2", "parameters.report_rate=0.01")
ORDERINGS = {
    "46 courts with new money leave less unpunished": Ordering(
        46, ("plan=do_nothing",), only("justice"), unpunished, -1, ("mechanisms.sanctions=false",)),
    "46 better handling raises complaints": Ordering(
        46, ("plan=do_nothing", "country.patronage=0.2"), ("country.patronage=0.2", *only("complaints")),
        total("complaints"), 1, ("parameters.complaints_gain=0",)),
    "47 more leakage where nobody looks leaks more": Ordering(
        47, ALL, (*ALL, "parameters.leakage_base=0.5"), total("leakage_share"), 1, ("mechanisms.leakage=false",)),
    "48 conditions with teeth delay money": Ordering(
        48, (*LEAKY, "parameters.suspension_most=0"), LEAKY, end("money_received"), -1,
        ("mechanisms.conditionality=false",)),
    "48 conditions with teeth leave less to leak": Ordering(
        48, (*LEAKY, "parameters.suspension_most=0"), LEAKY, end("money_leaked"), -1,
        ("mechanisms.conditionality=false",)),
    "49 pay that is late makes bribes": Ordering(
        49, ("plan=do_nothing",), ("plan=do_nothing", "country.security_share=0.08"), end("corruption_norm"), 1,
        ("mechanisms.arrears=false",)),
    "49 pay that is late makes deserters": Ordering(
        49, ("plan=do_nothing",), ("plan=do_nothing", "country.security_share=0.08"), end("army_strength"), -1,
        ("mechanisms.desertion=false",)),
    "50 vetting lowers misconduct": Ordering(
        50, ("plan=do_nothing", *THOROUGH), (*THOROUGH, *only("vetting")), end("corruption_norm"), -1,
        ("mechanisms.vetting=false",)),
    "50 vetting costs men": Ordering(
        50, ("plan=do_nothing", *THOROUGH), (*THOROUGH, *only("vetting")), total("police_strength"), -1,
        ("mechanisms.vetting=false",)),
    "51 disarmament under a guarantor leaves fewer men": Ordering(
        51, ("plan=do_nothing",), only("ddr"), end("fighters"), -1, ("mechanisms.ddr=false",)),
    "55 ombudsman and parliament find more than the ombudsman": Ordering(
        55, (*WATCHFUL, *only("complaints")), (*WATCHFUL, *only("complaints", "parliament_oversight")),
        total("cases_opened"), 1, ("parameters.detection_rate=0",)),
    "55 ombudsman and parliament find more than parliament": Ordering(
        55, (*WATCHFUL, *only("parliament_oversight")), (*WATCHFUL, *only("complaints", "parliament_oversight")),
        total("cases_opened"), 1, ("parameters.detection_rate=0", "parameters.report_rate=0")),
    "58 a stronger patron puts more men under arms": Ordering(
        58, (*NO_MISSION, shock("patron_intervention", 0.1)), (*NO_MISSION, shock("patron_intervention", 1.0)),
        total("fighters"), 1, ("parameters.finance_patron=0", "parameters.patron_men=0")),
    "58 a deeper slump makes more crime": Ordering(
        58, (*NO_MISSION, shock("economic", 0.1)), (*NO_MISSION, shock("economic", 1.0)), total("crime"), 1,
        ("mechanisms.crime=false",), 100),
}  # fmt: skip


def score(line: Ordering, *more: str) -> float:
    """Mean paired difference in its direction, in standard errors; 0 where nothing differs."""
    base, changed = (run(line.runs, *overrides, *more) for overrides in (line.base, line.change))
    difference = line.sign * (line.outcome(changed) - line.outcome(base))
    spread = difference.std(ddof=1) / np.sqrt(line.runs)
    return float(difference.mean() / spread) if spread > 0 else 0.0


@pytest.mark.parametrize("name", ORDERINGS)
def test_effects_go_where_the_model_says(name: str) -> None:
    """46 to 58: the claimed direction holds beyond any doubt, and is gone with its cause."""
    line = ORDERINGS[name]
    assert score(line) > Z
    assert score(line, *line.mutant) < Z
