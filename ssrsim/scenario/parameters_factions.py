"""How leaders of armed factions weigh war against peace, and what they are offered."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class FactionParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    patron_rate: float = prior(0.004, 0.0, 0.2, "per month", "interventions by fully hostile neighbours", "LN(.002, 5)")
    patron_size: float = prior(0.4, 0.0, 1.0, "share", "support of one intervention", "assumed")
    patron_kept: float = prior(0.95, 0.0, 1.0, "per month", "support kept", "assumed")
    sanctuary_kept: float = prior(
        0.97, 0.0, 1.0, "per month", "camps across the border kept beyond those that the neighbour lets be",
        "assumed; the camps in Zaire lasted 27 months",
    )  # fmt: skip
    bases_rate: float = prior(
        0.05, 0.0, 1.0, "per month", "how fast camps across the border become bases to fight from",
        "assumed; those in Zaire rearmed within two years (Human Rights Watch 1995)",
    )  # fmt: skip
    sanctuary_safety: float = prior(
        0.15, 0.0, 1.0, "share of spoils", "what war costs a leader less whose men are all in bases across the border",
        "assumed (direction: Salehyan 2007, 2009)",
    )  # fmt: skip
    patron_men: float = prior(
        20000.0, 0.0, 200000.0, "fighters", "what full support by a neighbouring state is worth",
        "assumed",
    )  # fmt: skip
    soldier_worth: float = prior(1.0, 0.0, 10.0, "fighters", "what a fully capable soldier is worth", "assumed")
    spoils_rents: float = prior(
        0.3, 0.0, 2.0, "share of power", "what all lootable resources at its fronts are worth to a faction", "assumed"
    )
    successor_politics: float = prior(
        0.4, 0.0, 1.0, "share", "how far a successor group fights for power over the state", "assumed"
    )
    rents_of_posts: float = prior(
        0.4, 0.0, 1.0, "share", "part of the worth of posts that comes from bribes and ghost pay", "assumed"
    )
    weariness_most: float = prior(
        1.5, 0.0, 2.0, "share of spoils", "war weariness after ten years of war or more",
        "assumed (Fortna 2004), set by hand on P1",
    )  # fmt: skip
    truce_weariness: float = prior(
        2.0, 1.0, 5.0, "times", "the same where arms were laid down without terms: out of exhaustion alone", "assumed"
    )
    weariness_half_life: float = prior(18.0, 6.0, 600.0, "months", "war weariness", "assumed, set by hand on P1")
    leader_cost: float = prior(
        0.0, 0.0, 4.0, "share of spoils", "cost of war to leaders, the middle before it is cut off at 0",
        "assumed, set by hand on P1",
    )  # fmt: skip
    leader_cost_spread: float = prior(
        0.4, 0.01, 2.0, "share of spoils", "spread of that cost, a lasting trait",
        "assumed, set by hand on P1",
    )  # fmt: skip
    weariness_deaths: float = prior(
        0.002, 0.0, 0.1, "share of spoils", "weariness that one death per 100,000 people adds", "assumed"
    )
    disarmed_share: float = prior(
        0.3, 0.0, 1.0, "share", "strength left to a faction that has disarmed and is betrayed",
        "assumed",
    )  # fmt: skip
    disarmed_anyway: float = prior(
        0.2, 0.0, 1.0, "share", "part of that loss to which peace leads without any programme", "assumed"
    )
    stance_threshold: float = prior(
        0.03, 0.0, 1.0, "share of spoils", "advantage needed to change stance",
        "assumed; tried on P1 and left",
    )  # fmt: skip
    war_men: float = prior(
        300.0, 1.0, 10000.0, "people", "men whom a leader must be able to call on to go to war",
        "LN(300, 3): size of a group that reaches 25 deaths a year (section 3)",
    )  # fmt: skip
    guarantee_hoped: float = prior(
        0.3, 0.0, 1.0, "share", "guarantee that signatories of an agreement count on, whether or not it comes",
        "assumed (Walter 2002)",
    )  # fmt: skip
    credible_rate: float = prior(0.06, 0.0, 1.0, "per month", "how fast leaders' beliefs follow the facts", "assumed")
    credible_base: float = prior(0.1, 0.0, 1.0, "share", "credibility without anything", "assumed")
    credible_guarantee: float = prior(0.6, 0.0, 2.0, "share", "guarantee by a mission", "assumed (Walter 1997)")
    credible_oversight: float = prior(0.2, 0.0, 2.0, "share", "effective oversight", "assumed")
    credible_kept: float = prior(0.15, 0.0, 2.0, "share", "promises kept", "assumed, set by hand on P1")
    inclusion_rate: float = prior(0.02, 0.0, 1.0, "per month", "inclusion delivered or withdrawn", "assumed")

    # bargaining
    offer_step: float = prior(0.1, 0.01, 0.5, "share", "by how much an offer is raised or lowered a quarter", "assumed")
    inclusion_price: float = prior(
        0.5, 0.0, 2.0, "share of power", "what full inclusion of a faction costs those who govern",
        "assumed, set by hand on P1",
    )  # fmt: skip
    outside_price: float = prior(
        1.0, 0.0, 10.0, "ratio", "by how much dearer that is for a faction whose bloc does not govern", "assumed"
    )
    dialogue_discount: float = prior(0.5, 0.0, 1.0, "share", "part of that which full dialogue saves", "assumed")
    war_damage: float = prior(
        0.3, 0.0, 2.0, "share of power", "what a war costs a government besides the risk of losing", "assumed"
    )
    breach_cost: float = prior(
        2.5, 0.0, 5.0, "share of power", "cost of breaking a whole promise that is fully guaranteed",
        "assumed (Walter 1997), five times inclusion_price",
    )  # fmt: skip
    consent_base: float = prior(0.05, -1.0, 2.0, "share", "threat below which nobody concedes posts", "assumed")
    consent_patronage: float = prior(
        0.2, 0.0, 2.0, "share", "threat that it takes besides where office lives from patronage", "assumed"
    )
    kept_at_start: float = prior(
        0.5, 0.0, 1.0, "share", "promises held to be kept at the settlement, before any were", "assumed"
    )
    kept_rate: float = prior(0.05, 0.0, 1.0, "per month", "how fast that follows what is delivered", "assumed")
    rents_in_inclusion: float = prior(
        0.4, 0.0, 1.0, "share", "part of inclusion that is paid for by the treasury", "assumed"
    )
    inclusion_pay: float = prior(
        0.02, 0.0, 0.5, "share of own revenue", "rents that a fully included faction is paid a month", "assumed"
    )
