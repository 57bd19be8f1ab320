"""What peers lived through this month, gathered for a block of rows, so that the loops after it look up nobody.

Of each kind of encounter a row needs the number of peers who had it. Eight kinds of four bits each fill one word: who
has six peers needs no more.
"""

import numpy as np

from ssrsim.compiled import inlined, part
from ssrsim.phases.encounters import ABUSE, ARMY, POLICE
from ssrsim.world.columns_people import PEERS

uint32 = np.uint32
uint64 = np.uint64
int32 = np.int32
int8 = np.int8

UNUSED = 20  # lowest bits of the counts: those of peers who met nobody, and of kinds 1 to 4, which there are not


@inlined
def _kind_of(contact, outcome):
    """Nobody met: 0. Contact 1 or 2 with outcome 1 to 4: 5 to 12."""
    return outcome + 4 * contact


@inlined
def peers_who_met(word, contact, outcome):
    """How many peers had this outcome (1 to 4) of a contact (1 or 2) this month."""
    return int32((word >> uint32(4 * _kind_of(contact, outcome) - UNUSED)) & uint32(15))


@part
def hear_of_peers(civilians, first, last, heard):
    """heard: uint32[BLOCK], what the peers of each row from `first` on lived through, as `peers_who_met` reads it."""
    for row in range(first, last):
        counts = uint64(0)
        for k in range(PEERS):
            peer = uint32(civilians.peers[row, k])
            counts += uint64(1) << uint64(4 * _kind_of(civilians.contact[peer], civilians.outcome[peer]))
        heard[row - first] = uint32(counts >> uint64(UNUSED))


@part
def note_abused_peers(civilians, first, last, heard):
    """How many peers of each row from `first` on were abused this month, for those who think of it later."""
    for row in range(first, last):
        word = heard[row - first]
        civilians.abused_peers[row] = int8(peers_who_met(word, POLICE, ABUSE) + peers_who_met(word, ARMY, ABUSE))
