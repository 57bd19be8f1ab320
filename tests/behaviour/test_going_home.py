"""Who goes home without a programme, who went before the settlement, and who waits across the border."""

from __future__ import annotations

from ssrsim.config import load_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.build import build
from tests.behaviour.paired import CAMPS, NO_MISSION, SMALL, end, only, run, total

COUNTRY = load_scenario("liberia_2003").country
IDLE = ("plan=do_nothing",)
UNBELIEVED = (*NO_MISSION, "parameters.credible_kept=0.0")  # neither a guarantor nor a memory of promises kept


def test_men_go_home_under_a_guarantee_and_are_held_without_one() -> None:
    """The same men, no programme: a peace that is believed in lets most go in five years, commanders hoard else."""
    guaranteed, doubted = run(*IDLE), run(*IDLE, *UNBELIEVED)
    assert total(guaranteed, "went_home") > 2 * total(doubted, "went_home")
    assert end(guaranteed, "fighters") < 0.25 * guaranteed.values("fighters")[:, 0].mean()
    assert end(doubted, "fighters") > 2 * end(guaranteed, "fighters")


def test_an_army_of_dayton_shrinks_without_a_programme() -> None:
    """Bosnia: most men are gone within three years, though nobody disarms them, and mostly still tied."""
    bosnia = run_ensemble(load_scenario("bosnia_1995", [*SMALL, *IDLE]))
    men = bosnia.values("fighters").mean(axis=0)
    assert men[36] < 0.4 * men[0]
    assert bosnia.values("command_network").mean(axis=0)[24] > 0.3 * (men[0] - men[24])


def test_more_go_home_where_they_can_live() -> None:
    """A country of better livelihoods calls more men home, whatever its politics; nobody is lost on the way."""
    poor, rich = run(*IDLE), run(*IDLE, "country.livelihood=0.7")
    assert rich.values("went_home")[:, :24].sum() > 1.1 * poor.values("went_home")[:, :24].sum()
    assert end(rich, "fighters") < end(poor, "fighters")


def test_nobody_goes_home_from_a_war() -> None:
    """Where leaders have chosen war, men leave unpaid or fallen, never by themselves."""
    war = run(
        *NO_MISSION, "country.settlement=none", "parameters.leader_cost=0.0", "parameters.leader_cost_spread=0.01"
    )
    at_war = war.values("active_groups") == len(COUNTRY.factions)
    assert at_war.mean() > 0.9
    assert war.values("went_home")[at_war].sum() == 0


def test_men_demobilised_before_are_people_with_ties() -> None:
    """They are taken from the people of their districts, keep half of a tie, and are helped home at a price."""
    plain = build(load_scenario("liberia_2003", [*SMALL]))
    more = build(load_scenario("liberia_2003", [*SMALL, "country.factions.lurd.demobilised=4000"]))
    before, after = plain.strata, more.strata
    assert after.people.sum() == before.people.sum()
    assert after.people[after.stage == 2].sum() == 4000
    assert after.people[after.stage == 1].sum() == before.people[before.stage == 1].sum()
    assert 1900 < after.tied.sum() <= 2000
    fighters = sum(faction.fighters for faction in COUNTRY.factions.values())
    ddr = REFORM_NAMES.index("ddr")
    assert abs(more.reforms.cost[ddr] / plain.reforms.cost[ddr] - (fighters + 4000) / fighters) < 1e-6
    assert (after.front[after.stage == 2] >= 0).all()


def test_former_fighters_still_follow_a_call_and_are_reintegrated() -> None:
    """Their leader can call on those who are tied; a programme takes them home; the count of people stays whole."""
    former = "country.factions.lurd.demobilised=20000"
    idle, helped = run(*IDLE, former), run(*only("ddr"), former)
    assert abs(idle.values("command_network")[:, 0].mean() - 10_000) < 10
    assert helped.values("reintegrated")[:, 24].mean() > idle.values("reintegrated")[:, 24].mean()


def test_programmes_do_not_reach_camps_abroad() -> None:
    """The same programme leaves more under arms where men wait across a border that a neighbour keeps open."""
    hostile = "country.neighbour_hostility=1.0"
    inside, abroad = run(*only("ddr"), hostile), run(*only("ddr"), hostile, *CAMPS)
    assert end(abroad, "fighters") > 1.5 * end(inside, "fighters")
    assert total(inside, "fighters_abroad") == 0


def test_camps_last_while_the_neighbour_lets_them() -> None:
    """A friend closes them within years, a hostile state keeps them but for those who come home."""
    friendly, hostile = (run(*IDLE, *CAMPS, f"country.neighbour_hostility={it}") for it in (0.0, 1.0))
    share = [(it.values("fighters_abroad") / it.values("fighters").clip(1)).mean(axis=0) for it in (friendly, hostile)]
    assert abs(share[0][0] - 0.8) < 0.01
    assert share[0][60] < 0.5 * share[1][60]
    held = run(*IDLE, *CAMPS, "country.neighbour_hostility=1.0", *UNBELIEVED)
    assert (held.values("fighters_abroad") / held.values("fighters").clip(1)).mean(axis=0)[60] > share[1][60]


def test_leaders_with_bases_abroad_go_to_war_more_often() -> None:
    """Rwanda: who lost risks less by a war that he leads from across the border."""
    small = [*SMALL, "run.replicates=30"]
    safe = run_ensemble(load_scenario("rwanda_1994", small))
    exposed = run_ensemble(load_scenario("rwanda_1994", [*small, "mechanisms.sanctuary=false"]))
    assert total(safe, "active_groups") > 1.2 * total(exposed, "active_groups")
