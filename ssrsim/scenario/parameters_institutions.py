"""How institutions react: oversight, courts, politics."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class OversightParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    # oversight, courts, scandals
    formal_rate: float = prior(
        0.0447, 0.0, 1.0, "per month", "formal level follows law and budget",
        "80 % in 36 months; prior U(18, 84)",
    )  # fmt: skip
    effective_rate: float = prior(0.03, 0.0, 1.0, "per month", "practice follows", "assumed")
    capture_rate: float = prior(
        0.008, 0.0, 0.2, "per month", "erosion of independence under full interference",
        "LN(.004, 3) at half interference",
    )  # fmt: skip
    captured_below: float = prior(
        0.1, 0.0, 1.0, "share", "independence below which a body counts as captured", "assumed",
    )  # fmt: skip
    rebuild_rate: float = prior(
        0.006, 0.0, 0.2, "per month", "rebuilding of independence by law and dialogue",
        "assumed",
    )  # fmt: skip
    detection_rate: float = prior(
        0.02, 0.0, 1.0, "per misdeed", "detection by a fully effective body",
        "section 3: .005 to .02, LN each, q = 4",
    )  # fmt: skip
    court_capacity: float = prior(
        4000.0, 1.0, 100000.0, "cases per million and month", "cases and disciplinary hearings decided at full justice",
        "set so that about .10 of detected cases end in a sanction at the start",
    )  # fmt: skip
    conviction_floor: float = prior(
        0.15, 0.0, 1.0, "share", "decided cases that end in a sanction even in weak courts",
        "prior sanction given detection Beta(1, 9)",
    )  # fmt: skip
    case_death: float = prior(0.05, 0.001, 1.0, "per month", "waiting cases that die", "assumed")
    scandal_hazard: float = prior(
        0.08, 0.0, 1.0, "per month", "scandals where exposure, media and novelty are full",
        "assumed",
    )  # fmt: skip
    scandal_half: float = prior(
        100.0, 0.1, 10000.0, "cases per million", "exposed cases at half of their effect",
        "assumed",
    )  # fmt: skip
    scandal_size: float = prior(
        0.12, 0.0, 1.0, "share", "size of a national scandal",
        "Marikana: -13 points; prior U(.05, .20)",
    )  # fmt: skip
    scandal_kept: float = prior(0.944, 0.0, 1.0, "per month", "news kept", "half-life 12 months; prior U(6, 30)")


class PoliticsParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    # politics
    threat_rate: float = prior(0.1, 0.0, 1.0, "per month", "drift of perceived threat", "assumed")
    rents_months: float = prior(24.0, 6.0, 120.0, "months", "habit of rents", "assumed")
    will_rate: float = prior(0.06, 0.0, 1.0, "per month", "drift of will", "assumed")
    will_base: float = prior(0.3, -4.0, 4.0, "logits", "will without interests", "assumed")
    will_rents: float = prior(4.5, 0.0, 12.0, "logits", "rents at risk", "assumed (Berg 2022, direction)")
    will_aid: float = prior(3.0, 0.0, 12.0, "logits", "leverage of aid", "assumed (Berg 2022, direction)")
    will_vote: float = prior(1.0, 0.0, 8.0, "logits", "voters", "assumed")
    will_army: float = prior(1.0, 0.0, 8.0, "logits", "discontent of the army", "assumed")
    resistance_base: float = prior(0.45, 0.0, 2.0, "share", "resistance to any law", "assumed")
    resistance_rents: float = prior(
        1.0, 0.0, 4.0, "share", "resistance of those who live from what a reform closes",
        "assumed",
    )  # fmt: skip
    dialogue_effect: float = prior(0.15, 0.0, 1.0, "share", "what dialogue adds to support", "assumed")
    vote_noise: float = prior(0.08, 0.0, 1.0, "share", "luck in a vote", "assumed")
    rents_outside: float = prior(
        0.4, 0.0, 1.0, "share", "rents that still reach those who do not govern",
        "assumed",
    )  # fmt: skip
    paper_pressure: float = prior(
        0.15, 0.0, 1.0, "share", "what full donor pressure adds to support of a bill, on paper",
        "assumed (Andrews, Pritchett and Woolcock 2013, direction)",
    )  # fmt: skip
    side_payment_price: float = prior(
        2.0, 0.0, 100.0, "months of revenue", "price of all votes, by power bought",
        "assumed",
    )  # fmt: skip
    side_payment_reach: float = prior(
        0.1, 0.0, 1.0, "share", "how far from support a vote can still be bought",
        "assumed",
    )  # fmt: skip
    reconciliation: float = prior(
        0.4, 0.0, 1.0, "share", "exclusion of groups that full dialogue ends",
        "assumed",
    )  # fmt: skip
    reconciliation_rate: float = prior(0.03, 0.0, 1.0, "per month", "how fast it does", "assumed")
    coup_damage: float = prior(0.5, 0.0, 1.0, "share", "independence of oversight that a coup destroys", "assumed")
    election_slope: float = prior(6.0, 0.0, 30.0, "logits", "how sharply voters judge", "assumed")
    election_reference: float = prior(
        0.5, 0.0, 1.0, "share", "performance at which voters neither reward nor punish",
        "assumed",
    )  # fmt: skip
    election_swing: float = prior(
        1.0, 0.0, 4.0, "log power", "power that a verdict of voters gives or takes",
        "assumed",
    )  # fmt: skip
    election_luck: float = prior(0.5, 0.0, 2.0, "log power", "luck of a bloc in an election", "assumed")
    reshuffle_rate: float = prior(
        0.015, 0.0, 0.5, "per month", "ministers replaced without any cause",
        "assumed; half of them stay longer than 46 months",
    )  # fmt: skip
    reshuffle_scandal: float = prior(
        10.0, 0.0, 100.0, "ratio", "how much more often under a full scandal of the service", "assumed",
    )  # fmt: skip
    reshuffle_defiance: float = prior(
        3.0, 0.0, 100.0, "ratio", "how much more often where a minister blocks the head of government", "assumed",
    )  # fmt: skip
    reversal_depth: float = prior(
        0.5, 0.0, 1.0, "share", "effective progress lost where a reform is reversed", "assumed",
    )  # fmt: skip
    control_by_parliament: float = prior(
        0.5, 0.0, 1.0, "share", "missing civilian control that a working parliament brings", "assumed",
    )  # fmt: skip
    junta_months: float = prior(
        24.0, 0.0, 240.0, "months", "months after a coup in which no election is held", "assumed",
    )  # fmt: skip
    cancel_base: float = prior(
        -4.0, -12.0, 4.0, "logits", "elections that are not held where nothing speaks for or against it", "assumed"
    )
    autocratization_drop: float = prior(
        0.1, 0.01, 1.0, "share", "loss of constraints that counts as autocratization",
        "ten points of electoral democracy (Maerz et al. 2024, episodes of regime transformation)",
    )  # fmt: skip
    coup_base: float = prior(
        -8.0, -14.0, 0.0, "logits", "coup attempts of a content army",
        "about .001 a month, LN(.001, 4)",
    )  # fmt: skip
    coup_success: float = prior(
        0.4, 0.0, 1.0, "share", "attempts that succeed",
        "about half since 1950 (Powell and Thyne 2011)",
    )  # fmt: skip
    economy_noise: float = prior(0.017, 0.0, 0.2, "per month", "noise of income", "6 % a year (WDI, nine cases)")
