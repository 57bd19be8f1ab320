"""What a short trial of a plan shows: what never fired or began, what was refused to the end, what swung.

Sees the event log alone. Every share has its number of runs and a 95 % interval.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ssrsim.analysis.events import first_months
from ssrsim.analysis.intervals import Estimate, mean_interval, proportion_interval
from ssrsim.records.results import Results
from ssrsim.scenario.events import KIND
from ssrsim.scenario.plan import FromMonth, Rule
from ssrsim.scenario.planning.finding import Finding

MOST_SWINGS = 4  # pauses of an action in one run that nobody minds
MOST = 0.5  # of the runs


def trial_findings(results: Results) -> tuple[Finding, ...]:
    """The doubts that the runs of a trial raise; none where no run is there."""
    if not len(results.replicates):
        return ()
    parts = (_triggers, _rules, _actions)
    return tuple(found for part in parts for found in part(results))


def counts(results: Results, kind: str, subject: int) -> np.ndarray:
    """int64[n]: how often an event of one subject happened in each run."""
    events = results.events
    found = events["replicate"][(events["kind"] == KIND[kind]) & (events["subject"] == subject)]
    return np.bincount(np.searchsorted(results.replicates, found), minlength=len(results.replicates))


def told(share: Estimate) -> str:
    """A share of runs in words, with its interval and the number of runs."""
    hits = round(share.value * share.n)
    return f"in {hits} of {share.n} runs (95 % interval {share.low:.2f} to {share.high:.2f} of runs)"


def _share(hits: np.ndarray) -> Estimate:
    return proportion_interval(int(hits.sum()), len(hits))


def _triggers(results: Results) -> Iterator[Finding]:
    for subject, name in enumerate(results.scenario.plan.triggers):
        fired = counts(results, "trigger_fired", subject) > 0
        if not fired.any():
            said = f"fired {told(_share(fired))}; see whether it is needed"
            yield Finding("trial-never-fired", ("plan", "triggers", name), said)


def _rules(results: Results) -> Iterator[Finding]:
    for subject, (name, rule) in enumerate(results.scenario.plan.rules.items()):
        if isinstance(rule.when, FromMonth):  # the calendar says when, and how often
            continue
        path, often = ("plan", "rules", name), counts(results, "rule_fired", subject)
        if not often.any():
            yield Finding("trial-never-fired", path, f"fired {told(_share(often > 0))}; see whether it is needed")
        elif (often >= _as_often(rule, results.months)).all() and rule.max_fires > results.months:
            mean = mean_interval(often)
            yield Finding("trial-always-fired", path, f"fired as often as it could {told(_share(often > 0))}, "
                          f"{mean.value:.0f} times in each; put it into the calendar, or change the "
                          "threshold")  # fmt: skip


def _as_often(rule: Rule, months: int) -> int:
    """How often a rule fires whose condition is true in every month after the first in which it can be."""
    condition_months = getattr(rule.when, "months", 1)
    return max(1, (months - condition_months + 1) // max(1, rule.cooldown))


def _actions(results: Results) -> Iterator[Finding]:
    """In the order of rows: what never began, what was refused, what was paused again and again."""
    plan, end = results.scenario.plan, results.months
    for subject, (name, action) in enumerate(plan.in_order()):
        if plan.does_nothing(name) or (action.fixed_start or 1) > end:
            continue
        path = ("plan", "actions", name)
        began = np.isfinite(first_months(results, "authorised", subject))
        refused = ~began & np.isfinite(first_months(results, "blocked", subject))
        if refused.mean() > MOST:
            said = f"was refused and never let {told(_share(refused))}; see who refuses it, or begin later"
            yield Finding("trial-blocked", path, said)
        elif began.mean() < MOST:
            yield Finding("trial-never-began", path, f"began {told(_share(began))}; see what it waits for")
        swings = counts(results, "resumed", subject)
        if (swings > MOST_SWINGS).any():
            mean = mean_interval(swings)
            yield Finding("trial-swings", path, f"was paused and went on more than {MOST_SWINGS} times "
                          f"{told(_share(swings > MOST_SWINGS))}, {mean.value:.1f} times in a run on average "
                          f"({mean.low:.1f} to {mean.high:.1f}); leave a gap, or give the rule a cooldown")  # fmt: skip
