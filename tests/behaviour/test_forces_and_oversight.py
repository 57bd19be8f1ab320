"""Officers, units, oversight and courts: what each instrument does and does not do, with paired seeds."""

from __future__ import annotations

import numpy as np

from ssrsim.compiled import interpreted
from ssrsim.config import load_scenario
from ssrsim.records.results import Results
from ssrsim.scenario.country import Country
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.build import build
from ssrsim.world.world import move_people as compiled_move_people
from tests.behaviour.paired import ALL_REFORMS, CLEAN_COURTS, end, events, only, run, total
from tests.worlds import finished, started

NO_PLAN = "plan=do_nothing"
move_people = interpreted(compiled_move_people)
NO_SANCTIONS = "mechanisms.sanctions=false"
RICH = "country.revenue_usd_m=400"  # a treasury that can pay whatever is asked, so that pay is never late
STEADY = ("mechanisms.elections=false", "mechanisms.conditionality=false", "mechanisms.funding_noise=false")


def change(with_it: Results, without: Results, indicator: str) -> float:
    """Mean difference at the end over paired random worlds."""
    return end(with_it, indicator) - end(without, indicator)


def differs(with_it: Results, without: Results, indicator: str) -> bool:
    """Whether the paired difference at the end lies 3 standard errors from nothing."""
    d = with_it.values(indicator)[:, -1] - without.values(indicator)[:, -1]
    return bool(abs(d.mean()) > 3 * d.std(ddof=1) / np.sqrt(len(d)) + 1e-12)


def test_units_start_with_high_and_low_norms_around_what_observers_saw() -> None:
    """The mix of units makes the country's level: its mean over officers is that of the index, unit by unit apart."""
    world = started("calm")
    units = world.units
    police = units.service == 0
    wanted = 0.05 + 0.70 * load_scenario().country.corruption
    mean = np.average(units.norm[police], weights=units.strength[police])
    assert abs(mean - wanted) < 0.01
    assert units.norm[police].max() - units.norm[police].min() > 0.4
    assert not np.array_equal(np.argsort(units.norm[police]), np.argsort(units.abuse_norm[police]))


def test_a_country_without_reform_stays_as_corrupt_as_it_was() -> None:
    """Units start at rest, high and low: in ten years without reform the norm moves by less than .05 (as P5 wants)."""
    results = run(NO_PLAN, "run.months=120", "mechanisms.ghosts=false")
    norm = results.values("corruption_norm")
    assert abs(norm[:, -1] - norm[:, 0]).mean() < 0.05


def test_a_push_that_ends_leaves_more_behind_where_norms_tip() -> None:
    """After ten years of reform the norm has moved; where officers follow no norm, less of the change remains."""
    gone = ("run.months=180", *ALL_REFORMS, *STEADY)
    base = ("run.months=180", NO_PLAN, *STEADY)
    with_norms = change(run(*gone), run(*base), "bribe_incidence")
    without = change(run(*gone, "mechanisms.norms=false"), run(*base, "mechanisms.norms=false"), "bribe_incidence")
    assert with_norms < without < 0


def test_training_does_not_touch_bribes_where_nobody_is_sanctioned() -> None:
    """Skill raises service and restrains abuse; bribes fall by it only where somebody is sanctioned."""
    for courts, moves in (((NO_SANCTIONS,), False), (CLEAN_COURTS, True)):
        world = (*only("training"), *courts, *STEADY, "mechanisms.dismissals=false")
        taught, untaught = run(*world), run(*world, "mechanisms.training=false")
        assert change(taught, untaught, "skill") > 0.02
        assert differs(taught, untaught, "corruption_norm") == moves
        if moves:
            assert change(taught, untaught, "corruption_norm") < 0


def test_pay_cuts_bribes_only_where_sanctions_are_expected() -> None:
    """Pay x oversight: doubled pay alone does nothing to bribes, with sanctions it is more to lose (Becker, Stigler).

    And its own sign is open: where pay raises what officers ask for, bribes rise (Ghana 2010).
    """
    payroll = (*only("payroll"), RICH, "mechanisms.ghosts=false", *STEADY)
    doubled, same = "parameters.pay_rise=1.0", "parameters.pay_rise=0.0"
    alone = change(run(*payroll, NO_SANCTIONS, doubled), run(*payroll, NO_SANCTIONS, same), "corruption_norm")
    watched = change(run(*payroll, *CLEAN_COURTS, doubled), run(*payroll, *CLEAN_COURTS, same), "corruption_norm")
    asked = "parameters.pay_weight=0.3"
    dearer = run(*payroll, NO_SANCTIONS, doubled, asked)
    greed = change(dearer, run(*payroll, NO_SANCTIONS, same, asked), "corruption_norm")
    assert abs(alone) < 1e-6
    assert watched < -0.001
    assert greed > 0.001


def leaks_of_project(results: Results) -> float:
    """Share of the money for equipment that leaked so far: of one reform, because what is procured more leaks more."""
    assert results.reforms is not None
    project = results.reforms[:, -1, REFORM_NAMES.index("equipment")]
    return float((project["leaked"] / project["spent"]).mean())


def test_channels_of_corruption_are_apart() -> None:
    """A census closes ghosts, not bribes and leaks; audits with courts close leaks and ghosts, not bribes."""
    project = "+plan.actions.road={reform: equipment, start: 1, months: 60, share: 0.3}"
    base = (NO_PLAN, project, "parameters.pay_rise=0.0", *STEADY)
    census = run(*base, "+plan.actions.census={reform: payroll, start: 1, months: 60, share: 0.3}")
    nothing = run(*base)
    assert change(census, nothing, "ghost_share") < -0.1
    assert abs(change(census, nothing, "corruption_norm")) < 0.01
    assert abs(leaks_of_project(census) - leaks_of_project(nothing)) < 0.01
    # ghosts keep nobody's pay back here, and do not thin out the force that courts discipline
    clean = (*base, *CLEAN_COURTS, RICH, "country.pay_arrears_months=0", "mechanisms.dismissals=false")
    audited = run(*clean)
    unaudited = run(*clean, "parameters.audit_effect=0.0", "parameters.ghost_audit=0.0")
    assert change(audited, unaudited, "leakage_share") < -0.03
    assert change(audited, unaudited, "ghost_share") < -0.05
    assert abs(change(audited, unaudited, "corruption_norm")) < 0.01


def test_ghosts_come_back_where_nobody_counts_again() -> None:
    """A census that is not repeated wears off: leavers stay on the payroll up to what is customary."""
    base = (
        *only("payroll", months=36),
        "parameters.census_reach=0.3",
        "run.months=120",
        "parameters.effective_half_life=6",
        *STEADY,
    )
    back, gone = run(*base), run(*base, "parameters.ghost_kept=0.0")
    assert back.values("ghost_share").min() < 0.1
    assert change(back, gone, "ghost_share") > 0.02


def test_vetting_errs_and_its_victims_join_the_former_fighters() -> None:
    """Vetting removes good officers too, costs strength, and those removed add to the demobilised, with resentment."""
    world = started("violent")
    after = finished(world)
    assert after.units.vetted_out.sum() + after.nation.purge[0] > 0
    assert after.strata.resentful.max() > 0
    assert (after.strata.resentful <= after.strata.people).all()
    assert set(np.unique(after.strata.stage[after.strata.resentful > 0])) <= {0, 2}
    base = (*only("vetting"), *STEADY, "parameters.vetting_reach=0.3")
    strict, blind = run(*base), run(*base, "parameters.vetting_threshold=1.0")  # nobody bad: all removals are errors
    assert 0 < total(blind, "vetted_out") < total(strict, "vetted_out")
    unvetted = run(NO_PLAN, *STEADY)
    assert total(strict, "police_strength") < total(unvetted, "police_strength")
    assert end(strict, "demobilised") > end(unvetted, "demobilised")


def test_resentment_is_that_of_people_not_of_places() -> None:
    """Ten men removed among five thousand others are ten resentful men, and who leaves takes a part of them along."""
    world = started("calm")
    home = int(np.argmax(world.strata.people))
    away = int(np.flatnonzero(world.strata.stage == 0)[0 if home else 1])
    world.strata.people[home], world.strata.resentful[home] = 5010, 10
    move_people(world.strata, home, away, 2505)
    assert world.strata.resentful[home] == 5
    assert world.strata.resentful[away] == 0


def test_those_removed_resent_it() -> None:
    """Removal feeds grievance among former fighters: with more of it more of them would take up arms."""
    harsh = finished(started("violent", ("parameters.dismissal_grievance=1.0",)))
    mild = finished(started("violent", ("parameters.dismissal_grievance=0.0",)))
    held = harsh.strata.resentful > 0.01 * harsh.strata.people
    rows = held[harsh.civilians.stratum]
    assert rows.any()
    assert harsh.civilians.grievance[rows].mean() > mild.civilians.grievance[rows].mean()


def test_rightsizing_makes_former_soldiers() -> None:
    """An army above its target shrinks by right-sizing, and those laid off join the former fighters."""
    base = (NO_PLAN, *STEADY)
    sized, unsized = run(*only("rightsizing"), *STEADY), run(*base)
    assert change(sized, unsized, "army_strength") < -1000
    assert change(sized, unsized, "demobilised") + change(sized, unsized, "reintegrated") > 500


def test_oversight_is_captured_where_those_who_govern_interfere() -> None:
    """Independence is one stock: pressed long enough, bodies become captured, and the log says so and why."""
    venal = run("country.patronage=1.0", "parameters.will_base=-2.0", "parameters.capture_rate=0.05", NO_PLAN)
    honest = run("country.patronage=0.0", "parameters.capture_rate=0.05", NO_PLAN)
    assert end(venal, "captured_bodies") > 0
    assert events(venal, "body_captured") >= 7 * 10
    assert end(honest, "captured_bodies") == 0
    assert end(venal, "oversight_effective") < end(honest, "oversight_effective")


def test_cases_queue_and_better_courts_shorten_the_wait() -> None:
    """Cases wait where courts are weak; courts that work decide more of them, sooner, and sanction more."""
    weak, strong = run(NO_PLAN), run(NO_PLAN, "country.justice=0.6", "country.oversight_independence=0.6")
    assert total(weak, "cases_waiting") > total(weak, "cases_opened")
    assert end(strong, "case_delay") < end(weak, "case_delay")
    assert end(strong, "sanction_probability") > end(weak, "sanction_probability")
    assert total(strong, "sanctions") > total(weak, "sanctions")


def test_more_cases_than_courts_can_try_only_lengthen_the_queue() -> None:
    """Oversight without justice: more complaints taken up, a longer wait, hardly more sanctions per misdeed."""
    handled = run(*only("complaints"), "country.patronage=0.2")
    ignored = run(NO_PLAN, "country.patronage=0.2")
    assert total(handled, "complaints_taken_up") > total(ignored, "complaints_taken_up")
    assert end(handled, "cases_waiting") > end(ignored, "cases_waiting")
    assert end(handled, "sanction_probability") <= end(ignored, "sanction_probability") + 0.01


def test_justice_is_thinner_far_from_the_capital() -> None:
    """Courts reach less where roads are bad; their reform reaches out."""
    world = finished(started("calm"))
    far, near = np.argmax(world.districts.remoteness), np.argmin(world.districts.remoteness)
    assert world.districts.justice[far] < world.districts.justice[near]
    assert world.districts.access[far] < world.districts.access[near]


def test_service_follows_capability_load_and_distance() -> None:
    """A better equipped and trained police deals with more calls and comes sooner."""
    base = (NO_PLAN, *STEADY)
    equipped, bare = run(*only("equipment"), *STEADY), run(*base)
    assert end(equipped, "clearance") > end(bare, "clearance")
    assert end(equipped, "response_time") < end(bare, "response_time")


def test_every_officer_of_a_country_is_somebody() -> None:
    """The template gives each unit its rows, its customary ghosts and its arrears from the country's file."""
    scenario = load_scenario()
    assert isinstance(scenario.country, Country)
    world = build(scenario)
    ghosts, strength = world.units.ghosts.sum(), world.units.strength.sum()
    assert abs(ghosts / (ghosts + strength) - scenario.country.ghost_share) < 0.01
    assert world.nation.ghost_share_at_start[0] == np.float32(scenario.country.ghost_share)
