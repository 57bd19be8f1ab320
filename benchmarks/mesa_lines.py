"""Lines `mesa_twin` and `epstein`: Mesa as it is used, one object for each agent."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator

from benchmarks.mesa_twin import TwinModel
from benchmarks.model import SEED, Months, template
from benchmarks.people import BEFORE, TALLY, CivilianMonths
from benchmarks.rows import Row, at_least, at_most
from benchmarks.surroundings import surroundings
from benchmarks.timing import Timing, at_once, interleaved, processors, rate, ratio, spread, timed, walls
from ssrsim.phases.engine import advance_in_pieces, settle
from ssrsim.world.world import World

N, YEAR = 10_000, 12
SIZES = {10_000: 60, 100_000: 12}  # civilians beside the example of civil violence: months at a turn
COMPARED = ("trust_police", "trust_army", "grievance", "fear", "livelihood")


def mesa_twin() -> Iterator[Row]:
    """Months of the civilians' phases in Mesa and in ssrsim, on one core and on two; then whether both agree."""
    twin, own, theirs = lived_year()
    one, two = CivilianMonths(N, YEAR), CivilianMonths(N, YEAR)
    spent = interleaved({"mesa": twin.step, "one": one, "both": lambda: at_once(one, two)})
    yield Row("Mesa", "M civilian-months/s", rate(N / 1e6, processors(spent["mesa"])), note="one month at a turn")
    yield Row("ours, one core", "M civilian-months/s", rate(N * YEAR / 1e6, processors(spent["one"])))
    year = [seconds * YEAR for seconds in processors(spent["mesa"])]
    yield Row("one core, times faster", "x", ratio(year, processors(spent["one"])), at_least(150))
    year = [2 * seconds * YEAR for seconds in walls(spent["mesa"])]
    note = "two countries in two threads of ours; Mesa has one core, as Python has; on the clock"
    yield Row("two cores, times faster", "x", ratio(year, walls(spent["both"])), at_least(250), note)
    apart = max(abs(own[name] - theirs[name]) for name in COMPARED)
    told = ", ".join(f"{name} {own[name]:.3f} and {theirs[name]:.3f}" for name in (*COMPARED, "contacts", "abused"))
    yield Row(
        "means after 12 months, furthest apart", "share", spread([apart]), at_most(0.01), f"ours and Mesa's: {told}"
    )


def lived_year(civilians: int = N) -> tuple[TwinModel, dict[str, float], dict[str, float]]:
    """A year of the model and of its twin among the same institutions: the twin, and the last month's means of both."""
    world = settle(template(civilians), SEED, 0)
    twins: list[TwinModel] = []
    means: dict[str, float] = {}

    def look(phase: str) -> None:
        if phase == TALLY:
            means.update(_means(world))
            return
        twins.append(twins[-1] if twins else TwinModel(world))
        twins[-1].enter(surroundings(world), world.civilians.weight.tolist(), world.civilians.commander_tie.tolist())
        twins[-1].step()

    for month in range(1, YEAR + 1):
        advance_in_pieces(world, month, (BEFORE, TALLY), look)
    return twins[-1], means, twins[-1].means()


def _means(world: World) -> dict[str, float]:
    """Means over people, as the model tallied them this month."""
    districts = world.districts
    people = float(districts.people.sum())
    shares = {name: float(districts[f"{name}_total"].sum()) / 2**20 / people for name in COMPARED}
    return shares | {name: float(districts[name].sum()) / people for name in ("contacts", "abused")}


def epstein() -> Iterator[Row]:
    """Agent-steps a second of processor time of Mesa's example as it ships, 40 x 40 cells."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the example warns of what Mesa itself will change
        from mesa.examples.advanced.epstein_civil_violence.model import EpsteinCivilViolence

        model = EpsteinCivilViolence(seed=SEED)
        ours = {n: Months(n, length) for n, length in SIZES.items()}
        agents = len(model.agents)

        def steps() -> Timing:
            gc.collect()
            return timed(lambda: [model.step() for _ in range(5)])

        spent = interleaved({"mesa": steps, **{str(n): months for n, months in ours.items()}})
    theirs = [seconds / (5 * agents) for seconds in processors(spent["mesa"])]
    yield Row(f"Mesa's civil violence, {agents:,} agents", "agent-steps/s", rate(1, theirs))
    note = "their agents move and look at 112 cells around them, ours remember, learn and meet officers"
    for n, length in SIZES.items():
        each = [seconds / (length * n) for seconds in processors(spent[str(n)])]
        yield Row(f"ours, {n:,} civilians", "civilian-months/s", rate(1, each), note="the whole month")
        yield Row(f"{n:,} civilians, times faster", "x", ratio(theirs, each), at_least(1000), note)
