"""Lines `fixed_cost`, `memory`, `growth`, `flat_memory`, `flat_memory_long`, `largest`: how cost grows with size."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.model import Months, country
from benchmarks.rows import Row, at_most
from benchmarks.timing import REPEATS, Spread, Timing, interleaved, processors, spread, timed
from benchmarks.workers import Worker
from ssrsim.lab.ensemble import runner
from ssrsim.model import SSRModel
from ssrsim.scenario.run import Run
from ssrsim.world.columns_people import CIVILIANS
from ssrsim.world.table import rows_of

MONTHS = 60  # at a turn
FEW = 64  # civilians


def fixed_cost() -> Iterator[Row]:
    """A month of the institutions, found by the line through months of several sizes; then what Mesa adds."""
    tasks = {f"{n} {officers}": Months(n, MONTHS, officers) for n, officers in ((500, 150), (2_000, 150), (500, 1_500))}
    model = _Steps()
    spent = interleaved({**tasks, "step": model}, repeats=REPEATS + 4)
    month = {name: np.array(processors(timings)) / MONTHS * 1e6 for name, timings in spent.items()}
    size = {name: (rows_of(task.world.civilians), rows_of(task.world.officers)) for name, task in tasks.items()}
    (few, posts), (many, _), (_, more_posts) = size.values()
    base, people, officers = (month[name] for name in tasks)
    per_civilian, per_officer = (people - base) / (many - few), (officers - base) / (more_posts - posts)
    own = base - per_civilian * (few - FEW) - per_officer * posts
    note = f"extrapolated from {few} and {many} civilians, {posts} and {more_posts} officers, to no officers"
    yield Row(f"a month of institutions and {FEW} civilians", "us", spread(own.tolist()), at_most(40), note)
    yield Row("an officer", "ns/month", spread((per_officer * 1e3).tolist()), note="from 150 to 1,500 officers")
    yield Row("a civilian", "ns/month", spread((per_civilian * 1e3).tolist()), note="from 500 to 2,000 civilians")
    mesa = (month["step"] - base).tolist()
    yield Row("what `SSRModel.step()` adds", "us", spread(mesa), at_most(150), "one step against a month of `advance`")


class _Steps:
    """A task: months of a Mesa model of 500 civilians and 150 officers, which begins anew when it is at its end."""

    def __init__(self) -> None:
        self._model = SSRModel(country(500, officers=150))

    def __call__(self) -> Timing:
        if self._model.month + MONTHS > self._model.spec.run.months:
            self._model.close()
            self._model = SSRModel(country(500, officers=150))
        return timed(lambda: [self._model.step() for _ in range(MONTHS)])


def memory() -> Iterator[Row]:
    """Bytes and nanoseconds for each of a million civilians."""
    n = 1_000_000
    columns = sum(np.dtype(column.dtype).itemsize * column.width for column in CIVILIANS)
    yield Row(
        "columns of a civilian", "B", spread([columns + 4]), at_most(96), "as declared, and the register of identities"
    )
    told = []
    for _ in range(3):  # every try needs a process of its own, so these are not taken in turns with anything
        with Worker("benchmarks.own_process", "large", n, 1) as process:
            told.append(process.turn()["told"])
    note = "of one run, which needs no template beside it: `build` and `settle_in_place`"
    yield Row(f"peak, {n:,} civilians", "B/civilian", spread([one["peak"] / n for one in told]), at_most(96), note)
    built = spread([one["built"] / n * 1e9 for one in told])
    yield Row(f"construction, {n:,} civilians", "ns/civilian", built, at_most(250), "the same, by the clock")


def growth() -> Iterator[Row]:
    """The slope of log time over log size, from the medians of each size."""
    sizes = (10_000, 100_000, 1_000_000)
    tasks = {n: Months(n, 3, of=36) for n in sizes}
    spent = interleaved({str(n): task for n, task in tasks.items()})
    slopes = [exponent(sizes, [spent[str(n)][turn].processor for n in sizes]) for turn in range(REPEATS)]
    yield Row("civilians, 10^4 to 10^6", "exponent", spread(slopes), at_most(1.07), "processor time of three months")
    steps = (12, 48, 120)
    by_months = {str(number): Months(2_000, number) for number in steps}
    spent = interleaved(by_months)
    slopes = [exponent(steps, [spent[str(n)][turn].processor for n in steps]) for turn in range(REPEATS)]
    yield Row(
        "months, 12 to 120", "exponent", spread(slopes), at_most(1.07), "2,000 civilians; building them is not counted"
    )
    run = runner(country(1_000, 24))
    counts = (5, 20, 80)
    spent = interleaved({str(number): lambda number=number: [run(r) for r in range(number)] for number in counts})
    slopes = [exponent(counts, [spent[str(n)][turn].processor for n in counts]) for turn in range(REPEATS)]
    yield Row("replicates, 5 to 80", "exponent", spread(slopes), at_most(1.07), "1,000 civilians, 24 months")


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of the line of least squares through log(size), log(seconds)."""
    return float(np.polyfit([math.log(size) for size in sizes], [math.log(each) for each in seconds], 1)[0])


def flat_memory() -> Iterator[Row]:
    """What stays in memory after more months, and after more runs."""
    with Worker("benchmarks.own_process", "months", 20_000, 600) as process:
        resident = process.turn()["told"]["resident"]
    grown = (resident[-1] - resident[1]) / 1e6
    yield Row(
        "months 240 to 600 of one run",
        "MB",
        _once(grown),
        at_most(5),
        "records of all months are reserved at the start",
    )
    yield from _over_runs(turns=5, each=100, months=120)


def flat_memory_long() -> Iterator[Row]:
    """The same over 100,000 runs, of a year each."""
    yield from _over_runs(turns=100, each=1_000, months=12)


def _over_runs(turns: int, each: int, months: int) -> Iterator[Row]:
    with Worker("benchmarks.own_process", "runs", 500, each, months) as process:
        resident = [process.turn()["told"]["resident"] for _ in range(turns)]
    grown = (resident[-1] - resident[0]) / 1e6
    note = f"500 civilians, {months} months; {resident[-1] / 1e6:.0f} MB at the end"
    yield Row(f"runs {2 * each:,} to {(turns + 1) * each:,} in one process", "MB", _once(grown), at_most(5), note)


def largest() -> Iterator[Row]:
    """The largest run that a scenario may ask for. Needs as much free memory as it tells."""
    most = next(rule.le for rule in Run.model_fields["civilians"].metadata if hasattr(rule, "le"))
    with Worker("benchmarks.own_process", "large", most, 12) as process:
        told = process.turn()["told"]
    yield Row(f"{most:,} civilians, 12 months, peak", "GiB", _once(told["peak"] / 2**30), at_most(24))
    yield Row(f"{most:,} civilians, peak", "B/civilian", _once(told["peak"] / most))
    yield Row(f"{most:,} civilians, built", "s", _once(told["built"]))
    yield Row(f"{most:,} civilians, 12 months", "s", _once(told["ran"]))


def _once(value: float) -> Spread:
    return spread([value])
