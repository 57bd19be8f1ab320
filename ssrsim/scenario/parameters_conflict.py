"""How violence, control and crime behave."""

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
