"""Runs of many plans that begin alike: what they share is run once, then the world is copied and each goes its way.

Two plans that are equal until a month have the same history until then, so plans sorted by their actions in order of
start are a tree. Every run along it leaves the very bits that it leaves alone. It is for plans whose actions begin by
the calendar and react to nothing, each with as many actions as the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from ssrsim.phases.engine import BrokenInvariant, advance, compile_steps, settle_in_place
from ssrsim.scenario.planning.candidates import Candidate, plan_of
from ssrsim.scenario.run import Records
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.build_plan import fill_plan
from ssrsim.world.columns_plan import BY_MONTH, NEVER
from ssrsim.world.world import World

Leave = Callable[[int, "np.ndarray | BrokenInvariant"], None]  # given the place of a plan and the record of its run
LEAN = Records(series=True, events=False, districts=False, reforms=False, donors=False)


class Row(NamedTuple):
    """An action as it stands in a world: when it begins, in which row, and the bytes of that row."""

    start: int
    place: int
    action: bytes
    reach: bytes


class Node(NamedTuple):
    """A world that several plans share: the last month that they have in common, and what follows."""

    until: int  # the last month of the run where nothing follows
    branches: tuple[tuple[tuple[Row, ...], Node], ...]
    plans: tuple[int, ...]  # whose runs end here


class Forks:
    """Plans that were made ready to run along a tree; each thread takes its own `walker`."""

    def __init__(self, scenario: Scenario, candidates: Sequence[Candidate]) -> None:
        """Builds one world for all of them.

        Args:
            scenario: Everything but the plan.
            candidates: Plans with equally many actions.
        """
        self.months = scenario.run.months
        self._template = build(with_plan(scenario, candidates[0]))
        rows = _rows_of(self._template, scenario, candidates)
        self.tree = grown(rows, self.months)
        self.shared_months = sum(_months(self.tree, 0))  # of months to run, for all plans in one random world
        self._template = self._template._replace(events=self._template.events[:0])  # nobody reads them here
        self._template.actions.start[:], self._template.actions.gate[:] = NEVER, BY_MONTH
        compile_steps(self._template)

    def walker(self) -> Walker:
        """What runs all plans in one random world after the other."""
        return Walker(self._template, self.tree)


class Walker:
    """The memory of one thread: a world for each depth of the tree, used again and again."""

    def __init__(self, template: World, tree: Node) -> None:
        depth = _depth(tree)
        self._template, self._tree = _bytes_of(template), tree
        self._worlds = [template.begun() for _ in range(depth)]
        self._memory = [_bytes_of(world) for world in self._worlds]

    def walk(self, seed: int, replicate: int, leave: Leave) -> None:
        """Run every plan in one random world.

        Args:
            seed: As run.seed.
            replicate: The number of the random world.
            leave: Called for each plan with the record of its run, which is true only until the next call; or with
                what broke.
        """
        _lay_over(self._memory[0], self._template)
        try:
            settle_in_place(self._worlds[0], seed, replicate)
        except BrokenInvariant as broken:
            _leave_all(self._tree, broken, leave)
            return
        self._go_on(self._tree, 0, 0, leave)

    def _go_on(self, node: Node, depth: int, month: int, leave: Leave) -> None:
        world = self._worlds[depth]
        try:
            advance(world, month + 1, node.until)
        except BrokenInvariant as broken:
            _leave_all(node, broken, leave)
            return
        for plan in node.plans:
            leave(plan, world.record)
        for rows, below in node.branches:
            _lay_over(self._memory[depth + 1], self._memory[depth])
            _put_in(self._worlds[depth + 1], rows)
            self._go_on(below, depth + 1, node.until, leave)


def with_plan(scenario: Scenario, candidate: Candidate) -> Scenario:
    """The scenario with this plan, and nothing recorded but the national series."""
    return scenario.model_copy(update={"plan": plan_of(candidate), "records": LEAN})


def grown(plans: Sequence[Sequence[Row]], months: int) -> Node:
    """The tree of these plans, each its rows by start; what begins after the last month is never looked at."""
    begun = [tuple(sorted(row for row in rows if row.start <= months)) for rows in plans]
    in_order = sorted(range(len(plans)), key=lambda place: (begun[place], place))
    rows, node = _grown(in_order, begun, 0, months)
    return Node(0, ((rows, node),), ()) if rows else node


def _grown(
    group: Sequence[int], begun: Sequence[tuple[Row, ...]], depth: int, months: int
) -> tuple[tuple[Row, ...], Node]:
    """The rows that a group of plans has in common from a depth on, and the node behind them."""
    first, last, common = begun[group[0]], begun[group[-1]], depth  # sorted: what these two share, all share
    while common < min(len(first), len(last)) and first[common] == last[common]:
        common += 1
    rows = first[depth:common]
    if common == len(first) == len(last):
        return rows, Node(months, (), tuple(group))
    ended = tuple(place for place in group if len(begun[place]) == common)
    going = [place for place in group if len(begun[place]) > common]
    parts = [list(part) for _, part in groupby(going, key=lambda place: begun[place][common])]
    branches = [_grown(part, begun, common, months) for part in parts]
    if ended:
        branches.append(((), Node(months, (), ended)))
    until = min(begun[place][common].start for place in going) - 1
    return rows, Node(until, tuple(branches), ())


def _rows_of(world: World, scenario: Scenario, candidates: Sequence[Candidate]) -> list[list[Row]]:
    """The rows of each plan. A world is filled only for a plan with an action that has not stood in its place yet."""
    known: dict[tuple[object, ...], Row] = {}
    found: list[list[Row]] = []
    for candidate in candidates:
        keys = [(place, *part) for place, part in enumerate(candidate.parts)]
        if not all(key in known for key in keys):
            fill_plan(world, with_plan(scenario, candidate))
            known |= {key: _row(world, place) for place, key in enumerate(keys)}
        found.append([known[key] for key in keys])
    return found


def _row(world: World, place: int) -> Row:
    action = world.actions[place : place + 1]
    return Row(int(action.start[0]), place, action.tobytes(), world.reach[place].tobytes())


def _put_in(world: World, rows: Sequence[Row]) -> None:
    """Put actions that have not begun into a world."""
    for row in rows:
        _bytes(world.actions[row.place : row.place + 1])[:] = np.frombuffer(row.action, np.uint8)
        world.reach[row.place] = np.frombuffer(row.reach, np.int8)


def _depth(node: Node) -> int:
    return 1 + max((_depth(below) for _, below in node.branches), default=0)


def _months(node: Node, month: int) -> Iterator[int]:
    yield node.until - month
    for _, below in node.branches:
        yield from _months(below, node.until)


def _leave_all(node: Node, broken: BrokenInvariant, leave: Leave) -> None:
    """What broke before plans part broke for all of them."""
    for plan in node.plans:
        leave(plan, broken)
    for _, below in node.branches:
        _leave_all(below, broken, leave)


def _bytes_of(world: World) -> list[np.ndarray]:
    """Every table of a world as bytes."""
    tables = (column for table in world for column in (table if isinstance(table, tuple) else (table,)))
    return [_bytes(table) for table in tables]


def _bytes(table: np.ndarray) -> np.ndarray:
    """The same memory as bytes: to copy rows of 200 fields field by field takes 50 microseconds."""
    return np.frombuffer(table, np.uint8) if not table.size else np.ndarray((table.nbytes,), np.uint8, table)


def _lay_over(memory: Sequence[np.ndarray], other: Sequence[np.ndarray]) -> None:
    for mine, theirs in zip(memory, other, strict=True):
        mine[:] = theirs
