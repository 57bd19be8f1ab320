"""What units can do, what they are paid, and the names on their payroll with nobody behind them."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import clipped, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def capability_of_unit(
    strength_ratio: Float, skill: Float, equipment: Float, arrears: Float, misconduct: Float
) -> Float:
    """Capability to serve and to fight, 0..1.

    Square root of strength x skill x equipment, less what arrears and misconduct take:

    (min(1, strength_ratio) x (0.2 + 0.8 skill) x (0.2 + 0.8 equipment))^0.5 x (1 - 0.3 h(arrears; 3)) x (1 - 0.3
    misconduct), strength_ratio being officers per post. Source: weights assumed.
    """
    filled = strength_ratio if strength_ratio < 1.0 else 1.0
    product = filled * (0.2 + 0.8 * skill) * (0.2 + 0.8 * equipment)
    return np.sqrt(product) * (1.0 - 0.3 * saturating(arrears, 3.0)) * (1.0 - 0.3 * misconduct)


@equation
def standing_in(capability: Float, soldiers_per_1000: Float, p: "Parameters") -> Float:
    """How far soldiers can do the work of police who are missing: army_policing x capability x h(soldiers_per_1000; 2).

    Capability is relative to what a country wants its army to be; how many soldiers there are for 1,000 people says how
    much ground they stand on, 2 being about what usual countries have in police. Source: assumed (A131).
    """
    return p.army_policing * capability * saturating(soldiers_per_1000, 2.0)


@equation
def policing(police: Float, army: Float) -> Float:
    """What police and army do together where the army takes what police leave: police + (1 - police) x army.

    Army is what soldiers can do of it (`standing_in`). Source: assumed (A131).
    """
    return police + (1.0 - police) * army


@equation
def presence_of(strength: Int, target: Int) -> Float:
    """How present a unit is in its district against what is wanted, 0..2: clip(strength / (target + 1), 0, 2).

    Source: assumed.
    """
    return clipped(np.float32(strength) / np.float32(target + 1), 0.0, 2.0)


@equation
def strain_on_police(people_per_officer: Float, crime: Float, remoteness: Float) -> Float:
    """Work of a police unit relative to what it can reach.

    people_per_officer / 1,000 x (0.5 + crime) x (1 + 2 remoteness). Source: assumed; load and distance as in studies of
    police staffing, 500 to 1,000 people per officer being usual.
    """
    return people_per_officer * 0.001 * (0.5 + crime) * (1.0 + 2.0 * remoteness)


@equation
def clearance_share(capability: Float, strain: Float, p: "Parameters") -> Float:
    """Share of calls and reported crimes that police deal with, 0..1: h(capability / strain; clearance_half).

    Source: assumed.
    """
    return saturating(capability, p.clearance_half * strain)


@equation
def response_minutes(clearance: Float, p: "Parameters") -> Float:
    """Minutes from a call to the arrival of police: response_best / clearance, at most a day.

    Source: assumed; queueing time grows without limit as capacity falls behind the load.
    """
    return p.response_best / clearance if clearance > p.response_best / 1440.0 else 1440.0


@equation
def updated_equipment(equipment: Float, delivered: Float, usual: Float, p: "Parameters") -> Float:
    """Equipment of a unit after a month: what is delivered (0..1) closes part of the gap, what was added wears.

    clip(equipment + equipment_rate x delivered x (1 - equipment) - equipment_decay x (equipment - usual)), usual being
    what was maintained at the settlement and still is (A129). Source: assumed.
    """
    bought = p.equipment_rate * delivered * (1.0 - equipment)
    return clipped(equipment + bought - p.equipment_decay * (equipment - usual), 0.0, 1.0)


@equation
def relative_pay(raised: Float, p: "Parameters") -> Float:
    """Pay relative to the settlement: 1 + pay_rise x raised, raised being how far pay is. Source: assumed."""
    return 1.0 + p.pay_rise * raised


@equation
def ghosts_found(control: Float, audit: Float, sanction: Float, p: "Parameters") -> Float:
    """Chance per month that a ghost name is found: by payroll control, and by audits where somebody is sanctioned.

    1 - (1 - census_reach x control) x (1 - ghost_audit x audit x h(sanction; 0.1)). Source: Somalia, about -80 % in 12
    to 24 months; audits as for leakage (Avis, Ferraz, Finan 2018), size assumed.
    """
    by_audit = p.ghost_audit * audit * saturating(sanction, 0.1)
    return clipped(1.0 - (1.0 - p.census_reach * control) * (1.0 - by_audit), 0.0, 1.0)


@equation
def ghosts_kept(share: Float, customary: Float, control: Float, p: "Parameters") -> Float:
    """Chance that the name of somebody who leaves stays on the payroll: a new ghost.

    ghost_kept x (1 - control) x (1 - share / customary), never below 0: commanders refill what is customary in the
    country, so that a census that nobody repeats wears off. Source: assumption (DR Congo and Somalia counted again).
    """
    room = 1.0 - share / customary if customary > 0.001 else 0.0
    return p.ghost_kept * (1.0 - control) * clipped(room, 0.0, 1.0)
