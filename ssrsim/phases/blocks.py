"""How a phase over civilians walks its rows: in blocks of one district, each block through a few short loops.

A loop without branches that looks up nothing by row but columns is one that the compiler runs many rows at a time
(docs/decisions/0007-blocks.md). What is the same for a whole district is read once, before the loop.
"""

import numpy as np

from ssrsim.compiled import BLOCK, part

STRIDE = 32  # rows that are compared at once
uint64 = np.uint64


@part
def end_of_block(places, first, last):
    """The row after the block that begins at `first`: BLOCK rows on, at `last`, or where the place changes.

    Unsigned, as `first` and `last` must be: numba asks of each signed index whether it counts from the end.
    """
    limit = first + uint64(BLOCK) if last - first > uint64(BLOCK) else last
    end = first
    while end < limit:
        ahead = end + uint64(STRIDE) if limit - end > uint64(STRIDE) else limit
        others = 0
        for row in range(end, ahead):
            others += places[row] != places[first]
        if others > 0:
            break
        end = ahead
    while end < limit and places[end] == places[first]:
        end += uint64(1)
    return end
