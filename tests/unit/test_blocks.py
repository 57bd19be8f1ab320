"""Blocks of rows: every row once, one place in each; and what a loop over a block reads of peers."""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
import pytest

from ssrsim import compiled
from ssrsim.compiled import BLOCK, interpreted
from ssrsim.equations.money import fixed, fixed_share
from ssrsim.equations.trust import with_peers
from ssrsim.phases.blocks import as_word, end_of_any_block, end_of_block, from_word
from ssrsim.phases.talk import hear_of_peers, note_abused_peers, peers_who_met
from ssrsim.scenario.country import Country
from ssrsim.world.build import build
from ssrsim.world.table import rows_of
from tests.worlds import scenario_of

CALM = np.random.default_rng(5)
KINDS = [(contact, outcome) for contact in (1, 2) for outcome in (1, 2, 3, 4)]
float32 = np.float32


class People(NamedTuple):
    """The columns that talk reads."""

    contact: np.ndarray
    outcome: np.ndarray
    peers: np.ndarray
    abused_peers: np.ndarray


def blocks_of(places: np.ndarray, first: int, last: int) -> list[tuple[int, int]]:
    """Where the blocks of rows first .. last - 1 begin and end."""
    found, begin = [], np.uint64(first)
    while begin < last:
        until = np.uint64(interpreted(end_of_block)(places, begin, np.uint64(last)))
        found.append((int(begin), int(until)))
        begin = until
    return found


@pytest.mark.parametrize("runs", [[1], [31, 1, 33], [32, 64], [1500], [1023, 2, 1024], [3000, 7, 1, 1, 40]])
def test_blocks_are_of_one_place_and_as_long_as_can_be(runs: list[int]) -> None:
    """A block over two districts would read one of them wrongly; one that ends early makes loops short."""
    places = np.repeat(np.arange(len(runs)) % 3, runs).astype(np.int16)
    found = blocks_of(places, 0, len(places))
    assert [begin for begin, _ in found] == [0, *(until for _, until in found[:-1])]
    assert found[-1][1] == len(places)
    for begin, until in found:
        assert len(set(places[begin:until].tolist())) == 1
        assert until - begin == BLOCK or until == len(places) or places[until] != places[begin]
        assert until - begin <= BLOCK


def test_block_ends_where_the_range_ends() -> None:
    """A Mesa agent is a range of one row, a thread's share ends anywhere: nobody may write another's rows."""
    places = np.zeros(100, np.int32)
    assert blocks_of(places, 40, 41) == [(40, 41)]
    assert blocks_of(places, 3, 77) == [(3, 77)]


@pytest.mark.parametrize(("first", "last"), [(0, 1), (5, 5 + BLOCK), (7, 8 + BLOCK), (0, 3 * BLOCK)])
def test_blocks_of_any_rows_leave_out_nobody(first: int, last: int) -> None:
    """Officers of several units share a block: each row once, and no more rows than there are words for."""
    begin, rows = np.uint64(first), []
    while begin < last:
        until = np.uint64(interpreted(end_of_any_block)(begin, np.uint64(last)))
        assert 0 < until - begin <= BLOCK
        rows += range(int(begin), int(until))
        begin = until
    assert rows == list(range(first, last))


def test_floats_come_back_from_words_bit_for_bit() -> None:
    """A float that lost a bit on its way through a word would be another history."""
    floats = np.concatenate([CALM.normal(size=500).astype(float32), np.array([0.0, -0.0, 1e-45, np.inf], float32)])
    back = np.array([interpreted(from_word)(interpreted(as_word)(x)) for x in floats], float32)
    assert back.tobytes() == floats.tobytes()


def test_what_is_looked_up_by_unit_or_district_has_room() -> None:
    """Nothing checks bounds in compiled code: a country of more units than words would write into foreign memory."""
    limits = Country.model_fields["districts"].metadata
    most = next(limit.max_length for limit in limits if hasattr(limit, "max_length"))
    world = build(scenario_of("calm"))
    assert rows_of(world.units) == 2 * rows_of(world.districts)
    assert 2 * most <= BLOCK


def people_of(rows: int) -> People:
    contact = CALM.integers(0, 3, rows).astype(np.int8)
    outcome = np.where(contact > 0, CALM.integers(1, 5, rows), 0).astype(np.int8)
    return People(contact, outcome, CALM.integers(0, rows, (rows, 6)).astype(np.int32), np.zeros(rows, np.int8))


def test_kinds_of_peers_encounters_are_counted_apart() -> None:
    """Eight counts share one word: if one ran over into the next, an army's abuse would become police service."""
    people = people_of(60)
    people.contact[:8], people.outcome[:8] = zip(*KINDS, strict=True)
    people.peers[:8] = np.arange(8)[:, None]  # all six of one kind: the most that a count must hold
    first, heard = 0, np.zeros(BLOCK, np.uint32)
    interpreted(hear_of_peers)(people, first, 60, heard)
    interpreted(note_abused_peers)(people, first, 60, heard)
    for row in range(60):
        met = list(zip(people.contact[people.peers[row]], people.outcome[people.peers[row]], strict=True))
        for contact, outcome in KINDS:
            told = interpreted(peers_who_met)(heard[row], contact, outcome)
            assert told == met.count((contact, outcome)), (row, contact, outcome)
        assert people.abused_peers[row] == sum(outcome == 4 for _, outcome in met)


def test_what_peers_tell_is_added_one_by_one() -> None:
    """Own + talk x peers rounded once would be other bits than what each peer's word adds in turn."""
    for talk in np.linspace(0.0, 1.0, 41, dtype=float32):
        for own in (float32(0.0), float32(1.0)):
            total = own
            for peers in range(7):
                assert interpreted(with_peers)(own, np.int32(peers), talk) == total
                total += talk


def test_shares_in_fixed_point_are_the_same_by_both_ways() -> None:
    """`fixed_share` is there for speed; where it differed from `fixed`, sums would be other sums."""
    shares = np.concatenate([CALM.random(2000, float32), np.array([0.0, 1.0, 1e-7, 0.99999994], float32)])
    assert all(interpreted(fixed_share)(x) == interpreted(fixed)(x) for x in shares)


@numba.njit
def _fill_two_rooms(first: Any, second: Any) -> Any:
    one, other = compiled.words_of_block(), compiled.words_of_block()
    for k in range(BLOCK):
        one[k], other[k] = first, second
    return len(one), one.sum(), other.sum()


@pytest.mark.skipif(not compiled.COMPILED, reason="the stack is asked for in compiled code only")
def test_rooms_on_the_stack_are_apart() -> None:
    """Two rooms of one phase that overlapped would give people each other's peers."""
    assert _fill_two_rooms(np.uint32(3), np.uint32(5)) == (BLOCK, 3 * BLOCK, 5 * BLOCK)
