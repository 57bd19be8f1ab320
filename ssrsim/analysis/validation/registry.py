"""What is measured in each experiment, and what is made of it for each pattern: the one list of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ssrsim.analysis.validation import (
    ablations,
    corruption,
    countries,
    implementation,
    interviews,
    outsiders,
    recurrence,
    signatures,
    trials,
)
from ssrsim.analysis.validation.found import Found, Tables
from ssrsim.records.results import Results

if TYPE_CHECKING:
    import numpy as np

Measure = Callable[[Results], dict[str, Any]]
Analysis = Callable[[Tables, "np.random.Generator"], Found]


def _nothing(run: Results) -> dict[str, Any]:
    """Of interviews: rows are people, and what is kept of them are their answers."""
    return {}


MEASURES: dict[str, Measure] = {
    "settlements": recurrence.measured,
    "other_endings": recurrence.measured,
    "missions": outsiders.failing,
    "audits": trials.of_audits,
    "community_policing": trials.of_stations,
    "pay": trials.of_pay,
    "scandal": trials.of_scandal,
    "interviews": _nothing,
    "implementation": implementation.of_reforms,
    "aid_shock": outsiders.failing,
    "orders": implementation.of_order,
    "donor_pressure": outsiders.of_oversight,
    "countries": countries.of_country,
    "switches": ablations.of_outcomes,
}
ANALYSES: dict[str, Analysis] = {
    "P1": recurrence.after_agreements,
    "P3": recurrence.by_settlement,
    "P5": corruption.sticky,
    "P8": trials.community_policing,
    "P9": trials.audits,
    "P10": trials.pay,
    "P11": trials.scandal,
    "P12": interviews.what_goes_with_trust,
    "P13": outsiders.missions,
    "P14": implementation.implementation,
    "P15": signatures.decoupling,
    "E7": outsiders.aid_shock,
    "E8": implementation.orders,
    "E9": outsiders.donor_pressure,
    "E10": signatures.signatures,
    "E12": ablations.ablations,
}
