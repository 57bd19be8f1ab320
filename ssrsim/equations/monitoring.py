"""What surveys, coders and auditors make of the truth."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, equation
from ssrsim.equations.portable import clipped, natural_log

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def survey_answer(truth: Float, fear_bias: Float, z: Float, noise_counts: Float, p: "Parameters") -> Float:
    """Share that a survey of n people finds: truth + bias + sampling error with design effect, held in 0..1.

    SE = sqrt(deff x truth (1 - truth) / n). Source: Afrobarometer, n = 1,200, +- 3 points.
    """
    error = z * np.sqrt(p.survey_design_effect * truth * (1.0 - truth) / p.survey_n) * noise_counts
    return clipped(truth + fear_bias + error, 0.0, 1.0)


@equation
def fear_bias(fear: Float, interference: Float, p: "Parameters") -> Float:
    """What fear adds to declared trust where those asked distrust those who ask.

    size x fear x interference. Source: assumed (preference falsification, Kuran 1995; official surveys in Rwanda above
    90 %).
    """
    return p.fear_bias * fear * interference


@equation
def bribe_norm(corruption: Float) -> Float:
    """Mean norm of bribe-taking that goes with a public corruption index: 0.05 + 0.70 index.

    Source: Liberia, index .93 at the settlement, bribe paid by 70 % of those who met the police (Afrobarometer); Cabo
    Verde 1 %.
    """
    return 0.05 + 0.70 * corruption


@equation
def corruption_index(norm: Float) -> Float:
    """The expert index that goes with a norm of bribe-taking: `bribe_norm` turned round."""
    return (norm - 0.05) / 0.70


@equation
def logit(share: Float) -> Float:
    """ln(x / (1 - x)) for a share, held away from 0 and 1 by 0.001."""
    x = clipped(share, 0.001, 0.999)
    return natural_log(x / (1.0 - x))
