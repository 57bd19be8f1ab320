"""What is measured of ssrsim in a process of its own: `python -m benchmarks.own_process TASK NUMBER ...`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from benchmarks.machine import peak_bytes, resident_bytes
from benchmarks.model import SEED, country
from benchmarks.peers.server import serve
from ssrsim.lab.ensemble import runner
from ssrsim.phases.engine import advance, compile_steps, settle, settle_in_place
from ssrsim.world.build import build, empty_world


def runs(civilians: int, number: int, months: int = 120) -> None:
    """Serve turns of so many runs, one after the other; told are bytes of memory after them."""
    run = runner(country(civilians, months))

    def task() -> dict[str, int]:
        for replicate in range(number):
            run(replicate)
        return {"resident": resident_bytes()}

    serve(task)


def large(civilians: int, months: int) -> None:
    """Serve one large country: told are seconds to build it and to run it, and bytes that it added to the peak."""
    compile_steps(empty_world())
    scenario = country(civilians, months)
    advance(settle(build(country(500, months)), SEED, 0), 1, 1)  # whatever happens once happens here
    before, began = peak_bytes(), time.perf_counter()
    world = settle_in_place(build(scenario), SEED, 0)
    built, began = time.perf_counter() - began, time.perf_counter()
    advance(world, 1, months)
    told = {"built": built, "ran": time.perf_counter() - began, "peak": peak_bytes() - before}
    serve(lambda: told)


def months(civilians: int, number: int) -> None:
    """Serve one run of so many months in five pieces: told are bytes of memory after each."""
    compile_steps(empty_world())
    world = settle(build(country(civilians, number)), SEED, 0)
    resident = []
    for piece in range(5):
        advance(world, piece * number // 5 + 1, (piece + 1) * number // 5)
        resident.append(resident_bytes())
    serve(lambda: {"resident": resident})


TASKS: dict[str, Callable[..., None]] = {"runs": runs, "large": large, "months": months}

if __name__ == "__main__":
    TASKS[sys.argv[1]](*map(int, sys.argv[2:]))
