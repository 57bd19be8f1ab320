"""The whole of what is given for a run, and the rules that hold between its parts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from pydantic import Field, model_validator

from ssrsim.scenario.base import Given, Identifier, Title
from ssrsim.scenario.country import Country
from ssrsim.scenario.donors import Donor, Mission
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.run import Conflict, Records, Run
from ssrsim.scenario.shocks import Shock

TOLERANCE = 1e-6


class Scenario(Given):
    """A country, its donors, missions and shocks, a plan, behavioural parameters, switches, and how to run it."""

    name: Identifier
    title: Title
    country: Country
    donors: dict[Identifier, Donor] = Field(max_length=40)
    missions: dict[Identifier, Mission] = Field(max_length=4)
    plan: Plan
    shocks: dict[Identifier, Shock] = Field(max_length=100)
    parameters: Parameters
    mechanisms: Mechanisms
    run: Run
    records: Records
    conflict: Conflict

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Scenario:
        faults = list(contradictions(self))
        if faults:
            raise ValueError("\n".join(faults))
        return self

    def canonical(self) -> str:
        """The scenario as JSON with sorted keys: equal scenarios give equal text whatever made them."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), allow_nan=False)

    def digest(self) -> str:
        """The SHA-256 of the canonical text: the identity of the scenario."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def contradictions(scenario: Scenario) -> Iterator[str]:
    """One sentence per rule that the parts break together: sums of shares, unknown names, dates out of order."""
    yield from _country_contradictions(scenario.country)
    yield from _plan_contradictions(scenario.plan)
    for name, donor in scenario.donors.items():
        for reform, weight in donor.priorities.items():
            if not 0.0 <= weight <= 1.0:
                yield f"donors.{name}.priorities.{reform} is {weight}; it must lie in 0..1 (share)"
    for name, mission in scenario.missions.items():
        if mission.drawdown < mission.start:
            yield f"missions.{name}.drawdown is {mission.drawdown}; it must not come before start ({mission.start})"
        if mission.exit < mission.drawdown:
            yield f"missions.{name}.exit is {mission.exit}; it must not come before drawdown ({mission.drawdown})"
    for name, shock in scenario.shocks.items():
        if shock.faction is not None and shock.faction not in scenario.country.factions:
            yield f"shocks.{name}.faction is {shock.faction}; known factions: {', '.join(scenario.country.factions)}"


def _plan_contradictions(plan: Plan) -> Iterator[str]:
    spent: dict[int, float] = {}
    for action in plan.actions.values():
        for month in range(action.start, action.start + action.months):
            spent[month] = spent.get(month, 0.0) + action.share
    worst = max(spent, key=lambda month: (spent[month], -month), default=0)
    if worst and spent[worst] > 1.0 + TOLERANCE:
        yield f"plan.actions.*.share sum to {spent[worst]:.6g} in month {worst}; in one month they must not exceed 1"


def _country_contradictions(country: Country) -> Iterator[str]:
    yield from _too_many_under_arms(country)
    for name, district in country.districts.items():
        yield from _share_faults(f"country.districts.{name}.groups", district.groups, set(country.groups))
    for name, faction in country.factions.items():
        yield from _share_faults(f"country.factions.{name}.presence", faction.presence, set(country.districts))
        if faction.group not in country.groups:
            yield f"country.factions.{name}.group is {faction.group}; known groups: {', '.join(country.groups)}"
    representation = {name: group.representation for name, group in country.groups.items()}
    yield from _share_faults("country.groups.*.representation", representation, set(country.groups))
    yield from _share_faults(
        "country.blocs.*.power", {name: b.power for name, b in country.blocs.items()}, set(country.blocs)
    )
    for name, bloc in country.blocs.items():
        if bloc.faction is not None and bloc.faction not in country.factions:
            yield f"country.blocs.{name}.faction is {bloc.faction}; known factions: {', '.join(country.factions)}"
        if bloc.group is not None and bloc.group not in country.groups:
            yield f"country.blocs.{name}.group is {bloc.group}; known groups: {', '.join(country.groups)}"
    if sum(d.capital for d in country.districts.values()) != 1:
        yield "country.districts.*.capital must be true for exactly one district"
    if not any(b.governing for b in country.blocs.values()):
        yield "country.blocs.*.governing must be true for at least one bloc"


def _too_many_under_arms(country: Country) -> Iterator[str]:
    """Districts where fighters and forces may leave no civilians (a little cautious, because people are whole)."""
    exposed = sum(d.population * (0.5 + d.war_exposure) for d in country.districts.values())
    for name, district in country.districts.items():
        police = country.police_per_1000 / 1000 * district.population
        army_share = district.population * (0.5 + district.war_exposure) / exposed
        army = country.army_per_1000 / 1000 * country.population * army_share
        fighters = sum(faction.fighters * faction.presence.get(name, 0.0) for faction in country.factions.values())
        armed = police + army + fighters + len(country.factions) + 3
        if armed >= district.population:
            yield (f"country.districts.{name}.population is {district.population}; it must exceed the "
                   f"{armed:.0f} men and women under arms there")  # fmt: skip


def _share_faults(path: str, shares: dict[str, float], known: set[str]) -> Iterator[str]:
    for name in sorted(set(shares) - known):
        yield f"{path}.{name} is not known; allowed: {', '.join(sorted(known))}"
    for name, value in shares.items():
        if not 0.0 <= value <= 1.0:
            yield f"{path}.{name} is {value}; it must lie in 0..1 (share)"
    if abs(sum(shares.values()) - 1.0) > TOLERANCE:
        yield f"{path} sum to {sum(shares.values()):.6g}; shares must sum to 1"
