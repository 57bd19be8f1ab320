"""4b and 4d, what holds in distribution: names are luck, size is no cause, chance has its textbook mean and spread.

Every test names its runs, its false-alarm rate and the mutant (a wrong model) that it catches, and makes the mutant.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from toy import DISTRICT, SEED, Tree, changed, data, lived, off, settled, template

from ssrsim.driver import call
from ssrsim.equations.forces import presence_of
from ssrsim.phases.encounters import encounter
from ssrsim.phases.engine import settle
from ssrsim.phases.monitoring import hold_survey
from ssrsim.phases.observers import code_events
from ssrsim.world.world import World

pytestmark = pytest.mark.slow

FALSE_ALARM = 1e-6
Z = 4.9  # two-sided normal quantile of that
Change = Callable[[World], None]


def endings(tree: Tree, first: int, runs: int, change: Change | None = None) -> np.ndarray:
    """The last lines of the records of so many worlds; `change` acts on each right after its settlement."""
    lines, start = [], template(tree)
    for replicate in range(first, first + runs):
        world = settle(start, SEED, replicate)
        if change is not None:
            change(world)
        lines.append(lived(world).record[-1:])
    return np.concatenate(lines)


def farthest(one: np.ndarray, other: np.ndarray) -> float:
    """The Kolmogorov-Smirnov distance of two samples."""
    both = np.sort(np.concatenate([one, other]))
    steps = (np.searchsorted(np.sort(sample), both, side="right") / len(sample) for sample in (one, other))
    return float(np.abs(next(steps) - next(steps)).max())


def critical(runs: int, tests: int) -> float:
    """The distance that two samples of one distribution exceed with the false-alarm rate, over all tests together."""
    return float(np.sqrt(-0.5 * np.log(FALSE_ALARM / tests / 2)) * np.sqrt(2 / runs))


COMPARED = ("trust_police", "bribe_experience", "grievance", "crime", "sanctions", "police_strength", "skill", "abuse")


def renamed(world: World) -> None:
    """Everybody of the big tables bears another number, so that all their luck is another.

    Surveys find their respondents by number: here they ask everybody.
    """
    world.civilians.id[:] += 7_000_000
    world.officers.id[:] += 9_000_000


def nameless(world: World) -> None:
    """The mutant: everybody bears the same number, so that all share one luck."""
    world.civilians.id[:] = 7
    world.officers.id[:] = 9


def test_names_are_luck_and_nothing_else() -> None:
    """16, 18: people and places under other names live in the same distribution of worlds.

    Runs: 600 against 600, 24 months, eight indicators by Kolmogorov-Smirnov. False-alarm rate: 1e-6 over all eight
    (critical distance .17). Mutant: an id that is lost, so that all share one luck: distance above .25, caught
    with probability above .99.
    """
    runs, tree = 600, data(*off("survey_noise"), months=24)
    other = changed(tree, country__districts={
        "zulu": DISTRICT | {"title": "East", "capital": True, "groups": {"ga": 0.5, "gb": 0.5}},
        "alfa": DISTRICT | {"title": "West", "tile": [0, 1], "groups": {"ga": 0.5, "gb": 0.5}},
    })  # fmt: skip
    here, there = endings(tree, 0, runs), endings(other, runs, runs, renamed)
    limit = critical(runs, len(COMPARED))
    distances = {name: farthest(here[name], there[name]) for name in COMPARED}
    assert max(distances.values()) < limit, distances
    mutant = endings(other, runs, 200, nameless)
    assert max(farthest(here[name], mutant[name]) for name in COMPARED) > 1.5 * limit


def test_groups_alike_are_alike_in_distribution() -> None:
    """19: with entrants, too, two groups with the same parameters exchanged live in the same distribution of worlds.

    Runs: 600 against 600, 24 months, three indicators by Kolmogorov-Smirnov. False-alarm rate: 1e-6 over all three.
    Mutant: officers who are exchanged while the people are not (distance above .25), caught with probability above .99.
    """
    runs, compared = 600, ("trust_police", "representation", "abuse")
    tree = data("plan=do_nothing", "parameters.group_bias=4", "parameters.attrition=0.05", months=24)
    for name, share in (("east", 0.9), ("west", 0.7)):
        tree["country"]["districts"][name]["groups"] = {"ga": share, "gb": 1 - share}
    tree = changed(tree, country__groups__ga__representation=0.9, country__groups__gb__representation=0.1)
    mirror = changed(tree, country__groups__ga__representation=0.1, country__groups__gb__representation=0.9)
    for name, share in (("east", 0.1), ("west", 0.3)):
        mirror["country"]["districts"][name]["groups"] = {"ga": share, "gb": 1 - share}
    here, there = endings(tree, 0, runs), endings(mirror, runs, runs)
    limit = critical(runs, len(compared))
    assert max(farthest(here[name], there[name]) for name in compared) < limit
    half = changed(mirror, country__groups__ga__representation=0.9, country__groups__gb__representation=0.1)
    assert max(farthest(here[name], endings(half, runs, 200)[name]) for name in compared) > 1.5 * limit


def met(start: World, runs: int, change: Change | None = None) -> np.ndarray:
    """Rows that met the police in one month, in so many random worlds that begin alike."""
    counts = np.empty(runs, np.int64)
    for replicate in range(runs):
        world = start.copied()
        world.key[1] = replicate + 1
        if change is not None:
            change(world)
        call(encounter, world, 1, 0, len(world.civilians.id))
        counts[replicate] = int((world.civilians.contact == 1).sum())
    return counts


STOPS = ("parameters.contact_help=0", "parameters.contact_army=0", "parameters.contact_stop=0.2")


def scores(counts: np.ndarray, rows: int, chance: float) -> tuple[float, float]:
    """How far, in standard errors, mean and dispersion are from those of a binomial of known chance."""
    variance = rows * chance * (1 - chance)
    mean = (counts.mean() - rows * chance) / np.sqrt(variance / len(counts))
    dispersion = ((counts - rows * chance) ** 2).sum() / variance
    return float(mean), float((dispersion - len(counts)) / np.sqrt(2 * len(counts)))


def test_encounters_of_those_who_do_not_touch_are_binomial() -> None:
    """40: people stopped in a month, independently and with a known chance: binomial in mean and in dispersion.

    Runs: 2,000 months of 500 people. False-alarm rate: 1e-6 (4.9 standard errors) for each of the two. Mutants: a
    chance that is 3 % higher (12 standard errors of the mean) and luck that all share (dispersion 500 times that of a
    binomial), each caught with probability above .999.
    """
    runs, start = 2_000, settled(data(*STOPS))
    units, rows = start.units, len(start.civilians.id)
    police = start.districts.police_unit
    chances = {float(0.2 * presence_of(units.strength[unit], units.target[unit])) for unit in police}
    chance = chances.pop()
    assert not chances  # the same in both districts
    mean, dispersion = scores(met(start, runs), rows, chance)
    assert abs(mean) < Z
    assert abs(dispersion) < Z
    eager = settled(data(*STOPS))
    eager.parameters[0].contact_stop *= 1.03
    assert scores(met(eager, runs), rows, chance)[0] > Z + 3
    assert scores(met(start, 200, nameless), rows, chance)[1] > Z + 3


def test_shares_vary_by_the_root_of_rows() -> None:
    """20: twice the people sampled, half the variance of a share (the law of the square root).

    Runs: 1,500 months each of 500 and of 1,000 people. False-alarm rate: 1e-6 (the log of a ratio of variances has
    standard error .052, so 1.55 to 2.58 is in). Mutant: a share that is noisy by district and not by person (ratio 1),
    caught with probability above .999.
    """
    runs = 1_500
    few, many = (met(settled(data(*STOPS, civilians=rows)), runs) / rows for rows in (500, 1_000))
    error = Z * np.sqrt(4 / runs)
    assert abs(np.log(few.var() / many.var()) - np.log(2)) < error
    assert np.log(2) > error + 4.75 * np.sqrt(4 / runs)  # the mutant lies so far out


def measured(start: World, runs: int, interviews: float) -> np.ndarray:
    """Trust in the police as so many surveys of one country find it."""
    found = np.empty(runs)
    world = start.copied()
    world.parameters[0].survey_n = interviews
    for replicate in range(runs):
        world.key[1] = replicate + 1
        call(hold_survey, world, 0, 0, 1)
        found[replicate] = world.nation.pending_trust_police[0]
    assert world.civilians.trust_police.tobytes() == start.civilians.trust_police.tobytes()
    return found


def test_smaller_surveys_err_more_about_the_same_trust() -> None:
    """56: a quarter of the interviews doubles the error of measured trust; the trust there is stays, to the bit.

    Runs: 3,000 surveys each. False-alarm rate: 1e-6 (the log of a ratio of standard deviations errs by .018, so that
    1.83 to 2.19 is in). Mutant: an error that does not depend on the number of interviews, caught with certainty.
    """
    runs, start = 3_000, settled(data())
    many, few = (measured(start, runs, interviews) for interviews in (1_200, 300))
    assert abs(np.log(few.std() / many.std()) - np.log(2)) < Z * np.sqrt(1 / runs)
    assert abs(few.mean() - many.mean()) < Z * np.hypot(few.std(), many.std()) / np.sqrt(runs)


def first_recurrence(start: World, hazard: float, luck: np.random.Generator, months: int, late: int = 0) -> int:
    """Feed the event coder 25 deaths a month with this chance, after a year of peace; the months until it sees one."""
    world = start.copied()
    for month in range(1, months + 1):
        world.nation.deaths[0] = 25 if month > 12 + late and luck.random() < hazard else 0
        call(code_events, world, month, 0, 1)
        if world.nation.recurrence_month[0] >= 0:
            return int(world.nation.recurrence_month[0]) - 12
    return months


def from_geometric(times: np.ndarray, hazard: float) -> float:
    """The largest distance of the distribution of times from the geometric one."""
    months = np.arange(1, 60)
    seen = (times[:, None] <= months).mean(axis=0)
    return float(np.abs(seen - (1 - (1 - hazard) ** months)).max())


def test_a_constant_hazard_is_coded_as_one() -> None:
    """41: the event coder, fed with a constant hazard of .1, dates recurrences geometrically (a fixture, no mode).

    Runs: 2,000. False-alarm rate: 1e-6 (Kolmogorov-Smirnov, critical distance .060; mean within 4.9 standard errors of
    10 months). Mutant: a coder that is one month late (distance .1), caught with probability above .999.
    """
    runs, hazard = 2_000, 0.1
    tree = data("conflict.window=rolling12", *off("observation_bias"))
    start = settled(tree)
    start.parameters[0].coder_coverage = 1
    luck = np.random.default_rng(41)
    times = np.array([first_recurrence(start, hazard, luck, 220) for _ in range(runs)])
    limit = np.sqrt(-0.5 * np.log(FALSE_ALARM / 2)) / np.sqrt(runs)
    assert from_geometric(times, hazard) < limit
    assert abs(times.mean() - 1 / hazard) < Z * np.sqrt((1 - hazard) / hazard**2 / runs)
    late = np.array([first_recurrence(start, hazard, luck, 220, late=1) for _ in range(runs // 4)])
    assert from_geometric(late, hazard) > limit + 0.02
