"""SSR-REF-1, the reference workload: rules, constants and initial state that every engine shares.

Civilians live in 64 districts and know six peers of their own district. A month is three draws, a possible encounter
with a force unit, trust that gains slowly and falls fast, grievance, fear and wealth that follow, a choice among four
acts, and sums by district; 48 units, 15 politicians and 5 donors answer to the sums. It is a measuring rod, never
evidence: the rules stay as they are for ever, so that figures of different years can be compared. Random numbers are
Philox4x32-10 of (civilian, month) under one key; sums of shares are whole numbers in units of 2^-20.

Pure NumPy and plain Python, because peers import it too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

DISTRICTS, PEERS, UNITS, POLITICIANS, DONORS = 64, 6, 48, 15, 5
REWIRED = 0.1  # share of peers who are drawn from the whole district instead of being neighbours
CIVILIAN, DISPLACED, INSURGENT = 0, 1, 2
# columns of the sums by district
TRUST, GRIEVANCE, CIVILIANS, DISPLACEDS, INSURGENTS, COOPERATED, PROTESTED, EXTORTED, ABUSED = range(9)
ONE = 1048576.0  # 1 in fixed point

# rates a month
GAIN, LOSS, PEER_WEIGHT = 0.03125, 0.125, 0.0625
GRIEVANCE_EXTORTED, GRIEVANCE_ABUSED, GRIEVANCE_SERVED = 0.09375, 0.1875, 0.0625
FEAR_ABUSED, FADING = 0.3125, 0.03125
WEALTH_EXTORTED, WEALTH_SERVED = 0.03125, 0.0078125


class People(NamedTuple):
    """The civilians, in order of districts."""

    trust: np.ndarray  # float32[n], in 0..1 as the next three
    grievance: np.ndarray
    fear: np.ndarray
    wealth: np.ndarray
    group: np.ndarray  # int8[n], 1 for the minority
    state: np.ndarray  # int8[n]
    peers: np.ndarray  # int32[n, 6], rows


class Institutions(NamedTuple):
    """Everybody else, float64."""

    units: np.ndarray  # [48, 4]: integrity, pay, capacity, training
    politicians: np.ndarray  # [15, 3]: will, support, capture
    donors: np.ndarray  # [5, 3]: commitment, conditionality, fatigue
    conditions: np.ndarray  # [64, 4]: P(encounter), P(service), P(service or extortion) of majority and of minority


def starts_of(n: int) -> np.ndarray:
    """int64[65]: the first row of each district, and n."""
    return -((-np.arange(DISTRICTS + 1, dtype=np.int64) * n) // DISTRICTS)


def people(n: int, seed: int = 1) -> People:
    """So many civilians at month 0."""
    luck = np.random.Generator(np.random.SFC64(seed))
    start = starts_of(n)
    first = np.repeat(start[:-1], np.diff(start))[:, np.newaxis]
    size = np.repeat(np.diff(start), np.diff(start))[:, np.newaxis]
    around = first + (np.arange(n)[:, np.newaxis] - first + np.array([1, -1, 2, -2, 3, -3])) % size
    anybody = first + (luck.random((n, PEERS)) * size).astype(np.int64)
    uniform = [luck.random(n, dtype=np.float32) for _ in range(5)]
    return People(
        trust=np.float32(0.3) + np.float32(0.3) * uniform[0],
        grievance=np.float32(0.4) * uniform[1],
        fear=np.float32(0.3) * uniform[2],
        wealth=np.float32(0.2) + np.float32(0.6) * uniform[3],
        group=(uniform[4] < 0.3).astype(np.int8),
        state=np.zeros(n, np.int8),
        peers=np.where(luck.random((n, PEERS)) < REWIRED, anybody, around).astype(np.int32),
    )


def institutions() -> Institutions:
    """Units, politicians and donors at month 0."""
    unit, politician, donor = np.arange(UNITS), np.arange(POLITICIANS), np.arange(DONORS)
    half = np.full(UNITS, 0.5)
    return Institutions(
        units=np.stack([0.3 + 0.0125 * (unit * 7 % 16), half, 0.4 + 0.025 * (unit * 5 % 8), 0.4 * half], axis=1),
        politicians=np.stack([0.3 + 0.02 * (politician * 4 % 15), 0 * politician + 0.5, 0 * politician + 0.3], axis=1),
        donors=np.stack([0 * donor + 0.6, 0.2 + 0.12 * donor, 0.0 * donor], axis=1),
        conditions=np.zeros((DISTRICTS, 4)),
    )


def sums_at_start(who: People) -> np.ndarray:
    """int64[64, 9]: the sums by district before the first month."""
    start = starts_of(len(who.trust))
    sums = np.zeros((DISTRICTS, 9), np.int64)
    sums[:, TRUST] = np.add.reduceat((who.trust * np.float32(ONE)).astype(np.int64), start[:-1])
    sums[:, GRIEVANCE] = np.add.reduceat((who.grievance * np.float32(ONE)).astype(np.int64), start[:-1])
    sums[:, CIVILIANS] = np.diff(start)
    return sums


def held(x):
    """X inside 0..1; some engines compile it."""
    return 0.0 if x < 0.0 else (1.0 if x > 1.0 else x)


def answer(sums, start, units, politicians, donors):
    """One month of the institutions, given the sums of the month before; float64 throughout."""
    n = float(start[64])
    trust = protests = extorted = insurgents = 0.0
    for d in range(64):
        trust += sums[d, 0] / 1048576.0
        protests += sums[d, 6]
        extorted += sums[d, 7]
        insurgents += sums[d, 4]
    trust, protests, extorted, insurgents = trust / n, protests / n, extorted / n, insurgents / n
    funds = strings = 0.0
    for k in range(5):
        commitment = donors[k, 0]
        donors[k, 2] = held(donors[k, 2] + 0.002 * (1.0 - trust) - 0.001 * commitment)
        commitment = held(commitment + 0.05 * (donors[k, 1] * trust - donors[k, 2] * commitment + 0.2 * insurgents))
        donors[k, 0] = commitment
        funds += commitment / 5.0
        strings += commitment * donors[k, 1] / 5.0
    will = 0.0
    for k in range(15):
        capture = held(politicians[k, 2] + 0.02 * (4.0 * extorted - politicians[k, 2]))
        support = held(politicians[k, 1] + 0.05 * (trust - protests - politicians[k, 1]))
        pull = 0.6 * strings + 0.5 * protests + 0.3 * support - 0.5 * capture - 0.4 * politicians[k, 0]
        politicians[k, 0] = held(politicians[k, 0] + 0.04 * pull)
        politicians[k, 1], politicians[k, 2] = support, capture
        will += politicians[k, 0] / 15.0
    for k in range(48):
        wanted = 0.5 * (politicians[k % 15, 0] + will)
        watched = wanted * (0.5 + 0.5 * strings)
        pay = held(units[k, 1] + 0.03 * (funds - units[k, 1]))
        training = held(units[k, 3] + 0.02 * (funds * wanted - 0.3 * units[k, 3]))
        units[k, 2] = held(units[k, 2] + 0.02 * (0.5 * funds + 0.5 * training - units[k, 2]))
        drift = watched * (0.5 + 0.5 * pay) - 0.3 * (1.0 - watched) * units[k, 0]
        units[k, 0] = held(units[k, 0] + 0.03 * drift)
        units[k, 1], units[k, 3] = pay, training


def condition(sums, start, units, conditions):
    """What civilians of each district meet this month, given its unit and the sums of the month before; float64."""
    for d in range(64):
        k = d % 48
        extortion = 0.4 * (1.0 - units[k, 0]) * (1.2 - units[k, 1])
        abuse = 0.25 * (1.0 - units[k, 0]) * (1.0 - units[k, 3])
        abuse = abuse + 0.1 * sums[d, 4] / float(start[d + 1] - start[d])
        service = 1.0 - extortion - abuse
        conditions[d, 0] = 0.1 + 0.2 * units[k, 2]
        conditions[d, 1] = service
        conditions[d, 2] = service + extortion
        conditions[d, 3] = service + extortion - 0.5 * abuse
