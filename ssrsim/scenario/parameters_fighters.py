"""Who fights for an armed group, who pays for it, who goes home, and who fights on alone."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class TieParameters(Given):
    """Ties to commanders and the hold of leaders. Rates are per month."""

    callable_share: float = prior(
        0.5, 0.0, 1.0, "share", "tied men who follow a call by a leader with full hold over his commanders",
        "assumed (Daly 2016)",
    )  # fmt: skip
    integrated_share: float = prior(
        0.4, 0.0, 1.0, "share", "soldiers who came in with a faction, and are loyal to it, who follow its call",
        "assumed (Krebs and Licklider 2016)",
    )  # fmt: skip
    tie_half_life: float = prior(36.0, 6.0, 600.0, "months", "wartime ties", "assumed")
    tie_cut: float = prior(
        0.7, 0.0, 1.0, "share", "ties cut by enrolment where promises are fully believed",
        "assumed",
    )  # fmt: skip
    dismissed_tie: float = prior(
        0.5, 0.0, 1.0, "share",
        "ties of men removed from the forces, gone from a faction unpaid, or demobilised before the settlement",
        "assumed",
    )  # fmt: skip
    homecoming_tie: float = prior(
        0.8, 0.0, 1.0, "share", "ties of men who go home by themselves",
        "assumed, between dismissed_tie and 1 (Daly 2016; Themner 2013)",
    )  # fmt: skip
    reintegrated_tie: float = prior(0.25, 0.0, 1.0, "share", "ties kept through reintegration", "assumed")
    cohesion_start: float = prior(0.6, 0.0, 1.0, "share", "hold of leaders at the settlement", "assumed")
    cohesion_rate: float = prior(0.05, 0.0, 1.0, "per month", "drift of that hold", "assumed")
    cohesion_hoarding: float = prior(
        0.3, 0.0, 1.0, "share", "gained where a full programme is not believed in at all",
        "assumed; the range includes no effect",
    )  # fmt: skip
    cohesion_ddr: float = prior(0.3, 0.0, 1.0, "share", "lost where a full programme is fully believed in", "assumed")
    cohesion_unpaid: float = prior(
        0.3, 0.0, 1.0, "share", "lost where pay stops that was there at the settlement",
        "assumed",
    )  # fmt: skip
    cohesion_deaths: float = prior(0.3, 0.0, 1.0, "share", "lost where very many fighters die", "assumed")
    cohesion_sponsor: float = prior(0.15, 0.0, 1.0, "share", "gained by a sponsor in politics", "assumed")


class FinanceParameters(Given):
    """What armed groups live from. Weights are relative to each other."""

    fighter_wage: float = prior(30.0, 1.0, 5000.0, "USD per month", "pay of a fighter", "assumed")
    unpaid_leave: float = prior(0.02, 0.0, 1.0, "per month", "unpaid fighters who leave", "assumed")
    dormant_income: float = prior(0.35, 0.0, 1.0, "share", "income of a faction that does not fight", "assumed")
    finance_rents: float = prior(0.5, 0.0, 2.0, "weight", "lootable resources at the fronts", "assumed")
    finance_taxes: float = prior(0.3, 0.0, 2.0, "weight", "taxes on people whom nobody protects", "assumed")
    finance_crime: float = prior(0.2, 0.0, 2.0, "weight", "crime at the fronts", "assumed")
    finance_preying: float = prior(
        2.0, 1.0, 5.0, "times", "crime in the income of criminal and successor groups, relative to others",
        "assumed",
    )  # fmt: skip
    finance_patron: float = prior(0.8, 0.0, 2.0, "weight", "full support by a neighbouring state", "assumed")
    finance_diaspora: float = prior(0.3, 0.0, 2.0, "weight", "full support by kin abroad", "assumed")
    sponsor_threshold: float = prior(
        0.25, 0.0, 1.0, "share", "stake in rents at risk above which politicians pay their old faction",
        "assumed",
    )  # fmt: skip
    sponsor_share: float = prior(
        0.01, 0.0, 1.0, "per month", "part of what leaked to them that sponsors give",
        "assumed",
    )  # fmt: skip


class FighterParameters(TieParameters, FinanceParameters):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    ddr_reach: float = prior(
        0.15, 0.0, 1.0, "per month", "fighters enrolled by a full programme under full credibility",
        "Liberia enrolled 103,000 in 14 months",
    )  # fmt: skip
    ddr_threshold: float = prior(0.4, 0.0, 1.0, "share", "credibility at which half enrol", "assumed")
    ddr_cohesion: float = prior(
        0.3, 0.0, 2.0, "share", "by how much full hold of leaders raises that credibility",
        "assumed",
    )  # fmt: skip
    homecoming_rate: float = prior(
        0.06, 0.0, 0.3, "per month", "fighters who go home by themselves where peace is believed in and life is usual",
        "assumed; most of 415,000 men under arms in Bosnia left by 1996 (Heinemann-Grueder and Pietz 2003)",
    )  # fmt: skip
    reintegration_base: float = prior(0.01, 0.0, 1.0, "per month", "reintegration without help", "assumed")
    reintegration_programme: float = prior(0.03, 0.0, 1.0, "per month", "added by a full programme", "assumed")
    recruit_others: float = prior(
        0.1, 0.0, 1.0, "share", "readiness to join a faction of another group, relative to one's own",
        "assumed",
    )  # fmt: skip
    prisoner_rate: float = prior(
        0.05, 0.0, 1.0, "per month", "fighters captured by fully capable and informed forces",
        "assumed",
    )  # fmt: skip
    integration_rate: float = prior(
        0.02, 0.0, 1.0, "per month", "fighters taken into the army where all posts are granted and it has room",
        "assumed",
    )  # fmt: skip
    loyalty_half_life: float = prior(
        60.0, 6.0, 600.0, "months", "loyalty of integrated men to their old commanders",
        "assumed",
    )  # fmt: skip
    commander_cost: float = prior(0.2, 0.0, 4.0, "share of spoils", "mean cost of war to local commanders", "assumed")
    commander_cost_spread: float = prior(
        0.15, 0.01, 2.0, "share of spoils", "spread of that cost, a lasting trait",
        "assumed",
    )  # fmt: skip
    commander_trickle: float = prior(
        0.2, 0.0, 1.0, "share", "part of the leader's inclusion that reaches a local commander",
        "assumed",
    )  # fmt: skip
    commander_discipline: float = prior(
        0.2, 0.0, 1.0, "share of spoils", "what defying a leader with full hold costs a local commander",
        "assumed",
    )  # fmt: skip
    spoiler_threshold: float = prior(
        0.05, 0.0, 1.0, "share of spoils", "advantage needed to begin or to end a war of one's own",
        "assumed",
    )  # fmt: skip
    spoiler_following: float = prior(
        0.15, 0.01, 1.0, "share", "men of a front who follow a commander who fights on alone",
        "assumed; 43 groups with 3,838 men re-armed of 32,000 demobilised in Colombia (T21)",
    )  # fmt: skip
    spoiler_men: float = prior(30.0, 1.0, 10000.0, "people", "fewest men to fight on with", "assumed")
