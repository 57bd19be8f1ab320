"""Recurrence of made-up records and tables with known answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.validation import corruption, recurrence
from ssrsim.records.results import Results


def one_run(months: int, war: tuple[int, int] = (0, 0), returned: int | None = None) -> Results:
    """A run whose war goes on between two months and returns in a month."""
    run = made_up_results(made_up_scenario(replicates=1, months=months))
    run.series["war_continues"] = 0
    run.series["war_continues"][0, war[0] : war[1]] = 1
    run.series["recurrence_25"] = 0
    if returned is not None:
        run.series["recurrence_25"][0, returned:] = 1
    return run


def table(times: np.ndarray, seen: np.ndarray, arm: str = "all", never: int = 0, began: float = 0.0) -> pd.DataFrame:
    """Outcomes of runs with these spells of peace, and some whose war never ended."""
    n = len(times)
    rows = {"arm": arm, "peace_months": times, "recurred": seen.astype(float), "war_never_ended": 0.0,
            "peace_began": np.full(n, began)}  # fmt: skip
    frame = pd.DataFrame(rows)
    return pd.concat([frame, frame.head(never).assign(war_never_ended=1.0)], ignore_index=True)


def exponential(rate: float, n: int, horizon: float = 240.0, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Spells with a constant hazard."""
    times = np.random.default_rng(seed).exponential(1 / rate, n)
    return np.minimum(times, horizon), times <= horizon


def test_spell_counts_from_the_end_of_the_last_active_year() -> None:
    """The coder lowers the flag in December of the quiet year: the war ended eleven months before that year's end."""
    assert recurrence.spell(one_run(120)) == {
        "war_never_ended": 0, "peace_began": 0, "peace_months": 120, "recurred": 0}  # fmt: skip
    assert recurrence.spell(one_run(120, returned=50))["peace_months"] == 50
    fought = recurrence.spell(one_run(120, war=(5, 29), returned=100))  # quiet from month 17 on, coded in 29
    assert (fought["peace_began"], fought["peace_months"], fought["recurred"]) == (17, 83, 1)
    never = recurrence.spell(one_run(120, war=(5, 121)))
    assert (never["war_never_ended"], never["recurred"]) == (1, 0)


def test_wars_that_a_settlement_did_not_end_are_left_out_unless_there_was_none() -> None:
    """Fighting on for two years is no peace after an agreement; a war that fades late is what unresolved means."""
    late = table(*exponential(0.01, 10), began=30.0)
    assert len(recurrence.ended(late)) == 0
    assert len(recurrence.ended(late.assign(arm="unresolved"))) == 10
    assert len(recurrence.ended(table(*exponential(0.01, 10), never=4))) == 10


def test_a_constant_hazard_gives_the_known_shares_and_does_not_flatten() -> None:
    """F(t) = 1 - e^(-rate t); the ratio of hazards is 1."""
    times, seen = exponential(0.006, 3000)
    found = recurrence.after_agreements({"settlements": table(times, seen, never=30)}, np.random.default_rng(1))
    for years in (2, 5, 10, 20):
        expected = 1 - np.exp(-0.006 * 12 * years)
        estimate = found.estimates[f"f{years}"]
        assert estimate.low < expected < estimate.high
        assert estimate.n == 3000
    flattening = found.estimates["flattening"]
    assert flattening.low < 1 < flattening.high
    assert found.estimates["not_ended"].value == pytest.approx(30 / 3030)
    assert found.curves[0].value[10] == pytest.approx(found.estimates["f10"].value)


def test_a_falling_hazard_flattens() -> None:
    """Weibull with shape .5."""
    times = 200 * np.random.default_rng(2).weibull(0.5, 2000)
    found = recurrence.flattening(table(np.minimum(times, 240), times <= 240), np.random.default_rng(1))
    assert found.high < 1


def test_order_of_settlements_passes_in_the_right_order_and_fails_in_the_wrong_one() -> None:
    """Differences are positive where risks rise as they should."""
    rates = {"victory": 0.002, "agreement": 0.005, "ceasefire": 0.010, "unresolved": 0.020}
    of = {
        name: table(*exponential(rate, 800, seed=place), arm=name) for place, (name, rate) in enumerate(rates.items())
    }
    other = pd.concat([of["victory"], of["ceasefire"], of["unresolved"]])
    found = recurrence.by_settlement({"settlements": of["agreement"], "other_endings": other}, np.random.default_rng(1))
    for name in ("agreement_above_victory", "ceasefire_above_agreement", "unresolved_above_ceasefire"):
        assert found.estimates[name].low > 0
    assert found.estimates["order"].value == 1.0
    turned = pd.concat(
        [of["victory"].assign(arm="unresolved"), of["ceasefire"], of["unresolved"].assign(arm="victory")]
    )
    wrong = recurrence.by_settlement(
        {"settlements": of["agreement"], "other_endings": turned}, np.random.default_rng(1)
    )
    assert wrong.estimates["agreement_above_victory"].high < 0
    assert wrong.estimates["order"].value == 0.0


def test_shares_beyond_the_end_of_all_runs_are_not_known() -> None:
    """Ten years say nothing of twenty."""
    times, seen = exponential(0.006, 100, horizon=120)
    curve = recurrence.curve_of(table(times, seen))
    assert np.isfinite(recurrence.failed_by(curve, 120).value)
    assert recurrence.failed_by(curve, 121) == pytest.approx(Estimate(np.nan, np.nan, np.nan, 100), nan_ok=True)


def test_corruption_that_stays_passes_and_one_that_falls_does_not() -> None:
    """Median, tail and quantiles of a known change."""
    rng = np.random.default_rng(1)
    change = rng.normal(0.0, 0.08, 2000)
    start = np.full(2000, 0.7)
    frame = pd.DataFrame({f"{name}_start": start for name in corruption.SERIES}
                         | {f"{name}_decade": start + change for name in corruption.SERIES})  # fmt: skip
    found = corruption.sticky({"settlements": frame}, rng)
    assert abs(found.estimates["median"].value) < 0.01
    assert found.estimates["far_falls"].value == pytest.approx(np.mean(change < -0.28))
    assert found.estimates["p90"].value == pytest.approx(np.quantile(change, 0.9))
    frame["expert_corruption_decade"] -= 0.3
    assert corruption.sticky({"settlements": frame}, rng).estimates["median"].high < -0.2
    assert np.isnan(corruption.levels(made_up_results(made_up_scenario(replicates=1, months=60)))["trust_army_decade"])
