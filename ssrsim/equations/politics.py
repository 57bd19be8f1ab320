"""What politicians live from, what they want, and what they let pass: politics follows from interests."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import clipped, logistic, relaxed

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32


@equation
def updated_threat(threat: Float, insecurity_at_home: Float, active_share: Float, p: "Parameters") -> Float:
    """Threat as a politician sees it after a month.

    threat drifts at threat_rate to 0.5 insecurity_at_home + 0.5 active_share, the share of factions at war. Source:
    assumed.
    """
    return relaxed(threat, 0.5 * insecurity_at_home + 0.5 * active_share, p.threat_rate)


@equation
def relative_flow(now: Float, unreformed: Float) -> Float:
    """A flow of rents relative to that of an unreformed state: min(now / unreformed, 1), 0 where none would flow.

    Source: assumed (A85).
    """
    now = now if now < unreformed else unreformed
    return now / unreformed if unreformed > 0.0 else float32(0.0)


@equation
def updated_rents(rents: Float, flow: Float, access: Float, p: "Parameters") -> Float:
    """Habitual rents of a politician from one channel: rents + (flow x access - rents) / rents_months.

    An average over about 24 months of what reaches the office. Rents start at nothing after a settlement, which is why
    an early window of opportunity emerges. Source: assumed (A85).
    """
    return relaxed(rents, flow * access, 1.0 / p.rents_months)


@equation
def left_open(open_so_far: Float, exposure: Float, threat: Float) -> Float:
    """What is left of a channel of rents beside one more reform: open_so_far x (1 - exposure x threat).

    Exposure is 1 where its law stands or an action runs, else its level as reported. Source: assumed (A86).
    """
    return open_so_far * (1.0 - exposure * threat)


@equation
def rents_closed(
    bribes: Float, ghosts: Float, leakage: Float, close_bribes: Float, close_ghosts: Float, close_leakage: Float
) -> Float:
    """What a politician would lose: clip(bribes x close_bribes + ghosts x close_ghosts + leakage x close_leakage).

    Rents by channel times how far a reform, or all that are let, would close it. Source: assumed (A86).
    """
    return clipped(bribes * close_bribes + ghosts * close_ghosts + leakage * close_leakage, 0.0, 1.0)


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

    will_base - will_rents x patronage x rents_at_risk + will_aid x donor_pressure x 0.5 (fragmentation + threat) x (1 -
    independent_finance). Source: Berg (2022): assistance works where rulers are fragmented or threatened and short of
    own finance; weights assumed.
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

    will drifts at will_rate to logistic(from_interests + will_vote x responsibility x electoral_pressure x
    dissatisfaction - will_army x army_discontent). Source: weights assumed (A21).
    """
    votes = p.will_vote * responsibility * electoral_pressure * dissatisfaction
    return relaxed(will, logistic(from_interests + votes - p.will_army * army_discontent), p.will_rate)


@equation
def support_on_paper(donor_pressure: Float, independent_finance: Float, needs_law: Int, p: "Parameters") -> Float:
    """What pressure adds to support of a bill: paper_pressure x donor_pressure x (1 - independent_finance).

    Nothing where needs_law is 0: what pressure buys is form. Source: direction Andrews, Pritchett and Woolcock (2013)
    on isomorphic mimicry; size assumed (A87).
    """
    return p.paper_pressure * donor_pressure * (1.0 - independent_finance) if needs_law == 1 else float32(0.0)


@equation
def support_margin(
    will: Float,
    dialogue: Float,
    on_paper: Float,
    noise: Float,
    rents_closed: Float,
    patronage: Float,
    threat_felt: Float,
    needs_law: Int,
    p: "Parameters",
) -> Float:
    """How far a politician is for an action (> 0: supports it).

    will + dialogue_effect x dialogue + on_paper + vote_noise x noise - resistance, resistance = base + resistance_rents
    x rents_closed x patronage - 0.1 threat_felt, base = resistance_base where needs_law, else 0.5 resistance_base.
    on_paper is `support_on_paper`; threat is felt only where an instrument of capability is tried, one that threatens
    no rents. Source: weights assumed.
    """
    base = p.resistance_base if needs_law == 1 else 0.5 * p.resistance_base
    resistance = base + p.resistance_rents * rents_closed * patronage - 0.1 * threat_felt
    return will + p.dialogue_effect * dialogue + on_paper + p.vote_noise * noise - resistance


@equation
def price_of_a_vote(power: Float, revenue_month: Float, p: "Parameters") -> Float:
    """What a vote costs the treasury, in cents: side_payment_price x power x revenue_month.

    Source: buying of votes in legislatures (Groseclose and Snyder 1996); price assumed (A88).
    """
    return p.side_payment_price * power * revenue_month


@equation
def interference_share(will: Float, patronage: Float) -> Float:
    """Interference of one politician in oversight: (1 - will) x patronage, in 0..1. Source: assumed."""
    return clipped((1.0 - will) * patronage, 0.0, 1.0)


@equation
def reconciled_exclusion(exclusion: Float, at_start: Float, dialogue: Float, p: "Parameters") -> Float:
    """Exclusion of a group after a month of dialogue.

    exclusion drifts at reconciliation_rate to at_start x (1 - reconciliation x dialogue); at rest without dialogue.
    Source: assumed (A93).
    """
    return relaxed(exclusion, at_start * (1.0 - p.reconciliation * dialogue), p.reconciliation_rate)
