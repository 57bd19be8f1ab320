"""Careers, capability, pay and ghosts: bounds, directions and limits over everything the arguments may be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import careers, forces
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    P,
    assert_directions,
    floats,
    interpreted,
    months,
    normal,
    number,
    share,
    small,
)


@given(skill=share, taught=share, usual=share)
def test_skill_stays_a_share_and_rises_with_teaching(skill, taught, usual) -> None:
    """Teaching never lowers skill; without it skill goes to what is usual in the service, and no further."""
    update = interpreted(careers.updated_skill)
    assert 0 <= update(skill, taught, usual, P) <= 1
    assert_directions(update, (skill, taught, usual, P), "+++")
    assert update(usual, ZERO, usual, P) == usual
    assert min(skill, usual) - 1e-6 <= update(skill, ZERO, usual, P) <= max(skill, usual) + 1e-6
    assert update(ONE, taught, usual, P) == update(ONE, ZERO, usual, P)  # who knows all learns nothing


def test_skill_is_half_forgotten_in_three_years() -> None:
    """36 months after the last lesson half of what was learnt beyond the usual skill is left."""
    skill, usual = ONE, np.float32(0.2)
    for _ in range(36):
        skill = interpreted(careers.updated_skill)(skill, ZERO, usual, P)
    assert skill == pytest.approx(0.2 + 0.8 * 0.5, abs=0.01)


@given(capability=share, soldiers=floats(0, 60), police=share)
def test_soldiers_stand_in_for_police_who_are_missing(capability, soldiers, police) -> None:
    """No soldiers do nothing, many able ones nearly `army_policing`; where police do all, the army adds nothing."""
    stand_in, together = interpreted(forces.standing_in), interpreted(forces.policing)
    army = stand_in(capability, soldiers, P)
    assert 0 <= army <= P.army_policing
    assert stand_in(capability, ZERO, P) == stand_in(ZERO, soldiers, P) == 0
    assert stand_in(ONE, np.float32(2), P) == pytest.approx(0.5 * P.army_policing)
    assert_directions(stand_in, (capability, soldiers, P), "++", at=(0.5, 3.0))
    assert police <= together(police, army) <= 1
    assert together(police, ZERO) == police
    assert together(ONE, army) == 1
    assert_directions(together, (police, army), "++")


@given(equipment=share, delivered=share, usual=share)
def test_equipment_is_maintained_at_what_was_usual(equipment, delivered, usual) -> None:
    """Deliveries never lower equipment; without them what was added wears, and what was maintained stays."""
    update = interpreted(forces.updated_equipment)
    assert 0 <= update(equipment, delivered, usual, P) <= 1
    assert_directions(update, (equipment, delivered, usual, P), "+++")
    assert update(usual, ZERO, usual, P) == usual
    assert min(equipment, usual) - 1e-6 <= update(equipment, ZERO, usual, P) <= max(equipment, usual) + 1e-6


@given(bribery=share, abuse=share, mean=small)
def test_an_average_officer_stands_for_one_part_of_misconduct(bribery, abuse, mean) -> None:
    """Parts of misconduct are relative to the unit's mean: its average member counts 1, nobody more than 10."""
    part = interpreted(careers.share_of_misconduct)
    assert 0 <= part(bribery, abuse, mean) <= 10
    assert abs(part(mean, mean, mean) - 1) < 1e-5
    assert part(bribery, abuse, ZERO) == 1
    assert part(ONE, ONE, np.float32(0.01)) == 10
    assert_directions(part, (bribery, abuse, mean), "++-")


@given(on_file=number, new=floats(0, 50))
def test_files_fade_and_grow(on_file, new) -> None:
    """What is on file never grows without a complaint and never becomes negative."""
    update = interpreted(careers.updated_file)
    assert 0 <= update(on_file, ZERO, P) <= on_file
    assert update(ZERO, new, P) == new
    assert update(on_file, np.float32(2000), P) == 1000
    assert_directions(update, (on_file, new, P), "++")


@given(bribery=share, abuse=share)
def test_bad_records_are_those_above_the_threshold_on_average(bribery, abuse) -> None:
    """Who is clean is never bad, who is worst always is, and both kinds of misconduct count alike."""
    bad = interpreted(careers.is_bad_record)
    assert bool(bad(bribery, abuse, P)) == bool(np.float32(0.5) * (bribery + abuse) > P.vetting_threshold)
    assert bad(bribery, abuse, P) == bad(abuse, bribery, P)
    assert bad(ONE, ONE, P)
    assert not bad(ZERO, ONE, P)


@given(on_file=number, examined=share)
def test_vetting_errs_both_ways_and_less_with_a_file(on_file, examined) -> None:
    """Bad officers are likelier to go than good ones, the likelier the more is on file; some good ones go too."""
    removal = interpreted(careers.removal_chance)
    bad, good = removal(True, on_file, examined, P), removal(False, on_file, examined, P)
    assert 0 <= good <= bad <= 1
    assert removal(True, ZERO, ONE, P) == pytest.approx(P.vetting_reach * (1 - P.vetting_false_negative))
    assert removal(False, on_file, ONE, P) == pytest.approx(P.vetting_reach * P.vetting_false_positive)
    assert_directions(lambda *here: removal(True, *here), (on_file, examined, P), "++")
    assert_directions(lambda *here: removal(False, *here), (on_file, examined, P), "0+")
    assert removal(True, on_file, ZERO, P) == removal(False, on_file, ZERO, P) == 0
    if examined > 1e-6:  # products of the smallest float32 round to nothing
        assert good > 0
        assert bad < P.vetting_reach * examined or on_file > 0


@given(rate=share, part=floats(0, 10))
def test_nobody_is_dismissed_without_a_sanction(rate, part) -> None:
    """Dismissals need sanctions and misconduct of one's own, and are chances."""
    chance = interpreted(careers.dismissal_chance)
    assert 0 <= chance(rate, part, P) <= 1
    assert chance(ZERO, part, P) == chance(rate, ZERO, P) == 0
    assert_directions(chance, (rate, part, P), "++")


@given(z=normal, merit=share, patronage=share)
def test_merit_lowers_and_patronage_raises_corruptibility(z, merit, patronage) -> None:
    """Entrants chosen on merit are never more corruptible, and under full merit patronage counts for nothing."""
    lean = interpreted(careers.successor_corruptibility)
    assert lean(z, ZERO, HALF, P) == z
    assert_directions(lean, (z, merit, patronage, P), "+-+")
    assert lean(z, ONE, patronage, P) == lean(z, ONE, ZERO, P)
    assert lean(z, ONE, np.float32(0.5), P) <= lean(z, merit, np.float32(0.5), P) + 1e-5


@given(z=normal, merit=share, vetting=share)
def test_who_enters_is_chosen_on_merit_and_by_the_file(z, merit, vetting) -> None:
    """Each helps, vetting half as much, neither beyond all; only a look at files keeps out the brutal."""
    chosen, brutal = interpreted(careers.chosen_on_merit), interpreted(careers.successor_brutality)
    assert 0 <= chosen(merit, vetting) <= 1
    assert_directions(chosen, (merit, vetting), "++")
    assert chosen(merit, ZERO) == merit
    assert chosen(ZERO, vetting) == pytest.approx(vetting / 2)
    assert brutal(z, ZERO, P) == z
    assert_directions(brutal, (z, vetting, P), "+-")


@given(now=share, aim=share, merit=share)
def test_entrants_lie_between_the_corps_and_the_aim(now, aim, merit) -> None:
    """Without transparent recruitment nothing changes; with it entrants are like the aim."""
    among = interpreted(careers.share_among_entrants)
    assert min(now, aim) - 1e-6 <= among(now, aim, merit) <= max(now, aim) + 1e-6
    assert among(now, aim, ZERO) == now
    assert among(now, aim, ONE) == pytest.approx(aim, abs=1e-6)
    assert_directions(among, (now, aim, merit), "++.")


@given(filled=floats(0, 3), skill=share, kit=share, arrears=months, misconduct=share)
def test_capability_is_a_share_that_arrears_and_misconduct_lower(filled, skill, kit, arrears, misconduct) -> None:
    """More men, skill and equipment never make a unit weaker; arrears and misconduct never make it stronger."""
    capability = interpreted(forces.capability_of_unit)
    assert 0 <= capability(filled, skill, kit, arrears, misconduct) <= 1
    assert capability(ONE, ONE, ONE, ZERO, ZERO) == capability(np.float32(2), ONE, ONE, ZERO, ZERO) == 1
    assert capability(ZERO, skill, kit, arrears, misconduct) == 0
    assert capability(ONE, ZERO, ZERO, ZERO, ZERO) == pytest.approx(0.2)
    assert capability(ONE, ONE, ONE, ZERO, ONE) == pytest.approx(0.7)
    assert_directions(capability, (filled, skill, kit, arrears, misconduct), "+++--")


@given(load=floats(1, 10000), crime=share, remoteness=share, capability=share)
def test_service_falls_with_load_and_distance(load, crime, remoteness, capability) -> None:
    """More people per officer, more crime and worse roads mean fewer calls dealt with and longer waits."""
    strain = interpreted(forces.strain_on_police)
    clearance, minutes = interpreted(forces.clearance_share), interpreted(forces.response_minutes)
    pressed = strain(load, crime, remoteness)
    here = clearance(capability, pressed, P)
    assert 0 <= here <= 1
    assert strain(np.float32(1000), HALF, ZERO) == pytest.approx(1)
    assert strain(load, crime, ONE) == pytest.approx(3 * strain(load, crime, ZERO), rel=1e-5)
    assert clearance(P.clearance_half * pressed, pressed, P) == HALF
    assert_directions(strain, (load, crime, remoteness), "+++", at=(1000.0, 0.5, 0.5))
    assert_directions(clearance, (capability, pressed, P), "+-")
    assert_directions(minutes, (here, P), "-")
    assert P.response_best <= minutes(here, P) <= 1440
    assert minutes(ZERO, P) == 1440
    assert minutes(ONE, P) == P.response_best


@given(raised=share)
def test_pay_is_that_of_the_settlement_until_it_is_raised(raised) -> None:
    """A full reform raises pay by pay_rise, none leaves it as it was."""
    pay = interpreted(forces.relative_pay)
    assert pay(ZERO, P) == 1
    assert pay(ONE, P) == pytest.approx(1 + P.pay_rise)
    assert_directions(pay, (raised, P), "+")


@given(control=share, audit=share, sanction=share)
def test_audits_find_ghosts_only_where_somebody_is_sanctioned(control, audit, sanction) -> None:
    """Payroll control finds ghosts by itself; an audit that no court follows finds none."""
    found = interpreted(forces.ghosts_found)
    assert 0 <= found(control, audit, sanction, P) <= 1
    assert found(ZERO, audit, ZERO, P) == 0
    assert found(ONE, ZERO, sanction, P) == pytest.approx(P.census_reach)
    assert found(ZERO, ONE, np.float32(0.1), P) == pytest.approx(P.ghost_audit / 2, abs=1e-6)
    assert_directions(found, (control, audit, sanction, P), "+++")


@given(ghosts=share, customary=share, control=share)
def test_ghosts_are_made_only_up_to_what_is_customary(ghosts, customary, control) -> None:
    """At the customary share no new ghosts are made, nor under full control, and never with a negative chance."""
    kept = interpreted(forces.ghosts_kept)
    assert 0 <= kept(ghosts, customary, control, P) <= 1
    assert kept(customary, customary, control, P) == 0
    assert kept(ghosts, customary, ONE, P) == 0
    assert kept(ghosts, ZERO, control, P) == 0
    assert kept(ZERO, ONE, ZERO, P) == P.ghost_kept
    assert_directions(kept, (ghosts, customary, control, P), "-+-", at=(0.1, 0.3, 0.5))


@given(strength=st.integers(0, 10**6), target=st.integers(0, 10**6))
def test_presence_is_strength_against_what_is_wanted(strength, target) -> None:
    """An empty unit is nowhere, a full one about 1, and no unit counts for more than two."""
    presence = interpreted(forces.presence_of)
    assert 0 <= presence(strength, target) <= 2
    assert presence(0, target) == 0
    assert presence(strength + 1000, target) >= presence(strength, target)
    assert presence(strength, target + 1000) <= presence(strength, target)
    assert presence(target, target) <= 1
