"""A small made-up scenario and plausible random walks, for tests of what leaves a run. Nothing here is the model."""

from __future__ import annotations

import numpy as np

from ssrsim.records.results import FailedRun, Results
from ssrsim.scenario.country import Bloc, Country, District, Faction, Group
from ssrsim.scenario.donors import Donor
from ssrsim.scenario.events import CAUSE, EVENT_DTYPE, KIND
from ssrsim.scenario.indicators import DISTRICT_INDICATORS, INDICATORS
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.plan import Action, Plan
from ssrsim.scenario.run import Conflict, Records, Run
from ssrsim.scenario.scenario import Scenario

MONTHS = 120
ACTIONS = {
    "ddr": ("ddr", 3, 42, 0.30),
    "police_training": ("training", 8, 60, 0.20),
    "vetting": ("vetting", 10, 36, 0.10),
    "army_equipment": ("equipment", 24, 70, 0.15),
    "courts": ("justice", 20, 96, 0.10),
    "audit": ("audit", 36, 80, 0.05),
    "parliament": ("parliament_oversight", 40, 60, 0.05),
}


def made_up_country(title: str = "Westland") -> Country:
    """Two districts, two groups, one faction, one bloc."""
    districts = {
        name: District(title=name.title(), population=population, remoteness=0.3, war_exposure=0.5, resource_rent=0.2,
                       non_state_provision=0.4, capital=name == "harbour", tile=(0, column),
                       groups={"north": 0.6, "south": 0.4})
        for column, (name, population) in enumerate([("harbour", 1_200_000), ("hills", 1_800_000)])
    }  # fmt: skip
    group = {"exclusion": 0.3, "representation": 0.5, "external_support": 0.1}
    return Country(
        name="westland", title=title, settlement="agreement", settlement_year=2003, settlement_month=8, war_months=160,
        neighbour_hostility=0.3, districts=districts,
        groups={"north": Group(title="North", **group), "south": Group(title="South", **group)},
        factions={"front": Faction(title="Front", kind="political", group="south", fighters=20_000, inclusion=0.5,
                                   patron=0.2, finance_usd_m=5.0, presence={"harbour": 0.2, "hills": 0.8})},
        blocs={"unity": Bloc(title="Unity", power=1.0, governing=True)},
        police_per_1000=1.0, army_per_1000=3.0, police_target_per_1000=2.0, army_target_per_1000=2.0, ghost_share=0.2,
        police_skill=0.2, army_skill=0.3, equipment=0.2, women_share=0.05, pay_usd_month=60.0, pay_arrears_months=6.0,
        patronage=0.7, civilian_control=0.4, first_election_month=27, election_interval_months=72, revenue_usd_m=80.0,
        security_share=0.3, livelihood=0.3, growth=0.03, corruption=0.8, oversight_formal=0.3,
        oversight_effective=0.1, oversight_independence=0.3, justice=0.15, media_freedom=0.4, trust_police=0.25,
        trust_army=0.3, insecurity=0.6, state_control=0.5,
        sources={"police_per_1000": "assumed from neighbours", "districts.*.population": "Census 2008",
                 "trust_army": "Survey 2008"},
    )  # fmt: skip


def made_up_scenario(
    title: str = "Westland after 2003", replicates: int = 40, months: int = MONTHS, **records: bool
) -> Scenario:
    """A whole scenario with seven actions in its plan; `title` also names plan and country."""
    actions = {
        name: Action(reform=reform, start=start, months=length, share=share)  # pyright: ignore[reportArgumentType]
        for name, (reform, start, length, share) in ACTIONS.items()
    }
    donor = Donor(title="Big donor", kind="bilateral", pledge_usd_m=50.0, horizon=110, fatigue_half_life=36.0,
                  strictness=0.5, coordination=0.4, volatility=0.5, visibility_preference=0.6)  # fmt: skip
    return Scenario(
        name="westland_2003", title=title, country=made_up_country(title), donors={"big": donor}, missions={},
        plan=Plan(name="early_ddr", title=title, actions=actions), shocks={}, parameters=Parameters(),
        mechanisms=Mechanisms(), run=Run(replicates=replicates, months=months), records=Records(**records),
        conflict=Conflict(),
    )  # fmt: skip


def made_up_results(scenario: Scenario | None = None, failed: int = 0, seed: int = 1) -> Results:
    """Random walks for every indicator; a third of the runs or so see recurrence, some of those a war."""
    scenario = scenario or made_up_scenario()
    rng = np.random.default_rng(seed)
    n, months = scenario.run.replicates - failed, scenario.run.months + 1
    series = np.zeros((n, months), dtype=[(i.name, i.dtype) for i in INDICATORS])
    for indicator in INDICATORS:
        series[indicator.name] = _walk(rng, indicator.unit, indicator.kind, n, months)
    _close_the_books(series)
    onset = rng.geometric(0.006, n)
    clock = np.arange(months)
    series["war_continues"] = 0
    for name, delay in (("recurrence_25", 0), ("war_1000", 30), ("coup", 60), ("criminal_governance", 45)):
        series[name] = clock[None, :] >= (onset + delay)[:, None]
    shape = (n, months, len(scenario.country.districts))
    districts = np.zeros(shape, dtype=[(name, np.float32) for name in DISTRICT_INDICATORS])
    for name in DISTRICT_INDICATORS:
        districts[name] = rng.random(shape, dtype=np.float32)
    failures = tuple(FailedRun(n + index, 17, "people are not conserved") for index in range(failed))
    wanted = districts if scenario.records.districts else None
    return Results(scenario, np.arange(n), series, wanted, _events(n, onset, months), failures, 4.2)


def _close_the_books(series: np.ndarray) -> None:
    """Money as the model's ledger has it: what came in was spent or is there; leaks are a share of what was spent."""
    for name in ("money_received", "money_domestic"):
        series[name] -= series[name][:, :1]  # nothing has been paid in the month of the settlement
    come_in = series["money_received"] + series["money_domestic"]
    series["money_spent"] = come_in * 6 // 10
    series["money_payroll"] = come_in // 20
    series["money_returned"] = come_in // 50
    series["money_unspent"] = come_in - series["money_spent"] - series["money_payroll"] - series["money_returned"]
    series["money_duplicated"] = series["money_spent"] // 25
    series["leakage_share"] = 0.25
    series["money_side_payments"] = series["money_spent"] // 50
    series["money_leaked"] = series["money_spent"] * 3 // 10  # some of it from the payroll, some for votes


def _walk(rng: np.random.Generator, unit: str, kind: str, n: int, months: int) -> np.ndarray:
    steps = rng.normal(0.0015, 0.012, (n, months)).cumsum(axis=1)
    share = np.clip(rng.uniform(0.15, 0.5) + steps - steps[:, :1], 0.01, 0.97)
    if unit in ("share", "months"):
        return share
    if unit == "cents":
        flow = rng.gamma(2.0, 60_000_000.0, (n, months)) if kind == "cumulative" else 0
        return np.cumsum(flow, axis=1) if kind == "cumulative" else share * 2e9
    return rng.poisson(share * 400)


def _events(n: int, onset: np.ndarray, months: int) -> np.ndarray:
    events = np.zeros(3 * n, dtype=[("replicate", np.int64), *EVENT_DTYPE.descr])
    for run in range(n):
        events[3 * run] = (run, 3, KIND["authorised"], -1, 0, CAUSE["scheduled"], 0)
        events[3 * run + 1] = (run, 27, KIND["election"], -1, -1, CAUSE["scheduled"], 0)
        events[3 * run + 2] = (
            run,
            min(onset[run], months - 1),
            KIND["clash"],
            1,
            0,
            CAUSE["war_pays_more_than_peace"],
            12,
        )
    return events
