"""Nation, politics, donors, missions, bodies, factions, reforms, plan, shocks and ledger at the settlement."""

from __future__ import annotations

import numpy as np

from ssrsim.scenario.bodies import BODY_KINDS, OFFICES
from ssrsim.scenario.country import FACTION_KINDS
from ssrsim.scenario.reforms import EFFECTS, Reform
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.allotment import deal_out
from ssrsim.world.columns_institutions import COURTS, MEDIA, OFFICE_WEIGHTS
from ssrsim.world.ledger import FIRST_FACTION, OUTSIDE
from ssrsim.world.streams import identity_of
from ssrsim.world.world import WEIGHT, World

CENTS = 100
NATION_COLUMNS = (
    "civilian_control", "neighbour_hostility", "media_freedom", "patronage",
    "state_control", "insecurity", "livelihood",
)  # fmt: skip
DONOR_COLUMNS = (
    "horizon", "fatigue_half_life", "strictness", "coordination", "volatility", "visibility_preference",
)  # fmt: skip
DONOR_KINDS = ("bilateral", "multilateral", "pooled_fund", "neighbour")
DEPLOYMENTS = ("as_given", "follows_difficulty", "randomised")


def fill_institutions(world: World, scenario: Scenario) -> None:
    """Everything that is neither a civilian nor an officer."""
    _fill_nation(world, scenario)
    _start_nation(world, scenario)
    _fill_politics(world, scenario)
    _fill_outsiders(world, scenario)
    _fill_bodies(world, scenario)
    _fill_factions(world, scenario)
    _fill_reforms(world, scenario)
    world.accounts.outside[list(OUTSIDE)] = 1


def _fill_nation(world: World, scenario: Scenario) -> None:
    country = scenario.country
    nation = world.nation[0]
    nation.population_at_start = country.population
    nation.settlement_month = country.settlement_month
    nation.signed = country.settlement != "none"
    nation.agreed = country.settlement == "agreement"
    nation.rolling_window = scenario.conflict.window == "rolling12"
    nation.first_election = country.first_election_month
    nation.election_interval = country.election_interval_months
    nation.revenue_month = round(country.revenue_usd_m * country.security_share * 1e6 * CENTS / 12)
    nation.pay_at_start = round(country.pay_usd_month * CENTS)
    nation.running_costs_at_start = _running_costs(world, scenario)
    nation.ghost_share_at_start = country.ghost_share
    for name in NATION_COLUMNS:
        setattr(nation, name, getattr(country, name))
    nation.civilian_control_at_start = country.civilian_control
    nation.trust_police = nation.trust_police_at_start = country.trust_police
    nation.trust_army_at_start = country.trust_army
    nation.corruption_at_start = country.corruption
    nation.police_skill_at_start, nation.army_skill_at_start = country.police_skill, country.army_skill
    nation.women_share_at_start = country.women_share
    people = world.strata.people.sum()
    exclusion = [group.exclusion for group in country.groups.values()]
    nation.mean_exclusion = (
        sum(exclusion[g] * n for g, n in zip(world.strata.group, world.strata.people, strict=True)) / people
    )
    nation.growth = country.growth / 12


def _running_costs(world: World, scenario: Scenario) -> int:
    """What the budget of the day is spent on besides pay, but for its free share; nothing where pay takes that much."""
    nation = world.nation[0]
    pay = int((world.units.strength + world.units.ghosts).sum()) * int(nation.pay_at_start)
    spoken_for = round((1 - scenario.parameters.free_budget_share) * int(nation.revenue_month))
    return max(0, spoken_for - pay)


def _start_nation(world: World, scenario: Scenario) -> None:
    """What the nation remembers of the time before the first month."""
    country = scenario.country
    nation = world.nation[0]
    at_war = country.settlement == "none" and len(country.factions) > 0
    nation.regime_threat = min(1.0, 0.5 * country.insecurity + 0.5 * at_war)
    # who fights on is not worn out yet; who stops without terms is, more than others
    how = {"none": 0.0, "ceasefire": scenario.parameters.truce_weariness}.get(country.settlement, 1.0)
    nation.war_weariness = min(2.0, scenario.parameters.weariness_most * how * min(1.0, country.war_months / 120))
    nation.economy = 0.5
    nation.independent_finance = _independent_finance(scenario)
    nation.oversight = country.oversight_effective * country.oversight_independence
    nation.justice = country.justice
    nation.justice_odds = 1.0
    nation.expert_corruption = country.corruption
    nation.recurrence_month = -1
    nation.war_month = -1
    nation.autocratization_month = -1
    nation.elected = country.first_election_month > 0
    nation.flow_bribes = 1.0
    nation.flow_ghosts = float(world.units.ghosts.sum() > 0)  # where there are none, none flow
    nation.pay_coverage = 1.0
    nation.pay = 1.0


def _independent_finance(scenario: Scenario) -> float:
    """Own revenue in all money for security, by what donors pledge for the first month: none has come yet."""
    own = scenario.country.revenue_usd_m * scenario.country.security_share
    pledged = sum(donor.pledge_usd_m for donor in scenario.donors.values())
    return own / (own + pledged) if own + pledged > 0 else 1.0


def _fill_politics(world: World, scenario: Scenario) -> None:
    """21 politicians.

    Seats by power of their bloc, offices to the governing blocs, power adding up to that of the bloc.
    """
    country = scenario.country
    blocs = list(country.blocs.values())
    groups = list(country.groups)
    world.blocs.id[:] = [identity_of(name) for name in country.blocs]
    world.blocs.power[:] = [bloc.power for bloc in blocs]
    world.blocs.governing[:] = [bloc.governing for bloc in blocs]
    factions = list(country.factions)
    world.blocs.faction[:] = [factions.index(bloc.faction) if bloc.faction is not None else -1 for bloc in blocs]
    table = world.politicians
    seats = deal_out(len(table), [bloc.power for bloc in blocs])
    bloc_of = np.repeat(np.arange(len(blocs)), seats)
    table.id[:] = np.arange(len(table))
    table.bloc[:] = bloc_of
    rank_in_bloc = np.concatenate([np.arange(n) for n in seats])
    strength = -world.blocs.power[bloc_of]  # the strongest bloc of the coalition chooses first
    ministrable = [i for i in np.lexsort((bloc_of, strength, rank_in_bloc)) if world.blocs.governing[bloc_of[i]] == 1]
    for office, politician in zip(range(1, len(OFFICES)), ministrable, strict=False):
        table.office[politician] = office
    table.in_office_since[:] = np.where(table.office > 0, 0, -1)
    table.out_since[:] = -1
    weight = np.array(OFFICE_WEIGHTS)[table.office]
    for b in range(len(blocs)):
        mine = bloc_of == b
        if mine.any():
            table.power[mine] = blocs[b].power * weight[mine] / weight[mine].sum()
    people = [district.population for district in country.districts.values()]
    seats_of_districts = np.repeat(np.arange(len(people)), deal_out(len(table), people))
    table.constituency[:] = seats_of_districts[np.arange(len(table)) * 8 % len(table)]  # so that no bloc has one region
    of_bloc = [groups.index(bloc.group) if bloc.group is not None else -1 for bloc in blocs]
    table.group[:] = np.array(of_bloc)[bloc_of]


def _fill_outsiders(world: World, scenario: Scenario) -> None:
    names = [reform.name for reform in scenario.reforms]
    for row, (name, donor) in enumerate(scenario.donors.items()):
        table = world.donors
        table.id[row] = identity_of(name)
        table.kind[row] = DONOR_KINDS.index(donor.kind)
        table.pledge_month[row] = round(donor.pledge_usd_m * 1e6 * CENTS / 12)
        table.pledged[row] = table.pledge_month[row] * donor.horizon
        table.account[row] = FIRST_FACTION + len(scenario.country.factions) + row
        table.held_until[row] = -1
        for column in DONOR_COLUMNS:
            table[column][row] = getattr(donor, column)
        for reform, priority in donor.priorities.items():
            world.donor_preferences[row, names.index(reform)] = 1.0 + priority
    for row, (name, mission) in enumerate(scenario.missions.items()):
        world.missions.id[row] = identity_of(name)
        world.missions.begun[row] = -1
        world.missions.deployment[row] = DEPLOYMENTS.index(mission.deployment)
        for column in ("troops", "police", "mandate", "start", "drawdown", "exit"):
            world.missions[column][row] = getattr(mission, column)


def _fill_bodies(world: World, scenario: Scenario) -> None:
    country = scenario.country
    table = world.oversight_bodies
    table.kind[:] = np.arange(len(BODY_KINDS))
    table.formal[:] = country.oversight_formal
    table.effective[:] = country.oversight_effective
    table.independence[:] = country.oversight_independence
    table.body_captured[:] = country.oversight_independence < scenario.parameters.captured_below
    table.effective[COURTS] = country.justice
    table.effective[MEDIA] = country.media_freedom
    table.formal[:] = np.maximum(table.formal, table.effective)
    table.formal_at_start[:] = table.formal
    table.effective_at_start[:] = table.effective


def _fill_factions(world: World, scenario: Scenario) -> None:
    country = scenario.country
    groups, districts = list(country.groups), list(country.districts)
    most_excluded = max(group.exclusion for group in country.groups.values())
    for row, group in enumerate(country.groups.values()):
        for name in ("exclusion", "representation", "external_support"):
            world.groups[name][row] = getattr(group, name)
        world.groups.exclusion_at_start[row] = group.exclusion
        world.groups.most_excluded[row] = group.exclusion >= most_excluded
    front = 0
    for row, (name, faction) in enumerate(country.factions.items()):
        table = world.armed_groups
        table.id[row] = identity_of(name)
        table.kind[row] = FACTION_KINDS.index(faction.kind)
        table.group[row] = groups.index(faction.group)
        table.account[row] = FIRST_FACTION + row
        table.fighters[row] = faction.fighters
        table.active[row] = country.settlement == "none" and faction.kind != "criminal"
        table.promised[row] = table.granted[row] = table.inclusion[row] = faction.inclusion
        table.patron[row] = table.patron_at_start[row] = faction.patron
        table.sanctuary[row] = table.sanctuary_at_start[row] = faction.sanctuary
        table.base_income[row] = round(faction.finance_usd_m * 1e6 * CENTS / 12)
        for d, district in enumerate(districts):
            if faction.presence.get(district, 0.0) > 0:
                fighters = (world.strata.faction == row) & (world.strata.district == d) & (world.strata.stage == 1)
                line = world.fronts[front]
                line.id = identity_of(f"{name}.{district}")
                line.faction, line.district = row, d
                line.stratum = int(np.flatnonzero(fighters)[0])
                line.presence = faction.presence[district]
                world.strata.front[(world.strata.faction == row) & (world.strata.district == d)] = front
                front += 1
    world.nation[0].active_groups = int(world.armed_groups.active.sum())
    if scenario.mechanisms.integration:
        _fill_integrated(world, [faction.integrated for faction in country.factions.values()])


def _fill_integrated(world: World, integrated: list[int]) -> None:
    """Soldiers who came in with a faction stand where it does, as far as the army there is large enough for all."""
    fronts = world.fronts
    for row, men in enumerate(integrated):
        mine = fronts.faction == row
        if mine.any():
            fronts.integrated[mine] = deal_out(men, fronts.presence[mine].tolist())
    for d, unit in enumerate(world.districts.army_unit):
        here, strength = fronts.district == d, int(world.units.strength[unit])
        if fronts.integrated[here].sum() > strength:
            fronts.integrated[here] = deal_out(strength, fronts.integrated[here].tolist())
    for row in range(len(integrated)):
        world.armed_groups.integrated[row] = fronts.integrated[fronts.faction == row].sum()


def _fill_reforms(world: World, scenario: Scenario) -> None:
    country = scenario.country
    bases = {
        "people": country.population,
        "officers": int(world.units.target.sum()),
        "fighters": sum(faction.combatants for faction in country.factions.values()),
        "country": 1,
    }
    table = world.reforms
    names = [reform.name for reform in scenario.reforms]
    for row, reform in enumerate(scenario.reforms):
        table.cost[row] = max(1, round(reform.unit_cost_usd * CENTS * bases[reform.cost_basis]))
        table.min_months[row] = reform.min_months
        table.local[row] = reform.local
        world.local[WEIGHT, row] = _weights_of_places(world, scenario, reform)
        table.needs_law[row] = reform.needs_law
        table.minister[row] = OFFICES.index(reform.minister)
        for name in ("threat_bribes", "threat_ghosts", "threat_leakage"):
            table[name][row] = getattr(reform, name)
        table.visibility[row] = reform.visibility
        table.procurement[row] = reform.procurement
        strength = 1.0 if reform.validated else scenario.parameters.unproven_effect
        for effect, weight in reform.effects.items():
            world.effect_weights[row, EFFECTS.index(effect)] = strength * weight
        for other, weight in reform.prerequisites.items():
            world.prerequisites[row, names.index(other)] = weight


def _weights_of_places(world: World, scenario: Scenario, reform: Reform) -> np.ndarray:
    """float32[n_units]: the share of a reform's price that each place costs, summing to 1.

    Officers are reformed unit by unit, by the strength they are to have; what serves people or fighters works in a
    district, whose police unit stands for it. A reform of the whole country has one place, the first.
    """
    weights = np.zeros(len(world.units))
    if not reform.local:
        weights[0] = 1.0
    elif reform.cost_basis == "officers":
        weights[:] = world.units.target  # at least 1 but for an army that nobody wants
    else:
        weights[world.districts.police_unit] = [district.population for district in scenario.country.districts.values()]
        combatants = np.array([faction.combatants for faction in scenario.country.factions.values()])
        armed = world.fronts.presence * combatants[world.fronts.faction]
        fighters = np.bincount(world.fronts.district, armed, minlength=len(world.districts))
        if reform.cost_basis == "fighters" and fighters.sum() > 0:
            weights[world.districts.police_unit] = fighters
    return weights / weights.sum()
