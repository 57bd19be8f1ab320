"""The rules that hold within a plan: known names, no circles, exactly one of several, shares that can be paid.

They read plain data as `scenario/rules.py` does: what is absent or of the wrong type is passed over here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple, cast

from ssrsim.scenario.base import NAME_PATTERN
from ssrsim.scenario.plain import Fault, Path, entries, listed_entries, mapping, nearest, number, shown_list
from ssrsim.scenario.plan_waits import DEEDS, wait_faults
from ssrsim.scenario.reforms import REFORMS
from ssrsim.scenario.signals import BY_REFORM, NATIONAL, SOURCES

TOLERANCE = 1e-6
LONGEST = 600
SHIPPED = {reform.name: reform.works_on for reform in REFORMS}


class Known(NamedTuple):
    """The reforms that may be named, by what they work on, and the signals that planners see."""

    reforms: Mapping[str, str]
    signals: Collection[str]


def known_in(extension: Any) -> Known:
    """What may be named where this is the extension of the scenario."""
    own = {name: str(reform.get("works_on", "country")) for name, reform in entries(mapping(extension), "reforms")}
    reforms = {**SHIPPED, **own} if own else SHIPPED
    signals = [signal.name for signal in NATIONAL]
    signals += [f"{family.name}.{name}" for family in BY_REFORM for name in reforms]
    return Known(reforms, dict.fromkeys(signals))


def plan_faults(plan: Mapping[str, Any], districts: set[str], known: Known) -> Iterator[Fault]:
    """One fault for each rule that a plan breaks."""
    actions = set(mapping(plan.get("actions")))
    triggers = set(mapping(plan.get("triggers")))
    for name, action in entries(plan, "actions"):
        path = ("plan", "actions", name)
        yield from reform_faults((*path, "reform"), action.get("reform"), known)
        yield from _start_faults((*path, "start"), name, action.get("start"), Names(actions, triggers, known))
        yield from _length_faults((*path, "months"), action.get("months"))
        yield from condition_faults((*path, "stop"), action.get("stop"), known)
        yield from _need_faults((*path, "needs"), action, known)
        yield from _place_faults(path, action, districts, known)
    yield from wait_faults(plan, known.reforms)
    for name, trigger in entries(plan, "triggers"):
        yield from condition_faults(("plan", "triggers", name), trigger, known)
    for name, rule in entries(plan, "rules"):
        yield from _rule_faults(("plan", "rules", name), rule, Names(actions, triggers, known))
    yield from _benchmark_faults(plan.get("benchmarks"), known)
    yield from _share_faults(plan)


class Names(NamedTuple):
    """What the parts of a plan may refer to."""

    actions: set[str]
    triggers: set[str]
    known: Known


def reform_faults(path: Path, name: Any, known: Known) -> Iterator[Fault]:
    """The fault of a reform that neither ships nor is in the extension."""
    if isinstance(name, str) and name not in known.reforms and re.fullmatch(NAME_PATTERN, name):
        yield Fault(path, f"is {name}; allowed: {', '.join(known.reforms)}{nearest(name, known.reforms)}")


def condition_faults(path: Path, condition: Any, known: Known) -> Iterator[Fault]:
    """The fault of a condition on something that planners cannot know."""
    yield from indicator_faults((*path, "indicator"), mapping(condition).get("indicator"), known)


def indicator_faults(path: Path, name: Any, known: Known) -> Iterator[Fault]:
    """The fault of an indicator that is not known, or that is the truth."""
    if not isinstance(name, str) or name in known.signals:
        return
    source, _, rest = name.partition(".")
    if source == "truth":
        seen = next((f"; did you mean {one}.{rest}?" for one in SOURCES if f"{one}.{rest}" in known.signals), "")
        yield Fault(path, f"is {name[:60]}, the true state; planners may only react to what they could know{seen}")
        return
    guess = nearest(name, known.signals) or nearest(f"survey.{name}", known.signals)
    allowed = "it must be one of survey.NAME, admin.NAME and finance.NAME"
    yield Fault(path, f"is {name[:60]}; {allowed}{guess}")


def _unknown(path: Path, name: Any, known: set[str], plural: str) -> Iterator[Fault]:
    if isinstance(name, str) and name not in known:
        yield Fault(path, f"is {name[:60]}; known {plural}: {shown_list(sorted(known))}{nearest(name, known)}")


def _start_faults(path: Path, name: str, start: Any, names: Names) -> Iterator[Fault]:
    """What an action waits for must exist, must not be itself, and must be one thing."""
    if not isinstance(start, Mapping):
        return
    given = {key: value for key, value in cast("Mapping[str, Any]", start).items() if value is not None}
    if "trigger" in given and ("after" in given or "when" in given):
        yield Fault(path, "names a trigger beside `after` or `when`; give one of them")
    elif not {"after", "when", "trigger"} & set(given):
        yield Fault(path, "names nothing to wait for; give `after`, `when` or `trigger`")
    if given.get("after") == name:
        yield Fault((*path, "after"), f"is {name}, the action itself; it can only wait for another one")
    else:
        yield from _unknown((*path, "after"), given.get("after"), names.actions, "actions")
    yield from _unknown((*path, "trigger"), given.get("trigger"), names.triggers, "triggers")
    yield from condition_faults((*path, "when"), given.get("when"), names.known)


def _length_faults(path: Path, months: Any) -> Iterator[Fault]:
    shortest, longest = (number(mapping(months).get(key)) for key in ("min", "max"))
    if shortest is not None and longest is not None and shortest > longest:
        yield Fault((*path, "min"), f"is {shortest:.12g}; it must not exceed max ({longest:.12g})")


def _need_faults(path: Path, action: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Nothing can wait for its own progress before it is tried."""
    for place, need in listed_entries(action.get("needs")):
        reform = need.get("reform")
        yield from reform_faults((*path, place, "reform"), reform, known)
        if need.get("hard") is True and isinstance(reform, str) and reform == action.get("reform"):
            yield Fault((*path, place, "reform"), f"is {reform[:60]}, the action's own; it would never be tried")


def _place_faults(path: Path, action: Mapping[str, Any], districts: set[str], known: Known) -> Iterator[Fault]:
    """Districts must exist, and a reform of the whole country has neither districts nor a service."""
    reform, where, service = action.get("reform"), action.get("districts"), action.get("service")
    works_on = known.reforms.get(reform) if isinstance(reform, str) else None
    if isinstance(where, list | tuple):
        for place, name in enumerate(islice(cast("list[Any]", where), 1_000)):
            yield from _unknown((*path, "districts", str(place)), name, districts, "districts")
        if works_on == "country":
            local = [name for name, works in known.reforms.items() if works != "country"]
            said = f"are given, and {reform} acts on the whole country; allowed for {', '.join(local)}"
            yield Fault((*path, "districts"), said)
    if works_on in ("country", "districts") and service in ("police", "army"):
        of_services = [name for name, works in known.reforms.items() if works == "services"]
        said = f"is {service}, and {reform} acts on no single service; allowed for {', '.join(of_services)}"
        yield Fault((*path, "service"), said)


def _rule_faults(path: Path, rule: Mapping[str, Any], names: Names) -> Iterator[Fault]:
    when = mapping(rule.get("when"))
    if "trigger" in when:
        yield from _unknown((*path, "when", "trigger"), when.get("trigger"), names.triggers, "triggers")
    elif "month" not in when:
        yield from condition_faults((*path, "when"), when, names.known)
    for place, deed in listed_entries(rule.get("do")):
        yield from _deed_faults((*path, "do", place), {k: v for k, v in deed.items() if v is not None}, names.actions)


def _deed_faults(path: Path, deed: Mapping[str, Any], actions: set[str]) -> Iterator[Fault]:
    """One verb, and what belongs to it and to no other."""
    verbs = [verb for verb in DEEDS if verb in deed]
    if len(verbs) != 1:
        yield Fault(path, f"names {' and '.join(verbs) or 'nothing to do'}; give exactly one of {', '.join(DEEDS)}")
        return
    yield from _unknown((*path, verbs[0]), deed[verbs[0]], actions, "actions")
    for key, of in (("months", ("pause",)), ("to", ("pace", "share"))):
        if verbs[0] in of and key not in deed:
            yield Fault(path, f"says {verbs[0]} and not `{key}`; give both")
        if verbs[0] not in of and key in deed:
            yield Fault((*path, key), f"belongs to {' or '.join(of)}, and this is {verbs[0]}")


def _benchmark_faults(benchmarks: Any, known: Known) -> Iterator[Fault]:
    """Known indicators, and one limit each."""
    listed: Iterable[tuple[str, Mapping[str, Any]]] = listed_entries(benchmarks)
    for name, benchmark in listed if isinstance(benchmarks, list) else entries({"b": benchmarks}, "b"):
        path = ("plan", "benchmarks", name)
        yield from indicator_faults((*path, "indicator"), benchmark.get("indicator"), known)
        limits = [key for key in ("at_least", "at_most") if benchmark.get(key) is not None]
        if len(limits) != 1:
            yield Fault(path, f"has {' and '.join(limits) or 'no limit'}; give exactly one of at_least and at_most")


def _share_faults(plan: Mapping[str, Any]) -> Iterator[Fault]:
    """Shares of actions whose months are given may not exceed the whole in any month."""
    spent: dict[int, float] = {}
    for _, action in entries(plan, "actions"):
        start, share = number(action.get("start")), number(action.get("share"))
        months = number(mapping(action.get("months")).get("max", action.get("months")))
        if start is None or months is None or share is None:
            continue
        for month in range(int(start), int(start) + min(int(months), LONGEST)):
            spent[month] = spent.get(month, 0.0) + share
    worst = max(spent, key=lambda month: (spent[month], -month), default=0)
    if worst and spent[worst] > 1.0 + TOLERANCE:
        yield Fault(("plan", "actions", "*", "share"),
                    f"sum to {spent[worst]:.6g} in month {worst}; in one month they must not exceed 1")  # fmt: skip
