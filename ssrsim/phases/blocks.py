"""How a phase over people walks its rows: in blocks, each block through a few short loops.

A loop without branches that looks up nothing by row but columns is one that the compiler runs many rows at a time
(docs/decisions/0007-blocks.md). Civilians go in blocks of one district: what is the same for all of it is read once,
before the loop. A unit has too few officers for that, so they go in blocks of any units, and each row looks up what
holds in its own. Such a loop writes words (`words_of_block`) and nothing else, and the next one writes the columns:
of a column the compiler could not know whether it is not looked up itself.
"""

import numpy as np

from ssrsim.compiled import BLOCK, inlined, part

STRIDE = 32  # rows that are compared at once
float32 = np.float32
uint32 = np.uint32
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


@part
def end_of_any_block(first, last):
    """The row after the block that begins at `first`, whatever its rows belong to: BLOCK rows on, or at `last`."""
    return first + uint64(BLOCK) if last - first > uint64(BLOCK) else last


@inlined
def as_word(x):
    """A float as one of `words_of_block`, bit for bit."""
    return float32(x).view(uint32)


@inlined
def from_word(word):
    """The float that `as_word` put there."""
    return uint32(word).view(float32)
