"""What surveys, coders, experts, implementers and registers make of the truth."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Flag, Float, Int, equation, inlined
from ssrsim.equations.portable import clipped, natural_log

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32
int16 = np.int16
int64 = np.int64

INTERVIEWS = 8  # in a cluster


@inlined
def remembered_year(months: Int, now: Flag) -> Int:
    """Which of the last 12 months had something in them, one bit each, after one more month; int16.

    (months << 1 | now) & 4095: the newest month is the lowest bit; what lies 12 months back is forgotten. Source:
    surveys ask about the past year (T12).
    """
    return int16(((int64(months) << 1) | int64(now)) & 4095)


@equation
def survey_clusters(measurement: Float, p: "Parameters") -> Int:
    """Clusters of eight interviews in a survey: max(2, floor(survey_n x (1 + survey_gain x measurement) / 8 + 0.5)).

    A reform of monitoring pays for more interviews, not for faster ones. Source: Afrobarometer, n = 1,200 in 150
    enumeration areas; gain assumed.
    """
    clusters = int64(p.survey_n * (1.0 + p.survey_gain * measurement) / float32(INTERVIEWS) + 0.5)
    return clusters if clusters > 2 else int64(2)


@equation
def refusal_chance(fear: Float, bias_counts: Float, p: "Parameters") -> Float:
    """Chance that somebody refuses an interview: clip(survey_refusal + survey_refusal_fear x fear x bias_counts).

    Source: assumed.
    """
    return clipped(p.survey_refusal + p.survey_refusal_fear * fear * bias_counts, 0.0, 1.0)


@equation
def cowed_chance(fear: Float, interference: Float, bias_counts: Float, p: "Parameters") -> Float:
    """Chance that a respondent says what is wanted, distrusting those who ask.

    fear_bias x fear x interference x bias_counts.

    Source: assumed (preference falsification, Kuran 1995; official surveys in Rwanda above 90 %).
    """
    return p.fear_bias * fear * interference * bias_counts


@equation
def trust_answer(trust: Float, cowed: Flag, u: Float, v: Float) -> Int:
    """Answer on a scale of four.

    0 not at all, 1 just a little, 2 somewhat, 3 a lot. 2 first + second, first = (u < trust), second = (v < trust),
    each 1 or 0. So P(answer >= 2) is trust and the mean answer is 3 x trust: trust is the share who answer somewhat or
    a lot, as country files have it. Who is cowed answers 3. Source: Afrobarometer's scale; the spread is assumed.
    """
    answer = 2 * int64(u < trust) + int64(v < trust)
    return int64(3) if cowed else answer


@equation
def answer_or_wanted(answer: Float, wanted: Float, cowed: Float) -> Float:
    """Mean answer of people of whom a share says what is wanted: answer + cowed x (wanted - answer).

    Source: follows from `cowed_chance` (A52).
    """
    return answer + cowed * (wanted - answer)


@equation
def cluster_error(interviews: Int, yes: Int, yes_yes: Int, yes_n: Int, n_n: Int, clusters: Int) -> Float:
    """Standard error of the share yes / interviews from what differs between clusters, so with the design effect.

    (clusters / (clusters - 1) x sum (y - share x n)^2)^0.5 / interviews, share = yes / interviews, over clusters with n
    interviews and y yeses each, given the sums yes_yes of y^2, yes_n of y n and n_n of n^2. Source: Cochran (1977),
    ratio estimator under sampling of clusters with replacement.
    """
    if interviews <= 0 or clusters < 2:
        return float32(0.0)
    share = float32(yes) / float32(interviews)
    squares = float32(yes_yes) - 2.0 * share * float32(yes_n) + share * share * float32(n_n)
    squares = squares if squares > 0.0 else float32(0.0)
    return clipped(np.sqrt(squares * (float32(clusters) / float32(clusters - 1))) / float32(interviews), 0.0, 1.0)


@equation
def death_coverage(interference: Float, media_freedom: Float, bias_counts: Float, p: "Parameters") -> Float:
    """Share of battle deaths that are reported, less where those who govern meddle and no media are free.

    coder_coverage x (1 - coder_silence x interference x (1 - media_freedom) x bias_counts). Source: assumed; reported
    deaths are a lower bound, more so where nobody may report (Weidmann 2015, direction).
    """
    return p.coder_coverage * (1.0 - p.coder_silence * interference * (1.0 - media_freedom) * bias_counts)


@equation
def expert_error(z: Float, p: "Parameters") -> Float:
    """Error of the mean of so many experts: z x expert_spread / expert_number^0.5. Source: assumed."""
    return z * p.expert_spread / np.sqrt(p.expert_number)


@equation
def judged_corruption(
    norm: Float, at_start: Float, gained_law: Float, more_interference: Float, bias: Float, p: "Parameters"
) -> Float:
    """Corruption of the public sector as experts judge it, of which the forces are a part.

    clip(at_start + expert_security_share x (corruption_index(norm) - at_start - bias x (expert_halo x gained_law +
    expert_bias x more_interference))): at_start is the index at the settlement, around which the rest of the public
    sector stays; law and interference are counted from then, since that index had them in it. Source: V-Dem asks about
    the whole public sector (v2x_pubcorr); the share of the forces in it assumed (A139).
    """
    hidden = bias * (p.expert_halo * gained_law + p.expert_bias * more_interference)
    return clipped(at_start + p.expert_security_share * (corruption_index(norm) - at_start - hidden), 0.0, 1.0)


@equation
def judged_oversight(formal: Float, works: Float, more_interference: Float, bias: Float, p: "Parameters") -> Float:
    """Oversight as experts judge it, who see some of what stands on paper and overlook some of what is done to it.

    clip(works + bias x (expert_halo x (formal - works) + expert_bias x more_interference)), more_interference being
    what was gained since the settlement. Source: assumed; indices of oversight follow the law book more than practice.
    """
    seen = works + bias * (p.expert_halo * (formal - works) + p.expert_bias * more_interference)
    return clipped(seen, 0.0, 1.0)


@equation
def reported_level(
    formal: Float, effective: Float, interference: Float, z: Float, bias_counts: Float, p: "Parameters"
) -> Float:
    """Level of a reform as its implementers report it.

    clip(level x (1 + report_inflation x interference x bias_counts) + z x report_spread x 4 level x (1 - level)),
    level = report_formal x formal + (1 - report_formal) x effective. Nobody errs on what is not begun or complete.
    Source: assumed.
    """
    level = p.report_formal * formal + (1.0 - p.report_formal) * effective
    error = z * p.report_spread * 4.0 * level * (1.0 - level)
    return clipped(level * (1.0 + p.report_inflation * interference * bias_counts) + error, 0.0, 1.0)


@equation
def audited_share(audit: Float, measurement: Float) -> Float:
    """Share of leakage that audits find: clip(0.2 + 0.8 audit + 0.2 measurement). Source: assumed."""
    return clipped(0.2 + 0.8 * audit + 0.2 * measurement, 0.0, 1.0)


@equation
def registered_share(
    base: Float, complaints: Float, measurement: Float, interference: Float, bias_counts: Float, p: "Parameters"
) -> Float:
    """Share of cases that stand in a register: clip(kept x (1 - register_silence x interference x bias_counts)).

    kept = base + (1 - base) x register_gain x 0.5 (complaints + measurement). Better handling and better monitoring
    close gaps; interference keeps cases out. Source: assumed.
    """
    kept = base + (1.0 - base) * p.register_gain * 0.5 * (complaints + measurement)
    return clipped(kept * (1.0 - p.register_silence * interference * bias_counts), 0.0, 1.0)


@equation
def police_statistics(insecurity: Float, control: Float, z: Float, p: "Parameters") -> Float:
    """Insecurity as police statistics have it: where the state is absent, nobody writes down what happens.

    clip(insecurity x (police_record + (1 - police_record) x control) x (1 + z x police_record_spread)), control being
    that of the state. Source: assumed (dark figure of crime, direction).
    """
    recorded = insecurity * (p.police_record + (1.0 - p.police_record) * control)
    return clipped(recorded * (1.0 + z * p.police_record_spread), 0.0, 1.0)


@equation
def bribe_norm(corruption: Float) -> Float:
    """Mean norm of bribe-taking that goes with a public corruption index: 0.05 + 0.70 corruption.

    Source: Liberia, index .93 at the settlement, bribe paid by 70 % of those who met the police; Cabo Verde 1 % (T12);
    the line is assumed (A11).
    """
    return 0.05 + 0.70 * corruption


@equation
def corruption_index(norm: Float) -> Float:
    """The expert index that goes with a norm of bribe-taking: `bribe_norm` turned round.

    (norm - 0.05) / 0.70. Source: follows from `bribe_norm`.
    """
    return (norm - 0.05) / 0.70


@inlined
def logit(share: Float) -> Float:
    """`logistic` turned round: ln(share / (1 - share)), held in 0.001..0.999. Source: follows from `logistic`."""
    x = clipped(share, 0.001, 0.999)
    return natural_log(x / (1.0 - x))
