"""The signals that a plan may react to: what planners could know, published or in their own books, never the truth.

A signal is called by its source and its name: `survey.trust_police`, `admin.formal.vetting`, `finance.spent_usd_m`. The
order of `SIGNALS` is that of the rows of the world's table `signals`; phase 10 (`phases/signals.py`) fills it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ssrsim.scenario.indicators import INDICATORS
from ssrsim.scenario.reforms import REFORMS, Reform

SOURCES = ("survey", "admin", "finance")
MONEY = "USD m"


class Signal(NamedTuple):
    """One number that planners see each month. `unit` is that of the indicator, or USD m."""

    name: str
    label: str
    unit: str
    text: str


def _published() -> tuple[Signal, ...]:
    """The indicators of surveys and of the administration under their dotted names."""
    found = [(one, one.name.partition("_")) for one in INDICATORS]
    return tuple(
        Signal(f"{source}.{rest}", one.label, one.unit, one.text)
        for one, (source, _, rest) in found
        if source in SOURCES
    )


# One signal for each reform and line, the reforms of a line side by side; phase 10 counts on this order.
BY_REFORM = (
    Signal("admin.formal", "as reported", "share", "level that implementers reported last quarter, mostly formal"),
    Signal("admin.bill_blocked_months", "months blocked", "months",
           "months in a row in which politicians refused an action of this reform"),
    Signal("finance.spent_usd_m", "spent", MONEY, "paid for this reform since the settlement"),
)  # fmt: skip
NATIONAL: tuple[Signal, ...] = (
    *_published(),
    Signal("finance.received_usd_m", "Aid received", MONEY, "aid received since the settlement"),
    Signal("finance.spent_usd_m", "Money spent on reforms", MONEY, "paid for reforms since the settlement"),
    Signal("finance.unspent_usd_m", "Money unspent", MONEY, "what lies unspent in the accounts of reforms"),
    Signal("finance.aid_month_usd_m", "Aid of the month", MONEY, "aid that came this month"),
)


def _by_reform(reforms: Iterable[Reform]) -> Iterator[Signal]:
    known = tuple(reforms)
    for family in BY_REFORM:
        for reform in known:
            label = f"{reform.label}, {family.label}"
            yield Signal(f"{family.name}.{reform.name}", label, family.unit, family.text)


def signals_of(reforms: Iterable[Reform]) -> tuple[Signal, ...]:
    """All signals of a scenario with these reforms, in the order of the rows of `signals`."""
    return (*NATIONAL, *_by_reform(reforms))


SIGNALS: tuple[Signal, ...] = signals_of(REFORMS)  # of a scenario without reforms of its own
SIGNAL: dict[str, int] = {signal.name: row for row, signal in enumerate(SIGNALS)}
BY_NAME: dict[str, Signal] = {signal.name: signal for signal in SIGNALS}
