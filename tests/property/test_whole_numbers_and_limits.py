"""What all other equations are made of: shares of whole numbers, limits, half-lives, fixed-point sums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import money, portable
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    assert_directions,
    floats,
    interpreted,
    logit,
    number,
    share,
    small,
)

amounts = st.integers(0, 2**61).map(np.int64)
many = st.integers(1, 10**7).map(np.int64)


@given(total=st.integers(0, 10**9), places=st.integers(1, 500))
def test_equal_shares_add_up(total, places) -> None:
    """Dealing out people over rows loses nobody, and the first rows get the remainder."""
    base, more = interpreted(money.dealt_evenly)(total, places)
    assert base * places + more == total
    assert 0 <= more < places
    dealt = [interpreted(money.equal_share)(total, places, place) for place in range(places)]
    assert dealt == [interpreted(money.dealt_to)(base, more, place) for place in range(places)]
    assert sum(dealt) == total
    assert dealt == sorted(dealt, reverse=True)
    assert max(dealt) - min(dealt) <= 1


@given(amount=amounts, part=share, more=share)
def test_portions_are_whole_and_within_the_amount(amount, part, more) -> None:
    """A larger share is never less; nothing of it is nothing, all of it is all, and more than all is all."""
    portion = interpreted(money.portion)
    assert 0 <= portion(amount, part) <= amount
    assert portion(amount, max(part, more)) >= portion(amount, min(part, more))
    assert portion(amount, ZERO) == portion(amount, -ONE) == 0
    assert portion(amount, ONE) == portion(amount, np.float32(2)) == amount
    assert abs(int(portion(amount, part)) - int(amount) * float(part)) <= int(amount) * 2.0**-20 + 2


@given(amount=st.integers(0, 2**40).map(np.int64), factor=floats(0, 1000))
def test_multiples_are_whole(amount, factor) -> None:
    """Amount x factor to a few parts in a million, exact for whole factors, nothing for negative ones."""
    times = interpreted(money.times)
    assert abs(int(times(amount, factor)) - int(amount) * float(factor)) <= int(amount) * 2.0**-19 + 2
    assert times(amount, np.float32(3)) == 3 * amount
    assert times(amount, -ONE) == 0


@given(part=many, rest=st.integers(0, 10**7).map(np.int64))
def test_shares_of_whole_numbers_are_shares(part, rest) -> None:
    """The part over the whole; of nobody there is no share."""
    of = interpreted(money.share_of)
    assert of(part, part + rest) == pytest.approx(int(part) / int(part + rest), rel=1e-6)
    assert of(part, part) == 1
    assert of(np.int64(0), np.int64(0)) == of(np.int64(0), part) == 0


@given(x=floats(-1000, 1000), people=many)
def test_fixed_point_means_come_back(x, people) -> None:
    """As many people as you like with one number have that number as their mean; nobody has 0."""
    fixed, unfixed = interpreted(money.fixed), interpreted(money.unfixed)
    assert abs(int(fixed(x)) - float(x) * 2**20) < 1
    assert unfixed(fixed(x) * people, people) == pytest.approx(float(x), rel=1e-5, abs=2e-6)
    assert unfixed(fixed(x), np.int64(0)) == 0
    assert interpreted(money.expected)(fixed(x) * people) == pytest.approx(float(x) * float(people), rel=1e-5, abs=1)


@given(x=logit)
def test_logistic_is_a_share_symmetric_about_a_half(x) -> None:
    """A half at 0, and what is lacking to 1 on the other side of it."""
    curve = interpreted(portable.logistic)
    assert 0 < curve(x) < 1
    assert curve(ZERO) == HALF
    assert curve(x) + curve(-x) == pytest.approx(1, abs=1e-6)
    assert_directions(curve, (x,), "+")


@given(x=number, half=floats(0.01, 100))
def test_saturation_reaches_half_at_its_half_point(x, half) -> None:
    """In 0..1, nothing below 0, a half where the argument is its half-point."""
    h = interpreted(portable.saturating)
    assert 0 <= h(x, half) <= 1
    assert h(half, half) == HALF
    assert h(-x, half) == h(ZERO, half) == 0
    assert_directions(h, (x, half), "+-")


@given(x=logit, low=share, width=share)
def test_clipping_changes_only_what_is_outside(x, low, width) -> None:
    """The limits where it is beyond them, else the number itself."""
    held = interpreted(portable.clipped)(x, low, low + width)
    assert held == min(max(x, low), low + width)


@given(value=logit, target=logit, rate=share)
def test_drift_stays_between_value_and_target(value, target, rate) -> None:
    """Rate 0 stays, rate 1 arrives, and what is at its target rests."""
    moved = interpreted(portable.relaxed)
    assert min(value, target) - 1e-5 <= moved(value, target, rate) <= max(value, target) + 1e-5
    assert moved(value, target, ZERO) == value
    assert moved(value, target, ONE) == pytest.approx(target, abs=2e-6)
    assert moved(value, value, rate) == value
    assert_directions(moved, (value, target, rate), "++.")


@given(half_life=floats(1, 240), months=floats(0, 120))
def test_half_lives_halve(half_life, months) -> None:
    """Half after one, a quarter after two, all at the start; the monthly rate loses what one month loses."""
    left, rate = interpreted(portable.halved_after), interpreted(portable.half_life_rate)
    assert left(ZERO, half_life) == 1
    assert left(half_life, half_life) == pytest.approx(0.5, rel=1e-5)
    assert left(half_life + half_life, half_life) == pytest.approx(0.25, rel=1e-5)
    assert rate(half_life) == pytest.approx(1 - left(ONE, half_life), abs=1e-6)
    assert_directions(left, (months, half_life), "-+", at=(20.0, 10.0))
    assert_directions(rate, (half_life,), "-", at=(20.0,))


@given(x=small, y=floats(0.1, 4))
def test_powers_and_logarithms_undo_each_other(x, y) -> None:
    """ln(e^x) is x, and powers of shares are shares that fall with their exponent."""
    power = interpreted(portable.power)
    assert interpreted(portable.natural_log)(interpreted(portable.exponential)(x)) == pytest.approx(float(x), abs=1e-6)
    assert power(x, ONE) == pytest.approx(float(x), rel=1e-5)
    assert power(ZERO, y) == 0
    assert_directions(power, (x, y), "+-")
