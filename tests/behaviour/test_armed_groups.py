"""Armed groups as organisations of real men: who is tied to whom, who pays, who fights on, who changes sides."""

from __future__ import annotations

import numpy as np

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, settle
from ssrsim.scenario.events import KIND
from ssrsim.world.build import build
from tests.behaviour.paired import (
    ALL_REFORMS,
    NO_MISSION,
    ROOM_IN_THE_ARMY,
    WAR,
    end,
    events,
    only,
    run,
    total,
)

COUNTRY = load_scenario("liberia_2003").country
CALM = ("plan=do_nothing", "mechanisms.random_shocks=false", "parameters.leader_cost=3.5")


def everywhere(**values: float) -> tuple[str, ...]:
    """The overrides that give every district these values."""
    return tuple(f"country.districts.{d}.{name}={value}" for d in COUNTRY.districts for name, value in values.items())


def test_disarmament_under_a_guarantee_breaks_what_it_feeds_without_one() -> None:
    """The same programme leaves fewer men under arms, fewer ties and weaker commanders where promises are believed."""
    alone = (*NO_MISSION, "parameters.credible_kept=0.0")  # neither a guarantor nor a memory of promises kept
    trusted, doubted = run(*only("ddr")), run(*only("ddr"), *alone)
    idle, idle_alone = run("plan=do_nothing"), run("plan=do_nothing", *alone)
    assert end(trusted, "fighters") < 0.6 * end(doubted, "fighters")
    assert end(trusted, "cohesion") < end(idle, "cohesion")
    assert end(doubted, "cohesion") > end(idle_alone, "cohesion")
    per_man = [
        end(it, "command_network") / (end(it, "demobilised") + end(it, "reintegrated")) for it in (trusted, doubted)
    ]
    assert per_man[0] < per_man[1]


def test_ties_fade_by_themselves() -> None:
    """Ties are a stock that fades: with a half-life of half a year hardly any are left, with fifty years nearly all."""
    short = run(*CALM, "parameters.tie_half_life=6.0")
    lasting = run(*CALM, "parameters.tie_half_life=600.0")
    assert end(short, "command_network") < 0.3 * end(lasting, "command_network")
    gone_home = end(lasting, "demobilised") + end(lasting, "reintegrated")
    # half of the ties of those whom nobody paid and .8 of those who went by themselves, less what reintegration took
    assert 0.25 * gone_home < end(lasting, "command_network") < 0.8 * gone_home


def test_where_nothing_changes_leaders_keep_their_hold() -> None:
    """Without programme, war, losses or sponsors cohesion rests."""
    cohesion = run(*CALM, "mechanisms.spoilers=false").values("cohesion")
    assert np.abs(cohesion - cohesion[:, :1]).max() < 0.01


def test_removed_soldiers_strengthen_commanders() -> None:
    """Soldiers laid off keep a part of a tie: right-sizing without disarmament fills the networks of commanders."""
    tied, untied = (run(*only("rightsizing"), f"parameters.dismissed_tie={tie}") for tie in (0.9, 0.0))
    assert end(tied, "command_network") > end(untied, "command_network") + 1000


def test_commanders_fight_on_where_rents_are_rich_and_the_state_is_weak() -> None:
    """Nobody fights alone for nothing, nor under the state's control; where much lies open some do."""
    weak = ("country.state_control=0.05", "parameters.cohesion_start=0.2", "plan=do_nothing", *NO_MISSION)
    rich = run(*weak, *everywhere(resource_rent=1.0))
    held = run(*weak, *everywhere(resource_rent=1.0), "country.state_control=0.95")
    poor = run(*weak, *everywhere(resource_rent=0.0))
    none = run(*weak, *everywhere(resource_rent=1.0), "mechanisms.spoilers=false")
    assert total(rich, "spoilers") > 5 * total(held, "spoilers")
    assert total(poor, "spoilers") == 0
    assert total(none, "spoilers") == 0
    assert events(rich, "spoiler") > events(none, "spoiler") == 0
    assert (rich.values("spoilers")[:, :3] == 0).all()  # signatories keep still on the terms of the day


def test_commanders_fall_quiet_when_their_leader_takes_up_arms() -> None:
    """In a war of the faction nobody fights a war of his own."""
    world = settle(build(load_scenario("liberia_2003", [*CALM, "run.civilians=1000", "run.officers=300"])), 11, 0)
    advance(world, 1, 1)
    world.fronts.spoiling[:] = 1
    world.armed_groups.active[0] = 1
    world.armed_groups.leader_cost[0] = 0.0
    advance(world, 2, 2)
    assert (world.fronts.spoiling[world.fronts.faction == 0] == 0).all()
    assert (world.fronts.spoiling[world.fronts.faction == 1] == 1).all()


def test_a_front_that_fights_on_recruits_and_keeps_out_of_programmes() -> None:
    """Men of a spoiler do not enrol, former fighters come back to him, and his recruits are those whom he can pay."""
    started = []
    for spoiling in (0, 1):
        scenario = load_scenario("liberia_2003", [*only("ddr"), *CALM[1:], "run.civilians=1000", "run.officers=300"])
        world = settle(build(scenario), 11, 0)
        advance(world, 1, 10)
        fronts = world.fronts.faction == 1
        world.fronts.spoiling[fronts] = spoiling
        before = world.strata.people[world.fronts.stratum[fronts]].sum()
        advance(world, 11, 11)
        started.append(world.strata.people[world.fronts.stratum[fronts]].sum() - before)
    assert started[1] > started[0]


def test_soldiers_follow_the_call_of_their_faction() -> None:
    """When a faction goes to war, its men in the army leave with their arms; without integration nobody does."""
    defected = []
    for integration in ("true", "false"):
        there = (*CALM, f"mechanisms.integration={integration}", "country.factions.lurd.integrated=4000")
        world = settle(build(load_scenario("liberia_2003", [*there, "run.civilians=1000", "run.officers=300"])), 11, 0)
        advance(world, 1, 11)
        lurd = list(COUNTRY.factions).index("lurd")
        world.armed_groups.leader_cost[lurd] = 0.0
        world.armed_groups.granted[lurd] = 0.0
        world.nation.war_weariness[0] = 0.0
        before = int(world.fronts.integrated.sum())
        advance(world, 12, 12)
        assert world.armed_groups.active[lurd] == 1
        defected.append(int(world.nation.defected[0]))
        told = world.events[: world.nation.n_events[0]]
        assert told["amount"][told["kind"] == KIND["defection"]].sum() == defected[-1]
        assert world.fronts.integrated.sum() <= before - defected[-1]
    assert defected[0] > 200
    assert defected[1] == 0


def test_loyal_soldiers_leave_with_the_others_and_forget() -> None:
    """Nobody is taken in and no faction calls: the number of men whom it has in the army only falls."""
    loyal = run(*CALM, "country.factions.lurd.integrated=1000", "parameters.integration_rate=0.0").values("integrated")
    assert (loyal[:, 0] == 1000).all()
    assert (np.diff(loyal, axis=1) <= 0).all()
    assert 0 < loyal[:, -1].mean() < 550  # a half-life of 60 months, and those who left


def test_right_sizing_reduces_men_of_factions_in_the_army() -> None:
    """Who lays off soldiers lays off those who came in with a faction, in proportion."""
    there = (*CALM[1:], "country.factions.lurd.integrated=4000", "parameters.integration_rate=0.0")
    sized, unsized = run(*only("rightsizing"), *there), run("plan=do_nothing", *there)
    assert end(sized, "integrated") < 0.9 * end(unsized, "integrated")


def test_only_posts_that_are_free_are_filled() -> None:
    """An army that is large enough takes nobody in, one that grows does."""
    full = run(*CALM, "country.army_target_per_1000=0.65")
    growing = run(*ROOM_IN_THE_ARMY, *CALM[1:])
    assert total(full, "integrated") == 0
    assert end(growing, "integrated") > 1000
    assert end(growing, "fighters") < end(full, "fighters")


def test_sponsors_pay_to_the_cent_out_of_what_they_took() -> None:
    """What factions get from politicians is missing from what leaked to them; the books close in every month."""
    world = settle(build(load_scenario("liberia_2003", [
        *ALL_REFORMS, "parameters.sponsor_threshold=0.02", "run.civilians=1000", "run.officers=300", "run.months=60",
    ])), 11, 0)  # fmt: skip
    advance(world, 1, 60)
    kinds = [KIND["sponsorship"]]
    assert np.isin(world.events["kind"][: world.nation.n_events[0]], kinds).any()
    assert 0 < world.nation.sponsorship[0] < world.nation.leaked[0]
    assert world.accounts.balance.sum() == 0


def test_nobody_sponsors_where_nothing_is_at_risk() -> None:
    """Without a reform no rents are at risk, and no politician pays armed men."""
    assert total(run("plan=do_nothing"), "money_sponsorship") == 0


def test_patrons_keep_their_clients_while_they_are_hostile() -> None:
    """A faction that a state made its own is paid on while that state is hostile, and no longer than that."""
    hostile, friendly = (
        run(*CALM, f"country.neighbour_hostility={hostility}", "mechanisms.spoilers=false") for hostility in (1.0, 0.0)
    )
    assert end(hostile, "fighters") > end(friendly, "fighters")


def test_protection_takes_taxes_from_armed_men() -> None:
    """Under a mission people are not taxed: an active faction pays fewer men than without."""
    guarded = run(*WAR, "missions.unmil.troops=15000", "mechanisms.deterrence=false")
    open_country = run(*WAR, "mechanisms.deterrence=false")
    assert end(guarded, "fighters") < end(open_country, "fighters")


def test_other_communities_lend_men_too() -> None:
    """Where men of other groups are as ready to join as the faction's own, it finds more of them."""
    rich = (*WAR, "country.factions.lurd.finance_usd_m=60.0")
    open_to_all, own_only = (run(*rich, f"parameters.recruit_others={share}") for share in (1.0, 0.0))
    assert end(open_to_all, "fighters") > end(own_only, "fighters")


def test_heavy_losses_loosen_the_hold_of_leaders() -> None:
    """Deaths of fighters cost cohesion."""
    bloody = (*WAR, "parameters.clash_scale=0.05", "mechanisms.rebel_finance=false")
    felt, unfelt = (run(*bloody, f"parameters.cohesion_deaths={weight}") for weight in (0.5, 0.0))
    assert end(felt, "cohesion") < end(unfelt, "cohesion") - 0.02
