"""People and money are conserved to the unit, every column keeps its range, and the checks in production fire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import worlds
from worlds import CONTEXTS, MONTHS

from ssrsim.lab.ensemble import run_ensemble
from ssrsim.phases.engine import BrokenInvariant, advance, advance_by_steps, run_whole
from ssrsim.phases.step import Step
from ssrsim.world import ledger
from ssrsim.world.columns import TABLES
from ssrsim.world.ledger import REFORM_BUDGET, TREASURY
from ssrsim.world.world import World


def living(world: World) -> int:
    """Everybody who is alive."""
    return int(world.strata.people.sum() + world.units.strength.sum())


def outside_range(world: World) -> list[str]:
    """Columns with a value outside their declared range (or NaN)."""
    found = []
    for table, columns in TABLES.items():
        for column in columns:
            values = np.asarray(getattr(getattr(world, table), column.name))
            if not bool(((values >= column.low) & (values <= column.high)).all()):
                found.append(f"{table}.{column.name}: {values.min()} .. {values.max()}, {column.low} .. {column.high}")
    return found


@pytest.mark.parametrize("context", CONTEXTS)
def test_people_and_money_are_conserved_every_month(starts: dict[str, World], context: str) -> None:
    """Nobody is lost or made, no cent either; donors never pay what they did not commit; columns keep their range."""
    world = starts[context].copied()
    everybody = int(world.nation.population_at_start[0])
    dead = 0
    for month in range(1, MONTHS + 1):
        balance = world.accounts.balance.copy()
        strength = world.units.strength.copy()
        advance(world, month, month)
        assert living(world) + int(world.nation.dead[0]) == everybody
        assert world.nation.dead[0] - dead == world.nation.deaths[0] == world.districts.deaths.sum()
        dead = int(world.nation.dead[0])
        assert int(world.civilians.weight.sum(dtype=np.int64)) == world.strata.people.sum()
        assert int(world.officers.weight.sum(dtype=np.int64)) == world.units.strength.sum()
        assert_forces_add_up(world, strength)
        accounts = world.accounts
        assert int(accounts.balance.sum()) == 0
        assert (accounts.opening == balance).all()
        assert (accounts.opening + accounts.received == accounts.paid + accounts.balance).all()
        assert (accounts.balance[accounts.outside == 0] >= 0).all()
        assert_donors_account_for_their_money(world)
        assert world.reforms.spent.sum() == world.nation.spent[0]
        assert outside_range(world) == []


def assert_donors_account_for_their_money(world: World) -> None:
    """Pledged >= committed >= disbursed = spent + leaked + paid out for pay + returned + what is there, per donor.

    The same for the state's reform budget.
    """
    donors, nation, balance = world.donors, world.nation[0], world.accounts.balance
    assert (donors.pledged >= donors.committed).all()
    assert (donors.committed >= donors.disbursed).all()
    there = donors.spent + donors.leaked + donors.payroll + donors.money_returned + balance[donors.account]
    assert (donors.disbursed == there).all()
    assert -int(balance[ledger.DONORS]) == (donors.disbursed - donors.money_returned).sum()
    assert donors.disbursed.sum() == nation.aid_received
    own = nation.domestic_spent + nation.domestic_leaked + nation.domestic_returned + balance[REFORM_BUDGET]
    assert nation.domestic == own
    assert donors.payroll.sum() == nation.payroll_support
    assert nation.unspent == balance[donors.account].sum() + balance[REFORM_BUDGET]
    paid = nation.spent + nation.payroll_support + nation.money_returned
    assert nation.aid_received + nation.domestic == paid + nation.unspent


def assert_forces_add_up(world: World, before: np.ndarray) -> None:
    """Strength = before + recruited - all who left, one way or another, but nobody leaves an empty unit."""
    units = world.units
    removed = units.vetted_out + units.dismissed + units.laid_off
    after = before + units.recruited - units.left - units.deserted - removed - units.killed
    assert (np.where(units.strength > 0, units.strength - after, 0) == 0).all()


@pytest.mark.parametrize("context", CONTEXTS)
def test_donors_pledge_for_their_horizon_and_have_committed_nothing(starts: dict[str, World], context: str) -> None:
    """At the settlement there are pledges; commitments come by the quarter."""
    donors = starts[context].donors
    assert (donors.pledged == donors.pledge_month * donors.horizon).all()
    assert (donors.committed == 0).all()


def test_ensemble_of_violent_worlds_breaks_no_invariant() -> None:
    """The checks run in production: twenty harsh worlds of ten years pass them."""
    results = run_ensemble(worlds.scenario_of("violent", ["run.replicates=20", "run.months=120"]))
    assert results.failed == ()
    assert np.isfinite(results.series["trust_police"]).all()


def tampered(before: str, harm: Callable[[World], None], at: int) -> Callable[[Step, World, int], None]:
    """Runs whole tables, but harms the world just before the named phase of that month."""

    def run(step: Step, world: World, month: int) -> None:
        if step.name == before and month == at:
            harm(world)
        run_whole(step, world, month)

    return run


def _one_cent(world: World) -> None:
    world.accounts.balance[TREASURY] += 1


def _overdraft(world: World) -> None:
    gap = world.accounts.balance[REFORM_BUDGET] + 5
    for column in ("balance", "received"):
        world.accounts[column][TREASURY] += gap
    world.accounts.balance[REFORM_BUDGET] -= gap
    world.accounts.paid[REFORM_BUDGET] += gap


def _one_person(world: World) -> None:
    world.strata.people[0] += 1


def _one_officer(world: World) -> None:
    world.units.strength[2] -= 1


def _one_weight(world: World) -> None:
    world.civilians.weight[11] += 1


def _one_officer_weight(world: World) -> None:
    world.officers.weight[5] -= 1


def _not_a_number(world: World) -> None:
    world.civilians.trust_police[17] = np.nan


def _above_one(world: World) -> None:
    world.civilians.grievance[23] = np.nextafter(np.float32(1), np.float32(2))


def _one_cent_of_a_donor(world: World) -> None:
    world.donors.spent[2] += 1


def _more_than_pledged(world: World) -> None:
    world.donors.committed[1] = world.donors.pledged[1] + 7


def _more_than_committed(world: World) -> None:
    world.donors.committed[1] = world.donors.disbursed[1] - 3


def _one_cent_of_the_state(world: World) -> None:
    world.nation.domestic_returned[0] += 1


HARMS = {
    "one cent": (_one_cent, f"account {TREASURY} does not close to the cent"),
    "overdraft": (_overdraft, f"account {REFORM_BUDGET} does not close to the cent: balance -5"),
    "one cent of a donor": (_one_cent_of_a_donor, "donor 2 does not account for its money: off by -1"),
    "more than pledged": (_more_than_pledged, "donor 1 does not account for its money: off by 7"),
    "more than committed": (_more_than_committed, "donor 1 does not account for its money: off by 3"),
    "one cent of the state": (_one_cent_of_the_state, "the reform budget of the state .*: off by -1"),
    "one person": (_one_person, "people were lost or made: the count is off by 1"),
    "one officer": (_one_officer, "people were lost or made: the count is off by -1"),
    "one weight": (_one_weight, "civilian rows do not add up .* off by 1"),
    "one officer's weight": (_one_officer_weight, "officer rows do not add up .* off by -1"),
    "not a number": (_not_a_number, "civilian row 17 left the range"),
    "a share above one": (_above_one, "civilian row 23 left the range"),
}


@pytest.mark.parametrize("name", HARMS)
def test_production_check_stops_the_run(starts: dict[str, World], name: str) -> None:
    """One cent, person, weight or NaN gone wrong stops the run and names month and place: silence would be a lie."""
    harm, sentence = HARMS[name]
    world = starts["calm"].copied()
    advance(world, 1, 4)
    with pytest.raises(BrokenInvariant, match=f"month 5: {sentence}") as caught:
        advance_by_steps(world, 5, tampered("check_books", harm, at=5))
    assert caught.value.month == 5


@pytest.mark.parametrize("name", ["one cent", "one person", "one officer"])
def test_harm_between_months_stops_the_next_month(starts: dict[str, World], name: str) -> None:
    """The compiled run notices too, and goes no further."""
    world = starts["violent"].copied()
    advance(world, 1, 6)
    HARMS[name][0](world)
    with pytest.raises(BrokenInvariant, match="month 7: "):
        advance(world, 7, MONTHS)
    assert world.record.police_strength[8] == 0


def test_broken_replicate_is_counted_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A replicate that fails must appear as failed, with its month, beside the others."""
    from ssrsim.lab import ensemble

    def settle_and_harm(template: Any, seed: int, replicate: int) -> World:
        world = honest(template, seed, replicate)
        if replicate == 1:
            _one_person(world)
        return world

    honest = ensemble.settle
    monkeypatch.setattr(ensemble, "settle", settle_and_harm)
    results = run_ensemble(worlds.scenario_of("calm", ["run.replicates=3"]))
    assert [(run.replicate, run.month) for run in results.failed] == [(1, 1)]
    assert results.replicates.tolist() == [0, 2]
