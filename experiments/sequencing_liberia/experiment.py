"""In which order should Liberia's reforms have come? All orders of seven searched, the best held against others."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ssrsim import load_scenario, run_ensemble
from ssrsim.analysis.gates import outcomes_of as outcomes_of_study
from ssrsim.analysis.intervals import mean_interval, proportion_interval
from ssrsim.analysis.outcomes import HEADLINES, outcomes_of
from ssrsim.config.search import search_asked
from ssrsim.config.study import study_asked
from ssrsim.console import console
from ssrsim.lab.studies import study_of
from ssrsim.records.study_store import create
from ssrsim.report.answer import Finding, write_answer
from ssrsim.report.progress import progress
from ssrsim.report.search_folder import plan_file
from ssrsim.report.search_stages import candidates_of, screened, selected
from ssrsim.report.search_words import claim
from ssrsim.report.studies import complete, notes_now
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.planning.candidates import at_once, candidate, plan_of
from ssrsim.scenario.planning.searching import Search

HERE = Path(__file__).parent
REFORMS = ("ddr", "vetting", "training", "payroll", "parliament_oversight", "justice", "equipment")
ENOUGH = 50  # random worlds; with fewer everything is small, only to see that it runs
SEARCH = ("run.months=180", "run.seed=5100", "search.apart=12", "search.months=60")  # estimates: run.seed=5200, 5300
DO_NOTHING, HISTORICAL = "do_nothing", "liberia_2003_historical"
MADE = ("chosen", "reversed", "at_once")  # plans that the search leaves in plans/
CHANGES = {
    "posts buy no peace": "mechanisms.rents_buy_peace=false",
    "no ghosts on the payroll": "mechanisms.ghosts=false",
    "promises need no guarantor": "mechanisms.commitment_problem=false",
    "ten years only": "run.months=120",
}


def found_orders(replicates: int) -> dict[str, Plan]:
    """Search all orders; the best one, the same the other way round, and all reforms at once. Leaves the claim."""
    reforms = REFORMS if replicates >= ENOUGH else REFORMS[3:6]
    worlds = 500 if replicates >= ENOUGH else 20
    search = search_asked([f"reforms=[{','.join(reforms)}]", *SEARCH, f"search.worlds={worlds}"]).search
    with progress(console(), "Screening") as report:
        first = screened(search, candidates_of(search), report)
    with progress(console(), "Selection") as report:
        second = selected(search, [first.candidates[place] for place in first.finalists], report)
    (HERE / "claim.txt").write_text(f"{claim(search, first, second)}\n", encoding="utf-8")
    best = first.candidates[int(first.finalists[second.left[0]])]
    plans = (best, _from_behind(search, best.order), at_once(search.ingredients))
    return {name: plan_of(one).model_copy(update={"name": name}) for name, one in zip(MADE, plans, strict=True)}


def _from_behind(search: Search, order: tuple[str, ...]):
    turned = order[::-1]
    starts = {reform: 1 + search.keys.search.apart * place for place, reform in enumerate(turned)}
    return candidate(turned, starts, search.ingredients.shares, search.ingredients)


def lived(plan: Plan | str, size: tuple[str, ...], *changes: str) -> dict[str, np.ndarray]:
    """The headline outcomes of Liberia under a plan, by random world."""
    named = (f"plan={plan}",) if isinstance(plan, str) else ()
    scenario = load_scenario("liberia_2003", ["run.months=180", "run.seed=5200", *size, *named, *changes])
    return outcomes_of(run_ensemble(scenario if named else scenario.model_copy(update={"plan": plan})))


def held_against(plans: dict[str, Plan], size: tuple[str, ...]) -> Iterator[Finding]:
    """The chosen order less each other plan, and less the reversed one where one thing is changed."""
    chosen = lived(plans["chosen"], size)
    for name in ("reversed", "at_once", HISTORICAL, DO_NOTHING):
        other = lived(plans.get(name, name), size)
        for outcome in HEADLINES:
            gap = mean_interval(chosen[outcome.name] - other[outcome.name])
            yield Finding(f"chosen less {name}", outcome.label.lower(), outcome.unit, gap)
    for words, change in CHANGES.items():
        one, other = (lived(plans[name], size, change) for name in ("chosen", "reversed"))
        gap = mean_interval(one["peace_months"] - other["peace_months"])
        yield Finding(f"chosen less reversed, {words}", "peace-months", "months", gap)


def with_other_parameters(replicates: int) -> Iterator[Finding]:
    """How the chosen order fares where the study draws the parameters, and in how many draws it is no worse."""
    small = () if replicates >= ENOUGH else (f"run.replicates={replicates}", "design.points=12")
    asked = study_asked([f"study_file={HERE / 'study.yaml'}", *small])
    with tempfile.TemporaryDirectory() as folder:
        store = create(Path(folder) / "study", study_of(asked), notes_now(["experiment.py"]))
        complete(store, asked.executor, console(), run_hooks=False)
        outcomes = outcomes_of_study(store)
    for name in ("reversed", "at_once", HISTORICAL, DO_NOTHING):
        gaps = (outcomes.of("peace_months", "chosen") - outcomes.of("peace_months", name)).mean(axis=1)
        runs = f"chosen less {name}, parameters drawn"
        yield Finding(runs, "peace-months", "months", mean_interval(gaps))
        at_least = proportion_interval(int((gaps > -3).sum()), len(gaps))  # 3 peace-months are no difference
        yield Finding(runs, "at least as long a peace", "share of draws", at_least, level=True)


def main() -> None:
    """Search, compare, vary, write the answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=400, help="random worlds of the estimates (400)")
    parser.add_argument("--civilians", type=int, default=10_000, help="sampled civilians a world (10000)")
    given = parser.parse_args()
    size = (f"run.replicates={given.replicates}", f"run.civilians={given.civilians}")
    plans = found_orders(given.replicates)
    (HERE / "plans").mkdir(exist_ok=True)
    for name, plan in plans.items():
        (HERE / "plans" / f"{name}.yaml").write_text(plan_file(plan), encoding="utf-8")
    print(write_answer(HERE, [*held_against(plans, size), *with_other_parameters(given.replicates)]))


if __name__ == "__main__":
    main()
