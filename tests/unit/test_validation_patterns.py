"""Patterns as data: every one can pass and can fail, and everything that it names is there."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.validation.found import Found
from ssrsim.analysis.validation.patterns import (
    PartOfPattern,
    Pattern,
    Verdict,
    by_group,
    judge,
    read_patterns,
    together,
)
from ssrsim.analysis.validation.registry import ANALYSES, MEASURES
from ssrsim.records.definitions import read_file
from ssrsim.scenario.base import UsersMistakeError

CONFIGS = Path(__file__).parents[2] / "configs" / "validation"
PATTERNS = read_patterns(CONFIGS)
JUDGED = [name for name, pattern in PATTERNS.items() if any(part.judged for part in pattern.parts.values())]
CALIBRATED = {"P1", "P5", "P11", "P12"}


def inside(part: PartOfPattern) -> Estimate:
    """An estimate that passes for sure."""
    low = part.low if part.low is not None else (part.high or 0.0) - 1.0
    high = part.high if part.high is not None else low + 1.0
    middle = (low + high) / 2
    return Estimate(middle, middle, middle, 10)


def outside(part: PartOfPattern) -> Estimate:
    """An estimate that fails for sure."""
    wrong = part.high + 0.5 if part.high is not None else (part.low or 0.0) - 0.5
    return Estimate(wrong, wrong - 0.01, wrong + 0.01, 10)


def test_everything_that_patterns_name_is_there() -> None:
    """Each pattern has an analysis, each experiment a file and a measure, and nothing is left over."""
    assert set(ANALYSES) == set(PATTERNS)
    named = {name for pattern in PATTERNS.values() for name in pattern.experiments}
    assert named == set(MEASURES) == {path.stem for path in CONFIGS.glob("*.yaml")} - {"patterns"}


def test_what_was_calibrated_on_is_told_as_in_the_rules() -> None:
    """Four patterns; what nobody has measured is never judged."""
    assert {name for name, one in PATTERNS.items() if one.role == "calibrated on"} == CALIBRATED
    for pattern in PATTERNS.values():
        if pattern.role == "not validated":
            assert not any(part.judged for part in pattern.parts.values())


@pytest.mark.parametrize("name", JUDGED)
def test_every_pattern_can_pass_and_each_of_its_numbers_can_fail_it(name: str) -> None:
    """A criterion that nothing can meet, or that everything meets, is none."""
    pattern = PATTERNS[name]
    good = {part: inside(given) for part, given in pattern.parts.items()}
    assert judge(name, pattern, Found(good)).verdict == "pass"
    for part, given in pattern.parts.items():
        verdict = judge(name, pattern, Found(good | {part: outside(given)})).verdict
        assert verdict == ("fail" if given.judged else "pass"), part


@pytest.mark.parametrize(
    ("low", "high", "estimate", "verdict"),
    [
        (0.2, 0.5, (0.3, 0.25, 0.4), "pass"),
        (0.2, 0.5, (0.3, 0.2, 0.5), "pass"),
        (0.2, 0.5, (0.3, 0.1, 0.4), "undecided"),
        (0.2, 0.5, (0.1, 0.05, 0.15), "fail"),
        (0.2, 0.5, (0.6, 0.55, 0.7), "fail"),
        (None, 0.5, (0.3, -9.0, 0.4), "pass"),
        (0.2, None, (0.1, 0.0, 0.3), "undecided"),
        (None, None, (0.1, 0.0, 0.3), "not judged"),
        (0.2, 0.5, (0.3, math.nan, math.nan), "undecided"),
        (0.2, 0.5, (math.nan, math.nan, math.nan), "not run"),
    ],
)
def test_verdict_of_a_number(
    low: float | None, high: float | None, estimate: tuple[float, float, float], verdict: Verdict
) -> None:
    """The whole interval decides; limits pass."""
    given = PartOfPattern(label="Number", unit="share", low=low, high=high)
    assert given.verdict(Estimate(*estimate, 5)) == verdict


def test_verdict_of_several_numbers() -> None:
    """One failure fails; what is not judged does not count."""
    assert together(["pass", "fail", "undecided"]) == "fail"
    assert together(["pass", "undecided", "not judged"]) == "undecided"
    assert together(["pass", "not run"]) == "not run"
    assert together(["pass", "not judged"]) == "pass"
    assert together(["not judged"]) == "not judged"


def test_signatures_are_told_country_by_country() -> None:
    """Nine countries, each with the verdict of its conditions."""
    pattern = PATTERNS["E10"]
    found = {part: inside(given) for part, given in pattern.parts.items()}
    found["congo_serial"] = outside(pattern.parts["congo_serial"])
    groups = by_group(judge("E10", pattern, Found(found)))
    assert len(groups) == 9
    assert {name for name, verdict in groups.items() if verdict != "pass"} == {"Congo"}


def test_what_is_found_and_what_is_asked_must_agree() -> None:
    """A number that nobody asked for, or one that is missing, is a fault of ours."""
    pattern = PATTERNS["P5"]
    with pytest.raises(ValueError, match="median"):
        judge("P5", pattern, Found({"p10": Estimate(0, 0, 0, 1)}))


def test_faults_of_a_definition_are_told_with_the_file(tmp_path: Path) -> None:
    """Definitions are read as strictly as strangers' files."""
    path = tmp_path / "one.yaml"
    path.write_text("title: One\nrole: guessed\nsurplus: 1\n")
    with pytest.raises(UsersMistakeError) as told:
        read_file(Pattern, path)
    assert "role" in str(told.value)
    assert "surplus" in str(told.value)
    assert str(path) in str(told.value)
    path.write_text("title: [\n")
    with pytest.raises(UsersMistakeError, match="not YAML"):
        read_file(Pattern, path)
