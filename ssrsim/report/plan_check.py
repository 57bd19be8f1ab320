"""`ssrsim plan check`: all that is found in a plan, line by line, and what a short trial of it shows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from rich.console import Console

from ssrsim.report.study_summary import say
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import counted

if TYPE_CHECKING:
    from ssrsim.config.plan_asked import Checked
    from ssrsim.records.results import Results


def check_plan(checked: Checked, *, trial: int, strict: bool, console: Console) -> bool:
    """Prints what was found; returns whether the plan passes: no fault, with `strict` no doubt either."""
    doubts = list(checked.doubts)
    for sentence in (*checked.faults, *doubts):
        say(console, printable(sentence))
    scenario = checked.scenario
    if scenario is None:
        say(
            console, f"{counted(len(checked.faults), 'fault')}. Mend them first: what else there is cannot be seen yet."
        )
        return False
    if trial and not checked.faults:
        doubts += _tried(checked, scenario, console)
    elif trial:
        say(console, "The trial was not run; mend the faults first.")
    say(console, _verdict(checked, scenario, len(doubts)))
    return not checked.faults and not (strict and doubts)


def _verdict(checked: Checked, scenario: Scenario, doubts: int) -> str:
    """What was looked at, and how it stands, in one line."""
    plan = scenario.plan
    parts = {"action": plan.actions, "trigger": plan.triggers, "rule": plan.rules, "benchmark": plan.benchmarks}
    looked = ", ".join(counted(len(there), noun) for noun, there in parts.items() if there or noun == "action")
    where = f"in {scenario.name}, {counted(scenario.run.months, 'month')}: {looked} looked at"
    if checked.faults:
        more = f" and {counted(doubts, 'doubt')}" if doubts else ""
        rest = " Mend the faults and check again: what hangs on them was not looked at." if checked.in_part else ""
        return printable(f"{checked.name} has {counted(len(checked.faults), 'fault')}{more} {where}.{rest}")
    if doubts:
        return printable(f"{checked.name} runs {where}; no fault, {counted(doubts, 'doubt')}: it runs, perhaps not "
                         "as meant.")  # fmt: skip
    return printable(f"{checked.name} is sound {where}; no fault, no doubt.")


def _tried(checked: Checked, scenario: Scenario, console: Console) -> list[str]:
    """Runs the plan a few times, small, and prints the doubts that come of it."""
    ensemble = import_module("ssrsim.lab.ensemble")  # numba: only who wants a trial waits for it
    from ssrsim.analysis.plan_trial import trial_findings
    from ssrsim.report.progress import progress

    kept = scenario.model_copy(update={"records": scenario.records.model_copy(update={"events": True})})
    with progress(console, f"Trial of {counted(scenario.run.months, 'month')}") as report:
        results: Results = ensemble.run_ensemble(kept, report)
    sentences = checked.placed([found.fault for found in trial_findings(results)])
    for sentence in sentences:
        say(console, printable(sentence))
    failed = f"; {counted(len(results.failed), 'run')} failed and are not counted" if results.failed else ""
    say(console, f"Trial: {counted(len(results.replicates), 'run')} of {counted(results.months, 'month')} with "
        f"{scenario.run.civilians:,} civilians{failed}. Not validated; few runs show what is frequent, not what is "
        "rare.")  # fmt: skip
    return sentences
