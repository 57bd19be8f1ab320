"""Donors and missions."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import clipped, exponential, natural_log, relaxed, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32


@equation
def disbursement_noise(z: Float, volatility: Float, coordination: Float) -> Float:
    """Factor on a year's disbursement with mean 1.

    exp(s z - s^2 / 2), z ~ N(0, 1), s^2 = ln(1 + cv^2): lognormal with coefficient of variation volatility x (1 - 0.5
    coordination).

    Source: CV of annual SSR commitments, median 0.71 over 33 recipients (T23).
    """
    variation = volatility * (1.0 - 0.5 * coordination)
    variance = natural_log(1.0 + variation * variation)
    return exponential(np.sqrt(variance) * z - 0.5 * variance)


@equation
def updated_suspension(
    suspension: Float,
    strictness: Float,
    visibility: Float,
    leakage_seen: Float,
    scandal: Float,
    progress_seen: Float,
    p: "Parameters",
) -> Float:
    """Suspended share after a quarterly review, 0..1.

    Moves toward strictness x (1 - 0.6 visibility preference) x clip(2 leakage seen + scandal - 0.5 progress seen), at
    most suspension_most. Nothing is suspended for good: it moves back when indicators mend. Source: assumed.
    """
    wrong = clipped(2.0 * leakage_seen + scandal - 0.5 * progress_seen, 0.0, 1.0)
    target = strictness * (1.0 - 0.6 * visibility) * wrong
    return relaxed(suspension, target if target < p.suspension_most else p.suspension_most, p.review_rate)


@equation
def troops_present(full: Int, month: Int, start: Int, drawdown: Int, leaves: Int) -> Int:
    """Troops present in a month (int64).

    full x month / start until the start, full until the drawdown, then full x (leaves - month) / (leaves - drawdown),
    none once it leaves; whole people, rounded down. Source: straight lines assumed.
    """
    if month >= leaves:
        return np.int64(0)
    if month < start:
        return np.int64(full * month // start)
    if month < drawdown:
        return np.int64(full)
    return np.int64(full * (leaves - month) // (leaves - drawdown))


@equation
def mission_strength(troops: Int, population: Int, mandate: Float, p: "Parameters") -> Float:
    """Strength of a mission: h(troops per 1,000 of the population; mission_half) x (0.4 + 0.6 mandate).

    Source: force ratios of nine missions (section 3); half-point 3 per 1,000 assumed.
    """
    per_1000 = 1000.0 * float32(troops) / float32(population)
    return saturating(per_1000, p.mission_half) * (0.4 + 0.6 * mandate)
