"""A country at the month of its settlement: observable initial conditions only, every value with a source."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ssrsim.scenario.base import Given, Identifier, Sources, Title, quantity, share

MAX_GROUPS = 8
MAX_FACTIONS = 8
FACTION_KINDS = ("political", "criminal", "patron_backed", "successor")


class District(Given):
    """A first-level unit."""

    title: Title
    population: int = quantity(low=1_000, high=200_000_000, unit="people", text="people living there at the settlement")
    remoteness: float = share("how hard it is to reach from the capital")
    war_exposure: float = share("how hard the war hit it, relative to the worst-hit district")
    resource_rent: float = share(
        "lootable resources (diamonds, timber, rubber, drugs), relative to the richest district"
    )
    non_state_provision: float = share(
        "part of security and justice that chiefs, elders, societies or militias provide"
    )
    capital: bool = Field(False, description="holds the seat of government")
    tile: tuple[int, int] = Field(description="row and column on the schematic tile map")
    groups: dict[Identifier, float] = Field(description="share of each identity group among the people, summing to 1")


class Group(Given):
    """An identity group as politics uses it."""

    title: Title
    exclusion: float = share("exclusion from posts and power")
    representation: float = share("share among officers of the security forces")
    external_support: float = share("support from kin or patrons abroad")


class Faction(Given):
    """An armed faction at the settlement, with all who carry arms for it."""

    title: Title
    kind: Literal["political", "criminal", "patron_backed", "successor"] = Field(
        description="what it fights for: power, profit, power with a patron who stays, or less than power"
    )
    group: Identifier = Field(description="identity group that it recruits from")
    fighters: int = quantity(low=0, high=5_000_000, unit="people", text="armed men and women at the settlement")
    demobilised: int = quantity(
        0, low=0, high=5_000_000, unit="people", text="its men and women who were demobilised before the settlement"
    )
    inclusion: float = share("posts and rents promised at the settlement, relative to what its leaders fought for")
    patron: float = share("support by a neighbouring state at the settlement")
    sanctuary: float = share("its fighters in camps across the border at the settlement", 0.0)
    integrated: int = quantity(
        0, low=0, high=5_000_000, unit="people", text="soldiers of the army at the settlement who came in with it"
    )
    finance_usd_m: float = quantity(low=0, high=10_000, unit="USD m a year", text="income at the settlement")
    presence: dict[Identifier, float] = Field(description="share of its fighters by district, summing to 1")

    @property
    def combatants(self) -> int:
        """All who fought for it and are to be helped home: those still armed and those demobilised before."""
        return self.fighters + self.demobilised


class Bloc(Given):
    """A political bloc in the transitional or elected government and legislature."""

    title: Title
    power: float = share("share of power (posts weighted by what they decide)")
    governing: bool = Field(description="belongs to the governing coalition at the settlement")
    faction: Identifier | None = Field(None, description="armed faction it grew out of, if any")
    group: Identifier | None = Field(None, description="identity group it speaks for, if any")


class Forces(Given):
    """The security forces at the settlement."""

    police_per_1000: float = quantity(low=0.05, high=20, unit="per 1,000 people", text="police officers really serving")
    army_per_1000: float = quantity(
        low=0, high=60, unit="per 1,000 people", text="soldiers really serving, 0 where there is no army"
    )
    police_target_per_1000: float = quantity(
        low=0.05, high=20, unit="per 1,000 people", text="police the plan of record wants"
    )
    army_target_per_1000: float = quantity(
        low=0, high=60, unit="per 1,000 people", text="soldiers the plan of record wants, 0 for no army"
    )
    ghost_share: float = share("names on the payroll with nobody behind them", high=0.9)
    police_skill: float = share("professional skill of the police")
    army_skill: float = share("professional skill of the army")
    equipment: float = share("vehicles, radios, stations in working order, relative to need")
    women_share: float = share("women among officers")
    pay_usd_month: float = quantity(low=1, high=5_000, unit="USD a month", text="pay of an ordinary officer")
    pay_arrears_months: float = quantity(low=0, high=36, unit="months", text="pay owed at the settlement")


class Politics(Given):
    """Who governs and when they must stand for election."""

    blocs: dict[Identifier, Bloc] = Field(min_length=1, max_length=40)
    patronage: float = share("how far office lives from patronage")
    civilian_control: float = share("control of civilian authorities over the army")
    first_election_month: int = quantity(
        low=0, high=600, unit="months after settlement", text="first election, 0 for never"
    )
    election_interval_months: int = quantity(low=12, high=120, unit="months", text="between elections")


class Economy(Given):
    """What people and the state live from."""

    revenue_usd_m: float = quantity(low=0, high=500_000, unit="USD m a year", text="own revenue of the treasury")
    security_share: float = share("share of own revenue that goes to security and justice")
    livelihood: float = share("how well people live at the settlement, 0 destitute, 1 secure")
    growth: float = quantity(low=-0.2, high=0.2, unit="share a year", text="trend growth of income per head")


class Levels(Given):
    """Starting levels as observers saw them."""

    corruption: float = share("public corruption (expert index, 1 worst)")
    oversight_formal: float = share("oversight bodies on paper")
    oversight_effective: float = share("what oversight bodies really do")
    oversight_independence: float = share("freedom of oversight bodies and courts from interference")
    justice: float = share("what courts really do")
    media_freedom: float = share("freedom of press and civil society")
    trust_police: float = share("people who trust the police somewhat or a lot", low=0.02, high=0.98)
    trust_army: float = share("people who trust the army somewhat or a lot", low=0.02, high=0.98)
    insecurity: float = share("insecurity felt just after the settlement")
    state_control: float = share("territory under effective state control")


class Country(Forces, Politics, Economy, Levels):
    """One country at its settlement. `sources` names the source of each value by its path ("*" for any one name)."""

    name: Identifier
    title: Title
    settlement: Literal["agreement", "ceasefire", "government_victory", "rebel_victory", "none"] = Field(
        description="how the war ended"
    )
    settlement_year: int = quantity(low=1945, high=2100, unit="year", text="year of the settlement")
    settlement_month: int = quantity(low=1, high=12, unit="month", text="calendar month of the settlement")
    war_months: int = quantity(low=0, high=1_200, unit="months", text="length of the war before the settlement")
    neighbour_hostility: float = share("readiness of neighbours to arm factions")
    districts: dict[Identifier, District] = Field(min_length=1, max_length=200)
    groups: dict[Identifier, Group] = Field(min_length=1, max_length=MAX_GROUPS)
    factions: dict[Identifier, Faction] = Field(max_length=MAX_FACTIONS)
    sources: Sources

    @property
    def population(self) -> int:
        """People living in the country at the settlement, fighters included."""
        return sum(district.population for district in self.districts.values())
