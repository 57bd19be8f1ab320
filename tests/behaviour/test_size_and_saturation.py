"""Results do not depend on the number of sampled rows, and nothing sticks at 0 or 1 in the run that ships."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.records.results import Results
from ssrsim.scenario.indicators import INDICATORS

REPLICATES = 40
# civilians and officers, against the 10,000 and 1,500 that ship
SIZES = ((1_000, 300), (3_000, 900), pytest.param(30_000, 4_500, marks=pytest.mark.slow))
# what may stand at an end of its range for years, because that is what it says: no plan, no money spent, a small error,
# a government of all
LONGEST = 24  # months
MAY_REST_AT_AN_END = ("leakage_share", "admin_leakage_share", "reform_formal", "reform_effective", "admin_formal",
                      "survey_trust_police_se", "rents_at_risk", "governing_power", "suspension",
                      "independent_finance", "donor_pressure")  # fmt: skip


@cache
def liberia(civilians: int, officers: int) -> Results:
    size = (f"run.civilians={civilians}", f"run.officers={officers}", f"run.replicates={REPLICATES}", "run.months=60")
    return run_ensemble(load_scenario("liberia_2003", [*size, "plan=everything_at_once"]))


@pytest.mark.parametrize(("civilians", "officers"), SIZES)
def test_results_do_not_depend_on_rows(civilians: int, officers: int) -> None:
    """Each indicator has the same mean over months 12 to 60 within 3 standard errors, at 1,000 to 30,000 civilians.

    40 random worlds a side. One of 80 indicators may lie beyond 3 standard errors by chance, none beyond 4.
    """
    few, many = liberia(civilians, officers), liberia(10_000, 1_500)
    distances = {}
    for indicator in INDICATORS:
        a, b = (results.values(indicator.name)[:, 12:].mean(axis=1) for results in (few, many))
        error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
        distances[indicator.name] = abs(a.mean() - b.mean()) / (error + 1e-9 * max(abs(a.mean()), 1.0))
    beyond = {name: float(z) for name, z in distances.items() if z > 3}
    assert len(beyond) <= 1, beyond
    assert max(distances.values()) < 4, beyond


@pytest.mark.parametrize("plan", ["do_nothing", "liberia_2003_historical", "everything_at_once"])
def test_nothing_saturates_in_liberia(plan: str) -> None:
    """No mean level sits within .02 of 0 or 1 for more than 24 months in a median run.

    What saturates cannot compare plans.
    """
    results = run_ensemble(load_scenario("liberia_2003", [f"plan={plan}", "run.replicates=20", "run.civilians=2000"]))
    stuck = {}
    for indicator in INDICATORS:
        if indicator.dtype == "float32" and indicator.unit == "share" and indicator.name not in MAY_REST_AT_AN_END:
            values = results.values(indicator.name)
            at_an_end = (values < 0.02) | (values > 0.98)
            months = float(np.median(at_an_end.sum(axis=1)))
            if months > LONGEST:
                stuck[indicator.name] = months
    assert not stuck
