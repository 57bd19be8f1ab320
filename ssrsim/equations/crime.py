"""Criminal groups: they need poverty, rents and idle men, and no politics."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, equation
from ssrsim.equations.portable import logistic, relaxed

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def updated_crime(
    crime: Float, livelihood: Float, rents: Float, capability: Float, collusion: Float, idle_men: Float, p: "Parameters"
) -> Float:
    """Strength of criminal groups in a district after a month.

    Crime drifts to logistic(c0 + 2 (1/2 - livelihood) + rents + 10 idle ex-fighters per head - 2 capability (1 -
    collusion)). Source: criminal groups need no politics; weights assumed.
    """
    x = p.crime_base + 2.0 * (0.5 - livelihood) + rents + 10.0 * idle_men - 2.0 * capability * (1.0 - collusion)
    return relaxed(crime, logistic(x), p.crime_rate)
