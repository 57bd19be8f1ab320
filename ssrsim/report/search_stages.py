"""The stages of a search: screening, selection, confirmation. Each sees random worlds of its own.

The screening rules out plans that are surely worse than another, the selection finds the best of those that are left,
each with half of the error that is allowed. Neither estimates anything: who is chosen for a high number has been lucky.
Estimates come from the confirmation alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ssrsim.analysis.pareto import front
from ssrsim.analysis.screening import screen
from ssrsim.analysis.selection import KimNelson
from ssrsim.lab.forks import with_plan
from ssrsim.lab.random import generator
from ssrsim.lab.search import KEPT, Broken, run_candidates, run_plan, seed_of, sized
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.planning.candidates import Candidate, at_once, drawn, ordered
from ssrsim.scenario.planning.searching import Search
from ssrsim.scenario.scenario import Scenario

Report = Callable[[int, int], None]
SCREENING, SELECTION, CONFIRMATION = 0, 1, 2  # added to run.seed
FIRST, BATCH = 50, 25  # worlds of the selection: before anything is decided, and at a time
MOST_CONFIRMED = 10  # plans that were not told apart
CONFIRMED = 12  # plans in the confirmation, about
MOST_OF_FRONT = 5  # finalists that no other beats on all criteria
DO_NOTHING, AT_ONCE = "do_nothing", "all_at_once"
# what plans are weighed by: which is better, and how much counts as one unit of the weights
CRITERIA = (
    ("peace_months", 1, 12.0),
    ("trust_police_end", 1, 0.05),
    ("abuse_per_1000", -1, 5.0),
)


class Screened(NamedTuple):
    """What came of the screening.

    Attributes:
        candidates: All plans that were tried.
        twin: int64[candidates], the first plan with the same history in all worlds: itself where there is none.
        means: float64[candidates, kept], over the worlds of the screening.
        values: float64[candidates, worlds] of the objective.
        stays: bool[candidates], not ruled out; twins as the plan that they are the twin of.
        finalists: Places of those that go on, the best first.
    """

    candidates: Sequence[Candidate]
    twin: np.ndarray
    means: np.ndarray
    values: np.ndarray
    stays: np.ndarray
    finalists: np.ndarray
    failed: tuple[Broken, ...]

    @property
    def worlds(self) -> int:
        """How many random worlds were looked at."""
        return self.values.shape[1]

    @property
    def different(self) -> np.ndarray:
        """bool[candidates], the first of its twins."""
        return self.twin == np.arange(len(self.twin))

    @property
    def not_looked_at(self) -> int:
        """How many different plans were not ruled out, and did not go on."""
        return int((self.stays & self.different).sum()) - len(self.finalists)


class Selected(NamedTuple):
    """What came of the selection: `left` are places among the finalists, the best first; one where it ended.

    `means` is float64[finalists], `worlds` int64[finalists] how many each saw.
    """

    left: np.ndarray
    finished: bool
    means: np.ndarray
    worlds: np.ndarray
    failed: tuple[Broken, ...]

    @property
    def n(self) -> int:
        """Worlds that those left have seen."""
        return int(self.worlds[self.left[0]])


class Confirmed(NamedTuple):
    """Plans in new worlds: `values` is float64[plans, worlds, kept]; the first is the winner, or the best so far."""

    names: tuple[str, ...]
    roles: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    values: np.ndarray
    failed: tuple[Broken, ...]

    def of(self, name: str) -> np.ndarray:
        """float64[plans, worlds] of what is kept under this name."""
        return self.values[:, :, KEPT.index(name)]


class Found(NamedTuple):
    """Everything that a search came to."""

    search: Search
    first: Screened
    second: Selected
    third: Confirmed


def candidates_of(search: Search) -> list[Candidate]:
    """The plans of a search."""
    keys = search.keys.search
    if keys.sample is None:
        return list(ordered(search.ingredients, keys.apart))
    return drawn(search.ingredients, keys.sample, keys.window, generator(keys.seed, "search", "candidates"))


def small(search: Search) -> Scenario:
    """The scenario of screening and selection."""
    return sized(search.scenario, search.keys.search.civilians, search.keys.search.officers)


def confirming(search: Search) -> Scenario:
    """The scenario of the confirmation."""
    return sized(search.scenario, search.keys.confirm.civilians, search.scenario.run.officers)


def screened(search: Search, candidates: Sequence[Candidate], report: Report) -> Screened:
    """All plans in a few worlds: twins are one, and who is surely worse goes out."""
    worlds = range(search.screening_worlds)
    sample = run_candidates(small(search), candidates, seed_of(search.scenario, SCREENING), worlds, report)
    _, first, group = np.unique(sample.traces, axis=0, return_index=True, return_inverse=True)
    twin = first[group.reshape(-1)]
    different = np.unique(twin)
    values = _sound(sample.values[:, :, KEPT.index(search.keys.objective)])
    stays = np.zeros(len(candidates), bool)
    stays[different] = screen(values[different], search.indifference, search.keys.error / 2, span=search.span)
    means = np.nanmean(sample.values, axis=1)
    staying = np.flatnonzero(stays)
    best = staying[np.argsort(-means[staying, KEPT.index(search.keys.objective)], kind="stable")]
    finalists = best[: search.keys.search.finalists]
    return Screened(candidates, twin, means, values, stays[twin], finalists, sample.failed)  # fmt: skip


def selected(search: Search, finalists: Sequence[Candidate], report: Report) -> Selected:
    """The best of the finalists, in new worlds until the others are surely worse, or so many were seen."""
    most, scenario, seed = search.keys.search.worlds, small(search), seed_of(search.scenario, SELECTION)
    column = KEPT.index(search.keys.objective)
    failed: list[Broken] = []

    def values(rows: np.ndarray, worlds: range) -> np.ndarray:
        told = lambda done, _: report(worlds.start + done // len(rows), most)  # noqa: E731
        sample = run_candidates(scenario, [finalists[row] for row in rows], seed, worlds, told)
        failed.extend(sample.failed)
        return _sound(sample.values[:, :, column])

    rows = np.arange(len(finalists))
    if len(rows) == 1:
        return Selected(rows, True, np.full(1, np.nan), np.zeros(1, np.int64), ())
    tried = min(FIRST, most)
    race = KimNelson(values(rows, range(tried)), search.indifference, search.keys.error / 2, span=search.span)
    while not race.finished and tried < most:
        batch = range(tried, min(tried + BATCH, most))
        race.add(values(race.active, batch))
        tried = batch.stop
    means = race.means
    left = race.active[np.argsort(-means[race.active], kind="stable")]
    left = np.array([race.best]) if race.finished else left
    return Selected(left, race.finished, means, race.worlds.copy(), tuple(failed))


def confirmed(search: Search, first: Screened, second: Selected, report: Report) -> Confirmed:
    """The chosen, those that no other beats on all criteria, and plans to hold them against, in new worlds again."""
    keys, seed, scenario = search.keys.confirm, seed_of(search.scenario, CONFIRMATION), confirming(search)
    chosen = _to_confirm(search, first, second)
    held_against = _held_against(scenario)
    total = (len(chosen) + len(held_against)) * keys.worlds
    samples = [run_candidates(scenario, [one for one, _ in chosen], seed, range(keys.worlds),
                              lambda done, _: report(done, total))]  # fmt: skip
    for place, (one, _) in enumerate(held_against):
        before = (len(chosen) + place) * keys.worlds
        samples.append(run_plan(one, seed, keys.worlds, lambda done, _, before=before: report(before + done, total)))
    scenarios = [with_plan(scenario, one) for one, _ in chosen] + [one for one, _ in held_against]
    return Confirmed(
        names=tuple(one.plan.name for one in scenarios),
        roles=tuple(role for _, role in [*chosen, *held_against]),
        scenarios=tuple(scenarios),
        values=_sound_worlds(np.concatenate([one.values for one in samples]), KEPT.index(search.keys.objective)),
        failed=tuple(run for one in samples for run in one.failed),
    )


def _to_confirm(search: Search, first: Screened, second: Selected) -> list[tuple[Candidate, str]]:
    """Who is confirmed, each with why."""
    left = second.left[:MOST_CONFIRMED]
    role = "winner" if second.finished else "not told apart"
    found = [(first.candidates[int(first.finalists[row])], role) for row in left]
    signs = np.array([sign for _, sign, _ in CRITERIA])
    means = first.means[first.finalists][:, [KEPT.index(name) for name, _, _ in CRITERIA]] * signs
    on_front = np.flatnonzero(front(np.nan_to_num(means)))
    others = [row for row in on_front if row not in left][:MOST_OF_FRONT]  # finalists stand in order of the objective
    found += [(first.candidates[int(first.finalists[row])], "on the front in the screening") for row in others]
    return [*found, (at_once(search.ingredients)._replace(name=AT_ONCE), "to hold against")]


def _held_against(scenario: Scenario) -> list[tuple[Scenario, str]]:
    """No reform, and the plan of the scenario itself."""
    nothing = Plan(name=DO_NOTHING, title="No reform", actions={})
    own = scenario.plan if scenario.plan.name not in (DO_NOTHING, AT_ONCE) else (
        scenario.plan.model_copy(update={"name": "given_plan"}))  # fmt: skip
    plans = [nothing, own] if own.actions else [nothing]
    return [(scenario.model_copy(update={"plan": plan}), "to hold against") for plan in plans]


def _sound(values: np.ndarray) -> np.ndarray:
    """float64[plans, worlds] without the worlds in which a run failed: they are left out for all plans alike."""
    return _sound_worlds(values[:, :, None], 0)[:, :, 0]


def _sound_worlds(values: np.ndarray, column: int) -> np.ndarray:
    """The same of float64[plans, worlds, kept], judged by one column."""
    sound = np.isfinite(values[:, :, column]).all(axis=0)
    if sound.sum() < 1:
        raise RuntimeError("a run failed in every random world, so that no two plans can be compared")
    return values[:, sound]
