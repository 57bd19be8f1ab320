"""The portable mathematics: as accurate as float32 allows, and the same bits compiled or not."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ssrsim.compiled import interpreted
from ssrsim.equations import portable, quantiles

float32 = np.float32
ACCURACY = 3e-7  # relative; half a unit in the last place of float32 is 6e-8
TINY, HUGE = 1.1754944e-38, 3.4028235e38


def spread(low: float, high: float, n: int = 4001) -> np.ndarray:
    """float32[n]: evenly spread over low..high."""
    return np.linspace(low, high, n).astype(float32)


def magnitudes(n: int = 4001) -> np.ndarray:
    """float32[n]: every order of magnitude of a normal float32, and both ends."""
    inside = np.exp2(np.linspace(-125.9, 127.9, n - 2))
    return np.concatenate(([TINY], inside, [HUGE])).astype(float32)


def test_exponential_is_as_accurate_as_float32() -> None:
    """Every probability of the model goes through it."""
    for x in spread(-87, 88).tolist():
        assert float(portable.exponential(float32(x))) == pytest.approx(math.exp(x), rel=ACCURACY)


@pytest.mark.parametrize("x", [-HUGE, -1e9, -88.0, 88.5, 1e9, HUGE, -math.inf, math.inf])
def test_exponential_of_extremes_is_finite_and_positive(x: float) -> None:
    """A runaway argument must not become infinite, zero or NaN."""
    for exponential in (portable.exponential, interpreted(portable.exponential)):
        y = float(exponential(float32(x)))
        assert math.isfinite(y)
        assert y == pytest.approx(math.exp(-87.0 if x < 0 else 88.0), rel=ACCURACY)


def test_natural_log_is_as_accurate_as_float32() -> None:
    """Relative to the result, or to 1 where the result is near 0."""
    for x in np.concatenate((magnitudes(), spread(0.5, 2.0))).tolist():
        assert float(portable.natural_log(float32(x))) == pytest.approx(math.log(x), rel=ACCURACY, abs=ACCURACY)


@pytest.mark.parametrize("x", [0.0, -1.0, 1e-45])
def test_natural_log_below_the_smallest_number_is_that_of_the_smallest(x: float) -> None:
    """No -inf and no NaN for what is not a normal positive number."""
    assert float(portable.natural_log(float32(x))) == pytest.approx(math.log(TINY), rel=ACCURACY)


def test_power_is_as_accurate_as_its_exponent_allows() -> None:
    """e^(y ln x) magnifies the rounding of y ln x: relative error at most 3e-7 (1 + |y ln x|)."""
    for base in (0.0, 1e-6, 0.02, 0.5, 0.999, 1.0, 3.7, 1e4):
        for exponent in (0.1, 0.5, 1.0, 2.5, 4.0):
            x, y = float(float32(base)), float(float32(exponent))
            wanted = x**y
            tolerance = ACCURACY * (1 + abs(y * math.log(x))) if x > 0 else 0
            assert float(portable.power(float32(base), float32(exponent))) == pytest.approx(
                wanted, rel=tolerance, abs=0
            )


def test_logistic_is_accurate_monotone_and_inside_zero_and_one() -> None:
    """A chance is never 0 for sure, never above 1, and grows with its argument."""
    values = [float(portable.logistic(float32(x))) for x in spread(-100, 100).tolist()]
    assert values == sorted(values)
    assert values[0] > 0
    assert values[-1] == 1
    for x in spread(-80, 80).tolist():
        assert float(portable.logistic(float32(x))) == pytest.approx(1 / (1 + math.exp(-x)), rel=2 * ACCURACY)


def _inputs() -> dict[str, tuple[Callable[..., Any], list[tuple[Any, ...]]]]:
    """Each function with thousands of arguments over its range."""
    wide = [(x,) for x in spread(-100, 100)]
    positive = [(x,) for x in magnitudes()]
    inside = [(float32((k + 0.5) * 2.0**-23),) for k in range(0, 2**23, 2099)]
    counts = [(float32(m), u[0]) for m in (0.01, 0.7, 5.0, 29.9, 31.0, 4000.0) for u in inside[::8]]
    return {
        "exponential": (portable.exponential, wide),
        "natural_log": (portable.natural_log, positive),
        "power": (portable.power, [(x[0], float32(y)) for x in positive[::4] for y in (0.1, 0.8, 1.5)]),
        "logistic": (portable.logistic, wide),
        "half_life_rate": (portable.half_life_rate, [(x,) for x in spread(0.1, 600)]),
        "normal_quantile": (quantiles.normal_quantile, inside),
        "poisson_quantile": (quantiles.poisson_quantile, counts),
        "binomial_quantile": (
            quantiles.binomial_quantile,
            [(np.int64(n), float32(p), u[0]) for n in (1, 9, 5000) for p in (0.001, 0.3, 0.9) for u in inside[::8]],
        ),
        "negative_binomial_quantile": (
            quantiles.negative_binomial_quantile,
            [(m, float32(0.5), u) for m, u in counts if m < 100],
        ),
    }


def _results(function: Callable[..., Any], arguments: list[tuple[Any, ...]]) -> np.ndarray:
    kind = np.int64 if "quantile" in function.__name__ and "normal" not in function.__name__ else float32
    return np.array([function(*each) for each in arguments], kind)


@pytest.mark.parametrize("name", sorted(_inputs()))
def test_compiled_and_interpreted_results_are_the_same_bits(name: str) -> None:
    """The compiler must not contract, reorder or widen anything."""
    function, arguments = _inputs()[name]
    assert len(arguments) > 500
    assert _results(function, arguments).tobytes() == _results(interpreted(function), arguments).tobytes()


def test_results_over_a_grid_are_the_same_bits_on_every_machine() -> None:
    """Proves identity across machines and versions, not correctness: that is what the tests above are for.

    Change the number only together with a deliberate change of these functions.
    """
    digest = hashlib.sha256()
    for name, (function, arguments) in sorted(_inputs().items()):
        if name in ("exponential", "logistic", "natural_log", "power"):
            digest.update(_results(function, arguments).tobytes())
    assert digest.hexdigest() == "f020d921c67bbcfe6289f18f6317da1f734ce40089c748e34da3807a61fefc1f"
