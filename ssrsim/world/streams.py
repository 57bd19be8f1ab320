"""Random numbers as a pure function of (key, stream, month, id, draw): Philox4x32-10, evaluated inside the phases.

Nothing else in the package draws. Because a number depends on who draws it for what in which month, and on nothing
else, an added agent, another storage order, a recorder or a policy elsewhere change nobody else's luck, and two plans
compared under one seed share theirs. Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1,
2, 3".

Streams are numbered for ever: a number that was used is never given to another decision.
"""

from __future__ import annotations

import zlib

import numpy as np

from ssrsim.compiled import equation, inlined
from ssrsim.equations.quantiles import normal_quantile

float32 = np.float32
uint32 = np.uint32
uint64 = np.uint64
int32 = np.int32

SETTLEMENT_CIVILIAN = uint32(1)
SETTLEMENT_PEERS = uint32(2)
SETTLEMENT_OFFICER = uint32(3)
SETTLEMENT_UNIT = uint32(4)
SETTLEMENT_POLITICIAN = uint32(5)
SETTLEMENT_FACTION = uint32(6)
SETTLEMENT_COMMANDER = uint32(7)
ECONOMY = uint32(10)
PATRON = uint32(11)
DISASTER = uint32(12)
THREAT = uint32(13)
VOTE = uint32(20)
ELECTION = uint32(21)
COUP = uint32(22)
RESHUFFLE = uint32(23)
REVERSAL = uint32(24)
CANCELLATION = uint32(25)
DISBURSEMENT = uint32(30)
LEAKAGE = uint32(31)
MISSION = uint32(32)
CASES = uint32(40)
SCANDAL = uint32(41)
OFFICER_CAREER = uint32(50)
OFFICER_SUCCESSOR = uint32(51)
UNIT_CAREERS = uint32(52)
OFFICER_FILE = uint32(53)
UNIT_GHOSTS = uint32(54)
ENCOUNTER = uint32(60)
CHOICE = uint32(61)
RECRUITMENT = uint32(70)
DEMOBILISATION = uint32(71)
INTEGRATION = uint32(72)
CAPTURE = uint32(73)
CLASH = uint32(80)
FLIGHT = uint32(81)
RETURN = uint32(82)
CRIME = uint32(83)
HOMECOMING = uint32(84)
SURVEY = uint32(90)
EVENT_CODER = uint32(91)
RESPONDENT = uint32(92)
EXPERTS = uint32(93)
REGISTERS = uint32(94)
STATISTICS = uint32(95)
# from 1,000 on streams are kept free for users' hooks (docs/extending.md)


def identity_of(name: str) -> int:
    """The permanent identity of something that has a name, 0 .. 2^32 - 1: its luck never depends on its row."""
    return zlib.crc32(name.encode())


_MULTIPLIER_0 = uint64(0xD2511F53)
_MULTIPLIER_1 = uint64(0xCD9E8D57)
_WEYL_0 = uint32(0x9E3779B9)
_WEYL_1 = uint32(0xBB67AE85)
_HALF_WORD = uint64(32)
_NINE = uint32(9)


@inlined
def philox(counter0, counter1, counter2, counter3, key0, key1):
    """Four 32-bit words from a 128-bit counter and a 64-bit key: ten rounds of Philox4x32."""
    for _ in range(10):
        product0 = _MULTIPLIER_0 * uint64(counter0)
        product1 = _MULTIPLIER_1 * uint64(counter2)
        new0 = uint32(product1 >> _HALF_WORD) ^ counter1 ^ key0
        new2 = uint32(product0 >> _HALF_WORD) ^ counter3 ^ key1
        counter1 = uint32(product1)
        counter3 = uint32(product0)
        counter0 = new0
        counter2 = new2
        key0 = uint32(key0 + _WEYL_0)
        key1 = uint32(key1 + _WEYL_1)
    return counter0, counter1, counter2, counter3


@inlined
def unit_interval(word):
    """A 32-bit word as float32 strictly inside (0, 1): the centre of one of 2^23 equal cells."""
    return (float32(int32(word >> _NINE)) + 0.5) * 1.1920928955078125e-07


@inlined
def four_uniforms(key, stream, month, identity, draw):
    """Four independent uniforms in (0, 1) for one decision of one agent in one month.

    Args:
        key: uint32[2], (run.seed, replicate).
        stream: uint32, what is decided.
        month: int, months after the settlement (0 for the settlement itself).
        identity: int, permanent id of the agent.
        draw: int, 0, 1, 2 ... where a decision needs more than four numbers.
    """
    a, b, c, d = philox(uint32(identity), uint32(month), stream, uint32(draw), key[0], key[1])
    return unit_interval(a), unit_interval(b), unit_interval(c), unit_interval(d)


@equation
def one_uniform(key, stream, month, identity):
    """One uniform in (0, 1) for one decision of one agent in one month."""
    u, _, _, _ = four_uniforms(key, stream, month, identity, 0)
    return u


@equation
def one_normal(key, stream, month, identity):
    """One standard normal draw for one decision of one agent in one month."""
    return normal_quantile(one_uniform(key, stream, month, identity))
