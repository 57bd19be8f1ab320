"""What happened in one branch until a month, in sentences with their causes, and what stands on the axis of a chart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ssrsim.analysis.story import Happening, happenings
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.events import DETAIL, NEWS, TELLINGS
from ssrsim.session.decisions import (
    BeginDecision,
    ContextDecision,
    Decision,
    PauseDecision,
    ShareDecision,
    ShockDecision,
    StartDecision,
    StopDecision,
)
from ssrsim.session.language import Words
from ssrsim.session.session import Branch
from ssrsim.session.weaving import MARK

DECISION = "decision"  # in the place of the kind of an event
MOST = 200  # lines


class FeedLine(NamedTuple):
    """One thing that happened, or was decided."""

    month: int
    date: str
    where: str  # a district, or empty for the whole country
    text: str  # what happened, without a full stop
    cause: str  # why, as the end of the sentence; empty for decisions
    kind: str  # of the event; "decision" for decisions
    weight: int  # 3 headline, 2 news, 1 detail

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return f"{self.text}, {self.cause}." if self.cause else f"{self.text}."


class Mark(NamedTuple):
    """Something on the axis of time: a decision, or a shock that was scheduled before."""

    month: int  # the first month that it changes
    text: str
    decided: bool


def feed(branch: Branch, month: int, words: Words, least: int = DETAIL, most: int = MOST) -> tuple[FeedLine, ...]:
    """What happened until the end of a month, the latest first.

    Args:
        branch: whose history.
        month: the last month that is known.
        words: of the language.
        least: the least weight of an event that is told.
        most: how many lines.
    """
    lines = [*_events(branch, month, words, least), *_decisions(branch, month, words)]
    return tuple(sorted(lines, key=lambda line: (-line.month, -line.weight))[:most])


def marks(branch: Branch, month: int, words: Words) -> tuple[Mark, ...]:
    """Decisions that were taken, and scheduled shocks that struck, until a month."""
    scenario = branch.scenario
    decided = [Mark(one.acts, told(scenario, one, words), True) for one in branch.decisions if one.month <= month]
    given = [
        Mark(shock.start, printable(shock.label), False)
        for name, shock in scenario.shocks.items()
        if shock.start <= month and not name.startswith(f"{MARK}_")
    ]
    return tuple(sorted((*decided, *given), key=lambda mark: mark.month))


def told(scenario: Scenario, decision: Decision, words: Words) -> str:
    """A decision in words: "Pause: police schools, 12 months"."""
    key, held = f"decisions.{decision.kind}", dict[str, str]()
    if isinstance(decision, ShareDecision | StartDecision | StopDecision | PauseDecision):
        held["action"] = words.action(scenario, decision.action)
    if isinstance(decision, ShareDecision):
        held["to"] = words.percent(decision.to)
    elif isinstance(decision, PauseDecision):
        held["months"] = words.number(decision.months)
    elif isinstance(decision, BeginDecision):
        held |= {"reform": words.reform(scenario, decision.reform), "share": words.percent(decision.share)}
    elif isinstance(decision, ContextDecision):
        held |= {"lever": words(f"levers.{decision.lever}"), "to": words.percent(decision.to)}
    elif isinstance(decision, ShockDecision):
        held |= {"shock": words(f"shocks.{decision.shock}"), "place": _struck(scenario, decision, words),
                 "size": words.percent(decision.size)}  # fmt: skip
    return words(key, **held)


def _struck(scenario: Scenario, decision: ShockDecision, words: Words) -> str:
    """Where or whom a shock strikes, empty for the whole country."""
    if decision.district:
        return printable(scenario.country.districts[decision.district].title)
    if decision.faction:
        return printable(scenario.country.factions[decision.faction].title)
    return words(f"services.{decision.service}") if decision.shock == "scandal" else ""


def _events(branch: Branch, month: int, words: Words, least: int) -> Iterator[FeedLine]:
    scenario = branch.scenario
    subjects: dict[str, list[str]] = {}
    own = [place for place, name in enumerate(scenario.plan.rules) if name.startswith(f"{MARK}_")]
    for one in happenings(branch.timeline.results, int(branch.timeline.results.replicates[0]), month):
        telling = TELLINGS.get(one.kind)
        counted_in, weight = (telling.subject, telling.weight) if telling else ("", NEWS)
        if counted_in not in subjects:
            subjects[counted_in] = words.subjects(scenario, counted_in)
        if weight >= least and not (one.kind == "rule_fired" and one.subject in own):
            yield FeedLine(
                one.month, words.date(scenario.country, one.month),
                words.place(scenario, one.district) if one.district >= 0 else "",
                _text(one, subjects[counted_in], words), words.cause(one.cause), one.kind, weight,
            )  # fmt: skip


def _text(one: Happening, subjects: list[str], words: Words) -> str:
    name = subjects[one.subject] if 0 <= one.subject < len(subjects) else ""
    text = words.event(one.kind, name, one.amount)
    key = "time.times_this_year" if one.is_yearly else "time.times"
    return f"{text} {words(key, n=words.number(one.times))}" if one.times > 1 else text


def _decisions(branch: Branch, month: int, words: Words) -> Iterator[FeedLine]:
    for one in branch.decisions:
        if one.month <= month:
            date = words.date(branch.scenario.country, one.month)
            yield FeedLine(one.month, date, "", told(branch.scenario, one, words), "", DECISION, NEWS + 2)
