"""Who flees, and who comes home."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, equation, inlined
from ssrsim.equations.portable import clipped

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@inlined
def fleeing_propensity(
    insecurity: Float, disaster: Float, fear: Float, livelihood: Float, victimisation: Float, p: "Parameters"
) -> Float:
    """Chance per month that somebody leaves home, 0..1.

    clip((flight_rate x above^2 + disaster_flight x disaster) x (0.5 + fear) x (0.5 + livelihood) x (1 +
    victimisation)), above = clip(insecurity - flight_threshold): who is afraid or was hurt goes sooner, and the poorest
    cannot pay for the way. Source: violence and means drive flight (Adhikari 2013; Ibanez and Velez 2008); weights
    assumed (A108).
    """
    above = clipped(insecurity - p.flight_threshold, 0.0, 1.0)
    pushed = p.flight_rate * above * above + p.disaster_flight * disaster
    return clipped(pushed * (0.5 + fear) * (0.5 + livelihood) * (1.0 + victimisation), 0.0, 1.0)


@equation
def returning_chance(insecurity: Float, disaster: Float, p: "Parameters") -> Float:
    """Chance per month that somebody who fled goes home.

    return_rate x (1 - disaster) where insecurity < return_threshold, both at home, 0 elsewhere. Source: assumed.
    """
    return p.return_rate * (1.0 - disaster) if insecurity < p.return_threshold else 0.0
