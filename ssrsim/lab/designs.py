"""Designs: which values the factors of a study take together, row by row.

Each design draws numbers u in 0..1 (or places in a grid) and puts them into the ranges and values of its factors. The
same seed gives the same rows. Another number of factors or of points may give other rows altogether: more points with
the same seed are another design, not a longer one (only `morris` and, up to the next power of two, `sobol` go on where
they were). Numbers are rounded to 12 significant digits, so that they come back from text as they went in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from ssrsim.lab.random import generator
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.factors import Factor, Value, value_of
from ssrsim.scenario.faults import shown
from ssrsim.scenario.plain import nearest, shown_list

if TYPE_CHECKING:
    import numpy as np

DESIGNS = {
    "grid": "every combination of `levels` equally spaced values for each range and of all values of the others",
    "lhs": "a Latin hypercube: each factor's range in as many parts as there are points, and one point in each part",
    "sobol": "the first points of a scrambled Sobol' sequence, which fill the space evenly; best a power of two",
    "morris": "`points` walks on a grid of `levels`, each changing one factor after the other, to screen many factors",
    "rows": "the rows of a table that is given",
}
MOST_ROWS = 1_000_000
MOST_SOBOL_FACTORS = 21_201  # dimensions that scipy has direction numbers for
DIGITS = 12  # significant ones of a drawn number
Row = tuple[Value, ...]


def design_rows(
    kind: str,
    factors: Sequence[Factor],
    *,
    points: int,
    levels: int,
    seed: int,
    rows: Sequence[Mapping[str, object]] = (),
) -> list[Row]:
    """The rows of a design: for each row one value of each factor, in the order of the factors.

    Args:
        kind: One of `DESIGNS`.
        factors: What varies.
        points: Rows of `lhs` and `sobol`, walks of `morris` (each of one row more than there are factors).
        levels: Values of each range in `grid` and `morris`; even for `morris`.
        seed: Names the draws.
        rows: For `rows`: values by path, the same paths in every row.

    Raises:
        UsersMistakeError: There is no such design, or it cannot be made of this; one sentence.
    """
    count = count_rows(kind, factors, points=points, levels=levels, rows=rows)
    if count > MOST_ROWS:
        raise UsersMistakeError(f"the design {kind} has {count:,} rows; {MOST_ROWS:,} at most")
    if kind == "rows":
        return _given(factors, rows)
    if kind == "grid":
        return list(product(*(_spaced(factor, levels) for factor in factors)))
    if kind == "morris":
        return _morris(factors, points, levels, seed)
    unit = _latin(factors, points, seed) if kind == "lhs" else _sobol(factors, points, seed)
    return _columns_as_rows([_placed(factor, unit[:, place].tolist()) for place, factor in enumerate(factors)])


def count_rows(
    kind: str, factors: Sequence[Factor], *, points: int, levels: int, rows: Sequence[Mapping[str, object]] = ()
) -> int:
    """How many rows a design has, without making them.

    Raises:
        UsersMistakeError: There is no such design, or it cannot be made of this; one sentence.
    """
    if kind not in DESIGNS:
        raise UsersMistakeError(f"design is {shown(kind)}; allowed: {', '.join(DESIGNS)}{nearest(str(kind), DESIGNS)}")
    if kind == "rows":
        return len(rows)
    if not factors and kind == "grid":
        return 1  # plans are compared, and nothing is varied
    if not factors:
        raise UsersMistakeError(f"the design {kind} has no factors; name what varies in over=[...]")
    if kind in ("grid", "morris") and levels < 2:
        raise UsersMistakeError(f"design.levels is {levels}; it must be 2 at least")
    if kind == "grid":
        return math.prod(_count_spaced(factor, levels) for factor in factors)
    if points < 1:
        raise UsersMistakeError(f"design.points is {points}; it must be 1 at least")
    if kind == "morris" and levels % 2:
        raise UsersMistakeError(f"design.levels is {levels}; the design morris needs an even number, such as 4")
    if kind == "sobol" and len(factors) > MOST_SOBOL_FACTORS:
        raise UsersMistakeError(f"the design sobol has {len(factors):,} factors; {MOST_SOBOL_FACTORS:,} at most")
    return points * (len(factors) + 1) if kind == "morris" else points


def unit_of(factor: Factor, value: Value) -> float:
    """Where a value stands in its factor, 0 the lowest or first and 1 the highest or last."""
    if factor.values:
        return factor.values.index(value) / max(len(factor.values) - 1, 1)
    return (float(value) - factor.low) / (factor.high - factor.low)


def _latin(factors: Sequence[Factor], points: int, seed: int) -> np.ndarray:
    from scipy.stats import qmc  # costs a second of import

    return qmc.LatinHypercube(len(factors), rng=generator(seed, "design", "lhs")).random(points)


def _sobol(factors: Sequence[Factor], points: int, seed: int) -> np.ndarray:
    """As many points from the beginning of the sequence; asking for a power of two keeps scipy from warning."""
    from scipy.stats import qmc  # costs a second of import

    sequence = qmc.Sobol(len(factors), scramble=True, rng=generator(seed, "design", "sobol"))
    return sequence.random_base2((points - 1).bit_length())[:points]


def _morris(factors: Sequence[Factor], walks: int, levels: int, seed: int) -> list[Row]:
    """Walks through the grid of levels, by integers: a step is half of the levels, up or down, each factor once.

    Morris, M. D. (1991). Factorial sampling plans for preliminary computational experiments. Technometrics 33(2):
    161-174, with his step levels / (2 (levels - 1)), under which all levels are equally likely.
    """
    import numpy as np

    half, n = levels // 2, len(factors)
    draws = generator(seed, "design", "morris").random((walks, 3, n))
    base = np.floor(draws[:, 0] * half).astype(np.int64)  # the lower of the two levels of each factor
    up = draws[:, 1] < 0.5
    turn = np.argsort(np.argsort(draws[:, 2], axis=1, kind="stable"), axis=1)  # when each factor moves
    moved = np.arange(n + 1)[None, :, None] > turn[:, None, :]
    places = (base[:, None, :] + half * (moved == up[:, None, :])).reshape(-1, n)
    return _columns_as_rows(
        [
            [_at(factor, place / (levels - 1)) for place in column]
            for factor, column in zip(factors, places.T.tolist(), strict=True)
        ]
    )


def _given(factors: Sequence[Factor], rows: Sequence[Mapping[str, object]]) -> list[Row]:
    """The rows given, each value as its factor has it."""
    paths = [factor.path for factor in factors]
    made: list[Row] = []
    for number, row in enumerate(rows, start=1):
        absent = [path for path in paths if path not in row]
        surplus = [str(path) for path in row if path not in paths]
        if absent or surplus:
            what = f"lacks {shown_list(absent)}" if absent else f"also has {shown_list(surplus)}"
            raise UsersMistakeError(f"row {number} of the design {what}; all rows name the same factors")
        made.append(tuple(_fitting(number, factor, row[factor.path]) for factor in factors))
    if not made:
        raise UsersMistakeError("the design rows has no rows; give at least one")
    return made


def _fitting(number: int, factor: Factor, given: object) -> Value:
    value = value_of(factor, given)
    if value is None:
        unit = f" ({factor.unit})" if factor.unit else ""
        within = f"{factor.low:.12g}..{factor.high:.12g}{unit}"
        allowed = ", ".join(shown(one) for one in factor.values[:20]) if factor.values else within
        noun = "a whole number in " if factor.kind == "whole" and not factor.values else ""
        raise UsersMistakeError(
            f"{factor.path} is {shown(given)} in row {number} of the design; allowed: {noun}{allowed}"
        )
    return value


def _placed(factor: Factor, unit: Sequence[float]) -> list[Value]:
    """Numbers in 0..1 as values: along a range of real numbers, in equal parts among whole numbers and values."""
    if factor.values:
        n = len(factor.values)
        return [factor.values[min(int(u * n), n - 1)] for u in unit]
    if factor.kind == "whole":
        low, n = int(factor.low), int(factor.high) - int(factor.low) + 1
        return [low + min(int(u * n), n - 1) for u in unit]
    return [_between(factor, u) for u in unit]


def _spaced(factor: Factor, levels: int) -> list[Value]:
    """All values, or as many equally spaced from low to high; fewer where there are not so many whole numbers."""
    if factor.values:
        return list(factor.values)
    n = _count_spaced(factor, levels)
    return [_at(factor, place / (n - 1)) for place in range(n)]


def _count_spaced(factor: Factor, levels: int) -> int:
    if factor.values:
        return len(factor.values)
    return min(levels, int(factor.high - factor.low) + 1) if factor.kind == "whole" else levels


def _at(factor: Factor, u: float) -> Value:
    """The value nearest to a place on the way from the first, u = 0, to the last, u = 1."""
    if factor.values:
        return factor.values[math.floor(u * (len(factor.values) - 1) + 0.5)]
    if factor.kind == "whole":
        return int(factor.low) + math.floor(u * (factor.high - factor.low) + 0.5)
    return _between(factor, u)


def _between(factor: Factor, u: float) -> float:
    """The number at u of a range, rounded, and never outside for that."""
    value = float(f"{factor.low + u * (factor.high - factor.low):.{DIGITS}g}")
    return min(max(value, factor.low), factor.high)


def _columns_as_rows(columns: list[list[Any]]) -> list[Row]:
    return list(zip(*columns, strict=True))
