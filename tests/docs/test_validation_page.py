"""docs/validation.md against the patterns that `ssrsim validate` reads, and what it shows must work."""

from __future__ import annotations

import re
import shlex

from pages import DOCS
from patterns_page import CONFIGS, patterns_table, results_table

from ssrsim.analysis.validation.patterns import read_patterns
from ssrsim.config.validation import validation_asked

PAGE = (DOCS / "validation.md").read_text("utf-8")
PATTERNS = read_patterns(CONFIGS)


def test_the_table_is_made_from_the_patterns() -> None:
    """After a change of patterns.yaml: python tests/docs/pages.py."""
    assert patterns_table() in PAGE


def test_results_are_those_of_the_run_that_is_kept() -> None:
    """Numbers that somebody copied by hand go stale unseen."""
    assert results_table() in PAGE


def test_commands_of_the_page_and_of_the_readme_are_accepted() -> None:
    """What can be copied is accepted as it stands."""
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    commands = re.findall(r"ssrsim validate[^\n`#]*", PAGE + readme)
    assert len(commands) >= 4
    for command in commands:
        assert validation_asked([word for word in shlex.split(command)[2:] if "=" in word], list(PATTERNS)).patterns


def test_evidence_and_patterns_name_the_same() -> None:
    """Every pattern of docs/evidence.md is validated, with the same use."""
    evidence = (DOCS / "evidence.md").read_text("utf-8")
    rows = re.findall(r"^\| (P\d+) .* \| (calibration|held out) \|$", evidence, re.MULTILINE)
    use = {"calibration": "calibrated on", "held out": "held out"}
    told = {name: pattern.role for name, pattern in PATTERNS.items() if name.startswith("P")}
    assert {name: use[word] for name, word in rows} == told


def test_every_country_of_the_signatures_is_judged() -> None:
    """As many conditions as the page wrote down, country by country, at least one each."""
    countries = re.findall(
        r"^\| ([A-Z][a-z]+(?: [A-Z][a-z]+)?) \|", PAGE.split("## Signatures")[1].split("##")[0], re.M
    )
    labels = [part.label.split(":")[0] for part in PATTERNS["E10"].parts.values()]
    assert len(countries) == 9
    assert set(countries) == set(labels)
