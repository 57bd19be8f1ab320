"""How far those who govern are bound, and when they free themselves of elections."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import logistic

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def constraints_on_power(independence: Float, elected: Int) -> Float:
    """How far those who govern are bound, 0..1: half by the independence of those who check them, half by elections.

    0.5 independence + 0.5 elected: independence is the mean of parliament, courts and media, elected is 1 while regular
    elections are held. Source: components of electoral democracy (Teorell et al. 2019); equal weights assumed.
    """
    return 0.5 * independence + (0.5 if elected == 1 else 0.0)


@equation
def cancelling_chance(verdict: Float, interference: Float, checks: Float, mission: Float, p: "Parameters") -> Float:
    """Chance that those who govern do not hold an election that is due.

    logistic(cancel_base - 2 verdict + 3 interference - 4 checks - 2 mission): they do so who would lose it (verdict,
    -1..1), live from office and meet little will to reform (interference), and whom neither parliament, courts and
    media (checks: what these really do) nor a mission bind. Source: executive aggrandisement (Bermeo 2016, Lührmann and
    Lindberg 2019); weights assumed.
    """
    return logistic(p.cancel_base - 2.0 * verdict + 3.0 * interference - 4.0 * checks - 2.0 * mission)
