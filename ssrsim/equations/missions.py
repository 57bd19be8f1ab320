"""Peace missions: who is sent, how strong that is, and what the strength goes into."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import clipped, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32


@equation
def troops_present(full: Int, month: Int, start: Int, drawdown: Int, leaves: Int) -> Int:
    """Troops present in a month (int64).

    full x month / start until the start, full until the drawdown, then what there was at the drawdown x (leaves -
    month) / (leaves - drawdown), none once it leaves; whole people, rounded down. Source: straight lines assumed.
    """
    if month >= leaves:
        return np.int64(0)
    come = month if month < drawdown else drawdown
    there = np.int64(full * come // start) if come < start else np.int64(full)
    return np.int64(there * (leaves - month) // (leaves - drawdown)) if month >= drawdown else there


@equation
def mission_strength(troops: Int, population: Int, mandate: Float, p: "Parameters") -> Float:
    """Strength of a mission: h(1,000 troops / population; mission_half) x (0.4 + 0.6 mandate).

    Source: force ratios of nine missions (section 3); half-point 3 per 1,000 assumed.
    """
    per_1000 = 1000.0 * float32(troops) / float32(population)
    return saturating(per_1000, p.mission_half) * (0.4 + 0.6 * mandate)


@equation
def mission_effect(strength: Float, weight: Float, p: "Parameters") -> Float:
    """What one of the four tasks of a mission gets of its strength.

    clip(4 weight x strength / (mission_to_deterrence + mission_to_guarantee + mission_to_protection +
    mission_to_coups)), 0 where all four weights are 0: equal weights give each task the whole strength. Source: assumed
    (A82).
    """
    weights = p.mission_to_deterrence + p.mission_to_guarantee + p.mission_to_protection + p.mission_to_coups
    return clipped(4.0 * weight * strength / weights, 0.0, 1.0) if weights > 0.0 else float32(0.0)


@equation
def difficulty_share(insecurity: Float, fighters_per_1000: Float) -> Float:
    """Share of a mission that is sent where deployment follows difficulty: between half of it and the whole.

    0.5 + 0.25 insecurity + 0.25 h(fighters_per_1000; 2), both at the settlement. Source: missions go to hard cases (T5,
    Fortna 2008); weights assumed (A82).
    """
    return 0.5 + 0.25 * insecurity + 0.25 * saturating(fighters_per_1000, 2.0)
