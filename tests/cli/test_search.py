"""Searches from the command line: help, a whole small one, and what makes no sense."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import said, ssrsim_program

TINY = (
    "scenario=orvanta", "reforms=[ddr,vetting]", "run.months=18", "run.officers=100", "search.civilians=500",
    "search.officers=100", "search.worlds=50", "confirm.worlds=10", "confirm.civilians=500",
)  # fmt: skip
TWO = "reforms=[ddr,vetting]"


def test_help_says_what_can_be_asked(tmp_path: Path) -> None:
    """Every key that people need stands in the help, with how to write it."""
    text = said(tmp_path, "plan", "search", "--help")
    assert all(key in text for key in ("reforms=[A,B,...]", "budget=300", "before='[A<B]'", "objective=NAME"))
    assert "search" in said(tmp_path, "plan", "--help")


@pytest.mark.slow
def test_a_search_tells_its_claim_and_what_to_type_next(tmp_path: Path) -> None:
    """From the command to the folder: how much is run before it is, the claim at the end, files that can be used."""
    text = said(tmp_path, "plan", "search", *TINY, "output=two")
    assert text.startswith("2 plans: all orders of DDR and vetting, starts 6 months apart")
    claim = json.loads((tmp_path / "outputs" / "two" / "manifest.json").read_text())["claim"]
    assert claim in " ".join(text.split())
    assert "Not validated" in text
    command = next(line for line in text.splitlines() if line.startswith("Next"))
    plans = command.split("plans_files=[")[1].split("]")[0].split(",")
    assert len(plans) == 3
    told = said(tmp_path, "describe", "scenario=orvanta", f"plan_file={plans[0]}")  # the files are plan files
    assert "Disarmament" in told
    again = ssrsim_program(tmp_path, "plan", "search", *TINY, "output=two")
    assert again.returncode == 2
    assert "results are never overwritten" in again.stderr


FAULTS = {
    "no reforms": (["budget=3"], ["reforms is missing; name 2 to 8 reforms"]),
    "reforms as a text": (
        ["reforms=ddr"],
        ["reforms is ddr; it must be a list such as reforms=[ddr,vetting,training]"],
    ),
    "one reform": (["reforms=[ddr]"], ["reforms has 1 entries; it must have 2 at least"]),
    "an unknown reform, and one twice": (
        ["reforms=[ddr,ddr,vettin]"],
        ["reforms holds vettin, which is no reform; did you mean vetting?", "reforms holds ddr twice"],
    ),
    "too many orders": (
        ["reforms=[ddr,vetting,training,payroll,parliament_oversight,justice,community_policing,audit]"],
        ["8 reforms make 40,320 orders, and search.candidates is 5,040"],
    ),
    "precedence that is none": (
        [TWO, "before=[ddr>vetting]"],
        ["before holds ddr>vetting; it must say what begins first"],
    ),
    "precedence of a stranger": ([TWO, "before=[ddr<audit]"], ["audit is none of reforms=[ddr, vetting]"]),
    "a circle": ([TWO, "before=[ddr<vetting<ddr]"], ["goes in a circle; no order keeps it"]),
    "misspelt keys": (
        [TWO, "objectve=peace", "search.aprt=3"],
        ["objectve is not a key; did you mean objective?", "search.aprt is not a key; did you mean search.apart?"],
    ),
    "keys of a run": ([TWO, "run.civilians=900"], ["use search.civilians and confirm.civilians"]),
    "what is out of range": (
        [TWO, "budget=-3", "error=2"],
        ["budget is -3; it must lie in", "error is 2; it must lie in"],
    ),
    "shares of others": ([TWO, "search.shares={ddr:.5}"], ["search.shares names [ddr]; it must name each of reforms"]),
    "shares of more than all": ([TWO, "search.shares={ddr:.8,vetting:.8}"], ["search.shares add up to 1.6"]),
    "starts after the end": ([TWO, "search.apart=200"], ["an action would begin in month 201, and the runs end with"]),
    "keys of a sample": ([TWO, "search.window=3"], ["search.window belongs to search.sample=N"]),
    "code between phases": ([TWO, "hooks=[my_hooks:levy@pay_forces]"], ["a search runs no code between phases"]),
    "a key given twice": ([TWO, "budget=3", "budget=4"], ["budget is given twice; give it once"]),
    "a hostile name": (["reforms=[ddr,\x1b[31m]"], ["cannot be printed"]),
    "a scenario that is not there": ([TWO, "scenario=atlantis"], ["scenario is atlantis; known scenarios:"]),
}


# a few with every test, all with the slow ones: each starts the program anew
SOME = 5
EACH = [pytest.param(name, marks=pytest.mark.slow if row >= SOME else ()) for row, name in enumerate(FAULTS)]


@pytest.mark.parametrize("name", EACH)
def test_what_makes_no_sense_is_told_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    """One sentence for each fault, all of them at once, exit code 2, no folder, no traceback."""
    typed, sentences = FAULTS[name]
    result = ssrsim_program(tmp_path, "plan", "search", *typed)
    assert result.returncode == 2
    assert all(sentence in result.stderr for sentence in sentences), result.stderr
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.iterdir())
