"""Who fights for an armed group, who pays for it, and who goes home."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import logistic

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def willing_recruits(supply: Float, demand: Float) -> Float:
    """Recruits of a month from the supply S of willing people and the demand D of paid posts: S D / (S + D).

    Source: matching of queues, assumption.
    """
    return supply * demand / (supply + demand) if supply > 0.0 and demand > 0.0 else 0.0


@equation
def disarming_chance(programme: Float, credible: Float, p: "Parameters") -> Float:
    """Chance per month that a fighter enrols: reach x programme x logistic(8 (credibility - threshold)).

    Without a guarantee commanders hoard their men. Source: Walter (1997); Humphreys and Weinstein (2007); assumed
    slope.
    """
    return p.ddr_reach * programme * logistic(8.0 * (credible - p.ddr_threshold))


@equation
def reintegrating_chance(programme: Float, livelihood: Float, p: "Parameters") -> Float:
    """Chance per month that a demobilised fighter is reintegrated.

    (r0 + r1 programme) x (0.5 + livelihood). Source: assumed; participation alone shows little effect (Humphreys and
    Weinstein 2007), economic help some (Blattman and Annan 2016).
    """
    return (p.reintegration_base + p.reintegration_programme * programme) * (0.5 + livelihood)


@equation
def armed_income(active: Int, boom: Float, patron: Float, rents: Float, control: Float) -> Float:
    """Income of a faction relative to what it had at the settlement.

    (1 if active, at war, else 0.35) x (1 - 0.5 control) x (1 + rents x boom + patron): more with booms and patrons,
    less where the state controls the resources. Source: assumed.
    """
    share = (1.0 if active == 1 else 0.35) * (1.0 - 0.5 * control)
    return share * (1.0 + rents * boom + patron)
