"""Lines `mesa_frames` and `starsim`: peers that live in environments of their own."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from benchmarks import reference_numba, reference_rules
from benchmarks.model import Months
from benchmarks.rows import Row, at_least
from benchmarks.timing import at_once, interleaved, processors, rate, ratio, walls
from benchmarks.workers import ONE_CORE, Worker, python_of

FRAMES = {10_000: (12, 240, 50.0), 1_000_000: (4, 12, 12.0)}  # civilians: months of theirs and of ours, times promised
STARSIM = {10_000: 10.0, 100_000: 8.0}  # agents: times faster promised
STEPS = 101


def mesa_frames() -> Iterator[Row]:
    """Civilian-months a second with both cores; ours run two countries at once, one a core."""
    python = python_of("mesa_frames")
    for n, (months, own_months, promised) in FRAMES.items():
        who = reference_rules.people(n)
        with Worker("benchmarks.peers.frames_reference", n, months, python=python) as frames:
            ours = functools.partial(reference_numba.run, who, own_months)
            spent = interleaved({"ours": functools.partial(at_once, ours, ours), "frames": frames.task})
            sums = frames.turn()["told"]["sums"]
        own = reference_numba.run(who, months).sum(axis=0)
        trust, theirs = (all_of[reference_rules.TRUST] / reference_rules.ONE / n for all_of in (own, sums))
        each, used = (
            {
                "ours": [seconds / (2 * n * own_months) for seconds in of(spent["ours"])],
                "frames": [seconds / (n * months) for seconds in of(spent["frames"])],
            }
            for of in (walls, processors)
        )
        yield Row(f"{n:,} civilians, mesa-frames", "M civilian-months/s", rate(1e-6, each["frames"]))
        yield Row(f"{n:,} civilians, ours", "M civilian-months/s", rate(1e-6, each["ours"]))
        note = f"mean trust after {months} months {trust:.3f} (ours) and {theirs:.3f}; Polars uses both cores"
        yield Row(f"{n:,} civilians, times faster", "x", ratio(each["frames"], each["ours"]), at_least(promised), note)
        yield Row(f"{n:,} civilians, the same by processor time", "x", ratio(used["frames"], used["ours"]))


def starsim() -> Iterator[Row]:
    """Agent-steps a second of processor time: an SIR epidemic against all of our month, institutions included."""
    python = python_of("starsim")
    for n, promised in STARSIM.items():
        with Worker("benchmarks.peers.starsim_sir", n, STEPS, python=python, environment=ONE_CORE) as sir:
            months = Months(n, 12 if n > 20_000 else 60)
            spent = interleaved({"ours": months, "starsim": sir.task})
        each = {
            "ours": [seconds / (n * months.months) for seconds in processors(spent["ours"])],
            "starsim": [seconds / (n * STEPS) for seconds in processors(spent["starsim"])],
        }
        yield Row(f"{n:,} agents, Starsim", "M agent-steps/s", rate(1e-6, each["starsim"]))
        yield Row(f"{n:,} civilians, ours", "M civilian-months/s", rate(1e-6, each["ours"]))
        note = "a step of SIR is far less work than a month of ours; building people is counted on neither side"
        yield Row(f"{n:,}, times faster", "x", ratio(each["starsim"], each["ours"]), at_least(promised), note)
