"""The results of an ensemble in memory: what analysis, plots and report see, and all that they see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ssrsim.scenario.extension import POPULATION, OwnIndicator
from ssrsim.scenario.indicators import BY_NAME
from ssrsim.scenario.scenario import Scenario

CENTS_PER_USD_M = 100_000_000


@dataclass(frozen=True)
class FailedRun:
    """A replicate that broke an invariant: never dropped silently, counted in every summary."""

    replicate: int
    month: int
    message: str


@dataclass(frozen=True)
class Results:
    """An ensemble of replicates of one scenario.

    Attributes:
        scenario: what was run.
        replicates: int64[n], the replicate numbers delivered, ascending.
        series: structured[n, months + 1], one field per indicator; month 0 is the settlement.
        districts: structured[n, months + 1, n_districts], fields `DISTRICT_INDICATORS`, or None if not recorded.
        reforms: structured[n, months + 1, n_reforms], fields `REFORM_INDICATORS`, or None if not recorded.
        donors: structured[n, months + 1, n_donors], fields `DONOR_INDICATORS`, or None if not recorded.
        groups: structured[n, months + 1, n_groups], fields `GROUP_INDICATORS`, or None if not recorded.
        events: structured[n_events] with the fields of `EVENT_DTYPE` and `replicate`, in order of replicate and month.
        failed: replicates that broke an invariant.
        seconds: wall time of the ensemble without compilation.
    """

    scenario: Scenario
    replicates: np.ndarray
    series: np.ndarray
    districts: np.ndarray | None
    events: np.ndarray
    failed: tuple[FailedRun, ...]
    seconds: float
    reforms: np.ndarray | None = None
    donors: np.ndarray | None = None
    groups: np.ndarray | None = None

    @property
    def months(self) -> int:
        """Months simulated after month 0."""
        return self.series.shape[1] - 1

    @property
    def tried(self) -> int:
        """Replicates that were run, failed ones included."""
        return len(self.replicates) + len(self.failed)

    def values(self, indicator: str) -> np.ndarray:
        """float64[n, months + 1] of an indicator in the unit that readers see.

        Money in USD m, everything else as recorded.
        """
        own = self.scenario.extension.indicators.get(indicator)
        if own is not None:
            return self._computed(own)
        values = self.series[indicator].astype(np.float64)
        return values / CENTS_PER_USD_M if BY_NAME[indicator].is_money else values

    def _computed(self, own: OwnIndicator) -> np.ndarray:
        """float64[n, months + 1] of an indicator of the extension; NaN where it would divide by 0."""
        above = self._added(own.sum, own.months)
        if not own.over:
            return own.times * above
        below = self._added(own.over, own.months)
        known = below != 0
        return np.where(known, own.times * above / np.where(known, below, 1.0), np.nan)

    def _added(self, factors: dict[str, float], months: int) -> np.ndarray:
        """Indicators times their factors, in the units that readers see, summed over so many months.

        NaN as long as so many have not passed since the settlement.
        """
        total = np.zeros(self.series.shape)
        for name, factor in sorted(factors.items()):  # one order of addition, whatever the order in a file
            population = float(self.scenario.country.population)
            total += factor * (population if name == POPULATION else self.values(name))
        if months == 1:
            return total
        whole, sums = np.cumsum(total, axis=1), np.full(total.shape, np.nan)
        sums[:, months:] = whole[:, months:] - whole[:, :-months]
        return sums

    def means(self, indicator: str) -> np.ndarray:
        """float64[n]: mean of an indicator over the months after month 0 that have a value; NaN where none has."""
        return mean_of_months(self.values(indicator)[:, 1:])

    def end_of_peace(self) -> np.ndarray:
        """float64[n]: month of recurrence, 0 where the war never ended, NaN where peace held (censored at `months`)."""
        never_ended = self.series["war_continues"][:, -1] > 0
        return np.where(never_ended, 0.0, self.first_month("recurrence_25"))

    def first_month(self, flag: str) -> np.ndarray:
        """float64[n]: first month in which a 0-or-1 indicator is 1, NaN where it never is (censored at `months`)."""
        flags = self.series[flag] > 0
        return np.where(flags.any(axis=1), flags.argmax(axis=1), np.nan)


def mean_of_months(values: np.ndarray) -> np.ndarray:
    """float64[n]: mean of each row of float64[n, months] over its known values; NaN where there are none."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)
