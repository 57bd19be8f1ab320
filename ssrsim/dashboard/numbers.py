"""Values as a screen writes them: shares as percent, small numbers with a decimal, a dash for nothing."""

from __future__ import annotations

from ssrsim.session.language import Words

MISSING = "\u2013"


def percent(share: float | None, words: Words) -> str:
    """A share as percent."""
    return quantity(share, "share", words)


def quantity(value: float | None, unit: str, words: Words) -> str:
    """A value of this unit."""
    if value is None or value != value:
        return MISSING
    if unit == "share":
        return words.percent(value + 0.0)
    return words.number(value + 0.0, 0 if abs(value) >= 20 or value == round(value) else 1)


def between(low: float | None, high: float | None, unit: str, words: Words) -> str:
    """An interval, its unit written once: 38\N{EN DASH}46 %."""
    if low is None or high is None or low != low or high != high:
        return ""
    if unit == "share":
        return f"{words.number(100 * low)}\u2013{quantity(high, unit, words)}"
    return f"{quantity(low, unit, words)}\u2013{quantity(high, unit, words)}"
