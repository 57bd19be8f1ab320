"""How leaders of armed factions weigh war against peace, and what they are offered."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class FactionParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    patron_rate: float = prior(0.004, 0.0, 0.2, "per month", "interventions by fully hostile neighbours", "LN(.002, 5)")
    patron_size: float = prior(0.4, 0.0, 1.0, "share", "support of one intervention", "assumed")
    patron_kept: float = prior(0.95, 0.0, 1.0, "per month", "support kept", "assumed")
    patron_men: float = prior(
        20000.0, 0.0, 200000.0, "fighters", "what full support by a neighbouring state is worth",
        "assumed",
    )  # fmt: skip
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
