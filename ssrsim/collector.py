"""What `SSRModel.datacollector` is at first: Mesa's collector, which takes a month's line of the record as a whole."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from ssrsim.agents import mesa  # mesa only by way of it
from ssrsim.records.results import CENTS_PER_USD_M
from ssrsim.scenario.indicators import INDICATORS, Indicator

_NAMES = tuple(indicator.name for indicator in INDICATORS)
_MONEY = tuple(indicator.name for indicator in INDICATORS if indicator.is_money)


def values_of(line: np.void) -> dict[str, float | int]:
    """A line of the record by indicator, in the units that readers see: money in USD m."""
    values: dict[str, float | int] = dict(zip(_NAMES, line.item(), strict=True))
    for name in _MONEY:
        values[name] /= CENTS_PER_USD_M
    return values


def latest_value(indicator: Indicator) -> property:
    """The attribute of a model that tells an indicator in the newest month, in the unit that readers see."""

    def read(self: Any) -> float | int:
        value = self._lines[indicator.name][self._months_recorded].item()
        return value / CENTS_PER_USD_M if indicator.is_money else value

    unit = "USD m" if indicator.is_money else indicator.unit
    return property(read, doc=f"{indicator.label} now: {indicator.text} ({unit}).")


class RecordCollector(mesa.DataCollector):
    """Collects indicators month by month: what `mesa.DataCollector` would, in a fifth of the time.

    Mesa reads attribute by attribute and copies each value, more than a microsecond for each indicator. What stands in
    the record is read as one line here. One indicator, and all that is reported besides, is left to Mesa, which notes
    the month with it.
    """

    def __init__(self, names: Collection[str], in_record: Collection[str]) -> None:
        """A collector of these attributes of a model; `in_record` are those that say what `model.latest()` does."""
        super().__init__({name: name for name in names})
        self._in_record = frozenset(in_record)
        self._known: dict[str, Any] = {}  # all reporters, as they were when they were dealt out in two:
        self._of_line: list[str] = []
        self._of_mesa: dict[str, Any] = {}

    def _deal_out(self) -> None:
        self._known = dict(self.model_reporters)
        self._of_line = [name for name, what in self._known.items() if what == name and name in self._in_record][1:]
        self._of_mesa = {name: what for name, what in self._known.items() if name not in frozenset(self._of_line)}

    def collect(self, model: Any) -> None:
        """Collect all there is to report now."""
        reporters = self.model_reporters
        if reporters != self._known:  # at first, and when somebody asks for more or less
            self._deal_out()
        self.model_reporters = self._of_mesa
        try:
            super().collect(model)
        finally:
            self.model_reporters = reporters
        latest = model.latest()
        for name in self._of_line:
            self.model_vars[name].append(latest[name])
