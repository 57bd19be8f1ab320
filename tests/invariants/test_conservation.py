"""People and money are conserved to the unit, every column keeps its range, and the checks in production fire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import worlds
from hypothesis import given
from hypothesis import strategies as st
from worlds import CONTEXTS, MONTHS

from ssrsim.compiled import interpreted
from ssrsim.equations.money import equal_share, portion
from ssrsim.equations.quantiles import (
    binomial_quantile,
    negative_binomial_quantile,
    normal_quantile,
    poisson_quantile,
    rounded_randomly,
)
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.phases.engine import BrokenInvariant, advance, advance_by_steps, run_whole
from ssrsim.phases.month import Step
from ssrsim.world import ledger
from ssrsim.world.allotment import deal_out, deal_out_with_floor
from ssrsim.world.columns import TABLES
from ssrsim.world.ledger import TREASURY, TRUST_FUND
from ssrsim.world.table import small_table
from ssrsim.world.world import World

LARGE = 10**12  # cents
amounts = st.integers(0, 1_000 * LARGE)
shares = st.floats(0, 1, width=32)
uniforms = st.integers(0, 2**23 - 1).map(lambda k: np.float32((k + 0.5) * 2.0**-23))


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
        assert (world.donors.committed >= world.donors.disbursed).all()
        assert -int(accounts.balance[ledger.DONORS]) == world.donors.disbursed.sum() == world.nation.aid_received[0]
        assert world.reforms.spent.sum() == world.nation.spent[0]
        assert outside_range(world) == []


def assert_forces_add_up(world: World, before: np.ndarray) -> None:
    """Strength = before + recruited - left - deserted - vetted out - killed, but nobody leaves an empty unit."""
    units = world.units
    after = before + units.recruited - units.left - units.deserted - units.vetted_out - units.killed
    assert (np.where(units.strength > 0, units.strength - after, 0) == 0).all()


@pytest.mark.parametrize("context", CONTEXTS)
def test_donors_commit_what_they_pledged_and_no_more(starts: dict[str, World], context: str) -> None:
    """Pledged >= committed >= disbursed, over the whole horizon."""
    donors = starts[context].donors
    assert (donors.committed <= donors.pledge_month * donors.horizon).all()
    assert (donors.committed >= 0).all()


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
    gap = world.accounts.balance[TRUST_FUND] + 5
    for column in ("balance", "received"):
        world.accounts[column][TREASURY] += gap
    world.accounts.balance[TRUST_FUND] -= gap
    world.accounts.paid[TRUST_FUND] += gap


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


HARMS = {
    "one cent": (_one_cent, f"account {TREASURY} does not close to the cent"),
    "overdraft": (_overdraft, f"account {TRUST_FUND} does not close to the cent: balance -5"),
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


def accounts_with(*balances: int) -> Any:
    """A ledger of these balances; the first account is the outside world's."""
    accounts = small_table(TABLES["accounts"], len(balances))
    accounts.balance[:] = balances
    accounts.opening[:] = balances
    accounts.outside[0] = 1
    return accounts


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(-LARGE, 2**62)), max_size=30), amounts)
def test_transfers_conserve_money_and_never_overdraw(moves: list[tuple[int, int, int]], endowment: int) -> None:
    """Whatever is asked for, the sum stays, no inside account goes below zero and the books close."""
    accounts = accounts_with(-endowment, endowment, 0, 0)
    for payer, payee, amount in moves:
        asked = amount if payer else amount % LARGE  # the outside world can pay anything: stay below overflow
        before = int(accounts.balance[payer])
        moved = int(interpreted(ledger.transfer)(accounts, payer, payee, np.int64(asked)))
        assert 0 <= moved <= max(asked, 0)
        assert payer == 0 or moved <= before
        assert payer == 0 or asked < 0 or asked > ledger.LARGEST_TRANSFER or moved == min(asked, before)
    assert int(accounts.balance.sum()) == 0
    assert (accounts.balance[1:] >= 0).all()
    assert (accounts.opening + accounts.received == accounts.paid + accounts.balance).all()


@given(st.integers(0, 2**61), shares)
def test_portion_never_exceeds_the_amount(amount: int, share: float) -> None:
    """A share of money is a whole number of cents, exact to one part in 2^20, never more than there is."""
    part = int(portion(np.int64(amount), np.float32(share)))
    assert 0 <= part <= amount
    parts = int(share * 2**20)
    assert part in (amount * parts // 2**20, amount * parts // 2**20 - 1)


@given(amounts)
def test_portion_of_nothing_and_of_all(amount: int) -> None:
    """A share of 0 is nothing and a share of 1 is everything, to the cent, also beyond 10^12 cents."""
    assert int(portion(np.int64(amount), np.float32(0))) == 0
    assert int(portion(np.int64(amount), np.float32(1))) == amount


weights = st.lists(st.floats(0, 1e6), min_size=1, max_size=12).filter(lambda w: sum(w) > 0)


@given(amounts, weights)
def test_deal_out_sums_and_stays_within_one_of_its_quota(total: int, given_shares: list[float]) -> None:
    """Nobody is rounded away, and who has the larger share never gets less."""
    from fractions import Fraction

    dealt = deal_out(total, given_shares)
    assert sum(dealt) == total
    whole = sum(map(Fraction, given_shares))
    assert all(abs(d - total * Fraction(s) / whole) < 1 for d, s in zip(dealt, given_shares, strict=True))
    in_order = [d for _, _, d in sorted((s, -i, d) for i, (s, d) in enumerate(zip(given_shares, dealt, strict=True)))]
    assert in_order == sorted(in_order)


@given(st.integers(0, 10**6), weights)
def test_deal_out_with_floor_keeps_every_floor(total: int, given_shares: list[float]) -> None:
    """A small stratum keeps its rows."""
    floors = list(range(len(given_shares)))
    dealt = deal_out_with_floor(total, given_shares, floors)
    assert sum(dealt) == max(total, sum(floors))
    assert all(d >= f for d, f in zip(dealt, floors, strict=True))


@given(st.integers(0, LARGE), st.integers(1, 50))
def test_equal_shares_sum_and_differ_by_one_at_most(total: int, places: int) -> None:
    """Rows of a stratum stand for all its people."""
    dealt = [int(equal_share(np.int64(total), np.int64(places), np.int64(place))) for place in range(places)]
    assert sum(dealt) == total
    assert max(dealt) - min(dealt) <= 1
    assert dealt == sorted(dealt, reverse=True)


@given(uniforms, uniforms, st.integers(0, 5_000_000), st.floats(0, 1, width=32))
def test_binomial_stays_within_its_trials_and_grows_with_luck(u: Any, v: Any, n: int, p: float) -> None:
    """More people than there are cannot leave; more luck never means fewer."""
    low, high = (int(binomial_quantile(np.int64(n), np.float32(p), x)) for x in sorted((u, v)))
    assert 0 <= low <= high <= n
    assert int(binomial_quantile(np.int64(n), np.float32(0), u)) == 0
    assert int(binomial_quantile(np.int64(n), np.float32(1), u)) == n


@given(uniforms, uniforms, st.floats(0, 1e5, width=32), st.floats(0, 1e5, width=32))
def test_poisson_grows_with_luck_and_mean(u: Any, v: Any, a: float, b: float) -> None:
    """Under common luck a plan with a lower rate has no more events, so that differences are causes and not noise."""
    low, high = (int(poisson_quantile(np.float32(a), x)) for x in sorted((u, v)))
    assert 0 <= low <= high
    if (a <= 30) == (b <= 30):
        fewer, more = (int(poisson_quantile(np.float32(mean), u)) for mean in sorted((a, b)))
        assert fewer <= more + (1 if a > 30 else 0)  # Cornish-Fisher is monotone but for its rounding in the far tail


@given(uniforms, uniforms, st.floats(0, 2000, width=32), st.floats(0.125, 10, width=32))
def test_negative_binomial_grows_with_luck_and_is_held(u: Any, v: Any, mean: float, dispersion: float) -> None:
    """Deaths of a clash are never negative and never without bound."""
    low, high = (int(negative_binomial_quantile(np.float32(mean), np.float32(dispersion), x)) for x in sorted((u, v)))
    assert 0 <= low <= high <= 5000


@given(uniforms, uniforms)
def test_normal_quantile_grows_with_luck(u: Any, v: Any) -> None:
    """Monotone to the last bit but for the rounding of float32, and symmetric."""
    low, high = (float(normal_quantile(x)) for x in sorted((u, v)))
    assert low <= high + 2e-6
    assert abs(low) < 5.5
    assert float(normal_quantile(u)) == pytest.approx(-float(normal_quantile(np.float32(1) - u)), abs=2e-5)


@given(st.floats(0, 1e6, width=32), uniforms)
def test_rounding_randomly_moves_to_a_neighbour(x: float, u: Any) -> None:
    """A fraction of a person becomes nobody or somebody."""
    assert int(rounded_randomly(np.float32(x), u)) - np.floor(x) in (0, 1)
