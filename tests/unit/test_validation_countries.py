"""Implementation, orders, countries, signatures and switches on made-up outcomes with known answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.validation import ablations, countries, implementation, signatures

RNG = np.random.default_rng(1)


def levels(**effective: float) -> pd.DataFrame:
    """Twenty settlements with the same levels of reforms."""
    given = dict.fromkeys(implementation.REFORMS, 0.0) | effective
    columns = {
        f"{name}_{level}": np.full(20, value) for name, value in given.items() for level in ("effective", "reported")
    }
    return pd.DataFrame({**columns, "women_way": 0.1})


def test_what_functions_is_ordered_as_it_is() -> None:
    """Training and courts work, one of three bodies does, women have hardly come."""
    table = levels(training=0.6, justice=0.6, audit=0.5)
    found = implementation.implementation({"implementation": table}, RNG).estimates
    assert [found[kind].value for kind in implementation.KINDS] == pytest.approx([1.0, 1.0, 1 / 3, 0.0])
    assert found["training_less_prosecution"].low == 0.0
    assert found["prosecution_less_accountability"].low > 0
    assert implementation.functioning(table, 0.7)["training"].sum() == 0


def test_orders_that_differ_by_luck_alone_show_no_spread_beyond_it() -> None:
    """And those that really differ do."""
    rng = np.random.default_rng(2)
    luck = rng.normal(size=60)

    def table(spread: float) -> pd.DataFrame:
        frames = [pd.DataFrame({"arm": f"order {place}", "replicate": np.arange(60),
                                **{name: luck + spread * place + rng.normal(0, 0.5, 60)
                                   for name in ("peace_months", "trust_police", "oversight")}})
                  for place in range(6)]  # fmt: skip
        return pd.concat(frames)

    none, some = (implementation.orders({"orders": table(spread)}, rng).estimates for spread in (0.0, 1.0))
    assert none["trust_police_beyond_luck"].value < 0.1
    assert none["best_less_worst"].low < 0 < none["best_less_worst"].high
    assert some["trust_police_beyond_luck"].value == pytest.approx(np.std(np.arange(6), ddof=1), abs=0.1)
    assert some["best_less_worst"].value == pytest.approx(5.0, abs=0.4)
    assert some["trust_police_range"].value == pytest.approx(5.0, abs=0.4)


def test_years_of_a_country_are_those_of_the_calendar() -> None:
    """The settlement is in August: months 5 to 16 are the first whole calendar year."""
    run = made_up_results(made_up_scenario(replicates=1, months=60))
    run.series["coder_deaths"] = 0
    run.series["coder_deaths"][0, 5:17] = 3
    run.series["coder_deaths"][0, 17:29] = 100
    assert countries.calendar_years(run) == pytest.approx([36, 1200, 0, 0])
    assert countries.in_year(np.arange(25.0), 2) == pytest.approx(np.arange(13, 25).mean())
    assert np.isnan(countries.in_year(np.arange(24.0), 2))


def test_violence_of_a_country_is_counted_year_by_year() -> None:
    """Two returns: a year of 25 after a year below it, twice."""
    run = made_up_results(made_up_scenario(replicates=1, months=101))
    run.series["war_continues"], run.series["recurrence_25"], run.series["coder_deaths"] = 0, 0, 0
    for year in (1, 2, 5):
        run.series["coder_deaths"][0, 5 + 12 * year] = 30
    run.series["recurrence_25"][0, 17:] = 1
    found = countries.of_country(run)
    assert (found["returns_20"], found["active_years"], found["war_1000"]) == (2, 3 / 8, 0)
    assert (found["peace_10"], found["returned_5"], found["returned_10"]) == (0, 1, 1)
    assert np.isnan(found["rule_after"])  # no mission leaves


def country(arm: str, n: int = 20, **values: float) -> pd.DataFrame:
    """Runs of a country that all come out alike."""
    columns = ("peace_10", "survey_bribe_experience_10", "expert_corruption_10", "expert_corruption_start",
               "expert_corruption_end", "expert_corruption_22", "survey_trust_army_10", "survey_trust_police_10",
               "survey_trust_police_start", "criminal_rule", "returned_5", "returned_10", "war_1000", "formal_rise",
               "police_growth", "peace_with_mission", "rule_after", "rule_before", "active_years", "returns_20",
               "expert_oversight_5", "expert_oversight_10", "expert_oversight_start", "state_control_10",
               "homicides_10", "ghost_share_5", "at_war")  # fmt: skip
    return pd.DataFrame({"arm": arm, **{name: np.full(n, values.get(name, 0.0)) for name in columns}})


def test_a_signature_holds_where_it_does_and_not_elsewhere() -> None:
    """Liberia as it was, Bosnia as it was not; seven countries are not there, and said so."""
    table = pd.concat([
        country("liberia_2003", peace_10=1, survey_bribe_experience_10=0.6, expert_corruption_10=0.8,
                survey_trust_army_10=0.6, survey_trust_police_10=0.4),
        country("bosnia_1995", peace_10=0, expert_corruption_10=0.5, expert_corruption_start=0.72),
    ])  # fmt: skip
    found = signatures.signatures({"countries": table}, RNG)
    assert found.estimates["liberia_peace"].value == 1.0
    assert found.estimates["liberia_army_above"].value == pytest.approx(0.2)
    assert found.estimates["bosnia_peace"].value == 0.0
    assert found.estimates["bosnia_frozen"].value == pytest.approx(-0.22)
    assert np.isnan(found.estimates["haiti_police"].value)
    assert "among the 2 countries" in found.notes[0]
    assert all(name in found.notes[1] for name in ("Haiti", "Somalia", "Congo"))
    assert "Liberia" not in found.notes[1]


def test_ranks_are_places_by_the_mean_with_an_interval() -> None:
    """The first is first; two that cannot be told apart may change places."""
    rng = np.random.default_rng(3)
    values = {"a": rng.normal(0, 1, 50), "b": rng.normal(0, 1, 50), "c": rng.normal(9, 1, 50)}
    assert signatures.rank_of("c", values, True, rng)[:3] == (1, 1, 1)
    assert signatures.rank_of("c", values, False, rng)[:3] == (3, 3, 3)
    near = signatures.rank_of("a", values, False, rng)
    assert (near.low, near.high) == (1, 2)
    assert signatures.rank_of("a", {"a": np.array([np.nan])}, True, rng).n == 0


def test_rwandas_oversight_may_fall_instead_of_being_low() -> None:
    """Place 4 of 4 holds where the index fell by a tenth and more."""
    others = [country(arm, expert_oversight_10=0.1) for arm in ("liberia_2003", "bosnia_1995", "south_africa_1994")]
    rwanda = country("rwanda_1994", expert_oversight_10=0.5, expert_oversight_start=0.5)
    kept = signatures.signatures({"countries": pd.concat([*others, rwanda])}, RNG)
    assert kept.estimates["rwanda_oversight"].value == 4
    fell = pd.concat([*others, rwanda.assign(expert_oversight_start=0.7)])
    assert signatures.signatures({"countries": fell}, RNG).estimates["rwanda_oversight"].value == 1


def test_decoupling_is_the_signatures_of_five_countries() -> None:
    """And of no other."""
    found = signatures.decoupling({"countries": country("liberia_2003")}, RNG)
    named = {signatures.country_of(name) for name in found.estimates}
    assert named == {"liberia", "bosnia", "south_africa", "rwanda", "haiti"}


def test_switches_that_move_something_are_told() -> None:
    """Against the world with everything, world by world."""
    luck = np.random.default_rng(4).random(30)
    shift = {"all": 0.0, "without_norms": 0.1, "without_trust_in_recruitment": 0.0}
    table = pd.concat([pd.DataFrame({"arm": arm, "replicate": range(30), "recurred": 0.0, "trust": luck + by,
                                     "corruption": luck}) for arm, by in shift.items()])  # fmt: skip
    found = ablations.ablations({"switches": table}, RNG)
    assert found.estimates["trust_matter"].value == 0.5
    assert found.estimates["recurred_matter"].value == 0.0
    assert found.estimates["trust_in_recruitment_trust"].value == 0.0
    assert np.isnan(found.estimates["trust_in_cooperation_trust"].value)  # was not switched off
    assert "norms +0.100" in found.notes[1]
    assert found.tables[0].frame["switched off"].iloc[0] == "norms"
