"""What is shown of a plan, on screen and on its page alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ssrsim.scenario.planning.finding import Finding
from ssrsim.scenario.planning.findings import findings_of
from ssrsim.scenario.planning.money import YearOfMoney, years_of
from ssrsim.scenario.planning.reach import reach_of
from ssrsim.scenario.planning.schedule import Bar, bars_of, bill_rows
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.plan import action_in_words, in_time
from ssrsim.scenario.words.terms import Section

SHOWN = ("in fact", "ends early", "waits for", "half pace until", "costs at most", "works in", "works on", "needs",
         "costs", "leans on", "should do")  # fmt: skip
NOTHING_RUN = (
    "Nothing was run: this is the plan as it is written, if each action is let as early as it can be. It holds no "
    "estimate, and so no interval. Not validated."
)


class Shown(NamedTuple):
    """All that is shown of a plan, in the terminal and on its page alike."""

    scenario: Scenario
    bars: Sequence[Bar]
    bills: Section
    actions: Section
    years: Sequence[YearOfMoney]
    findings: Sequence[Finding]


def shown_of(scenario: Scenario) -> Shown:
    """What is shown of the plan of a scenario."""
    reach = reach_of(scenario)
    bills = bill_rows(scenario, reach)
    nothing = ("None: no action of this plan needs a law.",) if not bills else ()
    parts = [action_in_words(scenario, name, action) for name, action in in_time(scenario.plan)]
    actions = tuple(
        Section(part.title, rows=tuple(row for row in part.rows if row[0] in ("action", *SHOWN))) for part in parts
    )
    return Shown(
        scenario, bars_of(scenario, reach), Section("Bills, in the order in which they come", nothing, bills),
        Section("The actions", parts=actions), list(years_of(scenario, reach)), findings_of(scenario),
    )  # fmt: skip


def money_cells(year: YearOfMoney, number: int) -> tuple[str, ...]:
    """One year of money as text: two decimals would promise what nobody knows."""
    there = f"{year.donors + year.state:.1f} (donors {year.donors:.1f}, state {year.state:.1f})"
    short = f"{year.asked - year.absorbed:.1f}" if year.is_short else ""
    return str(number), f"{year.first}-{year.last}", f"{year.asked:.1f}", there, f"{year.absorbed:.1f}", short
