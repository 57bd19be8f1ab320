"""What property tests draw from, the default parameters, and the check that an equation moves the right way."""

from __future__ import annotations

import dis
import functools
from collections.abc import Callable, Sequence
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from ssrsim.scenario.parameters import Parameters

DEFAULTS = Parameters().model_dump()
P = SimpleNamespace(**{name: np.float32(value) for name, value in DEFAULTS.items()})
ZERO, HALF, ONE = np.float32(0), np.float32(0.5), np.float32(1)


def floats(low: float, high: float) -> st.SearchStrategy[np.float32]:
    """Every float32 between two numbers, both included."""
    return st.floats(np.float32(low), np.float32(high), width=32).map(np.float32)


share = floats(0, 1)
small = floats(0.01, 0.99)  # shares away from nothing and all, where logits are finite
rare = floats(0, 0.2)  # what happens to few in a month
heard = floats(0, 7)  # encounters of a month: own and those of six peers
months = floats(0, 60)
factor = floats(1, 4)
normal = floats(-3, 3)
logit = floats(-6, 6)
number = floats(0, 1000)


@functools.cache
def interpreted(function: Callable[..., Any]) -> Callable[..., Any]:
    """An equation as plain Python all the way down, on float32: also the equations that it calls.

    Compiled ones would hand back Python's own floats, which are float64, to the plain Python around them.
    """
    plain = getattr(function, "py_func", function)
    loaded = {it.argval for it in dis.get_instructions(plain) if it.opname == "LOAD_GLOBAL"}
    called = {name: plain.__globals__[name] for name in loaded if hasattr(plain.__globals__.get(name), "py_func")}
    called = {name: interpreted(function) for name, function in called.items()}
    return FunctionType(plain.__code__, plain.__globals__ | called, plain.__name__, plain.__defaults__)


def with_changes(**changes: float) -> SimpleNamespace:
    """The default parameters but for these."""
    return SimpleNamespace(**{name: np.float32(value) for name, value in {**DEFAULTS, **changes}.items()})


def higher(value: Any) -> Any:
    """A larger float32: halfway to 1 from below, so that shares stay shares, twice as much above 1."""
    return np.float32((value + 1) / 2 if value < 1 else value * (1 if value == 1 else 2))


def assert_directions(
    function: Callable[..., Any], here: Sequence[Any], signs: str, at: Sequence[float] | None = None
) -> None:
    """Holds an equation to one sign per argument, when that argument alone is raised.

    `+` never lowers the result, `-` never raises it, `0` changes nothing, `.` is not asked. Weakly where `here` is
    (drawn from all that arguments may be), but for rounding; strictly `at` one point inside the limits (0.5 for every
    float32 if not given), so that a term that was dropped is found as one whose sign was turned.
    """
    inside = [HALF if isinstance(value, np.float32) else value for value in here] if at is None else list(at)
    inside = [np.float32(value) if type(value) is float else value for value in inside]
    inside += list(here[len(inside) :])
    for position, sign in enumerate(signs):
        if sign == ".":
            continue
        for point, strictly in ((list(here), False), (inside, True)):
            before = float(function(*point))
            raised = [*point[:position], higher(point[position]), *point[position + 1 :]]
            gain = (float(function(*raised)) - before) * (-1 if sign == "-" else 1)
            if sign == "0":
                assert gain == 0, (position, point)
            elif strictly:
                assert gain > 0, (position, point)
            else:
                assert gain >= -2e-6 * (1 + abs(before)), (position, point)
