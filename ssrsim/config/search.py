"""What `ssrsim plan search` runs: the scenario, and the plans that are to be compared in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from ssrsim.config.asked import folder_named
from ssrsim.config.compose import ConfigFaults, compose_scenario, validated
from ssrsim.config.search_keys import pairs_of, split_own, typed_search
from ssrsim.scenario.faults import nearest, shown, type_faults
from ssrsim.scenario.planning.candidates import STEP, Ingredients, Pair, at_once, count_orders, longest_chain, plan_of
from ssrsim.scenario.planning.searching import Search, SearchFile
from ssrsim.scenario.scenario import Scenario

WITH_ORDERS, WITH_SAMPLE = ("apart", "shares"), ("window", "seed")


class SearchAsked(NamedTuple):
    """A search as it was asked for, the name of its folder, and what was typed of the scenario alone."""

    search: Search
    output: str | None
    others: tuple[str, ...]


def search_asked(arguments: Sequence[str]) -> SearchAsked:
    """The search that these arguments ask for.

    Raises:
        ConfigFaults: All that is wrong with them.
    """
    faults: list[str] = []
    output = folder_named(arguments, faults)
    own, others = split_own([text for text in arguments if not text.startswith("output=")], faults)
    data = typed_search(own, faults)
    scenario, keys = _scenario(others, faults), _keys(data, faults)
    if scenario is None or keys is None:
        raise ConfigFaults(faults)
    faults += _reform_faults(keys, scenario)
    pairs = pairs_of(keys.before, keys.reforms, faults)
    n_orders = 0 if faults else count_orders(keys.reforms, pairs)
    if not faults:
        faults += _sum_faults(keys, pairs, n_orders)
    if scenario.hooks:
        faults.append(f"hooks is {shown(list(scenario.hooks))}; a search runs no code between phases, say hooks=[]")
    faults += _time_faults(keys, scenario, data.get("search", {}))
    if faults:
        raise ConfigFaults(faults)
    ingredients = _ingredients(keys, pairs, scenario)
    _try(scenario, ingredients)
    return SearchAsked(Search(scenario, keys, ingredients, keys.search.sample or n_orders), output, tuple(others))


def _scenario(others: Sequence[str], faults: list[str]) -> Scenario | None:
    try:
        return compose_scenario(others)
    except ConfigFaults as error:
        faults += error.faults
        return None


def _keys(data: Mapping[str, Any], faults: list[str]) -> SearchFile | None:
    if "reforms" not in data and not any(fault.startswith("reforms ") for fault in faults):
        faults.append("reforms is missing; name 2 to 8 reforms, such as reforms=[ddr,vetting,training]")
    if "reforms" not in data:
        data = {**data, "reforms": ["ddr", "vetting"]}  # so that the rest can be looked at
    try:
        return SearchFile.model_validate_json(json.dumps(data))
    except ValidationError as error:
        faults += [fault.sentence for fault in type_faults(error, SearchFile)]
        return None


def _reform_faults(keys: SearchFile, scenario: Scenario) -> Iterator[str]:
    """Names that are no reforms, or named twice."""
    known = [reform.name for reform in scenario.reforms]
    for name in dict.fromkeys((*keys.reforms, *(keys.search.shares or ()))):
        if name not in known:
            more = nearest(name, known) or "; see ssrsim list reforms"
            where = "reforms" if name in keys.reforms else "search.shares"
            yield f"{where} holds {shown(name)}, which is no reform{more}"
        if keys.reforms.count(name) > 1:
            yield f"reforms holds {name} twice; each plan has a reform once"


def _sum_faults(keys: SearchFile, pairs: Sequence[Pair], orders: int) -> Iterator[str]:
    """What contradicts what, once every name is known."""
    given, shares = keys.search, keys.search.shares
    if not orders:
        yield f"before={shown(keys.before)} goes in a circle; no order keeps it"
        return
    if given.sample is None and orders > given.candidates:
        yield (f"{len(keys.reforms)} reforms make {orders:,} orders, and search.candidates is {given.candidates:,}; "
               "raise it, name fewer reforms, say before=[A<B], or draw some with search.sample=1000")  # fmt: skip
    if given.sample is not None and given.sample > given.candidates:
        yield f"search.sample is {given.sample:,}, and search.candidates is {given.candidates:,}; raise it"
    if shares is not None and set(shares) != set(keys.reforms):
        yield f"search.shares names {shown(sorted(shares))}; it must name each of reforms={shown(keys.reforms)}"
    elif shares is not None and sum(shares.values()) > 1 + 1e-6:
        yield f"search.shares add up to {sum(shares.values()):.3g}; they must be 1 or less together"
    if given.sample is not None and given.window // STEP + 1 < longest_chain(keys.reforms, pairs):
        yield (f"search.window is {given.window}; what must begin one after the other, {STEP} months apart, needs "
               f"{STEP * (longest_chain(keys.reforms, pairs) - 1)}")  # fmt: skip
    if keys.objective != "peace_months" and (keys.indifference or 0) >= 1:
        yield f"indifference is {keys.indifference:g}; for {keys.objective} it must lie below 1"


def _time_faults(keys: SearchFile, scenario: Scenario, typed: Any) -> Iterator[str]:
    """What does not fit into the months of a run, and keys that nobody reads."""
    given, horizon = keys.search, scenario.run.months
    last = 1 + (given.window if given.sample is not None else given.apart * (len(keys.reforms) - 1))
    key = f"search.{'window' if given.sample is not None else 'apart'}"
    if last > horizon:
        yield (f"{key} is {getattr(given, key[7:])}; an action would begin in month {last}, and the runs end with "
               f"month {horizon}; lower it, or raise run.months")  # fmt: skip
    unread = WITH_ORDERS if given.sample is not None else WITH_SAMPLE
    for name in (name for name in unread if isinstance(typed, dict) and name in typed):
        said = "is drawn where search.sample is given" if name in WITH_ORDERS else "belongs to search.sample=N"
        yield f"search.{name} {said}; leave one of the two out"


def _ingredients(keys: SearchFile, pairs: tuple[Pair, ...], scenario: Scenario) -> Ingredients:
    shares = keys.search.shares or dict.fromkeys(keys.reforms, 1 / len(keys.reforms))
    months = min(keys.search.months, scenario.run.months)
    return Ingredients(tuple(keys.reforms), pairs, months, shares, keys.budget)


def _try(scenario: Scenario, ingredients: Ingredients) -> None:
    """Refuse what the scenario refuses: all candidates are alike but for starts and shares."""
    plan = plan_of(at_once(ingredients)).model_dump(mode="json")
    validated({**scenario.model_dump(mode="json"), "plan": plan})
