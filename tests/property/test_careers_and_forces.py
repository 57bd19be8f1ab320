"""Careers, capability, ghosts and leakage: bounds, directions and limits over everything the arguments may be."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.compiled import interpreted
from ssrsim.equations import careers, corruption, forces
from ssrsim.scenario.parameters import Parameters

P = SimpleNamespace(**{name: np.float32(value) for name, value in Parameters().model_dump().items()})

share = st.floats(0, 1, width=32).map(np.float32)
small = st.floats(np.float32(0.01), np.float32(0.99), width=32).map(np.float32)
number = st.floats(0, 1000, width=32).map(np.float32)
months = st.floats(0, 60, width=32).map(np.float32)
ONE, ZERO = np.float32(1), np.float32(0)


@given(skill=share, taught=share)
def test_skill_stays_a_share_and_rises_with_teaching(skill, taught) -> None:
    """Teaching never lowers skill; without it skill decays to that of a beginner and no further."""
    update = interpreted(careers.updated_skill)
    assert 0 <= update(skill, taught, P) <= 1
    assert update(skill, ONE, P) >= update(skill, taught, P)
    assert abs(update(np.float32(0.2), ZERO, P) - 0.2) < 1e-6
    assert skill <= 0.2 or 0.2 - 1e-6 <= update(skill, ZERO, P) <= skill


@given(bribery=share, abuse=share, mean=small)
def test_an_average_officer_stands_for_one_part_of_misconduct(bribery, abuse, mean) -> None:
    """Parts of misconduct are relative to the unit's mean: its average member counts 1, nobody more than 10."""
    part = interpreted(careers.share_of_misconduct)
    assert 0 <= part(bribery, abuse, mean) <= 10
    assert abs(part(mean, mean, mean) - 1) < 1e-5
    assert part(bribery, abuse, ZERO) == 1


@given(on_file=number, new=st.floats(0, 50, width=32).map(np.float32))
def test_files_fade_and_grow(on_file, new) -> None:
    """What is on file never grows without a complaint and never becomes negative."""
    update = interpreted(careers.updated_file)
    assert 0 <= update(on_file, ZERO, P) <= on_file
    assert update(on_file, new, P) >= update(on_file, ZERO, P)


@given(on_file=number, examined=share)
def test_vetting_errs_both_ways_and_less_with_a_file(on_file, examined) -> None:
    """Bad officers are likelier to go than good ones, the likelier the more is on file; some good ones go too."""
    removal = interpreted(careers.removal_chance)
    bad, good = removal(True, on_file, examined, P), removal(False, on_file, examined, P)
    assert 0 <= good <= bad <= 1
    assert removal(True, ZERO, examined, P) <= bad
    assert removal(True, on_file, ZERO, P) == removal(False, on_file, ZERO, P) == 0
    if examined > 0:
        assert good > 0
        assert bad < P.vetting_reach * examined or on_file > 0


@given(rate=share, part=st.floats(0, 10, width=32).map(np.float32))
def test_nobody_is_dismissed_without_a_sanction(rate, part) -> None:
    """Dismissals need sanctions and misconduct of one's own, and are chances."""
    chance = interpreted(careers.dismissal_chance)
    assert 0 <= chance(rate, part, P) <= 1
    assert chance(ZERO, part, P) == chance(rate, ZERO, P) == 0


@given(z=st.floats(-3, 3, width=32).map(np.float32), merit=share, patronage=share)
def test_merit_lowers_and_patronage_raises_corruptibility(z, merit, patronage) -> None:
    """Entrants chosen on merit are never more corruptible, and under full merit patronage counts for nothing."""
    lean = interpreted(careers.successor_corruptibility)
    assert lean(z, ZERO, ONE, P) >= lean(z, ZERO, patronage, P)
    assert lean(z, ONE, patronage, P) == lean(z, ONE, ZERO, P)
    assert lean(z, ONE, np.float32(0.5), P) <= lean(z, merit, np.float32(0.5), P) + 1e-5


@given(now=share, aim=share, merit=share)
def test_entrants_lie_between_the_corps_and_the_aim(now, aim, merit) -> None:
    """Without transparent recruitment nothing changes; with it entrants are like the aim."""
    among = interpreted(careers.share_among_entrants)
    assert min(now, aim) - 1e-6 <= among(now, aim, merit) <= max(now, aim) + 1e-6
    assert among(now, aim, ZERO) == now


@given(filled=st.floats(0, 3, width=32).map(np.float32), skill=share, kit=share, arrears=months, misconduct=share)
def test_capability_is_a_share_that_arrears_and_misconduct_lower(filled, skill, kit, arrears, misconduct) -> None:
    """More men, skill and equipment never make a unit weaker; arrears and misconduct never make it stronger."""
    capability = interpreted(forces.capability_of_unit)
    here = capability(filled, skill, kit, arrears, misconduct)
    assert 0 <= here <= 1
    assert capability(filled, ONE, kit, arrears, misconduct) >= here - 1e-6
    assert capability(filled, skill, ONE, arrears, misconduct) >= here - 1e-6
    assert capability(filled, skill, kit, arrears + np.float32(6), misconduct) <= here + 1e-6
    assert capability(filled, skill, kit, arrears, ONE) <= here + 1e-6


@given(load=st.floats(1, 10000, width=32).map(np.float32), crime=share, remoteness=share, capability=share)
def test_service_falls_with_load_and_distance(load, crime, remoteness, capability) -> None:
    """More people per officer, more crime and worse roads mean fewer calls dealt with and longer waits."""
    strain = interpreted(forces.strain_on_police)
    clearance, minutes = interpreted(forces.clearance_share), interpreted(forces.response_minutes)
    here = clearance(capability, strain(load, crime, remoteness), P)
    assert 0 <= here <= 1
    assert clearance(capability, strain(load * np.float32(2), crime, remoteness), P) <= here
    assert clearance(capability, strain(load, ONE, ONE), P) <= here
    assert P.response_best <= minutes(here, P) <= 1440
    assert minutes(ONE, P) == P.response_best


@given(raised=share)
def test_pay_is_that_of_the_settlement_until_it_is_raised(raised) -> None:
    """A full reform raises pay by pay_rise, none leaves it as it was."""
    pay = interpreted(forces.relative_pay)
    assert pay(ZERO, P) == 1
    assert 1 <= pay(raised, P) <= 1 + P.pay_rise + 1e-6


@given(control=share, audit=share, sanction=share)
def test_audits_find_ghosts_only_where_somebody_is_sanctioned(control, audit, sanction) -> None:
    """Payroll control finds ghosts by itself; an audit that no court follows finds none."""
    found = interpreted(forces.ghosts_found)
    assert 0 <= found(control, audit, sanction, P) <= 1
    assert found(ZERO, audit, ZERO, P) == 0
    assert found(ONE, audit, sanction, P) >= found(control, audit, sanction, P) - 1e-6


@given(ghosts=share, customary=share, control=share)
def test_ghosts_are_made_only_up_to_what_is_customary(ghosts, customary, control) -> None:
    """At the customary share no new ghosts are made, nor under full control, and never with a negative chance."""
    kept = interpreted(forces.ghosts_kept)
    assert 0 <= kept(ghosts, customary, control, P) <= 1
    assert kept(customary, customary, control, P) == 0
    assert kept(ghosts, customary, ONE, P) == 0


@given(public=share, audit=share, sanction=share, transparency=share)
def test_audit_does_nothing_without_sanctions(public, audit, sanction, transparency) -> None:
    """Leakage falls with audit only where somebody is sanctioned, and never below half of what it was."""
    leak = interpreted(corruption.leakage_rate)
    assert leak(public, audit, ZERO, transparency, P) == leak(public, ZERO, ZERO, transparency, P)
    assert 0.45 * leak(public, ZERO, sanction, transparency, P) <= leak(public, audit, sanction, transparency, P)
    assert leak(public, audit, sanction, transparency, P) <= leak(public, ZERO, sanction, transparency, P)
