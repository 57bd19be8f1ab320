"""The rules that hold between parts of a scenario: sums of shares, known names, dates in order, no twins.

They read plain data (as YAML gives it), so that they can be told together with faults of type and range: what is absent
or of the wrong type is passed over here, because that fault is told where types are checked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, cast

from ssrsim.scenario.base import NAME_PATTERN
from ssrsim.scenario.changes import change_faults
from ssrsim.scenario.extension_rules import (
    extension_faults,
    kinds_in,
    kinds_with,
    local_kinds,
    placed_kinds,
    weight_faults,
)
from ssrsim.scenario.plain import Fault, Path, nearest, shown_list
from ssrsim.scenario.plain import entries as _entries
from ssrsim.scenario.plain import mapping as _mapping
from ssrsim.scenario.plain import number as _number
from ssrsim.scenario.plan_rules import condition_faults, known_in, plan_faults

TOLERANCE = 1e-6
MOST_FAULTS = 100  # told at once; who has more mends these first
HOOK = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.]*)?@[a-z][a-z0-9_]*")
__all__ = ["MOST_FAULTS", "Fault", "Path", "contradictions", "shown_list"]


def contradictions(data: Mapping[str, Any]) -> Iterator[Fault]:
    """One fault for each rule that the parts of a scenario break together."""
    country = _mapping(data.get("country"))
    yield from _country_faults(country)
    yield from _too_many_under_arms(country)
    extension = _mapping(data.get("extension"))
    known = known_in(extension)
    yield from extension_faults(extension, known)
    yield from _hook_faults(data.get("hooks"))
    yield from plan_faults(_mapping(data.get("plan")), set(_mapping(country.get("districts"))), known)
    for name, donor in _entries(data, "donors"):
        yield from weight_faults(("donors", name, "priorities"), donor.get("priorities"), known.reforms)
    for name, mission in _entries(data, "missions"):
        yield from _in_order(("missions", name), mission, ("start", "drawdown", "exit"))
        yield from condition_faults(("missions", name, "exit_when"), mission.get("exit_when"), known)
    yield from _shock_faults(data, country, extension)
    yield from change_faults(data)
    for part in ("donors", "missions", "shocks", "changes"):
        yield from _twins((part,), data.get(part))


def _country_faults(country: Mapping[str, Any]) -> Iterator[Fault]:
    groups, factions, districts = (set(_mapping(country.get(part))) for part in ("groups", "factions", "districts"))
    for name, district in _entries(country, "districts"):
        yield from _share_faults(("country", "districts", name, "groups"), district.get("groups"), groups)
    for name, faction in _entries(country, "factions"):
        yield from _share_faults(("country", "factions", name, "presence"), faction.get("presence"), districts)
        yield from _unknown(("country", "factions", name, "group"), faction, groups, "groups")
    for name, bloc in _entries(country, "blocs"):
        yield from _unknown(("country", "blocs", name, "faction"), bloc, factions, "factions")
        yield from _unknown(("country", "blocs", name, "group"), bloc, groups, "groups")
    for part, key in (("groups", "representation"), ("blocs", "power")):
        values = {name: entry.get(key) for name, entry in _entries(country, part)}
        yield from _sum_fault(("country", part, "*", key), values)
    for part in ("districts", "groups", "factions", "blocs"):
        yield from _twins(("country", part), country.get(part))
    yield from _shared_tiles(country)
    capitals = [entry.get("capital", False) for _, entry in _entries(country, "districts")]
    if districts and all(isinstance(capital, bool) for capital in capitals) and sum(capitals) != 1:
        yield Fault(("country", "districts", "*", "capital"), "must be true for exactly one district")
    governing = [bloc.get("governing") for _, bloc in _entries(country, "blocs")]
    if governing and all(value is False for value in governing):
        yield Fault(("country", "blocs", "*", "governing"), "must be true for at least one bloc")


def _too_many_under_arms(country: Mapping[str, Any]) -> Iterator[Fault]:
    """Districts where fighters and forces may leave no civilians (a little cautious, because people are whole)."""
    districts = {
        name: (_number(entry.get("population")), _number(entry.get("war_exposure")))
        for name, entry in _entries(country, "districts")
    }
    police, army = (_number(country.get(key)) for key in ("police_per_1000", "army_per_1000"))
    if police is None or army is None or any(None in values for values in districts.values()):
        return
    known = {name: (people or 0.0, exposure or 0.0) for name, (people, exposure) in districts.items()}
    everybody = sum(people for people, _ in known.values())
    exposed = sum(people * (0.5 + exposure) for people, exposure in known.values())
    n_factions = len(_mapping(country.get("factions")))
    for name, (people, exposure) in known.items():
        fighters = sum(
            (_number(faction.get(stage)) or 0.0) * (_number(_mapping(faction.get("presence")).get(name)) or 0.0)
            for _, faction in _entries(country, "factions")
            for stage in ("fighters", "demobilised")
        )
        soldiers = army / 1000 * everybody * people * (0.5 + exposure) / exposed if exposed > 0 else 0.0
        armed = police / 1000 * people + soldiers + fighters + n_factions + 3
        if armed >= people:
            yield Fault(("country", "districts", name, "population"),
                        f"is {people:.12g}; it must exceed the {armed:.0f} men and women under arms there")  # fmt: skip


def _in_order(path: Path, entry: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[Fault]:
    """Months that come before the month they must follow."""
    for earlier, later in pairwise(keys):
        first, second = _number(entry.get(earlier)), _number(entry.get(later))
        if first is not None and second is not None and second < first:
            yield Fault((*path, later), f"is {second:.12g}; it must not come before {earlier} ({first:.12g})")


def _unknown(path: Path, entry: Mapping[str, Any], known: set[str], plural: str) -> Iterator[Fault]:
    name = entry.get(path[-1])
    if isinstance(name, str) and name not in known:
        yield Fault(path, f"is {name[:60]}; known {plural}: {shown_list(sorted(known))}")


def _shock_faults(data: Mapping[str, Any], country: Mapping[str, Any], extension: Any) -> Iterator[Fault]:
    """What shocks name must exist, and belong to their kind."""
    factions, districts = (set(_mapping(country.get(part))) for part in ("factions", "districts"))
    missions = set(_mapping(data.get("missions")))
    for name, shock in _entries(data, "shocks"):
        path = ("shocks", name)
        yield from _unknown((*path, "faction"), shock, factions, "factions")
        yield from _unknown((*path, "district"), shock, districts, "districts")
        yield from _unknown((*path, "mission"), shock, missions, "missions")
        kind = shock.get("kind")
        if isinstance(kind, str) and re.fullmatch(NAME_PATTERN, kind):
            yield from _kind_faults(path, kind, shock, extension)


def _kind_faults(path: Path, kind: str, shock: Mapping[str, Any], extension: Any) -> Iterator[Fault]:
    """A kind that is not known; a place or a mission for a shock that has none, or none for one that needs it."""
    kinds, local, leaving = kinds_in(extension), local_kinds(extension), kinds_with(extension, "mission_exit")
    if kind not in kinds:
        yield Fault((*path, "kind"), f"is {kind}; allowed: {', '.join(kinds)}{nearest(kind, kinds)}")
        return
    if isinstance(shock.get("district"), str) and kind not in local:
        said = f"is given, and {kind} strikes the whole country; allowed for {', '.join(local)}"
        yield Fault((*path, "district"), said)
    if shock.get("district") is None and kind in placed_kinds(extension):
        yield Fault((*path, "district"), f"is missing, and {kind} strikes one district; name one")
    if isinstance(shock.get("mission"), str) and kind not in leaving:
        said = f"is given, and {kind} is about no mission; allowed for {', '.join(leaving)}"
        yield Fault((*path, "mission"), said)


def _hook_faults(hooks: Any) -> Iterator[Fault]:
    """Hooks that do not name a function and a phase."""
    if isinstance(hooks, list | tuple):
        for place, hook in enumerate(cast("list[Any]", hooks)[:100]):
            if isinstance(hook, str) and not HOOK.fullmatch(hook):
                said = "it must be MODULE:FUNCTION@PHASE or ENTRY_POINT@PHASE, e.g. my_hooks:levy@pay_forces"
                yield Fault(("hooks", str(place)), f"is {hook[:60] or 'empty'}; {said}")


def _share_faults(path: Path, shares: Any, known: set[str]) -> Iterator[Fault]:
    for name in sorted(set(_mapping(shares)) - known):
        yield Fault((*path, name), f"is not known; allowed: {shown_list(sorted(known))}")
    yield from _range_faults(path, shares)
    yield from _sum_fault(path, _mapping(shares))


def _range_faults(path: Path, shares: Any) -> Iterator[Fault]:
    for name, value in _mapping(shares).items():
        number = _number(value)
        if number is not None and not 0.0 <= number <= 1.0:
            yield Fault((*path, name), f"is {value}; it must lie in 0..1 (share)")


def _sum_fault(path: Path, shares: Mapping[str, Any]) -> Iterator[Fault]:
    numbers = [_number(value) for value in shares.values()]
    known = [number for number in numbers if number is not None]
    if len(known) == len(numbers) and (numbers or path[-1] in ("groups", "presence")):
        total = sum(known)
        if abs(total - 1.0) > TOLERANCE:
            yield Fault(path, f"sum to {total:.6g}; shares must sum to 1")


def _twins(path: Path, entries: Any) -> Iterator[Fault]:
    """Entries whose titles a reader cannot tell apart."""
    seen: dict[str, str] = {}
    for name, entry in _mapping(entries).items():
        title = _mapping(entry).get("title")
        if not isinstance(title, str):
            continue
        look = "".join(unicodedata.normalize("NFKC", title[:200]).casefold().split())
        if look in seen:
            said = f"is {title[:60]}; {seen[look]} has the same title, readers could not tell them apart"
            yield Fault((*path, name, "title"), said)
        seen.setdefault(look, name)


def _shared_tiles(country: Mapping[str, Any]) -> Iterator[Fault]:
    """Districts that lie on the tile of another."""
    seen: dict[tuple[Any, ...], str] = {}
    for name, district in _entries(country, "districts"):
        tile = district.get("tile")
        place = tuple(cast("list[Any]", tile)) if isinstance(tile, list | tuple) else ()
        if not place or not all(_number(part) is not None for part in place):
            continue
        if place in seen:
            said = f"is [{', '.join(str(part) for part in place)}]; {seen[place]} lies on the same tile"
            yield Fault(("country", "districts", name, "tile"), said)
        seen.setdefault(place, name)
