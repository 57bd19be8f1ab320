"""The answer in words, made from the numbers of the summary and nothing else; and what is assumed, counted."""

from __future__ import annotations

from typing import Any, NamedTuple

from ssrsim.analysis.summary import SummaryRow, shown
from ssrsim.records.results import Results
from ssrsim.scenario.country import Country
from ssrsim.scenario.scenario import Scenario

INDIFFERENCE = 0.02  # a change of trust smaller than this is called no change, however surely it is measured
NOT_VALUES = {"sources", "tile"}


class Assumed(NamedTuple):
    """How many numbers of a scenario rest on an assumption: `assumed` of `values`; `unsourced` with no word on it.

    `to_check` counts numbers whose source says that they come from general knowledge and are still to be checked.
    """

    values: int
    assumed: int
    to_check: int
    unsourced: int

    @property
    def share(self) -> float:
        """Share of numbers that are assumed or have no source."""
        return (self.assumed + self.unsourced) / self.values if self.values else 0.0


def printable(text: str) -> str:
    """A user's text without control characters: no title may move the cursor or colour the terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def answer(results: Results, rows: tuple[SummaryRow, ...]) -> list[str]:
    """Sentences that answer: does peace hold, do people trust, how do forces behave, where did the money go?"""
    if not len(results.replicates):
        return ["No run was delivered: every replicate broke an invariant, so there is nothing to report."]
    by_name = {row.name: row for row in rows}
    sentences = [_peace(by_name, results.months), _trust(by_name), _conduct(by_name), _money(by_name)]
    if results.failed:
        sentences.append(f"{_runs(len(results.failed))} broke an invariant and stand outside all of these numbers.")
    return sentences


def _peace(rows: dict[str, SummaryRow], months: int) -> str:
    recurrence, peace = rows["recurrence_25"], rows["peace_months"]
    hits = round(recurrence.value * recurrence.n)
    going_on = rows["war_continues"]
    never = round(going_on.value * going_on.n)
    unended = f"In {never} of {_runs(going_on.n)} the war never ended. " if never else ""
    return unended + (
        f"Within {months} months violence returned in {hits} of {_runs(recurrence.n)} "
        f"({shown(recurrence.value, recurrence.unit)}{_range(recurrence)}); "
        f"peace lasted {shown(peace.value, peace.unit)} months on average{_range(peace, brackets=True)}."
    )


def _trust(rows: dict[str, SummaryRow]) -> str:
    parts = []
    for name, whom in (("trust_police", "the police"), ("trust_army", "the army")):
        change, end = rows[f"{name}_change"], rows[f"{name}_end"]
        parts.append(
            f"trust in {whom} {_moved(change)} and ended at {shown(end.value, end.unit)}{_range(end, brackets=True)}"
        )
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."


def _moved(change: SummaryRow) -> str:
    if not change.has_interval:
        return f"changed by {shown(change.value, change.unit)} (too few runs to be sure)"
    if abs(change.value) < INDIFFERENCE or change.low <= 0 <= change.high:
        return "hardly changed"
    return f"{'rose' if change.value > 0 else 'fell'} by {shown(abs(change.value), change.unit)}"


def _conduct(rows: dict[str, SummaryRow]) -> str:
    abuse, bribes = rows["abuse_rate_end"], rows["bribe_incidence_end"]
    return (
        f"In the last year there were {shown(abuse.value, abuse.unit)} acts of abuse per 100,000 people"
        f"{_range(abuse, brackets=True)}, and {shown(bribes.value, bribes.unit)} of contacts with the police "
        f"ended in a bribe{_range(bribes, brackets=True)}."
    )


def _money(rows: dict[str, SummaryRow]) -> str:
    words = ("received", "spent", "leaked", "unspent")
    received, spent, leaked, unspent = (shown(rows[f"money_{word}"].value, "USD m") for word in words)
    return (
        f"Donors paid {received} million US dollars on average; {spent} million were spent on reforms, "
        f"{leaked} million leaked from reforms and payroll, and {unspent} million lay unspent at the end."
    )


def _range(row: SummaryRow, *, brackets: bool = False) -> str:
    if not row.has_interval:
        return ""
    inside = f"95 % interval {shown(row.low, row.unit)} to {shown(row.high, row.unit)}"
    return f" ({inside})" if brackets else f", {inside}"


def _runs(n: int) -> str:
    return f"{n} run" if n == 1 else f"{n} runs"


def assumed_values(scenario: Scenario) -> Assumed:
    """Counts the numbers of country, donors and missions by their sources; the most exact path with a source counts."""
    found = [_source(path, scenario.country.sources) for path in _paths(scenario.country)]
    for part in (*scenario.donors.values(), *scenario.missions.values()):
        found += [_source(path, part.sources) for path in _paths(part)]
    said = [source.strip().lower() for source in found if source is not None]
    guessed = sum(source.startswith("assumed") for source in said)
    to_check = sum("to be checked" in source and not source.startswith("assumed") for source in said)
    return Assumed(len(found), guessed, to_check, len(found) - len(said))


def _paths(part: Country | Any) -> list[tuple[str, ...]]:
    """The paths of all numbers of a record; the place on the tile map is no measurement."""
    return list(_leaves(part.model_dump(mode="json"), ()))


def _leaves(node: Any, path: tuple[str, ...]) -> Any:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in NOT_VALUES:
                yield from _leaves(value, (*path, key))
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path


def _source(path: tuple[str, ...], sources: dict[str, str]) -> str | None:
    """The source whose path matches most of this one; "*" stands for any one name, a shorter path for all below it."""
    best: tuple[int, int] = (0, 0)
    text = None
    for pattern, source in sources.items():
        parts = pattern.split(".")
        if len(parts) > len(path) or any(p not in ("*", q) for p, q in zip(parts, path, strict=False)):
            continue
        rank = (len(parts), sum(p != "*" for p in parts))
        if rank > best or text is None:
            best, text = rank, source
    return text
