"""What peers lived through this month, gathered for a block of rows, so that the loops after it look up nobody.

Of each kind of encounter a row needs the number of peers who had it. Eight kinds of four bits each fill one word: who
has six peers needs no more.
"""

import numpy as np

from ssrsim.compiled import inlined, part
from ssrsim.phases.encounters import ABUSE
from ssrsim.world.columns_people import PEERS

uint32 = np.uint32
uint64 = np.uint64
int32 = np.int32


@inlined
def _place_of(contact, outcome):
    """The lowest bit of the four that count this kind: contact 1 or 2, outcome 1 to 4."""
    return uint32((4 * outcome + 16 * contact + 12) & 31)


@inlined
def peers_who_met(word, contact, outcome):
    """How many peers had this outcome (1 to 4) of a contact (1 or 2) this month."""
    return int32((word >> _place_of(contact, outcome)) & uint32(15))


@part
def hear_of_peers(civilians, first, last, heard):
    """heard: uint32[BLOCK], what the peers of each row from `first` on lived through, as `peers_who_met` reads it."""
    for row in range(first, last):
        word = uint32(0)
        for k in range(PEERS):
            peer = uint32(civilians.peers[row, k])
            contact, outcome = civilians.contact[peer], civilians.outcome[peer]
            word = uint32(word + uint32(uint32(outcome > 0) << _place_of(contact, outcome)))
        heard[row - first] = word


@part
def count_abused_peers(civilians, first, last, abused):
    """abused: uint32[BLOCK], how many peers of each row from `first` on were abused this month."""
    for row in range(first, last):
        peers = 0
        for k in range(PEERS):
            peers += civilians.outcome[uint32(civilians.peers[row, k])] == ABUSE
        abused[row - first] = uint32(peers)
