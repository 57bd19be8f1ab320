"""4b, 4e and 4f, size, order and intervals: what a country twice as large shares with it, and what runs can tell.

Every test names its runs, its false-alarm rate and the mutant (a wrong model) that it catches, and makes the mutant.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from toy import FACTION, SEED, Tree, changed, data, lived, off, template

from ssrsim.analysis.intervals import LEVEL, mean_interval, t_quantile
from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.phases.engine import settle
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.world import World

Z = 4.9  # two-sided normal quantile of a false-alarm rate of one in a million
ONE_SIDED = 4.75
Change = Callable[[World], Any]


def histories(tree: Tree, runs: int, change: Change | None = None, prepare: Change | None = None) -> np.ndarray:
    """The records of so many worlds, [run, month]."""
    records, start = [], template(tree, prepare)
    for replicate in range(runs):
        world = settle(start, SEED, replicate)
        if change is not None:
            change(world)
        records.append(np.asarray(lived(world).record))
    return np.stack(records)


def in_errors(differences: np.ndarray) -> float:
    """The mean in standard errors."""
    return float(differences.mean() / (differences.std(ddof=1) / np.sqrt(len(differences)) + 1e-12))


def times_two(tree: Tree) -> Tree:
    """Twice the people, fighters, revenue, rebel income and pledges; all that is stated per head stays."""
    tree = changed(tree)
    country = tree["country"]
    for district in country["districts"].values():
        district["population"] *= 2
    for faction in country["factions"].values():
        faction["fighters"] *= 2
        faction["finance_usd_m"] *= 2
    country["revenue_usd_m"] *= 2
    for donor in tree["donors"].values():
        donor["pledge_usd_m"] *= 2
    return tree


SHARES = ("trust_police", "grievance", "corruption_norm", "ghost_share", "leakage_share", "reform_formal",
          "reform_effective", "skill", "capability", "crime", "will", "scandals")  # fmt: skip
PER_HEAD = ("police_strength", "army_strength", "fighters", "money_spent", "cases_waiting")


def apart(small: np.ndarray, large: np.ndarray) -> tuple[float, str]:
    """The largest equivalence bound that paired worlds of one and of twice the size need, and whose it is."""
    needed = {}
    for name in (*(name for name in SHARES if name in small.dtype.names), *PER_HEAD):
        one, two = (records[name][:, 6:].mean(axis=1).astype(float) for records in (small, large))
        difference = two / (2 if name in PER_HEAD else 1) - one
        scale = max(one.mean(), 1.0) if name in PER_HEAD else 1.0
        error = difference.std(ddof=1) / np.sqrt(len(difference))
        needed[name] = float((abs(difference.mean()) + Z * error) / scale)
    worst = max(needed, key=needed.__getitem__)
    return needed[worst], worst


@pytest.mark.slow
def test_a_country_twice_as_large_is_the_same_country() -> None:
    """20: people, forces, revenue and pledges doubled: the same shares, twice the numbers, within .03.

    In districts of three million: in small ones whole recruits round (see `test_books.py`). Runs: 60 pairs under the
    same seeds, 36 months, at peace; deaths and recurrence are no part of it. False-alarm rate: 1e-6 (equivalence: mean
    and 4.9 standard errors within the bound). Mutant: courts that are not twice as many, caught with certainty.
    """
    runs, busy = 60, ("donors=liberia_2003", "plan=everything_at_once", "parameters.leader_cost=3.5", *off("spoilers"))
    tree = data(*busy, months=36)
    front = FACTION | {"group": "ga", "presence": {"east": 0.5, "west": 0.5}}
    tree = changed(tree, country__factions={"front": front}, country__revenue_usd_m=100.0)
    for district in tree["country"]["districts"].values():
        district["population"] *= 10
    small, large = histories(tree, runs), histories(times_two(tree), runs)
    bound, worst = apart(small, large)
    assert bound < 0.03, (bound, worst)

    def as_many_courts(template: World) -> None:
        template.parameters[0].court_capacity /= 2

    assert apart(small, histories(times_two(tree), runs, prepare=as_many_courts))[0] > 0.06


@lru_cache
def by_rows(civilians: int, officers: int, runs: int) -> Any:
    """Liberia under a busy plan with so many rows."""
    size = (f"run.civilians={civilians}", f"run.officers={officers}", f"run.replicates={runs}", "run.months=24")
    return run_ensemble(load_scenario("liberia_2003", [*size, "plan=everything_at_once"]))


@pytest.mark.slow
def test_rows_are_a_sample_and_no_cause() -> None:
    """24: ten times as many rows, each for a tenth of the people: the same means of all shares within .02.

    Runs: 100 worlds of 1,000 and 10,000 rows, months 6 to 24. False-alarm rate: 1e-6 (equivalence by mean and 4.9
    standard errors). Mutant: information that saturates in counted informants instead of expected ones (it differs by
    more than .04 between the two), caught with probability above .999.
    """
    runs = 100
    few, many = by_rows(1_000, 300, runs), by_rows(10_000, 1_500, runs)
    for name in ("trust_police", "trust_army", "grievance", "fear", "livelihood", "corruption_norm", "crime",
                 "state_control", "skill", "capability", "justice", "perceived_corruption"):  # fmt: skip
        one, other = (results.values(name)[:, 6:].mean(axis=1) for results in (few, many))
        error = np.sqrt(one.var(ddof=1) / runs + other.var(ddof=1) / runs)
        assert abs(one.mean() - other.mean()) + Z * error < 0.02, name
    informants = np.random.default_rng(24)
    counted = [informants.binomial(n, 0.03, 4_000) / n for n in (1_000 // 45, 10_000 // 45)]  # of one community
    assert abs(np.subtract(*(np.mean(share / (share + 0.03)) for share in counted))) > 0.04


@pytest.mark.slow
def test_corruptible_officers_lower_trust() -> None:
    """47: officers who are more corruptible from month 1 on take more bribes, and people trust them less.

    Runs: 40 pairs, 24 months. False-alarm rate: below 1e-6 (above 9.5 standard errors where 4.75 are asked). Mutant:
    people who learn nothing from bribes and wrongs, caught with probability above .999999.
    """

    def corruptible(world: World) -> None:
        world.officers.corruptibility[:] += 0.7

    deaf = ("parameters.bribe_lesson=0", "parameters.trust_gain=0", "parameters.talk_rate=0.001",
            "parameters.trust_corruption=0")  # fmt: skip
    for more, learns in (((), True), (deaf, False)):
        tree = data(*more, *off("scandals", "coups", "performance"), months=24)
        base, worse = histories(tree, 40), histories(tree, 40, corruptible)
        assert in_errors((worse["corruption_norm"] - base["corruption_norm"])[:, -1]) > ONE_SIDED
        assert (in_errors((base["trust_police"] - worse["trust_police"])[:, -1]) > ONE_SIDED) == learns


def turns(vetting: int) -> tuple[str, ...]:
    """Training in months 25 to 48, and vetting for two years from a month on."""
    return (
        "+plan.actions.training={reform: training, start: 25, months: 24, share: 0.5}",
        f"+plan.actions.vetting={{reform: vetting, start: {vetting}, months: 24, share: 0.5}}",
    )


@pytest.mark.slow
def test_what_builds_on_something_comes_after_it() -> None:
    """57: training in the same two years works better after vetting, on which it builds, than before it.

    With will held fixed: vetting that is let through puts rents at risk, which lowers will and with it all that comes
    after. Runs: 40 pairs. False-alarm rate: below 1e-6 (above 9.5 standard errors where 4.75 are asked). Mutant:
    prerequisites that do not count; then the order means nothing (within 1e-4), caught with certainty.
    """
    training = REFORM_NAMES.index("training")
    plain = (
        "donors=liberia_2003",
        "plan=do_nothing",
        "parameters.will_base=2",
        *off("elections", "reversal", "derived_will"),
    )

    def forgotten(template: World) -> None:
        template.prerequisites[:] = 0

    def reached(vetting: int, prepare: Change | None) -> np.ndarray:
        start = template(data(*plain, *turns(vetting), months=48), prepare)
        worlds = [lived(settle(start, SEED, replicate)) for replicate in range(40)]
        return np.array([float(world.reform_record.effective[-1, training]) for world in worlds])

    assert in_errors(reached(1, None) - reached(49, None)) > ONE_SIDED
    assert abs((reached(1, forgotten) - reached(49, forgotten)).mean()) < 1e-4


@lru_cache
def trusts(runs: int) -> np.ndarray:
    """Trust in the police at the end of as many small worlds."""
    return histories(data(months=12), runs)["trust_police"][:, -1].astype(float)


@pytest.mark.slow
def test_intervals_shrink_with_the_root_of_runs() -> None:
    """59: the width of a mean's interval falls with the root of the runs (slope -.5 within .05), quantiles stay.

    Runs: 800 worlds in lots of 25 to 400. False-alarm rate: 1e-6 (the slope errs by less than .01). Mutant: an interval
    that forgets the root (slope 0), caught with certainty.
    """
    values, lots = trusts(800), np.array([25, 50, 100, 200, 400])
    widths = []
    for n in lots:
        estimates = [mean_interval(values[k : k + n]) for k in range(0, len(values) - n + 1, n)]
        widths.append(np.mean([(e.high - e.low) / t_quantile(int(n)) for e in estimates]))
    slope = np.polyfit(np.log(lots), np.log(widths), 1)[0]
    assert abs(slope + 0.5) < 0.05
    half, error = np.quantile(values[:400], 0.5) - np.quantile(values, 0.5), values.std() * 1.2533 / np.sqrt(400)
    assert abs(half) < Z * error


@pytest.mark.slow
def test_wider_parameters_widen_outcomes() -> None:
    """59: a parameter drawn from a range three times as wide makes outcomes vary more; one that nothing uses does not.

    Runs: 300 against 300 under the same seeds. False-alarm rate: 1e-6 (the log of the ratio of variances has standard
    error .115). Mutant: a parameter that acts on nothing here (pay of fighters, where there are
    none), caught with certainty.
    """
    runs, draws = 300, np.random.default_rng(59).uniform(-1, 1, 300)

    def varied(parameter: str, middle: float, width: float) -> float:
        found, start = np.empty(runs), template(data(months=12))
        for replicate, draw in enumerate(draws):
            world = settle(start, SEED, replicate)
            world.parameters[0][parameter] = middle + width * draw
            found[replicate] = lived(world).record.police_strength[-1]
        return float(found.var(ddof=1))

    error = Z * np.sqrt(4 / runs)
    assert np.log(varied("attrition", 0.02, 0.018) / varied("attrition", 0.02, 0.006)) > error
    assert varied("fighter_wage", 60, 50) == varied("fighter_wage", 60, 10)


def test_intervals_cover_the_truth() -> None:
    """62: 95 % intervals of paired differences hold a known effect in 93 to 97 % of synthetic comparisons.

    Runs: 20,000 comparisons of 20 pairs that share nine tenths of their luck. False-alarm rate: below 1e-6 (coverage
    errs by .0015, so that 93 and 97 % lie 13 standard errors out). Mutant: an interval for strangers, which covers all.
    """
    luck, effect = np.random.default_rng(62), 0.3
    shared = luck.normal(size=(20_000, 20)) * 3
    base, plan = (shared + luck.normal(size=shared.shape) for _ in range(2))
    differences = plan + effect - base
    half = t_quantile(20) * differences.std(axis=1, ddof=1) / np.sqrt(20)
    first = mean_interval(differences[0])
    assert first.high - first.value == pytest.approx(half[0])
    covered = np.abs(differences.mean(axis=1) - effect) <= half
    assert 0.93 < covered.mean() < 0.97
    assert abs(covered.mean() - LEVEL) < Z * np.sqrt(LEVEL * (1 - LEVEL) / len(covered))
    strangers = t_quantile(20) * np.sqrt(2) * base.std(axis=1, ddof=1) / np.sqrt(20)
    assert (np.abs(differences.mean(axis=1) - effect) <= strangers).mean() > 0.99
