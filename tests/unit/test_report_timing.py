"""The time of a month as the terminal shows it: shares of the whole, and what the measuring itself costs."""

from __future__ import annotations

import io
import re

from rich.console import Console

from ssrsim.lab.timing import PhaseTime
from ssrsim.report.timing import print_timing


def test_time_of_a_month_is_told_in_shares_and_with_the_cost_of_the_clock():
    """Shares lie in 0..1 everywhere; on short phases the look at the clock is much of what is measured."""
    out = io.StringIO()
    phases = [PhaseTime(1, "shocks", "shock", "state", 1, 1.0), PhaseTime(2, "politics", "vote", "blocs", 3, 3.0)]
    print_timing(phases, 1, Console(file=out, width=80))
    lines = [line for line in out.getvalue().splitlines() if line]
    assert re.fullmatch(
        r"Time of a month: 4 microseconds on one core, mean of 1 month of one run; each phase holds about "
        r"\d+\.\d+ microseconds for looking at the clock",
        lines[0],
    )
    assert "%" not in out.getvalue()
    assert [line.split() for line in lines[2:]] == [
        ["1", "shocks", "1.0", "0.250"], ["shock", "1", "1.0", "0.250"],
        ["2", "politics", "3.0", "0.750"], ["vote", "3", "3.0", "0.750"],
    ]  # fmt: skip
