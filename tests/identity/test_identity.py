"""One rule, written once: however a month is executed, stored or split, it leaves the same bits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import worlds
from worlds import CONTEXTS, MONTHS, SMALLER

from ssrsim.driver import call
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.phases.engine import advance, advance_by_steps, run_whole
from ssrsim.phases.month import MONTH
from ssrsim.phases.step import Step
from ssrsim.scenario.events import KIND
from ssrsim.world.fingerprint import fingerprint, reordered
from ssrsim.world.snapshot import save
from ssrsim.world.table import rows_of
from ssrsim.world.world import World, arrays

OTHER_MACHINES = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "an older processor for the C library": {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA", "PYTHONHASHSEED": "2"},
}


@pytest.fixture(params=sorted(CONTEXTS))
def context(request: pytest.FixtureRequest) -> str:
    """Calm, then violent."""
    return request.param


@pytest.fixture
def start(starts: dict[str, World], context: str) -> World:
    """The world at month 0."""
    return starts[context]


@pytest.fixture
def expected(ends: dict[str, World], context: str) -> str:
    """The fingerprint after 24 months run in one go."""
    return fingerprint(ends[context])


def test_violent_context_makes_rare_things_happen(starts: dict[str, World], ends: dict[str, World]) -> None:
    """Identity on a quiet run would prove little: deaths, flight, coups, elections and vetting must all occur."""
    world = ends["violent"]
    kinds = set(world.events.kind[: world.nation.n_events[0]].tolist())
    of_the_plan = ("authorised", "rule_fired", "paused", "resumed", "trigger_fired", "benchmark_missed")
    for kind in ("clash", "election", "coup", "donor_left", "mission_left", "shock", *of_the_plan):
        assert KIND[kind] in kinds, kind
    assert world.record.active_groups.max() > 0
    assert world.nation.dead[0] > 100
    assert world.record.displaced.sum() > 0
    assert world.record.fighters[MONTHS] != world.record.fighters[0]
    assert world.record.sanctions.sum() > 0
    assert world.officers.generation.sum() > 0
    step = starts["violent"].copied()
    removed = 0
    for month in range(1, MONTHS + 1):
        advance(step, month, month)
        removed += int(step.officers.removed.sum())
    assert removed > 0


def test_fingerprint_of_any_change_differs(ends: dict[str, World]) -> None:
    """A fingerprint that overlooks a table would let every other test here pass for nothing."""
    world = ends["violent"]
    world, before = world.copied(), fingerprint(world)
    for name, values in arrays(world):
        if values.size:
            low_byte = values.reshape(-1).view(np.uint8)[:1]
            low_byte ^= 1
            assert fingerprint(world) != before, name
            low_byte ^= 1
    assert fingerprint(world) == before


def test_one_by_one_in_shuffled_order_equals_whole_tables(start: World, expected: str) -> None:
    """Agents called one by one (as Mesa does) must live the same lives as the fast loop, or the views would lie.

    Every fourth month row by row, so that each kind of month has its turn: a call from Python costs more than the work.
    """
    world = start.copied()
    order = np.random.default_rng(1)

    def row_by_row(step: Step, world: World, month: int) -> None:
        if not step.splits:
            run_whole(step, world, month)
            return
        for row in order.permutation(rows_of(getattr(world, step.table))).tolist():
            call(step.phase, world, month, row, row + 1)

    for month in range(1, MONTHS + 1):
        advance_by_steps(world, month, row_by_row if month % 4 == 1 else None)
    assert fingerprint(world) == expected


@pytest.mark.parametrize("cuts", [(0.37,), (0.08, 0.81)], ids=["2 threads", "3 threads"])
def test_uneven_chunks_on_threads_equal_whole_tables(start: World, expected: str, cuts: tuple[float, ...]) -> None:
    """Splitting a phase over threads may change its speed only."""
    world = start.copied()
    for step in MONTH:
        call(step.phase, world.copied(), 1, 0, 0)  # made ready by one thread
    with ThreadPoolExecutor(len(cuts) + 1) as pool:

        def in_chunks(step: Step, world: World, month: int) -> None:
            if not step.splits:
                run_whole(step, world, month)
                return
            rows = rows_of(getattr(world, step.table))
            bounds = [0, *(int(cut * rows) for cut in cuts), rows]
            futures = [
                pool.submit(call, step.phase, world, month, bounds[k], bounds[k + 1]) for k in range(len(cuts) + 1)
            ]
            for future in futures:
                future.result()

        for month in range(1, MONTHS + 1):
            advance_by_steps(world, month, in_chunks)
    assert fingerprint(world) == expected


def test_months_in_pieces_and_by_steps_equal_one_go(start: World, expected: str) -> None:
    """A dashboard that stops after each month, and a timing by steps, must see the run that the report shows."""
    world = start.copied()
    advance(world, 1, 1)
    advance(world, 2, 9)
    for month in range(10, 16):
        advance_by_steps(world, month)
    advance(world, 16, MONTHS)
    assert fingerprint(world) == expected


def test_storage_order_of_people_means_nothing(start: World, expected: str) -> None:
    """Random numbers and sums follow the permanent id, so rows may be stored in the order that is fastest."""
    order = np.random.default_rng(2)
    civilians, officers = rows_of(start.civilians), rows_of(start.officers)
    world = reordered(start, order.permutation(civilians), order.permutation(officers))
    assert fingerprint(world) == fingerprint(start)
    assert not np.array_equal(world.civilians.id, start.civilians.id)
    advance(world, 1, 11)
    world = reordered(world, order.permutation(civilians), order.permutation(officers))
    advance(world, 12, MONTHS)
    assert fingerprint(world) == expected


def test_reordered_refuses_an_order_that_loses_a_row(starts: dict[str, World]) -> None:
    """A wrong order must not silently drop people."""
    world = starts["calm"]
    twice = np.zeros(rows_of(world.civilians), np.int64)
    with pytest.raises(ValueError, match="civilian_order must name each of the 1000 rows exactly once"):
        reordered(world, twice, np.arange(rows_of(world.officers)))


@pytest.mark.slow
def test_snapshot_of_every_month_restored_elsewhere_goes_on_alike(
    starts: dict[str, World], ends: dict[str, World], tmp_path: Path, in_process: Any
) -> None:
    """Exact restart at any month: a new process that loads month m ends where the run that never stopped ends."""
    for context, start in starts.items():
        world = start.copied()
        save(world, 0, tmp_path / f"{context}_00.npz")
        for month in range(1, MONTHS + 1):
            advance(world, month, month)
            save(world, month, tmp_path / f"{context}_{month:02}.npz")
        assert fingerprint(world) == fingerprint(ends[context])  # saving changes nothing
    restored = in_process("restore", str(tmp_path))
    assert len(restored) == 2 * (MONTHS + 1)
    assert {name: fingerprint(ends[name.partition("_")[0]]) for name in restored} == restored


@pytest.mark.slow
def test_uncompiled_run_equals_compiled_run(in_process: Any, starts: dict[str, World]) -> None:
    """The plain Python that a reader sees and steps through must be the model that runs."""
    assert worlds.final_fingerprints(SMALLER) == in_process("fingerprints", *SMALLER, SSRSIM_COMPILE="0")


@pytest.mark.parametrize("machine", sorted(OTHER_MACHINES))
def test_other_environment_gives_the_same_bits(ends: dict[str, World], in_process: Any, machine: str) -> None:
    """Same scenario, plan, seed and version: same bits, whatever the C library or Python's hashes do."""
    found = in_process("fingerprints", **OTHER_MACHINES[machine])
    assert found == {context: fingerprint(world) for context, world in ends.items()}


@pytest.fixture(scope="module")
def generic_processor(in_process: Any) -> dict[str, Any]:
    """What a process finds that compiles for a processor without any extension (a minute the first time)."""
    return in_process("types", NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="")


@pytest.mark.slow
def test_generic_processor_gives_the_same_bits(ends: dict[str, World], generic_processor: dict[str, Any]) -> None:
    """No result may hang on fused or vectorised instructions of one processor."""
    assert generic_processor["fingerprints"] == {context: fingerprint(world) for context, world in ends.items()}


@pytest.mark.slow
def test_no_variable_of_the_model_is_float64(generic_processor: dict[str, Any]) -> None:
    """One float64 in between rounds differently compiled and uncompiled, and takes twice the room."""
    assert len(generic_processor["seen"]) > 100
    assert {step.phase.__name__ for step in MONTH} <= {name.split(".")[-1] for name in generic_processor["seen"]}
    assert generic_processor["wide"] == []


def test_ensemble_on_one_thread_equals_two_threads() -> None:
    """Replicates share a process but nothing else."""
    results = [
        run_ensemble(worlds.scenario_of("violent", ["run.replicates=5", f"run.threads={threads}"]))
        for threads in (1, 2)
    ]
    assert results[0].failed == results[1].failed == ()
    assert results[0].series.tobytes() == results[1].series.tobytes()
    assert results[0].events.tobytes() == results[1].events.tobytes()
