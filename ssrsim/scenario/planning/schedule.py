"""The plan as a schedule: a bar for each action, and the bills in the order in which they come before parliament.

As it is written, before anything runs: what has a month is drawn there, what waits is drawn from the earliest month in
which it can begin. Refusals and want of money shift both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from ssrsim.scenario.as_file import SCHEMAS
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.planning.overlaps import later_prerequisites
from ssrsim.scenario.planning.reach import Reach
from ssrsim.scenario.planning.seen import NEVER
from ssrsim.scenario.reforms import Reform
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.plan import in_time, needs_text
from ssrsim.scenario.words.reactions import start_text
from ssrsim.scenario.words.terms import calendar_text, listed

LEAST_LABEL, MOST_LABEL = 10, 28  # columns of names
STEPS = (3, 6, 12, 24, 60)  # months of a column of text
SURE, OPEN_START = "=", "-"


class Bar(NamedTuple):
    """One action: its first and last month within the run, NEVER where it has none, and whether its start is open."""

    name: str
    reform: str
    title: str
    first: float
    last: float
    is_open: bool
    share: float
    needs_law: bool
    waits_for: str


class Bill(NamedTuple):
    """A law that an action needs: when it comes at the earliest, whose consent it needs, and what leans on it."""

    name: str
    reform: str
    month: float
    is_open: bool
    consent: str
    later: str  # prerequisites that come later


def bars_of(scenario: Scenario, reach: Reach) -> list[Bar]:
    """A bar for each action in order of start, those that wait after those with a month."""
    end = scenario.run.months
    found: list[Bar] = []
    for name, action in in_time(scenario.plan):
        reform = scenario.reform(action.reform)
        is_open = action.fixed_start is None or reach.first[name] != action.fixed_start
        first = reach.first[name] if reach.first[name] <= end else NEVER
        waits = start_text(action, scenario.country) if action.fixed_start is None else ""
        last = min(reach.last[name] if is_open else first + action.longest - 1, end)
        found.append(Bar(name, reform.name, reform.label, first, last, is_open, action.share, reform.needs_law, waits))
    return sorted(found, key=lambda bar: (bar.first == NEVER, bar.first, bar.name))


def bills_of(scenario: Scenario, reach: Reach) -> Iterator[Bill]:
    """The laws that the plan needs in the order in which they come; a reform that has its law asks for no second."""
    told: set[str] = set()
    for bar in bars_of(scenario, reach):
        if bar.needs_law and bar.reform not in told and bar.first < NEVER:
            told.add(bar.reform)
            reform = scenario.reform(bar.reform)
            later = dict(later_prerequisites(scenario, reach, bar.name))
            told_later = listed(f"{other} (month {month:.0f})" for other, month in later.items()) if later else ""
            yield Bill(bar.name, bar.reform, bar.first, bar.is_open, _consent(reform), told_later)


def _consent(reform: Reform) -> str:
    return f"parliament; {needs_text(reform).removeprefix('a law and the consent of ')}"


def bill_rows(scenario: Scenario, reach: Reach) -> tuple[tuple[str, str], ...]:
    """The bills as labelled lines."""
    rows: list[tuple[str, str]] = []
    for bill in bills_of(scenario, reach):
        when = f"{calendar_text(scenario.country, int(bill.month))}{' at the earliest' if bill.is_open else ''}"
        later = f"; leans on {bill.later}, which comes later" if bill.later else ""
        rows.append((bill.name, f"{when}: {bill.reform}, by {bill.consent}{later}"))
    return tuple(rows)


def gantt_lines(bars: Sequence[Bar], months: int, width: int) -> list[str]:
    """The bars as text, as fine as the width allows: a header in years, then a line for each action."""
    label = max(LEAST_LABEL, min(MOST_LABEL, width // 3, max((len(bar.name) for bar in bars), default=0)))
    room = width - label - 7  # a blank, and the share
    step = next((step for step in STEPS if -(-months // step) <= room), STEPS[-1])
    columns = -(-months // step)
    lines = [f"{'year':<{label}} {_years(columns, step)}  share"]
    lines += [f"{_cut(bar.name, label):<{label}} {_drawn(bar, columns, step)}  {bar.share:.2f}" for bar in bars]
    return [*lines, "", f"{SURE} as planned", f"{OPEN_START} may run: its start is open", f"one sign is {step} months"]


def _years(columns: int, step: int) -> str:
    """The number of each year where it begins, as far as there is room."""
    text = ""
    for year in range(columns * step // 12 + 1):
        place = year * 12 // step
        if place >= len(text) + bool(text) and place + len(str(year)) <= columns:
            text = f"{text:<{place}}{year}"
    return f"{text:<{columns}}"


def _drawn(bar: Bar, columns: int, step: int) -> str:
    if bar.first == NEVER:
        return f"{'(not in this run)'[:columns]:<{columns}}"
    sign = OPEN_START if bar.is_open else SURE
    first, last = int(bar.first - 1) // step, int(bar.last - 1) // step
    return "".join(sign if first <= column <= last else " " for column in range(columns))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 2] + ".."


def plan_as_file(plan: Plan) -> str:
    """The plan as YAML with every default written out; read back by `plan_file=` it is the same plan."""
    data = {"schema": SCHEMAS["plan_file"], **plan.model_dump(mode="json")}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)
