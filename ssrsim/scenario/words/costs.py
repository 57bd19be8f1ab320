"""What an action costs, in words: the price of its reform, the part of it that falls on its places, how far it gets."""

from __future__ import annotations

from typing import NamedTuple

from ssrsim.scenario.country import Country
from ssrsim.scenario.plan import Action, Plan
from ssrsim.scenario.reforms import Reform
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import counted, listed, usd_m

BASES = {"people": "inhabitant", "officers": "planned post", "fighters": "fighter", "country": "country"}


class Cost(NamedTuple):
    """The price of one reform in one country: USD m in full, from a unit price times so many units."""

    usd_m: float
    units: int


def full_cost(country: Country, reform: Reform) -> Cost:
    """What full implementation costs here."""
    posts = (country.police_target_per_1000 + country.army_target_per_1000) * country.population / 1000
    units = {
        "people": country.population,
        "officers": round(posts),
        "fighters": sum(faction.combatants for faction in country.factions.values()),
        "country": 1,
    }[reform.cost_basis]
    return Cost(units * reform.unit_cost_usd / 1e6, units)


def scope_of(country: Country, action: Action, reform: Reform) -> float | None:
    """The share of the price of its reform that falls on where an action works; None where words cannot tell.

    Posts are dealt out to districts when the world is built; people, fighters and services are given.
    """
    if not reform.local:
        return 1.0
    if reform.cost_basis == "officers":
        police, army = country.police_target_per_1000, country.army_target_per_1000
        of_service = {"both": police + army, "police": police, "army": army}[action.service]
        if action.districts is not None:
            return None if action.districts else 0.0
        return of_service / (police + army) if police + army > 0 else None
    if action.service == "army" and reform.of_a_service:
        return 0.0
    weights = {name: float(district.population) for name, district in country.districts.items()}
    if reform.cost_basis == "fighters" and any(faction.combatants for faction in country.factions.values()):
        weights = {
            name: sum(faction.combatants * faction.presence.get(name, 0.0) for faction in country.factions.values())
            for name in country.districts
        }
    reached = weights if action.districts is None else set(action.districts)
    total = sum(weights.values())
    return sum(weights[name] for name in weights if name in reached) / total if total > 0 else None


def cost_text(scenario: Scenario, name: str) -> str:
    """What the reform costs in full and where the action works, how fast it can be, and how far this action can get."""
    plan, action = scenario.plan, scenario.plan.actions[name]
    reform = scenario.reform(action.reform)
    cost = full_cost(scenario.country, reform)
    price = f"USD {reform.unit_cost_usd:,g} for each of {counted(cost.units, BASES[reform.cost_basis])}"
    text = f"{usd_m(cost.usd_m)} in full here ({price})"
    scope = scope_of(scenario.country, action, reform)
    if scope is None:
        text += ", for the whole country, of which it works in a part"
    elif scope < 1:
        text += f", of it {usd_m(cost.usd_m * scope)} where it works"
    sharing = sorted(other for other, one in plan.actions.items() if one.reform == action.reform)
    if len(sharing) > 1:
        text = f"one price for {listed(sharing)}: {text}"
    fastest = max([action.intensity, *_paces(plan, name)])
    text += f"; {counted(reform.min_months, 'month')} at the shortest"
    if fastest == 0 or scope == 0:
        return f"{text}; at intensity 0 it uses no money" if fastest == 0 else f"{text}; there it can use no money"
    if 0 < action.intensity < 1:
        text += f", {reform.min_months / action.intensity:.0f} at this pace"
    return text + _limits_text(action, reform.min_months / fastest, None if scope is None else cost.usd_m * scope)


def _paces(plan: Plan, name: str) -> list[float]:
    """The paces that rules may give to an action."""
    return [deed.to or 0.0 for rule in plan.rules.values() for deed in rule.do if deed.pace == name]


def _limits_text(action: Action, shortest: float, price: float | None) -> str:
    """How much of the price (USD m, None if not known) its months and its cap leave to an action, and what slows it."""
    text = ""
    most = action.longest / shortest
    if price is not None and action.cap_usd_m is not None and action.cap_usd_m < min(1.0, most) * price:
        text = f"; with its cap it can use {action.cap_usd_m / price:.2f} of the price at most"
    elif most < 1:
        text = f"; in its {counted(action.longest, 'month')} it can use {most:.2f} of the price at most"
    if price is None and action.cap_usd_m is not None:
        text += f"; never more than {usd_m(action.cap_usd_m)}"
    if any(not need.hard for need in action.needs):
        text += "; half as fast while a level that it asks for is not reported"
    return text
