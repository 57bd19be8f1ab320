"""Leakage of programme money: the third channel of corruption, apart from bribes and ghosts."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, equation
from ssrsim.equations.portable import clipped, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def leakage_rate(
    public_corruption: Float, audit: Float, sanction: Float, transparency: Float, p: "Parameters"
) -> Float:
    """Share of programme money that leaks.

    leakage_base x (0.4 + 0.8 public_corruption) x (1 - audit_effect x audit x h(sanction; 0.1)) x (1 - 0.1
    transparency), at most 0.9.

    Corruption is that which the country started with: what policemen take in the street does not move it. Full audit
    with sanctions: minus 8 points or so; nothing where nobody is sanctioned. Source: Olken (2007), Avis, Ferraz, Finan
    (2018); base Beta(2, 6).
    """
    checked = 1.0 - p.audit_effect * audit * saturating(sanction, 0.1)
    return clipped(p.leakage_base * (0.4 + 0.8 * public_corruption) * checked * (1.0 - 0.1 * transparency), 0.0, 0.9)


@equation
def channel_leakage(rate: Float, procurement: Float, noise: Float) -> Float:
    """Share of the money for one reform that leaks this year.

    clip(rate x (0.6 + 0.8 procurement) x noise) with at most 0.95: half procured, a reform leaks at the country's rate.
    Source: procurement leaks most (Olken 2007, on materials and wages); weights assumed (A78).
    """
    return clipped(rate * (0.6 + 0.8 * procurement) * noise, 0.0, 0.95)
