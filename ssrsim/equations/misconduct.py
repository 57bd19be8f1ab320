"""Misconduct of officers: propensities, the norms that they make and follow, and the sanctions that they expect.

`p` is the row of behavioural parameters.
"""

from typing import TYPE_CHECKING

from ssrsim.compiled import Flag, Float, equation
from ssrsim.equations.portable import clipped, exponential, logistic, relaxed, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def bribery_propensity(
    corruptibility: Float,
    norm: Float,
    arrears: Float,
    pay: Float,
    integrity: Float,
    skill: Float,
    expected_sanction: Float,
    p: "Parameters",
) -> Float:
    """Propensity to take a bribe in a contact, 0..1.

    logistic(misconduct_slope x (corruptibility + norm_weight x (norm - 0.5) + arrears_weight x h(arrears; 3) +
    pay_weight x (pay - 1) - integrity - h(expected_sanction; sanction_half) x (sanction_weight x (1 + pay_at_stake x
    (pay - 1)) + rules_weight x skill))).

    Pay (1 at the settlement) has no sign of its own: pay_weight may raise or lower bribes, and a better post is more to
    lose, but only as far as sanctions are expected. What training teaches of the rules counts as far as somebody
    enforces them. Source: Becker (1968); Becker and Stigler (1974) on pay at stake; Andvig and Moene (1990) on norms;
    Foltz and Opoku-Agyemang (2015) for bribes that rose with police pay in Ghana; weights assumed.
    """
    pull = corruptibility + p.norm_weight * (norm - 0.5) + p.arrears_weight * saturating(arrears, 3.0)
    pull = pull + p.pay_weight * (pay - 1.0) - integrity
    deterred = p.sanction_weight * (1.0 + p.pay_at_stake * (pay - 1.0)) + p.rules_weight * skill
    return logistic(p.misconduct_slope * (pull - saturating(expected_sanction, p.sanction_half) * deterred))


@equation
def abuse_propensity(
    brutality: Float,
    norm: Float,
    regime_threat: Float,
    constraint: Float,
    woman: Flag,
    restraint: Float,
    skill: Float,
    expected_sanction: Float,
    p: "Parameters",
) -> Float:
    """Propensity to abuse in a coercive contact relative to the worst, 0..1.

    logistic(misconduct_slope x (brutality + order_weight x regime_threat x (1 - constraint) + norm_weight x (norm -
    0.5) - skill_weight x skill - woman_restraint x woman - restraint - sanction_weight x h(expected_sanction;
    sanction_half))), woman being 1 or 0. Source: repression under threat and its limits by institutions, Davenport
    (2007); women: no fixed sign (Karim and Beardsley 2017); weights assumed.
    """
    pull = brutality + p.order_weight * regime_threat * (1.0 - constraint) + p.norm_weight * (norm - 0.5)
    check = p.skill_weight * skill + restraint + p.sanction_weight * saturating(expected_sanction, p.sanction_half)
    check = check + (p.woman_restraint if woman else 0.0)
    return logistic(p.misconduct_slope * (pull - check))


@equation
def updated_expected_sanction(expected: Float, seen: Float, p: "Parameters") -> Float:
    """Expected sanctions per misdeed after a month: moves toward what was seen, up faster than down.

    expected drifts at rate to clip(seen), rate = sanction_learning_up where seen > expected, else
    sanction_learning_down. Source: assumption (deterrence is learnt from experience; Apel 2013).
    """
    rate = p.sanction_learning_up if seen > expected else p.sanction_learning_down
    return relaxed(expected, clipped(seen, 0.0, 1.0), rate)


@equation
def updated_norm(norm: Float, mean_misconduct: Float, p: "Parameters") -> Float:
    """Norm of a unit after a month: norm + (1 - norm_persistence) x (mean_misconduct - norm).

    Source: V-Dem public corruption index after wars, annual AR(1) 0.991 (T7), monthly persistence about 0.995.
    """
    return relaxed(norm, mean_misconduct, 1.0 - p.norm_persistence)


@equation
def norm_with_newcomers(norm: Float, entering: Float, lean: Float, p: "Parameters") -> Float:
    """Norm of a unit once newcomers have entered who were chosen otherwise than those who serve.

    norm + newcomer_norm x entering x (brought - norm), entering being their share of the unit, and brought = norm x
    odds / (1 - norm + norm x odds), odds = e^(misconduct_slope x lean): the norm with its odds multiplied, lean
    (logits) being how much more corruptible they are than those chosen as ever. So growth spreads what a unit is, and
    changes it only as far as entrants are chosen otherwise. Source: culture follows who is chosen and how they are
    socialised, and outlasts growth (Harrison and Carroll 1991); weight assumed (A124).
    """
    odds = exponential(p.misconduct_slope * lean)
    brought = norm * odds / (1.0 - norm + norm * odds)
    return relaxed(norm, brought, p.newcomer_norm * entering)


@equation
def mixed_norm(mean: Float, high_part: Float, p: "Parameters") -> Float:
    """Norm of a unit at the settlement, when `high_part` of it (0..1) is counted among the units with a high norm.

    low + (high - low) x high_part, low = (1 - norm_mix) x mean, high = mean + norm_mix x (1 - mean): if a share `mean`
    of all officers serves in high-norm units, the mean over officers is `mean`. Source: two stable norms where
    misconduct feeds on itself (Andvig and Moene 1990; Aidt 2003); the distance norm_mix is assumed.
    """
    low = (1.0 - p.norm_mix) * mean
    high = mean + p.norm_mix * (1.0 - mean)
    return low + (high - low) * high_part


@equation
def updated_command(level: Float, at_start: Float, merit: Float, p: "Parameters") -> Float:
    """Integrity or restraint (logits) of a unit's commanders after a month, as posts change hands.

    level + commander_turnover x (at_start + leadership_effect x merit - level): moves at the turnover of commanders
    toward what they are appointed for, merit being how far appointments are transparent (0..1). Source: leadership
    appointments in police reform (Berg 2020, direction); size assumed.
    """
    return relaxed(level, at_start + p.leadership_effect * merit, p.commander_turnover)
