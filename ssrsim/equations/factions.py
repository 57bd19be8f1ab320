"""War or peace as leaders of armed factions see it."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, equation
from ssrsim.equations.portable import clipped, halved_after, logistic, natural_log

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def callable_men(fighters: Float, network: Float, integrated: Float, cohesion: Float, p: "Parameters") -> Float:
    """Men a leader can call on: fighters + callable_share x cohesion x network + integrated_share x integrated.

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
def credibility(guarantee: Float, oversight: Float, kept: Float, p: "Parameters") -> Float:
    """How far promises can be believed, 0..1.

    clip(credible_base + credible_guarantee x guarantee + credible_oversight x oversight + credible_kept x kept): a
    mission that guarantees, effective oversight and promises kept so far, the last two more weakly. Source: commitment
    problem (Walter 1997, Fearon 2004); weights assumed.
    """
    return clipped(
        p.credible_base + p.credible_guarantee * guarantee + p.credible_oversight * oversight
        + p.credible_kept * kept, 0.0, 1.0
    )  # fmt: skip


@equation
def updated_weariness(weariness: Float, deaths_per_100k: Float, p: "Parameters") -> Float:
    """What war costs in leaders' minds after a month: halved every weariness_half_life months, raised by deaths.

    weariness x 2^(-1 / weariness_half_life) + weariness_deaths x deaths_per_100k, at most 2. Source: war weariness
    (Fortna 2004); sizes assumed.
    """
    kept = weariness * halved_after(1.0, p.weariness_half_life)
    return clipped(0.5 * (kept + p.weariness_deaths * deaths_per_100k), 0.0, 1.0) * 2.0


@equation
def war_minus_peace(war: Float, cost: Float, credible: Float, peace: Float, later: Float) -> Float:
    """Value of war less value of peace to a leader, in shares of power; `cost` is what any war costs that leader.

    (war - cost) - (credible x peace + (1 - credible) x max(later - cost, 0)): war and later are what may be won now and
    after having disarmed (chance to win x spoils), peace what the posts and rents are worth that were granted, credible
    how far they are believed: promises that are kept, or, where they are broken, the better of giving in and fighting.
    Source: commitment problem (Fearon 1995, Walter 1997).
    """
    betrayed = later - cost if later > cost else 0.0
    return (war - cost) - (credible * peace + (1.0 - credible) * betrayed)


@equation
def cost_at_indifference(war: Float, credible: Float, peace: Float, later: Float) -> Float:
    """The cost of war at which a leader is indifferent between war and peace: `war_minus_peace` solved for cost.

    war - credible x peace where that is at least `later` (the betrayed would give in), else (war - (1 - credible) x
    later) / (credible + 0.0001) - peace, the small number holding off a division by 0. Source: follows from
    `war_minus_peace`.
    """
    would_give_in = war - credible * peace
    would_fight = (war - (1.0 - credible) * later) / (credible + 0.0001) - peace
    return would_give_in if would_give_in >= later else would_fight


@equation
def drawn_above(u: Float, least: Float, mean: Float, spread: Float) -> Float:
    """A draw from a logistic distribution cut off below `least`, by inversion from u in 0..1.

    mean + spread x ln(rank / (1 - rank)), rank = clip(below + u x (1 - below), 0.000001, 0.999999), below =
    logistic((least - mean) / spread). Source: inversion of a distribution function (Devroye 1986).
    """
    below = logistic((least - mean) / spread)
    v = clipped(below + u * (1.0 - below), 0.000001, 0.999999)
    return mean + spread * natural_log(v / (1.0 - v))


@equation
def cost_of_war(u: Float, least: Float, mean: Float, spread: Float) -> Float:
    """What war costs a leader or commander, a lasting trait: logistic around `mean`, cut off below 0 and `least`.

    War destroys, so that it costs everybody something; what can be won in it counts as spoils. Who signed a settlement
    preferred it on the terms of that day, so the cost of a signatory is at least what makes war worth no more than
    peace then: clip(drawn_above(u, clip(least, 0, 4), mean, spread), 0, 4). Source: costly war (Fearon 1995), revealed
    preference; spread assumed (A101).
    """
    return clipped(drawn_above(u, clipped(least, 0.0, 4.0), mean, spread), 0.0, 4.0)
