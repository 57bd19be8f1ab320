"""How money reacts: donors and missions, what is spent well, what leaks, what lasts."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class DonorParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    # donors
    suspension_most: float = prior(0.6, 0.0, 1.0, "share", "largest suspended share; the payroll floor", "assumed")
    suspension_threshold: float = prior(
        0.15, 0.0, 1.0, "share", "displeasure above which a donor suspends; it resumes below half of it", "assumed",
    )  # fmt: skip
    coup_suspension: float = prior(
        12.0, 0.0, 120.0, "months", "how long donors suspend at least after a coup", "assumed",
    )  # fmt: skip
    looks_away: float = prior(
        0.6, 0.0, 1.0, "share", "displeasure that a full taste for the visible swallows", "assumed",
    )  # fmt: skip
    review_rate: float = prior(0.4, 0.0, 1.0, "per review", "how fast donors react", "assumed")
    patience: float = prior(
        12.0, 1.0, 120.0, "months of its pledge", "idle money at which a donor commits no more", "assumed",
    )  # fmt: skip
    lag_bilateral: float = prior(
        2.0, 1.0, 60.0, "months", "mean time from commitment to disbursement, bilateral donors and neighbours",
        "assumed",
    )  # fmt: skip
    lag_multilateral: float = prior(4.0, 1.0, 60.0, "months", "the same, multilateral donors", "assumed")
    lag_pooled: float = prior(6.0, 1.0, 60.0, "months", "the same, pooled funds", "assumed")
    closing_months: float = prior(
        6.0, 0.0, 36.0, "months", "how long a donor still pays out and spends after its horizon", "assumed",
    )  # fmt: skip
    payroll_support: float = prior(
        0.25, 0.0, 1.0, "share", "missing pay that donors cover, also while they suspend", "assumed",
    )  # fmt: skip
    duplication: float = prior(
        0.1, 0.0, 1.0, "share", "what a favourite cannot use and donors who plan alone spend on it all the same",
        "assumed",
    )  # fmt: skip
    fragmentation_overhead: float = prior(
        0.15, 0.0, 1.0, "share", "what is lost on an action that many uncoordinated donors pay for",
        "assumed (direction: Knack and Rahman 2007)",
    )  # fmt: skip

    # missions
    mission_half: float = prior(
        3.0, 0.1, 30.0, "per 1,000 people", "troops at half of their effect",
        "assumed; UNMIL 4.8, MONUSCO .26",
    )  # fmt: skip
    mission_men_per_million: float = prior(
        4000.0, 0.0, 100000.0, "fighters per million people", "what a full-strength mission is worth in a war",
        "assumed",
    )  # fmt: skip
    mission_to_deterrence: float = prior(
        1.0, 0.0, 10.0, "weight", "how much of a mission's strength deters fighting", "assumed",
    )  # fmt: skip
    mission_to_guarantee: float = prior(
        1.0, 0.0, 10.0, "weight", "how much of it guarantees commitments", "assumed",
    )  # fmt: skip
    mission_to_protection: float = prior(
        1.0, 0.0, 10.0, "weight", "how much of it protects people and holds ground", "assumed",
    )  # fmt: skip
    mission_to_coups: float = prior(1.0, 0.0, 10.0, "weight", "how much of it prevents coups", "assumed")


class MoneyParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    # the treasury
    free_budget_share: float = prior(
        0.15, 0.05, 0.3, "share", "security budget at the settlement that neither pay nor running costs take",
        "assumed (direction: incrementalism, Wildavsky 1964)",
    )  # fmt: skip

    # programmes and leaks
    absorption_floor: float = prior(
        0.35, 0.0, 1.0, "share", "money that can be spent well in the worst place",
        "assumed (Collier and Hoeffler 2004, disputed)",
    )  # fmt: skip
    leakage_base: float = prior(0.25, 0.0, 0.9, "share", "leakage where nobody looks", "Beta(2, 6); Uganda to .85")
    leakage_noise: float = prior(
        0.3, 0.0, 2.0, "coefficient of variation", "noise of the leakage of one reform over years", "assumed",
    )  # fmt: skip
    audit_effect: float = prior(
        0.5, 0.0, 1.0, "share", "leakage that full audit with sanctions closes",
        "Olken 2007: -8 points of about .25",
    )  # fmt: skip
    leak_to_politicians: float = prior(
        0.5, 0.0, 1.0, "share", "leaks that reach politicians, the rest commanders",
        "assumed",
    )  # fmt: skip

    # what lasts
    upkeep_share: float = prior(0.01, 0.0, 0.2, "per month", "price of keeping a finished reform", "assumed")
    formal_half_life: float = prior(120.0, 6.0, 1200.0, "months", "decay of formal levels", "assumed")
    effective_half_life: float = prior(
        36.0, 6.0, 600.0, "months", "decay of effective levels after exit",
        "training half-life 36 months, prior U(12, 84)",
    )  # fmt: skip
    unproven_effect: float = prior(
        1.0, 0.0, 2.0, "ratio", "what reforms that are not validated do, relative to the weights they are given",
        "assumed (A126); 0 nothing at all",
    )  # fmt: skip
    reversal: float = prior(
        0.1, 0.0, 1.0, "per change", "chance that a reform is partly undone by those who come into office",
        "Beta(2, 18)",
    )  # fmt: skip
