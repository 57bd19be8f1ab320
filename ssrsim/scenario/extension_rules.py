"""The rules of what users add: names that are free, parts that exist, weights in 0..1.

They read plain data as `scenario/rules.py` does: what is absent or of the wrong type is passed over here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ssrsim.scenario.extension import COLUMNS
from ssrsim.scenario.indicators import OBSERVED
from ssrsim.scenario.plain import Fault, Path, entries, mapping, nearest, number, shown_list
from ssrsim.scenario.plan_rules import SHIPPED, Known
from ssrsim.scenario.reforms import REFORMS
from ssrsim.scenario.shocks import LOCAL_SHOCKS, PLACED_SHOCKS, SHOCK_KINDS

TITLES = {"".join(reform.title.casefold().split()): reform.name for reform in REFORMS}


def kinds_in(extension: Any) -> tuple[str, ...]:
    """The kinds of shocks that may be named where this is the extension of the scenario."""
    return (*SHOCK_KINDS, *(name for name, _ in entries(mapping(extension), "shocks") if name not in SHOCK_KINDS))


def local_kinds(extension: Any) -> tuple[str, ...]:
    """Those of them that may strike one district: they ship as such, are made of nothing else, or must name one."""
    own = entries(mapping(extension), "shocks")
    local = (name for name, kind in own if set(mapping(kind.get("strikes"))) <= set(LOCAL_SHOCKS))
    return tuple(dict.fromkeys((*LOCAL_SHOCKS, *local, *placed_kinds(extension))))


def placed_kinds(extension: Any) -> tuple[str, ...]:
    """Those that must name a district: they ship as such, or one of their parts must."""
    return tuple(dict.fromkeys(kind for part in PLACED_SHOCKS for kind in kinds_with(extension, part)))


def kinds_with(extension: Any, part: str) -> tuple[str, ...]:
    """A kind that ships, and those that it is a part of."""
    own = entries(mapping(extension), "shocks")
    return (part, *(name for name, kind in own if part in mapping(kind.get("strikes"))))


def extension_faults(extension: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """One fault for each rule that an extension breaks."""
    for name, reform in entries(extension, "reforms"):
        path = ("extension", "reforms", name)
        yield from _taken(path, name, SHIPPED, "a reform")
        yield from weight_faults((*path, "prerequisites"), reform.get("prerequisites"), known.reforms)
        yield from weight_faults((*path, "effects"), reform.get("effects"))
        if name in mapping(reform.get("prerequisites")):
            yield Fault((*path, "prerequisites", name), "is the reform itself; it can only lean on others")
        title = reform.get("title")
        twin = TITLES.get("".join(title[:200].casefold().split())) if isinstance(title, str) else None
        if twin is not None:
            said = f"is {str(title)[:60]}; {twin} has the same title, readers could not tell them apart"
            yield Fault((*path, "title"), said)
    for name, kind in entries(extension, "shocks"):
        yield from _taken(("extension", "shocks", name), name, SHOCK_KINDS, "a kind of shock")
        yield from weight_faults(("extension", "shocks", name, "strikes"), kind.get("strikes"))
    for name, indicator in entries(extension, "indicators"):
        path = ("extension", "indicators", name)
        yield from _taken(path, name, COLUMNS, "an indicator")
        if name.startswith(OBSERVED):
            said = f"begins with {name.partition('_')[0]}_, which marks what people in the world can see"
            yield Fault(path, f"{said}; choose another name")
        for part in ("sum", "over"):
            for column in mapping(indicator.get(part)):
                yield from _no_key((*path, part), column, COLUMNS)


def weight_faults(path: Path, weights: Any, known: Collection[str] | None = None) -> Iterator[Fault]:
    """Names that are not known (where types do not say which are), and weights that are no share."""
    for name, value in mapping(weights).items():
        if known is not None:
            yield from _no_key(path, name, known)
        weight = number(value)
        if weight is not None and not 0.0 <= weight <= 1.0:
            yield Fault((*path, name), f"is {value}; it must lie in 0..1 (share)")


def _no_key(path: Path, name: str, known: Collection[str]) -> Iterator[Fault]:
    if name not in known:
        guess = nearest(name, known).removeprefix("; did you mean ")
        under = ".".join(path)
        said = f"did you mean {under}.{guess}" if guess else f"known keys under {under}: {shown_list(list(known))}"
        yield Fault((*path, name), f"is not a key; {said}")


def _taken(path: Path, name: str, shipped: Collection[str], what: str) -> Iterator[Fault]:
    if name in shipped:
        yield Fault(path, f"is the name of {what} that ships; choose another name")
