"""When key events happen over the runs: the first month per run, its quantiles, and the share of runs that see it.

Knows the event log and the flags of the series, nothing of drawing. An event that the scenario itself schedules (an
election, a shock, a donor's horizon) has its months; an event that comes out of a run has a distribution over runs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ssrsim.analysis.intervals import QUANTILES, Estimate, proportion_interval
from ssrsim.records.results import Results
from ssrsim.scenario.events import CAUSE, EVENT_KINDS, KIND
from ssrsim.scenario.faults import printable

SCHEDULED = tuple(CAUSE[name] for name in ("scheduled", "horizon_over", "drawdown_over"))
POLITICS, OUTSIDERS, SHOCKS = "Politics", "Donors and missions", "Shocks from outside"
ARMED, REFORMS = "Armed groups", "Reforms of the plan"
THEMES = (POLITICS, OUTSIDERS, SHOCKS, ARMED, REFORMS)
FLAGS = ("recurrence_25", "war_1000", "coup")  # counted from the series: equal to the summary, never cut short
KINDS: dict[str, tuple[str, str]] = {
    "election": (POLITICS, "Election"),
    "election_cancelled": (POLITICS, "Election not held"),
    "government_changed": (POLITICS, "Government changed"),
    "reshuffle": (POLITICS, "Minister replaced"),
    "votes_bought": (POLITICS, "Votes bought for a bill"),
    "reversed": (REFORMS, "Reform partly undone"),
    "scandal": (POLITICS, "Scandal over abuse"),
    "body_captured": (POLITICS, "Oversight body captured"),
    "body_freed": (POLITICS, "Oversight body free again"),
    "coup_attempt": (POLITICS, "Coup attempt"),
    "coup": (POLITICS, "Coup"),
    "autocratization": (POLITICS, "Autocratization"),
    "shock": (SHOCKS, "Shock"),
    "disaster": (SHOCKS, "Disaster by chance (not validated)"),
    "new_threat": (SHOCKS, "New threat by chance (not validated)"),
    "massacre": (SHOCKS, "Massacre of civilians (not validated)"),
    "context_changed": (SHOCKS, "Change of context"),
    "criminal_rule": (ARMED, "Criminals govern a district"),
    "criminal_rule_ended": (ARMED, "Criminal rule of a district ends"),
    "donor_suspended": (OUTSIDERS, "Donor suspends aid"),
    "donor_resumed": (OUTSIDERS, "Donor resumes aid"),
    "donor_left": (OUTSIDERS, "Donor leaves"),
    "mission_drawdown": (OUTSIDERS, "Mission draws down"),
    "mission_left": (OUTSIDERS, "Mission leaves"),
    "patron_intervention": (ARMED, "Neighbour arms a faction"),
    "offer": (ARMED, "Faction is granted more"),
    "offer_refused": (ARMED, "Concession refused by the coalition"),
    "promise_broken": (ARMED, "Promise to a faction broken"),
    "faction_active": (ARMED, "Faction takes up arms"),
    "faction_dormant": (ARMED, "Faction lays down arms"),
    "spoiler": (ARMED, "Local commander fights on alone"),
    "spoiler_quiet": (ARMED, "Local commander keeps still again"),
    "defection": (ARMED, "Soldiers follow the call of a faction"),
    "sponsorship": (ARMED, "Politicians pay a faction"),
    "clash": (ARMED, "Clash with deaths"),
    "recurrence_25": (ARMED, "Recurrence, 25 deaths in a year"),
    "war_1000": (ARMED, "Return to war, 1,000 deaths"),
    "authorised": (REFORMS, "First action authorised"),
    "blocked": (REFORMS, "First action blocked"),
    "finished": (REFORMS, "First action finished"),
    "dropped": (REFORMS, "First action dropped before it began"),
    "paused": (REFORMS, "First action paused"),
    "resumed": (REFORMS, "First action goes on"),
    "trigger_fired": (REFORMS, "First trigger fires"),
    "rule_fired": (REFORMS, "First rule fires"),
    "benchmark_met": (REFORMS, "First benchmark met"),
    "benchmark_missed": (REFORMS, "First benchmark missed"),
}
BY_SUBJECT = ("shock", "donor_left", "mission_drawdown", "mission_left")  # a row per name; others are one row


class Span(NamedTuple):
    """When an action ran, over the runs in which it began: quantiles of its first month, median of its last.

    Months are whole; NaN where it began in no run or no event log was kept.
    """

    low: float
    median: float
    high: float
    end: float


class EventRow(NamedTuple):
    """One row of the timeline.

    `months` are the months of a scheduled event and empty otherwise; `until` is where a scheduled spell ends.
    `quantiles` are the 5, 25, 50, 75 and 95 % quantiles of the first month over the runs that see the event.
    """

    theme: str
    kind: str
    label: str
    months: tuple[int, ...]
    until: int | None
    quantiles: tuple[float, ...]
    hits: int
    share: Estimate

    @property
    def median(self) -> float:
        """The middle of its months, infinite where it never happened: what rows are sorted by."""
        return self.quantiles[len(self.quantiles) // 2] if self.hits else float("inf")


def event_rows(results: Results) -> tuple[EventRow, ...]:
    """The rows by theme and median month; none where no run or no event log was kept."""
    if not (len(results.replicates) and results.scenario.records.events):
        return ()
    kinds = [*KINDS, *(kind for kind in EVENT_KINDS if kind not in KINDS)]
    rows = [row for kind in kinds for row in _rows_of(results, kind)]
    return tuple(sorted(rows, key=lambda row: (THEMES.index(row.theme), row.median, row.label)))


def first_months(results: Results, kind: str, subject: int | None = None) -> np.ndarray:
    """float64[n]: the first month of a kind of event in each run (of one subject if given), NaN where it never came."""
    if kind in FLAGS:
        return results.first_month(kind)
    events = results.events
    wanted = events["kind"] == KIND[kind]
    if subject is not None:
        wanted &= events["subject"] == subject
    found = events[wanted]
    first = np.full(len(results.replicates), np.inf)
    np.minimum.at(first, np.searchsorted(results.replicates, found["replicate"]), found["month"])
    return np.where(np.isfinite(first), first, np.nan)


def authorised_shares(results: Results) -> dict[str, Estimate]:
    """For each action of the plan the share of runs in which it was ever authorised; empty without an event log."""
    if not (len(results.replicates) and results.scenario.records.events):
        return {}
    names = [name for name, _ in results.scenario.plan.in_order()]
    return {name: _share(first_months(results, "authorised", index)) for index, name in enumerate(names)}


def action_spans(results: Results) -> dict[str, Span]:
    """For each action of the plan when it really ran; what had not ended by then ran to the end of the run."""
    spans: dict[str, Span] = {}
    for index, (name, _) in enumerate(results.scenario.plan.in_order()):
        begun = first_months(results, "authorised", index)
        seen = np.isfinite(begun)
        ended = first_months(results, "finished", index)
        last = np.where(np.isfinite(ended), ended - 1, results.months)[seen]
        found = (
            np.quantile(begun[seen], (QUANTILES[0], 0.5, QUANTILES[-1]), method="lower") if seen.any() else [np.nan] * 3
        )
        end = float(np.quantile(last, 0.5, method="lower")) if seen.any() else float("nan")
        low, median, high = (float(month) for month in found)
        spans[name] = Span(low, median, high, end)
    return spans


def share_of_runs(results: Results, kind: str, subject: int) -> Estimate:
    """The share of runs that see an event of one subject, with its interval."""
    return _share(first_months(results, kind, subject))


def _rows_of(results: Results, kind: str) -> list[EventRow]:
    theme, label = KINDS.get(kind, (POLITICS, kind.replace("_", " ").capitalize()))  # a test demands its line
    if kind not in BY_SUBJECT:
        return [_row(results, kind, label, theme, None)]
    scenario = results.scenario
    missions = scenario.missions
    titles = {"shock": scenario.shocks, "donor_left": scenario.donors, "mission_left": missions}.get(kind, missions)
    rows = [
        _row(results, kind, given.label if kind == "shock" else f"{label}: {given.title}", theme, subject)
        for subject, given in enumerate(titles.values())
    ]
    return [row for row in rows if row.hits]  # what lies beyond the horizon is no news


def _row(results: Results, kind: str, label: str, theme: str, subject: int | None) -> EventRow:
    events = results.events[results.events["kind"] == KIND[kind]]
    if subject is not None:
        events = events[events["subject"] == subject]
    given = kind not in FLAGS and not _by_benchmark(results, kind, subject)
    scheduled = given and len(events) > 0 and bool(np.isin(events["cause"], SCHEDULED).all())
    months = tuple(int(month) for month in np.unique(events["month"])) if scheduled else ()
    first = first_months(results, kind, subject)
    seen = first[np.isfinite(first)]
    quantiles = tuple(float(q) for q in np.quantile(seen, QUANTILES)) if len(seen) else ()
    return EventRow(
        theme, kind, printable(label), months, _until(results, kind, subject), quantiles, len(seen), _share(first)
    )


def _by_benchmark(results: Results, kind: str, subject: int | None) -> bool:
    """Whether an event is the going of a mission that waits for a condition: no calendar knows its month."""
    if subject is None or kind not in ("mission_drawdown", "mission_left"):
        return False
    return list(results.scenario.missions.values())[subject].exit_when is not None


def _until(results: Results, kind: str, subject: int | None) -> int | None:
    """The last month of a scheduled shock, or in which a mission with a date is gone, within the horizon."""
    if subject is not None and kind == "mission_drawdown":
        mission = list(results.scenario.missions.values())[subject]
        return None if _by_benchmark(results, kind, subject) else min(mission.exit, results.months)
    if kind != "shock" or subject is None:
        return None
    shock = list(results.scenario.shocks.values())[subject]
    return min(shock.start + shock.months - 1, results.months)


def _share(first: np.ndarray) -> Estimate:
    return proportion_interval(int(np.isfinite(first).sum()), len(first))
