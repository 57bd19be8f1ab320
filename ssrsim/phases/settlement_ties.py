"""Month 0 of the people, second part: who talks to whom.

What is drawn depends on nobody's stratum, so it is drawn for whole blocks, however small strata are.
"""

import numpy as np

from ssrsim.compiled import BLOCK, inlined, part, phase, words_of_block
from ssrsim.phases.blocks import end_of_block
from ssrsim.world.columns_people import PEERS
from ssrsim.world.streams import SETTLEMENT_PEERS, four_uniforms

float32 = np.float32
int32 = np.int32
uint32 = np.uint32
uint64 = np.uint64

NEAR = uint32(2**32 - 1)  # in the place of a row: a neighbour in the own stratum
CELLS = 2**23  # numbers that one uniform can be; where there are more civilians, each stands for several


@phase
def settle_peers(world, month, first, last):
    """Civilians: a small world.

    Neighbours in the own stratum, one tie in ten anywhere. Written as ids = canonical rows.
    """
    civilians = world.civilians
    far = words_of_block()
    begin, end = uint64(first), uint64(last)
    while begin < end:
        until = begin + uint64(BLOCK) if end - begin > uint64(BLOCK) else end
        for k in range(PEERS):
            _draw_ties(civilians, (world.key[0], world.key[1]), k, begin, until, far)
            after = begin
            while after < until:
                before = after
                after = end_of_block(civilians.stratum, before, until)
                rows = int32(world.strata.rows[civilians.stratum[before]])
                _tie(civilians, k, rows, before, after, begin, far)
        begin = until


@part
def _draw_ties(civilians, key, k, first, last, far):
    """far: uint32[BLOCK], for each row from `first` on peer k if that may be anybody, else NEAR."""
    cells = cells_of(civilians.id.shape[0])
    for row in range(first, last):
        u, v, w, _ = four_uniforms(key, SETTLEMENT_PEERS, k, civilians.id[row], 0)
        far[row - first] = NEAR if u >= 0.1 else uint32(anybody(v, w, cells))


@part
def cells_of(everybody):
    """How one uniform divides so many rows: number of cells, rows of each, that as a whole number, and the last row."""
    size = (everybody + CELLS - 1) // CELLS
    return float32((everybody + size - 1) // size), float32(size), int32(size), int32(everybody - 1)


@inlined
def anybody(v, w, cells):
    """Any row, each as likely: v says which cell, w which row of it. Up to CELLS rows v alone says it."""
    number, rows, size, end = cells
    row = int32(int32(v * number) * size + int32(w * rows))
    return row if row < end else end


@part
def _tie(civilians, k, rows, first, last, drawn_from, far):
    """Peer k of people in a stratum of so many rows, of which there are PEERS / 2 at least."""
    offset = int32(k - 3 if k < 3 else k - 2)  # -3, -2, -1, 1, 2, 3
    for row in range(first, last):
        place = civilians.place[row]
        around = int32(place + offset)
        around = int32(around + rows) if around < 0 else around
        around = int32(around - rows) if around >= rows else around
        anybody = far[row - drawn_from]
        civilians.peers[row, k] = int32(civilians.id[row] - place + around) if anybody == NEAR else int32(anybody)
