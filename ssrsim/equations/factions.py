"""War or peace as leaders of armed factions see it."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, equation
from ssrsim.equations.portable import clipped, logistic, natural_log, relaxed

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def callable_men(fighters: Float, network: Float, integrated: Float, cohesion: Float, p: "Parameters") -> Float:
    """Men a leader can call on: fighters + a_c x cohesion x network + a_i x integrated.

    The network are demobilised men still tied to commanders, who come as far as the leader has a hold over those;
    integrated are loyal soldiers of the army. Source: Daly (2016); Krebs and Licklider (2016); shares assumed.
    """
    return fighters + p.callable_share * cohesion * network + p.integrated_share * integrated


@equation
def winning_chance(men: Float, external: Float, state: Float, mission: Float) -> Float:
    """Chance to win a war, as a contest.

    (men + external) / (men + external + state + mission + 1), all in fighters of equal worth.

    Source: contest success function (Hirshleifer 1989).
    """
    ours = men + external
    return ours / (ours + state + mission + 1.0)


@equation
def credibility(guarantee: Float, oversight: Float, inclusion: Float, p: "Parameters") -> Float:
    """How far promises can be believed, 0..1.

    clip(c0 + c_g guarantee + c_o oversight + c_k inclusion): a mission that guarantees, effective oversight and
    promises kept, the last two more weakly. Source: commitment problem (Walter 1997, Fearon 2004); weights assumed.
    """
    return clipped(
        p.credible_base + p.credible_guarantee * guarantee + p.credible_oversight * oversight
        + p.credible_kept * inclusion, 0.0, 1.0
    )  # fmt: skip


@equation
def updated_inclusion(inclusion: Float, guarantee: Float, will: Float, dialogue: Float, p: "Parameters") -> Float:
    """Posts and rents that a faction really has after a month, relative to what it fought for.

    Inclusion drifts to 0.3 + 0.3 guarantee + 0.3 will + 0.3 dialogue: promises are kept under a guarantor's eye, by
    governments that want the settlement, and where coalitions are built. Source: assumption (A27).
    """
    target = clipped(0.3 + 0.3 * guarantee + 0.3 * will + 0.3 * dialogue, 0.0, 1.0)
    return relaxed(inclusion, target, p.inclusion_rate)


@equation
def war_minus_peace(chance: Float, cost: Float, credible: Float, inclusion: Float, chance_after: Float) -> Float:
    """Value of war less value of peace to a leader, in shares of the spoils; `cost` is what any war costs that leader.

    U_war = p - cost; U_peace = q inclusion + (1 - q) max(p_after - cost, 0), p and p_after being the chance to win now
    and after having disarmed, q how credible promises are: promises that are kept, or, where they are broken, the
    better of giving in and fighting. Source: commitment problem (Fearon 1995, Walter 1997).
    """
    betrayed = chance_after - cost if chance_after > cost else 0.0
    return (chance - cost) - (credible * inclusion + (1.0 - credible) * betrayed)


@equation
def cost_at_indifference(chance: Float, credible: Float, inclusion: Float, chance_after: Float) -> Float:
    """The cost of war at which a leader is indifferent between war and peace: `war_minus_peace` solved for cost.

    p - q inclusion where that is at least p_after (the betrayed would give in), else (p - (1 - q) p_after) / q -
    inclusion; p, p_after, q: the chance now and after disarming, and how credible promises are. Source: follows from
    `war_minus_peace`.
    """
    would_give_in = chance - credible * inclusion
    would_fight = (chance - (1.0 - credible) * chance_after) / (credible + 0.0001) - inclusion
    return would_give_in if would_give_in >= chance_after else would_fight


@equation
def leader_cost(u: Float, least: Float, p: "Parameters") -> Float:
    """What war costs a leader, a lasting trait: logistic distribution around p.leader_cost, cut off below `least`.

    Who signed a settlement preferred it on the terms of that day, so the cost of a signatory is at least what makes war
    worth no more than peace then. Drawn by inversion from u: with F = logistic((x - mean) / spread) and v = F(least) +
    u (1 - F(least)) it is mean + spread ln(v / (1 - v)), held in -2..4. Source: revealed preference; spread assumed.
    """
    below = logistic((least - p.leader_cost) / p.leader_cost_spread)
    v = clipped(below + u * (1.0 - below), 0.000001, 0.999999)
    return clipped(p.leader_cost + p.leader_cost_spread * natural_log(v / (1.0 - v)), -2.0, 4.0)
