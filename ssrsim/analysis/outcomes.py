"""The headline outcomes on which plans are compared: one number of each run, its words and its indifference zone.

The zone is the difference that nobody would choose a plan for. Three are set by the design of the project (3
peace-months, .03 recurrence, .02 trust). The others are chosen so that a difference inside them changes no decision:
.02 of bribes and of ghosts as for trust, all three being shares; 30 people abused of 100,000 a year, a twentieth of
the 600 and more that shipped scenarios show; of money five cents of each dollar that donors pledge for the first year.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ssrsim.analysis.summary import PER_PEOPLE, YEAR, last_year_mean, shown
from ssrsim.analysis.survival import times_and_events
from ssrsim.records.results import Results
from ssrsim.scenario.scenario import Scenario

SHARES = ("share", "share of runs", "0 to 1")
CENTS_OF_A_DOLLAR = 0.05
SMALLEST_SUM = 0.1  # USD m: the zone of money where donors pledge next to nothing


class Outcome(NamedTuple):
    """One number of a run, and how its differences are told.

    Attributes:
        name: As in the summary of a run.
        label: As in tables and figures.
        unit: Of the number and of its differences.
        better: +1 where more is better, -1 where less is.
        zone: Difference that is too small to matter; 0 where the scenario says (`zone_of`).
        more: What is true of a plan with more of it, with a place {by} for how much.
        less: The same for a plan with less.
        what: What two plans are alike in, or cannot be told apart in.
    """

    name: str
    label: str
    unit: str
    better: int
    zone: float
    more: str
    less: str
    what: str


HEADLINES: tuple[Outcome, ...] = (
    Outcome("peace_months", "Peace-months", "months", 1, 3.0, "peace lasts {by} months longer",
            "peace is {by} months shorter", "how long peace lasts"),
    Outcome("recurrence_25", "Recurrence", "share of runs", -1, 0.03, "violence returns in {by} more of all runs",
            "violence returns in {by} fewer of all runs", "how often violence returns"),
    Outcome("trust_police_end", "Trust in the police, end", "0 to 1", 1, 0.02, "trust in the police ends {by} higher",
            "trust in the police ends {by} lower", "trust in the police at the end"),
    Outcome("abuse_rate_end", "Abuse", "per 100,000 a year", -1, 30.0,
            "forces abuse {by} more of 100,000 people in the last year",
            "forces abuse {by} fewer of 100,000 people in the last year", "abuse by the forces in the last year"),
    Outcome("bribe_incidence_end", "Bribe incidence", "share", -1, 0.02,
            "{by} more of all contacts with the police end in a bribe",
            "{by} fewer of all contacts with the police end in a bribe", "bribes in the last year"),
    Outcome("ghost_share_end", "Ghost share", "share", -1, 0.02, "{by} more of all paid names are ghosts",
            "{by} fewer of all paid names are ghosts", "ghosts on the payroll at the end"),
    Outcome("money_leaked", "Money leaked", "USD m", -1, 0.0, "USD {by} million more leak",
            "USD {by} million less leak", "how much money leaks"),
)  # fmt: skip
BY_OUTCOME = {outcome.name: outcome for outcome in HEADLINES}


def zone_of(outcome: Outcome, scenario: Scenario) -> float:
    """The indifference zone in this scenario; known before anything runs, so that no result can move it."""
    if outcome.zone > 0:
        return outcome.zone
    pledged = sum(donor.pledge_usd_m for donor in scenario.donors.values())
    return max(CENTS_OF_A_DOLLAR * pledged, SMALLEST_SUM)


def widest(outcome: Outcome, months: int) -> float:
    """How far two runs can differ at most; infinite where nothing bounds it."""
    if outcome.name == "peace_months":
        return float(months)
    return 1.0 if outcome.unit in SHARES else float("inf")


def outcomes_of(results: Results) -> dict[str, np.ndarray]:
    """float64[n] of each headline outcome; NaN in a run in which it was not measured.

    Every run is followed to the horizon, so peace-months are min(months of peace, horizon) in each, and their mean is
    the restricted mean of the summary.
    """
    times, _ = times_and_events(results.end_of_peace(), results.months)
    population = max(results.scenario.country.population, 1)
    return {
        "peace_months": np.minimum(times, results.months),
        "recurrence_25": np.isfinite(results.first_month("recurrence_25")).astype(np.float64),
        "trust_police_end": results.values("trust_police")[:, -1],
        "abuse_rate_end": last_year_mean(results.values("abuse")) * YEAR * PER_PEOPLE / population,
        "bribe_incidence_end": last_year_mean(results.values("bribe_incidence")),
        "ghost_share_end": results.values("ghost_share")[:, -1],
        "money_leaked": results.values("money_leaked")[:, -1],
    }


def shown_difference(number: float, unit: str) -> str:
    """A difference as people read it: of shares one digit more than of the shares themselves, a true minus sign."""
    if unit not in SHARES:
        return shown(number, unit)
    return shown(number, "difference of shares") if np.isfinite(number) else "n/a"


def sized(number: float, unit: str) -> str:
    """A difference with its unit as in a sentence."""
    text = shown_difference(number, unit)
    return {"USD m": f"USD {text} million", "months": f"{text} months"}.get(
        unit, text if unit in SHARES else f"{text} {unit}"
    )
