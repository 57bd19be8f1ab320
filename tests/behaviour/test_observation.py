"""What observers make of the truth: sampling, fear, registers and experts, and that nobody acts on more than that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import worlds

from ssrsim.compiled import call
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.phases import monitoring
from ssrsim.phases.engine import advance_by_steps
from ssrsim.phases.month import MONTH
from ssrsim.scenario.indicators import DISTRICT_INDICATORS, INDICATORS, OBSERVED, is_observed
from ssrsim.world.columns import TABLES
from ssrsim.world.table import rows_of
from ssrsim.world.world import World
from tests.behaviour.test_mechanisms import WAR, end, run, total

ITEMS = {
    "pending_trust_police": "trust_police",
    "pending_trust_army": "trust_army",
    "pending_perceived_corruption": "perceived_corruption",
    "pending_perceived_performance": "perceived_performance",
}
COMPLAINTS = "+plan.actions.complaints={reform: complaints, start: 1, months: 60, share: 0.5}"


def surveys(world: World, seeds: int, **nation: float) -> dict[str, np.ndarray]:
    """What surveys of the same country find under many seeds; `nation` sets columns of the nation beforehand."""
    copy = world.copied()
    for name, value in nation.items():
        setattr(copy.nation[0], name, value)
    names = [name for name in copy.nation.dtype.names if name.startswith("pending_")]
    found: dict[str, list[float]] = {name: [] for name in names}
    for seed in range(seeds):
        copy.key[:] = (seed, 0)
        call(monitoring.hold_survey, copy, 0, 0, 1)
        for name in names:
            found[name].append(float(copy.nation[name][0]))
    return {name: np.array(values) for name, values in found.items()}


def set_parameters(world: World, **parameters: float) -> World:
    """A copy of a world with other parameters."""
    copy = world.copied()
    for name, value in parameters.items():
        setattr(copy.parameters[0], name, value)
    return copy


def mean_of(world: World, column: str) -> float:
    """The mean of a column of civilians over people."""
    return float(np.average(getattr(world.civilians, column), weights=world.civilians.weight))


@pytest.fixture
def calm(ends: dict[str, World]) -> World:
    """Liberia after two quiet years."""
    return ends["calm"]


def test_surveys_are_unbiased_without_interference_and_fear_of_interviews(calm: World) -> None:
    """Over 400 samples of the same country the mean is the truth within 3 standard errors, question by question."""
    world = set_parameters(calm, survey_refusal_fear=0.0)
    found = surveys(world, 400, interference=0.0)
    truth = {item: mean_of(world, column) for item, column in ITEMS.items()}
    civilians = world.civilians
    truth["pending_feel_safe"] = 1 - float(
        np.average(world.districts.insecurity[civilians.district], weights=civilians.weight)
    )
    met = civilians.weight * (civilians.contact_year != 0)
    truth["pending_bribe_experience"] = float(np.average(civilians.bribe_year != 0, weights=met))
    most = world.groups.most_excluded[civilians.group] == 1
    truth["pending_trust_police_excluded"] = float(np.average(civilians.trust_police, weights=civilians.weight * most))
    for item, value in truth.items():
        error = found[item].std(ddof=1) / np.sqrt(len(found[item]))
        assert abs(found[item].mean() - value) < 3 * error, item


def test_published_error_is_the_error_there_is(calm: World) -> None:
    """Over 400 samples the spread of trust is what each survey says of itself, and more than that of a simple sample."""
    found = surveys(calm, 400, interference=0.0)
    trust, stated = found["pending_trust_police"], found["pending_trust_police_se"].mean()
    assert 0.85 < stated / trust.std(ddof=1) < 1.15
    interviews = 1200 * (1 - calm.parameters.survey_refusal[0])
    assert stated > 0.97 * np.sqrt(trust.mean() * (1 - trust.mean()) / interviews)


def test_places_that_differ_make_surveys_less_exact(calm: World) -> None:
    """The design effect comes out of differences between places: where half of them trust fully, it is near eight."""
    split = calm.copied()
    split.civilians.trust_police[:] = split.civilians.stratum % 2
    found = surveys(set_parameters(split, survey_refusal=0.0, survey_refusal_fear=0.0), 200, interference=0.0)
    share = found["pending_trust_police"].mean()
    simple = np.sqrt(share * (1 - share) / 1200)
    assert 6.5 < (found["pending_trust_police"].std(ddof=1) / simple) ** 2 < 9.5
    assert 6.5 < (found["pending_trust_police_se"].mean() / simple) ** 2 < 9.5


def test_fewer_interviews_change_measured_trust_not_the_trust_there_is(calm: World) -> None:
    """A quarter of the interviews doubles the error of measured trust; the people asked are the same people."""
    before = calm.civilians.trust_police.tobytes()
    many = surveys(calm, 300)["pending_trust_police"]
    few = surveys(set_parameters(calm, survey_n=300.0), 300)["pending_trust_police"]
    assert 1.6 < few.std(ddof=1) / many.std(ddof=1) < 2.4
    assert abs(few.mean() - many.mean()) < 3 * np.hypot(few.std(ddof=1), many.std(ddof=1)) / np.sqrt(300)
    assert calm.civilians.trust_police.tobytes() == before


def test_noise_of_surveys_leaves_true_trust_alone() -> None:
    """Over whole runs the sample size moves true trust only through what politicians and donors hear: below .01."""
    small, large = run("parameters.survey_n=150"), run("parameters.survey_n=4800")
    error = [
        np.abs(r.values("survey_trust_police")[:, 8::6] - r.values("trust_police")[:, 6:-2:6]) for r in (small, large)
    ]
    assert error[0].mean() > 2 * error[1].mean()
    assert np.abs(small.values("trust_police") - large.values("trust_police")).mean() < 0.01


def test_declared_trust_exceeds_true_trust_under_fear_and_interference(calm: World) -> None:
    """Both are needed: people say what is wanted where they are afraid and those who ask are not free."""
    world = set_parameters(calm, fear_bias=0.5, survey_refusal_fear=0.0)
    world.civilians.fear[:] = 0.8
    truth = mean_of(world, "trust_police")
    pressed, free = surveys(world, 60, interference=0.8), surveys(world, 60, interference=0.0)
    expected = truth + (1 - truth) * 0.5 * 0.8 * 0.8
    assert abs(pressed["pending_trust_police"].mean() - expected) < 0.01
    assert abs(free["pending_trust_police"].mean() - truth) < 0.01
    assert pressed["pending_bribe_experience"].mean() < free["pending_bribe_experience"].mean() - 0.1
    world.civilians.fear[:] = 0.0
    assert abs(surveys(world, 60, interference=0.8)["pending_trust_police"].mean() - truth) < 0.01


def test_a_survey_of_everybody_is_what_samples_find_on_average(calm: World) -> None:
    """Switching sampling off keeps the bias: the mean over 400 samples, within 3 standard errors."""
    world = set_parameters(calm, fear_bias=0.5)
    found = surveys(world, 400, interference=0.6)
    world.mechanisms.survey_noise[0] = 0
    exact = surveys(world, 1, interference=0.6)
    for item in (name for name in found if name not in ("pending_trust_police_se", "pending_complaints")):
        error = found[item].std(ddof=1) / np.sqrt(400)
        assert abs(found[item].mean() - exact[item][0]) <= 3.5 * error, item
    assert exact["pending_trust_police_se"][0] == 0


def test_registered_complaints_rise_with_handling_although_abuse_does_not() -> None:
    """The trap of monitoring: what the register shows rises because people are heard, not because more is wrong."""
    base = ("plan=do_nothing", "country.patronage=0.2")
    handled, ignored = run(*base, COMPLAINTS), run(*base)
    assert total(handled, "admin_complaints") > 1.15 * total(ignored, "admin_complaints")
    registered = [total(r, "admin_complaints") / total(r, "complaints") for r in (handled, ignored)]
    assert registered[0] > registered[1]  # a larger part is written down, too
    assert total(handled, "abuse") < 1.05 * total(ignored, "abuse")


def test_reported_deaths_fall_short_where_nobody_may_report() -> None:
    """In the same wars fewer deaths are reported where the state interferes and media are silenced."""
    quiet = run(*WAR, "country.media_freedom=0.0", "country.patronage=1.0", "parameters.coder_silence=1.0")
    seen = run(*WAR, "country.media_freedom=0.0", "country.patronage=1.0", "mechanisms.observation_bias=false")
    shares = [total(r, "coder_deaths") / total(r, "battle_deaths") for r in (quiet, seen)]
    assert shares[0] < 0.8 * shares[1]
    assert abs(shares[1] - 0.9) < 0.02


def test_expert_indices_move_once_a_year_and_slowly() -> None:
    """Values are carried forward for twelve months; a round moves them part of the way."""
    values = run("plan=everything_at_once").values("expert_corruption")
    steps = np.diff(values, axis=1)
    yearly = np.arange(1, values.shape[1]) % 12 == 0
    assert (steps[:, ~yearly] == 0).all()
    assert (steps[:, yearly] != 0).any()
    assert np.abs(steps).max() < 0.2


def test_police_statistics_show_less_than_there_is() -> None:
    """Where the state is absent nobody writes down what happens, so that insecurity is under-recorded."""
    results = run()
    truth = 1 - results.values("feel_safe")[:, :-1]
    assert (results.values("admin_insecurity")[:, 2:] < 1.02 * truth[:, 1:]).all()


def test_payroll_shows_names_not_men() -> None:
    """The ministry sees ghosts as men, a month later."""
    results = run("plan=do_nothing")
    men = results.values("police_strength") + results.values("army_strength")
    assert end(results, "admin_payroll") > 1.05 * float(men[:, -2].mean())


def test_a_quiet_country_looks_the_same_all_the_time() -> None:
    """At rest nothing that is published drifts by itself: bribes paid in a year and experts' oversight over 24 months."""
    results = run("plan=do_nothing", "mechanisms.survey_noise=false", "parameters.expert_spread=0.0", "run.months=24")
    for name, most in (("bribe_experience", 0.03), ("expert_oversight", 0.02), ("expert_corruption", 0.04)):
        values = results.values(name).mean(axis=0)
        assert np.abs(values - values[0]).max() < most, name


def observed_columns(world: World) -> Iterator[tuple[str, Any]]:
    """Every column that somebody in the world can see, by its name."""
    for table, declared in TABLES.items():
        for column in declared:
            if is_observed(column.name):
                yield f"{table}.{column.name}", getattr(getattr(world, table), column.name)


def test_only_monitoring_writes_what_can_be_seen(starts: dict[str, World]) -> None:
    """Every column with a prefix of `OBSERVED` changes in part 10 of the month only, and most of them do change."""
    for start in starts.values():
        world = start.copied()
        changed: set[str] = set()

        def watched(step: Any, world: World, month: int) -> None:
            before = {name: values.tobytes() for name, values in observed_columns(world)}
            call(step.phase, world, month, 0, rows_of(getattr(world, step.table)))
            now = {name for name, values in observed_columns(world) if values.tobytes() != before[name]}
            assert not now or step.number == 10, (step.name, now)
            changed.update(now)

        for month in range(1, 15):
            advance_by_steps(world, month, watched)
        for name in ("survey_trust_police", "admin_formal", "admin_complaints", "expert_corruption"):
            assert f"nation.{name}" in changed
        assert "districts.admin_insecurity" in changed


def test_what_can_be_seen_is_recorded_as_it_is(calm: World) -> None:
    """Every observed indicator is the column of the same name, which part 10 wrote, and nothing else."""
    names = [indicator.name for indicator in INDICATORS if is_observed(indicator.name)]
    assert {name.split("_")[0] + "_" for name in names} == set(OBSERVED)
    assert not any(is_observed(name) for name in DISTRICT_INDICATORS)
    for name in names:
        assert calm.record[name][worlds.MONTHS] == calm.nation[name][0], name


def blinded(world: World) -> World:
    """The same country with another truth behind the same publications."""
    other = world.copied()
    other.units.norm[:] = 1 - other.units.norm
    other.units.abuse_norm[:] = 1 - other.units.abuse_norm
    other.districts.insecurity[:] = 1 - other.districts.insecurity
    other.districts.crime[:] = 1 - other.districts.crime
    other.districts.trust_police_total[:] //= 2
    other.districts.trust_army_total[:] //= 2
    for column in ("trust_police", "trust_army", "fear", "perceived_corruption"):
        values = getattr(other.civilians, column)
        values[:] = 1 - values
    for column in ("trust_police", "insecurity", "feel_safe", "bribe_incidence", "crime"):
        other.nation[column][:] = 1 - other.nation[column]
    other.recent[2] = other.recent[1] - other.recent[2]  # what leaked, of what was spent
    other.reforms.formal[:] = 1 - other.reforms.formal
    other.reforms.effective[:] = 0
    return other


@pytest.mark.parametrize("last", [8, 15, 17])
def test_donors_and_politicians_act_on_what_is_published(starts: dict[str, World], last: int) -> None:
    """Another truth behind the same publications leaves donors' decisions and politicians' will as they are, bit by bit.

    And other publications of the same truth do not. Months 9 and 18 are reviews of donors.
    """
    here = worlds.finished(starts["calm"], 1, last)
    there, published = blinded(here), here.copied()
    published.nation.admin_leakage_share[0] = 0.9
    published.districts.admin_insecurity[:] = 1.0
    for world in (here, there, published):
        advance_by_steps(world, last + 1, steps=[step for step in MONTH if step.number in (1, 2, 3)])
    same = [here.donors.tobytes() == world.donors.tobytes() for world in (there, published)]
    assert same == [True, (last + 1) % 3 != 0]
    for column in ("will", "perceived_threat"):
        same = [
            here.politicians[column].tobytes() == world.politicians[column].tobytes() for world in (there, published)
        ]
        assert same == [True, False], column
    assert here.accounts.tobytes() == there.accounts.tobytes()
    assert here.actions.tobytes() == there.actions.tobytes()


def test_surveys_come_as_often_as_asked() -> None:
    """Once a year instead of twice: published values change in months 14, 26, 38 ... only."""
    results = run("parameters.survey_every=12")
    changes = np.diff(results.values("survey_trust_police"), axis=1) != 0
    months = {int(month) + 1 for month in np.nonzero(changes)[1]}
    assert months == {14, 26, 38, 50}


def test_monitoring_reform_asks_more_people(calm: World) -> None:
    """A full reform of monitoring doubles the sample: the error falls by a third."""
    better = calm.copied()
    better.effects[1, monitoring.MEASUREMENT] = 1.0
    calm.effects[1, monitoring.MEASUREMENT] = 0.0
    errors = [surveys(world, 20)["pending_trust_police_se"].mean() for world in (better, calm)]
    assert 0.6 < errors[0] / errors[1] < 0.8


def test_ensembles_of_violent_worlds_run(starts: dict[str, World]) -> None:
    """All of this holds in a country at war, too."""
    results = run_ensemble(worlds.scenario_of("violent", ["run.replicates=4"]))
    assert results.failed == ()
    assert 0 < float(results.values("survey_trust_police_se").max()) < 0.1
    assert len(starts) == 2
