"""What surveys, coders and auditors make of the truth."""

import numpy as np

from ssrsim.compiled import equation
from ssrsim.equations.portable import clipped, natural_log

float32 = np.float32


@equation
def survey_answer(truth, fear_bias, z, noise_counts, p):
    """Share that a survey of n people finds: truth + bias + sampling error with design effect, held in 0..1.

    SE = sqrt(deff x truth (1 - truth) / n). Source: Afrobarometer, n = 1,200, +- 3 points.
    """
    error = z * np.sqrt(p.survey_design_effect * truth * (1.0 - truth) / p.survey_n) * noise_counts
    return clipped(truth + fear_bias + error, 0.0, 1.0)


@equation
def fear_bias(fear, interference, p):
    """What fear adds to declared trust where those asked distrust those who ask.

    size x fear x interference. Source: assumed (preference falsification, Kuran 1995; official surveys in Rwanda above
    90 %).
    """
    return p.fear_bias * fear * interference


@equation
def logit(share):
    """ln(x / (1 - x)) for a share, held away from 0 and 1 by 0.001."""
    x = clipped(share, 0.001, 0.999)
    return natural_log(x / (1.0 - x))
