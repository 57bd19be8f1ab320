"""Paired comparisons: world by world, refused where worlds do not match, and steadier than comparing strangers."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from ssrsim.analysis.paired import differences, district_differences, paired_difference
from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.records.results import Results
from ssrsim.world.world import DISTRICT_RECORD_DTYPE, RECORD_DTYPE


def made(
    trust: Sequence[Sequence[float]], replicates: Sequence[int] = (0, 1, 2), seed: int = 1, districts: bool = True
) -> Results:
    """Results in which trust in the police is given by replicate and month, and by district .1 more and .1 less."""
    values = np.array(trust, dtype=float)
    n, months = values.shape
    series = np.zeros((n, months), RECORD_DTYPE)
    series["trust_police"] = values
    series["money_spent"] = np.nan_to_num(values) * 1e8  # cents of as many USD m
    by_district = np.zeros((n, months, 2), DISTRICT_RECORD_DTYPE)
    by_district["trust_police"] = np.stack([values + 0.1, values - 0.1], axis=2)
    scenario = load_scenario("liberia_2003", [f"run.seed={seed}", f"run.months={months - 1}"])
    kept = by_district if districts else None
    return Results(scenario, np.array(replicates, np.int64), series, kept, np.empty(0), (), 0.0)


BASE = made([[0.5, 0.5, 0.5], [0.4, 0.4, 0.4], [0.3, 0.3, 0.3]])
CHANGED = made([[0.5, 0.6, 0.7], [0.4, 0.4, 0.5], [0.3, 0.2, 0.3]])


def test_difference_is_changed_less_base_in_the_last_month() -> None:
    """The sign is that of the change, and the order that of the replicates."""
    assert differences(CHANGED, BASE, "trust_police") == pytest.approx([0.2, 0.1, 0.0])
    assert differences(BASE, CHANGED, "trust_police") == pytest.approx([-0.2, -0.1, 0.0])
    assert differences(CHANGED, BASE, "trust_police", 1) == pytest.approx([0.1, 0.0, -0.1])


def test_a_slice_of_months_is_averaged() -> None:
    """Months 1 and 2, without the settlement."""
    assert differences(CHANGED, BASE, "trust_police", slice(1, None)) == pytest.approx([0.15, 0.05, -0.05])


def test_money_comes_in_the_unit_of_readers() -> None:
    """A difference of cents would be read as millions of dollars."""
    assert differences(CHANGED, BASE, "money_spent") == pytest.approx([0.2, 0.1, 0.0], abs=1e-6)


def test_estimate_has_the_interval_of_paired_differences() -> None:
    """Mean .1, standard deviation .1, three pairs: t with two degrees of freedom is 4.303."""
    found = paired_difference(CHANGED, BASE, "trust_police")
    half = 4.302653 * 0.1 / np.sqrt(3)
    assert found.n == 3
    assert (found.value, found.low, found.high) == pytest.approx((0.1, 0.1 - half, 0.1 + half), abs=1e-5)


def test_only_replicates_of_both_are_paired_each_with_itself() -> None:
    """A run that broke off has no partner, and nobody else's."""
    fewer = made([[0.3, 0.3, 0.4], [0.5, 0.5, 0.8]], replicates=(2, 7))
    assert differences(fewer, BASE, "trust_police") == pytest.approx([0.1])
    assert paired_difference(fewer, BASE, "trust_police").n == 1
    assert np.isnan(paired_difference(fewer, BASE, "trust_police").low)  # one pair has no interval


def test_what_was_not_measured_stays_unknown_and_out_of_n() -> None:
    """NaN in one of the two is a pair without a difference, never a difference of nothing."""
    gap = made([[0.5, 0.6, np.nan], [0.4, 0.4, 0.5], [0.3, 0.2, 0.3]])
    assert np.isnan(differences(gap, BASE, "trust_police")).tolist() == [True, False, False]
    assert np.isnan(differences(BASE, gap, "trust_police", slice(1, None))).tolist() == [True, False, False]
    found = paired_difference(gap, BASE, "trust_police")
    assert (found.n, found.value) == (2, pytest.approx(0.05))


def test_districts_are_compared_one_by_one() -> None:
    """Pairs by districts, whatever replicates the two have in common."""
    found = district_differences(CHANGED, BASE, "trust_police")
    assert found == pytest.approx(np.array([[0.2, 0.2], [0.1, 0.1], [0.0, 0.0]]), abs=1e-6)
    tilted = made([[0.5, 0.5, 0.5]], replicates=(1,))
    assert tilted.districts is not None
    tilted.districts["trust_police"][0, :, 0] += 0.2
    assert district_differences(tilted, BASE, "trust_police") == pytest.approx(np.array([[0.3, 0.1]]), abs=1e-6)
    mean = district_differences(CHANGED, BASE, "trust_police", slice(1, None))
    assert mean == pytest.approx(np.array([[0.15, 0.15], [0.05, 0.05], [-0.05, -0.05]]), abs=1e-6)


OTHER_SEED = made([[0.5] * 3] * 3, seed=2)
SHORTER = made([[0.5] * 2] * 3)
STRANGERS = made([[0.5] * 3] * 3, replicates=(3, 4, 5))
REFUSED = {
    "another seed": (OTHER_SEED, "run.seed and run.months are 2 and 2 in one run, 1 and 2 in the other; they must"),
    "other months": (SHORTER, "run.seed and run.months are 1 and 1 in one run, 1 and 2 in the other; they must"),
    "no pair": (STRANGERS, "the two runs have no replicate in common; run both with the same run.replicates"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("compare", [differences, paired_difference, district_differences])
def test_worlds_that_do_not_match_are_refused_in_one_sentence(name: str, compare) -> None:
    """A comparison of strangers would look like any other."""
    other, sentence = REFUSED[name]
    with pytest.raises(ValueError, match=sentence) as refused:
        compare(other, BASE, "trust_police")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("without_first", [True, False])
def test_districts_must_be_recorded_in_both(without_first: bool) -> None:
    """It is said which key to change."""
    bare = replace(BASE, districts=None)
    pair = (bare, BASE) if without_first else (BASE, bare)
    with pytest.raises(ValueError, match=r"records\.districts is false; it must be true in both runs"):
        district_differences(*pair, "trust_police")


@pytest.mark.parametrize("indicator", ["trust_police", "corruption_norm", "state_control", "grievance"])
def test_pairs_are_at_least_five_times_steadier_than_strangers(indicator: str) -> None:
    """Common random numbers: two neighbouring plans share their luck, so that it drops out of their difference.

    The variance of differences in pairs, against that in which world i of one plan meets world i + 1 of the other.
    """
    later, sooner = neighbours()
    paired = np.var(differences(later, sooner, indicator), ddof=1)
    first, second = (results.values(indicator)[:, -1] for results in (later, sooner))
    strangers = np.var(first - np.roll(second, 1), ddof=1)
    assert 0 < 5 * paired < strangers


@functools.cache
def neighbours() -> tuple[Results, Results]:
    """Four years of oversight first, its courts a year later or not."""
    size = ("run.civilians=1000", "run.officers=300", "run.replicates=24", "run.months=48", "run.seed=3")
    start = load_scenario("liberia_2003", ["plan=oversight_first"]).plan.actions["justice"].start
    plans = (("plan=oversight_first", f"plan.actions.justice.start={month}") for month in (start + 12, start))
    later, sooner = (run_ensemble(load_scenario("liberia_2003", [*size, *plan])) for plan in plans)
    return later, sooner
