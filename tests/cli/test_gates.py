"""The gates from the command line: help, and what makes no sense."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import said, ssrsim_program


def test_help_says_what_is_asked_and_how_long_it_takes(tmp_path: Path) -> None:
    """Nobody should start a quarter of an hour by accident."""
    text = said(tmp_path, "gates", "--help")
    assert "effort=quick" in text
    assert "quarter of an hour" in text


def test_a_wrong_effort_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    """Exit code 2, and no folder."""
    result = ssrsim_program(tmp_path, "gates", "effort=most", "plans=[staged]")
    assert result.returncode == 2
    assert "effort is most; allowed: full, quick" in result.stderr
    assert "plans is given by the gates themselves" in result.stderr
    assert not list(tmp_path.iterdir())
