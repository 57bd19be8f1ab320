"""Where the money went, in parts that close to the cent in every run.

What the records hold: money_received + money_domestic = money_spent + money_payroll + money_returned + money_unspent.
Money spent divides further: money_duplicated bought nothing of use, and the leakage of programme money, recorded as a
share of the last 12 months, gives what leaked from reforms when it is summed over windows of 12 months that do not
overlap. The rest of money_leaked left the treasury as pay of ghosts or for votes
(money_side_payments) and never was money for reforms.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import AMOUNT, Estimate, mean_interval
from ssrsim.records.results import Results

YEAR = 12
ROUNDING = 1e-6  # of shares that are recorded as float32


class MoneyParts(NamedTuple):
    """USD m since the settlement, float64[n] each.

        donors + treasury = delivered + duplicated + leaked + payroll + returned + unspent in every run. `ghosts` leaked
    from the treasury's payroll, beside the money for reforms; leaked + ghosts + money_side_payments is the indicator
    money_leaked.
    """

    donors: np.ndarray
    treasury: np.ndarray
    delivered: np.ndarray
    duplicated: np.ndarray
    leaked: np.ndarray
    payroll: np.ndarray
    returned: np.ndarray
    unspent: np.ndarray
    ghosts: np.ndarray

    def estimates(self) -> dict[str, Estimate]:
        """The mean of each part over runs with its 95 % interval."""
        return {name: mean_interval(values, within=AMOUNT) for name, values in self._asdict().items()}


def money_parts(results: Results) -> MoneyParts:
    """The parts in every run in the last month."""
    spent = results.values("money_spent")
    leaked = np.minimum(_leaked_from_reforms(spent, results.values("leakage_share")), spent[:, -1])
    all_leaked = results.values("money_leaked")[:, -1]
    leaked = np.minimum(leaked, all_leaked)  # the recorded share is rounded to 24 bits
    duplicated = np.minimum(results.values("money_duplicated")[:, -1], spent[:, -1] - leaked)
    ghosts = all_leaked - leaked - results.values("money_side_payments")[:, -1]
    if (ghosts < -ROUNDING * (1.0 + all_leaked)).any():
        raise ValueError("money_leaked is less than what leaked from reforms and for votes; the records do not close")
    return MoneyParts(
        donors=results.values("money_received")[:, -1],
        treasury=results.values("money_domestic")[:, -1],
        delivered=spent[:, -1] - leaked - duplicated,
        duplicated=duplicated,
        leaked=leaked,
        payroll=results.values("money_payroll")[:, -1],
        returned=results.values("money_returned")[:, -1],
        unspent=results.values("money_unspent")[:, -1],
        ghosts=np.maximum(ghosts, 0.0),
    )


def _leaked_from_reforms(spent: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Sum over years, counted back from the last month, of the year's spending x the share of it that leaked."""
    ends = np.arange(spent.shape[1] - 1, 0, -YEAR)
    starts = np.maximum(ends - YEAR, 0)
    return ((spent[:, ends] - spent[:, starts]) * share[:, ends]).sum(axis=1)


def leakage_share(results: Results) -> np.ndarray:
    """float64[n, months + 1]: share of the spending of 12 months that leaked, NaN where nothing was spent in them."""
    spent = results.values("money_spent")
    before = np.zeros_like(spent)
    before[:, YEAR:] = spent[:, :-YEAR]
    return np.where(spent > before, results.values("leakage_share"), np.nan)
