"""What was typed of a search itself after `ssrsim plan search`: its own keys, told apart from those of the scenario."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from ssrsim.config.overrides import PLAIN_KEYS, parsed_overrides, plain_value
from ssrsim.config.shipped import groups
from ssrsim.scenario.faults import shown
from ssrsim.scenario.planning.candidates import Pair
from ssrsim.scenario.planning.searching import SearchFile
from ssrsim.scenario.scenario import Scenario

OWN = tuple(SearchFile.model_fields)
LISTS = ("reforms", "before")
NOT_HERE = {  # keys of the scenario that a search sets itself, and where else they are said
    "run.civilians": "search.civilians and confirm.civilians",
    "run.replicates": "search.screening_worlds, search.worlds and confirm.worlds",
    "run.half_width": "search.screening_worlds, search.worlds and confirm.worlds",
    "records": "nothing: a search keeps what it compares",
    "profile": "nothing: ssrsim run profile=true does that",
    "plans": "reforms=[A,B]; the plan that candidates are held against is plan=NAME",
    "plans_files": "reforms=[A,B]; the plan that candidates are held against is plan_file=FILE",
}


def split_own(arguments: Sequence[str], faults: list[str]) -> tuple[list[str], list[str]]:
    """What was typed of the search, and what of the scenario; what belongs to neither becomes a fault."""
    own: list[str] = []
    others: list[str] = []
    for text in arguments:
        key = text.split("=", 1)[0].strip("+~ ")
        refused = next((name for name in NOT_HERE if key == name or key.startswith(f"{name}.")), None)
        if refused:
            faults.append(f"{key} is not a key of a search; use {NOT_HERE[refused]}")
        elif key.split(".")[0] in OWN:
            own.append(text)
        elif fault := _misspelt(key):
            faults.append(fault)
        else:
            others.append(text)
    return own, others


def typed_search(typed: Sequence[str], faults: list[str]) -> dict[str, Any]:
    """What these arguments say, as the data of a `SearchFile`."""
    data: dict[str, Any] = {}
    seen: set[str] = set()
    for text in typed:
        key, equals, value = text.partition("=")
        name = key.lstrip("+~")
        if text.startswith("~") or not equals:
            faults.append(f"{shown(text)} has no value; write {name}={'[A,B]' if name in LISTS else 'VALUE'}")
        elif name in seen:
            faults.append(f"{name} is given twice; give it once")
        elif name in LISTS and not (value.startswith("[") and value.endswith("]")):
            faults.append(f"{name} is {shown(value)}; it must be a list such as {name}={_example(name)}")
        elif name == "before":
            data["before"] = [one.strip() for one in value[1:-1].split(",") if one.strip()]
        else:
            for override in parsed_overrides([text], faults):
                _lay_in(data, override.key_or_group.split("."), plain_value(override.value()))
        seen.add(name)
    return data


def pairs_of(before: Sequence[str], reforms: Sequence[str], faults: list[str]) -> tuple[Pair, ...]:
    """`A<B` as pairs, `A<B<C` as two."""
    pairs: list[Pair] = []
    for text in before:
        names = [name.strip() for name in text.split("<")]
        unknown = [name for name in names if name not in reforms]
        if len(names) < 2 or not all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names):
            faults.append(f"before holds {shown(text)}; it must say what begins first, such as vetting<equipment")
        elif unknown:
            told = f"{shown(unknown[0])} is none of reforms={shown(list(reforms))}"
            faults.append(f"before holds {shown(text)}, and {told}")
        else:
            pairs += pairwise(names)
    return tuple(dict.fromkeys(pairs))


def _example(name: str) -> str:
    return "[ddr,vetting,training]" if name == "reforms" else "'[vetting<equipment]'"


def _lay_in(data: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Put a value at a path of keys."""
    for key in path[:-1]:
        if not isinstance(data.get(key), dict):
            data[key] = {}
        data = data[key]
    data[path[-1]] = value


def _misspelt(key: str) -> str | None:
    """The sentence for a key that looks like one of a search's own, and is none of the scenario's either."""
    first = key.split(".")[0]
    known = (*Scenario.model_fields, *groups(), *PLAIN_KEYS, *OWN)
    found = get_close_matches(first[:100], known, n=1, cutoff=0.6) if first not in known else []
    if found and found[0] in OWN:
        below = key.partition(".")[2]
        return f"{key} is not a key; did you mean {found[0]}{'.' + below if below else ''}?"
    return None
