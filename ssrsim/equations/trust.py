"""What people make of what they live through."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Flag, Float, Int, inlined
from ssrsim.equations.portable import clipped, logistic, relaxed

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32


@inlined
def trust_anchor(trait: Float, performance: Float, corruption: Float, scandal: Float, p: "Parameters") -> Float:
    """Trust toward which a person drifts: logistic(trait + b_perf (perf - 1/2) - b_corr (corr - 1/2) - b_news scandal).

    Source: Afrobarometer two-way fixed effects, performance +0.240, corruption -0.204 per step of trust (T13).
    """
    return logistic(trait + p.trust_performance * (performance - 0.5) - p.trust_corruption * (corruption - 0.5)
                    - p.trust_scandal * scandal)  # fmt: skip


@inlined
def updated_trust(trust: Float, anchor: Float, good: Float, bad: Float, ratio: Float, p: "Parameters") -> Float:
    """Trust after a month: drift to the anchor plus what good and bad encounters (0, 1 or weights) do, held in 0..1.

    T + (anchor - T) / tau + gain ((1 - T) good - ratio T bad). Source: bad encounters weigh 4 to 14 times good ones
    (Skogan 2006), prior 1 to 14; tau about 24 months, prior U(12, 60).
    """
    change = p.trust_gain * ((1.0 - trust) * good - ratio * trust * bad)
    return clipped(relaxed(trust, anchor, 1.0 / p.trust_months) + change, 0.0, 1.0)


@inlined
def updated_perceived_corruption(
    perceived: Float, bribes: Float, good: Float, talk_of_town: Float, p: "Parameters"
) -> Float:
    """How corrupt somebody holds the police to be.

    Own and peers' bribes raise it, good service lowers it, talk pulls it back.
    """
    moved = relaxed(perceived, talk_of_town, p.talk_rate)
    moved = moved + p.bribe_lesson * bribes * (1.0 - moved) - 0.3 * p.bribe_lesson * good * moved
    return clipped(moved, 0.0, 1.0)


@inlined
def state_performance(insecurity: Float, livelihood: Float, service: Float) -> Float:
    """How well the state performs for somebody, 0..1: 0.5 (1 - insecurity) + 0.35 livelihood + 0.15 service.

    Source: weights assumed.
    """
    return 0.5 * (1.0 - insecurity) + 0.35 * livelihood + 0.15 * service


@inlined
def help_seeking_chance(trust: Float, non_state: Float, p: "Parameters") -> Float:
    """Chance to seek help from the police this month: rate x (0.5 + trust) x (1 - 0.7 non-state provision).

    Source: Afrobarometer R9: 13 % a year sought help; trust and provision gradients assumed.
    """
    return p.contact_help * (0.5 + trust) * (1.0 - 0.7 * non_state)


@inlined
def stop_chance(presence: Float, community: Float, p: "Parameters") -> Float:
    """Chance of a contact that the police start: rate x presence x (1 - 0.3 community policing).

    Source: Afrobarometer R8: 39 % a year met police otherwise; gradients assumed.
    """
    return p.contact_stop * presence * (1.0 - 0.3 * community)


@inlined
def encounter_outcome(
    u: Float, v: Float, bribery: Float, abuse: Float, skill: Float, coercive: Flag, out_group: Flag, p: "Parameters"
) -> Int:
    """What a contact with one officer ends in: 1 good service, 2 neglect, 3 bribe, 4 abuse.

    Abuse with p.abuse_scale x abuse x bias in coercive contacts (a third of that elsewhere); else a bribe, the odds of
    bribery times bias; else good service with 0.2 + 0.6 skill. bias = p.group_bias for out-groups. Source: rates
    section 3; bias 1.5 assumed.
    """
    bias = p.group_bias if out_group else 1.0
    abused = p.abuse_scale * abuse * bias * (1.0 if coercive else 0.33)
    odds = bribery * bias
    bribed = abused + (1.0 - abused) * odds / (1.0 - bribery + odds)
    served = 1 if v < 0.2 + 0.6 * skill else 2
    return 4 if u < abused else (3 if u < bribed else served)


@inlined
def lived_through(contact: Int, outcome: Int) -> tuple[Float, Float, Float, Float, Float]:
    """What an encounter counts for, as 0 or 1: good and bad and bribed by the police, good and bad by the army."""
    police, army = contact == 1, contact == 2
    return (
        float32(police and outcome == 1), float32(police and outcome >= 3), float32(police and outcome == 3),
        float32(army and outcome == 1), float32(army and outcome >= 3),
    )  # fmt: skip
