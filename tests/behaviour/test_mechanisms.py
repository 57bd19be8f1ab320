"""Every mechanism acts on outcomes, and its switch shows it: paired runs under the same seeds, with and without."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.records.results import Results
from ssrsim.scenario.events import KIND
from ssrsim.scenario.mechanisms import Mechanisms

SMALL = ("run.civilians=1000", "run.officers=300", "run.replicates=10", "run.months=60", "run.seed=11")
NO_MISSION = ("missions.unmil.troops=0", "missions.unmil.police=0")
WAR = (*NO_MISSION, "country.settlement=none", "parameters.leader_cost=-0.5")
ALL_REFORMS = ("plan=everything_at_once",)
ROOM_IN_THE_ARMY = ("plan=do_nothing", "country.army_target_per_1000=9.0")
CLEAN_COURTS = ("country.justice=0.9", "country.oversight_independence=0.9", "country.oversight_effective=0.9")


def only(reform: str, months: int = 60, share: float = 1.0) -> tuple[str, str]:
    """The overrides that make one reform the whole plan, from the first month on."""
    return (
        "plan=do_nothing",
        f"+plan.actions.{reform}={{reform: {reform}, start: 1, months: {months}, share: {share}}}",
    )


@lru_cache(maxsize=64)
def run(*overrides: str) -> Results:
    """Ten small worlds; many claims compare with the same ones, so the last are kept. Nobody writes into results."""
    return run_ensemble(load_scenario("liberia_2003", [*SMALL, *overrides]))


def end(results: Results, indicator: str) -> float:
    return float(results.values(indicator)[:, -1].mean())


def total(results: Results, indicator: str) -> float:
    return float(results.values(indicator).sum(axis=1).mean())


def events(results: Results, kind: str) -> int:
    return int((results.events["kind"] == KIND[kind]).sum())


def survey_error(results: Results) -> float:
    """Largest distance between the survey published in month 8 and the truth of its field work in month 6."""
    return float(np.abs(results.values("survey_trust_police")[:, 8] - results.values("trust_police")[:, 6]).max())


def survey_excess(results: Results) -> float:
    """How much higher published trust of month 8 is than the truth of its field work in month 6, mean over worlds."""
    return float((results.values("survey_trust_police")[:, 8] - results.values("trust_police")[:, 6]).mean())


class Claim(NamedTuple):
    """What must hold between runs with (on) and without (off) a mechanism, in a context where it matters."""

    context: tuple[str, ...]
    holds: Callable[[Results, Results], bool]
    why: str


CLAIMS = {
    "random_shocks": Claim(
        (),
        lambda on, off: np.ptp(on.values("economy")[:, -1]) > 0 and np.ptp(off.values("economy")[:, -1]) == 0,
        "without shocks every random world has the same economy",
    ),
    "derived_will": Claim(
        (),
        lambda on, off: np.ptp(on.values("will")[0]) > 0.05 and np.ptp(off.values("will")[0]) < 1e-5,
        "will that is not derived stays where it starts",
    ),
    "elections": Claim(
        (),
        lambda on, off: events(on, "election") > 0 and events(off, "election") == 0,
        "no voters are asked",
    ),
    "cancelled_elections": Claim(
        ("parameters.cancel_base=4.0",),
        lambda on, off: events(on, "election_cancelled") > events(off, "election_cancelled") == 0
        and end(on, "autocratization") > end(off, "autocratization")
        and end(on, "constraints") < end(off, "constraints"),
        "those who govern unbound do not hold elections that they would lose",
    ),
    "coups": Claim(
        ("parameters.coup_base=-3.0",),
        lambda on, off: end(on, "coup") > 0 and end(off, "coup") == 0,
        "discontent armies act, unless the switch forbids it",
    ),
    "civilian_control": Claim(
        (
            *only("parliament_oversight"),
            "country.oversight_independence=0.9",
            "parameters.control_by_parliament=1.0",
            "parameters.coup_base=-2.0",
            "parameters.coup_success=0.0",
        ),
        lambda on, off: events(on, "coup_attempt") < events(off, "coup_attempt"),
        "armies that a parliament oversees try less often",
    ),
    "reshuffles": Claim(
        ("parameters.reshuffle_rate=0.2", "mechanisms.elections=false"),
        lambda on, off: events(on, "reshuffle") > events(off, "reshuffle") == 0
        and total(on, "rents") < total(off, "rents"),
        "new ministers bring no habits",
    ),
    "reversal": Claim(
        (*ALL_REFORMS, "parameters.reversal=1.0", "parameters.reversal_depth=1.0"),
        lambda on, off: events(on, "reversed") > events(off, "reversed") == 0
        and total(on, "reform_effective") < total(off, "reform_effective"),
        "those who come into office undo what was there",
    ),
    "mimicry": Claim(
        (*ALL_REFORMS, "parameters.will_base=-1.5", "parameters.paper_pressure=0.3"),
        lambda on, off: total(on, "actions_blocked") < total(off, "actions_blocked")
        and end(on, "reform_formal") > end(off, "reform_formal"),
        "donors who press get laws from rulers who do not want them",
    ),
    "side_payments": Claim(
        (*ALL_REFORMS, "country.revenue_usd_m=200.0", "parameters.will_base=-0.5", "parameters.side_payment_reach=0.3"),
        lambda on, off: end(on, "money_side_payments") > end(off, "money_side_payments") == 0
        and total(on, "actions_blocked") < total(off, "actions_blocked"),
        "votes that are missing are bought, and cost money",
    ),
    "reconciliation": Claim(
        only("dialogue"),
        lambda on, off: total(on, "grievance") < total(off, "grievance"),
        "groups that are let in resent less",
    ),
    "early_warning": Claim(
        (*WAR, *only("adaptation")),
        lambda on, off: total(on, "battle_deaths") < total(off, "battle_deaths"),
        "forces that are warned deter more clashes",
    ),
    "donor_fatigue": Claim(
        (),
        lambda on, off: end(on, "money_received") < end(off, "money_received"),
        "attention that fades brings less money",
    ),
    "conditionality": Claim(
        tuple(f"donors.{d}.strictness=1.0" for d in load_scenario().donors),
        lambda on, off: end(on, "money_received") < end(off, "money_received"),
        "strict donors hold money back while it leaks",
    ),
    "funding_noise": Claim(
        ("mechanisms.conditionality=false", "mechanisms.random_shocks=false"),
        lambda on, off: np.ptp(on.values("money_committed")[:, 1]) > 0
        and np.ptp(off.values("money_committed")[:, 1]) == 0,
        "without noise donors commit the same in every random world, as long as none has spent more than another",
    ),
    "looking_away": Claim(
        tuple(f"donors.{d}.strictness=1.0" for d in load_scenario().donors),
        lambda on, off: total(on, "suspension") < total(off, "suspension"),
        "donors who want to be seen suspend less",
    ),
    "disbursement_lag": Claim(
        (),
        lambda on, off: end(on, "money_received") < end(on, "money_committed")
        and on.values("money_received")[:, 6].mean() < off.values("money_received")[:, 6].mean(),
        "money that takes months is not there when work begins",
    ),
    "fragmentation": Claim(
        ALL_REFORMS,
        lambda on, off: end(on, "money_duplicated") > 0
        and end(off, "money_duplicated") == 0
        and end(on, "reform_effective") < end(off, "reform_effective"),
        "many donors who plan alone buy things twice and reach less",
    ),
    "payroll_support": Claim(
        ("plan=do_nothing", "country.security_share=0.1"),
        lambda on, off: end(on, "money_payroll") > 0
        and end(off, "money_payroll") == 0
        and total(on, "pay_arrears") < total(off, "pay_arrears"),
        "officers are owed less where donors cover a part of missing pay",
    ),
    "upkeep": Claim(
        only("training", 24),
        lambda on, off: end(on, "reform_effective") > end(off, "reform_effective")
        and end(on, "reform_formal") > end(off, "reform_formal"),
        "what has ended lasts longer where somebody pays for it",
    ),
    "absorption": Claim(
        ALL_REFORMS,
        lambda on, off: total(on, "money_unspent") > total(off, "money_unspent"),
        "weak states cannot spend what they have",
    ),
    "leakage": Claim(
        ALL_REFORMS,
        lambda on, off: total(on, "leakage_share") > 0 and total(off, "leakage_share") == 0,
        "programme money leaks only where leakage is on",
    ),
    "ghosts": Claim(
        (),
        lambda on, off: end(on, "ghost_share") > 0.1 and end(off, "ghost_share") == 0,
        "without the mechanism no name is without a man",
    ),
    "capture": Claim(
        ("country.patronage=1.0",),
        lambda on, off: end(on, "oversight_independence") < end(off, "oversight_independence"),
        "interference erodes the independence of oversight",
    ),
    "sanctions": Claim(
        ALL_REFORMS,
        lambda on, off: total(on, "sanctions") > 0
        and total(off, "sanctions") == 0
        and end(on, "corruption_norm") < end(off, "corruption_norm"),
        "norms of misconduct fall faster where somebody is sanctioned",
    ),
    "scandals": Claim(
        ("parameters.scandal_hazard=1.0", *ALL_REFORMS),
        lambda on, off: events(on, "scandal") > 0
        and events(off, "scandal") == 0
        and total(on, "trust_police") < total(off, "trust_police"),
        "scandals cost trust",
    ),
    "norms": Claim(
        ALL_REFORMS,
        lambda on, off: end(on, "bribe_incidence") < end(off, "bribe_incidence"),
        "norms that follow conduct carry a reform further: misconduct tips",
    ),
    "pay": Claim(
        (*only("payroll"), "parameters.pay_weight=0.5", "parameters.pay_rise=1.0"),
        lambda on, off: end(on, "corruption_norm") > end(off, "corruption_norm"),
        "where better pay raises what officers ask for, as in Ghana, bribes rise with it",
    ),
    "leadership": Claim(
        only("recruitment"),
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "commanders appointed on merit hold their units back",
    ),
    "selection": Claim(
        (*only("recruitment"), "parameters.attrition=0.02", "parameters.recruit_throughput=0.05"),
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "posts given on merit and no longer as favours bring in those who will not take",
    ),
    "newcomers": Claim(
        (*only("recruitment"), "country.police_target_per_1000=2.0", "parameters.recruit_throughput=0.05"),
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "a force that grows by people chosen on merit changes what is usual in it",
    ),
    "representation": Claim(
        only("recruitment"),
        lambda on, off: end(on, "women_share") > end(off, "women_share")
        and end(on, "representation") > end(off, "representation"),
        "transparent recruitment opens the forces to women and to groups that were kept out",
    ),
    "dismissals": Claim(
        CLEAN_COURTS,
        lambda on, off: total(on, "dismissed") > 0
        and total(off, "dismissed") == 0
        and end(on, "corruption_norm") < end(off, "corruption_norm"),
        "courts that dismiss the worst leave a better force",
    ),
    "files": Claim(
        (*only("vetting"), *CLEAN_COURTS),
        lambda on, off: total(on, "vetted_out") > total(off, "vetted_out"),
        "vetting finds more of the bad where complaints stand on file",
    ),
    "training": Claim(
        ALL_REFORMS,
        lambda on, off: end(on, "capability") > end(off, "capability"),
        "training raises what forces can do",
    ),
    "vetting": Claim(
        ALL_REFORMS,
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "vetting removes officers with bad records",
    ),
    "equipment_abuse": Claim(
        ("country.equipment=0.9",),
        lambda on, off: total(on, "abuse") > total(off, "abuse"),
        "equipment in the hands of those whom nothing constrains is used for abuse",
    ),
    "community_policing": Claim(
        ("plan=do_nothing", "+plan.actions.near={reform: community_policing, start: 1, months: 60, share: 0.5}"),
        lambda on, off: total(on, "complaints") > total(off, "complaints")
        and total(on, "cooperation") > total(off, "cooperation"),
        "people report more where police are near them",
    ),
    "non_state": Claim(
        ALL_REFORMS,
        lambda on, off: total(on, "grievance") < total(off, "grievance")
        and end(on, "non_state_provision") < end(off, "non_state_provision"),
        "elders give justice where the state gives none, and recede where it serves",
    ),
    "peer_talk": Claim(
        (*ALL_REFORMS, "mechanisms.scandals=false"),
        lambda on, off: end(on, "perceived_corruption") > end(off, "perceived_corruption") + 0.01,
        "what few live through many hear of: the name of venal police is worse where people talk",
    ),
    "audits": Claim(
        (*ALL_REFORMS, *CLEAN_COURTS),
        lambda on, off: total(on, "leakage_share") < total(off, "leakage_share"),
        "audits that courts follow up close leaks",
    ),
    "census": Claim(
        only("payroll"),
        lambda on, off: end(on, "ghost_share") < end(off, "ghost_share") - 0.1,
        "a census finds ghosts",
    ),
    "rightsizing": Claim(
        only("rightsizing"),
        lambda on, off: end(on, "army_strength") < end(off, "army_strength") - 1000,
        "an army above its target shrinks",
    ),
    "desertion": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "army_strength") < total(off, "army_strength"),
        "soldiers who are owed a year of pay run away",
    ),
    "repression": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "abuse") < total(off, "abuse"),
        "as the threat of war passes, forces abuse less",
    ),
    "victimisation": Claim(
        ("plan=do_nothing",),
        lambda on, off: end(on, "grievance") > end(off, "grievance"),
        "those who were abused bear a grudge",
    ),
    "abuse_heard": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "grievance") > total(off, "grievance") and total(on, "fear") > total(off, "fear"),
        "abuse angers and frightens those who hear of it too",
    ),
    "crime_resented": Claim(
        only("equipment"),
        lambda on, off: end(on, "clearance") > 0.1 and end(on, "grievance") < end(off, "grievance"),
        "police who come when called and hold back crime soothe people",
    ),
    "queues": Claim(
        (),
        lambda on, off: total(on, "cases_waiting") > total(off, "cases_waiting")
        and end(on, "sanction_probability") < end(off, "sanction_probability"),
        "cases that wait die: fewer end in a sanction",
    ),
    "arrears": Claim(
        ("plan=do_nothing",),
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "once pay comes again officers take less than when they were owed a year",
    ),
    "group_bias": Claim(
        ("parameters.group_bias=4.0",),
        lambda on, off: total(on, "abuse") > total(off, "abuse"),
        "people who meet officers of another group are abused more",
    ),
    "performance": Claim(
        (),
        lambda on, off: end(on, "trust_police") > end(off, "trust_police")
        and end(on, "trust_army") > end(off, "trust_army"),
        "as the country becomes safer, people trust police and army more",
    ),
    "protests": Claim(
        ("parameters.protest_base=-5.0", "parameters.protest_threat=2.0", "country.growth=-0.1"),
        lambda on, off: total(on, "abuse") > total(off, "abuse"),
        "a regime that feels threatened by its people lets its forces abuse them",
    ),
    "asymmetry": Claim(
        (*only("community_policing"), "parameters.contact_community=0.2", "mechanisms.scandals=false"),
        lambda on, off: end(on, "trust_police") < end(off, "trust_police"),
        "where police are venal, each further visit costs the more trust the more a bad one weighs",
    ),
    "trust_in_recruitment": Claim(
        (*WAR, "country.factions.lurd.finance_usd_m=60.0"),
        lambda on, off: end(on, "fighters") > end(off, "fighters"),
        "low trust makes recruitable, modestly",
    ),
    "trust_in_cooperation": Claim(
        (),
        lambda on, off: total(on, "cooperation") < total(off, "cooperation"),
        "where few trust the police fewer tell them what they know",
    ),
    "commitment_problem": Claim(
        (*NO_MISSION, "country.settlement=none", "parameters.leader_cost=-0.1"),
        lambda on, off: total(on, "active_groups") > total(off, "active_groups"),
        "leaders who fear what disarming does to them prefer war more often",
    ),
    "bargaining": Claim(
        (*NO_MISSION, "plan=do_nothing", "run.months=120", "parameters.inclusion_price=1.0"),
        lambda on, off: events(on, "promise_broken") > 0
        and events(off, "offer") == events(off, "promise_broken") == 0
        and end(on, "inclusion") < end(off, "inclusion")
        and total(on, "active_groups") > total(off, "active_groups"),
        "governments that weigh what peace costs them take risks",
    ),
    "reneging": Claim(
        (*NO_MISSION, "plan=do_nothing", "run.months=120", "parameters.inclusion_price=1.0"),
        lambda on, off: events(on, "promise_broken") > events(off, "promise_broken") == 0
        and total(on, "active_groups") > total(off, "active_groups"),
        "promises that cannot be broken keep the peace",
    ),
    "rents_buy_peace": Claim(
        (*NO_MISSION, *only("payroll", 60, 0.5), "run.months=120", "parameters.rents_of_posts=1.0"),
        lambda on, off: total(on, "active_groups") > total(off, "active_groups"),
        "a census that closes ghosts takes from leaders what peace was worth to them",
    ),
    "weariness": Claim(
        (*WAR, "parameters.weariness_deaths=0.02"),
        lambda on, off: total(on, "war_weariness") > 0 and total(on, "active_groups") < total(off, "active_groups"),
        "leaders whom war wears out make peace",
    ),
    "ddr": Claim(
        (),
        lambda on, off: end(on, "fighters") < end(off, "fighters"),
        "a demobilisation programme leaves fewer men under arms",
    ),
    "hoarding": Claim(
        (*only("ddr"), *NO_MISSION),
        lambda on, off: end(on, "fighters") > end(off, "fighters") and end(on, "cohesion") > end(off, "cohesion"),
        "a programme that nobody believes in leaves men under arms and makes commanders stronger",
    ),
    "rebel_finance": Claim(
        (*WAR, "+shocks.boom={title: Boom, kind: commodity_boom, start: 6, months: 54, size: 1.0}"),
        lambda on, off: end(on, "fighters") > end(off, "fighters"),
        "a boom pays for more fighters where they live from resources",
    ),
    "prisoners": Claim(
        WAR,
        lambda on, off: total(on, "captured") > total(off, "captured") == 0
        and end(on, "fighters") < end(off, "fighters"),
        "forces that capture fighters leave fewer of them",
    ),
    "integration": Claim(
        (*ROOM_IN_THE_ARMY, "missions.unmil.drawdown=24", "missions.unmil.exit=30"),
        lambda on, off: end(on, "integrated") > end(off, "integrated") == 0
        and total(on, "army_strength") > total(off, "army_strength"),
        "fighters fill the posts of the army that are free",
    ),
    "spoilers": Claim(
        (*only("ddr"), *NO_MISSION, "parameters.cohesion_start=0.2"),
        lambda on, off: total(on, "spoilers") > total(off, "spoilers") == 0
        and end(on, "fighters") > end(off, "fighters"),
        "commanders who fight on keep their men under arms",
    ),
    "sponsorship": Claim(
        (*ALL_REFORMS, "parameters.sponsor_threshold=0.05"),
        lambda on, off: end(on, "money_sponsorship") > end(off, "money_sponsorship") == 0
        and end(on, "cohesion") > end(off, "cohesion"),
        "politicians who fear for their rents pay armed men, and commanders hold them the better",
    ),
    "patron_states": Claim(
        ("plan=do_nothing", "country.neighbour_hostility=1.0", "mechanisms.random_shocks=false"),
        lambda on, off: end(on, "fighters") > end(off, "fighters"),
        "men who are paid by a neighbouring state stay under arms",
    ),
    "deterrence": Claim(
        (*WAR, "missions.unmil.troops=15000"),
        lambda on, off: total(on, "battle_deaths") < total(off, "battle_deaths"),
        "state and mission deter clashes",
    ),
    "displacement": Claim(
        WAR,
        lambda on, off: total(on, "fled") > 0 and total(off, "fled") == 0,
        "people flee violence only where flight is possible",
    ),
    "returns": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "returned") > total(off, "returned") == 0
        and end(on, "displaced") < end(off, "displaced"),
        "once home is safe those who fled go back",
    ),
    "heavy_tail": Claim(
        WAR,
        lambda on, off: np.quantile(np.diff(on.values("battle_deaths")[:, 1:]), 0.99)
        > 1.2 * np.quantile(np.diff(off.values("battle_deaths")[:, 1:]), 0.99),
        "few clashes kill most of the dead: deaths jump from month to month",
    ),
    "armed_presence": Claim(
        ("plan=do_nothing",),
        lambda on, off: end(on, "state_control") > end(off, "state_control"),
        "as people lose the fear of the war the state holds more of the country",
    ),
    "new_threats": Claim(
        ("plan=do_nothing", "+shocks.cartels={title: Cartels, kind: new_threat, threat: organised_crime, start: 2, "
         "months: 58, size: 1.0}"),
        lambda on, off: end(on, "gang_members") > end(off, "gang_members"),
        "police who were not made for a new threat leave crime more room",
    ),
    "disasters": Claim(
        ("plan=do_nothing", "+shocks.flood={title: Flood, kind: disaster, start: 6, months: 6, size: 1.0}"),
        lambda on, off: on.values("livelihood")[:, 12].mean() < off.values("livelihood")[:, 12].mean()
        and total(on, "fled") > total(off, "fled"),
        "disasters take livelihoods and homes",
    ),
    "crime": Claim(
        (),
        lambda on, off: np.ptp(on.values("crime")[0]) > 0.02 and np.ptp(off.values("crime")[0]) < 0.02,
        "criminal groups grow or shrink with livelihoods and police; switched off only people move",
    ),
    "survey_noise": Claim(
        ("mechanisms.observation_bias=false",),
        lambda on, off: survey_error(off) < 2e-3 and survey_error(on) > 1e-2,
        "a survey of everybody publishes the truth of two months ago but for who moved meanwhile, a sample errs",
    ),
    "observation_bias": Claim(
        ("country.patronage=1.0", "parameters.fear_bias=1.0", "mechanisms.survey_noise=false"),
        lambda on, off: survey_excess(on) > survey_excess(off) + 0.02 and abs(survey_excess(off)) < 2e-3,
        "where people are afraid and those who govern interfere, more trust is declared than there is",
    ),
}  # fmt: skip


def test_every_switch_has_a_claim() -> None:
    """A mechanism without a test of what it does may be a stub."""
    assert set(CLAIMS) == set(Mechanisms.model_fields)


@pytest.mark.parametrize("mechanism", sorted(CLAIMS))
def test_mechanism_acts_on_outcomes(mechanism: str) -> None:
    """Switching a mechanism off changes outcomes in the way that the mechanism claims, so that none is a stub."""
    claim = CLAIMS[mechanism]
    on = run(*claim.context)
    off = run(*claim.context, f"mechanisms.{mechanism}=false")
    assert not on.failed
    assert not off.failed
    assert claim.holds(on, off), claim.why
