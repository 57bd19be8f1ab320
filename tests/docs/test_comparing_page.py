"""What docs/comparing.md shows must work, and what it says of the rule must be the rule."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ssrsim.analysis.outcomes import HEADLINES
from ssrsim.config.compare import MOST_PLANS, compare_asked
from ssrsim.scenario.starting import starting_plan

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "comparing.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
LARGEST_FIGURE = 200_000


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_of_the_page_compose(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be copied is accepted as it stands, once the files that it names are there."""
    monkeypatch.chdir(tmp_path)
    for name in ("mine", "yours"):
        Path(f"{name}.yaml").write_text(starting_plan(name), encoding="utf-8")
    assert len(compare_asked(shlex.split(line)[2:]).scenarios) >= 2


def test_the_page_tells_the_family_and_the_zones_of_the_code() -> None:
    """Seven outcomes, their differences that matter, the most plans."""
    assert f"{len(HEADLINES)} for two plans, {3 * len(HEADLINES)}\nfor three" in PAGE
    assert f"at most\n{MOST_PLANS} plans" in PAGE
    zones = {outcome.name: outcome.zone for outcome in HEADLINES}
    assert f"{zones['peace_months']:.0f}\npeace-months, {zones['recurrence_25']:g} of runs".replace("0.", ".") in PAGE
    assert f"{zones['abuse_rate_end']:.0f} people of 100,000 a year" in PAGE


def test_figures_of_the_page_are_there_and_small() -> None:
    """Drawn shapes and text, no larger than a page can bear."""
    for name in re.findall(r"\]\((figures/[^)]+)\)", PAGE):
        assert (DOCS / name).stat().st_size < LARGEST_FIGURE
