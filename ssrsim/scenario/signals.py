"""The signals that a plan may react to: what planners could know, published or in their own books, never the truth.

A signal is called by its source and its name: `survey.trust_police`, `admin.formal.vetting`, `finance.spent_usd_m`. The
order of `SIGNALS` is that of the rows of the world's table `signals`; phase 10 (`phases/signals.py`) fills it.
"""

from __future__ import annotations

from typing import NamedTuple

from ssrsim.scenario.indicators import INDICATORS
from ssrsim.scenario.reforms import REFORMS

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


def _by_reform(prefix: str, label: str, unit: str, text: str) -> tuple[Signal, ...]:
    """One signal for each reform, in the order of the reforms."""
    return tuple(Signal(f"{prefix}.{reform.name}", f"{reform.label}, {label}", unit, text) for reform in REFORMS)


SIGNALS: tuple[Signal, ...] = (
    *_published(),
    Signal("finance.received_usd_m", "Aid received", MONEY, "aid received since the settlement"),
    Signal("finance.spent_usd_m", "Money spent on reforms", MONEY, "paid for reforms since the settlement"),
    Signal("finance.unspent_usd_m", "Money unspent", MONEY, "what lies unspent in the accounts of reforms"),
    Signal("finance.aid_month_usd_m", "Aid of the month", MONEY, "aid that came this month"),
    *_by_reform("admin.formal", "as reported", "share", "level that implementers reported last quarter, mostly formal"),
    *_by_reform("admin.bill_blocked_months", "months blocked", "months", "months in a row in which politicians "
                "refused an action of this reform"),
    *_by_reform("finance.spent_usd_m", "spent", MONEY, "paid for this reform since the settlement"),
)  # fmt: skip
SIGNAL: dict[str, int] = {signal.name: row for row, signal in enumerate(SIGNALS)}
BY_NAME: dict[str, Signal] = {signal.name: signal for signal in SIGNALS}
