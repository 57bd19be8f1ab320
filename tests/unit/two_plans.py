"""Made-up results of several plans in the same made-up worlds, for tests of comparisons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ssrsim.analysis.compare import Comparison, compare
from ssrsim.lab.random import generator
from ssrsim.records.results import Results
from tests.unit.synthetic_results import made_up_results, made_up_scenario

TITLES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta")


def under_plan(results: Results, name: str, title: str) -> Results:
    """The same runs as those of a plan with this name and title."""
    plan = results.scenario.plan.model_copy(update={"name": name, "title": title})
    return replace(results, scenario=results.scenario.model_copy(update={"plan": plan}), series=results.series.copy())


def plans(count: int = 2, months: int = 120, replicates: int = 40) -> list[Results]:
    """So many plans; the second has .1 more trust in every month than the first, the third .2 more, and so on."""
    base = made_up_results(made_up_scenario(months=months, replicates=replicates))
    found: list[Results] = []
    for number in range(count):
        one = under_plan(base, TITLES[number].lower(), TITLES[number])
        noise = np.random.default_rng(number).normal(0, 0.01, one.series.shape)
        if number:
            one.series["trust_police"] = np.clip(one.series["trust_police"] + 0.1 * number + noise, 0, 1)
        found.append(one)
    return found


def compared(count: int = 2, months: int = 120) -> Comparison:
    """Those plans, compared."""
    return compare(plans(count, months), generator(1, "test"))
