"""How armed factions and violence behave."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class ConflictParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    # factions
    patron_rate: float = prior(0.004, 0.0, 0.2, "per month", "interventions by fully hostile neighbours", "LN(.002, 5)")
    patron_size: float = prior(0.4, 0.0, 1.0, "share", "support of one intervention", "assumed")
    patron_kept: float = prior(0.95, 0.0, 1.0, "per month", "support kept", "assumed")
    patron_men: float = prior(
        20000.0, 0.0, 200000.0, "fighters", "what full support by a neighbouring state is worth",
        "assumed",
    )  # fmt: skip
    callable_share: float = prior(
        0.5, 0.0, 1.0, "share", "demobilised men with intact ties who follow a call",
        "assumed (Daly 2016)",
    )  # fmt: skip
    tie_half_life: float = prior(36.0, 6.0, 600.0, "months", "wartime ties", "assumed")
    soldier_worth: float = prior(1.0, 0.0, 10.0, "fighters", "what a fully capable soldier is worth", "assumed")
    weariness_half_life: float = prior(48.0, 6.0, 600.0, "months", "war weariness", "assumed")
    leader_cost: float = prior(
        0.0, -2.0, 4.0, "share of spoils", "mean cost of war to leaders",
        "assumed, to be calibrated on P1",
    )  # fmt: skip
    leader_cost_spread: float = prior(
        0.25, 0.01, 2.0, "share of spoils", "spread of that cost, a lasting trait",
        "assumed, to be calibrated on P1",
    )  # fmt: skip
    disarmed_share: float = prior(
        0.3, 0.0, 1.0, "share", "strength left to a faction that has disarmed and is betrayed",
        "assumed",
    )  # fmt: skip
    stance_threshold: float = prior(
        0.03, 0.0, 1.0, "share of spoils", "advantage needed to change stance",
        "assumed, to be calibrated on P1",
    )  # fmt: skip
    credible_base: float = prior(0.1, 0.0, 1.0, "share", "credibility without anything", "assumed")
    credible_guarantee: float = prior(0.6, 0.0, 2.0, "share", "guarantee by a mission", "assumed (Walter 1997)")
    credible_oversight: float = prior(0.2, 0.0, 2.0, "share", "effective oversight", "assumed")
    credible_kept: float = prior(0.3, 0.0, 2.0, "share", "promises kept", "assumed")
    inclusion_rate: float = prior(0.02, 0.0, 1.0, "per month", "inclusion delivered or withdrawn", "assumed")
    fighter_wage: float = prior(30.0, 1.0, 5000.0, "USD per month", "pay of a fighter", "assumed")
    unpaid_leave: float = prior(0.02, 0.0, 1.0, "per month", "unpaid fighters who leave", "assumed")
    ddr_reach: float = prior(
        0.15, 0.0, 1.0, "per month", "fighters enrolled by a full programme under full credibility",
        "Liberia enrolled 103,000 in 14 months",
    )  # fmt: skip
    ddr_threshold: float = prior(0.4, 0.0, 1.0, "share", "credibility at which half enrol", "assumed")
    reintegration_base: float = prior(0.01, 0.0, 1.0, "per month", "reintegration without help", "assumed")
    reintegration_programme: float = prior(0.03, 0.0, 1.0, "per month", "added by a full programme", "assumed")

    # conflict
    clash_scale: float = prior(
        0.004, 0.0, 1.0, "per month", "clashes per fighter to the power below",
        "300 fighters give about 25 deaths a year (section 3)",
    )  # fmt: skip
    clash_exponent: float = prior(0.8, 0.1, 1.5, "power", "returns to fighters", "decreasing returns; assumed")
    clash_contagion: float = prior(
        0.4, 0.0, 0.79, "clashes", "clashes that one clash sets off a month later",
        "self-exciting models; below .8",
    )  # fmt: skip
    deaths_per_clash: float = prior(4.4, 0.1, 100.0, "people", "mean deaths per clash", "assumed")
    death_dispersion: float = prior(0.5, 0.05, 10.0, "shape", "heavy tail of deaths", "assumed, negative binomial")
    deterrence_state: float = prior(0.5, 0.0, 1.0, "share", "clashes deterred by a fully capable state", "assumed")
    deterrence_mission: float = prior(
        0.5, 0.0, 1.0, "share", "clashes deterred by a full mission",
        "assumed (Hultman, Kathman, Shannon 2014)",
    )  # fmt: skip
    insecurity_up: float = prior(0.3, 0.0, 1.0, "per month", "rise of insecurity felt", "assumed")
    insecurity_down: float = prior(0.05, 0.0, 1.0, "per month", "fall of insecurity felt", "assumed")
    control_base: float = prior(
        -1.0, -6.0, 6.0, "logits", "state control where nothing carries or erodes it",
        "assumed",
    )  # fmt: skip
    control_rate: float = prior(0.05, 0.0, 1.0, "per month", "drift of state control", "assumed")
    flight_threshold: float = prior(0.7, 0.0, 1.0, "share", "insecurity below which people stay", "assumed")
    flight_rate: float = prior(0.05, 0.0, 1.0, "per month", "flight at the height of insecurity", "assumed")
    crime_base: float = prior(
        -1.2, -6.0, 6.0, "logits", "criminal groups where nothing feeds or checks them",
        "assumed",
    )  # fmt: skip
    crime_rate: float = prior(0.03, 0.0, 1.0, "per month", "drift of crime", "assumed")
