"""How violence, control and flight behave."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class ConflictParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    clash_scale: float = prior(
        0.004, 0.0, 1.0, "per month", "clashes per fighter to the power below",
        "300 fighters give about 25 deaths a year (section 3)",
    )  # fmt: skip
    clash_exponent: float = prior(0.8, 0.1, 1.5, "power", "returns to fighters", "decreasing returns; assumed")
    clash_contagion: float = prior(
        0.4, 0.0, 0.79, "clashes", "clashes that one clash sets off a month later",
        "self-exciting models; below .8",
    )  # fmt: skip
    deaths_per_clash: float = prior(4.4, 0.1, 100.0, "people", "mean deaths per clash of a small faction", "assumed")
    death_tail: float = prior(
        1.5, 1.1, 3.0, "exponent", "survival exponent of the deaths in a clash: the lower, the heavier the tail",
        "about 1.5 (Bohorquez et al. 2009; Johnson et al. 2013)",
    )  # fmt: skip
    death_span: float = prior(
        300.0, 10.0, 10000.0, "ratio", "worst clash relative to the least one",
        "assumed; a worst clash of some 470 deaths in a small war",
    )  # fmt: skip
    clash_growth: float = prior(
        0.15, 0.0, 0.6, "power", "growth of deaths per clash with the size of a faction above 300 fighters",
        "assumed: deaths then grow nearly as fighters do; 15,000 against weak forces make a war, 10,000 may",
    )  # fmt: skip
    deterrence_state: float = prior(0.5, 0.0, 1.0, "share", "clashes deterred by a fully capable state", "assumed")
    deterrence_mission: float = prior(
        0.5, 0.0, 1.0, "share", "clashes deterred by a full mission",
        "assumed (Hultman, Kathman, Shannon 2014)",
    )  # fmt: skip
    insecurity_up: float = prior(0.3, 0.0, 1.0, "per month", "rise of insecurity felt", "assumed")
    insecurity_down: float = prior(0.05, 0.0, 1.0, "per month", "fall of insecurity felt", "assumed")
    control_rate: float = prior(0.05, 0.0, 1.0, "per month", "drift of state control", "assumed")
    army_policing: float = prior(
        0.4, 0.0, 0.8, "share", "of the work of missing police that a capable army can do where it stands",
        "assumed; soldiers hold ground and deter, and do not investigate",
    )  # fmt: skip
    control_fear: float = prior(1.0, 0.0, 4.0, "logits", "state control lost to full fear", "assumed")
    control_armed: float = prior(1.0, 0.0, 4.0, "logits", "state control lost to armed men", "assumed")
    armed_half: float = prior(
        3.0, 0.1, 50.0, "per 1,000 people", "armed men at which half of their effect on control is reached", "assumed",
    )  # fmt: skip
    flight_threshold: float = prior(0.7, 0.0, 1.0, "share", "insecurity below which people stay", "assumed")
    flight_rate: float = prior(0.05, 0.0, 1.0, "per month", "flight at the height of insecurity", "assumed")
    return_threshold: float = prior(
        0.5, 0.0, 1.0, "share", "insecurity at home below which those who fled go back", "assumed",
    )  # fmt: skip
    return_rate: float = prior(
        0.05, 0.0, 1.0, "per month", "return of the displaced to a safe home",
        "assumed; half are back after 14 months of safety",
    )  # fmt: skip
