"""Violence in all its forms: clashes that die out or spread, crime without politics, flight and return, the coder."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.driver import call
from ssrsim.phases import conflict, observers
from ssrsim.phases.engine import advance, settle
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.build import build
from ssrsim.world.world import World
from tests.behaviour.paired import NO_MISSION, WAR, end, events, only, run, total

SMALL = ("run.civilians=1000", "run.officers=300", "run.months=60", "run.seed=11", "plan=do_nothing")
NO_WAR = ("parameters.leader_cost=3.5", "parameters.patron_rate=0.0")


def trafficking(start: int) -> tuple[str, str]:
    """Shocks that feed criminals and no rebels: incomes fall, and what is trafficked fetches more."""
    slump = f"+shocks.slump={{title: Slump, kind: economic, start: {start}, months: 96, size: 1.0}}"
    boom = f"+shocks.route={{title: Trafficking route, kind: commodity_boom, start: {start}, months: 96, size: 1.0}}"
    return slump, boom


GANGS = (  # poverty, a trafficking route and a state that is hardly there; nobody who would fight for power
    *NO_MISSION, *NO_WAR, "mechanisms.spoilers=false", *trafficking(6), "plan=do_nothing",
    "country.insecurity=0.9", "country.livelihood=0.15", "country.state_control=0.15",
)  # fmt: skip
POLICE_FIRST = (  # a mission and police reform while it is there; then both end, and trafficking comes
    *NO_WAR, "mechanisms.spoilers=false", *trafficking(50), "plan=do_nothing",
    "country.insecurity=0.85", "country.livelihood=0.15", "country.state_control=0.2",
    "missions.unmil.drawdown=36", "missions.unmil.exit=48", "run.months=120",
    "parameters.gang_rents=5.0",
    "+plan.actions.skills={reform: training, start: 1, months: 36, share: 0.5}",
    "+plan.actions.means={reform: equipment, start: 1, months: 36, share: 0.3}",
)  # fmt: skip


def started(*overrides: str) -> World:
    """A small world at month 0."""
    return settle(build(load_scenario("liberia_2003", [*SMALL, *overrides])), 11, 0)


def of_size(*fighters: int) -> tuple[str, ...]:
    """Factions of these sizes, who stay so: nobody can be paid, and nobody leaves for it."""
    sizes = zip(load_scenario().country.factions, fighters, strict=True)
    given = [(f"country.factions.{n}.fighters={f}", f"country.factions.{n}.finance_usd_m=0.0") for n, f in sizes]
    return (*(line for lines in given for line in lines), "parameters.unpaid_leave=0.0", "parameters.patron_rate=0.0")


def clash_months(world: World, months: int) -> np.ndarray:
    """Clashes of each month with nothing but the phase of clashes running."""
    seen = []
    for month in range(1, months + 1):
        call(conflict.clash, world, month, 0, len(world.fronts))
        seen.append(int(world.fronts.clashes.sum()))
    return np.array(seen)


def test_violence_dies_out_where_nobody_fights() -> None:
    """Even at the strongest contagion violence feeds on itself for a while only: there is no run-away."""
    world = started("parameters.clash_contagion=0.79")
    world.armed_groups.active[:] = 0
    world.fronts.clashes[:] = 200
    seen = clash_months(world, 120)
    assert seen[0] > 0.7 * 200 * len(world.fronts)
    assert (seen[60:] < 0.02 * seen[0]).all()
    assert seen[-1] == 0


def test_branching_ratio_of_simulated_clashes_is_the_contagion() -> None:
    """Clashes that a clash sets off, estimated from the series alone, stay clearly below one."""
    world = started("mechanisms.deterrence=false")
    world.armed_groups.active[:] = 1
    seen = clash_months(world, 600)[50:].astype(float)
    slope = np.polyfit(seen[:-1] - seen.mean(), seen[1:] - seen.mean(), 1)[0]
    assert 0.25 < slope < 0.55  # .4 is given
    assert seen[:275].mean() == pytest.approx(seen[275:].mean(), rel=0.1)  # stationary


def test_a_commander_who_spoils_fights_with_his_own_men_alone() -> None:
    """The faction stays dormant; its front clashes as a faction of that size would, under a cause of its own."""
    world = started("mechanisms.deterrence=false", *NO_WAR)
    front = int(np.argmax(world.strata.people[world.fronts.stratum]))
    world.fronts.spoiling[front] = 1
    for month in range(1, 13):
        world.fronts.spoiling[front] = 1
        advance(world, month, month)
    log = world.events[: world.nation.n_events[0]]
    clashes = log[log.kind == KIND["clash"]]
    assert len(clashes) > 0
    assert CAUSE["spoiling_commander"] in clashes.cause
    assert CAUSE["active_faction"] not in clashes.cause
    assert set(clashes.district.tolist()) == {int(world.fronts.district[front])}
    assert world.nation.active_groups[0] == 0


def test_the_dead_are_fighters_soldiers_and_civilians() -> None:
    """Every battle death belongs to one side or to none."""
    series = run(*WAR).series
    parts = series["deaths_fighters"] + series["deaths_forces"] + series["deaths_civilians"]
    assert (parts == series["battle_deaths"]).all()
    for name in ("deaths_fighters", "deaths_forces", "deaths_civilians"):
        assert series[name].sum() > 0


def test_severity_of_months_is_heavy_tailed() -> None:
    """With the tail off the worst month of a small war is far less bad than with it: few clashes kill most."""
    small_war = (*WAR, *of_size(300, 300, 300))
    heavy, light = run(*small_war), run(*small_war, "mechanisms.heavy_tail=false")
    worst = [np.quantile(results.values("battle_deaths")[:, 1:], 0.99) for results in (heavy, light)]
    assert worst[0] > 1.3 * worst[1]
    assert total(heavy, "battle_deaths") == pytest.approx(total(light, "battle_deaths"), rel=0.35)


def test_war_of_a_thousand_deaths_is_within_reach_of_ten_thousand_men() -> None:
    """Weak forces and 10,000 fighters at war: more than 1,000 deaths in some years, and 25 in all of them."""
    deaths = run(*WAR, *of_size(10000, 0, 0)).values("battle_deaths")[:, 1:49].reshape(10, 4, 12).sum(axis=2)
    assert (deaths >= 1000).any()
    assert (deaths[:, 0] >= 25).all()
    assert (deaths >= 1000).mean() < (deaths >= 25).mean()


def test_crime_rests_where_nothing_changes() -> None:
    """Members at the settlement are kept by the market of the settlement: the first year moves crime by little."""
    crime = run(*NO_WAR, "plan=do_nothing", "mechanisms.random_shocks=false").values("crime")[:, :13]
    assert np.abs(crime - crime[:, :1]).max() < 0.03


def test_gangs_may_govern_without_any_war() -> None:
    """Haiti: crime is high, criminals govern, and no war recurs (P15)."""
    results = run(*GANGS)
    assert results.values("criminal_governance")[:, 0].mean() == 0
    assert end(results, "criminal_governance") > 0.5
    assert end(results, "recurrence_25") == total(results, "battle_deaths") == 0
    assert total(results, "homicides") > 0
    assert events(results, "criminal_rule") > 0


def test_police_reform_may_succeed_and_end_in_criminal_governance() -> None:
    """Police get better under a mission; when it has left, criminals come to govern all the same (P15)."""
    results = run(*POLICE_FIRST)
    capability, ruled, minutes = (
        results.values(name).mean(axis=0) for name in ("capability", "criminal_governance", "response_time")
    )
    assert capability[48] > 1.4 * capability[0]
    assert minutes[48] < 0.7 * minutes[0]
    assert ruled[48] == 0
    assert ruled[-1] > 0.5
    assert end(results, "recurrence_25") == 0


def test_criminal_recruitment_knows_no_politics() -> None:
    """Neither grievance nor trust recruits criminals: weights of political recruitment change nothing."""
    calm = ("plan=do_nothing", *NO_WAR)
    usual, angry = run(*calm), run(*calm, "parameters.recruit_base=-3.0", "parameters.recruit_trust=3.0")
    assert (usual.values("gang_members") == angry.values("gang_members")).all()


def test_men_of_a_criminal_faction_count_as_criminals() -> None:
    """The same men under arms make no second gang: crime starts where it did, with fewer others behind it."""
    name = next(iter(load_scenario().country.factions))
    usual, criminal = started(), started(f"country.factions.{name}.kind=criminal")
    assert (usual.districts.crime == criminal.districts.crime).all()
    assert criminal.districts.gang_members.sum() < usual.districts.gang_members.sum()


def test_better_livelihoods_and_able_police_make_less_crime() -> None:
    """Growth draws people out of crime and able police push them out; vetting alone opens a vacuum."""
    base = (*NO_WAR, "plan=do_nothing", "mechanisms.random_shocks=false")
    here = run(*base)
    assert end(run(*base, "country.growth=0.08"), "gang_members") < end(here, "gang_members")
    assert end(run(*base, *only("equipment")[1:]), "gang_members") < 0.97 * end(here, "gang_members")
    assert end(run(*base, *only("training")[1:]), "gang_members") < end(here, "gang_members")
    assert end(run(*base, *only("vetting")[1:]), "gang_members") > 0.98 * end(here, "gang_members")


def test_a_war_that_breaks_out_takes_control_from_the_state() -> None:
    """Men who take up arms after the settlement erode control; those of that day are in its control."""
    world, calm = started(*NO_WAR), started(*NO_WAR)
    for month in range(1, 25):
        world.fronts.spoiling[:] = 1
        advance(world, month, month)
        advance(calm, month, month)
    fronts = np.unique(world.fronts.district)
    assert (world.districts.armed_per_1000[fronts] > calm.districts.armed_per_1000[fronts]).all()
    held = np.average(world.districts.state_control, weights=world.districts.people)
    assert held < np.average(calm.districts.state_control, weights=calm.districts.people) - 0.02


def test_members_of_criminal_groups_do_not_depend_on_the_number_of_rows() -> None:
    """Expected people begin to live from crime, not sampled ones: three times the rows change next to nothing."""
    few, many = (
        run("plan=do_nothing", *NO_WAR, "mechanisms.random_shocks=false", f"run.civilians={rows}")
        for rows in (1000, 3000)
    )
    assert end(many, "gang_members") == pytest.approx(end(few, "gang_members"), rel=0.05)


def test_who_fled_is_somebodys_guest() -> None:
    """Those away from their communities are at most those who were taken in, month by month, and nobody is lost."""
    world = started(*WAR)
    for month in range(1, 37):
        advance(world, month, month)
        assert world.fault[0] == 0
        assert 0 < world.strata.guests.sum() <= world.strata.away.sum()
        assert (world.strata.guests <= world.strata.people).all()
        assert world.nation.displaced[0] == world.strata.guests.sum()


def test_displaced_people_come_home_when_it_is_safe_and_not_before() -> None:
    """After the war people go back; in a war that goes on hardly anybody does."""
    peace, war = run(*NO_WAR, "plan=do_nothing"), run(*WAR, "plan=do_nothing")
    assert total(peace, "returned") > 0.1 * total(peace, "fled") > 0
    assert total(war, "returned") < 0.1 * total(war, "fled")
    assert end(war, "displaced") > end(peace, "displaced")


def test_distrust_silences_informants_only_where_trust_counts() -> None:
    """With the switch off trust in the police moves neither information nor peace through it."""
    low, high = "country.trust_police=0.1", "country.trust_police=0.8"
    assert total(run(low), "cooperation") < total(run(high), "cooperation")
    off = "mechanisms.trust_in_cooperation=false"
    apart = abs(total(run(low, off), "cooperation") / total(run(high, off), "cooperation") - 1)
    assert apart < 0.1


def coded(deaths: list[int], rolling: bool, settled: int = 1) -> World:
    """What the coder makes of these deaths, month after month, when it sees them all."""
    world = started("parameters.coder_coverage=1.0", "mechanisms.observation_bias=false")
    world.nation.rolling_window[0], world.nation.settlement_month[0] = rolling, settled
    for month, dead in enumerate(deaths, start=1):
        world.nation.deaths[0] = dead
        call(observers.code_events, world, month, 0, 1)
    return world


@pytest.mark.parametrize("rolling", [False, True])
def test_recurrence_needs_a_quiet_year_before(rolling: bool) -> None:
    """A war that never stopped does not recur; after twelve quiet months 25 deaths do make one."""
    assert coded([5] * 48, rolling).nation.recurrence_month[0] == -1
    world = coded([0] * 24 + [5] * 12, rolling)
    assert world.nation.recurrence_month[0] == 29
    assert world.nation.war_month[0] == -1


def test_windows_differ_in_what_straddles_the_new_year() -> None:
    """25 deaths from November to February are a recurrence in any twelve months, and in no calendar year."""
    quiet = [0] * 22  # settled in January (month 0): month 22 is November of the second year
    deaths = [*quiet[:-1], 8, 8, 8, 8, *[0] * 20]
    assert coded(deaths, rolling=True).nation.recurrence_month[0] == 25
    assert coded(deaths, rolling=False).nation.recurrence_month[0] == -1


def test_a_calendar_year_that_began_before_the_settlement_is_not_a_quiet_one() -> None:
    """Settled in September, the rest of that year proves no quiet; the whole next year does."""
    early = coded([0] * 6 + [30] + [0] * 20, rolling=False, settled=9)
    assert early.nation.recurrence_month[0] == -1
    late = coded([0] * 16 + [30], rolling=False, settled=9)
    assert late.nation.recurrence_month[0] == 17


def test_recurrence_is_placed_where_most_died() -> None:
    """The event names the district with most battle deaths in the running year."""
    results = run(*NO_MISSION, "run.months=120", "run.replicates=20", "plan=do_nothing", "parameters.leader_cost=0.0")
    placed = results.events[results.events["kind"] == KIND["recurrence_25"]]
    assert len(placed) > 0
    assert (placed["district"] >= 0).all()
    clashes = results.events[results.events["kind"] == KIND["clash"]]
    for event in placed:
        own = clashes[(clashes["replicate"] == event["replicate"]) & (clashes["month"] <= event["month"])]
        assert event["district"] in own["district"]
