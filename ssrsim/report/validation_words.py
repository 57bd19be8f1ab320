"""Numbers, limits and verdicts of patterns as people read them."""

from __future__ import annotations

import math

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.validation.patterns import Judged, PartOfPattern, by_group

SYMBOLS = {
    "pass": "pass",
    "fail": "FAIL",
    "undecided": "undecided",
    "not run": "not run",
    "not judged": "not judged",
}
MINUS = "\N{MINUS SIGN}"


def value_told(value: float | None) -> str:
    """A number to three digits, never an exponent."""
    if value is None or not math.isfinite(value):
        return "n/a"
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}"
    return text.replace("-", MINUS) if float(text.replace(",", "")) else text.lstrip("-")


def interval_told(estimate: Estimate) -> str:
    """The interval of an estimate."""
    if not math.isfinite(estimate.low) or not math.isfinite(estimate.high):
        return "none"
    return f"{value_told(estimate.low)} to {value_told(estimate.high)}"


def notes_told(judged: Judged) -> list[str]:
    """Which countries' signatures hold, where a pattern is made of countries."""
    groups = by_group(judged)
    if not groups:
        return []
    hold = [name for name, verdict in groups.items() if verdict == "pass"]
    rest = ", ".join(f"{name} {SYMBOLS[verdict]}" for name, verdict in groups.items() if verdict != "pass")
    return [
        f"Signatures that hold: {len(hold)} of {len(groups)} ({', '.join(hold) or 'none'}). Others: {rest or 'none'}."
    ]


def passes_told(given: PartOfPattern) -> str:
    """The range that passes."""
    if given.low is not None and given.high is not None:
        return f"{value_told(given.low)} to {value_told(given.high)}"
    if given.low is not None:
        return f"at least {value_told(given.low)}"
    return f"at most {value_told(given.high)}" if given.high is not None else ""


def fact_told(given: PartOfPattern) -> str:
    """What was measured in the world, with its interval where it has one."""
    if given.fact is None:
        return ""
    between = f" ({value_told(given.fact_low)} to {value_told(given.fact_high)})" if given.fact_low is not None else ""
    return f"{value_told(given.fact)}{between}"
