"""Will, votes, elections and coups: politics follows from interests."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import clipped, logistic, relaxed, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32


@equation
def updated_threat(threat: Float, insecurity_at_home: Float, active_share: Float, p: "Parameters") -> Float:
    """Threat as a politician sees it, drifting to 0.5 insecurity at home + 0.5 share of factions at war.

    Source: assumed.
    """
    return relaxed(threat, 0.5 * insecurity_at_home + 0.5 * active_share, p.threat_rate)


@equation
def updated_rents(rents: Float, rent_flow: Float, p: "Parameters") -> Float:
    """Habitual rents of a politician: rents + (min(flow, 1) - rents) / rents_months.

    An average over about 24 months of the flow of leaks. They start at nothing after a settlement, which is why an
    early window of opportunity emerges. Source: assumed.
    """
    flow = rent_flow if rent_flow < 1.0 else 1.0
    return relaxed(rents, flow, 1.0 / p.rents_months)


@equation
def will_target(
    patronage: Float,
    rents_at_risk: Float,
    threat: Float,
    donor_pressure: Float,
    fragmentation: Float,
    independent_finance: Float,
    p: "Parameters",
) -> Float:
    """Part of will that comes from interests and donors, in logits.

    b0 - b_rents patronage rents_at_risk + b_aid pressure 0.5 (fragmentation + threat) (1 - independent finance).
    Source: Berg (2022): assistance works where rulers are fragmented or threatened and short of own finance; weights
    assumed.
    """
    leverage = donor_pressure * 0.5 * (fragmentation + threat) * (1.0 - independent_finance)
    return p.will_base - p.will_rents * patronage * rents_at_risk + p.will_aid * leverage


@equation
def updated_will(
    will: Float,
    from_interests: Float,
    responsibility: Float,
    electoral_pressure: Float,
    dissatisfaction: Float,
    army_discontent: Float,
    p: "Parameters",
) -> Float:
    """Will after a month.

    Drifts to logistic(interests + b_vote responsibility pressure dissatisfaction - b_army discontent). Source: weights
    assumed (A21).
    """
    votes = p.will_vote * responsibility * electoral_pressure * dissatisfaction
    return relaxed(will, logistic(from_interests + votes - p.will_army * army_discontent), p.will_rate)


@equation
def support_margin(
    will: Float,
    dialogue: Float,
    noise: Float,
    reform_threat: Float,
    rents: Float,
    patronage: Float,
    threat: Float,
    needs_law: Int,
    p: "Parameters",
) -> Float:
    """How far a politician is for an action (> 0: supports it): will + dialogue + noise - resistance.

    resistance = r0 (half of it where it needs no law) + r1 threat_of_reform x rents x patronage - 0.1 perceived threat
    where the reform threatens no rents (below 0.05). Source: weights assumed.
    """
    base = p.resistance_base if needs_law == 1 else 0.5 * p.resistance_base
    resistance = base + p.resistance_rents * reform_threat * rents * patronage
    relief = 0.1 * threat if reform_threat < 0.05 else 0.0
    return will + p.dialogue_effect * dialogue + p.vote_noise * noise - resistance + relief


@equation
def electoral_pressure(months_to_election: Int) -> Float:
    """Pressure of a coming election.

    1 - months / 12 in the last 12 months before it, else 0; none is due at months < 0. Source: assumed.
    """
    near = months_to_election >= 0 and months_to_election < 12
    return 1.0 - float32(months_to_election) / 12.0 if near else 0.0


@equation
def reelection_chance(feel_safe: Float, bribes: Float, livelihood: Float, media: Float, p: "Parameters") -> Float:
    """Chance that the governing coalition is kept.

    logistic(slope (0.5 + 0.5 media) (performance - reference)): free media let people know. performance = 0.4 safety +
    0.3 (1 - bribes) + 0.3 livelihood. Source: retrospective voting (Healy and Malhotra 2013); assumed.
    """
    performance = 0.4 * feel_safe + 0.3 * (1.0 - bribes) + 0.3 * livelihood
    return logistic(p.election_slope * (0.5 + 0.5 * media) * (performance - p.election_reference))


@equation
def army_discontent(arrears: Float, squeeze: Float, purge: Float, exclusion: Float) -> Float:
    """Discontent of the army, 0..1: 0.4 h(arrears; 4) + 0.25 squeeze + 0.2 purge + 0.15 exclusion.

    Squeeze is ghost income lost. Source: assumed (A24).
    """
    return 0.4 * saturating(arrears, 4.0) + 0.25 * squeeze + 0.2 * purge + 0.15 * exclusion


@equation
def coup_chance(discontent: Float, civilian_control: Float, mission: Float, p: "Parameters") -> Float:
    """Chance of a coup attempt this month: logistic(c0 + 5 discontent - 2 civilian control - 2 mission).

    Source: about 0.001 a month in post-war states (section 3, weak).
    """
    return logistic(p.coup_base + 5.0 * discontent - 2.0 * civilian_control - 2.0 * mission)


@equation
def interference_share(will: Float, patronage: Float) -> Float:
    """Interference of one politician in oversight: (1 - will) x patronage, in 0..1. Source: assumed."""
    return clipped((1.0 - will) * patronage, 0.0, 1.0)
