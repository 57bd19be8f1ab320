"""The board of reforms and the levers of one branch in one month."""

from __future__ import annotations

from typing import NamedTuple

from ssrsim.records.results import CENTS_PER_USD_M
from ssrsim.scenario.changes import LEVERS
from ssrsim.scenario.plan import FromMonth
from ssrsim.scenario.scenario import Scenario
from ssrsim.session.decisions import ContextDecision
from ssrsim.session.language import Words
from ssrsim.session.session import Branch
from ssrsim.session.weaving import MARK

STATES = ("waiting", "blocked", "running", "finished", "paused")  # codes of world/columns_institutions.py
RANK = {"running": 0, "blocked": 1, "paused": 2, "waiting": 3, "finished": 4}  # what a reform with two actions is


class ActionLine(NamedTuple):
    """An action of the plan as it stands."""

    name: str
    title: str
    state: str  # one of STATES
    state_title: str
    start: int | None  # month in which it is due, None where it waits for something
    months: int  # at most
    began: int | None
    weight: float  # among what runs or waits
    spent: float  # USD m, since it began


class ReformLine(NamedTuple):
    """A reform of the plan as it stands: `formal` is what is on paper, `effective` what it does."""

    reform: str
    title: str
    state: str
    state_title: str
    formal: float
    effective: float
    reported: float
    spent: float  # USD m
    leaked: float  # USD m, of what was spent
    actions: tuple[ActionLine, ...]


class Lever(NamedTuple):
    """Something that can be set: the weight of an action, a reform that could begin, a quantity of the context."""

    kind: str  # share, begin, context: the kind of decision
    name: str  # of the action, the reform, the lever
    title: str
    value: float
    decided: bool  # whether a decision of this month holds that has not acted yet
    state: str  # of the action; empty for others


def board(branch: Branch, month: int, words: Words) -> tuple[ReformLine, ...]:
    """The reforms of the plan, in the order of the model, with their actions at the end of a month."""
    results, scenario = branch.timeline.results, branch.scenario
    assert results.reforms is not None  # a session records everything
    actions = _actions(branch, month, words)
    found: list[ReformLine] = []
    for row, reform in enumerate(scenario.reforms):
        own = tuple(line for line in actions if scenario.plan.actions[line.name].reform == reform.name)
        if own:
            level = results.reforms[0, month, row]
            state = min((line.state for line in own), key=RANK.__getitem__)
            found.append(ReformLine(
                reform.name, words.reform(scenario, reform.name), state, words(f"states.{state}"),
                float(level["formal"]), float(level["effective"]), float(level["reported"]),
                int(level["spent"]) / CENTS_PER_USD_M, int(level["leaked"]) / CENTS_PER_USD_M, own,
            ))  # fmt: skip
    return tuple(found)


def levers(branch: Branch, month: int, words: Words) -> tuple[Lever, ...]:
    """What can be set in this month: weights of actions, reforms that are not in the plan, the context.

    A decision of this month shows at once, although it acts from the next one.
    """
    scenario = branch.scenario
    weights = _weights_to_come(scenario, month + 1)
    context = {one.lever: one.to for one in branch.decisions
               if isinstance(one, ContextDecision) and one.month == month}  # fmt: skip
    lines = _actions(branch, month, words)
    shares = [
        Lever("share", line.name, line.title, weights.get(line.name, line.weight), line.name in weights, line.state)
        for line in lines
        if line.state != "finished"
    ]
    planned = {scenario.plan.actions[line.name].reform for line in lines}
    begins = [
        Lever("begin", reform.name, words.reform(scenario, reform.name), 0.0, False, "")
        for reform in scenario.reforms
        if reform.name not in planned
    ]
    around = [
        Lever("context", name, words(f"levers.{name}"), context.get(name, _context(branch, month, name)),
              name in context, "")
        for name in LEVERS
    ]  # fmt: skip
    return (*shares, *begins, *around)


def _actions(branch: Branch, month: int, words: Words) -> tuple[ActionLine, ...]:
    """Every action but those that a later decision will begin; what was begun this month is there already."""
    scenario, table = branch.scenario, branch.timeline.table("actions")[month]
    return tuple(
        _line(scenario, name, table[row], words)
        for row, (name, action) in enumerate(scenario.plan.in_order())
        if not (action.share == 0 and (action.fixed_start or 0) > month + 1)
    )


def _line(scenario: Scenario, name: str, row: object, words: Words) -> ActionLine:
    action = scenario.plan.actions[name]
    state = STATES[int(row["state"])]  # pyright: ignore
    began = int(row["authorised"])  # pyright: ignore
    return ActionLine(
        name, words.action(scenario, name), state, words(f"states.{state}"), action.fixed_start, action.longest,
        began if began >= 0 else None,
        float(row["share"]), int(row["spent"]) / CENTS_PER_USD_M,  # pyright: ignore
    )  # fmt: skip


def _weights_to_come(scenario: Scenario, month: int) -> dict[str, float]:
    """Weights of actions that decisions set from this month on."""
    return {
        deed.share: deed.to or 0.0
        for name, rule in scenario.plan.rules.items()
        if name.startswith(f"{MARK}_") and isinstance(rule.when, FromMonth) and rule.when.month == month
        for deed in rule.do
        if deed.share
    }


def _context(branch: Branch, month: int, name: str) -> float:
    if name == "donor_strictness":
        strictness = branch.timeline.table("donors")[month]["strictness"]
        return float(strictness.mean()) if len(strictness) else 0.0
    return float(branch.timeline.table("nation")[month, 0][name])
