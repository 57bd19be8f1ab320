"""Designs hold what their names promise, for any number of factors, points and levels."""

from __future__ import annotations

import math
import re
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssrsim.lab.designs import DESIGNS, MOST_ROWS, count_rows, design_rows, unit_of
from ssrsim.lab.random import generator
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.factors import Factor

SOURCES = Path(__file__).parents[2] / "ssrsim"
FLAG = Factor("mechanisms.coups", "flag", 0.0, 1.0, (False, True), "", "")
CHOICE = Factor("conflict.window", "choice", 0.0, 2.0, ("a", "b", "c"), "", "")
LEVELS = Factor("donors.us.strictness", "real", 0.1, 0.9, (0.9, 0.1, 0.3, 0.5), "share", "")


def real(place: int = 0, low: float = 0.0, high: float = 1.0) -> Factor:
    """A range of real numbers."""
    return Factor(f"parameters.p{place}", "real", low, high, (), "share", "")


def whole(low: int, high: int, place: int = 0) -> Factor:
    """A range of whole numbers."""
    return Factor(f"donors.d{place}.horizon", "whole", float(low), float(high), (), "months", "")


def rows_of(kind: str, factors: list[Factor], points: int = 8, levels: int = 4, seed: int = 1) -> list[Any]:
    """A design without the keywords that do not matter for it."""
    return design_rows(kind, factors, points=points, levels=levels, seed=seed)


ranges = st.tuples(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6)).map(lambda it: real(0, it[0], it[0] + it[1]))
wholes = st.tuples(st.integers(-50, 50), st.integers(1, 40)).map(lambda it: whole(it[0], it[0] + it[1]))
factor_lists = st.lists(st.one_of(ranges, wholes, st.sampled_from([FLAG, CHOICE, LEVELS])), min_size=1, max_size=5)
quick = settings(max_examples=15)


def allowed(factor: Factor, value: object) -> bool:
    """Whether a factor may have this value, of its own type."""
    if factor.values:
        return value in factor.values
    kind = float if factor.kind == "real" else int
    return type(value) is kind and factor.low <= value <= factor.high


@quick
@given(st.sampled_from(["grid", "lhs", "sobol", "morris"]), factor_lists, st.integers(1, 9), st.integers(0, 2**32))
def test_rows_hold_plain_values_in_their_ranges_and_come_again(kind, factors, points, seed):
    """Python's own values, never numpy's (they go into files), as many rows as counted, the same for the same seed."""
    rows = rows_of(kind, factors, points, 4, seed)
    assert len(rows) == count_rows(kind, factors, points=points, levels=4)
    assert all(len(row) == len(factors) for row in rows)
    assert all(allowed(factor, value) for row in rows for factor, value in zip(factors, row, strict=True))
    assert rows == rows_of(kind, factors, points, 4, seed)


@quick
@given(st.sampled_from(["lhs", "sobol", "morris", "grid"]), ranges, st.integers(0, 99))
def test_numbers_come_back_from_text_as_they_went_in(kind, factor, seed):
    """Twelve digits are enough for a study and few enough for a table: 0.30000000000000004 is nobody's value."""
    for (value,) in rows_of(kind, [factor], 5, 4, seed):
        assert value in (float(f"{value:.12g}"), factor.low, factor.high)


@quick
@given(st.integers(1, 6), st.integers(1, 60), st.integers(0, 99))
def test_lhs_has_one_point_in_each_part_of_each_factor(n, points, seed):
    """That is the whole of a Latin hypercube: each factor alone is spread as evenly as its points allow."""
    rows = np.array(rows_of("lhs", [real(place) for place in range(n)], points, seed=seed))
    parts = np.sort(np.minimum(np.floor(rows * points + 1e-9).astype(int), points - 1), axis=0)
    assert (parts == np.arange(points)[:, None]).all()


@quick
@given(st.integers(1, 6), st.integers(0, 6), st.integers(0, 99))
def test_sobol_points_of_a_power_of_two_are_balanced(n, power, seed):
    """A power of two of points puts as many into each of so many parts, and each smaller number is the beginning."""
    factors = [real(place) for place in range(n)]
    rows = rows_of("sobol", factors, 2**power, seed=seed)
    parts = np.sort(np.floor(np.array(rows) * 2**power + 1e-9).astype(int), axis=0)
    assert (parts == np.arange(2**power)[:, None]).all()
    fewer = rows_of("sobol", factors, max(2**power - 1, 2 ** (power - 1) + 1 if power else 1), seed=seed)
    assert fewer == rows[: len(fewer)]


@quick
@given(st.integers(1, 7), st.integers(1, 9), st.sampled_from([2, 4, 6, 8]), st.integers(0, 99))
def test_morris_walks_move_each_factor_once_by_the_same_step(n, walks, levels, seed):
    """Consecutive rows differ in one factor by p / (2 (p - 1)), and in a walk each factor has its turn."""
    rows = np.array(rows_of("morris", [real(place) for place in range(n)], walks, levels, seed))
    steps = np.diff(rows.reshape(walks, n + 1, n), axis=1)
    moved = np.abs(steps) > 1e-9
    assert (moved.sum(axis=2) == 1).all()
    assert (moved.sum(axis=1) == 1).all()
    assert np.allclose(np.abs(steps[moved]), levels / (2 * (levels - 1)))
    places = rows * (levels - 1)
    assert np.allclose(places, np.round(places))


@quick
@given(factor_lists, st.integers(1, 5), st.sampled_from([2, 4, 8]), st.integers(0, 99))
def test_morris_moves_factors_of_every_kind(factors, walks, levels, seed):
    """A step is more than half of the range, so that a switch is switched and a choice is another one."""
    rows = rows_of("morris", factors, walks, levels, seed)
    for start in range(0, len(rows), len(factors) + 1):
        walk = rows[start : start + len(factors) + 1]
        changed = [[i for i in range(len(factors)) if a[i] != b[i]] for a, b in pairwise(walk)]
        assert sorted(place for step in changed for place in step) == list(range(len(factors)))
        assert all(len(step) == 1 for step in changed)


def test_morris_uses_all_levels_both_directions_and_all_orders() -> None:
    """Nothing is favoured: 600 walks of 3 factors meet each level, direction and order about as often."""
    rows = np.array(rows_of("morris", [real(place) for place in range(3)], 600, 4)).reshape(600, 4, 3)
    steps = np.diff(rows, axis=1)
    up = (steps.sum(axis=1) > 0).mean(axis=0)
    assert np.allclose(up, 0.5, atol=0.1)
    order = np.argmax(np.abs(steps) > 1e-9, axis=1)
    assert len({tuple(one) for one in order.tolist()}) == math.factorial(3)
    shares = np.bincount(np.round(rows[:, 0] * 3).astype(int).ravel(), minlength=4) / 1800
    assert np.allclose(shares, 0.25, atol=0.05)


def test_more_morris_walks_begin_with_the_same() -> None:
    """A screening that was too short goes on where it ended."""
    factors = [real(0), FLAG, CHOICE]
    assert rows_of("morris", factors, 9)[: 5 * 4] == rows_of("morris", factors, 5)


@quick
@given(factor_lists, st.integers(2, 4))
def test_grid_is_every_combination_once_with_the_last_factor_fastest(factors, levels):
    """The order is that of nested loops, as in a multirun."""
    rows = rows_of("grid", factors, levels=levels)
    alone = [[row[0] for row in rows_of("grid", [factor], levels=levels)] for factor in factors]
    assert rows == list(product(*alone))
    assert len(set(rows)) == len(rows)


def test_grid_spaces_ranges_equally_and_takes_all_values() -> None:
    """Both ends are in; a range of few whole numbers gives no number twice."""
    assert rows_of("grid", [real(0, 0.0, 0.3)], levels=4) == [(0.0,), (0.1,), (0.2,), (0.3,)]
    assert rows_of("grid", [whole(1, 3)], levels=9) == [(1,), (2,), (3,)]
    assert rows_of("grid", [whole(0, 10)], levels=3) == [(0,), (5,), (10,)]
    assert rows_of("grid", [LEVELS, FLAG], levels=2)[:3] == [(0.9, False), (0.9, True), (0.1, False)]


@pytest.mark.parametrize("kind", ["lhs", "sobol"])
def test_whole_numbers_values_and_flags_are_equally_likely(kind: str) -> None:
    """Both ends of a range count as much as its middle: 4,096 points in equal parts, to a point or two."""
    rows = rows_of(kind, [whole(3, 7), FLAG, CHOICE, LEVELS], 4096)
    for column in zip(*rows, strict=True):
        counts = [column.count(value) for value in set(column)]
        assert max(counts) - min(counts) <= 2
    assert {row[0] for row in rows} == {3, 4, 5, 6, 7}


def test_given_rows_are_taken_as_they_are() -> None:
    """In their order, each value as its factor has it, whatever the order of the columns."""
    given_rows = [{"parameters.p0": 1, "mechanisms.coups": True}, {"mechanisms.coups": False, "parameters.p0": 0.25}]
    rows = design_rows("rows", [real(0), FLAG], points=0, levels=0, seed=0, rows=given_rows)
    assert rows == [(1.0, True), (0.25, False)]
    assert type(rows[0][0]) is float


BAD_ROWS = {
    "lacks": ([{"parameters.p0": 0.5, "mechanisms.coups": True}, {"parameters.p0": 0.5}],
              "row 2 of the design lacks mechanisms.coups; all rows name the same factors"),
    "surplus": ([{"parameters.p0": 0.5, "mechanisms.coups": True, "x": 1}],
                "row 1 of the design also has x; all rows name the same factors"),
    "outside": ([{"parameters.p0": 1.5, "mechanisms.coups": True}],
                "parameters.p0 is 1.5 in row 1 of the design; allowed: 0..1 (share)"),
    "flag": ([{"parameters.p0": 0.5, "mechanisms.coups": 1}],
             "mechanisms.coups is 1 in row 1 of the design; allowed: false, true"),
    "none": ([], "the design rows has no rows; give at least one"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "sentence"), BAD_ROWS.values(), ids=list(BAD_ROWS))
def test_ragged_or_wrong_rows_are_refused(rows: list[dict[str, object]], sentence: str) -> None:
    """A table with a hole would run another study than the one that was meant."""
    with pytest.raises(UsersMistakeError) as caught:
        design_rows("rows", [real(0), FLAG], points=0, levels=0, seed=0, rows=rows)
    assert str(caught.value) == sentence


BAD_DESIGNS = {
    "kind": (("lsh", [real()], 8, 4), "design is lsh; allowed: grid, lhs, sobol, morris, rows; did you mean lhs?"),
    "nothing": (("lhs", [], 8, 4), "the design lhs has no factors; name what varies in over=[...]"),
    "points": (("sobol", [real()], 0, 4), "design.points is 0; it must be 1 at least"),
    "levels": (("grid", [real()], 8, 1), "design.levels is 1; it must be 2 at least"),
    "odd": (("morris", [real()], 8, 5), "design.levels is 5; the design morris needs an even number, such as 4"),
    "many": (("grid", [real(place) for place in range(9)], 8, 10),
             "the design grid has 1,000,000,000 rows; 1,000,000 at most"),
    "points too": (("lhs", [real()], MOST_ROWS + 1, 4), "the design lhs has 1,000,001 rows; 1,000,000 at most"),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "sentence"), BAD_DESIGNS.values(), ids=list(BAD_DESIGNS))
def test_a_design_that_cannot_be_made_is_told_in_a_sentence(asked: tuple[Any, ...], sentence: str) -> None:
    """Before anything is made: a grid of a thousand million rows must not fill the memory first."""
    with pytest.raises(UsersMistakeError) as caught:
        rows_of(*asked)
    assert str(caught.value) == sentence


def test_a_place_in_a_factor_is_told_between_first_and_last() -> None:
    """Screening divides by the step that was really taken."""
    assert [unit_of(real(0, 2.0, 4.0), value) for value in (2.0, 3.5, 4.0)] == [0.0, 0.75, 1.0]
    assert [unit_of(CHOICE, value) for value in "abc"] == [0.0, 0.5, 1.0]


def test_every_design_is_told_in_one_sentence() -> None:
    """The names are those of the command line."""
    assert list(DESIGNS) == ["grid", "lhs", "sobol", "morris", "rows"]
    assert all(said and "\n" not in said for said in DESIGNS.values())


def test_a_generator_is_named_by_all_of_its_seed_and_words() -> None:
    """The same name, the same numbers; names that differ in anything, also in where a word ends, others."""
    names = [(1,), (2,), (1, "a"), (1, "a", "b"), (1, "ab"), (1, "b", "a"), (1, "a;1:b"), (1, "")]
    first = {name: generator(*name).random(4).tolist() for name in names}  # type: ignore[arg-type]
    assert first == {name: generator(*name).random(4).tolist() for name in names}  # type: ignore[arg-type]
    assert len({tuple(numbers) for numbers in first.values()}) == len(names)


def test_generators_of_different_names_are_independent() -> None:
    """Neighbouring seeds and names share nothing: correlations of 4,000 pairs stay within chance."""
    streams = np.array([generator(seed, name).random(4000) for seed in (1, 2, 3) for name in ("lhs", "sobol")])
    correlations = np.corrcoef(streams)[np.triu_indices(len(streams), 1)]
    assert np.abs(correlations).max() < 4.5 / 4000**0.5
    assert np.allclose(streams.mean(axis=1), 0.5, atol=0.025)


def test_nobody_else_makes_generators() -> None:
    """Luck that has no name in a seed and words cannot be told to anybody who wants the same again."""
    makers = [
        path.name
        for path in SOURCES.rglob("*.py")
        if re.search(r"np\.random(?!\.Generator)|default_rng", path.read_text("utf-8"))
    ]
    assert makers == ["random.py"]


def test_draws_are_those_of_every_machine() -> None:
    """A study that is told by its seed must come out alike with another numpy or scipy; these numbers are the proof."""
    assert generator(7, "design", "lhs").random(2).tolist() == [0.3590763493806963, 0.5146031474253129]
    factors = [real(0), whole(1, 100)]
    assert {kind: rows_of(kind, factors, 2, 4, 7)[:2] for kind in ("lhs", "sobol", "morris")} == {
        "lhs": [(0.832668881815, 61), (0.366441124725, 6)],
        "sobol": [(0.717729471624, 92), (0.470516060479, 45)],
        "morris": [(0.0, 67), (0.0, 1)],
    }
