"""What people, officers and leaders are like at the settlement, given what observers saw."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, inlined
from ssrsim.equations.monitoring import logit
from ssrsim.equations.portable import logistic

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@inlined
def spread_share(mean: Float, spread: Float, z: Float, shift: Float) -> Float:
    """A share whose population mean is about `mean`.

    logistic(logit(mean) x (1 + 0.346 spread^2)^0.5 + shift + spread x z), z ~ N(0, 1).

    Source: mean of a logistic-normal variable (MacKay 1992), variance factor pi / 8 rounded.
    """
    return logistic(logit(mean) * np.sqrt(1.0 + 0.346 * spread * spread) + shift + spread * z)


@inlined
def settled_trust_trait(
    trust: Float, performance: Float, corruption: Float, good: Float, bad: Float, ratio: Float, p: "Parameters"
) -> Float:
    """The disposition at which trust starts at rest, given the good and bad encounters of a usual month.

    logit(trust - trust_months x moved) - trust_performance x (performance - 0.5) + trust_corruption x (corruption -
    0.5), moved = trust_gain x ((1 - trust) x good - ratio x trust x bad): the anchor makes up for what encounters take.
    Performance and corruption are those perceived. Source: follows from `updated_trust` and `trust_anchor` (A58).
    """
    moved = p.trust_gain * ((1.0 - trust) * good - ratio * trust * bad)
    anchor = logit(trust - p.trust_months * moved)
    return anchor - p.trust_performance * (performance - 0.5) + p.trust_corruption * (corruption - 0.5)


@inlined
def settled_livelihood_trait(livelihood: Float, insecurity: Float) -> Float:
    """The chances in life at which livelihood starts at rest in this insecurity.

    logit(livelihood) + 1.5 insecurity. Source: follows from `updated_livelihood`.
    """
    return logit(livelihood) + 1.5 * insecurity
