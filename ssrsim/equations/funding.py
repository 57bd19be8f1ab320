"""Donors: what they commit, how fast it comes, when they suspend, what is lost between many of them."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Flag, Float, equation
from ssrsim.equations.portable import clipped, exponential, natural_log, relaxed

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32

# what donors hold most against a country: also what they name as their reason
WEIGHT_OF_LEAKAGE, WEIGHT_OF_PLAN = float32(2.0), float32(0.5)  # the plan: actions that wait, benchmarks missed


@equation
def yearly_noise(z: Float, variation: Float) -> Float:
    """Factor that holds for a year, with mean 1 and `variation` as its coefficient of variation.

    exp(variance^0.5 x z - 0.5 variance), variance = ln(1 + variation^2): lognormal, z ~ N(0, 1). Source: form assumed.
    """
    variance = natural_log(1.0 + variation * variation)
    return exponential(np.sqrt(variance) * z - 0.5 * variance)


@equation
def commitment_variation(volatility: Float, coordination: Float, pooled: Flag) -> Float:
    """Coefficient of variation of what a donor commits in a year: half as much in a pooled fund.

    volatility x (1 - 0.5 coordination) x calmed, calmed = 0.5 where pooled, else 1. Source: CV of annual SSR
    commitments, median 0.71 over 33 recipients (T23); that joint planning and pools calm it is assumed (A25).
    """
    return volatility * (1.0 - 0.5 * coordination) * (0.5 if pooled else 1.0)


@equation
def appetite(unspent: Float, p: "Parameters") -> Float:
    """Share of its pledge that a donor is ready to commit while money lies unspent in its account.

    clip(1 - (unspent - 6) / patience), unspent being months of its pledge: the 6 months on which work lives are
    no idle money. Source: assumed (A75).
    """
    return clipped(1.0 - (unspent - 6.0) / p.patience, 0.0, 1.0)


@equation
def disbursed_share(lag: Float, insecurity: Float, suspension: Float, aid_cut: Float) -> Float:
    """Share of what is committed and not yet disbursed that comes this month.

    (1 - suspension) x (1 - aid_cut) / max(lag x (1 + insecurity), 1), insecurity being as published: the lag is the
    mean time that money takes, longer in violence. Source: evidence C21 on insecurity and delays; form assumed (A76).
    """
    months = lag * (1.0 + insecurity)
    return (1.0 - suspension) * (1.0 - aid_cut) / (months if months > 1.0 else float32(1.0))


@equation
def held_against(leakage_seen: Float, scandal: Float, blocked: Float, missed: Float, progress_seen: Float) -> Float:
    """What donors hold against a country at a review, from what is measured, 0..1.

    clip(2 leakage_seen + scandal + 0.5 blocked + 0.5 missed - 0.5 progress_seen): blocked is the share of due actions
    that wait for consent, missed that of benchmarks. Source: weights assumed (A25).
    """
    seen = WEIGHT_OF_LEAKAGE * leakage_seen + scandal + WEIGHT_OF_PLAN * blocked + WEIGHT_OF_PLAN * missed
    return clipped(seen - 0.5 * progress_seen, 0.0, 1.0)


@equation
def displeasure(strictness: Float, visibility: Float, against: Float, p: "Parameters") -> Float:
    """How much of what is held against a country moves a donor: strictness x (1 - looks_away x visibility) x against.

    Visibility is the donor's taste for visible instruments: who wants to be seen overlooks what is wrong. Source:
    assumed (A25).
    """
    return strictness * (1.0 - p.looks_away * visibility) * against


@equation
def is_suspending(suspended: Flag, displeased: Float, p: "Parameters") -> Flag:
    """Whether a donor suspends, and goes on to.

    displeased > suspension_threshold, and where it is suspended already displeased > 0.5 suspension_threshold. Source:
    resumption rule assumed (A77).
    """
    return displeased > (0.5 * p.suspension_threshold if suspended else p.suspension_threshold)


@equation
def updated_suspension(suspension: Float, suspended: Flag, displeased: Float, p: "Parameters") -> Float:
    """Suspended share after a quarterly review, 0..1.

    suspension drifts at review_rate to target, target = min(displeased, suspension_most) where suspended, else 0:
    nothing is suspended for good. Source: assumed (A77).
    """
    target = displeased if displeased < p.suspension_most else p.suspension_most
    return relaxed(suspension, target if suspended else float32(0.0), p.review_rate)


@equation
def own_share(will: Float, suspension: Float) -> Float:
    """Share of the treasury's surplus that the finance minister gives to reforms.

    clip(0.5 will x (1 + suspension)): a willing one gives more while donors suspend. Source: domestic substitution,
    assumed (A42).
    """
    return clipped(0.5 * will * (1.0 + suspension), 0.0, 1.0)


@equation
def unfragmented_share(coordination: Float, concentration: Float, p: "Parameters") -> Float:
    """Share of money for an action that is not lost between those who pay for it.

    1 - fragmentation_overhead x (1 - coordination) x (1 - concentration), concentration being the sum of their squared
    shares. Source: cost of fragmentation (Knack and Rahman 2007, direction); form and size assumed (A79).
    """
    return 1.0 - p.fragmentation_overhead * (1.0 - coordination) * (1.0 - concentration)
