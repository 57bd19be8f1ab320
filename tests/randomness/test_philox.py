"""The generator is the published one, and no two decisions share a stream."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.compiled import equation, interpreted
from ssrsim.world import streams

uint32 = np.uint32
ONES = 0xFFFFFFFF
# Random123 1.09 (Salmon, Moraes, Dror, Shaw 2011), file kat_vectors, philox4x32 with 10 rounds
KNOWN_ANSWERS = {
    "zeros": ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    "ones": ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    "digits of pi": (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
}


@pytest.mark.parametrize("name", KNOWN_ANSWERS)
@pytest.mark.parametrize("way", ["compiled", "interpreted"])
def test_philox_gives_published_answers(name: str, way: str) -> None:
    """A generator that only resembles Philox has none of its tested properties."""
    counter, key, answer = KNOWN_ANSWERS[name]
    philox = streams.philox if way == "compiled" else interpreted(streams.philox)
    with np.errstate(over="ignore"):
        words = philox(*(uint32(word) for word in counter + key))
    assert tuple(int(word) for word in words) == answer


@pytest.mark.parametrize("word", [0, 1, 511, 512, 2**31, 2**32 - 512, 2**32 - 1])
def test_uniforms_lie_strictly_inside_zero_and_one(word: int) -> None:
    """0 or 1 would send a quantile function to infinity."""
    for unit_interval in (streams.unit_interval, interpreted(streams.unit_interval)):
        u = np.float32(unit_interval(uint32(word)))
        assert 0 < u < 1
        assert 0 < np.float32(1) - u < 1


def test_uniforms_are_spread_evenly() -> None:
    """Mean 1/2 and variance 1/12 within six standard errors of 40,000 draws (false alarm 2e-9), by id and by month."""
    key = np.array([1, 0], np.uint32)
    for identity, month in ((1, 0), (0, 1)):
        addresses = [(1 + month * i, identity * i) for i in range(40_000)]
        draws = np.array([streams.one_uniform(key, streams.ENCOUNTER, *address) for address in addresses], np.float64)
        assert abs(draws.mean() - 0.5) < 6 * np.sqrt(1 / 12 / len(draws))
        assert abs(draws.var() - 1 / 12) < 6 * np.sqrt(1 / 180 / len(draws))
        assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 6 / np.sqrt(len(draws))


def test_streams_have_numbers_of_their_own() -> None:
    """Two decisions on one stream would be decided by the same luck."""
    numbers = {name: int(value) for name, value in vars(streams).items() if name.isupper() and not name.startswith("_")}
    assert len(numbers) >= 20
    assert len(set(numbers.values())) == len(numbers)
    assert all(isinstance(getattr(streams, name), uint32) for name in numbers)


@equation
def _first_of_four(key, stream, month, identity, draw):
    u, _, _, _ = streams.four_uniforms(key, stream, month, identity, draw)
    return u


def test_every_part_of_the_address_changes_the_draw() -> None:
    """Seed, replicate, stream, month, id and draw each name another number."""
    address = {"seed": 1, "replicate": 0, "stream": 60, "month": 5, "identity": 17, "draw": 0}

    def draw(**changed: int) -> float:
        a = address | changed
        key = np.array([a["seed"], a["replicate"]], np.uint32)
        return float(_first_of_four(key, uint32(a["stream"]), a["month"], a["identity"], a["draw"]))

    assert draw() == draw()
    assert len({draw(), *(draw(**{part: value + 1}) for part, value in address.items())}) == len(address) + 1
