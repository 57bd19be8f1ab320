"""What people make of what they live through."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Flag, Float, Int, equation, inlined
from ssrsim.equations.portable import clipped, logistic, relaxed

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32

UNFORCED = float32(0.33)  # abuse in contacts without coercion, against those with it


@inlined
def trust_anchor(trait: Float, performance: Float, corruption: Float, scandal: Float, p: "Parameters") -> Float:
    """Trust toward which a person drifts, a logistic of what the state is seen to do.

    logistic(trait + trust_performance x (performance - 0.5) - trust_corruption x (corruption - 0.5) - trust_scandal x
    scandal), performance and corruption as perceived. Source: Afrobarometer two-way fixed effects, performance +0.240,
    corruption -0.204 per step of trust (T13).
    """
    return logistic(trait + p.trust_performance * (performance - 0.5) - p.trust_corruption * (corruption - 0.5)
                    - p.trust_scandal * scandal)  # fmt: skip


@inlined
def updated_trust(trust: Float, anchor: Float, good: Float, bad: Float, ratio: Float, p: "Parameters") -> Float:
    """Trust after a month: drift to the anchor plus what good and bad encounters (0, 1 or weights) do, held in 0..1.

    clip(trust + (anchor - trust) / trust_months + trust_gain x ((1 - trust) x good - ratio x trust x bad)). Source: bad
    encounters weigh 4 to 14 times good ones (Skogan 2006), prior 1 to 14; trust_months about 24, prior U(12, 60).
    """
    change = p.trust_gain * ((1.0 - trust) * good - ratio * trust * bad)
    return clipped(relaxed(trust, anchor, 1.0 / p.trust_months) + change, 0.0, 1.0)


@equation
def lost_to_scandal(size: Float, p: "Parameters") -> Float:
    """Share of their trust that people lose when a scandal of this size breaks: clip(scandal_bite x size).

    Source: Marikana 2012, 13 points of 42 within a year (HSRC, T12); that it is a share of trust is assumed.
    """
    return clipped(p.scandal_bite * size, 0.0, 1.0)


@inlined
def updated_perceived_corruption(
    perceived: Float, bribes: Float, good: Float, talk_of_town: Float, p: "Parameters"
) -> Float:
    """How corrupt somebody holds the police to be.

    clip(moved + bribe_lesson x bribes x (1 - moved) - 0.3 bribe_lesson x good x moved), moved = perceived + talk_rate x
    (talk_of_town - perceived): own and peers' bribes raise it, good service lowers it, talk pulls it back. Source:
    assumed (A4).
    """
    moved = relaxed(perceived, talk_of_town, p.talk_rate)
    moved = moved + p.bribe_lesson * bribes * (1.0 - moved) - 0.3 * p.bribe_lesson * good * moved
    return clipped(moved, 0.0, 1.0)


@inlined
def updated_perception(perceived: Float, performs: Float, good: Float, neglected: Float, p: "Parameters") -> Float:
    """How well somebody holds the state (or the army) to perform, after a month.

    clip(perceived + performance_rate x (performs - perceived) + service_lesson x (good x (1 - perceived) - neglected x
    perceived)): it drifts to how it performs for them, and each service closes a part of the gap to what was served.
    Where as many are served well as people hold the state to perform, service moves nobody on average. Source: assumed
    (learning from surprise, Rescorla and Wagner 1972).
    """
    lesson = p.service_lesson * (good * (1.0 - perceived) - neglected * perceived)
    return clipped(relaxed(perceived, performs, p.performance_rate) + lesson, 0.0, 1.0)


@equation
def perception_at_rest(performs: Float, good: Float, neglected: Float, p: "Parameters") -> Float:
    """The perception that `updated_perception` leaves as it is, given services good and bad expected in a month.

    (performance_rate x performs + service_lesson x good) / (performance_rate + service_lesson x (good + neglected));
    where nothing ever moves it, performs. Source: follows from `updated_perception`.
    """
    moved = p.performance_rate + p.service_lesson * (good + neglected)
    return (p.performance_rate * performs + p.service_lesson * good) / moved if moved > 0.0 else performs


@equation
def perceived_corruption_at_rest(talk_of_town: Float, bribes: Float, good: Float, p: "Parameters") -> Float:
    """The perception that `updated_perceived_corruption` leaves as it is, given bribes and good service of a month.

    (talk_rate x talk_of_town x kept + bribe_lesson x bribes) / (1 - (1 - talk_rate) x kept), kept = 1 - bribe_lesson x
    bribes - 0.3 bribe_lesson x good; where nothing ever moves it, talk_of_town. Source: follows from
    `updated_perceived_corruption`.
    """
    learnt = p.bribe_lesson * bribes
    kept = 1.0 - learnt - 0.3 * p.bribe_lesson * good
    moved = 1.0 - (1.0 - p.talk_rate) * kept
    return (p.talk_rate * talk_of_town * kept + learnt) / moved if moved > 0.0 else talk_of_town


@inlined
def protection(insecurity: Float, capability: Float) -> Float:
    """How well the army performs for somebody, 0..1: 0.7 (1 - insecurity) + 0.3 capability of the army here.

    Source: weights assumed; what people ask of an army is safety from violence, not service.
    """
    return 0.7 * (1.0 - insecurity) + 0.3 * capability


@inlined
def state_performance(insecurity: Float, livelihood: Float, service: Float, outlook: Float) -> Float:
    """How well the state performs for somebody who sees it with this outlook, 0..1.

    clip(0.5 (1 - insecurity) + 0.35 livelihood + 0.15 service + outlook): two people who are served alike judge it
    differently, and lastingly so. Source: outlooks colour what people see of performance (Evans and Andersen 2006);
    weights and form assumed (A140).
    """
    return clipped(0.5 * (1.0 - insecurity) + 0.35 * livelihood + 0.15 * service + outlook, 0.0, 1.0)


@inlined
def help_seeking_chance(trust: Float, non_state: Float, crime: Float, reporting: Float, p: "Parameters") -> Float:
    """Chance to seek help from the police this month.

    contact_help x (0.5 + trust) x (1 - 0.7 non_state) x (0.7 + crime) x reporting: non_state is provision by others,
    reporting the factor of community policing.

    Source: Afrobarometer R9: 13 % a year sought help; victims of crime are those who need it; gradients assumed.
    """
    return p.contact_help * (0.5 + trust) * (1.0 - 0.7 * non_state) * (0.7 + crime) * reporting


@inlined
def reporting_factor(community: Float, p: "Parameters") -> Float:
    """How much more people report where police are near them: 1 + community_reporting x community.

    Community is community policing. Source: Liberia, Confidence Patrols: reporting up (T19); size assumed.
    """
    return 1.0 + p.community_reporting * community


@inlined
def stop_chance(presence: Float, community: Float, p: "Parameters") -> Float:
    """Chance of a contact that the police start: contact_stop x presence x (1 - 0.3 community).

    Community is community policing. Source: Afrobarometer R8: 39 % a year met police otherwise; gradients assumed.
    """
    return p.contact_stop * presence * (1.0 - 0.3 * community)


@inlined
def visit_chance(presence: Float, community: Float, p: "Parameters") -> Float:
    """Chance of a friendly visit by the police: contact_community x presence x community.

    Community is community policing. Source: Liberia, Confidence Patrols: about 3 visits to a community in 14 months
    (T19); who is met assumed.
    """
    return p.contact_community * presence * community


@inlined
def abuse_when_armed(abuse: Float, equipment: Float, oversight: Float, skill: Float, weight: Float) -> Float:
    """Propensity to abuse of an officer with this equipment: abuse x (1 + weight x equipment x (1 - constraint)).

    constraint = 1 - (1 - oversight)(1 - skill): who is watched or knows the trade uses equipment lawfully. Source:
    assumed (equipment raises capacity for service and for abuse; Lawson 2019 on military equipment of police).
    """
    return abuse * (1.0 + weight * equipment * (1.0 - oversight) * (1.0 - skill))


@inlined
def service_chance(skill: Float, equipment: Float) -> Float:
    """Chance that a contact without misconduct ends in good service: 0.2 + 0.6 skill + 0.15 equipment.

    Source: assumed.
    """
    return 0.2 + 0.6 * skill + 0.15 * equipment


@inlined
def answered_share(clearance: Float) -> Float:
    """How much of the service that officers could give reaches those who call: 0.4 + 0.6 clearance.

    Clearance is the share of calls that the unit can deal with at all; whom it stops or visits is there already.
    Source: weights assumed.
    """
    return 0.4 + 0.6 * clearance


@inlined
def misconduct_chances(
    bribery: Float, abuse: Float, coercion: Float, bias: Float, p: "Parameters"
) -> tuple[Float, Float]:
    """Chances that a contact ends in abuse and that it ends in a bribe.

    Abuse with abuse_scale x abuse x coercion x bias; else a bribe with odds / (1 - bribery + odds), odds = bribery x
    bias. Source: rates (section 3); bias multiplies odds by assumption.
    """
    abused = p.abuse_scale * abuse * bias * coercion
    odds = bribery * bias
    return abused, (1.0 - abused) * odds / (1.0 - bribery + odds)


@inlined
def encounter_outcome(
    u: Float, v: Float, bribery: Float, abuse: Float, service: Float, coercive: Flag, out_group: Flag, p: "Parameters"
) -> Int:
    """What a contact with one officer ends in: 1 good service, 2 neglect, 3 bribe, 4 abuse.

    P(abuse) and P(bribe) are `misconduct_chances` of bribery and abuse, coercion being 1 where the contact is coercive,
    else a third, and bias group_bias for an out_group, else 1; if neither, good service with the chance `service`. By
    order of luck: abuse if u < P(abuse), a bribe if u < P(abuse) + P(bribe), else good service if v < service. Source:
    bias 1.5 assumed.
    """
    abused, bribed = misconduct_chances(
        bribery, abuse, 1.0 if coercive else UNFORCED, p.group_bias if out_group else float32(1.0), p
    )
    served = 1 if v < service else 2
    return 4 if u < abused else (3 if u < abused + bribed else served)


@inlined
def lived_through(contact: Int, outcome: Int) -> tuple[Float, Float, Float, Float, Float, Float, Float]:
    """What an encounter counts for, 0 or 1: good, neglected, bad, bribed by police; good, neglected, bad by army.

    good = (outcome = 1), neglected = (outcome = 2), bad = (outcome > 2), a bribe = (outcome = 3), where the contact = 1
    is with police, = 2 with the army. Source: bribes and abuse count alike, assumed.
    """
    police, army = contact == 1, contact == 2  # & and not `and`, which would be a branch for each row
    return (
        float32(police & (outcome == 1)), float32(police & (outcome == 2)), float32(police & (outcome >= 3)),
        float32(police & (outcome == 3)),
        float32(army & (outcome == 1)), float32(army & (outcome == 2)), float32(army & (outcome >= 3)),
    )  # fmt: skip


@inlined
def with_peers(own: Float, peers: Int, talk: Float) -> Float:
    """What somebody lived through (own, 0 or 1) and heard of from so many peers (0 to 6): own + talk x peers.

    Added peer by peer, as each tells it. Source: weight of talk assumed.
    """
    for told in range(6):
        own = own + (talk if told < peers else float32(0.0))
    return own
