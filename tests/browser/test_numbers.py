"""What stands on the screen is what the command line says of the same scenario, seed and decisions, to the bit."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.desk import Opens
from tests.cli.program import said


def test_numbers_on_the_screen_are_those_of_the_command_line(opens: Opens, tmp_path: Path) -> None:
    """A branch with two decisions, exported and run with `ssrsim run`: the six cards of a month hold its numbers."""
    import pandas as pd

    desk = opens()
    desk.go(18)
    desk.page.get_by_role("region", name="Levers").get_by_role("slider").first.fill("55")
    desk.page.get_by_role("button", name="Undo").and_(desk.page.locator(":enabled")).wait_for()
    desk.go(30)
    desk.page.get_by_role("button", name="Set off shock").click()
    desk.page.wait_for_timeout(500)
    desk.go(100)
    desk.page.get_by_role("button", name="Facilitator view").click()
    desk.page.get_by_role("button", name="Facilitator view", pressed=True).wait_for()
    desk.settle()
    cards = desk.cards()
    assert len(desk.saved()["branches"]["A"]["decisions"]) == 2
    file = desk.given("Export scenario of this branch")
    (tmp_path / "branch.yaml").write_bytes(file.read_bytes())
    said(tmp_path, "run", "scenario_file=branch.yaml", "run.replicates=1", "output=same")
    series = pd.read_parquet(tmp_path / "outputs" / "same" / "series.parquet")
    series = series[series.replicate == series.replicate.min()].set_index("month")
    measured = {"Trust in the police": "survey_trust_police", "Feel safe": "survey_feel_safe",
                "Paid a bribe": "survey_bribe_experience"}  # fmt: skip
    for card, (title, column) in zip(cards, measured.items(), strict=False):
        assert title in card
        value = float(re.findall(r"(\d+) ?%", card.replace("\u202f", " ").replace("\u00a0", " "))[0])
        assert value == round(100 * series[column][100]), card
