"""How crime, criminal rule, disasters and new threats behave."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class CrimeParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    criminal_base: float = prior(
        -9.0, -14.0, -4.0, "logits", "readiness to live from crime where nothing adds to it",
        "assumed: a few in 10,000 a month would begin if it paid",
    )  # fmt: skip
    criminal_living: float = prior(
        2.0, 0.0, 6.0, "logits", "weight of poverty in that readiness", "assumed (Blattman and Annan 2016 for sign)",
    )  # fmt: skip
    criminal_idle: float = prior(
        1.0, 0.0, 4.0, "logits", "weight of being demobilised and not reintegrated", "assumed",
    )  # fmt: skip
    criminal_tie: float = prior(
        0.916, 0.0, 3.0, "logits", "weight of a commander tie",
        "ln 2.5 (Daly, Paler, Samii 2020), direction only",
    )  # fmt: skip
    criminal_fear: float = prior(
        0.5, -1.0, 2.0, "logits", "weight of fear, which may also drive people to those whom others fear", "assumed",
    )  # fmt: skip
    gang_rents: float = prior(1.0, 0.0, 5.0, "weight", "what trafficking in resources earns", "assumed")
    gang_extortion: float = prior(1.0, 0.0, 5.0, "weight", "what extortion of the unprotected earns", "assumed")
    gang_arrest: float = prior(
        0.05, 0.0, 0.5, "per month", "members whom capable, honest police and full justice take out", "assumed",
    )  # fmt: skip
    gang_exit: float = prior(
        0.03, 0.0, 0.5, "per month", "members who stop of themselves where people live so-so",
        "most leave within about two years (Pyrooz 2014)",
    )  # fmt: skip
    gang_unpaid: float = prior(0.1, 0.0, 1.0, "per month", "members without income who stop", "assumed")
    gang_half: float = prior(
        2.0, 0.1, 20.0, "per 1,000 people", "members at which crime is at half of its strength",
        "assumed; Haiti about 1 in 1,000 in all the country in 2023, El Salvador about 10 before 2022",
    )  # fmt: skip
    crime_rate: float = prior(
        0.1, 0.0, 1.0, "per month", "how fast crime follows the number of members", "assumed",
    )  # fmt: skip
    homicides_low: float = prior(3.0, 0.0, 20.0, "per 100,000 a year", "homicides without criminal groups", "assumed")
    homicides_high: float = prior(
        60.0, 5.0, 200.0, "per 100,000 a year", "homicides where crime is at its worst",
        "assumed; Haiti 41 in 2023 (T6), with neighbourhoods far above",
    )  # fmt: skip
    rule_crime: float = prior(0.6, 0.1, 1.0, "share", "crime above which criminals may govern a district", "assumed")
    rule_control: float = prior(
        0.4, 0.0, 1.0, "share", "state control below which criminals may govern a district", "assumed",
    )  # fmt: skip


class ShockParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    disaster_rate: float = prior(
        0.0, 0.0, 0.2, "per month", "disasters that strike some district by chance",
        "assumed: none unless asked for, as they are not validated; one in 20 years is .004",
    )  # fmt: skip
    disaster_size: float = prior(0.5, 0.0, 1.0, "share", "strength of a disaster that comes by chance", "assumed")
    disaster_kept: float = prior(0.85, 0.0, 0.999, "per month", "damage that is left a month later", "assumed")
    disaster_livelihood: float = prior(
        0.3, 0.0, 1.0, "income", "what the worst disaster takes from the income of a district, as of the economy",
        "assumed",
    )  # fmt: skip
    disaster_capability: float = prior(
        0.5, 0.0, 1.0, "share", "capability of forces lost with stations and vehicles in the worst disaster", "assumed",
    )  # fmt: skip
    disaster_insecurity: float = prior(0.2, 0.0, 1.0, "share", "insecurity added by the worst disaster", "assumed")
    disaster_flight: float = prior(0.02, 0.0, 0.5, "per month", "flight from the worst disaster", "assumed")
    new_threat_rate: float = prior(
        0.0, 0.0, 0.2, "per month", "new threats that nobody was prepared for and that come by chance",
        "assumed: none unless asked for, as they are not validated; one in 40 years is .002",
    )  # fmt: skip
    new_threat_size: float = prior(0.5, 0.0, 1.0, "share", "strength of a new threat that comes by chance", "assumed")
    new_threat_kept: float = prior(
        0.98, 0.0, 1.0, "per month", "part of a new threat that is left a month later", "assumed"
    )
    adapt_warning: float = prior(
        0.7, 0.0, 1.0, "share", "part of a new threat that full early warning prepares for", "assumed",
    )  # fmt: skip
    adapt_skill: float = prior(
        0.5, 0.0, 1.0, "share", "part of a new threat that full skill of the forces prepares for", "assumed",
    )  # fmt: skip
