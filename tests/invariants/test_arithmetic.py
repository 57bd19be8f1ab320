"""Exact arithmetic on money and people, and draws as monotone functions of luck, for whatever numbers come."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.compiled import interpreted
from ssrsim.equations.money import equal_share, portion
from ssrsim.equations.quantiles import (
    binomial_quantile,
    negative_binomial_quantile,
    normal_quantile,
    poisson_quantile,
    rounded_randomly,
)
from ssrsim.world import ledger
from ssrsim.world.allotment import deal_out, deal_out_with_floor
from ssrsim.world.columns import TABLES
from ssrsim.world.table import small_table

LARGE = 10**12  # cents
amounts = st.integers(0, 1_000 * LARGE)
shares = st.floats(0, 1, width=32)
uniforms = st.integers(0, 2**23 - 1).map(lambda k: np.float32((k + 0.5) * 2.0**-23))


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
