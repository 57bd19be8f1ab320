"""Grievance, fear, livelihood, and what people do about them."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, Int, equation, inlined
from ssrsim.equations.portable import clipped, exponential, logistic, relaxed

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@inlined
def grievance_at_rest(livelihood: Float, exclusion: Float, victimisation: Float, justice: Float) -> Float:
    """Grievance toward which a person drifts, 0..1.

    0.3 (1 - livelihood) + 0.3 exclusion + 0.25 victimisation + 0.15 (1 - justice).

    Source: horizontal inequality and victimisation (Cederman, Gleditsch, Buhaug 2013); weights assumed.
    """
    return 0.3 * (1.0 - livelihood) + 0.3 * exclusion + 0.25 * victimisation + 0.15 * (1.0 - justice)


@equation
def left_unprotected(crime: Float, clearance: Float, collusion: Float) -> Float:
    """How far people of a district are left alone with crime, 0..1: crime x (1 - clearance x (1 - collusion)).

    Police protect as far as they deal with calls at all and do not side with those who prey on people. Source: victims
    of crime lose trust in the local police (Corbacho, Philipp, Ruiz-Vega 2015); form assumed (A122).
    """
    return crime * (1.0 - clearance * (1.0 - collusion))


@inlined
def resented_neglect(unprotected: Float, at_start: Float, p: "Parameters") -> Float:
    """What being left alone with crime adds to grievance, or protection takes from it.

    grievance_unprotected x (unprotected - at_start): what people put up with on the day of the settlement is in the
    grievance of that day. Source: weight assumed (A122); police who can be called were relied on more, out of fear
    rather than content (Wilke 2025), so it may be 0.
    """
    return p.grievance_unprotected * (unprotected - at_start)


@inlined
def abuse_lived_and_heard(own: Float, of_peers: Float, weight: Float) -> Float:
    """Abuse of a month that somebody remembers, 0..1: clip(own + weight x of_peers).

    of_peers is the number of peers who were abused. Source: harm to civilians turns the community against those who did
    it, not its victims alone (Condra and Shapiro 2012; Lyall, Blair, Imai 2013); weight assumed (A123).
    """
    return clipped(own + weight * of_peers, 0.0, 1.0)


@inlined
def fear_at_rest(insecurity: Float, crime: Float, victimisation: Float) -> Float:
    """Fear toward which a person drifts: 0.55 insecurity + 0.15 crime + 0.3 victimisation. Source: weights assumed."""
    return 0.55 * insecurity + 0.15 * crime + 0.3 * victimisation


@inlined
def justice_received(justice: Float, non_state: Float, weight: Float) -> Float:
    """Justice that people get from courts and, where those do not reach, from elsewhere.

    justice + (1 - justice) x weight x non_state, non_state being provision by others. It soothes grievance and earns
    the state no trust. Source: assumed (most disputes outside Liberia's towns go to chiefs and elders; Isser,
    Lubkemann, N'Tow 2009).
    """
    return justice + (1.0 - justice) * weight * non_state


@equation
def state_service(capability: Float, justice: Float, trust: Float) -> Float:
    """How well the state serves a district and is trusted, 0..1: 0.4 capability + 0.3 justice + 0.3 trust in police.

    Source: weights assumed.
    """
    return 0.4 * capability + 0.3 * justice + 0.3 * trust


@equation
def updated_non_state(
    provision: Float, at_start: Float, service: Float, service_at_start: Float, p: "Parameters"
) -> Float:
    """Security and justice by non-state providers after a month: they recede where the state serves better.

    The provision drifts at non_state_rate to logistic(logit(at_start) - non_state_weight x (service -
    service_at_start)), written with odds so that it rests exactly at the start and at 0 and 1. Source: substitution
    assumed (Baker 2010 on plural policing); non_state_weight assumed.
    """
    odds = exponential(-p.non_state_weight * (service - service_at_start))
    rest = at_start * odds / (1.0 - at_start + at_start * odds)
    return relaxed(provision, rest, p.non_state_rate)


@inlined
def updated_livelihood(livelihood: Float, trait: Float, economy: Float, insecurity: Float, p: "Parameters") -> Float:
    """Livelihood after a month.

    livelihood drifts at livelihood_rate to logistic(trait + 3 (economy - 0.5) - 1.5 insecurity). Source: weights
    assumed.
    """
    return relaxed(livelihood, logistic(trait + 3.0 * (economy - 0.5) - 1.5 * insecurity), p.livelihood_rate)


@inlined
def updated_victimisation(memory: Float, abused: Float, p: "Parameters") -> Float:
    """Memory of abuse after a month: fades, jumps by half of the rest when abused (1), by less when peers were.

    kept + 0.5 (1 - kept) x abused, kept = memory x memory_kept. Source: assumed.
    """
    kept = memory * p.memory_kept
    return kept + 0.5 * (1.0 - kept) * abused


@equation
def memory_at_rest(abused: Float, p: "Parameters") -> Float:
    """Mean memory of abuse among people who are abused with this chance a month: `updated_victimisation` at rest.

    0.5 abused / (1 - memory_kept + 0.5 memory_kept x abused). Source: follows from `updated_victimisation`.
    """
    return 0.5 * abused / (1.0 - p.memory_kept + 0.5 * p.memory_kept * abused)


@inlined
def chosen_act(
    u: Float, trust: Float, fear: Float, grievance: Float, scandal: Float, reporting: Float, p: "Parameters"
) -> tuple[Int, Float, Float]:
    """What somebody does this month, and how likely it was to be giving information and to be protesting.

    0 nothing, 1 gives information, 2 protests (multinomial logit; nothing has weight 1), as u x the sum of weights
    falls on the line of information, protest, nothing.

    weights reporting x e^(cooperate_base + 2 trust - 1.5 fear) and e^(protest_base + 2.5 grievance - fear + scandal),
    reporting being 1 without community policing. Source: weights assumed.
    """
    cooperate = reporting * exponential(p.cooperate_base + 2.0 * trust - 1.5 * fear)
    protest = exponential(p.protest_base + 2.5 * grievance - fear + scandal)
    every = 1.0 + cooperate + protest
    v = u * every
    chosen = 1 if v < cooperate else (2 if v < cooperate + protest else 0)
    return chosen, cooperate / every, protest / every


@inlined
def recruitable_propensity(
    grievance: Float,
    trust: Float,
    fear: Float,
    livelihood: Float,
    tie: Float,
    reintegrated: Float,
    trust_counts: Float,
    p: "Parameters",
) -> Float:
    """Chance per month that somebody would join a political armed group that asks.

    logistic(recruit_base + 2 grievance + recruit_trust x (0.5 - trust) x trust_counts - fear - livelihood + recruit_tie
    x tie + recruit_reintegrated x reintegrated); trust is a modest term that a switch removes (trust_counts is 0 then,
    else 1). Source: commander ties OR about 2.5 (Daly, Paler, Samii 2020), programme OR 0.8, of which recruit_tie and
    recruit_reintegrated are the logarithms.
    """
    distrust = p.recruit_trust * (0.5 - trust) * trust_counts
    x = p.recruit_base + 2.0 * grievance + distrust - fear - livelihood
    return clipped(logistic(x + p.recruit_tie * tie + p.recruit_reintegrated * reintegrated), 0.0, 1.0)
