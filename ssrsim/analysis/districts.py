"""What the records say of each district, at the settlement and at the end: means over runs with intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ssrsim.analysis.intervals import AMOUNT, SHARE, mean_interval
from ssrsim.records.results import Results
from ssrsim.scenario.faults import printable

YEAR = 12
PER_PEOPLE = 100_000


class Measure(NamedTuple):
    """One district indicator as readers see it; a rate is counted over the first and the last 12 months."""

    name: str
    title: str
    unit: str
    is_rate: bool


MEASURES = (
    Measure("trust_police", "Trust in the police", "0 to 1", False),
    Measure("insecurity", "Insecurity felt", "0 to 1", False),
    Measure("state_control", "Territory under state control", "share", False),
    Measure("abuse", "Abuse by the forces", "per 100,000 people a year", True),
    Measure("battle_deaths", "Battle deaths", "per 100,000 people a year", True),
)


def district_frame(results: Results, measure: Measure) -> pd.DataFrame:
    """One row per moment and district: value, 95 % interval, n, title, place on the tile map.

    The moments are `start` and `end`; `whole` alone for a rate of a run whose first 12 months are also its last.
    """
    rows = []
    districts = results.scenario.country.districts
    for moment, values in _moments(results, measure).items():
        for column, (name, district) in enumerate(districts.items()):
            estimate = mean_interval(values[:, column], within=AMOUNT if measure.is_rate else SHARE)
            rows.append(
                {"indicator": measure.name, "unit": measure.unit, "moment": moment, "district": name,
                 "title": printable(district.title), "row": district.tile[0], "column": district.tile[1],
                 **estimate._asdict()}
            )  # fmt: skip
    return pd.DataFrame(rows)


def _moments(results: Results, measure: Measure) -> dict[str, np.ndarray]:
    """float64[n, n_districts] at the settlement and at the end; for a rate, of the first and the last 12 months."""
    assert results.districts is not None
    values = results.districts[measure.name]
    if not measure.is_rate:
        return {"start": values[:, 0].astype(np.float64), "end": values[:, -1].astype(np.float64)}
    population = np.array([district.population for district in results.scenario.country.districts.values()])
    window = min(YEAR, results.months)
    factor = YEAR / window * PER_PEOPLE / population
    windows = {"start": values[:, 1 : window + 1], "end": values[:, -window:]}
    if results.months <= YEAR:
        windows = {"whole": windows["end"]}
    return {moment: counts.sum(axis=1, dtype=np.float64) * factor for moment, counts in windows.items()}
