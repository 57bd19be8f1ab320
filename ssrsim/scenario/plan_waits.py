"""The rules of a plan about who waits for whom: nothing may wait for itself, nor for what never comes.

They read plain data as `scenario/plan_rules.py` does. An action waits for the one that its `after` names, and by a hard
need for any action of the reform that it names. What does nothing (no money, no pace, no place) never begins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from ssrsim.scenario.plain import Fault, Path, entries, listed_entries, mapping, number

DEEDS = ("pause", "stop", "start", "pace", "share")


class Wait(NamedTuple):
    """What an action waits for: one of these others must begin first."""

    others: frozenset[str]
    path: Path


def wait_faults(plan: Mapping[str, Any], reforms: Collection[str]) -> Iterator[Fault]:
    """One fault for each wait that cannot end, and for each deed on what does nothing."""
    actions = dict(entries(plan, "actions"))
    idle = _idle(plan, actions)
    pursuers = {reform: frozenset(_pursuers(actions, idle, reform)) for reform in reforms}
    waits: dict[str, list[Wait]] = {}
    for name in sorted(actions.keys() - idle):
        path, after = ("plan", "actions", name), mapping(actions[name].get("start")).get("after")
        waits[name] = []
        if isinstance(after, str) and after in idle:
            yield Fault((*path, "start", "after"), f"is {after[:60]}, an action that does nothing; it never begins")
        elif isinstance(after, str) and after in actions and after != name:
            waits[name].append(Wait(frozenset({after}), (*path, "start", "after")))
        for reform, where in _hard_needs(actions[name], path, reforms):
            if pursuers[reform]:
                waits[name].append(Wait(pursuers[reform], where))
            else:
                yield Fault(where, f"is {reform}, and no action of the plan pursues it; it would never be tried")
    yield from _circles(waits)
    for name, rule in entries(plan, "rules"):
        for place, deed in listed_entries(rule.get("do")):
            for verb in DEEDS:
                if isinstance(deed.get(verb), str) and deed[verb] in idle:
                    said = f"is {deed[verb][:60]}, an action that does nothing; no deed can change that"
                    yield Fault(("plan", "rules", name, "do", place, verb), said)


def _idle(plan: Mapping[str, Any], actions: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The actions that do nothing, as `Plan.does_nothing` has it."""
    deeds = [deed for _, rule in entries(plan, "rules") for _, deed in listed_entries(rule.get("do"))]
    paced, weighed = ({name for deed in deeds if isinstance(name := deed.get(verb), str)} for verb in ("pace", "share"))
    return {
        name
        for name, action in actions.items()
        if (number(action.get("share")) == 0 and name not in weighed)
        or action.get("districts") in ([], ())
        or (number(action.get("intensity")) == 0 and name not in paced)
    }


def _pursuers(actions: Mapping[str, Mapping[str, Any]], idle: set[str], reform: str) -> Iterator[str]:
    return (name for name, action in actions.items() if action.get("reform") == reform and name not in idle)


def _hard_needs(action: Mapping[str, Any], path: Path, reforms: Collection[str]) -> Iterator[tuple[str, Path]]:
    """The other reforms of which an action asks a level before it is tried, each once."""
    told: set[str] = set()
    for place, need in listed_entries(action.get("needs")):
        reform, level = need.get("reform"), number(need.get("formal"))
        asks = need.get("hard") is True and level is not None and level > 0
        if asks and isinstance(reform, str) and reform in reforms and reform != action.get("reform"):
            if reform not in told:
                yield reform, (*path, "needs", place, "reform")
            told.add(reform)


def _circles(waits: Mapping[str, list[Wait]]) -> Iterator[Fault]:
    """Actions that wait for each other, each circle told once; who waits for a circle is not told again."""
    free: set[str] = set()
    size = -1
    while size < len(free):
        size = len(free)
        free |= {name for name, all_of in waits.items() if all(free & wait.others for wait in all_of)}
    stuck = {name: next(wait for wait in all_of if not free & wait.others) for name, all_of in waits.items()
             if name not in free}  # fmt: skip
    told: set[str] = set()
    for name in sorted(stuck):
        chain: list[str] = []
        while name not in chain and name not in told:
            chain.append(name)
            name = min(stuck[name].others)  # who is waited for is stuck itself
        if name in chain:
            circle = chain[chain.index(name) :]
            first = circle.index(min(circle))
            circle = circle[first:] + circle[:first]
            shown = [*(one[:40] for one in circle[:10]), *(["..."] if len(circle) > 10 else []), circle[0]]
            yield Fault(stuck[circle[0]].path, f"leads back to itself: {' -> '.join(shown)}")
        told |= set(chain)
