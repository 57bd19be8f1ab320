"""Patterns as data: what is known, from where, when the model passes, and what the defaults were set on."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.validation.found import Found
from ssrsim.records.definitions import read_file
from ssrsim.scenario.base import NOT_VALIDATED, Given, Title

Verdict = Literal["pass", "fail", "undecided", "not judged", "not run"]
ROLES = ("calibrated on", "held out", NOT_VALIDATED)


class FactPoint(Given):
    """What is known at one place of a curve."""

    curve: str
    x: float
    value: float
    low: float | None = None
    high: float | None = None


class PartOfPattern(Given):
    """One number of a pattern.

    `low` and `high` are the range that passes, either may be missing; without both the number is shown and not judged.
    """

    label: Title
    unit: str
    low: float | None = None
    high: float | None = None
    fact: float | None = Field(None, description="the number that was measured in the world")
    fact_low: float | None = None
    fact_high: float | None = None
    log: bool = Field(False, description="a ratio: drawn on a logarithmic axis")

    @property
    def judged(self) -> bool:
        """Whether a number can pass or fail here."""
        return self.low is not None or self.high is not None

    def verdict(self, estimate: Estimate) -> Verdict:
        """Pass or fail where the whole interval lies inside or outside; undecided where it lies across a limit.

        A limit itself passes.
        """
        if not self.judged:
            return "not judged"
        if not math.isfinite(estimate.value):
            return "not run"
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if not math.isfinite(estimate.low) or not math.isfinite(estimate.high):
            return "undecided"
        if low <= estimate.low and estimate.high <= high:
            return "pass"
        return "fail" if estimate.high < low or estimate.low > high else "undecided"


class Pattern(Given):
    """A regularity of the world that the model must reproduce, or an experiment that is shown and never validated."""

    title: Title
    statement: str
    criterion: str
    facts: str = Field(description="numbers of facts in docs/evidence.md")
    source: str
    role: Literal["calibrated on", "held out", "not validated"]
    experiments: tuple[str, ...] = Field(min_length=1)
    measured: str = Field(description="how it is measured in the model")
    x: str = Field("", description="horizontal axis of its curves")
    y: str = ""
    parts: dict[str, PartOfPattern]
    points: tuple[FactPoint, ...] = ()


class PatternsFile(Given):
    """The whole list, by number."""

    patterns: dict[str, Pattern]


class Part(NamedTuple):
    """One number of a pattern with what came out."""

    name: str
    given: PartOfPattern
    estimate: Estimate
    verdict: Verdict


class Judged(NamedTuple):
    """A pattern with what came out of it."""

    id: str
    pattern: Pattern
    found: Found
    parts: tuple[Part, ...]
    verdict: Verdict


def read_patterns(folder: Path) -> dict[str, Pattern]:
    """The patterns by number, in the order of their file."""
    return read_file(PatternsFile, folder / "patterns.yaml").patterns


def judge(identity: str, pattern: Pattern, found: Found) -> Judged:
    """Hold what was found against a pattern.

    Raises:
        ValueError: Something was found that no part of the pattern names, or a part has no estimate.
    """
    if set(found.estimates) != set(pattern.parts):
        raise ValueError(f"{identity} asks for {sorted(pattern.parts)} and is given {sorted(found.estimates)}")
    parts = tuple(
        Part(name, given, found.estimates[name], given.verdict(found.estimates[name]))
        for name, given in pattern.parts.items()
    )
    return Judged(identity, pattern, found, parts, together([part.verdict for part in parts]))


def by_group(judged: Judged) -> dict[str, Verdict]:
    """One verdict for each country, where labels begin with its name ("Liberia: ..."); empty where none does."""
    groups: dict[str, list[Verdict]] = {}
    for part in judged.parts:
        name, colon, _ = part.given.label.partition(": ")
        if colon:
            groups.setdefault(name, []).append(part.verdict)
    return {name: together(verdicts) for name, verdicts in groups.items()}


def together(verdicts: list[Verdict]) -> Verdict:
    """One verdict of several: one failure fails, all must pass, and what is not judged does not count."""
    for verdict in ("fail", "not run", "undecided", "pass"):
        if verdict in verdicts:
            return verdict
    return "not judged"
