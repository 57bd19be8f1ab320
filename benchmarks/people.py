"""Line `people`: the civilians' phases of the real model, beside the same work in fused C."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from benchmarks.model import SEED, Months, template
from benchmarks.people_c import PeopleInC
from benchmarks.rows import Row, at_least
from benchmarks.timing import Spread, Timing, interleaved, processors, rate, ratio, spread, timed, walls
from ssrsim.driver import Driver
from ssrsim.phases.engine import advance, advance_in_pieces, advance_timed, settle
from ssrsim.phases.month import MONTH
from ssrsim.world.table import rows_of
from ssrsim.world.world import World

N, MONTHS = 100_000, 6
TALLY = "tally_civilians"
STEPS = tuple(step for step in MONTH if step.table == "civilians" or step.name == TALLY)
BEFORE = next(before.name for before, step in pairwise(MONTH) if step is STEPS[0])
FIRST_MONTH = 6  # at which the institutions stand still


class CivilianMonths:
    """A task: months of the civilians' phases alone, in one compiled loop, while institutions stand still."""

    def __init__(self, civilians: int, months: int, threads: int = 1) -> None:
        """`months` at a turn, by so many threads."""
        self.threads = threads
        self.world = settle(template(civilians), SEED, 0)
        advance(self.world, 1, FIRST_MONTH)
        self._driver = Driver([step.phase for step in STEPS], self.world)
        self._rows = np.array([rows_of(getattr(self.world, step.table)) for step in STEPS])
        self.months = months

    def __call__(self) -> Timing:
        """The same months at every turn: their draws are the same, what people remember is not."""
        given = (FIRST_MONTH + 1, FIRST_MONTH + 1 + self.months)
        if self.threads == 1:
            return timed(lambda: self._driver.run(self.world, self._rows, *given))
        shared = np.array([step.splits for step in STEPS])
        return timed(lambda: self._driver.run_together(self.world, self._rows, shared, *given, self.threads))


def people() -> Iterator[Row]:
    """Civilian-months a second, and the share of what C reaches on the same columns with the same result."""
    own, other = CivilianMonths(N, MONTHS), _in_c(N)
    tasks = {
        "phases": own,
        "C": lambda: other.live(FIRST_MONTH + 1, FIRST_MONTH + MONTHS),
        "month": Months(N, MONTHS),
    }
    spent = interleaved(tasks)
    seconds = {name: processors(timings) for name, timings in spent.items()}
    yield Row(f"{N:,} civilians, their phases, one core", "M civilian-months/s", _rate(seconds["phases"]), at_least(30))
    yield Row("the same work in fused C", "M civilian-months/s", _rate(seconds["C"]), note=_agreement())
    share = ratio(seconds["C"], seconds["phases"])
    yield Row("our phases against fused C", "x", share, at_least(0.8), "seconds of C over ours")
    yield Row(
        "a whole month, one core", "M civilian-months/s", _rate(seconds["month"]), note="officers and institutions too"
    )
    yield from _on_two_cores()
    yield from _by_phase()


def _rate(seconds: list[float]) -> Spread:
    return rate(N * MONTHS / 1e6, seconds)


def _on_two_cores() -> Iterator[Row]:
    """One run by two threads: its civilians' phases alone, and whole months."""
    alone = {f"{threads} alone": CivilianMonths(N, MONTHS, threads) for threads in (1, 2)}
    whole = {f"{threads} whole": Months(N, MONTHS, threads=threads) for threads in (1, 2)}
    spent = {name: walls(timings) for name, timings in interleaved({**alone, **whole}).items()}
    note = "by the clock; the tally is not split"
    yield Row("their phases, two cores", "M civilian-months/s", _rate(spent["2 alone"]), at_least(50), note)
    yield Row("two cores against one", "x", ratio(spent["1 alone"], spent["2 alone"]), note="by the clock")
    yield Row("a whole month, two cores", "M civilian-months/s", _rate(spent["2 whole"]), note="by the clock")


def _by_phase() -> Iterator[Row]:
    """Where the time goes now."""
    world = settle(template(N), SEED, 0)
    advance(world, 1, FIRST_MONTH)
    turns = [advance_timed(world, first, first + 2) for first in range(FIRST_MONTH + 1, FIRST_MONTH + 16, 3)]
    for position, step in enumerate(MONTH):
        nanoseconds = [float(turn[position]) / 3 / N * 1e9 for turn in turns]
        if spread(nanoseconds).median > 0.5:
            yield Row(f"phase `{step.name}`", "ns/civilian and month", spread(nanoseconds))


def _in_c(civilians: int) -> PeopleInC:
    world = settle(template(civilians), SEED, 0)
    advance(world, 1, FIRST_MONTH)
    return PeopleInC(world)


def _agreement() -> str:
    """How far a month in C is from one of the model, both from the same moment."""
    before, after = month_of_both(20_000)
    differ = max(
        float(np.abs(before.columns[name] - getattr(after.civilians, name)).max())
        for name in ("trust_police", "trust_army", "grievance", "fear", "livelihood", "recruitable")
    )
    others = int(np.sum(before.columns["choice"] != after.civilians.choice))
    return f"after a month no value differs by more than {differ:.0e}, and {others} of 20,000 people chose otherwise"


def month_of_both(civilians: int) -> tuple[PeopleInC, World]:
    """One month from the same moment: in C, and the world of the model right after its tally."""
    world = settle(template(civilians), SEED, 0)
    advance(world, 1, FIRST_MONTH)
    found: dict[str, PeopleInC | World] = {}

    def look(phase: str) -> None:
        found[phase] = PeopleInC(world) if phase == BEFORE else world.copied()

    advance_in_pieces(world, FIRST_MONTH + 1, (BEFORE, TALLY), look)
    in_c, after = found[BEFORE], found[TALLY]
    assert isinstance(in_c, PeopleInC)
    assert isinstance(after, World)
    in_c.live(FIRST_MONTH + 1, FIRST_MONTH + 1)
    return in_c, after
