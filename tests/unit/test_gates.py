"""Each gate passes where its truth holds and fails where it does not, on outcomes that are made up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_up_gates import KINDS, PLANS, another_winner_everywhere, made_up, one_winner_everywhere

from ssrsim.analysis.gates import HORIZONS, ZONE, Line, Outcomes, by_chance, holm, paired_test, table_of, verdicts
from ssrsim.analysis.gates_levels import gate_saturation, recurrence_frame
from ssrsim.analysis.gates_plans import (
    as_good,
    convergence_frame,
    fewest_covering,
    gate_regret,
    gate_winners,
    regret_frame,
    winners,
)
from ssrsim.analysis.gates_rows import gate_rows
from ssrsim.analysis.gates_signs import company_of, effect_frame, flips_of, gate_signs, money_frame
from ssrsim.lab.random import generator

STILL = pd.DataFrame([(0, "do_nothing", "grievance", 3.0)], columns=["point", "plan", "indicator", "months"])


def passed(lines: list[Line]) -> list[bool]:
    """The verdicts of the lines that are judged."""
    return [bool(line.passed) for line in lines if line.passed is not None]


def luck() -> np.random.Generator:
    return generator(1, "test")


def test_winners_that_take_turns_pass_and_one_that_wins_everywhere_fails() -> None:
    """Gate 1 counts how often one plan wins, how many win, and whether five years have other winners than ten."""
    turns = gate_winners(made_up(another_winner_everywhere()), luck())
    assert [line.value for line in turns[:2]] == [0.25, 4.0]
    assert passed(turns)[:2] == [True, True]
    one = gate_winners(made_up(one_winner_everywhere()), luck())
    assert [line.value for line in one[:3]] == [1.0, 1.0, 0.0]
    assert passed(one) == [False, False, False]


def test_other_winners_at_five_years_are_seen() -> None:
    """A plan that is best within 60 months and another that is best within 120."""
    outcomes = made_up(another_winner_everywhere(), noise=0.01)
    peace = np.full(outcomes.values["peace_months"].shape, 40.0)
    peace[:, 2] = 60.0  # the best until 60 months
    peace[:, 3, ::4] = 20.0  # loses some early, and wins later
    peace[:, 3, 1::4] = peace[:, 3, 2::4] = peace[:, 3, 3::4] = 120.0
    outcomes.values["peace_months"] = peace
    changes = gate_winners(outcomes, luck())[2]
    assert (changes.value, changes.passed) == (1.0, True)


def test_winners_by_chance_alone_are_told_to_be_ties() -> None:
    """Plans that are all the same have many winners; with ties counted one plan is enough everywhere."""
    lines = gate_winners(made_up(noise=1.0), luck())
    assert lines[1].value >= 4
    within, covering = lines[3], lines[4]
    assert within.value == 1.0
    assert covering.value == 1.0
    assert within.passed is covering.passed is None
    assert within.would is covering.would is False
    assert by_chance(lines) == ([1] if verdicts(lines)[1] else [])


def test_the_adaptive_plan_is_no_static_one() -> None:
    """It may be better everywhere and is never a winner."""
    peace = one_winner_everywhere()
    peace[:, PLANS.index("adaptive")] += 60.0
    assert set(regret_frame(made_up(peace)).query("chosen")["plan"]) == {"first"}


def test_regret_is_measured_in_worlds_that_chose_nothing() -> None:
    """A plan that loses 30 months in one context fails to be good there; where all is alike nothing is lost."""
    peace = np.full((len(KINDS), len(PLANS)), 60.0)
    peace[:, 2] += 10.0
    peace[3, 2], peace[3, 3] = 60.0, 90.0
    found = gate_regret(made_up(peace))[0]
    assert found.passed
    assert found.low < 30.0 < found.high
    assert "4 ceasefire" in found.found
    assert gate_regret(made_up(one_winner_everywhere()))[0].passed is False


def test_regret_by_luck_is_none_on_average() -> None:
    """Equal plans: the loss is measured where nothing was chosen, so that luck has no side."""
    lost = [gate_regret(made_up(noise=4.0, worlds=8, seed=seed))[0].value for seed in range(40)]
    assert abs(np.mean(lost)) < 3 * np.std(lost) / len(lost) ** 0.5


def test_ties_cover() -> None:
    """A plan within the zone of the best is as good; few plans serve all contexts."""
    values = np.array([[[10.0], [8.0], [0.0]], [[0.0], [8.0], [10.0]], [[0.0], [0.0], [10.0]]])
    good = as_good(values, winners(values), ZONE)
    assert good.tolist() == [[True, True, False], [False, True, True], [False, False, True]]
    assert sorted(fewest_covering(good)) == [1, 2] or sorted(fewest_covering(good)) == [0, 2]


def test_convergence_ends_at_what_is_told() -> None:
    """The last row has all random worlds, and the same counts as the table."""
    outcomes = made_up(another_winner_everywhere())
    frame = convergence_frame(outcomes)
    lines = gate_winners(outcomes, luck())
    assert frame.iloc[-1]["worlds"] == 40
    assert [frame.iloc[-1]["top_share"], frame.iloc[-1]["distinct"]] == [line.value for line in lines[:2]]


def test_recurrence_in_its_bands_passes_and_outside_fails() -> None:
    """Half of the runs relapse: sound after an agreement. Nobody relapses: not sound. At war nobody is asked."""
    lines = gate_saturation(made_up(), STILL)
    assert passed(lines) == [True, True, True, True, True]
    never = made_up()
    never.values["recurrence"][0, PLANS.index("do_nothing")] = 0.0
    assert passed(gate_saturation(never, STILL)) == [False, True, True, True, True]
    at_war = made_up()
    at_war.values["recurrence"][-1] = 0.0
    assert all(passed(gate_saturation(at_war, STILL)))


def test_a_war_that_never_ended_cannot_come_back() -> None:
    """Runs still at war are no runs without recurrence: they are left out, and told."""
    outcomes = made_up()
    outcomes.values["war_continues_end"][:] = outcomes.values["recurrence"] == 0  # all that did not relapse
    frame = recurrence_frame(outcomes)
    assert (frame["recurrence"] == 1.0).all()
    assert (frame["unended"] == 0.5).all()
    assert not any(passed(gate_saturation(outcomes, STILL))[:3])


def test_levels_at_an_end_and_wars_that_never_come_fail() -> None:
    """Months at an end are counted; a return to war must be possible and rarer than recurrence."""
    stuck = STILL.assign(months=25.0)
    assert passed(gate_saturation(made_up(), stuck))[3] is False
    no_war, only_war = made_up(), made_up()
    no_war.values["war_1000"][:] = 0.0
    only_war.values["war_1000"][:] = only_war.values["recurrence"]
    assert not passed(gate_saturation(no_war, STILL))[-1]
    assert not passed(gate_saturation(only_war, STILL))[-1]


def with_effects(*instruments: str) -> Outcomes:
    """Instruments that raise trust in the first context and lower it in the second."""
    outcomes = made_up()
    for name in instruments:
        trust = outcomes.values["trust_police_end"][:, PLANS.index(f"only_{name}")]
        trust[0] += 0.05 + 0.001 * np.arange(trust.shape[1])
        trust[1] -= 0.05 + 0.001 * np.arange(trust.shape[1])
    return outcomes


def doubled(outcomes: Outcomes, change: float) -> Outcomes:
    """The same contexts twice; with twice the money grievance is other by so much."""
    values = {name: np.concatenate([one, one]) for name, one in outcomes.values.items()}
    grievance = values["grievance_end"]
    grievance[len(KINDS)] += change * (1 + 0.01 * np.arange(grievance.shape[-1]))
    return Outcomes(outcomes.contexts * 2, outcomes.kinds * 2, PLANS, values, 0)


@pytest.mark.parametrize(("instruments", "enough"), [(("ddr", "audit", "training"), True), (("ddr", "audit"), False)])
def test_three_instruments_must_change_sign(instruments: tuple[str, ...], enough: bool) -> None:
    """Only those that help surely here and hurt surely there count."""
    effects = effect_frame(with_effects(*instruments))
    assert list(flips_of(effects)["instrument"]) == list(instruments)
    assert passed(gate_signs(effects, money_frame(doubled(made_up(), 0.1)))) == [enough, True]


def test_an_instrument_that_helps_alone_and_hurts_in_company_is_told() -> None:
    """More trust alone, less as part of everything: told, and no change of sign over contexts."""
    outcomes = with_effects()
    trust = outcomes.values["trust_police_end"]
    steps = 0.05 + 0.001 * np.arange(trust.shape[-1])
    trust[0, PLANS.index("only_ddr")] += steps
    trust[3, PLANS.index("all_but_ddr")] += steps
    effects = effect_frame(outcomes)
    assert company_of(effects) == ["ddr (trust in the police + alone)"]
    assert flips_of(effects).empty


def test_money_that_only_helps_fails() -> None:
    """Less grievance is no harm; no change is none either."""
    for change in (-0.1, 0.0):
        assert passed(gate_signs(effect_frame(made_up()), money_frame(doubled(made_up(), change)))) == [False, False]


def test_chance_alone_changes_no_sign() -> None:
    """Effects that are noise: Holm lets about one in twenty of such tables err, and none of these."""
    outcomes = made_up()
    rng = np.random.default_rng(5)
    outcomes.values["trust_police_end"] = rng.normal(0.5, 0.1, outcomes.values["trust_police_end"].shape)
    assert flips_of(effect_frame(outcomes)).empty


def test_holm_and_the_paired_test_by_hand() -> None:
    """Two of three tests stand: .01 <= .05/3, .02 <= .05/2, .06 > .05."""
    assert holm(np.array([0.02, 0.06, 0.01])).tolist() == [True, False, True]
    assert not holm(np.array([np.nan, 1.0])).any()
    mean, error, p = paired_test(np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]))
    assert mean.tolist() == [2.0, 0.0, 1.0]
    assert error[0] == pytest.approx(1 / 3**0.5)
    assert p[0] == pytest.approx(0.0742, abs=1e-4)  # t = 3.46 with two degrees of freedom
    assert p[1:].tolist() == [1.0, 0.0]


def sizes(*p: float) -> pd.DataFrame:
    return pd.DataFrame({"outcome": "abuse_mean", "civilians": 1_000, "p": p})


@pytest.mark.parametrize(
    ("p", "ok"),
    [((0.5,) * 100, True), ((0.5,) * 99 + (0.001,), True), ((0.001,) * 5 + (0.5,) * 95, False), ((1e-9,), False)],
)
def test_sizes_may_differ_by_chance_only(p: tuple[float, ...], ok: bool) -> None:
    """One of a hundred beyond three standard errors is chance, five are not, and nothing is that far out by chance."""
    assert passed(gate_rows(sizes(*p), made_up(), {"order": True}))[0] is ok


def test_other_bits_fail() -> None:
    """Order and threads must leave the same bits."""
    lines = gate_rows(sizes(0.5), made_up(), {"order": True, "threads": False})
    assert passed(lines) == [True, True, False]
    assert list(table_of(lines)["verdict"]) == ["pass", "pass", "FAIL"]


def test_failed_runs_are_in_no_estimate() -> None:
    """NaN for a failed run changes nothing but n."""
    outcomes = made_up(another_winner_everywhere())
    for values in outcomes.values.values():
        values[0, 0, 0] = np.nan
    assert HORIZONS == (60, 120)
    assert passed(gate_winners(outcomes, luck()))[:2] == [True, True]
    assert np.isfinite(gate_regret(outcomes)[0].value)
