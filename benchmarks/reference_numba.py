"""SSR-REF-1 in the style of ssrsim's kernels: short branch-free stages over blocks that stay in the nearest cache."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from benchmarks import reference_rules as rules
from ssrsim.compiled import part
from ssrsim.equations.portable import exponential
from ssrsim.world.streams import philox, unit_interval

float32 = np.float32
int8 = np.int8
int32 = np.int32
int64 = np.int64
uint32 = np.uint32
BLOCK = 1024
SIXTH = float32(1.0 / 6.0)
STREAM = uint32(0)

_settings: Any = {"nogil": True, "error_model": "numpy"}
_with_compiled = {
    **vars(rules),
    "held": numba.njit(**_settings)(rules.held),
}  # what `answer` calls must be compiled too
_answer = numba.njit(**_settings)(type(rules.answer)(rules.answer.__code__, _with_compiled))
_condition = numba.njit(**_settings)(rules.condition)


@part
def draw(month, key, first, rows, u, v, w):
    """Three uniforms for each row of the block."""
    for j in range(rows):
        a, b, c, _ = philox(uint32(first + j), uint32(month), STREAM, uint32(0), key[0], key[1])
        u[j] = unit_interval(a)
        v[j] = unit_interval(b)
        w[j] = unit_interval(c)


@part
def hear(rows, trust, peers, heard):
    """The sum of peers' trust."""
    for j in range(rows):
        first = trust[uint32(peers[j, 0])] + trust[uint32(peers[j, 1])] + trust[uint32(peers[j, 2])]
        heard[j] = first + (trust[uint32(peers[j, 3])] + trust[uint32(peers[j, 4])] + trust[uint32(peers[j, 5])])


@part
def live_through(rows, u, v, heard, met_below, served_below, one_below, other_below, before, people, facts):
    """Encounters, and what they do to trust, grievance, fear and wealth; facts are bits, see `choose`."""
    trust, grievance, fear, wealth, group = people
    for j in range(rows):
        t, g, f, w = before[j], grievance[j], fear[j], wealth[j]
        below = other_below if group[j] != 0 else one_below
        met = u[j] < met_below
        served = met & (v[j] < served_below)
        extorted = met & (v[j] >= served_below) & (v[j] < below)
        abused = met & (v[j] >= served_below) & (v[j] >= below)
        change = 0.0625 * (heard[j] * SIXTH - t)
        change = change + (0.03125 * (1.0 - t) if served else float32(0.0))
        change = change - (0.0625 * t if extorted else (0.125 * t if abused else float32(0.0)))
        jump = 0.1875 * (1.0 - g) if abused else float32(0.0)
        jump = 0.09375 * (1.0 - g) if extorted else jump
        jump = -(0.0625 * g) if served else jump
        w = w + (0.0078125 * (1.0 - w) if served else (-(0.03125 * w) if extorted else float32(0.0)))
        f = f + (0.3125 * (1.0 - f) if abused else float32(0.0))
        t = t + change
        t = t if t > 0.0 else float32(0.0)
        t = t if t < 1.0 else float32(1.0)
        g = g + jump
        g = g + (0.03125 * ((1.0 - t) * (1.0 - w)) - 0.03125 * g)
        trust[j], grievance[j], fear[j], wealth[j] = t, g, f - 0.03125 * f, w
        flees = abused & (u[j] < 0.25 * met_below)
        facts[j] = (
            int32(served)
            | int32(int32(extorted) << int32(1))
            | int32(int32(abused) << int32(2))
            | int32(int32(flees) << int32(3))
        )


@part
def choose(rows, w, trust, grievance, fear, states, facts):
    """One of four acts by a logit, and what becomes of people. Bits: served, extorted, abused, flees, then acts."""
    for j in range(rows):
        t, g, f = trust[j], grievance[j], fear[j]
        mobilise = exponential(-6.0 + 5.0 * g - 3.0 * t - f)
        cooperate = exponential(-1.5 + 2.5 * t - f)
        protest = exponential(-4.0 + 4.0 * g - 2.0 * f)
        v = w[j] * (1.0 + mobilise + cooperate + protest)
        joins = v < mobilise
        tells = (v >= mobilise) & (v < mobilise + cooperate)
        protests = (v >= mobilise + cooperate) & (v < mobilise + cooperate + protest)
        fact, state = facts[j], states[j]
        civilian = int32(2) if joins else int32((fact >> int32(3)) & int32(1))
        displaced = int32(0) if (fact & int32(1)) != 0 else int32(1)
        insurgent = int32(0) if tells else int32(2)
        states[j] = civilian if state == 0 else (displaced if state == 1 else insurgent)
        facts[j] = int32(fact | int32(int32(tells) << int32(4)) | int32(int32(protests) << int32(5)))


@part
def add_up(rows, trust, grievance, states, facts, sums):
    """Sums over the block, in whole numbers."""
    trusted = aggrieved = int64(0)
    civilians = insurgents = told = protested = extorted = abused = int32(0)
    for j in range(rows):
        trusted += int64(int32(trust[j] * 1048576.0))
        aggrieved += int64(int32(grievance[j] * 1048576.0))
    for j in range(rows):
        fact, state = facts[j], states[j]
        civilians = int32(civilians + int32(state == 0))
        insurgents = int32(insurgents + int32(state == 2))
        extorted = int32(extorted + ((fact >> int32(1)) & int32(1)))
        abused = int32(abused + ((fact >> int32(2)) & int32(1)))
        told = int32(told + ((fact >> int32(4)) & int32(1)))
        protested = int32(protested + ((fact >> int32(5)) & int32(1)))
    sums[0] += trusted
    sums[1] += aggrieved
    sums[2] += civilians
    sums[3] += rows - civilians - insurgents
    sums[4] += insurgents
    sums[5] += told
    sums[6] += protested
    sums[7] += extorted
    sums[8] += abused


@part
def copy_codes(rows, source, target):
    """Codes of one width into another."""
    for j in range(rows):
        target[j] = source[j]


@part
def live_a_month(month, key, start, before, after, rest, conditions, sums, floats, codes):
    """All civilians, district by district and block by block."""
    grievance, fear, wealth, group, state, peers = rest
    u, v, w, heard = floats[0], floats[1], floats[2], floats[3]
    facts, states = codes[0], codes[1]
    for district in range(64):
        sums[district, :] = 0
        end = start[district + 1]
        for first in range(start[district], end, BLOCK):
            last = min(first + BLOCK, end)
            rows = last - first
            draw(month, key, first, rows, u, v, w)
            hear(rows, before, peers[first:last], heard)
            copy_codes(rows, state[first:last], states)
            people = (after[first:last], grievance[first:last], fear[first:last], wealth[first:last], group[first:last])
            live_through(
                rows, u, v, heard, float32(conditions[district, 0]), float32(conditions[district, 1]),
                float32(conditions[district, 2]), float32(conditions[district, 3]), before[first:last], people, facts,
            )  # fmt: skip
            choose(rows, w, people[0], people[1], people[2], states, facts)
            copy_codes(rows, states, state[first:last])
            add_up(rows, people[0], people[1], states, facts, sums[district])


def _run(months, key, start, trust, other, rest, inst, sums, floats, codes):
    units, politicians, donors, conditions = inst
    for month in range(months):
        _answer(sums, start, units, politicians, donors)
        _condition(sums, start, units, conditions)
        if month % 2 == 0:
            live_a_month(month, key, start, trust, other, rest, conditions, sums, floats, codes)
        else:
            live_a_month(month, key, start, other, trust, rest, conditions, sums, floats, codes)


_compiled_run = numba.njit(**_settings)(_run)


def run(who: rules.People, months: int, key: tuple[int, int] = (1, 2)) -> np.ndarray:
    """Live `months` months; `who` is left as it is. Returns int64[64, 9], the sums by district at the end."""
    who = rules.People(*(column.copy() for column in who))
    sums = rules.sums_at_start(who)
    _compiled_run(
        months, np.array(key, np.uint32), rules.starts_of(len(who.trust)), who.trust, np.empty_like(who.trust),
        tuple(who)[1:], tuple(rules.institutions()), sums, np.empty((4, BLOCK), np.float32),
        np.empty((2, BLOCK), np.int32),
    )  # fmt: skip
    return sums
