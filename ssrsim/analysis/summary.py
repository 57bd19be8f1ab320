"""The summary of an ensemble: one row per number a reader asks for, each with n, a 95 % interval and its definition.

Sees records and scenario only. Shares stay shares (0..1); money is in USD m; failed runs are counted beside every n.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ssrsim.analysis.intervals import AMOUNT, SHARE, Estimate, mean_interval, proportion_interval
from ssrsim.analysis.money import leakage_share
from ssrsim.analysis.survival import restricted_mean, times_and_events
from ssrsim.records.results import Results, mean_of_months
from ssrsim.scenario.indicators import BY_NAME
from ssrsim.scenario.words.terms import counted, whole_time

YEAR = 12
PER_PEOPLE = 100_000
DECIMALS = {"share": 2, "share of runs": 2, "USD m": 1, "months": 1, "per 100,000 a year": 0, "0 to 1": 2, "people": 0,
            "people in 12 months": 0, "incidents": 0, "difference of shares": 3}  # fmt: skip


@dataclass(frozen=True)
class SummaryRow:
    """One number of the summary: what it is, its value, its 95 % interval over `n` runs, unit and definition.

    `low` and `high` are NaN where there are too few runs for an interval. `failed` counts the runs that broke an
    invariant and are therefore missing from `n`.
    """

    name: str
    theme: str
    label: str
    value: float
    low: float
    high: float
    n: int
    failed: int
    unit: str
    text: str

    @property
    def has_interval(self) -> bool:
        """Whether there were enough runs for an interval."""
        return bool(np.isfinite(self.low) and np.isfinite(self.high))


def shown(number: float, unit: str) -> str:
    """A number as people read it: rounded as far as its unit deserves, thousands apart, a true minus sign."""
    if not np.isfinite(number):
        return "n/a"
    digits = DECIMALS.get(unit, 2)
    text = f"{number:,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")  # "-0.00" would only puzzle
    return text.replace("-", "\N{MINUS SIGN}")


def shown_interval(row: SummaryRow) -> str:
    """The interval of a row as people read it."""
    if not row.has_interval:
        return "too few runs"
    return f"{shown(row.low, row.unit)} to {shown(row.high, row.unit)}"


def summarise(results: Results) -> tuple[SummaryRow, ...]:
    """The summary of an ensemble, in the order in which it is shown."""
    rows = [*_peace(results), *_trust(results), *_conduct(results), *_money(results), *_own(results)]
    failed = len(results.failed)
    return tuple(
        SummaryRow(name, theme, label, *estimate, failed=failed, unit=unit, text=text)
        for name, theme, label, estimate, unit, text in rows
    )


_Parts = tuple[str, str, str, Estimate, str, str]


def _peace(results: Results) -> Iterator[_Parts]:
    times, seen = times_and_events(results.end_of_peace(), results.months)
    horizon = results.months
    yield ("peace_months", "Peace", "Peace-months", restricted_mean(times, seen, horizon), "months",
           f"mean months before recurrence; {horizon} in a run without, 0 where the war never ended")  # fmt: skip
    definitions = {
        "recurrence_25": ("Recurrence", "runs with 25 reported battle deaths in a year after a year below it"),
        "war_1000": ("Return to war", "runs with 1,000 reported battle deaths in a year after a year below it"),
        "coup": ("Coup", "runs with at least one successful coup"),
        "autocratization": ("Autocratization",
                            "runs in which constraints on power fell .1 below their best since the settlement"),
        "criminal_governance": ("Criminal governance",
                                "runs in which criminal groups at some time rule a quarter of the people or more"),
    }  # fmt: skip
    going_on = results.series["war_continues"][:, -1] > 0
    yield ("war_continues", "Peace", f"War continues after {counted(horizon, 'month')}",
           proportion_interval(int(going_on.sum()), len(going_on)), "share of runs",
           "runs with 25 reported battle deaths in a year and no year below it since the settlement")  # fmt: skip
    for name, (label, text) in definitions.items():
        hits = np.isfinite(results.first_month(name))
        estimate = proportion_interval(int(hits.sum()), len(hits))
        yield name, "Peace", f"{label} within {counted(horizon, 'month')}", estimate, "share of runs", text


def _trust(results: Results) -> Iterator[_Parts]:
    for name, whom in (("trust_police", "police"), ("trust_army", "army")):
        values = results.values(name)
        ends, means = (mean_interval(of_runs, within=SHARE) for of_runs in (values[:, -1], results.means(name)))
        yield (f"{name}_end", "Trust", f"Trust in the {whom}, end", ends, "0 to 1",
               "mean over all civilians in the last month")  # fmt: skip
        yield (f"{name}_mean", "Trust", f"Trust in the {whom}, mean", means, "0 to 1",
               "mean over all civilians and all months after the settlement")  # fmt: skip
        change = mean_interval(values[:, -1] - values[:, 0])
        yield (f"{name}_change", "Trust", f"Trust in the {whom}, change", change, "0 to 1",
               "last month less the month of the settlement")  # fmt: skip


def _conduct(results: Results) -> Iterator[_Parts]:
    population = max(results.scenario.country.population, 1)
    counted_months = whole_time(min(YEAR, results.months), "last")
    a_year = last_year_mean(results.values("abuse")) * YEAR * PER_PEOPLE / population
    yield ("abuse_rate_end", "Conduct", "Abuse", mean_interval(a_year, within=AMOUNT), "per 100,000 a year",
           f"acts of abuse against civilians over {counted_months}, by population at the settlement")  # fmt: skip
    yield ("bribe_incidence_end", "Conduct", BY_NAME["bribe_incidence"].label,
           mean_interval(last_year_mean(results.values("bribe_incidence")), within=SHARE), "share",
           f"share of contacts with the police that end in a bribe, mean of {counted_months}")  # fmt: skip
    yield ("ghost_share_end", "Conduct", BY_NAME["ghost_share"].label,
           mean_interval(results.values("ghost_share")[:, -1], within=SHARE), "share",
           "share of paid names with nobody behind them, last month")  # fmt: skip
    yield ("leakage_share_end", "Conduct", BY_NAME["leakage_share"].label,
           mean_interval(leakage_share(results)[:, -1], within=SHARE), "share",
           f"share of programme spending of {counted_months} that leaked, where there was any")  # fmt: skip


def _money(results: Results) -> Iterator[_Parts]:
    texts = {
        "money_received": "aid paid into donors' accounts in the country since the settlement",
        "money_domestic": "paid by the treasury into its reform budget since the settlement",
        "money_spent": "paid for reforms since the settlement, leaks included",
        "money_leaked": "leaked from reforms and payroll, or paid for votes, since the settlement",
        "money_payroll": "given by donors for pay of the forces since the settlement",
        "money_returned": "returned unspent to donors and treasury since the settlement",
        "money_unspent": "on donors' accounts in the country and in the state's reform budget in the last month",
    }
    for name, text in texts.items():
        estimate = mean_interval(results.values(name)[:, -1], within=AMOUNT)
        yield name, "Money", BY_NAME[name].label, estimate, "USD m", text


def _own(results: Results) -> Iterator[_Parts]:
    """The indicators of the extension in the last month; a run without a value there is in no mean."""
    for indicator in results.scenario.indicators:
        if indicator.name in results.scenario.extension.indicators:
            ends = results.values(indicator.name)[:, -1]
            yield (f"{indicator.name}_end", "Own indicators", indicator.label, mean_interval(ends),
                   indicator.unit, f"{indicator.text}; last month")  # fmt: skip


def last_year_mean(values: np.ndarray) -> np.ndarray:
    """The mean of each run over its last 12 months (fewer where the run is shorter), month 0 left out."""
    return mean_of_months(values[:, 1:][:, -YEAR:])
