"""Event coder, experts, reports and registers, and that nobody acts on more than what is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import worlds

from ssrsim.driver import call
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.phases.engine import advance_by_steps
from ssrsim.phases.month import MONTH
from ssrsim.scenario.indicators import DISTRICT_INDICATORS, INDICATORS, OBSERVED, is_observed
from ssrsim.world.columns import TABLES
from ssrsim.world.table import rows_of
from ssrsim.world.world import World
from tests.behaviour.paired import WAR, end, run, total

COMPLAINTS = "+plan.actions.complaints={reform: complaints, start: 1, months: 60, share: 0.5}"


@pytest.fixture
def calm(ends: dict[str, World]) -> World:
    """Liberia after two quiet years."""
    return ends["calm"].copied()


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
    """At rest nothing that is published drifts by itself: neither bribes of a year nor experts' indices."""
    exact = ("mechanisms.survey_noise=false", "parameters.expert_spread=0.0")
    results = run("plan=do_nothing", *exact, "mechanisms.arrears=false", "run.months=24")
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
    changed: set[str] = set()

    def watched(step: Any, world: World, month: int) -> None:
        before = {name: values.tobytes() for name, values in observed_columns(world)}
        call(step.phase, world, month, 0, rows_of(getattr(world, step.table)))
        now = {name for name, values in observed_columns(world) if values.tobytes() != before[name]}
        assert not now or step.number == 10, (step.name, now)
        changed.update(now)

    for start in starts.values():
        world = start.copied()
        for month in range(1, 15):
            advance_by_steps(world, month, watched)
    assert {f"nation.{indicator.name}" for indicator in INDICATORS if is_observed(indicator.name)} <= changed
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
    """Another truth behind the same publications leaves donors' decisions and politicians' will bit by bit as they are.

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


def test_ensembles_of_violent_worlds_run(starts: dict[str, World]) -> None:
    """All of this holds in a country at war, too."""
    results = run_ensemble(worlds.scenario_of("violent", ["run.replicates=4"]))
    assert results.failed == ()
    assert 0 < float(results.values("survey_trust_police_se").max()) < 0.1
    assert len(starts) == 2
