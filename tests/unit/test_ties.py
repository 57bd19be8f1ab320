"""Who may become whose peer: anybody, in a country of any size that may be asked for."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.compiled import interpreted
from ssrsim.lab.random import generator
from ssrsim.phases.settlement_ties import CELLS, anybody, cells_of

UNIFORMS = 2**23  # of equal weight, in (0, 1)
LEAST, MOST = np.float32(0.5 / UNIFORMS), np.float32((UNIFORMS - 0.5) / UNIFORMS)


def drawn(v: np.float32, w: np.float32, everybody: int) -> int:
    """The row that two uniforms mean among so many."""
    return int(interpreted(anybody)(v, w, interpreted(cells_of)(everybody)))


@pytest.mark.parametrize("everybody", [500, 5_000_000, CELLS, CELLS + 1, 2**24 + 3, 100_000_000])
def test_the_first_and_the_last_row_can_be_drawn_and_none_beyond(everybody: int) -> None:
    """Compiled code does not check bounds: a row beyond the last would be foreign memory."""
    assert drawn(LEAST, LEAST, everybody) == 0
    assert drawn(MOST, MOST, everybody) == everybody - 1


@pytest.mark.parametrize("everybody", [CELLS + 1, 2**24 + 3, 100_000_000])
def test_rows_are_drawn_alike_where_there_are_more_than_a_float_can_count(everybody: int) -> None:
    """One float32 in (0, 1) times 10^8 is a multiple of 8: seven people of eight would be nobody's peer."""
    luck = generator(1, "ties", str(everybody))
    words = (luck.integers(0, UNIFORMS, (20_000, 2)) + 0.5) / UNIFORMS
    rows = np.array([drawn(v, w, everybody) for v, w in words.astype(np.float32)])
    size = interpreted(cells_of)(everybody)[2]
    for step in {2, int(size)}:
        shares = np.bincount(rows % step, minlength=step) / len(rows)
        assert np.abs(shares - 1 / step).max() < 5 * np.sqrt(1 / step / len(rows))
    assert abs(rows.mean() / everybody - 0.5) < 5 * np.sqrt(1 / 12 / len(rows))


def test_one_uniform_is_enough_for_few() -> None:
    """Up to 2^23 people the second uniform changes nothing, so that runs of any such size stay as they were."""
    for v in np.linspace(LEAST, MOST, 1_000, dtype=np.float32):
        assert drawn(v, LEAST, CELLS) == drawn(v, MOST, CELLS)
        assert drawn(v, MOST, 1_000) == int(v * np.float32(1_000))
