"""Where two histories part: the first thing that differs in one random world, its cause, and what follows from it.

Both worlds run month by month from the settlement; after each month everything in them is compared but what just holds
the plan itself. The month in which they part is run once more phase by phase. Tables whose rows are those of a plan are
matched by the names of actions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from ssrsim.lab.month_in_words import step_sentence
from ssrsim.lab.row_names import column_text, row_name, shown_value
from ssrsim.phases.engine import BrokenInvariant, advance, advance_by_steps, compile_steps, settle
from ssrsim.phases.month import MONTH
from ssrsim.scenario.events import CAUSES, EVENT_KINDS
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.events import what_happened, why
from ssrsim.scenario.words.terms import calendar_text, sentence
from ssrsim.world.build import build
from ssrsim.world.world import RECORDS, World, arrays

STATES = ("waits", "is refused", "runs", "has ended", "is paused")
# what holds the plan itself, or rows of it by number, or only repeats what stands elsewhere
OF_THE_PLAN = frozenset({"actions", "conditions", "needs", "triggers", "rules", "deeds", "benchmarks", "reach",
                         "allotments", "payments", "key", *RECORDS})  # fmt: skip
COLUMNS_OF_THE_PLAN = {
    "nation": ("reforms_at_once", "budget_carry_over", "budget_reserve", "n_events"),
    "missions": ("condition",),
}
HAPPENS_TO_ACTIONS = ("tried", "state", "authorised", "ended", "paused_until", "pace", "worked", "demand", "funded",
                      "paid", "leaked", "duplicated", "delivered", "owned", "spent")  # fmt: skip


class Difference(NamedTuple):
    """One place in which two worlds differ: table, column and row, and the value in each; None where it has no row."""

    table: str
    column: str
    row: tuple[int, ...]
    changed: Any
    base: Any


class Parting(NamedTuple):
    """Where the histories of two plans part in one world, in words; month None where they never do.

    `phase`, `table`, `column` and `entity` name the first difference.
    """

    heading: str
    replicate: int
    month: int | None
    phase: str
    table: str
    column: str
    entity: str
    lines: tuple[str, ...]


class _Side(NamedTuple):
    """One plan's world, what it was at the settlement, and what the plan is called."""

    scenario: Scenario
    label: str
    world: World
    start: World
    actions: tuple[str, ...]


def parting(changed: Scenario, base: Scenario, labels: tuple[str, str], replicate: int = 0) -> Parting:
    """Where the histories under two plans part in one random world.

    Args:
        changed: The scenario under one plan.
        base: The same scenario under the other.
        labels: What the two plans are called.
        replicate: Which random world; it must be one in which no invariant breaks.
    """
    heading = f"{labels[0]} and {labels[1]}"
    sides = _settled(changed, base, labels, replicate)
    months = min(changed.run.months, base.run.months)
    month = next((month for month in range(1, months + 1) if _advanced(sides, month, month)), None)
    if month is None:
        line = f"No month of this world differs in {months} months."
        return Parting(heading, replicate, None, "", "", "", "", (line,))
    again = _settled(changed, base, labels, replicate)
    _advanced(again, 1, month - 1)
    phase, first = _first_phase(again, month)
    side = again[0] if first.changed is not None else again[1]
    entity = row_name(side.scenario, side.world, first.table, first.row)
    lines = (*_first_lines(again, month, phase, first, entity), *_chain(sides, month, months))
    return Parting(heading, replicate, month, phase, first.table, first.column, entity, lines)


def _settled(changed: Scenario, base: Scenario, labels: tuple[str, str], replicate: int) -> tuple[_Side, _Side]:
    """Both worlds at the settlement."""

    def one(scenario: Scenario, label: str) -> _Side:
        template = build(scenario)
        compile_steps(template)
        world = settle(template, scenario.run.seed, replicate)
        names = tuple(name for name, _ in scenario.plan.in_order())
        return _Side(scenario, label, world, world.copied(), names)

    return one(changed, labels[0]), one(base, labels[1])


def _advanced(sides: tuple[_Side, _Side], first_month: int, last_month: int) -> bool:
    """Run both worlds on; whether they differ after that."""
    if last_month >= first_month:
        for side in sides:
            advance(side.world, first_month, last_month)
    return next(differences(*sides), None) is not None


def _first_phase(sides: tuple[_Side, _Side], month: int) -> tuple[str, Difference]:
    """The phase of the month in which the worlds part, and the first difference that it leaves, its own table first."""
    for step in MONTH:
        for side in sides:
            advance_by_steps(side.world, month, steps=(step,))
        found = sorted(differences(*sides), key=lambda one: one.table != step.table)
        if found:
            return step.name, found[0]
    raise AssertionError(f"month {month} differs as a whole and in no phase")


def differences(changed: _Side, base: _Side) -> Iterator[Difference]:
    """The first difference in each column that differs, in the order of the tables."""
    yield from _actions_apart(changed, base)
    pairs = zip(arrays(changed.world), arrays(base.world), strict=True)
    for (name, these), (_, those) in pairs:
        table, _, column = name.partition(".")
        if table in OF_THE_PLAN or these.tobytes() == those.tobytes():
            continue
        if these.dtype.names is None:
            yield from _apart(table, column, these, those)
            continue
        for field in these.dtype.names:
            if field not in COLUMNS_OF_THE_PLAN.get(table, ()):
                yield from _apart(table, field, these[field], those[field])


def _apart(table: str, column: str, these: np.ndarray, those: np.ndarray) -> Iterator[Difference]:
    """The first place in which two arrays of one shape differ; NaN is like NaN."""
    unlike = (these != those) & ~((these != these) & (those != those))
    if unlike.any():
        row = tuple(int(place) for place in np.argwhere(unlike)[0])
        yield Difference(table, column, row, these[row], those[row])


def _actions_apart(changed: _Side, base: _Side) -> Iterator[Difference]:
    """Actions matched by name; one that the other plan lacks differs once it is other than at the settlement."""
    for name in dict.fromkeys((*changed.actions, *base.actions)):
        rows = [side.actions.index(name) if name in side.actions else None for side in (changed, base)]
        held = [_action(side, row) for side, row in zip((changed, base), rows, strict=True)]
        at_first = [_action(side._replace(world=side.start), row)
                    for side, row in zip((changed, base), rows, strict=True)]  # fmt: skip
        these = held[0] or (at_first[1] or ())
        those = held[1] or (at_first[0] or ())
        for column, one, other in zip(HAPPENS_TO_ACTIONS, these, those, strict=True):
            if one != other:
                row = rows[0] if rows[0] is not None else rows[1]
                yield Difference("actions", column, (int(row or 0),), one if held[0] else None,
                                 other if held[1] else None)  # fmt: skip
                break


def _action(side: _Side, row: int | None) -> tuple[Any, ...] | None:
    if row is None:
        return None
    return tuple(side.world.actions[column][row].item() for column in HAPPENS_TO_ACTIONS)


def _first_lines(sides: tuple[_Side, _Side], month: int, phase: str, first: Difference, entity: str) -> Iterator[str]:
    """What differs first, in which phase, and what that phase does."""
    changed, base = sides
    step = next(step for step in MONTH if step.name == phase)
    when = calendar_text(changed.scenario.country, month)
    unlike = ""
    if first.table == "actions":
        name = (changed if first.changed is not None else base).actions[first.row[0]]
        rest = MONTH[MONTH.index(step) + 1 :]
        for side in sides:
            advance_by_steps(side.world, month, steps=rest)
        states = [_state(side, name) for side in sides]
        if states[0] != states[1]:
            told = [f"{state} under {side.label}{_cause(side, other, month, name)}"
                    for state, side, other in zip(states, sides, sides[::-1], strict=True)]  # fmt: skip
            unlike = f"{entity} {told[0]} and {told[1]}"
    values = [shown_value(first.table, first.column, value or 0) for value in (first.changed, first.base)]
    what = column_text(first.table, first.column)
    said = unlike or f"{entity}: {what}, {values[0]} under {changed.label}, {values[1]} under {base.label}"
    yield printable(f"{when}, phase {phase}: {said}.")
    yield f"What this phase does: {step_sentence(step)[0].lower()}{step_sentence(step)[1:]}"


def _state(side: _Side, name: str) -> str:
    """What became of an action by the end of the month."""
    if name not in side.actions:
        return "is no part of the plan"
    return STATES[int(side.world.actions.state[side.actions.index(name)])]


def _cause(side: _Side, other: _Side, month: int, name: str) -> str:
    """Why, by the log of events: of the first line about this action that the other log of the month has not."""
    about = f"Work on {name.replace('_', ' ')} "
    line = next((line for line in _only_here(side, other, month) if line.startswith(about)), "")
    return f" ({line.split(', ', 1)[1]})" if ", " in line else ""


def _events(side: _Side, month: int) -> list[str]:
    """The events of a month, in words."""
    world, scenario = side.world, side.scenario
    events = np.asarray(world.events[: min(int(world.nation.n_events[0]), len(world.events))])
    districts = [district.title for district in scenario.country.districts.values()]
    lines: list[str] = []
    for event in events[events["month"] == month]:
        place = int(event["district"])
        where = f" in {districts[place]}" if 0 <= place < len(districts) else ""
        what = what_happened(scenario, EVENT_KINDS[event["kind"]], int(event["subject"]), int(event["amount"]))
        lines.append(f"{what}{where}, {why(CAUSES[event['cause']])}")
    return lines


def _only_here(side: _Side, other: _Side, month: int) -> list[str]:
    """Events of one log that the other has not, in order."""
    theirs = Counter(_events(other, month))
    lines: list[str] = []
    for line in _events(side, month):
        if theirs[line]:
            theirs[line] -= 1
        else:
            lines.append(line)
    return lines


FOLLOWS: tuple[tuple[str, str | None, str], ...] = (
    ("units", None, "the first force that it reaches"),
    ("districts", None, "the first district that it reaches"),
    ("civilians", "trust_police", "the first people whose trust in the police it changes"),
)


def _chain(sides: tuple[_Side, _Side], month: int, months: int) -> Iterator[str]:
    """What follows, month by month: the first event, force, district and people reached."""
    waiting, logged = list(FOLLOWS), not sides[0].scenario.records.events
    while month <= months:
        if not logged:
            line = _first_event(sides, month)
            logged = line is not None
            if line is not None:
                yield line
        found = list(differences(*sides)) if waiting else []
        for table, column, text in [*waiting]:
            one = next((d for d in found if d.table == table and column in (None, d.column)), None)
            if one is not None:
                waiting.remove((table, column, text))
                what = "" if column else f" ({column_text(table, one.column)})"
                yield _reached(sides[0], month, one, text, what)
        if logged and not waiting:
            break
        month += 1
        try:
            for side in sides if month <= months else ():
                advance(side.world, month, month)
        except BrokenInvariant:
            break


def _reached(side: _Side, month: int, one: Difference, text: str, what: str) -> str:
    entity = row_name(side.scenario, side.world, one.table, one.row)
    return printable(sentence(f"{calendar_text(side.scenario.country, month)}, {text}: {entity}{what}"))


def _first_event(sides: tuple[_Side, _Side], month: int) -> str | None:
    """The first line in which the logs of a month differ."""
    for side, other in (sides, sides[::-1]):
        lines = _only_here(side, other, month)
        if lines:
            when = calendar_text(side.scenario.country, month)
            return printable(f"{when}, the first event that differs: under {side.label} alone: {lines[0]}.")
    return None
