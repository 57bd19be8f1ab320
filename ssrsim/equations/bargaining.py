"""What governments offer armed factions for peace, who consents to that, and what promises are worth."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import clipped, logistic

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def spoils_of_war(politics: Float, rents: Float, boom: Float, p: "Parameters") -> Float:
    """What there is to win in a war, in shares of power over the state: politics + spoils_rents x rents x (1 + boom).

    `politics` is how far the faction fights for power (1; less for successor groups), `rents` the lootable resources at
    its fronts. Source: greed beside grievance (Collier and Hoeffler 2004); weight assumed.
    """
    return politics + p.spoils_rents * rents * (1.0 + boom)


@equation
def rents_of_peace(flow_bribes: Float, flow_ghosts: Float, p: "Parameters") -> Float:
    """What posts are worth relative to the settlement: 1 - rents_of_posts x (1 - 0.5 (flow_bribes + flow_ghosts)).

    Both are flows relative to the settlement. Posts are worth what can be taken from them, so that whoever closes
    bribes and ghosts makes peace pay less for those who were bought with posts. Source: direction de Waal (2015), Le
    Billon (2003); weight assumed.
    """
    return 1.0 - p.rents_of_posts * (1.0 - 0.5 * (flow_bribes + flow_ghosts))


@equation
def share_left(programme: Float, p: "Parameters") -> Float:
    """Share of its strength that a faction would have left if peace were broken after a while.

    1 - (1 - disarmed_share) x (disarmed_anyway + (1 - disarmed_anyway) x programme): in any peace some men go home,
    under a programme of disarmament all are asked to. Source: the commitment problem of disarmament (Walter 1997);
    disarmed_anyway assumed.
    """
    return 1.0 - (1.0 - p.disarmed_share) * (p.disarmed_anyway + (1.0 - p.disarmed_anyway) * programme)


@equation
def war_risk(tipping: Float, least: Float, most: Float, p: "Parameters") -> Float:
    """Chance of war as a government sees it that knows the cost of war to a leader only within bounds.

    clip((below(tipping) - below(least)) / (below(most) - below(least))), below(cost) = logistic((cost - leader_cost) /
    leader_cost_spread): the leader fights if war costs less than the tipping cost; below is the logistic distribution
    of leaders' costs, the bounds what signing, keeping and breaking the peace have shown. Source: private information
    and screening (Fearon 1995, Powell 2004).
    """
    below = logistic((least - p.leader_cost) / p.leader_cost_spread)
    known = logistic((most - p.leader_cost) / p.leader_cost_spread) - below
    lost = logistic((tipping - p.leader_cost) / p.leader_cost_spread) - below
    return clipped(lost / (known + 0.000001), 0.0, 1.0)


@equation
def price_of_inclusion(patronage: Float, dialogue: Float, outside: Int, p: "Parameters") -> Float:
    """What full inclusion of a faction costs those who govern, in shares of power.

    inclusion_price x (0.5 + patronage) x (1 - dialogue_discount x dialogue) x (1 + outside_price x outside): posts are
    dearer where office lives from patronage and for a faction whose bloc does not govern (outside is 1), cheaper where
    coalitions have been built. Source: weights assumed (A117); losers of elections and their posts, Brancati and Snyder
    (2013).
    """
    dear = p.inclusion_price * (0.5 + patronage) * (1.0 - p.dialogue_discount * dialogue)
    return dear * (1.0 + p.outside_price) if outside == 1 else dear


@equation
def worth_of_offer(offer: Float, risk: Float, chance: Float, price: Float, p: "Parameters") -> Float:
    """What an offer is worth to a government: -risk x (chance + war_damage) - price x offer.

    War costs power with the chance that the faction wins, and damage in any case; posts and rents conceded cost the
    price. Governments pay as long as the expected cost of war exceeds the rents conceded, and so run some risk. Source:
    risk-return trade-off (Fearon 1995, Powell 2006).
    """
    return -risk * (chance + p.war_damage) - price * offer


@equation
def cost_of_breach(step: Float, guarantee: Float, oversight: Float, p: "Parameters") -> Float:
    """What it costs a government to grant less than before by `step`: breach_cost x (guarantee + oversight) x step.

    Where a guarantor or oversight that works stands behind promises, breaking them is dear. Source: Walter (1997); size
    assumed.
    """
    return p.breach_cost * (guarantee + oversight) * step


@equation
def consent_to_offer(threat: Float, dialogue: Float, own: Float, patronage: Float, p: "Parameters") -> Float:
    """How far a politician of the coalition is for granting a faction more (> 0: consents).

    threat + dialogue_effect x dialogue + own - consent_base - consent_patronage x patronage; own is 1 for a bloc that
    grew out of the faction. Source: weights assumed (A118).
    """
    return threat + p.dialogue_effect * dialogue + own - p.consent_base - p.consent_patronage * patronage


@equation
def delivered_target(granted: Float, paid: Float, p: "Parameters") -> Float:
    """Inclusion toward which delivery moves: granted x (1 - rents_in_inclusion + rents_in_inclusion x paid).

    The part rents_in_inclusion of it are rents; `paid` is the share of rents due that the treasury paid. Source:
    assumed (A119).
    """
    return granted * (1.0 - p.rents_in_inclusion + p.rents_in_inclusion * paid)
