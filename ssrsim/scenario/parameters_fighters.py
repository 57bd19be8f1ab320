"""Who fights for an armed group, who pays for it, and who goes home."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class FighterParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    callable_share: float = prior(
        0.5, 0.0, 1.0, "share", "demobilised men with intact ties who follow a call",
        "assumed (Daly 2016)",
    )  # fmt: skip
    tie_half_life: float = prior(36.0, 6.0, 600.0, "months", "wartime ties", "assumed")
    fighter_wage: float = prior(30.0, 1.0, 5000.0, "USD per month", "pay of a fighter", "assumed")
    unpaid_leave: float = prior(0.02, 0.0, 1.0, "per month", "unpaid fighters who leave", "assumed")
    ddr_reach: float = prior(
        0.15, 0.0, 1.0, "per month", "fighters enrolled by a full programme under full credibility",
        "Liberia enrolled 103,000 in 14 months",
    )  # fmt: skip
    ddr_threshold: float = prior(0.4, 0.0, 1.0, "share", "credibility at which half enrol", "assumed")
    reintegration_base: float = prior(0.01, 0.0, 1.0, "per month", "reintegration without help", "assumed")
    reintegration_programme: float = prior(0.03, 0.0, 1.0, "per month", "added by a full programme", "assumed")
