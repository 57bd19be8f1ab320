"""Misconduct of officers and leakage of money. `p` is the row of behavioural parameters."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, equation
from ssrsim.equations.portable import clipped, logistic, relaxed, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def bribery_propensity(
    corruptibility: Float, norm: Float, arrears: Float, integrity: Float, expected_sanction: Float, p: "Parameters"
) -> Float:
    """Propensity to take a bribe in a contact, 0..1.

    logistic(s (c + w_norm (norm - 1/2) + w_arrears h(arrears; 3) + w_pay (pay - 1) - integrity - w_sanction S)), S =
    h(expected_sanction; 0.005). Source: Becker (1968) and norm tipping (Andvig and Moene 1990); weights assumed.
    """
    pull = corruptibility + p.norm_weight * (norm - 0.5) + p.arrears_weight * saturating(arrears, 3.0)
    check = integrity + p.sanction_weight * saturating(expected_sanction, p.sanction_half)
    return logistic(p.misconduct_slope * (pull + p.pay_weight * (p.pay_level - 1.0) - check))


@equation
def abuse_propensity(
    brutality: Float,
    norm: Float,
    regime_threat: Float,
    constraint: Float,
    skill: Float,
    restraint: Float,
    expected_sanction: Float,
    p: "Parameters",
) -> Float:
    """Propensity to abuse in a coercive contact relative to the worst, 0..1.

    logistic(s (b + w_order threat (1 - constraint) + w_norm (norm - 1/2) - w_skill skill - restraint - w_sanction S)).
    Source: repression under threat after Davenport (2007); weights assumed.
    """
    pull = brutality + p.order_weight * regime_threat * (1.0 - constraint) + p.norm_weight * (norm - 0.5)
    check = p.skill_weight * skill + restraint + p.sanction_weight * saturating(expected_sanction, p.sanction_half)
    return logistic(p.misconduct_slope * (pull - check))


@equation
def updated_expected_sanction(expected: Float, seen: Float, p: "Parameters") -> Float:
    """Expected sanctions per misdeed after a month: moves toward what was seen, up faster than down.

    Source: assumption (deterrence is learnt from experience; Apel 2013).
    """
    rate = p.sanction_learning_up if seen > expected else p.sanction_learning_down
    return relaxed(expected, clipped(seen, 0.0, 1.0), rate)


@equation
def updated_norm(norm: Float, mean_misconduct: Float, p: "Parameters") -> Float:
    """Norm of a unit after a month: norm + (1 - persistence) (mean misconduct - norm).

    Source: V-Dem public corruption index after wars, annual AR(1) 0.991 (T7), monthly persistence about 0.995.
    """
    return relaxed(norm, mean_misconduct, 1.0 - p.norm_persistence)


@equation
def updated_skill(skill: Float, taught: Float, p: "Parameters") -> Float:
    """Skill of an officer after a month: what is taught (0..1) closes part of the gap, the rest decays.

    skill + taught x rate x (1 - skill) - decay x (skill - floor). Source: half-life after exit 36 months (section 3),
    weak.
    """
    return clipped(skill + taught * p.training_rate * (1.0 - skill) - p.skill_decay * (skill - 0.2), 0.0, 1.0)


@equation
def removal_chance(bribery: Float, abuse: Float, vetting: Float, p: "Parameters") -> Float:
    """Chance that vetting removes an officer this month.

    Reach r = vetting x vetting_reach; bad officers (mean propensity above vetting_threshold) go with 1 -
    false_negative, others with false_positive. Source: Bosnia removed 793 of about 18,000 (4.4 %) in six years; error
    rates assumed.
    """
    is_bad = 0.5 * (bribery + abuse) > p.vetting_threshold
    return vetting * p.vetting_reach * (1.0 - p.vetting_false_negative if is_bad else p.vetting_false_positive)


@equation
def successor_corruptibility(z: Float, merit: Float, patronage: Float, p: "Parameters") -> Float:
    """Disposition of an entrant: z ~ Normal(0, 1), lowered by merit-based recruitment, raised by patronage.

    Source: assumption (Hanna and Wang 2017 on selection into public service).
    """
    return z - p.merit_effect * merit + p.patronage_effect * (patronage - 0.5) * (1.0 - merit)


@equation
def capability_of_unit(
    strength_ratio: Float, skill: Float, equipment: Float, arrears: Float, misconduct: Float
) -> Float:
    """Capability to serve and to fight, 0..1.

    Square root of strength x skill x equipment, less what arrears and misconduct take:

    (min(1, n/target) x (0.2 + 0.8 skill) x (0.2 + 0.8 equipment))^(1/2) x (1 - 0.3 h(arrears; 3)) x (1 - 0.3
    misconduct). Source: weights assumed.
    """
    filled = strength_ratio if strength_ratio < 1.0 else 1.0
    product = filled * (0.2 + 0.8 * skill) * (0.2 + 0.8 * equipment)
    return np.sqrt(product) * (1.0 - 0.3 * saturating(arrears, 3.0)) * (1.0 - 0.3 * misconduct)


@equation
def leakage_rate(norm: Float, audit: Float, sanction: Float, transparency: Float, p: "Parameters") -> Float:
    """Share of programme money that leaks.

    base x (0.4 + 0.8 norm) x (1 - audit_effect A sigma / (sigma + 0.1)) x (1 - 0.1 transparency). Full audit with
    sanctions: minus 8 points or so; nothing where nobody is sanctioned. Source: Olken (2007), Avis, Ferraz, Finan
    (2018); base Beta(2, 6).
    """
    checked = 1.0 - p.audit_effect * audit * saturating(sanction, 0.1)
    return clipped(p.leakage_base * (0.4 + 0.8 * norm) * checked * (1.0 - 0.1 * transparency), 0.0, 0.9)
